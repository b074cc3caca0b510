"""Undefined names, found in every branch of a template without running it, by the types of the views.

What a name holds is known from the properties of the view classes; what a loop or a `set` binds, from what it is bound
to. Where nothing can be told of a value, a name that no view has is wrong all the same.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import meta, nodes

from narrator.render.environment import CALLS, LOOPS
from narrator.render.plates import PlateView
from narrator.render.view import Nothing, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ASIDE = frozenset(
    {
        "said_by",
        "roles",
        "plates",
        "plate",
        "source",
        "of",
        "weak",
        "owed",
        "message",
        "section",
        "point",
        "figure",
        "places",
        "narrow",
    }
)
"""What the templates of words, frames and messages see beside the names of an article."""
HOME = View.__module__.rpartition(".")[0]
"""Where the views of templates live."""


@cache
def views() -> Mapping[str, type[View]]:
    """The classes of views by name."""
    found: dict[str, type[View]] = {}
    left = [View]
    while left:
        below = [each for each in left.pop().__subclasses__() if each.__module__.startswith(HOME)]
        found |= {each.__name__: each for each in below}
        left += below
    return found


@cache
def members(name: str) -> Mapping[str, str]:
    """What can be read of a view: name by name the class of the view that it gives, empty for a text or a truth."""
    view = views()[name]
    found = {each: kind.__name__ for each, kind in view._open.items()}  # noqa: SLF001  # of the same room
    for each in dir(view):
        read = getattr(view, each)
        if isinstance(read, property) and not each.startswith("_"):
            annotation = str(getattr(read.fget, "__annotations__", {}).get("return", ""))
            found[each] = next((kind for kind in re.findall(r"\w+View", annotation) if kind in views()), "")
    return found


@cache
def everywhere() -> frozenset[str]:
    """Every name that some view has."""
    return frozenset(name for view in views() for name in members(view)) | LOOPS


class Names:
    """The names that templates may use; `top` are those of articles with the class of the view that each holds."""

    def __init__(self, top: Mapping[str, str], trees: Sequence[nodes.Template]) -> None:
        self.top = {**top, "message": "MessageView", "section": "SectionView", "places": "PlacesView"}
        self.top["plate"] = PlateView.__name__
        bound = (node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx != "load")
        self.known = {*CALLS, *ASIDE, *bound, *top}

    def undefined(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        """The line and the name of everything in a template of articles that nothing can be meant by."""
        free = meta.find_undeclared_variables(tree)
        for node in tree.find_all(nodes.Name):
            if node.name in free - self.known:
                yield node.lineno, node.name
        held = self._bound(tree)
        for access in tree.find_all(nodes.Getattr):
            kinds = self._kinds(access.node, held)
            known = [members(kind) for kind in kinds if kind in views() and not _is_open(views()[kind])]
            is_there = any(access.attr in each for each in known) if known else access.attr in everywhere()
            is_there |= any(_is_open(views()[kind]) for kind in kinds if kind in views())
            if not is_there:
                yield access.lineno, access.attr

    def _bound(self, tree: nodes.Template) -> Mapping[str, set[str]]:
        """The views that a file binds to names; a name that is bound to anything else too holds anything."""
        held: dict[str, set[str]] = {name: {kind} for name, kind in self.top.items()}
        for macro in tree.find_all(nodes.Macro):
            held |= {argument.name: {""} for argument in macro.args}
        for _ in range(2):  # what is bound to what was bound
            for node in tree.find_all((nodes.For, nodes.Assign, nodes.With)):
                for target, value in _bindings(node):
                    if isinstance(target, nodes.Name):
                        held.setdefault(target.name, set()).update(self._kinds(value, held) or {""})
        return {name: set() if "" in kinds else kinds for name, kinds in held.items()}

    def _kinds(self, node: nodes.Node, held: Mapping[str, set[str]]) -> set[str]:
        """The classes of views that an expression may give; nothing where that cannot be told."""
        match node:
            case nodes.Name():
                return held.get(node.name, set())
            case nodes.Getitem():
                return self._kinds(node.node, held)
            case nodes.Or() | nodes.And():
                return self._kinds(node.left, held) | self._kinds(node.right, held)
            case nodes.Getattr():
                inside = [members(kind) for kind in self._kinds(node.node, held) if kind in views()]
                return {each[node.attr] for each in inside if each.get(node.attr)}
        return set()


def _bindings(node: nodes.Node) -> list[tuple[nodes.Node, nodes.Node]]:
    match node:
        case nodes.For():
            return [(node.target, node.iter)]
        case nodes.Assign():
            return [(node.target, node.node)]
        case nodes.With():
            return [*zip(node.targets, node.values, strict=True)]
    return []


def _is_open(view: type[View]) -> bool:
    """Whether a view has names that only its workspace knows."""
    return "__getattr__" in vars(view) or view is Nothing or view.__name__ in {"LexiconView", "CommentaryView"}
