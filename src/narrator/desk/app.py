"""The desk as a web application: addresses, and what each shows or does."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from narrator.case import edited_file
from narrator.desk import commands, pages
from narrator.desk.differing import BUILD, differing
from narrator.desk.guard import Guard, TooLargeError
from narrator.errors import UserError, bytes_of
from narrator.ingest.documents import record_files
from narrator.model.figure import Standing
from narrator.publish.scratch import Scratch
from narrator.publish.writer import NotOverwrittenError, create, rewrite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from narrator.desk.hub import Hub

STATIC = Path(__file__).parent / "static"
FRAME = "sandbox allow-same-origin; frame-ancestors 'self'; script-src 'none'; object-src 'none'; connect-src 'none'"
"""The policy of what was rendered, beside its own: no script runs in it, whatever it holds."""
FRAMED = "frame-ancestors 'self'"
STANDINGS = (Standing.INCOMPATIBLE, Standing.REFUSED, Standing.DISPUTED, Standing.SINGLE_SOURCE)
"""What a person looks at first."""


def application(hub: Hub, port: int, key: str) -> ASGIApp:
    """The desk of a workspace, behind its guard."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        hub.start()
        yield
        await hub.close()

    at = "/brief/{event:str}"
    routes = [
        Route("/", _list), Route("/morning", _morning), Route("/stream", _stream),
        Route("/changes", _changes),
        Route(at, _article_view), Route(f"{at}/article", _article), Route(f"{at}/brief.pdf", _pdf),
        Route(f"{at}/figure/{{figure:str}}", _figure), Route(f"{at}/records", _records), Route(f"{at}/text", _text),
        Route(f"{at}/changes", _changes), Route(f"{at}/{{view:str}}", _view),
        Route(f"{at}/ask/{{task:str}}", _ask, methods=["POST"]),
        Route(f"{at}/save/{{what:str}}", _save, methods=["POST"]),
        Route("/run/{command:str}", _run, methods=["POST"]), Route("/import", _import, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]  # fmt: skip
    handlers: Mapping[Any, Any] = dict.fromkeys((HTTPException, TooLargeError, UserError, OSError), _refused)
    app = Starlette(debug=False, routes=routes, lifespan=lifespan, exception_handlers=handlers)
    app.state.hub = hub
    return Guard(app, port, key)


def _hub(request: Request) -> Hub:
    found: Hub = request.app.state.hub
    return found


async def _refused(request: Request, error: Exception) -> Response:
    """What went wrong, in a sentence: nothing of it ends the desk."""
    codes = {TooLargeError: 413, NotOverwrittenError: 409, OSError: 500}
    code = getattr(error, "status_code", next((code for kind, code in codes.items() if isinstance(error, kind)), 422))
    said = getattr(error, "detail", "") or str(error) or "this is more than the desk takes"
    page = "trouble" if request.method == "POST" else "stopped"
    return HTMLResponse(pages.page(page, said=said, trouble=""), code)


async def _list(request: Request) -> Response:
    hub, asked = _hub(request), request.query_params.get("q", "")
    rows = [state for state in hub.states.values() if asked.lower() in str(state).lower()]
    return _shown("list", hub, rows=rows, asked=asked)


async def _morning(request: Request) -> Response:
    hub = _hub(request)
    today = hub.clock().date().isoformat()
    return _shown("morning", hub, rows=[*hub.states.values()], today=today, standings=STANDINGS)


def _shown(template: str, hub: Hub, **given: object) -> HTMLResponse:
    told = {"trouble": hub.trouble, "looking": sum("status" not in state for state in hub.states.values())}
    return HTMLResponse(pages.page(template, **told, **given))


async def _stream(request: Request) -> Response:
    event = request.query_params.get("event", "")
    return StreamingResponse(_hub(request).stream(event), media_type="text/event-stream")


def _path(request: Request) -> Path:
    """The file of the event that is asked for: one of those that there are, or were when it was looked at."""
    event, hub = request.path_params["event"], _hub(request)
    found = [path for path in record_files(hub.root / "data" / "events") if path.stem == event]
    if not found and event not in hub.briefs:
        raise HTTPException(404, f"there is no event '{event}' in data/events")
    return found[0] if found else (hub.root / "data" / "events" / event).with_suffix(".yaml")


async def _article_view(request: Request) -> Response:
    request.path_params["view"] = "article"
    return await _view(request)


VIEWS = ("article", "pdf", "figures", "story", "templates", "publish")
SEVERAL = 12
"""Briefs that are compared at once."""


async def _view(request: Request) -> Response:
    """One of the views of a brief that show what the worker told."""
    path, hub, view = _path(request), _hub(request), request.path_params["view"]
    if view not in VIEWS:
        raise HTTPException(404, f"a brief has no view '{view}'")
    brief = await hub.brief(path.stem)
    more: dict[str, Any] = {}
    if view in {"story", "templates"} and "ledger" in brief.told:
        brief.story = await hub.live.ask("story", event=path.stem)
    if view == "templates":
        more["templates"] = (await hub.live.ask("templates"))["templates"]
        more["opened"] = request.query_params.get("names", "")
        asked = more["opened"] and "ledger" in brief.told
        more["names"] = (
            (await hub.live.ask("names", event=path.stem, template=more["opened"]))["names"] if asked else []
        )
    return _shown(view, hub, view=view, brief=brief, state=hub.states.get(path.stem, {}), **more)


async def _article(request: Request) -> Response:
    brief = await _hub(request).brief(_path(request).stem)
    none = pages.page("empty", brief=brief)
    return HTMLResponse(brief.page or none, headers={"Content-Security-Policy": FRAME})


async def _pdf(request: Request) -> Response:
    brief = await _hub(request).brief(_path(request).stem)
    if not brief.pdf:
        return PlainTextResponse("the PDF is not made yet\n", 404)
    return Response(brief.pdf, media_type="application/pdf", headers={"Content-Security-Policy": FRAMED})


async def _figure(request: Request) -> Response:
    brief = await _hub(request).brief(_path(request).stem)
    figures = {figure["id"]: figure for figure in brief.ledger.get("figures", ())}
    figure = figures.get(request.path_params["figure"])
    if figure is None:
        raise HTTPException(404, "there is no such figure in this brief")
    prints = [each for each in brief.ledger["prints"] if each["figure"] == figure["id"]]
    lines = brief.markdown.split("\n")
    return HTMLResponse(pages.page("figure", brief=brief, figure=figure, prints=prints, lines=lines))


async def _records(request: Request) -> Response:
    path, hub = _path(request), _hub(request)
    brief = await hub.brief(path.stem)
    raw = bytes_of(path)
    return _shown(
        "records", hub, view="records", brief=brief, state=hub.states.get(path.stem, {}), name=path.name,
        text=raw.decode(errors="replace"), hash=_hash(raw), line=request.query_params.get("line", ""),
    )  # fmt: skip


async def _text(request: Request) -> Response:
    path, hub = _path(request), _hub(request)
    brief = await hub.brief(path.stem)
    file = hub.root / edited_file(path.stem, "en")
    raw = bytes_of(file) if file.is_file() and not file.is_symlink() else b""
    return _shown(
        "text", hub, view="text", brief=brief, state=hub.states.get(path.stem, {}), is_edited=bool(raw),
        text=raw.decode(errors="replace") or brief.markdown, hash=_hash(raw),
    )  # fmt: skip


async def _changes(request: Request) -> Response:
    """What a brief, or each of the newest, says otherwise than when it was built, or by the last commit."""
    hub, since = _hub(request), request.query_params.get("since", BUILD)
    if "event" in request.path_params:
        path = _path(request)
        brief = await hub.brief(path.stem)
        found = await differing(hub, [path.stem], since)
        told = {"view": "changes", "brief": brief, "state": hub.states.get(path.stem, {})}
        return _shown("changes", hub, since=since, found=found, **told)
    asked = request.query_params.get("after", "")
    first = int(asked) if asked.isdecimal() else 0
    events = [*hub.states][first : first + SEVERAL]
    left = len(hub.states) > first + SEVERAL and first + SEVERAL
    return _shown("all_changes", hub, since=since, found=await differing(hub, events, since), left=left)


async def _fields(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(errors="replace"), keep_blank_values=True))


