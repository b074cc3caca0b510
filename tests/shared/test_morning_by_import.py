"""A morning without typing: from what vendors gave on Nov. 14, 2025, three kinds of command make a whole brief."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from support.command import process
from support.repository import ROOT
from support.shared import SHARED

if TYPE_CHECKING:
    from pathlib import Path

EVENT = "2025-11-15-morning"
FETCHED = "--fetched", "2025-11-14T16:20Z"
INTO = *FETCHED, "--into", EVENT
FLOWS = (
    "data/etf/coinglass_bitcoin_flow_history_20251114.json",
    "data/etf/coinglass_ethereum_flow_history_20251114.json",
)
OBSERVED = "payloads/coinglass/observed_2025-11-14"
PRICES = """\
source = "CoinGlass"
kind = "prices"
asset = "{asset}"
date = "time"
dates = "milliseconds"
period = "day"
"""
VALUE = """
[[value]]
column = "{part}"
part = "{part}"
unit = "USD"
empty = []
"""
LEAST = 20
"""Figures of the brief, with an amount."""


def shared(*names: str) -> list[str]:
    return [str(SHARED / name) for name in names]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    assert process(tmp_path, "init", "desk").code == 0
    root = tmp_path / "desk"
    for asset in ("BTC", "ETH", "SOL"):
        values = (VALUE.format(part=part) for part in ("open", "high", "low", "close"))
        (root / f"{asset}.toml").write_text("".join((PRICES.format(asset=asset), *values)))
    return root


def test_a_morning_needs_no_typing(desk: Path) -> None:
    prices = [
        (
            "import",
            *shared(f"data/prices/coinglass_spot_price_history_{asset}_20251114.csv"),
            "--as",
            f"{asset}.toml",
            *INTO,
        )
        for asset in ("BTC", "ETH", "SOL")
    ]
    fred = ("--as", "fred", "--source", "Federal Reserve", "--with")
    statistics = [
        (
            "import",
            *shared(f"data/macro/fred_{name}_sivam.csv"),
            *fred,
            f"units={units}",
            "--with",
            f"series={name}",
            *INTO,
        )
        for name, units in (("WALCL", "Millions of Dollars"), ("DGS10", "Percent"))
    ]
    asked = "--with", "asset=BTC", "--with", "window=4h"
    commands = [
        ("new", EVENT),
        ("import", *shared(*FLOWS, f"{OBSERVED}/fear_greed_history.json"), *INTO),
        ("import", *shared(f"{OBSERVED}/liquidation_exchange_list_BTC.json"), *asked, *INTO),
        *prices,
        statistics[0],
        (*statistics[1], "--main", "liquidations.btc"),
        ("build", "--event", EVENT),
    ]
    for command in commands:
        ran = process(desk, *command)
        assert ran.code == 0, ran.err
    ledger = json.loads((desk / "out" / EVENT / "en" / "ledger.json").read_text())
    known = [figure["id"] for figure in ledger["figures"] if figure["low"] is not None]
    assert len(known) >= LEAST
    brief = (desk / "out" / EVENT / "en" / "brief.md").read_text()
    assert "Not reported yet: spot Bitcoin ETFs and spot Ether ETFs" in brief  # Nov. 14, a total of 0.0
    assert "Spot Bitcoin ETFs had net outflows of $866.7 million on Nov. 13" in brief
    assert "closed at $99,692.02" in brief
    assert (desk / "out" / EVENT / "en" / "brief.pdf").stat().st_size > 0
    typed = (desk / "data" / "events" / f"{EVENT}.yaml").read_text()
    for command in commands[1:-1]:
        assert process(desk, *command).code == 0
    assert (desk / "data" / "events" / f"{EVENT}.yaml").read_text() == typed


def test_what_a_vendor_gave_stands_beside_the_series_of_a_day(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "series", tmp_path / "data" / "series")
    for name in ("narrator.toml", "data/sources.yaml", "data/names.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    fetched = ("--fetched", "2025-11-15T13:30Z", "--into", "2025-11-14-daily")
    for command in (("new", "--daily", "2025-11-14"), ("import", *shared(FLOWS[0]), *fetched), ("build", "--to", "md")):
        ran = process(tmp_path, *command)
        assert ran.code == 0, ran.err
    text = (tmp_path / "out" / "2025-11-14-daily" / "en" / "brief.md").read_text("utf-8")
    assert "| net outflows of $866.7 million | on Nov. 13 | confirmed | Farside and CoinGlass |" in text
    assert "net outflows of $492.1 million on Nov. 14" in text
    assert "money had left spot Bitcoin ETFs without a break since Nov. 12, about $1.64 billion in all" in text
