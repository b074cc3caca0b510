"""The setting of a view: the texts of an event, and the other views, which each view reaches through it alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from narrator.render.texts import Texts
from narrator.story.plan import plan

if TYPE_CHECKING:
    from narrator.analysis.changes import Revision
    from narrator.model.figure import Figure
    from narrator.model.series import Series
    from narrator.render.view import View
    from narrator.story.message import Story


@dataclass(frozen=True, slots=True)
class Setting(Texts):
    """The texts of an event with the views of its figures and records, each made once; a scene makes them.

    `series`: the histories of the desk as they were known then. `revision`: what `correction` sets right, by figures.
    """

    views: dict[str, View] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    revision: Revision | None = None

    @property
    def story(self) -> Story:
        """What is told of the event in this edition."""
        workspace = self.workspace
        return plan(self.event, self.figures, self.signals, workspace.settings.profile, workspace.own.sections)

    def figure(self, figure_id: str | None) -> View:
        """The view of a figure; nothing where the event has no such figure."""
        raise NotImplementedError

    def view(self, figure: Figure) -> Any:  # noqa: ANN401  # what its names hold, its own class says
        """The view of a figure."""
        raise NotImplementedError

    def record(self, path: str) -> View:
        """The view of the record of a figure id or of a record's own path; nothing for derived figures."""
        raise NotImplementedError
