"""Texts as other desks write them, each with its event: what they may say and what they may not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.ingest.registries import load_names
from narrator.model.name import Names
from support.audits import matter_for
from support.briefs import desk

if TYPE_CHECKING:
    from narrator.audit.matter import Matter
    from narrator.case import Desk

FOLDER = Path(__file__).parents[1] / "cases" / "foreign"


@cache
def foreign_desk() -> Desk:
    """The desk of this workspace with the names that the desks of the texts would have registered."""
    of = desk()
    names, problems = load_names(FOLDER / "names.yaml", of.workspace.root)
    assert problems == ()
    return replace(of, names=Names.of((*of.names.entries, *names.entries)))


@cache
def foreign_matter(event: str) -> Matter:
    """What the texts about an event of the folder are held against."""
    examined = pipeline.examine(FOLDER / f"{event}.yaml", foreign_desk())
    assert [problem for problem in examined.problems if problem.is_error] == []
    return matter_for(examined, foreign_desk())
