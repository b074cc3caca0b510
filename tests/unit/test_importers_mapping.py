"""A file of anybody by a mapping: every word of it is held to, and what it does not say is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.importers.mapping import importer_by
from narrator.ingest.mappings import load_mapping
from support.imports import DAY, MIDNIGHT, codes, imported, told

if TYPE_CHECKING:
    from narrator.importers.observation import Importer

PRICES = """\
source = "Example"
kind = "prices"
asset = "BTC"
date = "time"
dates = "milliseconds"
period = "day"

[[value]]
column = "close"
part = "close"
unit = "USD"
empty = ["dash", "blank"]
"""
FLOWS = """\
source = "Example"
kind = "flows"
asset = "BTC"
date = "Date"
dates = "31 Jan 2026"
period = "market day"
skip = ["Seed"]

[[value]]
column = "Total"
unit = "USD"
scale = "million"
empty = ["blank"]
negative = "brackets"
thousands = "comma"
parts = ["IBIT", "GBTC"]
"""
LIQUIDATIONS = """\
source = "Example"
kind = "liquidations"
asset = { column = "symbol", is = { BTCUSDT = "BTC" } }
venue = { column = "venue", is = { All = "" } }
date = "day"
dates = "2026-01-31"
period = "day"
rows = "data.list"

