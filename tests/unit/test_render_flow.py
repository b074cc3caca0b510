"""Flow: pages break where it says that they would, in other ways than the one that was laid out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from narrator.render.flow import WAYS, WHOLE, measured
from narrator.render.fonts import font_faces, only_packaged
from narrator.render.looks import LOOKS, denser
from support.page import ARTICLE, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.render.flow import Flow

GROUPS = "".join(f"| **Group {n}** | | | |\n" + f"| Thing {n} | much | agreed | who |\n" * 9 for n in range(8))
TABLE = f"\n| Figure | What it says | Standing | Source |\n|---|---|---|---|\n{GROUPS}\n"
LONGER = ARTICLE.replace("A short seller", "A short seller pays. " * 90 + "A short seller")
ARTICLES = {
    "as it is": ARTICLE,
    "groups": LONGER.replace("## About this brief", f"{TABLE}## About this brief"),
    "a list": ARTICLE.replace("- Bitcoin alone", "- One of many words. " * 60 + "\n\n- Bitcoin alone"),
}


@pytest.fixture(scope="module")
def flow() -> Callable[[str, str], Flow]:
    """Lays out an article with a style sheet laid over its theme."""
    with only_packaged():
        fonts = FontConfiguration()
        CSS(string=font_faces("", ""), font_config=fonts)

    @cache
    def made(article: str, more: str) -> Flow:
        html = HTML(string=sample(ARTICLES[article]), media_type="print")
        return measured(html.render(font_config=fonts, stylesheets=[CSS(string=more)]).pages)

    return made


@pytest.mark.parametrize("article", ARTICLES)
def test_pages_break_where_it_says(flow: Callable[[str, str], Flow], article: str) -> None:
    whole = flow(article, WHOLE)
    found = {way: flow(article, way) for way in WAYS}
    assert {way: whole.starts(way) for way in WAYS} == {way: each.firsts for way, each in found.items()}
    if article == "groups":
        assert len({tuple(each.firsts) for each in found.values()}) == 3, "each way is another"
    for way, each in found.items():
        assert each.starts(way) == each.firsts
        assert whole.fills(whole.starts(way)) == pytest.approx(each.fills(each.firsts), abs=0.02), "but for a margin"


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_a_denser_look_is_told_to_a_few_lines(flow: Callable[[str, str], Flow], number: int) -> None:
    look = LOOKS[number]
    for article in ARTICLES:
        as_it_is, told, found = flow(article, ""), denser(flow(article, ""), look), flow(article, look.css)
        heights = [sum(piece.gap + piece.height for piece in each.pieces) for each in (as_it_is, told, found)]
        assert heights[2] < heights[0]
        assert abs(heights[1] - heights[2]) < max(45, (heights[0] - heights[2]) / 4), article
