"""Texts as the audit is given them: bytes with a name, whose ending says what they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from narrator.audit import documents
from narrator.errors import Exit, UserError
from narrator.model.problem import Location

if TYPE_CHECKING:
    from narrator.audit.documents import Document

READERS = {
    **dict.fromkeys((".md", ".markdown"), documents.of_markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), documents.of_html),
}
NO_TEXT = "this is not text in UTF-8; save it as UTF-8, or give the Markdown, HTML or PDF itself"


class UnreadableTextError(UserError):
    """A text that cannot be read."""

    exit, code = Exit.INVALID, "TXT006"

    def __init__(self, name: str, reason: object) -> None:
        super().__init__(f"{name}: {reason}")
        self.at = Location(PurePath(name).as_posix())


@dataclass(frozen=True, slots=True)
class Text:
    """A text by the name that messages give it; `source` is what was typed, None where that has no lines (a PDF)."""

    name: str
    document: Document
    source: str | None


def read(name: str, raw: bytes) -> Text:
    """The text of a file, or of standard input under a name.

    Raises:
        UnreadableTextError: it is none, or there is nothing in it that can be read.
    """
    form = PurePath(name).suffix.lower()
    source = None
    try:
        if form == ".pdf":
            document = documents.of_pdf(raw)
        else:
            source = raw.decode("utf-8-sig").replace("\r\n", "\n")
            document = READERS.get(form, documents.of_plain)(source)
    except documents.UnreadableError as error:
        raise UnreadableTextError(name, error) from error
    except UnicodeDecodeError as error:
        raise UnreadableTextError(name, NO_TEXT) from error
    if not document.is_readable:
        raise UnreadableTextError(name, documents.UnreadableError())
    return Text(name, document, source)
