"""Dates, times and windows: one spelling each, the last time before publication, and no number read as a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from narrator.ingest.faults import Fault
from narrator.ingest.times import read_date, read_moment, read_window
from narrator.model.window import NOT_STATED, Span, Window

if TYPE_CHECKING:
    from collections.abc import Callable

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
PUBLISHED = datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)


def moment(text: str) -> datetime:
    return read_moment(text, SHANGHAI, PUBLISHED)


def window(text: str) -> Window:
    return read_window(text, SHANGHAI, PUBLISHED)


def fault_of(read: Callable[[str], object], text: str) -> Fault:
    with pytest.raises(Fault) as refused:
        read(text)
    return refused.value


def test_a_date_reads() -> None:
    assert read_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "offset", "example"),
    [
        ("0", 1, "YYYY-MM-DD"),
        ("20240101", 4, "2024-01-01"),
        ("1700000000", 4, "YYYY-MM-DD"),
        ("2026/01/02", 4, "2026-01-02"),
        ("2026-1-2", 6, "2026-01-02"),
        ("2026-02-29", 8, "2026-02-DD"),
        ("2026-13-01", 5, "2026-MM-01"),
        ("1899-12-31", 0, "YYYY-12-31"),
        ("2101-01-01", 0, "YYYY-01-01"),
        ("２０２６-01-02", 0, "2026-01-02"),
        (" 2026-01-02", 0, "2026-01-02"),
        ("2026-01-02\n", 10, "2026-01-02"),
        ("", 0, "YYYY-MM-DD"),
    ],
)
def test_a_number_is_no_date(text: str, offset: int, example: str) -> None:
    fault = fault_of(read_date, text)
    assert (fault.offset, fault.example) == (offset, example)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:00", datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI)),
        ("09:00", PUBLISHED),
        ("09:01", datetime(2026, 3, 2, 9, 1, tzinfo=SHANGHAI)),
        ("2026-03-02 23:59", datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)),
        ("2026-03-09 10:00", datetime(2026, 3, 9, 10, 0, tzinfo=SHANGHAI)),
    ],
)
def test_a_time_is_the_last_one_before_publication(text: str, expected: datetime) -> None:
    assert moment(text) == expected


def test_a_time_is_read_in_its_own_zone() -> None:
    assert read_moment("19:30", NEW_YORK, PUBLISHED) == datetime(2026, 3, 2, 19, 30, tzinfo=NEW_YORK)
    assert read_moment("20:30", NEW_YORK, PUBLISHED) == datetime(2026, 3, 1, 20, 30, tzinfo=NEW_YORK)


def test_a_time_that_the_clocks_skipped_is_that_of_the_day_before() -> None:
    spring = datetime(2026, 3, 8, 12, 0, tzinfo=NEW_YORK)
    assert read_moment("02:30", NEW_YORK, spring) == datetime(2026, 3, 7, 2, 30, tzinfo=NEW_YORK)
    assert fault_of(lambda text: read_moment(text, NEW_YORK, spring), "2026-03-08 02:30").code == "TIM004"


@pytest.mark.parametrize(("published_fold", "published_hour", "fold"), [(0, 12, 1), (1, 1, 0), (0, 1, 0)])
def test_a_time_that_the_clocks_repeat_is_the_last_one(published_fold: int, published_hour: int, fold: int) -> None:
    published = datetime(2026, 11, 1, published_hour, 45 if fold == published_fold else 15, tzinfo=NEW_YORK)
    read = read_moment("01:30", NEW_YORK, published.replace(fold=published_fold))
    assert (read.date(), read.fold) == (date(2026, 11, 1), fold)


@pytest.mark.parametrize(
    ("text", "offset", "example"),
    [
        ("8:00", 1, "08:00"),
        ("24:00", 0, "HH:00"),
        ("08:60", 3, "08:MM"),
        ("08:00 UTC", 5, "HH:MM"),
        ("2026-3-2 8:00", 6, "2026-03-02 08:00"),
        ("2026-03-02T08:00", 10, "2026-03-02 08:00"),
        ("2026-02-30 08:00", 8, "2026-02-DD 08:00"),
    ],
)
def test_a_time_has_one_spelling(text: str, offset: int, example: str) -> None:
    fault = fault_of(moment, text)
    assert (fault.offset, fault.example) == (offset, example)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-14", Window(Span.DAY, date(2026, 1, 14), date(2026, 1, 14))),
        ("2026-01-02 to 2026-01-07", Window(Span.DAYS, date(2026, 1, 2), date(2026, 1, 7))),
        ("24h", Window(Span.ROLLING, hours=24)),
        ("1h", Window(Span.ROLLING, hours=1)),
        ("24h to 08:00", Window(Span.ROLLING, hours=24, until=datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI))),
        ("1h to 2026-03-02 08:00", Window(Span.ROLLING, hours=1, until=datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI))),
        ("week to 2026-01-07", Window(Span.WEEK_TO, date(2026, 1, 1), date(2026, 1, 7))),
        ("month 2024-02", Window(Span.MONTHS, date(2024, 2, 1), date(2024, 2, 29))),
        ("month 2025-11 to month 2025-12", Window(Span.MONTHS, date(2025, 11, 1), date(2025, 12, 31))),
        ("per week from 2026-01-01", Window(Span.PER_WEEK, date(2026, 1, 1))),
        ("US session 2026-01-14", Window(Span.SESSION, date(2026, 1, 14), date(2026, 1, 14), session="US")),
        ("31d", Window(Span.ROLLING, hours=744)),
        ("7d to 08:00", Window(Span.ROLLING, hours=168, until=datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI))),
        ("30m", Window(Span.ROLLING, minutes=30)),
        ("30m to 08:00", Window(Span.ROLLING, minutes=30, until=datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI))),
        ("2025-Q3", Window(Span.QUARTERS, date(2025, 7, 1), date(2025, 9, 30))),
        ("2025-Q4 to 2026-Q1", Window(Span.QUARTERS, date(2025, 10, 1), date(2026, 3, 31))),
        ("2024", Window(Span.YEARS, date(2024, 1, 1), date(2024, 12, 31))),
        ("2023 to 2025", Window(Span.YEARS, date(2023, 1, 1), date(2025, 12, 31))),
        ("since 2025-10-11", Window(Span.SINCE, date(2025, 10, 11))),
        ("not stated", NOT_STATED),
        ("this week", Window(Span.WORDS, words="this week")),
        ("since Monday, more or less", Window(Span.WORDS, words="since Monday, more or less")),
        ("本周", Window(Span.WORDS, words="本周")),
    ],
)
def test_a_window_reads(text: str, expected: Window) -> None:
    assert window(text) == expected


@pytest.mark.parametrize(
    ("text", "offset", "example"),
    [
        ("24 hours", 2, "24h"),
        ("24-hour", 2, "24h"),
        ("24h until 8:00", 4, "24h to 08:00"),
        ("24h to", 6, "24h to HH:MM"),
        ("0h", 0, "Nh"),
        ("0d", 0, "Nd"),
        ("31 days", 2, "31d"),
        ("30 min", 2, "30m"),
        ("Q3 2025", 0, "2025-Q3"),
        ("2025-Q5", 6, "2025-Qn"),
        ("2026-Q1 to 2025-Q4", 11, "2025-Q4 to 2026-Q1"),
        ("1889", 0, "YYYY"),
        ("week to 2026-1-7", 14, "week to 2026-01-07"),
        ("week 3", 5, "week to YYYY-MM-DD"),
        ("2026-01", 7, "month 2026-01"),
        ("month 2026-13", 11, "month 2026-MM"),
        ("month 2026-01 to 2026-02", 17, "month 2026-01 to month 2026-02"),
        ("2026-01-02 - 2026-01-07", 11, "2026-01-02 to 2026-01-07"),
        ("2026-01-07 to 2026-01-02", 14, "2026-01-02 to 2026-01-07"),
        ("2026-01-07 to 2026-01-07", 14, "2026-01-07"),
        ("month 2026-02 to month 2026-01", 17, "month 2026-01 to month 2026-02"),
        ("US session 2026-02-30", 19, "US session 2026-02-DD"),
        ("Not stated", 0, "not stated"),
        ("this  week", 0, "this week"),
        ("the 1st half", 0, "WINDOW"),
        ("٢٤h", 0, "24h"),
        ("this\u202e week", 0, "WINDOW"),
        ("20240101", 4, "2024-01-01"),
        ("0", 1, "WINDOW"),
        ("not stated 24h", 10, "WINDOW"),
        ("24h to 08:00 IST", 12, "24h to HH:MM"),
        ("past 24 hours", 1, "24h"),
        ("26-03-04", 2, "Nh"),
        ("2026-01-02-2026-01-07", 10, "2026-01-02 to 2026-01-07"),
        ("03/04/2026", 2, "2026-MM-DD"),
        ("1700000000", 4, "YYYY-MM-DD"),
        ("", 0, "WINDOW"),
        ("September 2025", 0, "month 2025-09"),
        ("Nov. 6, 2024", 0, "2024-11-06"),
        ("since 6 May 2022", 7, "since 2022-05-06"),
    ],
)
def test_a_mistyped_window_is_refused(text: str, offset: int, example: str) -> None:
    fault = fault_of(window, text)
    assert (fault.offset, fault.example) == (offset, example)
