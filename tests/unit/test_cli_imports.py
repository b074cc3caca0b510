"""The command `import`: shown, or written into an event, and asked for what a file does not say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from narrator.cli import extras
from support.command import narrator
from support.events import EVENT_ID, write_workspace
from support.imports import DAY, MIDNIGHT, answer

if TYPE_CHECKING:
    from pathlib import Path

FETCHED = "--fetched", "2026-03-02T23:30+00:00"
MONDAY = MIDNIGHT + 48 * DAY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_workspace(tmp_path)
    rows = [
        {"timestamp": MONDAY - 3 * DAY, "flow_usd": 5, "etf_flows": [{"etf_ticker": "ETHA", "flow_usd": 5}]},
        {"timestamp": MONDAY, "flow_usd": 0.0, "etf_flows": [{"etf_ticker": "ETHA"}]},
    ]
    (root / "flows.json").write_text(json.dumps(answer(rows)))
    (root / "no.json").write_text(json.dumps(answer(None, "401")))
    return root


def event(root: Path) -> str:
    return (root / "data" / "events" / f"{EVENT_ID}.yaml").read_text(encoding="utf-8")


def test_without_an_event_it_is_shown_and_nothing_is_written(root: Path) -> None:
    before = event(root)
    ran = narrator(root, "import", "flows.json", *FETCHED)
    assert ran.code == 0
    assert ran.out.splitlines()[2] == "2026-03-02  flows.eth_etf: not reported  # data[1]"
    assert event(root) == before


def test_into_an_event_it_is_written_once_and_the_event_made_ready(root: Path) -> None:
    arguments = "import", "flows.json", *FETCHED, "--into", EVENT_ID, "--main", "flows.btc_etf"
    ran = narrator(root, *arguments)
    assert (ran.code, ran.err) == (0, "")
    assert "  flows.eth_etf_2026_02_27: inflow $5\n" in event(root)
    assert "  main: flows.btc_etf " in event(root)
    assert f"{EVENT_ID}.yaml: left out: 2 values of single funds or venues" in ran.out
    once = event(root)
    assert narrator(root, *arguments).code == 0
    assert event(root) == once


def test_an_error_of_a_vendor_and_what_is_not_said_end_with_10(root: Path) -> None:
    before = event(root)
    assert narrator(root, "import", "no.json", *FETCHED, "--into", EVENT_ID).code == 10
    ran = narrator(root, "import", "flows.json", "--into", EVENT_ID)
    assert ran.code == 10
    assert "flows.json:1:1: error IMP005: the file does not say when it was fetched" in ran.err
    assert "    write     --fetched 2026-01-31T08:05+08:00" in ran.err
    assert event(root) == before


def test_a_doubtful_vendor_and_a_wrong_option_end_with_2(root: Path) -> None:
    (root / "empty.json").write_text("{}")
    ran = narrator(root, "import", "empty.json", *FETCHED)
    assert (ran.code, "--as with one of" in ran.err) == (2, True)
    assert narrator(root, "import", "flows.json", "--fetched", "2026-03-02 08:00").code == 2
    assert narrator(root, "import", "flows.json", *FETCHED, "--with", "asset").code == 2
    assert "--with knows no 'aset'" in narrator(root, "import", "flows.json", *FETCHED, "--with", "aset=BTC").err
    assert "--into EVENT --main x.y" in narrator(root, "import", "flows.json", *FETCHED, "--main", "x.y").err


def test_what_would_make_the_event_wrong_is_not_written(root: Path) -> None:
    before = event(root)
    ran = narrator(root, "import", "flows.json", *FETCHED, "--into", EVENT_ID, "--main", "flows.none")
    assert ran.code == 10
    assert "nothing was written" in ran.err
    assert event(root) == before


SERIES = """\
eth_etf:
  kind: flows
  asset: ETH
  source: CoinGlass
  unit: USD
  every: trading day
  release: 08:00 UTC, next day
  licence: made up
  file: eth_etf.csv
  reading:
    date: date
    value: total
