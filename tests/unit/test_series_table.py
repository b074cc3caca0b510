"""Files of values are read as their definition says; what is not so is a problem at its line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator.model.source import Sources
from narrator.series.table import load_series

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.model.problem import Problems
    from narrator.model.series import Series

DEFINITION = """\
funds:
  kind: flows
  asset: BTC
  source: tracker_a
  unit: USD
  scale: million
  every: trading day
  closed:
    - 2026-01-19
  release: 16:30 America/New_York, next business day
  licence: made up
  file: funds.csv
  reading:
    date: Date
    value: Total
"""


def load(root: Path, rows: str, definition: str = DEFINITION, reading: str = "") -> tuple[Series, Problems]:
    folder = root / "data" / "series"
    folder.mkdir(parents=True)
    (folder / "funds.yaml").write_text(definition + reading, encoding="utf-8")
    (folder / "funds.csv").write_text(rows, encoding="utf-8")
    series, problems = load_series(folder, root, Sources())
    return series[0], problems


def told(problems: Problems) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.at)) for problem in problems]


def values(series: Series) -> dict[str, str | None]:
    return {str(v.day): None if v.value is None else f"{v.value:f}" for v in series.values}


def test_values_are_in_the_unit_of_the_series_and_have_their_lines(tmp_path: Path) -> None:
    series, problems = load(tmp_path, "Date,Total\n2026-01-15,-12.5\n2026-01-14,840.6\n")
    assert problems == ()
    assert values(series) == {"2026-01-14": "840600000.0", "2026-01-15": "-12500000.0"}
    assert [str(v.at) for v in series.values] == ["data/series/funds.csv:3:1", "data/series/funds.csv:2:1"]


@pytest.mark.parametrize(
    ("reading", "rows", "expected"),
    [
        ("    negative: brackets\n", "2026-01-14,(44.5)\n", "-44500000.0"),
        ("    thousands: comma\n", '2026-01-14,"1,045.0"\n', "1045000000.0"),
        ("    negative: brackets\n    thousands: comma\n", '2026-01-14,"(1,045.0)"\n', "-1045000000.0"),
        ("    dates: 31 Jan 2026\n", "14 Jan 2026,1\n", "1000000"),
        ("    dates: seconds\n", "1768348800,1\n", "1000000"),
        ("    dates: milliseconds\n", "1768348800000,1\n", "1000000"),
        ("    empty:\n      - dash\n      - dot\n", "2026-01-14,-\n", None),
        ("", "2026-01-14,\n", None),
    ],
)
def test_a_cell_is_what_the_definition_says(tmp_path: Path, reading: str, rows: str, expected: str | None) -> None:
    series, problems = load(tmp_path, "Date,Total\n" + rows, reading=reading)
    assert problems == ()
    assert values(series) == {"2026-01-14": expected}


@pytest.mark.parametrize("cell", ["(44.5)", '"1,045.0"', '"0,45"', "1e3", "nan", "12 m", "٣", "--5", "1.", "+5"])
def test_what_the_definition_does_not_say_is_a_problem_of_its_line(tmp_path: Path, cell: str) -> None:
    series, problems = load(tmp_path, f"Date,Total\n2026-01-14,{cell}\n2026-01-15,1\n")
    assert told(problems) == [("SER005", "data/series/funds.csv:2:1")]
    assert values(series) == {"2026-01-15": "1000000"}


def test_thousands_are_grouped_in_threes(tmp_path: Path) -> None:
    _, problems = load(tmp_path, 'Date,Total\n2026-01-14,"10,45"\n', reading="    thousands: comma\n")
    assert told(problems) == [("SER005", "data/series/funds.csv:2:1")]


def test_rows_of_no_day_are_passed_over(tmp_path: Path) -> None:
    series, problems = load(
        tmp_path, "Date,Total\nSeed,500\n\n2026-01-14,1\nTotal,1\n", reading="    skip:\n      - Seed\n      - Total\n"
    )
    assert problems == ()
    assert values(series) == {"2026-01-14": "1000000"}


def test_a_closed_day_has_nothing_and_any_other_number_on_it_is_a_problem(tmp_path: Path) -> None:
    rows = "Date,Total\n2026-01-16,1\n2026-01-17,0\n2026-01-18,\n2026-01-19,0.0\n2026-01-20,2\n"
    series, problems = load(tmp_path, rows)
    assert problems == ()
    assert list(values(series)) == ["2026-01-16", "2026-01-20"]
    _, problems = load(tmp_path / "other", rows.replace("19,0.0", "19,0.1"))
    assert told(problems) == [("SER005", "data/series/funds.csv:5:1")]


PARTS = "    parts: IBIT, FBTC\n    zero: not reported\n"


def test_a_total_of_nothing_is_not_reported(tmp_path: Path) -> None:
    rows = "Date,IBIT,FBTC,Total\n2026-01-13,1.0,-1.0,0.0\n2026-01-14,,,0.0\n"
    series, problems = load(tmp_path, rows, reading=PARTS)
    assert problems == ()
    assert values(series) == {"2026-01-13": "0.0", "2026-01-14": None}


def test_parts_add_up_to_their_total_within_rounding(tmp_path: Path) -> None:
    rows = "Date,IBIT,FBTC,Total\n2026-01-13,1.0,2.0,3.1\n2026-01-14,1.0,2.0,3.2\n"
    _, problems = load(tmp_path, rows, reading=PARTS)
    assert told(problems) == [("SER005", "data/series/funds.csv:3:1")]
    assert "3.0" in problems[0].expected


def test_a_day_twice_and_a_day_that_is_missing(tmp_path: Path) -> None:
    rows = "Date,Total\n2026-01-14,1\n2026-01-14,2\n2026-01-21,1\n"
    series, problems = load(tmp_path, rows)
    assert told(problems) == [("SER006", "data/series/funds.csv:3:1"), ("SER007", "data/series/funds.csv:1:1")]
    assert "2026-01-15, 2026-01-16, 2026-01-20" in problems[1].message
    assert values(series)["2026-01-14"] == "1000000"


def test_an_unfinished_last_row_is_left_out(tmp_path: Path) -> None:
    series, _ = load(tmp_path, "Date,Total\n2026-01-14,1\n2026-01-15,2\n", reading="    last: unfinished\n")
    assert list(values(series)) == ["2026-01-14"]


def test_a_file_without_a_head_has_its_columns_in_the_definition(tmp_path: Path) -> None:
    reading = "    columns: Date, open, Total\n    dates: 20260131T\n"
    series, problems = load(tmp_path, "20260114T,5,7\n", reading=reading)
    assert problems == ()
    assert values(series) == {"2026-01-14": "7000000"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [("Day,Total\n2026-01-14,1\n", "SER004"), ("Date,Total\n2026-01-14\n", "SER005"), ('Date,Total\n"x', "SER005")],
)
def test_other_columns_rows_and_quotes_are_problems(tmp_path: Path, rows: str, code: str) -> None:
    assert [problem.code for problem in load(tmp_path, rows)[1]] == [code]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("release: 16:30 America/New_York, next business day", "release: in the evening"),
        ("release: 16:30 America/New_York, next business day", "release: 16:30 America/Nowhere, next day"),
        ("unit: USD", "unit: $"),
        ("    - 2026-01-19", "    - 19 January"),
        ("file: funds.csv", "file: ../funds.csv"),
        ("  asset: BTC", "  part: closing\n  asset: BTC"),
    ],
)
def test_a_definition_that_cannot_be_used_is_a_problem_of_its_field(tmp_path: Path, typed: str, instead: str) -> None:
    folder = tmp_path / "data" / "series"
    folder.mkdir(parents=True)
    (folder / "funds.yaml").write_text(DEFINITION.replace(typed, instead), encoding="utf-8")
    series, problems = load_series(folder, tmp_path, Sources())
    assert series == ()
    assert [problem.code for problem in problems] == ["SER002"]
    field = instead.strip().partition(":")[0]
    line = (folder / "funds.yaml").read_text().split("\n")[problems[0].at.line - 1]
    assert field in line or "19 January" in line


def test_a_file_that_is_not_there_or_leads_elsewhere_is_a_problem_of_the_definition(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "series"
    folder.mkdir(parents=True)
    (folder / "funds.yaml").write_text(DEFINITION, encoding="utf-8")
    assert told(load_series(folder, tmp_path, Sources())[1]) == [("SER003", "data/series/funds.yaml:1:1")]
    (tmp_path / "elsewhere.csv").write_text("Date,Total\n2026-01-14,1\n", encoding="utf-8")
    (folder / "funds.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert told(load_series(folder, tmp_path, Sources())[1]) == [("SER003", "data/series/funds.yaml:1:1")]


def test_one_id_is_one_series(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "series"
    load(tmp_path, "Date,Total\n2026-01-14,1\n")
    (folder / "more.yaml").write_text(DEFINITION, encoding="utf-8")
    series, problems = load_series(folder, tmp_path, Sources())
    assert [each.id for each in series] == ["funds"]
    assert told(problems) == [("SER001", "data/series/more.yaml:1:1")]


def test_a_value_is_known_from_its_release_on(tmp_path: Path) -> None:
    series, _ = load(tmp_path, "Date,Total\n2026-01-15,1\n2026-01-16,2\n")
    before = datetime(2026, 1, 20, 21, 29, tzinfo=UTC)  # Monday, Jan. 19, is closed, so Friday's is out on Tuesday
    assert [v.day for v in series.known(before).values] == [date(2026, 1, 15)]
    assert [v.day for v in series.known(before.replace(minute=30)).values] == [date(2026, 1, 15), date(2026, 1, 16)]


def test_values_are_walked_back_as_far_as_none_is_missing(tmp_path: Path) -> None:
    rows = "Date,Total\n2026-01-13,9\n2026-01-14,\n2026-01-15,1\n2026-01-16,2\n2026-01-20,3\n"
    series, _ = load(tmp_path, rows)
    assert [v.value for v in series.back_from(date(2026, 1, 20))] == [Decimal(n * 10**6) for n in (3, 2, 1)]


@pytest.mark.parametrize(
    ("revisions", "found"),
    [
        ("day,column,was,until\n2026-01-14,Total,5,yesterday\n", ["SER008"]),
        ("day,column,was,until\n2026-01-14,Total,about 5,2026-01-16T14:00+00:00\n", ["SER008"]),
        ("day,column,was,until\n2026-01-14,Total,5,2026-01-16T14:00\n", ["SER008"]),
        ("day,column,was,until\n2026-01-14,Total,5\n", ["SER008"]),
        ("day,was\n", ["SER008"]),
        ("day,column,was,until\n2026-01-14,Other,no number,2026-01-16T14:00+00:00\n", []),
        ("", []),
    ],
)
def test_a_file_of_revisions_is_read_whole_or_told(tmp_path: Path, revisions: str, found: list[str]) -> None:
    folder = tmp_path / "data" / "series"
    folder.mkdir(parents=True)
    (folder / "funds.revisions.csv").write_text(revisions)
    (folder / "funds.yaml").write_text(DEFINITION)
    (folder / "funds.csv").write_text("Date,Total\n2026-01-14,7\n")
    series, problems = load_series(folder, tmp_path, Sources())
    assert [problem.code for problem in problems] == found
    assert series[0].revisions == ()
