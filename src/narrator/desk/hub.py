"""The hub: what the desk knows of each event, what has to be made again when a file changes, and who is told."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import traceback
from base64 import b64decode
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrator.desk.process import TaskError, Worker
from narrator.desk.watch import Watch
from narrator.publish.scratch import sweep
from narrator.render.sources import SHEETS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from datetime import datetime

EVENTS, PUBLISHED, EDITED, TEMPLATES = "data/events/", "data/published/", "data/edited/", "templates/"
KEPT = 12
"""Briefs that are held at hand."""
BEAT = 15
"""Seconds after which a stream says that it is there."""


@dataclass
class Brief:
    """A brief as the desk shows it.

    `page` is the last good one, `is_old` tells that the records have changed since; `told` what the worker last said;
    `used` the templates of that page.
    """

    event: str
    page: str = ""
    printed: str = ""
    pdf: bytes = b""
    told: dict[str, Any] = field(default_factory=dict)
    ledger: dict[str, Any] = field(default_factory=dict)
    markdown: str = ""
    story: dict[str, Any] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    serial: int = 0
    made: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def stopped(self) -> str:
        """Why no page can be made now; empty where one can."""
        return str(self.told.get("stopped", ""))

    @property
    def is_old(self) -> bool:
        """Whether what is shown is not what the files say."""
        return bool(self.page) and "ledger" not in self.told


class Hub:
    """All that is live: two workers, one for what a person waits for and one for the rest; states, briefs, streams."""

    def __init__(self, root: Path, seconds: int, clock: Callable[[], datetime]) -> None:
        self.root, self.clock = root, clock
        self.live, self.slow = Worker(root, seconds), Worker(root, seconds)
        self.states: dict[str, dict[str, Any]] = {}
        self.files: dict[str, list[str]] = {}
        self.problems: list[dict[str, Any]] = []
        self.briefs: OrderedDict[str, Brief] = OrderedDict()
        self.trouble, self.version = "", 0
        self._streams: dict[asyncio.Queue[str | None], str] = {}
        self._due, self._wanted = dict[str, None](), asyncio.Event()
        self._dirty, self._touched, self._idle = set[str](), asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._watch = Watch(root)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to watch, and to look at all events."""
        works = (self._watching, self._making, self._looking)
        self._tasks = [asyncio.create_task(self._kept_up(work)) for work in works]

    async def _kept_up(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do some work for as long as the desk is there; a bug in it ends neither."""
        while not self._watch.is_closed:
            try:
                await work()
            except Exception as error:  # noqa: BLE001  # told, and on
                self.trouble = f"a bug in narrator, not in your files: {error!r}"
                sys.stderr.write(traceback.format_exc())
                self.tell("states")
                await asyncio.sleep(1)

    def end_streams(self) -> None:
        """End all streams, so that a server that shuts down waits for none of them."""
        for queue in self._streams:
            queue.put_nowait(None)

    async def close(self) -> None:
        """End all that was started."""
        self._watch.close()
        self.end_streams()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.live.close()
        await self.slow.close()
        sweep(Path(tempfile.gettempdir()))  # what they had no time to clean up

    async def stream(self, event: str) -> AsyncIterator[str]:
        """What changes, as events of a stream; of briefs only the one that is looked at."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._streams[queue] = event
        if event in self.briefs:
            self._touch({event})  # its PDF is made for who looks at it
        try:
            yield "retry: 500\n\n" + _said("hello", event=event, serial=self._serial(event), version=self.version)
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    message = ": still here\n\n"
                if message is None:
                    return
                yield message
        finally:
            del self._streams[queue]

    def _serial(self, event: str) -> int:
        return self.briefs[event].serial if event in self.briefs else 0

    def tell(self, kind: str, event: str = "", **more: object) -> None:
        """Tell all streams, of a brief those that look at it."""
        self.version += 1
        for queue, looked_at in self._streams.items():
            if not event or looked_at == event:
                queue.put_nowait(_said(kind, event=event, **more))

    async def brief(self, event: str) -> Brief:
        """A brief, made when it is looked at for the first time."""
        known = self.briefs.get(event)
        if known is None:
            known = self.briefs[event] = Brief(event)
            self._again(event)
            while len(self.briefs) > KEPT:
                self.briefs.popitem(last=False)
        self.briefs.move_to_end(event)
        await known.made.wait()
        return known

    async def _making(self) -> None:
        """Make the briefs that are asked for and have changed, the latest state of each."""
        while True:
            while self._due:
                event = next(iter(self._due))
                del self._due[event]
                if event in self.briefs:
                    await self._made(self.briefs[event])
            self._wanted.clear()
            self._idle.set()
            await self._wanted.wait()

    def _again(self, event: str) -> None:
        """Have a brief made, once, however often that is asked before its turn."""
        self._due[event] = None
        self._idle.clear()
        self._wanted.set()

    async def _made(self, brief: Brief) -> None:
        def shown(page: str) -> None:
            if page != brief.page:
                brief.page, brief.serial = page, brief.serial + 1
                self.tell("page", brief.event, serial=brief.serial)

        try:
            told = await self.live.ask("brief", shown, event=brief.event)
        except TaskError as error:
            told = {"stopped": str(error), "problems": error.problems, "status": "", "used": {}, "phrases": {}}
        brief.told = told
        if "ledger" in told:
            brief.used = told["used"]
            brief.ledger, brief.markdown = told["ledger"], told["markdown"]
            shown(told["page"])
        brief.made.set()
        self.tell("rest", brief.event, serial=brief.serial)
        self._touch({brief.event})

    async def _watching(self) -> None:
        async for changed in self._watch.changes():
            await self.changed(changed)

    async def changed(self, names: set[str]) -> None:
        """Make again what depends on some files."""
        events = {name.removeprefix(EVENTS).rpartition(".")[0] for name in names if name.startswith(EVENTS)}
        events |= {name.removeprefix(EDITED).split(".")[0] for name in names if name.startswith(EDITED)}
        templates = {name.removeprefix(TEMPLATES) for name in names if name.startswith(TEMPLATES)}
        told = (EVENTS, EDITED, TEMPLATES, PUBLISHED, "out/", "data/schema/")
        registries = {name for name in names if not name.startswith(told)}
        for brief in [*self.briefs.values()]:
            if registries or brief.event in events or _uses(brief, templates):
                self._again(brief.event)
        touched = {name.split("/")[1] for name in names if name.startswith("out/")}
        touched |= {name.removeprefix(PUBLISHED).split(".")[0] for name in names if name.startswith(PUBLISHED)}
        self._touch({*self.states} if registries else events | touched & {*self.states})
        if events or registries:
            await self._listed()

    def _touch(self, events: set[str]) -> None:
        """Look at some events anew, when there is time."""
        self._dirty |= events
        self._touched.set()

    async def _listed(self) -> None:
        try:
            told = await self.slow.ask("events")
        except TaskError as error:
            self.trouble, self.problems = str(error), error.problems
            self.tell("states")
            return
        self.trouble, self.problems, there = "", told["problems"], told["events"]
        self.files = there
        self._touch({*there} - {*self.states})
        self.states = {event: self.states.get(event, {"event": event}) for event in there}
        self.tell("states")

    async def _looking(self) -> None:
        """Keep the states of all events, one after the other, and the PDF of what is looked at."""
        await self._listed()
        while True:
            await self._touched.wait()
            if not self._dirty:
                self._touched.clear()
                continue
            await self._idle.wait()
            event = next((each for each in self.briefs if each in self._dirty), None) or min(self._dirty)
            self._dirty.discard(event)
            await self._state(event)
            if event in self._streams.values() and event in self.briefs:
                await self._idle.wait()  # what a person waits for comes first, and there may be two cores
                await self._story(self.briefs[event])
                await self._idle.wait()
                await self._print(self.briefs[event])

    async def _state(self, event: str) -> None:
        if event not in self.states:
            return
        try:
            state = await self.slow.ask("state", event=event, now=self.clock().isoformat())
        except TaskError as error:
            state = {"event": event, "status": "unreadable", "trouble": str(error)}
        if event in self.states and state != self.states[event]:
            self.states[event] = state
            self.tell("states")

    async def _story(self, brief: Brief) -> None:
        """Why the page says what it says, for what is looked at."""
        with suppress(TaskError):
            brief.story = await self.slow.ask("story", event=brief.event)

    async def _print(self, brief: Brief) -> None:
        """The PDF of the page that is shown; the old one stays until there is a new one."""
        page = brief.page
        if not page or page == brief.printed:
            return
        try:
            brief.pdf = b64decode((await self.slow.ask("pdf", page=page))["pdf"])
        except TaskError as error:
            brief.told["pdf_stopped"] = str(error)
        brief.printed = page
        self.tell("pdf", brief.event)


def _uses(brief: Brief, templates: set[str]) -> bool:
    """Whether a brief was made with one of some templates, or may be with a new one."""
    used = {name.removeprefix("packaged/") for name in brief.told.get("used", {})}
    return any(name in used or name.startswith(SHEETS) or "ledger" not in brief.told for name in templates)


def _said(kind: str, **told: object) -> str:
    return f"event: {kind}\ndata: {json.dumps(told)}\n\n"
