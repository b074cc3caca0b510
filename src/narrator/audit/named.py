"""What a text may reckon with: the figures that its sentence names or refers back to (LANGUAGE.md 6.2).

A number that a text works out is one of a closed list of forms: a part of a whole that has it, one part beside another,
a change from an earlier value of the same thing, a sum or a difference. Two figures that only happen to give a number
are none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.facets import ALL, ASSET, METRIC, PART, SIDE, TOGETHER, TOPIC, VENUE, WHO
from narrator.audit.topics import FORCED, START
from narrator.model.quantity import TIMES, Kind, kind_of
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from narrator.audit.passages import Passage
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

BACK, SINCE, EACH, APPOSED = patterns(__name__, "BACK", "SINCE", "EACH", "APPOSED")
REST, CHANGE = patterns(__name__, "REST", "CHANGE")
NEEDED = {"derived.average_per_account": EACH}
"""Words without which a number is none of a figure that was worked out, by its id: an amount of one of many."""
EARLIER = (".from", ".open")
SUBJECTS = (ASSET, SIDE, VENUE, WHO)


def is_named(claim: Claim, passage: Passage) -> bool:
    """Whether a sentence names a figure, or refers back to one that has been said."""
    said = {(each.interval, each.unit) for each in passage.here}
    if (claim.interval, claim.unit) in said or (claim.subject and claim.subject <= passage.named):
        return True
    if (claim in passage.bound or claim in passage.recent) and BACK.search(passage.sentence):
        return True
    if any(is_earlier(claim, now) and now.figure.id == claim.figure.id.rpartition(".")[0] for now in passage.here):
        return True
    facets = {facet for facet, _ in passage.named}
    metric = {(METRIC, value) for value in claim.topic.of(METRIC)}
    is_whole = metric & passage.named or facets & {ALL, TOGETHER} or REST.search(passage.sentence)
    return not claim.subject and bool(is_whole)


def lacks_words(claim: Claim, passage: Passage) -> bool:
    """Whether a sentence has none of the words that a figure needs."""
    needed = NEEDED.get(claim.figure.id)
    return needed is not None and needed.search(passage.sentence) is None


def is_told(claim: Claim, passage: Passage) -> bool:
    """Whether a sentence with a word for a share can be about a figure: it names something of it, or goes on."""
    if claim.figure.id in NEEDED:
        return not lacks_words(claim, passage)
    if claim.unit == TIMES and claim.figure.derived_from and SINCE.search(passage.sentence):
        return False
    is_apposed = passage.here and APPOSED.search(passage.view.text, *passage.view.front[::2])
    if is_apposed and claim.topic.is_share and not passage.here[-1].subject <= claim.subject:
        return False
    is_counted = claim.unit == TIMES and not claim.figure.derived_from
    if is_counted or passage.is_label or claim in passage.here or BACK.search(passage.sentence):
        return True
    own = {(facet, value) for facet in (*SUBJECTS, METRIC, TOPIC) for value in claim.topic.of(facet)}
    return bool(own & passage.named) or (FORCED in claim.topic.of(METRIC) and ALL in dict(passage.named))


def is_change(mention: Mention) -> bool:
    """Whether a word says what became of something."""
    return mention.word is not None and CHANGE.match(mention.text) is not None


def is_earlier(before: Claim, now: Claim) -> bool:
    """Whether a figure is where another one began."""
    is_start = START in before.topic.of(PART) or before.figure.id.endswith(EARLIER)
    is_same = bool(now.subject) or before.figure.id.startswith(f"{now.figure.id}.")
    return is_start and is_same and before.subject == now.subject and before.unit == now.unit


def is_part(part: Claim, whole: Claim) -> bool:
    """Whether a figure is of a part of what another one is of."""
    return part.topic.of(METRIC) == whole.topic.of(METRIC) and whole.subject < part.subject


def is_beside(one: Claim, other: Claim) -> bool:
    """Whether two figures are of parts of one thing: two sides, two coins, both sides of one coin."""
    pairs = [(one.topic.of(facet), other.topic.of(facet)) for facet in SUBJECTS]
    is_alike = all(bool(mine) is bool(theirs) for mine, theirs in pairs) and one.topic.of(METRIC) == other.topic.of(
        METRIC
    )
    return is_alike and one.subject != other.subject and all(a == b or a.isdisjoint(b) for a, b in pairs)


def are_counts(one: Claim, other: Claim) -> bool:
    """Whether two figures count the same thing by what became of it, at one time: shares that rose, and that fell."""
    is_alike = (one.unit, one.figure.window) == (other.unit, other.figure.window) and not one.subject | other.subject
    return is_alike and kind_of(one.unit) is Kind.COUNT and one.topic.of(TOPIC) != other.topic.of(TOPIC)


def are_both_named(one: Claim, other: Claim, passage: Passage) -> bool:
    """Whether a sentence can set two parts of one thing beside each other: it names both, or they are the two sides."""
    kinds = {facet for claim in (one, other) for facet, _ in claim.subject}
    return SIDE in kinds or all(claim in passage.here or claim.subject <= passage.named for claim in (one, other))


def is_of_parts(sum_: Claim, part: Claim) -> bool:
    """Whether a figure of several together has another one among them."""
    alike = part.topic.of(METRIC) == sum_.topic.of(METRIC)
    return alike and any(part.topic.of(facet) < sum_.topic.of(facet) for facet in SUBJECTS)
