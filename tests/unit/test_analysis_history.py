"""What a history says of a figure: when a value was last as large, and what a record contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.config import load
from narrator.pipeline import examine, open_desk
from support.events import write_workspace
from support.histories import SERIES, write_history

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from narrator.case import Case

HEAD = """\
event:
  id: 2026-03-03-example
  status: ready
  published: {published}
  timezone: UTC
  days: 2026-03-02
  assets: BTC
  main: {main}
"""
FLOW = """\
flows:
  btc_etf:
    asset: BTC
    window: 2026-03-02
    said:
      farside: inflow $500 million
"""


def case(
    root: Path,
    records: str,
    values: Sequence[object],
    *,
    kind: str = "flows",
    unit: str = "USD",
    of: str = "asset: BTC",
    published: str = "2026-03-03 09:00",
) -> Case:
    """The case of an event with a history whose last value is of the day of the event; None for a day without a row."""
    main = ".".join(line.strip(" :") for line in records.split("\n")[:2])
    write_workspace(root, HEAD.format(main=main, published=published) + records)
    write_history(root, values, "farside", kind=kind, unit=unit, of=of)
    workspace, _ = load(root)
    return examine(root / "data" / "events" / "2026-03-03-example.yaml", open_desk(workspace))


def rival(found: Case) -> str | None:
    figures = [figure for figure in found.figures if figure.id.startswith("derived.rival_")]
    assert len(figures) <= 1
    return f"{figures[0].interval.low} {figures[0].window.canonical}" if figures else None


SMALL = [10_000_000 * n for n in range(1, 11)]
NOW = 500_000_000


def test_the_last_value_that_was_larger_is_told(tmp_path: Path) -> None:
    found = case(tmp_path, FLOW, [900_000_000, 600_000_000, *SMALL, NOW])
    assert rival(found) == "600000000 2026-02-19"
    figure = found.figures["derived.rival_flows_btc_etf"]
    assert (figure.direction, figure.source, figure.derived_from) == ("inflow", "farside", ("flows.btc_etf",))
    assert "data/series/history.csv:3" in figure.explanation[0]
    assert not [problem for problem in found.problems if problem.code.startswith("SER")]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([600_000_000, *SMALL[1:], NOW], "fewer than ten smaller values"),
        ([*SMALL, NOW], "nobody knows what was before"),
        ([600_000_000, *SMALL[:5], None, *SMALL[:5], *SMALL[:4], NOW], "a gap"),
        ([600_000_000, *SMALL[:5], "", *SMALL[:5], *SMALL[:4], NOW], "a day that was not reported"),
        ([500_000_000, *SMALL, NOW], "no larger"),
        ([600_000_000, *SMALL, 505_000_000], "another value for the day"),
    ],
)
def test_nothing_is_told_where_it_is_not_sure(tmp_path: Path, values: list[object], why: str) -> None:
    assert rival(case(tmp_path, FLOW, values)) is None, why


def test_nothing_later_than_the_brief_is_known(tmp_path: Path) -> None:
    values = [600_000_000, *SMALL, NOW]
    assert rival(case(tmp_path / "after", FLOW, values)) is not None
    assert rival(case(tmp_path / "before", FLOW, values, published="2026-03-02 23:59")) is None


@pytest.mark.parametrize("field", ["fund: IBIT", "venue: Kraken"])
def test_another_thing_has_another_history(tmp_path: Path, field: str) -> None:
    records = FLOW.replace("    asset: BTC\n", f"    asset: BTC\n    {field}\n")
    assert rival(case(tmp_path, records, [600_000_000, *SMALL, NOW])) is None


def test_an_outflow_is_held_against_outflows(tmp_path: Path) -> None:
    records = FLOW.replace("inflow", "outflow")
    values = [900_000_000, -600_000_000, *SMALL, -NOW]
    assert rival(case(tmp_path, records, values)) == "600000000 2026-02-19"


def price(field: str, value: str) -> str:
    return (
        "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-02\n"
        f"    {field}:\n      said:\n        market data: {value}\n"
    )


def test_a_close_is_held_against_higher_ones_after_a_rise_and_lower_ones_after_a_fall(tmp_path: Path) -> None:
    of = "asset: BTC\n  part: close"
    before = ["95000.25", "80000", *(str(90_000 - n) for n in range(10))]
    up = case(tmp_path / "up", price("close", "$94,000"), [*before, "94000"], kind="prices", of=of)
    assert rival(up) == "95000 2026-02-18"
    down = case(tmp_path / "down", price("close", "$85,000"), [*before, "85000"], kind="prices", of=of)
    assert rival(down) == "80000 2026-02-19"


@pytest.mark.parametrize(("field", "expected"), [("high", "95000 2026-02-18"), ("low", "80000 2026-02-19")])
def test_a_high_is_held_against_highs_and_a_low_against_lows(tmp_path: Path, field: str, expected: str) -> None:
    now = {"high": 94_000, "low": 85_000}[field]
    values = [95_000, 80_000, *(90_000 - n for n in range(10)), now]
    assert rival(
        case(tmp_path, price(field, f"${now:,}"), values, kind="prices", of=f"asset: BTC\n  part: {field}")
    ) == (expected)


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
