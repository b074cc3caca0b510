"""Whom a text names for its numbers, where that is nobody who gave one of those in the sentence (LANGUAGE.md 6.2)."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from narrator.audit.facets import VENUE, WHO
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import names_source
from narrator.model.source import MARKET_DATA, has_name
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.reading.mentions import Mention

SAID, BEHIND = patterns(__name__, "SAID", "BEHIND")
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


def swapped(judged: Judged) -> Iterator[Finding]:
    """The numbers with a source of another number of their sentence, which names their own too: A has 1.2, B 1.4."""
    text, sources = judged.document.text, judged.matter.sources
    sure = (each for each in judged.findings if each.verdict is Verdict.SUPPORTED and each.figure)
    for sentence, group in groupby(sure, key=lambda finding: finding.mention.sentence):
        tellers = {finding: _tellers(finding, judged.matter) for finding in group}
        every = set().union(*tellers.values())
        is_row = len(every) < 2 or " | " in text[slice(*sentence)]  # noqa: PLR2004  # no two sources
        told = () if is_row else judged.matter.sourced.finditer(text, *sentence)
        named = [found for found in told if not text.endswith(" of ", 0, found.start())]  # whose it is
        leads = bool(named) and not any(each in range(sentence[0], named[0].start()) for each in judged.numbers)
        for finding, own in tellers.items():
            near = [found[0] for found in named if _is_beside(found, finding.mention, judged, leads=leads)]
            theirs = {by for by in every if len(near) == 1 and names_source(near[0], by, sources)}
            is_here = any(names_source(found[0], by, sources) for found in named for by in own)
            if own and theirs and own.isdisjoint(theirs) and is_here:
                why, said = f"the records do not have {finding.figure} from {near[0]}", finding.mention
                yield judged.finding(said.text, said.start, Verdict.UNATTRIBUTED, why, finding.figure)


def _is_beside(found: re.Match[str], mention: Mention, judged: Judged, *, leads: bool) -> bool:
    """Whether a source stands before a number where the sources `lead`, or right behind it, with no other between."""
    if found.end() <= mention.start:
        return leads and bisect_left(judged.numbers, found.end()) == bisect_left(judged.numbers, mention.start)
    return BEHIND.fullmatch(judged.document.text, mention.end, found.start()) is not None


def _tellers(finding: Finding, matter: Matter) -> set[str]:
    """Those who said the very number of a finding, or all sources of its figure; none where it needs none."""
    figure = matter.figures[finding.figure] if finding.figure else None
    reports = [each.report for each in figure.reports] if figure else []
    exact = {each.source for each in reports if each.quantity and each.quantity.interval.low == finding.mention.low}
    every = exact or {each.source for each in reports}
    of = f"{figure.key.venue or ''} {figure.key.subject or ''}" if figure else ""
    is_known = all(map(has_name, every)) and not any(names_source(of, by, matter.sources) for by in every)
    return every if is_known and MARKET_DATA not in every else set()


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
