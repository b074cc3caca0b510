"""Views of figures and records: their phrases and texts, who says them, what they owe.

The public properties of these classes are all that a template can name: the checker of templates, docs/templates.md and
the sandbox read the same classes. Every text that a view gives is safe Markdown already: record text is escaped at this
border, and a figure's phrase carries the mark of its figure. A scene makes each view once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.ids import path_of, record_of, time_of
from narrator.model.quantity import INDEX, MOVES, Kind, kind_of
from narrator.model.report import Nature
from narrator.render import marks
from narrator.render.flags import FLAGS
from narrator.render.marks import Own
from narrator.render.reached import reached
from narrator.render.record_views import RecordView
from narrator.render.setting import Setting
from narrator.render.shared import camp_count, day, day_count, first_day, hour, provisional_by, seen, stood
from narrator.render.twins import has_own_source, has_own_unit, number_of
from narrator.render.view import NOTHING, View, give
from narrator.render.voice_views import NATURES, SOURCES, VoiceView, alike, together
from narrator.story import voices
from narrator.story.message import Owed
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.render.view import Nothing
    from narrator.story.voices import Voice


@dataclass(frozen=True, slots=True)
class Scene(Setting):
    """The texts of an event with the views of its figures and records, each made once."""

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
        entry = self.event.record(path)
        if entry is None:
            return NOTHING
        key = f"{record_of(path)}."
        if key not in self.views:
            self.views[key] = RecordView(self, record_of(path), entry)
        return self.views[key]  # type: ignore[return-value]  # put there above


class PathView(View):
    """What is told by the parts of its figure id."""

    _scene: Scene
    _id: str

    @property
    def id(self) -> str:
        """Its id."""
        return self._id

    @property
    def metric(self) -> str:
        """The kind of its record, `derived` for a computed one."""
        return path_of(self._id)[0]

    @property
    def name(self) -> str:
        """The name of its record, or of what was computed."""
        return path_of(self._id)[1]

    @property
    def field(self) -> str:
        """The quantity of its record, empty for the amount."""
        return path_of(self._id)[2]

    @property
    def record(self) -> RecordView | Nothing:
        """The record that it belongs to."""
        return self._scene.record(self._id)


class FigureView(PathView):
    """One figure: its phrases, who says it, and what it owes."""

    def __init__(self, scene: Scene, figure: Figure) -> None:
        self._scene, self._id, self._figure, self._nature = scene, figure.id, figure, figure.nature
        self._source = scene.source_of(figure)

    # What it is of

    @property
    def subject(self) -> str | None:
        """The asset, index or share that it is of."""
        return self._scene.named(self._figure.key.subject) or None

    @property
    def assets(self) -> list[str]:
        """The assets that it is about, or that it was computed from."""
        inputs = [self._scene.figures[name] for name in self._figure.derived_from] or [self._figure]
        return list(dict.fromkeys(str(self._scene.named(each.key.subject)) for each in inputs if each.key.subject))

    @property
    def venue(self) -> str | None:
        """The one venue or fund that it is of."""
        return self._scene.named(self._figure.key.venue) or None

    # Its phrases

    def _undirected(self, style: Style) -> str:
        figure = self._figure
        is_like_level = figure.interval.is_bound or figure.unit == INDEX
        if figure.direction in MOVES and is_like_level:  # "below", or a number without points: never of a move
            said = self._scene.bare(self._scene.expression(figure), style)
            return marks.figure(figure.id, said.removeprefix(f"{figure.direction} "))
        is_signed = figure.key.kind is Kind.RATE and figure.direction is None  # minus 1% to plus 2% is no move
        return self._scene.printed(figure, style, kind=Kind.RATE if is_signed else kind_of(figure.unit), direction=None)

    @property
    def phrase(self) -> str:
        """In the style that fits: `change` for a move, else `body`."""
        return self._scene.printed(self._figure, default_style(self._figure))

    @property
    def size(self) -> str:
        """How much, without which way, for a sentence whose verb says the direction."""
        is_range = not (self._figure.interval.is_bound or self._figure.interval.is_point)
        is_open = self._figure.direction in MOVES and is_range  # fell 1% to 5% could be a move, and where it went
        return self._undirected(Style.BETWEEN if is_open else Style.BODY)

    @property
    def flat(self) -> str:
        """The same with "to" between its ends, as a source's own range is said."""
        return self._undirected(Style.BODY)

    @property
    def number(self) -> str:
        """How many, after a name that has the noun already: listed funds numbered nine."""
        spoken = replace(self._scene.expression(self._figure), direction=None)
        return marks.figure(self._id, self._scene.rules.number(spoken))

    @property
    def short(self) -> str:
        """How much in the form of headlines."""
        return self._undirected(Style.HEADLINE)

    @property
    def level(self) -> str:
        """A price level in a sentence that is marked as an estimate already."""
        return self._scene.printed(self._figure, Style.BODY, nature=Nature.MEASURED)

    @property
    def silent(self) -> str:
        """Prints nothing: the sentence gives the figure in somebody's own words."""
        return "".join(marks.debt(mark, self._id) for mark in (Own.NAMED, Own.DATED, Owed.NATURE))

    def _in_style(self, style: Style) -> str:
        return self._scene.printed(self._figure, style)

    # Who says it

    @property
    def source(self) -> str | None:
        """The one source behind it; nothing where there are several."""
        return self._scene.named(self._source) or None

    @property
    def sources(self) -> list[str]:
        """The names of its sources, each once, in file order."""
        return self._scene.sources_of(self._figure)

    @property
    def speakers(self) -> list[str]:
        """Whom a sentence says it of: the one source behind it, whoever quotes that one; else all its sources."""
        return [self.source] if self.source else self.sources

    @property
    def others(self) -> list[VoiceView]:
        """What is said beside it and lies outside of what is printed; of one source and nature, together."""
        return self._together(together(voices.beside(self._figure)))

    @property
    def voices(self) -> list[VoiceView]:
        """Who says which part of a range on which sources differ."""
        return self._together(voices.within(self._figure))

    @property
    def ends(self) -> list[VoiceView]:
        """Of those voices, all where they are few, else those of the floor and the top; of one value, as one."""
        return alike(self._together(voices.ends(voices.within(self._figure))))

    def _together(self, said: tuple[Voice, ...]) -> list[VoiceView]:
        sources = dict.fromkeys([*(r.source for r in self._figure.by_role(Role.CORE)), *(v.source for v in said)])
        names = dict(zip(sources, self._scene.names_together(sources), strict=True))
        return [VoiceView(self._scene, self._figure, voice, names[voice.source]) for voice in said]

    @property
    def between_count(self) -> str | None:
        """How many voices lie between those ends, in words; nothing where none does."""
        left = len(self.voices) - len(voices.ends(voices.within(self._figure)))
        return self._scene.rules.counted(left) if left else None

    @property
    def differ(self) -> str | None:
        """Why its sources differ, a sentence."""
        measured = self._scene.event.measurements.get(self._figure.id)
        return self._scene.sentence(measured.differ.forms) if measured and measured.differ else None

    @property
    def window(self) -> str:
        """Its time in words."""
        said = self._scene.window(time_of(self._figure.id, self._figure.window))
        return reached(self._scene.rules, self._scene.event, self._figure, said)

    @property
    def whole(self) -> FigureView | Nothing:
        """What a share is a share of, where it is a figure."""
        measured = self._scene.event.measurements.get(self._figure.id)
        return self._scene.figure(measured.of if measured else None)

    @property
    def inputs(self) -> list[FigureView]:
        """What it was computed from."""
        return [self._scene.view(self._scene.figures[name]) for name in self._figure.derived_from]

    @property
    def count_of_twin(self) -> str | None:
        """Its number among those of the same label, window and nature, from the second on, in words: `two`."""
        number = number_of(self._figure, self._scene)
        return self._scene.rules.counted(number) if number > 1 else None

    @property
    def source_of_twin(self) -> str | None:
        """Its source, where that tells it from the others of the same label, window and nature; else nothing."""
        return self.source if has_own_source(self._figure, self._scene) else None

    @property
    def unit_of_twin(self) -> str | None:
        """Its unit, other than dollars, where that tells it from the others of the same label, window and nature."""
        is_apart = self._figure.unit != "USD" and has_own_unit(self._figure, self._scene)
        return self._scene.rules.unit(self._figure.unit) if is_apart else None


