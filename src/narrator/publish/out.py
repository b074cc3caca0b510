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
from typing import TYPE_CHECKING

from narrator.errors import Exit, OutputError, UserError
from narrator.publish.manifest import FILE, BrokenManifestError, Manifest, Stored, digest
from narrator.publish.writer import Change, blamed, contents, opened, take

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrator.publish.manifest import Entry
    from narrator.publish.writer import Folder

STATE = ".narrator"


class EditedFileError(UserError):
    """A file in out/ is not as a build wrote it."""

    exit = Exit.REFUSED

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was edited since it was built; move it to data/edited/ to keep it, or delete it")


class Out:
    """The folder of editions, open and locked."""

    def __init__(self, folder: Folder, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    def put(self, entry: Entry, files: Mapping[str, bytes]) -> None:
        """Write the files of an edition, by name, and its entry.

        Raises:
            EditedFileError: a person has edited one of the files; nothing is written.
            OutputError: the system refused; everything is as it was.
        """
        asked = {entry.paths[name]: data for name, data in files.items()}
        old = self.manifest.entries.get(entry.folder)
        kept = old.files if old and old.key == entry.key else {}
        entry = replace(entry, files={**kept, **{path: Stored.of(data) for path, data in asked.items()}})
        wanted = {name: asked.get(path) for name, path in entry.paths.items() if path in asked or path not in kept}
        with self.folder.enter(entry.event) as event, event.enter(entry.locale) as folder:
            found = [Change(folder, name, folder.read(name), data, self.folder) for name, data in wanted.items()]
            changes = [change for change in found if change.old != change.new]
            for change in changes:
                if change.old is not None and digest(change.old) not in self.manifest.hashes(entry.paths[change.name]):
                    raise EditedFileError(folder.path / change.name)
            self._list(self.manifest.during(entry), changes, self.manifest.after(entry))

    def mark(self, entry: Entry, status: str) -> None:
        """Give an edition another status; its files stay."""
        self._list(self.manifest, [], self.manifest.after(replace(entry, status=status)))

    def _list(self, during: Manifest, changes: list[Change], after: Manifest) -> None:
        """Make the changes between two manifests: while they are made, and when they are."""
        was, opening, closing = self.folder.read(FILE), during.to_bytes(), after.to_bytes()
        if changes:
            first = Change(self.folder, FILE, was, opening, self.folder)
            take([first, *changes, Change(self.folder, FILE, opening, closing, self.folder)])
        elif was != closing:
            take([Change(self.folder, FILE, was, closing, self.folder)])
        self.manifest = after


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
        yield Out(folder, _manifest(folder).verified(folder.read))


def _manifest(folder: Folder) -> Manifest:
    found = folder.read(FILE)
    try:
        return Manifest() if found is None else Manifest.from_bytes(found)
    except BrokenManifestError as error:
        reason = f"it is not as a build wrote it ({error}); delete {folder.path.name}/ and build again"
        raise OutputError(folder.path / FILE, reason) from error


@contextmanager
def _locked(root: Path, out: Path) -> Iterator[None]:
    name = f"{digest(os.fsencode(out.resolve()))[:12]}.lock"
    with opened(root.resolve()) as top, top.enter(STATE) as state:
        with blamed(state.path / name):
            fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666, dir_fd=state.fd)
        try:
            with blamed(state.path / name):
                _lock(fd, out)
            yield
        finally:
            os.close(fd)


def _lock(fd: int, out: Path) -> None:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(out, f"another build is at work (pid {contents(fd).decode().strip()})") from error
    os.ftruncate(fd, 0)
    os.write(fd, f"{os.getpid()}\n".encode())
