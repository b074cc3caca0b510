"""Paging: text fills the foot of a page that a chart leaves, and tables break between their groups."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from narrator.render.paging import BARE, DENSER, EMPTY, filled, laid_out
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


def grouped(before: int, *groups: int) -> str:
    """A page whose table has groups of so many rows."""
    rows = "".join(f"| **Group {n}** | |\n" + "| a | b |\n" * count for n, count in enumerate(groups))
    return sample(f"# Title\n\n{LINE * before}## Figures\n\n| A | B |\n|:--|--:|\n{rows}\n## About\n\nWho.\n")


def rows_of(laid: Laid) -> list[list[str]]:
    """The rows of each page: head, group, or row."""
    found = []
    for page in laid.pages:
        rows = [box.element for box in page._page_box.descendants() if box.element_tag == "tr"]  # noqa: SLF001  # no other way
        found.append([row.get("class") or ("row" if row.find("td") is not None else "head") for row in rows])
    return found


def test_a_table_begins_where_the_text_ends_and_breaks_between_its_groups() -> None:
    seen = 0
    for before in range(24, 46, 3):
        html = grouped(before, 4, 5, 6, 7, 4, 5)
        laid = laid_out(html, lay)
        assert len(laid.pages) <= len(lay(html, "").pages)
        for page, following in pairwise(rows_of(laid)):
            if page and following:
                seen += 1
                assert page[-1] == "row", "no name of a group at the foot"
                assert following[:2] == ["head", "group"]
    assert seen


def test_a_group_that_is_longer_than_a_page_breaks_within_itself() -> None:
    pages = rows_of(laid_out(grouped(9, 90), lay))
    assert pages[0][:2] == ["head", "group"]
    assert pages[0][-1] == "row"


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
