"""`narrator init`: a workspace from nothing, in which everything works at once."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

from narrator.ingest.registries import MODELS
from narrator.publish.starter import EXAMPLE
from support.command import narrator
from support.editions import tree
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ID = EXAMPLE.rpartition("/")[2].removesuffix(".yaml")


def test_check_and_build_work_at_once_without_a_word_of_warning(tmp_path: Path) -> None:
    made = narrator(tmp_path, "init", "desk")
    assert made.code == 0, made.err
    desk = tmp_path / "desk"
    checked = narrator(desk, "check", "--strict", "--format", "json")
    assert (checked.code, checked.problems) == (0, [])
    built = narrator(desk, "build", "--strict")
    assert (built.code, built.err) == (0, "")
    assert {name for name in tree(desk / "out" / ID / "en") if not name.startswith(".")} == {
        "brief.md",
        "brief.html",
        "brief.pdf",
        "ledger.json",
        "manifest.json",
    }
    assert not (desk / "templates").exists()


def test_it_says_what_it_wrote_and_what_comes_next(tmp_path: Path) -> None:
    made = narrator(tmp_path, "init", "the desk")
    told = [line.removeprefix("wrote the desk/") for line in made.out.splitlines()]
    assert sorted(told[:-1]) == sorted(tree(tmp_path / "the desk"))
    assert told[-1] == "next: cd 'the desk', then: narrator check, then: narrator build"
    assert narrator(tmp_path, "init", ".").out.splitlines()[-1] == "next: narrator check, then: narrator build"


def test_a_second_one_in_the_same_place_is_refused(tmp_path: Path) -> None:
    narrator(tmp_path, "init")
    before = tree(tmp_path)
    again = narrator(tmp_path, "init")
    assert (again.code, "is there already; nothing was written" in again.err) == (14, True)
    assert tree(tmp_path) == before


def test_git_sees_what_was_written_by_hand_and_not_what_is_built(tmp_path: Path) -> None:
    narrator(tmp_path, "init")
    wrote = set(tree(tmp_path))
    assert narrator(tmp_path, "build", "--to", "md", "--quiet").code == 0
    subprocess.run(shlex.split("git init -q"), cwd=tmp_path, check=True)
    listed = subprocess.run(
        shlex.split("git ls-files --others --exclude-standard"),
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert set(listed.stdout.split()) == wrote


def test_the_example_is_spelt_as_format_spells_it(tmp_path: Path) -> None:
    narrator(tmp_path, "init")
    before = (tmp_path / EXAMPLE).read_bytes()
    assert narrator(tmp_path, "format", EXAMPLE).code == 0
    assert (tmp_path / EXAMPLE).read_bytes() == before


def test_every_schema_that_the_project_keeps_is_written() -> None:
    assert {path.stem for path in (ROOT / "data" / "schema").glob("*.json")} == set(MODELS)
