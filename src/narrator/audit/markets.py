"""Which way a text says that a whole market went, without a number: Wall Street ended higher, yields dropped.

It is held against the indices, or the yields, of the records where all of them went one way.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from narrator.audit.entities import CITY
from narrator.audit.facets import METRIC
from narrator.audit.moved import PLAIN, WENT, YIELD, Mover, misled, movers, verb_behind, way_since
from narrator.audit.topics import PRICE
from narrator.audit.verdicts import Verdict
from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import Direction
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding

MARKET, LED, RATE, MOOD = patterns(__name__, "MARKET", "LED", "RATE", "MOOD")
EUROPE = frozenset({"london", "paris", "frankfurt", "milan", "zurich", "amsterdam"})
TURNED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def misled_movers(judged: Judged) -> Iterator[Finding]:
    """The assets, measures and markets that are said, without a number, to have gone where they did not."""
    return misled(judged, chain(movers(judged), _markets(judged)))


def _markets(judged: Judged) -> Iterator[Mover]:
    """The markets of a text; a bond goes up where its yield goes down."""
    moves = _moves(judged.matter)
    for market in MARKET.finditer(judged.document.text) if any(moves.values()) else ():
        verb, kind = verb_behind(judged, market.end()), market.lastgroup or "stocks"
        is_plain = verb is not None and (kind == "bank" or PLAIN.match(verb[0]))
        found, known = LED.match(judged.document.text, market.end()) or (verb if is_plain else None), moves[kind]
        if found and known:
            yield Mover(*market.span(), known, verdict=Verdict.SIGN, verb=found)
    for mood in MOOD.finditer(judged.document.text) if moves["stocks"] else ():
        yield Mover(mood.start(), mood.start(), moves["stocks"], verb=mood)


def _moves(matter: Matter) -> dict[str, set[Direction]]:
    """The ways in which each kind of market went: all indices, those of Europe, yields and bonds, what a bank sets."""
    plain = [claim for claim in matter.claims if not claim.sources]
    claims = [claim for claim in plain if claim.figure.window.start or is_of(claim.figure.id, Group.MACRO)]
    indices = {claim.subject for claim in claims if PRICE in claim.topic.of(METRIC)} & matter.indices
    ways = ((claim, WENT.get(claim.direction)) for claim in claims if claim.direction)
    known = [(claim, way) for claim, way in ways if way]
    stocks = {way for claim, way in known if claim.subject in indices and claim.subject}
    of_yields = [e for e in claims if is_of(e.figure.id, Group.MACRO) and YIELD.search(e.topic.what)]
    yields = {way for claim in of_yields if (way := way_since(claim, matter))}
    europe = {way for claim, way in known if claim.topic.of(CITY) & EUROPE}
    rates = {way for claim, way in known if RATE.search(claim.topic.what)}
    bonds = {TURNED[way] for way in yields}
    return {"stocks": stocks, "yields": yields, "bonds": bonds, "europe": europe, "bank": rates}
