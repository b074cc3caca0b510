"""Every chart of every day that we have: its title is a finding, and its key names the marks that are drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.audit.judge import audit
from narrator.audit.verdicts import Verdict
from narrator.charts.others import others
from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.reading.documents import of_markdown
from support.audits import matter_for
from support.briefs import EVENTS, desk
from support.plates import SVG, caption, has, plates, title
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MOST_CHARACTERS = 75
"""Of a title, as of a headline (ARTICLE.md 2)."""
DAYS = [ROOT / "data" / "events" / f"{event}.yaml" for event in EVENTS]
DAYS += sorted((ROOT / "tests" / "cases" / "days").glob("*.yaml"))


@pytest.fixture(scope="module", params=DAYS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    """The file of a day; all tests of one follow one another, so that it is drawn once."""
    found: Path = request.param
    return found


def test_the_key_of_a_chart_names_the_marks_that_are_there_and_no_others(path: Path) -> None:
    for choice, figure in plates(path)[1]:
        said = caption(figure)
        assert "every source" not in said
        if choice.kind in {"flows", "moves", "figures-at-a-glance"}:
            assert ("pale" in said) == has(figure, "pale"), said
        if choice.kind not in {"sides", "parts", "piece"}:
            assert ("Dashed" in said) == has(figure, "estimated"), said


def test_what_others_say_of_a_bar_is_told_below_it_and_is_a_hollow_mark(path: Path) -> None:
    scene, drawn = plates(path)
    for choice, figure in drawn:
        if choice.kind == "who-says-what":
            continue
        told = [(f, voice) for f in map(scene.figures.get, choice.figures) if f for voice in others(f, choice.source)]
        marks_of_others = [mark for mark in figure.iter(f"{SVG}circle") if mark.get("class") == "apart"]
        assert ("Hollow" in caption(figure)) == bool(marks_of_others)
        assert len(marks_of_others) <= len(told)
        said = [scene.said(voice.quantity, f) for f, voice in told]
        assert "other counts" in caption(figure).lower() or all(each in caption(figure) for each in said)


def test_a_title_is_a_finding(path: Path) -> None:
    number = r"\d|\b(?:one|two|three|four|five|six|seven|eight)\b"
    verb = r"\b(?:was|made up|outweighed|took|fell|rose|went|came|had|run|stands|agree|put|contradict|contradicts|is)\b"
    for _, figure in plates(path)[1]:
        assert re.search(f"{number}|{verb}", title(figure)), title(figure)
        assert len(title(figure)) <= MOST_CHARACTERS


def test_a_title_passes_the_audit(path: Path) -> None:
    matter = matter_for(pipeline.examine(path, desk()), desk())
    for _, figure in plates(path)[1]:
        faults = [f for f in audit(of_markdown(f"{title(figure)}.\n"), matter) if not f.verdict.is_sound]
        named_below = Verdict.UNATTRIBUTED  # the sources stand in the caption or in the rows
        assert [(f.mention.text, f.verdict) for f in faults if f.verdict is not named_below] == [], title(figure)


def test_a_title_that_counts_counts_what_is_drawn(path: Path) -> None:
    scene, drawn = plates(path)
    for choice, figure in drawn:
        said = re.search(r"\b(?:all|of) (\w+) (?:shown |flows )*(?:fell|rose|went)\b", title(figure), re.IGNORECASE)
        if choice.kind in {"flows", "moves"} and said:
            assert said[1] == scene.rules.counted(len(choice.figures)), title(figure)


def test_an_arrow_is_explained_where_there_is_one(path: Path) -> None:
    for _, figure in plates(path)[1]:
        assert ("arrow" in caption(figure)) == any(True for _ in figure.iter(f"{SVG}path"))


def test_a_chart_of_figures_from_several_sources_says_whose_each_is_or_where_that_stands(path: Path) -> None:
    scene, drawn = plates(path)
    for choice, figure in drawn:
        figures = [scene.figures[name] for name in choice.figures if not is_of(name, Group.PRICES)]
        named = {str(scene.named(scene.source_of(each))) for each in figures if choice.kind in {"days", "flows"}}
        if "Sources in the table" not in caption(figure) and not {"None", "unnamed"} & named:
            assert all(name in caption(figure) for name in named)
