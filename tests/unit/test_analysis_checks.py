"""What the figures of an event show to be wrong, and the line that mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrator.analysis.checks import CHECKS, ranked
from narrator.model.figure import Figure
from narrator.model.problem import Location
from support.reports import FILE, analysed, typed

if TYPE_CHECKING:
    from narrator.model.figure import Role
    from narrator.model.report import Report

APART = """
liquidations.total
  tracker_a: $100 million
  tracker_b: $450 million
"""


def test_checks_are_named_functions_in_one_tuple() -> None:
    assert all(rule.__name__.startswith("check_") and rule.__doc__ for rule in CHECKS)


def test_a_main_figure_whose_sources_are_too_far_apart_is_an_error_with_the_lines_that_decide_it() -> None:
    case = analysed(APART)
    problem = case.problems[0]
    assert case.told() == ["REC002 error 11 liquidations.total"]
    assert problem.at == Location(FILE, 3)
    assert problem.found == "tracker_a: $100 million; tracker_b: $450 million"
    assert problem.example == "tracker_a:\n  amount: $100 million\n  rank: preferred\n  reason: WHY THIS ONE"
    assert problem.event == "2026-03-03-example"


def test_a_side_figure_whose_sources_are_too_far_apart_is_a_warning() -> None:
    assert analysed(APART, main="liquidations.longs").told() == ["REC002 warning 11 liquidations.total"]


def test_a_figure_that_the_commentary_prints_is_needed() -> None:
    lead = {"lead": {"place": "replace", "by": "A. Editor", "en": "Longs lost [liquidations.total:headline]."}}
    case = analysed(APART, main="liquidations.longs", commentary=lead)
    assert case.told() == ["REC002 error 11 liquidations.total"]


def test_two_reports_a_factor_of_a_thousand_apart_are_an_error_in_any_figure() -> None:
    case = analysed(APART.replace("$450 million", "$100 billion"), main="liquidations.longs")
    assert case.told() == ["REC002 error 11 liquidations.total"]


@pytest.mark.parametrize(("amounts", "code"), [((10, 11, 100, 110), "REC003"), ((100, 110, 500), "REC002")])
def test_camps_and_far_values_of_a_side_figure_are_warnings(amounts: tuple[int, ...], code: str) -> None:
    lines = "\n".join(f"  tracker {chr(97 + at)}x: ${amount} million" for at, amount in enumerate(amounts))
    told = analysed(f"liquidations.total\n{lines}", main="liquidations.longs").told()
    assert [each.split()[:2] for each in told] == [[code, "warning"]]


def test_the_line_to_paste_keeps_time_and_origin() -> None:
    case = analysed("""
        liquidations.total (24h to 2026-03-03 08:00)
          tracker_a: about $100 million at 08:00 quoting venue, provisional
          tracker_b: $450 million at 08:00
    """)
    assert case.problems[0].example.split("\n")[:4] == [
        "tracker_a:",
        "  amount: about $100 million",
        "  as_of: 2026-03-03 08:00",
        "  quoting: venue",
    ]


def test_two_camps_are_an_error_where_the_figure_is_needed() -> None:
    case = analysed("""
        liquidations.total
          alpha: $100 million
          beta: $110 million
          gamma: $400 million
          delta: $430 million
    """)
    assert case.told() == ["REC003 error 11 liquidations.total"]


def test_two_reports_of_one_figure_one_without_a_window() -> None:
    case = analysed(
        """
        liquidations.total
          tracker_a: $400 million; window: 24h to 2026-03-03 08:00
          tracker_b: $410 million; window: not stated
        """,
        main="liquidations.longs",
    )
    problem = case.problems[0]
    assert case.told() == ["REC001 error 11 liquidations.total"]
    assert problem.at.line == 4
    assert problem.found.endswith("a report that states no window is not pooled with another")
    assert problem.example == "tracker_b:\n  amount: $410 million\n  window: 24h to 2026-03-03 08:00"


@pytest.mark.parametrize("report", ["tracker_a: not reported", "rumoured chatter: $210 million"])
def test_the_main_figure_needs_an_amount_that_somebody_measured_or_estimated(report: str) -> None:
    case = analysed(f"""
        liquidations.total
          {report}
    """)
    assert case.told() == ["REC004 error 11 liquidations.total"]


def test_a_quarantined_report_is_a_warning_with_the_line_that_clears_it() -> None:
    case = analysed("""
        liquidations.total
          tracker_a: $1,451 million
          tracker_b: $1,440 million
          tracker_c: $14,510 million
    """)
    assert case.told() == ["REC005 warning 10 liquidations.total"]
    assert case.problems[0].at.line == 5
    assert case.problems[0].example.endswith("rank: deprecated\n  reason: WHICH UNIT IT IS IN")
    assert "`cleared:`" in case.problems[0].expected


def test_reports_that_count_different_things_are_not_mended_by_a_window() -> None:
    case = analysed("""
        liquidations.total
          tracker_a: $400 million
          tracker_b: $410 million; definition: two venues alone
    """)
    assert case.told() == ["REC001 error 11 liquidations.total"]
    assert case.problems[0].example.endswith("rank: circulating\n  reason: WHAT IT COUNTS")


def test_the_main_figure_to_paste_is_one_of_the_event() -> None:
    pending = "\nliquidations.total\n  a: not reported\n"
    assert analysed(pending).problems[0].example == "status: draft"
    given = analysed(f"{pending}liquidations.longs (long)\n  a: $5 million\n")
    assert given.problems[0].example == "main: liquidations.longs"


FLOWS = """
flows.btc_etf (BTC, 2026-03-02)
  farside: inflow $41.3 million
  coinglass: outflow $59.2 million
