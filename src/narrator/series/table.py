"""A file of values read as its definition says: the only reader of series, with csv and Decimal.

Every row is a day once, in any order; what cannot be read is a problem at its line, and its row is left out.
"""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.series_files import DATES, EMPTY, load_definitions
from narrator.model.problem import Location, Problem
from narrator.model.series import Every, Revision, Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrator.ingest.series_files import Definition
    from narrator.model.problem import Problems
    from narrator.model.series import Series
    from narrator.model.source import Sources

MOST = 20_000_000
"""Bytes of a file of values: two hundred years of a wide daily table."""
PLAIN = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{0,15}\.[0-9]{1,30})")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3}){0,5}(?:\.[0-9]{1,30})?")
BRACKETS = re.compile(r"\((.+)\)")
ISO = "2026-01-31"
REVISIONS = ["day", "column", "was", "until"]
"""The head of a file that keeps what values were."""
PER_SECOND = {"s": 1, "ms": 1_000}
NAMED = 5
"""So many missing days are named one by one."""


class UnreadableError(ValueError):
    """A cell that is not what the definition says."""


class Row(NamedTuple):
    """A row by column, with its line."""

    cells: dict[str, str]
    line: int


def load_series(folder: Path, root: Path, sources: Sources) -> tuple[tuple[Series, ...], Problems]:
    """The series of a folder with their values, and everything that is wrong with files and values."""
    definitions, problems = load_definitions(folder, root, sources)
    read = [read_values(each) for each in definitions]
    return tuple(series for series, _ in read), (*problems, *(p for _, found in read for p in found))


def read_values(definition: Definition, text: str | None = None) -> tuple[Series, Problems]:
    """A series with the values of its file, or of the text that it is to hold, and what is wrong with them."""
    series, shown = definition.series, definition.shown
    text = _text(definition.file) if text is None else text
    if text is None:
        message = f"the file of '{series.id}' cannot be read: {shown}"
        return series, (Problem("SER003", message, series.at, shown, "a CSV file in UTF-8, beside the definition"),)
    problems: list[Problem] = []
    found: dict[date, Value] = {}
    closed = {*series.closed}
    for row in _rows(text, definition, problems):
        try:
            value = _value(row, definition)
        except UnreadableError as fault:
            found_cell, expected = fault.args
            message = f"a row of '{series.id}' cannot be read: '{found_cell}'"
            problems.append(Problem("SER005", message, Location(shown, row.line), found_cell, expected))
            continue
        if isinstance(value, date):
            closed.add(value)
            continue
        if value.day in found:
            message = f"'{series.id}' has {value.day} twice (lines {found[value.day].at.line}, {row.line})"
            problems.append(Problem("SER006", message, value.at, str(value.day), "each day once"))
        found.setdefault(value.day, value)
    values = sorted(found.values(), key=lambda v: v.day)
    if definition.reading.last == "unfinished":
        values = values[:-1]
    whole = replace(series, values=tuple(values), closed=frozenset(closed), revisions=_revisions(definition, problems))
    return whole, (*problems, *_gaps(whole, shown))


def revisions_of(file: Path) -> Path:
    """The file beside a file of values that keeps what they were."""
    return file.with_suffix(".revisions.csv")


def _revisions(definition: Definition, problems: list[Problem]) -> tuple[Revision, ...]:
    """What values of a series were, and until when, in the order of time; none where there is no such file."""
    file = revisions_of(definition.file)
    text = _text(file) if file.exists() else ""
    shown = definition.shown.removesuffix(definition.file.name) + file.name
    reader = csv.reader(io.StringIO(text or "", newline=""), strict=True)
    try:
        rows = list(enumerate(reader, 1))
        head = rows[0][1] if rows else REVISIONS
        found = [_revision(cells, definition, Location(shown, line)) for line, cells in rows[1:]]
    except (UnreadableError, csv.Error) as fault:
        text, head, found = None, [str(fault.args[0])], []
    if text is None or head != REVISIONS:
        message, expected = (
            f"what '{definition.series.id}' was before cannot be read: {','.join(head)}",
            ",".join(REVISIONS),
        )
        problems.append(Problem("SER008", message, Location(shown, reader.line_num or 1), ",".join(head), expected))
        return ()
    return tuple(sorted(filter(None, found), key=lambda each: each.until))


def _revision(cells: list[str], definition: Definition, at: Location) -> Revision | None:
    """A row of a file of revisions; None where it is of another column.

    Raises:
        UnreadableError: it is none.
    """
    if len(cells) != len(REVISIONS):
        raise UnreadableError(",".join(cells), f"{len(REVISIONS)} cells")
    day, column, was, until = cells
    if column != definition.reading.value:
        return None
    number = _number(was, definition)
    value = Value(_day(day, ISO), None if number is None else number * definition.scale, at)
    return Revision(value, _moment(until))


def _moment(cell: str) -> datetime:
    """A time with its zone.

    Raises:
        UnreadableError: it is none.
    """
    with suppress(ValueError):
        if (found := datetime.fromisoformat(cell)).tzinfo:
            return found
    raise UnreadableError(cell, "a time with its zone: 2026-01-31T08:05+00:00")


