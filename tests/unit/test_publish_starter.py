from __future__ import annotations

import os
from pathlib import Path

import pytest

from narrator.errors import Exit, OutputError
from narrator.publish.starter import EXAMPLE, IGNORE, contents, start
from narrator.publish.writer import NotOverwrittenError
from support.editions import tree

ALL = sorted(contents())


def written(root: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in tree(root).items() if isinstance(content, bytes)}


def test_a_workspace_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    assert sorted(start(tmp_path / "a" / "desk")) == ALL
    assert written(tmp_path / "a" / "desk") == contents()


def test_an_empty_folder_and_one_with_other_files_will_do(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("mine")
    start(tmp_path)
    assert written(tmp_path) == {**contents(), "README": "mine"}


@pytest.mark.parametrize("name", [name for name in ALL if name != IGNORE])
def test_no_file_is_written_over_and_nothing_is_written_beside_one(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(NotOverwrittenError, match=f"{Path(name).name} is there already") as caught:
        start(tmp_path)
    assert caught.value.exit is Exit.REFUSED
    assert written(tmp_path) == {name: "mine"}


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "narrator.toml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotOverwrittenError):
        start(tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_a_list_of_ignored_files_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / IGNORE).write_text("*.tmp\n")
    assert IGNORE not in start(tmp_path)
    assert written(tmp_path) == {**contents(), IGNORE: "*.tmp\n"}


def test_a_file_that_appears_in_the_meantime_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def meanwhile(fd: int) -> None:
        (tmp_path / "desk" / EXAMPLE).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "desk" / EXAMPLE).write_text("mine")
        sync(fd)

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(NotOverwrittenError):
        start(tmp_path / "desk")
    assert written(tmp_path / "desk") == {EXAMPLE: "mine"}


def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def full(fd: int) -> None:
        calls.append(fd)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        start(tmp_path / "desk")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("mine")
    with pytest.raises(OutputError, match="desk"):
        start(tmp_path / "desk")
    assert written(tmp_path) == {"desk": "mine"}
