"""What a history holds a figure against: the last value as large, its run, the top above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.histories import FLOW, case

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.case import Case


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


def found_of(found: Case, begins: str) -> list[tuple[str, str, str]]:
    figures = [figure for figure in found.figures if figure.id.startswith(f"derived.{begins}_")]
    return [(str(f.interval.low), str(f.direction), f.window.canonical) for f in figures]


IN, OUT, BEFORE = "inflow", "outflow", 10_000_000


@pytest.mark.parametrize(
    ("values", "begins", "expected"),
    [
        ([-BEFORE, 20_000_000, 30_000_000, NOW], "run", ("550000000", IN, "2026-02-28 to 2026-03-02")),
        ([BEFORE, *[-20_000_000] * 3, NOW], "ended", ("60000000", OUT, "2026-02-27 to 2026-03-01")),
    ],
)
def test_a_run_is_told_with_what_it_comes_to(
    tmp_path: Path, values: list[object], begins: str, expected: tuple[str, str, str]
) -> None:
    found = case(tmp_path, FLOW, values)
    assert found_of(found, begins) == [expected]
    (figure,) = (f for f in found.figures if f.id.startswith(f"derived.{begins}_"))
    assert figure.derived_from == ("flows.btc_etf",)
    assert "data/series/history.csv:3" in figure.explanation[1]
    assert figure.source == "farside"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([-BEFORE, 30_000_000, NOW], "two days are no run"),
        ([20_000_000, 30_000_000, NOW], "nobody knows when it began"),
        ([-BEFORE, 20_000_000, None, 30_000_000, NOW], "a gap"),
        ([-BEFORE, 20_000_000, "", 30_000_000, NOW], "a day that was not reported"),
        ([-BEFORE, 20_000_000, 0, 30_000_000, NOW], "a day on which nothing flowed"),
        ([-BEFORE, 20_000_000, 30_000_000, 505_000_000], "another value for the day"),
    ],
)
def test_no_run_is_told_where_there_is_none_for_sure(tmp_path: Path, values: list[object], why: str) -> None:
    found = case(tmp_path, FLOW, values)
    assert not found_of(found, "run"), why
    assert not found_of(found, "ended"), why


def test_a_flow_of_several_days_in_the_records_is_run_enough(tmp_path: Path) -> None:
    values = [-BEFORE, 20_000_000, 30_000_000, NOW]
    days = FLOW.replace("window: 2026-03-02", "window: 2026-02-28 to 2026-03-02").replace("$500", "$550")
    days = days.replace("flows:\n", "").replace("btc_etf", "btc_week")
    assert not found_of(case(tmp_path, FLOW + days, values), "run")


CLOSES = [80_000 + 10 * n for n in range(58)]


@pytest.mark.parametrize(
    ("values", "off", "top"),
    [
        ([100_000, *CLOSES, 85_000], "15.0", ("100000", "2026-01-02")),
        ([99_999.6, *CLOSES, 85_000], "15.0", ("100000", "2026-01-02")),
        ([100_000, *CLOSES, 91_000], None, None),
        ([*CLOSES, 79_000, 85_000], None, None),
        ([100_000, *CLOSES[1:], 85_000], None, None),
    ],
    ids=["far below", "a price as exact as the one beside it", "near", "it is the top itself", "a short history"],
)
def test_how_far_a_close_lies_below_the_top(
    tmp_path: Path, values: list[object], off: str | None, top: tuple[str, str] | None
) -> None:
    found = case(tmp_path, price("close", "$85,000" if values[-1] == 85_000 else "$91,000"), values, kind="prices",
                 of="asset: BTC\n  part: close")  # fmt: skip
    figures = {f.id: f for f in found.figures}
    has = figures.get("derived.off_prices_btc_close"), figures.get("derived.top_prices_btc_close")
    assert [bool(each) for each in has] == [off is not None] * 2
    if has[0] and has[1]:
        assert (str(has[0].interval.low), has[0].unit) == (off, "percent")
        assert (str(has[1].interval.low), has[1].window.canonical) == top
        assert has[0].derived_from == ("prices.btc.close", has[1].id)
