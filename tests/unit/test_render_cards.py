"""Cards: who said what, in words, for every figure of a brief."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator.model.figure import Role
from narrator.render.cards import cards, plain_text, words
from narrator.render.environment import PACKAGED, TemplateError
from support.briefs import EVENTS
from support.pages import drafted

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.render.cards import Card


@cache
def made(event: str) -> dict[str, Card]:
    scene, draft = drafted(event)
    return cards(scene, words(scene, draft.names, {}))


@pytest.mark.parametrize("event", EVENTS)
def test_every_figure_has_a_card_with_a_label_and_a_status(event: str) -> None:
    scene, _ = drafted(event)
    assert list(made(event)) == [figure.id for figure in scene.figures]
    assert all(card.label and card.status for card in made(event).values())


@pytest.mark.parametrize("event", EVENTS)
def test_no_card_shows_markup_or_a_reserved_word(event: str) -> None:
    texts = [
        text
        for card in made(event).values()
        for text in (card.label, card.status, card.note, *(row.source for row in card.rows))
    ]
    assert [text for text in texts if "\\" in text or "|" in text or text in {"unnamed", "several unnamed"}] == []


def test_a_disputed_total_says_who_said_what_and_what_circulates() -> None:
    card = made("2026-01-07-short-squeeze")["liquidations.total"]
    assert (card.value, card.amount, card.phrase) == (
        "400000000/500000000",
        "$400M-$500M",
        "$400 million to $500 million",
    )
    assert (card.standing, card.status, card.nature) == ("disputed", "disputed", "measured")
    assert [(row.source, row.said, row.role) for row in card.rows] == [
        ("one unnamed source", "$400 million to $500 million", "core"),
        ("one unnamed source", "$355 million", "circulating"),
    ]


def test_the_panel_says_how_much_and_beside_it_which_way() -> None:
    card = made("2026-01-07-short-squeeze")["flows.btc_etf"]
    assert (card.amount, card.way, card.phrase) == ("$471.3M", "net inflow", "net inflows of $471.3 million")


@pytest.mark.parametrize("event", EVENTS)
def test_a_quarantined_value_is_on_no_card(event: str) -> None:
    assert all(row.role != Role.QUARANTINED for card in made(event).values() for row in card.rows)


def test_markdown_becomes_plain_text() -> None:
    assert plain_text("  a\\_b \ue000x.y\ue001$1\ue002\n  c ") == "a_b $1 c"


def test_rows_of_words_in_another_order_name_the_same_sources(tmp_path: Path) -> None:
    scene, draft = drafted(EVENTS[0])
    (tmp_path / "templates" / "en").mkdir(parents=True)
    template = (PACKAGED / "en" / "page_words.md.j2").read_text("utf-8")
    head, figures, sources, rest = re.split(r"(?m)^(?=\{% for )", template, maxsplit=3)
    template = head + sources + rest + figures
    (tmp_path / "templates" / "en" / "page_words.md.j2").write_text(template, "utf-8")
    other = replace(scene, workspace=replace(scene.workspace, root=tmp_path))
    assert words(other, draft.names, {}) == words(scene, draft.names, {})


def test_a_row_that_is_missing_is_a_broken_template_and_no_shifted_name(tmp_path: Path) -> None:
    scene, draft = drafted(EVENTS[0])
    (tmp_path / "templates" / "en").mkdir(parents=True)
    template = (PACKAGED / "en" / "page_words.md.j2").read_text("utf-8").replace("source:{{", "sauce:{{")
    (tmp_path / "templates" / "en" / "page_words.md.j2").write_text(template, "utf-8")
    other = replace(scene, workspace=replace(scene.workspace, root=tmp_path))
    with pytest.raises(TemplateError, match="source:0"):
        words(other, draft.names, {})
