"""Writes files: each set of them wholly or not at all, and never through a link.

A folder is opened once and everything below it is named relative to it. New bytes are on the disk under a name of their
own before they take a place; when anything fails on the way, what has been replaced is put back. What a killed process
leaves are whole files, and temporary ones with a prefix of our own.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from narrator.errors import Exit, OutputError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PREFIX = ".narrator-"
NO_LINK = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
ABSENT = {errno.ENOENT, errno.ELOOP}
"""How the system says that there is no such file, or a link in its place."""


class NotOverwrittenError(UserError):
    """A file that is a person's, or may be, stands where one was to be written."""

    exit = Exit.REFUSED

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}")


@contextmanager
def blamed(path: Path) -> Iterator[None]:
    """Words what the system refuses as a failure to write this path."""
    try:
        yield
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """A folder held open, made where there is none; links above it are followed, but it is none itself."""
    with blamed(path):
        with suppress(FileExistsError):
            path.mkdir(parents=True)
        fd = os.open(path, os.O_DIRECTORY | NO_LINK)
    try:
        yield Folder(fd, path, fd)
    finally:
        os.close(fd)


def file_in(folder: int, name: str, mode: str) -> IO[bytes]:
    """A file that is no link, in an open folder."""
    return open(name, mode, opener=lambda path, flags: os.open(path, flags | NO_LINK, 0o666, dir_fd=folder))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder held open, so that nobody can put another one in its place; `path` is for messages.

    `scratch` is the open folder in which new bytes wait for their place.
    """

    fd: int
    path: Path
    scratch: int

    @contextmanager
    def enter(self, name: str) -> Iterator[Folder]:
        """The folder of a name: made where there is none or a link, and removed again when it stays empty."""
        try:
            with blamed(self.path / name):
                self._make(name)
                inner = os.open(name, os.O_DIRECTORY | NO_LINK, dir_fd=self.fd)
            try:
                yield Folder(inner, self.path / name, self.scratch)
            finally:
                os.close(inner)
        finally:
            with suppress(OSError):
                os.rmdir(name, dir_fd=self.fd)

    def _make(self, name: str) -> None:
        with suppress(OSError):
            os.readlink(name, dir_fd=self.fd)  # only a link is removed: this fails for anything else
            os.unlink(name, dir_fd=self.fd)
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=self.fd)
            os.fsync(self.fd)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or a link."""
        with blamed(self.path / name):
            try:
                with file_in(self.fd, name, "rb") as file:
                    return file.read()
            except OSError as error:
                if error.errno in ABSENT:
                    return None
                raise

    def sweep(self) -> None:
        """Remove the temporary files of processes that were killed."""
        with blamed(self.path), os.scandir(self.fd) as entries:
            for entry in entries:
                if entry.name.startswith(PREFIX):
                    os.unlink(entry.name, dir_fd=self.fd)


@dataclass(frozen=True, slots=True)
class Change:
    """One file as it is and as it is to be, None where it is absent."""

    folder: Folder
    name: str
    old: bytes | None
    new: bytes | None
    mode: int | None = None

    @property
    def temporary(self) -> str:
        """The name under which the new bytes wait."""
        return f"{PREFIX}{os.getpid()}-{id(self)}"

    def stage(self) -> None:
        """Bring the new bytes to the disk."""
        if self.new is None:
            return
        with file_in(self.folder.scratch, self.temporary, "xb") as file:
            if self.mode is not None:
                os.fchmod(file.fileno(), self.mode)
            file.write(self.new)
            file.flush()
            os.fsync(file.fileno())

    def place(self) -> None:
        """Put the new bytes where they belong."""
        if self.new is None:
            os.unlink(self.name, dir_fd=self.folder.fd)
        else:
            os.replace(self.temporary, self.name, src_dir_fd=self.folder.scratch, dst_dir_fd=self.folder.fd)

    def tidy(self) -> None:
        """Remove the temporary name, if it is left."""
        with suppress(OSError):
            os.unlink(self.temporary, dir_fd=self.folder.scratch)

    def undo(self) -> None:
        """Put back what stood there."""
        back = replace(self, old=self.new, new=self.old)
        with suppress(OSError):
            back.stage()
            back.place()
        back.tidy()


def take(asked: Iterable[Change]) -> None:
    """All of the changes in their order, or none of them.

    Raises:
        OutputError: the system refused one of them.
    """
    changes = [change for change in asked if change.old != change.new]
    placed: list[Change] = []
    try:
        for change in changes:
            with blamed(change.folder.path / change.name):
                change.stage()
        for change in changes:
            placed.append(change)
            with blamed(change.folder.path / change.name):
                change.place()
        for folder in {change.folder for change in changes}:
            with blamed(folder.path):
                os.fsync(folder.fd)
    except BaseException:
        for change in reversed(placed):
            change.undo()
        raise
    finally:
        for change in changes:
            change.tidy()


def create_text(path: Path, text: str) -> None:
    """A new text file, with the folders above it.

    Raises:
        NotOverwrittenError: there is one.
        OutputError: the system refused.
    """
    if os.path.lexists(path):
        raise NotOverwrittenError(path, "is there already; delete it first, or choose another name")
    with opened(path.parent.resolve()) as folder:
        take([Change(folder, path.name, None, text.encode())])


def replace_text(path: Path, text: str, before: str) -> None:
    """A person's text file with a new text, its mode kept.

    Raises:
        NotOverwrittenError: it no longer holds the text that the new one was made from.
        OutputError: the system refused, or it is a link.
    """
    with opened(path.parent.resolve()) as folder:
        current = folder.read(path.name)
        if current is None:
            raise OutputError(path, "it is a link, or it is gone; narrator changes real files only")
        if current.replace(b"\r\n", b"\n") != before.encode():
            raise NotOverwrittenError(path, "has changed in the meantime; nothing was written, run the command again")
        mode = stat.S_IMODE(os.stat(path.name, dir_fd=folder.fd, follow_symlinks=False).st_mode)
        take([Change(folder, path.name, current, text.encode(), mode)])
