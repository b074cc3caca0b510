from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrator.model.colour import READABLE, apart, readable

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_black_on_white_has_the_most_contrast_and_a_colour_on_itself_none() -> None:
    assert round(apart("#000000", "#ffffff"), 1) == 21
    assert apart("#123456", "#123456") == 1


def test_a_known_colour_has_the_contrast_that_others_measure() -> None:
    assert round(apart("#777777", "#ffffff"), 2) == 4.48


def test_a_colour_that_can_be_read_stays() -> None:
    assert readable("#0b5a66", "#ffffff") == "#0b5a66"


@given(COLOURS, COLOURS)
def test_there_is_a_readable_colour_for_every_one_on_every_page(colour: str, page: str) -> None:
    assert apart(readable(colour, page), page) >= READABLE
