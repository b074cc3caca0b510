"""The outlook as templates see it: what to watch, scenarios, risks, and what of these is one fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.records import Risk
from narrator.model.source import DESK
from narrator.render import marks
from narrator.render.marks import Own
from narrator.render.record_views import RecordView
from narrator.render.texts import REFERENCE
from narrator.render.view import View
from narrator.story.scope import speaks_of

if TYPE_CHECKING:
    from narrator.model.records import Scenario
    from narrator.render.texts import Typed
    from narrator.render.view import Nothing
    from narrator.render.views import FigureView, Scene


CROSSED = re.compile(r"\b(?:above|below|over|under|past|through)\s+$")
"""What stands before a level that something may cross."""


@dataclass(frozen=True)
class ScenarioView(View):
    """What follows from what, in somebody's view.

    `condition` and `then` are clauses. `view_of`: whose view it is; `by_desk`: whether it is the desk's. `figure`: the
    one that would decide it; `names_figure`: whether the words of the scenario print a figure.
    """

    condition: str | None
    then: str | None
    view_of: str | None
    by_desk: bool
    figure: FigureView | Nothing
    names_figure: bool


def _scenario(scene: Scene, typed: Scenario) -> ScenarioView:
    both = typed.condition, typed.then
    clauses = ((words, scene.clause(words)) for words in both)
    condition, then = (said and _sourced(scene, said, words) for words, said in clauses)
    return ScenarioView(
        condition,
        then,
        scene.named(typed.view_of),
        typed.view_of == DESK,
        scene.figure(typed.figure),
        any(referenced(words, scene.language) for words in both),
    )


class OutlookView(View):
    """What to watch, scenarios and risks."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._typed = scene, scene.event.file.outlook

    def _watched(self) -> list[tuple[RecordView, str]]:
        """What to watch, each with the id of its figure; an empty one where there is none."""
        told = {name: item for name, item in self._typed.watch.items() if not speaks_of(item, self._scene.withheld)}
        return [
            (RecordView(self._scene, f"outlook.{name}", item), figure.id if figure else "")
            for name, item in told.items()
            for figure in (self._scene.figures.get(item.figure or ""),)
        ]

    @property
    def watch(self) -> list[RecordView]:
        """What to watch."""
        return [view for view, _ in self._watched()]

    @property
    def deciding(self) -> list[RecordView]:
        """Of those the turns of a figure that a scenario names as the one that would decide it."""
        return [view for view, figure in self._watched() if figure in self._decided and not view.threshold]

    @property
    def _decided(self) -> set[str | None]:
        return {item.figure for item in self._typed.scenarios.values()}

    @property
    def more(self) -> list[RecordView]:
        """What else is to be watched; texts last.

        No turn of those, no figure that a scenario or a risk prints, and no level that decides a scenario.
        """
        apart = {view.id for view in self.deciding}
        told = self._printed | {name for name in self._decided if name and is_of(name, Group.LEVELS)}
        found = [(view, figure) for view, figure in self._watched() if not (view.id in apart or figure in told)]
        return [view for view, _ in sorted(found, key=lambda each: not each[1])]

    @property
    def _printed(self) -> set[str]:
        scenarios = [text for item in self._typed.scenarios.values() for text in (item.condition, item.then)]
        return {name for text in (*scenarios, *self._risks) for name in referenced(text, self._scene.language)}

    @property
    def _risks(self) -> list[Typed]:
        return [item.text if isinstance(item, Risk) else item for item in self._typed.risks.values()]

    @property
    def scenarios(self) -> list[ScenarioView]:
        """What follows from what."""
        views = [_scenario(self._scene, item) for item in self._typed.scenarios.values()]
        return [view for view in views if view.condition and view.then]

    @property
    def risks(self) -> list[str]:
        """What could prove the brief wrong."""
        return [_sourced(self._scene, said, text) for text in self._risks if (said := self._scene.text(text))]


def _sourced(scene: Scene, said: str, typed: Typed) -> str:
    """A text, with which of its figures need no source behind it: what the desk expects is not what a source said.

    A level that something may cross is nobody's finding there: if the price closes below it.
    """
    figures = [scene.figures[name] for name in referenced(typed, scene.language)]
    words = scene.typed(typed)
    levels = {match[1] for match in REFERENCE.finditer(words) if CROSSED.search(words, 0, match.start())}
    named = (f for f in figures if f.id in levels or ((by := scene.named(scene.source_of(f))) and by in said))
    ended = said.removesuffix(".")
    return f"{ended}{''.join(marks.debt(Own.NAMED, f.id) for f in named)}{said[len(ended) :]}"


def referenced(words: Typed, language: str) -> list[str]:
    """The ids of the figures that a text prints in a language, each once."""
    typed = words if isinstance(words, str) or words is None else words.get(language)
    return list(dict.fromkeys(match[1] for match in REFERENCE.finditer(typed or "")))
