"""The figures that a text tells beside one another: of the same, each of another thing or of another day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.entities import CITY, COUNTRY, TENOR
from narrator.audit.facets import ASSET, BODY, METRIC, PART, SIDE, TOPIC, VENUE, WHO
from narrator.audit.judged import MEANT
from narrator.audit.results import ends_of
from narrator.audit.topics import PRICE
from narrator.model.ids import has_own_time
from narrator.model.quantity import CURRENCIES, INDEX, NEGATIVE
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from narrator.audit.cues import Cue
    from narrator.audit.judged import Judged
    from narrator.audit.topics import Claim

CUT, IS = patterns(__name__, "CUT", "IS")
NAMED = lazy(r"\b(?:the )?[A-Z0-9][\w&.’'-]* ?|(?<=[a-z] )[\u4e00-\u9fff].*")
SUBJECTS = (ASSET, VENUE, SIDE, WHO, BODY, TENOR, COUNTRY, CITY)
"""What sets a figure apart from its peers."""


class Said(NamedTuple):
    """A figure, and where a text tells it: before its beginning where it does not."""

    claim: Claim
    start: int = -1
    paragraph: int = -1


class Peers:
    """The figures of a text whose numbers have been judged, each with what it is compared with."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        sound = [each for each in judged.findings if each.verdict in MEANT and each.figure in judged.claims]
        places = ((each.mention.start, each.mention.paragraph) for each in sound)
        self.said = [Said(judged.claims[each.figure], *place) for each, place in zip(sound, places, strict=True)]
        self.recorded = [Said(each) for each in judged.claims.values() if not has_own_time(each.figure.id)]
        self.entities = judged.matter.entities
        self._bare: dict[str, str] = {}

    def beside(self, one: Said, *, alike: bool = False) -> list[Said]:
        """What a figure is told beside, and went `alike`: in its paragraph, or else anywhere in the text."""
        told, others = ([e for e in of if self.are_beside(e.claim, one.claim)] for of in (self.said, self.recorded))
        if not told and one.claim.subject in self.judged.matter.indices:  # one index is told among all
            told = [each for each in others if each.claim.subject in self.judged.matter.indices]
        every = [each for each in told if not alike or is_down(each.claim) is is_down(one.claim)]
        return [each for each in every if each.paragraph == one.paragraph] or every

    def are_beside(self, one: Claim, two: Claim) -> bool:
        """Whether two figures are of the same, of two things in one window or of one thing in two as long."""
        if one.figure is two.figure or _kind(one) != _kind(two) or not (is_ordered(one) and is_ordered(two)):
            return False
        is_counted = PRICE in one.topic.of(METRIC) and one.unit in {*CURRENCIES, INDEX}
        if is_counted and one.subject != two.subject:
            return False  # a point of one index is none of another
        if self._without_names(one.topic.what) != self._without_names(two.topic.what):
            return False
        apart = {facet for facet in SUBJECTS if one.topic.of(facet) != two.topic.of(facet)}
        if one.figure.window == two.figure.window:
            is_one = len(apart) == 1 or apart == {ASSET, VENUE} or one.topic.what != two.topic.what
            return is_one and all(one.topic.of(facet) and two.topic.of(facet) for facet in apart)
        days = [each.figure.window for each in (one, two)]
        lengths = {(each.end or each.start) - each.start for each in days if each.start}
        return not apart and len(lengths) == 1 and None not in {each.start for each in days}

    def _without_names(self, what: str) -> str:
        """The words for what is measured without the names that tell it apart."""
        if what and what not in self._bare:
            self._bare[what] = NAMED.sub("", self.entities.bare(what))
        return self._bare.get(what, what)

    def holder(self, start: int, end: int, *, named: bool = True) -> Iterator[Said]:
        """The figures that some words may be said of, the likeliest first: those of their piece of the sentence.

        What names no number says it of what it names, or else of the number before it.
        """
        text, (first, last) = self.judged.layout.text, self.judged.document.sentence(start)
        before, after = self.piece(start, end)
        here = [each for each in self.said if first <= each.start < last]
        inside = self.inside(start, end)
        yield from sorted(inside, key=lambda each: abs(each.start - start))
        if inside or not named:
            return
        told = IS.match(text, end, after)
        cues = self.subjects(before, start) or (self.subjects(told.end(), after)[:1] if told else [])
        if cues:
            yield from self.of(cues[-1], self.judged.document.paragraph(start))
            return
        yield from [each for each in here if each.start < start][::-1] or here[:1]

    def inside(self, start: int, end: int) -> list[Said]:
        """The figures that the piece of a sentence tells in which some words stand."""
        before, after = self.piece(start, end)
        ordered = [each for each in self.said if is_ordered(each.claim)]
        return [each for each in ordered if before <= each.start < after]

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """The piece of a sentence in which some words stand."""
        text, (first, last) = self.judged.layout.text, self.judged.document.sentence(start)
        near = text.find("(", end, end + 2)  # in brackets right behind it stands its number
        cuts = [first, *(cut.end() for cut in CUT.finditer(text, first, last) if cut.start() != near), last]
        before = max(cut for cut in cuts if cut <= start)
        return before, min((cut for cut in cuts if cut >= end), default=last)

    def of(self, cue: Cue, number: int) -> list[Said]:
        """The figures of what a word names: those of a paragraph before others, those on record where none is told."""
        for every in (self.said, self.recorded):
            named = ((each, each.claim.topic.of(cue.facet) | each.claim.topic.of(BODY)) for each in every)
            alike = [each for each, own in named if cue.value in own and is_ordered(each.claim)]
            if alike:
                return [each for each in alike if each.paragraph == number] or alike
        return []

    def subjects(self, start: int, stop: int) -> Sequence[Cue]:
        """What a stretch names that figures are of."""
        text, cues = self.judged.layout.text, self.judged.scanned.within(start, stop)
        return [cue for cue in cues if cue.facet in SUBJECTS or (cue.facet == TOPIC and not text[cue.start].islower())]


def is_ordered(claim: Claim) -> bool:
    """Whether a figure is one of which one can be more than another: a price of one thing is none."""
    is_level = PRICE in claim.topic.of(METRIC) and claim.unit in {*CURRENCIES, INDEX} and claim.direction is None
    return claim.interval.low is not None and claim.interval.high is not None and not is_level


def is_above(one: Claim, other: Claim, *, signed: bool) -> bool:
    """Whether one figure is certainly more than another; by its size only, or with its way."""
    return _ends(one, signed=signed)[0] > _ends(other, signed=signed)[1]


def _ends(claim: Claim, *, signed: bool) -> tuple[Decimal, Decimal]:
    low, high = ends_of(claim)
    return (-high, -low) if signed and claim.direction in NEGATIVE else (low, high)


def is_down(claim: Claim) -> bool:
    """Whether a figure went down or out."""
    return claim.direction in NEGATIVE


def _kind(claim: Claim) -> tuple[object, ...]:
    topic, is_wayless = claim.topic, claim.direction is None
    return claim.unit, topic.of(METRIC), topic.of(PART), topic.is_share, is_wayless, bool(topic.of(TOPIC))
