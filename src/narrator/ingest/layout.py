"""How a YAML file is laid out: what each of its lines is and belongs to, by the places that its reader found.

Lines keep their own ends, and the file its byte order mark, so that what is not edited stays byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from narrator.ingest.documents import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.ingest.tree import Document, Path

LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")
MARK = "\ufeff"


class Role(Enum):
    """What a line is: one that begins a value, one that a text goes on over, or nothing to the reader."""

    HEAD = "head"
    TEXT = "text"
    COMMENT = "comment"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end.

    `paths` are the values that begin in it, from the outermost; `owner` is the last one that began in it or above it.
    """

    text: str
    end: str = ""
    role: Role = Role.HEAD
    paths: tuple[Path, ...] = ()
    owner: Path = ()

    @property
    def indent(self) -> int:
        """How many spaces it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_value(self) -> bool:
        """Whether it holds a part of a value, or the key of one."""
        return self.role is Role.HEAD or (self.role is Role.TEXT and bool(self.text.strip()))

    @property
    def comment(self) -> str:
        """What stands behind its value, with the blanks before it."""
        value, sign, words = self.text.partition(" #")
        return value[len(value.rstrip(" ")) :] + sign + words


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as lines, and what they mean."""

    mark: str
    lines: tuple[Line, ...]
    document: Document

    @classmethod
    def of(cls, text: str, file: str) -> Layout:
        """The layout of a text, line ends and byte order mark as they are in the file."""
        mark = MARK[: text.startswith(MARK)]
        pieces = LINE.findall(text, len(mark))[:-1]  # the last match is the empty one at the end
        document = read_yaml("".join(f"{line}\n" for line, _ in pieces), file)
        texts = {number for place in document.places.values() for number in range(place.key.line + 1, place.last + 1)}
        begin: dict[int, list[Path]] = {}
        for path, place in document.places.items():
            if path:
                begin.setdefault(place.key.line, []).append(path)
        lines: list[Line] = []
        owner: Path = ()
        for number, (line, end) in enumerate(pieces, start=1):
            paths = tuple(sorted(begin.get(number, ()), key=len))
            owner = paths[-1] if paths else owner
            lines.append(Line(line, end, _role(line, is_text=number in texts), paths, owner))
        return cls(mark, tuple(lines), document)

    @property
    def step(self) -> int:
        """How many spaces a level has in this file."""
        first = (place.key.column - 1 for path, place in self.document.places.items() if len(path) > 1)
        return max(1, next(first, 2))

    def column(self, path: Path) -> int:
        """How many spaces stand before a key."""
        return self.document.places[path].key.column - 1

    def below(self, path: Path) -> list[Path]:
        """The values right below one, in the order of the file."""
        return [inner for inner in self.document.places if inner[:-1] == path and inner]

    def span(self, path: Path) -> tuple[int, int]:
        """From which line to before which one a value goes, without comments and blanks at its end."""
        own = [at for at, line in enumerate(self.lines) if line.owner[: len(path)] == path and line.is_value]
        return own[0], own[-1] + 1

    def after(self, end: int, column: int) -> int:
        """The line before which something new at a column goes: below the comments that are as deep."""
        while end < len(self.lines) and self.lines[end].role is Role.COMMENT and self.lines[end].indent >= column:
            end += 1
        return end

    def joined(self, lines: Sequence[Line]) -> str:
        """The text of lines; those that are new end as the others do."""
        usual = next((line.end for line in self.lines if line.end), "\n")
        return self.mark + "".join(line.text + (line.end or usual) for line in lines)


def _role(line: str, *, is_text: bool) -> Role:
    plain = line.strip()
    return Role.TEXT if is_text else Role.HEAD if plain and plain[0] != "#" else Role.COMMENT if plain else Role.BLANK
