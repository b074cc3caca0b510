"""docs/scale.md: its shell lines run as they stand, and its parts of a CI come together to what one build makes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from narrator.errors import Exit
from narrator.publish.inputs import LOOK, WORDS
from support.command import narrator
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace
from support.repository import ROOT

DAYS = ("2026-03-01-a", "2026-03-02-b", EVENT_ID)
DOC = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "desk", *(EVENT.replace(EVENT_ID, day) for day in DAYS))


def shell(root: Path, first: str) -> subprocess.CompletedProcess[str]:
    """The block of shell lines of the page that begins with a line, run."""
    block = next(block for block in re.findall(r"```sh\n(.*?)```", DOC, re.DOTALL) if block.startswith(first))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    line, env = ["sh", "-eu", "-c", block], {**os.environ, "PATH": path}
    return subprocess.run(line, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_a_scheduler_of_a_few_lines_makes_what_one_build_makes(root: Path) -> None:
    ran = shell(root, "narrator build --plan --format matrix > plan.json")
    assert (ran.returncode, ran.stderr) == (Exit.DONE, "")
    assert narrator(root, "build", "--out", "whole").code == Exit.DONE
    assert tree(root / "out") == tree(root / "whole")


def test_the_lines_about_a_plan_run_and_write_nothing(root: Path) -> None:
    before = tree(root)
    ran = shell(root, "narrator build --plan ")
    assert (ran.returncode, ran.stderr, tree(root)) == (Exit.DONE, "", before)
    assert ran.stdout.count(DAYS[0]) == 3


def test_folders_of_editions_from_several_machines_come_together_without_rendering(root: Path, tmp_path: Path) -> None:
    md = ("build", "--to", "md")
    jobs = json.loads(narrator(root, *md, "--plan", "--format", "matrix").out)["include"]
    for number, job in enumerate(jobs):
        machine = shutil.copytree(root, tmp_path / f"machine {number}")
        assert narrator(machine, *md, "--event", job["event"], "--locale", job["locale"]).code == Exit.DONE
        shutil.copytree(machine / "out" / job["event"], root / "out" / job["event"])
    told = narrator(root, *md, "--format", "json").told
    assert ([each["event"] for each in told["unchanged"]], told["built"]) == ([*DAYS], [])
    assert narrator(root, "verify", "--strict").code == Exit.DONE
    assert narrator(root, *md, "--out", "whole").code == Exit.DONE
    assert tree(root / "out") == tree(root / "whole")


def test_the_page_names_every_input() -> None:
    table = DOC.split("| input |")[1].split("\n\n")[0]
    named = set(re.findall(r"`([^`]+)`", table))
    assert {*WORDS, *LOOK} - {"engine"} <= named