"""


def test_an_inflow_against_an_outflow_is_told_as_both_and_names_both() -> None:
    case = analysed(FLOWS)
    assert case.told() == ["REC006 warning 11 flows.btc_etf"]
    assert analysed(FLOWS.replace("59.2", "41.3")).told() == ["REC006 error 11 flows.btc_etf"]
    assert case.problems[0].found == "farside: inflow $41.3 million; coinglass: outflow $59.2 million"
    assert case.problems[0].at.line == 4


@pytest.mark.parametrize(
    ("figure", "severity", "lines"),
    [
        ("flows.btc_etf", "warning", ("inflow", "outflow $59.2 million")),
        ("flows.btc_etf", "warning", ("outflow $59.2 million", "inflow")),
        ("flows.btc_etf", "error", ("inflow", "outflow")),
        ("flows.btc_etf", "error", ("none", "inflow $1 million", "outflow")),
        ("prices.btc", "warning", ("up", "down 3%")),
    ],
)
def test_a_direction_without_an_amount_counts_for_the_direction(
    figure: str, severity: str, lines: tuple[str, ...]
) -> None:
    reports = "\n".join(f"  source {chr(97 + at)}x: {line}" for at, line in enumerate(lines))
    case = analysed(f"{figure} (BTC, 2026-03-02)\n{reports}")
    assert case.told() == [f"REC006 {severity} 11 {figure}"]


@pytest.mark.parametrize(
    "lines",
    [
        ("inflow at 07:00", "outflow $59.2 million at 08:00"),
        ("outflow $59.2 million at 07:00", "inflow at 08:00"),
    ],
)
def test_an_amount_of_the_same_source_overtakes_its_direction_alone(lines: tuple[str, str]) -> None:
    case = analysed("flows.btc_etf (BTC, 2026-03-02)\n" + "\n".join(f"  farside: {line}" for line in lines))
    assert case.told() == []
    assert case.shown("flows.btc_etf") == "59200000 USD outflow single_source"


def test_a_preferred_amount_decides_against_a_direction() -> None:
    text = "flows.btc_etf (BTC, 2026-03-02)\n  a: inflow\n  b: outflow $5 million; rank: preferred; reason: asked"
    assert analysed(text).told() == []


def test_a_report_from_before_its_window_is_a_warning() -> None:
    early = "liquidations.total (2026-03-02)\n  a: $5 million at 2026-03-01 23:59"
    assert analysed(early).told() == ["REC008 warning 10 liquidations.total"]
    assert analysed(early.replace("a:", "forecast a:", 1)).told() == ["REC004 error 11 liquidations.total"]
    assert analysed(early.replace("01 23:59", "02 00:00")).told() == []
    unborn = "liquidations.total (2026-03-04)\n  a: $5 million"
    assert analysed(unborn).told() == ["REC008 warning 10 liquidations.total"]
    assert analysed(unborn.replace("03-04", "03-03")).told() == []


def test_what_was_said_since_publication_is_a_warning() -> None:
    since = "liquidations.total\n  a: $100 million\n  b: $160 million at 2026-03-04 10:00"
    case = analysed(since)
    assert case.told() == ["REC009 warning 10 liquidations.total"]
    assert case.problems[0].found == "since publication: b: $160 million at 2026-03-04 10:00"
    assert analysed(since.replace("$160", "$100")).told() == []
    embargoed = since.replace(" at 2026-03-04 10:00", "; embargo: 2026-03-04 10:00")
    assert analysed(embargoed).told() == ["REC009 warning 10 liquidations.total"]


def test_a_person_can_let_both_directions_stand() -> None:
    both = FLOWS.replace("million\n", "million; rank: preferred; reason: neither is final\n")
    assert analysed(both).told() == ["REC006 warning 11 flows.btc_etf"]


def test_an_estimate_and_a_rumour_beside_measured_values_are_no_problem() -> None:
    case = analysed("""
        liquidations.total
          tracker_a: $400 million
          estimated model: $500 million
          rumoured social media: $900 million
    """)
    assert case.told() == []


def test_a_source_typed_under_said_that_only_circulates_for_its_grade_is_named() -> None:
    text = """
        liquidations.total
          tracker_a B: $400 million
          poor_site D: $410 million
    """
    case = analysed(text)
    assert case.told() == ["REC010 warning 10 liquidations.total"]
    assert (case.problems[0].at.line, case.problems[0].found) == (4, "poor_site: $410 million (graded D)")
    assert case.problems[0].example.startswith("circulating:\n  poor_site: $410 million")
    assert analysed(text.replace("poor", "circulating poor")).told() == []
    assert analysed(text.replace("tracker_a B", "tracker_a D")).told() == []


SUM = """
liquidations.total
  coinank: about $1.451 billion
