"""What holds of interval arithmetic: no possible value is lost, and each end is possible."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from narrator.analysis.intervals import Sum, difference, part_of_sum, parts_of_whole, tighten, total
from narrator.reconcile.extents import Extent

AMOUNTS = st.fractions(Fraction(1, 10), 1000, max_denominator=100)
EXTENTS = st.tuples(AMOUNTS, AMOUNTS).map(lambda ends: Extent(min(ends), max(ends)))
WITHIN = st.fractions(0, 1, max_denominator=100)


def at(extent: Extent, part: Fraction) -> Fraction:
    """The value at a part of the way from the low to the high end."""
    return extent.low + (extent.high - extent.low) * part


@given(EXTENTS, EXTENTS, WITHIN, WITHIN)
def test_no_possible_value_lies_outside(one: Extent, other: Extent, here: Fraction, there: Fraction) -> None:
    a, b = at(one, here), at(other, there)
    for found, value in (
        (part_of_sum(one, other), a / (a + b)),
        (parts_of_whole(one, other), a / b),
        (total(one, other), a + b),
        (difference(one, other), a - b),
    ):
        assert found.low <= value <= found.high


@given(EXTENTS, EXTENTS)
def test_the_shares_of_two_sides_mirror_each_other(longs: Extent, shorts: Extent) -> None:
    share, rest = part_of_sum(longs, shorts), part_of_sum(shorts, longs)
    assert share == Extent(1 - rest.high, 1 - rest.low)


@given(EXTENTS, EXTENTS, EXTENTS, WITHIN, WITHIN)
def test_tightening_keeps_every_possible_value(
    whole: Extent, longs: Extent, shorts: Extent, here: Fraction, there: Fraction
) -> None:
    a, b = at(longs, here), at(shorts, there)
    rule = Sum("total", ("longs", "shorts"), exact=True)
    tight = tighten({"total": whole, "longs": longs, "shorts": shorts}, (rule,))
    if whole.low <= a + b <= whole.high:
        assert not isinstance(tight, Sum)
        assert tight["longs"].low <= a <= tight["longs"].high
        assert tight["total"].low <= a + b <= tight["total"].high
