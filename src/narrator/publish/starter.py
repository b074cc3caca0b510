"""A workspace from nothing, written over nothing: configuration, registries, schemas, one example day."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from narrator.config import FILE
from narrator.ingest.registries import schema_text
from narrator.publish.writer import NotOverwrittenError, blamed, file_in, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

HOME = Path(__file__).with_name("starter")
EXAMPLE = "data/events/2026-02-02-example.yaml"
IGNORE = ".gitignore"
PLACES = {
    FILE: "narrator.toml",
    IGNORE: "gitignore",
    "data/sources.yaml": "sources.yaml",
    "data/names.yaml": "names.yaml",
    EXAMPLE: "event.yaml",
}
SCHEMAS = ("accepted", "event", "names", "sources")


def contents() -> dict[str, str]:
    """The files of a new workspace, by their paths in it."""
    files = {place: (HOME / name).read_text(encoding="utf-8") for place, name in PLACES.items()}
    return files | {f"data/schema/{kind}.json": schema_text(kind) for kind in SCHEMAS}


def start(root: Path) -> list[str]:
    """Write a workspace, all of it or nothing; a `.gitignore` that is there stays. The paths written.

    Raises:
        NotOverwrittenError: one of the files is there already.
        OutputError: the system refused.
    """
    files = contents()
    if os.path.lexists(root / IGNORE):
        del files[IGNORE]
    for name in files:
        _refuse(root / name)
    folders = {folder for name in files for folder in (root / name).parents if not folder.exists()}
    written: list[Path] = []
    try:
        for name, text in files.items():
            _create(root / name, text.encode(), written)
    except BaseException:
        _remove(written, folders)
        raise
    return list(files)


def _refuse(path: Path) -> None:
    if os.path.lexists(path):
        raise NotOverwrittenError(path, "is there already; nothing was written, choose another folder")


def _create(path: Path, content: bytes, written: list[Path]) -> None:
    with opened(path.parent) as folder, blamed(path):
        try:
            file = file_in(folder.fd, path.name, "xb")
        except FileExistsError:
            _refuse(path)
            raise
        with file:
            written.append(path)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _remove(files: Iterable[Path], folders: Iterable[Path]) -> None:
    for path in files:
        with suppress(OSError):
            path.unlink()
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()  # only one that is empty
