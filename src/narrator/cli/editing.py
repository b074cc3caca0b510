"""A person's event file as a command changes it: not at all where it would have problems that it did not have."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.cli import report
from narrator.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narrator.case import Desk
    from narrator.model.problem import Problems


class NothingWrittenError(UserError):
    """An edit after which a file would have problems that it did not have."""

    def __init__(self, file: str, problems: Problems) -> None:
        super().__init__(f"{file}: nothing was written")
        self.problems = problems
        self.exit = report.exit_of(problems)


def rewritten(desk: Desk, path: Path, change: Callable[[str, str], str]) -> None:
    """Write what a change makes of the text of an event file, which it gets with the name of the file.

    Raises:
        NothingWrittenError: the file would have problems that it did not have.
    """
    from narrator.ingest.edit import additional, typed  # noqa: PLC0415  # yaml is heavy for --help
    from narrator.publish.writer import rewrite  # noqa: PLC0415

    def checked(before: bytes) -> bytes:
        after = change(typed(before, here(path)), here(path)).encode()
        new = additional(_problems(desk, path, before), _problems(desk, path, after))
        if new:
            raise NothingWrittenError(here(path), new)
        return after

    rewrite(path, checked)


def _problems(desk: Desk, path: Path, raw: bytes) -> Problems:
    """What would be wrong with an event file that held these bytes."""
    from narrator.ingest.events import load_event  # noqa: PLC0415

    lexicon, root = desk.workspace.settings.lexicon.values(), desk.workspace.root
    found = load_event(path, root, desk.sources, desk.names, lexicon, raw, series=desk.series).problems
    return tuple(replace(problem, at=replace(problem.at, file=here(path))) for problem in found)


def here(path: Path) -> str:
    """A path as a person types it in the current folder."""
    return report.one_line(os.path.relpath(path))
