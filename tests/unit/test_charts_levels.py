"""Levels on an axis of prices, with the price of the day among them."""

from __future__ import annotations

from decimal import Decimal

from narrator.charts.levels import price_levels
from narrator.charts.scale import Value
from narrator.model.quantity import Interval


def value(name: str, low: str, high: str | None = None) -> Value:
    return Value(name, f"${low}", Interval(Decimal(low), Decimal(high or low)))


def money(at: Decimal) -> str:
    return f"${at.normalize():f}"


def number(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


def test_the_highest_level_comes_first_and_a_zone_is_a_bar() -> None:
    drawn = price_levels((value("support", "84000", "85000"), value("resistance", "95000")), None, money)
    assert [(row["name"], row["mark"]) for row in drawn.rows] == [("resistance", "dot"), ("support", "bar")]
    assert number(drawn.rows[0]["x"]) > number(drawn.rows[1]["x"])
    assert drawn.band is None


def test_the_price_stands_among_the_levels() -> None:
    drawn = price_levels((value("support", "85000"), value("resistance", "95000")), value("Price", "90000"), money)
    assert drawn.band is not None
    above, below = drawn.rows
    assert number(below["x"]) < number(drawn.band["x"]) < number(above["x"])
    assert drawn.band["text"] == "$90000"
