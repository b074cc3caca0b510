from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from narrator.model.quantity import Interval
from narrator.reconcile.extents import Extent, divide, hull, is_gross, is_slip, median
from support.reports import POLICY


def extents(*ends: str) -> list[Extent]:
    pairs = [(each.split("-") * 2)[:2] for each in ends]
    return [Extent(Fraction(low), Fraction(high)) for low, high in pairs]


def point(value: str) -> Interval:
    return Interval.point(Decimal(value))


def test_a_hull_keeps_the_digits_that_were_typed_with_the_greater_precision() -> None:
    assert str(hull([point("6.8"), point("6.80"), point("7")]).low) == "6.80"
    assert str(hull([point("6.80"), point("6.8"), point("7")]).low) == "6.80"


def test_an_end_is_open_only_if_everybody_leaves_it_open() -> None:
    more = Interval(Decimal(90), None, low_open=True)
    assert hull([more, more]) == more
    assert hull([more, point("90")]) == Interval(Decimal(90), None)


def test_opposite_bounds_have_no_hull() -> None:
    assert hull([Interval(Decimal(90), None), Interval(None, Decimal(80))]).is_empty


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("100", "450", Fraction(9, 2)),
        ("450", "100", Fraction(9, 2)),
        ("100-200", "150-400", Fraction(1)),
        ("100-200", "300-400", Fraction(3, 2)),
        ("0", "5", None),
    ],
)
def test_ratios_are_of_the_nearer_ends(one: str, other: str, times: Fraction | None) -> None:
    first, second = extents(one, other)
    assert first.times_from(second) == times


def test_the_magnitude_of_a_range_across_zero_starts_at_zero() -> None:
    assert Extent(Fraction(-5), Fraction(2)).magnitude == Extent(Fraction(0), Fraction(5))


@pytest.mark.parametrize(
    ("values", "edge"),
    [
        (("100", "110", "400", "430"), 110),
        (("10", "11", "100", "110"), 11),
        (("100", "110", "115", "430"), None),
        (("100", "130", "160", "190"), None),
        (("100", "110", "400"), None),
        (("100", "101", "140", "141"), None),
        (("100-120", "110", "400-410", "430"), 120),
    ],
)
def test_camps_need_a_wide_gap_a_high_ratio_and_two_on_each_side(values: tuple[str, ...], edge: int | None) -> None:
    assert divide(extents(*values), POLICY) == edge


def test_the_middle_of_an_even_number_is_as_wide_as_its_two_middles() -> None:
    assert median(extents("1", "10", "20", "900")) == Extent(Fraction(10), Fraction(20))


@pytest.mark.parametrize(
    ("times", "slip"), [("9.8", True), ("9.7", False), ("1020", True), ("1021", False), ("10000", True)]
)
def test_a_slip_is_within_2_percent_of_a_power_of_ten(times: str, slip: bool) -> None:
    assert is_slip(Fraction(times), POLICY) is slip


def test_zero_against_an_amount_is_gross() -> None:
    zero, amount = extents("0", "5")
    assert is_gross(zero, amount, POLICY)