liquidations.longs (long)
  coinank: about $1.361 billion
liquidations.shorts (short)
  coinank: about $90 million
liquidations.btc (BTC)
  coinank: about $683 million
liquidations.eth (ETH)
  coinank: about $335 million
liquidations.htx_btc (BTC, at HTX)
  public data: about $80.58 million
"""


def test_parts_that_fit_their_total_are_no_problem() -> None:
    assert analysed(SUM).told() == []


def test_a_total_less_than_its_parts() -> None:
    case = analysed(SUM.replace("$1.451 billion", "$1.0 billion"))
    assert case.told()[0] == "ANA001 error 10 liquidations.total"
    assert case.problems[0].expected == "liquidations.total = liquidations.longs + liquidations.shorts"
    assert "liquidations.longs: about $1.361 billion" in case.problems[0].found


def test_assets_that_exceed_their_total() -> None:
    case = analysed("""
        liquidations.total
          coinank: $1 billion
        liquidations.btc (BTC)
          coinank: $700 million
        liquidations.eth (ETH)
          coinank: $400 million
    """)
    assert [problem.expected for problem in case.problems] == [
        "liquidations.total >= liquidations.btc + liquidations.eth"
    ]


def test_one_order_that_exceeds_all_liquidations_of_its_record() -> None:
    case = analysed("""
        liquidations.total
          coinank: $1 billion
        liquidations.total.largest_order
          coinank: $31.64 billion
    """)
    assert case.told() == ["ANA001 error 10 liquidations.total"]


def test_a_chain_of_sums_that_fit_one_by_one_and_not_together() -> None:
    case = analysed("""
        liquidations.total
          tracker_a: $100 million
        liquidations.longs (long)
          tracker_a: $60 million
        liquidations.shorts (short)
          tracker_b: $10 million to $60 million
        liquidations.btc_shorts (short, BTC)
          tracker_b: $33 million
        liquidations.eth_shorts (short, ETH)
          tracker_b: $15 million
    """)
    assert [problem.expected for problem in case.problems] == [
        "liquidations.shorts >= liquidations.btc_shorts + liquidations.eth_shorts"
    ]


def test_a_source_s_own_parts_exceed_its_own_total_whatever_another_says() -> None:
    text = """
        liquidations.total
          tracker_a: $500 million
          tracker_b: $800 million
        liquidations.longs (long)
          tracker_a: $700 million
    """
    case = analysed(text)
    assert case.told() == ["ANA001 error 10 liquidations.total"]
    assert case.problems[0].found == "liquidations.total: $500 million; liquidations.longs: $700 million"
    assert analysed(text.replace("$500", "$710")).told() == []
    refused = analysed(text.replace("$800 million", "$1.8 billion")).told()
    assert refused == ["REC002 error 11 liquidations.total", "ANA001 error 10 liquidations.total"]


def test_parts_of_two_sources_that_neither_gives_whole_are_compared_across() -> None:
    text = """
        liquidations.total
          tracker_a: $500 million
        liquidations.longs (long)
          tracker_b: $700 million
    """
    case = analysed(text)
    assert case.told() == ["ANA001 warning 10 liquidations.total"]
    assert case.shown("liquidations.total") == "500000000 USD disputed"


@pytest.mark.parametrize(
    ("under", "file", "head"),
    [
        ("TrackerA", FILE, "TrackerA:\n  amount: $100 million\n  rank: preferred"),
        (0, FILE, "- amount: $100 million\n  rank: preferred"),
        ("amount", FILE, "rank: preferred"),
        ("TrackerA", "x.json", '"TrackerA": {"amount": "$100 million", "rank": "preferred"'),
        (0, "x.json", '{"amount": "$100 million", "rank": "preferred"'),
    ],
)
def test_the_lines_that_decide_fit_where_the_report_stands(under: str | int, file: str, head: str) -> None:
    (report,) = typed("liquidations.total\n  tracker_a: $100 million").measurements["liquidations.total"].reports
    assert ranked(replace(report, under=under, at=Location(file, 1))).startswith(head)


def test_parts_of_another_day_are_no_parts() -> None:
    assert (
        analysed(SUM.replace("liquidations.total", "liquidations.total (2026-03-02)").replace("1.451", "1")).told()
        == []
    )


PAIR = """
flows.btc_etf (BTC, 2026-03-02)
  issuer_table: inflow 8,933 BTC = $849.92 million
