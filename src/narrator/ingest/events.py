"""Event files to events: read, validated, its lines read, its checks run; every problem of a file at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from narrator.ingest.checks import check
from narrator.ingest.documents import read_document
from narrator.ingest.measurements import measure
from narrator.ingest.messages import BLANKS, did_you_mean, nearest, validated
from narrator.ingest.reports import DISTANT, Reading
from narrator.ingest.slots import SLOTS
from narrator.model.event import Event
from narrator.model.records import EventFile
from narrator.model.window import Span, Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path as FilePath

    from narrator.ingest.tree import Document, Tree
    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.records import Header, Words
    from narrator.model.source import Sources

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")
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


def load_event(path: FilePath, root: FilePath, sources: Sources, names: Names, lexicon: Iterable[str] = ()) -> Loaded:
    """An event file with every problem in it.

    `lexicon` are names with digits that texts of our own may hold. Where the form of the file is wrong (a field is
    missing or unknown), what is wrong is taken out and the rest still read, for its problems only.
    """
    document = read_document(path, root)
    _introduce(document)
    file = validated(document, EventFile, {"event": STAND_IN}) if document.tree or not document.found else None
    event = None
    if file is not None:
        reading = Reading(document, sources, names, tuple(lexicon))
        _read_head(file.event, reading)
        event = Event(
            file,
            document.file,
            reading.zone,
            reading.published,
            _days(file.event.days, reading),
            reading.default_window,
            measure(file, reading),
            {".".join(map(str, place)): document.at(place) for place in document.places if place},
        )
        document.found += check(event, reading)
    problems = tuple(replace(problem, event=path.stem) for problem in document.problems)
    return Loaded(None if document.broken else event, problems)


def _introduce(document: Document) -> None:
    """Give the records that only a snapshot names a block of their own: of an asset of the event, or a total."""
    head, snapshots = document.tree.get("event"), document.tree.get("snapshots")
    if not (isinstance(head, dict) and isinstance(snapshots, dict)):
        return
    assets = {ticker.strip() for ticker in str(head.get("assets")).split(",")}
    for key, lines in snapshots.items():
        for figure in lines if isinstance(lines, dict) else ():
            kind, name, *_ = f"{figure}.".split(".")
            records = document.tree.setdefault(kind, {}) if kind in SLOTS else None
            is_asset = name.upper() in assets
            if isinstance(records, dict) and name not in records and (is_asset or name == "total"):
                records[name] = {"asset": name.upper()} if is_asset else {}
                place = document.places["snapshots", key, figure]
                document.places.setdefault((kind,), place)
                document.places[kind, name] = place


def _read_head(head: Header, reading: Reading) -> None:
    """Settle what the lines of an event are read with: its zone, its hour and its usual window."""
    try:
        reading.zone = ZoneInfo(head.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zones = available_timezones()
        message = f"no zone '{head.timezone}'{did_you_mean(head.timezone, zones)}"
        example = nearest(head.timezone, zones) or BLANKS["timezone"]
        reading.document.refuse("EVT033", message, ("event", "timezone"), "a zone of the IANA list", example)
    place = ("event", "published")
    if MOMENT.fullmatch(head.published):
        reading.published = reading.moment(head.published, place) or DISTANT
    else:
        message = f"'event.published' is no day with its hour: {head.published}"
        hour = head.published if HOUR.fullmatch(head.published) else "HH:MM"
        reading.document.refuse("EVT034", message, place, BLANKS["published"], f"YYYY-MM-DD {hour}")
    reading.default_window = reading.window(head.default_window, ("event", "default_window"))


def _days(days: Words, reading: Reading) -> Window:
    if isinstance(days, str):
        return reading.window(days, ("event", "days")) or Window(Span.WORDS, words=days)
    return Window(Span.WORDS, words=days.get("en") or next(iter(days.values()), ""))
