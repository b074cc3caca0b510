"""Undefined names, found in every branch of a template without running it, by the types of the views.

What a loop, a `set` or a `with` binds holds what it is bound to; a template that others include sees what they bind.
Where nothing can be told of a value, as of the argument of a macro, a name that no view has is wrong all the same.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from jinja2 import meta, nodes

from narrator.render.environment import CALLS, LOOPS
from narrator.render.groups import LexiconView
from narrator.render.names import KEYED, SHAPES, TEXT, member, members, names_of, views

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

ANYTHING = ""
"""The type of what nothing can be told of."""


@cache
def everywhere() -> frozenset[str]:
    """Every name that some view has."""
    return frozenset(name for view in (*views(), *SHAPES, *KEYED) for name in members(view)) | LOOPS


class Names:
    """The names of a set of templates: each template's own, and those of the ones that include it.

    `lexicon` are the names that the workspace gives the lexicon.
    """

    def __init__(self, trees: Mapping[str, nodes.Template], lexicon: Collection[str] = ()) -> None:
        self.trees, self.lexicon = trees, lexicon
        self._scopes: dict[str, dict[str, set[str]]] = {}

    def undefined(self, name: str) -> Iterator[tuple[int, str]]:
        """The line and the name of everything in a template that nothing can be meant by."""
        tree, scope = self.trees[name], self._scope(name)
        free = meta.find_undeclared_variables(tree) - scope.keys() - CALLS
        for node in tree.find_all(nodes.Name):
            if node.name in free:
                yield node.lineno, node.name
        for access in tree.find_all(nodes.Getattr):
            if not self._has(self._types(access.node, scope), access.attr):
                yield access.lineno, access.attr
        for item in tree.find_all(nodes.Getitem):
            if isinstance(item.arg, nodes.Const) and isinstance(item.arg.value, str):
                types = self._types(item.node, scope)
                if not self._has(types, item.arg.value):
                    yield item.lineno, item.arg.value

    def _has(self, types: set[str], name: str) -> bool:
        """Whether one of the types that a value may have has a name."""
        if not types or ANYTHING in types:
            return name in everywhere()
        return any(self._member(each, name) is not None for each in types)

    def _member(self, view: str, name: str) -> str | None:
        if view == LexiconView.__name__:
            return TEXT if name in self.lexicon else None
        return member(view, name)

    @cached_property
    def _included_by(self) -> Mapping[str, list[str]]:
        """The templates that include or extend each template."""
        found: dict[str, list[str]] = {}
        for name, tree in self.trees.items():
            for node in tree.find_all((nodes.Include, nodes.Extends)):
                for text in node.find_all(nodes.Const):
                    within, outside = str(text.value), name
                    if within not in self.trees:
                        within = within.removeprefix("packaged/")
                    if isinstance(node, nodes.Extends):  # a block sees what the template that it fills has bound
                        within, outside = outside, within
                    found.setdefault(within, []).append(outside)
        return found

    def _scope(self, name: str) -> Mapping[str, set[str]]:
        """What each name of a template may hold: its own names, what it binds, and what those bind that include it."""
        if name not in self._scopes:
            self._scopes[name] = scope = {each: {holds} for each, holds in names_of(name).items()}
            for outside in self._included_by.get(name, ()):
                if outside in self.trees and outside != name:
                    for each, types in self._scope(outside).items():
                        scope.setdefault(each, set()).update(types)
            self._bind(self.trees[name], scope)
        return self._scopes[name]

    def _bind(self, tree: nodes.Template, scope: dict[str, set[str]]) -> None:
        for macro in tree.find_all(nodes.Macro):
            for argument in macro.args:
                scope.setdefault(argument.name, set()).add(ANYTHING)
        for _ in range(2):  # what is bound to what was bound
            for node in tree.find_all((nodes.For, nodes.Assign, nodes.With)):
                for target, types in self._bindings(node, scope):
                    for each in target.find_all(nodes.Name) if not isinstance(target, nodes.Name) else (target,):
                        scope.setdefault(each.name, set()).update(types or {ANYTHING})

    def _bindings(self, node: nodes.Node, scope: Mapping[str, set[str]]) -> Iterator[tuple[nodes.Node, set[str]]]:
        match node:
            case nodes.For():
                yield node.target, {_item(each) for each in self._types(node.iter, scope)}
            case nodes.Assign():
                yield node.target, self._types(node.node, scope)
            case nodes.With():
                for target, value in zip(node.targets, node.values, strict=True):
                    yield target, self._types(value, scope)

    def _types(self, node: nodes.Node, scope: Mapping[str, set[str]]) -> set[str]:
        """The types that the value of an expression may have; none where that cannot be told."""
        match node:
            case nodes.Name():
                return scope.get(node.name, set())
            case nodes.Or() | nodes.And():
                return self._types(node.left, scope) | self._types(node.right, scope)
            case nodes.Getattr():
                return {self._member(each, node.attr) or ANYTHING for each in self._types(node.node, scope)}
            case nodes.Getitem(arg=nodes.Slice()):
                return self._types(node.node, scope)
            case nodes.Getitem():
                return {each for view in self._types(node.node, scope) for each in _items(view)}
        return set()


def _item(of: str) -> str:
    """The type of the items of a list."""
    return of[1:-1] if of.startswith("[") else ANYTHING


def _items(of: str) -> set[str]:
    """The types that an item of a list or of a view may have."""
    return {_item(of)} if of.startswith("[") else {*members(of).values()} or {ANYTHING}
