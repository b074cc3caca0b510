from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.analysis.signals import MAJORITY, RULES, VAST, judge
from narrator.model.quantity import Interval
from narrator.model.signal import Truth
from support.reports import analysed


def interval(low: str | None, high: str | None, *, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(low and Decimal(low), high and Decimal(high), low_open, high_open)  # type: ignore[arg-type]  # a text is true


def told(text: str, *names: str) -> str:
    signals = analysed(text).signals
    return " ".join(f"{name}={signals[name].truth.value}" for name in names)


@pytest.mark.parametrize(
    ("found", "band", "truth"),
    [
        (interval("81", "86"), MAJORITY, Truth.TRUE),
        (interval("47.4", "70.75"), MAJORITY, Truth.UNDECIDED),
        (interval("50", "60"), MAJORITY, Truth.UNDECIDED),
        (interval("50", None, low_open=True), MAJORITY, Truth.TRUE),
        (interval("20", "50"), MAJORITY, Truth.FALSE),
        (interval("90", None, low_open=True), VAST, Truth.TRUE),
        (interval(None, "90", high_open=True), VAST, Truth.FALSE),
    ],
)
def test_a_statement_holds_on_the_whole_interval_on_none_of_it_or_is_undecided(
    found: Interval, band: Interval, truth: Truth
) -> None:
    assert judge(found, band) is truth


def test_every_signal_is_always_there_and_undecided_without_a_figure() -> None:
    signals = analysed("").signals
    assert list(signals) == [rule.name for rule in RULES]
    assert {signal.truth for signal in signals.values()} == {Truth.UNDECIDED}
    assert all(signal.rule for signal in signals.values())


def test_a_squeeze_of_shorts() -> None:
    text = """
        liquidations.longs (long)
          unverified: $63 million to $77 million
        liquidations.shorts (short)
          unverified: $330 million to $390 million
    """
    assert told(text, "short_squeeze", "long_cascade", "heavy_side_vast") == (
        "short_squeeze=true long_cascade=false heavy_side_vast=false"
    )
    assert analysed(text).signals["short_squeeze"].figures == ("derived.shorts_share",)


def test_a_cascade_of_longs_by_a_reported_bound() -> None:
    text = """
        liquidations.total
          several unnamed: $575 million to $665 million
        liquidations.longs.share (long, of liquidations.total)
          unnamed: more than 90%
    """
    assert told(text, "short_squeeze", "long_cascade", "heavy_side_vast") == (
        "short_squeeze=false long_cascade=true heavy_side_vast=true"
    )
    assert analysed(text).signals["long_cascade"].figures == ("liquidations.longs.share",)


def test_without_both_sides_the_peak_hour_tells_who_was_squeezed() -> None:
    text = """
        liquidations.shorts (short)
          unnamed: nearly $577 million
        liquidations.shorts.peak_hour (short, 1h)
          unnamed: $102 million
        liquidations.total.peak_hour (1h)
          unnamed: about $104 million
    """
    assert told(text, "short_squeeze", "long_cascade") == ("short_squeeze=true long_cascade=false")


def test_figures_that_contradict_each_other_decide_nothing() -> None:
    text = """
        liquidations.longs (long)
          tracker_a: $300 million
        liquidations.shorts (short)
          tracker_a: $100 million
        liquidations.shorts.share (short)
          tracker_b: 60%
    """
    assert told(text, "short_squeeze") == "short_squeeze=undecided"


def test_the_share_of_one_asset_says_nothing_about_the_market() -> None:
    text = """
        liquidations.longs.share (long, BTC)
          tracker_b: 60%
    """
    assert told(text, "long_cascade") == "long_cascade=undecided"


def test_a_majority_that_does_not_hold_on_the_whole_range_is_undecided() -> None:
    text = """
        liquidations.total
          unnamed: $400 million to $500 million
        liquidations.btc (BTC)
          unnamed: $160 million to $180 million
        liquidations.eth (ETH)
          unnamed: $77 million to $103 million
    """
    assert told(text, "concentrated") == "concentrated=undecided"


def test_two_assets_that_hold_most_of_the_total() -> None:
    text = """
        liquidations.total
          coinank: about $1.451 billion
        liquidations.btc (BTC)
          coinank: about $683 million
        liquidations.eth (ETH)
          coinank: about $335 million
    """
    assert told(text, "concentrated") == "concentrated=true"


TURN = """
    flows.btc_etf (BTC, 2026-03-02)
      unnamed 2: inflow $471 million
    flows.btc_etf_before (BTC, cumulative, month 2026-01 to month 2026-02)
      unnamed 2: outflow $4.57 billion
"""


def test_an_inflow_after_a_sum_of_outflows_is_a_turn() -> None:
    assert told(TURN, "flow_inflow", "flow_outflow", "flow_turn") == (
        "flow_inflow=true flow_outflow=false flow_turn=true"
    )


def test_an_inflow_after_inflows_is_no_turn() -> None:
    assert told(TURN.replace("outflow", "inflow"), "flow_turn") == "flow_turn=false"


def test_the_flow_of_another_asset_is_no_turn() -> None:
    assert told(TURN.replace("(BTC, cum", "(ETH, cum"), "flow_turn") == "flow_turn=undecided"


def test_a_direction_without_an_amount_decides() -> None:
    text = """
        flows.btc_etf (BTC, 2026-03-02)
          unnamed 2: outflow
        prices.btc (BTC)
          market data: down
    """
    assert told(text, "flow_inflow", "flow_outflow", "prices_rose", "prices_fell") == (
        "flow_inflow=false flow_outflow=true prices_rose=false prices_fell=true"
    )


def test_flows_of_a_day_count_together() -> None:
    text = """
        flows.btc_etf (BTC, 2026-03-02)
          tracker: outflow $30 million
        flows.eth_etf (ETH, 2026-03-02)
          tracker: inflow $35 million
    """
    assert told(text, "flow_inflow") == "flow_inflow=true"
    assert told(text.replace("inflow $35 million", "inflow"), "flow_inflow") == "flow_inflow=undecided"


def test_the_flow_of_all_funds_decides_over_those_of_some() -> None:
    text = """
        flows.all (2026-03-02)
          tracker: outflow $173 million
        flows.eth_etf (ETH, 2026-03-02)
          tracker: inflow $35 million
    """
    assert told(text, "flow_inflow", "flow_outflow") == "flow_inflow=false flow_outflow=true"


def test_sentiment_rose_when_the_change_excludes_zero() -> None:
    text = """
        sentiment.fear_greed
          tracker: from 21 to 42
    """
    assert told(text, "sentiment_rose", "sentiment_fell") == "sentiment_rose=true sentiment_fell=false"


def test_prices_of_an_event_s_own_assets_decide_and_all_of_them_must() -> None:
    text = """
        prices.btc (BTC)
          market data: down about 5%
        prices.eth (ETH)
          market data: down 6.8% to 7.0%
        prices.gold (GOLD)
          market data: up 27%
    """
    assert told(text, "prices_fell", "prices_rose") == "prices_fell=true prices_rose=false"
    mixed = text.replace("down about 5%", "up 1%")
    assert told(mixed, "prices_fell", "prices_rose") == "prices_fell=undecided prices_rose=undecided"


SIDES = """
    liquidations.total (24h)
      coinglass: $500 million
    liquidations.day (2026-03-02)
      coinglass: $196 million
    liquidations.longs (long, 2026-03-02)
      coinglass: $180 million
    liquidations.longs.share (long, 2026-03-02, of liquidations.day)
      coinglass: 92%
    prices.btc (BTC, 2026-03-02)
      market data: down 3%
"""


def test_sides_and_prices_of_another_window_decide_nothing() -> None:
    assert told(SIDES, "long_cascade", "heavy_side_vast", "prices_fell") == (
        "long_cascade=undecided heavy_side_vast=undecided prices_fell=undecided"
    )
    same = SIDES.replace("2026-03-02", "24h").replace("$500", "$196")
    assert told(same, "long_cascade", "prices_fell") == "long_cascade=true prices_fell=true"


def test_a_window_that_is_not_stated_is_equal_to_none() -> None:
    text = """
        liquidations.total (not stated)
          coinglass: $500 million
        liquidations.longs.share (long, not stated)
          coinglass: 92%
    """
    assert told(text, "long_cascade") == "long_cascade=undecided"
