"""What the stages are about: a desk, which is read once for all events, and the case of one event.

Everything here is a value: what makes one reads files of the workspace, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from narrator.model.edition import KEY
from narrator.model.figure import Figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from narrator.config import Workspace
    from narrator.ingest.registries import AcceptedEntry
    from narrator.model.event import Event
    from narrator.model.name import Names
    from narrator.model.problem import Problems
    from narrator.model.series import Series
    from narrator.model.signal import Signal
    from narrator.model.source import Sources

EDITED = "data/edited"
"""The folder of the articles that people have edited."""
TEXT = re.compile(rf"(?P<event>[^.]+)\.(?P<locale>{KEY})\.md")
"""The names of their files: an event, and the key of an edition."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace with its registries, the desk's decisions and its histories, read once for all events."""

    workspace: Workspace
    sources: Sources
    names: Names
    problems: Problems
    decisions: tuple[AcceptedEntry, ...] = ()
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """What an edition corrects: the ledger that readers were given, when it was published, and when it was corrected.

    `corrected` is empty where nobody has said when.
    """

    ledger: Mapping[str, Any]
    published: datetime
    corrected: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One event with its figures and signals as of a moment; `event` is None when the file could not be read.

    `reason`: why figures were left out, where some were; `correction`: what was wrong in what was published before, and
    `replaced` that itself. `series`: the histories as they were known at that moment.
    """

    id: str
    path: Path
    event: Event | None
    problems: Problems
    figures: Figures = field(default_factory=Figures)
    signals: Mapping[str, Signal] = field(default_factory=dict)
    as_of: datetime | None = None
    reason: str = ""
    correction: str = ""
    replaced: Replaced | None = None
    series: tuple[Series, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether a brief can be made of it."""
        return self.event is not None and not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an event is examined: as of when (its publication by default), without which figures, and why."""

    as_of: datetime | None = None
    without: frozenset[str] = frozenset()
    reason: str = ""


def locale_of(desk: Desk, language: str) -> str:
    """The locale in which a language is written at this desk."""
    return {"en": desk.workspace.settings.english}[language]


def edited_file(event: str, language: str) -> str:
    """Where the text of an edition stands that a person has edited, from the root of the workspace."""
    return f"{EDITED}/{event}.{language}.md"
