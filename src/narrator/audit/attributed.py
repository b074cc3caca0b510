"""Whom a text names for its numbers, where that is nobody who gave one of those in the sentence (LANGUAGE.md 6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.facets import VENUE, WHO
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import names_source
from narrator.model.source import MARKET_DATA, has_name
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding

(SAID,) = patterns(__name__, "SAID")
ANYBODY = "sees"
"""The group of verbs with which anybody may be named beside a number, and only a known source is another's."""
SPEAKING = frozenset({VENUE, WHO})
WORD = lazy(r"[^\W_]{2,}")


def misattributed(judged: Judged) -> Iterator[Finding]:
    """The names of those from whom a text has the numbers of a sentence, and of whom the records have none of them."""
    document, matter = judged.document, judged.matter
    known = {*filter(has_name, matter.figures.sources), *(each.id for each in matter.sources.entries)}
    for found in SAID.finditer(document.text):
        group = found.lastgroup or ""
        name, start = found[group], found.start(group)
        figures = judged.meant.get(document.sentence(start), ())
        if figures and not any(_is_of(name, figure, matter) for figure in figures):
            named = {facet for _, facet, _ in matter.vocabulary.spelled.get(name.lower(), ())}
            is_known = bool(named & SPEAKING) or any(names_source(name, by, matter.sources) for by in known)
            is_strange = name.isupper() or judged.scanned.common.isdisjoint(name.lower().split())
            is_strange = is_strange and group != ANYBODY
            if is_known or (is_strange and name.isascii() and name.casefold() not in matter.typed):
                why = f"the records do not have {figures[0]} from {name}"
                yield judged.finding(name, start, Verdict.NAME if is_known else Verdict.WORD, why, figures[0])


def _is_of(name: str, of: str, matter: Matter) -> bool:
    """Whether somebody is a source of a figure, or of what it was worked out from, or stands in what it is of."""
    figure = matter.figures[of]
    if any(_is_of(name, part, matter) for part in figure.derived_from if part != of):
        return True
    told = [each.report for each in figure.reports]
    own = {MARKET_DATA, *(by for report in told for by in (report.source, report.origin) if by)}
    if not told or (MARKET_DATA in {report.source for report in told}) or not all(map(has_name, own - {MARKET_DATA})):
        return True
    words = {word.lower() for text in (*own, figure.key.venue, figure.key.subject) for word in WORD.findall(text or "")}
    said = {word.lower() for word in WORD.findall(name)}
    return bool(said & words) or any(names_source(name, by, matter.sources) for by in own)
