"""Of many sources within a range those of its ends are named; the others are counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.model.quantity import Interval, Quantity
from narrator.model.report import Nature
from narrator.story.voices import MOST_VOICES, Voice, ends


def voice(source: str, low: int | None, high: int | None) -> Voice:
    low_end, high_end = (None if end is None else Decimal(end) for end in (low, high))
    return Voice(Quantity(Interval(low_end, high_end), "USD"), source, Nature.MEASURED)


def test_few_are_all_named_in_their_order() -> None:
    few = tuple(voice(name, number, number) for name, number in zip("cabed", (3, 1, 2, 5, 4), strict=True))
    assert len(few) == MOST_VOICES
    assert ends(few) == few


@pytest.mark.parametrize("count", [6, 27])
def test_of_many_those_of_the_floor_and_the_top_are_named(count: int) -> None:
    many = tuple(voice(f"s{n}", 100 + (n * 7) % count, 100 + (n * 7) % count) for n in range(count))
    floor, top = ends(many)
    assert {floor.quantity.interval.low, top.quantity.interval.high} == {Decimal(100), Decimal(99 + count)}


def test_a_bound_is_an_end_only_where_it_states_one() -> None:
    said = (voice("a", 300, None), *(voice(f"b{n}", n, n) for n in (310, 305, 311, 312)), voice("d", 320, 320))
    assert [v.source for v in ends(said)] == ["a", "d"]


def test_one_source_does_not_stand_for_both_ends() -> None:
    said = (voice("wide", 100, 900), *(voice(f"b{n}", n, n) for n in (200, 300, 250, 260)), voice("d", 400, 400))
    assert [v.source for v in ends(said)] == ["wide", "d"]
