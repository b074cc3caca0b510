"""Files that the desk cannot show, save or find: each is told in words, and none is harmed."""

from __future__ import annotations

import json
import os
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from narrator.publish.manifest import digest
from support.desk import EVENT, asked, running, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.desk import Running


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(workspace(tmp_path_factory.mktemp("files") / "workspace")) as found:
        yield found


def shown(desk: Running, event: str, view: str = "records") -> str:
    status, _, body = asked(desk, f"/brief/{event}/{view}")
    assert status == 200
    return body.decode()


def saved(desk: Running, what: str, raw: bytes, text: str) -> tuple[int, str]:
    """The answer to a save of a file that was opened with these bytes."""
    body = urlencode({"text": text, "hash": digest(raw)}).encode()
    status, _, said = asked(desk, f"/brief/{EVENT}/save/{what}", "POST", body, Origin=desk.home)
    return status, said.decode()


def test_what_no_editor_can_hold_is_told_and_not_loaded(desk: Running) -> None:
    desk.file("large").write_bytes(b"# " + b"x" * 5_000_000)
    desk.file("loop").symlink_to("loop.yaml")
    os.mkfifo(desk.file("pipe"))
    (desk.root / "data" / "edited").mkdir()
    (desk.root / "data" / "edited" / f"{EVENT}.en.md").write_bytes(b"x" * 5_000_000)
    said = shown(desk, "large")
    assert "is too large for the editor: 5,000,002 bytes, where it takes 1,000,000" in said
    for event in ("loop", "pipe"):
        told = shown(desk, event)
        assert f"<code>data/events/{event}.yaml</code> cannot be read" in told
        assert "YML013" in told
        assert "textarea" not in told
    text = shown(desk, EVENT, "text")
    assert f"<code>data/edited/{EVENT}.en.md</code> is too large" in text
    assert len(said) + len(text) < 50_000
    for event in ("large", "loop", "pipe"):
        desk.file(event).unlink()
    (desk.root / "data" / "edited" / f"{EVENT}.en.md").unlink()


def test_a_brief_whose_file_goes_while_it_is_looked_at_says_so_and_can_be_saved_back(desk: Running) -> None:
    raw = desk.file().read_bytes()
    assert "textarea" in shown(desk, EVENT)
    desk.file().unlink()
    assert "is gone" in shown(desk, EVENT)
    assert "The file of this brief in data/events is gone" in shown(desk, EVENT, "publish")
    status, said = saved(desk, "record", raw, raw.decode())
    assert (status, "Saved" in said) == (200, True)
    assert desk.file().read_bytes() == raw


@pytest.mark.parametrize("what", ["record", "text"])
def test_what_is_not_utf_8_cannot_be_shown_exactly_and_is_not_saved(desk: Running, what: str) -> None:
    before = desk.file().read_bytes()
    edited = desk.root / "data" / "edited" / f"{EVENT}.en.md"
    file = desk.file() if what == "record" else edited
    edited.parent.mkdir(exist_ok=True)
    raw = before + "# é\n".encode("latin-1")
    file.write_bytes(raw)
    try:
        status, said = saved(desk, what, raw, "event:\n")
        assert status == 422
        assert f"{file.name} is not text in UTF-8; save it as UTF-8 first: nothing was written" in said
        assert file.read_bytes() == raw
    finally:
        edited.unlink(missing_ok=True)
        desk.file().write_bytes(before)


def imported(desk: Running, value: str) -> tuple[int, str]:
    """The answer to a file of alternative.me that is to be written into the event."""
    row = {"value": value, "value_classification": "Fear", "timestamp": "1767744000"}
    payload = json.dumps({"name": "Fear and Greed Index", "data": [row], "metadata": {"error": None}})
    fields = {"text": payload, "name": "fng.json", "fetched": "2026-01-07T08:05+08:00", "event": EVENT}
    status, _, said = asked(desk, "/import", "POST", urlencode(fields).encode(), Origin=desk.home)
    return status, said.decode()


def test_an_import_that_brings_nothing_new_says_that_nothing_was_written_and_why(desk: Running) -> None:
    before = desk.file().read_bytes()
    try:
        status, said = imported(desk, "42")
        assert (status, "is-done" in said) == (200, True)
        written = desk.file().read_bytes()
        assert written != before
        status, said = imported(desk, "42")
        assert (status, "is-done" in said) == (200, False)
        assert "Nothing was written" in said
        assert "what Alternative.me said before" in said
        assert desk.file().read_bytes() == written
    finally:
        desk.file().write_bytes(before)


@contextmanager
def full(desk: Running) -> Iterator[None]:
    """A desk that can write no file of more than some bytes, nor can what it starts."""
    before = resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.prlimit(desk.process.pid, resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_every_file_whole_and_is_told(desk: Running) -> None:
    raw = desk.file().read_bytes()
    build = urlencode({"event": EVENT}).encode()
    status, _, said = asked(desk, "/run/build", "POST", build, Origin=desk.home)
    assert status == 200, said
    out = {path: path.read_bytes() for path in (desk.root / "out").rglob("*") if path.is_file()}
    assert out
    changed = raw.replace(b"$400 million to $500 million", b"$410 million to $500 million")
    with full(desk):
        for status, answer in (saved(desk, "record", raw, changed.decode()), imported(desk, "42")):
            assert (status, "File too large" in answer) == (422, True), answer
        assert desk.file().read_bytes() == raw
        desk.file().write_bytes(changed)
        status, _, told = asked(desk, "/run/build", "POST", build, Origin=desk.home)
        assert (status, b"file too large" in told.lower()) == (422, True), told
        assert {path: path.read_bytes() for path in out} == out
    desk.file().write_bytes(raw)
    assert saved(desk, "record", raw, raw.decode())[0] == 200
