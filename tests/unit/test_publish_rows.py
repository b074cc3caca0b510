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


def test_what_a_day_had_before_it_was_revised_counts_until_then_and_no_longer(tmp_path: Path) -> None:
    def revised(name: str, was: int) -> list[str]:
        hashes(tmp_path / name, [1, 2, 3, 4])
        folder = tmp_path / name / "data" / "series"
        row = f"day,column,was,until\n2026-02-28,value,{was},2026-03-02T18:00+00:00\n"
        (folder / "history.revisions.csv").write_text(row, encoding="utf-8")
        known = known_by(pipeline.open_desk(config.load(tmp_path / name)[0]).series)
        return [known(moment) for moment in MOMENTS]

    one, other = revised("one", 7), revised("other", 8)
    assert [a == b for a, b in zip(one, other, strict=True)] == [False, False, True, True]
