"""Where a problem ends: behind what was found, where that stands on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.cli.spans import Spans
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

LINE = "    tracker_a: $1,5 million"
CASES = {
    "what stands there": ("$1,5", 16, 20, 20),
    "what stands there to the end of the line": ("$1,5 million", 16, 28, 28),
    "a sentence with its mark": ("It was >>$1,5<< million.", 16, 20, 20),
    "a text of several lines": ("$1,5 million\nmore", 16, 28, 28),
    "something else": ("tracker_b: $2", 16, None, 20),
    "nothing": ("", 16, None, 20),
    "a column behind the line": ("x", 90, None, 90),
}


@pytest.mark.parametrize("what", CASES)
def test_a_problem_ends_behind_what_was_found_else_with_the_word(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, column, end, word = CASES[what]
    (tmp_path / "narrator.toml").touch()
    (tmp_path / "a.yaml").write_text(f"said:\n{LINE}\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")  # places are those of the workspace, wherever the command runs
    problem = Problem("AMT002", "m", Location("a.yaml", 2, column), found)
    assert (Spans().end(problem), Spans().end_of_word(problem)) == (end, word)


def test_of_a_file_that_cannot_be_read_no_end_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    problem = Problem("AMT002", "m", Location("gone.yaml", 2, 5), "$1,5")
    assert (Spans().end(problem), Spans().end_of_word(problem)) == (None, 9)
