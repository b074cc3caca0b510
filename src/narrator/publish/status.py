"""Where each event of a workspace stands: its records, what is built of it, and what is published. Writes nothing.

Nothing is rendered either. An edition is stale where its event file, the text that a person edited, or a decision about
it is not what it was built from, and where one of its files is not as it was built; what a template, a registry or the
configuration would change is seen by `narrator build` alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.case import edited_file
from narrator.errors import bytes_of
from narrator.model.edition import TABLE, keys
from narrator.publish.edited import record_of
from narrator.publish.manifest import FILE, READY, UNFINISHED, digest, listed
from narrator.publish.published import Publications

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from narrator.case import Case, Desk
    from narrator.publish.manifest import Entry
    from narrator.publish.published import Publication

LOCALES = ("en",)
"""The languages that an edition can be in."""


def keys_of(desk: Desk) -> list[str]:
    """The keys of the editions of a desk, the usual ones first."""
    told = {TABLE: desk.workspace.settings.editions}
    return [key for language in LOCALES for key in keys(told, language)]


UNREADABLE, GONE = "unreadable", "gone"
"""What stands for the status of an event whose file cannot be read, or is no longer there."""


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """One edition in out/: its forms, and why it is stale, where it is; `differs`: from what was published of it."""

    locale: str
    forms: tuple[str, ...]
    stale: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """The latest publication of an edition."""

    locale: str
    number: int
    time: str
    approver: str


@dataclass(frozen=True, slots=True)
class EventStatus:
    """One event. `status`: draft, ready or held as its file says, else `unreadable` or `gone`; `edited`: locales.

    `due`: its edition comes out today, in the zone of the event, and is not published yet.
    """

    event: str
    status: str
    published_at: datetime | None = None
    errors: int = 0
    warnings: int = 0
    built: tuple[EditionStatus, ...] = ()
    published: tuple[PublishedStatus, ...] = ()
    edited: tuple[str, ...] = ()
    is_due: bool = False
    codes: tuple[str, ...] = field(default=())


def status_of(case: Case, desk: Desk, now: datetime) -> EventStatus:
    """The status of one event, which has been examined.

    Raises:
        OutputError, BrokenPublicationError: as of `statuses`.
    """
    return _status(case, _entries(desk.workspace.root), Publications(desk.workspace), desk, now)


def statuses(desk: Desk, paths: Iterable[Path], now: datetime) -> Iterator[EventStatus]:
    """The status of each event, those first whose files are there; then of what lies in out/ without one.

    Raises:
        OutputError: the manifest of out/ is not as a build wrote it.
        BrokenPublicationError: nor is a publication.
    """
    entries, publications, seen = _entries(desk.workspace.root), Publications(desk.workspace), set()
    for path in paths:
        seen.add(path.stem)
        yield _status(pipeline.examine(path, desk), entries, publications, desk, now)
    left = sorted((entry for entry in entries if entry.event not in seen), key=lambda entry: entry.event)
    for event, group in groupby(left, key=lambda entry: entry.event):
        built = tuple(EditionStatus(e.locale, _forms(e), ("its event file is gone",), differs=False) for e in group)
        yield EventStatus(event, GONE, built=built)


def _entries(root: Path) -> list[Entry]:
    path = root / "out" / FILE
    return [*listed(path, bytes_of(path) if path.is_file() else None).values()]


def _status(case: Case, entries: list[Entry], publications: Publications, desk: Desk, now: datetime) -> EventStatus:
    event, editions = case.event, [entry for entry in entries if entry.event == case.id]
    published = {name: found for name in keys_of(desk) if (found := publications.latest(case.id, name))}
    head = event.file.event if event else None
    moment = event.published if event else None
    errors = sum(problem.is_error for problem in case.problems)
    return EventStatus(
        case.id,
        head.status if head else UNREADABLE,
        moment,
        errors,
        len(case.problems) - errors,
        tuple(_edition(entry, case, published, desk) for entry in editions),
        tuple(PublishedStatus(p.locale, p.number, p.time, p.approver) for p in published.values()),
        tuple(locale for locale in keys_of(desk) if (desk.workspace.root / edited_file(case.id, locale)).is_file()),
        bool(moment and moment.date() == now.astimezone(moment.tzinfo).date() and not {*LOCALES} & {*published}),
        tuple(dict.fromkeys(problem.code for problem in case.problems)),
    )


def _edition(entry: Entry, case: Case, published: Mapping[str, Publication], desk: Desk) -> EditionStatus:
    forms = published[entry.locale].forms if entry.locale in published else {}
    hashes = {name.rpartition("/")[2]: hashed for name, hashed in entry.files.items()}
    differs = any(hashes.get(name, hashed) != hashed for name, hashed in forms.items())
    return EditionStatus(entry.locale, _forms(entry), tuple(_stale(entry, case, desk)), differs)


def _stale(entry: Entry, case: Case, desk: Desk) -> Iterator[str]:
    if entry.status == UNFINISHED:
        yield "a build of it was interrupted"
    if entry.record != record_of(desk, case.path, entry.locale):
        yield "its records have changed since"
    if case.event and case.event.file.event.status != READY:
        yield f"its status is {case.event.file.event.status}"
    yield from (f"{name} could not be made" for name in entry.lacks)
    for name, hashed in sorted(entry.files.items()):
        path = desk.workspace.root / "out" / name
        if not path.is_file():
            yield f"{path.name} is gone"
        elif digest(bytes_of(path)) != hashed:
            yield f"{path.name} was edited since it was built"


def _forms(entry: Entry) -> tuple[str, ...]:
    return tuple(sorted(name.rpartition("/")[2] for name in entry.files))
