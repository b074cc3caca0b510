"""Whatever a vendor's file holds: imported twice it is imported once, and every number that is written is one of it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.case import Desk
from narrator.config import Settings, Workspace
from narrator.importers.observation import Given
from narrator.importers.payload import UnreadPayloadError
from narrator.importers.series_rows import Files, appended
from narrator.importers.snapshots import entered
from narrator.importers.vendors import IMPORTERS, DoubtfulVendorError, read_files
from narrator.ingest.events import load_event
from narrator.ingest.series_files import load_definitions
from narrator.model.name import Names
from narrator.model.policy import Policy
from narrator.model.source import Source, Sources
from support.edits import tree

if TYPE_CHECKING:
    from narrator.importers.observation import Imported

HEAD = """\
event:
  id: 2026-01-15-morning
  status: draft
  published: 2026-01-15 09:00
  timezone: Asia/Shanghai
  days: 2026-01-13 to 2026-01-14
  assets: BTC
"""
SERIES = """\
btc_etf:
  kind: flows
  asset: BTC
  source: coinglass
  unit: USD
  scale: million
  every: trading day
  release: 08:00 UTC, next day
  licence: made up
  file: btc_etf.csv
  reading:
    date: date
    value: total
"""
SOURCES = Sources.of((Source("coinglass", "CoinGlass"),))
DESK = Desk(Workspace(Path(), Settings(), Policy()), SOURCES, Names(), ())
FETCHED = datetime(2026, 1, 15, 0, 5, tzinfo=UTC)
MONDAY, DAY = 1_768_176_000_000, 86_400_000
FUNDS = ("IBIT", "GBTC", "BTC", "NEWONE")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

FIELDS = (
    *("code", "msg", "message", "data", "list", "timestamp", "flow_usd", "etf_flows", "etf_ticker", "exchange", "time"),
    *("liquidation_usd", "longLiquidation_usd", "shortLiquidation_usd", "aggregated_long_liquidation_usd", "date"),
    *("aggregated_short_liquidation_usd", "time_list", "data_list", "total_net_inflow", "cum_net_inflow", "ticker"),
    *("net_inflow", "name", "metadata", "error", "value", "observations", "realtime_start", "units", "seriess", "id"),
    *("universe", "funding", "openInterest", "dayNtlVlm", "markPx", "assetPositions", "marginSummary", "position"),
    *(
        "coin",
        "szi",
        "unrealizedPnl",
        "closedPnl",
        "oid",
        "liquidation",
        "liquidatedUser",
        "t",
        "T",
        "o",
        "h",
        "l",
        "c",
    ),
    *("s", "i", "fundingRate", "premium", "BTC", "error_code", "error_message"),
)
"""The names by which files are told and read."""
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
leaves |= st.sampled_from(
    ["0", "1d", "4h", "lin", "BTC", "IBIT", "All", "Fear and Greed Index", "2026-01-13", MONDAY, 0]
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=8),
    max_leaves=30,
)
amounts = st.decimals(-(10**10), 10**10, places=4, allow_nan=False)
cells = st.none() | amounts.map(float) | amounts.map(str) | st.just(0)


@st.composite
def flows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some days of funds, whose total is what they add up to, or a zero of nobody."""
    days = draw(st.lists(st.integers(0, 2), unique=True, min_size=1))
    rows = []
    for day in days:
        funds = {name: draw(cells) for name in draw(st.lists(st.sampled_from(FUNDS[:3]), unique=True, min_size=1))}
        funds = {"IBIT": draw(cells), **funds}
        told = [Decimal(str(cell)) for cell in funds.values() if cell is not None]
        total = draw(st.sampled_from((float, str)))(sum(told, Decimal(0)))
        listed = [{"etf_ticker": name, "flow_usd": cell} for name, cell in funds.items()]
        rows.append({"timestamp": MONDAY + day * DAY, "flow_usd": total, "etf_flows": listed})
    return rows


def read(rows: list[dict[str, Any]], fetched: datetime = FETCHED) -> Imported | None:
    raw = json.dumps({"code": "0", "data": rows}).encode()
    try:
        (found,) = read_files([("flows.json", raw)], None, Given(fetched))
    except UnreadPayloadError:
        return None
    return found if not found.problems else None


def numbers(rows: list[dict[str, Any]]) -> set[Decimal]:
    """The sizes of all numbers of a file."""
    every = [cell for row in rows for cell in (row["flow_usd"], *(each["flow_usd"] for each in row["etf_flows"]))]
    return {abs(Decimal(str(cell))) for cell in every if cell is not None}


@given(flows(), st.booleans())
def test_an_event_has_each_value_once_exactly_as_its_file_has_it(rows: list[dict[str, Any]], in_detail: bool) -> None:
    imported = read(rows)
    if imported is None:
        return
    once, _ = entered(HEAD, "a.yaml", imported, DESK, in_detail=in_detail)
    assert entered(once, "a.yaml", imported, DESK, in_detail=in_detail)[0] == once
    later = imported._replace(fetched=FETCHED + timedelta(minutes=30))
    assert entered(once, "a.yaml", later, DESK, in_detail=in_detail)[0] == once
    snapshots: Any = tree(once)
    lines = [line for block in snapshots.get("snapshots", {}).values() for line in block.values()]
    written = {Decimal(each.replace(",", "")) for line in lines for each in NUMBER.findall(line)}
    assert written <= numbers(rows)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "2026-01-15-morning.yaml"
        file.write_text(once)
        assert [p for p in load_event(file, Path(folder), SOURCES, Names()).problems if p.is_error] == []


@given(flows(), flows())
def test_a_series_has_each_value_once_and_what_it_was_before(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "funds.yaml").write_text(SERIES)
        (definition,), _ = load_definitions(root, root, SOURCES)
        files = Files("date,total\n", "")
        for rows, hours in ((old, 0), (new, 1)):
            imported = read(rows, FETCHED + timedelta(hours=hours))
            if imported is None:
                continue
            before = files
            files = appended(files, definition, [imported], DESK).files
            again = appended(Files(files.values, files.revisions), definition, [imported], DESK)
            assert again.files[:2] == files[:2]
            kept = {line.split(",")[2] for line in files.revisions.splitlines()[1:]}
            gone = {*before.values.splitlines()} - {*files.values.splitlines()}
            assert {line.split(",")[1] for line in gone} <= kept
            files = Files(files.values, files.revisions)


@settings(max_examples=400)
@given(trees, st.sampled_from([each.name for each in IMPORTERS]))
def test_any_json_is_read_or_told_why_not(tree_: object, vendor: str) -> None:
    asked = Given(FETCHED, {"asset": "BTC", "window": "4h", "venue": "all", "fund": "all", "who": "a", "user": "0x"})
    raw = json.dumps(tree_).encode()
    for name in (None, vendor):
        try:
            (found,) = read_files([("a.json", raw)], name, asked)
        except (UnreadPayloadError, DoubtfulVendorError):
            continue
        assert found.problems or found.observations or found.about


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from([each.name for each in IMPORTERS])
)
def test_any_bytes_are_read_or_told_why_not(raw: bytes, vendor: str) -> None:
    for name in (None, vendor):
        with suppress(UnreadPayloadError, DoubtfulVendorError):
            read_files([("a", raw)], name, Given(FETCHED))
