"""What vendors really sent is read as it is: pending days, holidays, the row of all, open bars, errors, and units.

The numbers that are expected were taken from the files by hand.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator.importers.observation import Given
from narrator.importers.payload import UnreadPayloadError
from narrator.importers.vendors import DoubtfulVendorError, read_files
from support.imports import told
from support.shared import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.importers.observation import Imported

PAYLOADS, DATA = SHARED / "payloads", SHARED / "data"
FETCHED = datetime(2025, 11, 14, 16, 20, tzinfo=UTC)
LATER = datetime(2026, 8, 3, 14, tzinfo=UTC)
OBSERVED = PAYLOADS / "coinglass" / "observed_2025-11-14"


def read(*files: Path, fetched: datetime = FETCHED, vendor: str | None = None, **fields: str) -> Imported:
    raw = [(file.name, file.read_bytes()) for file in files]
    return read_files(raw, vendor, Given(fetched, fields))[-1]


def totals(imported: Imported) -> dict[str, Decimal | None]:
    return {str(each.when.day): each.number for each in imported.observations if not each.in_detail}


def test_no_zero_of_coinglass_is_a_day_without_flows() -> None:
    found = totals(read(DATA / "etf" / "coinglass_bitcoin_flow_history_20251114.json"))
    assert (len(found), [day for day, flow in found.items() if flow == 0]) == (481, [])
    pending = [day for day, flow in found.items() if flow is None]
    assert (len(pending), pending[-1]) == (18, "2025-11-14")
    assert "2025-01-20" in pending  # one fund of it is 0.0
    assert found["2025-11-13"] == -866_700_000


def test_days_that_do_not_add_up_are_left_out_and_said() -> None:
    imported = read(DATA / "etf" / "coinglass_ethereum_flow_history_20251114.json")
    assert len(totals(imported)) == 343 - 4
    assert imported.left_out[0].startswith(
        "days whose funds do not add up to their total: 2024-11-15 (-59,800,000 against"
    )


def test_funds_of_hong_kong_are_not_all_of_bitcoin() -> None:
    with pytest.raises(UnreadPayloadError):
        read(DATA / "etf" / "coinglass_hk_bitcoin_flow_history_20251114.json")


def test_a_fund_named_btc_is_a_fund() -> None:
    imported = read(OBSERVED / "etf_bitcoin_flow_history.json")
    mini = {str(each.when.day): each.number for each in imported.observations if "Mini" in each.of.get("fund", "")}
    assert mini["2025-11-13"] == -318_200_000


def test_the_row_all_is_the_market_and_the_others_are_its_venues() -> None:
    imported = read(OBSERVED / "liquidation_exchange_list_BTC.json", asset="BTC", window="4h")
    whole = [told(each) for each in imported.observations if not each.in_detail]
    assert whole == [
        ("liquidations BTC", "159220969.67873043"),
        ("liquidations long BTC", "134120774.28484142"),
        ("liquidations short BTC", "25100195.393889"),
    ]
    assert {each.of["venue"] for each in imported.observations if each.in_detail} >= {"Hyperliquid", "Bybit"}
    assert "All" not in {each.of.get("venue") for each in imported.observations}


def test_the_open_bar_is_left_out() -> None:
    imported = read(OBSERVED / "liquidation_aggregated_history_BTC_4h.json", asset="BTC", venue="Binance")
    assert imported.left_out == ("bars that were still open when they were fetched: 2025-11-14 16:00 UTC",)
    last = imported.observations[-2:]
    assert [told(each)[1] for each in last] == ["6382679.75439", "4363384.87277"]
    assert {each.when.hours for each in last} == {4}


def test_an_index_in_milliseconds() -> None:
    imported = read(OBSERVED / "fear_greed_history.json")
    assert totals(imported)["2025-11-14"] == 15
    assert {each.of["name"] for each in imported.observations} == {"CoinGlass Fear and Greed Index"}


@pytest.mark.parametrize(
    "file", ["payloads/farside/btc_2026-07-23_trimmed.html", "data/payloads/farside_btc_table_trimmed.html"]
)
def test_the_page_of_farside_has_a_pending_day_and_rows_of_no_day(file: str) -> None:
    imported = read(SHARED / file, fetched=datetime(2026, 7, 23, 22, tzinfo=UTC))
    found = totals(imported)
    assert found["2026-07-23"] is None
    assert found["2026-07-13"] is not None
    assert found["2026-07-13"] < 0
    assert imported.left_out[0] == "rows that are of no day: Total, Average, Maximum, Minimum"
    assert {each.scale for each in imported.observations} == {"million"}


def test_sosovalue_has_a_fund_that_has_not_reported_and_one_that_reports_zero() -> None:
    fund = read(PAYLOADS / "sosovalue" / "etf_history_IBIT.json", fetched=LATER)
    days = {str(each.when.day): each.number for each in fund.observations}
    expected = (None, Decimal(0), Decimal(-122_656_640))
    assert (days["2026-08-03"], days["2026-07-09"], days["2026-07-31"]) == expected
    total = read(PAYLOADS / "sosovalue" / "etf_summary_history_BTC_US.json", fetched=LATER, asset="BTC")
    assert total.problems == ()
    assert totals(total)["2026-07-31"] == Decimal("-265372778.16")


def test_two_vendors_of_one_day_are_two_sources() -> None:
    farside = totals(read(PAYLOADS / "farside" / "btc_2026-07-23_trimmed.html", fetched=LATER))
    soso = totals(read(PAYLOADS / "sosovalue" / "etf_summary_history_BTC_US.json", fetched=LATER, asset="BTC"))
    pairs = [(farside[day], soso.get(day)) for day in farside]
    common = [(one, other) for one, other in pairs if one is not None and other is not None]
    assert len(common) >= 5
    assert all(abs(one - other / 10**6) <= Decimal("0.12") for one, other in common)


def test_fred_says_its_units_with_the_series_and_a_dot_is_no_value() -> None:
    folder = PAYLOADS / "fred"
    imported = read(folder / "series_GDP.json", folder / "series_observations_GDP.json")
    assert len(imported.observations) == 315 - 4
    assert [(*told(each), each.unit, each.scale) for each in imported.observations[-1:]] == [
        ("macro U.S. gross domestic product", "29349.924", "USD", "billion")
    ]
    assert imported.left_out == ("days without a value: 1946-01-01, 1946-04-01, 1946-07-01, 1946-10-01",)
    with pytest.raises(UnreadPayloadError, match="nothing"):
        read(folder / "series_observations_GDP.json")


def test_holidays_of_fred_are_empty_cells_and_no_zeros() -> None:
    file = DATA / "macro" / "fred_DGS10_sivam.csv"
    imported = read(file, vendor="fred", series="DGS10", units="Percent")
    assert imported.left_out[0].endswith("and 114 more")
    assert 0 not in {each.number for each in imported.observations}


def test_an_account_of_hyperliquid_has_its_own_time_and_no_price_of_liquidation() -> None:
    imported = read(PAYLOADS / "hyperliquid" / "clearinghouseState_long_whale_2026-09.json", who="a trader")
    assert str(imported.fetched) == "2026-09-21 02:28:08.945000+00:00"
    assert [told(each) for each in imported.observations] == [
        ("accounts a trader BTC holding", "1333.08472"),
        ("accounts a trader BTC unrealised gain", "4593875.7459100001"),
    ]


def test_marks_of_hyperliquid_are_texts_and_coins_by_the_thousand_are_left_out() -> None:
    folder = PAYLOADS / "hyperliquid"
    marks = read(folder / "metaAndAssetCtxs_BTC_trimmed.json", asset="BTC")
    assert ("positions funding BTC Hyperliquid", "0.00100836") in map(told, marks.observations)
    mids = read(folder / "get_all_mids.json", asset="all")
    assert told(mids.observations[-1]) == ("prices price XRP", "0.73862")
    assert mids.left_out[0].endswith(": kPEPE")


@pytest.mark.parametrize(
    "file",
    sorted((PAYLOADS / "coinglass" / "errors").glob("*.json"))
    + sorted((PAYLOADS / "fred" / "errors").glob("*.json"))
    + sorted((PAYLOADS / "sosovalue" / "errors").glob("*.json")),
    ids=lambda file: file.stem,
)
def test_an_error_is_no_answer(file: Path) -> None:
    with pytest.raises(UnreadPayloadError) as error:
        read(file)
    assert [problem.code for problem in error.value.problems] == ["IMP003"]


@pytest.mark.parametrize("file", sorted((PAYLOADS / "coinank").glob("*.json")), ids=lambda file: file.stem)
def test_of_coinank_only_shapes_are_known_so_that_nobody_reads_it(file: Path) -> None:
    with pytest.raises(DoubtfulVendorError):
        read(file)


def test_every_payload_is_read_or_told_why_not() -> None:
    files = [file for file in sorted(PAYLOADS.rglob("*.*")) if file.suffix in {".json", ".html", ".csv", ".txt"}]
    assert len(files) > 70
    ends: dict[str, int] = {}
    for file in files:
        try:
            found = read(file, asset="BTC", window="4h", venue="all", who="a trader", user="0x")
            end = found.problems[0].code if found.problems else "read"
        except UnreadPayloadError as error:
            end = error.problems[0].code
        except DoubtfulVendorError as error:
            end = re.sub(r".*may be of (.*?);.*", r"\1", str(error))
        ends[end] = ends.get(end, 0) + 1
    assert {*ends} <= {
        "read",
        "nobody that is known",
        "IMP001",
        "IMP002",
        "IMP003",
        "IMP004",
        "IMP006",
        "IMP007",
        "IMP008",
    }
    assert ends["read"] >= 15
