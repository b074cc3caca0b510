"""What the text grammars of this package share: a place in a line, the rule it breaks, the line that keeps it.

A grammar reads from left to right with a `Cursor` and raises a `Fault` at the first character that is wrong. Wherever
one change would mend that place, the fault carries the text with the change made; `corrected` makes such changes until
the text can be read. What only its writer can tell stays a blank in the example to paste: nothing is invented.

Every word has one spelling. A refusal names it, and the corrected line has it. Patterns are text: those of slips are
compiled where a line is refused, never for one that reads.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from os.path import commonprefix
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from narrator.ingest.slips import SIGNED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")
_compiled = cache(re.compile)  # the library forgets them where there are more than 512

LIMIT = 300
"""Characters of one line, amount or window; a longer text is refused unread."""
STEPS = 8
"""Changes that a corrected line may need; a text that needs more keeps a blank."""
NEXT_PART = r" to | at (?!least |most )| quoting | = |, |\Z"
"""Where a part of a line ends."""
EXCERPT = 24
"""Characters of what was found that a message repeats."""
STAND_INS = {
    " MAGNITUDE": " million",
    "AMOUNT": "$98,765,432,123,451",
    " UNIT": " ZQX",
    "YYYY-MM-DD": "2089-11-23",
    "HH:MM": "23:57",
    "SOURCE": "zqx",
    ", FLAG": ", provisional",
}
"""What a blank is read as while the rest of a line is put right."""
PART = re.compile("YYYY|MM|DD|HH|N[hdm]|Qn")
"""A blank within a date, a time or a window, which nothing stands in for."""
EAST_ASIAN = "\u2e80"
"""The first of the characters that nobody takes for a Latin one."""


class Rule(NamedTuple):
    """One rule of a grammar: its stable code, and what it expects."""

    code: str
    expected: str


TOO_LONG = Rule("LIN001", f"at most {LIMIT} characters")


class Fault(ValueError):  # noqa: N818 - the project's word for it; what a person sees is a problem
    """A text that a grammar does not read.

    `offset` is that of the first wrong character, from 0; at the length of the text something is missing. `mended` is
    the whole text with this one place put right, None where only a person can tell what was meant. `example` is the
    text that can be read, where corrections lead to one, else the text with a word in CAPITALS for what is to be typed.
    """

    def __init__(self, rule: Rule, text: str, offset: int, example: str = "", mended: str | None = None) -> None:
        self.code = rule.code
        self.expected = rule.expected
        self.found = _excerpt(text, offset)
        self.text = text
        self.offset = offset
        self.example = example
        self.mended = mended
        super().__init__(f"found {self.found}, expected {self.expected}")


@dataclass(slots=True)
class Cursor:
    """A place in a text that moves to the right as a grammar reads.

    `start` is where the part begins that is read now, `blank` the word for it in an example; `signed`: a number may be
    below zero.
    """

    text: str
    at: int = 0
    start: int = 0
    blank: str = "AMOUNT"
    signed: bool = False

    def begin(self, blank: str, start: int | None = None) -> None:
        """Begin a part of the text, here or at an offset."""
        self.start, self.blank = self.at if start is None else start, blank

    def sees(self, pattern: str) -> re.Match[str] | None:
        """The match of a pattern here, which stays to be read."""
        return _compiled(pattern).match(self.text, self.at)

    def take(self, pattern: str) -> re.Match[str] | None:
        """The match of a pattern here, read; None, and nothing read, where there is none."""
        match = self.sees(pattern)
        if match is not None:
            self.at = match.end()
        return match

    def with_(self, start: int, stop: int, replacement: str) -> str:
        """The text with one stretch replaced."""
        return self.text[:start] + replacement + self.text[stop:]

    def fault(self, rule: Rule, offset: int | None = None, mended: str | None = None) -> Fault:
        """A fault here, or at an offset; its example has a blank for the part."""
        at = self.at if offset is None else offset
        ends = re.finditer(r", |\Z" if self.blank == "FLAG" else NEXT_PART, self.text)
        rest = next(end.start() for end in ends if end.start() >= max(at, self.start))
        apart = " " if self.text[: self.start][-1:].isalpha() and self.blank[0].isalpha() else ""
        return Fault(rule, self.text, at, self.with_(self.start, rest, apart + self.blank), mended)


def corrected(text: str, read: Callable[[str], T], respell: Callable[[str], str]) -> T:
    """What a grammar reads in a text; `respell` puts the slips of a refused text right.

    Raises:
        Fault: it cannot be read.
    """
    if len(text) > LIMIT:
        raise Fault(TOO_LONG, text, LIMIT, "A SHORTER TEXT")
    try:
        return read(text)
    except Fault as fault:
        fault.example = _mended(fault, read, respell)
        raise


def _mended(fault: Fault, read: Callable[[str], object], respell: Callable[[str], str]) -> str:
    """The text that can be read once its blanks are filled in; else the first that has a blank."""
    blank = kept = ""
    for _ in range(STEPS):
        text = fault.mended or respell(_folded(fault.text))
        if text == fault.text:
            text = fault.example
            blank, kept = (blank, kept) if blank else (text, text[: agreed(text, fault.text) + 1])
        lead = f"{SIGNED} " if text.startswith(f"{SIGNED} ") else ""
        filled = {word: stand_in for word, stand_in in STAND_INS.items() if word in text}
        stood_in = _replaced(text.removeprefix(lead), filled)
        if blank and PART.search(stood_in):
            break
        try:
            read(stood_in)
        except Fault as following:
            fault = following
            for name in ("text", "example", "mended"):
                told = getattr(fault, name)
                setattr(fault, name, told and lead + _replaced(told, {filled[word]: word for word in filled}))
        else:
            return text if text.startswith(kept) else blank
    return blank or fault.example


def agreed(text: str, other: str) -> int:
    """How many characters two texts have in common, from the left."""
    return len(commonprefix((text, other)))  # noqa: RUF071 - characters are what is compared


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for word, other in words.items():
        text = text.replace(word, other)
    return text


def _folded(text: str) -> str:
    """A text with digits of other scripts, full-width forms, typographic dashes and odd spaces as plain ASCII.

    Why: For examples only. Characters that cannot be seen stay: nobody can tell what the person saw who typed them.
    """
    return " ".join("".join(map(_plain, text)).split())


def _plain(character: str) -> str:
    if character == "−" or unicodedata.category(character) == "Pd":
        return "-"
    return str(unicodedata.decimal(character, unicodedata.normalize("NFKC", character)))


def _excerpt(text: str, offset: int) -> str:
    """The word at an offset; what cannot be seen or looks like something else with its number."""
    if offset >= len(text):
        return "nothing more"
    rest = text[offset : offset + EXCERPT]
    word = (rest.lstrip(" ") if offset and text[offset - 1] != " " else rest).partition(" ")[0]
    return "".join(map(_visible, word)) or "a space"


def _visible(character: str) -> str:
    """A character, with its number where it is neither ASCII nor East Asian (a Cyrillic a, an en dash)."""
    shown = character if character.isprintable() else ""
    is_plain = shown and (shown.isascii() or shown >= EAST_ASIAN)
    return shown if is_plain else f"{shown}<U+{ord(character):04X}>"
