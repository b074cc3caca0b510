from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from narrator.publish.state import State
from support.editions import forked, tree

if TYPE_CHECKING:
    from pathlib import Path


def test_facts_are_kept_from_one_run_to_the_next_and_apart_for_each_folder(tmp_path: Path) -> None:
    one = State(tmp_path, tmp_path / "out")
    one.keep("quiet", {"a": "1"})
    assert one["quiet"] == {"a": "1"}
    one.write()
    assert State(tmp_path, tmp_path / "out")["quiet"] == {"a": "1"}
    assert State(tmp_path, tmp_path / "elsewhere")["quiet"] == {}


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    State(tmp_path, tmp_path / "out").write()
    assert tree(tmp_path) == {}


def test_what_another_run_kept_meanwhile_stays(tmp_path: Path) -> None:
    one, other = State(tmp_path, tmp_path / "out"), State(tmp_path, tmp_path / "out")
    one.keep("quiet", {"a": "1"})
    other.keep("desk", {"of": "2"})
    one.write()
    other.write()
    found = State(tmp_path, tmp_path / "out")
    assert (found["quiet"], found["desk"]) == ({"a": "1"}, {"of": "2"})


@pytest.mark.parametrize("text", ["", "{", "[]", '{"quiet": 1}'])
def test_what_cannot_be_read_is_as_good_as_gone(text: str, tmp_path: Path) -> None:
    state = State(tmp_path, tmp_path / "out")
    state.keep("quiet", {"a": "1"})
    state.write()
    (tmp_path / ".narrator" / state.name).write_text(text, encoding="utf-8")
    assert State(tmp_path, tmp_path / "out")["quiet"] == {}


def test_a_run_is_no_worse_where_its_facts_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / ".narrator").write_text("a file", encoding="utf-8")
    state = State(tmp_path, tmp_path / "out")
    state.keep("quiet", {"a": "1"})
    os.waitpid(forked(state.write), 0)
    state.write()
    assert tree(tmp_path) == {".narrator": b"a file"}
