"""How the sources stand to one another: votes, hulls, camps, gross errors, tolerances by kind (rules 1 and 5 to 7).

Ratios compare magnitudes, by the ends that lie nearest to each other. A bound has no far end, so it is never a member
of a camp and never a gross error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from narrator.model.figure import Standing
from narrator.model.quantity import EMPTY, INDEX, PERCENT, POINTS, Kind
from narrator.model.report import Nature
from narrator.reconcile.comparable import primaries, value
from narrator.reconcile.extents import Extent, divide, hull, is_gross, median

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from narrator.model.policy import Policy, Threshold
    from narrator.model.quantity import Interval
    from narrator.model.report import Report

    Votes: TypeAlias = tuple["Vote", ...]

LEAST_FOR_ERRORS = 3
"""With fewer votes nobody can say which one is wrong."""


class Vote(NamedTuple):
    """What one origin says: its latest report, or the reports of one moment that cannot be put in order."""

    origin: str
    reports: tuple[Report, ...]

    @property
    def interval(self) -> Interval:
        """What the reports span, signed."""
        return hull(value(report).signed() for report in self.reports)


def cast(reports: Iterable[Report]) -> Votes:
    """One vote for each origin, in the order of the origins' names."""
    voting = tuple(reports)
    primary = primaries(voting)
    said: dict[str, tuple[Report, ...]] = {}
    for report in voting:
        said[primary(report)] = (*said.get(primary(report), ()), report)
    return tuple(Vote(*each) for each in sorted(said.items()))


class Coverage(NamedTuple):
    """What is known of how the counts of a record differ: it says why, or a party counts itself (its origin)."""

    is_explained: bool = False
    own: frozenset[str] = frozenset()

    def explains(self, report: Report) -> bool:
        """Whether a report that is far off is no slip: it counts something else, or a person has cleared it."""
        return bool(self.is_explained or report.origin in self.own or report.definition or report.cleared)


ALIKE = Coverage()
RATIO = 10
"""A number without a unit below this is a ratio, of which a point is no small part: puts to calls."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """How values of one kind are compared: by ratio, or in points for percents and index values.

    Those of a share index agree in points, and lie too far apart by ratio: five points are nothing to it.
    """

    tolerance: Threshold
    in_points: bool
    policy: Policy
    coverage: Coverage = ALIKE
    is_rate: bool = False
    by_ratio: bool = True

    @classmethod
    def of(cls, kind: Kind, unit: str, nature: Nature, policy: Policy, coverage: Coverage = ALIKE) -> Ruler:
        """The ruler for a quantity."""
        by_unit = {PERCENT: policy.agree_percent, POINTS: policy.agree_percent, INDEX: policy.agree_index}
        by_kind = {Kind.COINS: policy.agree_coins, Kind.PRICE: policy.agree_price, Kind.FLOW: policy.agree_flow}
        usual = policy.agree_estimate if nature is Nature.ESTIMATED else by_kind.get(kind, policy.agree_total)
        is_rate = unit == POINTS or (unit == PERCENT and kind is not Kind.PRICE)
        by_ratio = unit not in by_unit or (unit == INDEX and kind is Kind.PRICE)  # a share index is of no hundred
        return cls(by_unit.get(unit, usual), unit in by_unit, policy, coverage, is_rate, by_ratio)

    @property
    def limit(self) -> Threshold:
        """The threshold beyond which no range is given."""
        return self.policy.dispute_ratio if self.by_ratio else self.policy.dispute_points

    def agree(self, intervals: Sequence[Interval]) -> bool:
        """Whether all low ends, and all high ends, lie within the tolerance."""
        return self._are_close([each.low for each in intervals]) and self._are_close([each.high for each in intervals])

    def _are_close(self, ends: Sequence[Decimal | None]) -> bool:
        known = [Fraction(end) for end in ends if end is not None]
        if len(known) < len(ends):
            return not known
        return max(known) - min(known) <= self.allowed(known)

    def allowed(self, ends: Sequence[Fraction]) -> Fraction:
        """How far apart some values may lie: of 1.1 basis points a tenth of a percentage point is no small part."""
        tolerance, least = Fraction(self.tolerance.value), min(map(abs, ends))
        part = Fraction(self.policy.agree_total.value) * least
        if self.tolerance is self.policy.agree_index and max(map(abs, ends)) < RATIO:
            return part
        return min(tolerance, part) if self.is_rate else tolerance * (1 if self.in_points else least)

    def is_gross(self, extent: Extent, other: Extent, ratio: Threshold | None = None) -> bool:
        """Whether an extent is probably a unit slip, seen from another; percents have to be far in points too."""
        is_far = not self.in_points or extent.points_from(other) > Fraction(self.policy.dispute_points.value)
        return is_far and is_gross(extent.magnitude, other.magnitude, self.policy, ratio)

    def spans(self, low: Fraction, high: Fraction) -> bool:
        """Whether a range from low to high, of one sign, may be printed."""
        least, most = Extent(low, high).magnitude
        is_near = self.in_points and high - low <= Fraction(self.policy.dispute_points.value)
        return is_near or (self.by_ratio and most <= Fraction(self.limit.value) * least)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the votes come to; `interval` is signed, and empty when there is nothing to print.

    `support`: bounds that every value of the core satisfies. `apart`: bounds that one of them contradicts.
    """

    standing: Standing
    core: Votes
    interval: Interval = EMPTY
    camps: tuple[Votes, ...] = ()
    off: Votes = ()
    support: Votes = ()
    apart: Votes = ()


