"""Report lines to reports: the quantities that a record may hold, one row for each, and one line as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from narrator.ingest.faults import Fault
from narrator.ingest.lines import WAYS, read_line
from narrator.ingest.manners import CALLED
from narrator.ingest.messages import problem_of
from narrator.ingest.slips import SIGNED, TICKERS
from narrator.ingest.times import read_moment, read_window
from narrator.model.ids import path_of
from narrator.model.kinds import KINDS, Dimension, Form, Group, Measure
from narrator.model.policy import Policy
from narrator.model.quantity import EMPTY, INDEX, PERCENT, Interval, Kind, Quantity, is_ticker, kind_of
from narrator.model.records import LongLine, Reports
from narrator.model.report import AHEAD, Amount, Key, Rank, Report, Text
from narrator.model.window import CALENDAR, MOMENT, NOT_STATED, Span, Window, read_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from narrator.ingest.lines import Line
    from narrator.ingest.tree import Document, Path
    from narrator.model.kinds import QuantityRow
    from narrator.model.name import Names
    from narrator.model.quantity import Direction
    from narrator.model.records import Line as Typed
    from narrator.model.records import Record, Words
    from narrator.model.report import Measurement, Nature
    from narrator.model.source import Sources
    from narrator.model.window import Window

    T = TypeVar("T")

NEAR = Policy().window_ends.value
DISTANT = datetime(2100, 12, 31, tzinfo=UTC)
ZERO = Interval.point(Decimal(0))
PASSING = frozenset({Measure.PRICE, Measure.LEVEL})
"""What stands at a value for a moment of its window: the time of a line is that moment."""
BARE = re.compile(r"(?<![-$\w.,:])([0-9][0-9.,]*)(?=,? (?:to|at|quoting|revised|provisional|coverage) |, |$)")
"""An amount without a unit, and no time."""
SIZE = "the size of a move: a price at its start is `open` of the record, one at its end `close` or `price`"
MOST_PERCENT = 100
"""A bare number from here on is hardly a move in percent."""
MOVED = "a move in percent (`%`), in `points` or in money"
TAIL = re.compile(r"(?: at (?!least |most )| quoting |, ).*")
"""What follows the amount of a line."""


def key_of(figure: str, kind: Kind, record: Record) -> Key:
    """What a quantity of a record is of."""
    group, name, part = path_of(figure)
    row = KINDS[Group(group)]
    of = {dimension: getattr(record, dimension, None) or "" for dimension in Dimension}
    metric = ".".join(filter(None, (group, name if row.is_named else "", part)))
    subject = of[Dimension.ASSET] or (name if row.by_name else "")
    basis = of[Dimension.CONTRACT] or of[Dimension.INSTRUMENT] or (of[Dimension.CUMULATIVE] and Dimension.CUMULATIVE)
    return Key(metric, kind, subject, of[Dimension.SIDE], of[Dimension.FUND] or of[Dimension.VENUE], basis)


def lend_unit(reports: list[Report]) -> None:
    """Give a true zero, which states no unit, that of the amounts beside it."""
    unit = next((report.quantity.unit for report in reports if report.quantity and amount_kind(report)), None)
    for at, report in enumerate(reports):
        if unit and report.quantity and report.amount is Amount.NONE:
            reports[at] = replace(report, quantity=replace(report.quantity, unit=unit))


def said_kind(unit: str, reports: list[Report], subject: Subject) -> Kind:
    """How a quantity is said: a rate, and whatever lies below zero, with its sign."""
    if subject.row.form is Form.STATE:
        ends = [report.quantity.interval.low for report in reports if report.quantity and not report.quantity.direction]
        is_zero = any(report.amount is Amount.NONE for report in reports)
        if unit == PERCENT or (unit == INDEX and is_zero) or any(low is not None and low < 0 for low in ends):
            return Kind.RATE
    return subject.row.said_as or kind_of(unit)


def amount_kind(report: Report) -> Kind | None:
    """The kind of the unit that a report states; None where it gives no amount, or a true zero."""
    quantity = report.quantity
    return kind_of(quantity.unit) if quantity and quantity.interval != ZERO else None


def text_of(words: Words | None, path: Path, reading: Reading) -> Text | None:
    """A text of a record with its place, None for none."""
    forms = {"en": words} if isinstance(words, str) else {str(each): text for each, text in (words or {}).items()}
    return Text(forms, reading.document.at(path, 0)) if forms else None


def explained(measured: list[Measurement], record: Record, path: Path, reading: Reading) -> Iterator[Measurement]:
    """The measurements of a record with why their sources differ: what their own block says of that.

    Else the record says it, of whatever has more than one source, of its first quantity where nothing has.
    """
    several = [each for each in measured if len({report.origin for report in each.reports}) > 1] or measured[:1]
    for each in measured:
        block = getattr(record, each.field, None) if each.field in type(record).model_fields else None
        own = block.differ if isinstance(block, Reports) else None
        differ = own or (record.differ if each in several else None)
        at = (*path, each.field) if own else path
        yield replace(each, differ=text_of(differ, (*at, "differ"), reading))


class Said(NamedTuple):
    """One line as typed: where it stands, whose it is, and under which key.

    `as_of` is that of its snapshot, `known` where it is no time of its own; a history has times, or is revised.
    """

    path: Path
    source: str
    nature: Nature
    typed: Typed
    is_circulating: bool = False
    is_of_history: bool = False
    as_of: datetime | None = None
    known: datetime | None = None


class Subject(NamedTuple):
    """The quantity of a record that lines are read for, and the window of the record."""

    figure: str
    record: Record
    row: QuantityRow
    window: Window | None

    @property
    def way(self) -> Direction | None:
        """The direction that the record itself gives to its amount: `what: unrealised loss`."""
        return self.row.direction

    def directed(self, quantity: Quantity | None) -> Quantity | None:
        """A quantity with the direction that the record gives where the line gives none."""
        return quantity and replace(quantity, direction=quantity.direction or self.way)

    def quantity(self, line: Line) -> Quantity | None:
        """What a line gives: its amount, a true zero, or a direction alone."""
        if line.amount is Amount.NONE:
            coin = str(getattr(self.record, "asset", "")) if self.row.measure is Measure.CHANGE else ""
            way = self.way if self.row.measure is Measure.SHARE else None  # none of it is lost, too
            return Quantity(ZERO, coin if is_ticker(coin) else self.row.unit, line.direction or way)
        way = self.way or line.direction
        return self.directed(line.quantity) or (Quantity(EMPTY, self.row.unit, way) if way else None)

    def why_not(self, line: Line, typed: str) -> tuple[str, str] | None:
        """What is expected instead of what a line gives, and a line with it; None where it is taken."""
        quantity, row = self.quantity(line), self.row
        undirected = typed.removeprefix(f"{line.direction} ")
        tail = found[0] if (found := TAIL.search(typed)) else ""
        if self.way and line.direction not in {None, self.way}:
            return f"{self.way}, as `what` says, or another `what`", f"{SIGNED} {undirected}"
        if not quantity:
            return None
        words = [way for way in row.directions or () if way]
        is_undirected = (
            row.directions is not None and quantity.interval != ZERO and quantity.direction not in row.directions
        )
        way = f"{'/'.join(words).upper()} " if words and is_undirected else ""
        kept = f"{quantity.direction} " if quantity.direction and not is_undirected else way
        if other := self._in_other_units(line, kept, undirected, tail):
            return other
        if quantity.interval == ZERO and not row.can_be_zero:
            return "an amount above zero, or `not stated`", f"not stated{tail}"
        if quantity.interval.low is not None and quantity.interval.low < 0 and not row.below_zero:
            return "an amount of zero or more, with a direction word where it is a change", f"DIRECTION {typed[1:]}"
        if not is_undirected:
            return None
        if words:
            return " or ".join(words), way + undirected
        return "an amount without a direction word", f"AMOUNT{tail}"

    def _in_other_units(self, line: Line, kept: str, amount: str, tail: str) -> tuple[str, str] | None:
        """What is expected instead of prices, of a unit, or of none, that a move has not; `kept` is the direction."""
        row, quantity = self.row, self.quantity(line)
        if row.form is Form.MOVE and line.start:
            words = "/".join(way for way in row.directions or () if way).upper()
            return SIZE, f"{line.direction or words} AMOUNT{tail}"
        is_bare = quantity and row.form is Form.MOVE and quantity.unit == INDEX and not quantity.manner.in_points
        kinds = {kind_of(each.unit) for each in (quantity, line.worth) if each}
        is_coin = re.fullmatch(TICKERS, str(getattr(self.record, "asset", "")), re.IGNORECASE) is not None
        units = {*row.units} - ({Kind.INDEX} if is_coin and row.measure is Measure.LEVEL else set())
        if not quantity or not row.units or not (is_bare or kinds - units):
            return None
        if is_bare and max(filter(None, (quantity.interval.low, quantity.interval.high)), default=0) >= MOST_PERCENT:
            return MOVED, kept + BARE.sub(r"\1 UNIT", amount)
        mended = BARE.sub(CALLED[row.units[0]][1], amount)
        nouns = " or ".join(CALLED[each][0] for each in row.units)
        return nouns, f"{kept}AMOUNT{tail}" if mended == amount else self.offered(kept + mended)

    def offered(self, line: str) -> str:
        """A line to paste, corrected where it cannot be read yet."""
        try:
            read_line(line, self.row.form)
        except Fault as fault:
            return line if "UNIT" in line else fault.example
        return line

    @property
    def signs(self) -> tuple[str, ...] | None:
        """The words for a plus and a minus: the directions that the amount may have; None where that is not known.

        The sign of a state is none of a change.
        """
        if self.row.form is Form.STATE:
            return () if self.row.below_zero else None
        ways = self.row.directions
        return None if ways is None else tuple(str(way) for way in ways if way)


@dataclass(slots=True)
class Reading:
    """One event file while it is read: what its texts are read with, and what its records are looked up in."""

    document: Document
    sources: Sources
    names: Names
    lexicon: tuple[str, ...] = ()
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - frozen
    published: datetime = DISTANT
    default_window: Window | None = None
    near: Decimal = NEAR

    def tried(self, path: Path, read: Callable[[], T], skip: int = 0) -> T | None:
        """What a grammar reads at a path, None after a fault, which is noted; `skip` is where in the text it began."""
        try:
            return read()
        except Fault as fault:
            self.document.found.append(problem_of(fault, self.document, path, skip))
            return None

    def moment(self, typed: str | None, path: Path, skip: int = 0) -> datetime | None:
        """A moment of the file, None where there is none or it cannot be read."""
        return self.tried(path, lambda: read_moment(typed, self.zone, self.published), skip) if typed else None

    def window(self, typed: str | None, path: Path) -> Window | None:
        """A window of the file, None where there is none or it cannot be read."""
        window = self.tried(path, lambda: read_window(typed, self.zone, self.published)) if typed else None
        return window and replace(window, words=typed or "")

    def stated(self, record: Record, path: Path) -> Window | None:
        """The window of a record: what says when it is, and gives an amount, needs no other."""
        field = "window" if record.window or not getattr(record, "when", None) else "when"
        return self.window(getattr(record, field), (*path, field))

    def read(self, said: Said, subject: Subject) -> tuple[Report, Quantity | None, Quantity | None] | None:
        """What a line says: its report, where it started from, its worth; None where it cannot be read."""
        long = said.typed if isinstance(said.typed, LongLine) else LongLine.model_construct(amount=said.typed)
        path = (*said.path, "amount") if long is said.typed else said.path
        if (line := self.tried(path, lambda: read_line(long.amount, subject.row.form, subject.signs))) is None:
            return None
        if wrong := subject.why_not(line, long.amount):
            message = f"'{subject.figure}' cannot be {long.amount}"
            self.document.refuse("EVT011", message, path, *wrong)
            return None
        as_of = self.moment(long.as_of, (*said.path, "as_of")) or said.as_of
        if line.time:
            as_of = self.moment(line.time, path, long.amount.rindex(f" at {line.time}") + len(" at "))
        if said.is_of_history and not (as_of or line.revised):
            message = f"'{said.source}' has several lines here, and this one has no time"
            timed = re.sub(r"(?= quoting |, |\Z)", " at HH:MM", long.amount, count=1)
            self.document.refuse("EVT013", message, path, "a time, or 'revised'", timed)
        source, quoted = self.sources.find(said.source).id, line.quoting or long.quoting
        embargo = self.moment(long.embargo, (*said.path, "embargo"))
        report = Report(
            subject.figure, source, self.sources.find(quoted).id if quoted else source, said.nature,
            self._covered(as_of, long, said, subject, line.direction), self.document.at(path, 0), long.amount,
            line.amount, subject.quantity(line), as_of, max(filter(None, (embargo, said.known)), default=None),
            line.revised, line.provisional, line.coverage_stated, line.briefly, said.is_circulating,
            Rank(long.rank) if long.rank else None, long.reason or "", long.definition or "", long.cleared or "",
            long.url or "", path[-1],
        )  # fmt: skip
        return report, subject.directed(line.start), subject.directed(line.worth)

    def _covered(
        self, as_of: datetime | None, long: LongLine, said: Said, subject: Subject, way: Direction | None
    ) -> Window:
        """The window that a report covers.

        Why: the event's rolling window moves with the clock, so what a source says at 10:40 of the last 24 hours ends
        then; one that was typed for the record or the line is what it says. An instant has none else, but a move of it
        is of the time in which it happened, a forecast alone of none. A price moves no window with its time.
        """
        own = self.window(long.window, (*said.path, "window"))
        default, row = self.default_window, subject.row
        is_ahead = said.nature in AHEAD and not (subject.record.said or subject.record.estimated)
        is_of_default = (way in WAYS and not is_ahead) or (row.is_statistic and default and default.span in CALENDAR)
        usual = subject.window or (default if is_of_default or not row.is_instant else MOMENT) or NOT_STATED
        window = own or (row.window if row.window and usual.length != row.window.length else usual)
        moves = window is self.default_window and window.span is Span.ROLLING and row.measure not in PASSING
        return read_at(window, as_of, self.near) if moves and as_of else window
