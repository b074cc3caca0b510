"""A build reads nothing of a workspace that it does not name among the inputs of its editions."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from narrator.publish.out import own_entry
from narrator.render.environment import PACKAGED
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace
from support.fonts import add_theme
from support.histories import write_history
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "2026-03-01-other"
NAMED = {
    r"narrator\.toml": "settings",
    r"data/(sources|names)\.yaml": "",
    rf"data/events/{EVENT_ID}\.yaml": "event",
    rf"data/events/{OTHER}\.yaml": "place in time",
    r"data/series/.+": "series",
    rf"data/accepted/{EVENT_ID}\.1\.yaml": "decisions",
    rf"data/published/{EVENT_ID}\.en\.1\.json": "published",
    rf"data/edited/{EVENT_ID}\.en\.md": "edited text",
    r"templates/(.+\.(j2|css))": "template",
    r"theme/(.+)": "theme",
}
"""Which input holds a file, by its path."""
FOLDERS = {"data/events", "data/accepted", "data/published", "data/series", "templates", ""}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one of everything that a brief may be made of."""
    root = write_workspace(tmp_path / "desk", EVENT, EVENT.replace(EVENT_ID, OTHER))
    write_history(root, [1, 2, 3], "Tracker A")
    for name in ("en/headline.md.j2", "theme/base.css"):
        (root / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "templates" / name).write_bytes((PACKAGED / name).read_bytes())
    add_theme(root)
    (root / "templates/en/unused.md.j2").write_text("Nothing asks for me.", encoding="utf-8")
    assert narrator(root, "build", "--to", "md", "--event", EVENT_ID).code == Exit.DONE
    edited = root / "data" / "edited" / f"{EVENT_ID}.en.md"
    edited.parent.mkdir()
    text = (root / "out" / EVENT_ID / "en" / "brief.md").read_text(encoding="utf-8")
    edited.write_text(f"{text}\nOh, $231 million of positions was liquidated.\n", encoding="utf-8")
    said = ("--accept", f"{text.count(chr(10)) + 2}:5", "--by", "A. Editor", "--why", "right")
    assert narrator(root, "audit", str(edited), "--against", EVENT_ID, *said).code == Exit.DONE
    assert narrator(root, "build", "--to", "md,html,pdf", "--event", EVENT_ID).code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    return root


def opened(root: Path, log: Path, *arguments: str) -> tuple[set[str], str]:
    """What a command opens or lists of a workspace, and what it had loaded of what is heavy."""
    script = ROOT / "tests" / "support" / "hooked.py"
    line = [sys.executable, str(script), str(root), str(log), *arguments]
    ran = subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == Exit.DONE, ran.stderr
    found = {*log.read_text(encoding="utf-8").splitlines()}
    return {name for name in found if not name.startswith(("out", ".narrator"))}, ran.stderr.splitlines()[-1]


def test_what_a_build_opens_of_a_workspace_is_a_named_input(root: Path, tmp_path: Path) -> None:
    found, _ = opened(root, tmp_path / "log", "build", "--event", EVENT_ID, "--force")
    entry = own_entry(root / "out", f"{EVENT_ID}/en")
    assert entry
    unknown = []
    for name in sorted(found):
        match = next((m for pattern in NAMED if (m := re.fullmatch(pattern, name))), None)
        if match is None:
            unknown += [name] if (root / name).is_file() else []
            continue
        source = NAMED[match.re.pattern] or match[1]
        source = {"template": f"template {name[10:]}", "theme": f"file {name}"}.get(source, source)
        assert source in entry.inputs, name
    assert unknown == []
    assert found >= {"theme/Body.ttf", "theme/logo.png"}
    assert found >= {"narrator.toml", "data/sources.yaml", "templates/en/headline.md.j2", "templates/theme/base.css"}
    assert "templates/en/unused.md.j2" not in found


def test_an_unchanged_build_loads_nothing_heavy_and_reads_what_it_must(root: Path, tmp_path: Path) -> None:
    assert narrator(root, "build").code == Exit.DONE
    found, heavy = opened(root, tmp_path / "log", "build")
    assert heavy == "loaded: []"
    assert "templates/en/headline.md.j2" in found
