"""Whether a sentence can be about a figure: no word denies it, and what sets it apart is named, here or before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.entities import CITY, CURRENCY, KINDS
from narrator.audit.facets import (
    ALL,
    ASSET,
    AT,
    BODY,
    COIN,
    CONTRACT,
    INNER,
    IT,
    METRIC,
    MOVED,
    OF,
    PART,
    SIDE,
    TOGETHER,
    TOPIC,
    VENUE,
    WHERE,
    WHO,
)
from narrator.audit.passages import NEAR, OWN
from narrator.audit.topics import ADDED, FLOW, FORCED, MOVE, ORDER, PRICE, RISK, START, SUPPORT, TRADED
from narrator.audit.ways import POSITIVE
from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import CURRENCIES, INDEX
from narrator.reading.patterns import patterns
from narrator.reading.spellings import TABLE, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.audit.passages import View
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

    Before = Mapping[str, set[str]]

STARTED = frozenset({START})
UNNAMED, DOUBTED, DENIED = -1, -2, -3
"""Why a sentence is about no figure: nothing names it, what stands there may be another, a known other one is named."""
STRANGE = frozenset({ASSET, VENUE, WHO})
"""Facets whose values are names: a name that nobody knows takes the place of one in another clause."""
HINTS = {VENUE: CONTRACT, ASSET: COIN}
"""What is as good as a name, beside nobody unknown: the contract of a venue, the coin of a unit."""
CUED = frozenset({FLOW, FORCED, RISK, SUPPORT})
"""What was measured, where words tell it apart: a cue for one of them denies the others."""
SPLIT = {ASSET: frozenset({FORCED, FLOW, RISK}), SIDE: CUED, VENUE: frozenset({FORCED, FLOW}), WHO: CUED}
"""What is split by a facet: a total is denied by a word that names one part."""
STRANGER, EACH, TELLS = patterns(__name__, "STRANGER", "EACH", "TELLS")
NAME, LABEL, ITEM, LONG_WORD = patterns(__name__, "NAME", "LABEL", "ITEM", "LONG_WORD")
FAMILIAR = frozenset(listed(TABLE["lists"]["familiar"]))


class Around(NamedTuple):
    """What the words around a mention name; what was named before them counts beside no `strangers`."""

    view: View
    before: Before
    strangers: frozenset[str]


def fitness(claim: Claim, mention: Mention, around: Around) -> int:
    """How much of a claim's subject the words around a mention name; below zero where they deny it or leave it open."""
    view = around.view
    score, worst = int(claim.topic.of(METRIC) <= view.values(METRIC)), 0
    goes_its_way = TOPIC not in view.named and _goes_its_way(claim, mention)
    facets = claim.topic.facets
    for facet in (ASSET, SIDE, VENUE, WHO, PART) if goes_its_way else (ASSET, SIDE, VENUE, WHO, TOPIC, PART):
        wanted = facets[facet] - STARTED if facet in facets else None
        if wanted:
            found = _found(facet, wanted, claim, around)
            if found == DENIED:
                return DENIED  # most are of something else, which is seen at once
            worst, score = min(worst, found), score + found
    if is_denied(claim, view) or _is_elsewhere(claim, view, frozenset()):
        return DENIED
    if _is_elsewhere(claim, view, around.strangers) or any(
        _is_rival(kind, claim, view) for kind in KINDS & view.named.keys()
    ):
        worst = min(worst, DOUBTED)
    elif _stands_still(claim, mention, view):
        worst = min(worst, UNNAMED)
    if worst == UNNAMED and _names_others(claim, view):
        return DOUBTED
    return worst if worst < 0 else score


def _names_others(claim: Claim, view: View) -> bool:
    """Whether the words around a number name only what a figure is not of: OKX, of a share of CME."""
    said = {value for facet in (ASSET, VENUE, WHO) if _is_near(facet, view) for value in view.values(facet)}
    own = {value for facet in (ASSET, VENUE, WHO, OF, BODY) for value in claim.topic.of(facet)}
    return bool(said) and said.isdisjoint(own) and claim.topic.of(PART) != {ORDER}


def _is_near(facet: str, view: View) -> bool:
    return facet in view.named and view.named[facet].nearness >= NEAR


def _found(facet: str, wanted: frozenset[str], claim: Claim, around: Around) -> int:
    """How near what is wanted of a facet is named; below zero why it is not."""
    view, before, strangers = around
    of = claim.topic.of(OF) if is_of(claim.figure.id, Group.MACRO) else frozenset()
    found = _named(facet, wanted, view, of)
    if strangers and facet in STRANGE and _is_replaced(facet, view):
        found = None
    if found == DENIED and facet == ASSET and _names_venue(claim, view):
        return 0
    if found is not None and found < 0 and facet == ASSET and view.values(facet) <= claim.topic.of(INNER):
        found = None
    if found is None and facet == ASSET and claim.topic.of(CITY) & view.values(CITY):
        return 0  # of the index of an exchange, by its city
    if found is not None:
        return found
    if not strangers and _is_known(facet, wanted, claim, view, before):
        return 0
    is_another = bool(strangers) or (facet != TOPIC and bool(before.get(facet, set()) - wanted))
    return DOUBTED if is_another else UNNAMED


