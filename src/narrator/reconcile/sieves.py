"""The sieves between the reports of a figure and its core: who supersedes, outranks and outgrades whom (rules 1 to 4).

Each sieve looks at the reports that the earlier ones let through, and says of each why it is put aside, or nothing.
Staleness comes after nature and grade: a newer rumour or a newer report of a weak source makes no sound one old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from narrator.model.figure import Judged, Role
from narrator.model.report import Amount, Nature, Rank
from narrator.reconcile.comparable import is_stale, newest
from narrator.reconcile.votes import latest

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.model.policy import Policy
    from narrator.model.report import Report
    from narrator.model.source import Grade, Sources

    Reports: TypeAlias = tuple[Report, ...]
    Why: TypeAlias = Callable[[Report], str | None]

NATURES = tuple(Nature)
NOUNS = {
    Nature.MEASURED: "a measured value",
    Nature.ESTIMATED: "an estimate",
    Nature.FORECAST: "a forecast",
    Nature.RUMOUR: "a rumour",
    Nature.OPINION: "an opinion",
    Nature.PLAN: "a plan",
}


@dataclass(frozen=True, slots=True)
class Bench:
    """What every rule judges by."""

    sources: Sources
    policy: Policy

    def grade(self, report: Report) -> Grade | None:
        """The worse of the grades of who published and of who is quoted; None when neither has one."""
        grades = (self.sources.find(source).grade for source in (report.source, report.origin))
        return max((grade for grade in grades if grade), default=None)

    def is_weak(self, report: Report) -> bool:
        """Whether a report can only circulate beside better ones."""
        grade = self.grade(report)
        return grade is not None and grade.is_weak


def has_value(report: Report) -> bool:
    """Whether a report gives an amount, a true zero included."""
    return report.quantity is not None and not report.quantity.interval.is_empty


def struck_out(_: Reports, __: Bench) -> Why:
    """What a person ranked `deprecated`."""
    return lambda report: f"struck out: {report.rank_reason}" if report.rank is Rank.DEPRECATED else None


def named_beside(_: Reports, __: Bench) -> Why:
    """What the file lists as circulating, or a person ranked so."""

    def why(report: Report) -> str | None:
        is_listed = report.listed_as_circulating and report.rank is None
        return report.rank_reason or "listed as circulating" if is_listed or report.rank is Rank.CIRCULATING else None

    return why


def without_amount(reports: Reports, _: Bench) -> Why:
    """What gives no amount, where others give one."""
    none_has = not any(map(has_value, reports))
    words = {Amount.PENDING: "has not reported yet"}
    return lambda report: None if none_has or has_value(report) else words.get(report.amount, "gives no amount")


def superseded(reports: Reports, _: Bench) -> Why:
    """What a later report of the same origin replaces (rule 1)."""
    standing = latest(reports)
    corrected = {report.origin for report in standing if report.revised}

    def why(report: Report) -> str | None:
        if report in standing:
            return None
        return "its origin has corrected it" if report.origin in corrected else "its origin has a later report"

    return why


def other_natures(reports: Reports, _: Bench) -> Why:
    """What is of another nature than the figure, which preferred reports decide, else measured values (rule 3)."""
    deciding = _preferred(reports) or reports
    nature = min((report.nature for report in deciding), key=NATURES.index, default=Nature.MEASURED)
    return lambda report: (
        None if report.nature is nature else f"{NOUNS[report.nature]} is never pooled with {NOUNS[nature]}"
    )


def outranked(reports: Reports, _: Bench) -> Why:
    """What stands beside a report that a person prefers (rule 4)."""
    preferred = _preferred(reports)
    reasons = ", ".join(sorted({report.rank_reason for report in preferred}))
    return lambda report: f"another is preferred: {reasons}" if preferred and report not in preferred else None


def outgraded(reports: Reports, bench: Bench) -> Why:
    """What is graded D to F beside better sources, and below the best grade where there are none (rule 4)."""
    weak = [report for report in reports if bench.is_weak(report)]
    if len(weak) == len(reports):
        best = min((bench.grade(report) for report in weak), key=str, default=None)
        weak = [report for report in weak if bench.grade(report) is not best]
    is_ranked = _preferred(reports)
    return lambda report: (
        f"graded {bench.grade(report)}, it only circulates beside better sources"
        if report in weak and not is_ranked
        else None
    )


def stale(reports: Reports, bench: Bench) -> Why:
    """What is too old beside the newest report of a window that was still open (rule 2)."""
    last, age, is_ranked = newest(reports), bench.policy.stale_age, _preferred(reports)
    return lambda report: (
        f"older than the newest by over {age.value} of a window still open ({age.id})"
        if last and not is_ranked and is_stale(report, last, bench.policy)
        else None
    )


def _preferred(reports: Reports) -> Reports:
    return tuple(report for report in reports if report.rank is Rank.PREFERRED)


SIEVES: tuple[tuple[Callable[[Reports, Bench], Why], Role], ...] = (
    (struck_out, Role.DEPRECATED),
    (named_beside, Role.CIRCULATING),
    (without_amount, Role.DEPRECATED),
    (superseded, Role.SUPERSEDED),
    (other_natures, Role.DEPRECATED),
    (outranked, Role.CIRCULATING),
    (outgraded, Role.CIRCULATING),
    (stale, Role.STALE),
)
"""In the order in which they are applied, with the role of what each puts aside."""


def sift(reports: Reports, bench: Bench) -> tuple[Reports, tuple[Judged, ...]]:
    """The reports that may form the core, and the others with their roles."""
    aside: list[Judged] = []
    for sieve, role in SIEVES:
        why = sieve(reports, bench)
        aside.extend(Judged(report, role, reason) for report in reports if (reason := why(report)))
        gone = {judged.report for judged in aside}
        reports = tuple(report for report in reports if report not in gone)
    return reports, tuple(aside)
