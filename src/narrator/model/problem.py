"""Problems: what is wrong with an input, as values that are collected and reported all at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from narrator.errors import Exit


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input file; line and column are 1-based, the path is relative to the workspace."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    """A warning never changes the exit code unless the run is strict."""

    ERROR = "error"
    WARNING = "warning"


SHOWN = 2_000
"""Characters at either end of a long text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what was found, what was expected, and a line to paste.

    `code` is stable: three letters for the stage (`YML`, `REC`, `TPL`, ...) and three digits.
    """

    code: str
    message: str
    at: Location
    found: str = ""
    expected: str = ""
    example: str = ""
    event: str | None = None
    figure: str | None = None
    severity: Severity = Severity.ERROR
    exit: Exit = Exit.INVALID

    def __post_init__(self) -> None:
        """Keep both ends of what is too long to be read: what was found may be a whole file on one line."""
        for name in ("message", "found"):
            text = getattr(self, name)
            if len(text) > 2 * SHOWN:
                object.__setattr__(self, name, f"{text[:SHOWN]} ... {text[-SHOWN:]}")

    @property
    def is_error(self) -> bool:
        """Whether the problem keeps the brief from being written."""
        return self.severity is Severity.ERROR


Problems = tuple[Problem, ...]
