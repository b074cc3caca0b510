"""The words of charts: a title is a finding that the chart shows, and a key names the marks that are drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.render import html, marks
from narrator.render.charting import subjects
from narrator.render.choices import Turn
from narrator.story.voices import beside
from support.briefs import EVENTS, desk
from support.events import DAY
from support.pages import parsed, words
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from narrator.charts.relations import Choice
    from narrator.render.views import Scene

SVG = "{http://www.w3.org/2000/svg}"
DAYS = [ROOT / "data" / "events" / f"{event}.yaml" for event in EVENTS]
DAYS += sorted((ROOT / "tests" / "cases" / "days").glob("*.yaml"))


@cache
def plates(path: Path) -> tuple[Scene, list[tuple[Choice, Element]]]:
    """Every chart that a day has, drawn whatever its length can bear."""
    scene, draft = pipeline.draft(pipeline.examine(path, desk()), desk(), Turn())
    found = subjects(scene)
    bare = marks.CHARTED.sub("", draft.body)
    body = bare + "".join(f"\n\n{marks.chart(name)}\n\n" for name in found)
    drawn = parsed(html.page(replace(draft, body=body), scene)).iter("figure")
    return scene, list(zip(found.values(), drawn, strict=True))


def day(folder: Path, records: str) -> tuple[Scene, list[tuple[Choice, Element]]]:
    (folder / "day.yaml").write_text(DAY + records, encoding="utf-8")
    return plates(folder / "day.yaml")


def caption(figure: Element) -> str:
    found = figure.find("figcaption")
    assert found is not None
    return words(found)


def title(figure: Element) -> str:
    found = figure.find(f"{SVG}svg/{SVG}title")
    assert found is not None
    return words(found)


def has(figure: Element, name: str) -> bool:
    """Whether a mark of a class is drawn, and is more than a line wide."""
    return any(
        name in str(mark.get("class")).split() and mark.get("width") != "0.0%"
        for mark in figure.iter()
        if mark.tag in {f"{SVG}rect", f"{SVG}circle"}
    )


every_day = pytest.mark.parametrize("path", DAYS, ids=lambda path: path.stem)


@every_day
def test_the_key_of_a_chart_names_the_marks_that_are_there_and_no_others(path: Path) -> None:
    for choice, figure in plates(path)[1]:
        said = caption(figure)
        assert "every source" not in said
        if choice.kind in {"flows", "moves", "figures-at-a-glance"}:
            assert ("pale" in said) == has(figure, "pale"), said
        if choice.kind == "who-says-what":
            assert ("Dashed" in said) == has(figure, "estimated"), said


@every_day
def test_a_chart_says_that_there_are_values_which_it_does_not_show(path: Path) -> None:
    scene, drawn = plates(path)
    for choice, figure in drawn:
        has_others = any(beside(scene.figures[name]) for name in choice.figures)
        is_hidden = has_others and choice.kind != "who-says-what"
        assert ("Other values" in caption(figure)) == is_hidden


@every_day
def test_a_title_is_a_finding(path: Path) -> None:
    number = r"\d|\b(?:one|two|three|four|five|six|seven|eight)\b"
    verb = r"\b(?:were|was|made up|took|fell|rose|run|stands|agree|put|fit|contradicts|is)\b"
    for _, figure in plates(path)[1]:
        assert re.search(f"{number}|{verb}", title(figure)), title(figure)


def test_a_dispute_is_titled_by_the_ends_of_all_that_it_shows(tmp_path: Path) -> None:
    records = (
        "liquidations:\n  total:\n    said:\n      unnamed: $400 million to $500 million\n"
        "    circulating:\n      harbour: $355 million\n      quay: $527 million\n"
    )
    _, drawn = day(tmp_path, records)
    assert title(drawn[0][1]) == "Sources put the total at $355M to $527M"


def test_sources_of_one_value_agree_and_bounds_are_no_range(tmp_path: Path) -> None:
    same = "liquidations:\n  total:\n    said:\n      harbour: $400 million\n      quay: $400 million\n"
    assert title(day(tmp_path, same)[1][0][1]) == "Sources agree on the total: $400M"


def moving(folder: Path, *moves: str) -> Element:
    said = zip(("BTC", "ETH"), moves, strict=True)
    prices = "".join(f"  {n.lower()}:\n    asset: {n}\n    said:\n      market data: {move}\n" for n, move in said)
    drawn = day(folder, f"liquidations:\n  total:\n    said:\n      harbour: $400 million\nprices:\n{prices}")[1]
    (found,) = [figure for choice, figure in drawn if choice.kind == "moves"]
    return found


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        (("down 3%", "up 2%"), "Bitcoin down 3%, Ether up 2%"),
        (("up 2%", "up 2%"), "Both rose"),
        (("up 2%", "up 5%"), "Ether rose furthest, 5%"),
    ],
)
def test_moves_are_titled_by_what_they_have_in_common_or_by_each(
    tmp_path: Path, moves: tuple[str, str], says: str
) -> None:
    assert title(moving(tmp_path, *moves)) == says


def test_the_one_that_went_the_other_way_is_told_with_its_own_verb(tmp_path: Path) -> None:
    said = (("BTC", "down 5%"), ("ETH", "down 7%"), ("SOL", "up 2%"))
    prices = "".join(f"  {n.lower()}:\n    asset: {n}\n    said:\n      market data: {move}\n" for n, move in said)
    drawn = day(tmp_path, f"liquidations:\n  total:\n    said:\n      harbour: $400 million\nprices:\n{prices}")[1]
    assert [title(figure) for choice, figure in drawn if choice.kind == "moves"] == ["Only Solana rose: up 2%"]


def test_falls_are_explained_where_there_are_any(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert caption(moving(tmp_path, "down 3%", "up 2%")).startswith("Falls to the left.")
    assert "Falls" not in caption(moving(tmp_path / "other", "up 2%", "up 2%"))
