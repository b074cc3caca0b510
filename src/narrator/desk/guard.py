"""The guard of the desk: who may ask it, and what every answer says about itself (SECURITY.md 1.8).

The desk listens on this machine alone, but every page that a browser has open can send it requests; and a name that
somebody else owns can be made to point here.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "narrator-desk-{port}"
"""Named by the port: browsers hold the cookies of all ports of a host in one place, and two desks may be open."""
LARGEST = 8 << 20
"""Bytes that may be sent to the desk at once."""
SAFE = {"GET", "HEAD"}
WHERE = "open the address that `narrator preview` printed; it holds the key of this run\n"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Lets through what comes from the desk's own pages, with the key of this run."""

    def __init__(self, app: ASGIApp, port: int, key: str) -> None:
        self.app, self.key, self.cookie = app, key, COOKIE.format(port=port)
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the desk answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused:
            await PlainTextResponse(refused[1], refused[0], HEADERS)(scope, receive, send)
        elif not self._is_known(headers):
            given = QueryParams(scope["query_string"]).get("key", "")
            answer = self._let_in() if self._is_key(given) else PlainTextResponse(WHERE, 403, HEADERS)
            await answer(scope, receive, send)
        else:
            await self.app(scope, _capped(receive), _headed(send))

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 421, "this is not the address of the desk\n"
        is_ours = origins == [f"http://{hosts[0]}"]
        if (origins and not is_ours) or (scope["method"] not in SAFE and not is_ours):
            return 403, "another page cannot use the desk\n"
        site = headers.get("sec-fetch-site", "same-origin")
        if site not in {"same-origin", "none"} or (scope["path"] == "/stream" and site != "same-origin"):
            return 403, "another site cannot read the desk\n"
        if int(headers.get("content-length", "0") or 0) > LARGEST:
            return 413, f"more than {LARGEST >> 20} MB\n"
        return None

    def _is_known(self, headers: Headers) -> bool:
        cookie = SimpleCookie()
        try:
            cookie.load(headers.get("cookie", ""))
        except CookieError:
            return False
        return self.cookie in cookie and self._is_key(cookie[self.cookie].value)

    def _is_key(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.key.encode())

    def _let_in(self) -> RedirectResponse:
        answer = RedirectResponse("/", 303, HEADERS)
        answer.set_cookie(self.cookie, self.key, httponly=True, samesite="strict")
        return answer


class TooLargeError(Exception):
    """More was sent than the desk takes."""


def _capped(receive: Receive) -> Receive:
    """What is received, as far as it is not too large, whatever its head said."""
    taken = 0

    async def capped() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST:
            raise TooLargeError
        return message

    return capped


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return headed
