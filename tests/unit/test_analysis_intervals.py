from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from narrator.analysis import intervals
from narrator.analysis.intervals import (
    Sum,
    as_interval,
    difference,
    part_of_sum,
    parts_of_whole,
    ratio,
    tighten,
    total,
)
from narrator.model.quantity import Interval
from narrator.reconcile.extents import Extent


def extent(low: object, high: object = None) -> Extent:
    return Extent(Fraction(str(low)), Fraction(str(low if high is None else high)))


def rounded(found: Extent) -> tuple[Decimal, Decimal]:
    low, high = (round(Decimal(end.numerator) / end.denominator * 100, 1) for end in found)
    return low, high


def test_a_share_takes_each_variable_once() -> None:
    assert rounded(part_of_sum(extent(300, 350), extent(80, 160))) == (Decimal("65.2"), Decimal("81.4"))


def test_the_share_of_two_parts_in_a_whole() -> None:
    share = parts_of_whole(extent(160, 180), extent(77, 103), extent(400, 500))
    assert share == extent("0.474", "0.7075")


def test_a_sum_adds_ends() -> None:
    assert total(extent(1, 2), extent(10, 20), extent(-5, 5)) == extent(6, 27)


def test_a_difference_crosses_ends() -> None:
    assert difference(extent(40, 45), extent(20, 22)) == extent(18, 25)


def test_a_ratio_of_negative_amounts_is_positive() -> None:
    assert ratio(extent(-6, -4), extent(-2)) == extent(2, 3)


@pytest.mark.parametrize("denominator", [extent(0), extent(-1, 1), extent(0, 5)])
def test_a_ratio_is_refused_when_zero_is_in_the_denominator(denominator: Extent) -> None:
    with pytest.raises(ZeroDivisionError, match="the denominator may be zero"):
        ratio(extent(1), denominator)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        part_of_sum(extent(0, 5), extent(0, 5))


def test_a_point_without_a_finite_decimal_stays_a_point() -> None:
    assert as_interval(Extent(Fraction(2, 3), Fraction(2, 3))).is_point


def test_ends_without_a_finite_decimal_are_rounded_outward() -> None:
    found = as_interval(Extent(Fraction(1, 3), Fraction(2, 3)))
    assert found.low is not None
    assert found.high is not None
    assert Fraction(found.low) < Fraction(1, 3)
    assert Fraction(found.high) > Fraction(2, 3)


def test_a_finite_decimal_is_exact() -> None:
    assert as_interval(extent("47.4", "70.75")) == Interval(Decimal("47.4"), Decimal("70.75"))


SIDES = (Sum("total", ("longs", "shorts"), exact=True),)


def test_a_total_and_its_sides_tighten_each_other() -> None:
    known = {"total": extent(400, 500), "longs": extent(63, 77), "shorts": extent(330, 450)}
    assert tighten(known, SIDES) == {**known, "shorts": extent(330, 437)}


def test_tightening_runs_to_a_fixed_point_over_several_sums() -> None:
    known = {"total": extent(0, 100), "longs": extent(60, 90), "shorts": extent(0, 90), "btc": extent(0, 90)}
    found = tighten(known, (*SIDES, Sum("shorts", ("btc",), exact=False)))
    assert found == {"total": extent(60, 100), "longs": extent(60, 90), "shorts": extent(0, 40), "btc": extent(0, 40)}


def test_a_total_below_its_parts_is_a_contradiction() -> None:
    known = {"total": extent(100), "longs": extent(80), "shorts": extent(30, 40)}
    assert tighten(known, SIDES) == SIDES[0]


def test_a_total_above_all_its_parts_is_a_contradiction() -> None:
    known = {"total": extent(200), "longs": extent(80), "shorts": extent(30, 40)}
    assert tighten(known, SIDES) == SIDES[0]


def test_some_parts_may_be_less_than_the_whole() -> None:
    known = {"total": extent(200), "btc": extent(80), "eth": extent(30)}
    assert tighten(known, (Sum("total", ("btc", "eth"), exact=False),)) == known


def test_tightening_that_only_creeps_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "ROUNDS", 1)
    known = {"total": extent(0, 100), "longs": extent(60, 90), "shorts": extent(0, 90)}
    assert tighten(known, SIDES) == {**known, "total": extent(60, 100), "shorts": extent(0, 40)}
