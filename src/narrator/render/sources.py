"""Where templates and style sheets come from: the workspace's own copies first, then the packaged set."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGED = next(
    folder
    for folder in (Path(__file__).parents[3] / "templates", Path(__file__).parents[1] / "templates")
    if folder.is_dir()
)
USUAL = "templates"
SHEETS = "theme/"
PAGES = (".html.j2", ".svg.j2", ".css")
"""How the names end of what makes a page of an article."""

USED: dict[str, str] = {}
"""What this process has used of templates and sheets, by name, with its hash; who wants to know empties it first."""


def folders(workspace_templates: Path, packaged: Path = PACKAGED) -> tuple[Path, ...]:
    """Where templates come from: the workspace's own copies first, then the packaged set.

    A set of an edition, which lies beside the workspace's own, comes before both.
    """
    typed = workspace_templates.parent / USUAL
    sets = [workspace_templates] if workspace_templates.name == USUAL else [workspace_templates, typed]
    own = (each.resolve() for each in sets[: 1 + workspace_templates.name.startswith(f"{USUAL}-")])
    return (*(each for each in own if each.is_dir() and each != packaged.resolve()), packaged)


def find(folders: Sequence[Path], name: str, set_of_all: Path = PACKAGED) -> Path | None:
    """The first folder's file of a name; `packaged/` before it asks for the packaged one. No link leads out."""
    if name.startswith("/") or ".." in name.split("/") or "\\" in name:
        return None
    packaged = name.removeprefix("packaged/")
    for folder in map(os.path.realpath, folders if packaged == name else (set_of_all,)):  # a hundred times a page
        path = os.path.realpath(f"{folder}/{packaged}")
        if path.startswith(f"{folder}{os.sep}") and os.path.isfile(path):  # noqa: PTH113
            return Path(path)
    return None


def note(folders: Sequence[Path], name: str, packaged: Path = PACKAGED) -> None:
    """Know that a template or a style sheet is used, and the hash of its file; empty where there is none."""
    if name in USED:
        return
    path = find(folders, name, packaged)
    USED[name] = sha256(path.read_bytes()).hexdigest() if path else ""


def sheets(folders: Sequence[Path]) -> list[str]:
    """The names of the style sheets of some folders."""
    return sorted({path.name for folder in folders for path in (folder / SHEETS).glob("*.css")})


def has_own_pages(folders: Sequence[Path], packaged: Path = PACKAGED) -> bool:
    """Whether somebody wrote a template of a page or a style sheet."""
    own = (path for folder in folders if folder != packaged for path in folder.rglob("*"))
    return any(path.name.endswith(PAGES) for path in own)
