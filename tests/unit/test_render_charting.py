"""Charting: a brief gets the charts that say something, and no rumour is ever drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrator.model.figure import Figures, Role
from narrator.model.report import Nature
from narrator.render.charting import GLANCE, WHO, chosen
from support.briefs import EVENTS
from support.pages import drafted, page, parsed, words

SVG = "{http://www.w3.org/2000/svg}"
ASCENDER, DESCENDER = 10, 4
"""Pixels of a label above and below its baseline."""


@pytest.mark.parametrize("event", EVENTS)
def test_every_brief_has_one_to_four_charts_and_draws_all_that_it_marks(event: str) -> None:
    scene, _ = drafted(event)
    drawn = [svg.get("data-chart") for svg in parsed(page(event)).iter(f"{SVG}svg") if svg.get("role") == "img"]
    assert drawn == [chart_id.partition(":")[0] for chart_id in chosen(scene)]
    assert 1 <= len(drawn) <= 4


@pytest.mark.parametrize("event", EVENTS)
def test_a_chart_has_a_title_that_is_no_longer_than_a_headline_and_a_caption_with_its_as_of(event: str) -> None:
    for figure in parsed(page(event)).iter("figure"):
        title, caption = figure.find(f"{SVG}svg/{SVG}title"), figure.find("figcaption")
        assert title is not None
        assert caption is not None
        assert 0 < len(words(title)) <= 75
        assert "as of" in words(caption)


def test_the_main_figure_with_two_voices_comes_first() -> None:
    scene, _ = drafted("2026-01-07-short-squeeze")
    assert chosen(scene)[0] == f"{WHO}:liquidations.total"


def test_a_figure_with_one_voice_gets_no_chart_of_its_own() -> None:
    scene, _ = drafted("2026-01-long-deleveraging")
    assert chosen(scene) == [f"{GLANCE}:liquidations"]


def test_no_rumour_is_drawn() -> None:
    scene, _ = drafted("2026-01-07-short-squeeze")
    rumours = {}
    for figure in scene.figures:
        reports = tuple(replace(j, report=replace(j.report, nature=Nature.RUMOUR)) for j in figure.reports)
        rumours[figure.id] = replace(figure, nature=Nature.RUMOUR, reports=reports)
    assert chosen(replace(scene, figures=Figures(rumours))) == []


def test_voices_that_say_opposite_ways_do_not_share_a_scale() -> None:
    scene, _ = drafted("2026-01-14-etf-against-shorts")
    figure = scene.figures["flows.btc_etf"]
    turned = tuple(
        replace(j, report=replace(j.report, quantity=replace(j.report.quantity, direction=None)))
        if j.role is Role.CIRCULATING and j.report.quantity
        else j
        for j in figure.reports
    )
    assert f"{WHO}:flows.btc_etf" in chosen(scene)
    entries = {**scene.figures.entries, figure.id: replace(figure, reports=turned)}
    assert f"{WHO}:flows.btc_etf" not in chosen(replace(scene, figures=Figures(entries)))


@pytest.mark.parametrize("event", EVENTS)
def test_no_line_of_the_grid_crosses_a_label(event: str) -> None:
    for svg in (svg for svg in parsed(page(event)).iter(f"{SVG}svg") if svg.get("role") == "img"):
        labels = [float(text.get("y", "")) for text in svg.iter(f"{SVG}text")]
        upright = [
            (
                float(inner.get("y", "0")) + float(line.get("y1", "")),
                float(inner.get("y", "0")) + float(line.get("y2", "")),
            )
            for inner in svg.iter(f"{SVG}svg")
            for line in inner.findall(f"{SVG}line")
            if line.get("class") == "grid" and line.get("x1") == line.get("x2")
        ]
        assert labels
        assert upright
        for top, bottom in upright:
            assert [y for y in labels if top < y + DESCENDER and y - ASCENDER < bottom] == []
