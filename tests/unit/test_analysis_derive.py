"""Derived figures from the facts of the four seeds, and what keeps one from being derived."""

from __future__ import annotations

import pytest

from narrator.model.figure import DoubtKind
from support.reports import analysed

SQUEEZE = """
liquidations.total (2026-03-02)
  unnamed: $400 million to $500 million
  circulating several unnamed: $355 million
  circulating several unnamed: $527 million
liquidations.longs (long, 2026-03-02)
  unverified D: $63 million to $77 million
liquidations.shorts (short, 2026-03-02)
  unverified D: $330 million to $390 million
liquidations.btc (BTC, 2026-03-02)
  unnamed: $160 million to $180 million
liquidations.eth (ETH, 2026-03-02)
  unnamed: $77 million to $103 million
"""


def test_the_share_of_shorts_in_both_sides() -> None:
    case = analysed(SQUEEZE)
    assert case.shown("derived.shorts_share") == "81.08 to 86.09 percent single_source"
    assert case.shown("derived.longs_share") == "13.91 to 18.92 percent single_source"
    assert case.shown("derived.shorts_to_longs") == "4.29 to 6.19 x single_source"
    assert case.figures.get("derived.longs_to_shorts") is None


def test_the_two_main_assets_in_the_total() -> None:
    case = analysed(SQUEEZE)
    assert case.shown("derived.btc_eth_share") == "47.4 to 70.75 percent disputed"
    assert case.shown("derived.btc_eth_total") == "237000000 to 283000000 USD single_source"
    assert case.shown("derived.btc_share") == "32 to 45 percent disputed"
    assert case.shown("derived.eth_share") == "15.4 to 25.75 percent disputed"


def test_a_part_that_a_limit_contradicts_is_added_up_within_one_source_alone() -> None:
    text = """
        liquidations.btc (BTC)
          tracker_a: $683 million
          tracker_b: $780 million
        liquidations.eth (ETH)
          tracker_a: $335 million
          tracker_b: more than $414 million
    """
    case = analysed(text)
    assert case.shown("derived.btc_eth_total") == "1018000000 USD disputed"
    assert case.figures["derived.btc_eth_total"].source == "tracker_a"
    assert analysed(text.replace("tracker_a: $683", "tracker_c: $683")).figures.get("derived.btc_eth_total") is None


def test_a_derived_figure_says_what_it_was_computed_from() -> None:
    share = analysed(SQUEEZE).figures["derived.shorts_share"]
    assert share.formula == "liquidations.shorts / (liquidations.shorts + liquidations.longs)"
    assert share.derived_from == ("liquidations.shorts", "liquidations.longs")
    assert not share.reported
    assert share.weak
    assert share.source == "unverified"
    assert share.window.start is not None
    assert "each input once" in share.explanation[0]


def test_one_source_s_own_amounts_come_before_those_across_sources() -> None:
    case = analysed("""
        liquidations.longs (long)
          tracker_a: $300 million
          tracker_b: $350 million
        liquidations.shorts (short)
          tracker_a: $100 million
    """)
    assert case.shown("derived.longs_share") == "75 percent disputed"
    assert "From tracker_a alone" in case.figures["derived.longs_share"].explanation[1]


def test_a_source_s_own_part_and_total_come_before_sides_of_two_sources() -> None:
    case = analysed("""
        liquidations.total
          tracker_a: $400 million
        liquidations.longs (long)
          tracker_a: $300 million
        liquidations.shorts (short)
          tracker_b: $101 million
    """)
    assert case.figures["derived.longs_share"].formula == "liquidations.longs / liquidations.total"
    assert case.shown("derived.longs_share") == "75 percent single_source"
    assert case.figures["derived.shorts_share"].source is None


def test_across_sources_the_range_is_the_widest() -> None:
    case = analysed("""
        liquidations.longs (long)
          tracker_a: $300 million to $350 million
        liquidations.shorts (short)
          tracker_b: $80 million to $160 million
    """)
    assert case.shown("derived.longs_share") == "65.22 to 81.4 percent single_source"
    assert "Across sources" in case.figures["derived.longs_share"].explanation[1]


