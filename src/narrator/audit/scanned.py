"""A text before the figures of an event, read once: its cues, who speaks in it, what its headings name."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from narrator.audit.asides import without_asides
from narrator.audit.cues import TRADE, Cue
from narrator.audit.entities import CURRENCY, TENORED, TERM, tenors
from narrator.audit.facets import ASSET, CONTRACT
from narrator.reading.layout import ROW, Layout
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrator.audit.matter import Matter
    from narrator.reading.atoms import Mask
    from narrator.reading.documents import Document
    from narrator.reading.mentions import Mention

    Stretch = tuple[int, int]
    Named = dict[str, set[str]]

PARTED, BESIDE, QUOTED, OPENS = patterns(__name__, "PARTED", "BESIDE", "QUOTED", "OPENS")
ROW_END = lazy(rf" *(?:[{ROW}|]|$|  )")
WHERE_BEFORE = (" on ", " of ", " at ", " by ", " from ")
"""Where a row of a PDF ends, and words before a name that are no end of a cell."""
NUMBERED = lazy(r" \d{2,4}\b")
MONEY = "(?:dollar|euro|yen|pound|yuan|won|franc)"
PER = lazy(rf"(?i) (?:an?|per|(?:to|against|versus) the|for (?:one|an?)) (?=(?:U\.?S\.? )?{MONEY}\b)")  # not for a coin
ACROSS_PAGES, CELL = 4, "| "
"""A paragraph of a PDF may stand on both sides of a page's end, and of what stands there."""
FARTHEST = 40
"""How many paragraphs below a heading are still under it."""


