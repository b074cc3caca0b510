"""The catalogue of templates: what can be overridden, where it comes from, whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from narrator.errors import UserError
from narrator.render import environment, theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrator.model.problem import Problem, Problems

SUFFIXES = {".j2", ".css"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One template in use: its name, its file, and whether it is the workspace's own."""

    name: str
    path: Path
    own: bool


class PackagedItselfError(UserError):
    """A copy of a template to where it stands: the workspace is narrator's own checkout."""

    def __init__(self, name: str) -> None:
        super().__init__(f"templates/{name} is the packaged template itself; change it there")


class UnknownTemplateError(UserError):
    """A template that does not exist."""

    def __init__(self, name: str, names: list[str]) -> None:
        near = get_close_matches(name, names, n=1)
        super().__init__(f"no template '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))


def _names(folder: Path) -> Iterator[str]:
    yield from (str(path.relative_to(folder)) for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES)


def entries(workspace_templates: Path) -> tuple[Entry, ...]:
    """Every template in use, by name."""
    used: dict[str, Entry] = {}
    for folder in reversed(environment.folders(workspace_templates)):
        own = folder != environment.PACKAGED
        used.update({name: Entry(name, folder / name, own) for name in _names(folder)})
    return tuple(used[name] for name in sorted(used))


def located(workspace_templates: Path, name: str) -> Path:
    """The file in use for a template.

    Raises:
        UnknownTemplateError: there is none of that name.
    """
    used = {entry.name: entry.path for entry in entries(workspace_templates)}
    if name not in used:
        raise UnknownTemplateError(name, list(used))
    return used[name]


def packaged(workspace_templates: Path, name: str) -> Path:
    """The packaged file of a template, to be copied into a workspace.

    Raises:
        UnknownTemplateError: there is none of that name.
        PackagedItselfError: the workspace's file is the packaged one.
    """
    path = located(environment.PACKAGED, name)
    if path.resolve() == (workspace_templates / name).resolve():
        raise PackagedItselfError(name)
    return path


def check(workspace_templates: Path) -> Problems:
    """What is wrong with the templates and style sheets in use."""
    env = environment.environment(workspace_templates)
    found: list[Problem] = []
    for entry in entries(workspace_templates):
        source = environment.text_of(entry.path)
        if entry.path.suffix == ".css":
            found += theme.faults(source, entry.name)
        else:
            found += environment.read(env, source, entry.name)[1]
    return tuple(found)
