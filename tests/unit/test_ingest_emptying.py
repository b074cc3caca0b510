"""Another day's event file for a new one: what was said is waited for, what belongs to its day goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.emptying import emptied
from support.edits import REAL, problems
from support.events import EVENT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_file_made_from_another_is_valid_and_holds_none_of_its_amounts(tmp_path: Path, path: Path) -> None:
    text = emptied(path.read_text(encoding="utf-8"), "2026-02-03-new")
    assert problems(tmp_path, "2026-02-03-new", text) == []
    assert "million" not in text.split("\nlevels:")[0]
    assert "statements:" not in text


def test_a_new_event_holds_nothing_of_the_day_before() -> None:
    text = EVENT.replace("      market data: from 21 to 42\n", "      market data: from 21 to 42\n    band: fear\n")
    text = text.replace("  view: A squeeze more than a turn.", "  view: |\n    A squeeze.\n    No turn.")
    text = text.replace("tracker_a: $195 million", "tracker_a:\n        amount: $195 million\n        rank: preferred")
    text = text.replace("    who: a trader", "    when: 2026-03-02\n    who: a trader")
    new = emptied(text, "2026-03-05-new")
    lines = [line.strip() for line in new.splitlines()]
    assert {"published: 2026-03-05 09:00", "days: 2026-03-04 to 2026-03-05", "window: 2026-03-04"} <= {
        line.partition("  ")[0] for line in lines
    }
    assert {"price: not reported", "tracker_a: not reported"} <= set(lines)
    gone = (
        "band:",
        "squeeze",
        "No turn",
        "amount:",
        "rank",
        "when:",
        "checked:",
        "differ:",
        "80,000",
        "03-02",
        "03-03",
    )
    assert [word for word in gone if word in new] == []


def test_windows_that_cannot_be_moved_are_left_out() -> None:
    windows = ("2026-03-02", "24h", "month 2026-01")
    text = "event:\n  id: old\nflows:\n" + "".join(f"  a{at}:\n    window: {w}\n" for at, w in enumerate(windows))
    assert emptied(text, "2026-03-05-new").count("window:") == 1


def test_a_comment_that_holds_a_number_is_of_its_day() -> None:
    said = "# the desk's table: 471.3\n# asked twice\n"
    text = emptied(EVENT.replace("liquidations:\n", f"{said}liquidations:\n", 1), "2026-02-03-new")
    assert "# asked twice\n" in text
    assert "471.3" not in text
