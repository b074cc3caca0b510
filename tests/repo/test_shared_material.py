"""A clone needs nothing beside it: what only the team has is looked for in one place."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support import shared
from support.repository import ROOT, texts, tracked

if TYPE_CHECKING:
    from pathlib import Path

READERS = {"tests/support/shared.py", "tests/repo/test_shared_material.py"}


def beside(folder: Path) -> Path:
    """The shared material in a folder: empty, and whole."""
    for name in shared.NEEDED:
        (folder / "shared" / name).mkdir(parents=True)
    return folder / "shared"


def test_only_one_module_knows_where_the_shared_material_is() -> None:
    sources = {path.as_posix(): text for path, text in texts().items() if path.suffix == ".py"}
    assert {path for path, text in sources.items() if re.search(r"""["']shared["']""", text)} == READERS


def test_only_tests_of_the_shared_material_and_the_corpora_read_it() -> None:
    sources = {path: text for path, text in texts().items() if path.parts[0] in {"tests", "benchmarks"}}
    readers = {path for path, text in sources.items() if re.search(r"\bSHARED\b", text) and path.suffix == ".py"}
    allowed = {*READERS, "tests/support/corpora.py"}
    assert {p.as_posix() for p in readers if p.parts[:2] != ("tests", "shared")} <= allowed


@pytest.mark.parametrize(
    ("value", "is_there", "fault"),
    [
        (None, False, None),
        (None, True, None),
        ("required", True, None),
        ("required", False, "there is no ../shared with cases/numbers.csv, corpora, seeds"),
        ("yes", True, "NARRATOR_CASES=yes means nothing"),
    ],
)
def test_the_cases_can_be_required(value: str | None, is_there: bool, fault: str | None, tmp_path: Path) -> None:
    if is_there:
        beside(tmp_path)
    told = shared.fault({} if value is None else {"NARRATOR_CASES": value}, tmp_path / "shared")
    assert (told is None) if fault is None else fault in (told or "")


def test_another_folder_of_that_name_is_not_the_shared_material(tmp_path: Path) -> None:
    (tmp_path / "shared" / "seeds").mkdir(parents=True)
    assert not shared.is_there(tmp_path / "shared")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed files with nothing beside them."""
    root = tmp_path_factory.mktemp("bare") / "clone"
    for path in tracked():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, root / path)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    return root


def pytest_in(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if name not in {shared.VARIABLE, "PYTEST_ADDOPTS"}}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=root, env=plain | environment, capture_output=True, text=True, check=False)


def test_every_test_of_a_bare_clone_can_be_collected(clone: Path) -> None:
    ran = pytest_in(clone, "--collect-only")
    assert ran.returncode == 0, ran.stdout
    assert "tests/shared" not in ran.stdout
    assert "NOTSET" not in ran.stdout, "a test without a case"


def test_a_run_that_requires_the_cases_fails_in_a_bare_clone(clone: Path) -> None:
    ran = pytest_in(clone, "tests/repo/test_clean_text.py", NARRATOR_CASES="required")
    assert ran.returncode != 0
    assert "NARRATOR_CASES=required" in ran.stderr


def test_the_gate_requires_the_cases() -> None:
    assert "export NARRATOR_CASES=required" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_gate_runs_the_tasks_that_a_person_runs_the_tests_last() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("make ")] == [
        "make brief",
        "make lint",
        "make types",
        "make test",
    ]
