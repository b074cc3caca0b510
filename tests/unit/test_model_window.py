"""The one text of a window, and how two of them lie to one another."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from narrator.model.window import MOMENT, Relation, Span, Window, read_at, relation
from support.reports import moment, window

QUARTER = Window(Span.QUARTERS, date(2026, 1, 1), date(2026, 3, 31))
SINCE = Window(Span.SINCE, date(2026, 2, 1))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-02",
        "2026-03-01 to 2026-03-02",
        "24h",
        "8h",
        "30m",
        "31d",
        "2025-Q3",
        "2025-Q4 to 2026-Q1",
        "2025",
        "2024 to 2025",
        "since 2026-02-01",
        "week to 2026-03-01",
        "month 2026-01",
        "month 2026-01 to month 2026-02",
        "per week from 2026-03-01",
        "US session 2026-03-02",
        "not stated",
        "an average March",
    ],
)
def test_a_window_has_the_text_that_an_event_file_types(typed: str) -> None:
    assert window(typed).canonical == typed


@pytest.mark.parametrize(("typed", "text"), [("48h", "48h"), ("2d", "48h"), ("168h", "7d"), ("60m", "1h")])
def test_equal_lengths_have_one_text(typed: str, text: str) -> None:
    assert window(typed).canonical == text


def test_windows_that_no_text_of_hours_and_days_has() -> None:
    assert window("24h to 2026-03-03 08:00").canonical == "24h to 2026-03-03T08:00+08:00"
    assert Window(Span.ROLLING, minutes=30).canonical == "30m"
    assert QUARTER.canonical == "2026-Q1"
    assert Window(Span.YEARS, date(2024, 1, 1), date(2025, 12, 31)).canonical == "2024 to 2025"
    assert SINCE.canonical == "since 2026-02-01"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026-03-02", "2026-03-02", Relation.EQUAL),
        ("24h", "24h", Relation.EQUAL),
        ("This week", "this week", Relation.EQUAL),
        ("not stated", "not stated", Relation.UNKNOWN),
        ("24h", "not stated", Relation.UNKNOWN),
        ("24h", "2026-03-02", Relation.UNKNOWN),
        ("24h", "4h", Relation.UNKNOWN),
        ("this week", "2026-03-02", Relation.UNKNOWN),
        ("2026-03-02", "2026-03-01", Relation.DISJOINT),
        ("week to 2026-03-02", "2026-03-02", Relation.OVERLAPPING),
        ("US session 2026-03-02", "2026-03-02", Relation.OVERLAPPING),
        ("24h to 2026-03-03 08:00", "2026-03-02", Relation.OVERLAPPING),
        ("24h to 2026-03-03 08:00", "2026-02-28", Relation.DISJOINT),
        ("24h to 2026-03-03 08:00", "1h to 2026-03-03 08:00", Relation.OVERLAPPING),
        ("1h to 2026-03-03 08:00", "1h to 2026-03-03 07:00", Relation.DISJOINT),
    ],
)
def test_how_two_windows_lie_to_one_another(one: str, other: str, expected: Relation) -> None:
    assert relation(window(one), window(other)) is expected
    assert relation(window(other), window(one)) is expected


def test_since_has_no_end_and_a_quarter_has_its_days() -> None:
    assert relation(SINCE, window("2026-03-02")) is Relation.OVERLAPPING
    assert relation(SINCE, window("2026-01-31")) is Relation.DISJOINT
    assert relation(QUARTER, window("month 2026-03")) is Relation.OVERLAPPING
    assert relation(QUARTER, window("2026-04-01")) is Relation.DISJOINT


@pytest.mark.parametrize(
    ("typed", "days"), [("2026-03-02", 1), ("24h to 2026-03-03 08:00", 1), ("week to 2026-03-02", 7), ("8h", None)]
)
def test_a_window_is_as_long_as_its_hours_or_days(typed: str, days: int | None) -> None:
    lasted = timedelta(hours=8) if days is None else timedelta(days=days)
    assert window(typed).duration == lasted
    assert SINCE.duration is window("not stated").duration is None


@pytest.mark.parametrize(
    ("typed", "lies"),
    [("2026-03-02", True), ("24h to 2026-03-03 08:00", True), ("week to 2026-03-02", False), ("not stated", False)],
)
def test_a_window_lies_in_days_where_both_its_ends_do(typed: str, lies: bool) -> None:
    assert window(typed).lies_in((date(2026, 3, 2), date(2026, 3, 3))) is lies
    assert not SINCE.lies_in((date(2026, 2, 1), date(2026, 3, 3)))
    assert not window(typed).lies_in(None)


def test_two_amounts_at_a_moment_are_of_one_time_and_no_period_is_theirs() -> None:
    assert relation(MOMENT, MOMENT) is Relation.EQUAL
    assert relation(MOMENT, window("24h")) is Relation.UNKNOWN
    assert relation(MOMENT, window("not stated")) is Relation.UNKNOWN


def test_half_an_hour_is_disjoint_from_the_half_hour_before() -> None:
    late, early = (Window(Span.ROLLING, minutes=30, until=moment(f"2026-03-03 {at}")) for at in ("08:00", "07:30"))
    assert relation(late, early) is Relation.DISJOINT


def test_one_window_before_another_and_on_its_eve() -> None:
    first, then, later = (window(day) for day in ("2026-03-01", "2026-03-02", "2026-03-05"))
    assert first.is_before(then)
    assert first.is_eve_of(then)
    assert first.is_before(later)
    assert not first.is_eve_of(later)
    assert not then.is_before(first)
    assert not first.is_before(window("not stated"))
    assert not window("24h").is_eve_of(then)


@pytest.mark.parametrize(
    ("typed", "read", "end"),
    [
        ("24h to 08:00", "08:40", "08:00"),
        ("24h to 08:00", "06:30", "06:30"),
        ("1h to 08:00", "08:05", "08:05"),
        ("24h", "08:40", None),
    ],
)
def test_a_window_ends_when_it_was_read_unless_the_typed_end_is_near(typed: str, read: str, end: str | None) -> None:
    until = read_at(window(typed), moment(read), Decimal("0.05")).until
    assert (until and f"{until:%H:%M}") == end
