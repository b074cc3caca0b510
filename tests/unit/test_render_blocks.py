"""Blocks: an article as paragraphs and tables, whatever its HTML is nested like."""

from __future__ import annotations

import pytest

from narrator.render.blocks import Cell, Chart, Paragraph, Span, Table, blocks
from narrator.render.html import sanitised
from narrator.render.marks import chart, figure
from narrator.render.tables import structured


def of(markdown: str) -> list[tuple[str, str]]:
    """The roles and the texts of the paragraphs of a Markdown text."""
    return [(b.role, b.text) for b in blocks(structured(sanitised(markdown))) if isinstance(b, Paragraph)]


def test_the_opening_is_known_by_its_form_and_loses_it() -> None:
    found = blocks(structured(sanitised("# A title\n\n**What it is about.**\n\n*The desk, today*\n\n**Bold** text.")))
    assert found == [
        Paragraph("title", (Span("A title"),)),
        Paragraph("standfirst", (Span("What it is about."),)),
        Paragraph("dateline", (Span("The desk, today"),)),
        Paragraph("text", (Span("Bold", bold=True), Span(" text."))),
    ]


@pytest.mark.parametrize(
    ("markdown", "roles"),
    [
        ("# T\n\n*The desk*\n\n**All of it is bold.**", ["title", "dateline", "standfirst"]),
        ("# T\n\nText.\n\n**All of it is bold.**", ["title", "text", "text"]),
        ("**Bold without a title.**", ["text"]),
        ("", []),
    ],
)
def test_only_what_stands_right_below_the_title_opens(markdown: str, roles: list[str]) -> None:
    assert [role for role, _ in of(markdown)] == roles


def test_headings_quotes_and_lists_have_their_roles() -> None:
    told = of("## A\n\n### B\n\n#### C\n\n> Said.\n>\n> *Signed*\n\n- one\n- two\n\nText.")
    assert told == [
        ("heading 1", "A"),
        ("heading 2", "B"),
        ("heading 3", "C"),
        ("quote", "Said."),
        ("quote", "Signed"),
        ("bullet", "one"),
        ("bullet", "two"),
        ("text", "Text."),
    ]


def test_each_list_counts_on_its_own_and_a_second_paragraph_of_an_item_is_no_item() -> None:
    found = blocks(structured(sanitised("1. a\n\n    more\n\n2. b\n\nText.\n\n1. c\n    - d")))
    told = [(b.role, b.text, b.depth, b.list) for b in found if isinstance(b, Paragraph)]
    assert told == [
        ("number", "a", 1, 1),
        ("continued", "more", 1, 1),
        ("number", "b", 1, 1),
        ("text", "Text.", 0, 0),
        ("number", "c", 1, 2),
        ("bullet", "d", 2, 3),
    ]


def test_a_table_has_its_caption_its_head_and_its_numbers() -> None:
    printed = figure("a.b", "$5 million")
    html = structured(sanitised(f"*What is told*\n\n| A | B |\n|:--|--:|\n| **x** *y* | {printed} |\n| z | |"))
    assert blocks(html) == [
        Table(
            (
                (Cell((Span("A"),)), Cell((Span("B"),), is_number=True)),
                (
                    Cell((Span("x", bold=True), Span(" "), Span("y", italic=True))),
                    Cell((Span("$5 million"),), is_number=True),
                ),
                (Cell((Span("z"),)), Cell((), is_number=True)),
            ),
            "What is told",
        )
    ]


def test_a_chart_has_its_place_and_a_link_its_address() -> None:
    found = blocks(structured(sanitised(f"Above.\n\n{chart('moves:a.b')}\n\n[there](https://example.org/?a=1&b=2).")))
    assert found[1:] == [
        Chart("moves:a.b"),
        Paragraph("text", (Span("there", link="https://example.org/?a=1&b=2"), Span("."))),
    ]


def test_blanks_are_those_of_a_browser() -> None:
    assert of("One\ntwo   three\u00a0four  \nfive") == [("text", "One two three\u00a0four\n five")]
