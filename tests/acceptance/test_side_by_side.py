"""Commands that run at the same time lose nothing: what each reports as kept is there afterwards."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import yaml

from narrator.errors import Exit
from support.command import command, narrator
from support.editions import is_true, listed, tree
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

MANY, FEW = 8, 4


def at_once(root: Path, *lines: tuple[str, ...]) -> list[int]:
    """The exit codes of some commands that were all started before any was waited for."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = [subprocess.Popen(command(*line), cwd=root, **quiet) for line in lines]  # type: ignore[call-overload]  # its options
    return [process.wait(timeout=120) for process in running]


def other_days(root: Path, *ids: str) -> None:
    """More events of a workspace, each like the first one."""
    for name in ids:
        (root / "data" / "events" / f"{name}.yaml").write_text(EVENT.replace(EVENT_ID, name), encoding="utf-8")


def test_builds_of_other_events_into_one_folder_are_all_done(tmp_path: Path) -> None:
    root, days = write_workspace(tmp_path, EVENT), [f"2026-03-1{n}-day" for n in range(FEW)]
    other_days(root, *days)
    codes = at_once(root, *[("build", "--event", day, "--to", "md,html") for day in days])
    assert codes == [Exit.DONE] * FEW
    assert set(listed(root)) == {f"{day}/en" for day in days}
    assert is_true(root)
    assert narrator(root, "verify", "--strict").code == Exit.DONE
    side_by_side = tree(root / "out")
    for day in days:
        assert narrator(root, "build", "--event", day, "--to", "md,html", "--out", "one-by-one").code == Exit.DONE
    assert tree(root / "one-by-one") == side_by_side


def test_of_builds_of_one_edition_one_is_done_and_the_others_are_told_who_is_at_work(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT)
    codes = at_once(root, *[("build", "--event", EVENT_ID)] * 2)
    assert sorted(codes) == [Exit.DONE, Exit.OUTPUT]
    assert narrator(root, "verify").code == Exit.DONE


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
