"""What governs a mention: what its card, its column, its page and its unit say beside its own sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.audit.compare import NEARLY_DIGITS, exactness
from narrator.audit.entities import SESSION
from narrator.audit.facets import ASSET, IT, METRIC, PART, SIDE, TOPIC, VENUE, WHO
from narrator.audit.fitting import is_title, strangers
from narrator.audit.judged import TITLE
from narrator.audit.passages import OWN, Named, views
from narrator.model.quantity import INDEX, PERCENT, TIMES
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narrator.audit.cues import Cue
    from narrator.audit.heads import Heads
    from narrator.audit.passages import Passage, View
    from narrator.audit.scanned import Scanned
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

    Before = Mapping[str, set[str]]

LABELLED, CARD, CLOSE = lazy("[,:]"), 8, 16
OWN_NAMING = frozenset({ASSET, SIDE, VENUE, TOPIC, PART})
NAMING = OWN_NAMING | {WHO, METRIC}
CELLS = lazy(r" *\| *")
FIGURES = lazy(r"[1-9]\d*(?:\.\d+)?|0\.\d*[1-9]\d*")
AT_LOW, AT_HIGH, MOVED_BY = patterns(__name__, "AT_LOW", "AT_HIGH", "MOVED_BY")
YUAN, YEN = ("CNY", "HKD"), ("CNY", "JPY")
"""What 元 alone may be, by where a desk stands, and what ¥ may be."""


class Scope:
    """One text, its heads and its paragraphs with numbers (`told`)."""

    def __init__(self, scanned: Scanned, heads: Heads, told: set[int]) -> None:
        self.scanned, self.heads, self.told = scanned, heads, told
        self.layout, self.text, self.matter = scanned.layout, scanned.text, scanned.matter

    def card(self, number: int, mentions: Sequence[Mention]) -> int:
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

    def headed(self, mention: Mention) -> Mention:
        """A mention with the way and the percent that the head of its column says; a headline has round numbers."""
        if 0 < exactness(mention) <= NEARLY_DIGITS and self._is_headline(mention.paragraph):
            mention = replace(mention, approximate=True)
        way = self.heads.way(mention)
        head = self.heads.above(mention) if mention.unit is None and mention.kind == "number" else None
        if head and "%" in self.text[slice(*head)]:
            mention = replace(mention, unit=PERCENT)
        return replace(mention, direction=way) if way else mention

    def _is_headline(self, number: int) -> bool:
        """Whether a paragraph is the title of a text, or a heading whose words have capitals."""
        start, stop = self.layout.stretch(number)
        is_label = self.layout.is_label(number) and not self.layout.is_row(number)
        return is_label and (number <= TITLE or is_title(self.text[start:stop]))

    def view(self, seen: View, mention: Mention) -> View:
        """What is named around a mention, with the head of its column and without what has other units."""
        return self._of_its_unit(self._below(seen, mention), mention)

    def _below(self, view: View, mention: Mention) -> View:
        """A view with what the head of its column names, where its row does not."""
        head = self.heads.above(mention)
        named = self.scanned.named(*head) if head else {}
        corner = self.scanned.named(*self.heads.rows[mention.paragraph][0]) if head else {}
        named |= {SESSION: corner[SESSION]} if SESSION in corner else {}  # the hours of a whole table
        above = {facet: Named(frozenset(values), OWN) for facet, values in named.items()}
        return view._replace(named=above | dict(view.named)) if above else view

    def _of_its_unit(self, view: View, mention: Mention) -> View:
        """A view without what is measured in other units only: a target range is no rival of basis points."""
        topics = view.named.get(TOPIC)
        if topics is None or mention.unit is None:
            return view
        alike = frozenset().union(*(self.matter.topics.get(unit, ()) for unit in units_said(mention)))
        kept = {TOPIC: topics._replace(values=topics.values & alike)} if not alike.isdisjoint(topics.values) else {}
        return view._replace(named={facet: said for facet, said in view.named.items() if facet != TOPIC} | kept)

    def spreads(self, told: Sequence[Mention], at: int) -> Iterator[Mention]:
        """The range of which a number is one end, and that in the cell beside it or said to be the other end is so."""
        for one, two in pairwise(told[max(0, at - 1) : at + 2]):
            ends = one.low, two.low
            is_row = CELLS.fullmatch(self.text, one.end, two.start) is not None
            if AT_LOW.fullmatch(self.text, one.end, two.start) and AT_HIGH.match(self.text, two.end):
                is_row = True
            if is_row and one.unit == two.unit and ends == (one.high, two.high) and None not in ends:
                yield replace(told[at], low=ends[0], high=ends[1], kind="range")

    def in_units(self, told: Sequence[Mention], at: int) -> Iterator[Mention]:
        """A bare number behind a word for a move, in each unit of its sentence: 4.9 basis points higher, ... up 2.6."""
        mention = told[at]
        low, high, before = mention.low, mention.high, max(mention.sentence[0], mention.start - CLOSE)
        is_whole = low is None or high is None or mention.unit or mention.word
        if is_whole or not MOVED_BY.search(self.text, before, mention.start):
            return
        for each in told[:at]:
            figures = FIGURES.search(each.text) if each.sentence == mention.sentence and each.unit else None
            size = (each.low or 0) / Decimal(figures[0]) if figures and not each.word else None
            if size and low is not None and high is not None:
                unit, digits = each.unit, mention.digits * size
                yield replace(mention, unit=unit, low=low * size, high=high * size, digits=digits)

    def on_its_page(self, number: int, mention: Mention, passage: Passage) -> Passage | None:
        """Where the label of a chart in a PDF stands, which is in the file away from the title of its chart."""
        stretch = self.layout.stretch(number)
        page = self.scanned.document.place(stretch[0]).page
        named = self.scanned.named_on(page) if page is not None else {}
        if not named:
            return None
        view = next(views(self.text, stretch, [mention], self.scanned.within(*stretch)))
        return replace(passage, view=view, before=named)


def units_said(mention: Mention) -> list[str]:
    """The units that a mention may be in, as far as it says one itself."""
    if mention.unit in YUAN and mention.text.endswith("元"):
        return [*YUAN]
    if mention.unit in YEN and mention.text[0] in "¥￥":
        return [*YEN]
    return [mention.unit] if mention.unit else [INDEX, TIMES]


BACK, PRONOUN = patterns(__name__, "BACK", "PRONOUN")
REFERRING = frozenset({ASSET, SIDE, TOPIC, VENUE, WHO})


def meant_by_it(sentence: str, named: Iterable[tuple[str, str]], last: Iterable[Cue]) -> dict[str, set[str]]:
    """What a sentence that begins with a pronoun and names no asset is about: what the one before it names."""
    assets = {cue.value for cue in last if cue.facet == ASSET}
    is_its_own = any(facet == ASSET for facet, _ in named)
    return {IT: assets} if assets and not is_its_own and PRONOUN.match(sentence) else {}


def referred(
    sentence: str, named: Iterable[tuple[str, str]], before: Before, last: Sequence[Claim], mention: Mention
) -> dict[str, set[str]]:
    """What was named `before` a sentence, with what the figures of the `last` paragraph name for a number.

    A sentence that names something itself goes on about nothing, nor does one whose paragraph or heading has named it.
    """
    alike = {claim.figure.id: claim.topic for claim in last if claim.unit == mention.unit}
    is_own = any(facet in REFERRING for facet, _ in named) or not REFERRING.isdisjoint(before)
    if is_own or len(alike) != 1 or BACK.search(sentence) is None:
        return {**before}
    (topic,) = alike.values()
    return {**before, **{facet: {*values} for facet, values in topic.facets.items()}}
