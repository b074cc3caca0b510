"""Paging: what moves so that no page of the PDF is left half empty.

A chart does not break, so one that does not fit leaves the foot of its page bare: the text behind it goes there first,
and the chart follows at the head of the next page. A text that runs over by a few lines is set denser. And the table of
all figures is an appendix: where it would break, and has room on a page of its own, it begins there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Lay = Callable[[str, str], "Laid"]
    """Lays out a page with a style sheet laid over its theme."""


class Laid(Protocol):
    """A page as it is laid out, a document of WeasyPrint."""

    pages: list[Any]
    write_pdf: Callable[..., bytes]


BARE = 0.07
"""The part of a page that may stay empty above a chart that goes on to the next."""
SAME = 2.0
"""Pixels: what begins so near to the head of a page begins there."""
FULL = 0.35
"""The part of the page before it that an appendix leaves filled at least."""
APPENDIX = "section:nth-last-of-type(2){break-before:page}"
DENSER = ("body{font-size:.97em!important}", "body{font-size:.94em!important;line-height:1.4!important}")
"""What is laid over a theme, one after the other, where the last page is nearly empty."""
EMPTY = 0.3
"""The part of its height that a last page with less on it is nearly empty."""

_BLOCKS = ("p", "h2", "ul", "ol", "blockquote", "figure", "div")
_BLOCK = re.compile(rf"<({'|'.join(_BLOCKS)})\b[^>]*>.*?</\1>", re.DOTALL)
_HEADING = re.compile(r'<h2 id="([^"]+)">')
_FIXED = ("<figure", "<div")
"""What a chart does not go behind: another chart, and a table."""


def laid_out(html: str, lay: Lay) -> Laid:
    """The page laid out with as little bare paper as its text allows."""
    laid = lay(html, "")
    done: set[str] = set()
    while moved := _moved(html, laid, done):
        again = lay(moved, "")
        if len(again.pages) > len(laid.pages):
            break
        html, laid = moved, again
    if len(laid.pages) > 1 and filled(laid.pages[-1]) < EMPTY:
        for more in DENSER:
            closer = lay(html, more)
            if len(closer.pages) < len(laid.pages):
                return closer
    headings = _HEADING.findall(html)[-2:]
    if len({_page_of(laid, heading) for heading in headings}) > 1:
        apart = lay(html, APPENDIX)
        before = _page_of(apart, headings[0]) - 1
        if len(apart.pages) == len(laid.pages) and before >= 0 and filled(apart.pages[before]) >= FULL:
            return apart
    return laid


def _moved(html: str, laid: Laid, done: set[str]) -> str:
    """The page with the first chart that leaves a gap behind the text that fills it, each once; else nothing."""
    for page, following in zip(laid.pages, laid.pages[1:], strict=False):
        blocks = list(_blocks(_root(following)))
        chart = blocks[0].element.get("id") if blocks and blocks[0].element_tag == "figure" else None
        gap = (1 - filled(page)) * _height(page)
        is_first = bool(blocks) and blocks[0].position_y - _top(following) < SAME + blocks[0].margin_top
        if chart and chart not in done and is_first and gap > BARE * _height(page):
            done.add(chart)
            moved = _behind(html, chart, gap, [box.margin_height() for box in blocks[1:]])
            if moved != html:
                return moved
    return ""


def _behind(html: str, chart: str, gap: float, heights: list[float]) -> str:
    """The page with a chart behind the blocks that fill a gap; a heading keeps its paragraph; one is passed."""
    opening = re.search(rf'<figure[^>]* id="{re.escape(chart)}"', html)
    if opening is None:
        return html
    start = opening.start()
    end = html.index("</figure>", start) + len("</figure>")
    place, filled, headings = end, 0.0, 0
    for block, height in zip(_BLOCK.finditer(html, end), heights, strict=False):
        headings += block[1] == "h2"
        if block[0].startswith(_FIXED) or filled > gap or headings > 1:
            break
        filled += height
        place = place if block[1] == "h2" else block.end()
    return html[:start] + html[end:place] + html[start:end] + html[place:]


def _page_of(laid: Laid, anchor: str) -> int:
    return next((number for number, page in enumerate(laid.pages) if anchor in page.anchors), -1)


def _root(page: Any) -> Any:  # noqa: ANN401  # the boxes of WeasyPrint have no types
    return page._page_box.children[0]  # noqa: SLF001  # where its anchors do not say where text ends


def _top(page: Any) -> float:  # noqa: ANN401
    return float(page._page_box.content_box_y())  # noqa: SLF001


def _height(page: Any) -> float:  # noqa: ANN401
    return float(page._page_box.height)  # noqa: SLF001


def filled(page: Any) -> float:  # noqa: ANN401
    """The part of a page above the end of its last block."""
    bottom = max((box.position_y + box.margin_height() for box in _blocks(_root(page))), default=_top(page))
    return (bottom - _top(page)) / _height(page)


def _blocks(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """The boxes of paragraphs, headings, lists, charts and tables, in their order."""
    for child in getattr(box, "children", ()):
        if child.element_tag in _BLOCKS and child.element is not None:
            yield child
        else:
            yield from _blocks(child)