ASKED = ("check", "audit", "report")


async def _ask(request: Request) -> Response:
    """What a worker says of what is being typed."""
    path, task, fields = _path(request), request.path_params["task"], await _fields(request)
    if task not in ASKED:
        raise HTTPException(404, f"nobody can be asked to '{task}'")
    given: dict[str, Any] = {"text": fields.get("text", "").replace("\r\n", "\n")}
    if task == "report":
        told = {name: fields.get(name, "").strip() for name in ("figure", "nature", "source", "line")}
        more = (field.partition("=") for field in fields.get("fields", "").split())
        given = {"told": told, "fields": {key: value for key, _, value in more}}
    answer = await _hub(request).live.ask(task, event=path.stem, **given)
    return HTMLResponse(pages.page(f"{task}_answer", event=path.stem, hash=_hash(bytes_of(path)), **answer))


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


async def _save(request: Request) -> Response:
    """Write an event file, or the text that a person has edited, where it is still what was opened."""
    path, fields, hub = _path(request), await _fields(request), _hub(request)
    file = path if request.path_params["what"] == "record" else hub.root / edited_file(path.stem, "en")
    text = fields["text"].replace("\r\n", "\n")

    def changed(before: bytes) -> bytes:
        if _hash(before) != fields["hash"]:
            raise _ChangedError(file, before)
        return text.encode()

    try:
        await asyncio.to_thread(_written, file, text.encode(), changed)
    except _ChangedError as error:
        there = error.there.decode(errors="replace")
        said = pages.page("both", name=file.name, found=pages.changes(there, text), hash=_hash(error.there))
        return HTMLResponse(said, 409)
    return HTMLResponse(pages.page("saved", name=file.name, hash=_hash(text.encode())))


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


