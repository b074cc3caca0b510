"""Report lines to reports: one line as typed, its time, window and origin settled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.ingest.messages import did_you_mean, problem_of
from narrator.ingest.slots import ZERO, Mismatch, direction_of, why_not
from narrator.ingest.times import read_moment, read_window
from narrator.model.problem import Problem
from narrator.model.quantity import EMPTY, Quantity
from narrator.model.records import LongLine
from narrator.model.report import Amount, Rank, Report
from narrator.model.window import NOT_STATED, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeVar
    from zoneinfo import ZoneInfo

    from narrator.ingest.documents import Document
    from narrator.ingest.lines import Line
    from narrator.ingest.slots import Slot
    from narrator.ingest.tree import Path
    from narrator.model.records import Line as Typed
    from narrator.model.records import Record
    from narrator.model.report import Nature
    from narrator.model.source import Sources
    from narrator.model.window import Window

    T = TypeVar("T")

FLAGS = ("revised", "provisional", "break", "coverage not stated")
EMBARGO = "embargo until "


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


class Read(NamedTuple):
    """One line read: the report of its main quantity, and the other quantities that it gives."""

    said: Said
    report: Report
    start: Quantity | None
    worth: Quantity | None

    def of(self, figure: str, quantity: Quantity | None) -> Report:
        """The same report about another of its quantities."""
        return replace(self.report, figure=figure, quantity=quantity)


@dataclass(slots=True)
class LineReader:
    """Reads the report lines of one event file; what cannot be read is noted in `problems`."""

    document: Document
    zone: ZoneInfo
    published: datetime
    sources: Sources
    default_window: Window | None = None
    problems: list[Problem] = field(default_factory=list)

    def tried(self, path: Path, read: Callable[[], T], skip: int = 0) -> T | None:
        """What a grammar reads at a path, None after a fault; `skip` is where in the text it began."""
        try:
            return read()
        except Fault as fault:
            self.problems.append(problem_of(fault, self.document, path, skip))
            return None

    def refuse(self, code: str, message: str, path: Path, expected: str = "", example: str = "") -> None:
        """Note a value that its grammar reads and that is wrong all the same."""
        value = self.document.value(path)
        found = value if isinstance(value, str) else str(path[-1])
        self.problems.append(Problem(code, message, self.document.at(path, 0), found, expected, example))

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
        long = said.typed if isinstance(said.typed, LongLine) else LongLine(amount=said.typed)
        path = (*said.path, "amount") if is_long else said.path
        line = self.tried(path, lambda: read_line(long.amount, subject.slot.form))
        if line is None:
            return None
        quantity = _quantity(line, subject)
        wrong = why_not(subject.slot, quantity, long.amount) if quantity else None
        own = direction_of(subject.record)
        if own and line.direction not in {None, own}:
            wrong = Mismatch(f"{own}, as `what` says", long.amount.replace(str(line.direction), own, 1))
        if wrong:
            message = f"'{subject.figure}' cannot be {long.amount}"
            self.refuse("EVT011", message, path, wrong.expected, f"{path[-1]}: {wrong.example}")
            return None
        quoted = line.quoting or long.quoting
        origin = self.sources.find(quoted or said.source).id
        at = self.document.at(path, 0)
        report = Report(
            subject.figure, self.sources.find(said.source).id, origin, said.nature, NOT_STATED, at, long.amount,
            line.amount, quantity, self._as_of(line, long, said, path), briefly=line.briefly,
            listed_as_circulating=said.is_circulating, rank=Rank(long.rank) if long.rank else None,
            rank_reason=long.reason or "", definition=long.definition or "", cleared=long.cleared or "",
            url=long.url or "",
        )  # fmt: skip
        report = replace(
            self._flagged(report, line, long, said.path), window=self._covered(report, long, said, subject)
        )
        return Read(said, report, subject.directed(line.start), subject.directed(line.worth))

    def _as_of(self, line: Line, long: LongLine, said: Said, path: Path) -> datetime | None:
        if line.time:
            return self.moment(line.time, path, long.amount.rindex(f" at {line.time}") + len(" at "))
        return self.moment(long.as_of, (*said.path, "as_of")) if long.as_of else said.as_of

    def _covered(self, report: Report, long: LongLine, said: Said, subject: Subject) -> Window:
        """The window that a report covers.

        Why: a rolling window moves with the clock, so what a source says at 08:40 of the last 24 hours ends at 08:40.
        """
        own = self.window(long.window, (*said.path, "window"))
        usual = subject.window or self.default_window or NOT_STATED
        always = subject.slot.window
        window = own or (always if always and usual.hours != always.hours else usual)
        if own is None and window.span is Span.ROLLING and window.until and report.as_of:
            return replace(window, until=report.as_of, words=f"{window.hours}h to {report.as_of:%Y-%m-%d %H:%M}")
        return window

    def _flagged(self, report: Report, line: Line, long: LongLine, path: Path) -> Report:
        """The report with the flags of its line and of its long form."""
        flags = {flag.strip() for flag in (long.flags or "").split(",")} - {""}
        embargo = next((flag.removeprefix(EMBARGO) for flag in flags if flag.startswith(EMBARGO)), None)
        for flag in sorted(flags.difference(FLAGS, {f"{EMBARGO}{embargo}"})):
            expected = ", ".join((*FLAGS, f"{EMBARGO}TIME"))
            message = f"no flag '{flag}'{did_you_mean(flag, FLAGS)}"
            self.refuse("EVT012", message, (*path, "flags"), expected, "flags: revised")
        return replace(
            report,
            embargo=self.moment(embargo, (*path, "flags")) if embargo else None,
            revised=line.revised or "revised" in flags,
            provisional=line.provisional or "provisional" in flags,
            coverage_stated=line.coverage_stated and "coverage not stated" not in flags,
        )


def _quantity(line: Line, subject: Subject) -> Quantity | None:
    """What a line gives: its amount, a true zero, or a direction alone."""
    if line.quantity is not None:
        return subject.directed(line.quantity)
    if line.amount is Amount.NONE:
        return Quantity(ZERO, subject.slot.unit)
    direction = direction_of(subject.record) or line.direction
    return Quantity(EMPTY, subject.slot.unit, direction) if direction else None
