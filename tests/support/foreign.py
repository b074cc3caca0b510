"""Texts as other desks write them, each with its event: what they may say and what they may not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from narrator import pipeline
from support.audits import matter_for
from support.briefs import desk

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

FOLDER = Path(__file__).parents[1] / "cases" / "foreign"


@cache
def foreign_matter(event: str) -> Matter:
    """What the texts about an event of the folder are held against, with the registries of this workspace."""
    return matter_for(pipeline.examine(FOLDER / f"{event}.yaml", desk()), desk())
