"""What a figure carries besides its range, and what its explanation says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from narrator.model.figure import Standing
from narrator.model.quantity import Direction, Interval, Quantity
from narrator.model.source import Sources
from narrator.reconcile.comparable import value
from narrator.reconcile.figures import reconcile
from support.reports import FILE, POLICY, event, figure, figures, moment


def test_figures_stand_in_file_order_one_for_each_measurement() -> None:
    found = figures("""
        liquidations.total
          a: $400 million
        flows.btc_etf (BTC, 2026-03-02)
          a: inflow 8,100 BTC = $710 million
    """)
    assert [each.id for each in found] == ["liquidations.total", "flows.btc_etf", "flows.btc_etf.coins"]
    assert found["flows.btc_etf"].worth == "flows.btc_etf.coins"


def test_the_explanation_tells_the_way_of_the_first_seed() -> None:
    found = figure(
        "unnamed: $400 million to $500 million",
        "circulating chatter: $355 million, coverage not stated",
        "tracker D: $527 million quoting vendor",
    )
    assert found.explanation == (
        f'Used: unnamed, "$400 million to $500 million" ({FILE}:2).',
        (
            f'Circulating beside it: chatter, "$355 million, coverage not stated" ({FILE}:3), listed as circulating; '
            f'tracker, quoting vendor, "$527 million quoting vendor" ({FILE}:4), '
            "graded D, it only circulates beside better sources."
        ),
        "Single source: all of it comes from one origin.",
        "Disputed: printed as its core gives it; what is told beside it lies outside it by more than 0.02 (POL12).",
    )


def test_a_threshold_of_the_workspace_is_used_and_named() -> None:
    lines = ("a: $100 million", "b: $110 million")
    found = figure(*lines, policy=POLICY.overlaid({"agree_total": Decimal("0.10")}))
    assert found.standing is Standing.AGREED
    assert "0.1 (POL12: market totals" in found.explanation[-1]
    assert figure(*lines).standing is Standing.DISPUTED


def test_an_amount_is_approximate_when_one_who_forms_it_says_about() -> None:
    assert figure("a: about $400 million").approximate
    assert figure("a: about $400 million", "b: nearly $400 million").approximate
    assert figure("a: about $400 million", "b: $400 million").approximate
    assert not figure("a: $400 million", "circulating b: about $400 million").approximate


def test_a_level_keeps_its_direction_and_that_it_was_brief() -> None:
    found = figure("market data: below $85,000, briefly", head="prices.btc.broke (BTC)")
    assert found.direction is Direction.BELOW
    assert found.briefly


def test_outflows_are_magnitudes_under_their_direction() -> None:
    found = figure("a: outflow $30 million", "b: outflow $40 million", head="flows.btc_etf (BTC, 2026-03-02)")
    assert found.direction is Direction.OUTFLOW
    assert found.interval == Interval(Decimal(30_000_000), Decimal(40_000_000))


def test_a_bound_of_an_outflow_stays_a_bound() -> None:
    found = figure("a: outflow more than $30 million", head="flows.btc_etf (BTC, 2026-03-02)")
    assert found.direction is Direction.OUTFLOW
    assert found.interval == Interval(Decimal(30_000_000), None, low_open=True)


def test_no_flow_against_an_inflow_reaches_from_zero() -> None:
    found = figure("a: none", "b: inflow $35 million", head="flows.btc_etf (BTC, 2026-03-02)")
    assert found.standing is Standing.DISPUTED
    assert (found.direction, found.interval) == (None, Interval(Decimal(0), Decimal(35_000_000)))


def test_small_moves_up_and_down_agree_across_zero() -> None:
    found = figure("a: up 0.04%", "b: down 0.05%", head="prices.btc (BTC)")
    assert found.standing is Standing.AGREED
    assert (found.direction, found.interval) == (None, Interval(Decimal("-0.05"), Decimal("0.04")))


def test_a_state_below_zero_and_one_above_do_not_agree() -> None:
    found = figure("a: -0.0031%", "b: 0.0012%", head="positions.funding (funding)")
    assert found.standing is Standing.DISPUTED
    assert found.interval == Interval(Decimal("-0.0031"), Decimal("0.0012"))


def test_camps_stay_signed_where_the_figure_has_no_direction() -> None:
    case = event("""
        flows.btc_etf (BTC, 2026-03-02)
          a: outflow $100 million
          b: outflow $110 million
          c: outflow $400 million
          d: outflow $430 million
    """)
    flow = case.measurements["flows.btc_etf"]
    signed = [replace(each, quantity=Quantity(value(each).signed(), "USD")) for each in flow.reports[2:]]
    mixed = {flow.figure: replace(flow, reports=(*flow.reports[:2], *signed))}
    found = reconcile(replace(case, measurements=mixed), Sources(), POLICY, case.published)[flow.figure]
    assert (found.standing, found.direction) == (Standing.INCOMPATIBLE, None)
    assert [camp.interval.negated() for camp in found.camps] == [
        Interval(Decimal(100_000_000), Decimal(110_000_000)),
        Interval(Decimal(400_000_000), Decimal(430_000_000)),
    ]


def test_camps_of_outflows_are_magnitudes_under_their_direction() -> None:
    lines = (f"{name}: outflow ${million} million" for name, million in zip("abcd", (100, 110, 400, 430), strict=True))
    found = figure(*lines, head="flows.btc_etf (BTC, 2026-03-02)")
    assert found.direction is Direction.OUTFLOW
    assert [camp.interval.low for camp in found.camps] == [Decimal(100_000_000), Decimal(400_000_000)]


def test_bounds_of_one_origin_that_leave_nothing_to_print_are_refused() -> None:
    found = figure("a: more than $90 million", "a: less than $80 million")
    assert (found.standing, found.is_printable) == (Standing.REFUSED, False)


def test_a_direction_alone_is_missing_and_keeps_the_direction() -> None:
    found = figure("market data: down", head="prices.btc (BTC)")
    assert (found.standing, found.direction, found.pending) == (Standing.MISSING, Direction.DOWN, False)


def test_pending_is_kept_apart_from_missing() -> None:
    assert figure("a: not reported").pending


def test_a_missing_count_and_missing_coins_know_their_unit() -> None:
    assert figure("a: not stated", head="liquidations.total.accounts").unit == "accounts"
    assert figure("a: not stated", head="liquidations.longs.share (long)").unit == "percent"
    assert figure("a: not stated").unit == "USD"


def test_a_measurement_without_reports_is_missing() -> None:
    case = event("liquidations.total\n  a: $400 million")
    silent = {name: replace(each, reports=()) for name, each in case.measurements.items()}
    found = reconcile(replace(case, measurements=silent), Sources(), POLICY, case.published)["liquidations.total"]
    assert (found.standing, found.explanation) == (Standing.MISSING, ("Missing: no report gives an amount.",))


def test_the_window_is_that_of_the_newest_report() -> None:
    found = figure(
        "a: $400 million at 08:00", "b: $500 million at 08:50", head="liquidations.total (24h to 2026-03-03 08:00)"
    )
    assert f"{found.window.until:%H:%M}" == "08:50"


def test_conversions_that_several_unnamed_sources_give_as_a_point_are_one_report() -> None:
    found = figure("several unnamed: $355 million")
    assert (found.standing, found.source) == (Standing.SINGLE_SOURCE, "several unnamed")


DAY = "liquidations.total (2026-03-02)"


def test_what_is_measured_of_a_window_that_has_not_ended_is_not_known_yet() -> None:
    before = figure("a: $390 million", head=DAY, as_of=moment("2026-03-02 20:00"))
    assert before.standing is Standing.MISSING
    assert before.explanation[0].startswith("Not out yet at 2026-03-02 20:00: a")
    assert figure("a: $390 million", head=DAY, as_of=moment("2026-03-03 00:00")).standing is Standing.SINGLE_SOURCE
    timed = figure("a: $390 million at 2026-03-02 19:00", head=DAY, as_of=moment("2026-03-02 20:00"))
    assert timed.standing is Standing.SINGLE_SOURCE


def test_what_was_published_of_an_open_window_and_what_is_forecast_of_one_are_known() -> None:
    assert figure("a: $390 million", head="liquidations.total (2026-03-03)").is_printable
    assert figure("forecast a: $390 million", head=DAY, as_of=moment("2026-03-02 20:00")).is_printable


def test_a_direction_alone_puts_no_amount_aside() -> None:
    found = figure(
        "rumoured a B: inflow $5 million at 07:00",
        "b A: inflow at 08:00",
        "rumoured a: inflow at 08:30",
        head="flows.btc_etf (BTC, 2026-03-02)",
    )
    assert found.interval == Interval.point(Decimal(5_000_000))


def test_sources_of_which_the_record_says_why_they_differ_do_not_agree() -> None:
    lines = ("a: $1.44 billion", "b: $1.451 billion")
    assert figure(*lines).standing is Standing.AGREED
    assert figure(*lines, head="liquidations.total; differ: b was read later").standing is Standing.DISPUTED
    same = figure("a: $1 billion", "b: $1 billion", head="liquidations.total; differ: so")
    assert same.standing is Standing.CONFIRMED


def test_coins_that_went_the_other_way_are_not_the_worth_of_the_money() -> None:
    found = figures("""
        flows.etf (BTC, 2026-03-02)
          chatter E: outflow 8,100 BTC = $710 million
          a: inflow $700 million
        flows.same (BTC, 2026-03-02)
          chatter E: inflow 8,100 BTC = $710 million
          a: inflow $700 million
    """)
    assert found["flows.etf.coins"].direction is Direction.OUTFLOW
    assert (found["flows.etf"].worth, found["flows.etf.coins"].worth) == (None, None)
    assert (found["flows.same"].worth, found["flows.same.coins"].worth) == ("flows.same.coins", "flows.same")


def test_those_who_quote_one_another_in_a_circle_are_one_source() -> None:
    circle = figure("a: $100 million quoting b", "b: $101 million quoting c", "c: $101 million quoting a")
    assert (circle.standing, circle.source) == (Standing.AGREED, None)
    alone = figure("a: $100 million quoting b", "b: $100 million quoting a")
    assert (alone.standing, alone.source) == (Standing.SINGLE_SOURCE, "a")
    beside = figure("a: $100 million quoting b", "b: $100 million quoting a", "d: $100 million")
    assert (beside.standing, beside.source) == (Standing.CONFIRMED, None)


def test_who_quotes_one_that_quotes_another_goes_back_to_the_last() -> None:
    chain = figure("a: $100 million quoting b", "b: $100 million quoting c")
    assert (chain.standing, chain.source) == (Standing.SINGLE_SOURCE, "c")


def test_a_bound_of_an_origin_that_gives_a_value_hides_it_not() -> None:
    """Two that quote one another, one with a bound: the value counts, and what repeats it widens nothing."""
    pairs = (("b", "a"), ("v", "v"))
    for one, other in pairs:
        typed = (f"a: more than $90 million quoting {one}", f"b: $100 million quoting {other}", "d: $150 million")
        before, after = figure(*typed), figure(*typed, "e: $100 million")
        assert before.interval == after.interval == Interval(Decimal(100_000_000), Decimal(150_000_000))
    contradicted = figure("a: more than $100 million quoting b", "b: $100 million quoting a", "d: $150 million")
    assert contradicted.interval == before.interval
    assert [doubt.report.source for doubt in contradicted.doubts if doubt.report] == ["a"]
