"""Snapshots: lines under `SOURCE at TIME`, and what that time is to a price."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault
from narrator.ingest.reports import PASSING, Said
from narrator.ingest.times import read_moment
from narrator.model.ids import path_of
from narrator.model.kinds import Part
from narrator.model.report import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from narrator.ingest.reports import Reading, Subject
    from narrator.ingest.tree import Path
    from narrator.model.problem import Pasted
    from narrator.model.records import EventFile
    from narrator.model.records import Line as Typed

ONE = timedelta(days=1)


def each_line(value: Typed | list[Typed], path: Path) -> Iterator[tuple[Path, Typed]]:
    """The lines of a source with their places: one, or a history."""
    if isinstance(value, list):
        yield from (((*path, index), typed) for index, typed in enumerate(value))
    else:
        yield path, value


def arrivals(file: EventFile, reading: Reading) -> dict[str, list[Said]]:
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
            for path, typed in each_line(value, ("snapshots", key, figure)):
                said = Said(path, source or key, Nature.MEASURED, typed, as_of=as_of)
                arrived.setdefault(figure, []).append(said)
    return arrived


def when_read(said: Said, subject: Subject, zone: ZoneInfo) -> Said:
    """A line of a snapshot as what it is to its quantity: read then, and known since then.

    Why: a price with a time stood there at that time. A price that is read stands then; what a day opened at, its low
    and its high, and its close once it has ended, stood there at hours that a table does not say.
    """
    part, at = path_of(subject.figure)[2], said.as_of
    if at is None or subject.row.measure not in PASSING or part == Part.PRICE:
        return said
    window = subject.window
    days_end = datetime.combine(window.end + ONE, time(), zone) if window and window.end else None
    end = (window and window.until) or days_end
    return said if part == Part.CLOSE and (end is None or at < end) else said._replace(as_of=None, known=at)
