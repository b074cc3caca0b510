"""Days, times and windows in English: AP months in en-US, full months in en-GB."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from narrator.model.window import Span
from narrator.wording.english_numbers import spelled

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from narrator.model.window import Window

SHORT = 5
"""AP leaves months of up to so many letters as they are, and cuts September to four."""


@lru_cache
def month(number: int) -> str:
    """The full name of a month."""
    from babel import Locale  # noqa: PLC0415 - Babel loads a megabyte of data, and not every command names a month

    return str(Locale("en").months["format"]["wide"][number])


def offset(moment: datetime) -> str:
    """The zone of a moment as its distance from UTC: `UTC`, `UTC+8`, `UTC-4:30`."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates as one locale writes them."""

    british: bool

    def day(self, day: date, *, year: bool = True) -> str:
        """A date: Jan. 8, 2026; 8 January 2026; or without its year."""
        if self.british:
            return f"{day.day} {month(day.month)}" + (f" {day.year}" if year else "")
        return f"{self._ap(day.month)} {day.day}" + (f", {day.year}" if year else "")

    def moment(self, moment: datetime, *, year: bool = True) -> str:
        """A date and time in the zone that it has: 08:00 UTC on Jan. 8, 2026."""
        return f"{moment:%H:%M} {offset(moment)} on {self.day(moment.date(), year=year)}"

    def window(self, window: Window, zone: tzinfo = UTC) -> str:
        """The time that a quantity covers, as an adverbial; empty where the source states none."""
        if window.span is Span.ROLLING and window.hours:
            return self._rolling(window.hours, window.until, zone)
        first = window.start or window.end
        if first is None or window.span in {Span.WORDS, Span.NOT_STATED}:
            return window.words if window.is_stated else ""
        return self._dated(window, first, window.end or first)

    def _dated(self, window: Window, first: date, last: date) -> str:
        match window.span:
            case Span.MONTHS:
                return _months(first, last)
            case Span.WEEK_TO:
                return f"in the week to {self.day(last)}"
            case Span.PER_WEEK:
                return f"per week from {self.day(first)}"
            case Span.SESSION:
                name = "U.S." if window.session == "US" and not self.british else window.session or "trading"
                return f"in the {name} session on {self.day(first)}"
            case _ if first == last:
                return f"on {self.day(first)}"
            case _:
                return f"from {self.day(first, year=first.year != last.year)} to {self.day(last)}"

    def _rolling(self, hours: int, until: datetime | None, zone: tzinfo) -> str:
        if until is None:
            return "within an hour" if hours == 1 else f"within {spelled(hours)} hours"
        length = "hour" if hours == 1 else f"{spelled(hours)} hours"
        return f"in the {length} to {self.moment(until.astimezone(zone), year=False)}"

    def _ap(self, number: int) -> str:
        name = month(number)
        return name if len(name) <= SHORT else f"{name[: 4 if name.startswith('Sept') else 3]}."


def _months(first: date, last: date) -> str:
    end = f"{month(last.month)} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"in {end}"
    return f"from {month(first.month)}{f' {first.year}' if first.year != last.year else ''} to {end}"
