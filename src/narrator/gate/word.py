"""Word files: the text of a .docx as its readers see it, a paragraph or a row of a table in each line.

Each stretch of a line knows the element that it comes from, so that a comment can be put there. The parts are XML
from anywhere: no document type is let in, so that there are no entities, and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from narrator.audit.documents import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 32_000_000
"""Bytes of all parts that are read, unpacked: a novel of a thousand pages has a tenth."""
LARGEST_FILE = 256_000_000
"""Bytes of all parts of a file that is to be written again, pictures too."""
MOST_PARTS = 5_000
OLD = b"\xd0\xcf\x11\xe0"
"""How a .doc begins, and a .docx with a password."""
UNSEEN = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "trPr", "sectPr"})
"""What no reader sees: deleted or moved away, codes of fields, the second form of a drawing, and formats."""
FOREIGN = frozenset({"altChunk", "subDoc"})
"""Parts in other formats that Word puts into the text."""
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
BESIDE = ("footnotes", "endnotes", "header", "footer")
"""Parts that readers see beside the text, by the ends of the types of their relations."""
OLD_FORMAT = "it has the old format or a password; save it as .docx without one"
BROKEN = "a part of it is broken ({})"
TOO_MANY = "it has {} parts, {} at most"
TWICE = "two parts have one name, and nobody knows which is shown"
NO_TEXT = "it is no Word document"
TOO_LARGE = "its text is larger than {} MB"
FILE_TOO_LARGE = "it unpacks to more than {} MB"
DECLARED = "it declares a document type or entities, which no Word file needs"
ELSEWHERE = "it holds a part in another format ({}); copy its text into the file"
MARKS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
MOST_COLUMNS = 64
BLANK = re.compile(r"\s")


class UnreadableWordError(UnreadableError):
    """A file that should be a Word file and cannot be read as one."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"this Word file cannot be read: {reason}")


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
    if raw.startswith(OLD):
        raise UnreadableWordError(OLD_FORMAT)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            package = _Package(archive)
            if whole:
                package.inspect()
            return package.lines()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableWordError(error) from error
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise UnreadableWordError(BROKEN.format(error)) from error


class _Package:
    """The parts of one file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.left = archive, LARGEST
        names = archive.namelist()
        if len(names) > MOST_PARTS:
            raise UnreadableWordError(TOO_MANY.format(len(names), MOST_PARTS))
        if len({*names}) < len(names):
            raise UnreadableWordError(TWICE)

    def inspect(self) -> None:
        """Look at every part, as whoever writes the file again has to read it.

        Raises:
            UnreadableWordError: they are too large together, or one of them declares a document type.
        """
        left = LARGEST_FILE
        for name in self.archive.namelist():
            with self.archive.open(name) as stream:
                found = stream.read(left + 1)
            left -= len(found)
            if left < 0:
                raise UnreadableWordError(FILE_TOO_LARGE.format(LARGEST_FILE // 1_000_000))
            if name.lower().endswith((".xml", ".rels")):
                _parser().Parse(found, True)

    def lines(self) -> list[Line]:
        """The text of all parts that a reader sees."""
        main = next((target for kind, target in self._relations("") if kind == "officeDocument"), None)
        if main is None:
            raise UnreadableWordError(NO_TEXT)
        beside = [target for kind, target in self._relations(main) if kind in BESIDE]
        return [line for part in dict.fromkeys((main, *beside)) for line in self._text(part)]

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """What a part goes with: the last word of the type, and the name of the other part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[tuple[str, str]] = []

        def start(_: str, facts: dict[str, str]) -> None:
            if "Target" in facts and facts.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, facts["Target"])).lstrip("/")
                found.append((facts["Type"].rpartition("/")[2], target))

        if path in self.archive.NameToInfo:
            parser = _parser()
            parser.StartElementHandler = start
            parser.Parse(self._bytes(path), True)
        return found

    def _text(self, part: str) -> list[Line]:
        reading = _Text(part)
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
        parser.CharacterDataHandler = reading.characters
        parser.Parse(self._bytes(part), True)
        return reading.lines

    def _bytes(self, part: str) -> bytes:
        """A part unpacked, whatever size it claims to have."""
        with self.archive.open(part) as stream:
            found = stream.read(self.left + 1)
        self.left -= len(found)
        if self.left < 0:
            raise UnreadableWordError(TOO_LARGE.format(LARGEST // 1_000_000))
        return found


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: Any) -> None:  # noqa: ANN401  # as expat calls it
        raise UnreadableWordError(DECLARED)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    return parser


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
