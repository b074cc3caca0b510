"""Who says what: the geometry of the chart, which never claims more than its figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.charts.scale import CHARACTER, LEADING, NARROWEST, Value
from narrator.charts.who_says_what import at_a_glance, who_says_what
from narrator.model.quantity import Interval

if TYPE_CHECKING:
    from narrator.charts.scale import Chart, Texts

ENDS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


def money(value: Decimal) -> str:
    return f"${value.normalize():f}"


def said(name: str, low: str | None, high: str | None = None, *, text: str = "$1") -> Value:
    ends = (Decimal(low) if low else None, Decimal(high) if high else None)
    return Value(name, text, Interval(*ends) if high or not low else Interval.point(Decimal(low)))


def bound(name: str, low: str | None, high: str | None) -> Value:
    return Value(name, "x", Interval(Decimal(low) if low else None, Decimal(high) if high else None))


def chart(*values: Value, apart: tuple[Value, ...] = (), printed: Interval | None = None) -> Chart:
    return who_says_what(printed or Interval(Decimal(400), Decimal(500)), values, apart, money)


def number(place: str) -> Decimal:
    return Decimal(place.removesuffix("%"))


def names(rows: tuple[Texts, ...]) -> list[str]:
    return [row["name"] for row in rows]


def test_each_source_has_a_row_from_the_lowest_to_the_highest() -> None:
    drawn = chart(said("B", "500"), said("A", "400"), said("C", "450"))
    assert names(drawn.rows) == ["A", "C", "B"]
    assert number(drawn.rows[0]["x"]) < number(drawn.rows[1]["x"]) < number(drawn.rows[2]["x"])


def test_what_others_say_of_a_figure_at_a_glance_is_a_mark_on_its_line() -> None:
    first, second = said("A", "100"), replace(said("B", "50"), others=(said("Other", "75"),))
    drawn = at_a_glance([first, second], money)
    (mark,) = drawn.apart
    assert mark["mark_y"] == drawn.rows[1]["mark_y"]
    assert number(drawn.rows[1]["x"]) < number(mark["x"]) < number(drawn.rows[0]["x"])


@pytest.mark.parametrize(("low", "high", "is_range"), [("400", "500", True), ("400", "400", False)])
def test_the_key_knows_whether_the_band_is_a_range(low: str, high: str, is_range: bool) -> None:
    printed = Interval(Decimal(low), Decimal(high))
    assert bool(chart(said("A", "400"), said("B", "500"), printed=printed).places["range"]) is is_range


def test_the_printed_range_is_a_band_behind_the_sources_and_ends_where_they_do() -> None:
    drawn = chart(said("A", "400"), said("B", "500"), apart=(said("C", "527"),))
    assert drawn.band is not None
    assert drawn.band["x"] == drawn.rows[0]["x"]
    assert abs(number(drawn.band["x"]) + number(drawn.band["width"]) - number(drawn.rows[1]["x"])) <= Decimal("0.1")
    assert int(drawn.band["y"]) + int(drawn.band["height"]) < int(drawn.apart[0]["mark_y"])


def test_circulating_values_stand_apart_below_a_rule() -> None:
    drawn = chart(said("A", "400", "500"), apart=(said("C", "527"), said("B", "355")))
    assert names(drawn.apart) == ["B", "C"]
    assert (
        int(drawn.rows[-1]["mark_y"])
        < int(drawn.places["rule_y"])
        < int(drawn.places["apart_y"])
        < int(drawn.apart[0]["mark_y"])
    )


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        (said("A", "450"), "dot"),
        (said("A", "400", "500"), "bar"),
        (bound("A", "400", None), "more"),
        (bound("A", None, "500"), "less"),
    ],
)
def test_a_point_is_a_dot_a_range_a_bar_and_a_bound_an_arrow(value: Value, mark: str) -> None:
    assert chart(value, said("B", "450")).rows[names(chart(value, said("B", "450")).rows).index("A")]["mark"] == mark


def test_the_arrow_of_a_bound_points_away_from_it_and_stays_inside() -> None:
    drawn = chart(bound("A", "500", None), said("B", "400"))
    (arrow,) = (row for row in drawn.rows if row["mark"] == "more")
    assert number(arrow["x"]) < number(arrow["tip"]) < 100


def test_an_estimate_keeps_its_mark_as_one() -> None:
    drawn = chart(replace(said("A", "400"), estimated=True), said("B", "500"))
    assert [row["estimated"] for row in drawn.rows] == ["yes", ""]


def test_a_printed_point_is_a_band_thin_but_there() -> None:
    drawn = chart(said("A", "450"), said("B", "450"), printed=Interval.point(Decimal(450)))
    assert drawn.band is not None
    assert number(drawn.band["width"]) > 0
    assert number(drawn.band["x"]) < number(drawn.rows[0]["x"]) < number(drawn.band["x"]) + number(drawn.band["width"])


def test_texts_too_long_for_one_line_on_a_phone_get_two() -> None:
    short = chart(said("A", "400"), said("B", "500"))
    long = chart(said("A source with quite a name", "400", text="between a lot and a little more"), said("B", "500"))
    assert int(long.places["height"]) - int(short.places["height"]) == LEADING
    assert [label["y"] for label in short.labels[:2]] == [short.labels[0]["y"]] * 2
    assert int(long.labels[1]["y"]) - int(long.labels[0]["y"]) == LEADING


def test_a_name_of_any_length_is_printed_whole_in_lines_that_fit_a_phone() -> None:
    name = "The keepers of the long tables of the harbour and of the " + "X" * 70
    drawn = chart(said(name, "400"), said("B", "500"))
    lines = [label["text"] for label in drawn.labels if label["role"] == "name"]
    assert "".join("".join(lines[:-1]).split()) == "".join(name.split())
    assert all(CHARACTER * len(line) <= NARROWEST for line in lines)
    assert int(drawn.rows[0]["mark_y"]) > int(drawn.labels[len(lines) - 2]["y"])


def test_values_that_are_close_stand_on_an_axis_from_zero_and_others_do_not() -> None:
    close = chart(said("A", "460"), said("B", "500"), printed=Interval(Decimal(460), Decimal(500)))
    apart = chart(said("A", "440"), said("B", "500"), printed=Interval(Decimal(440), Decimal(500)))
    assert close.ticks[0]["label"] == "$0"
    assert apart.ticks[0]["label"] != "$0"


def test_figures_at_a_glance_start_at_zero_solid_to_what_is_certain() -> None:
    drawn = at_a_glance((said("All", "400", "500"), said("Longs", "100")), money)
    assert drawn.band is None
    assert (drawn.places["zero"], drawn.ticks[0]["label"]) == ("0.0%", "$0")
    assert names(drawn.rows) == ["All", "Longs"]
    assert drawn.rows[0]["solid"] == drawn.rows[0]["x"]
    assert abs(number(drawn.rows[0]["solid"]) - 4 * number(drawn.rows[1]["solid"])) < Decimal("0.3")


def test_the_labels_of_the_axis_are_round_and_come_from_wording() -> None:
    drawn = chart(said("A", "400"), said("B", "500"))
    assert [tick["label"] for tick in drawn.ticks] == ["$400", "$425", "$450", "$475", "$500"]


def _span(tick: Texts) -> tuple[Decimal, Decimal]:
    """The pixels of a label of the axis on the narrowest screen."""
    wide = CHARACTER * len(tick["label"])
    hung = {"start": Decimal(0), "middle": wide / 2, "end": wide}[tick["anchor"]]
    left = number(tick["x"]) * NARROWEST / 100 - hung
    return left, left + wide


@given(st.lists(ENDS, min_size=1, max_size=8), st.lists(ENDS, max_size=3))
def test_every_mark_lies_inside_and_every_label_fits_a_phone(core: list[Decimal], apart: list[Decimal]) -> None:
    values = [Value("A", "$1", Interval.point(value)) for value in core]
    others = [Value("B", "$1", Interval.point(value)) for value in apart]
    drawn = who_says_what(Interval(min(core), max(core)), values, others, money)
    assert all(0 < number(row["x"]) < 100 for row in (*drawn.rows, *drawn.apart))
    assert 1 <= len(drawn.ticks) <= 5
    spans = [_span(tick) for tick in drawn.ticks]
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    assert all(start >= 0 and end <= NARROWEST for start, end in spans)
    assert [number(tick["x"]) for tick in drawn.ticks] == sorted({number(tick["x"]) for tick in drawn.ticks})


@given(ENDS, ENDS)
def test_the_order_of_values_is_the_order_of_places(one: Decimal, other: Decimal) -> None:
    drawn = at_a_glance((Value("A", "", Interval.point(one)), Value("B", "", Interval.point(other))), money)
    first, second = (number(row["x"]) for row in drawn.rows)
    assert (first <= second) if one <= other else (first >= second)
