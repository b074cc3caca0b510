"""A text whose numbers have been judged: what every other check of it goes by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from narrator.audit.verdicts import Finding, Verdict
from narrator.reading.mentions import mention_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrator.audit.heads import Heads
    from narrator.audit.scanned import Scanned
    from narrator.audit.topics import Claim
    from narrator.reading.atoms import Mask

TITLE = 1
"""The first paragraph that may still be the title, which is of everything below; the front matter has it too."""
MEANT = frozenset({Verdict.SUPPORTED, Verdict.DERIVED, Verdict.UNATTRIBUTED, Verdict.QUALIFIER})
"""Verdicts after which it is known which figure a mention means."""


class Judged:
    """A text with the findings on its numbers, and with what was masked in it."""

    def __init__(self, scanned: Scanned, heads: Heads, masks: Sequence[Mask], findings: Sequence[Finding]) -> None:
        self.scanned, self.heads, self.masks, self.findings = scanned, heads, masks, findings
        self.document, self.layout, self.matter = scanned.document, scanned.layout, scanned.matter

    def finding(self, text: str, start: int, verdict: Verdict, why: str, figure: str = "") -> Finding:  # a finding
        """A finding on some words."""
        return Finding(mention_of(text, start, self.document), verdict, figure, why=why)

    def untimely(self, text: str, start: int, figure: str) -> Finding:
        """A finding on a time that is not of the window of a figure."""
        said = mention_of(text, start, self.document, "span")
        return Finding(said, Verdict.DATE, figure, why=f"the window of {figure} is not {' '.join(text.split())}")

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The figures themselves, by their ids."""
        return {claim.figure.id: claim for claim in reversed(self.matter.claims) if not claim.sources}

    @cached_property
    def numbers(self) -> Sequence[int]:
        """Where each number begins."""
        return sorted(finding.mention.start for finding in self.findings)

    @cached_property
    def meant(self) -> Mapping[tuple[int, int], Sequence[str]]:
        """The figures that each sentence means; of a heading, those of the paragraphs below it."""
        document, layout = self.document, self.layout
        told: dict[tuple[int, int], list[str]] = {}
        sentences: dict[int, dict[tuple[int, int], None]] = {}
        for mention, figure in ((each.mention, each.figure) for each in self.findings if each.verdict in MEANT):
            if figure:
                told.setdefault(mention.sentence, []).append(figure)
                sentences.setdefault(document.paragraph(mention.sentence[0]), {})[mention.sentence] = None
        below: list[str] = []
        for number in range(len(document.paragraphs) - 2, -1, -1):
            start, stop = layout.stretch(number)
            here = [figure for sentence in sentences.get(number, ()) for figure in told[sentence]]
            if here or not layout.is_label(number):
                below += here
            elif (text := document.text[start:stop].rstrip()).strip():
                if below:  # the heading is what has no stop: a note above it in a PDF has one
                    told[document.sentence(start + len(text) - 1)] = below
                below = []
            if number <= TITLE and here and layout.is_label(number):
                told[document.sentence(start)] = [*told.get(document.sentence(start), ()), *below]
        return told
