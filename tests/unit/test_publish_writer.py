from __future__ import annotations

import errno
import os
import resource
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError
from narrator.publish import writer
from narrator.publish.writer import (
    PREFIX,
    Change,
    NotOverwrittenError,
    create_text,
    opened,
    replace_text,
    take,
)
from support.editions import tree

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
    replace_text(path, "after\n", "before\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"after\n", 0o604)
    assert list(tree(tmp_path)) == ["event.yaml"]


def test_line_ends_of_another_system_are_no_change(tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(b"a: 1\r\nb: 2\r\n")
    replace_text(path, "a: 1\nb: 3\n", path.read_text(encoding="utf-8"))
    assert path.read_bytes() == b"a: 1\nb: 3\n"


@pytest.mark.parametrize("now", [b"someone else's\n", b"before\n\xff", b""])
def test_a_file_that_changed_since_it_was_read_is_left_alone(now: bytes, tmp_path: Path) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(now)
    with pytest.raises(NotOverwrittenError, match="has changed in the meantime") as caught:
        replace_text(path, "after\n", "before\n")
    assert caught.value.exit is Exit.REFUSED
    assert tree(tmp_path) == {"event.yaml": now}


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("before\n", encoding="utf-8")
    (tmp_path / "event.yaml").symlink_to(victim)
    with pytest.raises(OutputError, match="it is a link"):
        replace_text(tmp_path / "event.yaml", "after\n", "before\n")
    assert tree(tmp_path) == {"event.yaml": f"-> {victim}", "victim": b"before\n"}


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*templates: Not a directory") as caught:
        create_text(tmp_path / "templates" / "a", "x")
    assert caught.value.exit is Exit.OUTPUT


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match=r"a: Is a directory"):
        replace_text(tmp_path / "a", "x", "")


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
            replace_text(path, "0123456789" * 1000, "before")
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

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noted(name))
    create_text(tmp_path / "a", "x")
    assert calls == ["fsync", "replace", "fsync"]


def test_a_folder_is_swept_of_temporary_files_only(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}1-2").write_bytes(b"left behind")
    (tmp_path / "brief.md").write_bytes(b"stays")
    with opened(tmp_path) as folder:
        folder.sweep()
    assert tree(tmp_path) == {"brief.md": b"stays"}


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
