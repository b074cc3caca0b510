"""Parts of a whole: the bar claims of each part what is certain, and leaves open what is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.charts.scale import Value
from narrator.charts.whole import fits, parts_of_whole, shares
from narrator.model.quantity import Interval

AMOUNTS = st.decimals(min_value=1, max_value=10**9, places=1)
RANGES = st.tuples(AMOUNTS, AMOUNTS).map(lambda ends: Interval(min(ends), max(ends)))


def span(low: str | None, high: str | None) -> Interval:
    return Interval(Decimal(low) if low else None, Decimal(high) if high else None)


def value(name: str, low: str, high: str | None = None) -> Value:
    return Value(name, "some", span(low, high or low))


def label(at: Decimal) -> str:
    return f"{at:f}%"


def number(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


def test_two_sides_hang_from_both_ends_and_the_gap_is_what_the_counts_leave_open() -> None:
    drawn = parts_of_whole((value("Shorts", "330", "390"), value("Longs", "63", "77")), label)
    shorts, longs = drawn.rows
    assert (shorts["x"], shorts["width"]) == ("0.0%", "81.1%")
    assert number(longs["x"]) + number(longs["width"]) == 100
    assert longs["width"] == "13.9%"
    assert drawn.band is not None
    assert (drawn.band["x"], drawn.band["width"]) == ("81.1%", "5.0%")


def test_sides_that_are_known_exactly_leave_nothing_open() -> None:
    assert parts_of_whole((value("Shorts", "75"), value("Longs", "25")), label).band is None


def test_parts_of_a_known_whole_follow_one_another_and_the_rest_is_open() -> None:
    drawn = parts_of_whole((value("Bitcoin", "40"), value("Ether", "20", "25")), label, span("100", "200"))
    assert [(row["x"], row["width"]) for row in drawn.rows] == [("0.0%", "20.0%"), ("20.0%", "10.0%")]
    assert drawn.band is not None
    assert (drawn.band["x"], drawn.band["width"]) == ("30.0%", "70.0%")


def test_a_share_with_a_bound_is_solid_as_far_as_it_is_certain() -> None:
    drawn = parts_of_whole((Value("Longs", "more than 90%", span("90", None)),), label, span("100", "100"))
    assert [row["width"] for row in drawn.rows] == ["90.0%"]
    assert drawn.band is not None


def test_parts_larger_than_their_whole_or_certain_of_nothing_do_not_fit() -> None:
    assert not fits([span("60", "60"), span("50", "50")], span("100", "100"))
    assert not fits([span(None, "50"), span("50", "50")])
    assert fits([span("60", "60"), span("40", "40")], span("100", "100"))


@pytest.mark.parametrize("whole", [None, span("100", "100")])
def test_the_axis_is_the_whole(whole: Interval | None) -> None:
    drawn = parts_of_whole((value("A", "60"), value("B", "40")), label, whole)
    assert [(tick["x"], tick["label"]) for tick in drawn.ticks] == [
        ("0.0%", "0%"),
        ("50.0%", "50%"),
        ("100.0%", "100%"),
    ]


@given(st.lists(RANGES, min_size=2, max_size=5))
def test_no_share_is_surer_than_its_figures(parts: list[Interval]) -> None:
    found = shares(parts)
    assert sum(low for low, _ in found) <= Decimal("100.0001")
    assert sum(high for _, high in found) >= Decimal("99.9999")
    assert all(0 <= low <= high <= 100 for low, high in found)
