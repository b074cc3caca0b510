"""Which side a text says had the larger part, where it gives no number: longs the larger part, mostly shorts.

It is held against the amounts and shares of the sides in the records, of the same coin, venue and hour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, METRIC, PART, SIDE, VENUE
from narrator.audit.topics import FORCED, RISK
from narrator.audit.verdicts import Verdict
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.audit.cues import Cue
    from narrator.audit.judged import Judged
    from narrator.audit.larger import Of
    from narrator.audit.verdicts import Finding

SIDES, SQUEEZE = patterns(__name__, "SIDES", "SQUEEZE")
MOST, OPEN, HIT, CLAUSE, UNSURE = patterns(__name__, "MOST", "OPEN", "HIT", "CLAUSE", "UNSURE")
NAMED = {"bu": "long", "be": "short", "lo": "long", "sh": "short", "多": "long", "空": "short"}
REACH = 60
"""How far before it a word may stand that makes a claim none."""


def reversed_sides(judged: Judged) -> Iterator[Finding]:
    """The sides that are said to have had the larger part, and had the smaller one or none that is known."""
    document, layout = judged.document, judged.layout
    for match in layout.matches(MOST, layout.text, SIDES):
        sentence = document.sentence(match.start())
        if OPEN.search(layout.text, max(sentence[0], match.start() - REACH), match.start()):
            continue
        side = NAMED[(match[match.lastgroup or 0])[:2].lower()]
        ended = layout.text.find(";", match.end(), sentence[1])  # behind it something else is said
        here = judged.scanned.within(sentence[0], ended if ended > 0 else sentence[1])
        right = _larger_in(here, judged.matter.larger)
        if right != side and (right or _larger_in(here, judged.matter.larger_then) != side):
            why = f"the larger part was {right} in the records" if right else "no record says which side was the larger"
            yield judged.finding(match[0], match.start(), Verdict.NAME if right else Verdict.WORD, why)
    yield from _headings(judged)
    yield from _befallen(judged)


def _befallen(judged: Judged) -> Iterator[Finding]:
    """The clauses without a number that say what befell the side that had far less: shorts paid for it."""
    document, layout, matter = judged.document, judged.layout, judged.matter
    numbers = sorted(finding.mention.start for finding in judged.findings)
    last = 0
    for match in layout.matches(HIT, layout.text, SIDES) if matter.far_larger else ():
        sentence = document.sentence(match.start())
        cuts = [cut.end() for cut in CLAUSE.finditer(layout.text, sentence[0], match.start())]
        start, cut = max(cuts, default=sentence[0]), CLAUSE.search(layout.text, match.end(), sentence[1])
        stop = cut.start() if cut else sentence[1]
        is_new = start >= last and bisect_left(numbers, start) == bisect_left(numbers, stop)
        if not is_new or layout.is_label(document.paragraph(start)) or UNSURE.search(layout.text, start, stop):
            continue
        cues, last = judged.scanned.within(start, stop), stop
        sides = {cue.value for cue in cues if cue.facet == SIDE}
        right = _larger_in(judged.scanned.within(*sentence), matter.far_larger)
        is_told = any(pattern.search(layout.text, start, stop) for pattern in (OPEN, MOST))
        if right and len(sides) == 1 and right not in sides and not is_told:
            why = f"the larger part was {right} in the records"
            yield judged.finding(layout.text[start:stop].strip(), start, Verdict.WORD, why)


def _headings(judged: Judged) -> Iterator[Finding]:
    """The headings that say what befell the side that had far less of what the figures below them are of."""
    document, layout, matter = judged.document, judged.layout, judged.matter
    for number in range(len(layout.labels)):
        start, stop = layout.stretch(number)
        text, sentence = layout.text[start:stop], document.sentence(start)
        if not layout.is_label(number) or "|" in text or re.search(r"\d", text):
            continue
        sides = {cue.value for cue in judged.scanned.within(start, stop) if cue.facet == SIDE}
        squeeze = SQUEEZE.search(text)
        sides |= {squeeze[1].lower()} if squeeze else set()
        if len(sides) != 1 or HIT.search(text) is None or OPEN.search(text) or MOST.search(text):
            continue
        below = {
            side
            for claim in matter.claims
            if claim.figure.id in judged.meant.get(sentence, ())
            for side in claim.topic.of(SIDE)
        }
        right = _larger_in(judged.scanned.within(*sentence), matter.far_larger)
        if right in below and right not in sides:
            yield judged.finding(text.strip(), start, Verdict.WORD, f"the larger part was {right} in the records")


def _larger_in(here: Sequence[Cue], known: Mapping[Of, str]) -> str:
    """The side that had the larger part of what the cues of a sentence are about; empty where the records do not say.

    Where they say nothing of the whole, and one side had the larger part of all that they split, it is that side.
    """
    metric = RISK if (METRIC, RISK) in {(cue.facet, cue.value) for cue in here} else FORCED
    named = frozenset(cue.value for cue in here if cue.facet in {ASSET, VENUE, PART})
    of = [side for (what, apart), side in known.items() if what == metric and apart and apart <= named]
    every = {side for (what, _), side in known.items() if what == metric}
    whole = known.get((metric, frozenset())) or (min(every) if len(every) == 1 else "")
    return min(of) if len({*of}) == 1 else whole
