"""The text of an edition that a person has edited: `data/edited/<event>.<locale>.md`, read and never written."""

from __future__ import annotations

import html
import os
import re
from typing import TYPE_CHECKING

from narrator.case import edited_file
from narrator.errors import Exit, UserError, bytes_of
from narrator.model.glyphs import missing, shown
from narrator.model.text import front_matter, hidden
from narrator.publish.manifest import digest

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Desk
    from narrator.config import Workspace

UNREAD = re.compile(r"(?<!\\)(?:<(?!https?://)[A-Za-z/!?]|`|~~~|\]\[|\[\^)|^ {0,3}\[[^\]\n]*\]:", re.MULTILINE)
"""What the audit passes over and a page would print all the same: raw HTML, code, notes, link references."""
FIELDS = re.compile(r"---\n(?:[a-z_]+: .*\n)*---\n?")
DEEP = re.compile(r"^(?>(?:[ \t>*_+-]|[0-9]{1,9}[.)]){64,})[^\s>*_+-]", re.MULTILINE)
"""What is nested deeper than anybody writes, and than a page can be made of."""
TITLE = re.compile(r"^# \S", re.MULTILINE)


class EditedTextError(UserError):
    """The text that a person edited cannot be used."""

    exit = Exit.INVALID

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")


def edited_text(workspace: Workspace, event: str, locale: str) -> str | None:
    """The text of an edition that a person has edited, if there is one.

    Raises:
        EditedTextError: it is no readable file in UTF-8, or holds what the audit cannot see, or is no article.
    """
    name = edited_file(event, locale)
    path = workspace.root / name
    if not os.path.lexists(path):
        return None
    text = _read(path, name)
    printed = html.unescape(text)
    refuse_unseen(name, text)
    refuse_unseen(name, printed)
    _refuse_unprintable(name, printed)
    unread = UNREAD.search(text)
    if unread:
        line = _line(text, unread.start())
        what = "raw HTML, code, notes and link references are not read by the audit"
        raise EditedTextError(name, f"'{unread[0]}' in line {line}: {what}; write plain Markdown, or put \\ before it")
    deep = DEEP.search(text)
    if deep:
        line = _line(text, deep.start())
        raise EditedTextError(name, f"line {line} is nested too deeply; write lists of a few levels")
    front = front_matter(text)
    if text.startswith("---") and not FIELDS.fullmatch(front):
        raise EditedTextError(name, "its front matter is broken; write lines of `key: value` between two lines of ---")
    named = re.search(r'^event: "?([^"\n]*)', front, re.MULTILINE)
    if named and named[1] != event:
        raise EditedTextError(name, f'its front matter is that of {named[1]}; write event: "{event}"')
    if not TITLE.search(text):
        raise EditedTextError(name, "it has no title; write one as `# Title`")
    return text


def _read(path: Path, name: str) -> str:
    if path.is_symlink():
        raise EditedTextError(name, "it is a link; put the text itself there")
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditedTextError(name, "not text in UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise EditedTextError(name, f"it cannot be read: {error.strerror}") from error


def refuse_unseen(name: str, text: str) -> None:
    """Refuse a text with what nobody sees.

    Raises:
        EditedTextError: there is a character in it that no record may hold either.
    """
    unseen = hidden(text)
    if unseen:
        line, code = _line(text, unseen[0]), ord(text[unseen[0]])
        raise EditedTextError(name, f"U+{code:04X} in line {line}, a character that nobody sees; delete it")


def _refuse_unprintable(name: str, text: str) -> None:
    places = missing(text)
    if places:
        what = f"{shown(text)} in line {_line(text, places[0])}, a character that no font of the briefs has"
        raise EditedTextError(name, f"{what}; write it in Latin letters")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def record_of(desk: Desk, path: Path, locale: str) -> str:
    """The hash of what an edition is made from: its event file, the text that a person edited, decisions about it."""
    edited = desk.workspace.root / edited_file(path.stem, locale)
    files = (bytes_of(file) for file in (path, edited) if file.is_file())
    decisions = (each.model_dump_json().encode() for each in desk.decisions if each.event == path.stem)
    return digest(b"".join((*files, *decisions)))
