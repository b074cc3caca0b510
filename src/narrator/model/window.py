"""Windows: the time that a quantity covers. Hours and providers are never invented: `24h` has no stated end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from decimal import Decimal


class Span(StrEnum):
    """The forms of a window in an event file (DESIGN.md 4)."""

    DAY = "day"
    DAYS = "days"
    ROLLING = "rolling"
    WEEK_TO = "week to"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"
    SINCE = "since"
    PER_WEEK = "per week"
    SESSION = "session"
    NOT_STATED = "not stated"
    INSTANT = "instant"
    WORDS = "words"


CALENDAR = frozenset({Span.MONTHS, Span.QUARTERS, Span.YEARS})
"""Parts of the calendar, as statistics and accounts have them: the same in every zone."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a quantity covers.

    `start`, `end`: first and last day (both included) of day, days, week to, months, quarters, years, per week from,
    session; of `since` the first alone. `hours` or `minutes`, `until`: length and end of a rolling window; `until` is
    None where the source states no hour.
    `session`: whose trading session (`US`). `words`: a window in words, or the text as typed.
    """

    span: Span
    start: date | None = None
    end: date | None = None
    hours: int | None = None
    until: datetime | None = None
    session: str | None = None
    words: str = ""
    minutes: int | None = None

    @property
    def is_stated(self) -> bool:
        """Whether the window says anything that two reports could share."""
        return self.span not in {Span.NOT_STATED, Span.INSTANT}

    @property
    def canonical(self) -> str:
        """The one text of a window, as an event file types it with its zone: for the ledger, and to compare by."""
        if self.span is Span.ROLLING:
            length = typed_length(self)
            return f"{length} to {self.until.isoformat(timespec='minutes')}" if self.until else length
        if self.start is None or not self.is_stated:
            return self.words or str(Span.NOT_STATED if self.span is Span.INSTANT else self.span)
        first, last = (DATED.get(self.span, str)(day) for day in (self.start, self.end or self.start))
        if self.span in {Span.WEEK_TO, Span.PER_WEEK, Span.SESSION, Span.SINCE}:
            heads = {
                Span.WEEK_TO: f"week to {last}",
                Span.PER_WEEK: f"per week from {first}",
                Span.SINCE: f"since {first}",
            }
            return heads.get(self.span, f"{self.session or 'trading'} session {first}")
        return first if first == last else f"{first} to {last}"

    @property
    def length(self) -> timedelta | None:
        """How long a rolling window is; None for the others."""
        return timedelta(hours=self.hours or 0, minutes=self.minutes or 0) or None

    @property
    def duration(self) -> timedelta | None:
        """How long it is, by its hours or its days; None where it does not say, or has not ended."""
        days = None if self.span is Span.SINCE else self.days
        return self.length or (days and days[1] - days[0] + timedelta(days=1))

    def lies_in(self, days: tuple[date, date] | None) -> bool:
        """Whether all that it touches lies within some days; not where one of the two is unknown."""
        return bool(self.days and days and days[0] <= self.days[0] and self.days[1] <= days[1])

    def is_before(self, other: Window) -> bool:
        """Whether it had ended before another began; both state their days."""
        return bool(self.days and other.days and self.days[1] < other.days[0])

    def is_eve_of(self, other: Window) -> bool:
        """Whether it ended on the day before another began."""
        return bool(self.days and other.days and (other.days[0] - self.days[1]).days == 1)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that it touches; None where it does not say."""
        if self.until and self.length:
            return (self.until - self.length).date(), self.until.date()
        if self.start is None or self.span is Span.PER_WEEK:
            return None
        return self.start, date.max if self.span is Span.SINCE else self.end or self.start


DATED: Mapping[Span, Callable[[date], str]] = {
    Span.MONTHS: lambda day: f"month {day:%Y-%m}",
    Span.QUARTERS: lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    Span.YEARS: lambda day: f"{day.year}",
}
"""How the first and the last part of a window of calendar parts is typed."""
LONGEST_IN_HOURS = 72
"""A longer rolling window of whole days is told in days."""
DAY_HOURS = 24


def typed_length(window: Window) -> str:
    """The length of a rolling window as an event file types it: `24h`, `31d`, `30m`; equal lengths have one text."""
    hours = window.hours or 0
    if window.minutes:
        return f"{window.minutes}m" if window.minutes % 60 else f"{window.minutes // 60}h"
    return f"{hours // DAY_HOURS}d" if hours > LONGEST_IN_HOURS and not hours % DAY_HOURS else f"{hours}h"


def read_at(window: Window, moment: datetime, near: Decimal) -> Window:
    """A rolling window as a source read it at a moment: it ends then, where nobody typed an hour none.

    One whose ends lie within a part `near` of its length is of the typed end: the two are one count, and are pooled.
    """
    if not (window.until and window.length) or abs(moment - window.until) <= float(near) * window.length:
        return window
    return replace(window, until=moment, words=f"{typed_length(window)} to {moment:%Y-%m-%d %H:%M}")


class Relation(StrEnum):
    """How two windows lie to one another; only equal ones are compared, and nothing is computed across others."""

    EQUAL = "equal"
    OVERLAPPING = "overlapping"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


def relation(one: Window, other: Window) -> Relation:
    """How two windows lie to one another; one that is not stated, or in words, is known to be equal to none but itself.

    Two that are not stated are not equal: their sources may mean different times. Two instants are both of the event.
    """
    if one.span is other.span is Span.INSTANT:
        return Relation.EQUAL
    if not (one.is_stated and other.is_stated):
        return Relation.UNKNOWN
    if one.canonical.casefold() == other.canonical.casefold():
        return Relation.EQUAL
    if one.until and other.until and one.length and other.length:
        meet = one.until - one.length < other.until and other.until - other.length < one.until
        return Relation.OVERLAPPING if meet else Relation.DISJOINT
    if one.days is None or other.days is None:
        return Relation.UNKNOWN
    meet = one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
    return Relation.OVERLAPPING if meet else Relation.DISJOINT


NOT_STATED = Window(Span.NOT_STATED)
MOMENT = Window(Span.INSTANT)
"""That of a level for which nobody typed a window: the time at which its sources were read, which needs no words."""
