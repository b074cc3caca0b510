"""Blocks: the clean HTML of an article as paragraphs and tables, for forms that are no page.

The HTML has been through the allow list of `html.sanitised`, so that there are few elements, all of them closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import NamedTuple

from narrator.render.marks import CHART, CHART_END, PRINTED

BLANKS = re.compile(r"[ \t\r\n]+")
"""What a browser makes one blank; a blank that does not break is none of them."""
HEADINGS = {"h1": "title", "h2": "heading 1", "h3": "heading 2", "h4": "heading 3"}
LISTS = {"ul": "bullet", "ol": "number"}
_CHARTED = re.compile(f"{CHART}([^{CHART_END}]*){CHART_END}")


class Span(NamedTuple):
    """A stretch of text in one form; `link` is where it leads. A newline in it ends the line."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `role` is title, standfirst, dateline, heading 1 to 3, text, quote, bullet, number or continued.

    `depth`: how many lists it stands in. `list`: the number of its list, from 1. `is_quoted`: it stands in a quotation.
    """

    role: str
    spans: tuple[Span, ...]
    depth: int = 0
    list: int = 0
    is_quoted: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `is_number`: it is set to the right."""

    spans: tuple[Span, ...]
    is_number: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is its head."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The place of a chart, by its id."""

    id: str


Block = Paragraph | Table | Chart


def blocks(html: str) -> list[Block]:
    """The blocks of an article, in order; what stands bold, then italic, below the title is standfirst and dateline."""
    reader = _Reader()
    reader.feed(PRINTED.sub(r"\2", html))
    reader.close()
    return _opened(reader.found)


def _opened(found: list[Block]) -> list[Block]:
    """The blocks with the two below the title, and a notice there, as what they are: their form tells it already."""
    title, *rest = found or [Table(())]
    opening = {"bold": "standfirst", "italic": "dateline"} if getattr(title, "role", "") == "title" else {}
    noticed = next((at for at, block in enumerate(rest) if not getattr(block, "is_quoted", False)), 0)
    for place, block in enumerate(rest[noticed : noticed + len(opening)], start=noticed):
        spans = [span for span in block.spans if span.text.strip()] if isinstance(block, Paragraph) else []
        form = next((each for each in opening if spans and all(getattr(span, each) for span in spans)), None)
        if form is None or not isinstance(block, Paragraph):
            break
        plain = tuple(Span(span.text, link=span.link) for span in block.spans)
        rest[place] = replace(block, role=opening.pop(form), spans=plain)
    return [title, *rest] if found else []


class _List(NamedTuple):
    kind: str
    number: int


@dataclass
class _Rows:
    """A table that is being read."""

    rows: list[list[Cell]] = field(default_factory=list)
    caption: str = ""
    is_number: bool = False
    in_cell: bool = False


class _Reader(HTMLParser):
    """Collects blocks as the elements come by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.spans: list[Span] = []
        self.role = "text"
        self.bold = self.italic = self.quotes = self.lists_seen = 0
        self.link = ""
        self.is_item = False
        self.lists: list[_List] = []
        self.table: _Rows | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        facts = dict(attrs)
        if tag in HEADINGS:
            self._end()
            self.role = HEADINGS[tag]
        elif tag in LISTS:
            self._end()
            self.lists_seen += 1
            self.lists.append(_List(LISTS[tag], self.lists_seen))
        elif tag in {"p", "li", "blockquote"}:
            self._end()
            self.quotes += tag == "blockquote"
            self.is_item = self.is_item or tag == "li"
        elif tag == "table":
            self._end()
            self.table = _Rows()
        elif self.table and tag == "tr":
            self.table.rows.append([])
        elif self.table and tag in {"td", "th"}:
            self.table.is_number, self.table.in_cell = "number" in (facts.get("class") or "").split(), True
        elif tag == "br":
            self.spans.append(self._span("\n"))
        else:
            self._form(tag, 1, facts.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        table = self.table
        if tag in {"p", "li", "blockquote", *HEADINGS}:
            self._end()
            self.quotes -= tag == "blockquote"
        elif tag in LISTS:
            self._end()
            self.lists.pop()
        elif table and tag == "caption":
            table.caption, self.spans = "".join(span.text for span in self._taken()), []
        elif table and tag in {"td", "th"} and table.rows:
            table.rows[-1].append(Cell(self._taken(), table.is_number))
            table.in_cell = False
        elif table and tag == "table":
            self.found.append(Table(tuple(map(tuple, table.rows)), table.caption))
            self.table = None
        else:
            self._form(tag, -1, "")

    def handle_data(self, data: str) -> None:
        """What stands between two tags."""
        if self.table is None or self.table.in_cell or data.strip():
            self.spans.append(self._span(BLANKS.sub(" ", data)))

    def _span(self, text: str) -> Span:
        return Span(text, self.bold > 0, self.italic > 0, self.link)

    def _form(self, tag: str, step: int, link: str) -> None:
        """A change of form within a paragraph."""
        if tag == "strong":
            self.bold += step
        elif tag == "em":
            self.italic += step
        elif tag == "a":
            self.link = link

    def _taken(self) -> tuple[Span, ...]:
        """The spans so far, without the blanks at both ends."""
        spans, self.spans = self.spans, []
        while spans and not spans[0].text.strip(" "):
            del spans[0]
        while spans and not spans[-1].text.strip(" "):
            del spans[-1]
        if spans:
            spans[0] = spans[0]._replace(text=spans[0].text.lstrip(" "))
            spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip(" "))
        return tuple(spans)

    def _end(self) -> None:
        """A paragraph ends, where one has begun."""
        spans, role, self.role = self._taken(), self.role, "text"
        if not spans or self.table:
            return
        chart = _CHARTED.fullmatch("".join(span.text for span in spans))
        if chart:
            self.found.append(Chart(chart[1]))
        elif self.lists:
            inmost, role = self.lists[-1], self.lists[-1].kind if self.is_item else "continued"
            self.is_item = False
            self.found.append(Paragraph(role, spans, len(self.lists), inmost.number, self.quotes > 0))
        else:
            is_quoted = self.quotes > 0
            self.found.append(Paragraph("quote" if is_quoted and role == "text" else role, spans, is_quoted=is_quoted))
