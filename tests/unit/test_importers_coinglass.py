"""CoinGlass: each of its answers, and what of them is no number, no venue, no answer or not over yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.importers.coinglass import COINGLASS
from support.imports import DAY, HOUR, MIDNIGHT, answer, codes, imported, told

if TYPE_CHECKING:
    from collections.abc import Mapping


def flows(*rows: tuple[int, object, Mapping[str, object]]) -> dict[str, object]:
    return answer([
        {"timestamp": MIDNIGHT + day * DAY, "flow_usd": total, "etf_flows": [*map(fund, funds.items())]}
        for day, total, funds in rows
    ])  # fmt: skip


def fund(told: tuple[str, object]) -> dict[str, object]:
    ticker, flow = told
    return {"etf_ticker": ticker} | ({} if flow == "absent" else {"flow_usd": flow})


def totals(body: object) -> list[tuple[str, str | None]]:
    found = imported(COINGLASS, body).observations
    return [(str(each.when.day), told(each)[1]) for each in found if "fund" not in each.of]


def test_a_day_of_funds_is_its_total_and_each_fund_by_name() -> None:
    found = imported(COINGLASS, flows((0, 30_000_000.0, {"IBIT": 40_000_000.5, "GBTC": "-10000000.5"}))).observations
    assert [told(each) for each in found] == [
        ("flows BTC", "30000000"),
        ("flows BTC iShares Bitcoin Trust", "40000000.5"),
        ("flows BTC Grayscale Bitcoin Trust", "-10000000.5"),
    ]
    assert {(str(each.when.day), each.place.partition(" ")[0]) for each in found} == {("2026-01-13", "data[0]")}


@pytest.mark.parametrize("missing", [None, "absent"])
def test_a_total_of_zero_beside_funds_that_have_not_reported_is_not_reported(missing: object) -> None:
    assert totals(flows((0, 5.0, {"IBIT": 5}), (1, 0.0, {"IBIT": missing, "GBTC": missing}))) == [
        ("2026-01-13", "5"),
        ("2026-01-14", None),
    ]


def test_a_zero_of_one_fund_makes_no_holiday_a_day_without_flows() -> None:
    assert totals(flows((0, 0, {"IBIT": 0.0, "GBTC": None}))) == [("2026-01-13", None)]


def test_a_total_of_zero_that_every_fund_reports_is_a_true_zero() -> None:
    assert totals(flows((0, 0, {"IBIT": 0.0, "GBTC": 0}))) == [("2026-01-13", "0")]


def test_the_newest_total_of_which_a_fund_is_missing_is_partial() -> None:
    rows = (0, 5, {"IBIT": 5, "GBTC": None}), (1, 7, {"IBIT": 3, "GBTC": 4}), (2, 7, {"IBIT": 7, "GBTC": None})
    found = imported(COINGLASS, flows(*rows))
    assert [each.is_partial for each in found.observations if "fund" not in each.of] == [False, False, True]


def test_a_fund_that_has_never_reported_keeps_no_total_waiting() -> None:
    found = imported(COINGLASS, flows((0, 5, {"IBIT": 5, "MSBT": None}), (1, 7, {"IBIT": 7, "MSBT": "absent"})))
    assert [each.is_partial for each in found.observations if "fund" not in each.of] == [False, False]


def test_a_fund_that_has_the_ticker_of_a_coin_is_a_fund() -> None:
    found = imported(COINGLASS, flows((0, 5, {"IBIT": 3, "BTC": 2}))).observations
    assert found[-1].of == {"asset": "BTC", "fund": "Grayscale Bitcoin Mini Trust"}


def test_weekends_that_are_filled_with_zeros_are_no_days_of_funds() -> None:
    found = imported(COINGLASS, flows((0, 5, {"IBIT": 5}), (4, 0, {"IBIT": 0})))
    assert {str(each.when.day) for each in found.observations} == {"2026-01-13"}
    assert found.left_out == ("weekends, on which no fund trades: 2026-01-17",)
    assert codes(COINGLASS, flows((0, 5, {"IBIT": 5}), (4, 9, {"IBIT": 9}))) == [("IMP004", "9")]


def test_a_day_that_does_not_add_up_is_left_out_and_most_days_are_an_error() -> None:
    rows = [(0, 5, {"IBIT": 5}), (1, 6, {"IBIT": 5}), (2, 7, {"IBIT": 5})]
    found = imported(COINGLASS, flows(*rows[:2]))
    assert found.problems == ()
    assert found.left_out == ("days whose funds do not add up to their total: 2026-01-14 (6 against 5)",)
    assert codes(COINGLASS, flows(*rows)) == [("IMP007", "2026-01-14 (6 against 5)")]


def test_funds_that_nobody_knows_are_not_all_of_an_asset() -> None:
    body = flows((0, 5, {"HARVEST": 5}))
    assert codes(COINGLASS, body) == [("IMP006", ""), ("IMP006", "")]
    found = imported(COINGLASS, body, asset="BTC", fund="Hong Kong spot Bitcoin ETFs").observations
    assert told(found[0]) == ("flows BTC Hong Kong spot Bitcoin ETFs", "5")


def test_a_renamed_field_is_a_problem_and_no_zero() -> None:
    body = flows((0, 5, {"IBIT": 5}))
    del body["data"][0]["etf_flows"][0]["etf_ticker"]  # type: ignore[index]
    body["data"][0]["etf_flows"][0]["ticker"] = "IBIT"  # type: ignore[index]
    assert codes(COINGLASS, body, asset="BTC", fund="all") == [("IMP004", "flow_usd, ticker")]


VENUES = [
    {"exchange": "All", "liquidation_usd": 9.5, "longLiquidation_usd": 6, "shortLiquidation_usd": "3.5"},
    {"exchange": "Bybit", "liquidation_usd": "5.5", "longLiquidation_usd": 4, "shortLiquidation_usd": 1.5},
    {"exchange": "OKX", "liquidation_usd": 4, "long_liquidation_usd": 2, "short_liquidation_usd": 2},
]


def test_the_row_all_is_no_venue_and_both_spellings_of_a_side_are_read() -> None:
    found = imported(COINGLASS, answer(VENUES), asset="BTC", window="24h").observations
    assert [told(each) for each in found] == [
        ("liquidations BTC", "9.5"),
        ("liquidations long BTC", "6"),
        ("liquidations short BTC", "3.5"),
        ("liquidations BTC Bybit", "5.5"),
        ("liquidations long BTC Bybit", "4"),
        ("liquidations short BTC Bybit", "1.5"),
        ("liquidations BTC OKX", "4"),
        ("liquidations long BTC OKX", "2"),
        ("liquidations short BTC OKX", "2"),
    ]
    assert [each.in_detail for each in found] == [False] * 3 + [True] * 6
    assert {each.when.hours for each in found} == {24}
    assert told(imported(COINGLASS, answer(VENUES), asset="all", window="4h").observations[0]) == (
        "liquidations",
        "9.5",
    )


def test_venues_that_do_not_add_up_are_an_error() -> None:
    assert codes(COINGLASS, answer(VENUES[:2]), asset="BTC", window="24h") == [("IMP004", "9.5")]


def test_what_the_vendor_was_asked_for_is_asked_of_the_person_all_at_once() -> None:
    assert codes(COINGLASS, answer(VENUES)) == [("IMP006", ""), ("IMP006", "")]
    assert codes(COINGLASS, answer(VENUES), None, asset="BTC", window="24h") == [("IMP005", "")]
    assert codes(COINGLASS, answer(VENUES), asset="BTC", window="a day") == [("IMP006", "a day")]


def bars(*starts: int, step: int = 4 * HOUR) -> dict[str, object]:
    names = "aggregated_long_liquidation_usd", "aggregated_short_liquidation_usd"
    return answer([{"time": MIDNIGHT + at * step, names[0]: 10 + at, names[1]: "2.50"} for at in starts])


def test_the_last_bar_is_left_out_while_it_is_open() -> None:
    found = imported(
        COINGLASS, bars(10, 11, 12), asset="BTC", venue="Binance"
    )  # fetched five minutes into the last one
    assert {str(each.when.end) for each in found.observations} == {
        "2026-01-14 20:00:00+00:00",
        "2026-01-15 00:00:00+00:00",
    }
    assert found.left_out == ("bars that were still open when they were fetched: 2026-01-15 00:00 UTC",)


def test_bars_of_a_day_are_days_and_others_have_their_hours() -> None:
    days = imported(COINGLASS, bars(0, 1, step=DAY), asset="BTC", venue="all").observations
    assert [(str(each.when.day), each.when.hours, told(each)) for each in days][:2] == [
        ("2026-01-13", 0, ("liquidations long BTC", "10")),
        ("2026-01-13", 0, ("liquidations short BTC", "2.50")),
    ]
    hours = imported(COINGLASS, bars(0, 1), asset="BTC", venue="Binance").observations
    assert {(each.when.hours, each.of["venue"]) for each in hours} == {(4, "Binance")}


@pytest.mark.parametrize(("unit", "whole"), [(1, list), (1_000, lambda data: data[0])])
def test_an_index_comes_in_seconds_or_milliseconds_in_a_list_or_bare(unit: int, whole: type) -> None:
    data = [
        {"data_list": [30.0, "27"], "price_list": [1, 2], "time_list": [1_768_263_602 * unit, 1_768_350_002 * unit]}
    ]
    found = imported(COINGLASS, answer(whole(data))).observations
    assert [(str(each.when.day), *told(each)) for each in found] == [
        ("2026-01-13", "sentiment CoinGlass Fear and Greed Index", "30"),
        ("2026-01-14", "sentiment CoinGlass Fear and Greed Index", "27"),
    ]


def test_what_is_no_index_and_lists_of_two_lengths_are_problems() -> None:
    times = [1_768_263_602]
    assert codes(COINGLASS, answer([{"data_list": [4611285.1], "time_list": times}])) == [("IMP004", "4611285.1")]
    assert codes(COINGLASS, answer([{"data_list": [1, 2], "time_list": times}])) == [("IMP004", "")]


@pytest.mark.parametrize("code", ["401", "30001", "40001", "400"])
def test_an_error_that_comes_as_an_answer_is_no_answer(code: str) -> None:
    assert codes(COINGLASS, {"code": code, "msg": "no"}) == [("IMP003", f"code {code}: no")]


@pytest.mark.parametrize(
    "row",
    [
        {"symbol": "BTC", "long_max_pain_liq_price": 2, "short_max_pain_liq_price": 1},
        {"price": 1, "usd_value": 2, "side": 2},
        {"t": 1, "longLiquidationUsd": 2},
        {"something": 1},
        {"y_axis": [1], "liquidation_leverage_data": [[0, 0, 5]], "price_candlesticks": [[1, "2"]]},
        {"ticker": "GBTC", "asset_details": {"holding_quantity": 5}},
    ],
)
def test_an_answer_that_is_not_read_says_so(row: dict[str, object]) -> None:
    assert codes(COINGLASS, answer([row])) == [("IMP002", ", ".join(row))]


def test_nothing_in_an_answer_is_an_error() -> None:
    assert codes(COINGLASS, answer([])) == [("IMP002", "no rows")]
    assert codes(COINGLASS, bars(12), asset="BTC", venue="all", interval="4h") == [
        ("IMP008", "bars that were still open when they were fetched: 2026-01-15 00:00 UTC")
    ]


def test_rows_that_stand_there_twice_are_read_once_and_two_values_of_one_time_are_an_error() -> None:
    found = imported(COINGLASS, bars(0, 0, 1), asset="BTC", venue="all")
    assert len(found.observations) == 4
    assert "rows that stand there twice" in found.left_out[0]
    other = bars(0, 0, 1)
    other["data"][1]["aggregated_long_liquidation_usd"] = 99  # type: ignore[index]
    assert codes(COINGLASS, other, asset="BTC", venue="all") == [("IMP004", "99")]


def test_bars_shorter_than_an_hour_are_not_read() -> None:
    assert codes(COINGLASS, bars(0, 1, step=HOUR // 4), asset="BTC", venue="all") == [("IMP002", "0:15:00")]