"""


@pytest.fixture
def series(root: Path) -> Path:
    folder = root / "data" / "series"
    folder.mkdir()
    (folder / "funds.yaml").write_text(SERIES)
    (folder / "eth_etf.csv").write_text("date,total\n2026-02-26,1\n2026-02-27,4\n")
    return folder


def test_into_a_series_it_is_written_once_with_what_was_before(root: Path, series: Path) -> None:
    ran = narrator(root, "import", "flows.json", *FETCHED, "--series", "eth_etf")
    assert (ran.code, ran.out) == (0, "eth_etf: 2026-02-27 was 4, and is 5\n")
    assert (series / "eth_etf.csv").read_text() == "date,total\n2026-02-26,1\n2026-02-27,5\n"
    kept = (series / "eth_etf.revisions.csv").read_text()
    assert kept == "day,column,was,until\n2026-02-27,total,4,2026-03-02T23:30+00:00\n"
    again = narrator(root, "import", "flows.json", "--fetched", "2026-03-03T10:00Z", "--series", "eth_etf")
    assert (again.code, again.out) == (0, "eth_etf: nothing new\n")
    assert (series / "eth_etf.revisions.csv").read_text() == kept


def test_what_is_of_no_series_or_of_another_one_is_not_written(root: Path, series: Path) -> None:
    before = (series / "eth_etf.csv").read_text()
    ran = narrator(root, "import", "flows.json", *FETCHED, "--series", "btc_etf")
    assert (ran.code, "--series eth_etf" in ran.err) == (2, True)
    other = narrator(root, "import", "flows.json", *FETCHED, "--series", "eth_etf", "--source", "Farside")
    assert (other.code, "IMP010" in other.err) == (10, True)
    assert (series / "eth_etf.csv").read_text() == before


def test_a_mapping_file_reads_what_no_vendor_is_known_for(root: Path) -> None:
    (root / "prices.csv").write_text("day,close\n2026-03-01,2100.5\n")
    lines = (
        'source = "X"',
        'kind = "prices"',
        'asset = "ETH"',
        'date = "day"',
        'dates = "2026-01-31"',
        'period = "day"',
    )
    value = '[[value]]\ncolumn = "close"\npart = "close"\nunit = "USD"\nempty = []\n'
    (root / "prices.toml").write_text("\n".join((*lines, value)))
    ran = narrator(root, "import", "prices.csv", "--as", "prices.toml", *FETCHED)
    assert (ran.code, ran.out) == (0, "2026-03-01  prices.eth.close: $2,100.5  # line 2 close\n")
    (root / "prices.toml").write_text(value)
    assert narrator(root, "import", "prices.csv", "--as", "prices.toml", *FETCHED).code == 10


def test_a_spreadsheet_needs_its_extra(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "a.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(extras, "SHEETS", ("no_such_module",))
    ran = narrator(root, "import", "a.xlsx", *FETCHED)
    assert (ran.code, "needs the extra xlsx, which is not installed" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["x\n  y: z", "a: b", "a #b", "> a", "a\u202eb", "{a}", "\x1b[31m"])
def test_names_of_a_file_change_nothing_else_in_an_event_nor_a_terminal(root: Path, name: str) -> None:
    before = event(root)
    row = {"liquidation_usd": 5, "long_liquidation_usd": 3, "short_liquidation_usd": 2}
    (root / "venues.json").write_text(json.dumps(answer([{"exchange": name, **row}])))
    asked = "import", "venues.json", *FETCHED, "--with", "asset=BTC", "--with", "window=24h", "--in-detail"
    ran = narrator(root, *asked, "--into", EVENT_ID)
    assert (ran.code, event(root)) == (10, before)
    assert not {"\u202e", "\x1b"} & {*ran.err}
    funds = [{"etf_ticker": ticker, "flow_usd": 5} for ticker in ("ETHA", name)]
    (root / "funds.json").write_text(json.dumps(answer([{"timestamp": MONDAY, "flow_usd": 10, "etf_flows": funds}])))
    shown = narrator(root, "import", "funds.json", *FETCHED)
    assert not {"\u202e", "\x1b"} & {*shown.out}
    assert len(shown.out.splitlines()) == 3
