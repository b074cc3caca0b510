"""Tables: groups that a screen reader hears as such, and cells that know their column."""

from __future__ import annotations

from itertools import pairwise

from narrator.render.blocks import Table, blocks
from narrator.render.html import sanitised
from narrator.render.tables import structured
from support.pages import drafted, page, parsed, words

HEAD = "| Figure | Value | Window |\n|:--|--:|:--|\n"


def table(*rows: str) -> str:
    return structured(sanitised(HEAD + "".join(f"| {row} |\n" for row in rows)))


def test_a_row_with_nothing_but_a_bold_name_heads_a_group_of_its_own() -> None:
    made = parsed(table("**Prices** | | ", "Gold | $1 | today", "**Flows** | | ", "IBIT | $2 | today"))
    bodies = list(made.iter("tbody"))
    assert [words(next(body.iter("tr"))) for body in bodies] == ["Prices", "Flows"]
    heads = [head for head in made.iter("th") if head.get("scope") == "rowgroup"]
    assert [head.get("colspan") for head in heads] == ["3", "3"]
    assert [words(head) for head in made.iter("th") if head.get("scope") == "row"] == ["Gold", "IBIT"]


def test_a_row_without_amounts_whose_name_is_plain_is_no_group() -> None:
    made = parsed(table("Gold | | ", "**Oil** | $1 | "))
    assert len(list(made.iter("tbody"))) == 1
    assert len([head for head in made.iter("th") if head.get("scope") == "row"]) == 2


def test_cells_keep_the_head_of_their_column_below_the_head_of_a_group() -> None:
    made = parsed(table("**Prices** | | ", "Gold | $1 | today"))
    assert [cell.get("data-label") for cell in made.iter("td")] == ["Value", "Window"]


def test_the_table_of_figures_is_in_groups_each_named_once_and_none_empty() -> None:
    _, draft = drafted("2026-01-07-short-squeeze")
    rows = draft.markdown.split("## Figures and sources")[1].split("\n## ")[0].split("\n")
    rows = [row for row in rows if row.startswith("| ")][1:]
    heads = [row for row in rows if row.startswith("| **")]
    assert heads[0] == rows[0]
    assert len(set(heads)) == len(heads) > 3
    assert not any(one in heads and other in heads for one, other in pairwise(rows))
    scopes = [head.get("scope") for head in parsed(page("2026-01-07-short-squeeze")).iter("th")]
    assert scopes.count("rowgroup") == len(heads)


def test_an_amount_is_a_number_in_a_word_file() -> None:
    (made,) = blocks(table("Thing | $4 million | today", "Thing | $1.5 million | today"))
    assert isinstance(made, Table)
    assert [[cell.is_number for cell in row] for row in made.rows] == [[False, True, False]] * 3
