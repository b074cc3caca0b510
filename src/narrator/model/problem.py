"""Problems: what is wrong with an input, as values that are collected and reported all at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from narrator.errors import Exit
from narrator.model.catalogue import Severity, entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Pasted: TypeAlias = "str | Sequence[Pasted] | Mapping[str, Pasted]"

__all__ = ["Location", "Problem", "Problems", "Severity", "as_errors", "paste"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input file; line and column are 1-based, the path is relative to the workspace."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


SHOWN = 2_000
"""Characters at either end of a long text."""
OF_ITS_CODE: Any = None
"""What the catalogue says of the code of a problem."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what was found, what was expected, and a line to paste.

    `code` is stable: three letters for the stage (`YML`, `REC`, `TPL`, ...) and three digits. Severity and exit
    code are those of the catalogue where no others are given.
    """

    code: str
    message: str
    at: Location
    found: str = ""
    expected: str = ""
    example: str = ""
    event: str | None = None
    figure: str | None = None
    severity: Severity = OF_ITS_CODE
    exit: Exit = OF_ITS_CODE

    def __post_init__(self) -> None:
        """Keep both ends of what is too long to be read: what was found may be a whole file on one line."""
        for name, usual in (("severity", Severity.ERROR), ("exit", Exit.INVALID)):
            if getattr(self, name) is None:
                object.__setattr__(self, name, getattr(entries().get(self.code), name, usual))
        for name in ("message", "found"):
            text = getattr(self, name)
            if len(text) > 2 * SHOWN:
                object.__setattr__(self, name, f"{text[:SHOWN]} ... {text[-SHOWN:]}")

    @property
    def is_error(self) -> bool:
        """Whether the problem keeps the brief from being written."""
        return self.severity is Severity.ERROR


Problems = tuple[Problem, ...]


def as_errors(problems: Problems) -> Problems:
    """The problems with every warning made an error."""
    return tuple(replace(problem, severity=Severity.ERROR) for problem in problems)


def paste(file: str, value: Pasted, key: str | int | None = None) -> str:
    """Lines to paste into a file, YAML or JSON as the file is: under a key, as a list item (a number), or alone."""
    whole = value if key is None else {key: value} if isinstance(key, str) else [value]
    if file.endswith(".json"):
        text = json.dumps(whole, ensure_ascii=False)
        return text if isinstance(whole, str) else text[1:-1]
    return "\n".join(_lines(whole))


def _lines(value: Pasted) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str) and "\n" not in inner:
                yield f"{key}: {inner}"
            else:
                yield f"{key}: |" if isinstance(inner, str) else f"{key}:"
                yield from (f"  {line}" for line in _lines(inner))
    else:
        for item in value:
            first, *rest = _lines(item)
            yield from (f"- {first}", *(f"  {line}" for line in rest))
