"""Decisions of the desk on what the audit found: `data/accepted/*.yaml`, which mention, why, who, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, RootModel

from narrator.ingest.documents import read_document
from narrator.ingest.messages import validated
from narrator.model.records import Entry, Identifier

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problem, Problems


class AcceptedEntry(Entry):
    """One discrepancy that somebody has looked at and lets stand, as the audit reported it."""

    event: str = Field(description="the id of the event")
    sentence: str = Field(description="the whole sentence; once it has changed, the decision no longer counts")
    mention: str = Field(description="the words that were flagged")
    verdict: str = Field(description="the kind of discrepancy: `word`, `name`, ...")
    allowed: str = Field(
        "", description="what the figures allowed at the time; once that has changed, it no longer counts"
    )
    why: str = Field(description="why it may stand")
    by: str = Field(description="who decided")
    when: str = Field(description="when: `YYYY-MM-DD`")


class AcceptedFile(RootModel[dict[Identifier, AcceptedEntry]]):
    """Decisions of the desk, by an id of its own."""


def load_accepted(folder: Path, root: Path) -> tuple[tuple[AcceptedEntry, ...], Problems]:
    """The decisions in a folder, in the order of file names; none where there is no folder."""
    entries: list[AcceptedEntry] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        document = read_document(path, root)
        file = validated(document, AcceptedFile)
        problems += document.problems
        entries += file.root.values() if file else ()
    return tuple(entries), tuple(problems)