def test_the_worst_nature_and_standing_of_the_inputs() -> None:
    case = analysed("""
        liquidations.longs (long)
          tracker_a: $300 million
          tracker_b: $300 million
        liquidations.shorts (short)
          estimated tracker_a: $100 million
    """)
    assert case.shown("derived.longs_share") == "75 percent estimated single_source"


def test_windows_that_differ_are_never_mixed() -> None:
    case = analysed("""
        liquidations.longs (long, 24h)
          tracker_a: $300 million
        liquidations.shorts (short, 2026-03-02)
          tracker_a: $100 million
    """)
    assert case.figures.get("derived.longs_share") is None


def test_venues_are_never_mixed_with_the_market() -> None:
    case = analysed("""
        liquidations.longs (long, at HTX)
          tracker_a: $300 million
        liquidations.shorts (short)
          tracker_a: $100 million
    """)
    assert case.figures.get("derived.longs_share") is None


def test_nothing_is_computed_from_a_rumour_or_from_what_cannot_be_printed() -> None:
    case = analysed("""
        liquidations.longs (long)
          rumoured tracker_a: $300 million
        liquidations.shorts (short)
          tracker_a: $100 million
          tracker_b: $900 million
        liquidations.total
          tracker_a: $400 million
    """)
    assert [figure.id for figure in case.figures if figure.derived_from] == []


def test_the_peak_hour_in_the_day_and_the_shorts_in_the_peak_hour() -> None:
    case = analysed("""
        liquidations.shorts (short)
          unnamed: nearly $577 million
        liquidations.shorts.peak_hour (short, 1h)
          unnamed: $102 million
        liquidations.total.peak_hour (1h)
          unnamed: about $104 million
    """)
    assert case.shown("derived.peak_hour_share") == "17.68 percent single_source"
    assert case.shown("derived.peak_hour_shorts_share") == "98.08 percent single_source"
    assert case.figures["derived.peak_hour_share"].derived_from == (
        "liquidations.shorts.peak_hour",
        "liquidations.shorts",
    )


def test_an_hour_outside_the_day_is_no_part_of_it() -> None:
    case = analysed("""
        liquidations.total (24h to 2026-03-02 08:00)
          unnamed: $577 million
        liquidations.last (1h to 2026-03-02 09:00)
          unnamed: $102 million
    """)
    assert case.figures.get("derived.peak_hour_share") is None


FLOWS = """
flows.btc_etf (BTC, 2026-03-02)
  unnamed 2: inflow 8,933 BTC = about $849.92 million
flows.eth_etf (ETH, 2026-03-02)
  unnamed 2: inflow 54,952 ETH = about $181.51 million
flows.sol_etf (SOL, 2026-03-02)
  unnamed 2: inflow 42,888 SOL = about $6.22 million
flows.before (BTC, cumulative, month 2026-01 to month 2026-02)
  unnamed 2: outflow $4.57 billion
"""


def test_the_flows_of_one_day_add_up() -> None:
    case = analysed(FLOWS)
    assert case.shown("derived.etf_total") == "1037650000 USD inflow single_source"
    assert case.figures["derived.etf_total"].formula == "flows.btc_etf + flows.eth_etf + flows.sol_etf"


def test_outflows_count_below_zero() -> None:
    case = analysed("""
        flows.btc_etf (BTC, 2026-03-02)
          tracker: outflow $30 million to $40 million
        flows.eth_etf (ETH, 2026-03-02)
          tracker: inflow $10 million
    """)
    assert case.shown("derived.etf_total") == "20000000 to 30000000 USD outflow single_source"


def test_a_sum_across_zero_has_no_direction() -> None:
    case = analysed("""
        flows.btc_etf (BTC, 2026-03-02)
          tracker: outflow $30 million to $40 million
        flows.eth_etf (ETH, 2026-03-02)
          tracker: inflow $35 million
    """)
    assert case.shown("derived.etf_total") == "-5000000 to 5000000 USD single_source"


def test_nothing_is_added_to_a_flow_of_all_funds() -> None:
    case = analysed("""
        flows.total (2026-03-02)
          tracker: outflow $173 million
        flows.btc (BTC, 2026-03-02)
          tracker: outflow $133 million
        flows.eth (ETH, 2026-03-02)
          tracker: outflow $85 million
    """)
    assert case.figures.get("derived.etf_total") is None


