"""What a history has of a figure, and what a record contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.config import load
from narrator.pipeline import examine, open_desk
from support.events import write_workspace
from support.histories import FLOW, HEAD, SERIES, case

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Case


def warned(found: Case) -> list[str]:
    return [problem.message for problem in found.problems if problem.code == "SER010"]


@pytest.mark.parametrize(
    ("line", "value", "is_warned"),
    [
        ("inflow $500 million", 500_000_000, False),
        ("inflow $500 million", 502_000_000, False),
        ("inflow $500 million", 505_000_000, True),
        ("inflow $500 million", -500_000_000, True),
        ("inflow about $500 million", 512_000_000, False),
        ("inflow about $500 million", 560_000_000, True),
        ("inflow $450 million to $550 million", 520_000_000, False),
        ("inflow more than $500 million", 520_000_000, False),
        ("inflow more than $500 million", 480_000_000, True),
    ],
)
def test_a_record_that_its_series_contradicts_is_warned_of(
    tmp_path: Path, line: str, value: int, *, is_warned: bool
) -> None:
    found = case(tmp_path, FLOW.replace("inflow $500 million", line), [1, 2, value])
    assert bool(warned(found)) is is_warned
    for problem in found.problems:
        if problem.code == "SER010":
            assert "data/series/history.csv:4" in problem.message
            assert (problem.found, problem.at.line) == (line, 14)


def test_the_flow_of_some_days_is_the_sum_of_its_days(tmp_path: Path) -> None:
    records = FLOW.replace("window: 2026-03-02", "window: 2026-02-28 to 2026-03-02\n    cumulative: yes")
    values = [1, 100_000_000, 150_000_000, 250_000_000]
    assert warned(case(tmp_path / "right", records, values)) == []
    (wrong,) = warned(case(tmp_path / "wrong", records, [1, 100_000_000, 150_000_000, 350_000_000]))
    assert "600000000 USD (data/series/history.csv:3-5)" in wrong
    assert warned(case(tmp_path / "gap", records, [1, 100_000_000, None, 350_000_000])) == []


def test_a_move_is_that_of_the_closes(tmp_path: Path) -> None:
    records = "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-02\n    said:\n      market data: down 5.2%\n"
    of = "asset: BTC\n  part: close"
    assert warned(case(tmp_path / "right", records, ["100000", "94800"], kind="prices", of=of)) == []
    (wrong,) = warned(case(tmp_path / "wrong", records, ["100000", "94500"], kind="prices", of=of))
    assert "-5.5 percent" in wrong


def test_the_change_of_a_week_is_that_from_one_week_to_the_next(tmp_path: Path) -> None:
    records = (
        "macro:\n  assets:\n    what:\n      en: the total assets of a bank\n      zh: 银行总资产\n"
        "    window: week to 2026-03-02\n"
        "    said:\n      the bank: down $67.0 billion\n"
    )
    write_workspace(tmp_path, HEAD.format(main="macro.assets", published="2026-03-05 09:00") + records)
    folder = tmp_path / "data" / "series"
    folder.mkdir()
    of = "what: the total assets of a bank"
    text = SERIES.format(kind="macro", source="the bank", unit="USD", of=of).replace("every: day", "every: week")
    (folder / "history.yaml").write_text(text.replace("USD", "USD\n  scale: million"), encoding="utf-8")
    rows = "date,value\n2026-02-23,6640620\n2026-03-02,{}\n"
    path = tmp_path / "data" / "events" / "2026-03-03-example.yaml"
    (folder / "history.csv").write_text(rows.format(6573627), encoding="utf-8")
    assert warned(examine(path, open_desk(load(tmp_path)[0]))) == []
    (folder / "history.csv").write_text(rows.format(6700000), encoding="utf-8")
    (wrong,) = warned(examine(path, open_desk(load(tmp_path)[0])))
    assert "59380000000 USD (data/series/history.csv:2-3)" in wrong


@pytest.mark.parametrize(("day", "is_warned"), [("2026-03-01", True), ("2026-02-27", False)])
def test_a_flow_of_a_day_without_trading_is_warned_of(tmp_path: Path, day: str, is_warned: bool) -> None:
    case(tmp_path, FLOW, [1, 2, 3])
    path = tmp_path / "data" / "series" / "history.yaml"
    text = path.read_text("utf-8").replace("every: day", "every: trading day")
    path.write_text(text, encoding="utf-8")
    (tmp_path / "data" / "series" / "history.csv").write_text("date,value\n2026-02-26,1\n", encoding="utf-8")
    event = tmp_path / "data" / "events" / "2026-03-03-example.yaml"
    event.write_text(event.read_text("utf-8").replace("window: 2026-03-02", f"window: {day}"), encoding="utf-8")
    found = [p for p in examine(event, open_desk(load(tmp_path)[0])).problems if p.code == "SER011"]
    assert [problem.found for problem in found] == [day] * is_warned
