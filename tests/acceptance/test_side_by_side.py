"""Commands that run at the same time lose nothing: what each reports as kept is there afterwards."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import yaml

from narrator.errors import Exit
from support.command import command
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

MANY = 8


def at_once(root: Path, *lines: tuple[str, ...]) -> list[int]:
    """The exit codes of some commands that were all started before any was waited for."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen(command(*line), cwd=root, **quiet) for line in lines]  # type: ignore[call-overload]  # its options
    return [process.wait(timeout=120) for process in running]


def test_reports_that_are_added_at_once_are_all_kept(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    lines = [("add", EVENT_ID, f"liquidations.total: ${200 + n} million", "--source", f"desk {n}") for n in range(MANY)]
    assert at_once(root, *lines) == [Exit.DONE] * MANY
    kept = yaml.safe_load((root / "data" / "events" / f"{EVENT_ID}.yaml").read_text("utf-8"))
    said = kept["liquidations"]["total"]["said"]
    assert {f"desk {n}" for n in range(MANY)} <= set(said)


def test_of_new_events_of_one_name_one_is_made_and_the_others_are_told(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    codes = at_once(root, *[("new", "2026-05-05-day")] * MANY)
    assert sorted(codes) == [Exit.DONE, *[Exit.REFUSED] * (MANY - 1)]


def test_decisions_that_are_made_at_once_are_all_kept(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    numbers = [311 + n for n in range(MANY)]
    (root / "draft.md").write_text("".join(f"The vendor counts ${n} million.\n\n" for n in numbers), encoding="utf-8")
    accept = ("audit", "draft.md", "--against", EVENT_ID, "--by", "A. Editor", "--why", "the client's own number")
    codes = at_once(root, *[(*accept, "--accept", f"{2 * n + 1}:19") for n in range(MANY)])
    kept = [yaml.safe_load(path.read_text("utf-8")) for path in (root / "data" / "accepted").glob("*.yaml")]
    assert set(codes) <= {Exit.DONE, Exit.DISCREPANCY}
    assert sorted(decision["mention"].strip() for entry in kept for decision in entry.values()) == [
        f"${n} million" for n in numbers
    ]
