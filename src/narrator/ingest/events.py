"""Event files to events: read, validated, its lines read, its checks run; every problem of a file at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from narrator.ingest.checks import check
from narrator.ingest.documents import read_document
from narrator.ingest.links import Known
from narrator.ingest.measurements import measure
from narrator.ingest.messages import did_you_mean, validated
from narrator.ingest.reports import LineReader
from narrator.ingest.slots import SLOTS
from narrator.model.event import Event
from narrator.model.records import EventFile
from narrator.model.window import Span, Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as FilePath

    from narrator.ingest.documents import Document
    from narrator.ingest.tree import Tree
    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.records import Words
    from narrator.model.source import Sources

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")
DISTANT = datetime(2100, 12, 31, tzinfo=UTC)
STAND_IN: dict[str, Tree] = {
    "id": "stand-in",
    "status": "draft",
    "published": "2100-12-31 00:00",
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


def load_event(path: FilePath, root: FilePath, sources: Sources, names: Names, lexicon: Iterable[str] = ()) -> Loaded:
    """An event file with every problem in it.

    `lexicon` are names with digits that texts of our own may hold. Where the form of the file is wrong (a field is
    missing or unknown), what is wrong is taken out and the rest still read, for its problems only.
    """
    document = read_document(path, root)
    _introduce(document)
    file, document, found = (
        validated(document, EventFile, {"event": STAND_IN}) if document.tree else (None, document, [])
    )
    if file is None:
        return Loaded(None, _of(path.stem, (*document.problems, *found)))
    reader = _reader(document, file, sources)
    event = Event(
        file,
        document.file,
        reader.zone,
        reader.published,
        _days(reader, file.event.days),
        reader.default_window,
        measure(file, reader),
        {".".join(map(str, place)): document.at(place) for place in document.places if place},
    )
    checked = check(event, Known(document, sources, names, tuple(lexicon)))
    problems = _of(path.stem, (*document.problems, *found, *reader.problems, *checked))
    return Loaded(None if document.broken else event, problems)


def _of(event: str, problems: Problems) -> Problems:
    return tuple(dict.fromkeys(replace(problem, event=event) for problem in problems))


def _introduce(document: Document) -> None:
    """Give the records that only a snapshot names a block of their own: of an asset of the event, or a total."""
    head, snapshots = document.tree.get("event"), document.tree.get("snapshots")
    if not (isinstance(head, dict) and isinstance(snapshots, dict)):
        return
    assets = {ticker.strip() for ticker in str(head.get("assets")).split(",")}
    for key, lines in snapshots.items():
        for figure in lines if isinstance(lines, dict) else ():
            kind, _, name = figure.partition(".")
            name = name.partition(".")[0]
            records = document.tree.setdefault(kind, {}) if kind in SLOTS else None
            is_asset = name.upper() in assets
            if isinstance(records, dict) and name not in records and (is_asset or name == "total"):
                records[name] = {"asset": name.upper()} if is_asset else {}
                place = document.places[("snapshots", key, figure)]
                document.places.setdefault((kind,), place)
                document.places[(kind, name)] = place


def _reader(document: Document, file: EventFile, sources: Sources) -> LineReader:
    """The reader of an event's lines, which needs its zone, its hour and its usual window."""
    head = file.event
    reader = LineReader(document, ZoneInfo("UTC"), DISTANT, sources)
    try:
        reader.zone = ZoneInfo(head.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(head.timezone, available_timezones())
        expected, example = "a zone of the IANA list", "timezone: Asia/Shanghai"
        reader.refuse("EVT033", f"no zone '{head.timezone}'{near}", ("event", "timezone"), expected, example)
    place = ("event", "published")
    if MOMENT.fullmatch(head.published):
        reader.published = reader.moment(head.published, place) or DISTANT
    else:
        message = f"'event.published' is no day with its hour: {head.published}"
        reader.refuse("EVT034", message, place, "YYYY-MM-DD HH:MM", "published: 2026-03-03 09:00")
    reader.default_window = reader.window(head.default_window, ("event", "default_window"))
    return reader


def _days(reader: LineReader, days: Words) -> Window:
    if not isinstance(days, str):
        return Window(Span.WORDS, words=days.get("en") or next(iter(days.values()), ""))
    return reader.window(days, ("event", "days")) or Window(Span.WORDS, words=days)
