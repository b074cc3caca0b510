"""How the sources stand to one another: camps, gross errors, tolerances by kind (rules 5 to 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from narrator.model.figure import Standing
from narrator.model.quantity import EMPTY, INDEX, PERCENT, POINTS, Kind
from narrator.model.report import Nature
from narrator.reconcile.spread import Extent, divide, hull, is_gross, median

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from narrator.model.policy import Policy, Threshold
    from narrator.model.quantity import Interval
    from narrator.reconcile.votes import Vote

    Votes: TypeAlias = tuple[Vote, ...]

LEAST_FOR_ERRORS = 3
"""With fewer votes nobody can say which one is wrong."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """How values of one kind are compared: by ratio, or in points for percents and index values."""

    tolerance: Threshold
    in_points: bool
    policy: Policy

    @classmethod
    def of(cls, kind: Kind, unit: str, nature: Nature, policy: Policy) -> Ruler:
        """The ruler for a quantity."""
        if unit in {PERCENT, POINTS}:
            return cls(policy.agree_percent, in_points=True, policy=policy)
        if unit == INDEX:
            return cls(policy.agree_index, in_points=True, policy=policy)
        by_kind = {Kind.COINS: policy.agree_coins, Kind.PRICE: policy.agree_price, Kind.FLOW: policy.agree_flow}
        tolerance = by_kind.get(kind, policy.agree_total)
        return cls(policy.agree_estimate if nature is Nature.ESTIMATED else tolerance, in_points=False, policy=policy)

    def agree(self, intervals: Sequence[Interval]) -> bool:
        """Whether all low ends, and all high ends, lie within the tolerance."""
        return self._are_close([each.low for each in intervals]) and self._are_close([each.high for each in intervals])

    def _are_close(self, ends: Sequence[Decimal | None]) -> bool:
        known = [Fraction(end) for end in ends if end is not None]
        if len(known) < len(ends):
            return not known
        base = Fraction(1) if self.in_points else min(abs(end) for end in known)
        return max(known) - min(known) <= Fraction(self.tolerance.value) * base

    def is_gross(self, extent: Extent, other: Extent) -> bool:
        """Whether an extent is probably a unit slip, seen from another; percents have to be far in points too."""
        if self.in_points and extent.points_from(other) <= Fraction(self.policy.dispute_points.value):
            return False
        return is_gross(extent.magnitude, other.magnitude, self.policy)

    def spans(self, low: Fraction, high: Fraction) -> bool:
        """Whether a range from low to high, of one sign, may be printed."""
        if self.in_points:
            return high - low <= Fraction(self.policy.dispute_points.value)
        least, most = Extent(low, high).magnitude
        return most <= Fraction(self.policy.dispute_ratio.value) * least

    @property
    def limit(self) -> Threshold:
        """The threshold beyond which no range is given."""
        return self.policy.dispute_points if self.in_points else self.policy.dispute_ratio


@dataclass(frozen=True, slots=True)
class Finding:
    """What the votes come to; `interval` is signed, and empty when there is nothing to print."""

    standing: Standing
    core: Votes
    interval: Interval = EMPTY
    camps: tuple[Votes, ...] = ()
    off: Votes = ()


def weigh(votes: Votes, ruler: Ruler) -> Finding:
    """The standing of one or more votes, and the hull of those that form the core."""
    intervals = [vote.interval for vote in votes]
    reach = hull(intervals)
    if len(votes) == 1:
        return Finding(Standing.SINGLE_SOURCE, votes, reach)
    if ruler.agree(intervals):
        same = all(interval == intervals[0] for interval in intervals)
        return Finding(Standing.CONFIRMED if same else Standing.AGREED, votes, reach)
    if camps := _camps(votes, ruler):
        return Finding(Standing.INCOMPATIBLE, votes, camps=camps)
    off = _off(votes, ruler)
    rest = tuple(vote for vote in votes if vote not in off)
    if off and len(rest) > max(len(off), 1):
        found = weigh(rest, ruler)
        return replace(found, off=(*found.off, *off))
    if off or reach.is_empty or not _is_printable(votes, ruler):
        return Finding(Standing.REFUSED, votes)
    return Finding(Standing.DISPUTED, votes, reach)


def signs_differ(votes: Votes) -> bool:
    """Whether some lie above zero and others at or below it, or the other way round."""
    ends = _ends(votes)
    return min(ends) < 0 < max(ends) or (min(ends) < max(ends) and 0 in {min(ends), max(ends)})


def _camps(votes: Votes, ruler: Ruler) -> tuple[Votes, ...]:
    extents = {vote: extent.magnitude for vote in votes if (extent := Extent.of(vote.interval))}
    if len(extents) < len(votes) or signs_differ(votes):
        return ()
    edge = divide(tuple(extents.values()), ruler.policy)
    if edge is None:
        return ()
    lower = tuple(vote for vote in votes if extents[vote].low <= edge)
    return lower, tuple(vote for vote in votes if vote not in lower)


def _off(votes: Votes, ruler: Ruler) -> Votes:
    extents = {vote: extent for vote in votes if (extent := Extent.of(vote.interval))}
    if len(extents) < LEAST_FOR_ERRORS:
        return ()
    middle = median([extent.magnitude for extent in extents.values()])
    return tuple(
        vote
        for vote, extent in extents.items()
        if not all(report.cleared for report in vote.reports) and ruler.is_gross(extent.magnitude, middle)
    )


def _is_printable(votes: Votes, ruler: Ruler) -> bool:
    ends = _ends(votes)
    # A flow of either sign is spelled out in words, however large; "none" against an amount is not a range.
    if signs_differ(votes) and not ruler.in_points:
        return any(vote.directions for vote in votes)
    return ruler.spans(min(ends), max(ends))


def _ends(votes: Votes) -> list[Fraction]:
    return [Fraction(end) for vote in votes for end in (vote.interval.low, vote.interval.high) if end is not None]
