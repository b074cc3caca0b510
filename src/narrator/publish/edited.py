"""The text of an edition that a person has edited: `data/edited/<event>.<locale>.md`, read and never written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError
from narrator.pipeline import edited_file
from narrator.publish.manifest import digest

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.config import Workspace

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff]")
"""Characters that nobody sees, or that narrator uses itself."""


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
    hidden = UNSEEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        raise EditedTextError(name, f"U+{ord(hidden[0]):04X} in line {line}, a character that nobody sees; delete it")
    return text


def record_of(workspace: Workspace, path: Path, locale: str) -> str:
    """The hash of what an edition is made from: the event file, and the text that a person edited."""
    edited = workspace.root / edited_file(path.stem, locale)
    return digest(path.read_bytes() + (edited.read_bytes() if edited.is_file() else b""))
