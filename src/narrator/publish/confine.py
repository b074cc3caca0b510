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
import errno
import gc
import json
import os
import resource
import select
import signal
import sys
import tempfile
import traceback
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, Self

from narrator.errors import PRECEDENCE, Exit, UserError
from narrator.model.catalogue import Severity
from narrator.model.problem import Location, Problem
from narrator.publish.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.model.problem import Problems

RESULT, FAULT, NO_ROOM = 0, 71, 72
"""How a child ends that has left an answer, what the task returned or what went wrong; or had no room for one."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REPLY, GIVEN, PART = "reply", "given", "part"
ALIVE = 3
"""What a confined child holds open as long as it lives; it writes there only that a part of its answer is done."""
LARGEST_FILE, LIMITS = 256 << 20, 64
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class EditionError(UserError):
    """What keeps one edition from being made, the others go on: a message, an exit code, the problems behind it."""

    def __init__(self, message: str, code: Exit = Exit.RENDERING, problems: Problems = ()) -> None:
        super().__init__(message)
        self.exit = code
        self.problems = problems


def run_confined(task: Callable[[], bytes], **limits: int) -> bytes:
    """What the task returns, computed in a child process under the limits of `Child`.

    Raises:
        EditionError: as `Child.answer`.
    """
    with Child(lambda: lambda _: task()) as child:
        child.ask(b"", **limits)
        return child.answer()


def hand(part: bytes) -> None:
    """In a child that is asked: what of its answer is done before the rest, for `Child.part`."""
    (Path(tempfile.gettempdir()) / PART).write_bytes(part)
    os.write(ALIVE, b".")


class Child:
    """A process that prepares a task, waits to be asked, and is confined from then on; it answers once, when it has.

    The caller must be single-threaded: the child is a fork, and dies with the thread that made it.

    Why it can wait: WeasyPrint takes as long to load as a page to be written, so one is done beside the other. What it
    prepares with, and what its parent has prepared, is packaged: nothing of a workspace is rendered before it is asked.
    """

    def __init__(self, prepare: Callable[[], Callable[[bytes], bytes]]) -> None:
        self._seconds, self._until = 0, 0.0
        with _room():
            self._scratch = Scratch()
        self._folder = self._scratch.path
        self._over, alive = os.pipe()  # closed when the child ends
        asked, self._ask = os.pipe()
        self._ours = [self._over, self._ask]
        parent = os.getpid()
        self._code: int | None = None
        self._child = os.fork()
        if not self._child:
            os.close(self._ask)
            _serve(prepare, self._folder, asked, partial(_confine, str(self._folder), parent, alive))
        os.close(alive)
        os.close(asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        while self._ours:
            os.close(self._ours.pop())
        self._scratch.cleanup()

    def ask(self, given: bytes, *, seconds: int, megabytes: int) -> None:
        """Confine it, and let it begin with what is given; its time runs from now.

        Raises:
            EditionError: there is no room for what is given.
        """
        with _room():
            (self._folder / GIVEN).write_bytes(given)
        self._seconds, self._until = seconds, monotonic() + seconds
        with suppress(BrokenPipeError):  # it has died already, which its exit code tells
            os.write(self._ask, json.dumps((seconds, megabytes)).encode())

    def part(self) -> bytes | None:
        """What the task hands over before it has its answer; None where it ends without."""
        is_done = self._waited() and os.read(self._over, 1)
        return (self._folder / PART).read_bytes() if is_done else None

    def _waited(self) -> bool:
        """Whether it says something, or ends, in its time."""
        poll = select.poll()
        poll.register(self._over, select.POLLIN)
        return bool(poll.poll(max(0, self._until - monotonic()) * 1000))

    def answer(self) -> bytes:
        """What the task makes of what was given.

        Raises:
            EditionError: the task raised an error, ours (exit 1, its traceback below the first line) or the user's, ran
                out of time or memory, or its process died.
        """
        while (is_over := self._waited()) and os.read(self._over, LARGEST_FILE):
            pass  # a part that nobody asked for
        code = self._end()
        reply = self._folder / REPLY
        if not is_over:
            why = f"timed out after {self._seconds} s"
        elif code in {RESULT, FAULT} and reply.exists():
            if code == RESULT:
                return reply.read_bytes()
            raise _error(reply.read_bytes())
        elif code == NO_ROOM:
            raise EditionError(NOWHERE.format("no space left"), Exit.OUTPUT)
        else:
            why = f"worker died (signal {-code})" if code < 0 else f"worker died (exit {code})"
        raise EditionError(why)

    def _end(self) -> int:
        """Kill the child and its group, and reap it; one that has ended already keeps its code."""
        if self._code is None:
            for kill in (os.killpg, os.kill):  # the second for one that had not come to lead a group yet
                with suppress(ProcessLookupError):
                    kill(self._child, signal.SIGKILL)
            self._code = os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])
        return self._code


NOWHERE = "nothing can be written into the temporary folder ({}); make room there, or name another in TMPDIR"


@contextmanager
def _room() -> Iterator[None]:
    """The temporary folder is written to.

    Raises:
        EditionError: it is full, or not to be written to.
    """
    try:
        yield
    except OSError as error:
        raise EditionError(NOWHERE.format((error.strerror or str(error)).lower()), Exit.OUTPUT) from error


def _error(reply: bytes) -> EditionError:
    try:
        told = json.loads(reply)
        problems = tuple(problem_of(raw) for raw in told["problems"])
        return EditionError(str(told["message"]), _failing(told["exit"]), problems)
    except (ValueError, TypeError, KeyError) as broken:
        return EditionError(f"unreadable answer of a worker: {broken}")


def problem_of(raw: dict[str, Any]) -> Problem:
    """A problem as a child tells it."""
    at, severity = Location(**raw["at"]), Severity(raw["severity"])
    return Problem(**{**raw, "at": at, "severity": severity, "exit": _failing(raw["exit"])})


def _failing(code: int) -> Exit:
    """The exit code that was told, where it is one that a build can end with; what is lost by now is a rendering."""
    return Exit(code) if code in PRECEDENCE else Exit.RENDERING


def _serve(
    prepare: Callable[[], Callable[[bytes], bytes]], folder: Path, asked: int, confine: Callable[[int, int], None]
) -> NoReturn:
    """The life of the child: it never returns into the parent's code, and runs no clean-up of the parent's."""
    code = 1
    gc.disable()  # its memory is limited, and goes with it: a fifth of its time is saved
    try:
        kind, reply = _reply(prepare, folder, asked, confine)
        (folder / REPLY).write_bytes(reply)
        code = kind  # only now: half an answer is none
    except OSError as error:
        code = NO_ROOM if error.errno in FULL else 1
    finally:
        os._exit(code)


def _reply(
    prepare: Callable[[], Callable[[bytes], bytes]], folder: Path, asked: int, confine: Callable[[int, int], None]
) -> tuple[int, bytes]:
    problems: Problems = ()
    megabytes = 0
    try:
        task = prepare()
        limits = os.read(asked, LIMITS)
        if not limits:  # nobody will ask: the parent has gone
            os._exit(1)
        seconds, megabytes = json.loads(limits)
        confine(seconds, megabytes)
        return RESULT, task((folder / GIVEN).read_bytes())
    except MemoryError:
        what, code = f"needed more than {megabytes} MB of memory", Exit.RENDERING
    except UserError as error:
        what, code, problems = str(error), error.exit, getattr(error, "problems", ())
    except BaseException as error:  # some of WeasyPrint's errors are no Exception; every one must be told
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        trace = traceback.format_exc()
        what, code = f"a bug in narrator, not in your records: {trace.splitlines()[-1]}\n{trace}", Exit.BUG
    return FAULT, json.dumps({"message": what, "exit": code, "problems": [*map(asdict, problems)]}).encode()


def _confine(scratch: str, parent: int, alive: int, seconds: int, megabytes: int) -> None:
    """Give up, in this process, what the task does not need."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_CPU: seconds + 1,
        resource.RLIMIT_AS: _held() + (megabytes << 20),
    }
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.dup2(alive, ALIVE)
    os.closerange(ALIVE + 1, max(alive + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    tempfile.tempdir = scratch
    if sys.platform == "linux":
        _close_network()
        die_with(parent)
    for which, asked in limits.items():
        hard = resource.getrlimit(which)[1]
        allowed = asked if hard == resource.RLIM_INFINITY else min(asked, hard)
        resource.setrlimit(which, (allowed, allowed))


def _held() -> int:
    """Bytes of address space that this process has before its task: a large parent's are not the task's."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return 0


def _close_network() -> None:
    """A network namespace without interfaces: at once as root, else with a user namespace; a second lock only.

    Where the system allows neither, the closed URL fetcher of `render.pdf` stands alone.
    """
    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET):
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def die_with(parent: int) -> None:
    """Be killed when the parent dies, on Linux; after `_close_network`, because a change of credentials resets it."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)
