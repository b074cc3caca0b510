"""Which way a text says that an asset went where it gives no number: liquidated as Ether rises.

The asset is held against the moves of its price. One without a move that way is a discrepancy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.facets import ASSET, INNER, METRIC, TOPIC
from narrator.audit.spells import texts_of
from narrator.audit.topics import PRICE
from narrator.audit.verdicts import Verdict
from narrator.audit.ways import FLOWED, POSITIVE, direction_of, is_inverted, went_to
from narrator.model.ids import has_own_time
from narrator.model.kinds import Part
from narrator.model.quantity import CURRENCIES, INDEX, MOVES, NET_FLOWS, PERCENT, Direction, Kind
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.topics import Claim
    from narrator.audit.verdicts import Finding
    from narrator.reading.mentions import Mention

BETWEEN, CUT, MOVER, PLAIN = patterns(__name__, "BETWEEN", "CUT", "MOVER", "PLAIN")
OPEN, SPEAKERS, DENIES, ITSELF = patterns(__name__, "OPEN", "SPEAKERS", "DENIES", "ITSELF")
OF_WHAT, LATER, COMES, FELT = patterns(__name__, "OF_WHAT", "LATER", "COMES", "FELT")
DRIVES, DRIVEN, STRONG, WEAK = patterns(__name__, "DRIVES", "DRIVEN", "STRONG", "WEAK")
(LIKELY,) = patterns(__name__, "LIKELY")
CLAUSE = lazy(r"[,;:，；：、—(（)）] ?")
YIELD = lazy(r"\byields?\b", re.IGNORECASE)
AS_MUCH = lazy(" (?:as|so) (?:much|far|fast|many|hard)\\b")
HIGHEST, LOWEST = lazy(r"\bhigh(?:s|est)?\b|新高|最高"), lazy(r"\blow(?:s|est)?\b|新低|最低")
REACH, BACK, FROM, LEAST, MOST, HALF = 40, 60, 16, Decimal("0.5"), 3, 50
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
    is_counted = bisect_left(judged.numbers, found.start()) != bisect_left(judged.numbers, cut.start() if cut else last)
    return None if is_counted else direction_of(found)


def verb_behind(judged: Judged, end: int) -> re.Match[str] | None:
    """The verb right behind some words that says which way they went."""
    between = BETWEEN.match(judged.layout.lowered, end)
    return judged.matter.ways.match(judged.layout.lowered, between.end()) if between else None


def driven(judged: Judged, start: int, end: int) -> re.Match[str] | None:
    """Where something has driven what some words name: sent the dollar lower."""
    drives = DRIVES.search(judged.layout.lowered, max(0, start - FROM), start)
    return DRIVEN.match(judged.layout.lowered, end) if drives else None


class Mover(NamedTuple):
    """What a text may say to have moved, the ways that it went by the records, and those that others went.

    `verb`: what says so, where that is none of the verbs that say which way, or where only some of them do.
    """

    start: int
    end: int
    ways: AbstractSet[Direction]
    others: AbstractSet[Direction] = frozenset()
    verdict: Verdict = Verdict.WORD
    verb: re.Match[str] | None = None
    is_free: bool = False


def misled(judged: Judged, movers: Iterable[Mover]) -> Iterator[Finding]:
    """What is said, without a number, to have gone where it did not, or not to have gone where it did."""
    text, lowered = judged.document.text, judged.layout.lowered
    for mover in movers:
        verb = mover.verb or driven(judged, mover.start, mover.end) or verb_behind(judged, mover.end)
        said = led(judged, mover.start, verb)
        way = WENT.get(said) if said else None
        if verb is None or way is None or (mover.is_free and lowered[mover.start : verb.end()] in judged.matter.typed):
            continue
        is_denied = DENIES.search(lowered, mover.end, verb.start()) is not None
        if is_denied and AS_MUCH.match(lowered, verb.end()):
            continue
        if (mover.ways == {way}) if is_denied else way not in mover.ways:
            why = f"it went {' or '.join(sorted(mover.ways)) or 'nowhere'} in the records"
            known = mover.verdict if mover.ways else Verdict.NAME if way in mover.others else Verdict.WORD
            verdict = known if mover.verb or PLAIN.match(verb[0]) else Verdict.WORD
            yield judged.finding(text[mover.start : verb.end()], mover.start, verdict, why)


def movers(judged: Judged) -> Iterator[Mover]:
    """The assets of a text whose prices went somewhere, and what is measured: the fear gauge exploded."""
    matter, cues = judged.matter, judged.scanned.cues
    moves, ways = _moves(matter), _measured_ways(matter)
    every = frozenset[Direction]().union(*moves.values())
    for start, group in groupby(cues if moves or ways else (), key=lambda cue: cue.start):
        named = [*group]
        end, assets = named[0].end, {cue.value for cue in named if cue.facet == ASSET}
        if assets and moves:
            own = (moves.get(each, _unpriced(each, matter)) for each in assets)
            yield Mover(start, end, frozenset[Direction]().union(*own), every, Verdict.SIGN)
        known = frozenset[Direction]().union(*(ways.get(cue.value, ()) for cue in named if cue.facet == TOPIC))
        is_name = judged.document.text[start].isupper() and start != judged.document.sentence(start)[0]
        tail = OF_WHAT.match(judged.layout.lowered, end)
        ends = (end, *(tail.end(part) for part in (1, 2, 3) if tail and tail[part]))
        for stop in ends if len(known) == 1 and not (assets or is_name) else ():
            yield Mover(start, stop, known, is_free=True)  # a quarter-point cut
    for found in ITSELF.finditer(judged.layout.text) if len(moves) == 1 else ():
        yield Mover(*found.span(), every, verdict=Verdict.SIGN)


def misflowed(judged: Judged) -> Iterator[Finding]:
    """The flows of an asset that are told without a number, and went the other way: funds that saw net inflows."""
    matter, text = judged.matter, judged.document.text
    ways: dict[str, set[Direction]] = {}
    for figure in matter.figures:
        if figure.key.kind is Kind.FLOW and figure.direction in NET_FLOWS:
            spelled = matter.vocabulary.spelled.get(figure.key.subject.lower(), ())
            for value in {value for _, facet, value in spelled if facet == ASSET}:
                ways.setdefault(value, set()).add(figure.direction)
    every = set[Direction]().union(*ways.values())
    told = ((found, pattern is FELT) for pattern in (FLOWED, FELT) for found in pattern.finditer(text))
    for found, is_felt in told if ways else ():
        sentence = judged.document.sentence(found.start())
        edges = [sentence[0], *(cut.end() for cut in CLAUSE.finditer(text, *sentence)), sentence[1]]
        start, stop = max(at for at in edges if at <= found.start()), min(at for at in edges if at > found.start())
        named = {cue.value for cue in judged.scanned.within(start, stop) if cue.facet == ASSET}
        is_told = bisect_left(judged.numbers, start) != bisect_left(judged.numbers, stop)
        is_of_all = is_felt and not named and len(every) == 1
        went = every if is_of_all else ways.get(min(named, default=""))
        said = Direction.INFLOW if found["into"] else Direction.OUTFLOW
        is_open = OPEN.search(text, start, stop) is not None or judged.layout.is_label(judged.document.paragraph(start))
        if (is_of_all or len(named) == 1) and went and said not in went and not (is_told or is_open):
            yield judged.finding(found[0], found.start(), Verdict.WORD, f"the records have {min(went)}s alone")


def _measured_ways(matter: Matter) -> dict[str, set[Direction]]:
    """The ways in which each thing that is measured went, by where it came from or had been, or as its record says."""
    told: dict[str, set[Direction]] = {}
    for claim in matter.claims:
        way = way_since(claim, matter)
        for topic in claim.topic.of(TOPIC) if not YIELD.search(claim.topic.what) else ():
            told.setdefault(topic, set()).update({way} if way else ())
    return told


def way_since(claim: Claim, matter: Matter) -> Direction | None:
    """The way in which something went: as its record says, or by where it came from or had been."""
    if claim.direction is not None:
        return WENT.get(claim.direction)
    start = matter.figures.get(f"{claim.figure.id}.{Part.FROM}") or matter.earlier.get(claim.figure.id)
    before = start.interval.low if start and start.is_printable and start.interval.is_point else None
    now = claim.interval.low if claim.interval.is_point else None
    if now is None or before is None or now == before:
        return None
    return Direction.UP if now > before else Direction.DOWN


def inverted(judged: Judged) -> Iterator[Finding]:
    """The numbers that are said to have gone up to less than where they came from, or down to more."""
    text, ways = judged.document.text, judged.matter.ways
    last: dict[tuple[object, ...], Mention] = {}
    subjects = {claim.figure.id: claim.subject for claim in judged.matter.claims if claim.unit in {*CURRENCIES, INDEX}}
    for one, two in pairwise(judged.findings):
        is_new = Verdict.SIGN not in {one.verdict, two.verdict} and one.mention.sentence == two.mention.sentence
        opened = f"{one.figure.removesuffix(f'.{Part.CLOSE}')}.{Part.OPEN}"
        is_back = two.figure in {f"{one.figure}.{Part.FROM}", opened} and COMES.search(
            text, one.mention.start - FROM, one.mention.start
        )
        if is_new and (is_back or is_inverted(one.mention, two.mention, text, ways)):
            said = " ".join(text[one.mention.start : two.mention.end].split())
            yield judged.finding(said, one.mention.start, Verdict.SIGN, "it is told the other way", one.figure)
    for each in judged.findings:
        now = each.mention
        key = now.unit, subjects.get(each.figure), now.paragraph
        then = last.get(key) if key[1] else None
        last[key] = now
        if then and LATER.search(text, then.end, now.start) and None not in {then.low, now.low}:
            way, went = went_to(now, text, ways), (now.low or 0) - (then.low or 0)
            if way and went and (went > 0) is not (way in POSITIVE):
                yield judged.finding(now.text, now.start, Verdict.SIGN, f"it was {then.text} before", each.figure)


def overdone(judged: Judged) -> Iterator[Finding]:
    """The words that tell a number and do not fit its size: soared 0.3%, more likely than not at 45%."""
    text = judged.layout.lowered
    for each in judged.findings:
        claim, now = judged.claims.get(each.figure), each.mention
        if claim is None or now.unit != PERCENT or now.low is None or now.high is None:
            continue
        around = (text, max(now.sentence[0], now.start - REACH), now.start)
        found = STRONG.search(*around) if now.high < LEAST else WEAK.search(*around) if now.low > MOST else None
        likely = LIKELY.search(text, *now.sentence)
        is_most = likely is not None and likely["most"] is not None
        found = found if claim.is_move else likely if (now.high < HALF if is_most else now.low > HALF) else None
        if found:
            yield judged.finding(found[0].strip(), found.start(), Verdict.WORD, f"it is {now.text}", each.figure)


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
    file = judged.matter.event.file
    is_known = file.statements or file.claims or file.unconfirmed or file.outlook
    spoken = SPEAKERS.finditer(judged.document.text) if is_known else ()
    for found in spoken:
        name, place = found[found.lastgroup or 0], found.start(found.lastgroup or 0)
        if judged.scanned.common.isdisjoint(name.lower().split()):
            yield judged.finding(name, place, Verdict.WORD, f"no record knows {name}")


def _moves(matter: Matter) -> dict[str, frozenset[Direction]]:
    """The ways in which the price of each asset went; either one where only its level is known."""
    told: dict[str, set[Direction]] = {}
    for claim in (each for each in matter.claims if not has_own_time(each.figure.id)):  # how far the top is, is no move
        for asset in claim.topic.of(ASSET) if PRICE in claim.topic.of(METRIC) else ():
            way = WENT.get(claim.direction) if claim.direction else None
            told.setdefault(asset, set()).update((way,) if way else ())
    moved = {claim.figure.window for claim in matter.claims if claim.direction and PRICE in claim.topic.of(METRIC)}
    for said in matter.event.file.claims.values():
        way, named = claim_way(said.text), matter.figures.get(said.about or "")
        alike = (claim for claim in matter.claims if claim.figure is named)
        for asset in (asset for claim in alike for asset in claim.topic.of(ASSET)):
            is_free = not told.get(asset) or (named is not None and named.window in moved)
            told.setdefault(asset, set()).update((way,) if way and is_free else ())
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
