"""Where the lines of an article stand, for the ledger."""

from __future__ import annotations

from narrator.render.layout import places

ARTICLE = """\
# Headline

**Standfirst.**

*The desk, today*

The lead.

| Key figure | Value |
|:--|--:|

## Points

- One.
- Two.

## A finding

Prose.

- An item.

> The view.

## Figures

| Figure | Value |"""


def test_every_line_of_an_article_has_its_place() -> None:
    lines = ARTICLE.split("\n")
    found = {line: place for line, place in zip(lines, places(lines), strict=True) if line}
    assert found == {
        "# Headline": "title",
        "**Standfirst.**": "lead",
        "*The desk, today*": "statement",
        "The lead.": "lead",
        "| Key figure | Value |": "key",
        "|:--|--:|": "key",
        "## Points": "title",
        "- One.": "key",
        "- Two.": "key",
        "## A finding": "title",
        "Prose.": "prose",
        "- An item.": "prose",
        "> The view.": "statement",
        "## Figures": "title",
        "| Figure | Value |": "table",
    }


def test_a_first_section_with_prose_is_no_list_of_points() -> None:
    assert [*places(["Lead.", "## One", "- A.", "And more."])] == ["lead", "title", "prose", "prose"]
    assert [*places(["Lead."])] == ["lead"]
