"""A month of daily briefs, each made of nothing but its day and the series of the desk."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import narrator
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [f"2026-01-{n:02}" for n in range(1, 32)]
TOLD, LONG, FRESH = 10, 8, 0.25
"""So many briefs before one, so many words in a row, and which part of those of a brief the others may have."""
MOST_ALIKE = 6
"""So many briefs may begin as the one before, but for their numbers: those of quiet days, whose lead has few words."""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefs of a month, in Markdown."""
    root = tmp_path_factory.mktemp("month")
    shutil.copytree(ROOT / "data" / "series", root / "data" / "series")
    for name in ("sources.yaml", "names.yaml"):
        shutil.copy(ROOT / "data" / name, root / "data")
    shutil.copy(ROOT / "narrator.toml", root)
    for day in DAYS:
        assert narrator(root, "new", "--daily", day).code == Exit.DONE
    made = narrator(root, "build", "--to", "md")
    assert made.code == Exit.DONE, made.err
    return root


def brief(root: Path, day: str) -> str:
    return (root / "out" / f"{day}-daily" / "en" / "brief.md").read_text("utf-8")


def test_a_whole_brief_comes_of_a_file_that_holds_a_day(month: Path) -> None:
    text = brief(month, "2026-01-14")
    assert "took in $840.6 million" in text
    assert "largest into spot Bitcoin ETFs since Oct. 7, 2025 ($875.6 million)" in text
    assert "$96,929" in text
    assert "rose from 26 to 48" in text
    assert len(re.findall(r"^\| .* \|$", text, re.MULTILINE)) > 20


def test_days_with_less_to_say_are_shorter(month: Path) -> None:
    lengths = {day: len(brief(month, day).split()) for day in DAYS}
    saturdays = [lengths[day] for day in ("2026-01-10", "2026-01-17", "2026-01-24")]
    wednesdays = [lengths[day] for day in ("2026-01-07", "2026-01-14", "2026-01-21")]
    assert max(saturdays) < min(wednesdays)


def test_no_two_days_begin_alike(month: Path) -> None:
    leads = [next(p for p in brief(month, day).split("\n\n") if " (UTC)" in p) for day in DAYS]
    assert len({*leads}) == len(DAYS)
    forms = [re.sub(r"\d[\d.,]*", "#", lead) for lead in leads]
    assert sum(one == other for one, other in pairwise(forms)) <= MOST_ALIKE
    headlines = [brief(month, day).partition("\n# ")[2].partition("\n")[0] for day in DAYS]
    assert len({*headlines}) == len(DAYS)


def test_little_of_a_brief_has_been_said_in_the_ten_before_it(month: Path) -> None:
    said = [_runs(brief(month, day)) for day in DAYS]
    for number, runs in enumerate(said[1:], 1):
        before = {run for other in said[max(0, number - TOLD) : number] for run in other}
        share = sum(run in before for run in runs) / len(runs)
        assert share <= FRESH, f"{DAYS[number]}: {share:.0%}"


def _runs(text: str) -> list[tuple[str, ...]]:
    """The runs of words of a brief, line by line; its tables, credits and disclosure aside."""
    body = text.split("---", 2)[2].partition("## About this brief")[0]
    lines = [re.findall(r"[\w$%.,’-]+", line.lower()) for line in body.split("\n") if line[:1] not in {"|", "*"}]
    return [tuple(words[at : at + LONG]) for words in lines for at in range(len(words) - LONG + 1)]


def test_a_day_that_is_none_is_refused(tmp_path: Path, month: Path) -> None:
    shutil.copytree(month / "data" / "series", tmp_path / "data" / "series")
    for name in ("narrator.toml", "data/sources.yaml", "data/names.yaml"):
        shutil.copy(month / name, tmp_path / name)
    wrong = narrator(tmp_path, "new", "--daily", "2026-02-30")
    assert (wrong.code, "a day, YYYY-MM-DD" in wrong.err) == (Exit.USAGE, True)
    assert narrator(tmp_path, "new").code == Exit.USAGE
    shutil.rmtree(tmp_path / "data" / "series")
    bare = narrator(tmp_path, "new", "--daily", "2026-02-03")
    assert (bare.code, "no series of an asset" in bare.err) == (Exit.INVALID, True)
