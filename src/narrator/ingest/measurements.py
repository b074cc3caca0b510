"""Records to measurements: the reports of every quantity, under the figure id that they belong to.

A figure id is `<kind>.<record>` for the amount and `<kind>.<record>.<field>` for any other quantity. One line may give
three of them: `from A to B` gives `.from` beside the amount, coins with money give `.coins`; where the quantity is
itself a field, they are `.<field>_from` and `.<field>_coins`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault
from narrator.ingest.messages import did_you_mean, nearest
from narrator.ingest.reports import Said, Subject
from narrator.ingest.slots import SLOTS, ZERO, key_of, kind_of
from narrator.ingest.times import read_moment
from narrator.model.problem import Problem
from narrator.model.quantity import Kind
from narrator.model.records import Level, Reports
from narrator.model.report import NATURE_KEYS, Measurement, Nature
from narrator.model.source import UNNAMED
from narrator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.ingest.reports import LineReader, Read
    from narrator.ingest.tree import Path
    from narrator.model.records import EventFile, Record, Words
    from narrator.model.records import Line as Typed
    from narrator.model.report import Report


def measure(file: EventFile, reader: LineReader) -> dict[str, Measurement]:
    """The measurements of all records by figure id, in the order of the file, snapshots merged in."""
    arrived = _snapshots(file, reader)
    found: dict[str, Measurement] = {}
    for kind in filter(SLOTS.__contains__, reader.document.tree):
        for name, record in getattr(file, kind).items():
            window = reader.window(record.window, (kind, name, "window"))
            texts = (
                _text(record.differ, (kind, name, "differ"), reader),
                _text(record.note, (kind, name, "note"), reader),
            )
            for quantity, slot in SLOTS[kind].items():
                figure = _dotted(kind, name, quantity)
                said = [*_typed(record, quantity, (kind, name)), *arrived.pop(figure, ())]
                for each in _measure(Subject(figure, record, slot, window), said, reader):
                    found[each.figure] = replace(each, differ=texts[0], note=texts[1])
                    texts = (None, None)
    for figure, lines in arrived.items():
        _refuse_figure(figure, lines[0].path, reader)
    return found


def _dotted(*parts: str) -> str:
    return ".".join(filter(None, parts))


def _text(words: Words | None, path: Path, reader: LineReader) -> Text | None:
    if words is None:
        return None
    forms = {"en": words} if isinstance(words, str) else {str(language): text for language, text in words.items()}
    return Text(forms, reader.document.at(path, 0))


def _typed(record: Record, quantity: str, path: Path) -> Iterator[Said]:
    """The lines of one quantity of a record, in the order of the natures."""
    block = getattr(record, quantity) if quantity else record
    path = (*path, quantity) if quantity else path
    if isinstance(block, str) and isinstance(record, Level):
        yield from _by_the_same(record, block, path)
    elif block is not None:
        for key in (*NATURE_KEYS, "circulating"):
            for source, value in getattr(block, key).items():
                for at, typed in _each(value, (*path, key, source)):
                    yield Said(at, source, NATURE_KEYS.get(key, Nature.MEASURED), typed, key == "circulating")


def _each(value: Typed | list[Typed], path: Path) -> Iterator[tuple[Path, Typed]]:
    if isinstance(value, list):
        yield from (((*path, index), typed) for index, typed in enumerate(value))
    else:
        yield path, value


def _by_the_same(record: Level, price: str, path: Path) -> Iterator[Said]:
    """A level's price in one line: said by whoever says what is at risk there, else by the one whose opinion it is."""
    amounts = (said for said in _typed(record, "", path[:-1]) if not said.is_circulating)
    by = dict.fromkeys((said.source, said.nature) for said in amounts) or [(record.view_of or UNNAMED, Nature.OPINION)]
    yield from (Said(path, source, nature, price) for source, nature in by)


def _snapshots(file: EventFile, reader: LineReader) -> dict[str, list[Said]]:
    """The lines of all snapshots by figure id; the key of each is `SOURCE at TIME`."""
    arrived: dict[str, list[Said]] = {}
    for key, lines in file.snapshots.items():
        source, _, time = key.rpartition(" at ")
        try:
            as_of = read_moment(time, reader.zone, reader.published)
        except Fault as fault:
            message = f"the snapshot '{key}' does not end in ' at ' and a time"
            example = f"{source or key} at {fault.example}:"
            reader.refuse("EVT016", message, ("snapshots", key), "SOURCE at TIME", example)
            as_of = None
        for figure, value in lines.items():
            said = (
                Said(path, source or key, Nature.MEASURED, typed, as_of=as_of)
                for path, typed in _each(value, ("snapshots", key, figure))
            )
            arrived.setdefault(figure, []).extend(said)
    return arrived


