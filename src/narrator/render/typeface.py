"""The font files of a desk: whether a brief set in one can be read, and every figure seen as it is.

A font decides what a letter looks like. One that has no ink for a digit, one shape for two of them, or draws them over
one another would hide what the text says, and no reading of the text would tell; so the digits and the signs of amounts
are set here once. Whether a five looks like a five nobody but a reader sees. What a file holds is read by HarfBuzz, and
only where that is confined.
"""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import uharfbuzz as harfbuzz
from fontTools.ttLib.woff2 import decompress

from narrator.model import theme
from narrator.render.fonts import OWN_FEATURES, REGULAR, WEIGHT, cut, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrator.model.theme import Theme

NEEDED = "".join(map(chr, range(0x20, 0x7F))) + "–—‘’“”…"
"""What every font must have itself; what else it lacks, the packaged ones have."""
DIGITS, SIGNS = "0123456789", "$.,%-"
BOLD = 600
WOFF2, SFNT_BYTES = b"wOF2", 8_000_000
ADVANCE, HEIGHT, ASCENT, DESCENT = (0.2, 1.4), (0.3, 1.3), (0.4, 2.0), (-1.0, 0.0)
"""How wide and high digits are, and how far letters go up and down from their line, in em."""
ASIDE, ABOVE = 0.35, 1.3
"""How far ink may reach beyond the room of its letter, and above its line, in em; half as far below."""
BROKEN = "is no whole font"


class FontError(ValueError):
    """What is wrong with a font file."""


def unpacked(data: bytes) -> bytes:
    """The font of a file as HarfBuzz reads it.

    Raises:
        FontError: it is a broken one.
    """
    if not data.startswith(WOFF2):
        return data
    font = BytesIO()
    try:
        decompress(BytesIO(data), font)
    except Exception as error:  # the library lets whatever comes of a broken file through
        raise FontError(BROKEN) from error
    if font.tell() > SFNT_BYTES:
        raise FontError(BROKEN)
    return font.getvalue()


def of(root: Path, brand: Theme) -> dict[str, bytes]:
    """The fonts of a desk by their use, as HarfBuzz reads them; those that cannot be used have been told."""
    found = {}
    for use, data in theme.fonts(root, brand).items():
        font = unpacked(data)
        if not wrong(font, use, brand.fonts):
            found[use] = font
    return found


def wrong(data: bytes, use: str, others: Mapping[str, str]) -> str:
    """What is wrong with a font for its use, empty where nothing is; `others`: the uses that have one."""
    face = harfbuzz.Face(harfbuzz.Blob(data))
    if not face.glyph_count:
        return BROKEN
    missing = [each for each in NEEDED if ord(each) not in face.unicodes]
    if missing:
        return f"has no '{missing[0]}' (U+{ord(missing[0]):04X})" + (
            f", and lacks {len(missing) - 1} more" if missing[1:] else ""
        )
    heaviest = next((axis.max_value for axis in face.axis_infos if axis.tag == WEIGHT), REGULAR)
    if use in {"body", "labels"} and f"{use}_bold" not in others and heaviest < BOLD:
        return f"has one weight: name the bold one as {use}_bold"
    try:
        shown = [cut(data, place_of(face, each), [*map(ord, NEEDED)], OWN_FEATURES) for each in (REGULAR, BOLD)]
    except RuntimeError:
        return BROKEN
    return next((reason for each in shown for reason in _unseen(each)), "")


def _unseen(data: bytes) -> Iterator[str]:
    """Which figures would not be seen as they are in a font that is cut as it will be."""
    face = harfbuzz.Face(harfbuzz.Blob(data))
    font, em = harfbuzz.Font(face), face.upem
    if not face.glyph_count:
        yield BROKEN
        return
    extents = font.get_font_extents("ltr")
    if not (_is_in(extents.ascender, ASCENT, em) and _is_in(extents.descender, DESCENT, em)):
        yield "has lines that are far higher or lower than its letters"
    glyphs = {each: font.get_nominal_glyph(ord(each)) for each in NEEDED if each != " "}
    for each, glyph in glyphs.items():
        drawn = font.get_glyph_extents(glyph)
        if drawn is None or not (drawn.width and drawn.height) or font.get_glyph_h_advance(glyph) <= 0:
            yield f"shows nothing for '{each}'"
        elif not _is_in_place(drawn, font.get_glyph_h_advance(glyph), em):
            yield f"shows '{each}' far from its place"
    yield from _digits(font)
    pairs = " ".join(one + other for one, other in product(DIGITS + SIGNS, repeat=2))
    expected = [font.get_nominal_glyph(ord(each)) for each in pairs]
    shaped = _set(font, pairs)
    if [glyph for glyph, *_ in shaped] != expected:
        yield "shows figures otherwise beside one another than each alone"
    if any(advance < em * 0.1 or abs(moved) > em * 0.2 for _, advance, moved in shaped):
        yield "draws figures over one another"


def _is_in_place(drawn: harfbuzz.GlyphExtents, advance: int, em: int) -> bool:
    """Whether the ink of a letter is where its room is, in its line."""
    aside, above = em * ASIDE, em * ABOVE
    is_beside = drawn.x_bearing < -aside or drawn.x_bearing + drawn.width > advance + aside
    return not is_beside and drawn.y_bearing <= above and drawn.y_bearing + drawn.height >= -above / 2


def _digits(font: harfbuzz.Font) -> Iterator[str]:
    em, shaped = font.face.upem, _set(font, DIGITS)
    drawn = [(font.get_glyph_extents(glyph), advance) for glyph, advance, _ in shaped]
    if len({glyph for glyph, *_ in shaped}) != len(DIGITS):
        yield "has one shape for two digits"
    if any(not e or not _is_in(-e.height, HEIGHT, em) or not _is_in(advance, ADVANCE, em) for e, advance in drawn):
        yield "has digits that are too small, too large or too close to be read"


def _is_in(value: float, bounds: tuple[float, float], em: int) -> bool:
    return bounds[0] * em <= value <= bounds[1] * em


def _set(font: harfbuzz.Font, text: str) -> list[tuple[int, int, int]]:
    """The glyphs of a text as they are set: which, how wide, and how far from their place."""
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer)
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(info.codepoint, place.x_advance, max(place.x_offset, place.y_offset, key=abs)) for info, place in pairs]
