"""What a disk may hold after the machine went down: of what was written only what was brought to it, in any mixture.

A file has the bytes that it had when it was last synced, and none before; of a folder either the names that it had when
it was last synced are there, or those that it has by now. Every mixture of folders is an image of its own.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.editions import CALLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WATCHED = (*CALLS, "rmdir")
Image = tuple[tuple[str, bytes | None], ...]
"""Files with their bytes and folders with None, by their names in a folder, sorted."""


class Disk:
    """Watches a folder while something writes into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bytes: dict[int, bytes] = {}
        self.names: dict[int, dict[str, int]] = {}
        self.images: dict[Image, None] = {}
        self.held: list[int] = []
        self.open = os.open
        for path in (root, *root.rglob("*")):
            self._sync(path)

    def _sync(self, path: Path) -> None:
        self.held.append(self.open(path, os.O_RDONLY))  # so that no other file gets its number when it is gone
        number = path.stat().st_ino
        if path.is_dir():
            self.names[number] = _names(path)
        else:
            self.bytes[number] = path.read_bytes()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Whatever this process writes meanwhile is watched; each state between two calls gives its images."""
        own = os.getpid()

        def call(name: str, real: Callable[..., object], *args: object, **more: object) -> object:
            if os.getpid() != own:
                return real(*args, **more)
            self._crash()
            done = real(*args, **more)
            if name == "fsync":
                self._sync(Path(f"/proc/self/fd/{args[0]}").resolve())
            elif name == "open" and isinstance(done, int) and int(str(args[1])) & os.O_CREAT:
                self.held.append(os.dup(done))
                self.bytes.setdefault(os.fstat(done).st_ino, b"")
            return done

        with pytest.MonkeyPatch.context() as patch:
            for name in WATCHED:
                patch.setattr(os, name, partial(call, name, getattr(os, name)))
            yield
        self._crash()
        while self.held:
            os.close(self.held.pop())

    def lasting(self) -> Image:
        """What surely lasts."""
        return self._image(dict.fromkeys(self.names, False))

    def now(self) -> Image:
        """What is there, whether it lasts or not."""
        found = sorted(self.root.rglob("*"))
        return tuple((path.relative_to(self.root).as_posix(), _bytes(path)) for path in found)

    def _crash(self) -> None:
        folders = [path.stat().st_ino for path in (self.root, *self.root.rglob("*")) if path.is_dir()]
        current = {path.stat().st_ino: _names(path) for path in (self.root, *self.root.rglob("*")) if path.is_dir()}
        moved = [number for number in folders if self.names.get(number, {}) != current[number]]
        for mixture in product((False, True), repeat=len(moved)):
            self.images[self._image(dict(zip(moved, mixture, strict=True)), current)] = None

    def _image(self, is_current: Mapping[int, bool], current: Mapping[int, dict[str, int]] | None = None) -> Image:
        return tuple(sorted(self._below(self.root.stat().st_ino, "", is_current, current or {})))

    def _below(
        self, folder: int, name: str, is_current: Mapping[int, bool], current: Mapping[int, dict[str, int]]
    ) -> Iterator[tuple[str, bytes | None]]:
        names = (current if is_current.get(folder) else self.names).get(folder, {})
        for each, number in names.items():
            path = f"{name}/{each}" if name else each
            if number in self.bytes:
                yield path, self.bytes[number]
            else:
                yield path, None
                yield from self._below(number, path, is_current, current)


def _names(folder: Path) -> dict[str, int]:
    return {entry.name: entry.inode() for entry in os.scandir(folder)}


def _bytes(path: Path) -> bytes | None:
    return None if path.is_dir() else path.read_bytes()


def laid(image: Image, folder: Path) -> Path:
    """A folder with what an image holds."""
    folder.mkdir()
    for name, data in image:
        if data is None:
            (folder / name).mkdir(exist_ok=True)
        else:
            (folder / name).write_bytes(data)
    return folder
