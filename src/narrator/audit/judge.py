"""Judges each mention of a text against the figures of an event (LANGUAGE.md 6.2 to 6.5).

A mention is held against everything that the figures allow a text to say: first its number, then whether its sentence
can be about that figure, then what the sentence says of direction, nature and source. The verdict is that of the
likeliest figure. What fits none, and what the text has not worked out from them, is a discrepancy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.compare import ABOUT, held_against
from narrator.audit.cues import ALL, TOGETHER, forms, vocabulary
from narrator.audit.dates import mention_of, misdated, texts_of
from narrator.audit.derived import results
from narrator.audit.fitting import FAMILIAR, MISFIT, fitness, has_stranger, is_denied, names_another
from narrator.audit.lexicon import Lexicon
from narrator.audit.mentions import scan
from narrator.audit.passages import ROW, views
from narrator.audit.topics import ASSET, FORCED, METRIC, PART, SIDE, TOPIC, VENUE, WHO, claims_of
from narrator.audit.verdicts import Finding, Verdict
from narrator.audit.voices import CAREFUL, marks_nature, names_source, sets_beside
from narrator.model.quantity import CURRENCIES, INDEX, MEASURES, PERCENT, POINTS, TIMES, Direction, Interval, is_ticker
from narrator.model.report import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrator.audit.cues import Cue, Vocabulary
    from narrator.audit.documents import Document
    from narrator.audit.mentions import Mask, Mention
    from narrator.audit.passages import View
    from narrator.audit.topics import Claim
    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.name import Names
    from narrator.model.policy import Policy
    from narrator.model.problem import Location
    from narrator.model.source import Sources

POSITIVE = frozenset({Direction.INFLOW, Direction.UP, Direction.GAIN, Direction.ABOVE})
LEVELS = frozenset({Direction.BELOW, Direction.ABOVE})
MOVES = frozenset({Direction.UP, Direction.DOWN})
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
CLOSING, STOPS = ' \n|*_)]"”’»」', (".", "!", "?", "。", "！", "？", ":", "：", "…")
LONGEST_LIST, REACH = 12, 24
WAYS = (
    (
        Direction.GAIN,
        re.compile(
            r"\b(?:gain(?:ed|ing|s)?|won|winning|earn(?:ed|ing)|profit(?:ed|ing)|add(?:ed|ing)|t(?:ook|aking) in)\b"
        ),
    ),
    (
        Direction.LOSS,
        re.compile(r"\b(?:los(?:t|es|ing)|pa(?:id|ying) out|bled|bleeding|shed(?:ding)?|g(?:ave|iving) (?:up|back))\b"),
    ),
    (Direction.UP, re.compile(r"\b(?:ris(?:e|es|ing)|rose|jump\w*|climb\w*)\b")),
    (Direction.DOWN, re.compile(r"\b(?:fall(?:s|ing)?|fell|drop\w*|declin\w*|slid\w*)\b")),
)
"""Verbs that say which way, where the reading found no other word."""
LABELLED = re.compile("[,:]")
OWN_NAMING, CARD = frozenset({ASSET, SIDE, VENUE, TOPIC, PART}), 8
NAMING = OWN_NAMING | {WHO, METRIC}
CAPTION = re.compile(r": (?:[a-z]+ )*$")
SPANS = frozenset({"years", "quarters", "months", "weeks", "days", "hours", "minutes"})
AGO = re.compile(r"\b(?:past|last|next|previous|coming|recent|first|within|for) $")
OPENING, ACROSS_PAGES = 12, 4
"""The standfirst is one of so many paragraphs at the top."""
OPEN = re.compile(r"\b(?:whether|cannot be (?:told|said)|nobody (?:knows|can tell))\b|是否")
"""What is asked is not claimed."""
LOOSE = RANKS[Verdict.NOUN]
"""The rank of a bound that is true and says little: any smaller number would be."""
GAPS = (
    "gap",
    "difference",
    "differ",
    "more than",
    "less than",
    "ahead",
    "excess",
    "swing",
    "apart",
    "left",
    "net",
    "差",
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a text is held against."""

    event: Event
    figures: Figures
    sources: Sources
    policy: Policy
    lexicon: Lexicon
    vocabulary: Vocabulary
    claims: tuple[Claim, ...]
    by_unit: Mapping[str, tuple[Claim, ...]]
    familiar: frozenset[str]
    speakers: Mapping[str, tuple[str, ...]]

    def at(self, figure: Figure) -> Location:
        """Where the record of a figure stands; of a computed one, that of its first input."""
        origin = figure.derived_from[0] if figure.derived_from else figure.id
        measurement = self.event.measurements.get(origin)
        return measurement.at if measurement else self.event.place(origin)


