from __future__ import annotations

import errno
import os
import resource
import signal
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError
from narrator.publish import writer
from narrator.publish.writer import (
    PREFIX,
    Change,
    NotOverwrittenError,
    create_text,
    first,
    opened,
    rewrite,
    take,
)
from support.editions import before_call, calls_of, fail_at, forked, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_new_file_gets_its_text_in_utf_8_and_the_folders_above_it(tmp_path: Path) -> None:
    create_text(tmp_path / "templates" / "en" / "brief.md", "4亿\r\nwithout translation\n")
    assert tree(tmp_path) == {"templates/en/brief.md": "4亿\r\nwithout translation\n".encode()}


def test_a_new_file_has_the_mode_that_the_person_lets_files_have(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        create_text(tmp_path / "a", "")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_new_file_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("a", "dangling"):
        with pytest.raises(NotOverwrittenError, match="is there already") as caught:
            create_text(tmp_path / name, "new")
        assert caught.value.exit is Exit.REFUSED
    assert tree(tmp_path) == {"a": b"old", "dangling": "-> nowhere"}


def test_a_changed_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_text("before\n", encoding="utf-8")
    path.chmod(0o604)
    rewrite(path, lambda before: before.replace(b"before", b"after"))
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"after\n", 0o604)
    assert list(tree(tmp_path)) == ["event.yaml"]


@pytest.mark.parametrize("raw", [b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"\xff"])
def test_a_change_gets_the_bytes_as_they_are(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(raw)
    rewrite(path, lambda before: before + b"more")
    assert path.read_bytes() == raw + b"more"


def test_a_file_that_another_program_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(b"before\n")

    def change(_: bytes) -> bytes:
        path.write_bytes(b"someone else's\n")
        return b"after\n"

    with pytest.raises(NotOverwrittenError, match="has changed in the meantime") as caught:
        rewrite(path, change)
    assert caught.value.exit is Exit.REFUSED
    assert tree(tmp_path) == {"event.yaml": b"someone else's\n"}


def test_a_file_that_nobody_may_write_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(b"before\n")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="it is read-only"):
        rewrite(path, lambda _: b"after\n")
    assert tree(tmp_path) == {"event.yaml": b"before\n"}


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("before\n", encoding="utf-8")
    (tmp_path / "event.yaml").symlink_to(victim)
    with pytest.raises(OutputError, match="it is a link"):
        rewrite(tmp_path / "event.yaml", lambda _: b"after\n")
    assert tree(tmp_path) == {"event.yaml": f"-> {victim}", "victim": b"before\n"}


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*templates: Not a directory") as caught:
        create_text(tmp_path / "templates" / "a", "x")
    assert caught.value.exit is Exit.OUTPUT


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match=r"a: Is a directory"):
        rewrite(tmp_path / "a", lambda _: b"x")


def test_a_set_is_taken_in_its_order_and_what_is_to_go_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").write_bytes(b"1")
    order: list[str] = []
    real = Change.place

    def place(change: Change) -> None:
        order.append(change.name)
        real(change)

    monkeypatch.setattr(Change, "place", place)
    with opened(tmp_path) as folder:
        take([Change(folder, "c", None, b"3"), Change(folder, "b", b"1", None)])
    assert order == ["c", "b"]
    assert tree(tmp_path) == {"c": b"3"}


def test_an_interrupt_between_two_files_puts_the_first_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: name.encode() for name in "abc"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    real = os.replace

    def interrupted(source: str, target: str, **folders: int) -> None:
        real(source, target, **folders)
        if target == "b":
            monkeypatch.setattr(os, "replace", real)
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with opened(tmp_path) as folder, pytest.raises(KeyboardInterrupt):
        take([Change(folder, name, data, b"new") for name, data in before.items()])
    assert tree(tmp_path) == before


def test_a_disk_that_takes_no_more_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OutputError, match="File too large"):
            rewrite(path, lambda _: b"0123456789" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert tree(tmp_path) == {"a": b"before"}


def test_new_bytes_are_on_the_disk_before_they_take_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def noted(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*args: object, **more: object) -> object:
            calls.append(name)
            return real(*args, **more)

        return call

    for name in ("fsync", "link", "replace"):
        monkeypatch.setattr(os, name, noted(name))
    create_text(tmp_path / "a", "x")
    assert calls == ["fsync", "link", "fsync"]
    calls.clear()
    rewrite(tmp_path / "a", lambda _: b"y")
    assert calls == ["fsync", "replace", "fsync"]


def test_a_folder_is_swept_of_temporary_files_only(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}1-2").write_bytes(b"left behind")
    stays: dict[str, str | bytes] = {"brief.md": b"stays", f"{PREFIX}notes.md": b"stays", f"{PREFIX}1-2.bak": b"stays"}
    for name in stays:
        (tmp_path / name).write_bytes(b"stays")
    for name in (f"{PREFIX}backup", f"{PREFIX}3-4"):
        (tmp_path / name).mkdir()
        stays[name] = "empty folder"
    with opened(tmp_path) as folder:
        folder.sweep()
    assert tree(tmp_path) == stays


def test_an_error_without_words_of_the_system_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="odd"), writer.blamed(tmp_path):
        raise OSError("odd")  # noqa: EM101  # what the system raises


