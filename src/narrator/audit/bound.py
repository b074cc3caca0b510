"""Judges a text of which it is known, for each number, which figure it prints (STORY.md 5).

Nothing is guessed: a number is held against its own figure, and against what is said beside that one. A number that is
bound to no figure is a discrepancy, unless the records hold it as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.compare import held_against, mirrored, worded
from narrator.audit.facets import SIDE
from narrator.audit.levels import CASE, as_said, is_threshold, levelled, thresholds
from narrator.audit.match import RANKS
from narrator.audit.moments import contradicted, told_in
from narrator.audit.spells import texts_of
from narrator.audit.topics import Claim, Topic
from narrator.audit.verdicts import Finding, Verdict
from narrator.audit.voices import marks_nature, sets_beside
from narrator.audit.ways import way_told
from narrator.audit.windows import is_length
from narrator.model.figure import DoubtKind, Role
from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES, Interval, Kind, kind_of
from narrator.reading.atoms import REACH
from narrator.reading.context import NEGATIVE, lead
from narrator.reading.endings import ended
from narrator.reading.layout import Layout
from narrator.reading.mentions import mention_of, scan, without_names
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import BELOW, CARDINALS, LEAST, MORE, MOST, UP_TO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from narrator.audit.matter import Matter
    from narrator.reading.documents import Document
    from narrator.reading.mentions import Mention

WORD, DIGITS = lazy(r"[^\W\d]+"), lazy(r"\d")
HUNDRED, ZERO = 100, lazy(r"\b(?:zero|unchanged|no change)\b", re.IGNORECASE)
BOUNDS = frozenset({MORE, LEAST, BELOW, MOST, UP_TO})
EXTREMES = (".high", ".low")
"""What a price went as high as is no bound."""
REPLACED = (Role.SUPERSEDED, Role.STALE)
NO_FIGURE = "no figure is bound to this number"
UNREAD = "no number can be read in what is printed of {}"
BESIDE = "this is said beside {}, and the sentence does not say so"
(SAID_OF,) = patterns(__name__, "SAID_OF")


class Span(NamedTuple):
    """Where a text prints a figure, and in which words; line and column are 1-based, in the source."""

    line: int
    column: int
    figure: str
    text: str


def audit_bound(document: Document, matter: Matter, spans: Iterable[Span]) -> tuple[Finding, ...]:
    """What a text says otherwise than the figures that its numbers are bound to, in the order of the text."""
    return tuple(sorted(_Reading(document, matter, spans).findings(), key=lambda finding: finding.mention.start))


class _Reading:
    """One text with its bound numbers."""

    def __init__(self, document: Document, matter: Matter, spans: Iterable[Span]) -> None:
        document = ended(document, matter.ending)
        self.document, self.matter = document, matter
        self.layout = Layout(document)
        self.text = self.layout.text
        self.bound = sorted((*_offsets(document, span), span.figure) for span in spans)
        read = scan(document, matter.lexicon, [edge for start, end, _ in self.bound for edge in (start, end)])
        self.mentions, self.masks = read
        self.plain = without_names(self.text, self.masks)

    @cached_property
    def typed(self) -> frozenset[str]:
        """The texts of the records, in small letters."""
        typed = texts_of(self.matter.event.file.model_dump(exclude={"commentary", "outlook"}))
        return frozenset(text.casefold() for text in typed if " " in text)

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong."""
        watched = [*thresholds(self.matter)] if self.mentions else ()
        starts = [start for start, _, _ in self.bound]
        read: set[int] = set()
        for _, group in groupby(self.mentions, key=lambda mention: mention.sentence):
            mentions = [*group]
            told = told_in(self.text, mentions[0].sentence, self.masks, self.layout)
            for number, mention in enumerate(mentions):
                at = bisect_right(starts, mention.end - 1) - 1
                if at < 0 or self.bound[at][1] <= mention.start:
                    if not (self._is_worded(mention) or is_threshold(mention, watched) or self._holds(mention)):
                        yield Finding(mention, Verdict.UNSUPPORTED, why=NO_FIGURE)
                    continue
                read.add(at)
                start, _, figure = self.bound[at]
                yield from self._held(mention, figure, start, mentions[number - 1].end if number else 0)
                when = contradicted(mention, told, mentions, self.matter.figures[figure], self.matter)
                if when:
                    why = f"the window of {figure} is not {' '.join(when.text.split())}"
                    yield self._finding(mention, Verdict.DATE, figure, why)
        masked = [(mask.start, mask.end) for mask in self.masks]
        for at, (start, end, figure) in enumerate(self.bound):
            is_left_out = not self.text[start:end].strip() or any(a < end and start < b for a, b in masked)
            if at not in read and not is_left_out and not self._is_said(start, end, figure):
                mention = mention_of(self.text[start:end], start, self.document)
                yield self._finding(mention, Verdict.UNSUPPORTED, figure, UNREAD.format(figure))

    def _is_said(self, start: int, end: int, figure: str) -> bool:
        """Whether a phrase needs no number: there is no value, it is zero, or a count in words."""
        if not self.matter.figures[figure].is_printable or self._is_word(start, end, figure):
            return True
        said = ZERO.search(self.text, start, end) is not None
        return said and any(claim.interval.low == claim.interval.high == 0 for claim in self._claims(figure))

    def _names(self, unit: str, start: int, stop: int) -> bool:
        """Whether a sentence has the noun that a figure counts: listed funds numbered nine."""
        words = WORD.findall(self.text[start:stop].lower())
        return kind_of(unit) is Kind.COUNT and any(self.matter.lexicon.nouns.get(word) == unit for word in words)

    def _is_word(self, start: int, end: int, figure: str) -> bool:
        """Whether a phrase is a count in words, with its bound or both its ends, in a sentence that has its noun."""
        words = self.text[start:end].lower().split()
        numbers = [CARDINALS[word] for word in words if word in CARDINALS]
        qualifier = lead(" ".join(takewhile(lambda word: word not in CARDINALS, words))).qualifier

        def says(low: Decimal | None, high: Decimal | None) -> bool:
            point = low if low == high else None
            limit = {MORE: low, LEAST: low, BELOW: high, MOST: high}.get(qualifier, point)
            return numbers == ([low, high] if numbers[1:] else [limit])

        is_said = any(says(claim.interval.low, claim.interval.high) for claim in self._claims(figure))
        return is_said and self._names(self.matter.figures[figure].unit, *self.document.sentence(start))

    def _finding(self, mention: Mention, verdict: Verdict, figure: str, why: str = "") -> Finding:
        return Finding(mention, verdict, figure, why=why, at=self.matter.at(self.matter.figures[figure]))

    def _is_bounded_twice(self, mention: Mention, start: int) -> bool:
        """Whether a bound stands before a phrase that has its own, or is a range: more than $1-2 million."""
        before = self.plain[max(mention.sentence[0], start - REACH) : start]
        said = lead(before).qualifier if before.endswith(" ") else ""
        return said in BOUNDS and (said != mention.qualifier or mention.kind == "range")

    def _held(self, mention: Mention, figure: str, start: int, floor: int) -> Iterator[Finding]:
        """A number against its figure; its phrase begins at `start`, and a verb behind `floor` can be about it."""
        sentence = self._sentence(mention)
        told = self._above(mention) + sentence
        verdicts = [
            (self._verdict(mention, claim, sentence, floor), self._stands(told, claim), claim)
            for claim in self._claims(figure)
        ]
        spread = Verdict.OVERPRECISE  # within all that is said, a number is still none of it
        verdicts = [each for each in verdicts if (each[0], each[2].sources) != (spread, ("",))]
        best = min(verdicts, key=lambda each: (RANKS[each[0]], not each[1]), default=None)
        if best is None:
            yield self._finding(mention, Verdict.OUTSIDE, figure)
            return
        verdict, stands, _ = best
        if verdict is Verdict.SUPPORTED and self._is_bounded_twice(mention, start):
            verdict = Verdict.QUALIFIER
        if verdict is not Verdict.SUPPORTED:
            yield self._finding(mention, verdict, figure)
        elif not stands:
            yield self._finding(mention, Verdict.OUTSIDE, figure, BESIDE.format(figure))

    def _stands(self, told: str, claim: Claim) -> bool:
        """Whether a sentence, or the one before it, says of a value beside a figure that it is one, or whose it is."""
        return not claim.sources or sets_beside(told, claim, self.matter.sources, is_bound=True)

    def _claims(self, figure_id: str) -> Iterator[Claim]:
        """What may be printed of a figure: itself, and every value that is told beside it."""
        figure = self.matter.figures[figure_id]
        claims = [claim for claim in self.matter.claims if claim.figure.id == figure_id]
        yield from (claim for claim in claims if claim.sources or claim.interval == figure.interval)
        topic = claims[0].topic if claims else Topic({})
        for report in (report for role in REPLACED for report in figure.by_role(role)):
            if (past := report.quantity) and not past.interval.is_empty:
                way, whose = past.direction or figure.direction, (report.source, "")
                yield Claim(figure, past.interval, past.unit, topic, way, report.nature, past.approximate, whose)
        for doubt in figure.doubts:
            said = doubt.quantity
            if doubt.kind is not DoubtKind.QUARANTINED:
                way, by = said.direction or figure.direction, (*doubt.tellers, "")
                yield Claim(figure, said.interval, said.unit, topic, way, doubt.nature, said.approximate, by)

    def _sentence(self, mention: Mention) -> str:
        """The words that may say what a number is: its sentence, or a label with what stands under it."""
        start, stop = mention.sentence
        if self.layout.is_label(mention.paragraph):
            stop = max(stop, self.layout.standing(mention.paragraph))
        return self.text[start:stop]

    def _above(self, mention: Mention) -> str:
        """The sentence before that of a number in its paragraph."""
        start = self.layout.stretch(mention.paragraph)[0]
        last = self.document.sentence(max(start, mention.sentence[0] - 2))
        return self.text[max(start, last[0]) : mention.sentence[0]]

    def _verdict(self, mention: Mention, claim: Claim, sentence: str, floor: int) -> Verdict:
        is_negative = NEGATIVE.search(self.text[max(0, mention.start - REACH) : mention.start]) is not None
        if is_negative and claim.direction is None and (claim.interval.low or 0) > 0:
            return Verdict.SIGN
        found = self._compared(mention, claim)
        if found not in {Verdict.SUPPORTED, Verdict.QUALIFIER}:
            return found
        cell = self.text.rfind(" | ", mention.sentence[0], mention.start)
        way = way_told(mention, claim, self.text, self.matter.ways, max(floor, cell))
        of, is_macro = claim.figure, is_of(claim.figure.id, Group.MACRO)
        is_bare = is_macro and of.direction is None and claim.interval == of.interval  # the rise in rates fell to 2%
        is_named = is_bare or (claim.direction is None and (mention.direction is None or is_macro))
        if way is Verdict.SIGN and not is_named:
            return way  # a verb near a figure without a direction may be part of its name: prices rose 2.9%
        if not marks_nature(sentence, claim, self.matter.sources) and not self._is_said_of(mention):
            return Verdict.AS_FACT
        return found

    def _is_said_of(self, mention: Mention) -> bool:
        """Whether its paragraph goes on to say what the figure is."""
        return SAID_OF.search(self.text, mention.end, self.layout.stretch(mention.paragraph)[1]) is not None

    def _compared(self, mention: Mention, claim: Claim) -> Verdict:
        policy = self.matter.policy
        units = {mention.unit} if mention.unit else {INDEX, TIMES}
        if self._goes_on(mention):
            units |= {INDEX, TIMES}
        if mention.unit == POINTS:
            units.add(INDEX)
        is_named = mention.unit is None and self._names(claim.unit, *mention.sentence)
        if claim.unit not in units and not is_named and not (mention.kind == "zero" and mention.unit is None):
            return Verdict.UNIT
        if mention.word is not None:
            return worded(mention, claim, policy)
        if mention.low is None and mention.high is None:
            return Verdict.OUTSIDE
        said, is_vague = as_said(mention, claim, self.text)
        interval = mirrored(mention, claim)
        if interval.is_point and CASE.search(self._sentence(mention)):
            said = levelled(said)
        if not claim.figure.id.endswith(EXTREMES) and _is_made_up(said, interval):
            return Verdict.QUALIFIER
        return held_against(said, interval, policy, vague=is_vague, computed=not claim.figure.reported)

    def _goes_on(self, mention: Mention) -> bool:
        """Whether what is read as the noun of a number stands behind its phrase: the ratio of 1.25 stays low."""
        at = bisect_right(self.bound, mention.start, key=lambda bound: bound[0]) - 1
        return at >= 0 and self.bound[at][1] < mention.end

    def _is_worded(self, mention: Mention) -> bool:
        """Whether a number is the length of a window; or in words counts what stands in the text or in the records."""
        if DIGITS.search(mention.text) or is_length(mention, self.matter.figures):
            return is_length(mention, self.matter.figures)
        return mention.is_in_passing or any(mention.text.casefold() in text for text in self.typed)

    def _holds(self, mention: Mention) -> bool:
        """Whether a word, which a signal let stand, is true of a share of the event, or of what it leaves."""
        claims = self.matter.claims if mention.word is not None else ()
        both = (each for claim in claims for each in (claim, *_other_side(claim)))
        return any(worded(mention, claim, self.matter.policy) is Verdict.SUPPORTED for claim in both)


def _other_side(claim: Claim) -> Iterator[Claim]:
    """What the share of one side leaves to the other."""
    if claim.topic.is_share and claim.topic.of(SIDE) and claim.unit == PERCENT:
        said = claim.interval
        low, high = (None if end is None else HUNDRED - end for end in (said.high, said.low))
        yield replace(claim, interval=Interval(low, high, said.high_open, said.low_open))


def _is_made_up(mention: Mention, said: Interval) -> bool:
    """Whether a bound is told of what has none; the floor of a range may be."""
    if mention.low is None:
        return said.low is not None
    return mention.high is None and said.is_point


def _offsets(document: Document, span: Span) -> tuple[int, int]:
    """The offsets of a span in the plain text."""
    at = document.lines[span.line - 1] + span.column - 1
    return _plain(document, at), _plain(document, at + len(span.text) - 1) + 1


def _plain(document: Document, at: int) -> int:
    plain, origin = document.origin
    piece = bisect_right(origin, at) - 1
    most = plain[piece + 1] if piece + 1 < len(plain) else len(document.text)
    return min(plain[piece] + at - origin[piece], most)
