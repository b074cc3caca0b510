"""Writes files: each set of them wholly or not at all, and never through a link.

A folder is opened once and everything below it is named relative to it. New bytes are on the disk under a name of their
own before they take a place; when anything fails on the way, what has been replaced is put back. What a killed process
leaves are whole files, and temporary ones with a prefix of our own, which the next one sweeps away.
A folder of a person's files is written by one process at a time: its lock is the kernel's (`flock` on the folder
itself), so that it needs no file and a dead process never holds it. Whoever comes second waits.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import groupby
from typing import IO, TYPE_CHECKING

from narrator.errors import Exit, OutputError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

PREFIX = ".narrator-"
TEMPORARY = re.compile(rf"{re.escape(PREFIX)}\d+-\d+")
NO_LINK = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
ABSENT = {errno.ENOENT, errno.ELOOP}
"""How the system says that there is no such file, or a link in its place."""
NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""How it says that a file system has none, FAT for one."""


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
        for missing in [each for each in (path, *path.parents) if not each.is_dir()][::-1]:
            with suppress(FileExistsError):
                missing.mkdir()
            _sync(missing.parent)
        fd = os.open(path, os.O_DIRECTORY | NO_LINK)
    try:
        yield Folder(fd, path, fd)
    finally:
        os.close(fd)


def _sync(path: Path) -> None:
    """Let what was made in a folder last."""
    fd = os.open(path, os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def locked(path: Path) -> Iterator[Folder]:
    """A folder of a person's files, opened, swept and held by this process alone; links in its path are followed."""
    with opened(path.resolve()) as folder:
        with blamed(path):
            fcntl.flock(folder.fd, fcntl.LOCK_EX)
        folder.sweep()
        yield folder


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
                if TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    os.unlink(entry.name, dir_fd=self.fd)


@dataclass(frozen=True, slots=True)
class Change:
    """One file as it is and as it is to be, None where it is absent.

    `is_first`: nothing may stand there, not even a link, and what somebody else puts there in the meantime stays.
    `is_record`: it says how the others are: what comes before it lasts before its turn, and it before theirs.
    """

    folder: Folder
    name: str
    old: bytes | None
    new: bytes | None
    mode: int | None = None
    is_first: bool = False
    is_record: bool = False

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
        elif not self.is_first or not self._link():
            os.replace(self.temporary, self.name, src_dir_fd=self.folder.scratch, dst_dir_fd=self.folder.fd)

    def _link(self) -> bool:
        """Give the new bytes a name that nothing has; false where the file system cannot, and it is free.

        Raises:
            NotOverwrittenError: something has it.
        """
        folders = {"src_dir_fd": self.folder.scratch, "dst_dir_fd": self.folder.fd}
        try:
            os.link(self.temporary, self.name, **folders, follow_symlinks=False)
        except OSError as error:
            if error.errno not in {*NO_HARD_LINKS, errno.EEXIST}:
                raise
            with suppress(FileNotFoundError):
                os.stat(self.name, dir_fd=self.folder.fd, follow_symlinks=False)
                why = "is there already; delete it first, or choose another name"
                raise NotOverwrittenError(self.folder.path / self.name, why) from error
            return False
        return True

    def _is_ours(self) -> bool:
        """Whether what stands there is what was staged: by now under both names, or under this one alone."""
        try:
            staged = os.stat(self.temporary, dir_fd=self.folder.scratch)
        except FileNotFoundError:
            return True
        return os.path.samestat(staged, os.stat(self.name, dir_fd=self.folder.fd, follow_symlinks=False))

    def tidy(self) -> None:
        """Remove the temporary name, if it is left."""
        with suppress(OSError):
            os.unlink(self.temporary, dir_fd=self.folder.scratch)

    def undo(self) -> None:
        """Put back what stood there."""
        with suppress(OSError):
            if self.is_first and not self._is_ours():
                return
        back = replace(self, old=self.new, new=self.old)
        with suppress(OSError):
            back.stage()
            back.place()
        back.tidy()


def take(asked: Iterable[Change]) -> None:
    """All of the changes in their order, or none of them; what is done in one folder lasts before the next one's turn.

    So a machine that goes down finds no file of an edition replaced whose manifest does not say so.

    Raises:
        OutputError: the system refused one of them.
    """
    changes = [change for change in asked if change.old != change.new]
    placed: list[Change] = []
    try:
        for change in changes:
            with blamed(change.folder.path / change.name):
                change.stage()
        for (folder, _), group in groupby(changes, key=lambda change: (change.folder, change.is_record)):
            for change in group:
                placed.append(change)
                with blamed(folder.path / change.name):
                    change.place()
            with blamed(folder.path):
                os.fsync(folder.fd)
    except BaseException:
        for change in reversed(placed):
            change.undo()
        raise
    finally:
        for change in changes:
            change.tidy()


def first(folder: Folder, name: str, data: bytes) -> Change:
    """A new file where nothing may stand."""
    return Change(folder, name, None, data, is_first=True)


def create_text(path: Path, text: str) -> None:
    """A new text file, as `create` makes it."""
    create(path, text.encode())


def create(path: Path, data: bytes) -> None:
    """A new file, with the folders above it.

    Raises:
        NotOverwrittenError: there is one.
        OutputError: the system refused.
    """
    with locked(path.parent) as folder:
        take([first(folder, path.name, data)])


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """A person's file with what a change makes of it, its mode kept; nobody else of us changes it meanwhile.

    Raises:
        NotOverwrittenError: another program wrote it while the change was made.
        OutputError: the system refused, or it is a link, or nobody may write it.
    """
    with locked(path.parent) as folder:
        current = folder.read(path.name)
        if current is None:
            raise OutputError(path, "it is a link, or it is gone; narrator changes real files only")
        new = change(current)
        if new == current:
            return
        mode = stat.S_IMODE(os.stat(path.name, dir_fd=folder.fd, follow_symlinks=False).st_mode)
        if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise OutputError(path, "it is read-only")
        if folder.read(path.name) != current:
            raise NotOverwrittenError(path, "has changed in the meantime; nothing was written, run the command again")
        take([Change(folder, path.name, current, new, mode)])
