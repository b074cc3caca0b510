"""The text of an edition that a person has edited: `data/edited/<event>.<locale>.md`, read and never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError
from narrator.ingest.texts import hidden
from narrator.pipeline import edited_file
from narrator.publish.manifest import digest

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.config import Workspace


class EditedTextError(UserError):
    """The text that a person edited cannot be read."""

    exit = Exit.INVALID

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")


def edited_text(workspace: Workspace, event: str, locale: str) -> str | None:
    """The text of an edition that a person has edited, if there is one.

    Raises:
        EditedTextError: it is not UTF-8, or holds characters that nobody sees.
    """
    name = edited_file(event, locale)
    path = workspace.root / name
    if not path.is_file():
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditedTextError(name, "not text in UTF-8; save it as UTF-8") from error
    for at in hidden(text):
        line = text.count("\n", 0, at) + 1
        raise EditedTextError(name, f"U+{ord(text[at]):04X} in line {line}, a character that nobody sees; delete it")
    return text


def record_of(workspace: Workspace, path: Path, locale: str) -> str:
    """The hash of what an edition is made from: the event file, and the text that a person edited."""
    edited = workspace.root / edited_file(path.stem, locale)
    return digest(path.read_bytes() + (edited.read_bytes() if edited.is_file() else b""))