prices.btc.close (BTC, 2026-03-02)
  market data: $95,000
"""


def test_money_over_coins_near_the_price_of_the_day_is_no_problem() -> None:
    assert analysed(PAIR).told() == []


def test_money_over_coins_a_fifth_off_the_price_is_a_warning() -> None:
    case = analysed(PAIR.replace("$95,000", "$79,000"))
    assert case.told() == ["ANA002 warning 10 flows.btc_etf"]
    assert case.problems[0].found == "flows.btc_etf: inflow 8,933 BTC = $849.92 million: 95,143.85 for each"


def test_money_over_coins_a_thousand_times_off_is_an_error() -> None:
    assert analysed(PAIR.replace("849.92 million", "849.92 billion")).told() == ["ANA002 error 10 flows.btc_etf"]


def test_a_price_of_other_days_shows_slips_alone() -> None:
    earlier = PAIR.replace("2026-03-02", "2026-02-02", 1)
    assert earlier != PAIR
    assert analysed(earlier.replace("$95,000", "$79,000")).told() == []
    assert analysed(earlier.replace("849.92 million", "849.92 billion")).told() == ["ANA002 error 10 flows.btc_etf"]


def test_a_price_of_the_days_before_a_crash_is_no_slip() -> None:
    pair = """
accounts.fund (OM, 2026-03-02)
  arkham: 6.5 million OM = $41.6 million
