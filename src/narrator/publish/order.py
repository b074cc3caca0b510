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


def twins(paths: Iterable[Path]) -> dict[Path, Path]:
    """The event files whose editions are those of another file, too, each with that one; case makes no difference."""
    found: dict[str, list[Path]] = {}
    for path in dict.fromkeys(paths):
        found.setdefault(path.stem.casefold(), []).append(path)
    return {path: each[path == each[0]] for each in found.values() if len(each) > 1 for path in each}


def headers_of(paths: Iterable[Path]) -> dict[str, Header]:
    """The headers of the event files that have one, by id.

    Raises:
        UnreadFileError: the system does not give a file.
    """
    return {header.id: header for header in map(read_header, paths) if header}


def in_time(headers: Mapping[str, Header]) -> Order:
    """The events that are ready, by when they come out, then by id."""
    return sorted((each.published.timestamp(), each.id) for each in headers.values() if each.status == READY)
