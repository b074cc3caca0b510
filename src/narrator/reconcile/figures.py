"""Reports with one key to one figure: range, standing, explanation (LANGUAGE.md 2).

What was out at the as-of goes through the sieves; what is left must be comparable, becomes one vote per origin, and the
votes are weighed. Nothing is rounded here: ends keep the digits that were reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.figure import Camp, Figure, Figures, Judged, Role, Standing
from narrator.model.kinds import Part
from narrator.model.quantity import EMPTY, NEGATIVE, PLAIN, UNITS, Kind, plain
from narrator.model.report import Amount, Nature, Rank
from narrator.model.source import SEVERAL_UNNAMED
from narrator.model.window import NOT_STATED
from narrator.reconcile.comparable import clash, closing, newest, value
from narrator.reconcile.doubts import BOUND_APART, told_beside
from narrator.reconcile.extents import Extent, hull
from narrator.reconcile.sieves import Bench, best_nature, has_value, sift
from narrator.reconcile.standing import LEAST_FOR_ERRORS, Coverage, Ruler, cast, signs_differ, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from narrator.model.event import Event
    from narrator.model.policy import Policy, Threshold
    from narrator.model.quantity import Direction, Interval, Manner
    from narrator.model.report import Key, Measurement, Report
    from narrator.model.source import Sources
    from narrator.model.window import Window
    from narrator.reconcile.sieves import Reports
    from narrator.reconcile.standing import Finding, Votes

HEADS = {
    Role.CORE: "Used",
    Role.SUPERSEDED: "Superseded",
    Role.STALE: "Earlier put at",
    Role.CIRCULATING: "Circulating beside it",
    Role.OTHER_NATURE: "Told beside it, not pooled",
    Role.QUARANTINED: "Quarantined, not printed",
    Role.DEPRECATED: "Kept, not printed",
}
VERDICTS = {
    Standing.CONFIRMED: "Confirmed: {count} sources give the same value.",
    Standing.AGREED: "Agreed: the ends differ by no more than {tolerance}, counted in {unit}.",
    Standing.SINGLE_SOURCE: "Single source: all of it comes from one origin.",
    Standing.DISPUTED: "Disputed: {measure} at most {limit}, so the range runs from lowest to highest.",
    Standing.INCOMPATIBLE: "Incompatible: two camps; the gap is over {gap}, and its ends differ by over {ratio}.",
    Standing.REFUSED: "Refused: {measure} more than {limit}; a rank set by a person can decide.",
}
SIGNS = "Disputed: the sources differ on the direction, so both ends are spelled out in words."
EXPLAINED = "Incompatible: further apart than {limit}, and the record says why, so each is printed."
SEVERAL = "Disputed: the range is what several unnamed sources give together."
WEAK = "Unverified: no source better than grade D reported it, so it stands no better than a single source."
MISSING = "Missing: no report gives an amount."
PENDING = "Missing: not reported yet; this is neither zero nor unknown for good."


def reconcile(event: Event, sources: Sources, policy: Policy, as_of: datetime) -> Figures:
    """A figure for every measurement of an event, also where nothing can be printed; later reports are not used."""
    bench = Bench(sources, policy)

    def is_out(report: Report) -> bool:
        said = report.as_of
        if not said and report.nature is Nature.MEASURED and (end := closing(report.window, event.zone)):
            # Nobody measures a window before it ends, but for what the desk had when it published.
            said = min(end, event.published)
        return all(not time or time <= as_of for time in (said, report.embargo))

    def figure(measurement: Measurement) -> Figure:
        coverage = Coverage(measurement.differ is not None, frozenset(_parties(measurement.key, sources)))
        return _figure(measurement, bench, coverage, as_of, is_out)

    return Figures(_paired({each.figure: figure(each) for each in event.measurements.values()}))


def _paired(figures: dict[str, Figure]) -> dict[str, Figure]:
    """The figures, money and coins apart where they went opposite ways, or one circulates: neither is the worth."""

    def is_apart(figure: Figure) -> bool:
        other = figures.get(figure.worth or "")
        if other is None or not (figure.is_printable and other.is_printable):
            return False
        is_aside = any(r.listed_as_circulating for each in (figure, other) for r in each.by_role(Role.CORE))
        return figure.direction is not other.direction or is_aside

    return {name: replace(figure, worth=None) if is_apart(figure) else figure for name, figure in figures.items()}


def _parties(key: Key, sources: Sources) -> Iterator[str]:
    """The ids under which what is counted, an exchange or a fund, would itself report."""
    for party in filter(None, (key.venue, key.subject)):
        yield from (party, sources.find(party).id)


def _figure(
    measurement: Measurement, bench: Bench, coverage: Coverage, as_of: datetime, is_out: Callable[[Report], bool]
) -> Figure:
    typed = measurement.reports
    out = tuple(filter(is_out, typed))
    core, aside = sift(out, bench)
    used = (Judged(each, Role.CORE, _note(each)) for each in core)
    figure = replace(_bare(measurement, core or out), reports=(*used, *aside))
    if not any(map(has_value, core)):
        figure = _missing(figure, core)
    elif apart := clash(core, bench.policy):
        one, other = (bench.sources.find(report.source).name for report in (apart.one, apart.other))
        why = f"Refused: {one} and {other} are not pooled, because {apart.why}."
        figure = replace(figure, standing=Standing.REFUSED, explanation=(why,))
    else:
        figure = _settled(figure, core, bench, coverage)
    figure = told_beside(figure, bench)
    judged = {each.report: each for each in figure.reports}
    in_file_order = tuple(judged[each] for each in typed if each in judged)
    told = _roles(in_file_order, bench.sources)
    late = (f"Not out yet at {as_of:%Y-%m-%d %H:%M}: {_told(r, bench.sources)}." for r in typed if r not in judged)
    return replace(figure, reports=in_file_order, explanation=(*told, *late, *figure.explanation))


def _bare(measurement: Measurement, reports: Reports) -> Figure:
    kind = measurement.key.kind
    usual = measurement.field or Part.ACCOUNTS if kind is Kind.COUNT else UNITS.get(kind, "USD")
    unit = min((each.quantity.unit for each in reports if each.quantity), default=usual)
    nature, worth = best_nature(reports), measurement.worth
    return Figure(measurement.figure, measurement.key, nature, Standing.MISSING, EMPTY, unit, NOT_STATED, worth=worth)


def _missing(figure: Figure, core: Reports) -> Figure:
    pending = any(each.amount is Amount.PENDING for each in core)
    why = PENDING if pending else MISSING
    return replace(figure, window=_latest(core), direction=_direction(core), pending=pending, explanation=(why,))


def _settled(figure: Figure, core: Reports, bench: Bench, coverage: Coverage) -> Figure:
    ruler = Ruler.of(figure.key.kind, figure.unit, figure.nature, bench.policy, coverage)
    found = weigh(cast(core), ruler)
    used = _reports(found.core)
    slips = {*_reports(found.off), *_slips(figure.by_role(Role.CIRCULATING), found, ruler)}
    aside = dict.fromkeys(_reports(found.apart), (Role.CIRCULATING, BOUND_APART))
    aside |= dict.fromkeys(slips, (Role.QUARANTINED, _suspicion(bench.policy)))
    standing, why = _standing(found, ruler)
    weak = all(map(bench.is_weak, used))
    if weak and standing in {Standing.CONFIRMED, Standing.AGREED}:
        standing = Standing.SINGLE_SOURCE
    is_one = standing is Standing.SINGLE_SOURCE or why == SEVERAL
    direction = _direction(used)
    return replace(
        figure,
        standing=standing,
        interval=under(direction, found.interval),
        direction=direction,
        window=_latest(used),
        approximate=any(value(each).approximate for each in used),
        manner=_manner(used),
        briefly=any(each.briefly for each in used),
        source=found.core[0].origin if is_one else None,
        weak=weak,
        camps=tuple(_camp(votes, direction) for votes in found.camps),
        reports=tuple(
            Judged(each.report, *aside[each.report]) if each.report in aside else each for each in figure.reports
        ),
        explanation=(why, WEAK) if weak else (why,),
    )


def _standing(found: Finding, ruler: Ruler) -> tuple[Standing, str]:
    interval = found.interval
    is_own_range = len(found.core) == 1 and not (interval.is_point or interval.is_bound or interval.is_empty)
    if is_own_range and found.core[0].origin == SEVERAL_UNNAMED:
        return Standing.DISPUTED, SEVERAL
    return found.standing, _verdict(found, ruler)


def _slips(circulating: Reports, found: Finding, ruler: Ruler) -> Iterator[Report]:
    """The circulating values that are probably in a wrong unit, so that they are not printed either."""
    core, valued = Extent.of(found.interval), tuple(filter(has_value, circulating))
    is_alone = len(found.core) + len(valued) < LEAST_FOR_ERRORS
    ratio = ruler.policy.alone_ratio if is_alone else ruler.policy.gross_ratio
    for report in valued:
        said = Extent.of(value(report).signed())
        if said and core and not ruler.coverage.explains(report) and ruler.is_gross(said, core, ratio):
            yield report


def _reports(votes: Votes) -> Reports:
    return tuple(report for vote in votes for report in vote.reports)


def _direction(reports: Reports) -> Direction | None:
    """The direction that all amounts have."""
    directions = {each.quantity.direction for each in reports if each.quantity}
    return directions.pop() if len(directions) == 1 else None


def _manner(reports: Reports) -> Manner:
    """How all sources put their amounts; how far one of them went of a bound is its own to say."""
    manners = {value(each).manner for each in reports}
    return manners.pop() if len(manners) == 1 else PLAIN


def under(direction: Direction | None, interval: Interval) -> Interval:
    """A signed interval as magnitudes under the direction of the figure; signed still where it has none."""
    return interval.negated() if direction in NEGATIVE else interval


def _latest(reports: Reports) -> Window:
    latest = newest(reports)
    return latest.window if latest else NOT_STATED


def _camp(votes: Votes, direction: Direction | None) -> Camp:
    return Camp(under(direction, hull(vote.interval for vote in votes)), tuple(vote.origin for vote in votes))


def _note(report: Report) -> str:
    """What is to be known of a report that was used, as clauses."""
    clauses = (
        report.rank is Rank.PREFERRED and f"preferred: {report.rank_reason}",
        report.cleared and f"cleared: {report.cleared}",
        report.provisional and "provisional",
        not report.coverage_stated and "coverage not stated",
    )
    return ", ".join(clause for clause in clauses if clause)


def _suspicion(policy: Policy) -> str:
    """Why a value is quarantined."""
    return (
        f"{plain(policy.gross_ratio.value)} times or more from the middle of the others ({policy.gross_ratio.id}), "
        f"or nearly a power of ten ({policy.slip_tolerance.id}): check the unit, million or billion, 万 or 亿"
    )


def _roles(judged: tuple[Judged, ...], sources: Sources) -> Iterator[str]:
    """One sentence for each role that was given, naming its reports."""
    for role, head in HEADS.items():
        told = [
            ", ".join(filter(None, (_told(each.report, sources), each.reason))) for each in judged if each.role is role
        ]
        if told:
            yield f"{head}: {'; '.join(told)}."


def _verdict(finding: Finding, ruler: Ruler) -> str:
    """How the votes came to their standing, with the thresholds that decided."""
    if finding.standing is Standing.DISPUTED and signs_differ(finding.core):
        return SIGNS
    if finding.standing is Standing.INCOMPATIBLE and ruler.coverage.is_explained:
        return EXPLAINED.format(limit=_cite(ruler.limit))
    return VERDICTS[finding.standing].format(
        count=len(finding.core),
        tolerance=_cite(ruler.tolerance),
        unit="points" if ruler.in_points else "parts of the smallest",
        measure="largest over smallest is" if ruler.by_ratio else "largest less smallest, in points, is",
        limit=_cite(ruler.limit),
        gap=_cite(ruler.policy.camp_gap),
        ratio=_cite(ruler.policy.camp_ratio),
    )


def _cite(threshold: Threshold) -> str:
    return f"{plain(threshold.value)} ({threshold.id}: {threshold.reason})"


def _told(report: Report, sources: Sources) -> str:
    name = sources.find(report.source).name
    quoting = f", quoting {sources.find(report.origin).name}" if report.origin != report.source else ""
    return f'{name}{quoting}, "{report.typed}" ({report.at.file}:{report.at.line})'