def test_flows_in_two_currencies_are_not_added_up() -> None:
    case = analysed("""
        flows.btc (BTC, 2026-03-02)
          tracker: outflow $133 million
        flows.eth (ETH, 2026-03-02)
          tracker: outflow 85 million euros
    """)
    assert case.figures.get("derived.etf_total") is None


def test_money_over_coins_is_a_price() -> None:
    case = analysed(FLOWS)
    assert case.shown("derived.implied_price_btc") == "95143.85 USD single_source"
    assert case.shown("derived.implied_price_sol") == "145.03 USD single_source"


def test_the_change_of_an_index_is_in_points_with_its_direction() -> None:
    case = analysed("""
        sentiment.fear_greed (not stated)
          alternative_me: from 21 to 42
        """)
    assert case.shown("derived.sentiment_change") == "21 index up single_source"


def test_what_stands_in_index_points_and_is_no_index_of_mood_has_no_such_change() -> None:
    case = analysed("""
        macro.dollar_yen (2026-03-02)
          tracker_a: from 161.7 to 141.7
        """)
    assert "derived.sentiment_change" not in case.figures.entries


def test_the_change_of_disputed_values_is_taken_source_by_source() -> None:
    case = analysed("""
        sentiment.fear_greed
          tracker_a: from 21 to 42
          tracker_b: from 24 to 44
        """)
    assert case.shown("derived.sentiment_change") == "20 to 21 index up disputed"


def test_a_part_that_can_exceed_its_whole_is_cut_and_said_to_be() -> None:
    case = analysed("""
        liquidations.total
          tracker_a: $90 million to $110 million
        liquidations.longs (long)
          tracker_b: $80 million to $100 million
    """)
    assert case.shown("derived.longs_share") == "72.73 to 100 percent single_source"
    assert case.told() == ["ANA004 warning 10 derived.longs_share"]


def test_the_window_of_the_main_figure_decides_between_two_days() -> None:
    text = """
        liquidations.longs (long, 2026-03-01)
          tracker_a: $300 million
        liquidations.shorts (short, 2026-03-01)
          tracker_a: $100 million
        liquidations.longs_now (long, 2026-03-02)
          tracker_a: $100 million
        liquidations.shorts_now (short, 2026-03-02)
          tracker_a: $100 million
    """
    assert analysed(text, "liquidations.longs_now").shown("derived.longs_share") == "50 percent single_source"
    assert analysed(text, "liquidations.longs").shown("derived.longs_share") == "75 percent single_source"


def test_a_share_of_nothing_is_not_derived() -> None:
    case = analysed("""
        liquidations.longs (long)
          tracker_a: none
        liquidations.shorts (short)
          tracker_a: none
    """)
    assert [figure.id for figure in case.figures if figure.derived_from] == []


def test_a_share_that_one_source_gives_is_named_as_its_share() -> None:
    case = analysed("""
        liquidations.total
          coinglass: $300 million
          coinspeaker: $304 million
        liquidations.btc (BTC)
          coinglass: $60 million
          coinank: $110 million
        liquidations.eth (ETH)
          coinglass: $50 million
          coinank: $90 million
    """)
    share = case.figures["derived.btc_eth_share"]
    assert share.source == "coinglass"
    assert case.shown("derived.btc_eth_share") == "36.67 percent disputed"


def test_a_typed_share_wins_over_the_computed_one_where_they_agree() -> None:
    text = """
        liquidations.total
          coinank: $200 million
        liquidations.longs (long)
          coinank: $188 million
        liquidations.longs.share (long, of liquidations.total)
          coinank: 94%
    """
    assert analysed(text).figures.get("derived.longs_share") is None
    assert analysed(text.replace("94%", "84%")).figures.get("derived.longs_share") is not None
    lead = {"lead": {"place": "replace", "by": "A. Editor", "en": "Longs were [derived.longs_share]."}}
    assert analysed(text, commentary=lead).figures.get("derived.longs_share") is not None


