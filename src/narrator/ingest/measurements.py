"""Records to measurements: the reports of every quantity, under the figure id that they belong to.

A figure id is `<kind>.<record>` for the amount and `<kind>.<record>.<field>` for any other quantity. One line may give
three of them: `from A to B` gives `.from` beside the amount, coins with money give `.coins`; where the quantity is
itself a field, they are `.<field>_from` and `.<field>_coins`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault
from narrator.ingest.messages import did_you_mean, nearest
from narrator.ingest.reports import Said, Subject
from narrator.ingest.slots import SLOTS, ZERO, key_of, kind_of
from narrator.ingest.times import read_moment
from narrator.model.problem import Problem, paste
from narrator.model.quantity import Kind
from narrator.model.records import Level
from narrator.model.report import NATURE_KEYS, Measurement, Nature, Text
from narrator.model.source import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.ingest.reports import Read, Reading
    from narrator.ingest.tree import Path
    from narrator.model.problem import Pasted
    from narrator.model.records import EventFile, Record, Words
    from narrator.model.records import Line as Typed
    from narrator.model.report import Report


def measure(file: EventFile, reading: Reading) -> dict[str, Measurement]:
    """The measurements of all records by figure id, in the order of the file, snapshots merged in."""
    arrived = _snapshots(file, reading)
    found: dict[str, Measurement] = {}
    for kind in filter(SLOTS.__contains__, reading.document.tree):
        for name, record in getattr(file, kind).items():
            window = reading.window(record.window, (kind, name, "window"))
            measured: list[Measurement] = []
            for field, slot in SLOTS[kind].items():
                path = (kind, name, field) if field else (kind, name)
                said = [*_typed(record, field, path), *arrived.pop(".".join(path), ())]
                measured += _measure(Subject(".".join(path), record, slot, window), said, reading)
            if measured:
                differ, note = (
                    _text(getattr(record, text), (kind, name, text), reading) for text in ("differ", "note")
                )
                measured[0] = replace(measured[0], differ=differ, note=note)
            found |= {measurement.figure: measurement for measurement in measured}
    for figure, lines in arrived.items():
        _refuse_figure(figure, lines[0].path, reading)
    return found


def _text(words: Words | None, path: Path, reading: Reading) -> Text | None:
    forms = (
        {"en": words} if isinstance(words, str) else {str(language): text for language, text in (words or {}).items()}
    )
    return Text(forms, reading.document.at(path, 0)) if forms else None


def _typed(record: Record, field: str, path: Path) -> Iterator[Said]:
    """The lines of one quantity of a record, in the order of the natures."""
    block = getattr(record, field) if field else record
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


def _snapshots(file: EventFile, reading: Reading) -> dict[str, list[Said]]:
    """The lines of all snapshots by figure id; the key of each is `SOURCE at TIME`."""
    arrived: dict[str, list[Said]] = {}
    for key, lines in file.snapshots.items():
        source, _, time = key.rpartition(" at ")
        as_of = None
        try:
            as_of = read_moment(time, reading.zone, reading.published)
        except Fault as fault:
            message = f"the snapshot '{key}' does not end in ' at ' and a time"
            example: Pasted = {f"{source or key} at {fault.example}": {}}
            reading.document.refuse("EVT016", message, ("snapshots", key), "SOURCE at TIME", example)
        for figure, value in lines.items():
            for path, typed in _each(value, ("snapshots", key, figure)):
                said = Said(path, source or key, Nature.MEASURED, typed, as_of=as_of)
                arrived.setdefault(figure, []).append(said)
    return arrived


def _refuse_figure(figure: str, at: Path, reading: Reading) -> None:
    document = reading.document
    if document.is_broken(("event",)) or document.is_broken(tuple(figure.split(".")[:2])):
        return  # what is missing here is missing for a problem that is named already
    paths = ((kind, name, field) for kind in SLOTS for name in _names(kind, reading) for field in SLOTS[kind])
    known = [".".join(filter(None, path)) for path in paths]
    message = f"no record has a quantity '{figure}'{did_you_mean(figure, known)}"
    line = paste(document.file, str(document.value(at)), nearest(figure, known) or "FIGURE")
    expected = "a quantity of a record of this file"
    document.found.append(Problem("EVT015", message, document.at(at), figure, expected, line))


def _measure(subject: Subject, said: list[Said], reading: Reading) -> Iterator[Measurement]:
    reads = [read for each in said if (read := reading.read(each, subject)) is not None]
    _check_history(reads, reading)
    joint = "_" if subject.figure.count(".") > 1 else "."
    ids = {"": subject.figure, **{end: f"{subject.figure}{joint}{end}" for end in ("coins", "from")}}
    reports: dict[str, list[Report]] = {end: [] for end in ids}
    has_money = any(_kind(read) is Kind.MONEY for read in reads)
    for read in reads:
        is_apart = has_money and _kind(read) is Kind.COINS
        main = "coins" if is_apart else ""
        reports[main].append(replace(read.report, figure=ids[main]))
        for end, quantity in (("coins", read.worth), ("from", read.start)):
            if quantity:
                reports[end].append(replace(read.report, figure=ids[end], quantity=quantity))
    linked = {"": ids["coins"], "coins": ids[""]} if any(read.worth for read in reads) else {}
    for end, id_ in ids.items():
        if reports[end] or (said and not end):
            yield replace(_measurement(subject, id_, reports[end], reading), worth=linked.get(end))


def _kind(read: Read) -> Kind | None:
    quantity = read.report.quantity
    return kind_of(quantity.unit) if quantity and quantity.interval != ZERO else None


def _measurement(subject: Subject, figure: str, reports: list[Report], reading: Reading) -> Measurement:
    kind, name, *rest = figure.split(".")
    unit = next((report.quantity.unit for report in reports if report.quantity), subject.slot.unit)
    key = key_of(figure, subject.slot.said_as or kind_of(unit), subject.record)
    path = tuple(subject.figure.split("."))
    whole = _whole((*path, "of"), reading) if figure == subject.figure else None
    return Measurement(figure, f"{kind}.{name}", "".join(rest), key, tuple(reports), reading.document.at(path), whole)


def _whole(path: Path, reading: Reading) -> str | None:
    """The figure id of a whole that is named by its record or figure; None for none, or one in words."""
    typed, kind = reading.document.value(path), str(path[0])
    if not isinstance(typed, str):
        return None
    records = _names(kind, reading)
    group, _, name = typed.partition(".")
    if typed in records:
        return f"{kind}.{typed}"
    if name.partition(".")[0] in _names(group, reading):
        return typed
    if kind != "accounts":
        expected = "a record of this kind, or a figure id"
        message = f"no record '{typed}'{did_you_mean(typed, records)}"
        reading.document.refuse("EVT014", message, path, expected, nearest(typed, records) or "RECORD")
    return None


def _names(kind: str, reading: Reading) -> tuple[str, ...]:
    """The names of the records of a kind."""
    records = reading.document.tree.get(kind)
    return tuple(records) if isinstance(records, dict) else ()


def _check_history(reads: list[Read], reading: Reading) -> None:
    """A list under one source is its history: without a time or `revised`, nobody can tell which line holds."""
    document = reading.document
    for said, report, *_ in reads:
        siblings = document.value(said.path[:-1])
        is_history = isinstance(siblings, list) and len(siblings) > 1 and not said.is_circulating
        if is_history and report.as_of is None and not report.revised:
            message = f"'{said.source}' says more than one thing here, and this line has no time"
            timed = re.sub(r"(?= quoting |, |\Z)", " at HH:MM", report.typed, count=1)
            example: Pasted = timed if isinstance(document.value(said.path), str) else {"as_of": "HH:MM"}
            document.refuse("EVT013", message, said.path, "a time, or 'revised'", example)
