"""`narrator series compare`: two histories of a desk, day by day."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from narrator.errors import Exit
from support.command import narrator
from support.events import write_workspace
from support.histories import write_history

if TYPE_CHECKING:
    from pathlib import Path


def workspace(root: Path, others: list[object], kind: str = "flows") -> None:
    write_workspace(root)
    write_history(root, others, "tracker_b", kind=kind)
    folder = root / "data" / "series"
    kept = root / "kept"
    shutil.move(folder, kept)
    write_history(root, [5_000_000, 40_000_000, 471_300_000], "tracker_a")
    text = (kept / "history.yaml").read_text("utf-8").replace("history:", "other:").replace("history.csv", "other.csv")
    (folder / "other.yaml").write_text(text, encoding="utf-8")
    shutil.copy(kept / "history.csv", folder / "other.csv")


def test_days_that_are_not_there_yet_are_told_apart(tmp_path: Path) -> None:
    workspace(tmp_path, [5_000_000, -40_000_000, 0])
    ran = narrator(tmp_path, "series", "compare", "history", "other")
    assert ran.code == Exit.DISCREPANCY
    assert "3 days that both have" in ran.out
    assert "1 have other signs" in ran.out
    assert "1 are 0 or not reported in one of them" in ran.out
    assert "data/series/history.csv:4, data/series/other.csv:4" in ran.out
    told = narrator(tmp_path, "series", "compare", "history", "other", "--format", "json").told
    assert [day["relation"] for day in told["days"]] == ["opposite", "pending"]
    assert told["days"][1]["values"] == ["471300000", "0"]


def test_two_that_agree_are_no_discrepancy(tmp_path: Path) -> None:
    workspace(tmp_path, [5_000_000, 40_000_000, 471_000_000])
    assert narrator(tmp_path, "series", "compare", "history", "other").code == Exit.DONE


def test_what_cannot_be_compared_is_refused_with_a_line_that_can(tmp_path: Path) -> None:
    workspace(tmp_path, [5, 40, 61], kind="macro")
    ran = narrator(tmp_path, "series", "compare", "history", "other")
    assert (ran.code, "are of two things" in ran.err) == (Exit.USAGE, True)
    of = tmp_path / "data" / "series" / "other.yaml"
    other = of.read_text("utf-8").replace("kind: macro", "kind: flows").replace("asset: BTC", "asset: ETH")
    of.write_text(other, encoding="utf-8")
    assert "are of two things" in narrator(tmp_path, "series", "compare", "history", "other").err
    wrong = narrator(tmp_path, "series", "compare", "history", "othr")
    assert (wrong.code, "write: other" in wrong.err) == (Exit.USAGE, True)