class Outcome(NamedTuple):
    """What came of holding a mention against one claim; the smaller rank is the likelier one, then the better fit."""

    rank: int
    strangeness: int
    verdict: Verdict
    claim: Claim


@dataclass(slots=True)
class Passage:
    """Where a mention stands: its sentence, its paragraph, what was named before it, what the paragraph has said."""

    sentence: str
    paragraph: str
    before: dict[str, set[str]]
    is_label: bool
    bound: list[Claim]


def matter_of(  # noqa: PLR0913, PLR0917  # all that the stages before know
    event: Event, figures: Figures, sources: Sources, names: Names, policy: Policy, terms: Iterable[str] = ()
) -> Matter:
    """What the texts about an event are held against; `terms` are names with digits of the workspace."""
    claims = claims_of(event, figures, names)
    by_unit: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        by_unit[claim.unit] = (*by_unit.get(claim.unit, ()), claim)
    nouns = {claim.unit for claim in claims if _is_count(claim.unit)}
    said = {text: (speaker and names.find(speaker)) or None for text, speaker in _quotes(event)}
    lexicon = Lexicon.of(names, terms, nouns, said)
    known = [form for name in names.entries for form in (name.ticker or "", *name.forms.values(), *name.aliases)]
    known += [form for source in sources.entries for form in (source.name, *source.aliases)]
    known += texts_of(event.file.model_dump())
    familiar = FAMILIAR.union(re.findall(r"[a-z]+", " ".join(known).lower()))
    speakers = {_plain(text): tuple(forms(name)) for text, name in said.items() if name}
    words = vocabulary(event, figures, names)
    return Matter(event, figures, sources, policy, lexicon, words, claims, by_unit, familiar, speakers)


def _quotes(event: Event) -> Iterator[tuple[str, str | None]]:
    """What people said and what is said of them, as it stands in the records, with the speaker."""
    file = event.file
    for record in (*file.statements.values(), *file.claims.values(), *file.unconfirmed.values()):
        for words in (getattr(record, "quote", None), getattr(record, "text", None)):
            for text in words.values() if isinstance(words, dict) else [words] if words else []:
                yield text, getattr(record, "who", None)


def _plain(text: str) -> str:
    return re.sub(r"['’‘\"“”]", "'", " ".join(text.split()))


def _misquoted(document: Document, masks: Iterable[Mask], matter: Matter) -> Iterator[Finding]:
    """Quotes that stand in the records, in paragraphs that do not name who said them."""
    for mask in masks:
        speaker = matter.speakers.get(_plain(mask.text)) if mask.kind == "name" else None
        if speaker:
            number = document.paragraph(mask.start)
            paragraph = document.text[document.paragraphs[number] : document.paragraphs[number + 1]]
            if not any(form in paragraph for form in speaker):
                why = f"these are the words of {speaker[0]}"
                yield Finding(mention_of(mask, document), Verdict.NAME, why=why)


def audit(document: Document, matter: Matter) -> tuple[Finding, ...]:
    """The verdict on every mention of a text, in order, and on every date that contradicts the figures."""
    reading = scan(document, matter.lexicon)
    findings = [*_Hearing(document, matter).findings(reading.mentions)]
    dates = misdated(document, reading.masks, findings, matter.event, matter.figures)
    quotes = _misquoted(document, reading.masks, matter)
    return tuple(sorted((*findings, *dates, *quotes), key=lambda finding: finding.mention.start))


