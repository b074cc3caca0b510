"""What the rules of the story look at: the figures of an event that are not told yet, by record, field and window."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from narrator.model.figure import Role, Standing
from narrator.model.ids import field_of, record_of
from narrator.model.kinds import Group
from narrator.model.quantity import COUNTED, MOVES, NET_FLOWS, Direction, kind_of
from narrator.model.report import AHEAD, Nature
from narrator.model.signal import Truth
from narrator.model.window import Span
from narrator.story.message import Message
from narrator.story.voices import came_from, topped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.records import Entry
    from narrator.model.signal import Signal
    from narrator.story.message import Kind

    Roles = Mapping[str, Iterable[Figure | None]]

FIRM = frozenset({Nature.MEASURED, Nature.ESTIMATED})
"""What an article may build on; a rumour, an opinion, a forecast or a plan is told as such and nowhere else."""
DECIDED = re.compile(
    r"target|federal funds"
    r"|\b(?:policy|key|deposit|bank|repo|interest|facility|refinancing|cash|lending|prime|discount) rate"
)
"""Rates that a body sets."""
NO_YIELD = re.compile(
    r"spread|gap|difference|premium|curve|discount|ratio|dividend|earnings|crop|acre|harvest|over .+ yield"
)
"""What names a yield and is none of a bond."""
INVESTORS = re.compile(r"(?i)\b(?:investors|buyers|sellers|traders|holders|households|institutions|insurers|banks)$")
"""Who buys and sells, and takes in nothing."""
APART = frozenset({Standing.REFUSED, Standing.INCOMPATIBLE})


def is_told(figure: Figure) -> bool:
    """Whether there is something to say of a figure: an amount, a direction, sources too far apart, or a delay."""
    return figure.is_printable or figure.direction is not None or figure.standing in APART or figure.pending


def is_firm(figure: Figure) -> bool:
    """Whether a figure has an amount that an article may build on."""
    return figure.is_printable and figure.nature in FIRM


def is_awaited(figure: Figure) -> bool:
    """Whether a source will report, and nobody has said so much as which way; a loss is one of itself."""
    return figure.pending and figure.direction not in MOVES | NET_FLOWS


def left_out(event: Event, figures: Figures) -> tuple[str, ...]:
    """The figures of an event that were left out of an edition."""
    return tuple(name for name in event.measurements if figures.get(name) is None)


def speaks_of(entry: Entry, names: Iterable[str]) -> bool:
    """Whether an entry names one of some figures."""
    typed = entry.model_dump_json()
    return any(re.search(rf"(?<![\w.]){re.escape(name)}(?!\.?\w)", typed) for name in names)


@dataclass
class Scope:
    """One event with its figures; `free` are those no message tells yet, in file order; `turned`: flows that turned."""

    event: Event
    figures: Figures
    signals: Mapping[str, Signal]
    free: dict[str, Figure] = field(default_factory=dict)
    turned: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.free = {figure.id: figure for figure in self.figures if is_told(figure)}

    @property
    def main(self) -> Figure | None:
        """The figure that the article is about."""
        return self.figures.get(self.event.file.event.main or "")

    def is_true(self, name: str) -> bool:
        """Whether a signal holds."""
        return self.signals[name].truth is Truth.TRUE

    def record(self, path: str) -> Entry | None:
        """The record of a figure id or of a record's path."""
        return self.event.record(path)

    def entries(self, kind: str) -> Mapping[str, Entry]:
        """The records of a kind by name, without those that speak of a figure that was left out."""
        found: Mapping[str, Entry] = getattr(self.event.file, kind)
        gone = left_out(self.event, self.figures)
        return {name: entry for name, entry in found.items() if not speaks_of(entry, gone)} if gone else found

    def amounts(self, kind: str, part: str = "", *, firm: bool = True) -> list[Figure]:
        """The figures of a kind of record that no message tells yet, and the main one; amounts, or another quantity."""
        free = (f for f in self.figures if f.id in self.free or f is self.main)
        found = (f for f in free if f.id.startswith(f"{kind}.") and field_of(f.id) == part)
        return [f for f in found if is_firm(f) or not firm]

    @cached_property
    def counted_flows(self) -> list[Figure]:
        """The amounts of flows in coins, tonnes or other things, told or not; of hundreds of flows they are few."""
        flows = (f for f in self.figures if f.id.startswith(f"{Group.FLOWS}.") and not field_of(f.id))
        return [f for f in flows if is_firm(f) and kind_of(f.unit) in COUNTED]

    def ended(self, figure: Figure) -> str:
        """When the window of a figure ended, to sort by.

        A level that nobody dated, and the last seven days, are of the last day of the event. Windows in words, of which
        nobody knows the end, come first.
        """
        window, days = figure.window, self.event.days.days
        last = window.until.date() if window.until else window.end or window.start
        is_last = is_instant(figure) or window.span is Span.ROLLING
        return str(last or (is_last and days and days[1]) or "")

    def is_topped(self, part: Figure) -> bool:
        """Whether a part is of the main figure, and that is less than another source has for some of its days."""
        return self.main is not None and bool(topped(self.main)) and self.same_window(part, self.main)

    def is_alone(self, figure: Figure) -> bool:
        """Whether no message is still to tell another figure of its record."""
        record = record_of(figure.id)
        return sum(record_of(name) == record for name in self.free) == 1

    def quantity(self, record: str, part: str) -> Figure | None:
        """Another quantity of a record, where it is there, firm and not told yet."""
        figure = self.free.get(f"{record}.{part}")
        return figure if figure and is_firm(figure) else None

    def start(self, figure: Figure) -> Figure | None:
        """Where a figure came from, by all who differ on it, where that is firm and not told yet."""
        start = came_from(self.figures, figure)
        return start if start and start.id in self.free and is_firm(start) else None

    def same_window(self, one: Figure, other: Figure | None) -> bool:
        """Whether two figures are of one window that both state, or of the very same words for none."""
        return other is not None and when(one) == when(other)

    def message(self, kind: Kind, section: str, roles: Roles, *records: str) -> Message:
        """A message of some figures by role, which no other message tells from then on."""
        given = {role: tuple(f for f in figures if f) for role, figures in roles.items()}
        told = tuple(dict.fromkeys(f.id for figures in given.values() for f in figures))
        for figure_id in told:
            self.free.pop(figure_id, None)
        paths = dict.fromkeys([*(record_of(f) for f in told if not f.startswith("derived.")), *records])
        windows = tuple(dict.fromkeys(f.window for figures in given.values() for f in figures))
        ids = {str(role): tuple(f.id for f in figures) for role, figures in given.items() if figures}
        return Message(kind, str(section), told, ids, tuple(paths), windows)

    def derived(self, *inputs: Figure | None) -> Iterator[Figure]:
        """The computed figures that no message tells yet and whose inputs are all among these."""
        ids = {f.id for f in inputs if f}
        yield from (f for f in list(self.free.values()) if f.derived_from and ids.issuperset(f.derived_from))


