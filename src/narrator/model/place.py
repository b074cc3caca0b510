"""Where a workspace is; nothing is read to find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.errors import WorkspaceNotFoundError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "narrator.toml"


def find_root(start: Path) -> Path:
    """The folder of `narrator.toml`, from a folder upward.

    Raises:
        WorkspaceNotFoundError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise WorkspaceNotFoundError(start)
