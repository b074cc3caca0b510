"""The histories that are shipped are those of the published files, and such files are read as they are.

As a script (`PYTHONPATH=tests python tests/shared/test_series_data.py`) it writes those that are shipped: days and
numbers alone, as far as the events of this workspace need them; prices are rounded to cents, half to even.
"""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator.model.source import Sources
from narrator.series.table import load_series
from support.repository import ROOT
from support.shared import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from narrator.model.problem import Problems
    from narrator.model.series import Series

DATA = SHARED / "data"
FOLDER = ROOT / "data" / "series"
FIRST, LAST = date(2025, 10, 1), date(2026, 1, 31)
WEEKS = date(2025, 12, 10), date(2026, 1, 14)
CENT = Decimal("0.01")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _funds(name: str) -> Iterator[list[str]]:
    for row in _rows(DATA / "etf" / name):
        if not row["Date"][:1].isdigit():
            continue  # the capital that a fund began with
        day = datetime.strptime(row["Date"], "%d %b %Y").date()  # noqa: DTZ007  # a day has no zone
        if FIRST <= day <= LAST and row["Total"]:
            yield [str(day), row["Total"]]


def _prices(name: str) -> Iterator[list[str]]:
    for row in _rows(DATA / "prices" / name):
        if FIRST <= date.fromisoformat(row["Date"]) <= LAST:
            yield [row["Date"], *(str(Decimal(row[part]).quantize(CENT)) for part in ("High", "Low", "Close"))]


def _moods() -> Iterator[list[str]]:
    for row in _rows(DATA / "sentiment" / "feargreed_alternativeme_d87skg_2025-10_2026-03.csv"):
        if FIRST <= date.fromisoformat(row["date"]) <= LAST:
            yield [row["date"], row["value"]]


def _weeks() -> Iterator[list[str]]:
    cache = json.loads((DATA / "macro" / "fred_cache_subset_jonsflow.json").read_text(), parse_float=str)
    for day, value in cache["series"]["WALCL"]:
        if WEEKS[0] <= date.fromisoformat(day) <= WEEKS[1]:
            yield [day, str(value).removesuffix(".0")]


def files() -> dict[str, str]:
    """Each file by name, as it is committed."""
    tables: dict[str, tuple[list[str], Iterable[list[str]]]] = {
        "btc_etf.csv": (["date", "total"], _funds("farside_btc_haturatu.csv")),
        "eth_etf.csv": (["date", "total"], _funds("farside_eth_haturatu.csv")),
        "btc.csv": (["date", "high", "low", "close"], _prices("btc_daily_jonsflow.csv")),
        "eth.csv": (["date", "high", "low", "close"], _prices("eth_daily_jonsflow.csv")),
        "fear_greed.csv": (["date", "value"], _moods()),
        "fed_assets.csv": (["date", "value"], _weeks()),
    }
    return {name: "\n".join(map(",".join, [head, *rows])) + "\n" for name, (head, rows) in tables.items()}


FARSIDE = """\
funds:
  kind: flows
  asset: {asset}
  source: farside
  unit: USD
  scale: million
  every: {every}
  release: 08:00 America/New_York, next day
  licence: daily totals as facts
  file: {file}
  reading:
{reading}"""


def read(root: Path, file: str, reading: str, every: str = "day", asset: str = "BTC") -> tuple[Series, Problems]:
    folder = root / "data" / "series"
    folder.mkdir(parents=True)
    source = DATA / file
    (folder / source.name).write_bytes(source.read_bytes())
    typed = "".join(f"    {line}\n" for line in reading.split("\n"))
    (folder / "funds.yaml").write_text(FARSIDE.format(asset=asset, file=source.name, every=every, reading=typed))
    series, problems = load_series(folder, root, Sources())
    return series[0], problems


