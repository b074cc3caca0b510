"""Two histories of one thing held against each other, day by day: what is an honest difference, and what is none.

A zero where the other source has a flow is a day that was not reported yet; the newest day of a source that has less of
it than the other is not over there; another sign is no rounding. Where from some day on most days are like that, one of
the two is of something else from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.kinds import Group
from narrator.model.quantity import Interval, Kind, kind_of
from narrator.model.report import Nature
from narrator.reconcile.standing import Ruler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.model.policy import Policy
    from narrator.model.series import Series, Value

LEAST_BROKEN, PART_BROKEN = 5, 0.6
"""From so many days on, of which such a part fits in no way, a series is of something else. The desk's judgement."""


class Relation(StrEnum):
    """How the values of two series for one day lie to one another, from the best."""

    AGREES = "agrees"
    DIFFERS = "differs"
    PENDING = "pending"
    PARTIAL = "partial"
    OPPOSITE = "opposite"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of both series, what each has for it, and how the two lie to one another."""

    day: date
    one: Value
    other: Value
    relation: Relation

    @property
    def is_far(self) -> bool:
        """Whether no rounding and no late report makes one of the other."""
        one, other = self.one.value or Decimal(0), self.other.value or Decimal(0)
        return self.relation is Relation.OPPOSITE or abs(one - other) * 2 > max(abs(one), abs(other))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two series day by day; `alone`: on how many days between their ends each has a value alone.

    `broken`: since when one of them is of something else.
    """

    days: tuple[Day, ...]
    alone: tuple[int, int]
    broken: date | None

    def of(self, relation: Relation) -> list[Day]:
        """The days of one relation."""
        return [day for day in self.days if day.relation is relation]


def compared(one: Series, other: Series, policy: Policy) -> Compared:
    """What two series of one kind and unit have for the days of both."""
    ruler = Ruler.of(KINDS.get(one.group) or kind_of(one.unit), one.unit, Nature.MEASURED, policy)
    both = [(value, there) for value in one.values if (there := other.on(value.day))]
    is_there = bool(one.values and other.values)
    first = max(one.values[0].day, other.values[0].day) if is_there else date.max
    last = min(one.values[-1].day, other.values[-1].day) if is_there else date.min
    days = tuple(Day(a.day, a, b, _relation(a, b, one, other, ruler)) for a, b in both)
    alone = [
        sum(first <= v.day <= last and there.on(v.day) is None for v in own.values)
        for own, there in ((one, other), (other, one))
    ]
    return Compared(days, (alone[0], alone[1]), _broken(days))


KINDS: dict[str, Kind] = {Group.FLOWS: Kind.FLOW, Group.PRICES: Kind.PRICE}
"""How values are compared that are said as more than their unit tells."""


def _relation(one: Value, other: Value, series: Series, there: Series, ruler: Ruler) -> Relation:
    a, b = one.value, other.value
    if a is None or b is None:
        return Relation.AGREES if a is b else Relation.PENDING
    if a == b or ruler.agree([Interval.point(a), Interval.point(b)]):
        return Relation.AGREES
    if series.group == Group.FLOWS and not (a and b):
        return Relation.PENDING
    if a * b < 0:
        return Relation.OPPOSITE
    newest = [abs(v) < abs(w) for s, v, w in ((series, a, b), (there, b, a)) if s.values[-1].day == one.day]
    is_partial = series.group == Group.FLOWS and any(newest) and Day(one.day, one, other, Relation.DIFFERS).is_far
    return Relation.PARTIAL if is_partial else Relation.DIFFERS


def _broken(days: Sequence[Day]) -> date | None:
    """The day since when most days are far apart, to the last that both have."""
    far, found = 0, None
    for count, day in enumerate(reversed(days), 1):
        far += day.is_far
        if day.is_far and count >= LEAST_BROKEN and far >= count * PART_BROKEN:
            found = day.day
    return found
