"""Texts as the audit is given them: bytes with a name, whose ending says what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import PurePath
from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError
from narrator.model.problem import Location
from narrator.reading import documents
from narrator.reading.printed import of_pdf

if TYPE_CHECKING:
    from narrator.reading.documents import Document

READERS = {
    **dict.fromkeys((".md", ".markdown"), documents.of_markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), documents.of_html),
}
NO_TEXT = "this is not text in UTF-8; save it as UTF-8, or give the Markdown, HTML, PDF or Word file itself"


LINE = re.compile(r"[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line, within a paragraph."""
WORD = frozenset({".docx", ".docm"})


class UnreadableTextError(UserError):
    """A text that cannot be read."""

    exit, code = Exit.INVALID, "TXT006"

    def __init__(self, name: str, reason: object) -> None:
        super().__init__(f"{name}: {reason}")
        self.at = Location(PurePath(name).as_posix())


@dataclass(frozen=True, slots=True)
class Text:
    """A text by the name that messages give it; `source` is what was typed, None where that has no lines (a PDF).

    `raw`: its bytes.
    """

    name: str
    document: Document
    source: str | None
    raw: bytes = b""


def read(name: str, raw: bytes) -> Text:
    """The text of a file, or of standard input under a name.

    Raises:
        UnreadableTextError: it is none, or there is nothing in it that can be read.
    """
    form = PurePath(name).suffix.lower()
    source = None
    try:
        if form == ".pdf":
            document = of_pdf(raw)
        elif form in WORD:
            source, document = _of_word(raw)
        else:
            source = raw.decode("utf-8-sig").replace("\r\n", "\n")
            document = READERS.get(form, documents.of_plain)(source)
    except documents.UnreadableError as error:
        raise UnreadableTextError(name, error) from error
    except UnicodeDecodeError as error:
        raise UnreadableTextError(name, NO_TEXT) from error
    if not document.is_readable:
        raise UnreadableTextError(name, documents.UnreadableError())
    return Text(name, document, source, raw)


def _of_word(raw: bytes) -> tuple[str, Document]:
    """The text of a Word file, whose lines are its paragraphs and the rows of its tables."""
    from narrator.gate.word import lines_of  # noqa: PLC0415  # few texts are Word files

    lines = lines_of(raw)
    starts = accumulate((len(line) + len(documents.BREAK) for line in lines[:-1]), initial=0)
    document = documents.of_plain(documents.BREAK.join(lines))
    return "\n".join(LINE.sub(" ", line) for line in lines), replace(document, lines=tuple(starts))
