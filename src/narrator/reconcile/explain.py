"""The explanation of a figure in sentences: which report had which role, which rule and threshold decided (rule 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.figure import Role, Standing
from narrator.model.quantity import plain
from narrator.model.report import Rank
from narrator.reconcile.standing import signs_differ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from narrator.model.figure import Judged
    from narrator.model.policy import Policy, Threshold
    from narrator.model.report import Report
    from narrator.model.source import Sources
    from narrator.reconcile.comparable import Clash
    from narrator.reconcile.standing import Finding, Ruler

HEADS = {
    Role.CORE: "Used",
    Role.SUPERSEDED: "Superseded",
    Role.STALE: "Earlier put at",
    Role.CIRCULATING: "Circulating beside it",
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
CONTESTED = "Disputed: it is one source's own range and values outside it circulate, so it is printed as it was given."
SEVERAL = "Disputed: the range is what several unnamed sources give together."
WEAK = "Unverified: no source better than grade D reported it, so it stands no better than a single source."
MISSING = "Missing: no report gives an amount."
PENDING = "Missing: not reported yet; this is neither zero nor unknown for good."


def note(report: Report) -> str:
    """What is to be known of a report that was used, as clauses."""
    clauses = (
        report.rank is Rank.PREFERRED and f"preferred: {report.rank_reason}",
        report.cleared and f"cleared: {report.cleared}",
        report.provisional and "provisional",
        not report.coverage_stated and "coverage not stated",
    )
    return ", ".join(clause for clause in clauses if clause)


def suspicion(policy: Policy) -> str:
    """Why a value is quarantined."""
    return (
        f"{plain(policy.gross_ratio.value)} times or more from the middle of the others ({policy.gross_ratio.id}), "
        f"or nearly a power of ten ({policy.slip_tolerance.id}): check the unit, million or billion, 万 or 亿"
    )


def roles(judged: tuple[Judged, ...], sources: Sources) -> Iterator[str]:
    """One sentence for each role that was given, naming its reports."""
    for role, head in HEADS.items():
        told = [
            ", ".join(filter(None, (_told(each.report, sources), each.reason))) for each in judged if each.role is role
        ]
        if told:
            yield f"{head}: {'; '.join(told)}."


def unseen(reports: Iterable[Report], as_of: datetime, sources: Sources) -> Iterator[str]:
    """The reports that were not out yet at the as-of."""
    for report in reports:
        yield f"Not out yet at {as_of:%Y-%m-%d %H:%M}: {_told(report, sources)}."


def apart(clash: Clash, sources: Sources) -> str:
    """Why reports of one figure were not pooled."""
    one, other = (sources.find(report.source).name for report in (clash.one, clash.other))
    return f"Refused: {one} and {other} are not pooled, because {clash.why}."


def verdict(finding: Finding, ruler: Ruler) -> str:
    """How the votes came to their standing, with the thresholds that decided."""
    if finding.standing is Standing.DISPUTED and signs_differ(finding.core):
        return SIGNS
    return VERDICTS[finding.standing].format(
        count=len(finding.core),
        tolerance=_cite(ruler.tolerance),
        unit="points" if ruler.in_points else "parts of the smallest",
        measure="largest less smallest, in points, is" if ruler.in_points else "largest over smallest is",
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
