"""Whose a number is where its own paragraph does not say so: who was named last in its section (LANGUAGE.md 6.2)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from narrator.audit.quoted import quote_form
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import names_source
from narrator.model.source import is_unnamed
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrator.audit.judged import Judged
    from narrator.audit.verdicts import Finding
    from narrator.model.source import Sources
    from narrator.reading.layout import Layout

BAR, FIRST_SCREEN = "|", 12
DECLARED, DECLARING, HAN_SAYS = patterns(__name__, "DECLARED", "DECLARING", "HAN_SAYS")


def declared(layout: Layout) -> str:
    """What a text says once of all its numbers' sources."""
    return "\n".join(found[0] for found in layout.matches(DECLARED, layout.text, DECLARING))


class Sections:
    """The sections of a text: what stands under one heading. `told` are the paragraphs with numbers, no headings."""

    def __init__(self, layout: Layout, told: Iterable[int]) -> None:
        self.layout, self.told = layout, frozenset(told)
        self.firsts: list[int] = []

    @cached_property
    def opening(self) -> str:
        """What stands before the table of the first screen, where a brief says once whose its numbers are."""
        numbers = range(min(FIRST_SCREEN, len(self.layout.labels)))
        told = [self.layout.text[slice(*self.layout.stretch(each))] for each in numbers]
        before = [*takewhile(lambda text: BAR not in text, told)]
        return "\n".join(before) if len(before) < len(told) else ""

    def first(self, number: int) -> int:
        """The paragraph with which the section of a paragraph begins."""
        for each in range(len(self.firsts), number + 1):
            text = self.layout.text[slice(*self.layout.stretch(each))]
            is_heading = self.layout.is_label(each) and each not in self.told and BAR not in text
            self.firsts.append(each if is_heading or not each else self.firsts[-1])
        return self.firsts[number]

    def carries(self, number: int, source: str, others: Iterable[str], sources: Sources) -> bool:
        """Whether a source was named in the section above a paragraph, and no other one since."""
        if is_unnamed(source):
            return False  # whoever says it twice need not be the same
        rivals = [by for by in others if by != source and not is_unnamed(by)]
        for above in range(number - 1, self.first(number) - 1, -1):
            text = self.layout.text[slice(*self.layout.stretch(above))]
            if names_source(text, source, sources):
                return True
            if any(names_source(text, by, sources) for by in rivals):
                return False
        return self._is_of_the_lead(number, source, rivals, sources)

    def _is_of_the_lead(self, number: int, source: str, rivals: Iterable[str], sources: Sources) -> bool:
        """Whether what stands above the first heading below the title names a source, and no other one."""
        ends = (each for each in range(1, number) if self.first(each) == each and self.first(each - 1) != each - 1)
        end = next(ends, 0)
        text = "\n".join(self.layout.text[slice(*self.layout.stretch(each))] for each in range(end))
        return names_source(text, source, sources) and not any(names_source(text, by, sources) for by in rivals)


def asked_once(findings: Sequence[Finding], sections: Sections, sources: dict[str, str]) -> Iterator[Finding]:
    """The findings with one warning for each source that a section does not name, with how many numbers want it.

    `sources` leads from a figure to its source.
    """

    def asked(finding: Finding) -> tuple[int, str] | None:
        if finding.verdict is not Verdict.UNATTRIBUTED or finding.why:
            return None
        return sections.first(finding.mention.paragraph), sources.get(finding.figure, finding.figure)

    wanted = Counter(asked(finding) for finding in findings)
    seen: set[tuple[int, str]] = set()
    for finding in findings:
        at = asked(finding)
        if at in seen:
            yield replace(finding, verdict=Verdict.SUPPORTED, why="its source is asked for above")
        elif at and wanted[at] > 1:
            yield replace(finding, why=f"{finding.reason}, nor do {wanted[at] - 1} more numbers of this section")
        else:
            yield finding
        seen |= {at} if at else set()


_PERSON = r"((?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*){0,3})"
SAID_BY = lazy(rf"[,.!?]?[”\"’']?\s(?:said|says|wrote|added)\s(?:the )?{_PERSON}")
SAYS = lazy(rf"(?<![\w’'-]){_PERSON}\s(?:said|says|wrote|added)[:,]?\s[“\"‘']\Z")
"""Who is said to have said a quote, right behind it or right before."""
LETTERS = lazy(r"\w+")


def misquoted(judged: Judged) -> Iterator[Finding]:
    """Quotes in the records that are put down to another, or without their speaker in the paragraph or that above."""
    document = judged.document
    speakers = judged.matter.speakers
    said = [(mask.start, mask.end) for mask in judged.masks if mask.kind == "name"]
    said += [
        found.span()
        for quote in speakers
        if not quote.isascii()
        for found in re.finditer(re.escape(quote), document.text)
    ]
    for start, end in said:
        text = document.text[start:end]
        speaker = speakers.get(quote_form(text))
        if speaker:
            number = document.paragraph(start)
            above = document.paragraphs[max(0, number - 1)]
            paragraph = document.text[above : document.paragraphs[number + 1]]
            tag = SAID_BY.match(document.text, end) or SAYS.search(document.text, above, start)
            is_other = tag is not None and _words(tag[1]).isdisjoint(_words(" ".join(speaker)))
            han = HAN_SAYS.search(document.text, above, start) if any(not form.isascii() for form in speaker) else None
            is_other = is_other or (han is not None and not any(form in han[1] for form in speaker))
            if is_other or not any(form in paragraph for form in speaker):
                yield judged.finding(text, start, Verdict.NAME, f"these are the words of {speaker[0]}")


def _words(name: str) -> frozenset[str]:
    return frozenset(LETTERS.findall(name.casefold()))