[[value]]
column = "sum.usd"
unit = "USD"
empty = []
side = { column = "side", is = { SELL = "long", BUY = "short" } }
"""


def by(text: str) -> Importer:
    mapping, problems = load_mapping(text.encode(), "a.toml")
    assert problems == ()
    assert mapping
    return importer_by(mapping, "a")


def values(mapping: str, body: object) -> list[tuple[str, str, str | None]]:
    return [(str(each.when.day), *told(each)) for each in imported(by(mapping), body).observations]


def wrong(mapping: str, body: object) -> list[tuple[str, str]]:
    return codes(by(mapping), body)


def test_a_day_that_is_not_over_is_left_out() -> None:
    rows = f"time,open,close\n{MIDNIGHT},1,99692.02\n{MIDNIGHT + 2 * DAY},1,2\n"
    found = imported(by(PRICES), rows)
    assert [(*told(each), each.place) for each in found.observations] == [
        ("prices close BTC", "99692.02", "line 2 close")
    ]
    assert found.left_out == ("rows that were still open when they were fetched: 2026-01-15",)


@pytest.mark.parametrize(("cell", "number"), [("-", None), ("", None), ("1.50", "1.50"), ("-2", "-2")])
def test_a_cell_is_empty_as_the_mapping_says(cell: str, number: str | None) -> None:
    assert values(PRICES, f"time,close\n{MIDNIGHT},{cell}\n") == [("2026-01-13", "prices close BTC", number)]


@pytest.mark.parametrize("cell", ["n/a", "1,000", "(5)", "about 5", "0x1"])
def test_what_the_mapping_does_not_say_is_a_problem(cell: str) -> None:
    assert wrong(PRICES, f'time,close\n{MIDNIGHT},"{cell}"\n') == [("IMP004", cell)]


def test_totals_with_brackets_commas_and_a_zero_of_nobody() -> None:
    rows = 'Date,IBIT,GBTC,Total\nSeed,1,1,999\n13 Jan 2026,(200),"(1,000.5)","(1,200.5)"\n'
    rows += "14 Jan 2026,,,0.0\n17 Jan 2026,,,0.0\n"
    assert values(FLOWS, rows) == [("2026-01-13", "flows BTC", "-1200.5"), ("2026-01-14", "flows BTC", None)]
    found = imported(by(FLOWS), rows)
    assert found.left_out == ("rows that are of no day: Seed", "weekends, on which no market trades: 2026-01-17")
    assert wrong(FLOWS, "Date,IBIT,GBTC,Total\n13 Jan 2026,1,1,9\n") == [("IMP004", "9")]
    assert wrong(FLOWS, "Date,IBIT,GBTC,Total\n17 Jan 2026,4,5,9\n") == [("IMP004", "9")]


def liquidation(side: str, venue: str, usd: object) -> dict[str, object]:
    return {"day": "2026-01-13", "symbol": "BTCUSDT", "venue": venue, "side": side, "sum": {"usd": usd}}


def test_the_side_of_an_order_is_that_of_the_position_only_as_the_mapping_says() -> None:
    rows = [liquidation("SELL", "All", 9.5), liquidation("BUY", "OKX", "4")]
    assert values(LIQUIDATIONS, {"data": {"list": rows}}) == [
        ("2026-01-13", "liquidations BTC long", "9.5"),
        ("2026-01-13", "liquidations BTC OKX short", "4"),
    ]
    unsaid = LIQUIDATIONS.replace(', is = { SELL = "long", BUY = "short" }', "")
    assert wrong(unsaid, {"data": {"list": rows[:1]}}) == [("IMP004", "SELL")]


def test_null_a_missing_field_and_a_missing_list_are_problems() -> None:
    assert wrong(LIQUIDATIONS, {"data": {"list": [liquidation("SELL", "OKX", None)]}}) == [("IMP004", "None")]
    renamed = {**liquidation("SELL", "OKX", 1), "sum": {"dollars": 1}}
    assert wrong(LIQUIDATIONS, {"data": {"list": [renamed]}}) == [("IMP004", "dollars")]
    assert wrong(LIQUIDATIONS, {"data": {"list": {}}}) == [("IMP002", "data.list")]


def test_lists_in_rows_and_rows_that_are_lists() -> None:
    funds = FLOWS.replace('date = "Date"', 'date = "^day"\nrows = "days"\neach = "funds"\nfund = { column = "name" }')
    funds = funds.replace('parts = ["IBIT", "GBTC"]\n', "").replace('"Total"', '"usd"')
    body = {"days": [{"day": "13 Jan 2026", "funds": [{"name": "A", "usd": 1}, {"name": "B", "usd": 2}]}]}
    assert values(funds, body) == [("2026-01-13", "flows BTC A", "1"), ("2026-01-13", "flows BTC B", "2")]
    pairs = (
        PRICES.replace('"time"', '"0"')
        .replace('"milliseconds"', '"2026-01-31"')
        .replace('column = "close"', 'column = "1"')
    )
    assert values(pairs, [["2026-01-13", 5.5]]) == [("2026-01-13", "prices close BTC", "5.5")]


def test_a_file_without_a_head_and_periods_of_hours_and_of_a_moment() -> None:
    headless = PRICES.replace('period = "day"', 'period = "4h"\ncolumns = ["time", "close"]')
    (hours,) = imported(by(headless), f"{MIDNIGHT},5\n").observations
    assert (hours.when.hours, str(hours.when.end)) == (4, "2026-01-13 04:00:00+00:00")
    (moment,) = imported(by(PRICES.replace('"day"', '"moment"')), f"time,close\n{MIDNIGHT},5\n").observations
    assert moment.when.is_moment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PRICES.replace('unit = "USD"\n', ""), [("'unit' is missing", 1)]),
        (PRICES.replace('empty = ["dash", "blank"]\n', ""), [("'empty' is missing", 1)]),
        (
            PRICES.replace('dates = "milliseconds"\n', "").replace('"prices"', '"price"'),
            [("'dates' is missing", 1), ("'kind' is not", 2)],
        ),
        (PRICES.replace('"day"', '"15m"'), [("'period' is not", 6)]),
        (PRICES + 'units = "USD"\n', [("'units' is no field", 13)]),
        ("source = ", [("this is not TOML", 1)]),
    ],
)
def test_a_mapping_that_leaves_something_open_is_told_all_at_once(text: str, found: list[tuple[str, int]]) -> None:
    mapping, problems = load_mapping(text.encode(), "a.toml")
    assert mapping is None
    assert {problem.code for problem in problems} == {"IMP009"}
    told_of = sorted((problem.message, problem.at.line) for problem in problems)
    assert len(told_of) == len(found)
    for (message, line), (start, expected) in zip(told_of, sorted(found), strict=True):
        assert message.startswith(start)
        assert line == expected


def test_a_file_that_says_when_it_was_fetched_needs_nobody_to_say_it() -> None:
    own = LIQUIDATIONS.replace("\n\n[[", '\nfetched = "meta.at"\n\n[[')
    body = {"meta": {"at": "2026-01-14T09:00:00Z"}, "data": {"list": [liquidation("SELL", "All", 1)]}}
    assert str(imported(by(own), body, None).fetched) == "2026-01-14 09:00:00+00:00"
    body["meta"] = {"at": "2026-01-14T09:00:00"}  # of which zone?
    assert codes(by(own), body, None) == [("IMP005", "")]
