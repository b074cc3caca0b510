"""The views of charts: what the template of their words sees of each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.render.view import View

if TYPE_CHECKING:
    from narrator.render.relations import Choice
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView, Scene

HALF = Decimal(50)


class PlateView(View):
    """One chart: its figures, and what its title may say of all of them."""

    def __init__(self, scene: Scene, choice: Choice) -> None:
        self._scene, self._choice = scene, choice
        self._figures = [scene.figures[name] for name in choice.figures]

    @property
    def id(self) -> str:
        """Its kind and first figure."""
        return self._choice.id

    @property
    def kind(self) -> str:
        """The relation that it shows."""
        return self._choice.kind

    @property
    def figure(self) -> FigureView:
        """Its first figure."""
        return self._scene.view(self._figures[0])

    @property
    def others(self) -> list[FigureView]:
        """Its other figures in order."""
        return [self._scene.view(figure) for figure in self._figures[1:]]

    @property
    def quoted(self) -> FigureView | Nothing:
        """The price that stands among levels."""
        return self._scene.figure(self._choice.whole)

    @property
    def rest_count(self) -> str:
        """How many more there are than it shows, in words; empty where it shows all."""
        return self._scene.rules.counted(self._choice.rest) if self._choice.rest else ""

    @property
    def one_window(self) -> bool:
        """Whether its figures are of one window."""
        return len({figure.window.canonical for figure in self._figures}) == 1

    @property
    def one_source(self) -> bool:
        """Whether one source stands behind all of them."""
        sources = {self._scene.source_of(figure) for figure in self._figures}
        return len(sources) == 1 and None not in sources

    @property
    def same_way(self) -> bool:
        """Whether its figures have one direction."""
        return len({figure.direction for figure in self._figures}) == 1

    @property
    def leads(self) -> bool:
        """Whether the first figure is the largest wherever in their ranges they lie; of one share, more than half."""
        first, *others = self._figures
        least = first.interval.low if first.interval.low is not None else Decimal(0)
        highs = [figure.interval.high for figure in others] or [HALF]
        return all(high is not None and high < least for high in highs)
