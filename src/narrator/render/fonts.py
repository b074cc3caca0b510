"""Fonts: the pinned faces of every page, cut down to the characters that the page shows.

Source Serif 4 and Source Sans 3 (SIL OFL) come as variable fonts from packages that carry nothing else, so that the
lock file pins them. HarfBuzz cuts out the instances that the theme uses, at the optical size of their job, in a few
milliseconds each; the page carries them as data: URIs. A reader then sees the same page as the desk, offline too, and
the PDF is laid out with the very same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from importlib.resources import files

import uharfbuzz as harfbuzz

SERIF, SANS, DISPLAY = "Narrator Serif", "Narrator Sans", "Narrator Display"
FEATURES = ("kern", "liga", "mark", "ccmp", "locl", "pnum")
"""Figures are lining and tabular by default; `pnum` gives prose its proportional ones."""

PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("–—‘’“”…·×−→←≈≥≤§•\u00a0")
"""Always kept: what a margin box, a card or a label may print beside the text of the page."""


@dataclass(frozen=True, slots=True)
class Face:
    """One instance of a variable font, under the family name that themes use."""

    family: str
    package: str
    file: str
    weight: int
    optical_size: int | None = None
    italic: bool = False


_SERIF_FILES = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")
_SANS_FILES = ("fontpkg_source_sans_3", "SourceSans3[wght].ttf")
FACES = (
    Face(SERIF, *_SERIF_FILES, weight=400, optical_size=12),
    Face(SERIF, *_SERIF_FILES, weight=600, optical_size=12),
    Face(SERIF, "fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf", 400, optical_size=12, italic=True),
    Face(DISPLAY, *_SERIF_FILES, weight=600, optical_size=40),
    Face(SANS, *_SANS_FILES, weight=400),
    Face(SANS, *_SANS_FILES, weight=600),
)


def font_faces(text: str) -> str:
    """The `@font-face` rules of a page that shows these characters, fonts inside."""
    characters = sorted(map(ord, PLAIN | set(text)))
    return "".join(_rule(face, _cut(face, characters)) for face in FACES)


def _rule(face: Face, font: bytes) -> str:
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{style};font-weight:{face.weight};'
        f'src:url("data:font/ttf;base64,{b64encode(font).decode()}")}}\n'
    )


def _cut(face: Face, characters: list[int]) -> bytes:
    font = harfbuzz.Face(harfbuzz.Blob((files(face.package) / "files" / face.file).read_bytes()))
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.clear()
    for character in characters:
        wanted.unicode_set.add(character)
    wanted.layout_feature_tag_set.clear()
    for feature in FEATURES:
        wanted.layout_feature_tag_set.add(int.from_bytes(feature.encode(), "big"))
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING
    wanted.pin_axis_location(font, "wght", face.weight)
    if face.optical_size is not None:
        wanted.pin_axis_location(font, "opsz", face.optical_size)
    return bytes(harfbuzz.subset(font, wanted).blob.data)
