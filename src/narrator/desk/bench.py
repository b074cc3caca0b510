"""What a worker of the desk keeps between two questions: the registries, read again when one of their files changes."""

from __future__ import annotations

import os
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from narrator import config, pipeline
from narrator.errors import EventNotFoundError
from narrator.ingest.documents import record_files
from narrator.model import asset
from narrator.model.place import FILE
from narrator.publish.scratch import Scratch
from narrator.publish.starter import EXAMPLE, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from narrator.case import Case, Desk

REGISTRIES = ("narrator.toml", "data/sources.yaml", "data/names.yaml", "data/accepted", "data/series", "theme")
"""What a desk is read from."""
Stamp = tuple[int, int, int]


def files(root: Path) -> list[Path]:
    """The event files of a workspace."""
    return record_files(root / "data" / "events")


def file_of(root: Path, event: str) -> Path:
    """The file of an event.

    Raises:
        EventNotFoundError: there is none.
    """
    for path in files(root):
        if path.stem == event:
            return path
    raise EventNotFoundError(event, None)


def registries(root: Path) -> tuple[str, ...]:
    """What a desk is read from, the files of its theme among them that lie in the workspace."""
    named: Iterable[str] = ()
    with suppress(OSError, ValueError):
        named = asset.files(tomllib.loads((root / FILE).read_text(encoding="utf-8")).get("theme")).values()
    return (*REGISTRIES, *(name for name in named if ".." not in name and not name.startswith("/")))


def stamps(root: Path, names: Iterable[str]) -> dict[str, Stamp]:
    """The files under some names of a workspace, with what tells that one is not the file that it was."""
    found: dict[str, Stamp] = {}
    for name in names:
        below = (os.path.join(place, file) for place, _, files in os.walk(root / name) for file in files)  # noqa: PTH118
        for path in (os.fspath(root / name), *below):
            try:
                told = os.lstat(path)
            except OSError:
                continue
            if not os.path.isdir(path) or os.path.islink(path):  # noqa: PTH112, PTH114  # thousands of files
                found[os.path.relpath(path, root)] = (told.st_mtime_ns, told.st_size, told.st_ino)
    return found


@dataclass
class Bench:
    """A workspace as a worker has it at hand; `tell` is given a page before the rest of the answer is there."""

    root: Path
    tell: Callable[[str], object] = len
    _desk: Desk | None = None
    _read: dict[str, Stamp] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        """The registries as they are now, with what is wrong with them."""
        now = stamps(self.root, registries(self.root))
        if self._desk is None or now != self._read:
            workspace, problems = config.load(self.root)
            desk = pipeline.open_desk(workspace)
            self._desk, self._read = replace(desk, problems=(*problems, *desk.problems)), now
        return self._desk

    def path(self, event: str) -> Path:
        """The file of an event.

        Raises:
            EventNotFoundError: there is none.
        """
        return file_of(self.root, event)

    def case(self, event: str, text: str | None = None) -> Case:
        """An event, examined; with another text than its file has, where one is given.

        Raises:
            EventNotFoundError: there is none.
        """
        return pipeline.examine(self.path(event), self.desk, text=None if text is None else text.encode())

    def warm(self) -> None:
        """Load what a brief needs, and write the packaged example, so that the first brief is as quick as the next.

        Nothing of the workspace is rendered in this process.
        """
        import narrator.reading.documents  # noqa: F401, PLC0415
        from narrator.render.choices import Turn  # noqa: PLC0415

        with Scratch() as scratch:
            root = scratch.path / "example"
            start(root)
            example = Bench(root)
            pipeline.edit(example.case(Path(EXAMPLE).stem), example.desk, Turn(), frozenset({"md", "html"}))
