"""On what a change is: on the year or on the period before, where its record says so: 同比, 环比, year on year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.judged import MEANT
from narrator.audit.moments import words_about
from narrator.audit.remembered import of_figure
from narrator.audit.verdicts import Verdict
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.model.figure import Figure
    from narrator.reading.mentions import Mention

BASE, BEHIND = patterns(__name__, "BASE", "BEHIND")


def misbased(judged: Judged) -> Iterator[Finding]:
    """The changes that are told on another base than their record has."""
    for each in judged.findings:
        known = bases(judged.matter.figures[each.figure], judged.matter) if each.figure else frozenset[str]()
        found = _said(judged, each.mention) if known and each.verdict in MEANT and not each.formula else None
        if found and found.lastgroup not in known:
            why = f"{each.figure} is on another base in the records"
            yield judged.finding(found[0], found.start(), Verdict.DATE, why, each.figure)


@of_figure
def bases(figure: Figure, matter: Matter) -> frozenset[str]:
    """The bases that the words of a record name."""
    return frozenset(found.lastgroup or "" for text in words_about(figure, matter) for found in BASE.finditer(text))


def _said(judged: Judged, mention: Mention) -> re.Match[str] | None:
    """The base that a sentence says last before a number, or right behind it."""
    text = simplified(judged.layout.text)
    behind = BEHIND.match(text, mention.end)
    if behind:
        return BASE.match(text, behind.end())
    return next(iter([*BASE.finditer(text, mention.sentence[0], mention.start)][::-1]), None)
