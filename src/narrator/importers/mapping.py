"""A file of anybody by a mapping file: CSV, JSON, or a sheet; what the mapping does not say is an error, no guess."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from narrator.importers.observation import Gathered, Importer, Observation, When
from narrator.importers.payload import OddError, Row, number, rows, table
from narrator.importers.sheet import sheet_rows
from narrator.ingest.series_files import DATES, EMPTY
from narrator.model.kinds import SIDES, Group
from narrator.series.table import BRACKETS, GROUPED, PER_SECOND, PLAIN, rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload, Tree
    from narrator.ingest.mappings import ColumnEntry, MappingFile, Said, ValueEntry

BLANK = "blank"
WEEKEND = 5


def importer_by(mapping: MappingFile, name: str) -> Importer:
    """The importer that a mapping file makes."""
    return Importer(name, lambda _: False, lambda payload, given: _read(payload, given, mapping))


def _read(payload: Payload, given: Given, mapping: MappingFile) -> Imported:
    fetched = _fetched(payload, mapping) if mapping.fetched else None
    given = replace(given, fetched=fetched or given.fetched)
    gathered = Gathered(payload, mapping.source, given)
    for place, row in _rows(payload, mapping):
        first = str(next(iter(row.values()), ""))
        if first in mapping.skip:
            gathered.leave("rows that are of no day", first)
            continue
        with gathered.at(place):
            when = _when(row, mapping)
            if when.end and when.end > given.when(payload):
                gathered.leave("rows that were still open when they were fetched", str(when.day))
                continue
            for value in mapping.value:
                of = _fields(row, {**mapping.fields, **value.fields})
                told = _value(row, value)
                if mapping.period == "market day" and when.day.weekday() >= WEEKEND:
                    if told:
                        raise OddError(told, f"nothing, since {when.day} is no trading day", value.column)
                    gathered.leave("weekends, on which no market trades", str(when.day))
                    continue
                where = f"{place}.{value.column}" if isinstance(place, str) else f"line {place} {value.column}"
                unit, scale = value.unit, value.scale or ""
                gathered.add(Observation(Group(mapping.kind), of, told, unit, when, where, value.part, scale))
    return gathered.done()


def _rows(payload: Payload, mapping: MappingFile) -> Iterator[tuple[str | int, Row]]:
    """The rows of a file with their places.

    Raises:
        UnreadPayloadError: there are none where the mapping says.
    """
    if payload.form == "csv":
        yield from table(payload, mapping.columns)
        return
    if payload.form == "xlsx":
        yield from sheet_rows(payload, mapping.sheet, mapping.columns)
        return
    found = _deep(Row({"": payload.tree}), f".{mapping.rows}" if mapping.rows else "")
    if not isinstance(found, list):
        payload.refuse(
            "IMP002", "there are no rows where the mapping says", mapping.rows, "the path of a list: data.list"
        )
    for at, each in enumerate(found):
        row = Row((str(n), cell) for n, cell in enumerate(each)) if isinstance(each, list) else each
        place = f"{mapping.rows}[{at}]"
        if not isinstance(row, Row):
            continue
        if not mapping.each:
            yield place, row
        for number_, inner in enumerate(rows(row.get(mapping.each)) if mapping.each else ()):
            yield (
                f"{place}.{mapping.each}[{number_}]",
                Row({**inner, **{f"^{name}": cell for name, cell in row.items()}}),
            )


def _fetched(payload: Payload, mapping: MappingFile) -> datetime | None:
    """When a file says that it was fetched; None where it does not, or without a zone."""
    with suppress(OddError, ValueError):
        found = datetime.fromisoformat(str(_deep(Row({"": payload.tree}), f".{mapping.fetched}")))
        return found if found.tzinfo else None
    return None


def _deep(row: Row, path: str) -> Tree:
    """What stands at a path with dots.

    Raises:
        OddError: nothing does.
    """
    if path in row:
        return row[path]
    found: Tree = row
    for name in path.split("."):
        if not isinstance(found, Row):
            raise OddError(found, "an object", path)
        found = found.cell(name)
    return found


def _when(row: Row, mapping: MappingFile) -> When:
    """What time a row is of.

    Raises:
        OddError: its day is not written as the mapping says.
    """
    cell, form = _deep(row, mapping.date), DATES[mapping.dates]
    if form in PER_SECOND:
        start = Row({mapping.date: cell}).moment(mapping.date)
    else:
        start = datetime.combine(Row({mapping.date: cell}).day(mapping.date, form), datetime.min.time(), UTC)
    if mapping.period == "moment":
        return When(start.date(), end=start if form in PER_SECOND else None, is_moment=True)
    if mapping.period == "market day":
        return When(start.date())
    hours = 0 if mapping.period == "day" else int(mapping.period[:-1])
    return When(start.date(), hours, start + timedelta(hours=hours or 24))


def _fields(row: Row, fields: Mapping[str, Said]) -> dict[str, str]:
    """The fields of a record, those of columns by what they mean.

    Raises:
        OddError: a side is none.
    """
    of = {name: said if isinstance(said, str) else _meant(row, said) for name, said in fields.items()}
    side = of.get("side")
    if side and side not in SIDES:
        raise OddError(
            side, 'long or short, of the position: `is = { SELL = "long" }` where it is the order\'s', "side"
        )
    return {name: said for name, said in of.items() if said}


def _meant(row: Row, said: ColumnEntry) -> str:
    typed = str(_deep(row, said.column)).strip()
    return said.means.get(typed, typed)


def _value(row: Row, entry: ValueEntry) -> Decimal | None:
    """The number of a column; None where nothing is reported, or a zero beside which no part is.

    Raises:
        OddError: it is no number as the mapping says, or not what its parts add up to.
    """
    value = _number(row, entry.column, entry)
    parts = [each for name in entry.parts if (each := _number(row, name, entry)) is not None]
    if entry.parts and not value and not parts:
        return None
    if parts and value is not None and abs(sum(parts) - value) > rounding(len(parts) + 1):
        raise OddError(value, f"what the parts add up to, {sum(parts)}", entry.column)
    return value


def _number(row: Row, name: str, entry: ValueEntry) -> Decimal | None:
    cell = _deep(row, name)
    signs = {"" if sign == BLANK else EMPTY[sign] for sign in entry.empty}
    if cell is None or (isinstance(cell, str) and cell.strip() in signs):
        if cell is None and "null" not in entry.empty:
            raise OddError(cell, "a number, or `null` under `empty`", name)
        return None
    if not isinstance(cell, str):
        return number(cell)
    typed = cell.strip()
    in_brackets = BRACKETS.fullmatch(typed) if entry.negative == "brackets" else None
    digits = in_brackets[1] if in_brackets else typed
    if not (GROUPED if entry.thousands and "," in digits else PLAIN).fullmatch(digits):
        raise OddError(cell, "a number as the mapping says: its sign, thousands, and what is empty", name)
    found = number(digits.replace(",", ""))
    return -found if in_brackets and found else found
