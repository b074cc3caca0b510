"""A JSON reader that keeps positions: every scalar a string, every key once, strict to RFC 8259.

`json` gives no positions, and drops the digits of numbers before anything can look at them. Its scanner of strings is
used; the rest of the grammar is the twenty lines below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by use, missing from the stubs
from math import isfinite
from typing import TYPE_CHECKING, NoReturn

from narrator.ingest.tree import Mark
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from narrator.ingest.tree import Builder

SPACE = re.compile(r"[ \t\n]*")
BARE = re.compile(r"[-+.\w]+")
AS_TEXT = "the value as text in quotes, as a YAML file has it"


def read(text: str, builder: Builder) -> None:
    """Read a JSON text into a builder.

    Raises:
        UnreadableError: the text is not JSON, or too deep or too large.
    """
    reader = _Reader(text, builder)
    reader.value()
    if reader.at != len(text):
        reader.expected("the end of the file")


class _Reader:
    def __init__(self, text: str, builder: Builder) -> None:
        self.text = text
        self.builder = builder
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.at = 0
        self.skip()

    def skip(self) -> None:
        self.at = SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing too

    @property
    def mark(self) -> Mark:
        line = bisect_right(self.starts, self.at)
        return Mark(line, self.at - self.starts[line - 1] + 1)

    def expected(self, what: str) -> NoReturn:
        """Stop where something else stands."""
        found = self.text[self.at : self.at + 1] or "the end of the file"
        self.builder.stop("001", f"this is not JSON: found {found!r}, expected {what}", self.mark, what)

    def sees(self, mark: str) -> bool:
        """Whether a punctuation mark stands here, which is then read."""
        if self.text[self.at : self.at + 1] != mark:
            return False
        self.at += 1
        self.skip()
        return True

    def value(self) -> None:
        mark = self.mark
        if self.sees("{"):
            self.members(mark)
        elif self.sees("["):
            self.items(mark)
        elif self.text[self.at : self.at + 1] == '"':
            self.builder.put(self.string(), Mark(mark.line, mark.column + 1))
        else:
            self.bare(mark)

    def string(self) -> str:
        if self.text[self.at : self.at + 1] != '"':
            self.expected('a text in quotes (")')
        try:
            typed, self.at = scanstring(self.text, self.at + 1, True)
        except JSONDecodeError as error:
            self.at = min(error.pos, len(self.text))
            self.expected("a complete text in quotes, without line ends and unknown escapes")
        self.skip()
        return str(typed)

    def bare(self, mark: Mark) -> None:
        """A number, true, false or null: named, and read as nothing."""
        word = BARE.match(self.text, self.at)
        if word is None:
            self.expected("a value")
        path = self.builder.put("", mark)
        self.builder.broken.add(path)
        message = f"'{'.'.join(map(str, path))}' is {'not text' if _is_finite(word[0]) else 'not a finite number'}"
        at = Location(self.builder.file, *mark)
        shown = word[0][:40]
        self.builder.problems.append(Problem("JSN002", message, at, shown, AS_TEXT, f'"{shown}"'))
        self.at = word.end()
        self.skip()

    def members(self, mark: Mark) -> None:
        self.builder.open({}, mark)
        while not self.sees("}"):
            key = self.mark
            self.builder.name(self.string(), key)
            if not self.sees(":"):
                self.expected("':'")
            self.value()
            self.separator("}")
        self.builder.close()

    def items(self, mark: Mark) -> None:
        self.builder.open([], mark)
        while not self.sees("]"):
            self.value()
            self.separator("]")
        self.builder.close()

    def separator(self, end: str) -> None:
        closes = self.text[self.at : self.at + 1] == end
        if closes:
            return
        if not self.sees(","):
            self.expected(f"',' or '{end}'")
        if self.text[self.at : self.at + 1] == end:
            self.expected("a value after the comma")


def _is_finite(word: str) -> bool:
    try:
        return isfinite(float(word))
    except ValueError:
        return True
