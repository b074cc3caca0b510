"""Views of figures: their phrases, who says them, what they owe, and what conditions ask of them.

The public properties of these classes are all that a template can name: the checker of templates, docs/templates.md and
the sandbox read the same classes. A phrase carries the mark of its figure.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from narrator.model.figure import Role, Standing
from narrator.model.quantity import PERCENT, Direction, kind_of
from narrator.model.report import Nature
from narrator.model.source import MARKET_DATA, RESERVED, SEVERAL_UNNAMED, is_unnamed
from narrator.model.window import Span
from narrator.render import marks
from narrator.render.view import View
from narrator.story import voices
from narrator.story.message import Owed
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.model.figure import Figure
    from narrator.model.window import Window
    from narrator.render.record_views import RecordView
    from narrator.render.scene import Scene
    from narrator.render.view import Nothing
    from narrator.story.voices import Voice

DURATIONS = frozenset({"years", "months", "weeks", "days", "hours"})


class NaturedView(View):
    """What something is by its nature."""

    _nature: Nature

    @property
    def measured(self) -> bool:
        """Whether it was counted."""
        return self._nature is Nature.MEASURED

    @property
    def estimated(self) -> bool:
        """Whether it is an estimate."""
        return self._nature is Nature.ESTIMATED

    @property
    def forecast(self) -> bool:
        """Whether it is a forecast."""
        return self._nature is Nature.FORECAST

    @property
    def rumour(self) -> bool:
        """Whether it is a rumour."""
        return self._nature is Nature.RUMOUR

    @property
    def opinion(self) -> bool:
        """Whether it is an opinion."""
        return self._nature is Nature.OPINION

    @property
    def plan(self) -> bool:
        """Whether it is a plan."""
        return self._nature is Nature.PLAN


class VoiceView(NaturedView):
    """What one source says of a figure, beside or within what is printed."""

    def __init__(self, scene: Scene, figure: Figure, voice: Voice) -> None:
        self._scene, self._figure, self._voice, self._nature = scene, figure, voice, voice.nature

    @property
    def source(self) -> str:
        """The name of the source."""
        return str(self._scene.named(self._voice.source))

    @property
    def has_name(self) -> bool:
        """Whether the source has a name that can stand in a sentence."""
        return self._voice.source not in RESERVED and not is_unnamed(self._voice.source)

    @property
    def person(self) -> bool:
        """Whether a person says it."""
        return self._scene.is_person(self._voice.source)

    @property
    def text(self) -> str:
        """The value."""
        return marks.figure(self._figure.id, self._scene.said(self._voice.quantity, self._figure))

    @property
    def part(self) -> FigureView | Nothing:
        """The part that is larger than its whole, where it is one."""
        return self._scene.figure(self._voice.part)


class FigureView(NaturedView):
    """One figure: its phrases, who says it, and what it owes."""

    def __init__(self, scene: Scene, figure: Figure) -> None:
        self._scene, self._figure, self._nature = scene, figure, figure.nature

    # What it is of

    @property
    def id(self) -> str:
        """Its id."""
        return self._figure.id

    @property
    def metric(self) -> str:
        """The kind of its record, `derived` for a computed one."""
        return self._figure.id.partition(".")[0]

    @property
    def field(self) -> str:
        """The quantity of its record, empty for the amount."""
        return ".".join(self._figure.id.split(".")[2:])

    @property
    def name(self) -> str:
        """The name of its record, or of what was computed."""
        return self._figure.id.split(".")[1]

    @property
    def record(self) -> RecordView | Nothing:
        """The record that it belongs to."""
        return self._scene.record(self._figure.id)

    @property
    def subject(self) -> str | None:
        """The asset, index or share that it is of."""
        return self._scene.named(self._figure.key.subject) or None

    @property
    def venue(self) -> str | None:
        """The one venue or fund that it is of."""
        return self._scene.named(self._figure.key.venue) or None

    # Its phrases

    def _undirected(self, style: Style) -> str:
        return self._scene.printed(self._figure, style, kind=kind_of(self._figure.unit), direction=None)

    @property
    def phrase(self) -> str:
        """In the style that fits: `change` for a move, else `body`."""
        return self._scene.printed(self._figure, default_style(self._figure))

    @property
    def size(self) -> str:
        """How much, without which way, for a sentence whose verb says the direction."""
        return self._undirected(Style.BODY)

    @property
    def again(self) -> str:
        """How much in the shorter form, for a second mention."""
        return self._undirected(Style.COMPACT)

    @property
    def short(self) -> str:
        """How much in the form of headlines."""
        return self._undirected(Style.HEADLINE)

    @property
    def level(self) -> str:
        """A price level in a sentence that is marked as an estimate already."""
        return self._scene.printed(self._figure, Style.BODY, nature=Nature.MEASURED)

    # What it owes, each paid where it is printed

    @property
    def when(self) -> str:
        """Where its window is said, if the paragraph has not established it."""
        return marks.debt(Owed.WINDOW, self._figure.id)

    @property
    def cite(self) -> str:
        """Where its source is named, if the paragraph has not named it."""
        return marks.debt(Owed.VOICE, self._figure.id)

    @property
    def cite_silently(self) -> str:
        """A mark, which prints nothing, of a sentence that names the source of the figure itself."""
        return marks.debt("named", self._figure.id)

    @property
    def silent(self) -> str:
        """A mark, which prints nothing, of a sentence that gives the figure in somebody's own words."""
        return "".join(marks.debt(owed, self._figure.id) for owed in ("named", "dated", Owed.NATURE))

    @property
    def doubt(self) -> str:
        """Where its other values, whose they are, and the reason are told."""
        return marks.debt(Owed.DOUBT, self._figure.id)

    @property
    def note(self) -> str:
        """Where the note of its record is printed."""
        return marks.debt(Owed.NOTE, self._figure.id)

    @property
    def caution(self) -> str:
        """Where the note that speaks against the plain reading is printed."""
        return marks.debt(Owed.CAUTION, self._figure.id)

    @property
    def told(self) -> str:
        """A mark, which prints nothing, of a sentence that says what nature the figure has."""
        return marks.debt(Owed.NATURE, self._figure.id)

    # Who says it

    @property
    def source(self) -> str | None:
        """The one source behind it; nothing where there are several."""
        return self._scene.named(self._scene.source_of(self._figure)) or None

    @property
    def has_name(self) -> bool:
        """Whether the one source behind it has a name."""
        source = self._scene.source_of(self._figure)
        return source is not None and source not in RESERVED and not is_unnamed(source)

    @property
    def person(self) -> bool:
        """Whether the one source behind it is a person."""
        return self._scene.is_person(self._scene.source_of(self._figure))

    @property
    def sources(self) -> list[str]:
        """The names of its sources."""
        return self._scene.source_names(self._figure)

    @property
    def others(self) -> list[VoiceView]:
        """What is said beside it and lies outside of what is printed."""
        return [VoiceView(self._scene, self._figure, voice) for voice in voices.beside(self._figure)]

    @property
    def voices(self) -> list[VoiceView]:
        """Who says which part of a range on which sources differ."""
        return [VoiceView(self._scene, self._figure, voice) for voice in voices.within(self._figure)]

    @property
    def differ(self) -> str | None:
        """Why its sources differ, a sentence."""
        measured = self._scene.event.measurements.get(self._figure.id)
        return self._scene.sentence(measured.differ.forms) if measured and measured.differ else None

    @property
    def window(self) -> str:
        """Its time in words."""
        return self._scene.window(self._figure.window)

    @property
    def hour(self) -> str:
        """When its one source said so, as an hour of the day; empty where it does not say."""
        times = {report.as_of for report in self._figure.by_role(Role.CORE)}
        moment = times.pop() if len(times) == 1 else None
        return f" {self._scene.hour(moment)}" if moment else ""

    @property
    def worth(self) -> FigureView | Nothing:
        """The other half of coins and money."""
        return self._scene.figure(self._figure.worth)

    @property
    def whole(self) -> FigureView | Nothing:
        """What a share is a share of, where it is a figure."""
        measured = self._scene.event.measurements.get(self._figure.id)
        return self._scene.figure(measured.of if measured else None)

    @property
    def own_word(self) -> bool:
        """Whether who it is about says it of themselves."""
        entry = self._scene.entry(self._figure.id)
        return self._scene.named(getattr(entry, "who", None)) in self.sources

    @property
    def in_main_window(self) -> bool:
        """Whether it is of the window of the main figure."""
        return self._scene.is_of_main_window(self._figure)

    @property
    def has_note(self) -> bool:
        """Whether its record has a note or a caution."""
        record = None if self._figure.derived_from else self._scene.entry(self._figure.id)
        return any(getattr(record, name, None) for name in ("note", "caution"))


