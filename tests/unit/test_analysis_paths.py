"""How far a price went, what of that it gave back, and what it is for a margin."""

from __future__ import annotations

from support.reports import FELL, analysed

TOTAL = """
liquidations.total (2026-03-02)
  tracker: $300 million
"""


def test_the_way_of_a_price_and_the_leverage_that_loses_all_margin() -> None:
    case = analysed(TOTAL + FELL)
    assert case.shown("derived.reach") == "6.25 percent down single_source"
    assert case.shown("derived.given_back") == "20 percent single_source"
    assert case.shown("derived.margin_gone") == "16 x single_source"


def test_without_prices_the_move_alone_is_reckoned_with() -> None:
    case = analysed(TOTAL + "prices.btc (BTC, 2026-03-02)\n  market data: up 4%\n")
    assert case.shown("derived.margin_gone") == "25 x single_source"
    assert case.figures.get("derived.reach") is None


def test_a_large_move_loses_all_at_a_low_leverage_and_one_under_a_fiftieth_is_no_example() -> None:
    large = analysed(TOTAL + "prices.btc (BTC, 2026-03-02)\n  market data: down 20%\n")
    assert large.shown("derived.margin_gone") == "5 x single_source"
    small = analysed(TOTAL + "prices.btc (BTC, 2026-03-02)\n  market data: down 1.9%\n")
    assert small.figures.get("derived.margin_gone") is None


def test_a_rise_is_measured_to_its_high_also_from_the_open_of_the_day_before() -> None:
    text = """
        prices.eve (BTC, 2026-03-01)
          market data: up 4%
        prices.eve.open (BTC, 2026-03-01)
          market data: $80,000
        prices.btc (BTC, 2026-03-02)
          market data: up 1%
        prices.btc.high (BTC, 2026-03-02)
          market data: $88,000
    """
    case = analysed(TOTAL + text)
    assert case.shown("derived.reach") == "10 percent up single_source"
    assert case.shown("derived.margin_gone") == "10 x single_source"
    assert case.figures["derived.reach"].window.canonical == "2026-03-01 to 2026-03-02"
    assert analysed(TOTAL + text.replace("up 4%", "down 4%")).figures.get("derived.reach") is None


def test_nothing_is_reckoned_where_two_sources_differ_or_nothing_was_liquidated() -> None:
    two = FELL.replace("$75,000", "$75,000\n  other: $70,000")
    assert analysed(TOTAL + two).figures.get("derived.reach") is None
    assert analysed(FELL, "prices.btc").figures.get("derived.margin_gone") is None


def test_a_level_of_the_day_of_a_close_is_measured_from_it_although_the_close_is_that_of_a_week() -> None:
    text = """
        prices.btc.close (BTC, week to 2026-03-02)
          market data: $80,000
        levels.risk.price (BTC, 2026-03-02)
          tracker: below $76,000
    """
    assert analysed(text, "prices.btc.close").shown("derived.distance_to_risk") == "5 percent single_source"
    early = text.replace("risk.price (BTC, 2026-03-02)", "risk.price (BTC, 2026-03-01)")
    assert analysed(early, "prices.btc.close").figures.get("derived.distance_to_risk") is None
