"""The parts of a figure id, and the time that a figure of that id is of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from narrator.model.ids import field_of, path_of, record_of, time_of
from narrator.model.window import Span, Window


@pytest.mark.parametrize("span", [Span.WEEK_TO, Span.DAYS])
def test_a_close_at_the_end_of_days_is_of_the_last_and_nothing_else_is(span: Span) -> None:
    window = Window(span, date(2026, 1, 24), date(2026, 1, 30))
    assert time_of("prices.btc.close", window) == Window(Span.DAY, date(2026, 1, 30), date(2026, 1, 30))
    others = ("prices.btc", "prices.btc.low", "prices.btc.close_from", "flows.close", "derived.close")
    assert [time_of(name, window) for name in others] == [window] * len(others)


def test_what_a_price_stood_at_is_of_the_last_day_and_an_opening_of_the_first() -> None:
    until = datetime(2026, 1, 30, 8, tzinfo=UTC)
    days, week = Window(Span.DAYS, date(2026, 1, 24), date(2026, 1, 30)), Window(Span.ROLLING, hours=168, until=until)
    first, last = (Window(Span.DAY, day, day) for day in (date(2026, 1, 24), date(2026, 1, 30)))
    assert time_of("prices.btc.open", days) == first
    assert time_of("prices.btc.price", days) == time_of("prices.btc.price", week) == last
    assert time_of("prices.btc.low", week) == week
    hours = Window(Span.ROLLING, hours=24, until=until)
    assert time_of("prices.btc.price", hours) == hours


def test_a_close_within_hours_or_without_a_window_is_of_that_window() -> None:
    for window in (Window(Span.ROLLING, hours=24), Window(Span.NOT_STATED), Window(Span.SESSION, date(2026, 1, 30))):
        assert time_of("prices.btc.close", window) == window


def test_the_path_of_a_figure() -> None:
    assert path_of("flows.btc.coins") == ("flows", "btc", "coins")
    assert path_of("prices.btc") == ("prices", "btc", "")
    assert path_of("derived.longs_share") == ("derived", "longs_share", "")


def test_the_record_and_the_field_of_a_figure() -> None:
    names = ("flows.btc.coins", "prices.btc", "derived.longs_share")
    assert [record_of(name) for name in names] == ["flows.btc", "prices.btc", "derived.longs_share"]
    assert [field_of(name) for name in names] == ["coins", "", ""]
