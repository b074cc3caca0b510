"""Plain text: an article as lines that any terminal and any mail program shows, nothing left out but its charts."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from narrator.model.text import front_matter
from narrator.render.blocks import Chart, Paragraph, Table, blocks
from narrator.render.escape import unescaped
from narrator.render.html import sanitised
from narrator.render.layout import opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.render.blocks import Span

WIDTH = 78
"""Characters of a line: what mail programs show without breaking it again."""
LINES = {"title": "=", "heading 1": "-"}
"""What underlines a title, and a heading."""


def article_of(markdown: str) -> str:
    """The article of `brief.md`, without its front matter."""
    return markdown.removeprefix(front_matter(markdown)).lstrip("\n")


def head_of(markdown: str) -> tuple[str, str]:
    """The headline and the standfirst of `brief.md` as plain text."""
    title, standfirst = opening(article_of(markdown))
    return unescaped(title), unescaped(standfirst)


def plain(markdown: str) -> str:
    """The text of `brief.md`."""
    return "\n".join(_lines(markdown)).strip("\n") + "\n"


def _lines(markdown: str) -> Iterator[str]:
    was_item = False
    for block in blocks(sanitised(article_of(markdown))):
        is_item = isinstance(block, Paragraph) and block.depth > 0
        if not (is_item and was_item):
            yield ""
        was_item = is_item
        if isinstance(block, Table):
            yield from _table(block)
        elif not isinstance(block, Chart):
            yield from _paragraph(block)


def _paragraph(block: Paragraph) -> Iterator[str]:
    mark = "| " if block.is_quoted else ""
    first = f"{mark}{'  ' * (block.depth - 1)}- " if block.depth else mark
    others = mark + " " * (len(first) - len(mark))
    lines = textwrap.wrap(
        _said(block.spans), WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )
    yield from lines
    line = LINES.get(block.role, "")
    if line and lines:
        yield line * max(map(len, lines))


def _said(spans: Iterable[Span]) -> str:
    """What spans say, with the address behind each that leads somewhere."""
    return "".join(f"{span.text} <{span.link}>" if span.link.strip("#") else span.text for span in spans)


def _table(table: Table) -> Iterator[str]:
    """A table row by row: what it is of, then each cell with the head of its column."""
    head, *rows = table.rows or ((),)
    if table.caption:
        yield table.caption
    for row in rows:
        first, *cells = [_said(cell.spans) for cell in row] or [""]
        said = [f"{name.text}: {cell}" for name, cell in zip(head[1:], cells, strict=False) if cell]
        yield from textwrap.wrap(first, WIDTH, break_on_hyphens=False)
        for each in said:
            yield from textwrap.wrap(
                each, WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
            )
