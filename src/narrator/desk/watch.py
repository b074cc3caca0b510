"""What changes in a workspace: a watcher wakes, and what is there tells.

A watcher tells too little to be believed (a save by rename, a folder that arrives with its files, a root that is made
anew), so that it only says when to look; each look compares all files with the look before. Without a watcher, and
beside it, it is looked at every few seconds.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from watchfiles import awatch

from narrator.desk.bench import registries, stamps

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from narrator.desk.bench import Stamp

FOLDERS = ("data", "templates", "theme", "out")
WATCHED = ("narrator.toml", *FOLDERS)
QUIET, EVERY = 0.02, 2.0
"""Seconds without a change after which a burst of them is over; and those between two looks without one."""
LONGEST = 50
"""How many quiet periods a burst may take before it is looked at all the same."""


class Watch:
    """The changes of a workspace, as names of files from its root; `close` ends them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._woken, self._closed = asyncio.Event(), asyncio.Event()

    @property
    def is_closed(self) -> bool:
        """Whether nobody asks any more."""
        return self._closed.is_set()

    def close(self) -> None:
        """No more changes."""
        self._closed.set()
        self._woken.set()

    async def changes(self) -> AsyncIterator[set[str]]:
        """Each time that something has changed: the files that are new, other, or gone."""
        before = await asyncio.to_thread(self._look)
        watchers = asyncio.create_task(self._watch())
        try:
            while not self._closed.is_set():
                await self._settled()
                now = await asyncio.to_thread(self._look)
                changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
                before = now
                if changed and not self._closed.is_set():
                    yield changed
        finally:
            watchers.cancel()
            with suppress(asyncio.CancelledError):
                await watchers

    def _look(self) -> dict[str, Stamp]:
        return stamps(self.root, dict.fromkeys((*WATCHED, *registries(self.root))))

    async def _settled(self) -> None:
        """Wait until something has changed, and nothing has for a while; or until it is time to look."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), EVERY)
        for _ in range(LONGEST):
            if not self._woken.is_set():
                return
            self._woken.clear()
            await asyncio.sleep(QUIET)

    async def _watch(self) -> None:
        """Wake at each change, in folders that come and go."""
        while True:
            there = self._folders()
            stop = asyncio.Event()
            both = [asyncio.create_task(self._wake([self.root], stop, is_deep=False)),
                    asyncio.create_task(self._wake([path for path, _ in there], stop, is_deep=True))]  # fmt: skip
            try:
                while self._folders() == there:  # noqa: ASYNC110  # nobody tells
                    await asyncio.sleep(EVERY)
            finally:
                stop.set()
                await asyncio.gather(*both, return_exceptions=True)
            self._woken.set()

    def _folders(self) -> list[tuple[Path, int]]:
        """The folders that are there, and which ones they are: one that is made anew is another."""
        there = [self.root / name for name in FOLDERS]
        found = []
        for path in there:
            with suppress(OSError):
                found.append((path, path.stat().st_ino))
        return found

    async def _wake(self, paths: list[Path], stop: asyncio.Event, *, is_deep: bool) -> None:
        with suppress(OSError, RuntimeError):  # more folders than the system watches: what is looked at will do
            async for _ in awatch(
                *paths, stop_event=stop, recursive=is_deep, step=5, debounce=50, rust_timeout=500, watch_filter=None
            ):
                self._woken.set()
