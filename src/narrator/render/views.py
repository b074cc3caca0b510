"""Views of figures and records: their phrases and texts, who says them, what they owe.

The public properties of these classes are all that a template can name: the checker of templates, docs/templates.md and
the sandbox read the same classes. Every text that a view gives is safe Markdown already: record text is escaped at this
border, and a figure's phrase carries the mark of its figure. A scene makes each view once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.ids import path_of, record_of, time_of
from narrator.model.kinds import Part
from narrator.model.quantity import INDEX, LEVEL_WORDS, MOVES, kind_of
from narrator.model.report import Nature
from narrator.model.source import DESK, UNVERIFIED, has_name, is_unnamed
from narrator.render import marks
from narrator.render.flags import FLAGS
from narrator.render.marks import Own
from narrator.render.shared import own_figure, seen
from narrator.render.subjects import without_owner
from narrator.render.texts import Texts
from narrator.render.twins import has_own_source, number_of
from narrator.render.view import NOTHING, View, give
from narrator.story import voices
from narrator.story.message import Owed
from narrator.story.scope import is_ahead
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.model.figure import Figure
    from narrator.model.records import Entry
    from narrator.render.view import Nothing
    from narrator.story.voices import Voice


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
        entry = self.event.record(path)
        if entry is None:
            return NOTHING
        key = f"{record_of(path)}."
        if key not in self.views:
            self.views[key] = RecordView(self, record_of(path), entry)
        return self.views[key]  # type: ignore[return-value]  # put there above


class VoiceView(View):
    """What one source says of a figure, beside or within what is printed."""

    def __init__(self, scene: Scene, figure: Figure, voice: Voice, name: str = "") -> None:
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
    def says_level(self) -> bool:
        """Whether what it says has a word of its own in front, below or above, so that nothing is put at it."""
        return self._scene.said(self._voice.quantity, self._figure).partition(" ")[0] in LEVEL_WORDS

    @property
    def text(self) -> str:
        """The value, as that of the other figure of its window that holds it, where one does."""
        return self._marked(self._scene.said(self._voice.quantity, self._figure))

    @property
    def full(self) -> str:
        """The value with the noun that it counts, for a sentence that does not name what it is of."""
        return self._marked(self._scene.said(self._voice.quantity, self._figure, is_full=True))

    @property
    def thing(self) -> str:
        """The value with its way, for a sentence whose verb says none: a fall of 1.5 million barrels."""
        quantity = self._voice.quantity
        if quantity.direction in {None, *LEVEL_WORDS}:
            return self.full
        spoken = replace(amount_of(quantity), kind=self._figure.key.kind, direction=quantity.direction)
        return self._marked(self._scene.rules.thing(spoken))

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

    @property
    def part(self) -> FigureView | Nothing:
        """The part that is larger than its whole, where it is one."""
        return self._scene.figure(self._voice.part)


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
        return self._scene.printed(self._figure, style, kind=kind_of(self._figure.unit), direction=None)

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
        """What is said beside it and lies outside of what is printed."""
        return [VoiceView(self._scene, self._figure, voice) for voice in voices.beside(self._figure)]

    @property
    def voices(self) -> list[VoiceView]:
        """Who says which part of a range on which sources differ."""
        return self._together(voices.within(self._figure))

    @property
    def ends(self) -> list[VoiceView]:
        """Of those voices, all where they are few, else that of the floor and that of the top."""
        return self._together(voices.ends(voices.within(self._figure)))

    def _together(self, said: tuple[Voice, ...]) -> list[VoiceView]:
        names = self._scene.names_together(voice.source for voice in said)
        return [VoiceView(self._scene, self._figure, *pair) for pair in zip(said, names, strict=True)]

    @property
    def between_count(self) -> str | None:
        """How many voices lie between those ends, in words; nothing where none does."""
        left = len(self.voices) - len(self.ends)
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
        return self._scene.rules.ahead(said) if is_ahead(self._figure) else said

    @property
    def first_day(self) -> str:
        """The first day of its window; empty where that has none."""
        days = self._figure.window.days
        return self._scene.rules.day(days[0], year=False) if days else ""

    @property
    def seen(self) -> str:
        """The day of which a level without a time of its own is: that of the event's window, where it is one day."""
        return seen(self._scene, self._figure)

    @property
    def hour(self) -> str:
        """When its one source said so, as an hour of the day; empty where it does not say."""
        times = {report.as_of for report in self._figure.by_role(Role.CORE)}
        moment = times.pop() if len(times) == 1 else None
        return f" {self._scene.hour(moment)}" if moment else ""

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
    def own_word(self) -> bool:
        """Whether who it is about says it of themselves."""
        entry = self._scene.event.record(self._figure.id)
        return self._scene.named(getattr(entry, "who", None)) in self.sources


