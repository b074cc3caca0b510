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
from narrator.model.ids import record_of, time_of
from narrator.model.kinds import Dimension, Group, Part
from narrator.model.quantity import INDEX, LEVEL_WORDS, MOVES, PERCENT, kind_of
from narrator.model.report import Nature
from narrator.model.source import DESK, MARKET_DATA, RESERVED, UNVERIFIED, is_unnamed
from narrator.render import marks
from narrator.render.flags import FLAGS
from narrator.render.shared import seen
from narrator.render.subjects import is_many, says_unit, without_owner
from narrator.render.texts import Texts
from narrator.render.view import NOTHING, View
from narrator.story import voices
from narrator.story.message import Owed
from narrator.story.scope import is_ahead
from narrator.wording.expression import amount_of
from narrator.wording.phrase import Style, default_style

if TYPE_CHECKING:
    from collections.abc import Callable

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

    def __init__(self, scene: Scene, figure: Figure, voice: Voice, name: str = "") -> None:
        self._scene, self._figure, self._voice, self._nature = scene, figure, voice, voice.nature
        self._name = name or str(scene.named(voice.source))

    @property
    def source(self) -> str:
        """The name of the source."""
        return self._name

    @property
    def has_name(self) -> bool:
        """Whether the source has a name that can stand in a sentence."""
        return self._voice.source not in RESERVED and not is_unnamed(self._voice.source)

    @property
    def person(self) -> bool:
        """Whether a person says it."""
        return self._scene.is_person(self._voice.source)

    @property
    def singular(self) -> bool:
        """Whether a singular verb goes with the source: no bare name, which may be a plural, and no model."""
        return is_one(self._scene, self._voice.source)

    @property
    def bound(self) -> bool:
        """Whether one end of what it says is open: at least, more than, at most, less than."""
        return self._voice.quantity.interval.is_bound

    @property
    def says_level(self) -> bool:
        """Whether what it says has a word of its own in front, below or above, so that nothing is put at it."""
        said = self._scene.said(self._voice.quantity, self._figure)
        return said.partition(" ")[0] in LEVEL_WORDS

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
ABOUT = (*Dimension, "what", "cumulative", "role")
BRIEF_DAYS = 2
"""An event of so many days is one of which a figure of a part is told beside one of the whole."""
STATES = frozenset({Group.MACRO, Group.POSITIONS})
"""What has a level and a change of one name."""
LABELLED = {
    str(Group.MACRO): ("what",),
    str(Group.SENTIMENT): ("name",),
    str(Group.ACCOUNTS): ("who", "what", "asset"),
    f"{Group.ACCOUNTS}.{Part.COINS}": ("who", "what"),
    str(Group.LEVELS): ("asset", "side"),
    f"{Group.LEVELS}.{Part.PRICE}": ("asset", "side", "role"),
}
"""The fields of a record that tell its figures apart in a table, by kind, or by kind and quantity."""
OF_FUND = (Dimension.FUND, Dimension.VENUE, Dimension.CUMULATIVE)
"""Those of the flow of one fund, whose label does not say what it holds."""


