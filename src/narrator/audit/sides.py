"""Which side a text says had the larger part, where it gives no number: longs the larger part, mostly shorts.

It is held against the amounts and shares of the sides in the records, of the same coin, venue and hour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, METRIC, PART, SIDE, VENUE
from narrator.audit.larger import larger
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
    yield from _befallen(judged)


def _befallen(judged: Judged) -> Iterator[Finding]:
    """The clauses and headings without a number that say what befell the side that had far less: shorts paid for it.

    A heading says it of what the figures below it are of.
    """
    document, layout, matter, last = judged.document, judged.layout, judged.matter, 0
    for match in layout.matches(HIT, layout.text, SIDES) if matter.far_larger else ():
        sentence, number = document.sentence(match.start()), document.paragraph(match.start())
        is_label = layout.is_label(number)
        if is_label:
            start, stop = layout.stretch(number)
        else:
            cuts = [cut.end() for cut in CLAUSE.finditer(layout.text, sentence[0], match.start())]
            start, cut = max(cuts, default=sentence[0]), CLAUSE.search(layout.text, match.end(), sentence[1])
            stop = cut.start() if cut else sentence[1]
        said = layout.text[start:stop]
        if start < last or "|" in said or (re.search(r"\d", said) if is_label else UNSURE.search(said)):
            continue
        is_told = bisect_left(judged.numbers, start) != bisect_left(judged.numbers, stop)
        sides = {cue.value for cue in judged.scanned.within(start, stop) if cue.facet == SIDE}
        sides |= {squeeze[1].lower() for squeeze in SQUEEZE.finditer(said)} if is_label else set()
        of = (judged.claims[each] for each in judged.meant.get(sentence, ()) if each in judged.claims)
        below, last = {side for claim in of for side in claim.topic.of(SIDE)}, stop
        near = [each.figure for each in judged.findings if each.mention.paragraph == number]
        here = larger((judged.claims[each] for each in near if each in judged.claims), 2)  # of its own time
        right = _larger_in(judged.scanned.within(*sentence), here or matter.far_larger)
        is_told = is_told or any(pattern.search(said) for pattern in (OPEN, MOST))
        if right and len(sides) == 1 and right not in sides and not is_told and (not is_label or right in below):
            yield judged.finding(said.strip(), start, Verdict.WORD, f"the larger part was {right} in the records")


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
