"""The figures of an event as they are looked up, by what they are of, never by name; and what can be wrong with them.

REC is what the reports of one figure do to each other, ANA what figures do to each other. What keeps a figure from
being printed where it is needed ends with exit 11; figures that contradict each other end with exit 10.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from narrator.model.catalogue import Severity
from narrator.model.figure import Role
from narrator.model.kinds import SIDES, Group, Part, metric
from narrator.model.problem import Problem
from narrator.model.report import Nature
from narrator.model.window import Span
from narrator.reconcile.comparable import same_window, value
from narrator.reconcile.extents import Extent, hull

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.problem import Location
    from narrator.model.quantity import Interval
    from narrator.model.report import Report

COMPUTED_FROM = {Nature.MEASURED, Nature.ESTIMATED}
"""Nothing is computed from a forecast, a rumour, an opinion or a plan: it would lend them weight."""
LIQUIDATIONS = metric(Group.LIQUIDATIONS)
PEAK_HOUR, LIQUIDATED_SHARE = (metric(Group.LIQUIDATIONS, part) for part in (Part.PEAK_HOUR, Part.SHARE))
HOUR = timedelta(hours=1)


def core(figure: Figure) -> tuple[Report, ...]:
    """The reports that form a figure."""
    return figure.by_role(Role.CORE)


def own_extents(figure: Figure) -> Mapping[str, Extent | None]:
    """The signed ends of what each origin says of a figure by itself, None where an end is not known."""
    said: dict[str, list[Interval]] = {}
    for report in core(figure):
        said.setdefault(report.origin, []).append(value(report).signed())
    return {origin: Extent.of(hull(intervals)) for origin, intervals in said.items()}


def are_crossed(figures: Sequence[Figure]) -> bool:
    """Whether a source of one figure gives another otherwise, and none gives all: two counts would be made one."""
    own, aside = (
        [{report.origin for report in each.by_role(role)} for each in figures] for role in (Role.CORE, Role.CIRCULATING)
    )
    return not set.intersection(*own) and any(a & b for a in own for b in aside)


@dataclass(frozen=True)
class Board:
    """The figures of one event."""

    event: Event
    figures: Figures
    policy: Policy

    @property
    def reported(self) -> list[Figure]:
        """The figures that were reported, measured or estimated, also where their sources are too far apart."""
        return [each for each in self.figures if core(each) and each.nature in COMPUTED_FROM]

    @cached_property
    def extents(self) -> Mapping[str, Extent]:
        """The signed ends of what can be computed with: reported, both ends known."""
        return {each.id: extent for each in self.reported if (extent := Extent.of(each.signed))}

    @property
    def usable(self) -> tuple[Figure, ...]:
        """The figures that can be computed with, in file order."""
        return tuple(self.figures[each] for each in self.extents)

    def liquidated(self, part: str = "", *, hourly: bool = False) -> list[Figure]:
        """Amounts liquidated in the whole market, in one hour or longer: of a side, of an asset, or of all (empty)."""
        wanted = (part, "", "") if part in SIDES else ("", part, "")
        market = [each for each in self.usable if (each.key.side, each.key.subject, each.key.venue) == wanted]
        # The peak hour of a record comes before a record of one hour.
        metrics = (PEAK_HOUR, LIQUIDATIONS) if hourly else (LIQUIDATIONS,)
        found = [each for metric in metrics for each in market if each.key.metric == metric and not each.key.basis]
        return [each for each in found if (each.window.length == HOUR) is hourly]

    def same_window(self, one: Figure, other: Figure | None) -> bool:
        """Whether two figures cover the same time."""
        return other is not None and same_window(one.window, other.window, self.policy)

    @property
    def main(self) -> Figure | None:
        """The figure of headline and lead."""
        return self.figures.get(self.event.file.event.main or "")

    def in_main_window(self, figure: Figure) -> bool:
        """Whether a figure covers the time of the main figure; a window that is not stated is equal to none."""
        return self.main is None or figure is self.main or self.same_window(figure, self.main)

    def belong_together(self, *figures: Figure) -> bool:
        """Whether figures are of one basis, and of the very same window or lines: nearly the same would be no part."""
        return len({each.key.basis for each in figures}) == 1 and all(
            self._is_one_window(one, other) or _lines(one) == _lines(other) for one, other in combinations(figures, 2)
        )

    def _is_one_window(self, one: Figure, other: Figure) -> bool:
        is_moved = one.window.until != other.window.until and one.window.span is not Span.INSTANT
        return self.same_window(one, other) and not is_moved

    def nests(self, part: Figure, whole: Figure) -> bool:
        """Whether an hour lies in the longer window of a whole, as far as its source states hours."""
        inner, outer = part.window, whole.window
        if not inner.length or not outer.length or outer.length <= inner.length:
            return False
        if not inner.until or not outer.until:
            return inner.until == outer.until
        return outer.until - outer.length <= inner.until - inner.length and inner.until <= outer.until


def _lines(figure: Figure) -> set[tuple[str, int]]:
    return {(report.at.file, report.at.line) for report in core(figure)}


CODES = {
    "REC001": ("reports that cannot be pooled stand under one figure", "one window and count, or a record for each"),
    "REC002": ("the sources are too far apart for one figure", "sources near enough for a range, or a rank"),
    "REC003": ("the sources form camps, and none of them is the figure", "one camp, or a rank set by a person"),
    "REC004": ("it is the main figure, and no report measures or estimates it", "an amount, or another main figure"),
    "REC005": ("quarantined: check the unit, million or billion, 万 or 亿", "a value near others, or `cleared:`"),
    "REC006": ("the sources differ on the direction", "one direction; a rank decides, on both reports to print both"),
    "REC008": ("a report was made before its window opened", "the time or the window of what it is about"),
    "REC009": ("a report made after publication differs from what was printed", "a new edition that has it"),
    "REC010": (
        "a source typed under `said` is graded too low to enter the range",
        "`circulating`, which says so, or a better grade with its reason",
    ),
    "ANA001": ("a whole and its parts contradict each other", "a whole that holds its parts"),
    "ANA002": ("money over coins is far from the price", "money and coins of the same trade"),
    "ANA003": ("the share does not fit the amounts of this event", "the share that they give"),
    "ANA004": ("a part can exceed its whole", "a part that lies within its whole at both ends"),
    "ANA005": (
        "the share is of a figure with another window",
        "a whole of the same window; else it is printed alone",
    ),
    "ANA006": ("the prices of one window are out of order", "low <= open, close, price <= high"),
    "ANA007": ("the flow of a day equals the sum of the longer window that holds it", "the window of each amount"),
    "ANA008": ("one value stands under two windows", "the window of each amount; the same one twice is one record"),
}


def problem(code: str, figure: Figure, found: str, example: str = "", at: Location | None = None) -> Problem:
    """A problem of a figure, where its first report stands unless another place is given."""
    says, expected = CODES[code]
    where = at or (core(figure) or [judged.report for judged in figure.reports])[0].at
    return Problem(code, f"{figure.id}: {says}", where, found, expected, example, figure=figure.id)


def warning(found: Problem, *, when: bool) -> Problem:
    """The problem, as a warning where that is enough."""
    return replace(found, severity=Severity.WARNING) if when else found