TOLD = {
    "corrected": "What its source had given before it corrected it.",
    "opposed": "Who says the other direction, without an amount.",
}
TOPPED = {
    "topped": "What another source counts on some of its days alone, where that is more than all that is said of it."
}
give(FigureView, "FigureView | Nothing", TOPPED, lambda self, _: self._scene.figure(voices.topped(self._figure)))
give(FigureView, "list[VoiceView]", TOLD, lambda self, told: self._together(getattr(voices, told)(self._figure)))
give(FigureView, "bool", NATURES, lambda self, nature: self._nature is nature)
give(FigureView, "bool", SOURCES, lambda self, holds: bool(self._source and holds(self._source, self._scene)))
MARKS = {
    "when": ("Where its window is said, if the paragraph has not established it.", Owed.WINDOW),
    "cite": ("Where its source is named, if the paragraph has not named it.", Owed.VOICE),
    "doubt": ("Where its other values, whose they are, and the reason are told.", Owed.DOUBT),
    "check": ("Where it is said how the desk checked it.", Owed.CHECKED),
    "note": ("Where the note of its record is printed.", Owed.NOTE),
    "caution": ("Where the note that speaks against the plain reading is printed.", Owed.CAUTION),
    "told": ("Prints nothing: the sentence says what nature the figure has.", Owed.NATURE),
    "cite_silently": ("Prints nothing: the sentence names the source of the figure itself.", Own.NAMED),
    "voiced": ("Prints nothing: the sentence tells whose its values are and why they differ.", Own.VOICED),
    "carried": ("Prints nothing: the sentence says once for all whose a figure without a source is.", Own.CARRIED),
    "dated": ("Prints nothing: the sentence says when it was.", Own.DATED),
    "afresh": ("Prints nothing: the window that is in force is said again.", Own.AFRESH),
    "bracketed": ("Prints nothing: from here on in its paragraph another window stands in parentheses.", Own.BRACKETED),
}
"""Where debts of a figure are paid, or its sentence has paid them in words of its own."""
give(FigureView, "str", MARKS, lambda self, mark: marks.debt(mark, self.id))
give(FigureView, "str", {s: (f"In the style `{s}`.", s) for s in Style}, lambda self, style: self._in_style(style))
TIMES = {
    "hour": ("When its one source said so, as an hour of the day; empty where it does not say.", hour),
    "stood": ("When a price stood there, with the day; empty where its source gives no hour, and for no price.", stood),
    "seen": ("The day as of which a level without a time of its own is; empty where nobody can say.", seen),
    "day": ("The one day that it is of, for behind a word: `since`; empty where it has several, or none.", day),
    "first_day": ("The first day of its window; empty where that has none.", first_day),
    "day_count": ("How many days it is of, or was added up from, in words; empty where nobody can say.", day_count),
    "camp_count": ("Into how many camps its sources are split, in words.", camp_count),
}
give(FigureView, "str", TIMES, lambda self, said: said(self._scene, self._figure))
BY = {"provisional_by": ("The names of those who call what they say of it provisional, each once.", provisional_by)}
give(FigureView, "list[str]", BY, lambda self, named: named(self._scene, self._figure))
OF_FIGURES = {name: (f"Whether {says}.", holds) for name, (says, holds) in FLAGS.items()}
give(FigureView, "bool", OF_FIGURES, lambda self, holds: holds(self._figure, self._scene))
