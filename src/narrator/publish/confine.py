"""Runs a task in a child process that can be killed, so that a template or a style sheet can harm nothing but itself.

Nothing inside a process can bound what Jinja2 and WeasyPrint do with hostile input, so the child gets, before it starts
the task: a session of its own, no open files but its pipe, no network where the system allows that without privileges,
limits on memory, processor time and file size, no core dump, a temporary folder of its own, and death with its parent.
The parent watches the clock and ends the whole group at the limit, on Ctrl-C and on any other way out.

The answer comes back over the pipe as one frame (length, kind, payload). Nothing in it is ever unpickled: a child that
rendered an untrusted template is not to be believed more than the template.

Measured (2 shared cores, Python 3.11, medians of 200): all of it costs 3 ms, of which the closed network 1 ms; and 5 ms
when WeasyPrint is loaded in the parent, because there is more to fork.
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
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

from narrator.errors import PRECEDENCE, Exit, UserError
from narrator.model.problem import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.model.problem import Problems

HEADER = 8
LARGEST_REPLY = 256 << 20
LARGEST_FILE = 256 << 20
RESULT, FAULT, MEMORY, BUG = (bytes([kind]) for kind in b"RFMB")

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class RenderingError(UserError):
    """A brief could not be rendered; the others go on."""

    exit = Exit.RENDERING


class TimedOutError(RenderingError):
    """The task was still at work at its limit, and was killed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"timed out after {seconds} s")


class MemoryLimitError(RenderingError):
    """The task asked for more memory than it may have."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"needed more than {megabytes} MB of memory")


class WorkerDiedError(RenderingError):
    """The child ended without an answer."""

    def __init__(self, code: int) -> None:
        super().__init__(f"worker died (signal {-code})" if code < 0 else f"worker died (exit {code})")


class TaskError(UserError):
    """A `UserError` that the task raised: its message, its exit code, and the problems that it carried."""

    def __init__(self, message: str, code: Exit, problems: Problems) -> None:
        super().__init__(message)
        self.exit = code
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
    deadline = monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="narrator-", ignore_cleanup_errors=True) as scratch:
        reader, writer = os.pipe()
        parent = os.getpid()
        child = os.fork()
        if not child:
            _serve(task, partial(_confine, seconds, megabytes, scratch, parent), writer)
        try:
            os.close(writer)
            reply = _receive(reader, deadline)
        finally:
            os.close(reader)
            code = _end(child)
    if reply is None:
        raise TimedOutError(seconds)
    if reply[:1] == MEMORY:
        raise MemoryLimitError(megabytes)
    return _opened(reply, code)


def _receive(reader: int, deadline: float) -> bytes | None:
    """Kind and payload of the frame, nothing when the pipe closed before its end, None when time was up."""
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    received = bytearray()
    while len(received) < HEADER or len(received) < HEADER + int.from_bytes(received[:HEADER], "big"):
        left = deadline - monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return None
        chunk = os.read(reader, 1 << 20)
        if not chunk or len(received) > LARGEST_REPLY:
            return b""
        received += chunk
    return bytes(received[HEADER:])


def _end(child: int) -> int:
    """Kill the child and its group, and reap it; its exit code, negative for the signal that it died of.

    One that has ended already keeps its code: a kill after the end of the pipe changes nothing about the dead.
    """
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)  # when it had not come to lead a group yet
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _opened(reply: bytes, code: int) -> bytes:
    kind, payload = reply[:1], reply[1:]
    if not kind:
        raise WorkerDiedError(code)
    if kind == FAULT:
        raise _fault(payload)
    if kind == BUG:
        raise TaskBugError(payload.decode("utf-8", "backslashreplace"))
    return payload


def _fault(payload: bytes) -> Exception:
    """The error that a child reported, or a bug when it is not in the form that `_reply` gives it."""
    try:
        told = json.loads(payload)
        code = _failing(told["exit"])
        return TaskError(str(told["message"]), code, tuple(problem_of(raw) for raw in told["problems"]))
    except (ValueError, TypeError, KeyError) as error:
        return TaskBugError(f"unreadable answer of a worker: {error}")


def problem_of(raw: dict[str, Any]) -> Problem:
    """A problem as a child tells it."""
    at, severity = Location(**raw["at"]), Severity(raw["severity"])
    return Problem(**{**raw, "at": at, "severity": severity, "exit": _failing(raw["exit"])})


def _failing(code: int) -> Exit:
    """The exit code that was told, where it is one that a build can end with; what is lost by now is a rendering."""
    return Exit(code) if code in PRECEDENCE else Exit.RENDERING


def _serve(task: Callable[[], bytes], confine: Callable[[int], None], writer: int) -> NoReturn:
    """The life of the child: it never returns into the parent's code, and runs no clean-up of the parent's."""
    try:
        reply = _reply(task, partial(confine, writer))
        for part in (len(reply).to_bytes(HEADER, "big"), reply):
            _send(writer, part)
    finally:
        os._exit(0)


def _reply(task: Callable[[], bytes], confine: Callable[[], None]) -> bytes:
    try:
        confine()
        return RESULT + task()
    except MemoryError:
        return MEMORY
    except UserError as error:
        problems = [asdict(problem) for problem in getattr(error, "problems", ())]
        return FAULT + json.dumps({"message": str(error), "exit": error.exit, "problems": problems}).encode()
    except BaseException:  # noqa: BLE001  # some of WeasyPrint's errors are no Exception; every one must be told
        return BUG + traceback.format_exc().encode("utf-8", "backslashreplace")


def _send(writer: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(writer, view) :]


def _confine(seconds: int, megabytes: int, scratch: str, parent: int, writer: int) -> None:
    """Give up, in this process, what the task does not need."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.closerange(3, writer)
    os.closerange(writer + 1, max(writer + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    tempfile.tempdir = scratch
    if sys.platform == "linux":
        _close_network()
        _die_with(parent)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _limit(resource.RLIMIT_CPU, seconds + 1)
    _limit(resource.RLIMIT_AS, megabytes << 20)


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
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
