"""Several processes share the work of a run; one that dies costs one event, and what it had done stays told."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from narrator.publish.jobs import BUG, DIED, STOP, in_processes
from support.editions import forked, gone

if TYPE_CHECKING:
    from pathlib import Path

MANY = range(9)


def test_every_number_is_worked_on_once_by_as_many_processes_as_there_are(tmp_path: Path) -> None:
    def work(number: int) -> dict[str, Any]:
        with (tmp_path / f"by {os.getpid()}").open("a") as log:
            log.write(f"{number}\n")
        return {"square": number * number}

    assert in_processes(work, MANY, 3) == {n: {"square": n * n} for n in MANY}
    shares = [path.read_text().split() for path in tmp_path.iterdir()]
    assert sorted(map(len, shares)) == [3, 3, 3]
    assert sorted(n for share in shares for n in share) == sorted(map(str, MANY))


@pytest.mark.parametrize("jobs", [1, 2, 20])
def test_a_process_that_dies_costs_what_it_was_at_and_the_rest_is_done(jobs: int) -> None:
    def work(number: int) -> dict[str, Any]:
        if number in {0, 4}:
            os.kill(os.getpid(), signal.SIGKILL)
        return {"n": number}

    assert in_processes(work, MANY, jobs) == {n: {DIED: True} if n in {0, 4} else {"n": n} for n in MANY}


def test_a_bug_is_told_with_its_traceback_and_the_rest_is_done() -> None:
    def work(number: int) -> dict[str, Any]:
        return {"one": 6 // (number - 1)}

    done = in_processes(work, range(3), 2)
    assert (done[0], done[2]) == ({"one": -6}, {"one": 6})
    assert "ZeroDivisionError" in done[1][BUG]


def test_none_begins_after_one_that_says_stop() -> None:
    done = in_processes(lambda number: {STOP: number == 2}, MANY, 1)
    assert [*done] == [0, 1, 2]


def test_processes_end_with_the_one_that_waits_for_them(tmp_path: Path) -> None:
    def work(number: int) -> dict[str, Any]:
        (tmp_path / f"{os.getpid()}").touch()
        time.sleep(60)
        return {"n": number}

    pid = forked(lambda: in_processes(work, MANY, 2))
    while len(found := [*tmp_path.iterdir()]) < 2:
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert all(gone(int(path.name)) for path in found)


def test_processes_end_when_the_one_that_waits_is_interrupted(tmp_path: Path) -> None:
    def work(number: int) -> dict[str, Any]:
        (tmp_path / f"{os.getpid()}").touch()
        time.sleep(0.5)  # by then it waits; what comes while it forks may be lost in a hook of another module
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(60)
        return {"n": number}

    with pytest.raises(KeyboardInterrupt):
        in_processes(work, [1], 2)
    assert all(gone(int(path.name)) for path in tmp_path.iterdir())
