"""What a paragraph still owes of a figure, as the template of such sentences sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.ids import record_of, time_of
from narrator.render.reached import AHEAD, ahead
from narrator.render.view import View
from narrator.story.message import Owed

if TYPE_CHECKING:
    from collections.abc import Collection

    from narrator.model.figure import Figure
    from narrator.render.payments import Paragraph
    from narrator.render.views import FigureView, Scene

NAMED = ("venue", "fund", "asset", "who", "name", "what")
"""Fields of a record that say what it is of: a text that has one of them needs no other head."""


@dataclass(frozen=True)
class OwedView(View):
    """What is still owed of one figure after a paragraph: nothing else is there.

    `period`: its window as a thing, the week to June 5. `voice`: its source. `nature`: whether its nature is owed.
    """

    figure: FigureView
    period: str | None
    voice: str | None
    nature: bool


def owed_of(scene: Scene, figure: Figure, owed: Collection[Owed]) -> OwedView:
    """What is still owed of a figure."""
    return OwedView(
        scene.view(figure),
        scene.period(figure) if Owed.WINDOW in owed else None,
        scene.named(scene.source_of(figure)) if Owed.VOICE in owed else None,
        Owed.NATURE in owed,
    )


def is_apart(scene: Scene, text: str, figure: Figure, paragraph: Paragraph) -> bool:
    """Whether a text that names nothing would be read as one about another record, of a sentence in between."""
    own = record_of(figure.id)
    if own in paragraph.sentence or not (paragraph.sentence or figure is not scene.main):
        return False
    others = {record_of(name) for name in paragraph.figures if not scene.figures[name].derived_from}
    said = (scene.named(getattr(scene.event.record(figure.id), name, None)) for name in NAMED)
    return bool(others - {own}) and not any(name.casefold() in text.casefold() for name in said if name)


def time_in(scene: Scene, figure: Figure) -> str:
    """The time of a figure as a paragraph keeps it."""
    return time_of(figure.id, figure.window).canonical + ahead(scene.event, scene.main, figure)


def is_of_time(scene: Scene, figure_id: str, said: str) -> bool:
    """Whether a window that was said is that of a figure: for a close, the last day or all of them."""
    figure = scene.figures[figure_id]
    own = time_in(scene, figure)
    return said == own or (said == figure.window.canonical and not own.endswith(AHEAD))