async def _run(request: Request) -> Response:
    """Run a command of the desk, and show what it said."""
    name, fields, hub = request.path_params["command"], await _fields(request), _hub(request)
    if name == "ready":
        return await _ready(hub, fields.get("event", ""))
    if name not in commands.COMMANDS or name.startswith("import"):
        raise HTTPException(404, f"the desk has no command '{name}'")
    try:
        outcome = await commands.run(hub.root, name, fields, fields.get("text", ""))
    except KeyError as error:
        raise HTTPException(422, f"'{name}' needs a {error.args[0]}") from error
    return HTMLResponse(pages.page("outcome", outcome=outcome), 200 if outcome.is_done else 422)


async def _ready(hub: Hub, event: str) -> Response:
    """Say of an event that it may be built."""
    path = (hub.root / "data" / "events" / event).with_suffix(".yaml")
    before = await asyncio.to_thread(bytes_of, path) if event in hub.states else b""
    text = (await hub.live.ask("ready", event=event))["text"]
    await asyncio.to_thread(rewrite, path, lambda now: text.encode() if now == before else now)
    return HTMLResponse(pages.page("saved", name=path.name, hash=_hash(text.encode())))


async def _import(request: Request) -> Response:
    """Show what a vendor's file says as snapshot lines, or write them into an event."""
    fields, hub = await _fields(request), _hub(request)
    name = Path(fields.get("name") or "pasted.json").name.lstrip("-.") or "pasted.json"
    fetched = fields.get("fetched") or hub.clock().isoformat(timespec="minutes")
    command = "import into" if fields.get("event") else "import"
    with Scratch() as scratch:
        file = scratch.path / name
        await asyncio.to_thread(file.write_bytes, fields.get("text", "").encode())
        outcome = await commands.run(hub.root, command, {**fields, "file": str(file), "fetched": fetched})
    return HTMLResponse(pages.page("outcome", outcome=outcome), 200 if outcome.is_done else 422)