def weigh(votes: Votes, ruler: Ruler) -> Finding:
    """The standing of one or more votes, and the hull of those that form the core; a bound widens no values."""
    values, bounds = (tuple(_of(votes, is_bound=is_bound)) for is_bound in (False, True))
    found = _weigh(values or bounds, ruler)
    if not (values and bounds):
        return found
    if found.interval.is_empty:
        return replace(found, core=votes)
    support = tuple(each for each in bounds if all(each.interval.contains(vote.interval) for vote in found.core))
    return replace(found, support=support, apart=tuple(each for each in bounds if each not in support))


def _of(votes: Votes, *, is_bound: bool) -> Iterator[Vote]:
    """What the origins say in values, or in bounds: a bound of an origin that gives a value as well supports it."""
    for vote in votes:
        said = tuple(report for report in vote.reports if value(report).signed().is_bound is is_bound)
        if said:
            yield Vote(vote.origin, said)


def _weigh(votes: Votes, ruler: Ruler) -> Finding:
    intervals = [vote.interval for vote in votes]
    reach = hull(intervals)
    if reach.is_empty:
        return Finding(Standing.REFUSED, votes)
    if len(votes) == 1:
        return _of_one(votes, reach, ruler)
    if ruler.agree(intervals) and not _opposed(votes):
        same = all(interval == intervals[0] for interval in intervals)
        agreed = Standing.DISPUTED if ruler.coverage.is_explained else Standing.AGREED
        return Finding(Standing.CONFIRMED if same else agreed, votes, reach)
    if camps := _camps(votes, ruler):
        return Finding(Standing.INCOMPATIBLE, votes, camps=camps)
    off = _off(votes, ruler)
    rest = tuple(vote for vote in votes if vote not in off)
    if off and len(rest) > max(len(off), 1):
        found = _weigh(rest, ruler)
        return replace(found, off=(*found.off, *off))
    if off or not _is_printable(votes, ruler):
        return _side_by_side(votes) if ruler.coverage.is_explained else Finding(Standing.REFUSED, votes)
    return Finding(Standing.DISPUTED, votes, reach)


def _side_by_side(votes: Votes) -> Finding:
    """Each value with those who give it, the smallest first: the record says why they differ."""
    values: dict[Interval, Votes] = {}
    for vote in sorted(votes, key=lambda vote: Extent.of(vote.interval) or Extent(Fraction(0), Fraction(0))):
        values[vote.interval] = (*values.get(vote.interval, ()), vote)
    return Finding(Standing.INCOMPATIBLE, votes, camps=tuple(values.values()))


def _of_one(votes: Votes, reach: Interval, ruler: Ruler) -> Finding:
    """What one origin comes to: where those who repeat it differ, nobody can tell what it says."""
    told = tuple(Vote(votes[0].origin, (report,)) for report in votes[0].reports)
    if all(vote.interval == reach for vote in told):
        return Finding(Standing.SINGLE_SOURCE, votes, reach)
    if ruler.agree([vote.interval for vote in told]):
        return Finding(Standing.AGREED, votes, reach)
    return Finding(Standing.DISPUTED, votes, reach) if _is_printable(told, ruler) else Finding(Standing.REFUSED, votes)


def _camps(votes: Votes, ruler: Ruler) -> tuple[Votes, ...]:
    sizes = _sizes(votes)
    edge = None if len(sizes) < len(votes) or signs_differ(votes) else divide(sizes.values(), ruler.policy)
    if edge is None:
        return ()
    lower = tuple(vote for vote in votes if sizes[vote].low <= edge)
    return lower, tuple(vote for vote in votes if vote not in lower)


def _off(votes: Votes, ruler: Ruler) -> Votes:
    sizes = _sizes(votes)
    if len(sizes) < LEAST_FOR_ERRORS:
        return ()
    middle = median(tuple(sizes.values()))
    return tuple(
        vote
        for vote, size in sizes.items()
        if ruler.is_gross(size, middle) and not all(map(ruler.coverage.explains, vote.reports))
    )


def _sizes(votes: Votes) -> Mapping[Vote, Extent]:
    return {vote: extent.magnitude for vote in votes if (extent := Extent.of(vote.interval))}


def _opposed(votes: Votes) -> bool:
    """Whether a state is below zero to some and above it to others: who pays funding is no matter of rounding.

    Moves have words for it; small ones that lie around zero are both next to nothing.
    """
    if any(value(report).direction for vote in votes for report in vote.reports):
        return False
    low, high = _ends(votes)
    return low < 0 < high and not all(vote.interval.contains(votes[0].interval) for vote in votes)


def signs_differ(votes: Votes) -> bool:
    """Whether some lie above zero and others at or below it, or the other way round."""
    low, high = _ends(votes)
    return low < high and low <= 0 <= high


def _is_printable(votes: Votes, ruler: Ruler) -> bool:
    # A flow of either sign is spelled out in words, however large; "none" against an amount is not a range.
    if signs_differ(votes) and not ruler.in_points:
        return any(value(report).direction for vote in votes for report in vote.reports)
    reach = hull(vote.interval for vote in votes)  # of which one gives all, within which the others lie
    return ruler.spans(*_ends(votes)) or any(vote.interval == reach for vote in votes)


def _ends(votes: Votes) -> tuple[Fraction, Fraction]:
    ends = [Fraction(end) for vote in votes for end in (vote.interval.low, vote.interval.high) if end is not None]
    return min(ends), max(ends)
