"""Who may ask the desk: each of these reached the records of a plain server (SECURITY.md 1.8)."""

from __future__ import annotations

import http.client
import os
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from support.corpora import strings
from support.desk import EVENT, asked, running, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.desk import Running


SOAK = bool(os.environ.get("SOAK"))
"""Whether all names are tried; the suite takes every twenty-third."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(workspace(tmp_path_factory.mktemp("guarded") / "workspace")) as found:
        yield found


def test_its_own_pages_are_let_in(desk: Running) -> None:
    status, headers, _ = asked(desk, f"/brief/{EVENT}")
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_the_key_opens_it_once_and_stays_out_of_the_address(desk: Running) -> None:
    status, headers, _ = asked(desk, f"/?key={desk.key}", Cookie="")
    assert (status, headers["location"]) == (303, "/")
    assert headers["set-cookie"].startswith(
        f"narrator-desk-{desk.port}={desk.key};"
    )  # one on another port keeps its own
    assert "httponly" in headers["set-cookie"].lower()
    assert "samesite=strict" in headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:80",
        "[::1]",
    ],
)
def test_another_host_is_refused(desk: Running, host: str) -> None:
    assert asked(desk, "/", Host=host)[0] == 421


def test_no_host_or_two_are_refused(desk: Running) -> None:
    for lines in ("GET / HTTP/1.0", f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nHost: evil.example"):
        with socket.create_connection(("127.0.0.1", desk.port), 10) as raw:
            raw.sendall(
                f"{lines}\r\nCookie: narrator-desk-{desk.port}={desk.key}\r\nConnection: close\r\n\r\n".encode()
            )
            assert raw.recv(100).split()[1] in {b"421", b"400"}


@pytest.mark.parametrize("cookie", ["", "{}=", "{}=guessed", "other=1", "{}"])
def test_nobody_reads_it_without_the_key(desk: Running, cookie: str) -> None:
    cookie = cookie.format(f"narrator-desk-{desk.port}")
    for path in ("/", f"/brief/{EVENT}/article", "/stream?event=", "/static/desk.js"):
        status, _, body = asked(desk, path, Cookie=cookie)
        assert (status, b"narrator preview" in body) == (403, True)


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_another_page_changes_nothing(desk: Running, origin: str) -> None:
    before = desk.file().read_bytes()
    body = b"text=gone&hash="
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = asked(desk, f"/brief/{EVENT}/save/record", "POST", body, Origin=origin, Content_Type=kind)
        assert answer[0] == 403
    assert asked(desk, "/run/new", "POST", b"event=2026-02-02-evil", Origin=origin)[0] == 403
    assert desk.file().read_bytes() == before
    assert not desk.file("2026-02-02-evil").exists()


def test_another_site_reads_nothing(desk: Running) -> None:
    for site in ("cross-site", "same-site"):
        assert asked(desk, "/", Sec_Fetch_Site=site)[0] == 403
    assert asked(desk, "/stream?event=", Sec_Fetch_Site="none")[0] == 403
    assert asked(desk, "/stream?event=", Origin="http://evil.example")[0] == 403
    assert asked(desk, "/", Origin="null")[0] == 403


def test_nothing_is_done_by_looking(desk: Running) -> None:
    for path in ("/run/new?event=2026-02-02-evil", f"/brief/{EVENT}/save/record?text=gone"):
        assert asked(desk, path)[0] == 405
    assert not desk.file("2026-02-02-evil").exists()


def test_more_than_it_takes_is_refused(desk: Running) -> None:
    ours = f"http://127.0.0.1:{desk.port}"
    assert asked(desk, f"/brief/{EVENT}/ask/audit", "POST", b"x", Origin=ours, Content_Length="20000000")[0] in {
        400,
        413,
    }
    big = b"text=" + b"x" * (9 << 20)
    try:
        status = asked(desk, f"/brief/{EVENT}/ask/audit", "POST", big, Origin=ours)[0]
    except (ConnectionError, http.client.HTTPException):
        status = 413  # it did not even read it
    assert status == 413
    assert asked(desk, "/")[0] == 200


def test_no_address_leads_out_of_its_folders(desk: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
    headers = {"Host": f"127.0.0.1:{desk.port}", "Cookie": f"narrator-desk-{desk.port}={desk.key}"}
    names = strings("traversal")[:: 1 if SOAK else 23]
    assert len(names) > 50
    for name in names:
        for path in (f"/static/{name}", f"/brief/{name}/records"):
            connection.request("GET", quote(path, safe="/%"), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status in {200, 307, 400, 404, 405, 422}, name
            assert b"root:" not in body, name
            assert b"[lexicon]" not in body, name
            assert answer.status != 200 or b"<main" in body, name
    connection.close()


def test_commands_take_no_options_from_a_form(desk: Running) -> None:
    ours = f"http://127.0.0.1:{desk.port}"
    for command, body in (
        ("new", b"event=--help"),
        ("new", b"event=../../evil"),
        ("publish", b"event=--target%3Dx&by=A"),
        ("copy", b"template=../../narrator.toml"),
        ("daily", b"date=2026-01-14%0A--help"),
        ("import", b"file=/etc/passwd&fetched=x"),
        ("shell", b""),
        ("build", b""),
    ):
        status, _, said = asked(desk, f"/run/{command}", "POST", body, Origin=ours)
        assert status in {404, 422}, (command, said)
        assert b"Usage: narrator [OPTIONS] COMMAND" not in said
    assert {path.name for path in desk.root.iterdir()} <= {"narrator.toml", "data", "templates", "out", ".narrator"}


def test_a_page_of_trouble_shows_no_insides(desk: Running) -> None:
    for path in (f"/brief/{EVENT}/nowhere", "/brief/nobody", "/nowhere", "/changes?after=x"):
        _, _, body = asked(desk, path)
        assert b"Traceback" not in body
        assert str(desk.root).encode() not in body