prices.om (OM, 2026-03-03)
  coingecko: down {}
prices.om.low (OM, 2026-03-03)
  coingecko: $0.37
"""
    assert analysed(pair.format("90%")).told() == []
    assert analysed(pair.format("9%")).told() == ["ANA002 error 10 accounts.fund"]


def test_between_the_open_and_the_low_every_price_is_near() -> None:
    way = PAIR.replace("$95,000", "$79,000") + "prices.btc.open (BTC, 2026-03-02)\n  market data: $99,000\n"
    assert analysed(way).told() == []


def test_without_a_stated_price_two_pairs_are_compared() -> None:
    case = analysed("""
        flows.btc_etf (BTC, 2026-03-02)
          issuer_table: inflow 8,933 BTC = $849.92 million
        accounts.marathon (BTC)
          public data: 519.46 BTC = $48.3 billion
    """)
    assert case.told() == ["ANA002 error 10 flows.btc_etf", "ANA002 error 10 accounts.marathon"]


SHARES = """
liquidations.total
  coinank: $1.451 billion
liquidations.longs (long)
  coinank: $1.361 billion
liquidations.longs.share (long, of liquidations.total)
  unnamed: 94%
"""


def test_a_reported_share_may_be_rounded() -> None:
    assert analysed(SHARES).told() == []


def test_a_reported_share_that_the_amounts_do_not_give() -> None:
    case = analysed(SHARES.replace("unnamed: 94%", "coinank: 84%"))
    assert list(dict.fromkeys(case.told())) == ["ANA003 error 10 liquidations.longs.share"]
    assert case.problems[0].expected.startswith("93.80 percent, from liquidations.longs / liquidations.total")


def test_a_share_of_somebody_who_gives_none_of_the_amounts_contradicts_them_and_stands() -> None:
    assert analysed(SHARES.replace("94%", "84%")).told() == ["ANA003 warning 10 liquidations.longs.share"]


def test_a_bound_below_the_computed_share_is_met() -> None:
    assert analysed(SHARES.replace("94%", "more than 90%")).told() == []
    assert analysed(SHARES.replace("94%", "less than 90%")).told()[0].startswith("ANA003")


def test_a_part_is_held_against_its_whole_without_reading_the_reports_once_for_each_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Figure] = []
    by_role = Figure.by_role

    def counted(figure: Figure, role: Role) -> tuple[Report, ...]:
        read.append(figure)
        return by_role(figure, role)

    monkeypatch.setattr(Figure, "by_role", counted)
    counts = []
    for sources in (5, 50):
        lines = [f"  source{number}: $400 million" for number in range(sources)]
        analysed("\n".join(("liquidations.total", *lines, "liquidations.longs (long)", *lines)))
        counts.append(len(read))
        read.clear()
    assert counts[0] == counts[1] > 0


def test_a_share_that_only_circulates_is_of_no_other_window() -> None:
    text = """
        liquidations.total
          coinglass: $500 million
        liquidations.longs.share (long, of liquidations.total)
          circulating chatter: 92%
    """
    assert "ANA005" not in " ".join(analysed(text).told())


def test_a_share_of_a_figure_of_another_window_is_a_warning_and_has_no_whole() -> None:
    text = """
        liquidations.total (24h)
          coinglass: $500 million
        liquidations.longs.share (long, 2026-03-02, of liquidations.total)
          coinglass: 92%
    """
    case = analysed(text)
    assert case.told() == ["ANA005 warning 10 liquidations.longs.share"]
    assert "2026-03-02, liquidations.total 24h" in case.problems[0].found
    assert case.figures["liquidations.longs.share"].whole is None
    same = analysed(text.replace("24h", "2026-03-02"))
    assert same.told() == []
    assert same.figures["liquidations.longs.share"].whole == "liquidations.total"


PRICES = """
prices.btc.low (BTC)
  a: $70,100
