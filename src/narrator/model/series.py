"""Series: dated histories of one key from one source, as the desk has them in files (`data/series/`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time
    from decimal import Decimal
    from zoneinfo import ZoneInfo

    from narrator.model.problem import Location

KEYS = ("asset", "fund", "venue", "side", "what", "name")
"""The fields of a record that say what a series is of."""
ONE = timedelta(days=1)
SATURDAY = 5


class Every(StrEnum):
    """Of which days a series has values: of each, of each on which its market trades, or of one day a week."""

    DAY = "day"
    TRADING_DAY = "trading day"
    WEEK = "week"


class After(StrEnum):
    """How long after its own day a value is published."""

    SAME_DAY = "same day"
    NEXT_DAY = "next day"
    NEXT_BUSINESS_DAY = "next business day"


@dataclass(frozen=True, slots=True)
class Release:
    """When the value of a day is published: at a time in a zone, on a day after it."""

    at: time
    zone: ZoneInfo
    after: After

    def moment(self, day: date, closed: frozenset[date]) -> datetime:
        """When the value of a day was published, with its zone."""
        on = day + (ONE if self.after is not After.SAME_DAY else timedelta())
        while self.after is After.NEXT_BUSINESS_DAY and (on.weekday() >= SATURDAY or on in closed):
            on += ONE
        return datetime.combine(on, self.at, self.zone)


@dataclass(frozen=True, slots=True)
class Value:
    """What a series has for a day, in its unit; None where its source has not reported it. `at` is its row."""

    day: date
    value: Decimal | None
    at: Location


@dataclass(frozen=True, slots=True)
class Revision:
    """What a series had for a day until a moment, when its source was found to have another value."""

    value: Value
    until: datetime


@dataclass(frozen=True, slots=True)
class Series:
    """The history of one key from one source; `values` by day, each day once.

    `group` and `part` are the kind and the field of the records that it is of, `of` the fields that tell them apart
    (asset, fund, venue, side, what, name). `unit` as that of a figure; ends of flows and changes have signs. `closed`
    are the weekdays on which a market was closed. `revised`: older values are those of today, not those of the day,
    except for the `revisions` that are kept, in the order of their time.
    """

    id: str
    group: str
    part: str
    of: Mapping[str, str]
    source: str
    unit: str
    every: Every
    release: Release
    at: Location
    closed: frozenset[date] = frozenset()
    revised: bool = False
    values: tuple[Value, ...] = field(default=(), repr=False)
    revisions: tuple[Revision, ...] = field(default=(), repr=False)

    def known(self, as_of: datetime) -> Series:
        """The series with what was published by a moment, as it was then."""
        out = bisect_right(self.values, as_of, key=lambda v: self.release.moment(v.day, self.closed))
        was = {old.value.day: old.value for old in reversed(self.revisions) if old.until > as_of}
        return replace(self, values=tuple(was.get(value.day, value) for value in self.values[:out]))

    def is_due(self, day: date) -> bool:
        """Whether a day has a value, as far as the days of the week and the closures say."""
        return self.every is not Every.TRADING_DAY or not (day.weekday() >= SATURDAY or day in self.closed)

    def on(self, day: date) -> Value | None:
        """What it has for a day."""
        at = bisect_left(self.values, day, key=lambda v: v.day)
        return self.values[at] if at < len(self.values) and self.values[at].day == day else None

    def before(self, day: date) -> date:
        """The day for which the value before that of a day is due."""
        return self._stepped(day, -ONE)

    def after(self, day: date) -> date:
        """The first day after another for which a value is due."""
        return self._stepped(day, ONE)

    def _stepped(self, day: date, step: timedelta) -> date:
        day += 7 * step if self.every is Every.WEEK else step
        while not self.is_due(day):
            day += step
        return day

    def back_from(self, day: date) -> Iterator[Value]:
        """The values from a day back, as far as none is missing or not reported."""
        while (value := self.on(day)) and value.value is not None:
            yield value
            day = self.before(day)

    def gaps(self) -> Iterator[date]:
        """The days between its first and its last for which a value is due and none is there."""
        for one, other in zip(self.values, self.values[1:], strict=False):
            day = self.before(other.day)
            while day > one.day:
                yield day
                day = self.before(day)