@pytest.mark.parametrize("name", [*files()])
def test_what_is_shipped_is_what_was_published(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == files()[name]


def errors(problems: Problems) -> list[tuple[str, int, str]]:
    return [(p.code, p.at.line, p.found) for p in problems if p.is_error]


def days(series: Series) -> tuple[int, str, str]:
    return len(series.values), str(series.values[0].day), str(series.values[-1].day)


FUNDS = "date: Date\nvalue: Total\ndates: 31 Jan 2026"
ALL = "IBIT, FBTC, BITB, ARKB, BTCO, EZBC, BRRR, HODL, BTCW, MSBT, GBTC, BTC"


def test_a_table_of_funds_adds_up_and_its_holidays_are_none_of_its_days(tmp_path: Path) -> None:
    reading = f"{FUNDS}\nparts: {ALL}\nzero: closed"
    series, problems = read(tmp_path, "etf/farside_btc_haturatu.csv", reading, "trading day")
    assert errors(problems) == []
    assert days(series) == (655, "2024-01-11", "2026-08-21")
    assert len(series.closed) == 16
    assert [p.code for p in problems] in ([], ["SER007"])


def test_the_seed_of_a_fund_is_of_no_day(tmp_path: Path) -> None:
    series, problems = read(tmp_path, "etf/farside_eth_haturatu.csv", FUNDS + "\nskip:\n  - Seed", "trading day", "ETH")
    assert errors(problems) == []
    assert str(series.values[0].day) == "2024-07-23"
    unread = read(tmp_path / "seed", "etf/farside_eth_haturatu.csv", FUNDS, "trading day", "ETH")[1]
    assert errors(unread) == [("SER005", 2, "Seed")]


def test_quoted_thousands_a_footer_and_a_day_to_come(tmp_path: Path) -> None:
    footer = "\nskip:\n  - Total\n  - Average\n  - Maximum\n  - Minimum\nthousands: comma\nlast: unfinished"
    series, problems = read(tmp_path, "etf/farside_btc_totals_mcg_quoted_thousands.csv", FUNDS + footer)
    assert errors(problems) == []
    assert str(series.values[-1].day) < "2026-01-02"
    assert any(v.value is not None and abs(v.value) >= 10**9 for v in series.values)


def test_weekends_that_were_filled_with_zeros_are_none_of_its_days(tmp_path: Path) -> None:
    reading = "date: date\nvalue: Total\nlast: unfinished"
    series, problems = read(tmp_path, "etf/farside_btc_wide_ciyberpunk.csv", reading, "trading day")
    assert errors(problems) == []
    assert all(v.day.weekday() < 5 for v in series.values)
    assert str(series.values[-1].day) == "2025-09-02"


@pytest.mark.parametrize(("name", "blank"), [("DGS10", 120), ("SP500", 95), ("RRPONTSYD", 129)])
def test_a_blank_holiday_is_closed(tmp_path: Path, name: str, blank: int) -> None:
    reading = "date: date\nvalue: value\nblank: closed"
    series, problems = read(tmp_path, f"macro/fred_{name}_sivam.csv", reading, "trading day")
    assert errors(problems) == []
    assert len(series.closed) == blank
    assert all(v.value is not None for v in series.values)


def test_milliseconds_and_a_day_that_has_not_ended(tmp_path: Path) -> None:
    reading = "date: time\nvalue: close\ndates: milliseconds\nlast: unfinished"
    series, problems = read(tmp_path, "prices/coinglass_spot_price_history_BTC_20251114.csv", reading)
    assert problems == ()
    assert days(series) == (183, "2025-05-15", "2025-11-13")


def test_gaps_of_an_index_are_named(tmp_path: Path) -> None:
    reading = "date: time_list\nvalue: data_list\ndates: milliseconds"
    _, problems = read(tmp_path, "sentiment/coinglass_index_fear_greed_history_20251114.csv", reading)
    assert [p.code for p in problems] == ["SER007"]
    assert "2018-04-14" in problems[0].message


def test_a_file_without_a_head(tmp_path: Path) -> None:
    reading = "date: date\nvalue: close\ncolumns: date, open, high, low, close, volume\ndates: 20260131T"
    series, problems = read(tmp_path, "sentiment/feargreed_wvw_pineseed.csv", reading)
    assert problems == ()
    assert days(series) == (30, "2026-02-19", "2026-03-20")


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