class Scanned:
    """One text before the figures of one event. All its cues stand in one list, in order, which stretches cut."""

    def __init__(self, document: Document, matter: Matter, masks: Sequence[Mask] = ()) -> None:
        self.document, self.matter = document, matter
        self._numbered = {mask.end: mask for mask in masks if mask.kind == "name" and mask.text[-1].isdigit()}
        self.layout = Layout(document)
        self.text, self.lowered = self.layout.text, self.layout.lowered
        known = matter.familiar | self._halves(matter.familiar)
        words = {word.lower() for word in re.findall(r"\b[A-Z][a-z]+\b", self.text)}
        trade = {word for word in words - known if TRADE.fullmatch(word)}
        self.common = known.union(trade, re.findall(r"\b[a-z]+\b", self.text))
        self.cues = [*self._cues()]
        self._starts = [cue.start for cue in self.cues]
        self._paged: dict[int, Named] = {}

    def _halves(self, familiar: frozenset[str]) -> frozenset[str]:
        """The halves of known words that the end of a line of a PDF has parted."""
        parted = PARTED.findall(self.text) if self.document.pages else []
        return frozenset(
            half.lower() for one, other in parted if f"{one}{other}".lower() in familiar for half in (one, other)
        )

    def _cues(self) -> Iterator[Cue]:
        terms = [*starmap(Cue, tenors(self.layout.matches(TERM, self.text, TENORED)))]
        said = self.matter.vocabulary.reader(self.text, self.lowered)
        starts = [term.start for term in terms]
        for number, stretch in enumerate(pairwise(self.document.paragraphs)):
            here = terms[bisect_left(starts, stretch[0]) : bisect_left(starts, stretch[1])]
            cues = sorted((*said(*stretch), *starmap(Cue, self.matter.entities.within(self.text, *stretch)), *here))
            spoken = [*self.matter.speaking.finditer(self.text, *stretch)]
            spans = [found.span() for found in spoken] + self._sources_of_rows(number, stretch)
            heard = [cue for cue in cues if not any(a <= cue.start < b for a, b in spans)] if spans else cues
            heard = [self._whole(cue) for cue in heard if not is_place(cue, self.text)]
            yield from without_contracts(heard, self.text)

    def _whole(self, cue: Cue) -> Cue:
        """A cue, or that of the longer name with digits of which it is only the beginning: Nasdaq, of Nasdaq 100."""
        digits = NUMBERED.match(self.text, cue.end) if cue.facet == ASSET else None
        mask = self._numbered.get(digits.end()) if digits else None
        return cue._replace(value=mask.text.casefold()) if mask and mask.start <= cue.start else cue

    def _sources_of_rows(self, number: int, stretch: Stretch) -> list[Stretch]:
        """Where the rows of a PDF, which has no bars between cells, end with those who gave the number."""
        if not self.document.pages or not self.layout.is_label(number):
            return []
        spans = (found.span() for found in self.matter.sourced.finditer(self._unrowed, *stretch))
        ends = [span for span in spans if ROW_END.match(self.text, span[1])]
        rows = [self.text[max(stretch[0], self.text.rfind(ROW, stretch[0], start)) : start] for start, _ in ends]
        return [
            span
            for span, row in zip(ends, rows, strict=True)
            if not row.endswith(WHERE_BEFORE) and any(map(str.isdigit, row))
        ]

    @cached_property
    def _unrowed(self) -> str:
        return self.text.replace(ROW, " ")

    def within(self, start: int, stop: int) -> list[Cue]:
        """The cues of a stretch."""
        return self.cues[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def named(self, start: int, stop: int) -> Named:
        """What the cues of a stretch name."""
        found: Named = {}
        for cue in self.within(start, stop):
            found.setdefault(cue.facet, set()).add(cue.value)
        return found

    def named_on(self, page: int) -> Named:
        """What the labels of a page name."""
        if page not in self._paged:
            found = self._paged.setdefault(page, {})
            for label in self.layout.labels_by_page.get(page, ()):
                for facet, values in self.named(*label).items():
                    found.setdefault(facet, set()).update(values)
        return self._paged[page]

    @cached_property
    def _headings(self) -> list[int]:
        """The nearest label above each paragraph that is no row of a table; the title of the text is none."""
        found, last = [], -FARTHEST
        for number in range(len(self.layout.labels)):
            found.append(last if last > number - FARTHEST else 0)
            last = number if number and self.layout.is_label(number) and not self.layout.is_row(number) else last
        return found

    def heading(self, number: int) -> Named:
        """What the heading above a paragraph names; the title of the text counts for no paragraph."""
        above = self._headings[number]
        named = self.named(*self.layout.stretch(above)) if above else {}
        start = self.layout.stretch(number)[0]
        if self.document.pages and self.text[start : start + 1].islower():  # what goes on overleaf
            first = self.layout.stretch(max(0, number - ACROSS_PAGES))[0]
            for facet, values in self.named(max(first, self.text.rfind(ROW, first, start)), start).items():
                named.setdefault(facet, set()).update(values)
        return named

    @cached_property
    def _speakers(self) -> list[tuple[int, int, str]]:
        """Every known source that says something, or is what a clause is about, with its offsets."""
        find, speech = self.matter.sources.find, self.matter.speech
        told = [(*found.span(), find(found[found.lastgroup or 0]).id) for found in speech.finditer(self.lowered)]
        subjects = (
            each for each in self.matter.sourced.finditer(self.text) if OPENS.search(self.text, 0, each.start())
        )
        named = ((each, each[0].casefold().removeprefix("the ")) for each in subjects)
        told += [(*each.span(), find(by).id) for each, by in named if by not in self.matter.vocabulary.spelled]
        return sorted(told)

    def speakers(self, start: int, stop: int) -> set[str]:
        """The ids of the known sources that say something in a stretch."""
        first, last = bisect_left(self._speakers, (start,)), bisect_left(self._speakers, (stop,))
        return {by for _, end, by in self._speakers[first:last] if end <= stop}


def is_place(cue: Cue, text: str) -> bool:
    """Whether an asset stands where something was traded: 在Coinbase上, of a share of that name."""
    return (
        cue.facet == ASSET and text[cue.start - 1 : cue.start] == "在" and text[cue.end : cue.end + 1] in {*"上平盘交"}
    )


def without_quoted(
    cues: Sequence[Cue], text: str, stretch: Stretch, mentions: Iterable[Mention], by: re.Pattern[str]
) -> tuple[list[Cue], dict[int, list[Cue]]]:
    """Cues without asides, the money that a price is in (110 yen a dollar), and a row's cell of sources (`by`).

    And that money, by the start of the number: the dollar at $1.3559 a euro is the euro at that price.
    """
    cues = without_asides(cues, text, stretch)
    row = text[slice(*stretch)].rstrip(" |")
    last = row.rfind(CELL) + len(CELL)
    cell = stretch[0] + last if last >= len(CELL) and by.fullmatch(row, last) else stretch[1]
    per = {each.start: found.end() for each in mentions if (found := PER.match(text, each.end, stretch[1]))}
    pairs = {at: [c for c in cues if c.start == end and c.facet in {ASSET, CURRENCY}] for at, end in per.items()}
    heard = (cue for cue in cues if cue.start < cell and not (cue.facet == ASSET and cue.start in per.values()))
    return [cue for cue in heard if cue.facet != CURRENCY or not _is_quoted(cue, text, stretch[0])], pairs


def _is_quoted(cue: Cue, text: str, first: int) -> bool:
    """Whether a currency is only that in which another is counted, and nothing is said of it: to the euro."""
    return QUOTED.search(text, first, cue.start) is not None and not text.startswith(", which", cue.end)


def without_contracts(cues: Sequence[Cue], text: str) -> list[Cue]:
    """Cues without the assets that only contracts name, right behind another asset: Ether, Hyperliquid, BTC-USD."""
    contracts = {(cue.start, cue.end) for cue in cues if cue.facet == CONTRACT}
    named = [cue for cue in cues if cue.facet == ASSET]
    rivalled = {
        cue
        for one, cue in pairwise(named)
        if (cue.start, cue.end) in contracts
        and (one.start, one.end) not in contracts
        and one.value != cue.value
        and BESIDE.fullmatch(text, one.end, cue.start)
    }
    return [cue for cue in cues if cue not in rivalled]
