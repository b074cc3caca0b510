"""Which way a text says that an asset went where it gives no number: liquidated as Ether rises.

The asset is held against the moves of its price. One without a move that way is a discrepancy.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, INNER, METRIC, TOPIC
from narrator.audit.spells import texts_of
from narrator.audit.topics import PRICE
from narrator.audit.verdicts import Verdict
from narrator.audit.ways import FLOWED, direction_of, is_inverted
from narrator.model.kinds import Part
from narrator.model.quantity import INDEX, MOVES, NET_FLOWS, Direction, Kind
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding

BETWEEN, CUT, MOVER, PLAIN = patterns(__name__, "BETWEEN", "CUT", "MOVER", "PLAIN")
OPEN, SPEAKERS = patterns(__name__, "OPEN", "SPEAKERS")
CLAUSE = lazy(r"[,;:，；：、—(（)）] ?")
HIGHEST, LOWEST = lazy(r"\bhigh(?:s|est)?\b|新高|最高"), lazy(r"\blow(?:s|est)?\b|新低|最低")
REACH, BACK = 40, 60
"""How far behind a verb a number may stand that says how far, and how far before the name one that asks."""
WENT = {
    Direction.UP: Direction.UP,
    Direction.ABOVE: Direction.UP,
    Direction.GAIN: Direction.UP,
    Direction.LOSS: Direction.DOWN,
    Direction.DOWN: Direction.DOWN,
    Direction.BELOW: Direction.DOWN,
}


def led(judged: Judged, start: int, found: re.Match[str] | None) -> Direction | None:
    """Which way a verb behind some words says that they went, where no number says how far, and nothing is asked."""
    text, (first, stop) = judged.document.text, judged.document.sentence(start)
    if found is None or OPEN.search(text, max(first, start - BACK), start):
        return None
    last = min(found.end() + REACH, stop)
    cut = CUT.search(text, found.end(), last)
    is_counted = bisect_left(judged.numbers, start) != bisect_left(judged.numbers, cut.start() if cut else last)
    return None if is_counted else direction_of(found)


def verb_behind(judged: Judged, end: int) -> re.Match[str] | None:
    """The verb right behind some words that says which way they went."""
    between = BETWEEN.match(judged.layout.lowered, end)
    return judged.matter.ways.match(judged.layout.lowered, between.end()) if between else None


def misled(judged: Judged) -> Iterator[Finding]:
    """The assets that are said, without a number, to have gone where no price of theirs went."""
    document, matter = judged.document, judged.matter
    moves = _moves(matter)
    for cue in judged.scanned.cues if moves else ():
        found = verb_behind(judged, cue.end) if cue.facet == ASSET else None
        way = led(judged, cue.start, found)
        if found and way in MOVES and way not in moves.get(cue.value, _unpriced(cue.value, matter)):
            went = f"no price of {document.text[cue.start : cue.end]} went {way} in the records"
            is_other = any(way in told for told in moves.values())
            known = Verdict.SIGN if cue.value in moves else Verdict.NAME if is_other else Verdict.WORD
            verdict = known if PLAIN.match(found[0]) else Verdict.WORD
            yield judged.finding(document.text[cue.start : found.end()], cue.start, verdict, went)


def misled_measures(judged: Judged) -> Iterator[Finding]:
    """What is measured and is said, without a number, to have gone where it did not: the fear gauge exploded."""
    matter, text = judged.matter, judged.document.text
    ways = _measured_ways(matter)
    for start, cues in groupby(judged.scanned.cues if ways else (), key=lambda cue: cue.start):
        named = [cue for cue in cues if cue.facet == TOPIC]
        known = frozenset().union(*(ways.get(cue.value, ()) for cue in named))
        found = verb_behind(judged, named[0].end) if len(known) == 1 else None
        said = led(judged, start, found)
        way = WENT.get(said) if said else None
        is_free = found is None or judged.layout.lowered[start : found.end()] in matter.typed  # a quarter-point cut
        if found and way and way not in known and not is_free:
            yield judged.finding(text[start : found.end()], start, Verdict.WORD, f"the records have it {min(known)}")


def misflowed(judged: Judged) -> Iterator[Finding]:
    """The flows of an asset that are told without a number, and went the other way: funds that saw net inflows."""
    matter, text = judged.matter, judged.document.text
    ways: dict[str, set[Direction]] = {}
    for figure in matter.figures:
        if figure.key.kind is Kind.FLOW and figure.direction in NET_FLOWS:
            spelled = matter.vocabulary.spelled.get(figure.key.subject.lower(), ())
            for value in {value for _, facet, value in spelled if facet == ASSET}:
                ways.setdefault(value, set()).add(figure.direction)
    for found in FLOWED.finditer(text) if ways else ():
        sentence = judged.document.sentence(found.start())
        edges = [sentence[0], *(cut.end() for cut in CLAUSE.finditer(text, *sentence)), sentence[1]]
        start, stop = max(at for at in edges if at <= found.start()), min(at for at in edges if at > found.start())
        named = {cue.value for cue in judged.scanned.within(start, stop) if cue.facet == ASSET}
        is_told = bisect_left(judged.numbers, start) != bisect_left(judged.numbers, stop)
        went, said = ways.get(min(named, default="")), Direction.INFLOW if found["into"] else Direction.OUTFLOW
        is_open = OPEN.search(text, start, stop) is not None or judged.layout.is_label(judged.document.paragraph(start))
        if len(named) == 1 and went and said not in went and not (is_told or is_open):
            yield judged.finding(found[0], found.start(), Verdict.WORD, f"the records have {min(went)}s alone")


def _measured_ways(matter: Matter) -> dict[str, set[Direction]]:
    """The ways in which each thing that is measured went, by where it came from."""
    told: dict[str, set[Direction]] = {}
    for claim in matter.claims:
        start = matter.figures.get(f"{claim.figure.id}.{Part.FROM}")
        before = start.interval.low if start and start.is_printable and start.interval.is_point else None
        now = claim.interval.low if claim.interval.is_point else None
        for topic in claim.topic.of(TOPIC) if now is not None and before is not None and now != before else ():
            told.setdefault(topic, set()).add(Direction.UP if (now or 0) > (before or 0) else Direction.DOWN)
    return told


def inverted(judged: Judged) -> Iterator[Finding]:
    """The numbers that are said to have gone up to less than where they came from, or down to more."""
    text, ways = judged.document.text, judged.matter.ways
    for one, two in pairwise(judged.findings):
        is_new = Verdict.SIGN not in {one.verdict, two.verdict} and one.mention.sentence == two.mention.sentence
        if is_new and is_inverted(one.mention, two.mention, text, ways):
            said = " ".join(text[one.mention.start : two.mention.end].split())
            yield judged.finding(said, one.mention.start, Verdict.SIGN, "it is told the other way", one.figure)


def strange(judged: Judged) -> Iterator[Finding]:
    """The headings in which what nobody knows goes up or down: Litecoin falls."""
    layout = judged.layout
    for number in range(len(layout.labels)):
        start, stop = layout.stretch(number)
        text = layout.text[start:stop]
        for found in MOVER.finditer(text) if layout.is_label(number) and "|" not in text else ():
            if found[1].lower() not in judged.scanned.common:
                yield judged.finding(found[0], start + found.start(), Verdict.WORD, f"no record knows {found[1]}")


def unheard(judged: Judged) -> Iterator[Finding]:
    """The persons who are said to speak, where the records have who spoke, and not them."""
    spoken = SPEAKERS.finditer(judged.document.text) if judged.matter.event.file.statements else ()
    for found in spoken:
        name, place = found[found.lastgroup or 0], found.start(found.lastgroup or 0)
        if judged.scanned.common.isdisjoint(name.lower().split()):
            yield judged.finding(name, place, Verdict.WORD, f"no record knows {name}")


def _moves(matter: Matter) -> dict[str, frozenset[Direction]]:
    """The ways in which the price of each asset went; either one where only its level is known."""
    told: dict[str, set[Direction]] = {}
    for claim in matter.claims:
        for asset in claim.topic.of(ASSET) if PRICE in claim.topic.of(METRIC) else ():
            way = WENT.get(claim.direction) if claim.direction else None
            told.setdefault(asset, set()).update((way,) if way else ())
    for said in matter.event.file.claims.values():
        way, named = claim_way(said.text), matter.figures.get(said.about or "")
        alike = (claim for claim in matter.claims if claim.figure is named)
        for asset in (asset for claim in alike for asset in claim.topic.of(ASSET)):
            told.setdefault(asset, set()).update((way,) if way else ())
    for figure in (each for each in matter.figures if each.key.kind is Kind.PRICE and each.direction in MOVES):
        ways = {way for way in MOVES if way is figure.direction}
        for _, facet, asset in matter.vocabulary.spelled.get(figure.key.subject.lower(), ()):  # also without an amount
            told.setdefault(asset, set()).update(ways if facet == ASSET else ())
    return {asset: frozenset(ways) or MOVES for asset, ways in told.items()}


def claim_way(text: object) -> Direction | None:
    """Where a price went by a claim about it: up, to a record high."""
    words = " ".join(texts_of(text))
    is_high, is_low = HIGHEST.search(words) is not None, LOWEST.search(words) is not None
    return None if is_high is is_low else Direction.UP if is_high else Direction.DOWN


def _unpriced(asset: str, matter: Matter) -> frozenset[Direction]:
    """The ways that may be told of what has no price: either one of an index of the mood, those of the dollar index."""
    if any(claim.unit == INDEX and asset in claim.topic.of(ASSET) for claim in matter.claims):
        return MOVES
    ways = (WENT.get(claim.direction) for claim in matter.claims if claim.direction and asset in claim.topic.of(INNER))
    return frozenset(way for way in ways if way)
