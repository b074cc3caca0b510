"""Sources: who published. Graded A to F with a written reason (the Admiralty code), or not graded at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.problem import Problem


class Grade(StrEnum):
    """Reliability of a source; D to F can only circulate where a better source reports."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def is_weak(self) -> bool:
        """Whether the grade lets a source only circulate beside better ones."""
        return self in {Grade.D, Grade.E, Grade.F}


UNNAMED = "unnamed"
ANOTHER_UNNAMED = "another unnamed"
"""One who is not named either, where another such one stands before it; nothing that is typed."""
SEVERAL_UNNAMED = "several unnamed"
UNVERIFIED = "unverified"
MARKET_DATA = "market data"
PUBLIC_DATA = "public data"
SOCIAL_MEDIA = "social media"
DESK = "desk"
RESERVED = frozenset({UNNAMED, SEVERAL_UNNAMED, UNVERIFIED, MARKET_DATA, PUBLIC_DATA, SOCIAL_MEDIA})


def is_unnamed(source: str) -> bool:
    """Whether the source is one that its publisher did not name (`unnamed`, `unnamed 2`)."""
    return source == UNNAMED or (source.startswith(UNNAMED + " ") and source[len(UNNAMED) + 1 :].isdigit())


def is_without_name(source: str) -> bool:
    """Whether it is one or several that have no name."""
    return is_unnamed(source) or source == SEVERAL_UNNAMED


def has_name(source: str) -> bool:
    """Whether it has a name that can stand in a sentence."""
    return source not in RESERVED and not is_unnamed(source)


@dataclass(frozen=True, slots=True)
class Source:
    """Who published: the id that event files use, the name that a brief prints, the grade and its reason.

    `unprintable`: the problem with the name, where no font has one of its characters.
    """

    id: str
    name: str
    kind: str = ""
    grade: Grade | None = None
    reason: str = ""
    aliases: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    known: bool = True
    unprintable: Problem | None = None

    def named(self, language: str) -> str:
        """The name in a language (`en`, `zh`), or the one name that there is."""
        return self.names.get(language, self.name)


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of a workspace, found by id, name or alias without regard to case."""

    entries: tuple[Source, ...] = ()
    index: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: tuple[Source, ...]) -> Sources:
        """The registry of these sources."""
        index = {key.casefold(): source for source in entries for key in (source.id, source.name, *source.aliases)}
        return cls(entries, index)

    def find(self, typed: str) -> Source:
        """The source behind a typed name; one that the registry does not know is ungraded under its own name."""
        grade = Grade.D if typed == UNVERIFIED else None
        return self.index.get(typed.casefold()) or Source(id=typed, name=typed, grade=grade, known=not has_name(typed))
