"""What conditions of templates ask of a figure: a visible table, each entry with what it says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from narrator.model.figure import Role, Standing
from narrator.model.quantity import CURRENCIES, PERCENT, Direction
from narrator.model.report import Nature
from narrator.model.source import SEVERAL_UNNAMED
from narrator.model.window import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.model.figure import Figure
    from narrator.model.window import Window

DURATIONS = frozenset({"years", "months", "weeks", "days", "hours"})


def _printable(figure: Figure) -> bool:
    return figure.is_printable and figure.nature in {Nature.MEASURED, Nature.ESTIMATED}


def _is_range(figure: Figure) -> bool:
    return figure.is_printable and not figure.interval.is_point and not figure.interval.is_bound


def _is_supported(figure: Figure) -> bool:
    said = (report.quantity for report in figure.by_role(Role.CORE))
    return not figure.interval.is_bound and any(each.interval.is_bound for each in said if each)


def _stands(standing: Standing, figure: Figure) -> bool:
    return figure.standing is standing


def _points(way: Direction, figure: Figure) -> bool:
    return figure.direction is way


FLAGS: Mapping[str, tuple[str, Callable[[Figure], bool]]] = {
    "printable": ("it has an amount that is measured or estimated", _printable),
    "soft": (
        "it has an amount that is a rumour, an opinion, a forecast or a plan",
        lambda f: f.is_printable and not _printable(f),
    ),
    "point": ("it is one value", lambda f: f.interval.is_point),
    "bound": ("one end of it is open", lambda f: f.interval.is_bound),
    "under": ("only an end that it lies below is known", lambda f: f.interval.low is None and f.interval.high_open),
    "range": ("it has two ends", _is_range),
    "one": ("it is a single thing, for the verb", lambda f: {f.interval.low, f.interval.high} - {None} == {1}),
    "zero": ("it is a true zero", lambda f: f.interval.is_point and not f.interval.low),
    "negative": ("all of it lies below zero", lambda f: f.direction is None and f.interval.is_negative),
    "percent": ("it is in percent", lambda f: f.unit == PERCENT),
    "money": ("it is in a currency", lambda f: f.unit in CURRENCIES),
    "supported": ("others give a limit that it keeps", _is_supported),
    "since": ("its window goes on", lambda f: f.window.span is Span.SINCE),
    "weak": ("nobody better than grade D has said it", lambda f: f.weak),
    "briefly": ("a level was broken only briefly", lambda f: f.briefly),
    "derived": ("it is computed", lambda f: bool(f.derived_from)),
    "held_back": ("a probable unit slip is held back", lambda f: bool(f.by_role(Role.QUARANTINED))),
    "provisional": ("its source calls it provisional", lambda f: any(r.provisional for r in f.by_role(Role.CORE))),
    "duration": ("it is a length of time", lambda f: f.unit in DURATIONS),
    "several_unnamed": ("several unnamed sources give it together", lambda f: f.source == SEVERAL_UNNAMED),
    "hour_stated": ("its window says when it ended", lambda f: states_hour(f.window)),
    "pending": ("its source has said that it will report", lambda f: f.pending),
    **{standing: ("that is its standing", partial(_stands, standing)) for standing in Standing},
    **{way: ("that is its direction", partial(_points, way)) for way in Direction},
}
"""What conditions ask of a figure, each with what it says."""


def states_hour(window: Window) -> bool:
    """Whether a window says when it ended; what stands at a moment has no hours."""
    is_rolling = window.span is Span.ROLLING
    return window.span is Span.INSTANT or (window.is_stated and (not is_rolling or window.until is not None))
