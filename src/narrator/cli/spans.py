"""Where a problem ends: the column behind what was found, read from the line itself."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrator.model.problem import Location, Problem

MARKED = re.compile(r">>(.*?)<<", re.DOTALL)
WORKSPACE = "narrator.toml"


def phrase(problem: Problem) -> str:
    """What was found, without the sentence around it."""
    marked = MARKED.search(problem.found)
    return marked[1] if marked else problem.found


class Spans:
    """The ends of problems; a file has many of them, and is read once.

    `texts`: those that were read already, by name; None where a text has no lines (a PDF).
    """

    def __init__(self, texts: Mapping[str, str | None] = {}) -> None:  # never written
        self._texts = texts
        here = Path.cwd()
        self._root = next((each for each in (here, *here.parents) if (each / WORKSPACE).is_file()), here)
        self._lines = cache(self._lines_of)

    def end(self, problem: Problem) -> int | None:
        """The column, from 1, behind the last character of what was found; None where it does not stand there."""
        return self.end_at(problem.at, phrase(problem))

    def end_at(self, at: Location, found: str) -> int | None:
        """The same for a text that was found at a place."""
        first, here = found.partition("\n")[0], self._here(at)
        return at.column + len(first) if first and here and here.startswith(first) else None

    def end_of_word(self, problem: Problem) -> int:
        """The same; where that is not known, the end of the word that stands there, else that of what was found."""
        end, here = self.end(problem), self._here(problem.at)
        if end is not None:
            return end
        word = phrase(problem).partition("\n")[0] if here is None else here.partition(" ")[0]
        return problem.at.column + len(word)

    def _here(self, at: Location) -> str | None:
        """The line of a place from its column on; None for a file that cannot be read."""
        lines = self._lines(at.file)
        if lines is None:
            return None
        return lines[at.line - 1][at.column - 1 :] if at.line <= len(lines) else ""

    def _lines_of(self, file: str) -> Sequence[str] | None:
        if file in self._texts:
            text = self._texts[file]
            return None if text is None else text.splitlines()
        for path in filter(Path.is_file, (self._root / file, Path(file))):  # a pipe in its place is never opened
            with suppress(OSError, ValueError):
                return path.read_text(encoding="utf-8-sig").splitlines()
        return None
