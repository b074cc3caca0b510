"""Which rows of the histories were known at a moment, as a hash: what is published later makes no other of a brief."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from narrator.publish.manifest import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from narrator.model.series import Series


def known_by(series: Sequence[Series]) -> Callable[[datetime], str]:
    """What tells the hash for a moment."""
    prefixes = [_prefixes(each) for each in series]

    def known(as_of: datetime) -> str:
        pairs = zip(series, prefixes, strict=True)
        return digest(repr([_known(each, hashes, as_of) for each, hashes in pairs]).encode())

    return known


def _known(series: Series, hashes: Sequence[str], as_of: datetime) -> str:
    """The hash of one history; one that was revised may have had other values then than it has now."""
    values = series.known(as_of).values
    return hashes[0] + digest(repr(values).encode()) if series.revisions else hashes[len(values)]


def _prefixes(series: Series) -> list[str]:
    """The hash of a history before its first row, and after each."""
    facts = (series.id, series.group, series.part, sorted(series.of.items()), series.source, series.unit, series.every)
    release = (series.release.at, series.release.zone.key, series.release.after)
    state = sha256(repr((facts, release, series.at, sorted(series.closed), series.revised)).encode())
    hashes = [state.hexdigest()]
    for value in series.values:
        state.update(repr(value).encode())
        hashes.append(state.hexdigest())
    return hashes
