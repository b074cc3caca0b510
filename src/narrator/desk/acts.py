"""What is sent to the desk: what is typed, to be looked at; files, to be saved; commands, to be run."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from narrator.case import edited_file
from narrator.desk import commands, pages
from narrator.desk.bench import file_of
from narrator.errors import EventNotFoundError, bytes_of
from narrator.publish.manifest import digest
from narrator.publish.scratch import Scratch
from narrator.publish.writer import create, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from narrator.desk.hub import Hub


def hub_of(request: Request) -> Hub:
    """The hub of the desk that is asked."""
    found: Hub = request.app.state.hub
    return found


def path_of(request: Request) -> Path:
    """The file of the event that is asked for: one of those that there are, or were when it was looked at."""
    hub, event = hub_of(request), str(request.path_params["event"])
    try:
        return file_of(hub.root, event)
    except EventNotFoundError as error:
        if event in hub.briefs:
            return (hub.root / "data" / "events" / event).with_suffix(".yaml")
        raise HTTPException(404, str(error)) from error


async def _fields(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(errors="replace"), keep_blank_values=True))


ASKED = ("check", "audit", "report")


async def ask(request: Request) -> Response:
    """What a worker says of what is being typed."""
    path, task, fields = path_of(request), request.path_params["task"], await _fields(request)
    if task not in ASKED:
        raise HTTPException(404, f"nobody can be asked to '{task}'")
    given: dict[str, Any] = {"text": fields.get("text", "").replace("\r\n", "\n")}
    if task == "report":
        told = {name: fields.get(name, "").strip() for name in ("figure", "nature", "source", "line")}
        more = (field.partition("=") for field in fields.get("fields", "").split())
        given = {"told": told, "fields": {key: value for key, _, value in more}}
    answer = await hub_of(request).live.ask(task, event=path.stem, **given)
    return HTMLResponse(pages.page(f"{task}_answer", event=path.stem, hash=digest(bytes_of(path)), **answer))


async def save(request: Request) -> Response:
    """Write an event file, or the text that a person has edited, where it is still what was opened."""
    path, fields, hub = path_of(request), await _fields(request), hub_of(request)
    file = path if request.path_params["what"] == "record" else hub.root / edited_file(path.stem, "en")
    text = fields["text"].replace("\r\n", "\n")

    def changed(before: bytes) -> bytes:
        if digest(before) != fields["hash"]:
            raise _ChangedError(file, before)
        if before.decode(errors="replace").encode() != before:  # what cannot be shown exactly cannot be saved
            raise HTTPException(422, f"{file.name} is not text in UTF-8; save it as UTF-8 first: nothing was written")
        return text.encode()

    try:
        await asyncio.to_thread(_written, file, text.encode(), changed)
    except _ChangedError as error:
        there = error.there.decode(errors="replace")
        said = pages.page("both", name=file.name, found=pages.changes(there, text), hash=digest(error.there))
        return HTMLResponse(said, 409)
    return HTMLResponse(pages.page("saved", name=file.name, hash=digest(text.encode())))


def _written(file: Path, new: bytes, changed: Callable[[bytes], bytes]) -> None:
    if file.exists():
        rewrite(file, changed)
    else:
        create(file, new)


class _ChangedError(Exception):
    """A file that is no longer what was opened."""

    def __init__(self, file: Path, there: bytes) -> None:
        super().__init__(str(file))
        self.there = there


async def run(request: Request) -> Response:
    """Run a command of the desk, and show what it said."""
    name, fields, hub = request.path_params["command"], await _fields(request), hub_of(request)
    if name == "ready":
        return await _ready(hub, fields.get("event", ""))
    if name not in commands.COMMANDS or name.startswith("import"):
        raise HTTPException(404, f"the desk has no command '{name}'")
    try:
        outcome = await commands.run(hub.root, name, fields, fields.get("text", ""))
    except KeyError as error:
        raise HTTPException(422, f"'{name}' needs a {error.args[0]}") from error
    return _said(outcome)


def _said(outcome: commands.Outcome) -> Response:
    return HTMLResponse(pages.page("outcome", outcome=outcome), 200 if outcome.is_done else 422)


async def _ready(hub: Hub, event: str) -> Response:
    """Say of an event that it may be built."""
    path = file_of(hub.root, event)
    before = await asyncio.to_thread(bytes_of, path)
    text = (await hub.live.ask("ready", event=event))["text"]
    await asyncio.to_thread(rewrite, path, lambda now: text.encode() if now == before else now)
    return HTMLResponse(pages.page("saved", name=path.name, hash=digest(text.encode())))


async def bring(request: Request) -> Response:
    """Show what a vendor's file says as snapshot lines, or write them into an event."""
    fields, hub = await _fields(request), hub_of(request)
    name = Path(fields.get("name") or "pasted.json").name.lstrip("-.") or "pasted.json"
    fetched = fields.get("fetched") or hub.clock().isoformat(timespec="minutes")
    event = fields.get("event")
    command = "import into" if event else "import"
    before = await _now(hub, event) if event else b""
    with Scratch() as scratch:
        file = scratch.path / name
        await asyncio.to_thread(file.write_bytes, fields.get("text", "").encode())
        outcome = await commands.run(hub.root, command, {**fields, "file": str(file), "fetched": fetched})
    if event and outcome.is_done and await _now(hub, event) == before:
        outcome = replace(outcome, nothing="Nothing was written: the event has all that the file says of its days")
    elif not event and outcome.is_done and not outcome.said:
        outcome = replace(outcome, nothing="The file says nothing that a snapshot could hold")
    return _said(outcome)


async def _now(hub: Hub, event: str) -> bytes:
    return await asyncio.to_thread(bytes_of, file_of(hub.root, event))
