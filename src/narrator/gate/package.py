"""The package of a Word file: its parts by name, from anywhere, so that nothing in it is believed.

No document type is let in, nothing is fetched, nothing is written under a name that stands in it, and whatever size a
part claims to have, no more than a limit is unpacked.
"""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from narrator.reading.documents import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 32_000_000
"""Bytes of all parts that are read, unpacked: a novel of a thousand pages has a tenth."""
LARGEST_FILE = 256_000_000
"""Bytes of all parts of a file that is to be written again, pictures too."""
MOST_PARTS = 5_000
OLD = b"\xd0\xcf\x11\xe0"
"""How a .doc begins, and a .docx with a password."""
OLD_FORMAT = "it has the old format or a password; save it as .docx without one"
BROKEN = "a part of it is broken ({})"
TOO_MANY = "it has {} parts, {} at most"
TWICE = "two parts have one name, and nobody knows which is shown"
NO_TEXT = "it is no Word document"
TOO_LARGE = "its text is larger than {} MB"
FILE_TOO_LARGE = "it unpacks to more than {} MB"
DECLARED = "it declares a document type or entities, which no Word file needs"
DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, EOFError, OSError),
)
"""How the archive says that it is none, or broken, or locked."""


class UnreadableWordError(UnreadableError):
    """A file that should be a Word file and cannot be read as one."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"this Word file cannot be read: {reason}")


@contextmanager
def opened(raw: bytes) -> Iterator[Package]:
    """The parts of a Word file, whatever is wrong with them told in words."""
    if raw.startswith(OLD):
        raise UnreadableWordError(OLD_FORMAT)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            yield Package(archive)
    except DAMAGED as error:
        raise UnreadableWordError(error) from error
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise UnreadableWordError(BROKEN.format(error)) from error


class Package:
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
                parser().Parse(found, True)

    @property
    def main(self) -> str:
        """The name of the part with the text.

        Raises:
            UnreadableWordError: there is none.
        """
        found = next((target for kind, target in self.relations("") if kind == "officeDocument"), None)
        if found is None:
            raise UnreadableWordError(NO_TEXT)
        return found

    def data(self, element: str) -> str:
        """The text of the first part of data whose root is an element."""
        for part in (target for kind, target in self.relations(self.main) if kind == "customXml"):
            reading = _Data()
            self.parse(part, reading.parser)
            if reading.names[:1] == [element]:
                return "".join(reading.texts)
        return ""

    def relations(self, part: str) -> list[tuple[str, str]]:
        """What a part goes with: the last word of the type, and the name of the other part."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[tuple[str, str]] = []

        def start(_: str, facts: dict[str, str]) -> None:
            if "Target" in facts and facts.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, facts["Target"])).lstrip("/")
                found.append((facts["Type"].rpartition("/")[2], target))

        if path in self.archive.NameToInfo:
            reading = parser()
            reading.StartElementHandler = start
            self.parse(path, reading)
        return found

    def parse(self, part: str, parser: expat.XMLParserType) -> None:
        """Have a part read by a parser of ours."""
        parser.Parse(self._bytes(part), True)

    def _bytes(self, part: str) -> bytes:
        """A part unpacked, whatever size it claims to have."""
        with self.archive.open(part) as stream:
            found = stream.read(self.left + 1)
        self.left -= len(found)
        if self.left < 0:
            raise UnreadableWordError(TOO_LARGE.format(LARGEST // 1_000_000))
        return found


class _Data:
    """The elements and the text of a part of data."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.texts: list[str] = []
        self.parser = parser()
        self.parser.StartElementHandler = lambda name, _: self.names.append(name)
        self.parser.CharacterDataHandler = self.texts.append


def parser() -> expat.XMLParserType:
    """A parser that lets in no document type, and so no entities."""
    made = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: Any) -> None:  # noqa: ANN401  # as expat calls it
        raise UnreadableWordError(DECLARED)

    made.StartDoctypeDeclHandler = refuse
    made.EntityDeclHandler = refuse
    made.buffer_text = True
    return made
