"""SoSoValue: totals and single funds, whose pending day has no value or a zero, and what its errors look like."""

from __future__ import annotations

import pytest

from narrator.importers.sosovalue import SOSOVALUE
from support.imports import codes, imported, told


def summary(*days: tuple[str, object, object]) -> dict[str, object]:
    rows = [
        {"date": day, "total_net_inflow": flow, "total_net_assets": 1.0, "cum_net_inflow": sum_}
        for day, flow, sum_ in days
    ]
    return {"code": 0, "message": "success", "data": rows}


def values(body: object, **fields: str) -> list[tuple[str, str, str | None]]:
    return [(str(each.when.day), *told(each)) for each in imported(SOSOVALUE, body, **fields).observations]


def test_totals_are_of_the_asset_that_was_asked_for() -> None:
    days = summary(("2026-01-14", "-5.5", 94.5), ("2026-01-13", 10, 100))
    assert values(days, asset="BTC") == [("2026-01-14", "flows BTC", "-5.5"), ("2026-01-13", "flows BTC", "10")]
    assert [code for code, _ in codes(SOSOVALUE, days)] == ["IMP006", "IMP006"]


def test_the_zero_of_the_newest_day_is_a_day_that_is_pending() -> None:
    assert [each[2] for each in values(summary(("2026-01-14", 0, 100), ("2026-01-13", 0, 100)), asset="BTC")] == [
        None,
        "0",
    ]


def test_a_fund_that_has_not_reported_is_not_zero_and_one_that_reports_zero_is() -> None:
    rows = [
        {"date": "2026-01-14", "ticker": "IBIT", "net_inflow": None, "cum_inflow": None},
        {"date": "2026-01-13", "ticker": "IBIT", "net_inflow": 0.0, "cum_inflow": 7},
    ]
    found = imported(SOSOVALUE, {"code": 0, "message": "success", "data": rows})
    assert [told(each) for each in found.observations] == [
        ("flows BTC iShares Bitcoin Trust", None),
        ("flows BTC iShares Bitcoin Trust", "0"),
    ]
    assert found.left_out == ("fields beside the flow of a day: cum_inflow",)


def test_what_flowed_since_the_beginning_grows_by_each_day() -> None:
    assert codes(SOSOVALUE, summary(("2026-01-14", 5, 99), ("2026-01-13", 1, 100)), asset="BTC") == [("IMP004", "5")]
    over_a_weekend = summary(("2026-01-12", 5, 99), ("2026-01-09", 1, 100))
    assert codes(SOSOVALUE, over_a_weekend, asset="BTC") == [("IMP004", "5")]
    assert codes(SOSOVALUE, summary(("2026-01-14", 5, 99), ("2026-01-12", 1, 100)), asset="BTC") == []


def test_the_older_history_is_read_too() -> None:
    rows = [{"date": "2026-01-13", "totalNetInflow": -55.0, "cumNetInflow": 1}]
    assert values({"code": 0, "msg": None, "data": {"list": rows}}, asset="BTC") == [("2026-01-13", "flows BTC", "-55")]


@pytest.mark.parametrize(("code", "expected"), [(400301, "IMP003"), (402901, "IMP003"), (0, "IMP002")])
def test_an_error_and_an_empty_answer_are_problems(code: int, expected: str) -> None:
    assert [found for found, _ in codes(SOSOVALUE, {"code": code, "message": "no", "data": None})] == [expected]
