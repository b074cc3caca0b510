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

RESULT, FAULT = 0, 71
"""How a child ends that has left an answer: with what the task returned, or with what went wrong."""
REPLY = "reply"
LARGEST_FILE = 256 << 20
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class EditionError(UserError):
    """What keeps one edition from being made, the others go on: a message, an exit code, the problems behind it."""

    def __init__(self, message: str, code: Exit = Exit.RENDERING, problems: Problems = ()) -> None:
        super().__init__(message)
        self.exit = code
        self.problems = problems


def run_confined(task: Callable[[], bytes], *, seconds: int, megabytes: int) -> bytes:
    """What the task returns, computed in a child process under limits.

    The caller must be single-threaded: the child is a fork, and dies with the thread that made it.

    Raises:
        EditionError: the task raised an error, ours (exit 1, its traceback below the first line) or the user's, ran out
            of time or memory, or its process died.
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
        if code == RESULT and reply.exists():
            return reply.read_bytes()
        if code == FAULT and reply.exists():
            raise _error(reply.read_bytes())
    why = f"worker died (signal {-code})" if code < 0 else f"worker died (exit {code})"
    raise EditionError(why)


def _ended(task: Callable[[], bytes], scratch: str, limits: dict[int, int], seconds: int) -> int:
    """The exit code of a child that does the task in time, negative for the signal that it died of."""
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
    if not is_over:
        why = f"timed out after {seconds} s"
        raise EditionError(why)
    return code


def _end(child: int) -> int:
    """Kill the child and its group, and reap it; one that has ended already keeps its code."""
    for kill in (os.killpg, os.kill):  # the second for one that had not come to lead a group yet
        with suppress(ProcessLookupError):
            kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _error(reply: bytes) -> EditionError:
    try:
        told = json.loads(reply)
        problems = tuple(_problem(raw) for raw in told["problems"])
        return EditionError(str(told["message"]), _failing(told["exit"]), problems)
    except (ValueError, TypeError, KeyError) as broken:
        return EditionError(f"unreadable answer of a worker: {broken}")


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
        allowed = resource.getrlimit(resource.RLIMIT_AS)[0] >> 20
        told = {"message": f"needed more than {allowed} MB of memory", "exit": Exit.RENDERING, "problems": []}
    except UserError as error:
        problems = [asdict(problem) for problem in getattr(error, "problems", ())]
        told = {"message": str(error), "exit": error.exit, "problems": problems}
    except BaseException:  # noqa: BLE001  # some of WeasyPrint's errors are no Exception; every one must be told
        trace = traceback.format_exc()
        what = f"a bug in narrator, not in your records: {trace.splitlines()[-1]}\n{trace}"
        told = {"message": what, "exit": Exit.BUG, "problems": []}
    return FAULT, json.dumps(told).encode()


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
