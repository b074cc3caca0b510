"""`narrator facts`: the sheet for a writer, on a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import narrator
from support.events import EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path)


def test_the_sheet_says_phrases_debts_and_what_never(desk: Path) -> None:
    ran = narrator(desk, "facts", EVENT_ID)
    lines = ran.out.splitlines()
    assert ran.code == Exit.DONE
    at = lines.index("liquidations.total  disputed, measured, 24h to 2026-03-03T08:00+08:00")
    block = lines[at : lines.index("", at)]
    assert "    say    $210 million to $240 million" in block
    assert any(line.startswith("    owes   doubt: $310 million") for line in block)
    assert "    never  anything more exact than $210 million to $240 million (AUD003)" in block
    assert "never  the split by exchange: not counted alike (left_out.venues)" in lines


def test_the_json_has_these_keys(desk: Path) -> None:
    ran = narrator(desk, "facts", EVENT_ID, "--format", "json")
    told = ran.told
    assert (ran.code, told["exit"], told["problems"]) == (Exit.DONE, Exit.DONE, [])
    assert set(told) == {"problems", "built", "event", "locale", "as_of", "main", "figures", "never", "exit"}
    assert (told["event"], told["main"]) == (EVENT_ID, "liquidations.total")
    assert {key for figure in told["figures"] for key in figure} == {
        *("id", "low", "high", "unit", "direction", "window", "nature", "standing", "source"),
        *("phrases", "owes", "never"),
    }
    total = told["figures"][0]
    assert (total["id"], total["low"], total["high"], total["unit"]) == (
        "liquidations.total",
        "210000000",
        "240000000",
        "USD",
    )


def test_an_event_with_errors_has_a_sheet_and_its_exit_code(desk: Path) -> None:
    record = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    record.write_text(record.read_text("utf-8").replace("status: ready", "status: raedy"), encoding="utf-8")
    ran = narrator(desk, "facts", EVENT_ID, "--format", "json")
    assert (ran.code, ran.told["exit"], bool(ran.problems), "raedy" in ran.err) == (10, 10, True, True)


def test_an_event_that_cannot_be_read_or_found_is_answered(desk: Path) -> None:
    lost = narrator(desk, "facts", "2026-03-03-exmaple", "--format", "json")
    assert (lost.code, lost.told["exit"]) == (Exit.USAGE, Exit.USAGE)
    (desk / "data" / "events" / f"{EVENT_ID}.yaml").write_text("event: 5\n", encoding="utf-8")
    broken = narrator(desk, "facts", EVENT_ID, "--format", "json")
    assert (broken.code, "figures" in broken.told) == (Exit.INVALID, False)
