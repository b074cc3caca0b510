"""What a paragraph still owes of a figure, as the template of such sentences sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.render.view import View
from narrator.story.message import Owed

if TYPE_CHECKING:
    from collections.abc import Collection

    from narrator.model.figure import Figure
    from narrator.render.views import FigureView, Scene


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
