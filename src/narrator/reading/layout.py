"""The layout of a text: which of its paragraphs are labels, and what stands above and below them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.reading.documents import lowered
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.reading.documents import Document

ROW = "\x1f"
"""Where a line of a PDF may be the row of a table: nothing before it is about what stands in it."""
CLOSING, STOPS = ' \n|*_)]"”’»」', (".", "!", "?", "。", "！", "？", ":", "：", "…")
CLOSE = lazy(r"(?<=[.!?\n]\n)[A-Z][^\n]*[^.!?:\s](?=\n[A-Z])")
"""A line behind the end of a sentence or a gap, and before another: the title of a chart that a page sets close."""
NEW_ROW, TIMES = patterns(__name__, "NEW_ROW", "TIMES")
OPENING, LONGEST_LIST = 12, 12
"""The standfirst is one of so many paragraphs at the top, and a list has so many items after what introduces it."""


class Layout:
    """A document as paragraphs. `text` is its text in one line, where `ROW` begins what may be the row of a table."""

    def __init__(self, document: Document) -> None:
        self.document = document
        rows = NEW_ROW.sub(ROW, document.text) if document.pages else document.text
        self.text = rows.replace("\n", " ")
        ends = [self.text[start:stop].rstrip(CLOSING) for start, stop in pairwise(document.paragraphs)]
        self.labels = [not text.endswith(STOPS) for text in ends]
        # A paragraph that ends in a colon, before a list or a table.
        self.introductions = [text.endswith((":", "：")) for text in ends]
        self.lowered = lowered(self.text)
        self._spots: dict[re.Pattern[str], list[int]] = {}

    def spots(self, words: re.Pattern[str]) -> list[int]:
        """Where one of some plain words in small letters stands; a text is searched for them once."""
        if words not in self._spots:
            self._spots[words] = [found.start() for found in words.finditer(self.lowered)]
        return self._spots[words]

    def has(self, words: re.Pattern[str], start: int, stop: int) -> bool:
        """Whether one of some plain words in small letters begins in a stretch."""
        spots = self.spots(words)
        first = bisect_left(spots, start)
        return first < len(spots) and spots[first] < stop

    def is_timed(self, start: int, stop: int) -> bool:
        """Whether a stretch has a word that has to do with time."""
        return self.has(TIMES, start, stop)

    def matches(self, pattern: re.Pattern[str], text: str, words: re.Pattern[str] = TIMES) -> Iterator[re.Match[str]]:
        """The matches of a pattern in the sentences of a text that have one of its words, in small letters."""
        starts, last = (*self.document.sentences[0], len(text)), -1
        for at in self.spots(words):
            if at >= last:
                number = bisect_right(starts, at) - 1
                last = starts[number + 1]
                yield from pattern.finditer(text, starts[number], last)

    def stretch(self, number: int) -> tuple[int, int]:
        """The offsets of a paragraph."""
        return self.document.paragraphs[number], self.document.paragraphs[number + 1]

    def standing(self, number: int) -> int:
        """Where a label ends with the two lines under it, which may say how sure it is."""
        last = number
        while last < min(number + 2, len(self.document.paragraphs) - 2) and self.is_label(last + 1):
            last += 1
        return self.stretch(last)[1]

    def is_label(self, number: int) -> bool:
        """Whether a paragraph is a title, a heading, a caption, a row of a table: it ends in no full stop."""
        return self.labels[number]

    @cached_property
    def labels_by_page(self) -> dict[int, list[tuple[int, int]]]:
        """The stretches of the labels of each page, the titles close under a paragraph too; none without pages."""
        found: dict[int, list[tuple[int, int]]] = {}
        apart = [self.stretch(number) for number, is_label in enumerate(self.labels) if is_label]
        for stretch in (*apart, *(title.span() for title in CLOSE.finditer(self.document.text))):
            page = self.document.place(stretch[0]).page
            if page is not None:
                found.setdefault(page, []).append(stretch)
        return found

    def is_standfirst(self, number: int) -> bool:
        """Whether a paragraph is one sentence between the title and what stands under it."""
        is_inside = 0 < number < min(OPENING, len(self.document.paragraphs) - 2)
        if not (is_inside and self.is_label(number - 1) and self.is_label(number + 1)):
            return False
        start, stop = self.stretch(number)
        return self.document.sentence(start)[1] + 2 >= len(self.text[:stop].rstrip())

    def is_row(self, number: int) -> bool:
        """Whether a paragraph is the row of a table."""
        return "|" in self.text[slice(*self.stretch(number))]

    def cells(self, number: int) -> list[tuple[str, int]]:
        """The cells of a row, each with where it begins; one for what is no row."""
        start, stop = self.stretch(number)
        text = self.text[start:stop]
        first = len(text) - len(text.lstrip(" |"))
        found, at = [], start + first
        for cell in text[first:].rstrip(" |").split("|"):
            found.append((cell.strip(), at + len(cell) - len(cell.lstrip())))
            at += len(cell) + 1
        return found

    def introduction(self, number: int) -> str:
        """The line with a colon that opens the list in which a paragraph stands."""
        for above in range(number - 1, max(-1, number - LONGEST_LIST), -1):
            text = self.text[slice(*self.stretch(above))].strip()
            if text.endswith((":", "：")):
                return text
            if self.is_label(above):
                break
        return ""
