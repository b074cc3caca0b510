"""Editions to write and folders to look at, for the tests of `publish`."""

from __future__ import annotations

import importlib
import itertools
import os
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrator.publish.manifest import READY, Entry, digest, from_bytes
from support.repository import modules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVENT = "2026-03-03-example"
NOBODY = 65534
CALLS = ("open", "mkdir", "fsync", "link", "replace", "unlink")
"""The calls of the system with which a file comes to the disk."""


def before_call(n: int, act: Callable[[], object], patch: pytest.MonkeyPatch) -> None:
    """Let something happen before the n-th call of the system that writes, once; its children's are not counted."""
    left, own = itertools.count(), os.getpid()

    def call(real: Callable[..., object], *args: object, **more: object) -> object:
        if os.getpid() == own and next(left) == n:
            act()
        return real(*args, **more)

    for name in CALLS:
        patch.setattr(os, name, partial(call, getattr(os, name)))


def counted(patch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many calls of the system that write there were since."""
    seen: list[None] = []
    own = os.getpid()

    def call(real: Callable[..., object], *args: object, **more: object) -> object:
        if os.getpid() == own:
            seen.append(None)
        return real(*args, **more)

    for name in CALLS:
        patch.setattr(os, name, partial(call, getattr(os, name)))
    return lambda: len(seen)


def calls_of(act: Callable[[], object]) -> range:
    """The numbers of the calls of the system with which something writes, and one more, which it does not come to."""
    with pytest.MonkeyPatch.context() as patch:
        number = counted(patch)
        act()
    return range(number() + 1)


def fail_at(n: int, error: int, patch: pytest.MonkeyPatch) -> None:
    """Let the system refuse the n-th call that writes, once."""

    def refuse() -> None:
        raise OSError(error, os.strerror(error))

    before_call(n, refuse, patch)


def entry(key: str = "k1", event: str = EVENT, status: str = READY) -> Entry:
    """An edition without its files."""
    return Entry(event, "en", status, key, digest(b"record"), {"lead": 1})


def version(n: int, *names: str, size: int = 5_000) -> dict[str, bytes]:
    """The files of an edition whose every line tells the version."""
    line = f"version {n:04d}\n".encode()
    return {name: line * (size // len(line)) for name in names or ("brief.md", "brief.html", "ledger.json")}


def tree(folder: Path) -> dict[str, str | bytes]:
    """Everything below a folder: files with their bytes, links with their targets, empty folders."""
    found: dict[str, str | bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = "empty folder"
    return found


def listed(root: Path) -> dict[str, Entry]:
    """The editions in the manifest of a workspace."""
    return from_bytes((root / "out" / "manifest.json").read_bytes())


def is_true(root: Path) -> bool:
    """Whether every file that the manifest of a workspace lists is as it says."""
    files = [item for entry in listed(root).values() for item in entry.files.items()]
    return all(digest((root / "out" / path).read_bytes()) == hashed for path, hashed in files)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    return False


def gone(pid: int) -> bool:
    """Whether a process that was killed goes; a busy machine is given as long as it takes, within reason."""
    for _ in range(6_000):
        if not is_alive(pid):
            return True
        time.sleep(0.01)
    return False


def forked(task: Callable[[], object]) -> int:
    """The id of a child that runs a task, and never comes back into the tests."""
    pid = os.fork()
    if not pid:
        try:
            task()
        finally:
            os._exit(0)
    return pid


@contextmanager
def unprivileged() -> Iterator[None]:
    """Without the powers of root, which no mode bit stops; the code is loaded before, from wherever the clone is."""
    for module in modules():
        if module.stem != "__main__":
            importlib.import_module(".".join(("narrator", *module.with_suffix("").parts)).removesuffix(".__init__"))
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
