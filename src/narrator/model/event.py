"""One event, read and validated: what reconciliation, analysis and rendering work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from narrator.model.problem import Location
    from narrator.model.records import Entry, EventFile
    from narrator.model.report import Measurement
    from narrator.model.window import Window


@dataclass(frozen=True, slots=True)
class Event:
    """One event file.

    `file` holds the records as typed (texts included); `measurements` their report lines, read, by figure id in file
    order, snapshots merged in. `places` maps a dotted path (`liquidations.total.said.tracker_a`, list items by
    index) to where it stands.
    """

    file: EventFile
    path: str
    zone: ZoneInfo
    published: datetime
    days: Window
    default_window: Window | None
    measurements: Mapping[str, Measurement]
    places: Mapping[str, Location]

    @property
    def id(self) -> str:
        """The id, which is also the name of the file."""
        return self.file.event.id

    @property
    def assets(self) -> tuple[str, ...]:
        """The tickers that the event is about."""
        return tuple(part.strip() for part in self.file.event.assets.split(","))

    def record(self, path: str) -> Entry | None:
        """The record of a figure id or of a record's own path; None for what is computed, or not there."""
        kind, _, rest = path.partition(".")
        records = getattr(self.file, kind, None)
        return records.get(rest.partition(".")[0]) if isinstance(records, dict) else None

    def place(self, path: str) -> Location:
        """Where a path stands in the file, or the nearest place above it."""
        while path not in self.places and "." in path:
            path = path.rpartition(".")[0]
        return self.places[path]
