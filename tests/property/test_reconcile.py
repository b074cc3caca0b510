"""What holds of reconciliation whatever sources say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from narrator.model.figure import STANDINGS, DoubtKind, Role, Standing
from narrator.model.problem import Location
from narrator.model.quantity import Direction, Interval, Kind, Quantity
from narrator.model.report import Key, Measurement, Nature, Rank, Report
from narrator.model.source import Grade, Source, Sources
from narrator.model.window import Span, Window
from narrator.reconcile.figures import reconcile
from support.reports import POLICY, PUBLISHED, event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.model.figure import Figure

GRADES = {"alpha": Grade.A, "beta": Grade.B, "gamma": Grade.C, "delta": Grade.D, "epsilon": Grade.E, "zeta": None}
WEAK = {name for name, grade in GRADES.items() if grade and grade.is_weak}
SOURCES = Sources.of(tuple(Source(name, name, grade=grade) for name, grade in GRADES.items()))
WINDOW = Window(Span.ROLLING, hours=24, words="24h")
AT = Location("data/events/2026-03-03-example.yaml", 1)
VALUES = st.decimals("0.1", "5000", places=1)
INTERVALS = st.one_of(
    VALUES.map(Interval.point),
    st.tuples(VALUES, VALUES).map(lambda ends: Interval(min(ends), max(ends))),
    VALUES.map(lambda value: Interval(value, None, low_open=True)),
)
NEAR = st.sampled_from(["100", "101", "105", "100.0", "150", "190"]).map(Decimal).map(Interval.point)


@st.composite
def report(draw: st.DrawFn, directions: Sequence[Direction | None] = (None,)) -> Report:
    source = draw(st.sampled_from(sorted(GRADES)))
    said = draw(st.none() | st.integers(0, 20))
    return Report(
        "flows.total",
        source,
        draw(st.just(source) | st.sampled_from(sorted(GRADES))),
        draw(st.sampled_from([Nature.MEASURED] * 4 + [Nature.ESTIMATED, Nature.RUMOUR])),
        WINDOW,
        AT,
        "$1",
        quantity=Quantity(draw(INTERVALS | NEAR), "USD", draw(st.sampled_from(directions))),
        as_of=None if said is None else PUBLISHED - timedelta(hours=said),
        revised=draw(st.sampled_from([False] * 5 + [True])),
        listed_as_circulating=draw(st.sampled_from([False] * 5 + [True])),
        rank=draw(st.sampled_from([None] * 8 + list(Rank))),
    )


def numbered(reports: Sequence[Report]) -> tuple[Report, ...]:
    return tuple(replace(each, at=Location(AT.file, line)) for line, each in enumerate(reports, 1))


REPORTS = st.lists(report(), max_size=8).map(numbered)
FLOWS = st.lists(report((Direction.INFLOW, Direction.OUTFLOW)), max_size=8).map(numbered)


def figure(reports: Sequence[Report], kind: Kind = Kind.MONEY) -> Figure:
    measured = Measurement("flows.total", "flows.total", "", Key("flows", kind), tuple(reports), AT)
    of_one = replace(event(""), measurements={"flows.total": measured})
    return reconcile(of_one, SOURCES, POLICY, PUBLISHED)["flows.total"]


def signed(found: Figure) -> Interval:
    return Quantity(found.interval, found.unit, found.direction).signed()


def said(each: Report) -> Interval:
    assert each.quantity
    return each.quantity.signed()


@given(REPORTS | FLOWS, st.data())
def test_the_order_of_reports_never_matters(reports: tuple[Report, ...], data: st.DataObject) -> None:
    one, other = figure(reports), figure(data.draw(st.permutations(reports)))
    assert replace(one, reports=(), explanation=()) == replace(other, reports=(), explanation=())
    assert {each.report: each.role for each in one.reports} == {each.report: each.role for each in other.reports}


@given(REPORTS | FLOWS)
def test_every_report_gets_one_role_and_its_place_in_the_explanation(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    assert [each.report for each in found.reports] == list(reports)
    assert all(f"{each.at.file}:{each.at.line})" in " ".join(found.explanation) for each in reports)


@given(FLOWS)
def test_the_range_holds_every_core_report_and_is_no_wider(reports: tuple[Report, ...]) -> None:
    found = figure(reports, Kind.FLOW)
    assume(found.is_printable)
    core, hull = [said(each) for each in found.by_role(Role.CORE)], signed(found)
    # A bound supports the values that it holds of, and widens nothing.
    assert all(hull.contains(each) or (each.is_bound and each.contains(hull)) for each in core)
    assert hull.low is None or hull.low in {each.low for each in core}
    assert hull.high is None or hull.high in {each.high for each in core}


@given(REPORTS)
def test_no_quarantined_report_lies_in_the_range(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    assume(found.is_printable)
    assert not any(found.interval.contains(said(each)) for each in found.by_role(Role.QUARANTINED))


@given(REPORTS)
def test_a_range_holds_one_nature(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    assert {each.nature for each in found.by_role(Role.CORE)} <= {found.nature}


@given(REPORTS)
def test_weak_reports_never_stand_beside_better_ones_unless_a_person_prefers_them(reports: tuple[Report, ...]) -> None:
    core = figure(reports).by_role(Role.CORE)
    are_weak = {bool(WEAK & {each.source, each.origin}) for each in core}
    assert len(are_weak) < 2 or any(each.rank is Rank.PREFERRED for each in core)


@given(st.lists(report(), min_size=1, max_size=6).map(numbered), st.data())
def test_an_echo_from_another_source_never_widens_the_range(reports: tuple[Report, ...], data: st.DataObject) -> None:
    before = figure(reports)
    assume(before.is_printable)
    repeated = data.draw(st.sampled_from(before.by_role(Role.CORE)))
    echo = replace(repeated, source="eta", origin="eta", at=Location(AT.file, 99))
    after = figure((*reports, echo))
    assert not after.is_printable or before.interval.contains(after.interval)


@given(REPORTS)
def test_only_a_figure_without_a_range_is_worse_than_disputed(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    is_worse = STANDINGS.index(found.standing) > STANDINGS.index(Standing.DISPUTED)
    assert found.is_printable is not is_worse


@given(FLOWS)
def test_magnitudes_stand_under_a_direction(reports: tuple[Report, ...]) -> None:
    found = figure(reports, Kind.FLOW)
    assume(found.is_printable and found.direction)
    assert (found.interval.low or 0) >= 0
    assert (found.interval.high is None) or found.interval.high >= 0


@given(REPORTS)
def test_a_figure_of_one_origin_names_it(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    origins = {each.origin for each in found.by_role(Role.CORE)}
    assert found.source in origins | ({None} if found.standing is not Standing.SINGLE_SOURCE else set())


@given(REPORTS | FLOWS)
def test_what_is_not_printed_is_told_beside_it(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    told = {doubt.report for doubt in found.doubts}
    for judged in found.reports:
        if judged.role in {Role.OTHER_NATURE, Role.QUARANTINED}:
            assert judged.report in told
        elif judged.role is Role.CIRCULATING and found.is_printable:
            value = said(judged.report)
            is_said_with_it = signed(found).contains(value) or (value.is_bound and value.contains(signed(found)))
            assert judged.report in told or (is_said_with_it and judged.report.nature is found.nature)


@given(REPORTS)
def test_a_rumour_or_what_is_held_back_never_makes_a_figure_disputed(reports: tuple[Report, ...]) -> None:
    found = figure(reports)
    assert not any(
        doubt.disputes for doubt in found.doubts if doubt.nature is Nature.RUMOUR or doubt.kind is DoubtKind.QUARANTINED
    )
    agreed = {Standing.CONFIRMED, Standing.AGREED, Standing.SINGLE_SOURCE}
    assert found.standing not in agreed or not any(doubt.disputes for doubt in found.doubts)
