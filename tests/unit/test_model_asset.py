from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from narrator.model.asset import AssetError, files, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    (root / "theme").mkdir(parents=True)
    (root / "theme" / "a.ttf").write_bytes(b"inside")
    (tmp_path / "secret.ttf").write_bytes(b"outside")
    (root / "out.ttf").symlink_to(tmp_path / "secret.ttf")
    (root / "in.ttf").symlink_to("theme/a.ttf")
    (root / "up").symlink_to(tmp_path)
    (root / "folder.ttf").mkdir()
    (root / "ring.ttf").symlink_to("ring.ttf")
    os.mkfifo(root / "pipe.ttf")
    return root


@pytest.mark.parametrize("typed", ["theme/a.ttf", "./theme/a.ttf", "in.ttf", "theme/../theme/a.ttf"])
def test_a_file_of_the_workspace_is_read(root: Path, typed: str) -> None:
    assert read(root, typed, (".ttf",), 6) == b"inside"


WRONG = {
    "../secret.ttf": "leads out",
    "theme/../../secret.ttf": "leads out",
    "out.ttf": "leads out",
    "up/secret.ttf": "leads out",
    "/etc/passwd": "no path from",
    "theme\\a.ttf": "no path from",
    "a\0.ttf": "no path from",
    "theme/none.ttf": "cannot be read",
    "narrator.toml": "is not named",
    "folder.ttf": "is no file",
    "ring.ttf": "leads nowhere",
    "pipe.ttf": "is no file",
    "x" * 300 + ".ttf": "cannot be read",
}


@pytest.mark.parametrize(("typed", "says"), WRONG.items(), ids=[f"{n}" for n in range(len(WRONG))])
def test_nothing_else_is(root: Path, typed: str, says: str) -> None:
    with pytest.raises(AssetError, match=says):
        read(root, typed, (".ttf",), 6)


def test_a_large_file_is_not_read_to_its_end(root: Path) -> None:
    with pytest.raises(AssetError, match="more than 5 bytes"):
        read(root, "theme/a.ttf", (".ttf",), 5)


@pytest.mark.parametrize("typed", [None, 3, [], {}, {"fonts": "a"}, {"logo": 3, "fonts": {"body": 3}}, {"logo": ""}])
def test_what_is_no_table_of_files_names_none(typed: object) -> None:
    assert files(typed) == {}
