"""Magnitudes and how far they lie apart: ends, hulls, camps, medians, ratios of a wrong unit (rules 5 and 6)."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Self

from narrator.model.quantity import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from narrator.model.policy import Policy, Threshold

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


def is_gross(extent: Extent, other: Extent, policy: Policy, ratio: Threshold | None = None) -> bool:
    """Whether a magnitude is so far from another that a wrong unit is likelier than a different count."""
    times = extent.times_from(other)
    return times is None or times >= Fraction((ratio or policy.gross_ratio).value) or is_slip(times, policy)


def is_slip(times: Fraction, policy: Policy) -> bool:
    """Whether a ratio is about ten, a hundred, a thousand or ten thousand."""
    return any(abs(times - slip) <= Fraction(policy.slip_tolerance.value) * slip for slip in SLIPS)
