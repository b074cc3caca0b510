"""A history: a line or columns over the days that are due, dots where values are told, an axis beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator.charts.history import HIGH, WIDE, Past, over_days
from narrator.charts.scale import Value
from narrator.model.quantity import Interval

if TYPE_CHECKING:
    from narrator.charts.scale import Chart

DAYS = [f"March {n}" for n in range(1, 13)]


def told(number: int, text: str) -> tuple[int, Value]:
    return number, Value("Bitcoin", text, Interval.point(Decimal(number)))


def drawn(values: list[str], numbers: tuple[int, int], *, from_zero: bool = False) -> Chart:
    known = [Decimal(v) if v else None for v in values]
    dots = [told(number, f"${values[number]}") for number in numbers]
    past = Past(DAYS[: len(values)], known, dots, (len(values) - 1, len(values) - 1), [0, len(values) - 1])
    return over_days(past, lambda at: f"${at:f}", from_zero=from_zero)


def px(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


RISE = ["90", "60", "62", "61", "65", "63", "64", "66", "67", "68", "70", "85"]
FALL = ["-90", "10", "-20", "", "30", "-5", "5", "12", "-8", "20", "-30", "-80"]


def test_a_line_goes_from_each_day_to_the_next_and_is_to_scale() -> None:
    made = drawn(RISE, (0, 11))
    assert len(made.marks) == len(RISE) - 1
    for one, other in zip(made.marks, made.marks[1:], strict=False):
        assert (one["to_x"], one["to_y"]) == (other["x"], other["y"])
    down = [px(made.marks[0]["y"]), *(px(mark["to_y"]) for mark in made.marks)]
    per = (down[1] - down[0]) / (Decimal(RISE[0]) - Decimal(RISE[1]))
    assert [float(y) for y in down] == pytest.approx(
        [float(down[0] + per * (Decimal(RISE[0]) - Decimal(v))) for v in RISE], abs=0.2
    )
    assert max(down) - min(down) <= HIGH


def test_no_line_crosses_a_day_without_a_value() -> None:
    assert len(drawn([*RISE[:4], "", *RISE[5:]], (0, 11)).marks) == len(RISE) - 3


def test_columns_stand_on_a_line_of_zero_and_what_went_out_hangs_below() -> None:
    made = drawn(FALL, (0, 11), from_zero=True)
    (zero,) = (px(line["y"]) for line in made.lines)
    assert len(made.marks) == len(FALL) - 1
    for mark, value in zip(made.marks, filter(None, FALL), strict=True):
        top, bottom = px(mark["y"]), px(mark["y"]) + px(mark["height"])
        assert (
            top == pytest.approx(zero, abs=Decimal("0.2"))
            if Decimal(value) < 0
            else bottom == pytest.approx(zero, abs=Decimal("0.2"))
        )


@pytest.mark.parametrize(("values", "from_zero", "at_foot"), [(RISE, False, False), (FALL, True, True)])
def test_amounts_stand_where_their_dots_are_and_cross_no_line(
    values: list[str], *, from_zero: bool, at_foot: bool
) -> None:
    made = drawn(values, (0, 11), from_zero=from_zero)
    amounts = [px(label["y"]) for label in made.labels if label["role"] == "value"]
    top = px(made.places["y"])
    assert len(amounts) == 2
    assert all(y > top + HIGH if at_foot else y < top for y in amounts)
    assert [label["anchor"] for label in made.labels if label["role"] == "value"] == ["start", "end"]
    assert max(px(label["y"]) for label in made.labels) <= px(made.places["height"])


def test_what_is_drawn_leaves_room_for_its_axis() -> None:
    made = drawn(RISE, (0, 11))
    ends = [px(mark["to_x"]) for mark in made.marks] + [px(row["x"]) for row in made.rows]
    assert max(ends) <= WIDE
    assert px(made.places["x"]) + px(made.places["width"]) <= WIDE + Decimal("0.1")
    assert len(made.ticks) >= 2


def test_both_amounts_are_told_where_nothing_is_seen() -> None:
    assert [row["text"] for row in drawn(RISE, (0, 11)).rows] == ["$90", "$85"]
