"""A font that would hide what a text says is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import uharfbuzz as harfbuzz
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

from narrator.render.fonts import OWN_FEATURES, cut
from narrator.render.typeface import NEEDED, FontError, unpacked, wrong
from support.fonts import changed, font

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH = {"body": "", "body_bold": ""}


def _without_ink(character: str) -> Callable[[Any], object]:
    def change(opened: Any) -> None:  # noqa: ANN401
        glyph = opened["glyf"][opened.getBestCmap()[ord(character)]]
        glyph.numberOfContours, glyph.coordinates, glyph.flags, glyph.endPtsOfContours = 0, [], [], []

    return change


def _drawn_as(character: str, other: str) -> Callable[[Any], object]:
    def change(opened: Any) -> None:  # noqa: ANN401
        for table in opened["cmap"].tables:
            table.cmap[ord(character)] = table.cmap[ord(other)]

    return change


def _as_wide_as(width: int) -> Callable[[Any], object]:
    def change(opened: Any) -> None:  # noqa: ANN401
        for digit in "0123456789":
            opened["hmtx"][opened.getBestCmap()[ord(digit)]] = (width, 0)

    return change


def _features(text: str) -> Callable[[Any], object]:
    return lambda opened: addOpenTypeFeaturesFromString(opened, text)


def _lines(opened: Any) -> None:  # noqa: ANN401
    opened["hhea"].ascent = opened["OS/2"].sTypoAscender = opened["OS/2"].usWinAscent = 9_000


def _set(data: bytes, tag: str) -> list[int]:
    """How wide the ink of 17 is, as it is set with a feature."""
    setting, buffer = harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob(data))), harfbuzz.Buffer()
    buffer.add_str("17")
    buffer.guess_segment_properties()
    harfbuzz.shape(setting, buffer, {tag: True})
    return [setting.get_glyph_extents(info.codepoint).width for info in buffer.glyph_infos]


HOSTILE = {
    "no ink for a digit": (_without_ink("7"), "shows nothing for '7'"),
    "no ink for a sign": (_without_ink("$"), r"shows nothing for '\$'"),
    "one shape for two digits": (_drawn_as("8", "3"), "one shape for two"),
    "digits of no width": (_as_wide_as(0), "shows nothing|too small"),
    "digits on one another": (_as_wide_as(60), "too close|far from"),
    "digits far from one another": (_as_wide_as(3_000), "too large"),
    "figures drawn over one another": (
        _features("feature kern { pos one two -560; } kern;"),
        "over one another|too close",
    ),
    "figures far off their line": (_features("feature kern { pos one <0 900 0 0> two 0; } kern;"), "over one another"),
    "lines as high as a page": (_lines, "higher or lower"),
}


@pytest.mark.parametrize(("change", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_font_that_hides_figures_is_refused(change: Callable[[Any], object], says: str) -> None:
    before = wrong(font(weight=400), "body", BOTH)
    assert before == ""
    found = wrong(changed(change), "body", BOTH)
    assert re.search(says, found), found


@pytest.mark.parametrize("tag", ["liga", "ccmp", "locl", "pnum", "tnum", "calt", "rlig"])
def test_whatever_changes_one_digit_into_another_is_left_out_of_a_font(tag: str) -> None:
    made = changed(_features(f"feature {tag} {{ sub one by seven; }} {tag};"))
    assert wrong(made, "body", BOTH) == ""
    assert _set(cut(made, {}, [*map(ord, NEEDED)], (tag,)), tag)[0] == _set(font(weight=400), tag)[1]
    assert _set(cut(made, {}, [*map(ord, NEEDED)], OWN_FEATURES), tag)[0] != _set(font(weight=400), tag)[1]


def test_a_font_that_hides_figures_in_its_bold_alone_is_refused() -> None:
    def hidden(opened: Any) -> None:  # noqa: ANN401
        for shift in opened["gvar"].variations[opened.getBestCmap()[ord("7")]]:
            shift.coordinates = [(0, 0) if pair is None else (-9_000, -9_000) for pair in shift.coordinates]

    assert wrong(changed(hidden, font()), "body", {"body": ""}) != ""


@pytest.mark.parametrize("missing", "a9$-–")
def test_a_font_that_lacks_what_every_brief_has_is_refused_by_name(missing: str) -> None:
    assert f"'{missing}'" in wrong(font(NEEDED.replace(missing, "")), "body", {})


def test_what_is_no_font_is_refused() -> None:
    for data in (b"", b"\0\1\0\0", b"\0\1\0\0" + bytes(5_000), b"OTTO" + b"\xff" * 5_000, font()[:3_000]):
        assert wrong(data, "body", {}) != ""


def test_a_font_of_one_weight_needs_a_bold_one_and_one_of_all_weights_needs_none() -> None:
    assert "body_bold" in wrong(font(weight=400), "body", {"body": ""})
    assert wrong(font(weight=400), "headlines", {}) == ""
    assert wrong(font(), "body", {"body": ""}) == ""


def test_a_packed_font_is_read_like_any_other_and_a_broken_one_is_not() -> None:
    packed = changed(lambda opened: None, flavor="woff2")  # noqa: ARG005
    assert packed.startswith(b"wOF2")
    assert wrong(unpacked(packed), "body", BOTH) == ""
    for data in (packed[:100], packed[:48] + b"\xff" * 500, b"wOF2"):
        with pytest.raises(FontError):
            unpacked(data)