def _text(file: Path) -> str | None:
    """What a file holds; None where it cannot be read, or is none of this folder."""
    try:
        is_sound = not file.is_symlink() and file.stat().st_size <= MOST
        return file.read_text(encoding="utf-8-sig") if is_sound else None
    except (OSError, UnicodeDecodeError):
        return None


def _rows(text: str, definition: Definition, problems: list[Problem]) -> Iterator[Row]:
    """The rows of days; a file without the columns that are needed has none."""
    reading, shown = definition.reading, definition.shown
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = _list(reading.columns) or [cell.strip() for cell in next(reader, [])]
        needed = [reading.date, reading.value, *_list(reading.parts)]
        if missing := [column for column in needed if column not in head]:
            message = f"'{definition.series.id}' has no column '{missing[0]}'"
            expected = f"one of {', '.join(head[:20])}" if head else "a head; the file is empty"
            problems.append(Problem("SER004", message, Location(shown), missing[0], expected))
            return
        for cells in reader:
            if not any(map(str.strip, cells)) or cells[0].strip() in reading.skip:
                continue
            if len(cells) != len(head):
                message = f"a row of '{definition.series.id}' has {len(cells)} cells, its head {len(head)}"
                at = Location(shown, reader.line_num)
                problems.append(Problem("SER005", message, at, ",".join(cells), f"{len(head)} cells"))
                continue
            yield Row({name: cell.strip() for name, cell in zip(head, cells, strict=True)}, reader.line_num)
    except csv.Error as error:
        message = f"the file of '{definition.series.id}' is no CSV from here on: {error}"
        problems.append(Problem("SER005", message, Location(shown, reader.line_num), "", "rows with commas"))


def _list(columns: str | None) -> list[str]:
    return [name.strip() for name in (columns or "").split(",") if name.strip()]


def _value(row: Row, definition: Definition) -> Value | date:
    """What a row has for its day; the day alone where nothing is due on it.

    Raises:
        UnreadableError: a cell is not what the definition says, or the parts do not add up.
    """
    reading, series = definition.reading, definition.series
    day, at = _day(row.cells[reading.date], reading.dates), Location(definition.shown, row.line)
    number = _number(row.cells[reading.value], definition)
    parts = [_number(row.cells[name], definition) for name in _list(reading.parts)]
    if not series.is_due(day):
        if number:
            raise UnreadableError(row.cells[reading.value], f"nothing, since {day} is no trading day")
        return day
    known = [part for part in parts if part is not None]
    is_of_none = number == 0 and bool(parts) and not known
    if (number is None and reading.blank == "closed") or (is_of_none and reading.zero == "closed"):
        return day
    if is_of_none and reading.zero == "not reported":
        number = None
    if number is not None and known and abs(sum(known) - number) > rounding(len(known) + 1):
        raise UnreadableError(row.cells[reading.value], f"what the parts add up to, {sum(known)}")
    return Value(day, None if number is None else number * definition.scale, at)


def rounding(numbers: int) -> Decimal:
    """How far a sum of so many rounded numbers can lie from its own rounded value: half of 0.1 each."""
    return Decimal("0.05") * numbers


def _day(cell: str, written: str) -> date:
    form = DATES[written]
    try:
        if form in PER_SECOND:
            return datetime.fromtimestamp(int(cell) // PER_SECOND[form], UTC).date()
        if form == DATES[ISO]:
            return date.fromisoformat(cell)  # ten times as fast as a format that is read first
        return datetime.strptime(cell, form).date()  # noqa: DTZ007  # a day has no zone
    except (ValueError, OverflowError, OSError):
        raise UnreadableError(cell, f"a day written like {written}") from None


def _number(cell: str, definition: Definition) -> Decimal | None:
    """What a cell says, None where it is empty.

    Raises:
        UnreadableError: it is no number, or not written as the definition says.
    """
    reading = definition.reading
    if not cell or cell in {EMPTY[name] for name in reading.empty}:
        return None
    in_brackets = BRACKETS.fullmatch(cell) if reading.negative == "brackets" else None
    digits = in_brackets[1] if in_brackets else cell
    if not (GROUPED if reading.thousands and "," in digits else PLAIN).fullmatch(digits):
        raise UnreadableError(cell, "a number as the definition says: its sign, thousands, and what is empty")
    return -Decimal(digits.replace(",", "")) if in_brackets else Decimal(digits.replace(",", ""))


def _gaps(series: Series, shown: str) -> Iterator[Problem]:
    """The days between the first and the last of a series that have no row."""
    if series.every is Every.WEEK and len({value.day.weekday() for value in series.values}) > 1:
        yield Problem("SER007", f"'{series.id}' is of several days of the week", series.at, "", "one day of each week")
        return
    missing = sorted(series.gaps())
    if missing:
        named = ", ".join(map(str, missing[:NAMED])) + (f" and {len(missing) - NAMED} more" if missing[NAMED:] else "")
        message = f"'{series.id}' has no row for {named}"
        expected = "a row for each day, or the day under `closed`"
        yield Problem("SER007", message, Location(shown), str(missing[0]), expected)
