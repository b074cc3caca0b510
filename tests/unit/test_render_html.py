"""The page: one file that fetches nothing and runs no script, with every figure an element to point at."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import html5lib
import pytest

from narrator.model.quantity import EMPTY
from narrator.render import environment, marks
from narrator.render.cards import machine_value
from narrator.render.escape import md_escape
from narrator.render.html import PageContext, compose, sanitised
from narrator.render.theme import Theme
from support.corpora import corpus, strings, texts
from support.page import ARTICLE, CARDS, f, point, sample, span
from support.pages import dangers, parsed, words

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from narrator.model.quantity import Interval


@cache
def page() -> ET.Element:
    return parsed(sample())


def test_every_printed_figure_is_a_data_element_with_its_own_words() -> None:
    marked = [(match[1], match[2]) for match in marks.PRINTED.finditer(ARTICLE)]
    shown = [(e.get("data-figure"), words(e)) for e in page().iter("data")]
    assert sorted(shown) == sorted(marked)
    assert {e.get("class") for e in page().iter("data")} == {"figure"}


def test_a_page_of_thousands_of_figures_is_made() -> None:
    made = {f"flows.r{n}": replace(CARDS["liquidations.total"], id=f"flows.r{n}") for n in range(2_000)}
    article = "# Many\n\n" + "\n\n".join(f"Of it {f(name, '$1 million')}." for name in made)
    texts = dict.fromkeys(("title", "description", "language", "desk", "published", "published_iso"), "x")
    context = PageContext({**texts, "language": "en"}, Theme("", "", ""), made, {})
    page = compose(article, context, environment.environment(environment.PACKAGED, html=True))
    assert (page.count('role="tooltip"'), len(page) > 1_000_000) == (2_000, True)


def test_no_mark_is_left_in_the_page() -> None:
    assert re.search("[\ue000-\uf8ff]", sample()) is None


def test_a_figure_can_be_focused_and_is_described_by_its_card() -> None:
    cards = {element.get("id") for element in page().iter("div") if element.get("role") == "tooltip"}
    for figure in page().iter("data"):
        assert figure.get("tabindex") == "0"
        assert figure.get("aria-describedby") in cards


def test_there_is_one_card_for_each_figure_that_is_printed_and_none_for_others() -> None:
    only = f"# One: {f('liquidations.longs', '$95 million')}\n\nText.\n"
    ids = [e.get("id") for e in parsed(sample(only)).iter("div") if e.get("role") == "tooltip"]
    assert ids == ["card-liquidations.longs"]


def test_a_card_says_range_standing_nature_and_who_said_what() -> None:
    card = next(e for e in page().iter("div") if e.get("id") == "card-liquidations.total")
    assert words(card) == (
        "Liquidations, all $575 million to $665 million disputed Harbour Data $575 million Lattice $612 million "
        "Northgate $648 million to $665 million a trading channel $720 million in circulation, outside the printed "
        "range Northgate counts two venues more, and its day ends an hour later."
    )


@pytest.mark.parametrize(
    ("interval", "value"),
    [(point("575000000"), "575000000"), (span("90", None), "90/.."), (span(None, "2.50"), "../2.5"), (EMPTY, "")],
)
def test_the_value_of_a_figure_is_for_machines(interval: Interval, value: str) -> None:
    assert machine_value(interval) == value


def test_the_page_is_laid_out_in_elements_that_mean_something() -> None:
    tree = page()
    html = tree if tree.tag == "html" else tree.find("html")
    assert html is not None
    assert html.get("lang") == "en"
    assert [len(list(tree.iter(tag))) for tag in ("main", "article", "h1", "title")] == [1, 1, 1, 1]
    assert next(tree.iter("a")).get("href") == "#article"
    sections = [section.get("aria-labelledby") for section in tree.iter("section")]
    headings = {heading.get("id") for heading in tree.iter("h2")}
    assert len(sections) == 7
    assert set(sections) == headings


def test_tables_have_captions_scopes_and_numeric_columns() -> None:
    table = [*page().iter("table")][1]
    caption = table.find("caption")
    assert caption is not None
    assert words(caption) == "Totals by source and by side, in the 24 hours to 16:00 UTC+8."
    assert [cell.get("scope") for cell in table.iter("th")] == ["col"] * 4 + ["row"] * 3
    assert {cell.get("class") for cell in table.iter("td")} == {"number"}
    assert "align=" not in sample().partition("</head>")[2]


def test_every_cell_knows_the_head_of_its_column() -> None:
    table = [*page().iter("table")][1]
    rows = [[cell.get("data-label") for cell in row.iter("td")] for row in table.iter("tr")]
    assert rows == [[], *[["Total", "Shorts", "Longs"]] * 3]


def test_who_and_when_stand_once_above_the_article() -> None:
    same = "# T\n\n**More.**\n\n*A & B, Jan. 14, 2026, 20:00 UTC+8*\n\nText.\n"
    assert 'class="dateline"' not in sample(same, desk="A & B")
    assert 'class="dateline"' in sample(same, desk="Another desk")


def test_a_chart_stands_where_its_mark_stood_and_says_what_it_shows() -> None:
    drawings = list(page().iter("{http://www.w3.org/2000/svg}svg"))
    charts = [svg for svg in drawings if svg.get("role") == "img"]
    assert [svg.get("data-chart") for svg in charts] == [
        "who-says-what",
        "figures-at-a-glance",
        "sides",
        "moves",
        "levels",
    ]
    title = charts[0].find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert words(title) == "No two trackers agree on what was lost"
    names = {str(element.tag).rpartition("}")[2] for svg in drawings for element in svg.iter()}
    assert names <= {"svg", "title", "desc", "rect", "line", "circle", "path", "text"}


def test_a_chart_that_is_not_there_leaves_no_gap() -> None:
    body = sample(f"# T\n\nBefore.\n\n{marks.chart('absent')}\n\nAfter.\n").partition("<body>")[2]
    assert re.search(r"<p>Before\.</p>\s*<p>After\.</p>", body)


def test_the_policy_lets_only_the_pages_own_styles_apply() -> None:
    html = sample()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    hashes = {
        f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
        for style in re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    }
    directives = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert set(directives.pop("style-src").split()) == hashes
    assert directives == {
        "default-src": "'none'",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_stands_first_in_the_head() -> None:
    assert re.search(r"<head>\s*<meta http-equiv=\"Content-Security-Policy\"", sample())


def test_a_style_sheet_cannot_end_its_element() -> None:
    attack = Theme("p::after { content: '</style><script>alert()</script>' }", "", "")
    assert dangers(parsed(sample(styles=attack))) == []


def test_the_page_is_one_file_of_bearable_size() -> None:
    html = sample()
    assert dangers(page()) == []
    assert re.findall(r"url\((?!\"data:font/ttf;base64,)", html) == []
    assert len(html) < 300_000


def test_the_same_article_gives_the_same_bytes() -> None:
    assert sample() == sample()


def test_an_article_of_another_shape_is_still_a_page() -> None:
    html = sample("Just a paragraph.\n\n## And a heading\n\nText.\n")
    assert "<p>Just a paragraph.</p>" in html
    assert [words(heading) for heading in parsed(html).iter("h2")] == ["And a heading"]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[a](javascript:alert(1))", '<p><a rel="noopener noreferrer">a</a></p>'),
        ("[a](JaVaScRiPt&colon;alert)", '<p><a rel="noopener noreferrer">a</a></p>'),
        ("[a](//evil.example)", '<p><a rel="noopener noreferrer">a</a></p>'),
        ("[a](notes.html)", '<p><a rel="noopener noreferrer">a</a></p>'),
        ("[a](https://x.example)", '<p><a href="https://x.example" rel="noopener noreferrer">a</a></p>'),
        ("![a](http://127.0.0.1/x.png)", "<p></p>"),
        ("text {: onclick=alert(1) }", "<p>text {: onclick=alert(1) }</p>"),
        ("<a rel=attachment href='file:///canary'>x</a>", "<p>&lt;a rel=attachment href='file:///canary'&gt;x&lt;/a&gt;</p>"),
    ],
)  # fmt: skip
def test_what_a_template_may_not_bring_into_the_page(markdown: str, html: str) -> None:
    assert sanitised(markdown).strip() == html


@pytest.mark.parametrize("file", corpus("xss"), ids=lambda path: path.stem)
def test_no_attack_survives_wherever_a_record_puts_it(file: Path) -> None:
    attacks = [md_escape(text) for text in texts(file)]
    body = "".join(
        f"## {text}\n\n{text}\n\n- {text}\n\n> {text}\n\n[{text}](https://x.example)\n\n"
        f"| {text} | b |\n|---|---|\n| {text} | {f('liquidations.longs', text)} |\n\n"
        for text in attacks
        if text
    )
    html = sample(f"# {attacks[0]}\n\n{body}", title=texts(file)[0])
    assert dangers(parsed(html)) == []


def test_raw_attacks_in_a_template_do_not_survive_either() -> None:
    for attack in strings("xss"):
        tree = html5lib.parseFragment(sanitised(attack), namespaceHTMLElements=False)
        assert dangers(tree) == [], attack


def test_texts_round_the_article_are_escaped() -> None:
    html = sample(title="<b>&", desk='"><i>', description="</title><script>", published="<u>")
    assert dangers(parsed(html)) == []
    assert "<title>&lt;b&gt;&amp;</title>" in html


def test_a_figure_of_another_event_is_a_bug_and_not_a_page() -> None:
    with pytest.raises(KeyError):
        sample(f"# {f('liquidations.nowhere', '$1')}")


def test_all_cards_have_a_status_in_words() -> None:
    assert all(card.status for card in CARDS.values())


def test_the_last_word_of_a_headline_stands_on_no_line_of_its_own() -> None:
    headline = page().find(".//h1")
    assert headline is not None
    *_, last = "".join(headline.itertext()).split(" ")
    assert "\u00a0" in last