def subject_of(scope: Scope, record: Entry | None) -> str:
    """The figure that a record is about: as typed; else one that its words contain, or one of the same account."""
    typed = getattr(record, "about", None) or (getattr(record, "contains", None) or "").partition(",")[0].strip()
    who = getattr(record, "who", None)
    same = (name for name, entry in scope.entries(Group.ACCOUNTS).items() if who and getattr(entry, "who", None) == who)
    own = (f.id for name in same for f in scope.figures if record_of(f.id) == f"{Group.ACCOUNTS}.{name}" and is_told(f))
    return typed or next(own, "")


def in_force(event: Event, main: Figure | None) -> str:
    """The window that an article says first, in canonical form: that of its main figure, of an instant its one day."""
    if main is None:
        return ""
    is_of_day = is_instant(main) and event.days.span is Span.DAY
    return event.days.canonical if is_of_day else main.window.canonical


def when(figure: Figure) -> str:
    """The window of a figure in canonical form."""
    return figure.window.canonical


def is_move(figure: Figure) -> bool:
    """Whether a figure is a change, also one of which the sources differ on the direction."""
    ways = {figure.direction, *(r.quantity.direction for r in figure.by_role(Role.CORE) if r.quantity)}
    return not ways.isdisjoint(MOVES)


def is_the_same(before: Figure, now: Figure) -> bool:
    """Whether one source gives one value for what stood before and for what stands now."""
    of = [(f.interval, f.unit, f.nature, f.source) for f in (before, now)]
    return of[0] == of[1] and now.source is not None