def _refuse_figure(figure: str, at: Path, reader: LineReader) -> None:
    kind, _, name = figure.partition(".")
    if any(reader.document.is_broken(path) for path in ((kind, name.partition(".")[0]), ("event",))):
        return  # what is missing here is missing for a problem that is named already
    known = [_dotted(each, record, field) for each in SLOTS for record in _names(each, reader) for field in SLOTS[each]]
    message = f"no record has a quantity '{figure}'{did_you_mean(figure, known)}"
    example = f"{nearest(figure, known) or 'liquidations.total'}: {reader.document.value(at)}"
    expected = "a quantity of a record of this file"
    reader.problems.append(Problem("EVT015", message, reader.document.at(at), figure, expected, example))


def _measure(subject: Subject, said: list[Said], reader: LineReader) -> Iterator[Measurement]:
    if not said:
        return
    reads = [read for each in said if (read := reader.read(each, subject)) is not None]
    _check_history(reads, reader)
    joint = "_" if subject.figure.count(".") > 1 else "."
    coins_id, from_id = f"{subject.figure}{joint}coins", f"{subject.figure}{joint}from"
    has_money = any(_kind(read) is Kind.MONEY for read in reads)
    apart = [read for read in reads if has_money and _kind(read) is Kind.COINS]
    amounts = [read.report for read in reads if read not in apart]
    coins = [read.of(coins_id, read.worth or read.report.quantity) for read in reads if read.worth or read in apart]
    starts = [read.of(from_id, read.start) for read in reads if read.start]
    is_linked = any(read.worth for read in reads)
    yield replace(_measurement(subject, subject.figure, amounts, reader), worth=coins_id if is_linked else None)
    if coins:
        yield replace(_measurement(subject, coins_id, coins, reader), worth=subject.figure if is_linked else None)
    if starts:
        yield _measurement(subject, from_id, starts, reader)


def _kind(read: Read) -> Kind | None:
    quantity = read.report.quantity
    return kind_of(quantity.unit) if quantity and quantity.interval != ZERO else None


def _measurement(subject: Subject, figure: str, reports: list[Report], reader: LineReader) -> Measurement:
    kind, name, *rest = figure.split(".")
    unit = next((report.quantity.unit for report in reports if report.quantity), subject.slot.unit)
    key = key_of(figure, subject.slot.said_as or kind_of(unit), subject.record)
    path = tuple(subject.figure.split("."))
    block = getattr(subject.record, path[-1], None) if len(path) > len(("kind", "record")) else subject.record
    of = block.of if isinstance(block, Reports) else None
    whole = _whole(of, kind, (*path, "of"), reader) if of and figure == subject.figure else None
    return Measurement(figure, f"{kind}.{name}", "".join(rest), key, tuple(reports), reader.document.at(path), whole)


def _whole(typed: str, kind: str, path: Path, reader: LineReader) -> str | None:
    """The figure id of a whole that is named by its record or figure; None for one in words."""
    records = _names(kind, reader)
    if typed in records:
        return f"{kind}.{typed}"
    group, _, name = typed.partition(".")
    if name.partition(".")[0] in _names(group, reader):
        return typed
    if kind != "accounts":
        expected = "a record of this kind, or a figure id"
        reader.refuse("EVT014", f"no record '{typed}'{did_you_mean(typed, records)}", path, expected, "of: total")
    return None


def _names(kind: str, reader: LineReader) -> tuple[str, ...]:
    """The names of the records of a kind."""
    records = reader.document.tree.get(kind)
    return tuple(records) if isinstance(records, dict) else ()


def _check_history(reads: Iterable[Read], reader: LineReader) -> None:
    """A list under one source is its history: without a time or `revised`, nobody can tell which line holds."""
    for said, report, *_ in reads:
        siblings = reader.document.value(said.path[:-1])
        is_history = isinstance(siblings, list) and len(siblings) > 1 and not said.is_circulating
        if is_history and report.as_of is None and not report.revised:
            message = f"'{said.source}' says more than one thing here, and this line has no time"
            reader.refuse("EVT013", message, said.path, "a time, or 'revised'", f"- {report.typed} at 08:40")