def is_one(scene: Scene, source: str) -> bool:
    """Whether a singular verb goes with a source."""
    return source in ALONE or is_unnamed(source) or scene.kind_of_source(source) not in NUMBERLESS


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
    def says_unit(self) -> bool:
        """Whether what it is of is named by the noun that it counts: listed funds, nine funds."""
        return says_unit(self._scene.entry(self._figure.id), self._figure.unit)

    @property
    def many(self) -> bool:
        """Whether the name of its record is a plural noun: total assets, jobless claims."""
        return is_many(self._scene.entry(self._figure.id))

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
        return self._scene.number(self._figure)

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
    def voiced(self) -> str:
        """A mark, which prints nothing, of a sentence that tells whose its values are and why they differ."""
        return marks.debt("voiced", self._figure.id)

    @property
    def carried(self) -> str:
        """A mark, which prints nothing, of a sentence that says once for all whose a figure without a source is."""
        return marks.debt("carried", self._figure.id)

    @property
    def bracketed(self) -> str:
        """A mark, which prints nothing: from here on in its paragraph another window stands in parentheses."""
        return marks.debt("bracketed", self._figure.id)

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
    def singular(self) -> bool:
        """Whether a singular verb goes with the one source behind it."""
        source = self._scene.source_of(self._figure)
        return source is not None and is_one(self._scene, source)

    @property
    def person(self) -> bool:
        """Whether the one source behind it is a person."""
        return self._scene.is_person(self._scene.source_of(self._figure))

    @property
    def sources(self) -> list[str]:
        """The names of its sources, each once, in file order."""
        return self._scene.names_together(dict.fromkeys(r.source for r in self._figure.by_role(Role.CORE)))

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
    def worth(self) -> FigureView | Nothing:
        """The other half of coins and money."""
        return self._scene.figure(self._figure.worth)

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
    def twin(self) -> bool:
        """Whether another figure of the event has the same label, and differs in its window or nature at most."""
        return len(self._twins) > 1

    @property
    def twin_apart(self) -> bool:
        """Whether one of those is of another window."""
        return len({self._when(figure) for figure in self._twins}) > 1

    @property
    def count_of_twin(self) -> str | None:
        """Its number among those of the same label, window and nature, from the second on, in words: `two`."""
        number = 1 if self.source_of_twin else self._alike.index(self._figure) + 1
        return self._scene.rules.counted(number) if number > 1 else None

    @property
    def source_of_twin(self) -> str | None:
        """Its source, where that tells it from the others of the same label, window and nature; else nothing."""
        sources = [self._scene.source_of(figure) for figure in self._alike]
        is_telling = len({*sources}) == len(sources) > 1 and not {None, MARKET_DATA} & {*sources}
        return self.source if is_telling else None

    @property
    def _alike(self) -> list[Figure]:
        return [f for f in self._twins if self._when(f) == self._when(self._figure) and f.nature is self._nature]

    def _when(self, figure: Figure) -> str:
        return self._scene.window(figure.window)

    @property
    def _twins(self) -> list[Figure]:
        return [other for other in self._scene.figures if self._label_of(other) == self._label_of(self._figure)]

    def _label_of(self, figure: Figure) -> tuple[str | None, ...]:
        """What the label of a figure is made of."""
        if figure.derived_from:
            level = self._scene.figures[figure.derived_from[0]] if "distance_to" in figure.id else figure
            way = (str(level.direction), level.key.side) if level is not figure else ()
            return figure.key.metric, figure.key.venue, figure.key.subject, *way
        kind, _, *part = figure.id.split(".")
        entry = self._scene.entry(figure.id)
        moves = str(kind in STATES and figure.direction in MOVES)
        named = (
            figure.unit if figure.is_printable else PERCENT
        )  # a move without an amount is labelled as one in percent
        unit = kind_of(named) if kind == Group.PRICES and not part else None
        about = LABELLED.get(".".join((kind, *part)), LABELLED.get(kind, ABOUT))
        if getattr(entry, Dimension.FUND, None):
            about = OF_FUND
        return kind, moves, unit, *part, *(getattr(entry, name, None) for name in about)

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
    def outlasts_main(self) -> bool:
        """Whether it is of a longer time than the main figure: a week beside a count of 24 hours."""
        main, own = self._scene.main, self._figure.window.duration
        of = main.window.duration if main else None
        return bool(own and of and own > of)

    @property
    def one_way(self) -> bool:
        """Whether all that is said beside it points the same way as it does."""
        return all(v.quantity.direction in {None, self._figure.direction} for v in voices.beside(self._figure))

    @property
    def in_event_days(self) -> bool:
        """Whether its whole window lies within the days of the event."""
        return self._figure.window.lies_in(self._scene.event.days.days)

    @property
    def before_event(self) -> bool:
        """Whether its window had ended before the days of the event."""
        own, days = self._scene.event.days.days, self._figure.window.days
        return bool(own and days and days[1] < own[0])

    @property
    def beside_main(self) -> bool:
        """Whether "as" may join it to the main figure: of one window, or of an event of a day or two."""
        days = self._scene.event.days.days
        is_brief = days is not None and (days[1] - days[0]).days < BRIEF_DAYS
        return self.in_main_window or (is_brief and self.in_event_days)

    @property
    def has_note(self) -> bool:
        """Whether its record has a note or a caution."""
        return self.has_caution or bool(self._of_record("note"))

    @property
    def has_caution(self) -> bool:
        """Whether its record has a note that speaks against the plain reading."""
        return bool(self._of_record("caution"))

    def _of_record(self, name: str) -> object:
        return getattr(self._scene.entry(self._figure.id), name, None)


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


NAMED = frozenset({"asset", "venue", "where", "who", "by", "contract", "fund", "view_of"})
FIELDS = (
    "side", "asset", "venue", "fund", "contract", "instrument", "what", "who", "when", "name", "band", "also_known_as",
    "where", "role", "view_of", "kind", "text", "quote", "language", "checked", "by", "why", "trigger", "cumulative",
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
    def amount(self) -> FigureView | Nothing:
        """Its amount."""
        return self._scene.figure(self._path)

    @property
    def coins(self) -> FigureView | Nothing:
        """The coins beside money."""
        return self._scene.figure(f"{self._path}.{Part.COINS}")

    @property
    def start(self) -> FigureView | Nothing:
        """Where an index or a rate came from."""
        return self._scene.figure(f"{self._path}.{Part.FROM}")

    @property
    def price(self) -> FigureView | Nothing:
        """Its price."""
        return self._scene.figure(f"{self._path}.{Part.PRICE}")

    @property
    def share(self) -> FigureView | Nothing:
        """Its share of something."""
        return self._scene.figure(f"{self._path}.{Part.SHARE}")

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
        about, who = getattr(self._entry, "about", None), getattr(self._entry, "who", None)
        figure = self._scene.figures.get(about or "")
        source = self._scene.source_of(figure) if figure else None
        is_own = figure and source and self._scene.named(source) == self._scene.named(who)
        return marks.debt("role", figure.id) if figure and is_own else ""

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


def _field(name: str) -> property:
    """A field of a record as a text."""

    def text(self: RecordView) -> str | None:
        return self._text(name)  # a property of the class

    text.__doc__ = "The field of that name."
    return property(text)


for _name in FIELDS:
    setattr(RecordView, _name, _field(_name))
