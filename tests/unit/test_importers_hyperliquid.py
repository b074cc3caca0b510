"""Hyperliquid: texts for numbers, coins by the thousand, candles that are open, and whose liquidation a fill is of."""

from __future__ import annotations

from narrator.importers.hyperliquid import HYPERLIQUID
from support.imports import DAY, HOUR, MIDNIGHT, codes, imported, told

CONTEXT = {"funding": "0.0000100", "openInterest": "33997.5", "dayNtlVlm": "22469.25", "markPx": "78384.0"}


def test_marks_are_of_the_coins_that_are_asked_for() -> None:
    body = [{"universe": [{"name": "BTC"}, {"name": "kPEPE"}, {"name": "SOL"}]}, [CONTEXT, CONTEXT, CONTEXT]]
    found = imported(HYPERLIQUID, body, asset="BTC,kPEPE")
    assert [(*told(each), each.unit, each.when.hours) for each in found.observations] == [
        ("positions open interest BTC Hyperliquid", "33997.5", "BTC", 0),
        ("positions funding BTC Hyperliquid", "0.001", "percent", 0),
        ("positions volume BTC Hyperliquid", "22469.25", "USD", 24),
        ("prices price BTC", "78384", "USD", 0),
    ]
    assert found.left_out == ("coins that are not asked for, or counted by the thousand: kPEPE, SOL",)
    assert codes(HYPERLIQUID, [{"universe": [{"name": "BTC"}]}, []], asset="BTC") == [("IMP004", "0")]


def test_mids_are_prices_of_the_moment() -> None:
    found = imported(HYPERLIQUID, {"BTC": "30135.0", "ETH": "1903.95"}, asset="all").observations
    assert [told(each) for each in found] == [("prices price BTC", "30135"), ("prices price ETH", "1903.95")]
    assert {each.when.is_moment for each in found} == {True}


def candle(start: int, length: int, coin: str = "BTC", interval: str = "1d") -> dict[str, object]:
    prices = {"o": "1.5", "h": "3", "l": "1", "c": "2"}
    return {"t": start, "T": start + length - 1, "s": coin, "i": interval, "v": "9", "n": 1, **prices}


def test_the_candle_that_is_open_is_left_out() -> None:
    found = imported(HYPERLIQUID, [candle(MIDNIGHT + DAY, DAY), candle(MIDNIGHT + 2 * DAY, DAY)])
    assert [told(each) for each in found.observations] == [
        ("prices open BTC", "1.5"),
        ("prices high BTC", "3"),
        ("prices low BTC", "1"),
        ("prices close BTC", "2"),
    ]
    assert {(str(each.when.day), each.when.hours) for each in found.observations} == {("2026-01-14", 0)}
    assert found.left_out == ("candles that were still open when they were fetched: 2026-01-15 00:00 UTC",)


def test_candles_of_hours_and_coins_by_the_thousand() -> None:
    found = imported(HYPERLIQUID, [candle(MIDNIGHT, 4 * HOUR, "ETH", "4h"), candle(MIDNIGHT, 4 * HOUR, "kPEPE", "4h")])
    assert {(each.of["asset"], each.when.hours) for each in found.observations} == {("ETH", 4)}
    assert codes(HYPERLIQUID, [candle(MIDNIGHT, HOUR // 4, "ETH", "15m")]) == [("IMP006", "15m")]


def test_funding_is_a_rate_in_percent_at_its_time() -> None:
    found = imported(
        HYPERLIQUID, [{"coin": "BTC", "fundingRate": "-0.00061334", "premium": "0", "time": MIDNIGHT}]
    ).observations
    assert [(*told(each), str(each.when.end)) for each in found] == [
        ("positions funding BTC Hyperliquid", "-0.061334", "2026-01-13 00:00:00+00:00")
    ]


def position(coin: str, size: str, pnl: str) -> dict[str, object]:
    return {"type": "oneWay", "position": {"coin": coin, "szi": size, "unrealizedPnl": pnl, "liquidationPx": None}}


def test_an_account_has_its_own_time_and_a_short_is_no_holding() -> None:
    body = {
        "assetPositions": [position("BTC", "1333.08", "4.5"), position("ETH", "-2", "-7")],
        "marginSummary": {},
        "time": MIDNIGHT,
    }
    found = imported(HYPERLIQUID, body, None, who="a trader")
    assert str(found.fetched) == "2026-01-13 00:00:00+00:00"
    assert [told(each) for each in found.observations] == [
        ("accounts a trader BTC holding", "1333.08"),
        ("accounts a trader BTC unrealised gain", "4.5"),
        ("accounts a trader ETH unrealised loss", "7"),
    ]
    assert found.left_out == ("sizes of shorts, which no holding is: ETH",)


def fill(pnl: str, user: str | None, coin: str = "BTC") -> dict[str, object]:
    liquidation = {"liquidation": {"liquidatedUser": user, "markPx": "1", "method": "market"}} if user else {}
    return {"coin": coin, "closedPnl": pnl, "oid": 1, "side": "A", "time": MIDNIGHT, **liquidation}


def test_only_fills_of_ones_own_liquidation_are_what_it_cost() -> None:
    fills = [fill("-10.25", "0xAb"), fill("-2", "0xab"), fill("99", "0xother"), fill("5", None)]
    found = imported(HYPERLIQUID, fills, who="a trader", user="0xAB")
    assert [(*told(each), each.place) for each in found.observations] == [
        ("accounts a trader BTC loss", "12.25", "[0].closedPnl + [1].closedPnl")
    ]
    assert found.left_out == ("fills of the liquidations of others: [2]", "fills that liquidate nobody: [3]")


def test_another_answer_is_not_read() -> None:
    assert codes(HYPERLIQUID, {"levels": []}) == [("IMP002", '{"levels": []}')]
