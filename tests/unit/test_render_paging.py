"""Paging: text fills the foot of a page that a chart leaves, and tables break between their groups.

On a sheet of 25 lines, whose blocks are as high as they say: what a theme makes of it is shown in test_render_pdf.py.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from narrator.render.flow import FULL, WHOLE, measured
from narrator.render.fonts import font_faces, only_packaged
from narrator.render.looks import LOOKS
from narrator.render.paging import BARE, EMPTY, laid_out
from support import pages as briefs
from support.briefs import EVENTS

if TYPE_CHECKING:
    from narrator.render.paging import Laid, Lay

DENSER = tuple(look.css for look in LOOKS)
STYLE = """
@page { size: 500px 700px; margin: 100px 50px }
body { margin: 0; font: 16px "Narrator Serif" }
p, h2, ul { margin: 0; padding: 0; height: 1.25em; font-size: 1em }
h2, .group { break-after: avoid }
section { margin-top: 8mm }
figure { margin: 0; height: 300px; break-inside: avoid }
table { border-spacing: 0; font-size: 16px }
td, th { height: 1.25em; padding: 0 }
"""
LINE, LIST, CHART = "<p></p>", "<ul></ul>", '<figure class="chart" id="chart-one"></figure>'
"""A 25th of a page; as much, before which no chart goes; three fifths of a page."""


def filled(page: Any) -> float:  # noqa: ANN401  # the pages of WeasyPrint have no types
    """The part of a page above the end of its last block."""
    return measured([page]).fills([0])[0]


def heading(name: str) -> str:
    return f'<h2 id="{name}"></h2>'


def table(*groups: int) -> str:
    """A table with groups of so many rows, each a 25th of a page, as its head is."""
    name, row = '<tr class="group"><th scope="rowgroup"></th></tr>', "<tr><td></td></tr>"
    rows = "".join(f"<tbody>{name * (len(groups) > 1)}{row * count}</tbody>" for count in groups)
    return f'<div><table><thead><tr><th scope="col"></th></tr></thead>{rows}</table></div>'


def sheet(body: str) -> str:
    return f"<html lang=en><head><style>{STYLE}</style></head><body>{body}</body></html>"


@pytest.fixture(scope="module")
def lay() -> Lay:
    """Lays out with our fonts, once they are read."""
    with only_packaged():
        fonts = FontConfiguration()
        CSS(string=font_faces("", ""), font_config=fonts)

    def made(html: str, more: str) -> Laid:
        laid: Laid = HTML(string=html, media_type="print").render(font_config=fonts, stylesheets=[CSS(string=more)])
        return laid

    return made


class Watched:
    """Lays out, and knows what was asked for."""

    def __init__(self, lay: Lay) -> None:
        self.lay = lay
        self.asked: list[tuple[str, str]] = []

    def __call__(self, html: str, more: str) -> Laid:
        self.asked.append((html, more))
        return self.lay(html, more)


def pushed(lay: Lay, after: str, above: str = LIST) -> str:
    """A page whose chart does not fit and leaves more than a third of its first page bare."""
    html = sheet(LINE * 14 + above + CHART + after)
    bare = lay(html, "").pages
    assert "chart-one" in bare[1].anchors
    assert filled(bare[0]) < 1 - 5 * BARE
    return html


def test_text_fills_the_foot_of_a_page_that_a_chart_leaves(lay: Lay) -> None:
    laid = laid_out(pushed(lay, LINE * 30), lay)
    assert filled(laid.pages[0]) > 1 - BARE
    assert "chart-one" in laid.pages[1].anchors


def test_a_chart_goes_before_the_paragraphs_above_it_where_it_then_fits(lay: Lay) -> None:
    html = pushed(lay, LINE * 30, above=LINE)
    laid = laid_out(html, lay)
    assert "chart-one" in laid.pages[0].anchors
    assert filled(laid.pages[0]) > 1 - BARE
    assert len(laid.pages) <= len(lay(html, "").pages)


def test_a_chart_does_not_leave_its_section_upward(lay: Lay) -> None:
    laid = laid_out(pushed(lay, LINE * 30, above=heading("one") + LINE), lay)
    assert "chart-one" not in laid.pages[0].anchors


def test_a_chart_passes_one_heading_and_no_table(lay: Lay) -> None:
    before = pushed(lay, table(12))
    assert filled(laid_out(before, lay).pages[0]) == filled(lay(before, "").pages[0])
    sections = "".join(heading(name) + LINE for name in ("one", "two", "three"))
    anchors = laid_out(pushed(lay, sections), lay).pages[0].anchors
    assert [name for name in anchors if name in {"one", "two", "three"}] == ["one"]


def appendix(before: int, *groups: int, more: str = "") -> str:
    figures, about = heading("figures") + table(*groups) + more, heading("about") + LINE
    return sheet(f"{LINE * before}<section>{figures}</section><section>{about}</section>")


def rows_of(laid: Laid) -> list[list[str]]:
    """The rows of each page: head, group, or row."""
    found = []
    for page in laid.pages:
        rows = [box.element for box in page._page_box.descendants() if box.element_tag == "tr"]  # noqa: SLF001  # no other way
        found.append([row.get("class") or ("row" if row.find("td") is not None else "head") for row in rows])
    return found


@pytest.mark.parametrize("before", range(0, 21, 2))
def test_a_table_begins_where_the_text_ends_and_breaks_between_its_groups(lay: Lay, before: int) -> None:
    html = appendix(before, *(2, 1) * 8)
    laid = laid_out(html, lay)
    assert len(laid.pages) <= len(lay(html, "").pages)
    pages = [rows for rows in rows_of(laid) if rows]
    assert len(pages) > 1
    for page, following in pairwise(pages):
        assert page[-1] == "row", "no name of a group at the foot"
        assert following[:2] == ["head", "group"]


def test_a_group_that_is_longer_than_a_page_breaks_within_itself(lay: Lay) -> None:
    pages = rows_of(laid_out(appendix(9, 90, 1), lay))
    assert pages[0][:2] == ["head", "group"]
    assert pages[0][-1] == "row"


def test_a_last_page_of_a_few_lines_is_drawn_in(lay: Lay) -> None:
    html = appendix(9, 11)
    bare = lay(html, "").pages
    assert len(bare) == 2 > len(lay(html, DENSER[0]).pages)
    assert filled(bare[1]) < EMPTY
    assert len(laid_out(html, lay).pages) == 1


def test_a_last_page_that_is_more_than_half_full_is_left_as_it_is(lay: Lay) -> None:
    html, watched = appendix(20, 13), Watched(lay)
    laid = laid_out(html, watched)
    assert filled(laid.pages[-1]) > EMPTY
    assert not {*DENSER} & {more for _, more in watched.asked}
    assert len(laid.pages) == len(lay(html, "").pages)


def test_text_and_margins_are_drawn_in_where_closer_tables_are_not_enough(lay: Lay) -> None:
    html = appendix(18, 3)
    assert [len(lay(html, more).pages) for more in ("", *DENSER)] == [2, 2, 2, 2, 1]
    assert len(laid_out(html, lay).pages) == 1


@pytest.mark.parametrize("before", range(0, 21, 5))
def test_an_appendix_costs_no_page(lay: Lay, before: int) -> None:
    html = appendix(before, 40)
    assert len(laid_out(html, lay).pages) <= len(lay(html, "").pages)


def test_a_table_that_would_leave_a_page_bare_breaks_within_a_group(lay: Lay) -> None:
    html = appendix(14, 2, 8)
    assert filled(lay(html, WHOLE).pages[0]) < FULL
    assert filled(laid_out(html, lay).pages[0]) > FULL


def test_nothing_is_laid_out_twice(lay: Lay) -> None:
    for html in (appendix(10, 27), appendix(20, 13), appendix(16, *(2, 1) * 8), pushed(lay, LINE * 30)):
        watched = Watched(lay)
        laid_out(html, watched)
        assert len(watched.asked) == len({*watched.asked})


def test_what_is_well_as_it_is_is_laid_out_once(lay: Lay) -> None:
    for html in (sheet(LINE * 5), sheet(LINE * 40), sheet(table(3, 3))):
        watched = Watched(lay)
        laid_out(html, watched)
        assert [more for _, more in watched.asked] == [WHOLE]


@pytest.mark.parametrize("lines", [29, 30, 60])
def test_a_last_page_that_cannot_be_drawn_in_is_laid_out_once(lay: Lay, lines: int) -> None:
    watched, html = Watched(lay), sheet(LINE * lines)
    assert len(laid_out(html, watched).pages) == len(lay(html, DENSER[-1]).pages) > 1
    assert [more for _, more in watched.asked] == [WHOLE]


def test_what_is_moved_and_drawn_in_is_laid_out_twice(lay: Lay) -> None:
    html, watched = pushed(lay, LINE * 30 + appendix(0, 3), above=LINE), Watched(lay)
    laid = laid_out(html, watched)
    assert len(watched.asked) == 2
    assert watched.asked[1][0] != html
    assert "chart-one" in laid.pages[0].anchors


@pytest.mark.parametrize("event", EVENTS)
def test_the_pages_of_a_brief_are_full_after_three_layouts_at_most(lay: Lay, event: str) -> None:
    watched = Watched(lay)
    laid = laid_out(briefs.page(event), watched)
    assert len(watched.asked) <= 3
    assert len(laid.pages) <= len(lay(briefs.page(event), "").pages)
    assert min(map(filled, laid.pages[:-1])) > FULL
