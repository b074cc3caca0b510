"""Contexts: what a value is held against in its history, and where that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.ids import OFF, RUN, is_rival
from narrator.story.message import Kind, Place

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

MONDAY = 0
"""On which day of the week a brief of every day says again how far the top is."""
NEW, RUN_DAYS = 3, 5
"""Up to how many days a run is new, and after how many more it is said again how long it has gone on."""


def context(scope: Scope, figure: Figure) -> Message:
    """The message of what a figure is held against: in prose of the event's own asset, where nothing says more."""
    top = [scope.figures[name] for name in figure.derived_from[1:]]  # below which it is said how far a value lies
    made = scope.message(Kind.CONTEXT, figure.derived_from[0].partition(".")[0], {"figure": [figure], "top": top})
    is_own = figure.key.subject in {*scope.event.assets[:1], scope.main.key.subject if scope.main else ""}
    is_less = not is_rival(figure.id) and _has_rival(scope, figure) and bool(top or not is_daily(scope))
    is_known = is_less or (is_daily(scope) and _is_told_before(scope, figure))
    return made if is_own and not is_known else replace(made, place=Place.TABLE)


def is_daily(scope: Scope) -> bool:
    """Whether it is a brief of every day, made of series."""
    return scope.event.file.event.series is not None


def _is_told_before(scope: Scope, figure: Figure) -> bool:
    """Whether the brief of another day says it: of the day before, how far the top is, how long a run goes on."""
    of, days = scope.figures[figure.derived_from[0]], figure.window.days
    if of.window.is_before(scope.event.days):
        return True
    last = of.window.days[1] if of.window.days else None
    if figure.id.startswith(OFF):
        return last is not None and last.weekday() != MONDAY
    length = (days[1] - days[0]).days + 1 if days and figure.id.startswith(RUN) else 0
    return length > NEW and length % RUN_DAYS > 0


def _has_rival(scope: Scope, figure: Figure) -> bool:
    """Whether the history of the same thing has a value as large, which says more than how far the top is."""
    of = figure.derived_from[0].partition(".")[0], figure.key.subject
    return any(is_rival(f.id) and (f.derived_from[0].partition(".")[0], f.key.subject) == of for f in scope.figures)
