"""Relations: which figures a chart can set side by side, and that the main figure has one wherever it has a part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.charts.relations import RELATIONS
from narrator.model.figure import Figures
from narrator.model.report import Nature
from narrator.render.charting import subjects
from narrator.render.choices import Turn
from narrator.story.plan import plan
from support.briefs import EVENTS, desk
from support.events import DAY
from support.pages import drafted

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.render.views import Scene

TOTAL = f"""{DAY}\
liquidations:
  total:
    said:
      coinglass: $300 million
"""
SIDE = "  longs:\n    side: long\n    said:\n      coinglass: $200 million\n"
OTHER_SIDE = "  shorts:\n    side: short\n    said:\n      coinglass: $100 million\n"
VENUE = "  binance:\n    venue: Binance\n    said:\n      coinglass: $120 million\n"
HOUR = "    peak_hour:\n      said:\n        coinglass: $90 million\n"


def scene(folder: Path, records: str, total: str = TOTAL) -> Scene:
    (folder / "day.yaml").write_text(total + records, encoding="utf-8")
    return pipeline.draft(pipeline.examine(folder / "day.yaml", desk()), desk(), Turn())[0]


@pytest.mark.parametrize(
    ("records", "part"),
    [(SIDE, "liquidations.longs"), (VENUE, "liquidations.binance"), (HOUR, "liquidations.total.peak_hour")],
)
def test_a_main_figure_with_one_part_is_shown_with_it(tmp_path: Path, records: str, part: str) -> None:
    found = subjects(scene(tmp_path, records))
    first = next(iter(found.values()))
    assert (first.kind, first.figures, first.whole) == ("piece", (part,), "liquidations.total")
    assert first.is_about_main


def test_a_main_figure_with_a_relation_of_its_own_needs_no_single_part(tmp_path: Path) -> None:
    assert [name.partition(":")[0] for name in [*subjects(scene(tmp_path, SIDE + OTHER_SIDE + HOUR))]] == ["sides"]


def test_sides_of_which_one_is_less_than_another_source_has_on_one_of_the_days_are_no_parts_of_both(
    tmp_path: Path,
) -> None:
    days = "    window: 2026-02-26 to 2026-03-02\n    said:"
    both = (SIDE + OTHER_SIDE).replace("    said:", days)
    for amount, is_drawn in (("$90 million", True), ("$250 million", False)):
        day = f"  day:\n    side: long\n    window: 2026-03-01\n    said:\n      coinank: {amount}\n"
        kinds = [name.partition(":")[0] for name in subjects(scene(tmp_path, both + day))]
        assert ("sides" in kinds) is is_drawn


def test_values_that_another_source_exceeds_on_some_of_their_days_are_on_no_scale(tmp_path: Path) -> None:
    days = "    window: 2026-02-26 to 2026-03-02\n"
    said = "    said:\n      tracker_a: $150 million\n      tracker_b: $160 million\n      amber: $180 million\n"
    for amount, is_drawn in (("$90 million", True), ("$250 million", False)):
        day = f"  day:\n    window: 2026-03-01\n    said:\n      coinank: {amount}\n"
        text = f"{TOTAL.partition('    said')[0]}{days}{said}{day}"
        kinds = {name.partition(":")[0] for name in subjects(scene(tmp_path, "", text))}
        assert ("who-says-what" in kinds) is is_drawn


def test_a_main_figure_without_a_part_has_no_chart(tmp_path: Path) -> None:
    assert [*subjects(scene(tmp_path, ""))] == []


@pytest.mark.parametrize(("third", "first"), [("", "moves"), ("      unnamed: $420 million\n", "who-says-what")])
def test_two_values_of_one_figure_are_drawn_where_nothing_else_is(tmp_path: Path, third: str, first: str) -> None:
    total = f"      unnamed 2: $380 million\n{third}"
    day = "  {0}:\n    asset: {1}\n    window: 2026-03-03\n    said:\n      market data: down {2}%\n"
    moves = "prices:\n" + "".join(day.format(name.lower(), name, n) for n, name in enumerate(("BTC", "ETH", "SOL"), 1))
    assert next(iter(subjects(scene(tmp_path, total + moves)))).startswith(first)
    assert next(iter(subjects(scene(tmp_path, total)))).startswith("who-says-what")


def test_a_part_that_nobody_counted_is_not_drawn(tmp_path: Path) -> None:
    made = scene(tmp_path, SIDE)
    part = replace(made.figures["liquidations.longs"], nature=Nature.RUMOUR)
    assert subjects(replace(made, figures=Figures({**made.figures.entries, part.id: part}))) == {}


@pytest.mark.parametrize("event", EVENTS)
def test_the_first_chart_is_about_the_main_figure_where_any_is_that_shows_more_than_a_sentence_says(event: str) -> None:
    scene = drafted(event)[0]
    story = plan(scene.event, scene.figures, scene.signals)
    found = [choice for kind, relation in RELATIONS for choice in relation(scene.figures, story, kind)]
    told = any(choice.is_about_main and not (choice.is_plain or choice.is_last) for choice in found)
    assert next(iter(subjects(scene).values())).is_about_main is told
