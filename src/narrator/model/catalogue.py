"""The catalogue of problems: what each stable code means, how bad it is, and how to mend it (`problems.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from narrator.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "problems.toml"
STAGE = 3
"""The letters of a code that say which stage it is of."""


class Severity(StrEnum):
    """A warning never changes the exit code unless the run is strict."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Stage:
    """What the first three letters of a code stand for."""

    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a code means.

    `title` says what is wrong, `why` why that is a problem, `expected` what belongs there; `found` is a wrong input and
    `example` what it should be, where one can be shown. `severity` and `exit` are those of a problem that nothing
    softens; `otherwise` says when it has others.
    """

    code: str
    title: str
    why: str
    expected: str
    severity: Severity
    exit: Exit
    found: str = ""
    example: str = ""
    otherwise: str = ""


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files(__package__ or "").joinpath(FILE).read_text(encoding="utf-8"))


@cache
def stages() -> Mapping[str, Stage]:
    """The stages by their letters, in the order in which a run comes to them."""
    return {code: Stage(**table) for code, table in _tables().items() if len(code) == STAGE}


@cache
def entries() -> Mapping[str, Entry]:
    """Every entry by its code, in the order of the stages."""
    return {code: _entry(code, **table) for code, table in _tables().items() if len(code) > STAGE}


def _entry(code: str, *, severity: str, exit: int, **texts: str) -> Entry:  # noqa: A002  # its name in the file
    return Entry(code=code, severity=Severity(severity), exit=Exit(exit), **texts)


def near(code: str) -> tuple[str, ...]:
    """The codes that an unknown one may have been meant for, the likeliest first; else those of its stage."""
    from difflib import get_close_matches  # noqa: PLC0415  # only for a code that is not there

    alike = get_close_matches(code, entries(), n=9, cutoff=0.8)
    alike = sorted(alike, key=lambda each: sorted(each) != sorted(code))[:3]
    return tuple(alike or [each for each in entries() if each.startswith(code[:STAGE])][:3])
