"""What an article has beside its messages: the event, the outlook, signals, an editor's paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.analysis.derive import DERIVED
from narrator.analysis.signals import RULES
from narrator.model.kinds import SECTIONS
from narrator.model.signal import Truth
from narrator.model.source import DESK
from narrator.model.window import CALENDAR, Span, Window
from narrator.render.escape import md_escape
from narrator.render.flags import states_hour
from narrator.render.reached import reached
from narrator.render.record_views import RecordView
from narrator.render.subjects import says_period, says_window
from narrator.render.view import View
from narrator.render.views import FigureView

if TYPE_CHECKING:
    from narrator.model.records import Commentary
    from narrator.render.view import Nothing
    from narrator.render.views import Scene

PLACES = (*SECTIONS, "rumours")
"""The sections at which an editor's paragraphs may stand."""


@dataclass(frozen=True)
class SignalView(View):
    """A statement computed from figures: whether it holds, whether it does not, whether the figures leave it open."""

    true: bool
    false: bool
    undecided: bool


class SignalsView(View):
    """The signals by name."""

    _open = {rule.name: SignalView for rule in RULES}  # noqa: RUF012  # read by the checker of templates

    def __init__(self, scene: Scene) -> None:
        for name, signal in scene.signals.items():
            setattr(self, name, SignalView(*(signal.truth is truth for truth in Truth)))


@dataclass(frozen=True)
class ProfileView(View):
    """The length asked for: whether it is the short one, the usual one, the long one."""

    short: bool
    standard: bool
    long: bool


class LexiconView(View):
    """The names with digits of narrator.toml, those that the workspace gives them."""

    def __init__(self, lexicon: dict[str, str]) -> None:
        for name, text in lexicon.items():
            setattr(self, name, md_escape(text))


class EventView(View):
    """The event."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._header = scene, scene.event.file.event

    @property
    def id(self) -> str:
        """Its id."""
        return self._header.id

    @property
    def days(self) -> str:
        """Its days in words."""
        return self._scene.dated(self._scene.event.days)

    @property
    def when(self) -> str:
        """The window of the main figure, with the days where it has none of its own, and the zone."""
        main = self._scene.main
        is_undated = main is not None and main.window.span is Span.NOT_STATED
        if main and not main.window.is_stated and (is_undated or self._scene.owes_window(main)):
            return self._scene.window_said(main)
        if main and main.window.span is Span.INSTANT and (days := self._scene.event.days.days) and days[0] < days[1]:
            last = self._scene.dated(Window(Span.DAY, days[1], days[1]))
            return f"as of {last.removeprefix('on ')} ({self._scene.zone})"
        window = self._scene.dated(main.window) if main else self.days
        window = reached(self._scene.rules, self._scene.event, main, window) if main else window
        if main and main.window.span in CALENDAR:
            return window
        is_part = main is not None and self._scene.rules.is_part(main.window)
        stated = main is not None and states_hour(main.window) and not is_part
        length, whole = main and main.window.length, self._scene.event.days.duration
        is_longer = bool(length and whole and length > whole)
        undated = self._scene.rules.placed(window, self.days, ends=is_longer) if window != self.days else window
        when = self.days if window in {self.days, ""} else window if stated else undated
        is_abroad = is_part or (main is not None and main.window.span is Span.SESSION)  # of the day of its exchange
        return when if is_abroad or self._scene.zone in when else f"{when} ({self._scene.zone})"

    @property
    def when_named(self) -> bool:
        """Whether the main figure is named with its window already: revenue in the third quarter."""
        main = self._scene.main
        record = self._scene.event.record(main.id) if main else None
        is_of_day = main is not None and main.window.span is Span.INSTANT and says_period(record)
        return is_of_day or (main is not None and says_window(record, self._scene.dated(main.window)))

    @property
    def published(self) -> str:
        """When the edition is published."""
        return self._scene.published

    @property
    def assets(self) -> list[str]:
        """What it is about."""
        return [str(self._scene.named(asset)) for asset in self._scene.event.assets]

    @property
    def view(self) -> str | None:
        """The desk's opinion."""
        return self._scene.text(self._header.view)

    @property
    def matters(self) -> str | None:
        """Why it matters, as the desk sees it: a clause."""
        return self._scene.clause(self._header.matters)

    @property
    def own_words(self) -> list[RecordView]:
        """Statements of the desk itself."""
        said = self._scene.event.file.statements
        return [RecordView(self._scene, f"statements.{name}", s) for name, s in said.items() if s.who == DESK]

    @property
    def correction(self) -> str | None:
        """What this edition sets right."""
        return self._scene.sentence(self._scene.correction) or None

    @property
    def as_of(self) -> str:
        """Up to when the edition knows."""
        return self._scene.told_as_of


@dataclass(frozen=True)
class OwnParagraphView(View):
    """A paragraph of an editor: its `text`, and who it is `by`."""

    text: str
    by: str | None


@dataclass(frozen=True)
class PlacesView(View):
    """The paragraphs of an editor at one section: those before it, after it, and in its place."""

    before: list[OwnParagraphView]
    after: list[OwnParagraphView]
    replace: list[OwnParagraphView]


def _places(scene: Scene, section: str) -> PlacesView:
    typed: Commentary | list[Commentary] | None = scene.event.file.commentary.get(section)  # type: ignore[call-overload]  # a section name
    found: dict[str, list[OwnParagraphView]] = {"before": [], "after": [], "replace": []}
    for block in typed if isinstance(typed, list) else [typed] if typed else []:
        if text := scene.text(getattr(block, scene.language)):
            found[block.place].append(OwnParagraphView(text, scene.named(block.by)))
    return PlacesView(**found)


class CommentaryView(View):
    """An editor's paragraphs by section."""

    _open = dict.fromkeys(PLACES, PlacesView)

    def __init__(self, scene: Scene) -> None:
        for section in PLACES:
            setattr(self, section, _places(scene, section))


class DerivedView(View):
    """Computed figures by name; one that the event does not have is nothing."""

    _open = {rule.name: FigureView for rule in DERIVED}  # noqa: RUF012  # read by the checker of templates

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def __getattr__(self, name: str) -> FigureView | Nothing:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._scene.figure(f"derived.{name}")
