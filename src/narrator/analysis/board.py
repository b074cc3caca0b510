"""The figures of an event as derivation, signals and checks look them up: by what they are of, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.quantity import Quantity
from narrator.model.report import Nature
from narrator.reconcile.comparable import same_window
from narrator.reconcile.spread import Extent, hull

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.quantity import Interval
    from narrator.model.report import Report
    from narrator.model.window import Window

COMPUTED_FROM = {Nature.MEASURED, Nature.ESTIMATED}
"""Nothing is computed from a forecast, a rumour, an opinion or a plan: it would lend them weight."""
LIQUIDATIONS, PEAK_HOUR, LIQUIDATED_SHARE = "liquidations", "liquidations.peak_hour", "liquidations.share"


def signed(figure: Figure) -> Interval:
    """The interval of a figure with the sign that its direction gives it."""
    return Quantity(figure.interval, figure.unit, figure.direction).signed()


def extent(figure: Figure) -> Extent | None:
    """The exact signed ends of a figure; None when one is not known."""
    return Extent.of(signed(figure))


def is_hourly(figure: Figure) -> bool:
    """Whether the figure covers one hour."""
    return figure.window.hours == 1


def core(figure: Figure, origin: str | None = None) -> tuple[Report, ...]:
    """The reports that form a figure, or those of one origin among them."""
    return tuple(report for report in figure.by_role(Role.CORE) if origin in {None, report.origin})


def own_extent(figure: Figure, origin: str) -> Extent | None:
    """What one origin alone says."""
    said = [report.quantity.signed() for report in core(figure, origin) if report.quantity]
    return Extent.of(hull(said)) if said else None


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of one event."""

    event: Event
    figures: Figures
    policy: Policy

    def find(self, metric: str, *, side: str = "", subject: str = "") -> tuple[Figure, ...]:
        """The figures of the whole market that can be computed with, in file order."""
        return tuple(
            figure
            for figure in self.usable()
            if (figure.key.metric, figure.key.side, figure.key.subject, figure.key.venue) == (metric, side, subject, "")
        )

    def usable(self) -> Iterator[Figure]:
        """The figures with two known ends, measured or estimated, that an event reports."""
        for figure in self.figures:
            if figure.reports and figure.nature in COMPUTED_FROM and Extent.of(figure.interval):
                yield figure

    def same_window(self, one: Window, other: Window) -> bool:
        """Whether two windows cover the same time."""
        return same_window(one, other, self.policy)

    def has_main_window(self, figure: Figure) -> bool:
        """Whether a figure covers the time of the event's main figure."""
        main = self.figures.get(self.event.file.event.main or "")
        return main is not None and self.same_window(figure.window, main.window)

    def belong_together(self, *figures: Figure) -> bool:
        """Whether figures are of one basis, and of one window or read from the very same lines."""
        if len({figure.key.basis for figure in figures}) > 1:
            return False
        return all(
            self.same_window(one.window, other.window) or _lines(one) == _lines(other)
            for one, other in combinations(figures, 2)
        )

    def nests(self, part: Figure, whole: Figure) -> bool:
        """Whether an hour lies in the longer window of a whole, as far as its source states hours."""
        inner, outer = part.window, whole.window
        if not is_hourly(part):
            return part.id.rpartition(".")[0] == whole.id and self.same_window(inner, outer)
        if inner.length is None or outer.length is None or outer.length <= inner.length:
            return False
        if inner.until is None or outer.until is None:
            return inner.until == outer.until
        return outer.until - outer.length <= inner.until - inner.length and inner.until <= outer.until


def _lines(figure: Figure) -> frozenset[tuple[str, int]]:
    return frozenset((report.at.file, report.at.line) for report in core(figure))


def wholes(board: Board, *, side: str = "", subject: str = "") -> tuple[Figure, ...]:
    """Amounts liquidated in a window longer than an hour."""
    found = board.find(LIQUIDATIONS, side=side, subject=subject)
    return tuple(figure for figure in found if not is_hourly(figure))


def hours(board: Board, *, side: str = "") -> tuple[Figure, ...]:
    """Amounts liquidated in one hour: the peak hour of a record, or a record of one hour."""
    hourly = [figure for figure in board.find(LIQUIDATIONS, side=side) if is_hourly(figure)]
    return (*board.find(PEAK_HOUR, side=side), *hourly)
