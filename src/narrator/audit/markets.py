"""Which way a text says that a whole market went, without a number: Wall Street ended higher, yields dropped.

It is held against the indices, or the yields, of the records where all of them went one way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from narrator.audit.facets import METRIC
from narrator.audit.moved import BACK, BETWEEN, CUT, OPEN, PLAIN, REACH, WENT
from narrator.audit.topics import PRICE
from narrator.audit.verdicts import Verdict
from narrator.audit.ways import direction_of
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
YIELD = lazy(r"\byields?\b", re.IGNORECASE)
TURNED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def misled_markets(judged: Judged) -> Iterator[Finding]:
    """The markets that are said, without a number, to have gone where none of their figures went."""
    document, text = judged.document, judged.document.text
    stocks, yields = _moves(judged.matter)
    numbers = sorted(finding.mention.start for finding in judged.findings)
    for market in MARKET.finditer(text) if stocks or yields else ():
        between, known = BETWEEN.match(text, market.end()), yields if market["yields"] or market["bonds"] else stocks
        verb = judged.matter.ways.match(judged.layout.lowered, between.end()) if between else None
        found = LED.match(text, market.end()) or (verb if verb and PLAIN.match(verb[0]) else None)
        way = direction_of(found) if found else None
        if found is None or way not in MOVES or not known or (TURNED[way] if market["bonds"] else way) in known:
            continue
        last = min(found.end() + REACH, document.sentence(market.start())[1])
        cut = CUT.search(text, found.end(), last)
        is_counted = bisect_left(numbers, market.start()) != bisect_left(numbers, cut.start() if cut else last)
        if not is_counted and not OPEN.search(text, max(0, market.start() - BACK), market.start()):
            said = text[market.start() : found.end()]
            yield judged.finding(said, market.start(), Verdict.SIGN, f"nothing of it went {way} in the records")


def _moves(matter: Matter) -> tuple[set[Direction], set[Direction]]:
    """The ways in which the indices went, and in which the yields did."""
    claims = [claim for claim in matter.claims if not claim.sources and claim.figure.window.start]
    indices = {claim.subject for claim in claims if claim.unit == INDEX and PRICE in claim.topic.of(METRIC)}
    ways = ((claim, WENT.get(claim.direction)) for claim in claims if claim.direction)
    known = [(claim, way) for claim, way in ways if way]
    stocks = {way for claim, way in known if claim.subject in indices and claim.subject}
    yields = {way for claim, way in known if is_of(claim.figure.id, Group.MACRO) and YIELD.search(claim.topic.what)}
    return stocks, yields
