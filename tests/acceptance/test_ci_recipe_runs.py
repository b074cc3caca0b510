"""The steps of the recipe for CI do what docs/ci.md says: run in a workspace under version control."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from narrator.errors import Exit
from support.events import EVENT, EVENT_ID, write_workspace
from support.repository import ROOT

JOBS = yaml.safe_load((ROOT / "docs" / "ci" / "briefs.yml").read_text(encoding="utf-8"))["jobs"]
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
IGNORED = "out/\n.narrator/\nsite\n.*.site-*/\n*.sarif\n*.exit\nchanged\nscope\n"


def script(job: str, name: str) -> str:
    (found,) = [step["run"] for step in JOBS[job]["steps"] if step.get("name") == name]
    return str(found)


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace under version control, as it is on main; two briefs of it are published."""
    root = write_workspace(tmp_path_factory.mktemp("main"), EVENT, EVENT.replace(EVENT_ID, "other"))
    (root / ".gitignore").write_text(IGNORED, encoding="utf-8")
    for event in (EVENT_ID, "other"):
        run(root, f"narrator build --quiet --event {event} && narrator publish {event} --approved-by A")
    git(root, "init", "-q")
    commit(root)
    return root


@pytest.fixture
def clone(main: Path, tmp_path: Path) -> Path:
    return shutil.copytree(main, tmp_path / "clone", symlinks=True)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *IDENTITY, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "state")
    return git(root, "rev-parse", "HEAD")


def run(root: Path, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text]
    return subprocess.run(
        shell, cwd=root, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, check=False
    )


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def checked(root: Path, base: str) -> tuple[str, int, str]:
    """What the steps of a pull request come to: their scope, and how the job ends and what it says."""
    for name in ("what has changed", "check", "build", "audit"):
        done = run(root, script("check", name), BASE=base)
        assert done.returncode == 0, (name, done.stderr)
    done = run(root, script("check", "outcome"))
    return (root / "scope").read_text("utf-8").strip(), done.returncode, done.stdout


def built(root: Path) -> set[str]:
    return {path.parts[-3] for path in root.glob("out/*/en/brief.html")}


def sarif(root: Path, name: str = "check.sarif") -> list[str]:
    return [each["ruleId"] for each in json.loads((root / name).read_text("utf-8"))["runs"][0]["results"]]


def start(root: Path) -> str:
    """As it is cloned: without what is ignored."""
    git(root, "clean", "-qdfx")
    return git(root, "rev-parse", "HEAD")


def test_a_pull_request_builds_the_briefs_that_it_changes_and_no_others(clone: Path) -> None:
    base = start(clone)
    (clone / "data" / "events" / "new.yaml").write_text(EVENT.replace(EVENT_ID, "new"), encoding="utf-8")
    commit(clone)
    assert checked(clone, base) == ("some", 0, "")
    assert built(clone) == {"new"}
    assert sarif(clone) == []


def test_a_change_of_what_all_briefs_are_made_of_builds_all_of_them(clone: Path) -> None:
    base = start(clone)
    with (clone / "data" / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write("# a remark\n")
    commit(clone)
    assert checked(clone, base)[:2] == ("everything", 0)
    assert built(clone) == {EVENT_ID, "other"}


def test_a_change_of_nothing_that_briefs_are_made_of_builds_none(clone: Path) -> None:
    base = start(clone)
    (clone / "notes.txt").write_text("a remark\n", encoding="utf-8")
    commit(clone)
    assert checked(clone, base) == ("none", 0, "")
    assert built(clone) == set()


def test_a_published_figure_that_would_change_silently_ends_the_job_and_says_where_help_is(clone: Path) -> None:
    base = start(clone)
    change(clone, "data/events/other.yaml", "from 21 to 42", "from 21 to 40")
    commit(clone)
    scope, code, said = checked(clone, base)
    assert (scope, code) == ("some", 1)
    assert f"build ended with {Exit.REFUSED:d}" in said
    assert "At 08:55" in (ROOT / "docs" / "ci.md").read_text("utf-8")


def test_a_broken_record_is_shown_at_its_line(clone: Path) -> None:
    base = start(clone)
    change(clone, "data/events/other.yaml", "status: ready", "status: raedy")
    commit(clone)
    _, code, said = checked(clone, base)
    assert (code, "check ended with 10" in said, len(sarif(clone)) > 0) == (1, True, True)


def test_an_edited_text_that_says_more_than_its_figures_is_shown_in_place(clone: Path) -> None:
    base = start(clone)
    (clone / "data" / "edited").mkdir()
    text = "# A night\n\nExchanges closed $999 million of positions.\n"
    (clone / "data" / "edited" / f"{EVENT_ID}.en.md").write_text(text, encoding="utf-8")
    commit(clone)
    _, code, said = checked(clone, base)
    assert (code, "audit ended with 13" in said) == (1, True)
    assert sarif(clone, f"audit-{EVENT_ID}.sarif") != []


def test_main_becomes_a_site_of_what_was_published_without_anything_built(clone: Path) -> None:
    start(clone)
    for name in ("verify", "site"):
        done = run(clone, script("site", name))
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    assert {path.parts[-3] for path in (clone / "site").resolve().glob("*/en/index.html")} == {EVENT_ID, "other"}
    assert git(clone, "status", "--porcelain") == ""
