"""Paging: what moves so that no page of the PDF is left half empty.

A chart does not break, so one that does not fit leaves the foot of its page bare. It goes before the paragraphs above
it, where it then fits; else the text behind it goes there first, and the chart follows at the head of the next page.
What runs over to a last page by less than half of it is set denser, first the tables, then the text, then the margins.
And the table of all figures is an appendix: where it would break, and has room on a page of its own, it begins there.
"""

from __future__ import annotations

import re
from itertools import pairwise
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
EMPTY = 0.5
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
    while ways := _moved(html, laid, done):
        for number, chart, moved in ways:
            again = lay(moved, "")
            is_early = number is None or chart in again.pages[number].anchors
            if is_early and len(again.pages) <= len(laid.pages):
                html, laid = moved, again
                break
    made = _appended(html, lay, laid)
    if len(made.pages) > 1 and any(filled(page) < EMPTY for page in made.pages):
        closer = (lay(html, more) for more in DENSER)
        fewer = next((each for each in closer if len(each.pages) < len(made.pages)), None)
        made = _appended(html, lay, fewer) if fewer else made
    return made


def _appended(html: str, lay: Lay, laid: Laid) -> Laid:
    """The table of all figures at the head of a page, whole if it can be, where it would break and costs no page."""
    headings = _HEADING.findall(html)[-2:]
    if _is_on_one_page(laid, headings):
        return laid
    tried = [lay(html, more) for more in (APPENDIX, APPENDIX + CLOSER)]
    fine = [each for each in tried if len(each.pages) <= len(laid.pages) and _is_full_before(each, headings[0])]
    return next(iter((*(each for each in fine if _is_on_one_page(each, headings)), *fine)), laid)


def _is_on_one_page(laid: Laid, headings: list[str]) -> bool:
    return len({_page_of(laid, heading) for heading in headings}) <= 1


def _is_full_before(laid: Laid, heading: str) -> bool:
    before = _page_of(laid, heading) - 1
    return before >= 0 and filled(laid.pages[before]) >= FULL


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