def _goes_its_way(claim: Claim, mention: Mention) -> bool:
    """Whether what is counted of something that went one way is said to have gone it: 5,200 shares fell."""
    own, said = claim.topic.direction, mention.direction
    return own is not None and said is not None and (own in POSITIVE) is (said in POSITIVE)


def _is_replaced(facet: str, view: View) -> bool:
    """Whether a name that nobody knows takes the place of one farther away, or of an asset that a contract names."""
    got, contract = view.named.get(facet), view.named.get(CONTRACT)
    is_of_contract = got is not None and contract is not None and got[1:] == (contract.nearness, False)
    return (got is not None and got.nearness < NEAR) or (facet == ASSET and is_of_contract)


def _names_venue(claim: Claim, view: View) -> bool:
    """Whether the fund or venue of a claim is named beside a number and another asset only farther away."""
    venue, asset = view.named.get(VENUE), view.named.get(ASSET)
    is_own = venue is not None and venue.nearness == OWN and bool(venue.values & claim.topic.of(VENUE))
    return is_own and (asset is None or asset.nearness < OWN)


def _is_known(facet: str, wanted: frozenset[str], claim: Claim, view: View, before: Before) -> bool:
    """Whether a value that no word names goes without saying, or was named before, and nobody else has its place."""
    who = view.named.get(WHO)
    if facet in HINTS and who is not None and who.nearness >= NEAR + (facet == ASSET):
        return False
    if facet == ASSET and IT in before:
        return bool(wanted & before[IT])
    together = view.named.get(TOGETHER)
    is_one = facet != ASSET or together is None or together.nearness < OWN
    named = before.get(facet, set()) | view.values(HINTS.get(facet, ""))
    return (facet in claim.goes_without_saying and is_one) or bool(wanted & named)


def names_another(claim: Claim, view: View) -> bool:
    """Whether the words around a mention name somebody or something, and not what a claim is about."""
    told = ((claim.topic.of(facet), view.values(facet)) for facet in (ASSET, SIDE, VENUE, WHO))
    return any(wanted and values and not (wanted <= values or values <= wanted) for wanted, values in told)


def _is_elsewhere(claim: Claim, view: View, strangers: frozenset[str]) -> bool:
    """Whether what somebody moved or lost is said to be another coin, to have gone elsewhere or been traded."""
    moved, where = claim.topic.of(MOVED), claim.topic.of(WHERE)
    coins, did = view.named.get(ASSET), view.named.get(METRIC)
    if where and did is not None and did.nearness == OWN and TRADED in did.values:
        return True
    if strangers and FORCED in claim.topic.of(METRIC) and view.places & strangers:
        return True
    if moved and (coins is None or coins.nearness < NEAR):
        is_other = bool(strangers) and not view.values(COIN)
    else:
        is_other = bool(moved) and coins is not None and not moved & (coins.values | view.values(COIN))
    places = (view.places - FAMILIAR) | view.values(VENUE) if where else frozenset()
    typed = {*where, *(word for each in where for word in each.split())}  # a place of two words, or with its "out of"
    is_there = not typed.isdisjoint(places | strangers | view.values(WHO))
    return is_other or (bool(where) and bool(strangers or places) and not is_there)


def _named(facet: str, wanted: frozenset[str], view: View, of: frozenset[str]) -> int | None:
    """How near the values that are wanted are named, several of them together; None where none is named."""
    got, together = view.named.get(facet), view.named.get(TOGETHER)
    if got is not None and got.nearness < OWN and facet in {ASSET, SIDE} and view.is_of:
        return None  # what stands before "out of" is a part of it
    if got is None and facet == TOPIC and of & view.values(ASSET):
        return 0  # gold, of the price of gold
    values, nearness = (got.values, got.nearness + 1) if got else (frozenset(), 0)
    least = OWN if facet == TOPIC else NEAR  # words of what is measured tell less than a name
    far = UNNAMED if facet == TOPIC and got is not None and got.nearness < NEAR else DOUBTED
    other = DENIED if got is None or got.nearness >= least else far
    if len(wanted) > 1:
        return nearness if wanted <= values or (together and not values) else None if got is None else other
    if got is None:
        return None
    is_together = together is not None and together.nearness >= NEAR
    is_sum = len(values) > 1 and got.is_several and (view.is_alone or is_together)
    is_sum = is_sum and EACH.search(view.text, *view.around) is None
    return other if (is_sum and facet == ASSET) or not wanted & values else nearness


def is_denied(claim: Claim, view: View) -> bool:
    """Whether the words around a mention say that it is about something else."""
    return (
        any(_is_split(facet, claim, view) for facet in SPLIT)
        or _is_other_metric(claim, view)
        or _is_other_part(claim, view)
        or any(_is_rival(kind, claim, view) for kind in KINDS & view.named.keys() if view.named[kind].nearness)
        or _is_of_another(claim, view)
    )


