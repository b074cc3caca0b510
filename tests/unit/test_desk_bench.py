from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.desk.bench import Bench, stamps
from narrator.errors import EventNotFoundError
from support.desk import EVENT, workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_the_registries_are_read_again_when_one_of_their_files_changes(tmp_path: Path) -> None:
    bench = Bench(workspace(tmp_path / "w"))
    first = bench.desk
    assert bench.desk is first
    (bench.root / "narrator.toml").write_text('desk = "Another desk"\n', encoding="utf-8")
    assert bench.desk.workspace.settings.desk == "Another desk"
    (bench.root / "data" / "accepted").mkdir()
    (bench.root / "data" / "accepted" / "x.yaml").write_text("decisions: 1\n", encoding="utf-8")
    assert any(problem.at.file == "data/accepted/x.yaml" for problem in bench.desk.problems)


def test_an_event_is_examined_as_it_is_typed(tmp_path: Path) -> None:
    bench = Bench(workspace(tmp_path / "w"))
    assert bench.case(EVENT).is_sound
    assert not bench.case(EVENT, "event:\n  id: x\n").is_sound
    with pytest.raises(EventNotFoundError):
        bench.case("nobody")


def test_files_are_known_by_more_than_their_time(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "a"
    file.write_text("a", encoding="utf-8")
    before = stamps(tmp_path, ["data", "nowhere"])
    assert [*before] == ["data/a"]
    other = tmp_path / "b"
    other.write_text("b", encoding="utf-8")
    other.replace(file)
    assert stamps(tmp_path, ["data"]) != before
