"""Runs a task in a child process that can be killed, so that a template or a style sheet can harm nothing but itself.

Nothing inside a process can bound what Jinja2 and WeasyPrint do with hostile input, so the child gets, before it starts
the task: a session of its own, none of our open files, no network where the system allows that without privileges,
limits on memory, processor time and file size, no core dump, a temporary folder of its own, and death with its parent.
The parent watches the clock and ends the whole group at the limit, on Ctrl-C and on any other way out.

The answer lies in a file of the temporary folder, and the exit code tells what it is. Nothing in it is ever unpickled:
a child that rendered an untrusted template is not to be believed more than the template.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import signal
import sys
import tempfile
import traceback
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from narrator.errors import PRECEDENCE, Exit, UserError
from narrator.model.problem import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.model.problem import Problems

RESULT, FAULT, BUG, MEMORY = 0, 71, 72, 73
"""How a child ends: with what the task returned, with an error of the user's or of ours, or out of memory."""
REPLY = "reply"
LARGEST_FILE = 256 << 20
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class RenderingError(UserError):
    """A brief could not be rendered; the others go on."""

    exit = Exit.RENDERING


class TaskError(UserError):
    """A `UserError` that the task raised: its message, its exit code, and the problems that it carried."""

    def __init__(self, message: str, code: int, problems: Problems) -> None:
        super().__init__(message)
        self.exit = _failing(code)
        self.problems = problems


class TaskBugError(Exception):
    """A bug that showed in the child; its text is the child's traceback."""


def run_confined(task: Callable[[], bytes], *, seconds: int, megabytes: int) -> bytes:
    """What the task returns, computed in a child process under limits.

    The caller must be single-threaded: the child is a fork, and dies with the thread that made it.

    Raises:
        RenderingError: the task ran out of time or memory, or its process died.
        TaskError: the task raised a `UserError`.
        TaskBugError: the task raised anything else.
    """
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_CPU: seconds + 1,
        resource.RLIMIT_AS: megabytes << 20,
    }
    with tempfile.TemporaryDirectory(prefix="narrator-", ignore_cleanup_errors=True) as scratch:
        code = _ended(task, scratch, limits, seconds)
        reply = Path(scratch) / REPLY
        if code in {RESULT, FAULT, BUG} and reply.exists():
            return _opened(code, reply.read_bytes())
    if code is None:
        why = f"timed out after {seconds} s"
    elif code == MEMORY:
        why = f"needed more than {megabytes} MB of memory"
    else:
        why = f"worker died ({'exit' if code >= 0 else 'signal'} {abs(code)})"
    raise RenderingError(why)


def _ended(task: Callable[[], bytes], scratch: str, limits: dict[int, int], seconds: int) -> int | None:
    """The exit code of a child that does the task, negative for the signal that it died of; None when time was up."""
    over, alive = os.pipe()  # nothing is ever written: it is closed when the child ends
    parent = os.getpid()
    child = os.fork()
    if not child:
        _serve(task, partial(_confine, scratch, limits, parent, alive), Path(scratch) / REPLY)
    try:
        os.close(alive)
        poll = select.poll()
        poll.register(over, select.POLLIN)
        is_over = bool(poll.poll(seconds * 1000))
    finally:
        os.close(over)
        code = _end(child)
    return code if is_over else None


def _end(child: int) -> int:
    """Kill the child and its group, and reap it; one that has ended already keeps its code."""
    for kill in (os.killpg, os.kill):  # the second for one that had not come to lead a group yet
        with suppress(ProcessLookupError):
            kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _opened(code: int, reply: bytes) -> bytes:
    if code == RESULT:
        return reply
    if code == BUG:
        raise TaskBugError(reply.decode("utf-8", "backslashreplace"))
    try:
        told = json.loads(reply)
        error = TaskError(str(told["message"]), told["exit"], tuple(_problem(raw) for raw in told["problems"]))
    except (ValueError, TypeError, KeyError) as broken:
        why = f"unreadable answer of a worker: {broken}"
        raise TaskBugError(why) from broken
    raise error


def _problem(raw: dict[str, Any]) -> Problem:
    at, severity = Location(**raw["at"]), Severity(raw["severity"])
    return Problem(**{**raw, "at": at, "severity": severity, "exit": _failing(raw["exit"])})


def _failing(code: int) -> Exit:
    """The exit code that was told, where it is one that a build can end with; what is lost by now is a rendering."""
    return Exit(code) if code in PRECEDENCE else Exit.RENDERING


def _serve(task: Callable[[], bytes], confine: Callable[[], None], place: Path) -> NoReturn:
    """The life of the child: it never returns into the parent's code, and runs no clean-up of the parent's."""
    code = 1
    try:
        kind, reply = _reply(task, confine)
        place.write_bytes(reply)
        code = kind  # only now: half an answer is none
    finally:
        os._exit(code)


def _reply(task: Callable[[], bytes], confine: Callable[[], None]) -> tuple[int, bytes]:
    try:
        confine()
        return RESULT, task()
    except MemoryError:
        return MEMORY, b""
    except UserError as error:
        problems = [asdict(problem) for problem in getattr(error, "problems", ())]
        return FAULT, json.dumps({"message": str(error), "exit": error.exit, "problems": problems}).encode()
    except BaseException:  # noqa: BLE001  # some of WeasyPrint's errors are no Exception; every one must be told
        return BUG, traceback.format_exc().encode("utf-8", "backslashreplace")


def _confine(scratch: str, limits: dict[int, int], parent: int, alive: int) -> None:
    """Give up, in this process, what the task does not need."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.dup2(alive, 3)
    os.closerange(4, max(alive + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    tempfile.tempdir = scratch
    if sys.platform == "linux":
        _close_network()
        _die_with(parent)
    for which, asked in limits.items():
        hard = resource.getrlimit(which)[1]
        allowed = asked if hard == resource.RLIM_INFINITY else min(asked, hard)
        resource.setrlimit(which, (allowed, allowed))


def _close_network() -> None:
    """A network namespace without interfaces: at once as root, else with a user namespace; a second lock only.

    Where the system allows neither, the closed URL fetcher of `render.pdf` stands alone.
    """
    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET):
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _die_with(parent: int) -> None:
    """Be killed when the parent dies; after `_close_network`, because a change of credentials resets it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)