def test_an_unexpected_error_of_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with opened(tmp_path) as folder:
        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(OutputError, match="Input/output error"):
            folder.read("a")


def create(folder: Path) -> None:
    create_text(folder / "new.yaml", "whole\n")


def change(folder: Path) -> None:
    rewrite(folder / "old.yaml", lambda before: before.replace(b"before", b"after"))


OLD = b"before\n" * 5_000
DONE: dict[Callable[[Path], None], dict[str, bytes]] = {
    create: {"new.yaml": b"whole\n", "old.yaml": OLD},
    change: {"old.yaml": OLD.replace(b"before", b"after")},
}


def attempt(write: Callable[[Path], None], folder: Path) -> str:
    try:
        write(folder)
    except OutputError as error:
        return str(error)
    return ""


def files(folder: Path) -> dict[str, str | bytes]:
    """What stands in a folder, without what is swept away by the next one that writes there."""
    return {name: data for name, data in tree(folder).items() if not name.startswith(PREFIX)}


def beside(folder: Path) -> Path:
    """A new folder with an old file in it."""
    folder.mkdir()
    (folder / "old.yaml").write_bytes(OLD)
    return folder


@pytest.mark.parametrize("write", [create, change])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_whatever_call_fails_nothing_is_written(
    write: Callable[[Path], None], error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = 0
    first = beside(tmp_path / "first")
    reach = calls_of(lambda: write(first))
    for n in reach:
        folder = beside(tmp_path / str(n))
        with monkeypatch.context() as patch:
            fail_at(n, error, patch)
            failure = attempt(write, folder)
        if failure:
            refused += 1
            assert os.strerror(error) in failure
            assert tree(folder) == {"old.yaml": OLD}
            write(folder)
        assert files(folder) == DONE[write]
    assert 4 < refused < len(reach)


@pytest.mark.parametrize("write", [create, change])
def test_killed_before_any_call_a_file_is_whole_or_as_it_was_and_the_next_one_sweeps(
    write: Callable[[Path], None], tmp_path: Path
) -> None:
    killed = left = 0
    first = beside(tmp_path / "first")
    reach = calls_of(lambda: write(first))
    for n in reach:
        folder = beside(tmp_path / str(n))

        def die_on_the_way(n: int = n, folder: Path = folder) -> None:
            before_call(n, lambda: os.kill(os.getpid(), signal.SIGKILL), pytest.MonkeyPatch())
            write(folder)

        killed += bool(os.waitpid(forked(die_on_the_way), 0)[1])
        found = files(folder)
        left += len(tree(folder)) > len(found)
        assert found in ({"old.yaml": OLD}, DONE[write])
        create_text(folder / "another.yaml", "x")
        assert tree(folder) == {**found, "another.yaml": b"x"}
    assert 4 < killed == len(reach) - 1
    assert left


def test_of_many_who_take_one_name_one_gets_it(tmp_path: Path) -> None:
    def take_it(n: int) -> None:
        with suppress(NotOverwrittenError):
            create_text(tmp_path / "a", f"{n}\n")
            (tmp_path / f"got.{n}").touch()

    for child in [forked(partial(take_it, n)) for n in range(12)]:
        os.waitpid(child, 0)
    (winner,) = tmp_path.glob("got.*")
    assert tree(tmp_path) == {"a": f"{winner.suffix[1:]}\n".encode(), winner.name: b""}


def test_changes_of_many_at_once_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.touch()

    def add(n: int) -> None:
        for _ in range(5):
            rewrite(path, lambda before: before + f"{n}\n".encode())

    for child in [forked(partial(add, n)) for n in range(12)]:
        os.waitpid(child, 0)
    assert Counter(path.read_text(encoding="utf-8").split()) == {str(n): 5 for n in range(12)}


@pytest.mark.parametrize("error", [errno.EPERM, errno.ENOTSUP])
def test_where_there_are_no_hard_links_a_new_file_takes_no_name_that_is_taken(
    error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "link", refuse)
    create_text(tmp_path / "a", "x")
    with pytest.raises(NotOverwrittenError):
        create_text(tmp_path / "a", "y")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OutputError):
        create_text(tmp_path / "b", "z")
    assert tree(tmp_path) == {"a": b"x"}


def test_what_somebody_else_put_there_is_never_taken_back(tmp_path: Path) -> None:
    with opened(tmp_path) as folder:
        changes = [first(folder, "mine", b"1"), first(folder, "theirs", b"2")]
        (tmp_path / "theirs").write_bytes(b"of another program")
        with pytest.raises(NotOverwrittenError):
            take(changes)
    assert tree(tmp_path) == {"theirs": b"of another program"}
