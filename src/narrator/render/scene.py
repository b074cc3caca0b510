"""The scene: the texts of one event with the views of its figures and records, each made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrator.render.figure_views import FigureView
from narrator.render.record_views import RecordView
from narrator.render.texts import Texts
from narrator.render.view import NOTHING

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.render.view import Nothing, View


@dataclass(frozen=True, slots=True)
class Scene(Texts):
    """The texts of an event with the views of its figures and records, each made once."""

    views: dict[str, View] = field(default_factory=dict)

    def figure(self, figure_id: str | None) -> FigureView | Nothing:
        """The view of a figure; nothing where the event has no such figure."""
        figure = self.figures.get(figure_id or "")
        return self.view(figure) if figure else NOTHING

    def view(self, figure: Figure) -> FigureView:
        """The view of a figure."""
        if figure.id not in self.views:
            self.views[figure.id] = FigureView(self, figure)
        return self.views[figure.id]  # type: ignore[return-value]  # put there above

    def record(self, path: str) -> RecordView | Nothing:
        """The view of the record of a figure id or of a record's own path; nothing for derived figures."""
        kind, _, rest = path.partition(".")
        name = rest.partition(".")[0]
        records = getattr(self.event.file, kind, None)
        if not isinstance(records, dict) or name not in records:
            return NOTHING
        key = f"{kind}.{name}."
        if key not in self.views:
            self.views[key] = RecordView(self, f"{kind}.{name}", records[name])
        return self.views[key]  # type: ignore[return-value]  # put there above
