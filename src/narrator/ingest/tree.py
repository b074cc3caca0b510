"""Files as plain trees in which every place is known, with what is wrong with them: what all of ingest works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.problem import Location, Problem, paste

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.model.problem import Pasted, Problems

Tree = str | dict[str, "Tree"] | list["Tree"]
Path = tuple[str | int, ...]
"""Keys and list indices from the root of a file."""


def value_at(tree: Tree | None, path: Path) -> Tree | None:
    """The value at a path, None where there is none."""
    for part in path:
        if isinstance(tree, dict):
            tree = tree.get(str(part))
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


class Mark(NamedTuple):
    """A place in a file, both 1-based."""

    line: int = 1
    column: int = 1


class Place(NamedTuple):
    """Where a value and its key stand.

    `indent` is the column of all lines of a block text, 0 for other values; `last` is the last line of a text, 0 for
    blocks.
    """

    key: Mark = Mark()
    value: Mark = Mark()
    indent: int = 0
    last: int = 0

    def at(self, file: str, text: str, offset: int) -> Location:
        """Where the character at an offset in the text of the value stands."""
        *above, before = text[:offset].split("\n") if self.indent else [text[:offset]]
        column = self.indent if above else self.value.column
        return Location(file, self.value.line + len(above), column + len(before))


@dataclass(slots=True)
class Document:
    """A file as a tree, with the place of every value, and every problem found in it so far.

    `broken` are the paths whose values were taken out of the tree because a problem already names them; `elsewhere` are
    those whose values stand in another file.
    """

    file: str
    tree: dict[str, Tree] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    elsewhere: dict[Path, Location] = field(default_factory=dict)

    @property
    def problems(self) -> Problems:
        """What is wrong, in the order in which it was found, nothing twice."""
        return tuple(dict.fromkeys(self.found))

    def at(self, path: Path, offset: int | None = None) -> Location:
        """Where a value stands, or the character at an offset in it; without an offset, the line of its key.

        A path that the file does not have is looked up from the nearest place above it.
        """
        while path not in self.places and path:
            if path in self.elsewhere:
                return self.elsewhere[path]
            path = path[:-1]
        place = self.places.get(path, Place())
        text = self.value(path) or ""
        if offset is None or not isinstance(text, str):
            return Location(self.file, *place.key)
        return place.at(self.file, text, offset)

    def value(self, path: Path) -> Tree | None:
        """The value at a path, None where there is none."""
        return value_at(self.tree, path)

    def problem(self, code: str, message: str, path: Path, expected: str = "", example: Pasted = "") -> Problem:
        """What is wrong with the value at a path; the example is what may stand there, or a block with its own keys."""
        value = self.value(path)
        found = value if isinstance(value, str) else "" if value is None else str(path[-1])
        line = paste(self.file, example, None if isinstance(example, dict) else path[-1]) if example else ""
        return Problem(code, message, self.at(path, 0), found, expected, line)

    def refuse(self, code: str, message: str, path: Path, expected: str = "", example: Pasted = "") -> None:
        """Note what is wrong with the value at a path."""
        self.found.append(self.problem(code, message, path, expected, example))

    def is_broken(self, path: Path) -> bool:
        """Whether a problem already names the block at a path, something in it, or what it stands in."""
        return any(gone[: len(path)] == path[: len(gone)] for gone in self.broken)

    def take_out(self, paths: Iterable[Path]) -> None:
        """Take values out of the tree: one that is missing with its block, one in a list with the whole list."""
        gone: set[Path] = set()
        for path in paths:
            gone.add(path)
            if path[:-1] in gone:
                continue
            while len(path) > 1 and (isinstance(path[-1], int) or self.value(path) is None):
                path = path[:-1]  # noqa: PLW2901  # the nearest thing that can be taken out: indices stay what they were
            block = self.value(path[:-1])
            if isinstance(block, dict):  # pragma: no branch  # what stands in a list is never taken out alone
                block.pop(str(path[-1]), None)
            gone.add(path)
        self.broken |= gone
