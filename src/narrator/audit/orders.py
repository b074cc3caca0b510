"""What a text says of several figures without a number: which was the most, which beat which, whether all went up."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from narrator.audit.entities import CITY
from narrator.audit.facets import ASSET, METRIC, PART, TOPIC, VENUE
from narrator.audit.judged import MEANT
from narrator.audit.markets import LED
from narrator.audit.moments import STARTED
from narrator.audit.moved import WENT
from narrator.audit.peers import Peers, is_above, is_down
from narrator.audit.topics import FLOW, FORCED, ORDER, PRICE
from narrator.audit.verdicts import Verdict
from narrator.audit.ways import direction_of
from narrator.model.quantity import MOVES, Direction, Interval
from narrator.reading.han_numbers import counted
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import listed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.peers import Said
    from narrator.audit.topics import Claim
    from narrator.audit.verdicts import Finding

ENDS, PAIR, GROUP, ORDER_WORDS = patterns(__name__, "ENDS", "PAIR", "GROUP", "ORDER_WORDS")
HISTORY, SOME, SCOPE, EXCEPT = patterns(__name__, "HISTORY", "SOME", "SCOPE", "EXCEPT")
NEXT, INDICES, NOUN, COUNTED = patterns(__name__, "NEXT", "INDICES", "NOUN", "COUNTED")
BEYOND, THAN_HAN, GOES_ON, PLACE = patterns(__name__, "BEYOND", "THAN_HAN", "GOES_ON", "PLACE")
AGAINST_PAST, AS_MUCH = patterns(__name__, "AGAINST_PAST", "AS_MUCH")
OVER = frozenset({"over", "over_han", "over_behind"})
LEAST, GOOD, BAD = (
    ("small", "fewest", "below_all", "han_least", "han_ups", "han_downs"),
    ("good", "fared", "firsts", "strongest", "led", "star", "beat_all", "good_han"),
    ("bad", "worsted", "lasts", "weakest", "trailed", "straggler", "bad_han"),
)
UPS, DOWNS = ("ups", "han_ups"), ("downs", "han_downs")
"""The groups of the pattern of ends that say the same."""
PLACES = listed("first second third fourth fifth sixth")
PLACED, IT = lazy("|".join(PLACES)), lazy(r" (?:it|them)\b")
SEVERAL, REACH, LONG, WIDE = 3, 24, 5, 80
REASON = "{} is the largest one"
FLOWED = WENT | {Direction.INFLOW: Direction.UP, Direction.OUTFLOW: Direction.DOWN}


def ordered(judged: Judged) -> Iterator[Finding]:
    """What is said to be the most or least, to have beaten another, or to have gone one way with all, and did not."""
    if not judged.layout.spots(ORDER_WORDS):
        return
    peers = Peers(judged)
    lowered = judged.layout.lowered
    for found in judged.layout.matches(ENDS, lowered, ORDER_WORDS):
        yield from _misplaced(found, peers)
    for found in judged.layout.matches(PAIR, lowered, ORDER_WORDS):
        yield from _misordered(found, peers)
    for found in judged.layout.matches(GROUP, lowered, ORDER_WORDS):
        yield from _misgathered(found, peers)


def misranked(judged: Judged) -> Iterator[Finding]:
    """The places that too many others of the records have before what a number is of: third with $53M."""
    peers = Peers(judged)
    for claim, start, _ in peers.said:
        first = max(judged.document.sentence(start)[0], start - WIDE // 2)
        is_placed = judged.layout.has(PLACED, first, start)
        found = PLACE.search(judged.document.text, first, start) if is_placed else None
        beside = (each for each in judged.claims.values() if found and peers.are_beside(each, claim))
        coin = ASSET if claim.topic.of(VENUE) else VENUE  # a fund is ranked among those of its coin
        alike = (each for each in beside if _among(each, coin) == _among(claim, coin))
        larger = sum(is_above(each, claim, signed=False) for each in alike)
        if found and larger > PLACES.index(found["place"].lower()):
            why = f"{larger} others have more than {claim.figure.id} in the records"
            yield judged.finding(found["place"], found.start(), Verdict.WORD, why, claim.figure.id)


def _among(claim: Claim, coin: str) -> tuple[object, ...]:
    """Among which others a figure has its place."""
    return claim.direction, claim.figure.window, claim.topic.of(coin)


def misjudged(judged: Judged) -> Iterator[Finding]:
    """The numbers that are said to lie above what is more than they are, or below what is less."""
    claims = judged.claims
    last: dict[tuple[str, int], Finding] = {}
    text = judged.layout.lowered
    known = (each for each in judged.findings if each.verdict in MEANT and each.figure in claims)
    for two in (each for each in known if not each.figure.endswith(STARTED)):
        second = claims[two.figure]
        key, here = (second.unit, two.mention.paragraph), two.mention.sentence
        one, last[key] = last.get(key), two
        first = claims[one.figure] if one else second
        ways = {first.direction, second.direction} - {None}
        ends = {end for claim in (first, second) for end in (claim.interval.low, claim.interval.high)}
        is_pair = one is not None and (one.mention.sentence == here or GOES_ON.match(text, *here))
        is_itself = first.figure is second.figure  # beside what was forecast of it
        if not is_pair or one is None or len(ways) > 1 or None in ends or (is_itself and one.formula):
            continue
        if is_itself:
            first, second = (
                replace(first, interval=Interval(each.mention.low, each.mention.high)) for each in (one, two)
            )
        is_han = any(map(str.isdigit, two.mention.text)) and "比" in text[one.mention.end : two.mention.start]
        found = BEYOND.search(text, one.mention.end, two.mention.start)
        found = found or (THAN_HAN.match(text, two.mention.end) if is_han else None)
        if found is None or two.mention.qualifier:
            continue
        last[key] = one  # what is held against several is held against each
        said = _said(found)
        larger, smaller = (second, first) if said & OVER else (first, second)
        is_same = first.interval == second.interval
        is_wrong = is_same if "apart" in said else not is_same if "same" in said else None
        if is_above(larger, smaller, signed=False) if is_wrong is None else is_wrong:
            why = f"{one.figure} does not lie there"
            yield judged.finding(found[0].strip(), found.start(), Verdict.WORD, why, one.figure)


def misjudged_past(judged: Judged) -> Iterator[Finding]:
    """The numbers that are said to lie above or below what was before, without its number, and do not."""
    for each in judged.findings:
        then = judged.matter.earlier.get(each.figure)
        past = judged.claims.get(then.id) if then else None
        now, found = judged.claims.get(each.figure), AGAINST_PAST.match(judged.layout.lowered, each.mention.end)
        if past and now and found:
            larger, smaller = (past, now) if OVER & _said(found) else (now, past)
            if is_above(larger, smaller, signed=False):
                why = f"{each.figure} does not lie there"
                yield judged.finding(found[0].strip(" ,，"), found.start() + 1, Verdict.WORD, why, each.figure)


def _said(found: re.Match[str]) -> set[str]:
    return {group for group, words in found.groupdict().items() if words}


def _misplaced(found: re.Match[str], peers: Peers) -> Iterator[Finding]:
    """What is said to be at one end of all, and is not."""
    judged, text = peers.judged, found.string
    first, _ = judged.document.sentence(found.start())
    is_other = SOME.search(text, max(first, found.start() - REACH), found.start()) is not None
    if is_other or HISTORY.match(text, found.end()):
        return
    way = Direction.UP if _has(found, UPS) else Direction.DOWN if _has(found, DOWNS) else None
    is_bad, is_moved = _has(found, BAD), _has(found, (*GOOD, *BAD))
    for holder in peers.holder(found.start(), found.end()):
        claim = holder.claim
        if _has(found, LEAST) and claim.topic.of(PART) == {ORDER}:  # which is the largest one
            yield judged.finding(
                found[0].strip(), found.start(), Verdict.WORD, REASON.format(claim.figure.id), claim.figure.id
            )
            return
        is_turned = way is not None and claim.direction is not None and is_down(claim) is not (way is Direction.DOWN)
        is_signed = is_moved and (claim.direction is not None or claim.topic.is_growth)
        if is_turned and len(peers.inside(found.start(), found.end())) == 1:
            why = f"{claim.figure.id} went the other way"
            yield judged.finding(found[0].strip(), found.start(), Verdict.WORD, why, claim.figure.id)
        others = [] if is_turned else peers.beside(holder, alike=not is_signed or _has(found, ("firsts", "lasts")))
        is_hurt = FORCED in claim.topic.of(METRIC) and found["fared"] is not None
        is_least = is_bad if is_signed else is_hurt or _has(found, LEAST)
        more = [each for each in others if _beats(each, holder, signed=is_signed, least=is_least)]
        less = [each for each in others if _beats(holder, each, signed=is_signed, least=is_least)]
        place = PLACES.index(found["place"]) if found["place"] else 0
        is_loose = _has(found, ("fared", "worsted", "led", "trailed")) or SCOPE.match(text, found.end())
        is_last = not less and len(more) >= SEVERAL - 1
        if others and len({each.claim.figure.id for each in more}) > place and (is_last or not is_loose):
            why = f"{more[0].claim.figure.id} is beyond {claim.figure.id}"
            yield judged.finding(found[0].strip(), found.start(), Verdict.WORD, why, claim.figure.id)
        if others or is_turned:
            return


def _has(found: re.Match[str], groups: Iterable[str]) -> bool:
    return any(found[group] for group in groups)


def _beats(one: Said, other: Said, *, signed: bool, least: bool) -> bool:
    first, second = (other, one) if least else (one, other)
    return is_above(first.claim, second.claim, signed=signed)


def _misordered(found: re.Match[str], peers: Peers) -> Iterator[Finding]:
    """What is said to have done better or more than another, and did not."""
    judged = peers.judged
    first, last = judged.document.sentence(found.start())
    number = judged.document.paragraph(found.start())
    named = peers.subjects(first, found.start())
    end = NEXT.match(found.string, found.end())
    after = peers.subjects(found.end(), min(last, end.end() if end else found.end()))
    is_bare = _has(found, ("better", "worse", "by_more", "by_less"))
    if is_bare or IT.match(found.string, found.end()):  # than what was told before it
        before = peers.subjects(judged.layout.stretch(number)[0], found.start()) if named else []
        after = [cue for cue in before if cue.value != named[-1].value][-1:]
    for cue, other in product((*named[-1:], *[cue for cue in named if cue.facet != TOPIC][-1:]), after):
        if cue.value == other.value:
            continue
        pairs = [
            (one, two)
            for one in peers.of(cue, number)
            for two in peers.of(other, number)
            if peers.are_beside(one.claim, two.claim)
        ]
        if pairs and all(_is_other_order(found, *pair) for pair in pairs):
            one, two = pairs[0]
            why = f"{one.claim.figure.id} and {two.claim.figure.id} are the other way round"
            said = judged.document.text[found.start() : found.end() if is_bare else other.end]
            yield judged.finding(said, found.start(), Verdict.WORD, why, one.claim.figure.id)
            return


def _is_other_order(found: re.Match[str], one: Said, two: Said) -> bool:
    is_more = _has(found, ("over", "milder", "ahead", "better", "by_more"))
    downs = is_down(one.claim), is_down(two.claim)
    if (found["deeper"] or found["milder"]) and not all(downs):
        is_more, is_signed = not is_more, False
    else:
        is_signed = not _has(found, ("ahead", "behind", "by_more", "by_less")) or downs[0] is not downs[1]
    larger, smaller = (two, one) if is_more else (one, two)
    return is_above(larger.claim, smaller.claim, signed=is_signed)


def _misgathered(found: re.Match[str], peers: Peers) -> Iterator[Finding]:
    """What is said to have gone one way together, of which some went the other."""
    judged, sentence = peers.judged, peers.judged.document.sentence(found.start())
    verb = None if found["han"] or found["mixed"] else _verb(found, judged)
    if verb and AS_MUCH.match(found.string, verb.end()):
        return  # none as hard as one of them
    way = _way_of(found, verb)
    if (way is None and not found["mixed"]) or EXCEPT.search(found.string, *sentence):
        return
    end = verb.end() if verb else found.end()
    some = COUNTED.search(found.string, max(sentence[0], found.start() - REACH), found.start())
    count = counted(some[1] if some else found["count"] or "")
    moves = _moves(found, end, peers, count)
    ups = {up.figure.id for up, went in moves if went is Direction.UP}
    downs = {down.figure.id for down, went in moves if went is Direction.DOWN}
    with_it, against = (downs, ups) if way is Direction.DOWN else (ups, downs)
    with_it, against = (against, with_it) if _has(found, ("none", "none_han")) else (with_it, against)
    least, most = (SEVERAL, 1) if found["some"] else (1, count or len(with_it) + 1)  # of some, several went elsewhere
    is_wrong = len(against) >= least and len(with_it) < most
    if found["mixed"]:
        is_wrong = max(len(ups), len(downs)) > 1 and not (ups and downs)
    if is_wrong:
        figure = min(against, default="") or moves[0][0].figure.id
        said = judged.document.text[found.start() : end].strip()
        verdict = Verdict.WORD if with_it else Verdict.SIGN
        yield judged.finding(said, found.start(), verdict, f"{figure} says otherwise", figure)


def _verb(found: re.Match[str], judged: Judged) -> re.Match[str] | None:
    """What the group did, behind the few words that say of whom it is."""
    text, at = found.string, found.end()
    for _ in range(LONG):
        verb = LED.match(text, at) or judged.matter.ways.match(text, at + 1)
        word = NOUN.match(text, at)
        if verb or word is None:
            return verb
        at = word.end()
    return None


def _way_of(found: re.Match[str], verb: re.Match[str] | None) -> Direction | None:
    if found["han"]:
        return Direction.UP if found["up"] else Direction.DOWN
    return FLOWED.get(direction_of(verb)) if verb else None


def _moves(found: re.Match[str], end: int, peers: Peers, count: int) -> list[tuple[Claim, Direction]]:
    """The moves of which all may be told: those of the paragraph, or those below a heading; of indices all others."""
    judged = peers.judged
    number = judged.document.paragraph(found.start())
    moved = [*_moved(each.claim for each in peers.said)]
    here = [*_moved(each.claim for each in peers.said if each.paragraph == number)]
    named = {
        cue.value
        for cue in peers.subjects(max(peers.piece(found.start(), end)[0], found.start() - WIDE), found.start())
    }
    if found["all"] == "each" and len(named) > 1:  # of those that are named right before it
        return [pair for pair in here if any(value in named for _, value in pair[0].subject)]
    alike = {pair[0].subject for pair in moved}
    here = moved if not here and len(alike) == count > 1 else here  # all that the text has
    if not here:
        below = judged.meant.get(judged.document.sentence(found.start()), ())
        here = [pair for pair in moved if pair[0].figure.id in below]
    if INDICES.search(found.string, max(judged.document.sentence(found.start())[0], found.start() - REACH), end):
        here = here or [*_moved(each.claim for each in peers.recorded)]
        here = [pair for pair in here if pair[0].subject in judged.matter.indices]
    return here


def _moved(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Direction]]:
    """The figures that went up or down, as prices, flows and what is told of cities do."""
    for claim in claims:
        way = FLOWED.get(claim.direction) if claim.direction else None
        if way in MOVES and (claim.topic.of(METRIC) & {PRICE, FLOW} or claim.topic.of(CITY)):
            yield claim, way
