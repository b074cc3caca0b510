"""Tables of phrases: a figure on each row of a CSV file, with the phrase that the rules give it.

The columns are kind, low, high, low_open, high_open, unit, nature, standing, direction, approximate, reported, style,
locale, source, also (JSON) and expected. A row that cannot be read is a row that differs, and so is one in a style or a
locale that does not exist: the table is checked to its end.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import EnumMeta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from narrator.model.figure import Camp, Standing
from narrator.model.problem import Location, Problem
from narrator.model.quantity import Direction, Interval, Kind, Quantity, ReversedIntervalError
from narrator.model.report import Nature
from narrator.model.source import Grade
from narrator.model.window import Span, Window
from narrator.wording.expression import Expression, Said
from narrator.wording.language import LocaleNotInstalledError
from narrator.wording.phrase import POLICY, say
from narrator.wording.styles import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from narrator.model.policy import Policy

COLUMNS = (
    *("id", "kind", "low", "high", "low_open", "high_open", "unit", "nature", "standing", "direction"),
    *("approximate", "reported", "style", "locale", "source", "also", "expected"),
)
DECIMAL = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?", re.ASCII)
WINDOW = re.compile(r"([0-9]{1,4})h to (.+)", re.ASCII)
ALSO = frozenset(
    {"circulating", "camps", "reports", "worth", "window", "grade", "pending", "round", "since", "rival", "record"}
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """One row: what is to be said, how, and the phrase expected; or the problem that keeps it from being read."""

    id: str
    style: str = ""
    locale: str = ""
    expected: str = ""
    expression: Expression | None = None
    problem: Problem | None = None


class Difference(NamedTuple):
    """A row whose phrase is not the expected one."""

    id: str
    expected: str
    got: str


class _CellError(ValueError):
    def __init__(self, column: str, found: object, expected: str) -> None:
        super().__init__(f"{column}: found {found!r}, expected {expected}")
        self.found, self.expected = str(found), expected


def read_cases(text: str, file: str = "cases.csv") -> tuple[Case, ...]:
    """The rows of a table, in order; `file` is the name under which problems are reported."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    cases = []
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            return (_broken("", "CAS001", _CellError("header", ",".join(header), ",".join(COLUMNS)), Location(file)),)
        cases.extend(_case(row, Location(file, reader.line_num)) for row in reader if row)
    except csv.Error as error:
        at = Location(file, max(reader.line_num, 1))
        cases.append(_broken("", "CAS002", _CellError("row", error, "comma-separated cells"), at))
    return tuple(cases)


def differing(cases: Iterable[Case], policy: Policy = POLICY) -> list[Difference]:
    """The rows whose phrase is not the expected one, letter for letter."""
    found = (Difference(case.id, case.expected, _phrase(case, policy)) for case in cases)
    return [difference for difference in found if difference.expected != difference.got]


def _phrase(case: Case, policy: Policy) -> str:
    if case.expression is None:
        return str(case.problem and f"{case.problem.at}: {case.problem.message}")
    if case.style not in set(Style):
        return f"no style '{case.style}'; one of {', '.join(Style)}"
    try:
        return say(case.expression, Style(case.style), case.locale, policy)
    except LocaleNotInstalledError as error:
        return str(error)


def _case(row: list[str], at: Location) -> Case:
    if len(row) != len(COLUMNS):
        error = _CellError("row", f"{len(row)} cells", f"{len(COLUMNS)} cells")
        return _broken(row[0], "CAS003", error, at)
    cells = dict(zip(COLUMNS, row, strict=True))
    try:
        expression = _expression(_Cells(cells))
    except _CellError as error:
        return _broken(cells["id"], "CAS004", error, at, cells["expected"])
    return Case(cells["id"], cells["style"], cells["locale"], cells["expected"], expression)


def _broken(case: str, code: str, error: _CellError, at: Location, expected: str = "") -> Case:
    problem = Problem(code, str(error), at, found=error.found, expected=error.expected, example=",".join(COLUMNS))
    return Case(case or f"{at.file}:{at.line}", expected=expected, problem=problem)


def _expression(row: _Cells) -> Expression:
    also = row.inner("also")
    unit = row.text("unit")
    return Expression(
        kind=row.need("kind", Kind),
        interval=row.interval(),
        unit=unit,
        nature=row.need("nature", Nature),
        standing=row.need("standing", Standing),
        direction=row.read("direction", Direction),
        approximate=row.flag("approximate"),
        reported=row.flag("reported"),
        source=row.text("source") or None,
        grade=also.read("grade", Grade),
        circulating=tuple(value.quantity(unit) for value in also.items("circulating")),
        camps=tuple(Camp(camp.interval(), camp.texts("sources")) for camp in also.items("camps")),
        reports=tuple(Said(said.quantity(unit), said.text("source")) for said in also.items("reports")),
        worth=also.inner("worth").quantity(unit) if "worth" in also.values else None,
        window=also.read("window", _window),
        pending=also.flag("pending"),
        round_to=also.read("round", _decimal),
        since=also.read("since", date.fromisoformat),
        rival=also.flag("rival"),
        record=also.flag("record"),
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a row, or an object of its JSON."""

    values: Mapping[str, object]

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise _CellError(key, value, "text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _CellError(key, values, "a list of names")
        return tuple(values)

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if isinstance(value, bool) or value in ("true", "false"):
            return value in (True, "true")
        raise _CellError(key, value, "true or false")

    def read(self, key: str, reader: Callable[[str], T]) -> T | None:
        """What a reader makes of a text, None where it is empty."""
        text = self.text(key)
        try:
            return reader(text) if text else None
        except ValueError:
            known = ", ".join(reader) if isinstance(reader, EnumMeta) else EXPECTED[reader]
            raise _CellError(key, text, known) from None

    def need(self, key: str, reader: Callable[[str], T]) -> T:
        value = self.read(key, reader)
        if value is None:
            raise _CellError(key, self.text(key), "a value")
        return value

    def inner(self, key: str) -> _Cells:
        """An object, or the JSON of one."""
        value = self.values.get(key) or {}
        try:
            found = json.loads(value, parse_int=str, parse_float=str) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            raise _CellError(key, value, "JSON") from None
        if not isinstance(found, dict) or (key == "also" and not ALSO.issuperset(found)):
            raise _CellError(key, value, f"an object with some of {', '.join(sorted(ALSO))}")
        return _Cells(found)

    def items(self, key: str) -> list[_Cells]:
        """A list of objects; a value alone is a point."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise _CellError(key, value, "a list")
        return [_Cells(item if isinstance(item, dict) else {"low": item, "high": item}) for item in value]

    def interval(self) -> Interval:
        low, high = self.read("low", _decimal), self.read("high", _decimal)
        try:
            return Interval(low, high, self.flag("low_open"), self.flag("high_open"))
        except ReversedIntervalError as error:
            raise _CellError("low", error, "a low end not above the high end") from None

    def quantity(self, unit: str) -> Quantity:
        return Quantity(self.interval(), self.text("unit") or unit)


def _decimal(text: str) -> Decimal:
    if not DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _window(text: str) -> Window:
    found = WINDOW.fullmatch(text)
    until = datetime.fromisoformat(found[2]) if found else None
    if found is None or until is None or until.tzinfo is None:
        raise ValueError(text)
    return Window(Span.ROLLING, hours=int(found[1]), until=until, words=text)


EXPECTED: Mapping[object, str] = {
    _decimal: "a plain decimal such as 1451000000 or -0.5",
    _window: "a window such as 24h to 2026-01-08T08:00+00:00",
    date.fromisoformat: "a date such as 2026-01-08",
}
