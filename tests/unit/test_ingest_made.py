"""Records that the series of a desk make for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.config import load
from narrator.pipeline import examine, open_desk
from support.events import write_workspace
from support.histories import SERIES

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Case

DAY = """\
event:
  id: 2026-03-02-daily
  status: ready
  published: {published}
  timezone: UTC
  days: {days}
  assets: BTC
  series: {series}
"""
FLOWS = ("flows", "USD", "asset: BTC")
CLOSE = ("prices", "USD", "asset: BTC\n  part: close")
MOOD = ("sentiment", "index", "name: Fear and Greed Index")
YIELD = ("macro", "percent", "what: the ten-year yield")
ASSETS = ("macro", "USD", "what: the total assets of a bank")


def case(  # a day, and the one series of the desk
    root: Path,
    series: tuple[str, str, str],
    rows: str,
    records: str = "",
    *,
    every: str = "day",
    days: str = "2026-03-02",
    published: str = "2026-03-03 09:00",
    name: str = "all",
) -> Case:
    head = DAY.format(days=days, published=published, series=name)
    write_workspace(root, head + records)
    folder = root / "data" / "series"
    folder.mkdir()
    kind, unit, of = series
    text = SERIES.format(kind=kind, source="farside", unit=unit, of=of).replace("every: day", f"every: {every}")
    (folder / "history.yaml").write_text(text, encoding="utf-8")
    (folder / "history.csv").write_text(f"date,value\n{rows}", encoding="utf-8")
    workspace, _ = load(root)
    return examine(root / "data" / "events" / "2026-03-02-daily.yaml", open_desk(workspace))


def told(found: Case) -> dict[str, str]:
    assert found.event is not None
    return {m.figure: m.reports[0].typed for m in found.event.measurements.values() if m.reports}


@pytest.mark.parametrize(
    ("series", "rows", "expected"),
    [
        (
            FLOWS,
            "2026-03-01,-348100000\n2026-03-02,471349999\n",
            {"flows.history": "inflow $471.3 million", "flows.history_eve": "outflow $348.1 million"},
        ),
        (FLOWS, "2026-03-01,0\n2026-03-02,-1481234567\n", {"flows.history": "outflow $1.48 billion"}),
        (FLOWS, "2026-03-01,12\n2026-03-02,\n", {"flows.history": "not reported", "flows.history_eve": "inflow $12"}),
        (
            CLOSE,
            "2026-03-01,95321.4\n2026-03-02,96929.45\n",
            {"prices.btc": "up 1.7%", "prices.btc.close": "$96,929"},
        ),
        (CLOSE, "2026-03-01,0.98123\n2026-03-02,0.98125\n", {"prices.btc": "none", "prices.btc.close": "$0.98"}),
        (CLOSE, "2026-03-01,3124\n2026-03-02,3125\n", {"prices.btc": "up 0.03%", "prices.btc.close": "$3,125"}),
        (CLOSE, "2026-03-02,96929.45\n", {"prices.btc.close": "$96,929"}),
        (MOOD, "2026-03-01,26\n2026-03-02,48\n", {"sentiment.history": "from 26 to 48"}),
        (MOOD, "2026-03-01,26\n2026-03-02,26\n", {"sentiment.history": "26"}),
        (YIELD, "2026-03-01,4.1\n2026-03-02,4.25\n", {"macro.history": "from 4.1% to 4.25%"}),
        (ASSETS, "2026-03-01,6640\n2026-03-02,6573\n", {"macro.history": "down $67"}),
    ],
    ids=["a turn", "an outflow of billions", "nothing yet", "a move and a close", "no move", "a small move",
         "no day before it", "a mood", "a mood that stays", "a rate", "a stock"],
)  # fmt: skip
def test_what_is_made_of_a_series(
    tmp_path: Path, series: tuple[str, str, str], rows: str, expected: dict[str, str]
) -> None:
    found = told(case(tmp_path, series, rows))
    assert {name: line for name, line in found.items() if name in expected} == expected
    assert bool(found) is bool(expected)


def test_what_is_made_has_the_place_of_its_row(tmp_path: Path) -> None:
    found = case(tmp_path, FLOWS, "2026-03-01,-348100000\n2026-03-02,471300000\n")
    assert found.is_sound
    (report,) = (judged.report for judged in found.figures["flows.history"].reports)
    assert (report.at.file, report.at.line, report.source) == ("data/series/history.csv", 3, "farside")
    assert found.event is not None
    assert found.event.file.event.main == "flows.history"


TYPED = "flows:\n  {name}:\n    {of}\n    said:\n      {source}: inflow $480 million\n"


@pytest.mark.parametrize(
    ("name", "of", "source", "is_added"),
    [
        ("btc_etf", "asset: BTC\n    window: 2026-03-02", "tracker_b", True),
        ("history", "note: It was a Monday.", "tracker_b", True),
        ("btc_etf", "asset: BTC\n    window: 2026-03-02", "Farside", False),
        ("btc_etf", "asset: BTC\n    window: 2026-03-02", "unnamed", False),
        ("history", "fund: IBIT", "tracker_b", False),
        ("btc_etf", "asset: BTC\n    window: 2026-02-27", "tracker_b", False),
    ],
    ids=["of the same thing", "of the same name", "by the same source", "by nobody with a name", "of another thing",
         "of another time"],
)  # fmt: skip
def test_a_series_is_one_more_report_of_a_record_that_was_typed(
    tmp_path: Path, name: str, of: str, source: str, is_added: bool
) -> None:
    records = TYPED.format(name=name, of=of, source=source)
    found = case(tmp_path, FLOWS, "2026-03-01,20000000\n2026-03-02,471300000\n", records)
    assert found.event is not None
    (typed,) = (m for m in found.event.measurements.values() if m.figure == f"flows.{name}")
    lines = [report.typed for report in typed.reports]
    assert lines == ["inflow $480 million", *["inflow $471.3 million"] * is_added]
    if is_added:
        assert (typed.reports[1].at.file, typed.reports[1].at.line) == ("data/series/history.csv", 3)
        assert found.figures[typed.figure].standing == "disputed"


def test_a_snapshot_of_the_same_source_stays_alone(tmp_path: Path) -> None:
    records = "flows:\n  history:\n    asset: BTC\n    window: 2026-03-02\n"
    records += "snapshots:\n  farside at 2026-03-03 08:00:\n    flows.history: inflow $470 million\n"
    found = case(tmp_path, FLOWS, "2026-03-01,20000000\n2026-03-02,471300000\n", records)
    assert told(found)["flows.history"] == "inflow $470 million"
    assert found.event is not None
    assert len(found.event.measurements["flows.history"].reports) == 1


def test_nothing_that_came_out_later_is_in_it(tmp_path: Path) -> None:
    rows = "2026-03-01,20000000\n2026-03-02,471300000\n"
    found = told(case(tmp_path, FLOWS, rows, published="2026-03-02 23:59"))
    assert found["flows.history"] == "not reported"


def test_a_day_is_not_about_the_flow_of_the_day_before(tmp_path: Path) -> None:
    rows = "2026-03-01,20000000\n2026-03-02,471300000\n"
    found = case(tmp_path, FLOWS, rows, published="2026-03-02 23:59")
    assert told(found)["flows.history_eve"] == "inflow $20 million"
    assert found.event is not None
    assert found.event.file.event.main is None


def test_a_day_without_trading_has_no_flow(tmp_path: Path) -> None:
    rows = "2026-02-27,20000000\n2026-03-02,471300000\n"
    found = case(tmp_path, FLOWS, rows, every="trading day", days="2026-03-01", published="2026-03-02 09:00")
    assert told(found) == {}


def test_a_level_is_told_when_it_came_out_and_no_day_later(tmp_path: Path) -> None:
    rows = "2026-02-23,6640\n2026-03-02,6573\n"
    fresh = told(case(tmp_path / "fresh", ASSETS, rows, every="week"))
    assert fresh == {"macro.history": "down $67"}
    assert told(case(tmp_path / "stale", ASSETS, rows, every="week", published="2026-03-04 09:00")) == {}


@pytest.mark.parametrize(
    ("given", "code", "found"),
    [
        ({"name": "all, historyy"}, "EVT044", "all, historyy"),
        ({"days": "2026-03-04", "published": "2026-03-05 09:00"}, "EVT045", "2026-03-04"),
        ({"days": "2026-03-01 to 2026-03-02"}, "EVT043", "2026-03-01 to 2026-03-02"),
    ],
)
def test_what_cannot_be_made_is_told_with_its_place(
    tmp_path: Path, given: dict[str, str], code: str, found: str
) -> None:
    problems = case(tmp_path, FLOWS, "2026-03-02,471300000\n", **given).problems
    (problem,) = (problem for problem in problems if problem.code == code)
    assert (problem.at.file, problem.found) == ("data/events/2026-03-02-daily.yaml", found)
    assert problem.expected
    if code == "EVT044":
        assert problem.example == "series: all, history"
    if code == "EVT045":
        assert problem.example == "days: 2026-03-02"
        assert "'history' ends 2026-03-02" in problem.message
