"""The sieves between the reports of a figure and its core: who supersedes, outranks and outgrades whom (rules 1 to 4).

Each sieve looks at the reports that the earlier ones let through, and names those that it puts aside. Staleness comes
after nature and grade: a newer rumour, or a newer report of a weak source, does not make a sound one old.
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
    Aside: TypeAlias = tuple[Judged, ...]
    Sieve: TypeAlias = Callable[[Reports, "Bench"], Aside]

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


def struck_out(reports: Reports, _: Bench) -> Aside:
    """What a person ranked `deprecated`."""
    return tuple(
        Judged(report, Role.DEPRECATED, f"struck out: {report.rank_reason}")
        for report in reports
        if report.rank is Rank.DEPRECATED
    )


def named_beside(reports: Reports, _: Bench) -> Aside:
    """What the file lists as circulating, or a person ranked so."""
    return tuple(
        Judged(report, Role.CIRCULATING, report.rank_reason or "listed as circulating")
        for report in reports
        if report.rank is Rank.CIRCULATING or (report.listed_as_circulating and report.rank is None)
    )


def without_amount(reports: Reports, _: Bench) -> Aside:
    """What gives no amount, where others give one."""
    if not any(has_value(report) for report in reports):
        return ()
    said = {Amount.PENDING: "has not reported yet"}
    return tuple(
        Judged(report, Role.DEPRECATED, said.get(report.amount, "gives no amount"))
        for report in reports
        if not has_value(report)
    )


def superseded(reports: Reports, _: Bench) -> Aside:
    """What a later report of the same origin replaces (rule 1)."""
    standing = latest(reports)
    corrected = {report.origin for report in standing if report.revised}
    return tuple(
        Judged(
            report,
            Role.SUPERSEDED,
            "its origin has corrected it" if report.origin in corrected else "its origin has a later report",
        )
        for report in reports
        if report not in standing
    )


def other_natures(reports: Reports, _: Bench) -> Aside:
    """What is of another nature than the figure, which preferred reports decide, else measured values (rule 3)."""
    deciding = [report for report in reports if report.rank is Rank.PREFERRED] or reports
    nature = min((report.nature for report in deciding), key=NATURES.index, default=None)
    return tuple(
        Judged(report, Role.DEPRECATED, f"{NOUNS[report.nature]} is never pooled with {NOUNS[nature]}")
        for report in reports
        if nature and report.nature is not nature
    )


def outranked(reports: Reports, _: Bench) -> Aside:
    """What stands beside a report that a person prefers (rule 4)."""
    preferred = [report for report in reports if report.rank is Rank.PREFERRED]
    return tuple(
        Judged(report, Role.CIRCULATING, f"another report is preferred: {preferred[0].rank_reason}")
        for report in reports
        if preferred and report not in preferred
    )


def outgraded(reports: Reports, bench: Bench) -> Aside:
    """What is graded D to F beside better sources, and below the best grade where there are none (rule 4)."""
    if any(report.rank is Rank.PREFERRED for report in reports):
        return ()
    weak = [report for report in reports if bench.is_weak(report)]
    if len(weak) == len(reports):
        best = min((bench.grade(report) for report in weak), key=str, default=None)
        weak = [report for report in weak if bench.grade(report) is not best]
    return tuple(
        Judged(report, Role.CIRCULATING, f"graded {bench.grade(report)}; beside better sources it only circulates")
        for report in weak
    )


def stale(reports: Reports, bench: Bench) -> Aside:
    """What is too old beside the newest report of a window that was still open (rule 2)."""
    last = newest(reports)
    if last is None or any(report.rank is Rank.PREFERRED for report in reports):
        return ()
    age = bench.policy.stale_age
    return tuple(
        Judged(report, Role.STALE, f"older than the newest by over {age.value} of a window still open ({age.id})")
        for report in reports
        if is_stale(report, last, bench.policy)
    )


SIEVES: tuple[Sieve, ...] = (
    struck_out,
    named_beside,
    without_amount,
    superseded,
    other_natures,
    outranked,
    outgraded,
    stale,
)
"""In the order in which they are applied."""


def sift(reports: Reports, bench: Bench) -> tuple[Reports, Aside]:
    """The reports that may form the core, and the others with their roles."""
    aside: Aside = ()
    for sieve in SIEVES:
        put_aside = sieve(reports, bench)
        gone = {judged.report for judged in put_aside}
        reports = tuple(report for report in reports if report not in gone)
        aside += put_aside
    return reports, aside
