"""Locks: who works on what of a folder of editions. They are the kernel's (`flock`): a dead process never holds one.

One lock an edition, for as long as somebody works on it: whoever comes second is told who that is. One lock for the
list of all editions, for the moment in which something is written: whoever comes second waits. Their files lie in the
workspace, not among the editions; the process that stands in one is for the message alone.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from narrator.errors import OutputError
from narrator.publish.manifest import digest
from narrator.publish.writer import blamed, file_in, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrator.publish.writer import Folder

STATE = ".narrator"
"""The git-ignored folder of a workspace for facts about runs."""
LOCKS = "locks"


def name_of(out: Path) -> str:
    """What a folder of editions is called among the facts about runs."""
    return digest(os.fsencode(out.resolve()))[:12]


def _name(out: Path, edition: str = "") -> str:
    """The name of a lock: of an edition, by its folder, or of the list of all."""
    return f"{name_of(out)}{edition and '.'}{edition.replace('/', '.')}.lock"


@contextmanager
def state(root: Path) -> Iterator[Folder]:
    """The folder of a workspace for facts about runs."""
    with opened(root.resolve()) as top, top.enter(STATE) as folder:
        yield folder


@contextmanager
def locks(root: Path) -> Iterator[Folder]:
    """The folder in which the locks of a workspace lie."""
    with state(root) as above, above.enter(LOCKS) as folder:
        yield folder


@contextmanager
def holding(folder: Folder, out: Path, edition: str = "") -> Iterator[None]:
    """Nobody else works on an edition, or, without one, writes into `out`.

    Raises:
        OutputError: somebody works on the edition.
    """
    name = _name(out, edition)
    with blamed(folder.path / name):
        lock = file_in(folder.fd, name, "a+b")
    with lock:
        with blamed(folder.path / name):
            _claim(lock, out / edition, fcntl.LOCK_NB if edition else 0)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)  # a child that was made meanwhile may have it open, too


def _claim(lock: IO[bytes], path: Path, or_not: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | or_not)
    except BlockingIOError as error:
        lock.seek(0)
        raise OutputError(path, f"another build is at work (pid {lock.read().decode().strip()})") from error
    if or_not:
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n".encode())
        lock.flush()


def is_locked(root: Path, out: Path) -> bool:
    """Whether anybody works in a folder of editions; nothing is made to find out."""
    folder = root.resolve() / STATE / LOCKS
    return any(_is_held(path) for path in folder.glob(f"{name_of(out)}*.lock"))


def _is_held(path: Path) -> bool:
    try:
        with path.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        pass  # nobody may know
    return False
