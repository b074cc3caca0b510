"""The names that templates of charts may use: those that some chart has, and no others."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.charts.days import day_by_day
from narrator.charts.history import Past, over_days
from narrator.charts.levels import price_levels
from narrator.charts.scale import DRAWN, Value
from narrator.charts.signed import signed
from narrator.charts.who_says_what import at_a_glance, who_says_what
from narrator.charts.whole import parts_of_whole
from narrator.model.quantity import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.charts.scale import Chart


def value(low: str, high: str) -> Value:
    return Value("Name", "text", Interval(Decimal(low), Decimal(high)))


def texts(chart: Chart) -> Iterator[dict[str, str]]:
    yield from (chart.places, chart.band or {}, *chart.rows, *chart.labels, *chart.ticks, *chart.apart, *chart.lines)
    yield from chart.marks


def test_every_name_that_some_chart_has_is_listed_and_no_other() -> None:
    values = [value("40", "50"), value("30", "30")]
    past = Past(["Monday", "Tuesday"], [Decimal(1), Decimal(2)], [(0, values[1])], (1, 1), [0])
    drawn = (
        who_says_what(values[0].interval, values, values, str),
        at_a_glance(values, str),
        parts_of_whole(values, str),
        signed([("Head", values)]),
        price_levels(values, values[1]),
        day_by_day([("Head", {"Monday": values[0]})], ["Monday"]),
        *(over_days(past, str, from_zero=from_zero) for from_zero in (True, False)),
    )
    assert {name for chart in drawn for each in texts(chart) for name in each} == DRAWN
