"""Judges each mention of a text against the figures of an event (LANGUAGE.md 6.2 to 6.5).

A mention is held against everything that the figures allow a text to say: first its number, then whether its sentence
can be about that figure, then what the sentence says of direction, nature and source. The verdict is that of the
likeliest figure. What fits none, and what the text has not worked out from them, is a discrepancy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from narrator.audit.carried import Sections, asked_once, declared
from narrator.audit.cells import misfiled
from narrator.audit.compare import distance, exactness, held_against, mirrored, slipped, worded
from narrator.audit.derived import derived
from narrator.audit.documents import UnreadableError
from narrator.audit.endings import ended
from narrator.audit.extremes import is_other_end, is_other_way
from narrator.audit.facets import ASSET, METRIC, PART, SIDE, TOPIC, VENUE, WHO
from narrator.audit.fitting import MISFIT, fitness, is_denied, is_silent, strangers
from narrator.audit.heads import Heads
from narrator.audit.judged import Judged
from narrator.audit.levels import crosses, is_condition_of, is_threshold_of, levelled, stands
from narrator.audit.matter import is_count
from narrator.audit.mentions import scan
from narrator.audit.moved import misled, strange
from narrator.audit.named import AVERAGE, is_told
from narrator.audit.outcomes import RANKS, Outcome, likeliest, rank_of
from narrator.audit.passages import OWN, ROW, Named, Passage, carried, clause, views
from narrator.audit.quotes import misquoted
from narrator.audit.ratios import is_ordered, is_reversed, order_told
from narrator.audit.referred import referred
from narrator.audit.rows import said_by
from narrator.audit.scanned import ACROSS_PAGES, PARTED, Scanned, without_quoted
from narrator.audit.sides import reversed_sides
from narrator.audit.spellings import ACCOUNTS, PEOPLE
from narrator.audit.times import timed
from narrator.audit.topics import RISK
from narrator.audit.verdicts import REASONS, Finding, Verdict
from narrator.audit.voices import (
    ANAPHORA,
    CAREFUL,
    is_of_another,
    is_told_as_done,
    marks_nature,
    misattributes,
    names_source,
    sets_beside,
    speaks_ahead,
    tells_apart,
)
from narrator.audit.watched import is_threshold, thresholds
from narrator.audit.ways import is_turned, way_told, without_way
from narrator.audit.windows import superlatives
from narrator.model.kinds import Part
from narrator.model.quantity import CURRENCIES, INDEX, LEVEL_WORDS, POINTS, TIMES
from narrator.model.report import Nature
from narrator.model.source import MARKET_DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.documents import Document
    from narrator.audit.matter import Matter
    from narrator.audit.mentions import Mention
    from narrator.audit.passages import View
    from narrator.audit.ratios import Order
    from narrator.audit.topics import Claim

LABELLED, CARD, REACH = re.compile("[,:]"), 8, 24
OWN_NAMING = frozenset({ASSET, SIDE, VENUE, TOPIC, PART})
NAMING = OWN_NAMING | {WHO, METRIC}
CAPTION = re.compile(r": (?:[a-z]+ )*$")
SPANS = frozenset({"years", "quarters", "months", "weeks", "days", "hours", "minutes"})
AGO = re.compile(r"\b(?:past|last|next|previous|coming|recent|first|within|for) $")
SAID_BEHIND = re.compile(r",? (?:according to|by|per) [^,;|]+")
SAID_OF_NEXT = re.compile(r",? or (?:about )?[$€£]?\d[^,;|(]{0,40} (?:in figures from|according to|per)\b")
"""The same in other words, whose source right behind it is none of the number before: 2.7%, or 182.6 points per AP."""
OPEN = re.compile(
    r"\b(?:whether|can ?not be (?:told|said|called)|nobody (?:knows|can tell)|(?:would be|is|are) (?:guessing|too"
    r" (?:much|strong)))\b|是否|[谈算称说]不上"
)
"""What is asked or refused is not claimed."""
WATCHED = re.compile(r"\W*(?:(?:\w+ ){1,4}watch(?:es|ed|ing)? )?(?:[Ww]hether\b|是否)")
SUPPOSED = re.compile(r"\b(?:if|would|should|could|may|might)\b", re.IGNORECASE)
AGAIN = re.compile(r"\b(?:again|too|also|once more|(?:a )?return to|as (?:much|many|high|low) as)\b", re.IGNORECASE)
"""What makes a number on record the measure of what may come, of whomever: if the longs, too, come to so much."""
CELLS = re.compile(r" *\| *")
YUAN = ("CNY", "HKD")
"""What 元 alone may be, by where a desk stands."""
PIECES = re.compile("[个家名只]")
"""What a number of anything has behind it in Chinese, where what is counted stands before it."""
LISTED, FAR_OFF, NAMED = 3, Decimal("0.9"), 2
"""How many are listed; how far from a number, as a part of the larger, none is meant that is named no better."""
SURE = 3
"""An exact number of so many digits that is that of one figure is denied by names that are known only."""
FURTHER, KEPT = 120, 24
"""How far behind a number a sentence may begin that goes on about it."""


CHECKS = (misquoted, timed, misled, misfiled, reversed_sides, strange, superlatives)
"""What is asked of a text beside its numbers: its quotes, times, moves, cells of tables, sides, names, superlatives."""


def audit(document: Document, matter: Matter) -> tuple[Finding, ...]:
    """The verdict on every mention of a text, in order, and on every date that contradicts the figures.

    Raises:
        UnreadableError: there is nothing in the text that can be read.
    """
    if not document.is_readable:
        raise UnreadableError
    document = ended(document, matter.ending)
    reading = scan(document, matter.lexicon)
    hearing = _Hearing(document, matter)
    findings = [*hearing.findings(reading.mentions)]
    judged = Judged(hearing.scanned, hearing.heads, reading.masks, findings)
    more = (finding for check in CHECKS for finding in check(judged))
    return tuple(sorted((*findings, *more), key=lambda finding: finding.mention.start))


class _Hearing:
    """One text before the figures of one event."""

    def __init__(self, document: Document, matter: Matter) -> None:
        self.document, self.matter = document, matter
        self.scanned = Scanned(document, matter)
        self.layout, self.text = self.scanned.layout, self.scanned.text
        self.named: dict[tuple[int, str], bool] = {}
        self.recent: list[Claim] = []
        self.said = 0
        self.declared = declared(self.layout)
        self.watched = [*thresholds(matter)]
        self.wayless = matter.without_names(self.text)

    def findings(self, mentions: Sequence[Mention]) -> Iterator[Finding]:
        """The findings of all mentions, paragraph by paragraph."""
        self.told = {mention.paragraph for mention in mentions}
        self.sections = Sections(self.layout, self.told)
        self.heads = Heads(self.layout, self.told, self.matter.ways)
        groups = groupby(mentions, key=lambda mention: mention.paragraph)
        found = [finding for number, group in groups for finding in self._paragraph(number, [*group])]
        by = {figure.id: figure.source or "" for figure in self.matter.figures}
        yield from asked_once(found, self.sections, by)

    def _paragraph(self, number: int, mentions: list[Mention]) -> Iterator[Finding]:
        start, stop = self.layout.stretch(number)
        card = self._card(number, mentions)
        cues = self.scanned.within(card, stop)
        before, last_said = self.scanned.heading(number), self.recent if self.said == number - 1 else []
        bound: list[Claim] = []
        judged: list[tuple[Mention, Passage, list[Outcome]]] = []
        is_label = self.layout.is_label(number) or self.layout.is_standfirst(number)
        is_line = bool(self.document.pages) and is_label and len(mentions) == 1
        is_bare = card < start or (is_line and ROW not in self.text[start:stop])
        paragraph, read = self.text[card:stop], 0
        for sentence, group in groupby(mentions, key=lambda mention: mention.sentence):
            here: list[Claim] = []
            stretch = (min(card, sentence[0]) if card < start else sentence[0]), sentence[1]
            first, last = (bisect_left(cues, end, key=itemgetter(0)) for end in stretch)
            for cue in cues[read:first]:
                before.setdefault(cue.facet, set()).add(cue.value)
            told = [self._headed(mention) for mention in carried(self.text, [*group])]
            end = min(self.layout.standing(number), stretch[1] + FURTHER) if is_label else stretch[1]
            whole = self.text[stretch[0] : max(end, stretch[1])]
            named = frozenset((cue.facet, cue.value) for cue in cues[first:last])
            read = max(read, first)
            about = without_quoted(cues[first:last], self.text, stretch, told, self.matter.sourced)
            seen = views(self.text, stretch, told, about, is_card=card < start)
            for at, mention in enumerate(told):
                view = self._of_its_unit(self._below(next(seen), mention), mention)
                unknown = strangers(self.text[slice(*view.around)], self.scanned.common)
                known = referred(whole, named, before, last_said, mention)
                passage = Passage(whole, paragraph, known, is_label, bound, self.recent, here, view, unknown, named)
                outcomes = self._meant(number if is_bare else None, told, at, passage)
                judged.append((mention, passage, outcomes))
                _bind(likeliest(outcomes, mention), bound, here)
        yield from (self._finding(*each) for each in judged)
        self.recent, self.said = (bound, number) if bound else (self.recent, self.said)

    def _meant(self, card: int | None, told: Sequence[Mention], at: int, passage: Passage) -> list[Outcome]:
        """What a mention may mean; that of a `card`, whose first lines stand above it, may be on its page."""
        mention = told[at]
        outcomes = [*self._outcomes(mention, passage)]
        best = likeliest(outcomes, mention)
        if card is not None and (best is None or best.verdict is Verdict.NAME):
            return self._on_its_page(card, mention, passage) or outcomes
        for spread in self._spreads(told, at) if best and best.verdict is Verdict.OVERPRECISE else ():
            within = [each for each in self._outcomes(spread, passage) if each.verdict is Verdict.SUPPORTED]
            outcomes = within or outcomes
        return outcomes

    def _on_its_page(self, number: int, mention: Mention, passage: Passage) -> list[Outcome]:
        """What the label of a chart in a PDF may mean, which stands in the file away from the title of its chart."""
        stretch = self.layout.stretch(number)
        page = self.document.place(stretch[0]).page
        named = self.scanned.named_on(page) if page is not None else {}
        if not named:
            return []
        view = next(views(self.text, stretch, [mention], self.scanned.within(*stretch)))
        alone = replace(passage, view=view, before=named)
        return [outcome for outcome in self._outcomes(mention, alone) if outcome.verdict is Verdict.SUPPORTED]

    def _headed(self, mention: Mention) -> Mention:
        """A mention with the way that the head of its column says."""
        way = self.heads.way(mention)
        return replace(mention, direction=way) if way else mention

    def _below(self, view: View, mention: Mention) -> View:
        """A view with what the head of its column names, where its row does not."""
        head = self.heads.above(mention)
        named = self.scanned.named(*head) if head else {}
        above = {facet: Named(frozenset(values), OWN) for facet, values in named.items()}
        return view._replace(named=above | dict(view.named)) if above else view

    def _of_its_unit(self, view: View, mention: Mention) -> View:
        """A view without what is measured in other units only: a target range is no rival of basis points."""
        topics = view.named.get(TOPIC)
        if topics is None or mention.unit is None:
            return view
        alike = frozenset().union(*(self.matter.topics.get(unit, ()) for unit in _units(mention)))
        kept = {TOPIC: topics._replace(values=topics.values & alike)} if not alike.isdisjoint(topics.values) else {}
        return view._replace(named={facet: said for facet, said in view.named.items() if facet != TOPIC} | kept)

    def _spreads(self, told: Sequence[Mention], at: int) -> Iterator[Mention]:
        """The range of which a number in a cell of a table is one end and that in the cell beside it the other."""
        for one, two in pairwise(told[max(0, at - 1) : at + 2]):
            ends = one.low, two.low
            is_row = CELLS.fullmatch(self.text, one.end, two.start) is not None
            if is_row and one.unit == two.unit and ends == (one.high, two.high) and None not in ends:
                yield replace(told[at], low=ends[0], high=ends[1], kind="range")

    def _card(self, number: int, mentions: Sequence[Mention]) -> int:
        """Where the lines begin that a label belongs to: one without a subject has that of the lines above."""
        start, stop = self.layout.stretch(number)
        if not self.layout.is_label(number) or " | " in self.text[start:stop].lstrip(" |"):
            return start
        own = OWN_NAMING if LABELLED.search(self.text, start, mentions[0].start) is None else NAMING
        inside = [(mention.start, mention.end) for mention in mentions]
        free = (cue for cue in self.scanned.within(start, stop) if not any(a <= cue.start < b for a, b in inside))
        is_named = any(cue.facet in own for cue in free) or bool(strangers(self.text[start:stop], self.scanned.common))
        if is_named:
            return start
        for above in range(number - 1, max(-1, number - CARD), -1):
            if not self.layout.is_label(above):
                break
            start, stop = self.layout.stretch(above)
            if above not in self.told and not NAMING.isdisjoint(self.scanned.named(start, stop)):
                break
        return start

    def _finding(self, mention: Mention, passage: Passage, outcomes: Sequence[Outcome]) -> Finding:
        best = likeliest(outcomes, mention)
        if why := self._unclaimed(mention, passage, best):
            figure = best.claim.figure.id if best is not None and best.verdict is Verdict.NAME else ""
            return Finding(mention, Verdict.SUPPORTED, figure, why=why)
        if best is not None and best.verdict is Verdict.SUPPORTED:
            return self._found(mention, best.verdict, best.claim.figure.id, offered=best.claim.figure.id)
        if of_source := said_by(self.text, mention, self.matter):
            return self._found(mention, Verdict.SUPPORTED, of_source)
        least = RANKS[Verdict.WORD if mention.kind == "word" else Verdict.NOUN]
        if best is None or best.rank >= least or best.verdict is Verdict.WORD:
            found = derived(mention, passage, self.matter, self.text, self._order(mention))
            if found:
                said, result = found
                return self._found(mention, said, result.inputs[0].figure.id, formula=result.formula)
        return self._fault(mention, passage, outcomes, best)

    def _fault(self, mention: Mention, passage: Passage, outcomes: Sequence[Outcome], best: Outcome | None) -> Finding:
        """What is wrong with a mention that no figure says, nor any sum of them."""
        if best is None:
            is_span = mention.unit in SPANS and AGO.search(self.text, mention.start - REACH, mention.start)
            unknown = Verdict.WORD if mention.word else Verdict.UNSUPPORTED
            return Finding(mention, Verdict.SUPPORTED if is_span else unknown, why=self._nearest(mention, passage))
        if best.verdict is Verdict.OUTSIDE and _is_nobodys(best, outcomes, mention):
            return Finding(mention, Verdict.UNSUPPORTED, why=self._nearest(mention, passage))
        fitting = [outcome for outcome in outcomes if outcome.verdict not in {Verdict.NAME, Verdict.UNIT}]
        offered = likeliest(fitting, mention) or best
        if best.verdict is Verdict.NOUN and best.claim.unit == mention.unit:
            why = f"no record knows {', '.join(sorted(passage.strangers))}, of whom this is told"
            return self._found(mention, best.verdict, best.claim.figure.id, why=why)
        return self._found(mention, best.verdict, best.claim.figure.id, offered=offered.claim.figure.id)

    def _nearest(self, mention: Mention, passage: Passage) -> str:
        """The figures nearest to a number that may be meant as none, three at most, each with why it is not that."""
        alike = {claim.figure.id: claim for claim in self._alike(mention, self._units(mention)) if not claim.sources}
        near = sorted(alike.values(), key=lambda claim: distance(mention, claim.interval))[:LISTED]
        why = [
            f"{each.figure.id} ({'denied by' if is_denied(each, mention, passage.view) else 'not in'} its sentence)"
            for each in near
            if mention.word is None
        ]
        return f"{REASONS[Verdict.UNSUPPORTED]}; the nearest: {', '.join(why)}" if why else ""

    def _unclaimed(self, mention: Mention, passage: Passage, best: Outcome | None) -> str:
        """Why a mention claims nothing; empty where it does."""
        if mention.word and OPEN.search(self.text, *passage.view.around):
            return "asked, not claimed"
        is_open = best is None or best.verdict in {Verdict.OUTSIDE, Verdict.AS_FACT, Verdict.OVERPRECISE}
        if is_open and WATCHED.match(passage.sentence) and is_threshold(mention, self.watched):
            return "watched for, not claimed"
        is_other = best is not None and best.verdict is Verdict.NAME
        is_measure = is_other and AGAIN.search(self.text, *passage.view.around) and SUPPOSED.search(passage.sentence)
        return "a measure of what may come, not claimed" if is_measure else ""

    def _found(self, mention: Mention, verdict: Verdict, figure: str, **more: str) -> Finding:
        return Finding(mention, verdict, figure, at=self.matter.at(self.matter.figures[figure]), **more)

    def _outcomes(self, mention: Mention, passage: Passage) -> Iterator[Outcome]:
        units = self._units(mention)
        levels = self._levels(mention, passage)
        near = levels or [*self.matter.nearness.near(mention, units), *self._alike(mention, ())]
        compared = {id(claim): self._compared(mention, claim) for claim in near}
        right = [claim for claim in near if compared[id(claim)] is Verdict.SUPPORTED]
        is_sure = len({claim.figure.id for claim in right}) == 1 and exactness(mention) >= SURE
        is_found = False
        for claim in right:
            outcome = self._outcome(mention, claim, Verdict.SUPPORTED, passage, is_sure=is_sure)
            if outcome:
                is_found = is_found or outcome.verdict is Verdict.SUPPORTED
                yield outcome
        if is_found:
            return  # what the numbers deny cannot come first any more
        for claim in levels or self._alike(mention, units):
            verdict = compared.get(id(claim), Verdict.OUTSIDE)
            if verdict is not Verdict.SUPPORTED and (
                outcome := self._outcome(mention, claim, verdict, passage, is_sure=is_sure)
            ):
                yield outcome
        yield from self._of_other_units(mention)

    def _outcome(
        self, mention: Mention, claim: Claim, verdict: Verdict, passage: Passage, *, is_sure: bool
    ) -> Outcome | None:
        """What comes of a claim with which the number of a mention has been compared; none where it is not meant."""
        fit = fitness(claim, mention, passage.view, passage.before, passage.strangers)
        if fit == MISFIT and mention.magnitude is not None and not is_denied(claim, mention, passage.view):
            fit = 0
        if fit == MISFIT and is_sure and verdict is Verdict.SUPPORTED and self._is_alone(claim, mention, passage):
            fit = 0
        found = self._heard(mention, claim, verdict, fit, passage)
        is_strange = found is Verdict.NAME and is_sure and bool(passage.strangers)
        if is_strange and self._is_denied_by_nobody(mention, claim, passage):
            found = Verdict.NOUN
        return Outcome(rank_of(found, mention), -fit, found, claim) if found else None

    def _levels(self, mention: Mention, passage: Passage) -> list[Claim]:
        """The levels that a mention with one end is of, where it can be of nothing else: broken, watched, at risk."""
        if (mention.low is None) is (mention.high is None):
            return []
        alike = [*self._alike(mention, self._units(mention))]
        levels = [claim for claim in alike if is_threshold_of(mention, claim)]
        is_past = levels and stands(self.text, mention)
        if is_past and not (speaks_ahead(passage.sentence) or crosses(self.text, mention)):
            levels = []  # a past price, and not the very level
        conditions = [] if levels else [claim for claim in alike if is_condition_of(mention, claim)]
        is_ahead = conditions and (CAREFUL.search(passage.sentence) or WATCHED.match(passage.sentence))
        if is_ahead or (METRIC, RISK) in passage.named:
            levels = levels or conditions
        return [claim for claim in levels if not is_denied(claim, mention, passage.view)]

    def _is_alone(self, claim: Claim, mention: Mention, passage: Passage) -> bool:
        """Whether nobody is named where an exact number stands, and no whole is on record that it could be told of."""
        parts = (each for each in self.matter.by_unit.get(claim.unit, ()) if each.subject < claim.subject)
        is_part = any(each.topic.of(METRIC) == claim.topic.of(METRIC) for each in parts)
        return not is_part and not passage.strangers and is_silent(claim, mention, passage.view, passage.before)

    def _is_denied_by_nobody(self, mention: Mention, claim: Claim, passage: Passage) -> bool:
        """Whether nothing but names that nobody knows stands between a number and its figure."""
        return fitness(claim, mention, passage.view, passage.before, frozenset()) != MISFIT

    def _heard(self, mention: Mention, claim: Claim, verdict: Verdict, fit: int, passage: Passage) -> Verdict | None:
        """The verdict on a mention whose number has been compared; none where it cannot mean the claim."""
        if fit == MISFIT or (claim.figure.id == AVERAGE and not is_told(claim, passage)):
            return Verdict.NAME if verdict is Verdict.SUPPORTED and not claim.sources else None
        if claim.sources:
            after = ANAPHORA.search(self.text, mention.end, min(mention.end + FURTHER, len(self.text)))
            told = passage.sentence + (after[0] if after else "")
            if not sets_beside(told, claim, self.matter.sources, is_bound=tells_apart(passage.paragraph)):
                return None
        if verdict in {Verdict.OUTSIDE, Verdict.QUALIFIER} and slipped(mention, claim.interval, self.matter.policy):
            return Verdict.MAGNITUDE
        if verdict in {Verdict.SUPPORTED, Verdict.QUALIFIER}:
            told = max(verdict, self._told(mention, claim, passage), key=RANKS.__getitem__)
            is_loose = (mention.word is not None or mention.unit == TIMES) and not is_told(claim, passage)
            is_loose = is_loose and not is_ordered(self._order(mention), *self.matter.parts(claim))
            return max(told, Verdict.WORD, key=RANKS.__getitem__) if is_loose else told
        return verdict

    def _alike(self, mention: Mention, units: Sequence[str]) -> Iterator[Claim]:
        """The claims in the units of a mention; a bare number may be of a rate."""
        yield from (claim for unit in units for claim in self.matter.by_unit.get(unit, ()))
        yield from self.matter.rates if mention.unit is None and mention.kind == "number" else ()

    def _units(self, mention: Mention) -> list[str]:
        """The units that a mention may be in; a bare number may be an index, a multiple, a count; no flows, money."""
        if is_count(mention.unit) if mention.magnitude is not None else mention.kind == "zero" and mention.unit is None:
            return [*CURRENCIES]
        units = _units(mention)
        if mention.unit == PEOPLE and PEOPLE not in self.matter.by_unit:
            units.append(ACCOUNTS)
        if mention.unit == POINTS:
            units.append(INDEX)
        if mention.unit is None:
            units += self._counted(mention)
        return units

    def _counted(self, mention: Mention) -> Iterator[str]:
        """What a bare number may count: pieces, what the head of its column has, a noun before it."""
        if PIECES.match(self.text, mention.end) or self.heads.above(mention):
            yield from filter(is_count, self.matter.by_unit)
        if mention.text[:1].isdigit():
            before = re.findall(r"[a-z]+", self.layout.lowered[mention.sentence[0] : mention.start])
            yield from sorted({noun for word in before if (noun := self.matter.lexicon.nouns.get(word))})

    def _of_other_units(self, mention: Mention) -> Iterator[Outcome]:
        """The figures that have the number of a mention, but not its unit."""
        is_said = mention.word is None and mention.low is not None
        for claim in self.matter.nearness.same.get((mention.low, mention.high), ()) if is_said else ():
            if claim.unit != mention.unit and not claim.sources:
                verdict = Verdict.NOUN if is_count(claim.unit) and is_count(mention.unit) else Verdict.UNIT
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
        is_level = claim.direction in LEVEL_WORDS
        is_careful = claim.nature is not Nature.MEASURED and CAREFUL.search(self.text, *mention.sentence) is not None
        is_vague = claim.approximate and not is_level and not is_careful
        said, is_computed = levelled(mention) if is_level else mention, not claim.figure.reported
        if is_careful and is_computed and not said.qualifier:  # an estimate is worked out to about so much
            said = replace(said, approximate=True)
        return held_against(said, mirrored(mention, claim), policy, vague=is_vague, computed=is_computed)

    def _told(self, mention: Mention, claim: Claim, passage: Passage) -> Verdict:
        """What is wrong with how a sentence tells a figure whose number it has right."""
        said = mention if claim.direction else without_way(mention, self.text, self.wayless)
        start = self.matter.figures.get(f"{claim.figure.id}.{Part.FROM}")
        is_back = is_turned(mention, claim, start, self.text, self.matter.ways)
        is_back = is_back or is_other_end(mention, claim, self.text)
        is_back = is_back or is_other_way(mention, claim, passage.here[-1] if passage.here else None, self.text)
        way = Verdict.SIGN if is_back else way_told(said, claim, self.wayless, self.matter.ways, passage.view.floor)
        if way is not Verdict.SUPPORTED:
            return way
        if claim.unit == TIMES and is_reversed(self._order(mention), *self.matter.parts(claim)):
            return Verdict.NAME
        if not marks_nature(passage.sentence, claim, self.matter.sources):
            return Verdict.AS_FACT
        around = clause(self.text, mention, passage.view)
        piece = self.text[slice(*around)]
        if is_told_as_done(piece, claim):
            return Verdict.AS_FACT
        behind = SAID_BEHIND.match(self.text, mention.end)
        is_theirs = behind and any(names_source(behind[0], by, self.matter.sources) for by in claim.sources if by)
        is_theirs = is_theirs or SAID_OF_NEXT.match(self.text, mention.end) is not None
        if not is_theirs and misattributes(piece, passage.sentence, claim, self.matter.sources, passage.strangers):
            return Verdict.UNATTRIBUTED
        if not is_theirs and is_of_another(
            self.scanned.speakers(*around), passage.sentence, claim, self.matter.sources
        ):
            return Verdict.UNATTRIBUTED
        source = claim.figure.source
        needs_none = source == MARKET_DATA or claim.nature is Nature.OPINION
        if claim.sources or source is None or needs_none or self._is_free(mention.paragraph, source):
            return Verdict.SUPPORTED
        is_caption = (
            CAPTION.search(self.text, mention.start - 2 * REACH, mention.start)
            and mention.end + 1 >= mention.sentence[1]
        )
        is_named = is_caption or self._is_named(mention.paragraph, passage, source)
        return Verdict.SUPPORTED if is_named else Verdict.UNATTRIBUTED

    def _order(self, mention: Mention) -> Order | None:
        """What a sentence divides by what, where a mention is a multiple."""
        if mention.unit != TIMES:
            return None
        return order_told(self.text, mention, self.scanned.within(*self.layout.stretch(mention.paragraph)))

    def _is_free(self, number: int, source: str) -> bool:
        """Whether a paragraph need not name a source: a label, or a standfirst where the first screen names it."""
        if self.layout.is_label(number) or not self.layout.is_standfirst(number):
            return self.layout.is_label(number)
        return names_source(self.sections.opening, source, self.matter.sources)

    def _is_named(self, number: int, passage: Passage, source: str) -> bool:
        if (number, source) not in self.named:
            before = number - ACROSS_PAGES if self.document.pages else number
            told = self.text[self.document.paragraphs[max(0, before)] : self.document.paragraphs[number + 1]]
            joined = PARTED.sub(r"\1\2", told)
            told = f"{told}\n{joined}\n{passage.paragraph}{self.layout.introduction(number)}"
            is_here = names_source(told, source, self.matter.sources)
            is_here = is_here or names_source(self.declared, source, self.matter.sources)
            venues = {venue for claim in self.matter.claims for venue in claim.topic.of(VENUE)}
            others = [by for by in self.matter.figures.sources if by.casefold() not in venues]
            self.named[number, source] = is_here or self.sections.carries(number, source, others, self.matter.sources)
        return self.named[number, source]


def _units(mention: Mention) -> list[str]:
    """The units that a mention may be in, as far as it says one itself."""
    if mention.unit in YUAN and mention.text.endswith("元"):
        return [*YUAN]
    return [mention.unit] if mention.unit else [INDEX, TIMES]


def _is_nobodys(best: Outcome, outcomes: Sequence[Outcome], mention: Mention) -> bool:
    """Whether a number is far from the only figure that it may mean, or not near to one of several."""
    several = {each.claim.figure.id for each in outcomes if each[:2] == best[:2]}
    near = FAR_OFF if len(several) == 1 else FAR_OFF / 2
    return best.strangeness > -NAMED and distance(mention, best.claim.interval) > near


def _bind(best: Outcome | None, bound: list[Claim], here: list[Claim]) -> None:
    """Keep the figure that a mention means as said last in its paragraph and in its sentence."""
    if best and best.rank <= RANKS[Verdict.SIGN] and best.verdict is not Verdict.WORD:
        bound[:] = [*(claim for claim in bound if claim is not best.claim), best.claim][-KEPT:]
        here.append(best.claim)
