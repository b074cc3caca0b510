"""Which way a text says that a whole market went, without a number: Wall Street ended higher, yields dropped.

It is held against the indices, or the yields, of the records where all of them went one way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.entities import CITY
from narrator.audit.facets import METRIC
from narrator.audit.moved import PLAIN, WENT, led, verb_behind
from narrator.audit.topics import PRICE
from narrator.audit.verdicts import Verdict
from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import INDEX, MOVES, Direction
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding

MARKET, LED = patterns(__name__, "MARKET", "LED")
EUROPE = frozenset({"london", "paris", "frankfurt", "milan", "zurich", "amsterdam"})
YIELD = lazy(r"\byields?\b", re.IGNORECASE)
TURNED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def misled_markets(judged: Judged) -> Iterator[Finding]:
    """The markets that are said, without a number, to have gone where none of their figures went."""
    text = judged.document.text
    stocks, yields, europe = _moves(judged.matter)
    for market in MARKET.finditer(text) if stocks or yields else ():
        verb = verb_behind(judged, market.end())
        found = LED.match(text, market.end()) or (verb if verb and PLAIN.match(verb[0]) else None)
        known = yields if market["yields"] or market["bonds"] else europe if market["europe"] else stocks
        way = led(judged, market.start(), found)
        if found and way in MOVES and known and (TURNED[way] if market["bonds"] else way) not in known:
            said = text[market.start() : found.end()]
            yield judged.finding(said, market.start(), Verdict.SIGN, f"nothing of it went {way} in the records")


def _moves(matter: Matter) -> tuple[set[Direction], ...]:
    """The ways in which the indices went, in which the yields did, and the indices of Europe."""
    plain = [claim for claim in matter.claims if not claim.sources]
    claims = [claim for claim in plain if claim.figure.window.start or is_of(claim.figure.id, Group.MACRO)]
    indices = {claim.subject for claim in claims if claim.unit == INDEX and PRICE in claim.topic.of(METRIC)}
    ways = ((claim, WENT.get(claim.direction)) for claim in claims if claim.direction)
    known = [(claim, way) for claim, way in ways if way]
    stocks = {way for claim, way in known if claim.subject in indices and claim.subject}
    yields = {way for claim, way in known if is_of(claim.figure.id, Group.MACRO) and YIELD.search(claim.topic.what)}
    europe = {way for claim, way in known if claim.topic.of(CITY) & EUROPE}
    return stocks, yields, europe
