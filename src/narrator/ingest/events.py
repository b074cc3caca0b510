"""Event files to events: read, validated, its lines read, its checks run; every problem of a file at once.

A figure id is `<kind>.<record>` for the amount and `<kind>.<record>.<field>` for any other quantity. One line may give
three of them: `from A to B` gives `.from` beside the amount, coins with money give `.coins`; where the quantity is
itself a field, they are `.<field>_from` and `.<field>_coins`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from narrator.ingest.arrivals import arrivals, each_line, when_read
from narrator.ingest.checks import check
from narrator.ingest.documents import document_of, read_document, relative
from narrator.ingest.headers import MOMENT
from narrator.ingest.made import introduce, make
from narrator.ingest.messages import BLANKS, meant, validated
from narrator.ingest.reports import (
    DISTANT,
    NEAR,
    Reading,
    Said,
    Subject,
    amount_kind,
    explained,
    key_of,
    lend_unit,
    said_kind,
)
from narrator.ingest.times import read_date
from narrator.ingest.zones import zone_meant
from narrator.model.event import Event
from narrator.model.kinds import BESIDE, KINDS, WITH_DAYS, Dimension, Form, Group, Part, rows_of
from narrator.model.problem import Problem, paste
from narrator.model.quantity import COUNTED, Kind
from narrator.model.records import EventFile, Level
from narrator.model.report import NATURE_KEYS, Measurement, Nature
from narrator.model.source import UNNAMED
from narrator.model.window import Span, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path as FilePath

    from narrator.ingest.tree import Path, Tree
    from narrator.model.kinds import QuantityRow
    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.records import Header, Record, Words
    from narrator.model.report import Report
    from narrator.model.series import Series
    from narrator.model.source import Sources

HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")
STAND_IN: dict[str, Tree] = {
    "id": "stand-in",
    "status": "draft",
    "published": f"{DISTANT:%Y-%m-%d %H:%M}",
    "timezone": "UTC",
    "days": "not known",
    "assets": "BTC",
}
"""What the lines of a file are read with where its head cannot be."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An event, None when its file is not of the form that a file has, with all problems of the file."""

    event: Event | None
    problems: Problems


def load_event(  # noqa: PLR0913, PLR0917  # the file, and what its texts are read with
    path: FilePath,
    root: FilePath,
    sources: Sources,
    names: Names,
    lexicon: Iterable[str] = (),
    raw: bytes | None = None,
    near: Decimal = NEAR,
    series: Iterable[Series] = (),
    as_of: datetime | None = None,
) -> Loaded:
    """An event file with every problem in it; `raw` is what it is to hold, where that is not what it holds.

    `lexicon` are names with digits that texts of our own may hold; `near` is how near the ends of windows may lie;
    `series` are those of which it may have records made, as known at `as_of`, or when it is published.
    Where the form of the file is wrong (a field is missing or unknown), what is wrong is taken out and the rest still
    read, for its problems only.
    """
    document = read_document(path, root) if raw is None else document_of(raw, relative(path, root))
    introduce(document)
    make(document, series, sources, as_of)
    file = validated(document, EventFile, {"event": STAND_IN}) if document.tree or not document.found else None
    event = None
    if file is not None:
        reading = Reading(document, sources, names, tuple(lexicon), near=near)
        _read_head(file.event, reading)
        event = Event(
            file, document.file, reading.zone, reading.published, _days(file.event.days, reading),
            reading.default_window, _measured(file, reading),
            {".".join(map(str, at)): document.at(at) for at in (*document.places, *document.elsewhere) if at},
        )  # fmt: skip
        document.found += check(event, reading)
        _read_days(file, reading)
    problems = tuple(replace(problem, event=path.stem) for problem in document.problems)
    return Loaded(None if document.broken else event, problems)


