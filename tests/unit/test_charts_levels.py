"""Levels as a ladder of prices: their order, their distances, and the amount at each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from narrator.charts.levels import BARRED, price_levels
from narrator.charts.scale import Value
from narrator.model.quantity import Interval


def value(name: str, low: str, high: str | None = None) -> Value:
    return Value(name, f"${low}", Interval(Decimal(low), Decimal(high or low)))


def number(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


def test_the_highest_level_comes_first_and_a_zone_is_a_bar() -> None:
    drawn = price_levels((value("support", "84000", "85000"), value("resistance", "95000")), None)
    assert [row["name"] for row in drawn.rows] == ["resistance", "support"]
    assert int(drawn.rows[0]["mark_y"]) < int(drawn.rows[1]["mark_y"])
    assert drawn.band is None


def test_the_price_stands_among_the_levels() -> None:
    drawn = price_levels((value("support", "85000"), value("resistance", "95000")), value("Price", "90000"))
    assert drawn.band is not None
    above, below = drawn.rows
    assert int(above["mark_y"]) < int(drawn.band["mark_y"]) < int(below["mark_y"])
    assert drawn.band["text"] == "$90000"


def test_rungs_stand_as_far_apart_as_their_prices_where_that_leaves_room() -> None:
    levels = (value("high", "85000"), value("low", "80000"))
    drawn = price_levels(levels, value("Price", "84000"))
    assert drawn.band is not None
    high, low = (int(row["mark_y"]) for row in drawn.rows)
    now = int(drawn.band["mark_y"])
    assert drawn.places["scale"] == "yes"
    assert (low - now) == 4 * (now - high)


@pytest.mark.parametrize("price", ["84999", "85000"])
def test_prices_too_close_to_be_told_apart_to_scale_are_in_their_order_and_the_chart_says_so(price: str) -> None:
    drawn = price_levels((value("high", "85000"), value("low", "80000")), value("Price", price))
    assert drawn.places["scale"] == ""
    places = sorted(int(label["y"]) for label in drawn.labels if label["anchor"] == "start")
    assert all(lower - upper > 20 for upper, lower in pairwise(places))
    assert int(drawn.places["note_y"]) < int(drawn.places["height"])


def test_how_far_the_price_went_stands_apart_among_the_rungs() -> None:
    levels = (value("high", "85000"), value("low", "80000"))
    drawn = price_levels(levels, value("Close", "84000"), [value("Low", "81000")])
    assert drawn.band is not None
    (mark,) = drawn.apart
    assert int(drawn.band["mark_y"]) < int(mark["mark_y"]) < int(drawn.rows[1]["mark_y"])
    assert {label["role"] for label in drawn.labels if label["text"] in {"Close", "Low"}} == {"apart"}


def test_a_ladder_is_no_higher_than_its_narrowest_gap_needs() -> None:
    stake = Interval.point(Decimal(1))
    levels = [replace(value(name, at), stake=stake) for name, at in (("high", "85000"), ("low", "80000"))]
    drawn = price_levels(levels, value("Close", "84000"))
    assert drawn.band is not None
    assert int(drawn.band["mark_y"]) - int(drawn.rows[0]["mark_y"]) == BARRED
    assert int(drawn.places["height"]) == 5 * BARRED + BARRED


def test_what_is_at_stake_is_a_bar_as_long_as_it_is_certain_and_pale_to_its_end() -> None:
    at = (("high", "85000", "600", "800"), ("low", "80000", "400", "400"))
    levels = [replace(value(name, level), stake=Interval(Decimal(low), Decimal(high))) for name, level, low, high in at]
    high, low = price_levels(levels, None).rows
    assert number(high["width"]) / number(low["width"]) == pytest.approx(Decimal("1.5"), abs=Decimal("0.01"))
    assert number(high["pale_width"]) / number(high["width"]) == pytest.approx(Decimal(1) / 3, abs=Decimal("0.01"))
    assert number(high["pale_x"]) + number(high["pale_width"]) <= 100


def test_a_level_without_an_amount_has_no_bar() -> None:
    assert [row["bar_y"] for row in price_levels((value("a", "1"), value("b", "2")), None).rows] == ["", ""]
