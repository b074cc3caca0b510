"""Fonts and pictures of a desk of one's own, sound ones and hostile ones."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import uharfbuzz as harfbuzz
from fontTools.ttLib import TTFont

from narrator.render.typeface import NEEDED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MORE = "€£¥−éł"
THEME = """
[theme]
accent = "#7a1f5c"
paper = "letter"
logo = "theme/logo.png"

[theme.fonts]
body = "theme/Body.ttf"
"""


@cache
def font(characters: str = NEEDED + MORE, weight: int | None = None) -> bytes:
    """A font of some characters: one of a packaged family, with all of its weights or with one."""
    data = (files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf").read_bytes()
    face, wanted = harfbuzz.Face(harfbuzz.Blob(data)), harfbuzz.SubsetInput()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(map(ord, characters))
    if weight:
        wanted.pin_axis_location(face, "wght", weight)
    return bytes(harfbuzz.subset(face, wanted).blob.data)


def changed(change: Callable[[Any], object], data: bytes = b"", flavor: str | None = None) -> bytes:
    """A font of one weight after somebody has changed it."""
    opened, made = TTFont(BytesIO(data or font(weight=400))), BytesIO()
    change(opened)
    opened.flavor = flavor
    opened.save(made)
    return made.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG picture."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(wide: int = 4, high: int = 2, *more: bytes, pixels: bytes | None = None) -> bytes:
    """A red picture, with some chunks between its header and its pixels."""
    rows = (b"\0" + b"\xc0\x10\x10\xff" * wide) * high if pixels is None else pixels
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    parts = (chunk(b"IHDR", header), *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return SIGNATURE + b"".join(parts)


def add_theme(root: Path, typed: str = THEME) -> Path:
    """A workspace with a theme of its own, and the files that it names."""
    (root / "theme").mkdir(exist_ok=True)
    (root / "theme" / "Body.ttf").write_bytes(font())
    (root / "theme" / "logo.png").write_bytes(png(200, 80))
    with (root / "narrator.toml").open("a", encoding="utf-8") as file:
        file.write(typed)
    return root
