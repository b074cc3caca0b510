"""What a paragraph still owes of a figure, as the template of such sentences sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.render.view import View
from narrator.story.message import Owed

if TYPE_CHECKING:
    from collections.abc import Collection

    from narrator.model.figure import Figure
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView, Scene


class OwedView(View):
    """What is still owed of one figure after a paragraph."""

    def __init__(self, scene: Scene, figure: Figure, owed: Collection[Owed]) -> None:
        self._scene, self._figure, self._owed = scene, figure, owed

    @property
    def figure(self) -> FigureView | Nothing:
        """The figure."""
        return self._scene.figure(self._figure.id)

    @property
    def period(self) -> str | None:
        """Its window as a thing, where that is owed: the week to June 5."""
        return self._scene.period(self._figure) if Owed.WINDOW in self._owed else None

    @property
    def voice(self) -> str | None:
        """Its source, where that is owed."""
        return self._scene.named(self._scene.source_of(self._figure)) if Owed.VOICE in self._owed else None

    @property
    def nature(self) -> bool:
        """Whether its nature is owed."""
        return Owed.NATURE in self._owed
