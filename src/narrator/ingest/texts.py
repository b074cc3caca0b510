"""Hygiene of texts: what a person cannot see must not change what a reader sees (Trojan Source, CVE-2021-42574).

Refused in every field: control, format and bidirectional characters, zero-width ones, the soft hyphen, lone surrogates,
private use, unassigned code points, line separators other than the newline; more than four combining marks in a row; a
text over 64 KB; an empty one. Words that mix Latin with Cyrillic or Greek letters are refused in names and tickers and
warned of in prose. Texts are stored in NFC: a decomposed one is composed, without a problem; compatibility forms (NFKC)
are never folded, the grammars refuse them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrator.model.catalogue import Severity
from narrator.model.problem import Location, Problem
from narrator.model.text import has_hidden, hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

NOWHERE = Location("")
MAX_BYTES = 65_536
MAX_MARKS = 4
UNREADABLE = frozenset(map(chr, (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)))
"""The characters at which libyaml stops or breaks a line."""
STAND_IN = 0x100000
"""They are carried through it as private use, which is refused anyway, and named as they were."""

WORD = re.compile(r"\w+")
SCRIPTS = {
    "Cyrillic": re.compile(r"[\u0400-\u052f]"),
    "Greek": re.compile(r"[\u0370-\u03ff]"),
    "Latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
NAMES = frozenset(
    {"asset", "assets", "venue", "contract", "fund", "who", "also_known_as", "by", "view_of", "where", "quoting"}
    | {"name", "ticker", "aliases", "id"}
)
"""The fields that hold names."""


def composed(text: str) -> str:
    """The text in NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def carried(text: str) -> str:
    """The text with stand-ins for what libyaml does not read."""
    return "".join(chr(STAND_IN + ord(c)) if c in UNREADABLE else c for c in text) if has_hidden(text) else text


def named(character: str) -> str:
    """The number of a character, that of the original for a stand-in."""
    code = ord(character)
    return f"U+{code - STAND_IN if code >= STAND_IN else code:04X}"


def inspect(text: str, where: str, *, is_name: bool = False) -> Iterator[tuple[int, Problem]]:
    """What is wrong with the text of a field or key, the first of each kind, each at a 0-based offset in it."""
    if not text.strip():
        yield 0, Problem("TXT005", f"'{where}' is empty", NOWHERE, "", "a value, or no such line", "VALUE")
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        found = f"{len(text):,} characters"
        yield 0, Problem("TXT004", f"'{where}' is longer than 64 KB", NOWHERE, found, "a shorter text")
    unseen = hidden(text)
    if unseen:
        found = named(text[unseen[0]])
        message = f"character {found} at position {unseen[0]} in '{where}'"
        example = text.translate({ord(text[at]): None for at in unseen})
        yield unseen[0], Problem("TXT001", message, NOWHERE, found, "visible characters", example)
    if not text.isascii():
        yield from _marks(text, where)
        yield from _mixed(text, where, Severity.ERROR if is_name else Severity.WARNING)


def _marks(text: str, where: str) -> Iterator[tuple[int, Problem]]:
    marks = "".join("m" if unicodedata.category(character) in {"Mn", "Me"} else "-" for character in text)
    at = marks.find("m" * (MAX_MARKS + 1)) + MAX_MARKS
    if at >= MAX_MARKS:
        message = f"more than {MAX_MARKS} combining marks in a row at position {at} in '{where}'"
        yield at, Problem("TXT002", message, NOWHERE, named(text[at]), f"at most {MAX_MARKS} marks on one letter")


def _mixed(text: str, where: str, severity: Severity) -> Iterator[tuple[int, Problem]]:
    for word in WORD.finditer(text):
        scripts = {name: found.start() for name, letters in SCRIPTS.items() if (found := letters.search(word[0]))}
        if len(scripts) > 1:
            at = word.start() + next(iter(scripts.values()))
            what = f"'{word[0]}' mixes {' and '.join(scripts)} letters"
            message = f"{what}: character {named(text[at])} at position {at} in '{where}'"
            expected = "letters of one script in a word"
            yield at, Problem("TXT003", message, NOWHERE, word[0], expected, severity=severity)
            return
