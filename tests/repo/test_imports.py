"""What a quick command must not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.repository import ROOT

# Each costs more than all the rest of `check`: the first three are named in the design, the others were measured.
HEAVY = {"pandas", "weasyprint", "jinja2", "markdown", "nh3", "PIL", "fontTools"}


@pytest.mark.parametrize("command", ["--help", "check"])
def test_quick_commands_load_no_heavy_library(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "narrator", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines() if line.startswith("import time:")}
    assert run.returncode == 0
    assert {"narrator.errors", "click"} <= loaded
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