prices.btc.close (BTC)
  a: $71,000
prices.btc.high (BTC)
  a: $72,000
"""


@pytest.mark.parametrize(
    ("price", "other", "order"),
    [
        ("$71,000", "$70,050", "prices.btc.low <= prices.btc.close"),
        ("$71,000", "$72,001", "prices.btc.close <= prices.btc.high"),
    ],
)
def test_a_close_outside_low_and_high_is_a_warning(price: str, other: str, order: str) -> None:
    case = analysed(PRICES.replace(price, other), "prices.btc.close")
    assert [(each.code, each.expected, each.is_error) for each in case.problems] == [("ANA006", order, False)]
    other_day = PRICES.replace(price, other).replace("close (BTC)", "close (BTC, 2026-03-01)")
    assert analysed(other_day, "prices.btc.close").told() == []


def test_more_rupees_a_dollar_are_a_lower_price_of_the_rupee() -> None:
    rates = PRICES.replace("$70,100", "90.30 rupees a dollar").replace("$71,000", "90.19 rupees a dollar")
    rates = rates.replace("$72,000", "89.9 rupees a dollar")
    assert analysed(rates, "prices.btc.close").told() == []


def test_a_close_at_the_low_and_a_low_at_the_high_are_in_order() -> None:
    assert analysed(PRICES.replace("$71,000", "$70,100"), "prices.btc.close").told() == []
    high_below_low = analysed(PRICES.replace("$72,000", "$70,000"), "prices.btc.close").told()
    assert set(high_below_low) == {"ANA006 warning 10 prices.btc.low", "ANA006 warning 10 prices.btc.close"}


WEEK = """
flows.week (BTC, cumulative, week to 2026-03-02)
  farside: inflow $900 million
flows.day (BTC, 2026-03-02)
  farside: inflow $900 million
"""


def test_a_day_s_flow_that_equals_its_week_is_a_warning() -> None:
    assert analysed(WEEK, "flows.week").told() == ["ANA007 warning 10 flows.day"]
    head, _, last = WEEK.rpartition("$900")
    assert analysed(f"{head}$200{last}", "flows.week").told() == []
    assert analysed(WEEK.replace("day (BTC", "day (ETH"), "flows.week").told() == []


def test_one_amount_under_two_windows_is_a_warning() -> None:
    text = """
        liquidations.total (24h)
          coinglass: $300 million
        liquidations.day (2026-03-02)
          coinank: $300 million
    """
    assert analysed(text).told() == ["ANA008 warning 10 liquidations.day"]
    assert analysed(text.replace("2026-03-02", "not stated")).told() == []
    assert analysed(text.replace("(2026-03-02)", "(long, 2026-03-02)")).told() == []
    moves = "prices.btc (BTC, 24h)\n  a: down 3%\nprices.btc_day (BTC, 2026-03-02)\n  a: down 3%"
    assert analysed(moves, "prices.btc").told() == []
    assert analysed(moves.replace("3%", "3.14%"), "prices.btc").told() == ["ANA008 warning 10 prices.btc_day"]


def test_values_too_far_apart_that_the_record_explains_are_told_and_keep_no_brief_from_being_built() -> None:
    explained = APART.replace("liquidations.total", "liquidations.total; differ: They count different venues.")
    case = analysed(explained)
    assert case.told() == ["REC003 warning 11 liquidations.total"]
    assert [doubt.sources for doubt in case.figures["liquidations.total"].doubts] == [("tracker_a",), ("tracker_b",)]
