"""Mapping files: how a table or a JSON file of anybody is read, in TOML, with no default that may be wrong.

Columns, days, signs and empty cells are declared in the words of `data/series`. A field of the records is a text, the
same for every row, or `{ column = "exchange" }`; with `is = { All = "" }` what stands there means something else.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError

from narrator.ingest.series_files import DATES, KIND_NAMES, Empty, Scale
from narrator.model.problem import Location, Problem
from narrator.model.records import Entry
from narrator.model.series import KEYS

if TYPE_CHECKING:
    from narrator.model.problem import Problems

PERIOD = r"^(?:day|market day|moment|[1-9][0-9]?h)$"


class ColumnEntry(Entry):
    """A field of the records that stands in a column."""

    column: str = Field(description="the column, or the field of JSON")
    means: dict[str, str] = Field(default_factory=dict, alias="is", description="what its words mean; empty for none")


Said = str | ColumnEntry


class FieldsEntry(Entry):
    """The fields of the records, as in event files."""

    asset: Said | None = Field(None, description="as in the records")
    fund: Said | None = Field(None, description="as in the records")
    venue: Said | None = Field(None, description="as in the records")
    side: Said | None = Field(None, description="that of the position: an order that sells ends a long")
    what: Said | None = Field(None, description="as in the records")
    name: Said | None = Field(None, description="as in the records")

    @property
    def fields(self) -> dict[str, Said]:
        """Those that are given."""
        return {key: said for key in KEYS if (said := getattr(self, key)) is not None}


class ValueEntry(FieldsEntry):
    """A column of values, or one of several; fields of its own go before those of the file."""

    column: str = Field(description="the column, or the field of JSON; a path with dots where it lies deeper")
    unit: str = Field(description="`USD`, `BTC`, `percent`, `index`")
    empty: list[Empty | Literal["blank"]] = Field(description="what stands in a cell without a value, none if nothing")
    part: str = Field("", description="the field of the record, none for its amount: `close`")
    scale: Scale | None = Field(None, description="what its values are so many of")
    negative: Literal["minus", "brackets"] = Field("minus", description="how a value below zero is written")
    thousands: Literal["comma"] | None = Field(None, description="what stands between thousands")
    parts: list[str] = Field(default_factory=list, description="columns that add up to it; 0 beside none is no value")


class MappingFile(FieldsEntry):
    """A whole mapping file."""

    source: str = Field(description="whose the values are")
    kind: Literal[KIND_NAMES] = Field(description="the kind of record")  # type: ignore[valid-type]
    date: str = Field(description="the column with the day")
    dates: Literal[tuple(DATES)] = Field(description="how a day is written")  # type: ignore[valid-type]
    period: str = Field(pattern=PERIOD, description="what a row is of: `day` (of UTC), `market day`, `moment`, `4h`")
    value: list[ValueEntry] = Field(min_length=1, description="the columns of values, `[[value]]` each")
    rows: str = Field("", description="where the rows of a JSON file stand: `data.list`")
    each: str = Field("", description="a list in each row, whose objects are read; `^day` is a field of the row")
    fetched: str = Field("", description="where a JSON file says when it was fetched: `meta.fetched_at`")
    sheet: str = Field("", description="the sheet of a spreadsheet, the first where none is named")
    columns: list[str] = Field(default_factory=list, description="the columns of a file without a head")
    skip: list[str] = Field(default_factory=list, description="first cells of rows that are of no day: `Total`")


def load_mapping(raw: bytes, file: str) -> tuple[MappingFile | None, Problems]:
    """A mapping file, None with everything that is wrong with it where it is none."""
    try:
        text = raw.decode()
        return MappingFile.model_validate(tomllib.loads(text)), ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        at = Location(file, *map(int, place.groups())) if place else Location(file)
        return None, (Problem("IMP009", f"this is not TOML: {error}", at, "", 'lines as `date = "day"`'),)
    except ValidationError as error:
        return None, tuple(
            _wrong([str(part) for part in each["loc"]], each["type"], text, file) for each in error.errors()
        )


def _wrong(path: list[str], kind: str, text: str, file: str) -> Problem:
    """What is wrong with a field, at the line that has it."""
    model = ValueEntry if path[0] == "value" and len(path) > 1 else MappingFile
    name = next((part for part in reversed(path) if not part.isdigit() and part not in {"str", "ColumnEntry"}), path[0])
    found = re.search(rf"^\s*{re.escape(name)}\s*=", text, re.MULTILINE)
    at = Location(file, text.count("\n", 0, found.start()) + 1) if found else Location(file)
    known = model.model_fields.get(name)
    what = (
        "is missing"
        if kind == "missing"
        else "is no field of a mapping"
        if known is None
        else "is not what belongs there"
    )
    expected = (known and known.description) or ", ".join(model.model_fields)
    return Problem("IMP009", f"'{name}' {what}", at, "" if kind == "missing" else name, expected)
