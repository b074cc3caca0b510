"""Record text on its way into an article: escaped, references as figures, names and dates as a brief prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.render import marks
from narrator.render.choices import Turn
from support.briefs import SEEDS, case, desk

if TYPE_CHECKING:
    from narrator.render.views import Scene


@pytest.fixture(scope="module")
def scene() -> Scene:
    return pipeline.draft(case("2026-01-29-long-cascade", SEEDS), desk(), Turn())[0]


def test_references_become_figures_and_the_spaces_round_them_stay(scene: Scene) -> None:
    text = scene.text("Longs went: [liquidations.total] in a day, or [liquidations.total:headline] *in short*.")
    assert text is not None
    assert marks.unmarked(text) == (r"Longs went: $575 million to $665 million in a day, or $575M-$665M \*in short\*.")
    assert [entry.figure for entry in marks.prints(text)] == ["liquidations.total"] * 2


def test_apostrophes_are_set_as_type(scene: Scene) -> None:
    assert scene.text("the desk's view, the traders' loss") == "the desk’s view, the traders’ loss"


def test_a_text_that_is_not_in_the_language_is_none(scene: Scene) -> None:
    assert scene.text({"zh": "甲"}) is None
    assert scene.text({"en": "A"}) == "A"


def test_figures_in_somebodys_words_are_marked_where_they_stand(scene: Scene) -> None:
    said = scene.linked("gold's gain of 27% could reverse", "prices.gold")
    assert said == f"gold’s gain of {marks.figure('prices.gold', '27%')} could reverse"


def test_a_sentence_as_a_clause(scene: Scene) -> None:
    assert scene.clause("The funds buy less.") == "the funds buy less"
    assert scene.clause("Bitcoin falls.") == "Bitcoin falls"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("BTC", "Bitcoin"),
        ("coinglass", "CoinGlass"),
        ("unnamed 2", "unnamed"),
        ("A. Nobody", "A. Nobody"),
        (None, None),
    ],
)
def test_names_as_a_brief_prints_them(scene: Scene, typed: str | None, printed: str | None) -> None:
    assert scene.named(typed) == printed


def test_dates_lose_the_year_of_the_edition(scene: Scene) -> None:
    assert scene.when("2026-02-01 to 2026-02-02") == "from Feb. 1 to Feb. 2"
    assert scene.when("recently") == "recently"
    assert scene.when("2025-Q4 to 2026-Q1") == "from the fourth quarter of 2025 to the first quarter of 2026"
    assert scene.when("2026") == "in 2026"
    assert scene.zone == "UTC+8"
    assert scene.published == "Jan. 30, 2026, 12:00 UTC+8"
