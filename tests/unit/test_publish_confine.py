from __future__ import annotations

import ctypes
import json
import mmap
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError, UserError
from narrator.model.catalogue import Severity
from narrator.model.problem import Location, Problem
from narrator.publish import confine
from narrator.publish.confine import Child, EditionError, hand, run_confined
from support.editions import gone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS, MEGABYTES = 20, 2048
SLEEPER = """
import os, signal, sys, time
from pathlib import Path
from narrator.publish.confine import run_confined

def task():
    Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(60)

def terminated(*_):
    raise SystemExit(143)

signal.signal(signal.SIGTERM, terminated)
try:
    run_confined(task, seconds=60, megabytes=2048)
except KeyboardInterrupt:
    sys.exit(130)
"""


def confined(task: Callable[[], bytes], seconds: int = SECONDS, megabytes: int = MEGABYTES) -> bytes:
    return run_confined(task, seconds=seconds, megabytes=megabytes)


def raising(error: BaseException) -> Callable[[], bytes]:
    def task() -> bytes:
        raise error

    return task


def children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()}


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def test_the_result_comes_back() -> None:
    assert confined(lambda: b"brief") == b"brief"
    assert confined(lambda: b"") == b""


def test_a_large_result_comes_back_whole() -> None:
    assert confined(lambda: bytes(range(256)) * 20_000) == bytes(range(256)) * 20_000


def test_the_task_runs_in_a_process_and_a_session_of_its_own() -> None:
    pid, session = json.loads(confined(lambda: json.dumps([os.getpid(), os.getsid(0)]).encode()))
    assert pid == session != os.getpid()


def test_a_task_that_does_not_end_is_killed_at_its_limit() -> None:
    def task() -> bytes:
        while True:
            pass

    with pytest.raises(EditionError, match=r"^timed out after 1 s$") as caught:
        confined(task, seconds=1)
    assert caught.value.exit is Exit.RENDERING
    assert children() == set()


def test_what_the_task_started_is_killed_with_it(tmp_path: Path) -> None:
    def task() -> bytes:
        pid = os.fork()
        if pid:
            (tmp_path / "pid").write_text(str(pid), encoding="ascii")
        time.sleep(60)
        return b""

    with pytest.raises(EditionError):
        confined(task, seconds=1)
    assert gone(int((tmp_path / "pid").read_text(encoding="ascii")))


def test_memory_is_limited() -> None:
    with pytest.raises(EditionError, match=r"^needed more than 1024 MB of memory$") as caught:
        confined(lambda: b"." * (2 << 30), megabytes=1024)
    assert caught.value.exit is Exit.RENDERING


def test_what_a_large_parent_holds_is_not_counted_as_the_tasks() -> None:
    with mmap.mmap(-1, 600 << 20):
        assert confined(lambda: str(len(b"." * (64 << 20))).encode(), megabytes=256) == str(64 << 20).encode()


def test_a_reply_beyond_all_measure_is_not_taken_for_a_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "LARGEST_FILE", 1 << 20)
    with pytest.raises(EditionError, match=r"^worker died \(exit 1\)$"):
        confined(lambda: b"." * (4 << 20))


def test_files_core_dumps_and_processor_time_are_limited() -> None:
    def task() -> bytes:
        kinds = (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_CPU)
        return json.dumps([resource.getrlimit(kind)[0] for kind in kinds]).encode()

    assert json.loads(confined(task)) == [confine.LARGEST_FILE, 0, SECONDS + 1]


def test_a_stricter_limit_of_the_system_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    real = resource.getrlimit
    monkeypatch.setattr(resource, "getrlimit", lambda which: (7, 7) if which == resource.RLIMIT_CPU else real(which))
    assert confined(lambda: str(real(resource.RLIMIT_CPU)).encode()) == b"(7, 7)"


def test_a_killed_worker_is_told_with_its_signal() -> None:
    def task() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    with pytest.raises(EditionError, match=r"^worker died \(signal 9\)$") as caught:
        confined(task)
    assert caught.value.exit is Exit.RENDERING


def test_a_worker_that_leaves_without_an_answer_is_told_with_its_exit() -> None:
    with pytest.raises(EditionError, match=r"^worker died \(exit 3\)$"):
        confined(lambda: os._exit(3))


def test_a_user_error_comes_back_with_its_exit_and_its_problems() -> None:
    problem = Problem(
        "TPL001", "'x' is undefined", Location("templates/en/a.md.j2", 12, 4), "x", "y", "{{ y }}", exit=Exit.TEMPLATE
    )
    error = UserError("broken")
    error.exit = Exit.TEMPLATE
    error.problems = (problem,)  # type: ignore[attr-defined]
    with pytest.raises(EditionError, match=r"^broken$") as caught:
        confined(raising(error))
    assert (caught.value.exit, caught.value.problems) == (Exit.TEMPLATE, (problem,))


def test_a_user_error_without_problems_comes_back() -> None:
    with pytest.raises(EditionError, match="cannot write x: why") as caught:
        confined(raising(OutputError("x", "why")))
    assert (caught.value.exit, caught.value.problems) == (Exit.OUTPUT, ())


def test_an_error_of_usage_cannot_pass_for_success() -> None:
    with pytest.raises(EditionError) as caught:
        confined(raising(UserError("no build can end with this code")))
    assert caught.value.exit is Exit.RENDERING


