"""The boundaries of the data: what the whole cannot say, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.ids import is_of
from narrator.model.kinds import Group, Part
from narrator.model.report import Nature
from narrator.model.source import MARKET_DATA, is_without_name
from narrator.reconcile.doubts import spread
from narrator.render.flags import FLAGS
from narrator.render.shared import carrier, mostly_unnamed
from narrator.render.view import View, give
from narrator.render.views import PathView
from narrator.story.scope import is_firm, is_told
from narrator.story.voices import has_doubt

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.model.figure import Figure
    from narrator.render.texts import Texts
    from narrator.render.views import FigureView, Scene


@dataclass(frozen=True)
class LeftOutView(View):
    """What the brief leaves out on purpose: `what` it is, and `why`, as a clause."""

    what: str
    why: str


class BoundariesView(View):
    """What concerns the whole: which figures are apart, single-source, estimated, provisional, held back, left out."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def _those(self, holds: Callable[[Figure, Texts], bool]) -> list[FigureView]:
        return [self._scene.view(f) for f in self._scene.figures if not f.derived_from and holds(f, self._scene)]

    @property
    def disputed(self) -> list[FigureView]:
        """The figures on which sources differ, those on which they differ most first."""
        found = (f for f in self._scene.figures if f.standing is Standing.DISPUTED and not f.derived_from)
        return [self._scene.view(f) for f in sorted(found, key=spread, reverse=True)]

    @property
    def estimated(self) -> list[FigureView]:
        """The estimates of what no source has counted, in coins or otherwise; none where a note on one has said so."""
        measured = (f for f in self._scene.figures if f.nature is Nature.MEASURED)
        counted = {of for f in measured for of in (f.key, f.id.removesuffix(f".{Part.COINS}"), self._act(f))}
        firm = filter(is_firm, self._scene.figures)
        estimates = [f for f in firm if f.nature is Nature.ESTIMATED and not f.derived_from]
        is_said = any(FLAGS["has_note"][1](f, self._scene) for f in estimates)
        return [] if is_said else [self._scene.view(f) for f in estimates if not {f.key, f.id, self._act(f)} & counted]

    def _act(self, figure: Figure) -> object:
        """Who did what with what, of which another record may have another time; else the figure itself."""
        record = self._scene.event.record(figure.id)
        act = getattr(record, "who", None), getattr(record, "what", None), figure.key.subject
        return act if is_of(figure.id, Group.ACCOUNTS) else figure.id

    @property
    def withheld(self) -> list[WithheldView]:
        """What was taken out of this edition."""
        return [WithheldView(self._scene, name) for name in self._scene.withheld]

    @property
    def reason(self) -> str | None:
        """Why it was taken out."""
        return self._scene.sentence(self._scene.reason)

    @property
    def left_out(self) -> list[LeftOutView]:
        """What the records leave out on purpose, and why."""
        file = self._scene.event.file
        return [
            LeftOutView(what, why)
            for item in file.left_out.values()
            if (what := self._scene.text(item.what)) and (why := self._scene.text(item.why))
        ]

    @property
    def unnamed_too(self) -> bool:
        """Whether the main figure rests on a source without a name, and so do nearly all others, but not all."""
        main = self._scene.main
        source = self._scene.source_of(main) if main else None
        return source is not None and is_without_name(source) and mostly_unnamed(self._scene)

    @property
    def carrier(self) -> str | None:
        """The one named source that nearly every figure is from, by its name."""
        return self._scene.named(carrier(self._scene) or None) or None

    @property
    def market_too(self) -> bool:
        """Whether prices are market data."""
        return any(self._scene.source_of(f) == MARKET_DATA for f in self._scene.figures if is_told(f))

    @property
    def several_too(self) -> bool:
        """Whether sources that agree are not all named in the text."""
        agreed = (f for f in self._scene.figures if is_told(f) and not f.derived_from and not has_doubt(f))
        return any(self._scene.source_of(f) is None for f in agreed)

    @property
    def all_unnamed(self) -> bool:
        """Whether no source of the whole event has a name."""
        return self._scene.all_unnamed


THOSE = {
    "provisional": ("The figures that their sources call provisional.", FLAGS["provisional"][1]),
    "pending": ("The figures that are not reported yet.", FLAGS["pending"][1]),
    "held_back": ("The figures of which a probable unit slip is held back.", FLAGS["held_back"][1]),
}
give(BoundariesView, "list[FigureView]", THOSE, lambda self, holds: self._those(holds))


class WithheldView(PathView):
    """A figure that was left out of this edition, for its label."""

    def __init__(self, scene: Scene, figure_id: str) -> None:
        self._scene, self._id = scene, figure_id

    @property
    def subject(self) -> str | None:
        """The asset that it is of."""
        return self._scene.named(getattr(self._scene.event.record(self._id), "asset", None))

    @property
    def in_coins(self) -> bool:
        """Whether it counted coins, as far as its field says."""
        return self.field == Part.COINS
