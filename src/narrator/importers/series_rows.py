"""Observations as rows of a series: new days are added, and what a value was before its vendor changed it is kept.

The file of values has what the vendor says now, as its definition reads it; the file of revisions beside it has what
it said before, and until when, so that a brief of an earlier time is of what was known then.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.series_files import DATES, SCALES
from narrator.model.problem import Location, Problem
from narrator.model.series import Value
from narrator.series.table import PER_SECOND, REVISIONS, read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from narrator.case import Desk
    from narrator.importers.observation import Imported, Observation
    from narrator.ingest.series_files import Definition
    from narrator.model.problem import Problems


FEW = 6
"""So many things that a file has are named."""


class Files(NamedTuple):
    """The file of values of a series and that of its revisions, as texts; `added` are the days that are new in it."""

    values: str
    revisions: str
    added: frozenset[date] = frozenset()


class Appended(NamedTuple):
    """The files of a series with what vendors' files have for it, what was changed, and what is wrong."""

    files: Files
    told: tuple[str, ...]
    problems: Problems


def appended(files: Files, definition: Definition, imported: Iterable[Imported], desk: Desk) -> Appended:
    """The files of a series with more rows; the same files again change nothing."""
    found = [(one, each.fetched) for each in imported for one in _of_series(each, definition, desk)]
    if not found:
        return Appended(files, (), (_nothing(definition, imported, desk),))
    table = _Table.of(files, definition)
    for one, fetched in sorted(found, key=lambda each: (each[0].when.day, each[1])):
        table.take(one, fetched)
    after = table.files()
    wrong = tuple(problem for problem in read_values(definition, after.values)[1] if problem.is_error)
    return Appended(after, (*table.told,) or (f"{definition.series.id}: nothing new",), wrong)


def _of_series(imported: Imported, definition: Definition, desk: Desk) -> list[Observation]:
    """The observations of a file that are of a series: each of a day on which it has one, and reported."""
    series, say = definition.series, desk.names.say
    of = {key: say(said).casefold() for key, said in series.of.items()}
    if desk.sources.find(imported.source).id != series.source or definition.reading.parts:
        return []
    return [
        each
        for each in imported.observations
        if (str(each.kind), each.part, each.unit) == (series.group, series.part, series.unit)
        if {key: say(said).casefold() for key, said in each.of.items()} == of
        if series.is_due(each.when.day) and not each.when.hours and each.number is not None
    ]


def _nothing(definition: Definition, imported: Iterable[Imported], desk: Desk) -> Problem:
    """Why files have nothing for a series: what they have, and what it is of."""
    series, parts = definition.series, definition.reading.parts
    of = (f"{key}={said}" for key, said in series.of.items())
    has = {
        " ".join(filter(None, (*each.key, each.unit, "of", desk.sources.find(file.source).id)))
        for file in imported
        for each in file.observations
        if not each.in_detail
    }
    wanted = " ".join(filter(None, (series.group, series.part, *of, series.unit, "of", series.source)))
    message = f"'{series.id}' is read with its parts" if parts else f"nothing for '{series.id}' is in the files"
    return Problem("IMP010", message, series.at, parts or "; ".join(sorted(has)[:FEW]), wanted)


@dataclass(slots=True)
class _Table:
    """The files of a series while they are changed: lines as they are, with the days whose rows they hold."""

    definition: Definition
    head: list[str]
    lines: list[str]
    values: dict[date, Value]
    revised: list[str]
    added: set[date]
    before: frozenset[date]
    end: str
    told: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, files: Files, definition: Definition) -> _Table:
        reading = definition.reading
        whole = definition._replace(reading=reading.model_copy(update={"last": "whole"}))
        head = reading.columns or files.values.partition("\n")[0] or f"{reading.date},{reading.value}"
        lines = files.values.splitlines() or [head]
        values = {value.day: value for value in read_values(whole, "\n".join(lines))[0].values}
        end = "\r\n" if "\r\n" in files.values else "\n"
        names = [cell.strip() for cell in next(csv.reader([head]))]
        return cls(definition, names, lines, values, files.revisions.splitlines(), {*files.added}, files.added, end)

    def take(self, observation: Observation, fetched: datetime) -> None:
        """Put an observation where it belongs; what its day had before is kept, with the time until which it had it."""
        day, column = observation.when.day, self.definition.reading.value
        number = (observation.number or Decimal(0)) * SCALES[observation.scale or None]
        cell, was = _cell(number / self.definition.scale, self.definition), self.values.get(day)
        if was is None:
            self._add(day, cell, number)
        elif was.value != number:
            at, cells = was.at.line - 1, next(csv.reader([self.lines[was.at.line - 1]]))
            old, cells[self.head.index(column)] = cells[self.head.index(column)].strip(), cell
            self.lines[at] = _row(cells)
            self.values[day] = Value(day, number, was.at)
            if day not in self.added:
                self.revised += [] if self.revised else [_row(REVISIONS)]
                self.revised.append(_row([str(day), column, old, f"{fetched.astimezone(UTC):%Y-%m-%dT%H:%M+00:00}"]))
                self.told.append(f"{self.definition.series.id}: {day} was {old or 'not reported'}, and is {cell}")

    def _add(self, day: date, cell: str, number: Decimal) -> None:
        """A row of a day that has none: before the first later one where the file is in order."""
        reading = self.definition.reading
        cells = {reading.date: _dated(day, reading.dates), reading.value: cell}
        by_line: list[Value] = []
        if any(other > day for other in self.values):
            by_line = sorted(self.values.values(), key=lambda value: value.at.line)
        is_sorted = by_line == sorted(by_line, key=lambda value: value.day)
        later = next((value.at.line for value in by_line if is_sorted and value.day > day), 0)
        line = later or len(self.lines) + 1
        self.lines.insert(line - 1, _row([cells.get(name, "") for name in self.head]))
        for value in by_line:
            if value.at.line >= line:
                self.values[value.day] = replace(value, at=replace(value.at, line=value.at.line + 1))
        self.values[day] = Value(day, number, Location(self.definition.shown, line))
        self.added.add(day)

    def files(self) -> Files:
        """The texts as they are now."""
        if new := self.added - self.before:
            self.told.append(f"{self.definition.series.id}: {len(new)} new, {min(new)} to {max(new)}")
        return Files(_text(self.lines, self.end), _text(self.revised, self.end), frozenset(self.added))


def _text(lines: Iterable[str], end: str) -> str:
    return "".join(f"{line}{end}" for line in lines)


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _dated(day: date, written: str) -> str:
    """A day as the file writes it."""
    form = DATES[written]
    if form in PER_SECOND:
        return str(int(datetime.combine(day, time(), UTC).timestamp()) * PER_SECOND[form])
    return day.strftime(form)


def _cell(number: Decimal, definition: Definition) -> str:
    """A number as the file writes it, in so many of its scale."""
    digits = f"{number.normalize():f}"
    return f"({digits[1:]})" if definition.reading.negative == "brackets" and number < 0 else digits
