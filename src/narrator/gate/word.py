"""Word files: the text of a .docx as its readers see it, a paragraph or a row of a table in each line.

Each stretch of a line knows the element that it comes from, so that a comment can be put there. The parts are XML
from anywhere: no document type is let in, so that there are no entities, and nothing is fetched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from narrator.gate.package import UnreadableWordError, opened, parser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.gate.package import Package

UNSEEN = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "trPr", "sectPr"})
"""What no reader sees: deleted or moved away, codes of fields, the second form of a drawing, and formats."""
FOREIGN = frozenset({"altChunk", "subDoc"})
"""Parts in other formats that Word puts into the text."""
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
BESIDE = ("footnotes", "endnotes", "header", "footer")
"""Parts that readers see beside the text, by the ends of the types of their relations."""
ELSEWHERE = "it holds a part in another format ({}); copy its text into the file"
MARKS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
MOST_COLUMNS = 64
BLANK = re.compile(r"\s")


class Piece(NamedTuple):
    """A stretch of a line: the number of its element in its part, and where it begins there; none of a separator."""

    text: str
    element: int = -1
    at: int = 0


class Line(NamedTuple):
    """A line: the part that it is of, and its pieces."""

    part: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)

    def piece(self, column: int) -> Piece:
        """What begins at a column, 1-based, and runs to the end of its element."""
        left = column - 1
        for piece in self.pieces:
            if left < len(piece.text):
                return Piece(piece.text[left:], piece.element, piece.at + left)
            left -= len(piece.text)
        raise IndexError(column)


def lines_of(raw: bytes) -> list[str]:
    """The text of a Word file: its paragraphs and rows, then notes, headers and footers.

    Raises:
        UnreadableWordError: it is none, is too large, or holds what is not read.
    """
    return [line.text for line in traced(raw)]


def traced(raw: bytes, *, whole: bool = False) -> list[Line]:
    """The lines of a Word file, each with where it comes from; `whole`: its other parts are looked at, too.

    Raises:
        UnreadableWordError: it is none, is too large, or holds what is not read.
    """
    with opened(raw) as package:
        if whole:
            package.inspect()
        beside = [target for kind, target in package.relations(package.main) if kind in BESIDE]
        return [line for part in dict.fromkeys((package.main, *beside)) for line in _read(package, part)]


def _read(package: Package, part: str) -> list[Line]:
    reading = _Text(part)
    reader = parser()
    reader.StartElementHandler, reader.EndElementHandler = reading.start, reading.end
    reader.CharacterDataHandler = reading.characters
    package.parse(part, reader)
    return reading.lines


def data_of(raw: bytes, element: str) -> str:
    """The text of the first part of data whose root is an element, `NAMESPACE NAME`; empty where there is none.

    Raises:
        UnreadableWordError: it is no Word file, is too large, or is broken.
    """
    with opened(raw) as package:
        return package.data(element)


class _Text:
    """The lines of one part as its elements come by; a text box stands before the paragraph that holds it."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.lines: list[Line] = []
        self.open: list[list[Piece]] = []
        self.rows: list[list[list[list[Piece]]]] = []
        self.unseen = self.texts = self.at = 0
        self.element = -1
        self.span = 1

    def start(self, name: str, facts: dict[str, str]) -> None:
        """An element begins."""
        self.element += 1
        name = name.rpartition(" ")[2]
        given = {key.rpartition(" ")[2]: value for key, value in facts.items()}
        is_mark = name in {"footnote", "endnote"} and given.get("type") in MARKS
        if self.unseen or name in UNSEEN or is_mark:
            self.unseen += 1
        elif name in FOREIGN:
            raise UnreadableWordError(ELSEWHERE.format(name))
        elif name == "p":
            self.open.append([])
        elif name == "tr":
            self.rows.append([])
        elif name == "tc" and self.rows:
            self.rows[-1].append([])
            self.span = 1
        else:
            self._inside(name, given)

    def _inside(self, name: str, given: dict[str, str]) -> None:
        """An element that builds nothing: text, a character, how wide a cell is, what a picture shows."""
        if name == "t":
            self.texts += 1
            self.at = 0
        elif name in CHARACTERS and self.open:
            self.open[-1].append(Piece(CHARACTERS[name], self.element))
        elif name == "gridSpan":
            self.span = max(1, min(int(given.get("val", "1")), MOST_COLUMNS))
        elif name == "docPr":
            self._tell([Piece(given.get("descr", ""), self.element)])
            self._tell([Piece(given.get("title", ""), self.element)])

    def end(self, name: str) -> None:
        """An element ends."""
        name = name.rpartition(" ")[2]
        if self.unseen:
            self.unseen -= 1
        elif name == "p":
            self._tell(self.open.pop())
        elif name == "tc" and self.rows:
            self.rows[-1] += [[] for _ in range(self.span - 1)]
            self.span = 1
        elif name == "tr":
            row = self.rows.pop()
            if any(row):
                self._tell([Piece("| "), *_joined(map(_cell, row), " | ")])
        elif name == "t":
            self.texts -= 1

    def characters(self, text: str) -> None:
        """What stands between two tags."""
        if self.texts and not self.unseen and self.open:
            self.open[-1].append(Piece(text, self.element, self.at))
            self.at += len(text)

    def _tell(self, pieces: list[Piece]) -> None:
        if not any(piece.text.strip() for piece in pieces):
            return
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(pieces)
        else:
            self.lines.append(Line(self.part, tuple(pieces)))


def _joined(parts: Iterable[list[Piece]], separator: str) -> list[Piece]:
    """Some pieces after the others, with a separator between them."""
    found: list[Piece] = []
    for number, part in enumerate(parts):
        found += [Piece(separator), *part] if number else part
    return found


def _cell(paragraphs: list[list[Piece]]) -> list[Piece]:
    """The paragraphs of a cell in one line, as long as they are."""
    return [piece._replace(text=BLANK.sub(" ", piece.text)) for piece in _joined(paragraphs, " ")]
