"""A spreadsheet by a mapping: values and no formulas, days by their digits, and what a file unpacks to is limited."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from narrator.importers import sheet
from narrator.importers.mapping import importer_by
from narrator.importers.observation import Given
from narrator.importers.payload import UnreadPayloadError, opened
from narrator.ingest.mappings import load_mapping
from support.imports import FETCHED, told

if TYPE_CHECKING:
    from narrator.importers.observation import Imported

MAPPING = """\
source = "Example"
kind = "prices"
asset = "BTC"
date = "Day"
dates = "2026-01-31"
period = "day"
sheet = "Prices"

[[value]]
column = "Close"
part = "close"
unit = "USD"
empty = ["null"]
"""


def book(*rows: tuple[object, ...]) -> bytes:
    whole = openpyxl.Workbook()
    page = whole.create_sheet("Prices")
    for row in (("Day", "Close"), *rows):
        page.append(row)
    raw = BytesIO()
    whole.save(raw)
    return raw.getvalue()


def read(raw: bytes, mapping: str = MAPPING) -> Imported:
    entry, _ = load_mapping(mapping.encode(), "a.toml")
    assert entry
    return importer_by(entry, "a").read(opened(raw, "a.xlsx"), Given(FETCHED))


def refused(raw: bytes, mapping: str = MAPPING) -> tuple[str, str]:
    with pytest.raises(UnreadPayloadError) as error:
        read(raw, mapping)
    (problem,) = error.value.problems
    return problem.code, problem.message


def test_days_and_numbers_are_those_of_the_cells_and_empty_rows_are_none() -> None:
    found = read(book((datetime(2026, 1, 12), 99654.3), (None, None), ("2026-01-13", 7), ("2026-01-11", None)))  # noqa: DTZ001
    assert [(str(each.when.day), *told(each), each.place) for each in found.observations] == [
        ("2026-01-12", "prices close BTC", "99654.3", "line 2 Close"),
        ("2026-01-13", "prices close BTC", "7", "line 4 Close"),
        ("2026-01-11", "prices close BTC", None, "line 5 Close"),
    ]


def test_a_formula_is_no_value() -> None:
    found = read(book(("2026-01-13", "=1+1")))  # what no program has computed has no value
    assert [told(each)[1] for each in found.observations] == [None]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    assert refused(book(), MAPPING.replace('"Prices"', '"Price"')) == ("IMP002", "there is no sheet 'Price'")


def archive(**parts: bytes) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, part in parts.items():
            whole.writestr(name, part)
    return raw.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04 no archive",
        archive(a=b"<a/>"),
        archive(a=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
    ],
)
def test_what_is_no_spreadsheet_or_declares_entities_is_refused(raw: bytes) -> None:
    assert refused(raw)[0] == "IMP001"


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LARGEST", 50_000)
    assert refused(archive(a=b"0" * 60_000)) == ("IMP001", "the spreadsheet is too large")
    lying = archive(a=b"0" * 60_000).replace((60_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert refused(lying)[0] == "IMP001"
    monkeypatch.setattr(sheet, "MOST_PARTS", 1)
    assert refused(archive(a=b"0", b=b"0")) == ("IMP001", "the spreadsheet is too large")
