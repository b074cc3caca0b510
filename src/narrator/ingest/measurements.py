"""Records to measurements: every report line read, under the figure id that it belongs to.

A figure id is `<kind>.<record>` for the amount and `<kind>.<record>.<field>` for any other quantity. One line may give
three of them: `from A to B` gives `.from` beside the amount, coins with money give `.coins`; where the quantity is
itself a field, they are `.<field>_from` and `.<field>_coins`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.faults import Fault
from narrator.ingest.lines import Line, read_line
from narrator.ingest.messages import did_you_mean, problem_of
from narrator.ingest.slots import SLOTS, ZERO, direction_of, key_of, kind_of, why_not
from narrator.ingest.times import read_moment, read_window
from narrator.model.problem import Problem
from narrator.model.quantity import EMPTY, Kind, Quantity
from narrator.model.records import Level, LongLine, Reports
from narrator.model.report import NATURE_KEYS, Amount, Measurement, Nature, Rank, Report
from narrator.model.source import UNNAMED
from narrator.model.text import Text
from narrator.model.window import NOT_STATED, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from typing import TypeVar
    from zoneinfo import ZoneInfo

    from narrator.ingest.documents import Document
    from narrator.ingest.slots import Slot
    from narrator.ingest.tree import Path
    from narrator.model.quantity import Direction
    from narrator.model.records import EventFile, Line as Typed, Record, Words
    from narrator.model.source import Sources
    from narrator.model.window import Window

    T = TypeVar("T")

FLAGS = ("revised", "provisional", "break", "coverage not stated")
EMBARGO = "embargo until "


class _Said(NamedTuple):
    """One line as typed: where it stands, whose it is, and under which key."""

    path: Path
    source: str
    nature: Nature
    typed: Typed
    is_circulating: bool = False
    time: str | None = None


class _Read(NamedTuple):
    """One line read: the report of its main quantity, and the other quantities that it gives."""

    said: _Said
    report: Report
    line: Line

    def of(self, figure: str, quantity: Quantity | None) -> Report:
        """The same report about another of its quantities."""
        return replace(self.report, figure=figure, quantity=quantity)


class _Subject(NamedTuple):
    """The quantity of a record that lines are read for."""

    figure: str
    kind: str
    record: Record
    slot: Slot
    window: Window | None


@dataclass(slots=True)
class LineReader:
    """Reads the report lines of one event file; what cannot be read is noted in `problems`."""

    document: Document
    zone: ZoneInfo
    published: datetime
    sources: Sources
    default_window: Window | None = None
    problems: list[Problem] = field(default_factory=list)

    def measurements(self, file: EventFile) -> dict[str, Measurement]:
        """The measurements of all records by figure id, in the order of the file, snapshots merged in."""
        arrived = _snapshots(file)
        found: dict[str, Measurement] = {}
        for kind in filter(SLOTS.__contains__, self.document.tree):
            for name, record in getattr(file, kind).items():
                window = self.window(record.window, (kind, name, "window"))
                note = [
                    self._text(record.differ, (kind, name, "differ")),
                    self._text(record.note, (kind, name, "note")),
                ]
                for quantity, slot in SLOTS[kind].items():
                    figure = ".".join(filter(None, (kind, name, quantity)))
                    said = [*_typed(record, quantity, (kind, name)), *arrived.pop(figure, ())]
                    for each in self._measure(_Subject(figure, kind, record, slot, window), said):
                        found[each.figure] = replace(each, differ=note[0], note=note[1])
                        note = [None, None]
        for figure, said in arrived.items():
            self._no_such_figure(figure, said[0].path)
        return found

    def window(self, typed: str | None, path: Path) -> Window | None:
        """A window of the file, None where there is none or it cannot be read."""
        if typed is None:
            return None
        window = self.tried(path, lambda: read_window(typed, self.zone, self.published))
        return window and replace(window, words=typed)

    def tried(self, path: Path, read: Callable[[], T], skip: int = 0) -> T | None:
        """What a grammar reads at a path, None after a fault; `skip` is where in the text it began."""
        try:
            return read()
        except Fault as fault:
            self.problems.append(problem_of(fault, self.document, path, skip))
            return None

    def refuse(self, code: str, message: str, path: Path, expected: str = "", example: str = "") -> None:
        """Note a value that its grammar reads and that is wrong all the same."""
        found = self.document.value(path)
        at = self.document.at(path, 0)
        self.problems.append(Problem(code, message, at, found if isinstance(found, str) else "", expected, example))

    def _measure(self, subject: _Subject, said: list[_Said]) -> Iterator[Measurement]:
        if not said:
            return
        reads = [read for each in said if (read := self._read(subject, each)) is not None]
        self._check_history(reads)
        separator = "_" if subject.figure.count(".") > 1 else "."
        coins_id, from_id = f"{subject.figure}{separator}coins", f"{subject.figure}{separator}from"
        has_money = any(_kind(read) is Kind.MONEY for read in reads)
        amounts = [read.report for read in reads if not (has_money and _kind(read) is Kind.COINS)]
        coins = [
            read.of(coins_id, read.line.worth or read.report.quantity)
            for read in reads
            if read.line.worth or (has_money and _kind(read) is Kind.COINS)
        ]
        starts = [read.of(from_id, read.line.start) for read in reads if read.line.start]
        linked = any(read.line.worth for read in reads)
        yield self._measurement(subject, subject.figure, amounts, worth=coins_id if linked else None)
        if coins:
            yield self._measurement(subject, coins_id, coins, worth=subject.figure if linked else None)
        if starts:
            yield self._measurement(subject, from_id, starts)

    def _measurement(
        self, subject: _Subject, figure: str, reports: list[Report], *, worth: str | None = None
    ) -> Measurement:
        kind, name, *rest = figure.split(".")
        quantity = next((report.quantity for report in reports if report.quantity), None)
        said_as = subject.slot.said_as or kind_of(quantity.unit if quantity else subject.slot.unit)
        base = tuple(subject.figure.split("."))
        block = getattr(subject.record, base[2], None) if len(base) > 2 else subject.record
        return Measurement(
            figure,
            f"{kind}.{name}",
            ".".join(rest),
            key_of(figure, said_as, subject.record),
            tuple(reports),
            self.document.at(base),
            of=self._whole(block.of, kind, (*base, "of")) if isinstance(block, Reports) and block.of else None,
            worth=worth,
        )

    def _whole(self, typed: str, kind: str, path: Path) -> str | None:
        """The figure id of a whole that is named by its record or figure; None for one in words."""
        tree = self.document.tree
        records = tree.get(kind)
        if isinstance(records, dict) and typed in records:
            return f"{kind}.{typed}"
        group, _, name = typed.partition(".")
        others = tree.get(group)
        if name and isinstance(others, dict) and name.split(".")[0] in others:
            return typed
        if kind != "accounts":
            near = did_you_mean(typed, records if isinstance(records, dict) else ())
            self.refuse(
                "EVT014", f"no record '{typed}'{near}", path, "a record of this kind, or a figure id", "of: total"
            )
        return None

    def _read(self, subject: _Subject, said: _Said) -> _Read | None:
        long = said.typed if isinstance(said.typed, LongLine) else None
        typed = long.amount if long else str(said.typed)
        path = (*said.path, "amount") if long else said.path
        line = self.tried(path, lambda: read_line(typed, subject.slot.form))
        if line is None:
            return None
        quantity = self._quantity(subject, line)
        expected = why_not(subject.slot, subject.kind, quantity) if quantity else None
        if expected:
            self.refuse("EVT011", f"'{subject.figure}' is no such amount: {typed}", path, expected)
            return None
        source = self.sources.find(said.source).id
        quoted = line.quoting or (long and long.quoting)
        report = Report(
            subject.figure,
            source,
            self.sources.find(quoted).id if quoted else source,
            said.nature,
            subject.window or self.default_window or NOT_STATED,
            self.document.at(path, 0),
            typed,
            line.amount,
            quantity,
            self._as_of(line, said, path),
            revised=line.revised,
            provisional=line.provisional,
            coverage_stated=line.coverage_stated,
            briefly=line.briefly,
            listed_as_circulating=said.is_circulating,
        )
        if long:
            report = self._long(report, long, said.path)
        return _Read(said, self._in_window(report, subject, long), line)

    def _quantity(self, subject: _Subject, line: Line) -> Quantity | None:
        """What a line gives: its amount, a true zero, or a direction alone."""
        direction = direction_of(subject.record) or line.direction
        if line.quantity is not None:
            own = line.quantity.direction
            return replace(line.quantity, direction=own or direction_of(subject.record))
        if line.amount is Amount.NONE:
            return Quantity(ZERO, subject.slot.unit)
        return Quantity(EMPTY, subject.slot.unit, direction) if direction else None

    def _as_of(self, line: Line, said: _Said, path: Path) -> datetime | None:
        long = said.typed if isinstance(said.typed, LongLine) else None
        if line.time:
            time, skip = line.time, (long.amount if long else str(said.typed)).rindex(f" at {line.time}") + 4
        elif long and long.as_of:
            time, path, skip = long.as_of, (*said.path, "as_of"), 0
        elif said.time:
            time, path, skip = said.time, said.path[:2], 0
        else:
            return None
        return self.tried(path, lambda: read_moment(time, self.zone, self.published), skip)

    def _in_window(self, report: Report, subject: _Subject, long: LongLine | None) -> Report:
        """The report with the window that it covers.

        Why: a rolling window moves with the clock, so what a source says at 08:40 of the last 24 hours ends at 08:40.
        """
        window = report.window
        if long and long.window:
            return report
        if subject.slot.window and window.hours != subject.slot.window.hours:
            window = subject.slot.window
        if window.span is Span.ROLLING and window.until and report.as_of:
            window = replace(window, until=report.as_of, words=f"{window.hours}h to {report.as_of:%Y-%m-%d %H:%M}")
        return replace(report, window=window)

    def _long(self, report: Report, long: LongLine, path: Path) -> Report:
        """The report with what only the long form can say."""
        flags = [flag.strip() for flag in (long.flags or "").split(",") if flag.strip()]
        embargo = next((flag.removeprefix(EMBARGO) for flag in flags if flag.startswith(EMBARGO)), None)
        for flag in flags:
            if flag not in FLAGS and not flag.startswith(EMBARGO):
                near = did_you_mean(flag, FLAGS)
                expected = ", ".join((*FLAGS, f"{EMBARGO}TIME"))
                self.refuse("EVT012", f"no flag '{flag}'{near}", (*path, "flags"), expected, "flags: revised")
        return replace(
            report,
            window=self.window(long.window, (*path, "window")) or report.window,
            embargo=embargo and self.tried((*path, "flags"), lambda: read_moment(embargo, self.zone, self.published)),
            revised=report.revised or "revised" in flags,
            provisional=report.provisional or "provisional" in flags,
            coverage_stated=report.coverage_stated and "coverage not stated" not in flags,
            rank=Rank(long.rank) if long.rank else None,
            rank_reason=long.reason or "",
            definition=long.definition or "",
            cleared=long.cleared or "",
            url=long.url or "",
        )

    def _check_history(self, reads: Iterable[_Read]) -> None:
        """A list under one source is its history: without a time or `revised`, nobody can tell which line holds."""
        for said, report, _ in reads:
            is_listed = isinstance(said.path[-1], int) and not said.is_circulating
            siblings = self.document.value(said.path[:-1])
            alone = isinstance(siblings, list) and len(siblings) == 1
            if is_listed and not alone and report.as_of is None and not report.revised:
                message = f"'{said.source}' says more than one thing here, and this line has no time"
                self.refuse("EVT013", message, said.path, "a time, or 'revised'", f"- {report.typed} at 08:40")

    def _no_such_figure(self, figure: str, path: Path) -> None:
        kind, *rest = figure.split(".")
        known = [
            ".".join(filter(None, (kind, name, quantity)))
            for name in self.document.tree.get(kind, ())
            for quantity in SLOTS.get(kind, ())
        ]
        message = f"no quantity '{figure}' in the records{did_you_mean(figure, known)}"
        example = f"{kind}:\n  {rest[0] if rest else 'total'}:\n    said:\n      tracker_a: $210 million"
        self.refuse("EVT015", message, path, "a figure of a record of this file", example)

    def _text(self, words: Words | None, path: Path) -> Text | None:
        if words is None:
            return None
        forms = {"en": words} if isinstance(words, str) else dict(words)
        return Text(forms, self.document.at(path, 0))


def _kind(read: _Read) -> Kind | None:
    quantity = read.report.quantity
    return kind_of(quantity.unit) if quantity and quantity.interval != ZERO else None


def _typed(record: Record, quantity: str, path: Path) -> Iterator[_Said]:
    """The lines of one quantity of a record, in the order of the natures."""
    block = getattr(record, quantity) if quantity else record
    if isinstance(block, str) and isinstance(record, Level):
        yield from _by_the_same(record, block, (*path, quantity))
    if not isinstance(block, Reports):
        return
    path = (*path, quantity) if quantity else path
    for key in (*NATURE_KEYS, "circulating"):
        for source, value in getattr(block, key).items():
            for at, typed in _each(value, (*path, key, source)):
                yield _Said(at, source, NATURE_KEYS.get(key, Nature.MEASURED), typed, key == "circulating")


def _each(value: Typed | list[Typed], path: Path) -> Iterator[tuple[Path, Typed]]:
    if isinstance(value, list):
        yield from (((*path, index), typed) for index, typed in enumerate(value))
    else:
        yield path, value


def _by_the_same(record: Level, price: str, path: Path) -> Iterator[_Said]:
    """A level's price in one line: said by whoever says what is at risk there, else by the one whose opinion it is."""
    amounts = [said for said in _typed(record, "", path[:-1]) if not said.is_circulating]
    by = dict.fromkeys((said.source, said.nature) for said in amounts) or [(record.view_of or UNNAMED, Nature.OPINION)]
    yield from (_Said(path, source, nature, price) for source, nature in by)


def _snapshots(file: EventFile) -> dict[str, list[_Said]]:
    """The lines of all snapshots by figure id; the key of each is `SOURCE at TIME`."""
    arrived: dict[str, list[_Said]] = {}
    for key, lines in file.snapshots.items():
        source, _, time = key.rpartition(" at ")
        for figure, value in lines.items():
            for path, typed in _each(value, ("snapshots", key, figure)):
                said = _Said(path, source, Nature.MEASURED, typed, time=time)
                arrived.setdefault(figure, []).append(said)
    return arrived
