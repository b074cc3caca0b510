"""The small days of the team's cases, built one by one by the installed command and read by their own checker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.shared import SHARED

DAYS = SHARED / "cases" / "days"
NAMES = sorted(path.stem for path in DAYS.glob("*.yaml"))
HELD_WRONG = {"m07b-other-window"}
"""Its pattern runs from a total over the rows of a table to the majority of another window."""
PARTS = 8


def test_there_are_days() -> None:
    assert len(NAMES) > PARTS
    assert {*NAMES} > HELD_WRONG


@pytest.mark.parametrize("part", range(PARTS))
def test_every_day_comes_out_as_it_must(part: int) -> None:
    names = [name for name in NAMES[part::PARTS] if name not in HELD_WRONG]
    command = [
        sys.executable,
        str(DAYS / "check.py"),
        "--narrator",
        str(Path(sys.executable).with_name("narrator")),
        *names,
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert (ran.returncode, ran.stdout.splitlines()) == (0, [f"{len(names)} of {len(names)} days as expected"]), (
        ran.stderr
    )
