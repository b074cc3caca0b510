"""Judges each mention of a text against the figures of an event (LANGUAGE.md 6.2 to 6.5).

A mention is held against everything that the figures allow a text to say: first its number, then whether its sentence
can be about that figure, then what the sentence says of direction, nature and source. The verdict is that of the
likeliest figure. What fits none, and what the text has not worked out from them, is a discrepancy.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from narrator.audit.absent import absent
from narrator.audit.attributed import misattributed, swapped
from narrator.audit.based import misbased
from narrator.audit.beats import misforecast
from narrator.audit.carried import Sections, asked_once, misquoted
from narrator.audit.cells import misfiled, said_by
from narrator.audit.compare import distance
from narrator.audit.derived import derived
from narrator.audit.evidence import Evidence
from narrator.audit.facets import TOPIC
from narrator.audit.fitting import strangers
from narrator.audit.heads import Heads
from narrator.audit.judged import Judged
from narrator.audit.levels import is_threshold, thresholds
from narrator.audit.markets import misled_movers
from narrator.audit.match import FURTHER, RANKS, WATCHED, Match, likeliest
from narrator.audit.meant import OF_ANOTHER, WRONG, Meaning
from narrator.audit.moved import inverted, misflowed, overdone, strange, unheard
from narrator.audit.opposites import opposed
from narrator.audit.orders import misjudged, misjudged_past, misranked, ordered
from narrator.audit.passages import Passage, carried, views
from narrator.audit.passed import passed
from narrator.audit.scanned import Scanned, without_quoted
from narrator.audit.scope import Scope, meant_by_it, referred
from narrator.audit.sides import reversed_sides
from narrator.audit.superlatives import superlatives
from narrator.audit.times import timed
from narrator.audit.verdicts import REASONS, Finding, Verdict
from narrator.audit.ways import REACH
from narrator.reading.documents import UnreadableError
from narrator.reading.endings import ended
from narrator.reading.layout import ROW
from narrator.reading.mentions import scan
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.cues import Cue
    from narrator.audit.match import Outcome
    from narrator.audit.matter import Matter
    from narrator.audit.topics import Claim
    from narrator.reading.atoms import Mask
    from narrator.reading.documents import Document
    from narrator.reading.mentions import Mention

SPANS = frozenset({"years", "quarters", "months", "weeks", "days", "hours", "minutes"})
ASKED, AGO, SUPPOSED, AGAIN = patterns(__name__, "ASKED", "AGO", "SUPPOSED", "AGAIN")
OPEN, UNREACHED = patterns(__name__, "OPEN", "UNREACHED")
FAR_OFF, NAMED = Decimal("0.9"), 2
"""How far from a number, as a part of the larger, none is meant that is named no better."""
LOOSELY = frozenset({Verdict.NOUN, Verdict.QUALIFIER, Verdict.OUTSIDE})
"""Verdicts on a number that a claim of the records may have: the first quarter above $100 billion."""
KEPT = 24
"""So many figures of a paragraph are kept as said."""


CHECKS = (
    *(misquoted, timed, misbased, inverted, misled_movers, misflowed, misfiled, reversed_sides),
    *(misattributed, swapped, strange, unheard, superlatives, misranked, ordered, misjudged, misforecast),
    *(misjudged_past, passed, absent, opposed, overdone),
)
"""What is asked of a text beside its numbers: quotes, times, moves, cells, sides, names, superlatives, places."""


def audit(document: Document, matter: Matter) -> tuple[Finding, ...]:
    """The verdict on every mention of a text, in order, and on every date that contradicts the figures.

    Raises:
        UnreadableError: there is nothing in the text that can be read.
    """
    if not document.is_readable:
        raise UnreadableError
    document = ended(document, matter.ending)
    reading = scan(document, matter.lexicon)
    hearing = _Hearing(document, matter, reading.masks)
    findings = [*hearing.findings(reading.mentions)]
    judged = Judged(hearing.scanned, hearing.heads, reading.masks, findings)
    told, more = set[int](), [*findings]
    for found in (finding for check in CHECKS for finding in check(judged)):
        places = range(found.mention.start, found.mention.end)
        if told.isdisjoint(places):  # what one check has told, none behind it tells again
            told.update(places)
            more.append(found)
    return tuple(sorted(more, key=lambda finding: finding.mention.start))


class _Hearing:
    """One text before the figures of one event."""

    def __init__(self, document: Document, matter: Matter, masks: Sequence[Mask]) -> None:
        self.document, self.matter, self.masks = document, matter, masks
        self.scanned = Scanned(document, matter, masks)
        self.layout, self.text = self.scanned.layout, self.scanned.text
        self.recent: list[Claim] = []
        self.said = 0
        self.watched = [*thresholds(matter)]

    def findings(self, mentions: Sequence[Mention]) -> Iterator[Finding]:
        """The findings of all mentions, paragraph by paragraph."""
        told = {mention.paragraph for mention in mentions}
        sections, self.heads = Sections(self.layout, told), Heads(self.layout, told, self.matter.ways)
        self.scope, self.evidence = Scope(self.scanned, self.heads, told), Evidence(self.scanned, self.heads, sections)
        self.match = Match(self.evidence, self.heads)
        self.meaning = Meaning(self.match, mentions, self.masks)
        groups = groupby(mentions, key=lambda mention: mention.paragraph)
        found = [finding for number, group in groups for finding in self._paragraph(number, [*group])]
        by = {figure.id: figure.source or "" for figure in self.matter.figures}
        yield from asked_once(found, sections, by)

    def _paragraph(self, number: int, mentions: list[Mention]) -> Iterator[Finding]:
        start, stop = self.layout.stretch(number)
        card = self.scope.card(number, mentions)
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
            stretch = min(self._asked(start, sentence[0]), card if card < start else stop), sentence[1]
            first, last = (bisect_left(cues, end, key=itemgetter(0)) for end in stretch)
            for cue in cues[read:first]:
                before.setdefault(cue.facet, set()).add(cue.value)
            told = [self.scope.headed(mention) for mention in carried(self.text, [*group])]
            end = min(self.layout.standing(number), stretch[1] + FURTHER) if is_label else stretch[1]
            whole = self.text[stretch[0] : max(end, stretch[1])]
            named = frozenset((cue.facet, cue.value) for cue in cues[first:last])
            read = max(read, first)
            about, pairs = without_quoted(cues[first:last], self.text, stretch, told, self.matter.sourced)
            seen = views(self.text, stretch, told, about, is_card=card < start)
            for at, mention in enumerate(told):
                view = self.scope.view(next(seen), mention).with_pair(pairs.get(mention.start, ()))
                unknown = strangers(self.text[slice(*view.around)], self.scanned.common)
                known = referred(whole, named, before, last_said, mention) | meant_by_it(
                    whole, named, self._before(start, sentence[0])
                )
                passage = Passage(whole, paragraph, known, is_label, bound, self.recent, here, view, unknown, named)
                outcomes = self._meant(number if is_bare else None, told, at, passage.beside(told))
                judged.append((mention, passage, outcomes))
                _bind(likeliest(outcomes, mention), bound, here)
        yield from (self._finding(*each) for each in judged)
        self.recent, self.said = (bound, number) if bound else (self.recent, self.said)

    def _before(self, start: int, at: int) -> list[Cue]:
        """The cues of the sentence before one of the same paragraph."""
        return self.scanned.within(self.document.sentence(max(start, at - 1))[0], at)

    def _asked(self, start: int, at: int) -> int:
        """Where a sentence begins, or a short question before it in its paragraph, which says what it is about."""
        asked = ASKED.search(self.text, max(start, at - 2 * REACH), at)
        return asked.start() if asked else at

    def _meant(self, card: int | None, told: Sequence[Mention], at: int, passage: Passage) -> list[Outcome]:
        """What a mention may mean; that of a `card`, whose first lines stand above it, may be on its page."""
        mention = told[at]
        outcomes = [*self.match.outcomes(mention, passage)]
        best = likeliest(outcomes, mention)
        if card is not None and (best is None or best.verdict in OF_ANOTHER):
            alone = self.scope.on_its_page(card, mention, passage)
            found = self.match.outcomes(mention, alone) if alone else ()
            return [outcome for outcome in found if outcome.verdict is Verdict.SUPPORTED] or outcomes
        for spread in self.scope.spreads(told, at) if best and best.verdict is Verdict.OVERPRECISE else ():
            within = [each for each in self.match.outcomes(spread, passage) if each.verdict is Verdict.SUPPORTED]
            outcomes = within or outcomes
        for same in self.scope.in_units(told, at) if best is None or best.verdict is not Verdict.SUPPORTED else ():
            within = [each for each in self.match.outcomes(same, passage) if each.verdict is Verdict.SUPPORTED]
            outcomes = within or outcomes
        return outcomes

    def _finding(self, mention: Mention, passage: Passage, outcomes: Sequence[Outcome]) -> Finding:
        best = likeliest(outcomes, mention)
        if why := self._unclaimed(mention, passage, best):
            figure = best.claim.figure.id if best is not None and best.verdict in OF_ANOTHER else ""
            return Finding(mention, Verdict.SUPPORTED, figure, why=why)
        if best is not None and best.verdict is Verdict.SUPPORTED:
            return self._found(mention, best.verdict, best.claim.figure.id, offered=best.claim.figure.id)
        if of_source := said_by(self.text, mention, self.matter):
            return self._found(mention, Verdict.SUPPORTED, of_source)
        least = RANKS[Verdict.WORD if mention.kind == "word" else Verdict.NOUN]
        if best is None or best.rank >= least or best.verdict is Verdict.WORD:
            found = derived(mention, passage, self.matter, self.text, self.evidence.order(mention))
            if found:
                said, result = found
                return self._found(mention, said, result.inputs[0].figure.id, formula=result.formula)
        return self._fault(mention, passage, outcomes, best)

    def _fault(self, mention: Mention, passage: Passage, outcomes: Sequence[Outcome], best: Outcome | None) -> Finding:
        """What is wrong with a mention that no figure says, nor any sum of them."""
        is_far = best is not None and best.verdict is Verdict.OUTSIDE and _is_nobodys(best, outcomes, mention)
        if best is None or is_far:
            is_ago = mention.unit in SPANS and AGO.search(self.text, mention.start - REACH, mention.start)
            is_span = is_ago and not is_far
            unknown = Verdict.WORD if mention.word and not is_far else Verdict.UNSUPPORTED
            return Finding(mention, Verdict.SUPPORTED if is_span else unknown, why=self._nearest(mention, passage))
        meant = self.meaning.offered(mention, passage, outcomes, best)
        if meant is None and best.verdict in WRONG:
            return Finding(mention, Verdict.UNSUPPORTED, why=self._nearest(mention, passage))
        is_strange = best.verdict is Verdict.NOUN and best.claim.unit == mention.unit and passage.strangers
        names = ", ".join(sorted(passage.strangers)) if is_strange else ""
        why = f"no record knows {names}, of whom this is told" if names else ""
        if meant is None:
            said = why or REASONS[best.verdict].format(best.claim.figure.id)
            why = self._nearest(mention, passage, said) or said
            return self._found(mention, best.verdict, best.claim.figure.id, why=why, offered=None)
        if best.verdict in WRONG:
            best = next(each for each in outcomes if each.claim is meant)
        return self._found(mention, best.verdict, best.claim.figure.id, why=why, offered=meant.figure.id)

    def _nearest(self, mention: Mention, passage: Passage, why: str = REASONS[Verdict.UNSUPPORTED]) -> str:
        """Why a number means no figure, with the figures nearest to it; nothing where there are none."""
        near = self.meaning.nearest(mention, passage)
        return f"{why}; the nearest: {near}" if near else ""

    def _unclaimed(self, mention: Mention, passage: Passage, best: Outcome | None) -> str:
        """Why a mention claims nothing; empty where it does."""
        if mention.word and OPEN.search(self.text, *passage.view.around):
            return "asked, not claimed"
        is_open = best is None or best.verdict is not Verdict.SUPPORTED
        if is_open and WATCHED.match(passage.sentence) and is_threshold(mention, self.watched):
            return "watched for, not claimed"
        if best is not None and best.verdict is Verdict.OUTSIDE and best.claim.interval.high is not None:
            before = self.text[max(mention.sentence[0], mention.start - REACH) : mention.start]
            if UNREACHED.search(before) and best.claim.interval.high < (mention.low or 0):
                return "said not to have been reached"
        measured = self.matter.sized.get((mention.low, mention.high, mention.unit), ()) if is_open else ()
        if any((TOPIC, topic) in passage.named for topic in measured):
            return "stands in what a record measures"
        said = (mention.low, mention.high, mention.unit)
        is_loose = is_open and best is not None and best.verdict in LOOSELY
        if is_loose and best is not None and best.claim.figure.id in self.matter.stated.get(said, ()):
            return "stands in what a record says"
        is_rough = is_open and mention.magnitude is not None and len(mention.text) > 1
        if is_rough and any(mention.text in told for told in self.matter.told):
            return "stands in what a record says"
        is_other = best is not None and best.verdict in OF_ANOTHER
        is_measure = is_other and AGAIN.search(self.text, *passage.view.around) and SUPPOSED.search(passage.sentence)
        return "a measure of what may come, not claimed" if is_measure else ""

    def _found(self, mention: Mention, verdict: Verdict, figure: str, offered: str | None = "", **more: str) -> Finding:
        return Finding(mention, verdict, figure, offered, at=self.matter.at(self.matter.figures[figure]), **more)


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
