"""Undefined names, found in every branch of a template without running it.

What a name holds is asked of the views of real events where it can be told: `signals.nope` is wrong although `nope` may
be a name elsewhere. Of a loop variable or the argument of a macro only so much is known: a name that no view has is
wrong.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import meta, nodes

from narrator.analysis.derive import DERIVED
from narrator.model.records import EventFile
from narrator.render.environment import CALLS, LOOPS
from narrator.render.groups import Derived
from narrator.render.views import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ASIDE = frozenset({"said_by", "roles", "plates", "source", "of", "weak"})
"""What the templates of words and frames see beside the names of an article."""
SELDOM = {"amount", "coins", "start", "own_word", "by_desk", "source", "has_name", "text", "by", "condition", "then"}
"""Names of views that an event may lack."""


class Names:
    """The names that templates may use; `contexts` are those of articles on real events."""

    def __init__(self, contexts: Sequence[Mapping[str, object]], trees: Sequence[nodes.Template]) -> None:
        self.contexts = contexts
        bound = (node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx != "load")
        self.known = {*CALLS, *ASIDE, *bound, *(name for context in contexts for name in context)}

    def undefined(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        """The line and the name of everything in a template of articles that nothing can be meant by."""
        free = meta.find_undeclared_variables(tree)
        for node in tree.find_all(nodes.Name):
            if node.name in free - self.known:
                yield node.lineno, node.name
        for access in tree.find_all(nodes.Getattr):
            views = [view for view in self._values(access.node, free) if isinstance(view, View) and view._makers]  # noqa: SLF001
            if not (any(_has(view, access.attr) for view in views) if views else access.attr in self._anywhere):
                yield access.lineno, access.attr

    def _values(self, node: nodes.Node, free: set[str]) -> list[Any]:
        """What a name holds in the events, as far as that can be told without saying a figure."""
        if isinstance(node, nodes.Name):
            return [context.get(node.name) for context in self.contexts] if node.name in free else []
        if not isinstance(node, nodes.Getattr):
            return []
        return [_held(view).get(node.attr) for view in self._values(node.node, free) if isinstance(view, View)]

    @cached_property
    def _anywhere(self) -> set[str]:
        kinds = (getattr(kind.annotation, "__args__", ()) for kind in EventFile.model_fields.values())
        records = {name for kind in kinds for model in kind for name in getattr(model, "model_fields", ())}
        found, left = {*LOOPS, *SELDOM, *records}, list[Any](self.contexts)
        while left:
            value = left.pop()
            inside = _held(value) if isinstance(value, View) else value
            found |= {*value._makers} if isinstance(value, View) else set()  # noqa: SLF001
            left += inside.values() if isinstance(inside, dict) else inside if isinstance(inside, list) else ()
        return found


def _held(view: View) -> dict[str, object]:
    """What a view holds already; what it would have to compute is left out."""
    return {name: value for name, value in view._makers.items() if not callable(value)}  # noqa: SLF001


def _has(view: View, name: str) -> bool:
    if isinstance(view, Derived):
        return any(re.fullmatch(figure.name.format(asset="[a-z0-9_]+"), name) for figure in DERIVED)
    return name in view._makers  # noqa: SLF001
