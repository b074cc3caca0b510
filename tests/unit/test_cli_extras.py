"""What is not installed is named with the command that installs it, before anything is begun."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from narrator.cli import extras
from narrator.cli.report import WrongUseError
from narrator.errors import Exit
from support.command import narrator
from support.events import EVENT, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, EVENT)


def test_a_word_file_without_its_extra_is_refused_with_the_command(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "WORD", ("docx", "no_such_module"))
    ran = narrator(desk, "build", "--to", "md,docx")
    assert (ran.code, (desk / "out").exists()) == (Exit.USAGE, False)
    assert f"--to docx needs the extra docx, which is not installed; write: {sys.executable} -m pip" in ran.err
    assert narrator(desk, "build", "--to", "md").code == Exit.DONE


@pytest.mark.parametrize(("modules", "need"), [("WORD", extras.need_word), ("SHEETS", extras.need_sheets)])
def test_the_command_that_is_named_knows_the_extra(
    modules: str, need: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, modules, ("no_such_module",))
    with pytest.raises(WrongUseError) as refused:
        need("it")
    command = shlex.split(str(refused.value).rpartition("write: ")[2])
    ran = subprocess.run([*command, "--dry-run", "--no-index", "--no-deps"], check=True, capture_output=True)
    assert b"does not provide the extra" not in ran.stderr
