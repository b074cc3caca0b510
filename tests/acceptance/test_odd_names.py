"""What else lies in the folders of records: an editor's locks, the system's own files, folders, pipes, dead links."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from support.command import narrator
from support.events import EVENT_ID, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ODD: dict[str, Callable[[Path], object]] = {
    "folder.yaml": lambda path: path.mkdir(),
    "pipe.yml": os.mkfifo,
    "gone.yaml": lambda path: path.symlink_to("nowhere"),
    "round.json": lambda path: path.symlink_to("round.json"),
}
HIDDEN: dict[str, Callable[[Path], object]] = {
    ".#2026-03-03-example.yaml": lambda path: path.symlink_to("editor@machine.4711:1772500000"),
    "._2026-03-03-example.yaml": lambda path: path.write_bytes(b"\x00\x05\x16\x07 not ours"),
    ".2026-03-03-example.yaml": lambda path: path.write_text("event:\n", encoding="utf-8"),
    ".pipe.yaml": os.mkfifo,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path)


@pytest.mark.parametrize("folder", ["events", "accepted", "published"])
def test_hidden_names_are_nobodys_records(folder: str, root: Path) -> None:
    (root / "data" / folder).mkdir(exist_ok=True)
    for name, make in HIDDEN.items():
        make(root / "data" / folder / name)
    ran = narrator(root, "build", "--to", "md")
    assert (ran.code, ran.err) == (0, "")
    assert narrator(root, "check").out.endswith("1 event, 0 errors, 0 warnings\n")


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_file_is_told_and_ends_no_other_brief(name: str, root: Path) -> None:
    ODD[name](root / "data" / "events" / name)
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert (ran.code, [brief["event"] for brief in ran.told["built"]]) == (10, [EVENT_ID])
    assert [(each["code"], each["file"]) for each in ran.problems] == [("YML013", f"data/events/{name}")]
    assert narrator(root, "build", "--to", "md", "--event", EVENT_ID).code == 0


def test_without_a_folder_of_events_there_is_nothing_to_do(root: Path) -> None:
    (root / "data" / "events" / f"{EVENT_ID}.yaml").unlink()
    (root / "data" / "events").rmdir()
    assert narrator(root, "check").out == "0 events, 0 errors, 0 warnings\n"


def test_a_character_without_a_font_stops_the_pdf_and_nothing_else(root: Path) -> None:
    path = root / "data" / "events" / f"{EVENT_ID}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("market data:", "丹·菲尔德:"), encoding="utf-8")
    refused = narrator(root, "build", "--to", "pdf", "--format", "json")
    assert (refused.code, refused.told["built"]) == (10, [])
    assert ("SRC012", "error") in [(each["code"], each["severity"]) for each in refused.problems]
    ran = narrator(root, "build", "--to", "md,html", "--format", "json")
    assert (ran.code, [brief["event"] for brief in ran.told["built"]]) == (0, [EVENT_ID])
    assert ("SRC012", "warning") in [(each["code"], each["severity"]) for each in ran.problems]
    assert "丹·菲尔德" in (root / "out" / EVENT_ID / "en" / "brief.md").read_text(encoding="utf-8")
