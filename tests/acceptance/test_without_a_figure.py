"""`--without FIGURE --reason TEXT`: an edition comes out whatever side figure is taken out of it, and says so.

Every third figure of an event is taken out here, from the first on; each by `make soak`.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.case import Terms
from support.briefs import DATA, EVENTS, SEEDS, brief, case, desk, turn
from support.prose import article, words

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Case

SHARE = 1 if "SOAK" in os.environ else 3
REASON = "its source has withdrawn it"
SIDED = re.compile(r"\blongs?\b(?! would)|both sides|squeez|cascade|give way|unwind", re.IGNORECASE)


def without(event: str, *figures: str, folder: Path = DATA) -> tuple[Case, pipeline.Edition]:
    """The edition of an event without some figures, audited as every build is."""
    left = pipeline.examine(case(event, folder).path, desk(), Terms(without=frozenset(figures), reason=REASON))
    assert [problem for problem in left.problems if problem.is_error] == []
    return left, pipeline.edit(left, desk(), turn(left), frozenset({"md"}))


def side_figures(event: str) -> list[str]:
    loaded = case(event)
    assert loaded.event is not None
    return [name for name in loaded.event.measurements if name != loaded.event.file.event.main]


@pytest.mark.parametrize("event", EVENTS)
def test_an_edition_comes_out_without_any_one_side_figure(event: str) -> None:
    figures = side_figures(event)
    assert len(figures) > 5
    for figure in figures[::SHARE]:
        _, edition = without(event, figure)
        text = article(edition.markdown)
        note = text.body[-1].text
        assert f"The reason: {REASON.capitalize()}." in note, figure
        assert re.search(r"Taken out of this edition: \w[^.]+\.", note), figure
        assert 40 <= len(words(note)) <= 150, figure
        assert 3 <= len(text.key_points.paragraphs) <= 5, figure
        assert f'"{figure}"' not in str(edition.ledger["prints"]).replace("'", '"'), figure


@pytest.mark.parametrize(
    ("event", "figures"),
    [
        # The shorts alone are a share of the total still, and say what the rest is.
        ("2026-01-long-deleveraging", ("liquidations.longs", "liquidations.shorts", "liquidations.longs.peak_hour")),
        ("2026-01-29-long-cascade", ("liquidations.longs", "liquidations.longs.peak_hour")),
    ],
)
def test_without_the_longs_nothing_rests_on_them(event: str, figures: tuple[str, ...]) -> None:
    """What longs would lose at a level that has not been reached is a figure of its own."""
    assert [said for said in first(case_markdown(event)) if SIDED.search(said)]
    assert [said for said in first(without(event, *figures)[1].markdown) if SIDED.search(said)] == []


def first(markdown: str) -> list[str]:
    """What a reader sees first: headline, standfirst, key points and the first heading."""
    text = article(markdown)
    return [text.headline, text.standfirst, text.sections[1].text, text.sections[2].heading]


def case_markdown(event: str) -> str:
    return pipeline.edit(case(event), desk(), turn(case(event)), frozenset({"md"})).markdown


def test_what_is_said_about_a_figure_goes_with_it() -> None:
    assert "Boulton" in brief("2026-01-29-long-cascade", SEEDS).markdown
    gold = without("2026-01-29-long-cascade", "prices.gold", folder=SEEDS)[1].markdown
    assert "Boulton" not in gold
    fed = without("2026-01-07-short-squeeze", "macro.fed_balance_sheet")[1].markdown
    assert "By the Federal Reserve’s own table" not in fed
    assert "In view as well: weekly growth" not in fed
    assert re.search(r"[Ss]pot Bitcoin ETFs.*outflows", fed.split("## Figures and sources")[0])
