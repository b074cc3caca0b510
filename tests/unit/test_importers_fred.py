"""FRED: what is counted comes from the series and never from its id; missing values, vintages, errors, tables."""

from __future__ import annotations

import json

import pytest

from narrator.importers.fred import FRED
from narrator.importers.observation import Given
from narrator.importers.vendors import read_files
from support.imports import FETCHED, codes, imported, told

TOTAL = "macro the Federal Reserve's total assets"


def observations(*rows: tuple[str, str], units: str = "lin", vintage: str = "2026-01-15") -> dict[str, object]:
    values = [{"realtime_start": vintage, "date": day, "value": value} for day, value in rows]
    return {"realtime_start": vintage, "units": units, "observations": values}


def series(id_: str, units: str) -> dict[str, object]:
    return {"realtime_start": "2026-01-15", "seriess": [{"id": id_, "units": units, "title": "A title"}]}


def read(*bodies: object) -> list[tuple[str, str | None, str, str]]:
    files = [(f"{at}.json", json.dumps(body).encode()) for at, body in enumerate(bodies)]
    found = [each for file in read_files(files, None, Given(FETCHED)) for each in file.observations]
    return [(*told(each), each.unit, each.scale) for each in found]


@pytest.mark.parametrize(
    ("id_", "units", "expected"),
    [
        ("WALCL", "Millions of U.S. Dollars", (TOTAL, "6573602", "USD", "million")),
        (
            "RRPONTSYD",
            "Billions of US Dollars",
            (f"macro {'the Federal Reserve'}'s overnight reverse repos", "6573602", "USD", "billion"),
        ),
        ("DGS10", "Percent", ("macro the 10-year Treasury yield", "6573602", "percent", "")),
        ("CPIAUCSL", "Index 1982-1984=100", ("macro the consumer price index", "6573602", "index", "")),
    ],
)
def test_units_are_those_that_the_series_says(id_: str, units: str, expected: tuple[str, ...]) -> None:
    assert read(series(id_, units), observations(("2026-01-07", "6573602"))) == [expected]


def test_without_the_series_its_id_and_units_are_asked_for() -> None:
    assert codes(FRED, observations(("2026-01-07", "1"))) == [("IMP006", ""), ("IMP006", "")]
    assert codes(FRED, observations(("2026-01-07", "1")), series="WALCL", units="Bushels") == [("IMP006", "Bushels")]
    assert codes(FRED, observations(("2026-01-07", "1")), series="MYOWN", units="Percent") == [("IMP006", "")]
    own = imported(FRED, observations(("2026-01-07", "1")), series="MYOWN", units="Percent", what="the rate of it")
    assert told(own.observations[0]) == ("macro the rate of it", "1")


def test_a_dot_is_a_day_without_a_value_and_no_zero() -> None:
    found = imported(FRED, observations(("2026-01-01", "."), ("2026-01-07", "0")), series="WALCL", units="Percent")
    assert [(str(each.when.day), told(each)[1]) for each in found.observations] == [("2026-01-07", "0")]
    assert found.left_out == ("days without a value: 2026-01-01",)


def test_of_several_vintages_of_a_day_the_newest_counts() -> None:
    body = observations(("2026-01-07", "2"))
    older = observations(("2026-01-07", "1"), vintage="2026-01-08")
    body["observations"] += older["observations"]  # type: ignore[operator]
    found = imported(FRED, body, series="WALCL", units="Percent")
    assert [told(each)[1] for each in found.observations] == ["2"]
    assert found.left_out == ("1 values of older vintages",)


def test_changes_and_errors_are_no_values() -> None:
    assert codes(FRED, observations(("2026-01-07", "1"), units="pch"), series="WALCL", units="Percent") == [
        ("IMP002", "pch")
    ]
    assert codes(FRED, {"error_code": 400, "error_message": "Bad Request."}) == [("IMP003", "Bad Request.")]


@pytest.mark.parametrize("day", ["observation_date", "DATE"])
def test_the_csv_of_a_chart_says_its_series_in_its_head(day: str) -> None:
    body = f"{day},WALCL\n2025-12-31,\n2026-01-07,6573602\n"
    found = imported(FRED, body, units="Millions of U.S. Dollars")
    assert [(*told(each), each.place) for each in found.observations] == [(TOTAL, "6573602", "3")]
    two = imported(FRED, f"{day},DGS10,WALCL\n2026-01-07,4.1,5\n", DGS10="Percent", WALCL="Millions of Dollars")
    assert [(told(each)[1], each.unit) for each in two.observations] == [("4.1", "percent"), ("5", "USD")]


def test_a_table_of_the_desk_is_read_when_it_says_of_which_series() -> None:
    found = imported(FRED, "date,value\n2026-01-07,1\n", series="WALCL", units="Percent")
    assert told(found.observations[0]) == (TOTAL, "1")
    assert codes(FRED, "date,value\n2026-01-07,1,2\n", series="WALCL", units="Percent") == [
        ("IMP004", "2026-01-07,1,2")
    ]
