"""Moves and flows: falls and outflows to the left of zero, each group under its window."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.charts.scale import Value
from narrator.charts.signed import signed
from narrator.model.quantity import Interval

ENDS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def value(name: str, low: str | None, high: str | None) -> Value:
    return Value(name, "x", Interval(Decimal(low) if low else None, Decimal(high) if high else None))


def number(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


def test_a_range_too_narrow_for_its_scale_is_still_a_range() -> None:
    narrow, point = signed([("", [value("Narrow", "-100.01", "-100"), value("Point", "-100", "-100")])]).rows
    assert number(narrow["pale_width"]) > 0
    assert number(point["pale_width"]) == 0


def test_falls_lie_left_of_zero_and_rises_right_of_it() -> None:
    drawn = signed([("", [value("Down", "-5", "-5"), value("Up", "3", "3")])])
    zero = number(drawn.places["zero"])
    down, up = drawn.rows
    assert (down["way"], up["way"]) == ("left", "right")
    assert abs(number(down["x"]) + number(down["width"]) - zero) <= Decimal("0.1")
    assert number(up["x"]) == zero
    assert abs(number(down["width"]) / number(up["width"]) - Decimal(5) / 3) < Decimal("0.05")


def test_what_others_say_is_a_mark_on_the_line_of_the_bar_wherever_it_lies() -> None:
    beside = (value("Other", "9", "9"), value("Opposite", "-3", "-3"), value("Open", "5", None))
    drawn = signed([("", [replace(value("Up", "6", "6"), others=beside)])])
    assert [mark["name"] for mark in drawn.apart] == ["Other", "Opposite"]
    assert {mark["mark_y"] for mark in drawn.apart} == {drawn.rows[0]["mark_y"]}
    more, less = (number(mark["x"]) for mark in drawn.apart)
    assert 0 <= less < number(drawn.places["zero"]) < number(drawn.rows[0]["reach"]) < more <= 100


def test_a_range_is_solid_to_what_is_certain_and_pale_to_its_end() -> None:
    drawn = signed([("", [value("Down", "-8", "-6")])])
    (row,) = drawn.rows
    assert abs(number(row["width"]) - 3 * number(row["pale_width"])) < Decimal("0.5")
    assert abs(number(row["pale_x"]) + number(row["pale_width"]) - number(row["x"])) <= Decimal("0.1")


@pytest.mark.parametrize(
    ("low", "high", "open_", "solid"),
    [("5", None, "more", True), (None, "-5", "less", True), (None, "5", "", False), ("-5", None, "", False)],
)
def test_more_than_has_an_arrow_outward_and_at_most_is_pale(
    low: str | None, high: str | None, open_: str, solid: bool
) -> None:
    drawn = signed([("", [value("A", low, high), value("B", "-10", "10")])])
    row = drawn.rows[0]
    assert row["beyond"] == open_
    assert (number(row["width"]) > 1) == solid
    assert (number(row["pale_width"]) > 1) == (not solid)


def test_a_range_on_both_sides_of_zero_is_certain_of_neither() -> None:
    drawn = signed([("", [value("Either", "-2", "3")])])
    assert number(drawn.rows[0]["width"]) < 1
    assert number(drawn.rows[0]["pale_width"]) > 50


def test_each_group_stands_under_its_window() -> None:
    drawn = signed([("On Jan. 2", [value("A", "1", "1")]), ("In November", [value("B", "-2", "-2")])])
    said = sorted(drawn.labels, key=lambda label: int(label["y"]))
    assert [label["text"] for label in said if label["role"] in {"head", "name"}] == [
        "On Jan. 2",
        "A",
        "In November",
        "B",
    ]


def test_a_single_group_needs_no_heading() -> None:
    assert [label for label in signed([("", [value("A", "1", "1")])]).labels if label["role"] == "head"] == []


def test_zeros_alone_can_be_drawn() -> None:
    assert signed([("", [value("A", "0", "0")])]).rows[0]["x"] == "0.0%"


@given(st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=8))
def test_every_bar_lies_inside(pairs: list[tuple[Decimal, Decimal]]) -> None:
    values = [Value("A", "x", Interval(min(pair), max(pair))) for pair in pairs]
    for row in signed([("", values)]).rows:
        for x, width in (("x", "width"), ("pale_x", "pale_width")):
            assert number(row[x]) >= 0
            assert number(row[x]) + number(row[width]) <= Decimal("100.3")
