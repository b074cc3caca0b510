"""Which figure a number means that is none: what its clause says decides, the number only among those that are left.

Subject, way, time, source, unit and nature of a clause each rule figures out. Of those that are left the best named one
is meant, then the nearest. Where none is left no figure is meant, and the nearest are told with why they are not.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from narrator.audit.compare import distance
from narrator.audit.facets import METRIC, VENUE, WHO
from narrator.audit.fitting import DENIED, UNNAMED, Around, fitness, is_denied
from narrator.audit.match import RANKS
from narrator.audit.moments import contradicted, held, told_in
from narrator.audit.passages import NEAR, clause
from narrator.audit.topics import PRICE
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import marks_nature, speaks_of_what_comes
from narrator.audit.ways import way_of
from narrator.model.quantity import NET_FLOWS
from narrator.model.report import AHEAD, Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrator.audit.match import Match, Outcome
    from narrator.audit.moments import Told
    from narrator.audit.passages import Passage
    from narrator.audit.topics import Claim
    from narrator.reading.atoms import Mask
    from narrator.reading.mentions import Mention

LISTED = 3
"""How many are listed that are not meant."""
OF_ANOTHER = frozenset({Verdict.NAME, Verdict.NOUN})
"""Verdicts on a right number that is, or may be, told of something else than it is of."""
WRONG = frozenset({Verdict.OVERPRECISE, Verdict.MAGNITUDE, Verdict.OUTSIDE})
"""Verdicts on a number that is that of no figure."""
KIND, WAY, TIME, SOURCE, NATURE = "another kind", "another way", "another time", "another source", "another nature"
ALLOWED = dict.fromkeys((*WRONG, *OF_ANOTHER), -1) | {Verdict.QUALIFIER: 0, Verdict.OVERPRECISE: 0}
"""How many things a clause may tell otherwise where a number is right: one, beside which nothing else is wrong.

Of one inside a range none: it is that of the range as long as nothing in its clause speaks against that.
"""


class Meaning:
    """One text whose numbers are held against figures by `match`."""

    def __init__(self, match: Match, mentions: Sequence[Mention], masks: Sequence[Mask]) -> None:
        self.match, self.evidence, self.masks = match, match.evidence, masks
        self.text, self.layout, self.matter = match.text, match.layout, match.matter
        groups = groupby(mentions, key=lambda mention: mention.sentence)
        self.mentions: Mapping[tuple[int, int], list[Mention]] = {sentence: [*group] for sentence, group in groups}
        self.times: dict[tuple[int, int], list[Told]] = {}

    def offered(self, mention: Mention, passage: Passage, outcomes: Sequence[Outcome], best: Outcome) -> Claim | None:
        """The claim whose phrase may stand in the place of a number that is wrong as `best` says."""
        against = self.against(mention, best.claim, passage)
        if len(against) <= ALLOWED.get(best.verdict, 1):
            fit = self._fit(mention, best.claim, passage) if best.verdict is Verdict.UNIT else 0
            if fit >= 0:
                return best.claim  # its number, and one thing that is told otherwise
        fitting = [each for each in outcomes if each.verdict not in {*OF_ANOTHER, Verdict.UNIT}]
        if meant := self._likeliest(mention, passage, fitting):
            return meant.claim
        is_named = best.verdict is Verdict.NOUN and not passage.strangers and not against
        return best.claim if is_named and self._fit(mention, best.claim, passage) >= UNNAMED else None

    def against(self, mention: Mention, claim: Claim, passage: Passage) -> list[str]:
        """What a clause says otherwise than a claim, beside its subject."""
        said = {
            KIND: self._is_of_another_kind(mention, claim, passage),
            WAY: self.evidence.way(mention, claim, passage) is Verdict.SIGN,
            TIME: contradicted(mention, self._told(mention), self._here(mention), claim.figure, self.matter)
            is not None,
            SOURCE: self.evidence.is_of_others(mention, claim, passage),
            NATURE: self._is_of_another_nature(mention, claim, passage),
        }
        return [what for what, is_otherwise in said.items() if is_otherwise]

    def nearest(self, mention: Mention, passage: Passage) -> str:
        """The figures nearest to a number that may be meant as none, three at most, each with why it is not that."""
        alike = self.match.alike(mention, self.match.units(mention)) if mention.word is None else ()
        claims = {claim.figure.id: claim for claim in alike if not claim.sources}
        near = sorted(claims.values(), key=lambda claim: distance(mention, claim.interval))[:LISTED]
        return ", ".join(f"{each.figure.id} ({self._why_not(mention, each, passage)})" for each in near)

    def _why_not(self, mention: Mention, claim: Claim, passage: Passage) -> str:
        if is_denied(claim, passage.view):
            return "denied by its sentence"
        against = self.against(mention, claim, passage) if self._fit(mention, claim, passage) >= 0 else []
        return f"of {' and '.join(against)}" if against else "not in its sentence"

    def _likeliest(self, mention: Mention, passage: Passage, outcomes: Iterable[Outcome]) -> Outcome | None:
        """Of the outcomes that nothing in the clause speaks against, the one that it names best, then the nearest."""
        left = [each for each in outcomes if not self.against(mention, each.claim, passage)]
        times = [*held(mention, self._told(mention), self._here(mention))]

        def order(each: Outcome) -> tuple[object, ...]:
            figure = each.claim.figure
            is_undated = bool(times) and (figure.window.start is None or bool(figure.derived_from))
            near = distance(mention, each.claim.interval)
            return each.strangeness, RANKS[each.verdict], is_undated, near

        return min(left, key=order, default=None)

    def _is_of_another_kind(self, mention: Mention, claim: Claim, passage: Passage) -> bool:
        """Whether what flowed, or what somebody named has of another kind, is told of a price."""
        own = claim.topic.of(METRIC)
        if PRICE in own and way_of(mention, self.text, self.matter.ways, passage.view.floor) in NET_FLOWS:
            return True
        named = (passage.view.named[facet] for facet in (VENUE, WHO) if facet in passage.view.named)
        near = frozenset().union(*(each.values for each in named if each.nearness >= NEAR))
        of = (each.topic for each in self.matter.claims if near & (each.topic.of(VENUE) | each.topic.of(WHO)))
        theirs = frozenset[str]().union(*(topic.of(METRIC) for topic in of)) if near else frozenset()
        return PRICE in own and bool(theirs) and own.isdisjoint(theirs)

    def _is_of_another_nature(self, mention: Mention, claim: Claim, passage: Passage) -> bool:
        """Whether what is to come is told as what was measured, or the other way round."""
        piece = self.text[slice(*clause(self.text, mention, passage.view))]
        if claim.nature is Nature.MEASURED:
            return speaks_of_what_comes(piece) and any(
                each.nature in AHEAD and each.unit == claim.unit for each in self.matter.claims if not each.sources
            )
        return claim.nature in AHEAD and not marks_nature(passage.sentence, claim, self.matter.sources)

    def _fit(self, mention: Mention, claim: Claim, passage: Passage) -> int:
        fit = fitness(claim, mention, Around(passage.view, passage.before, passage.strangers))
        return DENIED if is_denied(claim, passage.view) else fit

    def _here(self, mention: Mention) -> Sequence[Mention]:
        return self.mentions.get(mention.sentence, [mention])

    def _told(self, mention: Mention) -> Sequence[Told]:
        """The times of the sentence of a mention."""
        sentence = mention.sentence
        if sentence not in self.times:
            self.times[sentence] = told_in(self.text, sentence, self.masks, self.layout, periods=True)
        return self.times[sentence]
