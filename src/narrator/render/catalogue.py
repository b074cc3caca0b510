"""The catalogue of templates: what can be overridden, where it comes from, whether it is sound."""

from __future__ import annotations

import re
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound

from narrator.errors import UserError
from narrator.render import environment, finished, theme
from narrator.render.bytecode import kept
from narrator.render.sources import has_own_pages
from narrator.render.undefined import Names

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from jinja2.nodes import Template

    from narrator.model.problem import Problem, Problems

SUFFIXES = {".j2", ".css"}
HTML = (".html.j2", ".svg.j2")
_SCREEN = re.compile(
    r'<aside class="cards".*?</aside>|(?<=<data class="figure") [^<>]*|<style media="screen">.*?</style>', re.DOTALL
)
"""What the packaged sheets do not print, nor ask for."""


class UnknownTemplateError(UserError):
    """A template that does not exist."""

    def __init__(self, name: str, names: list[str]) -> None:
        near = get_close_matches(name, names, n=1)
        super().__init__(f"no template '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))


class PackagedItselfError(UserError):
    """A copy of a template to where it stands: the workspace is narrator's own checkout."""

    def __init__(self, name: str) -> None:
        super().__init__(f"templates/{name} is the packaged template itself; change it there")


def files(workspace_templates: Path) -> dict[str, Path]:
    """Every template and style sheet in use by name, with its file."""
    used: dict[str, Path] = {}
    for folder in reversed(environment.folders(workspace_templates)):
        used |= {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.suffix in SUFFIXES}
    return dict(sorted(used.items()))


def located(workspace_templates: Path, name: str) -> Path:
    """The file in use for a template.

    Raises:
        UnknownTemplateError: there is none of that name.
    """
    used = files(workspace_templates)
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


@cache
def compiled(workspace_templates: Path) -> None:
    """Compile every packaged template in use, once; one that somebody else wrote is compiled where it is confined."""
    used = files(workspace_templates).items()
    with kept().adding():
        for name in (name for name, path in used if name.endswith(".j2") and path.is_relative_to(environment.PACKAGED)):
            env = environment.environment(workspace_templates, html=name.endswith(HTML))
            with suppress(UserError, TemplateNotFound):
                env.get_template(name)


def printed(page: str, workspace_templates: Path) -> str:
    """A page without what only a screen shows, where all that makes pages is packaged; others may print it."""
    is_packaged = not has_own_pages(environment.folders(workspace_templates), environment.PACKAGED)
    return _SCREEN.sub("", page) if is_packaged else page


def check(workspace_templates: Path, lexicon: Collection[str]) -> Problems:
    """What is wrong with the templates and style sheets in use; `lexicon` are the names of the workspace's lexicon."""
    env = environment.environment(workspace_templates)
    found: list[Problem] = []
    trees: dict[str, Template] = {}
    sound: list[str] = []
    for name, path in files(workspace_templates).items():
        source = environment.text_of(path)
        if path.suffix == ".css":
            found += theme.faults(source, name)
            continue
        try:
            tree = env.read(source, name)
            env.compile(tree, name)
            trees[name] = tree
            sound.append(name)
            found += finished.foreseen(trees[name], name) if name.endswith(".html.j2") else ()
        except environment.TemplateError as error:
            found += error.problems
        behind = environment.PACKAGED / name
        if behind.is_file() and behind != path:  # what others see is bound there, where the own one extends it or fails
            trees[f"packaged/{name}"] = env.parse(environment.text_of(behind))
    found += () if any(problem.code.startswith("THM") for problem in found) else theme.blurred(env.folders)
    names = Names(trees, lexicon)
    for name in filter(names.trees.__contains__, sound):
        for line, missing in names.undefined(name):
            found.append(environment.problem_at("TPL009", line, f"'{missing}' is undefined", environment.LISTED, name))
    return tuple(found)
