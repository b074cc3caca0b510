"""The time of a snapshot: when its source was read, which is when a spot price stood, and no low or high of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.ingest.events import load_event
from narrator.model.name import Names
from narrator.model.source import Sources
from support.events import WINDOWED

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.report import Report


def report(root: Path, part: str, window: str, line: str = "$5") -> Report:
    """What a snapshot of 08:05 in Shanghai, on March 3, says of a part of a price in a window."""
    lines = f"prices:\n  btc:\n    asset: BTC\n{window}snapshots:\n  a at 08:05:\n    prices.btc{part}: {line}\n"
    file = root / "2026-03-03-example.yaml"
    file.write_text(WINDOWED + lines)
    event = load_event(file, root, Sources(), Names()).event
    assert event
    return event.measurements[f"prices.btc{part}"].reports[0]


YESTERDAY, TODAY = "    window: 2026-03-02\n", "    window: 2026-03-03\n"
EARLIER = "    window: 24h to 2026-03-03 08:00\n"


@pytest.mark.parametrize(
    ("part", "window", "stood"),
    [
        (".close", YESTERDAY, False),
        (".close", EARLIER, False),
        (".close", TODAY, True),
        (".close", "", True),  # the usual window of the file ends at that time
        (".open", TODAY, False),
        (".low", TODAY, False),
        (".high", YESTERDAY, False),
        (".price", YESTERDAY, True),
    ],
)
def test_a_price_stood_at_the_time_of_its_snapshot_only_while_its_window_runs(
    tmp_path: Path, part: str, window: str, stood: bool
) -> None:
    told = report(tmp_path, part, window)
    assert [str(each) for each in (told.as_of, told.embargo) if each] == ["2026-03-03 08:05:00+08:00"]
    assert (told.as_of is not None) == stood


def test_what_is_no_price_was_said_then_and_a_time_of_its_own_stays(tmp_path: Path) -> None:
    assert str(report(tmp_path, "", YESTERDAY, "down 2%").as_of) == "2026-03-03 08:05:00+08:00"
    own = report(tmp_path, ".low", YESTERDAY, "$5 at 07:10")
    assert str(own.as_of) == "2026-03-03 07:10:00+08:00"
    assert str(own.embargo) == "2026-03-03 08:05:00+08:00"
