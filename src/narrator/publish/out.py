"""The folder of editions, `out/`: opened and swept for a run, and written edition by edition.

out/ itself must be no link, nor any folder of the workspace above it; a link further down is replaced, its target left
alone. Several builds may work in it at once, each on other editions (`locks`). Every edition has a manifest of its own
in its folder, which is what is true of it; that of the whole folder lists them all, and is made of theirs.

A person's text is never overwritten: a file that is not as a build wrote it stops its edition, and all of that edition.

A form that was not asked for (`--to md`) stays as long as the edition still says the same (`Entry.key`) and is made of
the same (`Entry.inputs`); once anything has changed the older forms go, so that no stale PDF lies beside a new text.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.errors import OutputError
from narrator.publish.engine import engine
from narrator.publish.locks import holding, locks
from narrator.publish.manifest import (
    FILE,
    FORMS,
    NAMES,
    UNTRUE,
    digest,
    entry_bytes,
    entry_of,
    listed,
    to_bytes,
)
from narrator.publish.writer import ABSENT, NO_LINK, Change, NotOverwrittenError, blamed, opened, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from narrator.publish.manifest import Entry
    from narrator.publish.writer import Folder


class Out:
    """The folder of editions, open; `entries` of its editions by folder, as they were when it was last looked at."""

    def __init__(self, folder: Folder, locked_by: Folder) -> None:
        self.folder, self._locks = folder, locked_by
        self.entries: dict[str, Entry] = {}
        self._held: set[str] = set()
        self._was: bytes | None = b""
        with self._listing():
            self.entries |= own_entries(folder.path)
            take([Change(folder, FILE, self._was, to_bytes(self.entries) if self.entries else self._was)])

    @contextmanager
    def holding(self, edition: str) -> Iterator[None]:
        """Nobody else works on an edition, given by its folder, and it is known how it is now.

        Raises:
            OutputError: somebody works on it.
        """
        if edition in self._held:
            yield
            return
        with holding(self._locks, self.folder.path, edition):
            self._held.add(edition)
            try:
                with self._listing(), blamed(self.folder.path / edition / FILE):
                    own = own_entry(self.folder.path, edition)
                    self.entries |= {edition: own} if own else {}
                yield
            finally:
                self._held.remove(edition)

    @contextmanager
    def _listing(self) -> Iterator[None]:
        """Nobody else writes into the folder, so that what waits there for its place is of dead processes."""
        with holding(self._locks, self.folder.path):
            self.folder.sweep()
            was = self.folder.read(FILE)
            if was != self._was:
                self.entries, self._was = listed(self.folder.path / FILE, was), was
            yield

    @contextmanager
    def _open(self, entry: Entry) -> Iterator[tuple[Folder, dict[str, bytes | None]]]:
        """The folder of an edition, nobody else writing, with the files that lie there by name."""
        with (
            self.holding(entry.folder),
            self._listing(),
            self.folder.enter(entry.event) as event,
            event.enter(entry.locale) as folder,
        ):
            yield folder, {name: folder.read(name) for name in NAMES}

    def files(self, entry: Entry) -> dict[str, bytes]:
        """The files of an edition that are as they were built, by name."""
        with self._open(entry) as (_, found):
            return {name: data for name, data in found.items() if data is not None and entry.lists(name, data)}

    def put(self, asked: Entry, files: Mapping[str, bytes]) -> None:
        """Write the files of an edition, by name, and its entry.

        Raises:
            NotOverwrittenError: a person has edited one of the files; nothing is written.
            OutputError: the system refused, or somebody works on the edition; everything is as it was.
        """
        with self._open(asked) as (folder, found):
            old = self.entries.get(asked.folder, asked)
            is_same = old.key == asked.key and old.inputs in ({}, asked.inputs)
            kept = {name: data for name, data in found.items() if is_same and old.lists(name, data)}
            wanted = {**kept, **files}
            every = [Change(folder, name, data, wanted.get(name)) for name, data in found.items()]
            changes = [change for change in every if change.old != change.new]
            _refuse_edited(changes, old)
            kept_made = old.made if FORMS["pdf"] in wanted else {}
            made = engine() if FORMS["pdf"] in files else kept_made
            lacks = [name for name in asked.lacks if name not in wanted]
            self._list(replace(asked.of(wanted), made=made, lacks=lacks), folder, changes)

    def drop(self, entry: Entry) -> None:
        """Remove the files of an edition and its entry; other files in its folder stay.

        Raises:
            NotOverwrittenError: a person has edited one of the files; nothing is removed.
            OutputError: the system refused, or somebody works on the edition; everything is as it was.
        """
        with self._open(entry) as (folder, found):
            changes = [Change(folder, name, data, None) for name, data in found.items() if data is not None]
            _refuse_edited(changes, entry)
            self._list(entry, folder, changes, is_gone=True)

    def mark(self, entry: Entry, status: str, also: Iterable[Change] = ()) -> None:
        """Give an edition another status, and make other changes with it, or neither; its files stay."""
        with self._open(entry) as (folder, _):
            self._list(replace(entry, status=status), folder, [], also)

    def _list(
        self,
        entry: Entry,
        folder: Folder,
        changes: list[Change],
        also: Iterable[Change] = (),
        *,
        is_gone: bool = False,
    ) -> None:
        """Make changes to an edition between two states of both manifests: while they are made, and when they are."""
        others = {name: other for name, other in self.entries.items() if name != entry.folder}
        after = others if is_gone else {**others, entry.folder: entry}
        between = entry.replacing(self.entries.get(entry.folder, entry))
        was, was_own = self.folder.read(FILE), folder.read(FILE)
        opening, closing = to_bytes({**others, entry.folder: between}) if changes else was, to_bytes(after)
        own_opening = entry_bytes(between) if changes else was_own
        own_closing = None if is_gone else entry_bytes(entry)
        opened_up = [_record(self.folder, was, opening), _record(folder, was_own, own_opening)]
        closed = [_record(folder, own_opening, own_closing), _record(self.folder, opening, closing)]
        take([*also, *opened_up, *changes, *closed])
        self.entries, self._was = after, closing


def _record(folder: Folder, old: bytes | None, new: bytes | None) -> Change:
    return Change(folder, FILE, old, new, is_record=True)


def own_entries(out: Path) -> dict[str, Entry]:
    """The editions that have a sound manifest of their own in a folder, by folder; no link is followed."""
    found = {}
    for name in sorted(f"{event}/{locale}" for event in _folders(out) for locale in _folders(out / event)):
        with suppress(OSError):  # of an edition that nobody may have asked for
            found[name] = own_entry(out, name)
    return {name: entry for name, entry in found.items() if entry}


def _folders(path: Path) -> list[str]:
    with suppress(OSError), os.scandir(path) as entries:
        return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    return []


def own_entry(out: Path, edition: str) -> Entry | None:
    """What the manifest of an edition says of it; None where there is none that a build wrote."""
    data = read_real(out / edition / FILE)
    with suppress(*UNTRUE):
        return entry_of(data, edition) if data else None
    return None


def read_real(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none, or a link."""
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | NO_LINK)) as file:
            return file.read()
    except OSError as error:
        if error.errno in {*ABSENT, errno.ENOTDIR}:
            return None
        raise


def _refuse_edited(changes: Iterable[Change], was: Entry) -> None:
    for change in changes:
        if change.old is not None and digest(change.old) not in was.hashes:
            why = "was edited since it was built; move it to data/edited/ to keep it, or delete it"
            raise NotOverwrittenError(change.folder.path / change.name, why)


def refuse_links(root: Path, path: Path) -> None:
    """Refuse a folder of editions that is a link, or lies below one in the workspace.

    Raises:
        OutputError: it is.
    """
    for part in (path, *path.parents):
        if part.is_symlink() and (part == path or root in part.parents):
            raise OutputError(part, "it is a link; narrator writes into real folders only")


@contextmanager
def open_out(root: Path, path: Path) -> Iterator[Out]:
    """The folder of editions of a workspace, made where there is none.

    Raises:
        OutputError: it cannot be written.
    """
    refuse_links(root, path)
    with opened(path) as folder, locks(root) as locked_by:
        if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder.fd, effective_ids=True):
            raise OutputError(path, os.strerror(errno.EACCES))
        yield Out(folder, locked_by)
