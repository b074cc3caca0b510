"""What is typed and no form prints is a warning of `check`; what is printed is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.model.problem import Severity
from narrator.render.choices import Turn
from support.events import EVENT_ID, WINDOWED, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problem

TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
OTHER = "      tracker_b: $260 million\n"
WHY = "    differ: Zebras count two venues more.\n"
CHECKED = "    checked: asked the zebras at 08:20, no answer\n"
LOSS = "accounts:\n  a:\n    who: a trader\n    what: loss\n    {}:\n      tracker_b: $5 million\n"
MACRO = "macro:\n  a:\n    what: producer prices\n{}"
VALUE = "    said:\n      tracker_b: 2.9%\n"
PENDING = "flows:\n  a:\n    asset: BTC\n    said:\n      tracker_b: not reported\n"
NOTE = "    note: The zebras changed overnight.\n"
OPINION = (
    "statements:\n  a:\n    who: tracker_a\n    kind: opinion\n    text: the worst is over\n    when: in zebra days\n"
)


def told(root: Path, records: str) -> tuple[list[Problem], str]:
    """What check warns of, and the article."""
    write_workspace(root, WINDOWED + records)
    desk = pipeline.open_desk(config.load(root)[0])
    case = pipeline.examine(root / f"data/events/{EVENT_ID}.yaml", desk)
    assert case.is_sound
    text = pipeline.draft(case, desk, Turn())[1].markdown
    return [problem for problem in case.problems if problem.code == "EVT040"], text


@pytest.mark.parametrize(
    ("records", "field"),
    [
        (TOTAL + WHY, "differ"),
        (TOTAL + CHECKED, "checked"),
        (TOTAL + LOSS.format("said") + CHECKED, "checked"),
        (TOTAL + MACRO.format("    who: the zebras\n") + VALUE, "who"),
        (TOTAL + PENDING + NOTE, "note"),
        (TOTAL + OPINION, "when"),
    ],
)
def test_a_text_that_no_form_prints_is_a_warning_at_its_line(records: str, field: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, records)
    assert "zebra" not in text.lower()
    (problem,) = problems
    assert (problem.severity, problem.found) == (Severity.WARNING, field)
    typed = (WINDOWED + records).splitlines()[problem.at.line - 1]
    assert typed.startswith(f"    {field}: ")


@pytest.mark.parametrize(
    "records",
    [
        TOTAL + OTHER + WHY,
        TOTAL + "    circulating:\n      chatter: $900 million\n" + WHY,
        TOTAL + LOSS.format("rumoured") + CHECKED,
        TOTAL + MACRO.format("    who: the zebras\n    when: in zebra days\n"),
        TOTAL + MACRO.format("    when: in zebra days\n") + VALUE,
        TOTAL + NOTE,
        TOTAL + MACRO.format(VALUE + NOTE),
        TOTAL + OPINION.replace("opinion", "official"),
        TOTAL + "prices:\n  a:\n    asset: BTC\n    said:\n      tracker_a: down\n" + NOTE,
    ],
)
def test_a_text_that_is_printed_is_no_problem(records: str, tmp_path: Path) -> None:
    problems, text = told(tmp_path, records)
    assert problems == []
    assert "zebra" in text.lower()


def test_what_the_economy_did_stands_behind_the_figure_that_it_is_about(tmp_path: Path) -> None:
    sides = "  longs:\n    side: long\n    said:\n      tracker_b: $150 million\n"
    event = "macro:\n  a:\n    what: a meeting of the zebras\n{}"
    _, apart = told(tmp_path / "apart", TOTAL + sides + event.format(""))
    _, beside = told(tmp_path / "beside", TOTAL + sides + event.format("    about: liquidations.longs\n"))

    def is_beside(text: str) -> bool:
        line = next(line for line in text.split("\n") if "zebras" in line)
        return "$150 million" in line

    assert not is_beside(apart)
    assert is_beside(beside)


def test_a_day_whose_main_asset_has_no_price_is_told_without_one(tmp_path: Path) -> None:
    other = "prices:\n  eth:\n    asset: ETH\n    said:\n      tracker_b: down 3%\n"
    _, text = told(tmp_path, TOTAL + other)
    assert "Ether fell 3%" in text
