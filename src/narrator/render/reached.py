"""How far the time of a figure has come: what is ahead begins, and what is not over is known so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.story.scope import is_ahead

if TYPE_CHECKING:
    from narrator.model.event import Event
    from narrator.model.figure import Figure
    from narrator.wording.english import English


def reached(rules: English, event: Event, figure: Figure, said: str) -> str:
    """The time of a figure in words, as it is when the edition is published."""
    if is_ahead(figure):
        return rules.ahead(said)
    last = figure.window.end
    is_over = last is None or last <= event.published.astimezone(event.zone).date()
    return said if is_over else rules.so_far(said)
