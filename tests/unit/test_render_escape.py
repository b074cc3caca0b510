"""Record text in Markdown: every reader prints it letter for letter, whatever it holds."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape

import pytest
from markdown_it import MarkdownIt

from narrator.render.escape import MarkInTextError, md_escape
from narrator.render.html import sanitised
from support.corpora import corpus, strings

COMMONMARK = MarkdownIt("commonmark").enable("table").enable("strikethrough")
FORGED = re.compile("[\ue000-\uf8ff]")


@cache
def hostile() -> tuple[str, ...]:
    found = strings("xss", "ssti", "strings")
    examples = [example for file in corpus("markdown") for example in json.loads(file.read_text(encoding="utf-8"))]
    found += [example["markdown"] for example in examples]
    return tuple(text for text in found if text.strip() and not FORGED.search(text))


def shown(html: str) -> str:
    paragraph = re.fullmatch(r"<p>([^<]*)</p>\s*", html)
    assert paragraph is not None, html
    return unescape(paragraph[1])


def on_one_line(text: str) -> str:
    return re.sub(r"[\s\u0085\u2028\u2029]+", " ", text).strip()


def test_the_page_shows_every_hostile_text_letter_for_letter() -> None:
    assert len(hostile()) > 300
    assert [text for text in hostile() if shown(sanitised(md_escape(text))) != on_one_line(text)] == []


def test_a_commonmark_reader_shows_every_hostile_text_letter_for_letter() -> None:
    assert [text for text in hostile() if shown(COMMONMARK.render(md_escape(text))) != on_one_line(text)] == []


def test_hostile_text_stays_in_its_table_cell() -> None:
    for text in hostile():
        table = f"| a | b |\n|---|---|\n| {md_escape(text)} | end |\n"
        assert [html.count("<td>") for html in (COMMONMARK.render(table), sanitised(table))] == [2, 2], text


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("S&P 500 and AT&T", "S&P 500 and AT&T"),
        ("the Fed's $59.4 billion, 4.1% (net)", "the Fed's $59.4 billion, 4.1% (net)"),
        ("1. first", "1\\. first"),
        ("- a list", "\\- a list"),
        ("a - b + c", "a - b + c"),
        ("two\n\nlines ", "two lines"),
        ("see https://x.example", "see https\\://x.example"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_only_what_could_mean_something_is_escaped(typed: str, escaped: str) -> None:
    assert md_escape(typed) == escaped


def test_text_that_could_forge_the_mark_of_a_figure_is_refused() -> None:
    with pytest.raises(MarkInTextError, match="private-use"):
        md_escape("\ue000liquidations.total\ue001$1\ue002")
