"""Decisions of the desk: several people may let something stand at once, and none of what they decide is lost."""

from __future__ import annotations

import sys
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING

import pytest
import yaml

from narrator.errors import Exit
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Alas, $230 million of positions was liquidated. Oh, $231 million of positions was liquidated."
PLACES = ("1:7", "1:53")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    root = write_workspace(tmp_path, EVENT)
    (root / "draft.md").write_text(SENTENCE, encoding="utf-8")
    return root


def test_two_processes_that_decide_at_once_write_two_decisions(desk: Path) -> None:
    command = [sys.executable, "-m", "narrator", "audit", "draft.md", "--against", EVENT_ID, "--accept"]
    asked = [(place, f"Editor {number}") for number in range(2) for place in PLACES]
    running = [
        Popen([*command, place, "--by", by, "--why", "right"], cwd=desk, stdout=PIPE, stderr=PIPE, text=True)
        for place, by in asked
    ]
    ended = [(each.communicate(timeout=120), each.returncode) for each in running]
    assert [(err, code) for (_, err), code in ended] == [("", Exit.DONE)] * len(asked)
    written = sorted(path.name for path in (desk / "data" / "accepted").iterdir())
    assert written == [f"{EVENT_ID}.{number}.yaml" for number in range(1, len(asked) + 1)]
    assert sorted(out for (out, _), _ in ended) == [f"wrote data/accepted/{name}\n" for name in written]
    told = [yaml.safe_load((desk / "data" / "accepted" / name).read_text("utf-8")) for name in written]
    assert sorted(each["by"].strip() for file in told for each in file.values()) == sorted(by for _, by in asked)
    assert narrator(desk, "audit", "draft.md", "--against", EVENT_ID).code == Exit.DONE
    assert narrator(desk, "check", "--strict", "--quiet").code == Exit.DONE


def test_a_decision_about_an_event_that_is_not_there_is_warned_of(desk: Path) -> None:
    decision = ("--accept", PLACES[0], "--by", "A. Editor", "--why", "right")
    assert narrator(desk, "audit", "draft.md", "--against", EVENT_ID, *decision).code == Exit.DONE
    file = desk / "data" / "accepted" / f"{EVENT_ID}.1.yaml"
    file.write_text(file.read_text("utf-8").replace(EVENT_ID, "2026-03-03-renamed"), encoding="utf-8")
    ran = narrator(desk, "check", "--format", "json")
    (problem,) = ran.problems
    assert (ran.code, problem["code"], problem["severity"]) == (Exit.DONE, "EVT093", "warning")
    assert (problem["file"], problem["line"]) == (f"data/accepted/{EVENT_ID}.1.yaml", 2)
    assert "2026-03-03-renamed" in problem["message"]
