"""Fonts: the pinned faces of every page, cut down to the characters that the page shows.

Source Serif 4 and Source Sans 3 (SIL OFL) come as variable fonts from packages that carry nothing else, so that the
lock file pins them. HarfBuzz cuts out the instances that the theme uses, at the optical size of their job, in a few
milliseconds each; the page carries them as data: URIs. A reader then sees the same page as the desk, offline too, and
the PDF is laid out with the very same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING

import uharfbuzz as harfbuzz

if TYPE_CHECKING:
    from collections.abc import Mapping

SERIF, SANS, DISPLAY = "Narrator Serif", "Narrator Sans", "Narrator Display"
FEATURES = ("kern", "liga", "mark", "ccmp", "locl", "pnum")
"""Figures are lining and tabular by default; `pnum` gives prose its proportional ones."""

PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("–—‘’“”…·×−→←≈≥≤§•\u00a0")
"""Always kept: what a margin box, a card or a label may print beside the text of the page."""


_SERIF, _ITALIC = (f"fontpkg_source_serif_4/SourceSerif4{cut}[opsz,wght].ttf" for cut in ("", "-Italic"))
_SANS = "fontpkg_source_sans_3/SourceSans3[wght].ttf"
FACES = (
    (SERIF, _SERIF, {"wght": 400, "opsz": 12}),
    (SERIF, _SERIF, {"wght": 600, "opsz": 12}),
    (SERIF, _ITALIC, {"wght": 400, "opsz": 12}),
    (DISPLAY, _SERIF, {"wght": 600, "opsz": 40}),
    (SANS, _SANS, {"wght": 400}),
    (SANS, _SANS, {"wght": 600}),
)
"""The instances of the variable fonts, under the family names that themes use."""


def font_faces(text: str) -> str:
    """The `@font-face` rules of a page that shows these characters, fonts inside."""
    characters = sorted(map(ord, PLAIN | set(text)))
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:{"italic" if file == _ITALIC else "normal"};'
        f"font-weight:{axes['wght']};"
        f'src:url("data:font/ttf;base64,{b64encode(_cut(file, axes, characters)).decode()}")}}\n'
        for family, file, axes in FACES
    )


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
