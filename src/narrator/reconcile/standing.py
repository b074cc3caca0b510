"""How the sources stand to one another: votes, hulls, camps, gross errors, tolerances by kind (rules 1 and 5 to 7).

Ratios compare magnitudes, by the ends that lie nearest to each other. A bound has no far end, so it is never a member
of a camp and never a gross error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from narrator.model.figure import Standing
from narrator.model.quantity import EMPTY, INDEX, PERCENT, POINTS, Interval, Kind
from narrator.model.report import Nature
from narrator.reconcile.comparable import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from narrator.model.policy import Policy, Threshold
    from narrator.model.report import Report

    Votes: TypeAlias = tuple["Vote", ...]

LEAST_FOR_ERRORS = 3
"""With fewer votes nobody can say which one is wrong."""
SLIPS = tuple(Fraction(10**power) for power in range(1, 5))
"""The ratios of a wrong unit: million for billion, 万 for 亿."""


class Extent(NamedTuple):
    """The exact ends of a closed interval."""

    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, interval: Interval) -> Self | None:
        """The ends of an interval; None when one is not known."""
        if interval.low is None or interval.high is None:
            return None
        return cls(Fraction(interval.low), Fraction(interval.high))

    @property
    def magnitude(self) -> Extent:
        """The least and the greatest magnitude."""
        least = Fraction(0) if self.low < 0 < self.high else min(abs(self.low), abs(self.high))
        return Extent(least, max(-self.low, self.high))

    def widened(self, part: Decimal) -> Extent:
        """The extent with both ends further out by a part of themselves."""
        return Extent(self.low - abs(self.low) * Fraction(part), self.high + abs(self.high) * Fraction(part))

    def times_from(self, other: Extent) -> Fraction | None:
        """How many times two magnitudes lie apart: 1 where they meet, None against zero."""
        least, most = min(self.high, other.high), max(self.low, other.low)
        if least >= most:
            return Fraction(1)
        return most / least if least else None

    def points_from(self, other: Extent) -> Fraction:
        """The distance to another extent, 0 where they meet."""
        return max(self.low - other.high, other.low - self.high, Fraction(0))


def hull(intervals: Iterable[Interval]) -> Interval:
    """The narrowest interval that contains all of these; no rounding, no averages."""
    members = tuple(intervals)
    low, low_open = _end([(member.low, member.low_open) for member in members], min)
    high, high_open = _end([(member.high, member.high_open) for member in members], max)
    return Interval(low, high, low_open, high_open)


def _end(
    ends: Sequence[tuple[Decimal | None, bool]], pick: Callable[[Iterable[Decimal]], Decimal]
) -> tuple[Decimal | None, bool]:
    known = [end for end, _ in ends if end is not None]
    if len(known) < max(len(ends), 1):
        return None, False
    extreme = pick(known)
    # 6.8 and 6.80 are one value; the more precise form is kept, whoever came first.
    finest = min((end for end in known if end == extreme), key=lambda end: int(end.as_tuple().exponent))
    return finest, all(is_open for end, is_open in ends if end == extreme)


def divide(extents: Iterable[Extent], policy: Policy) -> Fraction | None:
    """The upper end of the lower of two clear camps of magnitudes; None when there are no camps."""
    rising = sorted(extents)
    if len(rising) < policy.camp_reports.value:
        return None
    reach = list(accumulate((extent.high for extent in rising), max))
    at = max(range(1, len(rising)), key=lambda at: rising[at].low - reach[at - 1])
    lower, upper = reach[at - 1], rising[at].low
    is_clear = (
        min(at, len(rising) - at) >= policy.camp_side.value
        and upper - lower > Fraction(policy.camp_gap.value) * (reach[-1] - rising[0].low)
        and upper > Fraction(policy.camp_ratio.value) * lower
    )
    return lower if is_clear else None


def median(extents: Sequence[Extent]) -> Extent:
    """The middle of magnitudes, as wide as the two middle ones when their number is even."""
    lows, highs = sorted(extent.low for extent in extents), sorted(extent.high for extent in extents)
    return Extent(lows[(len(lows) - 1) // 2], highs[len(highs) // 2])


def is_gross(extent: Extent, other: Extent, policy: Policy) -> bool:
    """Whether a magnitude is so far from another that a wrong unit is likelier than a different count."""
    times = extent.times_from(other)
    return times is None or times >= Fraction(policy.gross_ratio.value) or is_slip(times, policy)


def is_slip(times: Fraction, policy: Policy) -> bool:
    """Whether a ratio is about ten, a hundred, a thousand or ten thousand."""
    return any(abs(times - slip) <= Fraction(policy.slip_tolerance.value) * slip for slip in SLIPS)


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
    said: dict[str, tuple[Report, ...]] = {}
    for report in reports:
        said[report.origin] = (*said.get(report.origin, ()), report)
    return tuple(Vote(*each) for each in sorted(said.items()))


@dataclass(frozen=True, slots=True)
class Ruler:
    """How values of one kind are compared: by ratio, or in points for percents and index values."""

    tolerance: Threshold
    in_points: bool
    policy: Policy

    @classmethod
    def of(cls, kind: Kind, unit: str, nature: Nature, policy: Policy) -> Ruler:
        """The ruler for a quantity."""
        by_unit = {PERCENT: policy.agree_percent, POINTS: policy.agree_percent, INDEX: policy.agree_index}
        by_kind = {Kind.COINS: policy.agree_coins, Kind.PRICE: policy.agree_price, Kind.FLOW: policy.agree_flow}
        by_ratio = policy.agree_estimate if nature is Nature.ESTIMATED else by_kind.get(kind, policy.agree_total)
        return cls(by_unit.get(unit, by_ratio), unit in by_unit, policy)

    @property
    def limit(self) -> Threshold:
        """The threshold beyond which no range is given."""
        return self.policy.dispute_points if self.in_points else self.policy.dispute_ratio

    def agree(self, intervals: Sequence[Interval]) -> bool:
        """Whether all low ends, and all high ends, lie within the tolerance."""
        return self._are_close([each.low for each in intervals]) and self._are_close([each.high for each in intervals])

    def _are_close(self, ends: Sequence[Decimal | None]) -> bool:
        known = [Fraction(end) for end in ends if end is not None]
        if len(known) < len(ends):
            return not known
        base = 1 if self.in_points else min(map(abs, known))
        return max(known) - min(known) <= Fraction(self.tolerance.value) * base

    def is_gross(self, extent: Extent, other: Extent) -> bool:
        """Whether an extent is probably a unit slip, seen from another; percents have to be far in points too."""
        is_far = not self.in_points or extent.points_from(other) > Fraction(self.limit.value)
        return is_far and is_gross(extent.magnitude, other.magnitude, self.policy)

    def spans(self, low: Fraction, high: Fraction) -> bool:
        """Whether a range from low to high, of one sign, may be printed."""
        limit, (least, most) = Fraction(self.limit.value), Extent(low, high).magnitude
        return high - low <= limit if self.in_points else most <= limit * least


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
    if reach.is_empty:
        return Finding(Standing.REFUSED, votes)
    if len(votes) == 1:
        return _of_one(votes, reach, ruler)
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
    if off or not _is_printable(votes, ruler):
        return Finding(Standing.REFUSED, votes)
    return Finding(Standing.DISPUTED, votes, reach)


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
        if ruler.is_gross(size, middle) and not all(report.cleared for report in vote.reports)
    )


def _sizes(votes: Votes) -> Mapping[Vote, Extent]:
    return {vote: extent.magnitude for vote in votes if (extent := Extent.of(vote.interval))}


def signs_differ(votes: Votes) -> bool:
    """Whether some lie above zero and others at or below it, or the other way round."""
    low, high = _ends(votes)
    return low < high and low <= 0 <= high


def _is_printable(votes: Votes, ruler: Ruler) -> bool:
    # A flow of either sign is spelled out in words, however large; "none" against an amount is not a range.
    if signs_differ(votes) and not ruler.in_points:
        return any(value(report).direction for vote in votes for report in vote.reports)
    return ruler.spans(*_ends(votes))


def _ends(votes: Votes) -> tuple[Fraction, Fraction]:
    ends = [Fraction(end) for vote in votes for end in (vote.interval.low, vote.interval.high) if end is not None]
    return min(ends), max(ends)
