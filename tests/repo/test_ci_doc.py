"""What docs/ci.md tells a publishing job to run does what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

from support.command import narrator
from support.events import write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_second_job_takes_editions_as_they_were_built_and_no_others(tmp_path: Path) -> None:
    found = re.search(r"python3 -c '(.*?)'\)", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found
    assert narrator(write_workspace(tmp_path), "build", "--to", "md").code == 0
    out = tmp_path / "out"
    assert subprocess.run([sys.executable, "-c", found[1]], cwd=out, check=False).returncode == 0
    brief = next(out.rglob("brief.md"))
    brief.write_text("edited on the way", encoding="utf-8")
    assert subprocess.run([sys.executable, "-c", found[1]], cwd=out, check=False).returncode == 1
