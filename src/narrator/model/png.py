"""PNG pictures: read chunk by chunk, so that nothing but pixels goes on to readers and to whoever decodes them.

What a picture says beside its pixels (where and when it was taken, by whom, with what) is left out. A chunk that lies
about its length or its sum, and pixels that are more or fewer than the header has, are found here and not by the
decoder of a browser or of the PDF.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER, SUM = struct.Struct(">IIBBBBB"), 4
SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel, by the type of colour."""
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
KEPT = (b"PLTE", b"tRNS", b"IDAT")
PALETTE = 3
MOST = {b"PLTE": 3 * 256, b"tRNS": 256}
"""Bytes of the colours of a palette, and of how far each is seen through."""
OTHER, BROKEN, INTERLACED = "is no PNG picture", "is a broken PNG picture", "is interlaced: save it without"
SIDE, PIXELS = 2_000, 1_000_000
"""How many pixels a picture is at most wide or high, and has at most."""


class PictureError(ValueError):
    """What is wrong with a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of pixels alone: its file, and its width and height in pixels."""

    data: bytes
    width: int
    height: int


def cleaned(data: bytes) -> Picture:
    """A picture without what it says beside its pixels.

    Raises:
        PictureError: it is no PNG, a broken one, or one that is too large.
    """
    chunks = [*_chunks(data)]
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != HEADER.size or chunks[-1][0] != b"IEND":
        raise PictureError(BROKEN)
    header = chunks[0][1]
    width, height = _size(header)
    _palette(chunks, header[9])
    _pixels(b"".join(body for name, body in chunks if name == b"IDAT"), _length(header))
    kept = [(b"IHDR", header), *(chunk for chunk in chunks if chunk[0] in KEPT), (b"IEND", b"")]
    return Picture(SIGNATURE + b"".join(_chunk(*chunk) for chunk in kept), width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise PictureError(OTHER)
    at = len(SIGNATURE)
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, body, total = data[at + 4 : at + 8], data[at + 8 : at + 8 + length], data[at + 8 + length :][:SUM]
        if len(total) != SUM or int.from_bytes(total, "big") != zlib.crc32(name + body):
            raise PictureError(BROKEN)
        yield name, body
        at += 12 + length
        if name == b"IEND":
            return


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _size(header: bytes) -> tuple[int, int]:
    width, height, depth, colour, packing, filtering, interlace = HEADER.unpack(header)
    if depth not in DEPTHS.get(colour, ()) or packing or filtering:
        raise PictureError(BROKEN)
    if interlace:
        raise PictureError(INTERLACED)
    if not (0 < width <= SIDE and 0 < height <= SIDE and width * height <= PIXELS):
        reason = f"has {width} x {height} pixels: {SIDE:,} on a side and {PIXELS:,} in all is the most"
        raise PictureError(reason)
    return width, height


def _palette(chunks: list[tuple[bytes, bytes]], colour: int) -> None:
    names = [name for name, _ in chunks if name in KEPT]
    order = sorted(names, key=KEPT.index)
    lengths = {name: len(body) for name, body in chunks if name in MOST}
    is_right = names == order and names.count(b"PLTE") == (colour == PALETTE) and names.count(b"tRNS") <= 1
    if not is_right or lengths.get(b"PLTE", 0) % 3 or any(length > MOST[name] for name, length in lengths.items()):
        raise PictureError(BROKEN)


def _length(header: bytes) -> int:
    """The bytes of its pixels, a byte before each row."""
    width, height, depth, colour = HEADER.unpack(header)[:4]
    return int(height * (1 + (width * CHANNELS[colour] * depth + 7) // 8))


def _pixels(packed: bytes, length: int) -> None:
    """Refuse pixels of another number than the header has, without unpacking more."""
    reader = zlib.decompressobj()
    try:
        unpacked = len(reader.decompress(packed, length + 1))
    except zlib.error:
        unpacked = -1
    if unpacked != length:
        raise PictureError(BROKEN)
