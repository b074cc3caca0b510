"""The order of the editions of a workspace in time, from the heads of their event files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.ingest.headers import read_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from narrator.ingest.headers import Header

READY = "ready"
Order = list[tuple[float, str]]


def headers_of(paths: Iterable[Path]) -> dict[str, Header]:
    """The headers of the event files that have one, by id.

    Raises:
        UnreadFileError: the system does not give a file.
    """
    return {header.id: header for header in map(read_header, paths) if header}


def in_time(headers: Mapping[str, Header]) -> Order:
    """The events that are ready, by when they come out, then by id."""
    return sorted((each.published.timestamp(), each.id) for each in headers.values() if each.status == READY)
