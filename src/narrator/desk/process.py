"""A worker as the desk holds it: started by exec, asked one thing at a time, started again when it has died."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from narrator.errors import UserError

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable
    from pathlib import Path

LINE = 256 << 20
"""The longest answer, in bytes."""
TASKS_EACH = 400
"""After so many a worker is replaced, so that what a library keeps does not grow for ever."""
PATIENCE = 30
"""Seconds beyond the limit of a rendering."""
SLOW, DIED = "'{}' took more than {} s", "the worker died while it did '{}'; the next one is started"


class TaskError(UserError):
    """A task that a worker could not do; `problems` as it tells them."""

    def __init__(self, message: str, problems: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


class Worker:
    """A process that does the tasks of `tasks.TASKS` in a workspace."""

    def __init__(self, root: Path, seconds: int) -> None:
        self.root, self.seconds = root, seconds + PATIENCE
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._done = 0

    async def ask(self, task: str, paged: Callable[[str], object] = len, /, **given: object) -> dict[str, Any]:
        """The answer to a task; `paged` is given a page that is there before the rest.

        Raises:
            TaskError: it could not be done.
        """
        async with self._turn:
            if self._done >= TASKS_EACH:
                await self.close()
            try:
                return await asyncio.wait_for(self._asked(task, paged, given), self.seconds)
            except (TimeoutError, asyncio.CancelledError) as error:
                await self.close()  # what it would still say belongs to nobody
                if isinstance(error, asyncio.CancelledError):
                    raise
                raise TaskError(SLOW.format(task, self.seconds)) from error
            except (ConnectionError, ValueError) as error:
                await self.close()
                raise TaskError(DIED.format(task)) from error

    async def _asked(self, task: str, paged: Callable[[str], object], given: object) -> dict[str, Any]:
        process = await self._started()
        assert process.stdin  # noqa: S101  # a pipe was asked for
        assert process.stdout  # noqa: S101
        process.stdin.write(json.dumps({"task": task, "given": given}).encode() + b"\n")
        await process.stdin.drain()
        self._done += 1
        while True:
            said = json.loads(await process.stdout.readline())
            if "answer" in said:
                return dict(said["answer"])
            if "error" in said:
                sys.stderr.write(said.get("trace", ""))
                raise TaskError(said["error"], said.get("problems"))
            paged(said["page"])

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            command = (sys.executable, "-m", "narrator.desk.worker", str(self.root), str(os.getpid()))
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, limit=LINE, start_new_session=True
            )
            self._done = 0
        return self._process

    async def close(self) -> None:
        """End the process, and what it has started."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
            process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001  # else it warns that its loop is closed