def _printable(figure: Figure) -> bool:
    return figure.is_printable and figure.nature in {Nature.MEASURED, Nature.ESTIMATED}


def _is_range(figure: Figure) -> bool:
    return figure.is_printable and not figure.interval.is_point and not figure.interval.is_bound


def _stands(standing: Standing, figure: Figure) -> bool:
    return figure.standing is standing


def _points(way: Direction, figure: Figure) -> bool:
    return figure.direction is way


FLAGS: Mapping[str, tuple[str, Callable[[Figure], bool]]] = {
    "printable": ("it has an amount that is measured or estimated", _printable),
    "soft": (
        "it has an amount that is a rumour, an opinion, a forecast or a plan",
        lambda f: f.is_printable and not _printable(f),
    ),
    "point": ("it is one value", lambda f: f.interval.is_point),
    "bound": ("one end of it is open", lambda f: f.interval.is_bound),
    "range": ("it has two ends", _is_range),
    "one": ("it is a single thing, for the verb", lambda f: {f.interval.low, f.interval.high} - {None} == {1}),
    "zero": ("it is a true zero", lambda f: f.interval.is_point and not f.interval.low),
    "negative": ("all of it lies below zero", lambda f: f.direction is None and (f.interval.high or 0) < 0),
    "percent": ("it is in percent", lambda f: f.unit == PERCENT),
    "weak": ("nobody better than grade D has said it", lambda f: f.weak),
    "briefly": ("a level was broken only briefly", lambda f: f.briefly),
    "derived": ("it is computed", lambda f: bool(f.derived_from)),
    "held_back": ("a probable unit slip is held back", lambda f: bool(f.by_role(Role.QUARANTINED))),
    "provisional": ("its source calls it provisional", lambda f: any(r.provisional for r in f.by_role(Role.CORE))),
    "duration": ("it is a length of time", lambda f: f.unit in DURATIONS),
    "market_data": (
        "it is common market data, which needs no attribution in the sentence",
        lambda f: all(r.source == MARKET_DATA for r in f.by_role(Role.CORE)),
    ),
    "several_unnamed": ("several unnamed sources give it together", lambda f: f.source == SEVERAL_UNNAMED),
    "hour_stated": ("its window says when it ended", lambda f: states_hour(f.window)),
    "pending": ("its source has said that it will report", lambda f: f.pending),
    **{standing: ("that is its standing", partial(_stands, standing)) for standing in Standing},
    **{way: ("that is its direction", partial(_points, way)) for way in Direction},
}
"""What conditions ask of a figure, each with what it says."""


def states_hour(window: Window) -> bool:
    """Whether a window says when it ended."""
    return window.is_stated and (window.span is not Span.ROLLING or window.until is not None)


def _flag(says: str, holds: Callable[[Figure], bool]) -> property:
    def flag(self: FigureView) -> bool:
        return holds(self._figure)  # a property of the class

    flag.__doc__ = f"Whether {says}."
    return property(flag)


def _styled(style: Style) -> property:
    def styled(self: FigureView) -> str:
        return self._scene.printed(self._figure, style)  # a property of the class

    styled.__doc__ = f"In the style `{style}`."
    return property(styled)


for _name, _question in FLAGS.items():
    setattr(FigureView, _name, _flag(*_question))
for _style in Style:
    setattr(FigureView, _style.value, _styled(_style))
