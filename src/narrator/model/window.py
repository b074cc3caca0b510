"""Windows: the time that a quantity covers. Hours and providers are never invented: `24h` has no stated end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class Span(StrEnum):
    """The forms of a window in an event file (DESIGN.md 4)."""

    DAY = "day"
    DAYS = "days"
    ROLLING = "rolling"
    WEEK_TO = "week to"
    MONTHS = "months"
    PER_WEEK = "per week"
    SESSION = "session"
    NOT_STATED = "not stated"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a quantity covers.

    `start`, `end`: first and last day (both included) of day, days, week to, months, per week from, session.
    `hours`, `until`: length and end of a rolling window; `until` is None where the source states no hour.
    `session`: whose trading session (`US`). `words`: a window in words, or the text as typed.
    """

    span: Span
    start: date | None = None
    end: date | None = None
    hours: int | None = None
    until: datetime | None = None
    session: str | None = None
    words: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether the window says anything that two reports could share."""
        return self.span is not Span.NOT_STATED

    @property
    def canonical(self) -> str:
        """The one text of a window, for the ledger and to compare by."""
        if self.span is Span.NOT_STATED:
            return "not stated"
        if self.hours:
            return f"{self.hours}h to {self.until.isoformat()}" if self.until else f"{self.hours}h"
        days = [str(day) for day in (self.start, self.end) if day]
        return f"{self.span} {self.session or ''} {' to '.join(dict.fromkeys(days))}" if days else self.words

    @property
    def length(self) -> timedelta | None:
        """How long a rolling window is; None for the others."""
        return timedelta(hours=self.hours) if self.hours else None


NOT_STATED = Window(Span.NOT_STATED)