NATURES = {
    Nature.MEASURED: "Whether it was counted.",
    Nature.ESTIMATED: "Whether it is an estimate.",
    Nature.FORECAST: "Whether it is a forecast.",
    Nature.RUMOUR: "Whether it is a rumour.",
    Nature.OPINION: "Whether it is an opinion.",
    Nature.PLAN: "Whether it is a plan.",
}
"""What a figure, or what one source says of it, is by its nature."""
for said in (VoiceView, FigureView):
    give(said, "bool", NATURES, lambda self, nature: self._nature is nature)
    give(said, "bool", SOURCES, lambda self, holds: bool(self._source and holds(self._source, self._scene)))
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
    "bracketed": ("Prints nothing: from here on in its paragraph another window stands in parentheses.", Own.BRACKETED),
}
"""Where debts of a figure are paid, or its sentence has paid them in words of its own."""
give(FigureView, "str", MARKS, lambda self, mark: marks.debt(mark, self.id))
give(FigureView, "str", {s: (f"In the style `{s}`.", s) for s in Style}, lambda self, style: self._in_style(style))
OF_FIGURES = {name: (f"Whether {says}.", holds) for name, (says, holds) in FLAGS.items()}
give(FigureView, "bool", OF_FIGURES, lambda self, holds: holds(self._figure, self._scene))


NAMED = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
FIELDS = (
    "side", "asset", "venue", "fund", "contract", "instrument", "what", "who", "when", "name", "band", "also_known_as",
    "where", "role", "view_of", "kind", "text", "quote", "language", "checked", "by", "trigger", "cumulative",
    "since",
)  # fmt: skip
"""The fields of records that a template may read, each a text or nothing."""
FULL_STOP = re.compile(r"(?<!\.)\.$")
"""What ends a quotation or a clause as typed; the sentence that holds it has its own."""
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
    def share_of(self) -> str | None:
        """What its share is a share of, where that is no figure: `its cost`."""
        share = getattr(self._entry, Part.SHARE, None)
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
    def introduced(self) -> str:
        """Where the role of one who speaks of a figure of their own is said, unless it was beside that figure."""
        figure = own_figure(self._scene, self._entry)
        return marks.debt(Own.ROLE, figure.id) if figure else ""

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
    def british(self) -> bool:
        """Whether the edition is spelled as in Britain: unrealised, not unrealized."""
        return self._scene.locale == "en-GB"

    @property
    def by_desk(self) -> bool:
        """Whether the desk says it."""
        entry = self._entry
        return DESK in {getattr(entry, "who", None), getattr(entry, "by", None), getattr(entry, "view_of", None)}

    @property
    def etf(self) -> bool:
        """Whether the flows of the event are those of exchange-traded funds: an id says so, or a fund is a ticker."""
        flows = self._scene.event.file.flows.items()
        return any("etf" in name.split("_") or (flow.fund or "").isupper() for name, flow in flows)

    @property
    def its(self) -> str | None:
        """What it is, behind the name of the body that decides it: its policy rate."""
        return without_owner(self._text("what") or "", self._text("who") or "")

    @property
    def note(self) -> str | None:
        """Its note, a sentence."""
        return self._scene.sentence(getattr(self._entry, "note", None))

    def _quantity(self, part: Part) -> FigureView | Nothing:
        return self._scene.figure(f"{self._path}.{part}".removesuffix("."))

    def _text(self, name: str) -> str | None:
        value = getattr(self._entry, name, None)
        kind = self._path.partition(".")[0]
        if not value or name in CLOSED or f"{kind}.{name}" in CLOSED:
            return value
        if name in NAMED:
            return self._scene.named(value)
        if name in {"text", "quote"}:
            linked = self._scene.linked(value, getattr(self._entry, "contains", None))
            return linked and FULL_STOP.sub("", linked)
        dated = {"when": value, "since": f"since {value}"}.get(name)
        said = self._scene.when(dated) if dated else self._scene.text(value)
        return said.removeprefix("the ") if said and name == "name" else said


QUANTITIES = {
    "amount": ("Its amount.", Part.AMOUNT),
    "start": ("Where an index or a rate came from.", Part.FROM),
    Part.COINS: "The coins beside money.",
    Part.PRICE: "Its price.",
    Part.SHARE: "Its share of something.",
}
give(RecordView, "FigureView | Nothing", QUANTITIES, lambda self, part: self._quantity(part))
give(RecordView, "str | None", dict.fromkeys(FIELDS, "The field of that name."), lambda self, name: self._text(name))
