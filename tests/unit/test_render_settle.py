"""What printed figures owe is paid in their paragraph, each debt where it is due."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.model.figure import Figures
from narrator.model.window import Span, Window
from narrator.render import marks
from narrator.render.choices import Chooser, Turn
from narrator.render.passages import Passages
from narrator.render.settle import Settler
from narrator.story.message import Owed
from support.briefs import SEEDS, case, desk

if TYPE_CHECKING:
    from narrator.render.views import Scene

EVENT = "2026-01-long-deleveraging"


@pytest.fixture
def scene() -> Scene:
    return pipeline.draft(case(EVENT, SEEDS), desk(), Turn())[0]


def resolved(scene: Scene, text: str) -> str:
    chooser = Chooser(Turn())
    debts = {figure.id: (Owed.VOICE, Owed.WINDOW) for figure in scene.figures}
    return Settler(scene, chooser, debts, Passages(scene), has_lead=True).resolve(text)


def cite(figure: str) -> str:
    return marks.debt(Owed.VOICE, figure)


def test_a_source_is_named_once_in_a_paragraph_and_again_in_the_next(scene: Scene) -> None:
    total, longs = cite("liquidations.total"), cite("liquidations.longs")
    first, second = resolved(scene, f"One{total}. Two{longs}.\nThree{total}.").split("\n")
    assert first.count("CoinAnk") == 1
    assert second.count("CoinAnk") == 1


def test_no_frame_comes_twice_in_a_row(scene: Scene) -> None:
    text = "\n".join(f"A{cite('liquidations.total')}." for _ in range(9))
    said = [line[1:] for line in resolved(scene, text).split("\n")]
    assert all(a != b for a, b in pairwise(said))
    assert len(set(said)) >= 3


def test_a_computed_figure_names_the_source_of_its_inputs(scene: Scene) -> None:
    assert "CoinAnk" in resolved(scene, f"A{cite('derived.btc_eth_total')}.")


def test_market_data_is_named_in_the_table_only(scene: Scene) -> None:
    assert resolved(scene, f"A{cite('prices.btc')}.") == "A."


def test_a_name_in_s_takes_no_possessive(scene: Scene) -> None:
    total = scene.figures["liquidations.total"]
    entries = {**scene.figures.entries, total.id: replace(total, source="coinglass")}
    text = "\n".join(f"A{cite(total.id)}." for _ in range(9))
    said = resolved(replace(scene, figures=Figures(entries)), text)
    assert said.count("CoinGlass") == 9
    assert "CoinGlass’" not in said


def test_every_key_point_of_another_window_says_it(scene: Scene) -> None:
    total = scene.figures["liquidations.total"]
    other = replace(total, id="liquidations.other", window=Window(Span.ROLLING, hours=4, words="4h"))
    figures = Figures({**scene.figures.entries, other.id: other})
    point = f"One {marks.figure(other.id, '$1')}{marks.debt(Owed.WINDOW, other.id)}."
    text = resolved(replace(scene, figures=figures), f"## Key points\n\n- {point}\n- {point}\n\n## Next\n\n{point}")
    said = ["within four hours" in line for line in text.split("\n") if "$1" in line]
    assert said == [True, True, True]
