"""The desk as a web application: addresses, and what each shows or does."""

from __future__ import annotations

import asyncio
import sys
import traceback
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from narrator.case import edited_file
from narrator.desk import acts, pages
from narrator.desk.acts import hub_of, path_of
from narrator.desk.bench import files
from narrator.desk.differing import BUILD, differing
from narrator.desk.guard import Guard, TooLargeError
from narrator.desk.places import line_of
from narrator.errors import UserError, bytes_of
from narrator.ingest.guard import MAX_BYTES
from narrator.model.figure import Standing
from narrator.publish.manifest import digest
from narrator.publish.status import GONE
from narrator.publish.writer import NotOverwrittenError
from narrator.render.escape import bare_dollars

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from narrator.desk.hub import Brief, Hub

STATIC = Path(__file__).parent / "static"
FRAME = "sandbox allow-same-origin; frame-ancestors 'self'; script-src 'none'; object-src 'none'; connect-src 'none'"
"""The policy of what was rendered, beside its own: no script runs in it, whatever it holds."""
BUG = 500
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
        Route(at, _view), Route(f"{at}/article", _article), Route(f"{at}/brief.pdf", _pdf),
        Route(f"{at}/figure/{{figure:str}}", _figure), Route(f"{at}/place", _place),
        Route(f"{at}/records", _records), Route(f"{at}/text", _text),
        Route(f"{at}/changes", _changes), Route(f"{at}/{{view:str}}", _view),
        Route(f"{at}/ask/{{task:str}}", acts.ask, methods=["POST"]),
        Route(f"{at}/save/{{what:str}}", acts.save, methods=["POST"]),
        Route("/run/{command:str}", acts.run, methods=["POST"]), Route("/import", acts.bring, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]  # fmt: skip
    handlers: Mapping[Any, Any] = dict.fromkeys((HTTPException, TooLargeError, UserError, OSError, Exception), _refused)
    app = Starlette(debug=False, routes=routes, lifespan=lifespan, exception_handlers=handlers)
    app.state.hub = hub
    return Guard(app, port, key)


async def _refused(request: Request, error: Exception) -> Response:
    """What went wrong, in a sentence: nothing of it ends the desk."""
    codes = {TooLargeError: 413, NotOverwrittenError: 409, UserError: 422}
    code = getattr(error, "status_code", next((code for kind, code in codes.items() if isinstance(error, kind)), 500))
    said = getattr(error, "detail", "") or str(error) or "this is more than the desk takes"
    if code == BUG and not isinstance(error, OSError):
        sys.stderr.write("".join(traceback.format_exception(error)))
        said = "this is a bug in narrator, not in your files; the terminal has its traceback"
    page = "trouble" if request.method == "POST" else "stopped"
    return HTMLResponse(pages.page(page, said=said, trouble=""), code)


async def _list(request: Request) -> Response:
    hub, asked = hub_of(request), request.query_params.get("q", "")
    rows = [state for state in hub.states.values() if asked.lower() in str(state).lower()]
    return _shown("list", hub, rows=rows, asked=asked, files=hub.files)


async def _morning(request: Request) -> Response:
    hub = hub_of(request)
    today = hub.clock().date().isoformat()
    return _shown("morning", hub, rows=[*hub.states.values()], today=today, standings=STANDINGS)


def _shown(template: str, hub: Hub, **given: object) -> HTMLResponse:
    told = {
        "trouble": hub.trouble,
        "version": hub.version,
        "problems": hub.problems,
        "looking": sum("status" not in state for state in hub.states.values()),
    }
    return HTMLResponse(pages.page(template, **told, **given))


def _of(view: str, hub: Hub, brief: Brief, **given: object) -> HTMLResponse:
    """A view of a brief."""
    gone = brief.event not in {path.stem for path in files(hub.root)}
    state = {"event": brief.event, "status": GONE} if gone else hub.states.get(brief.event, {})
    return _shown(view, hub, view=view, brief=brief, state=state, gone=gone, **given)


