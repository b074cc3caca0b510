"""The figures of an event as derivation, signals and checks look them up: by what they are of, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.report import Nature
from narrator.reconcile.comparable import same_window, value
from narrator.reconcile.standing import Extent, hull

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.report import Report
    from narrator.model.window import Window

COMPUTED_FROM = {Nature.MEASURED, Nature.ESTIMATED}
"""Nothing is computed from a forecast, a rumour, an opinion or a plan: it would lend them weight."""
LIQUIDATIONS, PEAK_HOUR, LIQUIDATED_SHARE = "liquidations", "liquidations.peak_hour", "liquidations.share"
SIDES = ("long", "short")


def core(figure: Figure) -> tuple[Report, ...]:
    """The reports that form a figure."""
    return figure.by_role(Role.CORE)


def own_extent(figure: Figure, origin: str) -> Extent | None:
    """The signed ends of what one origin says of a figure, None where an end is not known."""
    return Extent.of(hull(value(report).signed() for report in core(figure) if report.origin == origin))


@dataclass(frozen=True)
class Board:
    """The figures of one event."""

    event: Event
    figures: Figures
    policy: Policy

    @cached_property
    def extents(self) -> Mapping[str, Extent]:
        """The signed ends of what can be computed with: reported, measured or estimated, both ends known."""
        reported = [each for each in self.figures if each.reports and each.nature in COMPUTED_FROM]
        return {each.id: extent for each in reported if (extent := Extent.of(each.signed))}

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
        found = [each for metric in metrics for each in market if each.key.metric == metric]
        return [each for each in found if (each.window.hours == 1) is hourly]

    def same_window(self, one: Window, other: Window) -> bool:
        """Whether two windows cover the same time."""
        return same_window(one, other, self.policy)

    def has_main_window(self, figure: Figure) -> bool:
        """Whether a figure covers the time of the event's main figure."""
        main = self.figures.get(self.event.file.event.main or "")
        return main is not None and self.same_window(figure.window, main.window)

    def belong_together(self, *figures: Figure) -> bool:
        """Whether figures are of one basis, and of one window or read from the very same lines."""
        return len({each.key.basis for each in figures}) == 1 and all(
            self.same_window(one.window, other.window) or _lines(one) == _lines(other)
            for one, other in combinations(figures, 2)
        )

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
