"""Plain trees with places: what both file readers build, and what everything behind them works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from narrator.model.problem import Location, Problem

MAX_DEPTH = 32
MAX_NODES = 50_000

Tree = str | dict[str, "Tree"] | list["Tree"]
Path = tuple[str | int, ...]
"""Keys and list indices from the root of a file."""


class Mark(NamedTuple):
    """A place in a file, both 1-based."""

    line: int
    column: int


START = Mark(1, 1)
NO_TEXT = -1


class Place(NamedTuple):
    """Where a value and its key stand.

    `indent` is the column of all lines of a block text, 0 for other texts, -1 for a mapping or list.
    """

    key: Mark
    value: Mark
    indent: int = 0


class UnreadableError(ValueError):
    """A file that cannot be read on from here; the problem is noted already."""


@dataclass(slots=True)
class _Open:
    path: Path
    tree: dict[str, Tree] | list[Tree]
    key: str | None = None
    mark: Mark = START


@dataclass(slots=True)
class Builder:
    """Builds a tree from what a reader meets, in file order; counts depth and nodes, and refuses a key given twice."""

    file: str
    code: str
    root: Tree | None = None
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, Place] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)
    nodes: int = 0
    stack: list[_Open] = field(default_factory=list)

    @property
    def awaits_key(self) -> bool:
        """Whether the next scalar is a key."""
        return bool(self.stack) and isinstance(self.stack[-1].tree, dict) and self.stack[-1].key is None

    def name(self, key: str, mark: Mark) -> None:
        """The key of the value that follows."""
        top = self.stack[-1]
        earlier = self.places.get((*top.path, key))
        if earlier is not None:
            lines = f"(lines {earlier.key.line}, {mark.line})"
            self.problem("006", f"duplicate key '{key}' {lines}", mark, key, "each key once in its block")
            key = f"{key} {mark.line}"
            self.broken.add((*top.path, key))
        top.key, top.mark = key, mark

    def put(self, value: Tree, mark: Mark, indent: int = 0) -> Path:
        """A value where the reader stands.

        Raises:
            UnreadableError: there are too many.
        """
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop("005", f"the file has more than {MAX_NODES:,} values", mark)
        path: Path = ()
        key_mark = mark
        if not self.stack:
            self.root = value
        elif isinstance(tree := self.stack[-1].tree, list):
            path = (*self.stack[-1].path, len(tree))
            tree.append(value)
        else:
            top = self.stack[-1]
            key, key_mark, top.key = str(top.key), top.mark, None
            path = (*top.path, key)
            tree[key] = value
        self.places[path] = Place(key_mark, mark, indent)
        return path

    def open(self, value: dict[str, Tree] | list[Tree], mark: Mark) -> None:
        """A mapping or list whose contents follow.

        Raises:
            UnreadableError: it is nested too deeply.
        """
        if len(self.stack) == MAX_DEPTH:
            self.stop("004", f"nested too deeply: more than {MAX_DEPTH} levels", mark)
        self.stack.append(_Open(self.put(value, mark, NO_TEXT), value))

    def close(self) -> None:
        """The end of the mapping or list that was opened last."""
        self.stack.pop()

    def problem(self, number: str, message: str, mark: Mark, found: str, expected: str) -> None:
        """Note a problem after which the file can be read on."""
        at = Location(self.file, *mark)
        self.problems.append(Problem(self.code + number, message, at, found, expected))

    def stop(self, number: str, message: str, mark: Mark, expected: str = "") -> NoReturn:
        """Note a problem after which it cannot.

        Raises:
            UnreadableError: always.
        """
        self.problem(number, message, mark, "", expected)
        raise UnreadableError
