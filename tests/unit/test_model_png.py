from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from narrator.model.png import PictureError, cleaned
from support.fonts import SIGNATURE, chunk, png

HEADER = struct.pack(">IIBBBBB", 4, 2, 8, 6, 0, 0, 0)
BOMB = zlib.compress(bytes(50_000_000))
END = chunk(b"IEND", b"")
WRONG = {
    "another kind": (b"GIF89a", "is no PNG"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no PNG"),
    "nothing behind its name": (SIGNATURE, "no whole|broken"),
    "cut off": (png()[:-20], "broken"),
    "a sum that is not its": (png()[:-1] + b"\0", "broken"),
    "too wide": (png(2001, 1), "2001 x 1 pixels"),
    "too many pixels": (SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 2000, 2000, 8, 6, 0, 0, 0)) + END, "pixels"),
    "none wide": (SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 2, 8, 6, 0, 0, 0)) + END, "pixels"),
    "interlaced": (SIGNATURE + chunk(b"IHDR", HEADER[:-1] + b"\1") + END, "interlaced"),
    "a depth that there is not": (
        SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 2, 3, 6, 0, 0, 0)) + END,
        "broken",
    ),
    "fewer pixels": (png(pixels=b"\0"), "broken"),
    "more pixels": (SIGNATURE + chunk(b"IHDR", HEADER) + chunk(b"IDAT", BOMB) + END, "broken"),
    "no pixels that unpack": (SIGNATURE + chunk(b"IHDR", HEADER) + chunk(b"IDAT", b"x") + END, "broken"),
    "two palettes": (png(4, 2, chunk(b"PLTE", b"abc"), chunk(b"PLTE", b"abc")), "broken"),
    "a palette of nobody": (png(4, 2, chunk(b"tRNS", bytes(300))), "broken"),
}


@pytest.mark.parametrize(("data", "says"), WRONG.values(), ids=WRONG)
def test_what_is_no_sound_picture_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(PictureError, match=says):
        cleaned(data)


def test_a_picture_keeps_its_pixels_and_loses_what_it_says_beside_them() -> None:
    told = chunk(b"tEXt", b"Author\0somebody at home"), chunk(b"eXIf", b"Exif GPS")
    made = cleaned(png(4, 2, *told))
    assert (made.width, made.height) == (4, 2)
    assert b"somebody" not in made.data
    assert b"Exif" not in made.data
    assert made.data == png()
    assert Image.open(BytesIO(made.data)).getpixel((3, 1)) == (0xC0, 0x10, 0x10, 0xFF)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_picture_that_is_no_other_passes(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (7, 5)).save(file, "PNG")
    assert Image.open(BytesIO(cleaned(file.getvalue()).data)).mode == mode


def test_what_comes_behind_the_end_goes() -> None:
    assert cleaned(png() + b"<script>").data == png()
