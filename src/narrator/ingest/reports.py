"""Report lines to reports: one line as typed, its time, window and origin settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.ingest.messages import problem_of
from narrator.ingest.slots import ZERO, direction_of, why_not
from narrator.ingest.times import read_moment, read_window
from narrator.model.quantity import EMPTY, Quantity
from narrator.model.records import LongLine
from narrator.model.report import Amount, Rank, Report
from narrator.model.window import NOT_STATED, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from narrator.ingest.lines import Line
    from narrator.ingest.slots import Slot
    from narrator.ingest.tree import Document, Path
    from narrator.model.name import Names
    from narrator.model.records import Line as Typed
    from narrator.model.records import Record
    from narrator.model.report import Nature
    from narrator.model.source import Sources
    from narrator.model.window import Window

    T = TypeVar("T")

UTC_ZONE = ZoneInfo("UTC")
DISTANT = datetime(2100, 12, 31, tzinfo=UTC)


class Said(NamedTuple):
    """One line as typed: where it stands, whose it is, and under which key; `as_of` is that of its snapshot."""

    path: Path
    source: str
    nature: Nature
    typed: Typed
    is_circulating: bool = False
    as_of: datetime | None = None


class Subject(NamedTuple):
    """The quantity of a record that lines are read for, and the window of the record."""

    figure: str
    record: Record
    slot: Slot
    window: Window | None

    def directed(self, quantity: Quantity | None) -> Quantity | None:
        """A quantity with the direction that the record gives where the line gives none."""
        own = direction_of(self.record)
        return replace(quantity, direction=own) if quantity and own and not quantity.direction else quantity

    def quantity(self, line: Line) -> Quantity | None:
        """What a line gives: its amount, a true zero, or a direction alone."""
        if line.amount is Amount.NONE:
            return Quantity(ZERO, self.slot.unit)
        direction = direction_of(self.record) or line.direction
        alone = Quantity(EMPTY, self.slot.unit, direction) if direction else None
        return self.directed(line.quantity) or alone


class Read(NamedTuple):
    """One line read: the report of its main quantity, and the other quantities that it gives."""

    said: Said
    report: Report
    start: Quantity | None
    worth: Quantity | None


@dataclass(slots=True)
class Reading:
    """One event file while it is read: what its texts are read with, and what its records are looked up in."""

    document: Document
    sources: Sources
    names: Names
    lexicon: tuple[str, ...] = ()
    zone: ZoneInfo = UTC_ZONE
    published: datetime = DISTANT
    default_window: Window | None = None

    def tried(self, path: Path, read: Callable[[], T], skip: int = 0) -> T | None:
        """What a grammar reads at a path, None after a fault, which is noted; `skip` is where in the text it began."""
        try:
            return read()
        except Fault as fault:
            self.document.found.append(problem_of(fault, self.document, path, skip))
            return None

    def moment(self, typed: str, path: Path, skip: int = 0) -> datetime | None:
        """A moment of the file, None where it cannot be read."""
        return self.tried(path, lambda: read_moment(typed, self.zone, self.published), skip)

    def window(self, typed: str | None, path: Path) -> Window | None:
        """A window of the file, None where there is none or it cannot be read."""
        if typed is None:
            return None
        window = self.tried(path, lambda: read_window(typed, self.zone, self.published))
        return window and replace(window, words=typed)

    def read(self, said: Said, subject: Subject) -> Read | None:
        """What a line says of a subject, None where it cannot be read."""
        is_long = isinstance(said.typed, LongLine)
        long = said.typed if isinstance(said.typed, LongLine) else LongLine.model_construct(amount=said.typed)
        path = (*said.path, "amount") if is_long else said.path
        line = self.tried(path, lambda: read_line(long.amount, subject.slot.form))
        if line is None:
            return None
        quantity = subject.quantity(line)
        own = direction_of(subject.record)
        wrong = why_not(subject.slot, quantity, long.amount) if quantity else None
        if own and line.direction not in {None, own}:
            wrong = f"{own}, as `what` says", long.amount.replace(str(line.direction), own, 1)
        if wrong:
            message, (expected, example) = f"'{subject.figure}' cannot be {long.amount}", wrong
            self.document.refuse("EVT011", message, path, expected, example)
            return None
        as_of = self._as_of(line, long, said, path)
        source = self.sources.find(said.source).id
        quoted = line.quoting or long.quoting
        embargo = self.moment(long.embargo, (*said.path, "embargo")) if long.embargo else None
        report = Report(
            subject.figure, source, self.sources.find(quoted).id if quoted else source, said.nature,
            self._covered(as_of, long, said, subject), self.document.at(path, 0), long.amount, line.amount, quantity,
            as_of, embargo, line.revised, line.provisional, line.coverage_stated, line.briefly,
            listed_as_circulating=said.is_circulating, rank=Rank(long.rank) if long.rank else None,
            rank_reason=long.reason or "", definition=long.definition or "", cleared=long.cleared or "",
            url=long.url or "", under=path[-1],
        )  # fmt: skip
        return Read(said, report, subject.directed(line.start), subject.directed(line.worth))

    def _as_of(self, line: Line, long: LongLine, said: Said, path: Path) -> datetime | None:
        if line.time:
            return self.moment(line.time, path, long.amount.rindex(f" at {line.time}") + len(" at "))
        return self.moment(long.as_of, (*said.path, "as_of")) if long.as_of else said.as_of

    def _covered(self, as_of: datetime | None, long: LongLine, said: Said, subject: Subject) -> Window:
        """The window that a report covers.

        Why: the event's rolling window moves with the clock, so what a source says at 08:40 of the last 24 hours ends
        at 08:40; a window that was typed for the record or the line is what it says.
        """
        own = self.window(long.window, (*said.path, "window"))
        usual = subject.window or self.default_window or NOT_STATED
        always = subject.slot.window
        window = own or (always if always and usual.hours != always.hours else usual)
        if window is self.default_window and window.span is Span.ROLLING and window.until and as_of:
            return replace(window, until=as_of, words=f"{window.hours}h to {as_of:%Y-%m-%d %H:%M}")
        return window
