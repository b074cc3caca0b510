"""Histories: nothing later than a brief changes it, and what is said of the past agrees with a plain search."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from narrator.analysis.context import LEAST, LEAST_RUN, with_history
from narrator.analysis.history import entries
from narrator.model.policy import Policy
from narrator.model.problem import Location
from narrator.model.series import After, Every, Release, Series, Value
from support.reports import event, figures

if TYPE_CHECKING:
    from narrator.model.figure import Figure

LAST = date(2026, 3, 2)
RELEASE = Release(time(8), ZoneInfo("UTC"), After.NEXT_DAY)
VALUES = st.lists(st.one_of(st.integers(-30, 30), st.integers(-5, 5), st.none()), max_size=30)
NOW = st.integers(-30, 30).filter(bool)
MILLION = 10**6


def history(values: list[int | None], later: list[int | None]) -> Series:
    """Values of the days up to the last, and of those behind it."""
    first = LAST - timedelta(days=len(values) - 1)
    rows = tuple(
        Value(first + timedelta(days=n), None if v is None else Decimal(v * MILLION), Location("x.csv", n + 2))
        for n, v in enumerate([*values, *later])
    )
    return Series(
        "x", "flows", "", {"asset": "BTC"}, "farside", "USD", Every.DAY, RELEASE, Location("x.yaml"), values=rows
    )


def rival(now: int, series: Series, as_of: datetime, kind: str = "rival") -> Figure | None:
    line = f"{'inflow' if now > 0 else 'outflow'} ${abs(now)} million"
    text = f"flows.btc (BTC, 2026-03-02)\n  farside: {line}"
    record = {"btc": {"asset": "BTC", "window": "2026-03-02", "said": {"farside": line}}}
    of, made = event(text, "flows.btc", flows=record), figures(text)
    return with_history(made, entries(of, made, [series.known(as_of)]), Policy()).get(f"derived.{kind}_flows_btc")


@given(values=VALUES, now=NOW)
def test_what_was_last_as_large_is_what_a_plain_search_finds(values: list[int | None], now: int) -> None:
    found = rival(now, history([*values, now], []), datetime(2026, 3, 3, 8, tzinfo=UTC))
    way = 1 if now > 0 else -1
    smaller = 0
    for value in reversed(values):
        if value is None or value * way > now * way:
            break
        if value == now:
            value = None  # noqa: PLW2901  # as large: neither more nor less
            break
        smaller += 1
    else:
        value = None
    is_found = value is not None and smaller >= LEAST
    assert (found is not None) is is_found
    if found is not None and value is not None:
        assert found.signed.low == value * MILLION
        assert found.window.start == LAST - timedelta(days=smaller + 1)


@given(values=VALUES, now=NOW, kind=st.sampled_from(("run", "ended")))
def test_a_run_is_what_a_plain_count_finds(values: list[int | None], now: int, kind: str) -> None:
    found = rival(now, history([*values, now], []), datetime(2026, 3, 3, 8, tzinfo=UTC), kind)
    way = (1 if now > 0 else -1) * (1 if kind == "run" else -1)
    run = list(takewhile(lambda v: v is not None and v * way > 0, reversed([*values, *[now] * (kind == "run")])))
    before = [*values, *[now] * (kind == "run")][: -len(run) or None]
    is_found = len(run) >= LEAST_RUN and bool(before) and before[-1] is not None
    assert (found is not None) is is_found
    if found is not None:
        assert found.signed.low == sum(v for v in run if v is not None) * MILLION
        days = found.window.days
        assert days is not None
        assert (days[1] - days[0]).days == len(run) - 1


@given(values=VALUES, now=NOW, later=VALUES, hours=st.integers(0, 23))
def test_values_of_later_days_change_nothing(
    values: list[int | None], now: int, later: list[int | None], hours: int
) -> None:
    as_of = datetime(2026, 3, 3, 8, tzinfo=UTC) + timedelta(hours=hours)
    known = [*values, now]
    assert rival(now, history(known, later), as_of) == rival(now, history(known, []), as_of)


@given(values=VALUES, now=NOW)
def test_a_day_that_is_not_published_has_no_history(values: list[int | None], now: int) -> None:
    assert rival(now, history([*values, now], []), datetime(2026, 3, 3, 7, 59, tzinfo=UTC)) is None
