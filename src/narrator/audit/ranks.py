"""Which place a text gives to a venue or an asset, against what the records have of the others: third with $53M."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, METRIC, PART, SIDE, VENUE
from narrator.audit.judged import MEANT
from narrator.audit.verdicts import Verdict
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.topics import Claim
    from narrator.audit.verdicts import Finding

PLACES = listed("first second third fourth fifth sixth")
(PLACE,) = patterns(__name__, "PLACE")
PLACED = lazy("|".join(PLACES))
REACH = 48


def misranked(judged: Judged) -> Iterator[Finding]:
    """The places that too many others of the records have before what a number is of."""
    claims = {claim.figure.id: claim for claim in reversed(judged.matter.claims) if not claim.sources}
    for finding in judged.findings:
        claim = claims.get(finding.figure) if finding.verdict in MEANT else None
        first = max(finding.mention.sentence[0], finding.mention.start - REACH)
        is_placed = claim is not None and judged.layout.has(PLACED, first, finding.mention.start)
        found = PLACE.search(judged.document.text, first, finding.mention.start) if is_placed else None
        if claim and found:
            place = PLACES.index(found["place"].lower())
            larger = sum(_is_larger(each, claim) for each in claims.values())
            if larger > place:
                why = f"{larger} others have more than {finding.figure} in the records"
                yield judged.finding(found["place"], found.start(), Verdict.WORD, why, finding.figure)


def _is_larger(other: Claim, claim: Claim) -> bool:
    """Whether another figure is of the same as one, of another venue or asset alone, and certainly larger."""
    facets = (METRIC, PART, SIDE, VENUE, ASSET)
    apart = [facet for facet in facets if other.topic.of(facet) != claim.topic.of(facet)]
    is_alike = (other.unit, other.direction, other.figure.window) == (claim.unit, claim.direction, claim.figure.window)
    if not is_alike or len(apart) != 1 or apart[0] not in {VENUE, ASSET}:
        return False
    is_one = len(other.topic.of(apart[0])) == len(claim.topic.of(apart[0])) == 1
    least, most = other.interval.low, claim.interval.high
    return is_one and least is not None and most is not None and least > most
