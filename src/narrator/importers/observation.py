"""What a vendor's file says: observations of one quantity and one time each, and what of the file is left out, and why.

A number, a true zero and *not reported* are three things: `number` is None where the vendor has not reported yet.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from narrator.importers.payload import OddError, UnreadPayloadError
from narrator.model.kinds import Group
from narrator.model.quantity import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime
    from decimal import Decimal
    from zoneinfo import ZoneInfo

    from narrator.importers.payload import Payload, Row
    from narrator.model.problem import Problem, Problems


TOP = 100
"""The highest value of an index of mood."""
ALL = "all"
ASKED = f"what the vendor was asked for, or `{ALL}`"
NAMED = 6
"""So many of what is left out are named one by one."""


class When(NamedTuple):
    """What time an observation is of: a day; so many hours, up to `end` or the fetch; a moment, which has no window.

    `end` is when it was over: of a day of coins at midnight UTC; None where only its market knows.
    """

    day: date
    hours: int = 0
    end: datetime | None = None
    is_moment: bool = False

    def window(self, zone: ZoneInfo) -> str:
        """The window of its record, as it is typed; empty for a moment."""
        if self.is_moment:
            return ""
        if not self.hours:
            return str(self.day)
        return f"{self.hours}h to {self.end.astimezone(zone):%Y-%m-%d %H:%M}" if self.end else f"{self.hours}h"


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantity at one time: `kind`, `of` and `part` say of which record and field, as in an event file.

    `number` is the vendor's own, in so many (`scale`) of a `unit`; `place` is where in the file it stands. `in_detail`:
    a part of a total that stands beside it. `is_partial`: more of it is still to be reported.
    """

    kind: Group
    of: Mapping[str, str]
    number: Decimal | None
    unit: str
    when: When
    place: str
    part: str = ""
    scale: str = ""
    in_detail: bool = False
    is_partial: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What it is of, whenever it is."""
        return (self.kind, self.part, *(f"{name}={value}" for name, value in sorted(self.of.items())))


ZONES = timedelta(days=1)
"""So much later may it be elsewhere on the earth."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of files that the files do not: `fetched`, and fields by name (`asset`, `window`)."""

    fetched: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    def when(self, payload: Payload) -> datetime:
        """When the file was fetched.

        Raises:
            UnreadPayloadError: nobody says it.
        """
        if self.fetched is None:
            expected = "the time at which the vendor gave it; the time of a file on a disk is none"
            example = "--fetched 2026-01-31T08:05+08:00"
            payload.refuse("IMP005", "the file does not say when it was fetched", "", expected, example)
        return self.fetched

    def need(self, payload: Payload, **examples: str) -> list[str]:
        """Fields that a file does not say, by examples of them; `all`: of no single one, which is empty here.

        Raises:
            UnreadPayloadError: nobody says one or more of them.
        """
        missing = [
            payload.problem("IMP006", f"the file does not say its {name}", "", "", ASKED, f"--with {name}={example}")
            for name, example in examples.items()
            if name not in self.fields
        ]
        if missing:
            raise UnreadPayloadError(*missing)
        return ["" if self.fields[name] == ALL else self.fields[name] for name in examples]


class Imported(NamedTuple):
    """What came of a file: whose, its observations, what is left out, when it was fetched, what is wrong.

    `about`: fields that it says of other files of its vendor.
    """

    source: str
    fetched: datetime
    observations: tuple[Observation, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: Problems = ()
    about: Mapping[str, str] = {}


class Importer(NamedTuple):
    """What reads the files of a vendor: its name, whether a file is its by the shape alone, and what a file says."""

    name: str
    recognizes: Callable[[Payload], bool]
    read: Callable[[Payload, Given], Imported]


@dataclass(slots=True)
class Gathered:
    """What is gathered while a file is read: every problem of it at once, a row that cannot be read left out."""

    payload: Payload
    source: str
    given: Given
    observations: list[Observation] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)

    @contextmanager
    def at(self, place: str | int) -> Iterator[None]:
        """While one row is read: what of it is wrong is a problem at its place."""
        try:
            yield
        except OddError as odd:
            where = f"{place}.{odd.name}" if isinstance(place, str) and odd.name else place
            name = f"'{odd.name}' of " if odd.name else ""
            message = f"{name}a row of {self.source} cannot be read"
            self.problems.append(self.payload.problem("IMP004", message, where, found=odd.found, expected=odd.expected))

    def add(self, *observations: Observation) -> None:
        """More of what the file says."""
        self.observations += observations

    def leave(self, why: str, *places: object) -> None:
        """Say why something is left out, and which of it."""
        self.left_out.setdefault(why, []).extend(map(str, places))

    def _once(self) -> None:
        """Keep each quantity at each time once; a vendor may send rows twice, but not with two values."""
        found: dict[tuple[tuple[str, ...], When], Observation] = {}
        for each in self.observations:
            other = found.setdefault((each.key, each.when), each)
            if other.number != each.number:
                message = f"it has another value than {other.place}, for the same time"
                told = [str(one.number) for one in (each, other)]
                self.problems.append(self.payload.problem("IMP004", message, each.place, *told))
            elif other is not each:
                self.leave("rows that stand there twice", each.place)
        self.observations = [*found.values()]

    def done(self, fetched: datetime | None = None, about: Mapping[str, str] | None = None) -> Imported:
        """The whole of it; nobody has a value of a day that had not come when the file was fetched."""
        self._once()
        when = fetched or self.given.when(self.payload)
        last, every = when.date() + ZONES, self.observations
        self.observations = [each for each in every if each.number is None or each.when.day <= last]
        if len(self.observations) < len(every):
            days = sorted({each.when.day for each in every if each.number is not None and each.when.day > last})
            self.leave("values of days after the file was fetched", *days)
        if self.torn:
            self.leave("days whose funds do not add up to their total", *self.torn)
        told = tuple(f"{why}: {_few(places)}" if places else why for why, places in self.left_out.items())
        if len(self.torn) > len({each.when.day for each in self.observations}):
            message, expected = "most totals are not what the funds add up to", "a total beside its own funds"
            self.problems.append(self.payload.problem("IMP007", message, "", self.torn[0], expected))
        elif not (self.observations or self.problems or about):
            message, found = "nothing of the file can be taken", "; ".join(told) or "no rows"
            self.problems.append(self.payload.problem("IMP008", message, "", found, "an answer with values"))
        return Imported(self.source, when, (*self.observations,), told, (*self.problems,), about or {})


def _few(places: list[str]) -> str:
    """Some names, and how many more."""
    return ", ".join(places[:NAMED]) + (f" and {len(places) - NAMED} more" if places[NAMED:] else "")


def hours_of(window: str, payload: Payload) -> int:
    """The length of a rolling window that a person typed.

    Raises:
        UnreadPayloadError: it is none of hours or days.
    """
    found = re.fullmatch(r"([0-9]{1,3})([hd])", window)
    if not found:
        message, expected = "this is no length of a window", "hours or days: 4h, 24h, 7d"
        payload.refuse("IMP006", message, window, expected, "--with window=24h")
    return int(found[1]) * (24 if found[2] == "d" else 1)


def add_mood(gathered: Gathered, name: str, row: Row, day: date, place: str) -> None:
    """What an index of mood, from 0 to 100, is on a day; `row` has it as `value`.

    Raises:
        OddError: it is none of them.
    """
    value = row.counted("value")
    if not 0 <= value <= TOP:
        raise OddError(value, f"an index from 0 to {TOP}", "value")
    gathered.add(Observation(Group.SENTIMENT, {"name": name}, value, INDEX, When(day, is_moment=True), place))