def _editable(path: Path) -> tuple[bytes, str]:
    """What an editor is given of a file, or why it is given nothing."""
    try:
        if not path.is_file():  # a pipe would never end
            return b"", "cannot be read" if path.is_symlink() or path.exists() else "is gone"
        if (size := path.stat().st_size) > MAX_BYTES:
            return b"", f"is too large for the editor: {size:,} bytes, where it takes {MAX_BYTES:,}"
        return bytes_of(path), ""
    except (UserError, OSError):
        return b"", "cannot be read"


async def _stream(request: Request) -> Response:
    event = request.query_params.get("event", "")
    return StreamingResponse(hub_of(request).stream(event), media_type="text/event-stream")


VIEWS = ("article", "pdf", "figures", "story", "templates", "publish")
SEVERAL = 12
"""Briefs that are compared at once."""


async def _view(request: Request) -> Response:
    """One of the views of a brief that show what the worker told."""
    path, hub, view = path_of(request), hub_of(request), request.path_params.get("view", "article")
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
    return _of(view, hub, brief, **more)


async def _article(request: Request) -> Response:
    brief = await hub_of(request).brief(path_of(request).stem)
    page = brief.page or pages.page("empty", brief=brief)
    return HTMLResponse(page, headers={"Content-Security-Policy": FRAME})


async def _pdf(request: Request) -> Response:
    brief = await hub_of(request).brief(path_of(request).stem)
    if not brief.pdf:
        return PlainTextResponse("the PDF is not made yet\n", 404)
    return Response(brief.pdf, media_type="application/pdf", headers={"Content-Security-Policy": FRAMED})


async def _figure(request: Request) -> Response:
    brief = await hub_of(request).brief(path_of(request).stem)
    figures = {figure["id"]: figure for figure in brief.ledger.get("figures", ())}
    figure = figures.get(request.path_params["figure"])
    if figure is None:
        raise HTTPException(404, "there is no such figure in this brief")
    prints = [each for each in brief.ledger["prints"] if each["figure"] == figure["id"]]
    lines = bare_dollars(brief.markdown).split("\n")
    return HTMLResponse(pages.page("figure", brief=brief, figure=figure, prints=prints, lines=lines))


async def _place(request: Request) -> Response:
    """Which templates made a paragraph, by its text as a reader has it."""
    hub, text = hub_of(request), request.query_params.get("text", "")
    brief = await hub.brief(path_of(request).stem)
    number = line_of(brief.markdown, text)
    if number and not brief.story and "ledger" in brief.told:
        brief.story = await hub.live.ask("story", event=brief.event)
    messages = [
        message
        for message in brief.story.get("messages", ())
        if number and number in {message["line"], *(at["line"] for each in message["figures"] for at in each["prints"])}
    ]
    return HTMLResponse(pages.page("place", brief=brief, number=number, messages=messages))


async def _records(request: Request) -> Response:
    path, hub = path_of(request), hub_of(request)
    brief = await hub.brief(path.stem)
    raw, unshown = await asyncio.to_thread(_editable, path)
    text, line = raw.decode(errors="replace"), request.query_params.get("line", "")
    return _of("records", hub, brief, name=path.name, text=text, hash=digest(raw), line=line, unshown=unshown)


async def _text(request: Request) -> Response:
    path, hub = path_of(request), hub_of(request)
    brief = await hub.brief(path.stem)
    file = hub.root / edited_file(path.stem, "en")
    is_there = file.is_file() and not file.is_symlink()
    raw, unshown = await asyncio.to_thread(_editable, file) if is_there else (b"", "")
    text = raw.decode(errors="replace") or brief.markdown
    return _of("text", hub, brief, is_edited=is_there, name=file.name, text=text, hash=digest(raw), unshown=unshown)


async def _changes(request: Request) -> Response:
    """What a brief, or each of the newest, says otherwise than when it was built, or by the last commit."""
    hub, since = hub_of(request), request.query_params.get("since", BUILD)
    if "event" in request.path_params:
        brief = await hub.brief(path_of(request).stem)
        return _of("changes", hub, brief, since=since, found=await differing(hub, [brief.event], since))
    asked = request.query_params.get("after", "")
    first = int(asked) if asked.isdecimal() else 0
    events = [*hub.states][first : first + SEVERAL]
    left = len(hub.states) > first + SEVERAL and first + SEVERAL
    return _shown("all_changes", hub, since=since, found=await differing(hub, events, since), left=left)