def test_amounts_of_the_main_window_come_before_those_of_another_that_one_source_gives() -> None:
    case = analysed("""
        liquidations.total (24h)
          tracker_a: $400 million
        liquidations.longs (long, 24h)
          tracker_b: $300 million
        liquidations.day (2026-03-02)
          tracker_a: $200 million
        liquidations.day_longs (long, 2026-03-02)
          tracker_a: $20 million
    """)
    assert case.figures["derived.longs_share"].derived_from == ("liquidations.longs", "liquidations.total")


def test_a_part_of_another_origin_that_is_larger_than_the_whole_disputes_it() -> None:
    text = """
        liquidations.total
          coinglass: $300 million
        liquidations.kraken (at Kraken)
          dan_field: $340 million
    """
    case = analysed(text)
    assert case.shown("liquidations.total") == "300000000 USD disputed"
    (doubt,) = case.figures["liquidations.total"].doubts
    assert (doubt.kind, doubt.figures, doubt.sources) == (
        DoubtKind.LARGER_PART,
        ("liquidations.kraken",),
        ("dan_field",),
    )
    assert analysed(text.replace("$340", "$299")).figures["liquidations.total"].doubts == ()
    other_day = text.replace("at Kraken", "at Kraken, 2026-03-01")
    assert analysed(other_day).figures["liquidations.total"].doubts == ()


def test_sides_of_another_origin_that_come_to_more_than_the_whole_are_told_together() -> None:
    case = analysed("""
        liquidations.total
          coinglass: $300 million
        liquidations.longs (long)
          coinank: $200 million
        liquidations.shorts (short)
          coinank: $250 million
    """)
    (doubt,) = case.figures["liquidations.total"].doubts
    assert doubt.figures == ("liquidations.longs", "liquidations.shorts")
    assert doubt.quantity.interval.low == 450_000_000


def test_a_part_larger_than_its_own_source_s_whole_is_an_error_and_no_doubt() -> None:
    case = analysed("""
        liquidations.total
          coinglass: $300 million
        liquidations.longs (long)
          coinglass: $340 million
    """)
    assert case.told() == ["ANA001 error 10 liquidations.total"]
    assert case.figures["liquidations.total"].doubts == ()


def test_an_estimate_of_the_same_in_a_record_of_its_own_disputes_a_count() -> None:
    text = """
        liquidations.total
          coinglass: $300 million
        liquidations.all
          estimated dan_field: $2 billion to $3 billion
    """
    case = analysed(text)
    assert case.shown("liquidations.total") == "300000000 USD disputed"
    (doubt,) = case.figures["liquidations.total"].doubts
    assert (doubt.kind, doubt.figures, doubt.sources) == (
        DoubtKind.OTHER_NATURE,
        ("liquidations.all",),
        ("dan_field",),
    )
    assert case.figures["liquidations.all"].doubts == ()
    rumour = analysed(text.replace("estimated", "rumoured"))
    assert rumour.shown("liquidations.total") == "300000000 USD single_source"
    assert len(rumour.figures["liquidations.total"].doubts) == 1
    assert analysed(text.replace("all", "all (2026-03-01)")).figures["liquidations.total"].doubts == ()


def test_the_average_of_an_account_is_the_total_over_its_accounts() -> None:
    text = """
        liquidations.total
          coinglass: $320 million
          coinank: $290 million
        liquidations.total.accounts
          coinglass: 100,000 accounts
          coinank: 98,000 accounts
    """
    case = analysed(text)
    assert case.shown("derived.average_per_account") == "2959.18 to 3200 USD disputed"
    assert case.figures["derived.average_per_account"].derived_from == (
        "liquidations.total",
        "liquidations.total.accounts",
    )
    other_day = text.replace("total.accounts", "total.accounts (2026-03-01)")
    assert analysed(other_day).figures.get("derived.average_per_account") is None


def test_accounts_of_one_source_are_divided_into_no_total_of_another_where_it_has_its_own() -> None:
    text = """
        liquidations.total
          coinank: $290 million
          coinglass: $320 million
        liquidations.total.accounts
          coinglass: 100,000 accounts
    """
    assert analysed(text).shown("derived.average_per_account") == "3200 USD disputed"
    apart = text.replace("coinglass: $320 million", "circulating coinglass: $320 million")
    assert analysed(apart).figures.get("derived.average_per_account") is None
    alone = text.replace("          coinglass: $320 million\n", "")
    assert analysed(alone).shown("derived.average_per_account") == "2900 USD single_source"


