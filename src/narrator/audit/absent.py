"""Well-known names of a text that no record of its event has: whoever is told of there, it is somebody else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, VENUE
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import called
from narrator.reading.branches import branched
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding


DOUBTED = frozenset({Verdict.NAME, Verdict.NOUN, Verdict.UNSUPPORTED, Verdict.OUTSIDE})
"""Verdicts on a number after which whoever is named beside it is asked for."""


@cache
def _players() -> re.Pattern[str]:
    every = sorted({form for forms in table(__name__, "players").values() for form in forms}, key=len, reverse=True)
    latin, han = ([form for form in every if form.isascii() is is_latin] for is_latin in (True, False))
    return re.compile(
        rf"(?<![A-Za-z0-9$-])(?:{branched(latin)})(?![A-Za-z0-9-])|(?=[\u4e00-\u9fff])(?:{branched(han)})"
    )


def absent(judged: Judged) -> Iterator[Finding]:
    """Each such name, once."""
    text, matter = judged.layout.text, judged.matter
    known = {value for claim in matter.claims for facet in claim.topic.facets for value in claim.topic.of(facet)}
    told = (found for found in _players().finditer(text) if text[found.end() : found.end() + 1] not in {*"未没无"})
    names = {found[0]: found.start() for found in reversed([*told])}
    inside = {at for cue in judged.scanned.cues if cue.value in known for at in range(cue.start, cue.end)}
    for cue in reversed(judged.scanned.cues):
        said = text[cue.start : cue.end]
        if cue.value not in known and (
            cue.facet == VENUE or (cue.facet == ASSET and said.lower() in matter.lexicon.coins)
        ):
            names[said] = cue.start
    doubted = {each.mention.sentence for each in judged.findings if each.verdict in DOUBTED}
    for name, start in names.items():
        is_new = start not in inside and judged.document.sentence(start) not in doubted
        if is_new and not _is_known(name, known, matter):
            yield judged.finding(name, start, Verdict.WORD, f"no record has {name}")


def _is_known(name: str, known: set[str], matter: Matter) -> bool:
    """Whether a name, or another one of the same, is what a figure is of, or stands in the records."""
    form = simplified(name).casefold()
    values = {value for _, _, value in matter.vocabulary.spelled.get(form, ())}
    alike = (form, *(other for other, of in matter.vocabulary.spelled.items() if values & {each[2] for each in of}))
    sources = " ".join(n for by in matter.figures.sources for n in (by, *called(matter.sources.find(by)))).casefold()
    return bool(values & known) or any(each in matter.typed or each in sources for each in alike)
