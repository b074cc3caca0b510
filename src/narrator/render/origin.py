"""Where a sentence of an article comes from: a text that somebody typed, or a template of the workspace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from narrator.config import place
from narrator.model.edition import TABLE
from narrator.model.problem import Location
from narrator.render import marks
from narrator.render.environment import PACKAGED, find, folders, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrator.render.views import Scene

NO_WORD, TAG = re.compile(r"\W+"), re.compile(r"\{[{%#].*?[}%#]\}")
NUMBER = re.compile(">>(.*?)<<")
SHORTEST = 2
"""A sentence of fewer words may come from anywhere."""


def overridden(workspace_templates: Path, language: str) -> tuple[str, ...]:
    """The names of the templates of a language of which a workspace has its own form."""
    *own, packaged = folders(workspace_templates)
    files = {(path, folder) for folder in own for path in folder.glob(f"{language}/**/*")}
    names = dict.fromkeys(sorted(path.relative_to(folder).as_posix() for path, folder in files))
    return tuple(name for name in names if find(own, name) and find((packaged,), name))


def has_typed(scene: Scene) -> bool:
    """Whether an editor wrote a paragraph of the article into the event file."""
    return bool(scene.event.file.commentary)


def typed_at(scene: Scene, sentence: str) -> Location | None:
    """Where the event file has a sentence, or the clause of it with the number between `>>` and `<<`, or the settings.

    Its figures stand there by reference. None where no typed text has it.
    """
    said, number = _words(sentence), NUMBER.search(sentence)
    if len(said.split()) < SHORTEST:
        return None
    typed = [
        (path, _words(marks.unmarked(scene.sentence(text) or "")))
        for path, text in _texts(scene.event.file.model_dump())
    ]
    found = (path for path, text in typed if said in text)
    clause = (path for path, text in typed if number and _words(number[1]) in text and text in said)
    path = next(found, None) or next(clause, None)
    return scene.event.place(path) if path else _set_at(scene, said)


def _set_at(scene: Scene, said: str) -> Location | None:
    """Where the settings of an edition have a sentence."""
    workspace = scene.workspace
    table = (TABLE, workspace.edition) if workspace.edition else ()
    for name in ("disclosure", "method"):
        if said in _words(getattr(workspace.settings, name)):
            return place(workspace.root, *(table if getattr(workspace.own, name) is not None else ()), name)
    return None


def _words(text: str) -> str:
    return f" {NO_WORD.sub(' ', text).strip().casefold()} "


def _texts(tree: object, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts of an event file with their dotted paths."""
    if isinstance(tree, str):
        yield path, tree
    items = tree.items() if isinstance(tree, Mapping) else enumerate(tree) if isinstance(tree, list | tuple) else ()
    for key, part in items:
        yield from _texts(part, f"{path}.{key}".lstrip("."))


def line_of(scene: Scene, name: str, sentence: str) -> Location:
    """The line of a template of the workspace that has most of the words of a sentence, of those that it changed."""
    own, packaged = (find(of, name) for of in (folders(scene.workspace.templates)[:-1], (PACKAGED,)))
    lines = text_of(own).split("\n") if own else []
    kept, said = set(text_of(packaged).split("\n") if packaged else ()), set(_words(sentence).split())
    shared = [-1 if line in kept else len(said & set(_words(TAG.sub(" ", line)).split())) for line in lines]
    return Location(f"templates/{name}", 1 + shared.index(max(shared)) if shared else 1)
