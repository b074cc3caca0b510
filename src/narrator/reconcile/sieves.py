"""The sieves between the reports of a figure and its core: who supersedes, outranks and outgrades whom (rules 1 to 4).

Each sieve looks at the reports that the earlier ones let through, and says which it puts aside, and of each why.
Staleness comes after nature and grade: a newer rumour or a newer report of a weak source makes no sound one old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from narrator.model.figure import Judged, Role
from narrator.model.ids import field_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import OPPOSITE
from narrator.model.report import Amount, Nature, Rank
from narrator.reconcile.comparable import identity, is_stale, moment, newest, primaries, value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from narrator.model.policy import Policy
    from narrator.model.report import Report
    from narrator.model.source import Grade, Sources

    Reports: TypeAlias = tuple[Report, ...]
    Aside: TypeAlias = Mapping[Report, str]

FLOWS, COINS = f"{Group.FLOWS}.", f".{Part.COINS}"
NATURES = (*(nature for nature in Nature if nature is not Nature.RUMOUR), Nature.RUMOUR)
_NOUNS = ("a measured value", "an estimate", "a forecast", "a rumour", "an opinion", "a plan")
NOUNS = dict(zip(Nature, _NOUNS, strict=True))


@dataclass(frozen=True, slots=True)
class Bench:
    """What every rule judges by."""

    sources: Sources
    policy: Policy

    def grade(self, report: Report) -> Grade | None:
        """The worse of the grades of who published and of who is quoted; None when neither has one."""
        grades = (self.sources.find(source).grade for source in (report.source, report.origin))
        return max((grade for grade in grades if grade), default=None)

    def grades_weak(self, source: str) -> bool:
        """Whether a source is graded D to F."""
        grade = self.sources.find(source).grade
        return grade is not None and grade.is_weak

    def is_weak(self, report: Report) -> bool:
        """Whether a report can only circulate beside better ones."""
        grade = self.grade(report)
        return grade is not None and grade.is_weak


GRADED = "graded"
"""How the reason begins for which a report of a weak source was put aside."""
OPPOSED = "gives the other direction and no amount"


def has_value(report: Report) -> bool:
    """Whether a report gives an amount, a true zero included."""
    return not value(report).interval.is_empty


def best_nature(reports: Iterable[Report]) -> Nature:
    """The first nature that there is, measured before estimated before the others, a rumour last."""
    return min((report.nature for report in reports), key=NATURES.index, default=Nature.MEASURED)


def struck_out(reports: Reports, _: Bench) -> Aside:
    """What a person ranked `deprecated`."""
    return {each: f"struck out: {each.rank_reason}" for each in reports if each.rank is Rank.DEPRECATED}


def named_beside(reports: Reports, _: Bench) -> Aside:
    """What the file lists as circulating, or a person ranked so; coins that go with such money alone are their own."""
    aside = [r for r in reports if r.rank is Rank.CIRCULATING or (r.listed_as_circulating and not r.rank)]
    is_alone = len(aside) == len(reports) and all(
        r.figure.startswith(FLOWS) and r.figure.endswith(COINS) for r in aside
    )
    return {} if is_alone else {each: each.rank_reason or "listed as circulating" for each in aside}


def without_amount(reports: Reports, _: Bench) -> Aside:
    """What gives no amount, where others give one."""
    is_given = any(map(has_value, reports))
    silent = (each for each in reports if is_given and not (has_value(each) or value(each).direction))
    return {each: "has not reported yet" if each.amount is Amount.PENDING else "gives no amount" for each in silent}


def direction_alone(reports: Reports, _: Bench) -> Aside:
    """A direction without an amount, where others give one; it may still be the other direction."""
    ways = {value(each).direction for each in reports if has_value(each)}
    opposed = {OPPOSITE[way] for way in ways if way}
    alone = (each for each in reports if ways and not has_value(each))
    return {each: OPPOSED if value(each).direction in opposed else "gives no amount" for each in alone}


def superseded(reports: Reports, _: Bench) -> Aside:
    """What a later report of the same origin on the same window replaces; a correction beats a repetition (rule 1)."""
    primary = primaries(reports)
    histories: dict[Hashable, list[Report]] = {}
    for each in reports:
        history = primary(each), each.nature, identity(each.window), each.definition, value(each).unit
        histories.setdefault(history, []).append(each)
    last = {each for history in histories.values() for each in _last(history)}
    corrected = {primary(each) for each in last if each.revised}
    return {
        each: "its origin has corrected it" if primary(each) in corrected else "its origin has a later report"
        for each in reports
        if each not in last
    }


def _last(history: list[Report]) -> list[Report]:
    corrections = [each for each in history if each.revised]
    if corrections:
        # Only the origin itself, at a known later time, can overtake its own correction.
        is_timed = all(each.as_of for each in corrections)
        own = [each for each in history if each.as_of and each.source == each.origin and not each.revised]
        history = corrections + (own if is_timed else [])
    latest = max(map(_order, history))
    return [each for each in history if _order(each) == latest]


def _order(report: Report) -> tuple[bool, bool, float, bool, bool]:
    said = moment(report)
    time = said.timestamp() if said else float("-inf")
    return report.rank is Rank.PREFERRED, has_value(report), time, report.revised, report.source == report.origin


def other_natures(reports: Reports, _: Bench) -> Aside:
    """What is of another nature than the figure, which preferred reports decide, else measured values (rule 3)."""
    nature = best_nature(_preferred(reports) or _valued(reports))
    return {
        each: f"{NOUNS[each.nature]} is never pooled with {NOUNS[nature]}"
        for each in reports
        if each.nature is not nature
    }


def outranked(reports: Reports, _: Bench) -> Aside:
    """What stands beside a report that a person prefers (rule 4)."""
    preferred = _preferred(reports)
    reasons = ", ".join(sorted({each.rank_reason for each in preferred}))
    return {each: f"another is preferred: {reasons}" for each in reports if preferred and each not in preferred}


def outgraded(reports: Reports, bench: Bench) -> Aside:
    """What is graded D to F beside better sources, and below the best grade where there are none (rule 4)."""
    weak = {each: bench.grade(each) for each in reports if bench.is_weak(each)}
    of_valued = [weak.get(each) for each in _valued(reports)]
    kept = None if None in of_valued else min(filter(None, of_valued), key=str, default=None)
    return {
        each: f"{GRADED} {grade}, it only circulates beside better sources"
        for each, grade in (() if _preferred(reports) else weak.items())
        if grade is not kept
    }


OF_AN_HOUR = frozenset({Part.LOW, Part.HIGH, Part.OPEN, Part.CLOSE, Part.BROKE})
"""Prices whose time is when they stood there: no later one of the window has overtaken them."""


def stale(reports: Reports, bench: Bench) -> Aside:
    """What is too old beside the newest report of a window that was still open (rule 2); a low keeps its hour."""
    last, age = newest(_valued(reports)), bench.policy.stale_age
    return {
        each: f"older than the newest by over {age.value} of a window still open ({age.id})"
        for each in (() if _preferred(reports) else reports)
        if last and field_of(each.figure) not in OF_AN_HOUR and is_stale(each, last, bench.policy)
    }


def _valued(reports: Reports) -> Reports:
    """Those that give an amount; all where none does. A direction alone puts no amount aside."""
    return tuple(filter(has_value, reports)) or reports


def _preferred(reports: Reports) -> Reports:
    return tuple(each for each in reports if each.rank is Rank.PREFERRED)


SIEVES: tuple[tuple[Callable[[Reports, Bench], Aside], Role], ...] = (
    (struck_out, Role.DEPRECATED),
    (named_beside, Role.CIRCULATING),
    (without_amount, Role.DEPRECATED),
    (superseded, Role.SUPERSEDED),
    (other_natures, Role.OTHER_NATURE),
    (outranked, Role.CIRCULATING),
    (outgraded, Role.CIRCULATING),
    (stale, Role.STALE),
    (direction_alone, Role.DEPRECATED),
)
"""In the order in which they are applied, with the role of what each puts aside."""


def sift(reports: Reports, bench: Bench) -> tuple[Reports, tuple[Judged, ...]]:
    """The reports that may form the core, and the others with their roles."""
    judged: list[Judged] = []
    for sieve, role in SIEVES:
        aside = sieve(reports, bench)
        judged.extend(Judged(report, role, why) for report, why in aside.items())
        reports = tuple(report for report in reports if report not in aside)
    return reports, tuple(judged)
