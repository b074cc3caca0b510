"""What a fresh machine meets: the set-up of the system, and the recipe for CI."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.command import narrator
from support.events import write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BASH = shutil.which("bash") or "bash"


def set_up(profile: str, path: Path) -> subprocess.CompletedProcess[str]:
    """The set-up where only what stands in one folder can be found."""
    (path / "id").symlink_to(shutil.which("id") or "id")
    return subprocess.run(
        [BASH, str(ROOT / "requirements" / "system.sh"), profile],
        env={"PATH": str(path), "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_that_has_everything_is_left_alone(tmp_path: Path) -> None:
    run = set_up("run", tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_without_a_way_to_install_the_exact_command_is_printed(tmp_path: Path) -> None:
    (tmp_path / "pdftotext").symlink_to(shutil.which("pdftotext") or "pdftotext")
    run = set_up("dev", tmp_path)
    assert run.returncode == 1
    assert "\n    sudo apt-get install --no-install-recommends chromium\n" in run.stderr


def test_an_old_python_is_named(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    run = subprocess.run(
        [BASH, str(ROOT / "requirements" / "system.sh"), "run"],
        env={"PATH": str(tmp_path), "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "narrator needs Python 3.11 or newer" in run.stderr


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The folder of a build, with one edition."""
    assert narrator(write_workspace(tmp_path), "build", "--to", "md").code == 0
    return tmp_path / "out"


def verified(built: Path) -> bool:
    """Whether the recipe of docs/ci.md would publish this folder."""
    found = re.search(r"\(cd out && python3 -c '([^']+)'\)", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"))
    assert found
    return subprocess.run([sys.executable, "-c", found[1]], cwd=built, check=False).returncode == 0


def test_the_recipe_publishes_what_was_built(built: Path) -> None:
    assert verified(built)


def test_the_recipe_stops_at_a_file_that_was_changed(built: Path) -> None:
    (built / "2026-03-03-example" / "en" / "brief.md").write_text("# Another\n")
    assert not verified(built)


def test_the_recipe_stops_at_an_empty_manifest(built: Path) -> None:
    (built / "manifest.json").write_text('{"editions": []}')
    assert not verified(built)
