"""Of a whole history an event takes its days, and the last value before them where none of theirs is reported."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from narrator.importers.choosing import chosen
from narrator.importers.observation import Observation, When
from narrator.model.kinds import Group

FIRST, LAST = date(2026, 1, 13), date(2026, 1, 14)


def flow(day: int, number: int | None, fund: str = "") -> Observation:
    of = {"asset": "BTC"} | ({"fund": fund} if fund else {})
    value = None if number is None else Decimal(number)
    return Observation(Group.FLOWS, of, value, "USD", When(date(2026, 1, day)), "", in_detail=bool(fund))


def taken(*each: Observation, in_detail: bool = False) -> list[tuple[int, int | None]]:
    found = chosen(each, FIRST, LAST, in_detail=in_detail).observations
    return [(one.when.day.day, None if one.number is None else int(one.number)) for one in found]


def test_the_days_of_an_event_are_taken_and_no_others() -> None:
    assert taken(*(flow(day, day) for day in range(9, 17))) == [(14, 14), (13, 13)]


def test_a_pending_day_brings_the_last_one_that_is_reported() -> None:
    assert taken(flow(9, 9), flow(12, 12), flow(13, None), flow(14, None)) == [(14, None), (13, None), (12, 12)]
    assert taken(flow(9, 9), flow(13, 13), flow(14, None)) == [(14, None), (13, 13)]


def test_what_is_too_old_is_no_news() -> None:
    assert taken(flow(3, 3)) == []
    assert taken(flow(4, 4)) == [(4, 4)]


def test_single_funds_are_taken_when_they_are_asked_for_and_else_said() -> None:
    funds = (flow(14, 3), flow(14, 2, "one"), flow(14, 1, "other"), flow(1, 5))
    assert taken(*funds) == [(14, 3)]
    assert taken(*funds, in_detail=True) == [(14, 3), (14, 2), (14, 1)]
    assert chosen(funds, FIRST, LAST, in_detail=False).left_out == (
        "2 values of single funds or venues: --in-detail brings them",
        "1 values of other days or hours: they are rows of a series",
    )


@pytest.mark.parametrize("kind", ["sentiment", "liquidations"])
def test_of_moments_and_hours_the_last_one_is_taken(kind: str) -> None:
    noon = datetime(2026, 1, 14, 12, tzinfo=UTC)
    ends = [noon - timedelta(hours=4), noon, noon - timedelta(hours=8)]
    hours = 0 if kind == "sentiment" else 4
    each = [
        Observation(Group(kind), {}, Decimal(end.hour), "index", When(LAST, hours, end, not hours), "") for end in ends
    ]
    assert taken(*each) == [(14, 12)]


def test_a_day_without_a_report_before_one_with_a_report_was_closed() -> None:
    assert taken(flow(12, 12), flow(13, None), flow(14, 14)) == [(14, 14)]
