"""The desk over a long day, and over years of briefs: its memory is flat, and its list is searched at once.

`make soak` makes a thousand rebuilds; the suite as many as show that nothing grows with each.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from narrator.desk.hub import Hub
from support.browser import chromium
from support.desk import EVENT, running, workspace

if TYPE_CHECKING:
    from pathlib import Path

REBUILDS = 1000 if os.environ.get("SOAK") else 12
LOOPS = "".join(f"{{% for {name} in text %}}" for name in "abc")
TEXT = " ~ ".join(["event.published"] * 200)
ENDLESS = f"{{% with text = {TEXT} %}}{LOOPS}{'{% endfor %}' * 3}{{% endwith %}}"
"""Some four thousand characters, each with each with each: days of work."""
GROWTH = 0.15 if os.environ.get("SOAK") else 0.5
"""What may come on top after the first ten: caches of Python fill for a while."""


def held(pid: int) -> int:
    """The memory of a process in KB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:  # noqa: PTH123
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def test_memory_is_flat_over_rebuilds(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    file = root / "data" / "events" / f"{EVENT}.yaml"
    text = file.read_text(encoding="utf-8")

    async def rebuilt() -> tuple[list[int], list[int]]:
        hub = Hub(root, 30, lambda: datetime(2026, 1, 9, tzinfo=UTC))
        brief, workers, ours = await _opened(hub), [], []
        for number in range(REBUILDS):
            file.write_text(text.replace("$400 million to", f"${400 + number % 90} million to"), encoding="utf-8")
            await hub._made(brief)  # noqa: SLF001
            assert brief.serial >= number
            assert hub.live._process  # noqa: SLF001
            workers.append(held(hub.live._process.pid))  # noqa: SLF001
            ours.append(held(os.getpid()))
        await hub.close()
        return workers, ours

    for memory in asyncio.run(rebuilt()):
        settled = memory[9]
        assert memory[-1] < settled * (1 + GROWTH), memory


async def _opened(hub: Hub):  # type: ignore[no-untyped-def]  # noqa: ANN202
    made = asyncio.create_task(hub._making())  # noqa: SLF001
    brief = await hub.brief(EVENT)
    made.cancel()
    return brief


def test_a_template_that_never_ends_costs_its_limit_and_no_more(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    settings = (root / "narrator.toml").read_text(encoding="utf-8")
    (root / "narrator.toml").write_text(f"seconds = 2\n{settings}", encoding="utf-8")
    lead = root / "templates" / "en" / "lead.md.j2"
    lead.parent.mkdir(parents=True)

    async def watched() -> tuple[str, str, str]:
        hub = Hub(root, 30, lambda: datetime(2026, 1, 9, tzinfo=UTC))
        brief = await _opened(hub)
        page = brief.page
        lead.write_text(ENDLESS, encoding="utf-8")
        await hub._made(brief)  # noqa: SLF001
        stopped = brief.stopped
        assert brief.page == page
        lead.unlink()
        await hub._made(brief)  # noqa: SLF001
        await hub.close()
        return page, stopped, brief.stopped

    page, stopped, after = asyncio.run(watched())
    assert "Bitcoin closes" in page
    assert "timed out after 2 s" in stopped
    assert after == ""


def test_five_hundred_briefs_are_listed_and_searched(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    text = (root / "data" / "events" / f"{EVENT}.yaml").read_text(encoding="utf-8")
    for number in range(496):
        event = f"2025-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}-day-{number}"
        other = text.replace(EVENT, event).replace("status: ready", "status: draft")
        (root / "data" / "events" / f"{event}.yaml").write_text(other, encoding="utf-8")
    with running(root) as desk, chromium() as browser:
        page = browser.new_page()
        page.goto(desk.address)
        expect(page.locator("#rows tbody tr")).to_have_count(500, timeout=40_000)
        page.get_by_label("Search").fill("short-squeeze")
        expect(page.locator("#rows tbody tr:visible")).to_have_count(1)
        page.get_by_role("link", name=EVENT).click()  # while the others are still being looked at
        expect(page.frame_locator("#article").locator("h1")).to_contain_text("Bitcoin closes", timeout=40_000)
