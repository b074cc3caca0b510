"""Which figures a mention may mean: those whose number it has, and which its sentence can be about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.compare import (
    can_be,
    distance,
    exactness,
    held_against,
    is_turned_round,
    mirrored,
    slipped,
    worded,
)
from narrator.audit.entities import CITY
from narrator.audit.evidence import SURE, weighed
from narrator.audit.facets import ASSET, METRIC, VENUE, WHO
from narrator.audit.fitting import DENIED, DOUBTED, UNNAMED, Around, fitness, is_denied
from narrator.audit.levels import as_said, crosses, is_condition_of, is_threshold_of, stands
from narrator.audit.matter import is_count
from narrator.audit.named import is_told, lacks_words
from narrator.audit.passages import NEAR
from narrator.audit.ratios import is_ordered
from narrator.audit.scope import units_said
from narrator.audit.topics import PRICE, RISK
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import ANAPHORA, CAREFUL, names_source, sets_beside, speaks_ahead, tells_apart
from narrator.model.kinds import Part
from narrator.model.quantity import CURRENCIES, INDEX, POINTS, TIMES, is_ticker
from narrator.model.source import MARKET_DATA
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import ACCOUNTS, PEOPLE, TRADERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.evidence import Evidence
    from narrator.audit.heads import Heads
    from narrator.audit.passages import Passage, View
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

WATCHED, PIECES = patterns(__name__, "WATCHED", "PIECES")
SUBJECT, HAN_KNOWN = patterns(__name__, "SUBJECT", "HAN_KNOWN")
RIGHT = frozenset({Verdict.SUPPORTED, Verdict.QUALIFIER})
"""Of a point: it is the number of a figure, or that without its last digits."""
BY, WORD = lazy(r"\b[Aa]ccording to ([^,;.|]{3,80})"), lazy(r"\w+")
"""Of whom something is known, and not of what it is."""
FURTHER, COINS = 120, frozenset({Part.COINS, "tokens"})
"""How far behind a number a sentence may begin that goes on about it."""
FEW, MILLION = 3, 10**6
"""So few figures count such things that one is meant; from here on a bare number may be an amount of money."""


class Match:
    """The figures of an event before one text; `evidence`: how it tells those whose numbers it has."""

    def __init__(self, evidence: Evidence, heads: Heads) -> None:
        self.evidence, self.heads = evidence, heads
        self.layout, self.text, self.matter = evidence.layout, evidence.text, evidence.matter

    def outcomes(self, mention: Mention, passage: Passage) -> Iterator[Outcome]:
        """What comes of each claim that a mention may mean."""
        units = self.units(mention)
        levels = self._levels(mention, passage)
        near = levels or [*self.matter.nearness.near(mention, units), *self.alike(mention, ())]
        speakers = {word.lower() for said in BY.findall(passage.sentence) for word in WORD.findall(said)}
        around = Around(passage.view, passage.before, passage.strangers - speakers)
        known: dict[int, Verdict] = {}

        def compared(claim: Claim) -> Verdict:
            if id(claim) not in known:
                known[id(claim)] = self._compared(mention, claim)
            return known[id(claim)]

        right = [c for c in near if can_be(mention, c) and compared(c) is Verdict.SUPPORTED]
        right = [claim for claim in right if not (claim.interval.is_point and self._is_turned_round(mention, units))]
        counted = self.matter.by_unit.get(mention.unit or "", ()) if is_count(mention.unit) else ()
        is_exact = exactness(mention) >= SURE or 0 < len({claim.figure.id for claim in counted}) <= FEW
        rounded = {c.figure.id for c in near if is_exact and not right and compared(c) in RIGHT}
        is_sure = is_exact and len({claim.figure.id for claim in right} or rounded) == 1
        is_found = False
        for claim in right:
            outcome = self._outcome(mention, claim, Verdict.SUPPORTED, passage, around, is_sure=is_sure)
            if outcome:
                is_found = is_found or outcome.verdict is Verdict.SUPPORTED
                yield outcome
        if is_found:
            return  # what the numbers deny cannot come first any more
        here = {id(claim) for claim in near}
        for claim in levels or self.alike(mention, units):
            verdict = compared(claim) if id(claim) in here else Verdict.OUTSIDE
            if verdict is not Verdict.SUPPORTED and (
                outcome := self._outcome(mention, claim, verdict, passage, around, is_sure=is_sure)
            ):
                yield outcome
        yield from self._of_other_units(mention, passage)

    def _is_turned_round(self, mention: Mention, units: Sequence[str]) -> bool:
        """Whether a bound is that of a figure, and lies on its other side: less than 4.6%, of more than that."""
        return any(is_turned_round(mention, claim.interval) for claim in self.alike(mention, units))

    def _outcome(  # noqa: PLR0913  # a mention and a claim, how they compare, and where they stand
        self, mention: Mention, claim: Claim, verdict: Verdict, passage: Passage, around: Around, *, is_sure: bool
    ) -> Outcome | None:
        """What comes of a claim with which the number of a mention has been compared; none where it is not meant."""
        fit = fitness(claim, mention, around)
        is_loose = mention.magnitude is not None and fit > DENIED
        if fit == UNNAMED and self._is_part(claim):
            fit = DENIED if claim.topic.of(METRIC) & passage.view.clause else DOUBTED
        is_right = verdict in RIGHT and fit == UNNAMED and (is_sure or self._is_only_of(claim, passage))
        fit = 0 if is_loose or is_right else fit
        found = self._heard(mention, claim, verdict, fit, passage)
        return Outcome(rank_of(found, mention), -fit, found, claim) if found else None

    def _is_only_of(self, claim: Claim, passage: Passage) -> bool:
        """Whether a sentence names the source of a figure, which has no other in its unit."""
        by, figures = claim.figure.source, self.matter.figures
        alike = (each for each in figures if each.source == by and each.unit == claim.unit) if by else ()
        is_one = by not in {None, MARKET_DATA} and len([*alike]) == 1
        return is_one and names_source(passage.sentence, by or "", self.matter.sources)

    def _levels(self, mention: Mention, passage: Passage) -> list[Claim]:
        """The levels that a mention with one end is of, where it can be of nothing else: broken, watched, at risk."""
        if (mention.low is None) is (mention.high is None):
            return []
        alike = [*self.alike(mention, self.units(mention))]
        levels = [claim for claim in alike if is_threshold_of(mention, claim)]
        is_past = levels and stands(self.text, mention)
        if is_past and not (speaks_ahead(passage.sentence) or crosses(self.text, mention)):
            levels = []  # a past price, and not the very level
        conditions = [] if levels else [claim for claim in alike if is_condition_of(mention, claim)]
        is_ahead = conditions and (CAREFUL.search(passage.sentence) or WATCHED.match(passage.sentence))
        if is_ahead or (METRIC, RISK) in passage.named:
            levels = levels or conditions
        return [claim for claim in levels if not is_denied(claim, passage.view)]

    def _is_part(self, claim: Claim) -> bool:
        """Whether a whole is on record that the number of a part could be told of."""
        parts = (each for each in self.matter.by_unit.get(claim.unit, ()) if each.subject < claim.subject)
        return any(each.topic.of(METRIC) == claim.topic.of(METRIC) for each in parts)

    def _heard(self, mention: Mention, claim: Claim, verdict: Verdict, fit: int, passage: Passage) -> Verdict | None:
        """The verdict on a mention whose number has been compared; none where it cannot mean the claim."""
        if fit < 0 or lacks_words(claim, passage):
            is_right = verdict is Verdict.SUPPORTED or (verdict in RIGHT and exactness(mention) >= SURE)
            is_right = is_right and not claim.sources
            return weighed(Verdict.NAME, is_known=fit == DENIED) if is_right else None
        if claim.sources:
            after = ANAPHORA.search(self.text, mention.end, min(mention.end + FURTHER, len(self.text)))
            head = self.heads.above(mention)
            told = f"{passage.sentence}{after[0] if after else ''} {self.text[slice(*head)] if head else ''}"
            is_beside = sets_beside(told, claim, self.matter.sources, is_bound=tells_apart(passage.paragraph))
            if not (is_beside or (verdict in RIGHT and self.evidence.carries(mention.paragraph, claim))):
                return None
        if verdict in {Verdict.OUTSIDE, Verdict.QUALIFIER} and slipped(mention, claim.interval, self.matter.policy):
            return Verdict.MAGNITUDE
        if verdict in {Verdict.SUPPORTED, Verdict.QUALIFIER}:
            told = max(verdict, self.evidence.verdict(mention, claim, passage), key=RANKS.__getitem__)
            if told in RIGHT and self._is_of_a_stranger(mention, claim, passage):
                return Verdict.NOUN
            is_loose = (mention.word is not None or mention.unit == TIMES) and not is_told(claim, passage)
            is_loose = is_loose and not is_ordered(self.evidence.order(mention), *self.matter.parts(claim))
            return max(told, Verdict.WORD, key=RANKS.__getitem__) if is_loose else told
        return verdict

    def _is_of_a_stranger(self, mention: Mention, claim: Claim, passage: Passage) -> bool:
        """Whether somebody else, or whom nobody knows, has the place of what a figure is of, which is named nowhere."""
        view, own = passage.view, claim.topic.of(ASSET) | claim.topic.of(VENUE) | claim.topic.of(CITY)
        if mention.word is not None or not own or any(own & named.values for named in view.named.values()):
            return False
        is_other = WHO in view.named and view.named[WHO].nearness >= NEAR
        if not is_other and not self._opens_strangely(mention, view):
            return False
        near = (value for each in (*passage.recent, *passage.bound) for _, value in each.subject)
        if own & {value for _, value in passage.named}.union(*passage.before.values(), near):
            return False
        alike = (each for each in self.matter.by_unit[claim.unit] if each.topic.of(METRIC) == claim.topic.of(METRIC))
        return len({each.subject for each in alike}) > 1  # of one thing alone, it may be another name

    def _opens_strangely(self, mention: Mention, view: View) -> bool:
        """Whether the piece of a sentence before a number begins with what may be a name and is none that is known."""
        first = max(view.around[0], mention.sentence[0])
        last = max(self.text.rfind(mark, first, mention.start) for mark in "，、；") + 1
        found = SUBJECT.match(self.text, first, mention.start)
        found = found or (SUBJECT.match(self.text, last, mention.start) if last > first else None)
        if found is None or found["name"] is None:
            return found is not None and HAN_KNOWN.search(found["han"]) is None
        return found["name"].lower() not in self.evidence.scanned.common

    def alike(self, mention: Mention, units: Sequence[str]) -> Iterator[Claim]:
        """The claims in the units of a mention; a bare number may be of a rate."""
        yield from (claim for unit in units for claim in self.matter.by_unit.get(unit, ()))
        yield from self.matter.rates if mention.unit is None and mention.kind == "number" else ()

    def units(self, mention: Mention) -> list[str]:
        """The units that a mention may be in; a bare number may be an index, a multiple, a count; no flows, money."""
        if is_count(mention.unit) if mention.magnitude is not None else mention.kind == "zero" and mention.unit is None:
            return [*CURRENCIES]
        units = units_said(mention)
        is_of_coins = mention.unit in COINS or (mention.unit is None and self.text.startswith("枚", mention.end))
        if is_of_coins and mention.unit not in self.matter.by_unit:
            units += filter(is_ticker, self.matter.by_unit)  # 337,900 coins of what is named
        if mention.unit in {PEOPLE, TRADERS} and mention.unit not in self.matter.by_unit:
            units.append(ACCOUNTS)
        if mention.unit in {INDEX, POINTS}:
            units += {INDEX, POINTS} - {mention.unit}
        if mention.unit is None:
            units += self._counted(mention)
            units += filter(CURRENCIES.__contains__, self.matter.by_unit if (mention.low or 0) >= MILLION else ())
        return units

    def _counted(self, mention: Mention) -> Iterator[str]:
        """What a bare number may count: pieces, what the head of its column has, a noun before it."""
        if PIECES.match(self.text, mention.end) or self.heads.above(mention):
            yield from filter(is_count, self.matter.by_unit)
        if mention.text[:1].isdigit():
            before = re.findall(r"[a-z]+", self.layout.lowered[mention.sentence[0] : mention.start])
            nouns = {noun for word in before if (noun := self.matter.lexicon.nouns.get(word))}
            yield from sorted(nouns | ({ACCOUNTS} if nouns & {PEOPLE, TRADERS} else set()))

    def _goes_on(self, mention: Mention, claim: Claim, passage: Passage) -> bool:
        """Whether a bare number goes on with prices of one thing: 151.94 yen, then 146.23."""
        is_price = mention.unit is None and PRICE in claim.topic.of(METRIC) and exactness(mention) > SURE
        return is_price and any((c.unit, c.subject) == (claim.unit, claim.subject) for c in passage.bound)

    def _of_other_units(self, mention: Mention, passage: Passage) -> Iterator[Outcome]:
        """The figures that have the number of a mention, but not its unit."""
        is_said, own = mention.word is None and mention.low is not None, {mention.unit, *self.units(mention)}
        for claim in self.matter.nearness.same.get((mention.low, mention.high), ()) if is_said else ():
            if claim.unit != mention.unit and not claim.sources:
                is_noun = is_count(mention.unit) and (is_count(claim.unit) or not any(map(str.isdigit, mention.text)))
                if claim.unit not in own and self._goes_on(mention, claim, passage):
                    yield Outcome(0, 0, Verdict.SUPPORTED, claim)
                    continue
                verdict = Verdict.NOUN if is_noun else weighed(Verdict.UNIT, is_known=mention.unit is not None)
                yield Outcome(RANKS[verdict], 0, verdict, claim)

    def _compared(self, mention: Mention, claim: Claim) -> Verdict:
        policy = self.matter.policy
        if mention.magnitude is not None:
            least, most = mention.magnitude
            low, high = claim.interval.low, claim.interval.high
            return Verdict.SUPPORTED if low and high and least <= low and high < most else Verdict.MAGNITUDE
        if mention.word is not None:
            return worded(mention, claim, policy)
        if mention.low is None and mention.high is None:
            return Verdict.OUTSIDE
        is_computed = not claim.figure.reported
        said, is_vague = as_said(mention, claim, self.text, is_about=is_computed)  # worked out to about so much
        return held_against(said, mirrored(mention, claim), policy, vague=is_vague, computed=is_computed)


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
