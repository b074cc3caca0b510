"""The rows that were known at a moment are the same whatever comes later, and others when one of them changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from narrator import config, pipeline
from narrator.publish.rows import known_by
from support.events import EVENT, write_workspace
from support.histories import write_history

if TYPE_CHECKING:
    from pathlib import Path

MOMENTS = [datetime.fromisoformat(f"2026-03-{day:02d}T12:00:00+00:00") for day in (1, 2, 3, 4)]


def hashes(root: Path, values: list[int]) -> list[str]:
    write_workspace(root, EVENT)
    write_history(root, values, "Tracker A")
    known = known_by(pipeline.open_desk(config.load(root)[0]).series)
    return [known(moment) for moment in MOMENTS]


def test_each_moment_has_a_hash_of_its_own_rows(tmp_path: Path) -> None:
    before, again = hashes(tmp_path / "a", [1, 2, 3, 4]), hashes(tmp_path / "b", [1, 2, 3, 4])
    assert before == again
    last = hashes(tmp_path / "c", [1, 2, 3, 5])
    first = hashes(tmp_path / "d", [9, 2, 3, 4])
    known = [one == other for one, other in zip(before, last, strict=True)]
    assert known == sorted(known, reverse=True)
    assert {True, False} == {*known}
    assert not any(one == other for one, other in zip(before, first, strict=True))
