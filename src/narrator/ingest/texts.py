"""Hygiene of texts: what a person cannot see must not change what a reader sees (Trojan Source, CVE-2021-42574).

Refused in every field: control, format and bidirectional characters, zero-width ones, the soft hyphen, lone surrogates,
private use, unassigned code points, line separators other than the newline; more than four combining marks in a row; a
text over 64 KB. Words that mix Latin with Cyrillic or Greek letters are refused in names and tickers and warned of in
prose. Texts are stored in NFC: a decomposed one is composed, without a problem; compatibility forms (NFKC) are never
folded, the grammars refuse them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 65_536
MAX_MARKS = 4
REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
STAND_IN = 0x100000
"""What libyaml does not accept is carried through it as private use, which is refused anyway, and named as it was."""

UNREADABLE = frozenset(map(chr, (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)))

WORD = re.compile(r"\w+")
SCRIPTS = {
    "Latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "Cyrillic": re.compile(r"[\u0400-\u052f]"),
    "Greek": re.compile(r"[\u0370-\u03ff]"),
}
NAMES = frozenset(
    {"asset", "assets", "venue", "contract", "fund", "who", "also_known_as", "by", "view_of", "where", "quoting"}
    | {"name", "en", "zh", "ticker", "aliases"}
)
"""The fields that hold names. `en` and `zh` are names in the registries and prose in an event."""


class Finding(NamedTuple):
    """What is wrong with a text, at a 0-based offset in it."""

    code: str
    message: str
    offset: int
    found: str
    expected: str
    severity: Severity = Severity.ERROR


def composed(text: str) -> str:
    """The text in NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def hidden(text: str) -> Iterator[int]:
    """The offsets of characters that cannot be seen."""
    if not text.replace("\n", " ").replace("\t", " ").isprintable():
        yield from (at for at, c in enumerate(text) if unicodedata.category(c) in REFUSED and c not in "\n\t")


def carried(text: str) -> str:
    """The text with stand-ins for the characters at which libyaml stops or breaks a line."""
    if next(hidden(text), None) is None:
        return text
    return "".join(chr(STAND_IN + ord(c)) if c in UNREADABLE else c for c in text)


def named(character: str) -> str:
    """The number of a character, that of the original for a stand-in."""
    code = ord(character)
    return f"U+{code - STAND_IN if code >= STAND_IN else code:04X}"


def inspect(text: str, where: str, *, is_name: bool = False) -> Iterator[Finding]:
    """What is wrong with the text of a field or key, the first of each kind."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        yield Finding("TXT004", f"'{where}' is longer than 64 KB", 0, f"{len(text):,} characters", "a shorter text")
    at = next(hidden(text), None)
    if at is not None:
        found = named(text[at])
        yield Finding(
            "TXT001", f"character {found} at position {at} in '{where}'", at, found, "visible characters only"
        )
    if text.isascii():
        return
    at = _marks(text)
    if at is not None:
        message = f"more than {MAX_MARKS} combining marks in a row at position {at} in '{where}'"
        yield Finding("TXT002", message, at, named(text[at]), f"at most {MAX_MARKS} marks on one letter")
    yield from _mixed(text, where, Severity.ERROR if is_name else Severity.WARNING)


def _marks(text: str) -> int | None:
    run = 0
    for at, character in enumerate(text):
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run > MAX_MARKS:
            return at
    return None


def _mixed(text: str, where: str, severity: Severity) -> Iterator[Finding]:
    for word in WORD.finditer(text):
        if word[0].isascii():
            continue
        scripts = [name for name, letters in SCRIPTS.items() if letters.search(word[0])]
        if len(scripts) > 1:
            odd = next(m for name in ("Cyrillic", "Greek") if (m := SCRIPTS[name].search(word[0])))
            at = word.start() + odd.start()
            message = f"'{word[0]}' mixes {' and '.join(scripts)} letters: character {named(text[at])} at position {at} in '{where}'"
            yield Finding("TXT003", message, at, word[0], "letters of one script in a word", severity)
            return
