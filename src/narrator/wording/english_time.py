"""Days, times and windows in English: AP months in en-US, full months in en-GB."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cache
from typing import TYPE_CHECKING

from narrator.model.window import DAY_HOURS, LONGEST_IN_HOURS, Span
from narrator.wording.english_clause import spelled

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from narrator.model.window import Window

SHORT = 5
"""AP leaves months of up to so many letters as they are, and cuts September to four."""

PLAIN_HEADS = frozenset({"in", "on", "within", "over", "from", "during"})
"""Prepositions before a time that is a thing without them."""
FLOWING = PLAIN_HEADS | {"at", "for", "after", "before", "since", "through", "throughout", "until"}
"""Words in which a window in words may begin and go on in its sentence; any other stands in parentheses."""
JOINING = ("on ", "in ", "this ", "last ")
"""With what days follow a window without a comma."""
DAYS = frozenset(day_name)
NAMES = DAYS | frozenset(month_name[1:])
"""Words that keep their capital within a sentence."""
RUN = (" running", " in a row")
"""How a window in words ends that says for how long something has gone on: the second day running."""
PARTS = ("hours", "trading", "morning", "afternoon", "evening", "opening", "open", "close", "noon", "midday", "bell")
"""What a part of a day ends in, which is of no day until one is said: after hours, before the opening."""
TRADING = " trading"
"""How the name of a part of a trading day ends: after-hours trading."""
ORDINALS = ("first", "second", "third", "fourth")
"""A rolling window of whole days is told in hours up to three of them."""


WITH_YEAR = frozenset({Span.QUARTERS, Span.YEARS})
"""Windows whose year is part of their name."""


def undated(said: str, window: Window, year: int) -> str:
    """A window in words without a year that goes without saying."""
    is_whole = window.span in WITH_YEAR or re.search(r"\d{4} to .*\d{4}$", said)
    return said if is_whole else re.sub(rf",? {year}\b", "", said)


@cache
def month(number: int) -> str:
    """The full name of a month."""
    from babel.dates import get_month_names  # noqa: PLC0415 - Babel loads slowly, and not every command names a month

    return str(get_month_names("wide", locale="en")[number])


def _part(span: Span, day: date, *, year: bool) -> str:
    """A month, a quarter or a year by its name; the year of a month or a quarter may go without saying."""
    if span is Span.YEARS:
        return str(day.year)
    if span is Span.QUARTERS:
        return f"the {ORDINALS[(day.month - 1) // 3]} quarter" + (f" of {day.year}" if year else "")
    return month(day.month) + (f" {day.year}" if year else "")


def offset(moment: datetime) -> str:
    """The zone of a moment as its distance from UTC: `UTC`, `UTC+8`, `UTC-4:30`."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates as one locale writes them."""

    british: bool
    unstated = "(undated)"
    """Of a figure whose source states no time."""

    def day(self, day: date, *, year: bool = True) -> str:
        """A date: Jan. 8, 2026; 8 January 2026; or without its year."""
        name = month(day.month)
        if self.british:
            return f"{day.day} {name}" + (f" {day.year}" if year else "")
        short = name if len(name) <= SHORT else f"{name[: 4 if name == 'September' else 3]}."
        return f"{short} {day.day}" + (f", {day.year}" if year else "")

    def moment(self, moment: datetime, *, year: bool = True) -> str:
        """A date and time in the zone that it has: 08:00 UTC on Jan. 8, 2026."""
        return f"{moment:%H:%M} {offset(moment)} on {self.day(moment.date(), year=year)}"

    def before(self, day: date) -> str:
        """The time of what a move began with: before Jan. 8."""
        return f"before {self.day(day, year=False)}"

    def hour(self, moment: datetime) -> str:
        """An hour of the day in the zone that it has: at 08:00 UTC."""
        return f"at {moment:%H:%M} {offset(moment)}"

    def hours(self, first: datetime, last: datetime) -> str:
        """The time of day between two moments of one day, or at both where they are one."""
        return self.hour(last) if first == last else f"between {first:%H:%M} and {last:%H:%M} {offset(last)}"

    def window(self, window: Window, zone: tzinfo = UTC) -> str:
        """The time that a quantity covers, as an adverbial; empty where the source states none."""
        first, last = window.start or window.end, window.end or window.start
        if window.span is Span.NOT_STATED:
            return ""
        if window.span is Span.ROLLING:
            return self._rolling(window, zone)
        if window.span is Span.WORDS or first is None or last is None:
            is_bare = window.words.endswith(TRADING) and window.words.partition(" ")[0].lower() not in FLOWING
            is_run = window.words.startswith("the ") and window.words.endswith(RUN)
            head = "in " if is_bare else "on " if window.words in DAYS else "for " if is_run else ""
            return head + window.words
        return self._dated(window, first, last)

    def is_part(self, window: Window) -> bool:
        """Whether a window in words is a part of a day."""
        return window.span is Span.WORDS and window.words.lower().endswith(PARTS)

    def adverbial(self, window: Window, said: str) -> str:
        """A window as it can follow any clause: what was typed in words stands in parentheses, unless it flows on."""
        is_typed = window.span is Span.WORDS and said.partition(" ")[0].lower() not in FLOWING
        return f"({said})" if is_typed and said else said

    def placed(self, window: str, days: str, *, ends: bool = False) -> str:
        """A window with the days that it is of, or `ends` on: within 24 hours on Jan. 14, seven days to Jan. 14."""
        if ends and days.startswith("on "):
            return f"{window} {days.replace('on', 'to', 1)}"
        return f"{window} {days}" if days.startswith(JOINING) else f"{window}, {days}"

    def ahead(self, said: str) -> str:
        """A window of what is planned or forecast, which has not begun: from Nov. 1, not since then."""
        return said.replace("since ", "from ", 1) if said.startswith("since ") else said

    def so_far(self, said: str) -> str:
        """A window that is not over: so far in 2025."""
        return f"so far {said}" if said.startswith("in ") else said

    def period(self, window: str) -> str:
        """The time that an adverbial names, as a thing: the week to June 5, 24 hours, the time since Oct. 10, 2025."""
        said = window.removeprefix("(").removesuffix(")") if window.startswith("(") else window
        head, _, rest = said.partition(" ")
        if head in PLAIN_HEADS:
            return rest
        return f"the time {said}" if head in FLOWING else said

    def _dated(self, window: Window, first: date, last: date) -> str:
        match window.span:
            case Span.MONTHS | Span.QUARTERS | Span.YEARS:
                one, other = (_part(window.span, day, year=True) for day in (first, last))
                short = _part(window.span, first, year=first.year != last.year)
                return f"in {one}" if one == other else f"from {short} to {other}"
            case Span.SINCE:
                return f"since {self.day(first)}"
            case Span.WEEK_TO:
                return f"in the week to {self.day(last)}"
            case Span.PER_WEEK:
                return f"per week from {self.day(first)}"
            case Span.SESSION:
                name = "U.S." if window.session == "US" and not self.british else window.session or "trading"
                return f"in the {name} session on {self.day(first)}"
        if first == last:
            return f"on {self.day(first)}"
        return f"from {self.day(first, year=first.year != last.year)} to {self.day(last)}"

    def _rolling(self, window: Window, zone: tzinfo) -> str:
        number, unit = (window.minutes, "minute") if window.minutes else (window.hours or 0, "hour")
        if unit == "hour" and not number % DAY_HOURS and number > LONGEST_IN_HOURS:
            number, unit = number // DAY_HOURS, "day"
        length = unit if number == 1 else f"{spelled(number)} {unit}s"
        if window.until is not None:
            return f"in the {length} to {self.moment(window.until.astimezone(zone), year=False)}"
        one = "an hour" if unit == "hour" else f"a {unit}"
        return f"within {one if number == 1 else length}"
