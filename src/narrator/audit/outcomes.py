"""What came of holding a mention against one claim, and which of several outcomes is the likeliest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.compare import distance
from narrator.audit.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim

LIKELIEST = (
    Verdict.SUPPORTED,
    Verdict.UNATTRIBUTED,
    Verdict.QUALIFIER,
    Verdict.WORD,
    Verdict.AS_FACT,
    Verdict.SIGN,
    Verdict.NOUN,
    Verdict.NAME,
    Verdict.UNIT,
    Verdict.OVERPRECISE,
    Verdict.MAGNITUDE,
    Verdict.OUTSIDE,
)
"""Of two figures that a mention may be meant to be, the one with the verdict that comes first."""
RANKS = {verdict: rank for rank, verdict in enumerate(LIKELIEST)}
LOOSE = RANKS[Verdict.NOUN]
"""The rank of a bound that is true and says little: any smaller number would be."""


class Outcome(NamedTuple):
    """What came of holding a mention against one claim; the smaller rank is the likelier one, then the better fit."""

    rank: int
    strangeness: int
    verdict: Verdict
    claim: Claim


def rank_of(verdict: Verdict, mention: Mention) -> int:
    """The place of a verdict among the likeliest ones."""
    is_loose = verdict is Verdict.QUALIFIER and (mention.low is None or mention.high is None)
    return LOOSE if is_loose else RANKS[verdict]


def likeliest(outcomes: Sequence[Outcome], mention: Mention) -> Outcome | None:
    """The outcome that comes first; of those that are alike, the one whose figure is nearest."""
    if len(outcomes) == 1:
        return outcomes[0]
    first = min((outcome[:2] for outcome in outcomes), default=None)
    alike = [outcome for outcome in outcomes if outcome[:2] == first]
    if len(alike) > 1:
        return min(alike, key=lambda outcome: distance(mention, outcome.claim.interval))
    return alike[0] if alike else None