def _read_head(head: Header, reading: Reading) -> None:
    """Settle what the lines of an event are read with: its zone, its hour and its usual window."""
    try:
        reading.zone = ZoneInfo(head.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint, right = zone_meant(head.timezone)
        message, expected = f"unknown time zone '{head.timezone}'{hint}", "an IANA time zone, such as Asia/Shanghai"
        reading.document.refuse("EVT033", message, ("event", "timezone"), expected, right)
    place = ("event", "published")
    if MOMENT.fullmatch(head.published):
        reading.published = reading.moment(head.published, place) or DISTANT
    else:
        message = f"'event.published' must be a date and a time: {head.published}"
        hour = head.published if HOUR.fullmatch(head.published) else "HH:MM"
        reading.document.refuse("EVT034", message, place, BLANKS["published"], f"YYYY-MM-DD {hour}")
    reading.default_window = reading.window(head.default_window, ("event", "default_window"))


def _days(days: Words, reading: Reading) -> Window:
    if isinstance(days, str):
        return reading.window(days, ("event", "days")) or Window(Span.WORDS, words=days)
    return Window(Span.WORDS, words=days.get("en") or next(iter(days.values()), ""))


def _read_days(file: EventFile, reading: Reading) -> None:
    """The day since when something is claimed is a date; when something happens is a window, which a brief words."""
    for name, claim in file.claims.items():
        if claim.since is not None:
            reading.tried(("claims", name, "since"), partial(read_date, claim.since))
    for kind in WITH_DAYS:
        for name, record in getattr(file, kind).items():
            reading.window(record.when, (kind, name, "when"))


def _measured(file: EventFile, reading: Reading) -> dict[str, Measurement]:
    """The measurements of all records by figure id, in the order of the file, snapshots merged in."""
    arrived = arrivals(file, reading)
    found: dict[str, Measurement] = {}
    for kind in filter(KINDS.__contains__, reading.document.tree):
        for name, record in getattr(file, kind).items():
            window = reading.stated(record, (kind, name))
            measured: list[Measurement] = []
            for field, row in rows_of(kind, getattr(record, "what", "")).items():
                path = (kind, name, field) if field else (kind, name)
                own = getattr(getattr(record, field), "window", None) if field else None
                of = reading.window(own, (*path, "window")) or window
                subject = Subject(".".join(path), record, _of_asset(row, record, reading), of)
                lines = [when_read(each, subject, reading.zone) for each in arrived.pop(subject.figure, ())]
                measured += _measure(subject, [*_typed(record, field, path), *lines], reading)
            found |= {each.figure: each for each in explained(measured, record, (kind, name), reading)}
    for figure, lines in arrived.items():
        _refuse_figure(figure, lines[0].path, reading)
    return found


def _of_asset(row: QuantityRow, record: Record, reading: Reading) -> QuantityRow:
    """The row of a quantity; a level without a unit is one of an index, or of what the registry does not know."""
    asset = reading.names.find(getattr(record, Dimension.ASSET, None) or "") if row.form is Form.LEVEL else None
    units = (Kind.INDEX, Kind.MONEY) if asset and asset.kind == Kind.INDEX else (Kind.MONEY,)
    return replace(row, units=units) if asset else row


def _typed(record: Record, field: str, path: Path) -> Iterator[Said]:
    """The lines of one quantity of a record, in the order of the natures."""
    block = getattr(record, field) if field else record
    if isinstance(block, str) and isinstance(record, Level):
        yield from _by_the_same(record, block, path)
    elif block is not None:
        for key in (*NATURE_KEYS, "circulating"):
            nature, is_circulating = NATURE_KEYS.get(key, Nature.MEASURED), key == "circulating"
            for source, value in getattr(block, key).items():
                is_history = isinstance(value, list) and len(value) > 1 and not is_circulating
                for at, typed in each_line(value, (*path, key, source)):
                    yield Said(at, source, nature, typed, is_circulating, is_history)


def _by_the_same(record: Level, price: str, path: Path) -> Iterator[Said]:
    """A level's price in one line: said by whoever says what is at risk there, else by the one whose opinion it is."""
    amounts = (said for said in _typed(record, "", path[:-1]) if not said.is_circulating)
    by = dict.fromkeys((said.source, said.nature) for said in amounts) or [(record.view_of or UNNAMED, Nature.OPINION)]
    yield from (Said(path, source, nature, price) for source, nature in by)


def _refuse_figure(figure: str, at: Path, reading: Reading) -> None:
    document = reading.document
    if document.is_broken(("event",)) or document.is_broken(tuple(figure.split(".")[:2])):
        return  # what is missing here is missing for a problem that is named already
    paths = (
        (kind, name, field) for kind, row in KINDS.items() for name in _names(kind, reading) for field in row.quantities
    )
    known = [".".join(filter(None, path)) for path in paths]
    hint, right = meant(figure, known, "FIGURE")
    message = f"no record has a quantity '{figure}'{hint}"
    line = paste(document.file, str(document.value(at)), right)
    expected = "a quantity of a record of this file"
    document.found.append(Problem("EVT015", message, document.at(at), figure, expected, line))


def _measure(subject: Subject, said: list[Said], reading: Reading) -> Iterator[Measurement]:
    reads = [read for each in said if (read := reading.read(each, subject)) is not None]
    path = tuple(subject.figure.split("."))
    joint = "_" if path[2:] else "."
    ids = {Part.AMOUNT: subject.figure, **{end: f"{subject.figure}{joint}{end}" for end in BESIDE}}
    reports: dict[Part, list[Report]] = {end: [] for end in ids}
    has_money = any(amount_kind(report) is Kind.MONEY for report, *_ in reads)
    for report, start, worth in reads:
        main = Part.COINS if has_money and amount_kind(report) in COUNTED else Part.AMOUNT
        reports[main].append(replace(report, figure=ids[main]))
        for end, quantity in zip(BESIDE, (worth, start), strict=True):
            if quantity:
                reports[end].append(replace(report, figure=ids[end], quantity=quantity))
    lend_unit(reports[Part.AMOUNT])
    linked = {Part.AMOUNT: ids[Part.COINS], Part.COINS: ids[Part.AMOUNT]} if any(worth for *_, worth in reads) else {}
    for end, figure in ids.items():
        if reports[end] or (said and not end):
            group, name, *rest = figure.split(".")
            unit = next((report.quantity.unit for report in reports[end] if report.quantity), subject.row.unit)
            kind = said_kind(unit, reports[end], subject)
            key = key_of(figure, kind, subject.record)
            whole = None if end else _whole((*path, "of"), reading)
            field, told, at = "".join(rest), tuple(reports[end]), reading.document.at(path)
            yield Measurement(figure, f"{group}.{name}", field, key, told, at, whole, linked.get(end))


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
    if not KINDS[Group(kind)].whole_in_words:
        expected = "a record of this kind, or a figure id"
        hint, right = meant(typed, records, "RECORD")
        reading.document.refuse("EVT014", f"no record '{typed}'{hint}", path, expected, right)
    return None


def _names(kind: str, reading: Reading) -> tuple[str, ...]:
    """The names of the records of a kind."""
    records = reading.document.tree.get(kind)
    return tuple(records) if isinstance(records, dict) else ()
