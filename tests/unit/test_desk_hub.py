from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from narrator.desk.hub import Brief, Hub

if TYPE_CHECKING:
    from pathlib import Path

MADE = {"ledger": {}, "used": {"en/lead.md.j2": "x", "packaged/en/nut.md.j2": "y"}}


def again(root: Path, *names: str) -> set[str]:
    """The briefs of two that are made again when some files change; the second one has problems."""

    async def go() -> set[str]:
        hub = Hub(root, 30, lambda: datetime(2026, 1, 1, tzinfo=UTC))
        hub.briefs.update({"one": Brief("one", told=MADE), "two": Brief("two", told={"stopped": "broken"})})
        hub.states = {"one": {}, "two": {}}

        async def nothing() -> None:
            pass

        hub._listed = nothing  # type: ignore[method-assign]  # noqa: SLF001
        await hub.changed({*names})
        return {*hub._due}  # noqa: SLF001

    return asyncio.run(go())


def test_what_depends_on_a_file_is_made_again_and_nothing_else(tmp_path: Path) -> None:
    assert again(tmp_path, "data/events/one.yaml") == {"one"}
    assert again(tmp_path, "data/edited/one.en.md") == {"one"}
    assert again(tmp_path, "templates/en/lead.md.j2") == {"one", "two"}  # what the second needs is not known
    assert again(tmp_path, "templates/en/nut.md.j2") == {"one", "two"}
    assert again(tmp_path, "templates/en/messages/quote.md.j2") == {"two"}
    assert again(tmp_path, "templates/theme/base.css") == {"one", "two"}
    for registry in ("narrator.toml", "data/sources.yaml", "data/series/btc.csv", "data/accepted/one.yaml"):
        assert again(tmp_path, registry) == {"one", "two"}, registry
    assert again(tmp_path, "out/one/en/brief.md", "data/published/one.en.1.json", "data/schema/event.json") == set()


def test_a_stream_tells_of_the_brief_that_is_looked_at_and_ends(tmp_path: Path) -> None:
    async def go() -> list[str]:
        hub = Hub(tmp_path, 30, lambda: datetime(2026, 1, 1, tzinfo=UTC))
        told: list[str] = []

        async def follow() -> None:
            told.extend([message async for message in hub.stream("one")])

        task = asyncio.create_task(follow())
        await asyncio.sleep(0)
        hub.tell("page", "one", serial=1)
        hub.tell("page", "two", serial=9)
        hub.tell("states")
        hub.end_streams()
        await asyncio.wait_for(task, 5)
        return told

    hello, page, states = asyncio.run(go())
    assert "event: hello" in hello
    assert page == 'event: page\ndata: {"event": "one", "serial": 1}\n\n'
    assert "event: states" in states
