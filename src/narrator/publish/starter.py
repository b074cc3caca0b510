"""A workspace from nothing, written over nothing: configuration, registries, schemas, one example day."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path

from narrator.errors import bytes_of
from narrator.ingest.registries import MODELS, schema_text
from narrator.model.place import FILE
from narrator.publish.writer import NotOverwrittenError, first, opened, take

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


def contents() -> dict[str, str]:
    """The files of a new workspace, by their paths in it."""
    files = {place: (HOME / name).read_text(encoding="utf-8") for place, name in PLACES.items()}
    return files | {f"data/schema/{kind}.json": schema_text(kind) for kind in sorted(MODELS)}


def start(root: Path) -> list[str]:
    """Write a workspace, all of it or nothing; a `.gitignore` that is there stays. The paths written.

    One that was begun and killed is written to its end: what is there already is as it would be written.

    Raises:
        NotOverwrittenError: one of the files is there already.
        OutputError: the system refused.
    """
    files = contents()
    if os.path.lexists(root / IGNORE):
        del files[IGNORE]
    there = [name for name in files if os.path.lexists(root / name)]
    others = [name for name in there if (root / name).is_symlink() or not _is(root / name, files[name])]
    if others or len(there) == len(files):
        raise NotOverwrittenError(
            root / (others or there)[0], "is there already; nothing was written, choose another folder"
        )
    places = {name: (root / name).parent for name in files}
    for name in there:
        del files[name]
    new = {folder for place in places.values() for folder in (place, *place.parents) if not folder.exists()}
    try:
        with ExitStack() as stack:
            folders = {place: stack.enter_context(opened(place)) for place in dict.fromkeys(places.values())}
            for each in folders.values():
                each.sweep()
            take([first(folders[places[name]], Path(name).name, text.encode()) for name, text in files.items()])
    except BaseException:
        for folder in sorted(new, key=lambda path: len(path.parts), reverse=True):
            with suppress(OSError):
                folder.rmdir()  # only one that is empty
        raise
    return list(files)


def _is(path: Path, text: str) -> bool:
    return path.is_file() and bytes_of(path) == text.encode()