class _Hearing:
    """One text before the figures of one event."""

    def __init__(self, document: Document, matter: Matter) -> None:
        self.document, self.matter = document, matter
        rows = re.sub(r"(?<!\n)\n(?=[A-Z])", ROW, document.text) if document.pages else document.text
        self.text = rows.replace("\n", " ")
        self.lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in self.text)
        self.claims = matter.claims
        self.common = frozenset(re.findall(r"\b[a-z]+\b", self.text)) | matter.familiar
        self.named: dict[tuple[int, str], bool] = {}

    def findings(self, mentions: Sequence[Mention]) -> Iterator[Finding]:
        """The findings of all mentions, paragraph by paragraph."""
        self.told = {mention.paragraph for mention in mentions}
        for number, group in groupby(mentions, key=lambda mention: mention.paragraph):
            yield from self._paragraph(number, [*group])

    def _stretch(self, number: int) -> tuple[int, int]:
        return self.document.paragraphs[number], self.document.paragraphs[number + 1]

    def _cues(self, stretch: tuple[int, int]) -> list[Cue]:
        return [*self.matter.vocabulary.cues(self.text, self.lowered, *stretch)]

    def _paragraph(self, number: int, mentions: list[Mention]) -> Iterator[Finding]:
        start, stop = self._stretch(number)
        card = self._card(number, mentions)
        cues = self._cues((card, stop))
        starts = [cue.start for cue in cues]
        before = self._heading(number)
        bound: list[Claim] = []
        is_label = self._is_label(number) or self._is_standfirst(number)
        paragraph, read = self.text[card:stop], 0
        for sentence, group in groupby(mentions, key=lambda mention: mention.sentence):
            stretch = (min(card, sentence[0]) if card < start else sentence[0]), sentence[1]
            first, last = (bisect_left(starts, end) for end in stretch)
            for cue in cues[read:first]:
                before.setdefault(cue.facet, set()).add(cue.value)
            read = max(read, first)
            told = [*group]
            whole = self.text[stretch[0] : self._standing(number) if is_label else stretch[1]]
            passage = Passage(whole, paragraph, before, is_label, bound)
            for mention, view in zip(
                told, views(self.text, stretch, told, cues[first:last], is_card=card < start), strict=True
            ):
                yield self._finding(mention, view, passage)

    def _card(self, number: int, mentions: Sequence[Mention]) -> int:
        """Where the lines begin that a label belongs to: a line without a subject has that of the lines above."""
        start, stop = self._stretch(number)
        is_row = " | " in self.text[start:stop].lstrip(" |")
        own = OWN_NAMING if LABELLED.search(self.text, start, mentions[0].start) is None else NAMING
        inside = [(mention.start, mention.end) for mention in mentions]
        free = (cue for cue in self._cues((start, stop)) if not any(a <= cue.start < b for a, b in inside))
        is_named = any(cue.facet in own for cue in free) or has_stranger(self.text[start:stop], self.common)
        if is_row or is_named or not self._is_label(number):
            return start
        for above in range(number - 1, max(-1, number - CARD), -1):
            if not self._is_label(above):
                break
            start, stop = self._stretch(above)
            if above not in self.told and any(cue.facet in NAMING for cue in self._cues((start, stop))):
                break
        return start

    def _standing(self, number: int) -> int:
        """Where a label ends with the two lines under it, which may say how sure it is."""
        last = number
        while last < min(number + 2, len(self.document.paragraphs) - 2) and self._is_label(last + 1):
            last += 1
        return self._stretch(last)[1]

    def _heading(self, number: int) -> dict[str, set[str]]:
        """What the heading above a paragraph names; the title of the text counts for no paragraph."""
        named: dict[str, set[str]] = {}
        for above in range(number - 1, max(0, number - 40), -1):
            if self._is_label(above) and "|" not in self.text[slice(*self._stretch(above))]:
                for cue in self._cues(self._stretch(above)):
                    named.setdefault(cue.facet, set()).add(cue.value)
                break
        return named

    def _is_label(self, number: int) -> bool:
        """Whether a paragraph is a title, a heading, a caption, a row of a table: it ends in no full stop."""
        text = self.text[slice(*self._stretch(number))].rstrip(CLOSING)
        return not text.endswith(STOPS)

    def _is_standfirst(self, number: int) -> bool:
        """Whether a paragraph is one sentence between the title and what stands under it."""
        labels = number > 0 and self._is_label(number - 1) and number + 2 < len(self.document.paragraphs)
        start, stop = self._stretch(number)
        return (
            number < OPENING
            and labels
            and self._is_label(number + 1)
            and self.document.sentence(start)[1] + 2 >= len(self.text[:stop].rstrip())
        )

    def _finding(self, mention: Mention, view: View, passage: Passage) -> Finding:
        if mention.word and OPEN.search(self.text, *view.around):
            return Finding(mention, Verdict.SUPPORTED, why="asked, not claimed")
        is_strange = has_stranger(self.text[slice(*view.around)], self.common)
        outcomes = [*self._outcomes(mention, view, passage, is_strange=is_strange)]
        best = min(outcomes, default=None, key=lambda outcome: outcome[:2])
        if best is None or best.rank >= RANKS[Verdict.NAME] or best.verdict is Verdict.WORD:
            found = self._derived(mention, view, passage, is_strange=is_strange)
            if found:
                return found
        if best is None:
            is_span = mention.unit in SPANS and AGO.search(self.text, mention.start - REACH, mention.start)
            unknown = Verdict.WORD if mention.word else Verdict.UNSUPPORTED
            return Finding(mention, Verdict.SUPPORTED if is_span else unknown)
        if best.rank <= RANKS[Verdict.SIGN]:
            passage.bound.append(best.claim)
        fitting = [outcome for outcome in outcomes if outcome.verdict not in {Verdict.NAME, Verdict.UNIT}]
        offered = min(fitting, default=best, key=lambda outcome: outcome[:2])
        return self._found(mention, best.verdict, best.claim.figure.id, offered=offered.claim.figure.id)

    def _found(self, mention: Mention, verdict: Verdict, figure: str, **more: str) -> Finding:
        return Finding(mention, verdict, figure, at=self.matter.at(self.matter.figures[figure]), **more)

    def _outcomes(self, mention: Mention, view: View, passage: Passage, *, is_strange: bool) -> Iterator[Outcome]:
        for claim in self._alike(mention):
            fit = fitness(claim, mention, view, passage.before, is_strange=is_strange)
            if fit == MISFIT and mention.magnitude is not None and not is_denied(claim, mention, view):
                fit = 0
            verdict = self._compared(mention, claim)
            if fit > MISFIT and claim.sources and not sets_beside(passage.sentence, claim, self.matter.sources):
                continue
            if fit == MISFIT:
                if verdict is not Verdict.SUPPORTED or claim.sources:
                    continue
                verdict = Verdict.NAME
            elif verdict in {Verdict.SUPPORTED, Verdict.QUALIFIER}:
                verdict = max(verdict, self._told(mention, claim, passage), key=RANKS.__getitem__)
            is_loose = verdict is Verdict.QUALIFIER and (mention.low is None or mention.high is None)
            yield Outcome(LOOSE if is_loose else RANKS[verdict], -fit, verdict, claim)
        yield from self._of_other_units(mention)

    def _alike(self, mention: Mention) -> Iterator[Claim]:
        """The claims in the unit of a mention; a bare number may be of an index, a multiple or a count."""
        if mention.magnitude is not None and _is_count(mention.unit):
            yield from (claim for unit in CURRENCIES for claim in self.matter.by_unit.get(unit, ()))
            return
        units = [mention.unit] if mention.unit else [INDEX, TIMES]
        if mention.unit == POINTS:
            units.append(INDEX)
        for unit in units:
            if unit:
                yield from self.matter.by_unit.get(unit, ())

    def _of_other_units(self, mention: Mention) -> Iterator[Outcome]:
        """The figures that have the number of a mention, but not its unit."""
        for claim in self.claims:
            if claim.unit != mention.unit and mention.word is None and mention.low is not None:
                is_same = (mention.low, mention.high) == (claim.interval.low, claim.interval.high)
                if is_same and not claim.sources:
                    verdict = Verdict.NOUN if _is_count(claim.unit) and _is_count(mention.unit) else Verdict.UNIT
                    yield Outcome(RANKS[verdict], 0, verdict, claim)

    def _compared(self, mention: Mention, claim: Claim) -> Verdict:
        policy = self.matter.policy
        if mention.magnitude is not None:
            least, most = mention.magnitude
            low, high = claim.interval.low, claim.interval.high
            return Verdict.SUPPORTED if low and high and least <= low and high < most else Verdict.MAGNITUDE
        if mention.word is not None:
            return _worded(mention, claim, policy)
        if mention.low is None and mention.high is None:
            return Verdict.OUTSIDE
        is_level = claim.direction in LEVELS
        is_careful = claim.nature is not Nature.MEASURED and CAREFUL.search(self.text, *mention.sentence) is not None
        is_vague = claim.approximate and not is_level and not is_careful
        told, is_computed = _levelled(mention) if is_level else mention, not claim.figure.reported
        return held_against(told, claim.interval, policy, vague=is_vague, computed=is_computed)

    def _told(self, mention: Mention, claim: Claim, passage: Passage) -> Verdict:
        """What is wrong with how a sentence tells a figure whose number it has right."""
        if _is_reversed(mention, self._way(mention), claim):
            return Verdict.SIGN
        if not marks_nature(passage.sentence, claim, self.matter.sources):
            return Verdict.AS_FACT
        source = claim.figure.source
        is_caption = (
            CAPTION.search(self.text, mention.start - REACH, mention.start) and mention.end + 1 >= mention.sentence[1]
        )
        if claim.sources or source is None or passage.is_label or is_caption or claim.nature is Nature.OPINION:
            return Verdict.SUPPORTED
        is_named = self._is_named(mention.paragraph, passage, source)
        return Verdict.SUPPORTED if is_named else Verdict.UNATTRIBUTED

    def _way(self, mention: Mention) -> Direction | None:
        """Which way a mention says, by its reading or by a verb right before it."""
        before = max(mention.sentence[0], mention.start - REACH), mention.start
        verbs = (way for way, words in WAYS if words.search(self.text, *before))
        return next(verbs, mention.direction) if mention.direction in {None, Direction.UP} else mention.direction

    def _is_named(self, number: int, passage: Passage, source: str) -> bool:
        if (number, source) not in self.named:
            before = number - ACROSS_PAGES if self.document.pages else number
            told = self.text[self.document.paragraphs[max(0, before)] : self.document.paragraphs[number + 1]]
            told = re.sub("‐[ \x1f]", "", told) + passage.paragraph + self._introduction(number)
            self.named[number, source] = names_source(told, source, self.matter.sources)
        return self.named[number, source]

    def _introduction(self, number: int) -> str:
        """The line with a colon that opens the list in which a paragraph stands."""
        for above in range(number - 1, max(-1, number - LONGEST_LIST), -1):
            text = self.text[slice(*self._stretch(above))].strip()
            if text.endswith((":", "：")):
                return text
            if self._is_label(above):
                break
        return ""

    def _derived(self, mention: Mention, view: View, passage: Passage, *, is_strange: bool) -> Finding | None:
        is_group = TOGETHER in view.named and mention.unit in {PERCENT, TIMES}
        if mention.magnitude is not None or (mention.low is None and mention.high is None) or is_group:
            return None
        is_sum = TOGETHER in view.named or ALL in view.named
        is_gap = any(word in passage.sentence for word in GAPS)
        for result in results(passage.bound, mention.unit, is_sum=is_sum, is_gap=is_gap):
            first = result.inputs[0]
            share = replace(first.topic, is_share=True)
            claim = replace(first, interval=result.interval, unit=result.unit, topic=share, direction=None)
            if mention.word:
                verdict = _worded(mention, claim, self.matter.policy)
            else:
                verdict = held_against(mention, result.interval, self.matter.policy, vague=False)
            if verdict in {Verdict.SUPPORTED, Verdict.QUALIFIER}:
                if is_strange or names_another(first, view):
                    continue
                told = Verdict.DERIVED if verdict is Verdict.SUPPORTED else verdict
                return self._found(mention, told, first.figure.id, formula=result.formula)
        return None


