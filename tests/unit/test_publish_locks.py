from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError
from narrator.publish.locks import holding, is_locked, locks
from support.editions import forked, tree

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = "2026-03-03-example/en", "2026-03-03-example/zh"


def test_an_edition_is_held_by_one_and_another_by_another(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with locks(tmp_path) as folder, holding(folder, out, ONE), holding(folder, out, OTHER), holding(folder, out):
        with pytest.raises(OutputError, match=rf"{ONE}: another build is at work \(pid {os.getpid()}\)") as caught:
            holding(folder, out, ONE).__enter__()
        with holding(folder, tmp_path / "elsewhere", ONE):
            pass
    assert caught.value.exit is Exit.OUTPUT


def test_whoever_comes_second_to_the_list_waits(tmp_path: Path) -> None:
    told = tmp_path / "told"

    def write() -> None:
        with locks(tmp_path) as folder, holding(folder, tmp_path / "out"):
            told.touch()

    with locks(tmp_path) as folder, holding(folder, tmp_path / "out"):
        pid = forked(write)
        time.sleep(0.2)
        assert not told.exists()
    os.waitpid(pid, 0)
    assert told.exists()


def test_a_lock_ends_with_its_holder_and_not_with_a_child_that_has_it_open(tmp_path: Path) -> None:
    with locks(tmp_path) as folder:
        with holding(folder, tmp_path / "out", ONE):
            pid = forked(lambda: time.sleep(60))
        with holding(folder, tmp_path / "out", ONE):
            pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def test_it_is_told_whether_anybody_works_there_and_nothing_is_made_to_find_out(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert not is_locked(tmp_path, out)
    assert tree(tmp_path) == {}
    with locks(tmp_path) as folder:
        for edition in (ONE, ""):
            with holding(folder, out, edition):
                assert is_locked(tmp_path, out)
                assert not is_locked(tmp_path, tmp_path / "elsewhere")
            assert not is_locked(tmp_path, out)
