"""The temporary folder of a child: full, unwritable, or with what killed commands left in it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from narrator.publish.confine import EditionError, run_confined
from narrator.publish.scratch import PREFIX, Scratch, sweep

if TYPE_CHECKING:
    from collections.abc import Callable

KILLED = (
    "import os; from narrator.publish.scratch import Scratch; s = Scratch();"
    " print(s.path, flush=True); os.kill(os.getpid(), 9)"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def full(*_: object, **__: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def confined(task: Callable[[], bytes]) -> bytes:
    return run_confined(task, seconds=20, megabytes=2048)


def test_what_a_killed_command_left_is_swept_by_the_next_one(folder: Path) -> None:
    killed = [sys.executable, "-c", KILLED]
    told = subprocess.run(
        killed, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, text=True, check=False
    )
    left = Path(told.stdout.strip())
    assert left.parent == folder
    assert left.is_dir()
    with Scratch() as own:
        assert not left.exists()
        assert own.path.is_dir()
    assert list(folder.iterdir()) == []


def test_what_is_in_use_or_not_ours_is_left_alone(folder: Path) -> None:
    others = [folder / "narrator-notes", folder / f"{PREFIX}x-1", folder / f"{PREFIX}999999999-link"]
    others[0].mkdir()
    others[1].mkdir()
    others[2].symlink_to(others[0])
    with Scratch() as own:
        sweep(folder)
        assert own.path.is_dir()
    assert all(map(os.path.lexists, others))


@pytest.mark.parametrize("where", ["write_bytes", "mkdtemp"])
def test_a_full_temporary_folder_is_an_output_that_cannot_be_written(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path if where == "write_bytes" else tempfile, where, full)
    with pytest.raises(EditionError, match=r"no space left on device.*TMPDIR") as caught:
        confined(lambda: b"brief")
    assert caught.value.exit is Exit.OUTPUT


def test_a_task_or_an_answer_that_finds_no_room_says_so() -> None:
    def task() -> bytes:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    with pytest.raises(EditionError, match="TMPDIR") as caught:
        confined(task)
    assert caught.value.exit is Exit.OUTPUT

    def unwritable() -> bytes:
        Path.write_bytes = full  # type: ignore[method-assign]  # in the child alone
        return b"brief"

    with pytest.raises(EditionError, match="no space left"):
        confined(unwritable)


def test_another_fault_of_the_system_in_a_task_is_still_a_bug() -> None:
    def task() -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(EditionError, match="a bug in narrator") as caught:
        confined(task)
    assert caught.value.exit is Exit.BUG
