"""Headers: what the head of an event file says, cheaply where it is typed as usual, rightly where it is not."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest

from narrator.ingest import documents, headers
from narrator.ingest.headers import Header, read_header
from support.events import EVENT, EVENT_ID

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = Header(EVENT_ID, "ready", datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
HEAD = {"id": EVENT_ID, "status": "ready", "published": "2026-03-03 09:00", "timezone": "Asia/Shanghai"}
PLAIN = "event:\n  id: e\n  status: ready\n  published: 2026-03-03 09:00\n  timezone: Asia/Shanghai\n"


def read(folder: Path, text: str, suffix: str = ".yaml") -> Header | None:
    path = folder / f"{EVENT_ID}{suffix}"
    path.write_bytes(text.encode())
    return read_header(path)


@pytest.mark.parametrize(
    "text",
    [
        EVENT,
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace("  ", "     "),
        PLAIN.removesuffix("\n"),
        "# event:\nliquidations:\n  event:\n    status: held\n" + PLAIN,
        PLAIN.replace("event:\n", "event:   # the head\n\n# a note\n"),
        PLAIN + "liquidations:\n  status:\n    status: held\n",
    ],
)
def test_a_header_that_is_typed_as_usual_is_read_without_the_rest(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Mock(wraps=documents.read_document)
    monkeypatch.setattr(headers, "read_document", whole)
    assert read(tmp_path, text) == HEADER
    assert whole.call_count == 0


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("  status", "  view: |\n    status: held\n    published: 2020-01-01 09:00\n  status"),
        PLAIN.replace("  id: e\n", "  days: |\n      timezone: UTC\n"),
    ],
)
def test_a_header_that_is_typed_otherwise_is_read_as_the_whole_file_is(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) == HEADER


def test_a_header_is_read_from_json_too(tmp_path: Path) -> None:
    assert read(tmp_path, json.dumps({"event": HEAD}), ".json") == HEADER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "liquidations:\n  total: {}\n",
        "event: none\n",
        PLAIN.replace("2026-03-03 09:00", "tomorrow"),
        PLAIN.replace("2026-03-03", "2026-02-30"),
        PLAIN.replace("Asia/Shanghai", "Mars/Olympus"),
        PLAIN.replace("Asia/Shanghai", "../../etc/passwd"),
        PLAIN.replace("  timezone", "  zone"),
        "a: [",
        "\x00",
    ],
)
def test_a_file_that_does_not_say_when_it_comes_out_has_no_header(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) is None


def test_what_is_no_text_has_no_header(tmp_path: Path) -> None:
    path = tmp_path / "e.yaml"
    path.write_bytes(b"\xff\xfe\x00event")
    assert read_header(path) is None


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere"), lambda _: None])
def test_what_is_no_file_has_no_header(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "e.yaml")
    assert read_header(tmp_path / "e.yaml") is None
