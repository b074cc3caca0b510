"""How a sentence tells a figure whose number it has right: which way, of what nature, from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.carried import declared
from narrator.audit.compare import exactness
from narrator.audit.levels import is_other_end, is_other_head, is_other_way
from narrator.audit.passages import clause
from narrator.audit.ratios import is_reversed, order_told
from narrator.audit.scanned import ACROSS_PAGES, PARTED
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import (
    is_of_another,
    is_told_as_done,
    is_told_as_met,
    is_told_as_past,
    marks_nature,
    misattributes,
    names_source,
)
from narrator.audit.ways import REACH, is_of_other_sign, is_turned, way_told, without_way
from narrator.model.kinds import Part
from narrator.model.quantity import MOVES, TIMES
from narrator.model.report import AHEAD, Nature
from narrator.model.source import MARKET_DATA
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from narrator.audit.carried import Sections
    from narrator.audit.heads import Heads
    from narrator.audit.passages import Passage
    from narrator.audit.ratios import Order
    from narrator.audit.scanned import Scanned
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

CAPTION, SAID_BEHIND, SAID_OF_NEXT = patterns(__name__, "CAPTION", "SAID_BEHIND", "SAID_OF_NEXT")
WHO_SAYS = lazy("[, ]*(?:who|which)\\b")


SURE = 3
"""An exact number of so many digits that is that of one figure need not be named, and a known rival only denies it."""
DOUBTED = {
    Verdict.NAME: Verdict.NOUN,
    Verdict.UNIT: Verdict.NOUN,
    Verdict.SIGN: Verdict.WORD,
    Verdict.AS_FACT: Verdict.QUALIFIER,
}
"""What is warned of in place of a block where a number is right and nothing that is known speaks against it."""


def weighed(verdict: Verdict, *, is_known: bool) -> Verdict:
    """The verdict on how a right number is told: only a known word for another way, name or nature blocks it.

    What nobody understands is at most a warning, whichever check it comes from.
    """
    return verdict if is_known else DOUBTED.get(verdict, verdict)


class Evidence:
    """What one text says of its numbers' ways, natures and sources."""

    def __init__(self, scanned: Scanned, heads: Heads, sections: Sections) -> None:
        self.scanned, self.heads, self.sections = scanned, heads, sections
        self.layout, self.text, self.matter = scanned.layout, scanned.text, scanned.matter
        self.declared, self.wayless = declared(self.layout), self.matter.without_names(self.text)
        self.named: dict[tuple[int, str], bool] = {}

    def verdict(self, mention: Mention, claim: Claim, passage: Passage) -> Verdict:
        """What is wrong with how a sentence tells a figure whose number it has right."""
        way = self.way(mention, claim, passage)
        if way is Verdict.SIGN or way is Verdict.NAME or (way is Verdict.WORD and exactness(mention) < SURE):
            return way
        if claim.unit == TIMES and is_reversed(self.order(mention), *self.matter.parts(claim)):
            return Verdict.NAME
        if not marks_nature(self._ahead(mention, claim) + passage.sentence, claim, self.matter.sources):
            piece = self.text[slice(*clause(self.text, mention, passage.view))]
            return weighed(Verdict.AS_FACT, is_known=is_told_as_past(piece))
        return self._attributed(mention, claim, passage)

    def way(self, mention: Mention, claim: Claim, passage: Passage) -> Verdict:
        """Whether a sentence says another way of a mention than a claim went."""
        said = without_way(mention, self.text, self.wayless)
        of, matter = claim.figure.id, self.matter
        start = None if claim.direction in MOVES else matter.figures.get(f"{of}.{Part.FROM}") or matter.earlier.get(of)
        is_back = is_turned(mention, claim, start, self.text, self.matter.ways)
        head = self.heads.above(mention)
        is_back = is_back or is_other_end(mention, claim, self.text) or is_of_other_sign(mention, claim, self.text)
        is_back = is_back or (head is not None and is_other_head(claim, self.text[slice(*head)]))
        is_back = is_back or is_other_way(mention, claim, passage.here[-1] if passage.here else None, self.text)
        return Verdict.SIGN if is_back else way_told(said, claim, self.wayless, self.matter.ways, passage.view.floor)

    def is_of_others(self, mention: Mention, claim: Claim, passage: Passage) -> bool:
        """Whether a clause has a number from somebody who is none of the sources of a claim."""
        around, sources = self._clause(mention, passage), self.matter.sources
        behind = SAID_BEHIND.match(self.text, mention.end)
        is_theirs = behind and any(names_source(behind[0], by, sources) for by in claim.sources if by)
        if is_theirs or SAID_OF_NEXT.match(self.text, mention.end):
            return False
        return misattributes(self.text[slice(*around)], passage, claim, sources) or is_of_another(
            self.scanned.speakers(*around), passage.sentence, claim, sources
        )

    def _clause(self, mention: Mention, passage: Passage) -> tuple[int, int]:
        """The clause of a mention, from the beginning of its sentence where it goes on with who says so."""
        around = clause(self.text, mention, passage.view)
        return (mention.sentence[0], around[1]) if WHO_SAYS.match(self.text, around[0]) else around

    def _ahead(self, mention: Mention, claim: Claim) -> str:
        """What stands in a paragraph, or at the head of a column, before what goes on to tell forecasts or plans."""
        start, _ = self.layout.stretch(mention.paragraph)
        head = self.text[slice(*(self.heads.above(mention) or (0, 0)))]
        return f"{self.text[start : mention.sentence[0]]}{head} " if claim.nature in AHEAD else ""

    def _attributed(self, mention: Mention, claim: Claim, passage: Passage) -> Verdict:
        """What is wrong with whose a sentence says that a number is."""
        piece = self.text[slice(*self._clause(mention, passage))]
        before = self.text[max(mention.sentence[0], mention.start - 2 * REACH) : mention.start]
        if is_told_as_done(piece, claim) or is_told_as_met(before, claim):
            return Verdict.AS_FACT
        if self.is_of_others(mention, claim, passage):
            return Verdict.UNATTRIBUTED
        source = claim.figure.source
        needs_none = source == MARKET_DATA or claim.nature is Nature.OPINION
        if claim.sources or source is None or needs_none or self._is_free(mention.paragraph, source):
            return Verdict.SUPPORTED
        is_last = mention.end + 1 >= mention.sentence[1]
        is_caption = is_last and CAPTION.search(self.text, mention.start - 2 * REACH, mention.start)
        is_named = is_caption or self._is_named(mention.paragraph, passage, source)
        return Verdict.SUPPORTED if is_named else Verdict.UNATTRIBUTED

    def order(self, mention: Mention) -> Order | None:
        """What a sentence divides by what, where a mention is a multiple."""
        if mention.unit != TIMES:
            return None
        return order_told(self.text, mention, self.scanned.within(*self.layout.stretch(mention.paragraph)))

    def _is_free(self, number: int, source: str) -> bool:
        """Whether a paragraph need not name a source: a label, or a standfirst where the first screen names it."""
        if self.layout.is_label(number) or not self.layout.is_standfirst(number):
            return self.layout.is_label(number)
        return names_source(self.sections.opening, source, self.matter.sources)

    def carries(self, number: int, claim: Claim) -> bool:
        """Whether a source of a value beside a figure was named above the item of a list, and no other one since."""
        voices, sources = self.matter.voices, self.matter.sources
        stretch = self.layout.stretch(number)
        is_item = self.layout.is_label(number) and not any(
            names_source(self.text[slice(*stretch)], by, sources) for by in voices
        )
        return is_item and any(by and self.sections.carries(number, by, voices, sources) for by in claim.sources)

    def _is_named(self, number: int, passage: Passage, source: str) -> bool:
        if (number, source) not in self.named:
            before = number - ACROSS_PAGES if self.scanned.document.pages else number
            told = self.text[
                self.scanned.document.paragraphs[max(0, before)] : self.scanned.document.paragraphs[number + 1]
            ]
            told = f"{told}\n{passage.paragraph}{self.layout.introduction(number)}\n{self.declared}"
            is_here = names_source(told, source, self.matter.sources)
            is_here = is_here or names_source(PARTED.sub(r"\1\2", told), source, self.matter.sources)
            is_here = is_here or self.sections.carries(number, source, self.matter.voices, self.matter.sources)
            self.named[number, source] = is_here
        return self.named[number, source]
