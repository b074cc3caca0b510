"""The folder of editions, `out/`: opened, locked and swept for one run, and written edition by edition.

out/ itself must be no link, nor any folder of the workspace above it; a link further down is replaced, its target left
alone. One build at a time works on it: the lock is the kernel's (`flock`), so that a dead build never holds it.

A person's text is never overwritten: a file that is not as a build wrote it stops its edition, and all of that edition.

A form that was not asked for (`--to md`) stays as long as the edition still says the same (`Entry.key`); once the text
or a figure has changed the older forms go, so that no stale PDF lies beside a new text.
"""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from narrator.errors import OutputError
from narrator.publish.engine import engine
from narrator.publish.manifest import FILE, FORMS, NAMES, digest, listed, to_bytes
from narrator.publish.writer import Change, NotOverwrittenError, blamed, file_in, opened, take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from narrator.publish.manifest import Entry
    from narrator.publish.writer import Folder

STATE = ".narrator"
"""The git-ignored folder of a workspace for facts about runs."""


class Out:
    """The folder of editions, open and locked; `entries` of its manifest by folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.entries = listed(folder.path / FILE, folder.read(FILE))

    @contextmanager
    def _open(self, entry: Entry) -> Iterator[tuple[Folder, dict[str, bytes | None]]]:
        """The folder of an edition, with the files that lie there by name."""
        with self.folder.enter(entry.event) as event, event.enter(entry.locale) as folder:
            yield folder, {name: folder.read(name) for name in NAMES}

    def files(self, entry: Entry) -> dict[str, bytes]:
        """The files of an edition that are as they were built, by name."""
        with self._open(entry) as (_, found):
            return {name: data for name, data in found.items() if data is not None and entry.lists(name, data)}

    def put(self, asked: Entry, files: Mapping[str, bytes]) -> None:
        """Write the files of an edition, by name, and its entry.

        Raises:
            NotOverwrittenError: a person has edited one of the files; nothing is written.
            OutputError: the system refused; everything is as it was.
        """
        old = self.entries.get(asked.folder, asked)
        with self._open(asked) as (folder, found):
            kept = {name: data for name, data in found.items() if old.key == asked.key and old.lists(name, data)}
            wanted = {**kept, **files}
            all_four = [Change(folder, name, data, wanted.get(name)) for name, data in found.items()]
            changes = [change for change in all_four if change.old != change.new]
            _refuse_edited(changes, old)
            kept_made = old.made if FORMS["pdf"] in wanted else {}
            made = engine() if FORMS["pdf"] in files else kept_made
            self._list(replace(asked.of(wanted), made=made), changes)

    def drop(self, entry: Entry) -> None:
        """Remove the files of an edition and its entry; other files in its folder stay.

        Raises:
            NotOverwrittenError: a person has edited one of the files; nothing is removed.
            OutputError: the system refused; everything is as it was.
        """
        with self._open(entry) as (folder, found):
            changes = [Change(folder, name, data, None) for name, data in found.items() if data is not None]
            _refuse_edited(changes, entry)
            self._list(entry, changes, is_gone=True)

    def mark(self, entry: Entry, status: str, also: Iterable[Change] = ()) -> None:
        """Give an edition another status, and make other changes with it, or neither; its files stay."""
        self._list(replace(entry, status=status), [], also)

    def _list(self, entry: Entry, changes: list[Change], also: Iterable[Change] = (), *, is_gone: bool = False) -> None:
        """Make changes to an edition between two manifests: while they are made, and when they are."""
        others = {name: other for name, other in self.entries.items() if name != entry.folder}
        after = others if is_gone else {**others, entry.folder: entry}
        during = {**others, entry.folder: entry.replacing(self.entries.get(entry.folder, entry))}
        was = self.folder.read(FILE)
        opening, closing = to_bytes(during) if changes else was, to_bytes(after)
        take([*also, Change(self.folder, FILE, was, opening), *changes, Change(self.folder, FILE, opening, closing)])
        self.entries = after


def _refuse_edited(changes: Iterable[Change], was: Entry) -> None:
    for change in changes:
        if change.old is not None and digest(change.old) not in was.hashes:
            why = "was edited since it was built; move it to data/edited/ to keep it, or delete it"
            raise NotOverwrittenError(change.folder.path / change.name, why)


@contextmanager
def open_out(root: Path, path: Path) -> Iterator[Out]:
    """The folder of editions of a workspace, made where there is none.

    Raises:
        OutputError: it cannot be written, or another build is at work on it.
    """
    for part in (path, *path.parents):
        if part.is_symlink() and (part == path or root in part.parents):
            raise OutputError(part, "it is a link; narrator writes into real folders only")
    with _locked(root, path), opened(path) as folder:
        if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder.fd, effective_ids=True):
            raise OutputError(path, os.strerror(errno.EACCES))
        folder.sweep()
        yield Out(folder)


def is_locked(root: Path, out: Path) -> bool:
    """Whether a build is at work on a folder of editions; nothing is made to find out."""
    try:
        with (root.resolve() / STATE / _lock(out)).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass  # no build has ever been there, or nobody may know
    return False


def _lock(out: Path) -> str:
    return f"{digest(os.fsencode(out.resolve()))[:12]}.lock"


@contextmanager
def _locked(root: Path, out: Path) -> Iterator[None]:
    """Nobody else works on `out`; what stands in the lock file is for the message alone."""
    name = _lock(out)
    with opened(root.resolve()) as top, top.enter(STATE) as state:
        with blamed(state.path / name):
            lock = file_in(state.fd, name, "a+b")
        with lock:
            with blamed(state.path / name):
                _claim(lock, out)
            yield


def _claim(lock: IO[bytes], out: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        raise OutputError(out, f"another build is at work (pid {lock.read().decode().strip()})") from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n".encode())
    lock.flush()
