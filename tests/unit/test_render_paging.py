"""Paging: text fills the foot of a page that a chart leaves, and the appendix has a page of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from narrator.render.paging import APPENDIX, BARE, CLOSER, DENSER, EMPTY, filled, laid_out
from support.page import sample

if TYPE_CHECKING:
    from narrator.render.paging import Laid

CHART = '<figure class="chart" id="chart-one"><svg width="100%" height="300"></svg></figure>'
LINE = "A line of the article that says little.\n\n"


def lay(html: str, more: str) -> Laid:
    made: Laid = HTML(string=html, media_type="print").render(
        font_config=FontConfiguration(), stylesheets=[CSS(string=more)]
    )
    return made


@cache
def article(before: int, after: str, above: str) -> str:
    """A page with lines, what stands above a chart, the chart, and what stands behind it."""
    html = sample(f"# Title\n\n{LINE * before}{above}Chart here.\n\n{after}## About\n\nWho.\n")
    return html.replace("<p>Chart here.</p>", CHART)


LIST = "- A point.\n\n"
"""Before which no chart goes."""


def pushed(after: str, above: str = LIST) -> str:
    """A page whose chart does not fit and leaves a fifth of its first page bare."""
    for before in range(20, 60):
        html = article(before, after, above)
        if paging_of(lay(html, ""))[0] < 0.8:
            return html
    raise AssertionError(after)


def paging_of(laid: Laid) -> list[float]:
    return [filled(page) for page in laid.pages]


def test_text_fills_the_foot_of_a_page_that_a_chart_leaves() -> None:
    html = pushed(LINE * 30)
    laid = laid_out(html, lay)
    assert paging_of(laid)[0] > 1 - BARE
    assert "chart-one" in laid.pages[1].anchors


def test_a_chart_goes_before_the_paragraphs_above_it_where_it_then_fits() -> None:
    html = pushed(LINE * 30, above="")
    assert "chart-one" in lay(html, "").pages[1].anchors
    laid = laid_out(html, lay)
    assert "chart-one" in laid.pages[0].anchors
    assert paging_of(laid)[0] > 1 - BARE
    assert len(laid.pages) <= len(lay(html, "").pages)


def test_a_chart_does_not_leave_its_section_upward() -> None:
    anchors = laid_out(pushed(LINE * 30, above=f"## One\n\n{LINE}"), lay).pages[0].anchors
    assert "chart-one" not in anchors


def test_a_chart_passes_one_heading_and_no_table() -> None:
    table = "| A | B |\n|:--|--:|\n" + "| a | b |\n" * 12
    assert paging_of(laid_out(pushed(table), lay))[0] < 0.8
    sections = f"## One\n\n{LINE}## Two\n\n{LINE}## Three\n\n{LINE}"
    anchors = laid_out(pushed(sections), lay).pages[0].anchors
    assert [name for name in anchors if name.startswith(("one", "two", "three"))] == ["one-1"]


def appendix(before: int, rows: int) -> str:
    table = "## Figures\n\n| A | B |\n|:--|--:|\n" + "| a | b |\n" * rows
    return sample(f"# Title\n\n{LINE * before}{table}\n## About\n\nWho.\n")


def test_a_table_that_would_break_has_a_page_of_its_own_where_it_fits_on_one() -> None:
    for before in range(20, 60):
        html = appendix(before, 14)
        first, *rest = lay(html, "").pages
        if "figures-1" in first.anchors and rest and len(lay(html, DENSER[-1]).pages) > 1:
            break
    assert "about-2" in rest[0].anchors
    laid = laid_out(html, lay)
    assert "figures-1" in laid.pages[1].anchors
    assert len(laid.pages) == 2


def test_a_table_is_set_closer_where_it_is_whole_on_one_page_then() -> None:
    for rows in range(60, 20, -1):
        html = appendix(22, rows)
        if len(lay(html, APPENDIX).pages) > 2 >= len(lay(html, APPENDIX + CLOSER).pages):
            break
    laid = laid_out(html, lay)
    assert {"figures-1", "about-2"} <= {*laid.pages[1].anchors}


def test_a_last_page_of_a_few_lines_is_drawn_in() -> None:
    for before in range(20, 70):
        html = appendix(before, 6)
        bare = lay(html, "").pages
        if len(bare) == 2 > len(lay(html, DENSER[-1]).pages):
            break
    assert filled(bare[1]) < EMPTY
    assert len(laid_out(html, lay).pages) == 1


def test_a_last_page_that_is_more_than_half_full_is_left_as_it_is() -> None:
    html = appendix(20, 90)
    bare = lay(html, "").pages
    assert filled(bare[-1]) > EMPTY or len(lay(html, DENSER[-1]).pages) == len(bare)
    assert len(laid_out(html, lay).pages) == len(bare)


def test_text_and_margins_are_drawn_in_where_closer_tables_are_not_enough() -> None:
    for before in range(20, 70):
        html = appendix(before, 6)
        pages = [len(lay(html, more).pages) for more in ("", *DENSER)]
        if pages == [2, 2, 2, 2, 1]:
            break
    assert pages[-1] == 1
    assert len(laid_out(html, lay).pages) == 1


def test_an_appendix_costs_no_page() -> None:
    for before, rows in ((20, 60), (36, 36)):
        html = appendix(before, rows)
        assert len(laid_out(html, lay).pages) <= len(lay(html, "").pages)
