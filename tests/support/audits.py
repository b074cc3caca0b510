"""Texts before the audit: the matter of an event, made once, and what the audit finds in a text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from narrator.audit.judge import audit
from narrator.audit.matter import matter_of
from narrator.reading import documents
from support.briefs import SEEDS, case, desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.case import Case, Desk
    from narrator.reading.documents import Document


def matter_for(examined: Case, of: Desk) -> Matter:
    """What the texts about an examined event are held against."""
    assert examined.event is not None
    return matter_of(examined.event, examined.figures, of.sources, of.names, of.workspace)


@cache
def matter(event: str) -> Matter:
    """What the texts that were written about one of the four events are held against."""
    return matter_for(case(event, SEEDS), desk())


def findings(
    text: str, against: Matter, reader: Callable[[str], Document] = documents.of_markdown
) -> tuple[Finding, ...]:
    """The finding on every mention of a text."""
    return audit(reader(text), against)


def flagged(
    text: str, against: Matter, reader: Callable[[str], Document] = documents.of_markdown
) -> list[tuple[str, str]]:
    """The mentions of a text with which something is wrong, and what."""
    found = findings(text, against, reader)
    return [(" ".join(f.mention.text.split()), f.verdict.value) for f in found if not f.verdict.is_sound]
