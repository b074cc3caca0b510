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
from functools import cache
from html import unescape
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as harfbuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

SERIF, SANS, DISPLAY = "Narrator Serif", "Narrator Sans", "Narrator Display"
FEATURES = ("kern", "liga", "mark", "ccmp", "locl", "pnum")
"""Figures are lining and tabular by default; `pnum` gives prose its proportional ones."""

OWN_FEATURES = ("kern", "mark")
"""Of a font of the desk: whatever changes one letter into another stays away, or a figure might become another one."""

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

NOTHING: Mapping[str, bytes] = MappingProxyType({})
USES = {SERIF: "body", SANS: "labels", DISPLAY: "headlines"}
"""What a desk calls the families, where it brings a font for one."""
WEIGHT, REGULAR = "wght", 400
BLANKS = " \u00a0"
"""What is set in the font of what stands before it, whichever that is."""
PICTURES = ("SVG ", "COLR", "CPAL", "CBDT", "CBLC", "sbix")
"""Tables of letters that are pictures or coloured: whatever the text says, a reader would see them."""

CONFIGURATION = "fonts.conf"
_SYSTEM = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")


def text_of(html: str) -> str:
    """The text of a page or a part of it."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def font_faces(page: str, sheets: str, own: Mapping[str, bytes] = NOTHING) -> str:
    """The `@font-face` rules of a page under these style sheets, fonts inside; `own`: those of a desk, by their use.

    An italic is cut to the text that is slanted, which is seldom more than a line.
    """
    text = text_of(page)
    slanted = text if _SLANTED.search(page + sheets) else "".join(text_of(m[2]) for m in _ELEMENT.finditer(page))
    shown = {"normal": PLAIN | set(text), "italic": set(slanted) and set(slanted) | set("- \u2010")}
    return "".join(
        rule
        for family, file, style, axes in FACES
        if shown[style]
        for rule in _rules(family, style, axes, _sources(family, style, axes, shown[style], file, own))
    )


class Source(NamedTuple):
    """What a face is cut from: a font, the place on its axes, the characters, and whether it has all of them."""

    font: bytes
    axes: Mapping[str, int]
    characters: frozenset[str]
    is_alone: bool
    features: Sequence[str] = FEATURES


def _sources(  # noqa: PLR0913, PLR0917  # a face, and what it may be cut from
    family: str, style: str, axes: Mapping[str, int], shown: AbstractSet[str], file: str, own: Mapping[str, bytes]
) -> Iterator[Source]:
    """What a face is cut from: the font of the desk as far as it has the characters, the packaged one for the rest."""
    use = own_of(family, axes["wght"], style, own)
    theirs: frozenset[str] = frozenset()
    if use:
        font = harfbuzz.Face(harfbuzz.Blob(own[use]))
        theirs = frozenset(shown) & frozenset(map(chr, font.unicodes))
        yield Source(own[use], place_of(font, axes[WEIGHT]), theirs, theirs == shown, OWN_FEATURES)
    if left := frozenset(shown) - theirs:
        yield Source(_packaged(file), axes, left, not theirs)


def place_of(font: harfbuzz.Face, weight: int) -> dict[str, int]:
    """Where on its axes a font is taken: at a weight, as far as it goes there, and else where it is usually."""
    usual = {axis.tag: axis.default_value for axis in font.axis_infos}
    ends = {axis.tag: (axis.min_value, axis.max_value) for axis in font.axis_infos}
    if WEIGHT in ends:
        usual[WEIGHT] = min(max(weight, ends[WEIGHT][0]), ends[WEIGHT][1])
    return usual


def own_of(family: str, weight: int, style: str, own: Mapping[str, bytes]) -> str:
    """The use of the file of a desk that stands for a face; empty where the packaged one does."""
    bold = "_bold" if weight > REGULAR and family != DISPLAY else ""
    ways = (f"{bold}_italic", "_italic" if bold else "", bold, "") if style == "italic" else (bold, "")
    return next((use for way in ways if (use := USES[family] + way) in own), "")


def _rules(family: str, style: str, axes: Mapping[str, int], sources: Iterable[Source]) -> Iterator[str]:
    for data, place, characters, is_alone, features in sources:
        codes = sorted(map(ord, characters))
        only = "" if is_alone else f"unicode-range:{','.join(f'U+{code:X}' for code in codes)};"
        packed = b64encode(cut(data, place, sorted({*codes, *map(ord, BLANKS)} if only else codes), features)).decode()
        if codes:
            yield (
                f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{axes[WEIGHT]};{only}'
                f'src:url("data:font/ttf;base64,{packed}")}}\n'
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


@cache
def _packaged(file: str) -> bytes:
    package, _, name = file.partition("/")
    return (files(package) / "files" / name).read_bytes()


def cut(data: bytes, axes: Mapping[str, int], characters: Sequence[int], features: Sequence[str] = FEATURES) -> bytes:
    """A font at a place on its axes, cut down to characters and features; nothing where HarfBuzz cannot read it."""
    font = harfbuzz.Face(harfbuzz.Blob(data))
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(characters)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(feature.encode(), "big") for feature in features)
    wanted.drop_table_tag_set.update(int.from_bytes(table.encode(), "big") for table in PICTURES)
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING
    for axis, place in axes.items():
        wanted.pin_axis_location(font, axis, place)
    made = harfbuzz.subset(font, wanted)
    return bytes(made.blob.data) if made else b""
