"""What a change would make of the briefs: each as it would be built now, beside the last build or the last commit."""

from __future__ import annotations

import asyncio
import io
import tarfile
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from narrator.desk.pages import changes
from narrator.desk.process import TaskError, Worker
from narrator.errors import bytes_of
from narrator.publish.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from pathlib import Path

    from narrator.desk.hub import Hub

    Before = Callable[[str], Awaitable[str]]

SOURCES = ("narrator.toml", "data", "templates")
BUILD, COMMIT = "build", "commit"
NO_COMMIT = "this workspace is in no git repository with a commit, so there is nothing to compare with"


async def differing(hub: Hub, events: Sequence[str], since: str) -> list[tuple[str, list[tuple[str, str]] | None]]:
    """By event the lines that differ, as pairs; None where there was no text before.

    Raises:
        TaskError: there is no commit to compare with.
    """
    found: list[tuple[str, list[tuple[str, str]] | None]] = []
    async with _before(hub, since) as before:
        for event in events:
            was = await before(event)
            now = (await hub.slow.ask("article", event=event))["markdown"]
            found.append((event, await asyncio.to_thread(changes, was, now) if was else None))
    return found


@asynccontextmanager
async def _before(hub: Hub, since: str) -> AsyncIterator[Before]:
    """What gives the text that a brief had before."""
    if since != COMMIT:

        async def built(event: str) -> str:
            path = hub.root / "out" / event / "en" / "brief.md"
            return (await asyncio.to_thread(bytes_of, path)).decode(errors="replace") if path.is_file() else ""

        yield built
        return
    with Scratch() as scratch:
        await _committed(hub.root, scratch.path)
        worker = Worker(scratch.path, hub.slow.seconds)

        async def committed(event: str) -> str:
            try:
                return str((await worker.ask("article", event=event))["markdown"])
            except TaskError:  # it is not in the commit
                return ""

        try:
            yield committed
        finally:
            await worker.close()


async def _committed(root: Path, folder: Path) -> None:
    """The sources of a workspace as they were committed.

    Raises:
        TaskError: they are in no commit.
    """
    names = (await _git(root, "ls-tree", "--name-only", "HEAD")).decode().split("\n")
    raw = await _git(root, "archive", "--format=tar", "HEAD", "--", *(name for name in SOURCES if name in names))
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        await asyncio.to_thread(archive.extractall, folder, filter="data")


async def _git(root: Path, *arguments: str) -> bytes:
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec("git", *arguments, cwd=root, stdout=pipe, stderr=pipe)
    except OSError as error:
        raise TaskError(NO_COMMIT) from error
    said, _ = await process.communicate()
    if process.returncode:
        raise TaskError(NO_COMMIT)
    return said
