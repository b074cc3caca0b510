from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from narrator.desk import process
from narrator.desk.process import TaskError, Worker
from support.desk import EVENT, workspace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


def asked(root: Path, talk: Callable[[Worker], Awaitable[Any]], seconds: int = 30) -> Any:  # noqa: ANN401
    async def go() -> Any:  # noqa: ANN401
        worker = Worker(root, seconds)
        try:
            return await talk(worker)
        finally:
            await worker.close()

    return asyncio.run(go())


def test_a_worker_answers_and_tells_what_it_cannot_do(tmp_path: Path) -> None:
    async def talk(worker: Worker) -> None:
        assert EVENT in (await worker.ask("events"))["events"]
        with pytest.raises(TaskError, match="no event 'nobody'"):
            await worker.ask("brief", event="nobody")
        with pytest.raises(TaskError, match="a bug in narrator"):
            await worker.ask("no such task")
        pages: list[str] = []
        told = await worker.ask("brief", pages.append, event=EVENT)
        assert pages == [told["page"]]
        assert told["reports"]["liquidations.total"][0]["typed"] == "$400 million to $500 million"

    asked(workspace(tmp_path / "w"), talk)


def test_a_worker_that_was_killed_is_started_again(tmp_path: Path) -> None:
    async def talk(worker: Worker) -> None:
        await worker.ask("events")
        assert worker._process  # noqa: SLF001
        os.kill(worker._process.pid, signal.SIGKILL)  # noqa: SLF001
        with pytest.raises(TaskError, match="died"):
            await worker.ask("events")
        assert (await worker.ask("events"))["events"]

    asked(workspace(tmp_path / "w"), talk)


def test_what_takes_too_long_is_ended_and_a_worker_is_replaced_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "TASKS_EACH", 2)

    async def talk(worker: Worker) -> None:
        seen = set()
        for _ in range(4):
            await worker.ask("events")
            assert worker._process  # noqa: SLF001
            seen.add(worker._process.pid)  # noqa: SLF001
        assert len(seen) == 2
        worker.seconds = 0
        with pytest.raises(TaskError, match="took more than 0 s"):
            await worker.ask("brief", event=EVENT)
        worker.seconds = 30
        assert (await worker.ask("events"))["events"]

    asked(workspace(tmp_path / "w"), talk)
