"""Figures: the reconciled result for one key, the only thing that a template can print."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.quantity import PLAIN, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.model.quantity import Direction, Interval, Manner
    from narrator.model.report import Key, Nature, Report
    from narrator.model.window import Window


class Standing(StrEnum):
    """How the sources stand to one another, best first; a derived figure has the worst of its inputs."""

    CONFIRMED = "confirmed"
    AGREED = "agreed"
    SINGLE_SOURCE = "single_source"
    DISPUTED = "disputed"
    INCOMPATIBLE = "incompatible"
    REFUSED = "refused"
    MISSING = "missing"


STANDINGS = tuple(Standing)


class Role(StrEnum):
    """What became of a report; nothing is deleted, the loser stays with its reason.

    Other nature: told beside the figure, never pooled with it. Deprecated: kept, never printed: struck out by a person,
    or without an amount.
    """

    CORE = "core"
    CIRCULATING = "circulating"
    SUPERSEDED = "superseded"
    STALE = "stale"
    QUARANTINED = "quarantined"
    OTHER_NATURE = "other nature"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with the role that reconciliation gave it, and the reason in words."""

    report: Report
    role: Role
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Camp:
    """One of two groups of sources that contradict each other: its hull and its source ids."""

    interval: Interval
    sources: tuple[str, ...]


class DoubtKind(StrEnum):
    """What kind of value stands beside a figure.

    Circulating: outside the core, of the same nature. Bound: one that a point of the core contradicts. Larger part:
    what parts by another origin come to, more than the whole. Larger days: what another source has for some of its
    days, more than every value of it. Opposed: the other direction, without an amount. Camp,
    refused: the values of a figure that has none of its own. Quarantined: probably a unit slip, never printed; that one
    is held back may be said.
    """

    CIRCULATING = "circulating"
    OTHER_NATURE = "other nature"
    BOUND = "bound"
    LARGER_PART = "larger part"
    LARGER_DAYS = "larger days"
    OPPOSED = "opposed"
    CAMP = "camp"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that is told beside a figure, and whose it is; why the sources differ, the measurement says (`differ`).

    `quantity` holds magnitudes under its own direction. `sources` are ids of the primary sources. `disputes`: the value
    makes a figure disputed on whose core the sources agree. `weak`: no source better than grade D says so. `figures`:
    the ids of the other figures that hold it, where it is no report of this one. `report` is the line that says so.
    """

    kind: DoubtKind
    quantity: Quantity
    sources: tuple[str, ...]
    nature: Nature
    disputes: bool = False
    weak: bool = False
    figures: tuple[str, ...] = ()
    report: Report | None = None

    @property
    def tellers(self) -> tuple[str, ...]:
        """Whom a text may put the value down to: the primary sources, and who quotes one."""
        return tuple(dict.fromkeys((*self.sources, *([self.report.source] if self.report else ()))))


@dataclass(frozen=True, slots=True)
class Figure:
    """The reconciled result for one key.

    `interval` holds magnitudes when `direction` is set; an interval across zero has no direction and a negative low.
    `reported`: the ends keep the digits of the source; computed ends are rounded outward at print.
    `source` is the one source id that must be named (all of the core is of it, also where others dispute it).
    `weak`: no source graded better than D reported it, so the phrase says "unverified".
    `pending`: the source has said that it will report (missing only).
    `doubts`: the values that are told beside it, in the order of the file.
    `whole`: of a share the figure that it is a share of, where both are of one window.
    `manner`: how its sources put it, where all of them put it alike.
    `derived_from`, `formula`: the inputs and the rule of a computed figure.
    """

    id: str
    key: Key
    nature: Nature
    standing: Standing
    interval: Interval
    unit: str
    window: Window
    direction: Direction | None = None
    approximate: bool = False
    reported: bool = True
    briefly: bool = False
    source: str | None = None
    weak: bool = False
    pending: bool = False
    explanation: tuple[str, ...] = ()
    reports: tuple[Judged, ...] = ()
    camps: tuple[Camp, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    worth: str | None = None
    whole: str | None = None
    derived_from: tuple[str, ...] = ()
    formula: str | None = None
    manner: Manner = PLAIN

    @property
    def is_printable(self) -> bool:
        """Whether there is an interval to print."""
        return not self.interval.is_empty

    @property
    def signed(self) -> Interval:
        """The interval with the sign that the direction gives it."""
        return Quantity(self.interval, self.unit, self.direction).signed()

    def by_role(self, role: Role) -> tuple[Report, ...]:
        """The reports that were given a role, in file order."""
        return tuple(judged.report for judged in self.reports if judged.role is role)

    @property
    def beside(self) -> tuple[Report, ...]:
        """What circulates outside the interval; what lies in it is said with it."""
        return tuple(
            report
            for report in self.by_role(Role.CIRCULATING)
            if not (self.is_printable and (said := report.quantity) and said.unit == self.unit)
            or not self.signed.contains(said.signed())
        )

    @property
    def corrected(self) -> tuple[Report, ...]:
        """The amounts that an origin gave before it corrected them, or a source before its last, but the printed."""
        origins = {report.origin for report in self.by_role(Role.CORE) if report.revised}
        own = {(report.source, report.origin) for report in self.by_role(Role.CORE)}
        past = (r for r in self.by_role(Role.SUPERSEDED) if r.origin in origins or (r.source, r.origin) in own)
        return tuple(r for r in past if (q := r.quantity) and not q.interval.is_empty and q.signed() != self.signed)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one event by id, reported ones in file order and then derived ones."""

    entries: Mapping[str, Figure] = field(default_factory=dict)

    def __getitem__(self, figure_id: str) -> Figure:
        return self.entries[figure_id]

    def get(self, figure_id: str) -> Figure | None:
        """The figure, if the event has it."""
        return self.entries.get(figure_id)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.entries.values())

    @property
    def units(self) -> set[str]:
        """The units of the figures, and of all that is told of them or beside them."""
        said = {said.unit for figure in self for judged in figure.reports if (said := judged.report.quantity)}
        return said.union(*({figure.unit, *(doubt.quantity.unit for doubt in figure.doubts)} for figure in self))

    @property
    def sources(self) -> tuple[str, ...]:
        """Everybody who said something of a figure, each once, in the order of the figures."""
        return tuple(dict.fromkeys(judged.report.source for figure in self for judged in figure.reports))
