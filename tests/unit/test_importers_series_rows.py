"""Rows of a series: new days in their place, the same again nothing, and a revision with what was before kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from narrator.case import Desk
from narrator.config import Settings, Workspace
from narrator.importers.observation import Imported, Observation, When
from narrator.importers.series_rows import Files, appended
from narrator.ingest.series_files import load_definitions
from narrator.model.kinds import Group
from narrator.model.name import Name, Names
from narrator.model.policy import Policy
from narrator.model.source import Source, Sources
from narrator.series.table import read_values, revisions_of

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.ingest.series_files import Definition

DEFINITION = """\
funds:
  kind: flows
  asset: Bitcoin
  source: farside
  unit: USD
  scale: million
  every: trading day
  release: 08:00 UTC, next day
  licence: made up
  file: funds.csv
  reading:
    date: Date
    value: Total
"""
SOURCES = Sources.of((Source("farside", "Farside"),))
NAMES = Names.of((Name("btc", "asset", {"en": "Bitcoin"}, ticker="BTC"),))
FETCHED = datetime(2026, 1, 16, 14, tzinfo=UTC)
TUESDAY, WEDNESDAY = date(2026, 1, 13), date(2026, 1, 14)


def define(root: Path, reading: str = "", definition: str = DEFINITION) -> tuple[Definition, Desk]:
    folder = root / "series"
    folder.mkdir(exist_ok=True)
    (folder / "funds.yaml").write_text(definition + reading)
    (found,), problems = load_definitions(folder, root, SOURCES)
    assert problems == ()
    return found, Desk(Workspace(root, Settings(), Policy()), SOURCES, NAMES, ())


def flow(day: date, number: str | None, **fields: str) -> Observation:
    value = None if number is None else Decimal(number)
    return Observation(Group.FLOWS, {"asset": "BTC", **fields}, value, "USD", When(day), "", scale="million")


def rows(
    root: Path,
    values: str,
    *observations: Observation,
    revisions: str = "",
    reading: str = "",
    fetched: datetime = FETCHED,
) -> tuple[Files, tuple[str, ...]]:
    definition, desk = define(root, reading)
    done = appended(Files(values, revisions), definition, [Imported("Farside", fetched, observations)], desk)
    assert done.problems == ()
    return done.files, done.told


OLD = "Date,Total\n2026-01-12,5.5\n2026-01-14,-44.5\n"


def test_new_days_stand_in_their_place_and_the_other_lines_as_they_were(tmp_path: Path) -> None:
    files, told = rows(tmp_path, OLD, flow(date(2026, 1, 15), "0"), flow(TUESDAY, "-1.50"), flow(WEDNESDAY, "-44.5"))
    assert files.values == "Date,Total\n2026-01-12,5.5\n2026-01-13,-1.5\n2026-01-14,-44.5\n2026-01-15,0\n"
    assert files.revisions == ""
    assert told == ("funds: 2 new, 2026-01-13 to 2026-01-15",)


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    observations = flow(TUESDAY, "1"), flow(WEDNESDAY, "7")
    once, _ = rows(tmp_path, OLD, *observations)
    twice, told = rows(
        tmp_path, once.values, *observations, revisions=once.revisions, fetched=FETCHED + timedelta(days=1)
    )
    assert (twice.values, twice.revisions) == (once.values, once.revisions)
    assert told == ("funds: nothing new",)


def test_a_revision_keeps_what_was_before_and_a_brief_of_then_knows_it(tmp_path: Path) -> None:
    files, told = rows(tmp_path, OLD, flow(WEDNESDAY, "-40"))
    files, _ = rows(
        tmp_path, files.values, flow(WEDNESDAY, "-39"), revisions=files.revisions, fetched=FETCHED + timedelta(days=1)
    )
    assert told == ("funds: 2026-01-14 was -44.5, and is -40",)
    assert files.revisions == (
        "day,column,was,until\n"
        "2026-01-14,Total,-44.5,2026-01-16T14:00+00:00\n"
        "2026-01-14,Total,-40,2026-01-17T14:00+00:00\n"
    )
    definition, _ = define(tmp_path)
    definition.file.write_text(files.values)
    revisions_of(definition.file).write_text(files.revisions)
    series, problems = read_values(definition)
    assert [p.code for p in problems] == ["SER007"]
    known = {hours: series.known(FETCHED + timedelta(hours=hours)).on(WEDNESDAY) for hours in (-1, 0, 23, 24)}
    assert {hours: value and value.value for hours, value in known.items()} == {
        -1: Decimal(-44500000), 0: Decimal(-40000000), 23: Decimal(-40000000), 24: Decimal(-39000000)
    }  # fmt: skip
    assert str(known[-1] and known[-1].at) == "series/funds.revisions.csv:2:1"


def test_a_day_that_was_pending_is_filled_and_a_brief_of_then_has_no_value(tmp_path: Path) -> None:
    files, told = rows(tmp_path, "Date,Total\n2026-01-14,\n", flow(WEDNESDAY, "3"))
    assert files.values == "Date,Total\n2026-01-14,3\n"
    assert files.revisions.endswith("2026-01-14,Total,,2026-01-16T14:00+00:00\n")
    assert told == ("funds: 2026-01-14 was not reported, and is 3",)


def test_days_that_are_pending_or_none_of_the_series_are_no_rows(tmp_path: Path) -> None:
    saturday = flow(date(2026, 1, 17), "0")
    files, _ = rows(
        tmp_path, OLD, flow(TUESDAY, None), saturday, flow(date(2026, 1, 15), "1"), flow(TUESDAY, "2", fund="one")
    )
    assert files.values == OLD + "2026-01-15,1\n"


@pytest.mark.parametrize(
    ("reading", "old", "row"),
    [
        ("    negative: brackets\n", "2026-01-12,(5)\n", "2026-01-13,(1.5)\n"),
        ("    dates: 31 Jan 2026\n", "12 Jan 2026,5\n", "13 Jan 2026,-1.5\n"),
        ("    dates: milliseconds\n", "1768176000000,5\n", "1768262400000,-1.5\n"),
        ("    last: unfinished\n", "2026-01-12,5\n", "2026-01-13,-1.5\n"),
    ],
)
def test_a_row_is_written_as_the_definition_reads_it(tmp_path: Path, reading: str, old: str, row: str) -> None:
    once, _ = rows(tmp_path, "Date,Total\n" + old, flow(TUESDAY, "-1.5"), reading=reading)
    assert once.values == "Date,Total\n" + old + row
    assert rows(tmp_path, once.values, flow(TUESDAY, "-1.5"), reading=reading)[0].values == once.values


def test_columns_of_other_series_and_ends_of_lines_stay(tmp_path: Path) -> None:
    files, _ = rows(
        tmp_path, 'Date,High,Total\r\n2026-01-12,"1,5",2\r\n', flow(TUESDAY, "3"), flow(date(2026, 1, 12), "4")
    )
    assert files.values == 'Date,High,Total\r\n2026-01-12,"1,5",4\r\n2026-01-13,,3\r\n'


def test_a_series_without_a_file_gets_one_and_a_file_without_order_is_added_to_at_its_end(tmp_path: Path) -> None:
    assert rows(tmp_path, "", flow(TUESDAY, "3"))[0].values == "Date,Total\n2026-01-13,3\n"
    backwards = "Date,Total\n2026-01-14,1\n2026-01-12,2\n"
    assert rows(tmp_path, backwards, flow(TUESDAY, "3"))[0].values == backwards + "2026-01-13,3\n"


@pytest.mark.parametrize(
    ("source", "observation", "found"),
    [
        ("Farside", replace(flow(TUESDAY, "1"), unit="BTC"), "flows asset=BTC BTC of farside"),
        ("Farside", flow(TUESDAY, "1", fund="one"), "flows asset=BTC fund=one USD of farside"),
        ("CoinGlass", flow(TUESDAY, "1"), "flows asset=BTC USD of CoinGlass"),
    ],
)
def test_what_is_of_something_else_or_of_another_source_goes_into_no_series(
    tmp_path: Path, source: str, observation: Observation, found: str
) -> None:
    definition, desk = define(tmp_path)
    done = appended(Files(OLD, ""), definition, [Imported(source, FETCHED, (observation,))], desk)
    assert [(p.code, p.found, p.expected) for p in done.problems] == [
        ("IMP010", found, "flows asset=Bitcoin USD of farside")
    ]
    assert done.files.values == OLD


def test_a_file_of_which_the_parts_are_read_takes_no_totals(tmp_path: Path) -> None:
    definition, desk = define(tmp_path, "    parts: IBIT\n")
    done = appended(
        Files("Date,IBIT,Total\n", ""), definition, [Imported("Farside", FETCHED, (flow(TUESDAY, "1"),))], desk
    )
    assert [(p.code, p.found) for p in done.problems] == [("IMP010", "IBIT")]
