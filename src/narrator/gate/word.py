"""Word files: the text of a .docx as its readers see it, a paragraph or a row of a table in each line.

The parts are XML from anywhere: no document type is let in, so that there are no entities, and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Any
from xml.parsers import expat

from narrator.audit.documents import UnreadableError

LARGEST = 32_000_000
"""Bytes of all parts that are read, unpacked: a novel of a thousand pages has a tenth."""
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
DECLARED = "it declares a document type or entities, which no Word file needs"
ELSEWHERE = "it holds a part in another format ({}); copy its text into the file"
MARKS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
MOST_COLUMNS = 64


class UnreadableWordError(UnreadableError):
    """A file that should be a Word file and cannot be read as one."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"this Word file cannot be read: {reason}")


def lines_of(raw: bytes) -> list[str]:
    """The text of a Word file: its paragraphs and rows, then notes, headers and footers.

    Raises:
        UnreadableWordError: it is none, is too large, or holds what is not read.
    """
    if raw.startswith(OLD):
        raise UnreadableWordError(OLD_FORMAT)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return _Package(archive).lines()
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

    def lines(self) -> list[str]:
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

    def _text(self, part: str) -> list[str]:
        reading = _Text()
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

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.open: list[list[str]] = []
        self.rows: list[list[list[str]]] = []
        self.unseen = self.texts = 0
        self.span = 1

    def start(self, name: str, facts: dict[str, str]) -> None:
        """An element begins."""
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
        elif name in CHARACTERS and self.open:
            self.open[-1].append(CHARACTERS[name])
        elif name == "gridSpan":
            self.span = max(1, min(int(given.get("val", "1")), MOST_COLUMNS))
        elif name == "docPr":
            self._tell(given.get("descr", ""))
            self._tell(given.get("title", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        name = name.rpartition(" ")[2]
        if self.unseen:
            self.unseen -= 1
        elif name == "p":
            self._tell("".join(self.open.pop()))
        elif name == "tc" and self.rows:
            self.rows[-1] += [[] for _ in range(self.span - 1)]
            self.span = 1
        elif name == "tr":
            cells = [" ".join(" ".join(cell).split()) for cell in self.rows.pop()]
            self._tell(f"| {' | '.join(cells)}" if any(cells) else "")
        elif name == "t":
            self.texts -= 1

    def characters(self, text: str) -> None:
        """What stands between two tags."""
        if self.texts and not self.unseen and self.open:
            self.open[-1].append(text)

    def _tell(self, line: str) -> None:
        if not line.strip():
            return
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(line)
        else:
            self.lines.append(line)
