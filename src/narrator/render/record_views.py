"""Views of records: their texts by field name, safe Markdown already, and their quantities as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.source import DESK
from narrator.render.view import View

if TYPE_CHECKING:
    from narrator.model.records import Entry
    from narrator.render.figure_views import FigureView
    from narrator.render.scene import Scene
    from narrator.render.view import Nothing

NAMED = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
FIELDS = (
    "side", "asset", "venue", "fund", "contract", "instrument", "what", "who", "when", "name", "band", "also_known_as",
    "where", "role", "view_of", "kind", "text", "quote", "language", "checked", "by", "why", "trigger", "cumulative",
)  # fmt: skip
"""The fields of records that a template may read, each a text or nothing."""
CLOSED = frozenset(
    {"side", "cumulative", "kind", "language", "instrument", "accounts.what", "positions.what", "levels.role"}
)
"""Fields with a closed list of values, which conditions read."""


class RecordView(View):
    """One record: its texts by field name, and its quantities as figures."""

    def __init__(self, scene: Scene, path: str, entry: Entry) -> None:
        self._scene, self._path, self._entry = scene, path, entry

    @property
    def id(self) -> str:
        """Its name in the file."""
        return self._path.partition(".")[2]

    @property
    def amount(self) -> FigureView | Nothing:
        """Its amount."""
        return self._scene.figure(self._path)

    @property
    def coins(self) -> FigureView | Nothing:
        """The coins beside money."""
        return self._scene.figure(f"{self._path}.coins")

    @property
    def start(self) -> FigureView | Nothing:
        """Where an index or a rate came from."""
        return self._scene.figure(f"{self._path}.from")

    @property
    def price(self) -> FigureView | Nothing:
        """Its price."""
        return self._scene.figure(f"{self._path}.price")

    @property
    def share(self) -> FigureView | Nothing:
        """Its share of something."""
        return self._scene.figure(f"{self._path}.share")

    @property
    def share_of(self) -> str | None:
        """What its share is a share of, where that is no figure: `its cost`."""
        share = getattr(self._entry, "share", None)
        of = getattr(share, "of", None)
        is_figure = of and (self._scene.figure(of) or self._scene.record(f"{self._path.partition('.')[0]}.{of}"))
        return self._scene.text(of) if of and not is_figure else None

    @property
    def contains(self) -> list[FigureView]:
        """The figures that a statement contains."""
        typed = getattr(self._entry, "contains", None) or ""
        figures = (self._scene.figures.get(part.strip()) for part in typed.split(","))
        return [self._scene.view(figure) for figure in figures if figure]

    @property
    def about(self) -> FigureView | Nothing:
        """The figure that a claim or a statement is about."""
        return self._scene.figure(getattr(self._entry, "about", None))

    @property
    def figure(self) -> FigureView | Nothing:
        """The figure that would decide what is watched."""
        return self._scene.figure(getattr(self._entry, "figure", None))

    @property
    def threshold(self) -> str | None:
        """The amount at which what is watched would be decided."""
        return self._scene.threshold(getattr(self._entry, "figure", None), getattr(self._entry, "trigger", None))

    @property
    def way(self) -> str | None:
        """On which side of that amount: `below`, `above`, or the direction word alone."""
        return (getattr(self._entry, "trigger", None) or "").partition(" ")[0] or None

    @property
    def by_desk(self) -> bool:
        """Whether the desk says it."""
        entry = self._entry
        return DESK in {getattr(entry, "who", None), getattr(entry, "by", None), getattr(entry, "view_of", None)}

    @property
    def note(self) -> str | None:
        """Its note, a sentence."""
        return self._scene.sentence(getattr(self._entry, "note", None))

    def _text(self, name: str) -> str | None:
        value = getattr(self._entry, name, None)
        kind = self._path.partition(".")[0]
        if not value or name in CLOSED or f"{kind}.{name}" in CLOSED:
            return value
        if name in NAMED:
            return self._scene.named(value)
        if name in {"text", "quote"}:
            return self._scene.linked(value, getattr(self._entry, "contains", None))
        return self._scene.when(value) if name == "when" else self._scene.text(value)


def _field(name: str) -> property:
    """A field of a record as a text."""

    def text(self: RecordView) -> str | None:
        return self._text(name)  # a property of the class

    text.__doc__ = "The field of that name."
    return property(text)


for _name in FIELDS:
    setattr(RecordView, _name, _field(_name))
