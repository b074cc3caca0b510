"""New and canonical event files: what they mean stays, and is read again without a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from narrator.ingest.edit import UneditableError, canonical, fresh, typed
from support.edits import REAL, problems
from support.events import EVENT

if TYPE_CHECKING:
    from pathlib import Path


def test_a_fresh_file_is_valid_at_once(tmp_path: Path) -> None:
    assert problems(tmp_path, "2026-02-03-new", fresh("2026-02-03-new")) == []


@pytest.mark.parametrize("bad", ["../x", "Has Capitals", "", "x\n", "-a", "a" * 81])
def test_an_id_that_is_no_file_name_is_refused(bad: str) -> None:
    with pytest.raises(UneditableError):
        fresh(bad)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_files_of_the_desk_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text


def test_one_spelling_comments_and_texts_kept() -> None:
    text = (
        "# head\nevent:\n    id:   x   \n    view: |\n          One.\n            Two.\n\n          Three.\n"
        "flows:\n  # c\n  a:\n     said:\n        s: inflow $1\n"
    )
    assert canonical(text) == (
        "# head\nevent:\n  id: x\n  view: |\n    One.\n      Two.\n\n    Three.\n\n"
        "flows:\n  # c\n  a:\n    said:\n      s: inflow $1\n"
    )
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize("column", [0, 1, 2, 3, 4, 6, 9])
def test_a_comment_neither_opens_a_level_nor_ends_one(column: int) -> None:
    text = EVENT.replace("      tracker_b:  ", f"{' ' * column}# asked twice\n      tracker_b:  ")
    spelled = canonical(text)
    assert spelled.count("# asked twice\n") == 1
    assert [line for line in spelled.splitlines() if "asked twice" not in line] == canonical(EVENT).splitlines()
    assert canonical(spelled) == spelled


def test_a_file_that_would_say_something_else_is_not_spelled_anew() -> None:
    with pytest.raises(UneditableError, match=r"would say something else .* nothing was written"):
        canonical("commentary:\n  lead:\n    -\n      place: after\n      by: A\n")


def test_a_file_that_cannot_be_read_is_not_spelled_anew() -> None:
    with pytest.raises(UneditableError, match="cannot be read") as caught:
        canonical("event:\n  view: 'one\n", "event.yaml")
    assert [str(problem.at) for problem in caught.value.problems] == ["event.yaml:2:9"]


def test_blanks_at_the_end_of_a_line_of_text_are_part_of_it() -> None:
    text = "event:\n   view: |\n        One.  \n\n          Two.\n   days: x   \n\n\n"
    assert canonical(text) == "event:\n  view: |\n    One.  \n\n      Two.\n  days: x\n"


def test_a_last_line_of_blanks_is_part_of_a_text_that_it_reaches_into() -> None:
    text = "event:\n    view: |\n        One.\n            \n    days: x\n"
    assert canonical(text) == "event:\n  view: |\n    One.\n        \n  days: x\n"


@pytest.mark.parametrize("raw", [b"a: \xe4", b""])
def test_what_is_no_text_is_a_problem_with_a_place(raw: bytes) -> None:
    with pytest.raises(UneditableError, match=r"event.yaml cannot be read") as caught:
        typed(raw, "event.yaml")
    assert [str(problem.at) for problem in caught.value.problems] == ["event.yaml:1:1"]


def test_json_is_refused_in_one_sentence() -> None:
    with pytest.raises(UneditableError, match=r"event.json is JSON; expected an event in YAML") as caught:
        typed(b"{}", "event.json")
    assert caught.value.exit is Exit.USAGE