def _is_rival(kind: str, claim: Claim, view: View) -> bool:
    """Whether another country, tenor or measure stands where a figure has its own; no city where its index is named."""
    if kind == CITY and claim.topic.of(ASSET) & view.values(ASSET):
        return False
    own, said = claim.topic.of(kind), view.values(kind)
    is_between = len(own) > 1 and kind in view.named and view.named[kind].nearness == OWN  # of two, or from one to two
    return bool(own and said) and (own.isdisjoint(said) or (is_between and bool(said - own and own - said)))


def _is_of_another(claim: Claim, view: View) -> bool:
    """Whether another asset or venue stands beside a position: open interest in Ether where Bitcoin's is on record."""
    venues, place = claim.topic.of(AT), view.named.get(VENUE)
    if venues and place is not None and place.nearness == OWN and venues.isdisjoint(place.values):
        return True
    own, got = claim.topic.of(OF) | claim.topic.of(BODY), view.named.get(ASSET)
    is_other = got is not None and got.nearness == OWN and got.values.isdisjoint(own | claim.topic.of(CURRENCY))
    return bool(own) and is_other


def _is_split(facet: str, claim: Claim, view: View) -> bool:
    """Whether a figure of all is said to be one of its parts."""
    got = view.named.get(facet)
    if got is None or claim.topic.of(facet) or not claim.topic.of(METRIC) & SPLIT[facet]:
        return False
    if claim.topic.of(PART) == {ORDER} and facet in {ASSET, VENUE} and not claim.subject:
        return False  # one order has a place and a coin
    if facet == VENUE:
        told = {name.casefold() for name in TELLS.findall(view.text, *view.around)}  # who tells of all
        is_theirs = got.values <= told & {each.report.source.casefold() for each in claim.figure.reports}
        return not is_theirs and got.nearness >= (OWN if FLOW in claim.topic.of(METRIC) else NEAR)
    everything = view.named.get(ALL)
    is_all = view.is_whole or (everything is not None and everything.nearness == OWN and facet != WHO)
    return got.nearness == OWN and (len(got.values) == 1 or TOGETHER in view.named) and not is_all


def _stands_still(claim: Claim, mention: Mention, view: View) -> bool:
    """Whether nothing says of a move that something moved."""
    got, asset = view.named.get(METRIC), view.named.get(ASSET) or view.named.get(CITY)
    is_its_own = asset is not None and asset.nearness >= NEAR and got is None
    is_said = got is not None and bool(got.values & {PRICE, MOVE, ADDED})
    return claim.is_move and mention.direction is None and not is_said and not is_its_own


def _is_other_metric(claim: Claim, view: View) -> bool:
    metric, got = claim.topic.of(METRIC), view.named.get(METRIC)
    if got is None or got.nearness < NEAR:
        return False
    cued = got.values & CUED
    if metric & CUED:
        is_priced = PRICE in got.values and not view.clause & CUED and got.nearness == OWN and claim.unit in CURRENCIES
        is_at_risk = metric == {RISK} and FORCED in cued and RISK in view.clause
        return is_priced or bool(cued and not metric & cued and not is_at_risk)
    return metric == {PRICE} and bool(cued & {FLOW, FORCED, SUPPORT}) and not got.values & {PRICE, MOVE}


def _is_other_part(claim: Claim, view: View) -> bool:
    """Whether the words speak of one hour or one order where the figure has all, or of where an index came from."""
    got, wanted = view.named.get(PART), claim.topic.of(PART)
    is_mood = is_of(claim.figure.id, Group.SENTIMENT) or START in wanted
    if is_mood and claim.unit == INDEX and claim.interval.is_point and not claim.figure.derived_from:
        return view.is_start is not (START in wanted)
    if got is None or wanted:
        return False
    return got.nearness == OWN and FORCED in claim.topic.of(METRIC)


def strangers(piece: str, known: frozenset[str]) -> frozenset[str]:
    """The words of the names in a piece of a sentence that no record and no registry knows."""
    piece = piece.strip(" |")
    label, bar, _ = piece.partition(" |")
    parts = label.partition(": ")[0].split(", ")[1:] if bar else []  # of a row: Liquidations, Bitcoin, Kraken
    head = ITEM.match(piece)
    parts += [head[1]] if head else []
    listed = frozenset(part.lower() for part in parts if NAME.fullmatch(part) and part.lower() not in known)
    title, colon, rest = piece.partition(": ")
    words = LABEL.sub("", rest if colon and is_title(title) else piece)
    found = {word for name in STRANGER.findall(words) for word in name.removeprefix("Spot ").lower().split()} - known
    return listed if not found or is_title(words) else listed | found


def is_title(text: str) -> bool:
    """Whether nearly every word has a capital, as in a title or a heading that runs in."""
    words = LONG_WORD.findall(text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)  # noqa: PLR2004  # most of them
