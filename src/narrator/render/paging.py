"""Paging: what moves so that no page of the PDF is left half empty.

A chart does not break, so one that does not fit leaves the foot of its page bare. It goes before the paragraphs above
it, where it then fits; else the text behind it goes there first, and the chart follows at the head of the next page.
What runs over to a last page by less than half of it is set denser, first the tables, then the text, then the margins.
And a table breaks between the groups of its rows, where that costs no page and leaves none of them bare.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
WHOLE = "section tbody{break-inside:avoid}"
WAYS = ("", WHOLE, "section:nth-last-of-type(2){break-before:page}")
"""How the table of all figures may break: between rows, between its groups, or not before a page of its own."""
FULL = 0.85
"""The part of a page that may not be left emptier for that, where another way fills it."""
CLOSER = (
    "section table{font-size:7.6pt!important;line-height:1.22!important}"
    "section td,section th{padding-top:.5mm!important;padding-bottom:.5mm!important}"
)
NARROWER = (
    "section{margin-top:3.6mm!important}.chart{margin:2.5mm 0!important}@page{margin-top:19mm;margin-bottom:17mm}"
)
DENSER = (
    CLOSER,
    f"{CLOSER}body{{font-size:.97em!important}}",
    f"{CLOSER}body{{font-size:.94em!important;line-height:1.4!important}}",
    f"{CLOSER}{NARROWER}body{{font-size:.92em!important;line-height:1.4!important}}",
)
"""What is laid over a theme, one after the other, where the last page is nearly empty."""
DENSEST = 1.2
"""What can be on so many pages as there would be, in pages; of 51 days, each that fitted had at most 1.14."""
EMPTY = 0.5
"""The part of its height that a last page with less on it is nearly empty."""

_BLOCKS = ("p", "h2", "ul", "ol", "blockquote", "figure", "div")
_BLOCK = re.compile(rf"<({'|'.join(_BLOCKS)})\b[^>]*>.*?</\1>", re.DOTALL)
_FIXED = ("<figure", "<div")
"""What a chart does not go behind: another chart, and a table."""


def laid_out(html: str, lay: Lay) -> Laid:
    """The page laid out with as little bare paper as its text allows."""
    lay = cache(lay)
    laid = lay(html, WHOLE)
    done: set[str] = set()
    while ways := _moved(html, laid, done):
        for number, chart, moved in ways:
            again = lay(moved, WHOLE)
            is_early = number is None or chart in again.pages[number].anchors
            if is_early and len(again.pages) <= len(laid.pages):
                html, laid = moved, again
                break
    is_bare = sum(1 - filled(page) for page in laid.pages[:-1]) > filled(laid.pages[-1])
    is_well = not any(_faults(laid)) and not is_bare  # where its groups are whole, and no break of them costs a page
    laid = laid if is_well else lay(html, "")
    most = len(laid.pages) - 1
    if filled(laid.pages[-1]) < EMPTY and sum(map(filled, laid.pages)) < DENSEST * most:
        first = bisect_left(DENSER, 1, key=lambda look: len(lay(html, look).pages) <= most)
        if closer := _best(html, lay, DENSER[first:], most):
            return closer
    return laid if is_well else _best(html, lay, ("",), len(laid.pages)) or laid


def _best(html: str, lay: Lay, looks: Iterable[str], most: int) -> Laid | None:
    """Of the pages in these looks that are no more than `most`, the first whose tables break well, else the best."""
    found: list[tuple[tuple[int, float, int], Laid]] = []
    fitting = (look for look in looks if len(lay(html, look).pages) <= most)  # no other way to break takes fewer pages
    for made in (lay(html, look + way) for look in fitting for way in WAYS):
        if len(made.pages) <= most:
            found.append((_faults(made), made))
            if not any(found[-1][0]):
                break
    return min(found, key=lambda each: each[0])[1] if found else None


def _faults(laid: Laid) -> tuple[int, float, int]:
    """How many pages end with heads alone, how much of them is left bare, and how many groups are broken."""
    cut = broken = 0
    bare = 0.0
    for page, following in pairwise(laid.pages):
        last = [_root(page), *_blocks(_root(page))][-1]
        rows, after = _rows(last), [row for row in _rows(_root(following)) if not _is_head(row)]
        cut += last.element_tag == "h2" or (last.element_tag == "div" and all(map(_is_name, rows[-1:])))
        names = [row.element.get("class") for row in (*rows, *after[:1])]
        broken += bool(rows) and "group" in names[:-1] and names[-1] != "group"
        bare += round(max(0.0, FULL - filled(page)), 2)
    return cut, bare, broken


def _is_head(row: Any) -> bool:  # noqa: ANN401
    """Whether a row names the columns."""
    return all(cell.element.get("scope") == "col" for cell in row.children)


def _is_name(row: Any) -> bool:  # noqa: ANN401
    """Whether a row names the columns, or the group of the rows below it."""
    return _is_head(row) or row.element.get("class") == "group"


def _moved(html: str, laid: Laid, done: set[str]) -> list[tuple[int | None, str, str]]:
    """What can be done with the first chart that leaves a gap, each chart once; else nothing.

    The page with the chart before the paragraphs above it, and the number of the page where it must then stand; and
    the page with the chart behind the text that fills the gap.
    """
    for number, (page, following) in enumerate(pairwise(laid.pages)):
        blocks = list(_blocks(_root(following)))
        chart = blocks[0].element.get("id") if blocks and blocks[0].element_tag == "figure" else None
        gap = (1 - filled(page)) * _height(page)
        is_first = bool(blocks) and blocks[0].position_y - _top(following) < SAME + blocks[0].margin_top
        if chart and chart not in done and is_first and gap > BARE * _height(page):
            done.add(chart)
            above = [(box.element_tag, box.margin_height()) for box in _blocks(_root(page))]
            earlier = _before(html, chart, blocks[0].margin_height() - gap, above)
            later = _behind(html, chart, gap, [box.margin_height() for box in blocks[1:]])
            ways = [(number, chart, earlier), (None, chart, later)]
            if found := [way for way in ways if way[2] != html]:
                return found
    return []


def _before(html: str, chart: str, lacking: float, above: list[tuple[str, float]]) -> str:
    """The page with a chart before so many paragraphs of its section that it has room above them."""
    start, end = _place(html, chart)
    section = html.rfind("</h2>", 0, start) + len("</h2>")
    paragraphs = [*_BLOCK.finditer(html, section, start)]
    for (tag, height), block in zip(reversed(above), reversed(paragraphs), strict=False):
        if not tag == block[1] == "p":
            break
        lacking -= height
        if lacking <= 0:
            return html[: block.start()] + html[start:end] + html[block.start() : start] + html[end:]
    return html


def _place(html: str, chart: str) -> tuple[int, int]:
    """Where a chart begins and ends in a page."""
    opening = re.search(rf'<figure[^>]* id="{re.escape(chart)}"', html)
    if opening is None:
        return len(html), len(html)
    return opening.start(), html.index("</figure>", opening.start()) + len("</figure>")


def _behind(html: str, chart: str, gap: float, heights: list[float]) -> str:
    """The page with a chart behind the blocks that fill a gap; a heading keeps its paragraph; one is passed."""
    start, end = _place(html, chart)
    place, filled, headings = end, 0.0, 0
    for block, height in zip(_BLOCK.finditer(html, end), heights, strict=False):
        headings += block[1] == "h2"
        if block[0].startswith(_FIXED) or filled > gap or headings > 1:
            break
        filled += height
        place = place if block[1] == "h2" else block.end()
    return html[:start] + html[end:place] + html[start:end] + html[place:]


def _root(page: Any) -> Any:  # noqa: ANN401  # the boxes of WeasyPrint have no types
    return page._page_box.children[0]  # noqa: SLF001  # where its anchors do not say where text ends


def _top(page: Any) -> float:  # noqa: ANN401
    return float(page._page_box.content_box_y())  # noqa: SLF001


def _height(page: Any) -> float:  # noqa: ANN401
    return float(page._page_box.height)  # noqa: SLF001


def filled(page: Any) -> float:  # noqa: ANN401
    """The part of a page above the end of its last block."""
    bottom = max(map(_bottom, _blocks(_root(page))), default=_top(page))
    return (bottom - _top(page)) / _height(page)


def _bottom(box: Any) -> float:  # noqa: ANN401
    """Where a block ends; a table that goes on overleaf ends with its last row, and not with its page."""
    rows = _rows(box) if box.element_tag == "div" else []
    last = rows[-1] if rows else box
    return float(last.position_y + (last.height if rows else box.margin_height()))


def _rows(box: Any) -> list[Any]:  # noqa: ANN401
    below = getattr(box, "children", ())
    return [box] if box.element_tag == "tr" else [row for child in below for row in _rows(child)]


def _blocks(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """The boxes of paragraphs, headings, lists, charts and tables, in their order."""
    for child in getattr(box, "children", ()):
        if child.element_tag in _BLOCKS and child.element is not None:
            yield child
        else:
            yield from _blocks(child)
