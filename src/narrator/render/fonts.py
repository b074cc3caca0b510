"""Fonts: the pinned faces of every page, cut down to the characters that the page shows.

Source Serif 4 and Source Sans 3 (SIL OFL) come as variable fonts from packages that carry nothing else, so that the
lock file pins them. HarfBuzz cuts out the instances that the theme uses, at the optical size of their job, in a few
milliseconds each; the page carries them as data: URIs. A reader then sees the same page as the desk, offline too, and
the PDF is laid out with the very same bytes: no font of the machine can be reached while it is.
"""

from __future__ import annotations

import os
import re
import warnings
from base64 import b64encode
from contextlib import contextmanager
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING

import uharfbuzz as harfbuzz

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERIF, SANS, DISPLAY = "Narrator Serif", "Narrator Sans", "Narrator Display"
FEATURES = ("kern", "liga", "mark", "ccmp", "locl", "pnum")
"""Figures are lining and tabular by default; `pnum` gives prose its proportional ones."""

PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("–—‘’“”…·×−→←≈≥≤§•\u00a0\u2010")
"""Always kept: what a margin box, a card or a label may print beside the text of the page, and the hyphen at the end of
a line."""

_SERIF, _SERIF_ITALIC = (f"fontpkg_source_serif_4/SourceSerif4{cut}[opsz,wght].ttf" for cut in ("", "-Italic"))
_SANS, _SANS_ITALIC = (f"fontpkg_source_sans_3/SourceSans3{cut}[wght].ttf" for cut in ("", "-Italic"))
_USES = (
    (SERIF, _SERIF, _SERIF_ITALIC, {"wght": 400, "opsz": 12}),
    (SERIF, _SERIF, _SERIF_ITALIC, {"wght": 600, "opsz": 12}),
    (DISPLAY, _SERIF, _SERIF_ITALIC, {"wght": 600, "opsz": 40}),
    (SANS, _SANS, _SANS_ITALIC, {"wght": 400}),
    (SANS, _SANS, _SANS_ITALIC, {"wght": 600}),
)
FACES = (
    *((family, file, "normal", axes) for family, file, _, axes in _USES),
    *((family, file, "italic", axes) for family, _, file, axes in _USES),
)
"""The instances of the variable fonts, under the family names that themes use. Every upright one has its italic: a page
that asks for one that is missing would be shown a slanted upright, or a font of the machine."""

_SLANTED = re.compile(r"italic|oblique")
_ELEMENT = re.compile(r"<(em|i|cite|dfn|var|address)\b[^>]*>(.*?)</\1>", re.DOTALL)
"""Elements that are slanted unless a style sheet says otherwise."""

CONFIGURATION = "fonts.conf"
_SYSTEM = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")


def text_of(html: str) -> str:
    """The text of a page or a part of it."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def font_faces(page: str, sheets: str) -> str:
    """The `@font-face` rules of a page under these style sheets, fonts inside.

    An italic is cut to the text that is slanted, which is seldom more than a line.
    """
    text = text_of(page)
    slanted = text if _SLANTED.search(page + sheets) else "".join(text_of(m[2]) for m in _ELEMENT.finditer(page))
    shown = {"normal": PLAIN | set(text), "italic": set(slanted) and set(slanted) | set("- \u2010")}
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{axes["wght"]};'
        f'src:url("data:font/ttf;base64,{b64encode(_cut(file, axes, sorted(map(ord, shown[style])))).decode()}")}}\n'
        for family, file, style, axes in FACES
        if shown[style]
    )


@contextmanager
def only_packaged() -> Iterator[None]:
    """Fontconfig reads its configuration in here; it finds one that knows no font at all, and says nothing about it.

    The fonts of a page are added to it by the page. Without this the hyphens, the fallbacks and the bytes of a PDF
    would be those of the machine.
    """
    told = os.environ  # noqa: TID251  # not read: it is where fontconfig reads
    before = {name: told.pop(name, None) for name in _SYSTEM}
    told[_SYSTEM[0]] = str(files("narrator.render") / CONFIGURATION)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured")
            yield
    finally:
        del told[_SYSTEM[0]]
        told.update({name: value for name, value in before.items() if value is not None})


def _cut(file: str, axes: Mapping[str, int], characters: list[int]) -> bytes:
    package, _, name = file.partition("/")
    font = harfbuzz.Face(harfbuzz.Blob((files(package) / "files" / name).read_bytes()))
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(characters)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(feature.encode(), "big") for feature in FEATURES)
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING
    for axis, place in axes.items():
        wanted.pin_axis_location(font, axis, place)
    return bytes(harfbuzz.subset(font, wanted).blob.data)
