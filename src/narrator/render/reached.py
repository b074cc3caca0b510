"""How far the time of a figure has come: what is ahead begins, and what is not over is known so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import MEASURES
from narrator.model.report import Nature
from narrator.story.scope import is_ahead

if TYPE_CHECKING:
    from narrator.model.event import Event
    from narrator.model.figure import Figure
    from narrator.wording.english import English


def reached(rules: English, event: Event, figure: Figure, said: str) -> str:
    """The time of a figure in words, as it is when the edition is published.

    An index of the month, or a rate, that is out before the month is over is no part of it.
    """
    if is_ahead(figure):
        return rules.ahead(said)
    adds_up = not (is_of(figure.id, Group.MACRO) and (figure.unit in MEASURES or figure.nature is Nature.OPINION))
    return rules.so_far(said) if adds_up and _goes_on(event, figure) else said


def _goes_on(event: Event, figure: Figure) -> bool:
    last = figure.window.end
    return last is not None and last > event.published.astimezone(event.zone).date()


AHEAD = " ahead"
"""Marks a window that is said of a figure as one to come, and of others as one so far: in March, so far in March."""


def ahead(event: Event, main: Figure | None, figure: Figure) -> str:
    """That mark, where the window of a figure is said so; else nothing."""
    return AHEAD if is_ahead(figure) and _goes_on(event, figure) and not (main and is_ahead(main)) else ""
