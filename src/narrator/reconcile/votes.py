"""One vote per origin: a later report of an origin supersedes the earlier, a correction a repetition (rule 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from narrator.model.report import Rank
from narrator.reconcile.comparable import identity, moment
from narrator.reconcile.spread import hull

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from narrator.model.quantity import Direction, Interval
    from narrator.model.report import Report

_Group = TypeVar("_Group", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Vote:
    """What one origin says: its latest report, or the reports of one moment that cannot be put in order."""

    origin: str
    reports: tuple[Report, ...]
    interval: Interval

    @property
    def directions(self) -> frozenset[Direction]:
        """The directions of what was said; a true zero has none."""
        found = (report.quantity.direction for report in self.reports if report.quantity)
        return frozenset(direction for direction in found if direction)


def cast(reports: Iterable[Report]) -> tuple[Vote, ...]:
    """One vote for each origin, its interval signed, in the order of the origins' names."""
    return tuple(
        Vote(origin, said, hull(report.quantity.signed() for report in said if report.quantity))
        for origin, said in sorted(_grouped(reports, by=_origin).items())
    )


def latest(reports: Iterable[Report]) -> frozenset[Report]:
    """The reports that no other report of the same origin on the same window supersedes."""
    return frozenset(last for history in _grouped(reports, by=_history).values() for last in _last(history))


def _last(history: tuple[Report, ...]) -> tuple[Report, ...]:
    corrections = tuple(report for report in history if report.revised)
    if corrections:
        # Only the origin itself, at a known later time, can overtake its own correction.
        timed = all(report.as_of for report in corrections)
        history = corrections + tuple(
            report
            for report in history
            if timed and report.as_of and report.source == report.origin and not report.revised
        )
    newest = max(_order(report) for report in history)
    return tuple(report for report in history if _order(report) == newest)


def _order(report: Report) -> tuple[bool, float, bool, bool]:
    said = moment(report)
    return (
        report.rank is Rank.PREFERRED,
        said.timestamp() if said else float("-inf"),
        report.revised,
        report.source == report.origin,
    )


def _origin(report: Report) -> str:
    return report.origin


def _history(report: Report) -> Hashable:
    unit = report.quantity.unit if report.quantity else ""
    return report.origin, report.nature, identity(report.window), report.definition, unit


def _grouped(reports: Iterable[Report], by: Callable[[Report], _Group]) -> Mapping[_Group, tuple[Report, ...]]:
    groups: dict[_Group, tuple[Report, ...]] = {}
    for report in reports:
        groups[by(report)] = (*groups.get(by(report), ()), report)
    return groups