def is_unmoved(figure: Figure) -> bool:
    """Whether a figure is a change of nothing: unchanged."""
    return figure.direction in MOVES and figure.interval.is_point and not figure.interval.low


FAR = 31
"""After so many days a value is no longer what went before: other months lie between."""
ALIKE = 1.2
"""So many times a month is the longest of a few months, and a quarter of quarters."""


def way_from(before: Figure, now: Figure) -> Direction | None:
    """Which way something went from one value to another, on the whole of both; None where that is open, or unlike.

    The two ranges of a target that one source gives may touch.
    """
    spans = [each for each in (before.window.duration, now.window.duration) if each]
    is_longer = len(spans) > 1 and max(spans) > ALIKE * min(spans)  # a sum of a year is no rise from that of a month
    if (before.unit, before.nature) != (now.unit, now.nature) or is_longer:
        return None
    one, two = before.signed, now.signed
    is_target = before.source is not None and before.source == now.source and not (one.is_point or two.is_point)
    if one.is_below(two) or (is_target and one.high == two.low):
        return Direction.UP
    return Direction.DOWN if two.is_below(one) or (is_target and two.high == one.low) else None


def follows(before: Figure, now: Figure, days: tuple[date, date] | None = None) -> bool:
    """Whether a value is of the time right after that of another; `days` are those of one that nobody dated.

    The 3% of eleven years ago are no start of a fall; the quarter before is one, and so is what nobody dates.
    """
    ended, began = before.window.days, now.window.days or days
    return not (ended and began) or (began[0] - ended[1]).days <= FAR


def in_event_days(figure: Figure, scope: Scope) -> bool:
    """Whether the whole window of a figure lies within the days of the event."""
    return figure.window.lies_in(scope.event.days.days)


def is_within(one: Figure, other: Figure) -> bool:
    """Whether the window of a figure is a part of that of another; both state their days."""
    return one.window.days != other.window.days and one.window.lies_in(other.window.days)


def grouped(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Figures by window, those of one together, in the order of the first of each."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(when(figure), []).append(figure)
    return [*groups.values()]


def by_size(figures: Iterable[Figure]) -> list[Figure]:
    """Figures, the largest first; those whose size is not known last."""

    def size(figure: Figure) -> tuple[bool, Decimal]:
        ends = [abs(end) for end in (figure.interval.low, figure.interval.high) if end is not None]
        return not ends, -max(ends, default=Decimal(0))

    return sorted(figures, key=size)


def is_instant(figure: Figure) -> bool:
    """Whether a figure is of a moment rather than of a stretch of time, and nobody typed which."""
    return figure.window.span is Span.INSTANT


def is_of_one_day(event: Event) -> bool:
    """Whether the window of all records that state none is one day."""
    return event.default_window is not None and event.default_window.span is Span.DAY


def is_ahead(figure: Figure) -> bool:
    """Whether a figure is of what has not come yet: a forecast or a plan."""
    return figure.nature in AHEAD


def is_explained(figure: Figure, scope: Scope) -> bool:
    """Whether the sentence of a rate is followed by what such a change means: of a yield, or of one that is decided."""
    record = scope.record(figure.id)
    what = str(getattr(record, "what", "")).casefold()
    return is_yield(record) or bool(getattr(record, "who", None) and DECIDED.search(what))


def are_investors(record: Entry | None) -> bool:
    """Whether a flow is that of those who buy and sell something, and of no fund."""
    return bool(getattr(record, "asset", None)) and INVESTORS.search(getattr(record, "fund", None) or "") is not None


def is_yield(record: Entry | None) -> bool:
    """Whether a statistic is the yield of a bond; what lies between two of them, or a dividend pays, is none."""
    what = str(getattr(record, "what", "")).casefold()
    return "yield" in what and not NO_YIELD.search(what)
