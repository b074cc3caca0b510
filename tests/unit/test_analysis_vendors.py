"""Two histories of one thing held against each other: what is an honest difference, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from narrator.analysis.vendors import Relation, compared
from narrator.model.policy import Policy
from narrator.model.problem import Location
from narrator.model.series import After, Every, Release, Series, Value

FIRST = date(2026, 3, 2)
RELEASE = Release(time(8), ZoneInfo("UTC"), After.NEXT_DAY)
MILLION = 10**6


def series(values: list[int | None], group: str = "flows", unit: str = "USD") -> Series:
    rows = tuple(
        Value(FIRST + timedelta(days=n), None if v is None else Decimal(v * MILLION), Location("x.csv", n + 2))
        for n, v in enumerate(values)
    )
    return Series("x", group, "", {}, "farside", unit, Every.DAY, RELEASE, Location("x.yaml"), values=rows)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (500, 500, Relation.AGREES),
        (500, 502, Relation.AGREES),
        (None, None, Relation.AGREES),
        (500, 540, Relation.DIFFERS),
        (-1113, -937, Relation.DIFFERS),
        (471, 0, Relation.PENDING),
        (None, 471, Relation.PENDING),
        (41, -59, Relation.OPPOSITE),
    ],
)
def test_a_day_of_two_series(one: int | None, other: int | None, relation: Relation) -> None:
    found = compared(series([one, 100]), series([other, 100]), Policy())
    assert [day.relation for day in found.days] == [relation, Relation.AGREES]
    assert found.of(relation)[0].day == FIRST


def test_the_newest_day_with_far_less_of_a_flow_is_not_over() -> None:
    assert compared(series([100, 68]), series([100, 307]), Policy()).days[-1].relation is Relation.PARTIAL
    assert compared(series([100, 68, 9]), series([100, 307, 9]), Policy()).days[1].relation is Relation.DIFFERS
    assert compared(series([100, 290]), series([100, 307]), Policy()).days[-1].relation is Relation.DIFFERS


def test_a_level_of_nothing_is_a_value() -> None:
    found = compared(series([0], "positions", "percent"), series([4], "positions", "percent"), Policy())
    assert found.days[0].relation is Relation.DIFFERS


def test_a_feed_that_went_bad_is_named_with_its_day() -> None:
    good = [100, -200, 300, -400, 500]
    bad = compared(series([*good, *[-900, 840, -700, 600, -500]]), series([*good, *[500, -400, 0, 1, 230]]), Policy())
    assert bad.broken == FIRST + timedelta(days=5)
    honest = compared(series([*good, -900, 840]), series([*good, 500, 840]), Policy())
    assert honest.broken is None


def test_what_one_has_alone_is_counted_between_the_ends_of_both() -> None:
    one, other = series([1, 2, 3, 4]), series([1, 2, 3, 4])
    other = replace(other, values=(other.values[0], other.values[2]))
    found = compared(one, other, Policy())
    assert (len(found.days), found.alone) == (2, (1, 0))