@pytest.mark.parametrize("error", [KeyError("x"), SystemExit(0), BaseException("as WeasyPrint raises them")])
def test_a_bug_comes_back_with_its_traceback(error: BaseException) -> None:
    with pytest.raises(EditionError, match=rf"(?s)^a bug in narrator.*{type(error).__name__}.*\nTraceback.*in task"):
        confined(raising(error))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b'{"message": "m", "exit": 12}',
        b'{"message": "m", "exit": 12, "problems": [{"at": 1}]}',
        b"\x80\x04",
    ],
)
def test_an_answer_in_another_form_is_a_bug_and_is_never_run(payload: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "_reply", lambda *_: (confine.FAULT, payload))
    with pytest.raises(EditionError, match="unreadable answer of a worker"):
        confined(lambda: b"")


def test_a_told_exit_is_one_that_a_failure_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    at = {"file": "f", "line": 1, "column": 1}
    raw = {"code": "TPL001", "message": "m", "at": at, "severity": "error", "exit": 0}
    told = json.dumps({"message": "m", "exit": 0, "problems": [raw]}).encode()
    monkeypatch.setattr(confine, "_reply", lambda *_: (confine.FAULT, told))
    with pytest.raises(EditionError) as caught:
        confined(lambda: b"")
    assert caught.value.exit is Exit.RENDERING
    assert [(problem.severity, problem.exit) for problem in caught.value.problems] == [(Severity.ERROR, Exit.RENDERING)]


def test_the_folder_for_temporary_files_is_private_and_goes_with_the_task(scratch: Path) -> None:
    def task() -> bytes:
        folder = tempfile.mkdtemp()
        (Path(folder) / "page.html").write_bytes(b"left behind")
        return folder.encode()

    folder = Path(confined(task).decode())
    assert folder.parent.parent == scratch


def test_the_folder_for_temporary_files_goes_when_the_task_is_killed(scratch: Path) -> None:
    def task() -> bytes:
        (Path(tempfile.mkdtemp()) / "page.html").write_bytes(b"left behind")
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    with pytest.raises(EditionError):
        confined(task)
    assert scratch.is_dir()


def test_the_task_has_none_of_our_open_files(tmp_path: Path) -> None:
    with (tmp_path / "open").open("w", encoding="utf-8") as file:
        number = file.fileno()
        with pytest.raises(EditionError, match="Bad file descriptor"):
            confined(lambda: str(os.fstat(number)).encode())


def test_the_network_is_closed_where_the_system_allows_it() -> None:
    def namespace() -> bytes:
        return bytes(Path("/proc/self/ns/net").readlink())

    libc = ctypes.CDLL(None)
    probe = os.fork()
    if not probe:
        both = confine.CLONE_NEWUSER | confine.CLONE_NEWNET
        os._exit(1 if libc.unshare(confine.CLONE_NEWNET) and libc.unshare(both) else 0)
    is_allowed = os.waitpid(probe, 0)[1] == 0
    assert (confined(namespace) != namespace()) == is_allowed


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_the_task_goes_with_its_parent(number: signal.Signals, code: int, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    run = subprocess.Popen([sys.executable, "-c", SLEEPER, note], env={**os.environ, "TMPDIR": str(scratch)})
    while not (note.exists() and note.read_text(encoding="ascii")) and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(number)
    assert run.wait() == code
    assert gone(int(note.read_text(encoding="ascii")))
    assert number is signal.SIGKILL or list(scratch.iterdir()) == []


def test_a_parent_that_died_before_the_task_began_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 1 << 30)
    with pytest.raises(EditionError, match="exit 1"):
        confined(lambda: b"too late")


def asked(task: Callable[[], bytes], *, seconds: int = SECONDS) -> Child:
    child = Child(lambda: lambda _: task())
    child.ask(b"", seconds=seconds, megabytes=MEGABYTES)
    return child


def test_a_part_is_handed_over_while_the_task_goes_on(tmp_path: Path) -> None:
    seen = tmp_path / "seen"

    def task() -> bytes:
        hand(b"page")
        while not seen.exists():
            time.sleep(0.01)
        return b"audited"

    with asked(task) as child:
        assert child.part() == b"page"
        seen.touch()
        assert child.answer() == b"audited"


def test_a_part_that_nobody_asked_for_is_no_end() -> None:
    def task() -> bytes:
        for _ in range(3):
            hand(b"page")
        time.sleep(0.2)
        return b"audited"

    assert confined(task) == b"audited"


@pytest.mark.parametrize("end", [lambda: b"", raising(UserError("no")), lambda: os._exit(9), lambda: time.sleep(9)])
def test_a_task_that_ends_without_a_part_has_none(end: Callable[[], bytes]) -> None:
    with asked(end, seconds=1) as child:
        assert child.part() is None


def test_limits_hold_from_when_it_is_asked() -> None:
    def task() -> bytes:
        return json.dumps(
            [resource.getrlimit(which)[0] for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]
        ).encode()

    with Child(lambda: lambda _: task()) as child:
        child.ask(b"", seconds=7, megabytes=900)
        seconds, memory = json.loads(child.answer())
    assert (seconds, memory > 900 << 20) == (8, True)