def _is_count(unit: str | None) -> bool:
    return unit is None or not (unit in CURRENCIES or unit in MEASURES or is_ticker(unit))


def _levelled(mention: Mention) -> Mention:
    """A level as a point: "below $85,000" says where, and the direction says which way."""
    end = mention.low if mention.high is None else mention.high
    if mention.low is not None and mention.high is not None:
        return mention
    return replace(mention, low=end, high=end, low_open=False, high_open=False, qualifier="")


def _is_reversed(mention: Mention, way: Direction | None, claim: Claim) -> bool:
    """Whether a mention says the other way than a figure; nothing that was liquidated came in or was gained."""
    if claim.direction in LEVELS and (mention.low is None) is not (mention.high is None):
        return (mention.high is None) is (claim.direction is Direction.BELOW)
    if way is None:
        return False
    if claim.direction is not None:
        return (way in POSITIVE) != (claim.direction in POSITIVE)
    if claim.topic.is_share:
        return way in MOVES
    return way is Direction.GAIN and FORCED in claim.topic.of(METRIC)


def _worded(mention: Mention, claim: Claim, policy: Policy) -> Verdict:
    """Whether a word holds on the whole of a figure; an undecided one has no words."""
    if mention.low == mention.high and mention.low is not None:
        said = replace(mention, qualifier=mention.qualifier or ABOUT)
        return held_against(said, claim.interval, policy, vague=False)
    band = Interval(mention.low, mention.high, mention.low_open, mention.high_open)
    return Verdict.SUPPORTED if claim.topic.is_share and band.contains(claim.interval) else Verdict.WORD
