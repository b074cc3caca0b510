"""Whatever ends a command halfway, a kill, a full disk, a broken one, a power cut: nothing is torn, nothing is lost.

After each, `verify` finds what a killed command may leave and nothing else, and the next run goes on from there. The
numbers are those of the forty checks of SECURITY.md 4. A few calls of each command are tried here, all by `make soak`.
"""

from __future__ import annotations

import builtins
import errno
import io
import itertools
import os
import re
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from narrator.errors import Exit
from support.command import Ran, command, narrator
from support.crashes import Disk, laid
from support.editions import before_call, counted, fail_at, forked, tree
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SOAK = "SOAK" in os.environ
FILE = f"data/events/{EVENT_ID}.yaml"
SENTENCE = "Alas, $230 million of positions was liquidated."
LEFT = {"VER005", "VER013", "VER014"}
"""What a killed command may leave: an unfinished edition, a temporary file, an edition older than its records."""
FORM = re.compile(r"(data/published/[^/]+)/[^/]+")
RUN = (".narrator", "__pycache__")
BUILD = ("build", "--to", "md")


class Case(NamedTuple):
    """A command that writes, and the workspace in which it does."""

    before: str
    command: tuple[str, ...]


CASES = {
    "build": Case("plain", BUILD),
    "build anew": Case("changed", BUILD),
    "withdraw": Case("held", BUILD),
    "publish": Case("built", ("publish", EVENT_ID, "--approved-by", "A. Editor")),
    "accept": Case(
        "plain", ("audit", "draft.md", "--against", EVENT_ID, "--accept", "1:7", "--by", "A. Editor", "--why", "right")
    ),
    "add": Case("plain", ("add", EVENT_ID, "prices.eth: down 2.4%", "asset=ETH", "--source", "market data")),
    "format": Case("plain", ("format", FILE)),
    "new": Case("plain", ("new", "2026-03-05-next")),
    "copy": Case("plain", ("templates", "copy", "en/lead.md.j2")),
    "init": Case("empty", ("init", ".")),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspaces that commands begin with."""
    base = tmp_path_factory.mktemp("before")
    (base / "empty").mkdir()
    plain = write_workspace(base / "plain", EVENT)
    (plain / "draft.md").write_text(SENTENCE, encoding="utf-8")
    built = shutil.copytree(plain, base / "built")
    assert narrator(built, *BUILD).code == 0
    for name, old, new in (("changed", "$195 million", "$196 million"), ("held", "status: ready", "status: held")):
        file = shutil.copytree(built, base / name) / FILE
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return base


@pytest.fixture
def fresh(before: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Another copy of a workspace."""
    numbers = itertools.count()
    return lambda name: shutil.copytree(before / name, tmp_path / str(next(numbers)))


def files(root: Path) -> dict[str, str | bytes]:
    """What a workspace holds but for what a run leaves there: locks, empty folders, temporary files."""
    found = {name: data for name, data in tree(root).items() if data != "empty folder"}
    return {name: data for name, data in found.items() if not any(part.startswith(RUN) for part in Path(name).parts)}


def held(root: Path) -> dict[str, str | bytes]:
    """What persons have in a workspace."""
    return {name: data for name, data in files(root).items() if name.startswith(("data/", "templates/"))}


def codes(root: Path) -> set[str]:
    """What `verify` finds; where a workspace is only begun there is nothing to find."""
    if not (root / "narrator.toml").is_file():
        return set()
    return {problem["code"] for problem in narrator(root, "verify", "--format", "json").problems}


def calls(root: Path, arguments: Sequence[str]) -> range:
    """The calls of a command that write, some of them, or all for a soak; and the command is done."""
    with pytest.MonkeyPatch.context() as patch:
        number = counted(patch)
        assert narrator(root, *arguments).code == 0
    return range(number()) if SOAK else range(number() // 2, number(), max(2, number() // 4))


@contextmanager
def failing(n: int, error: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        fail_at(n, error, patch)
        yield


def assert_whole(root: Path, old: dict[str, str | bytes], new: dict[str, str | bytes], *, is_begun: bool) -> None:
    """Every file that persons have is the old one or the new one; all of them are, unless a workspace was begun."""
    now = held(root)
    for name, data in now.items():
        published = name.startswith("data/published/")  # with the time of day
        assert data in (old.get(name), new.get(name)) or (published and isinstance(data, bytes) and data[-2:] == b"}\n")
    assert recorded(now) in (set(old), set(new)) or is_begun


def recorded(names: Iterable[str]) -> set[str]:
    """The files that count: forms of a publication whose record was not written are none of them."""
    known = set(names)
    forms = {name: match[1] for name in known if (match := FORM.fullmatch(name))}
    return {name for name in known if name not in forms or f"{forms[name]}.json" in known}


@pytest.mark.parametrize("case", CASES)
def test_6_killed_at_any_call_nothing_is_torn_or_lost_and_the_next_run_goes_on(
    case: str, fresh: Callable[[str], Path]
) -> None:
    start, arguments = CASES[case]
    done = fresh(start)
    old = held(done)
    reached = calls(done, arguments)
    new, again = held(done), narrator(done, *arguments).code
    assert len(reached) > 1
    for n in reached:
        root = fresh(start)

        def die_on_the_way(n: int = n, root: Path = root) -> None:
            before_call(n, lambda: os.kill(os.getpid(), signal.SIGKILL), pytest.MonkeyPatch())
            narrator(root, *arguments)

        assert os.waitstatus_to_exitcode(os.waitpid(forked(die_on_the_way), 0)[1]) == -signal.SIGKILL
        assert codes(root) <= LEFT
        assert_whole(root, old, new, is_begun=case == "init")
        was_done = set(held(root)) == set(new) != set(old) or held(root) != old
        ran = narrator(root, *arguments)
        assert ran.code == 0 or (was_done and ran.code == again), (n, ran.err)
        assert codes(root) <= ({"VER013"} if ran.code else set())
        assert set(held(root)) == set(new)
        if SOAK:
            assert narrator(root, *BUILD, "--quiet").code == 0


@pytest.mark.parametrize("case", CASES)
def test_7_refused_at_any_call_a_command_ends_with_15_and_everything_is_as_it_was(
    case: str, fresh: Callable[[str], Path]
) -> None:
    start, arguments = CASES[case]
    done = fresh(start)
    reached = calls(done, arguments)[: None if SOAK else 1]
    again = narrator(done, *arguments).code
    refused = 0
    for n, error in itertools.product(reached, (errno.ENOSPC, errno.EIO) if SOAK else (errno.ENOSPC,)):
        root = fresh(start)
        old = files(root)
        ran = narrator(root, *arguments, under=failing(n, error))
        assert ran.code in {Exit.DONE, Exit.OUTPUT}
        assert "Traceback" not in ran.err
        assert codes(root) <= {"VER013", "VER014"}
        if ran.code:
            refused += 1
            assert os.strerror(error).lower() in ran.err.lower()
            assert files(root) == old
        assert narrator(root, *arguments).code in ({again, 0} if ran.code == 0 else {0}), n
    assert refused


CRASHED = ("build anew", "publish", "add", "init") if not SOAK else tuple(CASES)


@pytest.mark.parametrize("case", CRASHED)
def test_what_was_not_brought_to_the_disk_may_be_lost_and_nothing_is_torn_by_it(
    case: str, fresh: Callable[[str], Path], tmp_path: Path
) -> None:
    start, arguments = CASES[case]
    root = fresh(start)
    old, disk = held(root), Disk(root)
    assert narrator(root, *arguments, under=disk.watched()).code == 0
    new = held(root)
    assert len(disk.images) > 3
    for number, image in enumerate(disk.images):
        crashed = laid(image, tmp_path / f"image{number}")
        assert codes(crashed) <= LEFT
        assert_whole(crashed, old, new, is_begun=case == "init")
        shutil.rmtree(crashed)
    lasting = laid(disk.lasting(), tmp_path / "lasting")
    assert files(lasting) == files(root), "the command has said that it is done"


READ: tuple[tuple[str, ...], ...] = (
    *(CASES[name].command for name in ("build", "publish", "add", "format", "accept")),
    *(("check",), ("status",), ("verify",), ("explain", EVENT_ID), ("facts", EVENT_ID)),
    *(("audit", "draft.md", "--against", EVENT_ID), ("new", "next", "--from", EVENT_ID)),
)
NEEDED = {"build", "check", "publish", "audit", "facts", "format"}
"""The commands for which every file of the workspace that they read counts."""


@contextmanager
def unread(root: Path, n: int, hit: list[str]) -> Iterator[None]:
    """The n-th file of a workspace that is opened gives nothing: an error of reading, which names no file."""
    real, left, own = io.open, itertools.count(), os.getpid()

    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def opening(file: object, mode: str = "r", *more: object, **options: object) -> object:
        name = str(file)
        is_ours = os.getpid() == own and "r" in mode and (name.startswith(str(root)) or "opener" in options)
        if is_ours and (os.path.exists(name) or "opener" in options) and next(left) == n:  # noqa: PTH110
            hit.append(name)
            return Broken()
        return real(file, mode, *more, **options)  # type: ignore[call-overload]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", opening)
        yield


@pytest.mark.parametrize("arguments", READ, ids=lambda each: each[0])
def test_a_file_that_cannot_be_read_is_a_problem_with_its_name(
    arguments: Sequence[str], fresh: Callable[[str], Path]
) -> None:
    failed = set()
    for n in itertools.count() if SOAK else (0, 6):
        root, hit = fresh("built"), list[str]()
        ran = narrator(root, *arguments, under=unread(root.resolve(), n, hit))
        if not hit:
            break
        name = Path(hit[0]).stem
        assert "Traceback" not in ran.err
        assert ran.code != Exit.BUG
        assert ran.code == 0 or name in ran.err or "run: narrator check" in ran.err, (hit, ran.err)
        # The look at all editions passes over one that cannot be read; that which is asked for is read again, locked.
        assert ran.code or arguments[0] not in NEEDED or name == "manifest", hit
        failed |= {name} if ran.code else set()
    assert failed


DISK = """\
mount -t tmpfs -o size=128k narrator "$1" && cp -a "$2/." "$1"
head -c "$3" /dev/zero > "$1/full" 2> /dev/null
shift 3
exec "$@"
"""
AWAY = (("unshare", "--mount"), ("unshare", "--user", "--map-root-user", "--mount"))


def on_a_full_disk(root: Path, folder: Path, taken: str, *arguments: str) -> Ran:
    """A run in which a folder is a disk without room; where nobody may mount one, no file may grow."""
    copied = shutil.copytree(folder, root.parent / "copied", dirs_exist_ok=True)
    line = ["sh", "-c", DISK, "sh", str(folder), str(copied), taken, *command(*arguments)]
    for away in AWAY:
        tried = [*away, "mount", "-t", "tmpfs", "narrator", str(folder)]
        if not subprocess.run(tried, capture_output=True, check=False).returncode:
            line = [*away, *line]
            break
    else:
        line = ["prlimit", "--fsize=1", *command(*arguments)]
    environment = {**os.environ, "TMPDIR": str(root / "tmp")}
    done = subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


FULL = {
    "out": ("118k", BUILD),
    "tmp": ("118k", BUILD),  # Python tries whether there is room for four bytes, and goes elsewhere where not
    "data/accepted": ("1m", CASES["accept"].command),
    "data/published": ("1m", CASES["publish"].command),
    "data/events": ("1m", CASES["add"].command),
}


@pytest.mark.parametrize("place", FULL)
def test_7_a_disk_without_room_ends_with_15(place: str, fresh: Callable[[str], Path]) -> None:
    root = fresh("changed" if FULL[place][1] == BUILD else "built")
    for name in (place, "tmp"):
        (root / name).mkdir(exist_ok=True)
    before = files(root)
    ran = on_a_full_disk(root, root / place, *FULL[place][0:1], *FULL[place][1])
    assert (ran.code, "Traceback" in ran.err) == (Exit.OUTPUT, False), ran.err
    assert files(root) == before
