"""A site comes to where readers find it all at once: they find the state before or the one after, nothing between."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit, OutputError
from narrator.publish.writer import NotOverwrittenError
from narrator.site.target import WHOLE, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST = {"index.html": b"one", "a/en/index.html": b"brief"}
SECOND = {"index.html": b"two", "a/en/index.html": b"brief, corrected", "a/en/1/index.html": b"brief"}


def found(target: Path) -> dict[str, bytes]:
    """What a reader finds."""
    paths = [path for path in target.rglob("*") if path.is_file() and path.name != WHOLE]
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}


def states(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.is_dir() and not path.is_symlink())


def test_a_target_leads_to_the_files_and_to_no_others(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert put(target, FIRST)
    assert found(target) == FIRST
    assert put(target, SECOND)
    assert found(target) == SECOND
    assert not put(target, SECOND), "it is there already"


def test_the_state_before_stays_for_those_who_read_it_and_none_before_that(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, FIRST)
    before = target.resolve()
    put(target, SECOND)
    assert found(before) == FIRST
    put(target, {**SECOND, "feed.atom": b"<feed/>"})
    assert not before.exists()
    assert len(states(target)) == 2


def test_at_no_moment_does_a_reader_find_anything_else_than_a_whole_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, seen = tmp_path / "site", []
    put(target, FIRST)

    def watched(name: str) -> Callable[..., object]:
        real: Callable[..., object] = getattr(os, name)

        def call(*args: object, **more: object) -> object:
            seen.append(found(target))
            made = real(*args, **more)
            seen.append(found(target))
            return made

        return call

    for name in ("fsync", "mkdir", "rename", "symlink", "unlink"):
        monkeypatch.setattr(os, name, watched(name))
    put(target, SECOND)
    assert [state for state in seen if state not in (FIRST, SECOND)] == []
    assert (FIRST in seen, seen[-1]) == (True, SECOND)


@pytest.mark.parametrize("name", ["fsync", "symlink", "rename"])
def test_what_the_system_refuses_leaves_readers_what_they_had(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    put(target, FIRST)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, name, refuse)
        with pytest.raises(OutputError, match="No space left") as caught:
            put(target, SECOND)
    assert caught.value.exit is Exit.OUTPUT
    assert found(target) == FIRST
    assert put(target, SECOND)
    assert found(target) == SECOND


def test_a_state_that_was_not_written_to_its_end_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, FIRST)
    (target / WHOLE).unlink()
    (target / "index.html").unlink()
    assert put(target, FIRST)
    assert found(target) == FIRST


@pytest.mark.parametrize("what", ["a folder", "a file", "another link", "a link that leads nowhere"])
def test_what_is_no_site_of_ours_is_never_replaced(what: str, tmp_path: Path) -> None:
    target = tmp_path / "site"
    if what == "a folder":
        target.mkdir()
    elif what == "a file":
        target.write_bytes(b"mine")
    else:
        (tmp_path / "other").mkdir()
        target.symlink_to("other" if what == "another link" else "gone")
    with pytest.raises(NotOverwrittenError, match="is no site of narrator's") as caught:
        put(target, FIRST)
    assert caught.value.exit is Exit.REFUSED
    assert states(target) == [name for name in states(target) if not name.startswith(".site")]


@pytest.mark.parametrize("place", ["../outside", "/etc/outside", "a/../../outside"])
def test_no_file_lies_outside_of_its_site(place: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="outside"):
        put(tmp_path / "site", {place: b""})
    assert not (tmp_path / "site").exists()
