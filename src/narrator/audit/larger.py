"""Which side had the larger part of what both sides had, by the amounts and shares of the records."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, METRIC, PART, SIDE, VENUE
from narrator.audit.topics import FORCED, RISK, START
from narrator.model.quantity import CURRENCIES, PERCENT, TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrator.audit.topics import Claim

    Of = tuple[str, frozenset[str]]

ALL_OF_IT = Decimal(100)
OTHER = {"long": "short", "short": "long"}


def larger(claims: Iterable[Claim], times: int = 1) -> Mapping[Of, str]:
    """The side that had the larger part, and so many times the other, of each thing whose sides the records tell."""
    groups: dict[Of, list[Claim]] = {}
    for claim in claims:
        if not claim.sources and claim.topic.of(METRIC) & {FORCED, RISK} and claim.interval.low is not None:
            groups.setdefault(_of(claim), []).append(claim)
    told = {of: {*_shares(group, times), *_amounts(group, times)} for of, group in groups.items()}
    return {of: min(sides) for of, sides in told.items() if len(sides) == 1}


def _shares(group: Iterable[Claim], times: int) -> Iterator[str]:
    """The larger side by the share of one side."""
    most = ALL_OF_IT * times / (times + 1)
    for claim in group:
        sides, (low, high) = claim.topic.of(SIDE), (claim.interval.low, claim.interval.high)
        if claim.unit == PERCENT and claim.topic.is_share and len(sides) == 1 and claim.figure.unit != TIMES:
            if low is not None and low >= most:
                yield min(sides)
            elif high is not None and high <= ALL_OF_IT - most:
                yield OTHER[min(sides)]


def _amounts(group: Sequence[Claim], times: int) -> Iterator[str]:
    """The larger side by its amount, beside that of the other side or of both."""
    typed = (claim for claim in group if claim.unit in CURRENCIES and not claim.figure.derived_from)
    for one, two in permutations(typed, 2):
        side, other = one.topic.of(SIDE), two.topic.of(SIDE)
        low, high = one.interval.low, two.interval.high
        if one.unit == two.unit and side != other and len(side) == 1 and low is not None and high is not None:
            most = high * times if other else high * times / (times + 1)
            if low > most:
                yield min(side)


def _of(claim: Claim) -> Of:
    apart = frozenset().union(*(claim.topic.of(facet) for facet in (ASSET, VENUE, PART))) - {START}
    return min(claim.topic.of(METRIC)), apart
