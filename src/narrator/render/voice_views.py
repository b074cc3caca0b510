"""Views of what one source says of a figure; and what a figure, or what is said of one, is by its source and nature."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.model.quantity import LEVEL_WORDS, OPPOSITE
from narrator.model.report import Nature
from narrator.model.source import DESK, UNVERIFIED, has_name, is_unnamed
from narrator.render import marks
from narrator.render.shared import own_hour
from narrator.render.view import View, give
from narrator.story.voices import within
from narrator.wording.expression import amount_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from narrator.model.figure import Figure
    from narrator.model.quantity import Quantity
    from narrator.render.setting import Setting
    from narrator.render.texts import Texts
    from narrator.story.voices import Voice


class VoiceView(View):
    """What one source says of a figure, beside or within what is printed."""

    def __init__(self, scene: Setting, figure: Figure, voice: Voice, name: str = "") -> None:
        self._scene, self._figure, self._voice, self._nature = scene, figure, voice, voice.nature
        self._source: str | None = voice.source
        self._name = name or str(scene.named(voice.source))

    @property
    def source(self) -> str:
        """The name of the source."""
        return self._name

    @property
    def bound(self) -> bool:
        """Whether one end of what it says is open: at least, more than, at most, less than."""
        return self._voice.quantity.interval.is_bound

    @property
    def point(self) -> bool:
        """Whether what it says is one value."""
        return self._voice.quantity.interval.is_point

    @property
    def least(self) -> bool:
        """Whether nobody within the range of its figure gives less, whichever way that goes."""
        return _floor(self._voice) == min(map(_floor, within(self._figure)), default=None)

    @property
    def placed(self) -> bool:
        """Whether its source says what the value covers."""
        return self._voice.is_placed

    @property
    def says_level(self) -> bool:
        """Whether what it says has a word of its own in front, below or above, so that nothing is put at it."""
        return self._scene.said(self._voice.quantity, self._figure).partition(" ")[0] in LEVEL_WORDS

    @property
    def turned(self) -> bool:
        """Whether what it says goes the other way than the figure: a rise beside a fall."""
        own = self._figure.direction
        return own is not None and OPPOSITE.get(own) is self._voice.quantity.direction

    @property
    def hour(self) -> str:
        """When it says that a price stood there, for behind the value; empty where all say the same, or nothing."""
        return own_hour(self._scene, self._figure, self._voice.at)

    @property
    def text(self) -> str:
        """The value, as that of the other figure of its window that holds it, where one does."""
        return self._marked(self._scene.said(self._quantity, self._figure))

    @property
    def full(self) -> str:
        """The value with the noun that it counts, for a sentence that does not name what it is of."""
        return self._marked(self._scene.said(self._quantity, self._figure, is_full=True))

    @property
    def thing(self) -> str:
        """The value with its way, for a sentence whose verb says none: a fall of 1.5 million barrels."""
        quantity = self._voice.quantity
        if quantity.direction in {None, *LEVEL_WORDS}:
            return self.full
        spoken = replace(amount_of(quantity), kind=self._figure.key.kind, direction=quantity.direction)
        return self._marked(self._scene.rules.thing(spoken))

    @property
    def _quantity(self) -> Quantity:
        """What it says; of an estimate without "about", which never stands behind "estimated" (LANGUAGE.md 4)."""
        said = self._voice.quantity
        plain = replace(said, approximate=False, manner=replace(said.manner, about=False))
        return plain if self._nature is Nature.ESTIMATED and not said.manner.nearly else said

    def _marked(self, said: str) -> str:
        own = self._figure
        other = self._scene.figures.get(self._voice.figure) or own
        return marks.figure((other if other.window == own.window else own).id, said)

    @property
    def same(self) -> bool:
        """Whether it is the very value that is printed."""
        view = self._scene.view(self._figure)
        printed = marks.unmarked(view.level if self.says_level else view.flat)
        return printed == self._scene.said(self._voice.quantity, self._figure)

    def with_others(self, names: list[str]) -> VoiceView:
        """It with others who say the same; itself where there are none."""
        together = self._scene.rules.joined([self._name, *names])
        view = VoiceView(self._scene, self._figure, self._voice, together) if names else self
        view._source = None if names else self._source  # noqa: SLF001  # several are nobody's name, and no person
        return view

    @property
    def several(self) -> bool:
        """Whether several sources say the same."""
        return self._source is None


def _floor(voice: Voice) -> Decimal:
    return abs(voice.quantity.interval.low or Decimal(0))


def together(told: Sequence[Voice]) -> tuple[Voice, ...]:
    """Voices in their order, those of one source and nature behind the first of them."""
    kinds = [(voice.source, voice.nature) for voice in told]
    return tuple(sorted(told, key=lambda voice: kinds.index((voice.source, voice.nature))))


def alike(views: list[VoiceView]) -> list[VoiceView]:
    """The views, those of sources that a sentence can name and that give one value as one."""
    same: dict[object, list[VoiceView]] = {}
    for view in views:
        same.setdefault(f"{view.text}{view.hour}" if has_name(view._source or "") else view, []).append(view)  # noqa: SLF001
    return [first.with_others([view.source for view in more]) for first, *more in same.values()]


NUMBERLESS = frozenset({"", "model", "outlet"})
"""Kinds of source whose name may be a plural."""
ALONE = frozenset({DESK, UNVERIFIED})
"""Who is one without a kind: the desk, and the count that nobody has verified."""


def _is_one(source: str, texts: Texts) -> bool:
    return source in ALONE or is_unnamed(source) or texts.kind_of_source(source) not in NUMBERLESS


SOURCES: Mapping[str, tuple[str, Callable[[str, Texts], bool]]] = {
    "has_name": ("Whether its one source has a name that can stand in a sentence.", lambda source, _: has_name(source)),
    "person": ("Whether its one source is a person.", lambda source, texts: texts.is_person(source)),
    "singular": ("Whether a singular verb goes with its one source: no bare name, and no model.", _is_one),
}
"""What the source of a figure is, or that of what is said of one."""
NATURES = {
    Nature.MEASURED: "Whether it was counted.",
    Nature.ESTIMATED: "Whether it is an estimate.",
    Nature.FORECAST: "Whether it is a forecast.",
    Nature.RUMOUR: "Whether it is a rumour.",
    Nature.OPINION: "Whether it is an opinion.",
    Nature.PLAN: "Whether it is a plan.",
}
"""What a figure, or what one source says of it, is by its nature."""
give(VoiceView, "bool", NATURES, lambda self, nature: self._nature is nature)
give(VoiceView, "bool", SOURCES, lambda self, holds: bool(self._source and holds(self._source, self._scene)))
PART = {"part": "The part that is larger than its whole, where it is one."}
give(VoiceView, "FigureView | Nothing", PART, lambda self, _: self._scene.figure(self._voice.part))
give(VoiceView, "FigureView", {"of": "The figure that it is said of."}, lambda self, _: self._scene.view(self._figure))
