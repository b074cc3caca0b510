"""What is held or deleted leaves the folder of editions; what was wrong is corrected in sight of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import narrator
from support.editions import listed
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

BUILD = ("build", "--to", "md", "--format", "json")


@pytest.mark.parametrize("named", [("--event", EVENT_ID), (f"data/events/{EVENT_ID}.yaml",)])
@pytest.mark.parametrize("status", ["draft", "held"])
def test_an_event_asked_for_by_name_that_is_not_ready_ends_with_10(
    status: str, named: tuple[str, ...], tmp_path: Path
) -> None:
    root = write_workspace(tmp_path, EVENT.replace("status: ready", f"status: {status}", 1))
    ran = narrator(root, *BUILD, *named)
    assert (ran.code, ran.told["built"]) == (10, [])
    assert ran.told["skipped"] == [{"event": EVENT_ID, "status": status, "why": f"its status is {status}"}]
    (problem,) = ran.problems
    assert (problem["code"], problem["line"], problem["example"]) == ("EVT092", 4, "status: ready")
    assert narrator(root, *BUILD).code == 0


def test_held_and_deleted_events_leave_the_folder(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT, EVENT.replace(EVENT_ID, "other"), EVENT.replace(EVENT_ID, "third"))
    assert narrator(root, *BUILD).code == 0
    other = root / "data" / "events" / "other.yaml"
    other.write_text(other.read_text("utf-8").replace("status: ready", "status: held", 1), encoding="utf-8")
    (root / "data" / "events" / "third.yaml").unlink()
    ran = narrator(root, *BUILD)
    assert ran.code == 0
    assert [(entry["event"], entry["why"]) for entry in ran.told["removed"]] == [
        ("other", "its status is held"),
        ("third", "its file is gone"),
    ]
    assert set(listed(root)) == {f"{EVENT_ID}/en"}
    assert sorted(path.name for path in (root / "out").iterdir()) == [EVENT_ID, "manifest.json"]