def test_the_share_of_a_venue_in_the_total() -> None:
    text = """
        liquidations.total
          coinglass: $400 million
        liquidations.htx (at HTX)
          coinglass: $100 million
        liquidations.htx_longs (long, at HTX)
          coinglass: $50 million
    """
    case = analysed(text)
    assert case.shown("derived.share_on_htx") == "25 percent single_source"
    assert case.figures["derived.share_on_htx"].key.venue == "HTX"
    assert [each.id for each in case.figures if each.derived_from] == ["derived.share_on_htx"]
    assert analysed(text.replace("at HTX)", "at HTX, 2026-03-01)")).figures.get("derived.share_on_htx") is None
    assert analysed(text.replace("$100", "$500")).figures.get("derived.share_on_htx") is None


def test_how_far_a_level_lies_from_the_close() -> None:
    text = """
        prices.btc.close (BTC)
          market data: $80,000
        levels.risk.price (BTC)
          tracker: below $76,000
        levels.far.price (ETH)
          tracker: below $70,000
    """
    case = analysed(text, "prices.btc.close")
    assert case.shown("derived.distance_to_risk") == "5 percent single_source"
    assert case.figures.get("derived.distance_to_far") is None
    other_day = text.replace("close (BTC)", "close (BTC, 2026-03-01)")
    assert analysed(other_day, "prices.btc.close").figures.get("derived.distance_to_risk") is None
    undated = other_day.replace("risk.price (BTC)", "risk.price (BTC, instant)")
    assert analysed(undated, "prices.btc.close").shown("derived.distance_to_risk") == "5 percent single_source"


DAYS = """
liquidations.total (2026-02-26 to 2026-03-01)
  unnamed: $400 million to $500 million
  circulating several unnamed: $527 million
liquidations.btc (BTC, 2026-02-26 to 2026-03-01)
  unnamed: $160 million
liquidations.one (short, 2026-02-27)
  tracker: more than $438 million
liquidations.two (2026-02-28)
  tracker: about $459 million
"""


def test_what_one_source_counts_on_separate_days_is_the_floor_of_a_smaller_total_of_all() -> None:
    case = analysed(DAYS)
    total, floor = (case.figures[name] for name in ("liquidations.total", "derived.days_of_total"))
    assert case.shown(floor.id) == "897000000 to None USD single_source", floor.interval
    assert floor.source == "tracker"
    assert (floor.window, floor.derived_from) == (total.window, ("liquidations.one", "liquidations.two"))
    (doubt,) = (each for each in total.doubts if each.kind is DoubtKind.LARGER_DAYS)
    assert (doubt.figures[0], doubt.sources) == (floor.id, ("tracker",))
    assert total.standing == "disputed"
    assert case.figures.get("derived.btc_share") is None, "of such a total nothing is a share"


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("$459 million", "$95 million"),  # a value that is told of the total holds the days
        ("2026-02-28", "2026-02-27"),  # one day twice
        ("2026-02-28", "2026-03-02"),  # a day outside
        ("2026-02-28)\n  tracker", "2026-02-28)\n  other"),  # two sources
        ("tracker", "unnamed 2"),  # nobody with a name
        ("circulating several unnamed", "circulating tracker"),  # who has both says of neither that it is wrong
        ("circulating several unnamed: $527", "circulating several unnamed: more than $527"),
    ],
)
def test_days_that_contradict_no_total(typed: str, instead: str) -> None:
    figures = analysed(DAYS.replace(typed, instead)).figures
    assert figures.get("derived.days_of_total") is None
    assert not any(doubt.kind is DoubtKind.LARGER_DAYS for doubt in figures["liquidations.total"].doubts)


def test_one_day_alone_that_exceeds_all_days_is_no_sum() -> None:
    case = analysed(DAYS.replace("$438", "$638"))
    assert case.figures.get("derived.days_of_total")
    alone = analysed(DAYS.replace("$438", "$638").replace("2026-02-28", "2026-02-27"))
    (doubt,) = (d for d in alone.figures["liquidations.total"].doubts if d.kind is DoubtKind.LARGER_DAYS)
    assert doubt.figures == ("liquidations.one",)
    assert alone.figures.get("derived.days_of_total") is None
