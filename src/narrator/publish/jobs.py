"""Several processes for the editions of one run: each takes its share, one event at a time, and leaves what came of it.

What one of them made is on the disk and told in a file before it begins with the next event, so that a process that
dies costs the event that it was at and no other: what is left of its share is taken by another process.
"""

from __future__ import annotations

import json
import os
import signal
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from narrator.publish.confine import die_with
from narrator.publish.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    Told = dict[str, Any]

STOP, BEGUN, DONE = "stop", "{}.begun", "{}.json"
DIED = "died"
"""What is told of an event whose process ended without a word; `BUG`: what one told that could not go on."""
BUG = "bug"


def in_processes(work: Callable[[int], Told], numbers: Sequence[int], jobs: int) -> dict[int, Told]:
    """What came of each number, worked on by so many processes at a time; those after a `stop` may be missing."""
    scratch = Scratch()
    done: dict[int, Told] = {}
    try:
        left = [*numbers]
        while left and not (scratch.path / STOP).exists():
            shares = [left[n::jobs] for n in range(min(jobs, len(left)))]
            _together([_begun(work, share, scratch.path) for share in shares])
            done |= _told(left, scratch.path)
            if not {*left} & {*done}:  # no process came as far as its first number
                done[left[0]] = {DIED: True}
            left = [n for n in left if n not in done]
        return done
    finally:
        scratch.cleanup()


def _begun(work: Callable[[int], Told], share: Iterable[int], folder: Path) -> int:
    """The id of a process that works on its share; it never returns into the caller's code."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    with suppress(BaseException):  # whatever ends it, its numbers say how far it came
        die_with(parent)
        for number in share:
            if (folder / STOP).exists():
                break
            (folder / BEGUN.format(number)).touch()
            _work(work, number, folder)
    os._exit(0)


def _work(work: Callable[[int], Told], number: int, folder: Path) -> None:
    try:
        told = work(number)
    except Exception:  # noqa: BLE001  # a bug of ours costs one event, and is told
        told = {BUG: traceback.format_exc()}
    whole = folder / f"{number}.part"
    whole.write_text(json.dumps(told), encoding="utf-8")
    whole.rename(folder / DONE.format(number))
    if told.get(STOP):
        (folder / STOP).touch()


def _together(processes: list[int]) -> None:
    """Wait for processes; when that is interrupted, they end, too."""
    left = [*processes]
    try:
        while left:
            os.waitpid(left[0], 0)
            left.pop(0)
    finally:
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        for pid in left:
            os.waitpid(pid, 0)


def _told(numbers: Iterable[int], folder: Path) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for number in numbers:
        told = folder / DONE.format(number)
        if told.exists():
            found[number] = json.loads(told.read_bytes())
        elif (folder / BEGUN.format(number)).exists():
            found[number] = {DIED: True}
    return found
