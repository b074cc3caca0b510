"""Charting: a brief gets the charts that say something, and no rumour is ever drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.charts.relations import disputes
from narrator.charts.whole import SHADES
from narrator.model.figure import Figures, Role
from narrator.model.report import Nature
from narrator.render import html, marks
from narrator.render.charting import COLOURS, WORDS_EACH, subjects, thinned
from narrator.render.choices import Turn
from narrator.story.plan import plan
from support.briefs import EVENTS, SEEDS, desk
from support.pages import drafted, page, parsed, words

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
ASCENDER, DESCENDER = 10, 4
"""Pixels of a label above and below its baseline."""


@pytest.mark.parametrize("event", EVENTS)
def test_every_brief_has_one_to_four_charts_and_draws_all_that_it_marks(event: str) -> None:
    scene, _ = drafted(event)
    drawn = [svg.get("data-chart") for svg in parsed(page(event)).iter(f"{SVG}svg") if svg.get("role") == "img"]
    body = drafted(event)[1].body
    assert drawn == [match[1].partition(":")[0] for match in marks.CHARTED.finditer(body)]
    assert drawn[0] == next(iter(subjects(scene))).partition(":")[0]
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
    scene, _ = drafted("2026-01-07-short-squeeze", SEEDS)
    assert next(iter(subjects(scene))) == "who-says-what:liquidations.total"


def test_a_figure_with_one_voice_gets_no_chart_of_who_says_what_nor_do_sides_of_which_one_is_nearly_all() -> None:
    scene, _ = drafted("2026-01-long-deleveraging", SEEDS)
    assert {name.partition(":")[0] for name in [*subjects(scene)]} == {"levels", "history"}


def test_two_coins_of_which_the_rest_is_unknown_have_no_bar_beside_that_of_the_sides() -> None:
    scene, _ = drafted("2026-01-07-short-squeeze", SEEDS)
    assert [*subjects(scene)][:2] == ["who-says-what:liquidations.total", "sides:liquidations.shorts"]
    assert not [name for name in [*subjects(scene)] if name.startswith("parts")]


def test_a_dispute_of_a_minor_figure_is_no_chart_beside_another() -> None:
    scene, _ = drafted("2026-01-14-etf-against-shorts", SEEDS)
    assert [*subjects(scene)]
    assert not [name for name in [*subjects(scene)] if name.startswith("who-says-what")]


def test_moves_have_a_head_for_each_window_and_falls_are_to_the_left() -> None:
    svg = next(
        s for s in parsed(page("2026-01-29-long-cascade", SEEDS)).iter(f"{SVG}svg") if s.get("data-chart") == "moves"
    )
    heads = [words(text) for text in svg.iter(f"{SVG}text") if text.get("class") == "head"]
    assert heads == ["On Jan. 29", "Within 24 hours"]
    zero = {float(line.get("x1", "").strip("%")) for line in svg.iter(f"{SVG}line") if line.get("class") == "zero"}
    bars = [float(bar.get("x", "").strip("%")) for bar in svg.iter(f"{SVG}rect") if bar.get("class") == "said"]
    assert len(zero) == 1
    assert [x < zero.copy().pop() for x in bars] == [True] * 4


@pytest.mark.parametrize("event", EVENTS)
def test_every_bar_says_in_words_which_way_it_goes(event: str) -> None:
    for svg in (s for s in parsed(page(event)).iter(f"{SVG}svg") if s.get("data-chart") in {"moves", "flows"}):
        said = [words(text) for text in svg.iter(f"{SVG}text") if text.get("class") == "value"]
        zero = next(
            float(line.get("x1", "").strip("%")) for line in svg.iter(f"{SVG}line") if line.get("class") == "zero"
        )
        bars = [bar for bar in svg.iter(f"{SVG}rect") if "said" in str(bar.get("class"))]
        lefts = [float(bar.get("x", "").strip("%")) < zero for bar in bars]
        assert lefts == ["down" in text or "outflow" in text for text in said]


CROWDED = "\n".join(
    [
        "event:\n  id: crowded\n  status: ready\n  published: 2026-03-04 09:00\n  timezone: UTC\n  days: 2026-03-03",
        "  assets: BTC\n  main: liquidations.total\n  default_window: 24h\nliquidations:\n  total:\n    said:",
        *(f"      The keepers of table {chr(65 + n)}: ${400 + 4 * n}M" for n in range(26)),
        "    differ: The keepers count other venues.\nflows:",
        *(
            f"  f{name.lower()}:\n    asset: BTC\n    fund: Fund {name}\n    said:\n      farside: outflow ${10 + n}M"
            for n, name in enumerate("ABCDEFGHIJKLMNO")
        ),
    ]
)


def test_what_a_crowded_day_leaves_out_of_chart_and_prose_is_counted_in_words(tmp_path: Path) -> None:
    (tmp_path / "crowded.yaml").write_text(CROWDED, encoding="utf-8")
    examined = pipeline.examine(tmp_path / "crowded.yaml", desk())
    assert [problem.message for problem in examined.problems if problem.is_error] == []
    scene, draft = pipeline.draft(examined, desk(), Turn())
    assert "the other eleven stand in the table" in draft.markdown
    body = f"{draft.body}\n{marks.chart([*subjects(scene)][1])}\n\n"
    made = parsed(html.page(replace(draft, body=body), scene))
    captions = [words(caption) for caption in made.iter("figcaption")]
    assert captions[0].startswith("Eighteen more sources lie between these.")
    assert "Not drawn: seven more, in the table of figures." in captions[1]


def test_an_article_has_at_most_one_chart_for_so_many_words() -> None:
    ids = ["a:x", "b:y", "c:z"]
    body = "\n\n".join(
        ["# T", *("word " * (WORDS_EACH // 2) for _ in range(4)), *map(marks.chart, ids), "| a | b |", ""]
    )
    kept = [match[1] for match in marks.CHARTED.finditer(thinned(body, ids, marks.chart))]
    assert kept == ["a:x", "b:y"]
    short = "\n\n".join(["Few words.", *map(marks.chart, ids), ""])
    assert [match[1] for match in marks.CHARTED.finditer(thinned(short, ids, marks.chart))] == ["a:x"]


@pytest.mark.parametrize("event", EVENTS)
def test_the_first_screen_has_the_chart_of_the_main_figure_else_of_the_contrast_and_no_other(event: str) -> None:
    scene, draft = drafted(event)
    blocks = [block for block in draft.body.split("\n\n") if block.strip()]
    charts = [(at, match[1]) for at, block in enumerate(blocks) if (match := marks.CHARTED.match(block))]
    points = blocks.index("## Key points")
    first_section = next(at for at, block in enumerate(blocks) if block.startswith("## ") and at > points)
    early = [name for at, name in charts if at < first_section]
    found = subjects(scene)
    about = [name for name, choice in found.items() if choice.is_about_main]
    assert draft.story
    second = {*draft.story.second.figures} if draft.story.second and draft.story.contrast else set()
    against = [name for name, choice in found.items() if second & {*choice.figures}]
    assert early == (about or against)[:1]
    assert [name for _, name in charts][:1] == [*subjects(scene)][:1]


def test_no_rumour_is_drawn() -> None:
    scene, _ = drafted("2026-01-07-short-squeeze")
    rumours = {}
    for figure in scene.figures:
        reports = tuple(replace(j, report=replace(j.report, nature=Nature.RUMOUR)) for j in figure.reports)
        rumours[figure.id] = replace(figure, nature=Nature.RUMOUR, reports=reports)
    assert subjects(replace(scene, figures=Figures(rumours))) == {}


def test_voices_that_say_opposite_ways_do_not_share_a_scale() -> None:
    scene, _ = drafted("2026-01-14-etf-against-shorts", SEEDS)
    figure = scene.figures["flows.sol_etf"]
    turned = tuple(
        replace(j, report=replace(j.report, quantity=replace(j.report.quantity, direction=None)))
        if j.role is Role.CIRCULATING and j.report.quantity
        else j
        for j in figure.reports
    )
    story = plan(scene.event, scene.figures, scene.signals)
    assert [choice.id for choice in disputes(scene.figures, story, "dots")] == [f"dots:{figure.id}"]
    entries = {**scene.figures.entries, figure.id: replace(figure, reports=turned)}
    assert f"dots:{figure.id}" not in [choice.id for choice in disputes(Figures(entries), story, "dots")]


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
        for top, bottom in upright:
            assert [y for y in labels if top < y + DESCENDER and y - ASCENDER < bottom] == []


APART = 1.25
"""The least ratio of the lightness of two marks that a grey print tells apart."""


def _lightness(colour: str, opacity: float = 1) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 * opacity + 1 - opacity for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05


def test_parts_of_a_whole_are_told_apart_without_colour() -> None:
    grey = [_lightness(COLOURS["accent"], float(shade)) for shade in SHADES]
    assert all(light / dark >= APART for dark, light in pairwise(grey))
    assert 1.05 / grey[-1] >= APART, "and the palest from the paper"


@pytest.mark.parametrize("event", EVENTS)
def test_marks_that_mean_something_else_differ_in_more_than_their_colour(event: str) -> None:
    for svg in (svg for svg in parsed(page(event)).iter(f"{SVG}svg") if svg.get("role") == "img"):
        fills: dict[str, set[str]] = {}
        for mark in (*svg.iter(f"{SVG}circle"), *svg.iter(f"{SVG}rect")):
            fills.setdefault(str(mark.get("class")), set()).add(str(mark.get("fill")))
        assert fills.get("apart", {COLOURS["paper"]}) == {COLOURS["paper"]}, "in circulation: hollow"
        dashed = [mark for mark in svg.iter() if "estimated" in str(mark.get("class")).split()]
        assert all(mark.get("stroke-dasharray") and mark.get("fill") == COLOURS["paper"] for mark in dashed)
