"""Reports with one key to one figure: range, standing, explanation (LANGUAGE.md 2).

What was out at the as-of goes through the sieves; what is left must be comparable, becomes one vote per origin, and the
votes are weighed. Nothing is rounded here: ends keep the digits that were reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.figure import Camp, Figure, Figures, Judged, Role, Standing
from narrator.model.quantity import EMPTY, INDEX, NEGATIVE, PERCENT, POINTS, TIMES, Kind
from narrator.model.report import Amount, Nature
from narrator.model.source import SEVERAL_UNNAMED
from narrator.model.window import NOT_STATED
from narrator.reconcile import explain
from narrator.reconcile.comparable import clash, newest
from narrator.reconcile.sieves import NATURES, Bench, has_value, sift
from narrator.reconcile.spread import Extent, hull
from narrator.reconcile.standing import Ruler, weigh
from narrator.reconcile.votes import cast

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from narrator.model.event import Event
    from narrator.model.policy import Policy
    from narrator.model.quantity import Direction, Interval
    from narrator.model.report import Measurement, Report
    from narrator.model.source import Sources
    from narrator.model.window import Window
    from narrator.reconcile.sieves import Reports
    from narrator.reconcile.standing import Finding
    from narrator.reconcile.votes import Vote

UNITS = {Kind.PERCENT: PERCENT, Kind.INDEX: INDEX, Kind.POINTS: POINTS, Kind.MULTIPLE: TIMES}


def reconcile(event: Event, sources: Sources, policy: Policy, as_of: datetime) -> Figures:
    """A figure for every measurement of an event, also where nothing can be printed; later reports are not used."""
    bench = Bench(sources, policy)
    return Figures({each.figure: _figure(each, bench, as_of) for each in event.measurements.values()})


def _figure(measurement: Measurement, bench: Bench, as_of: datetime) -> Figure:
    seen = tuple(report for report in measurement.reports if _is_out(report, as_of))
    core, aside = sift(seen, bench)
    bare = _bare(measurement, core or seen)
    if not any(has_value(report) for report in core):
        figure = _missing(bare, core, aside)
    elif apart := clash(core, bench.policy):
        why = (explain.apart(apart, bench.sources),)
        figure = replace(bare, standing=Standing.REFUSED, reports=(*_used(core), *aside), explanation=why)
    else:
        figure = _settled(bare, core, aside, bench)
    return _told(figure, measurement, bench, as_of)


def _is_out(report: Report, as_of: datetime) -> bool:
    return all(said is None or said <= as_of for said in (report.as_of, report.embargo))


def _bare(measurement: Measurement, reports: Reports) -> Figure:
    units = sorted(report.quantity.unit for report in reports if report.quantity)
    return Figure(
        measurement.figure,
        measurement.key,
        min((report.nature for report in reports), key=NATURES.index, default=Nature.MEASURED),
        Standing.MISSING,
        EMPTY,
        units[0] if units else _usual_unit(measurement),
        NOT_STATED,
        worth=measurement.worth,
    )


def _usual_unit(measurement: Measurement) -> str:
    kind = measurement.key.kind
    return measurement.field or "accounts" if kind is Kind.COUNT else UNITS.get(kind, "USD")


def _missing(figure: Figure, core: Reports, aside: tuple[Judged, ...]) -> Figure:
    pending = any(report.amount is Amount.PENDING for report in core)
    directions = {report.quantity.direction for report in core if report.quantity}
    return replace(
        figure,
        window=_window(core),
        pending=pending,
        direction=directions.pop() if len(directions) == 1 else None,
        reports=(*_used(core), *aside),
        explanation=(explain.PENDING if pending else explain.MISSING,),
    )


def _settled(figure: Figure, core: Reports, aside: tuple[Judged, ...], bench: Bench) -> Figure:
    ruler = Ruler.of(figure.key.kind, figure.unit, figure.nature, bench.policy)
    found = weigh(cast(core), ruler)
    used = tuple(report for vote in found.core for report in vote.reports)
    off = tuple(report for vote in found.off for report in vote.reports)
    slips = tuple(Judged(report, Role.QUARANTINED, explain.suspicion(bench.policy)) for report in off)
    beside = tuple(_suspected(judged, found, ruler) for judged in aside)
    weak = all(bench.is_weak(report) for report in used)
    standing, why = _standing(found, beside, ruler, weak=weak)
    interval, direction = _oriented(found.interval, found.core)
    is_one = standing is Standing.SINGLE_SOURCE or found.core[0].origin == SEVERAL_UNNAMED
    return replace(
        figure,
        standing=standing,
        interval=interval,
        direction=direction,
        window=_window(used),
        approximate=all(report.quantity.approximate for report in used if report.quantity),
        briefly=any(report.briefly for report in used),
        source=found.core[0].origin if is_one and (weak or len(found.core) == 1) else None,
        weak=weak,
        camps=tuple(_camp(votes) for votes in found.camps),
        reports=(*_used(used), *slips, *beside),
        explanation=why,
    )


def _standing(
    found: Finding, beside: tuple[Judged, ...], ruler: Ruler, *, weak: bool
) -> tuple[Standing, tuple[str, ...]]:
    unverified = (explain.WEAK,) if weak else ()
    extent = Extent.of(found.interval)
    if len(found.core) == 1 and extent and extent.low < extent.high:
        if found.core[0].origin == SEVERAL_UNNAMED:
            return Standing.DISPUTED, (explain.SEVERAL, *unverified)
        if any(_is_outside(judged, found.interval) for judged in beside):
            return Standing.DISPUTED, (explain.CONTESTED, *unverified)
    capped = weak and found.standing in {Standing.CONFIRMED, Standing.AGREED}
    return Standing.SINGLE_SOURCE if capped else found.standing, (explain.verdict(found, ruler), *unverified)


def _is_outside(judged: Judged, interval: Interval) -> bool:
    quantity = judged.report.quantity
    return judged.role is Role.CIRCULATING and quantity is not None and not interval.contains(quantity.signed())


def _suspected(judged: Judged, found: Finding, ruler: Ruler) -> Judged:
    """A circulating value that is probably a unit slip is not printed either."""
    quantity, core = judged.report.quantity, Extent.of(found.interval)
    said = Extent.of(quantity.signed()) if quantity else None
    if judged.role is not Role.CIRCULATING or said is None or core is None or judged.report.cleared:
        return judged
    if not ruler.is_gross(said, core):
        return judged
    return Judged(judged.report, Role.QUARANTINED, explain.suspicion(ruler.policy))


def _oriented(interval: Interval, votes: Iterable[Vote]) -> tuple[Interval, Direction | None]:
    """A signed interval as magnitudes under the votes' direction; as it is where they have no direction in common."""
    directions = {vote.directions for vote in votes}
    common = next(iter(directions)) if len(directions) == 1 else frozenset()
    if len(common) != 1:
        return interval, None
    direction = next(iter(common))
    return (interval.negated() if direction in NEGATIVE else interval), direction


def _camp(votes: tuple[Vote, ...]) -> Camp:
    interval, _ = _oriented(hull(vote.interval for vote in votes), votes)
    return Camp(interval, tuple(vote.origin for vote in votes))


def _used(reports: Iterable[Report]) -> tuple[Judged, ...]:
    return tuple(Judged(report, Role.CORE, explain.note(report)) for report in reports)


def _window(reports: Reports) -> Window:
    latest = newest(reports)
    return latest.window if latest else NOT_STATED


def _told(figure: Figure, measurement: Measurement, bench: Bench, as_of: datetime) -> Figure:
    given = {judged.report: judged for judged in figure.reports}
    in_file_order = tuple(given[report] for report in measurement.reports if report in given)
    unseen = tuple(report for report in measurement.reports if report not in given)
    explanation = (
        *explain.roles(in_file_order, bench.sources),
        *explain.unseen(unseen, as_of, bench.sources),
        *figure.explanation,
    )
    return replace(figure, reports=in_file_order, explanation=explanation)
