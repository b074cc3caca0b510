"""Tables of phrases: a figure on each row of a CSV file, with the phrase that the rules give it.

A row that cannot be read is a row that differs, and so is one in a style or a locale that does not exist: the table is
checked to its end.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from narrator.model.figure import Camp, Standing
from narrator.model.problem import Location, Problem
from narrator.model.quantity import Direction, Interval, Kind, Quantity
from narrator.model.report import Nature
from narrator.model.source import Grade
from narrator.model.window import Span, Window
from narrator.wording.expression import Expression, Said, Style
from narrator.wording.phrase import POLICY, LocaleNotInstalledError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from narrator.model.policy import Policy

ENDS = ("low", "high", "low_open", "high_open")
COLUMNS = (
    *("id", "kind", *ENDS, "unit", "nature", "standing", "direction"),
    *("approximate", "reported", "style", "locale", "source", "also", "expected"),
)
DECIMAL = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?")
WINDOW = re.compile(r"([0-9]{1,4})h to (.+T.+(?:Z|[+-][0-9:]+))")
FLAGS: Mapping[object, bool] = {"true": True, "false": False, True: True, False: False}


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


def read_cases(text: str, file: str = "cases.csv") -> tuple[Case, ...]:
    """The rows of a table, in order; `file` is the name under which problems are reported."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    cases: list[Case] = []
    try:
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            return (_broken("CAS001", "header", ",".join(header), Location(file)),)
        for row in reader:
            cases += [_case(row, Location(file, reader.line_num))] if row else []
    except csv.Error as error:
        cases.append(_broken("CAS002", "row", str(error), Location(file, max(reader.line_num, 1))))
    return tuple(cases)


def differing(cases: Iterable[Case], policy: Policy = POLICY) -> list[Difference]:
    """The rows whose phrase is not the expected one, letter for letter."""
    found = (Difference(case.id, case.expected, _phrase(case, policy)) for case in cases)
    return [difference for difference in found if difference.expected != difference.got]


def _phrase(case: Case, policy: Policy) -> str:
    if case.expression is None:
        return str(case.problem and f"{case.problem.at}: {case.problem.message}")
    if case.style not in set(Style):
        return f"unknown style '{case.style}': it must be one of {', '.join(Style)}"
    try:
        return say(case.expression, Style(case.style), case.locale, policy)
    except LocaleNotInstalledError as error:
        return str(error)


def _case(row: list[str], at: Location) -> Case:
    if len(row) != len(COLUMNS):
        return replace(_broken("CAS003", "row", f"{len(row)} cells", at), id=row[0] or str(at))
    cells: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    cells["low, high"] = {column: cells[column] for column in ENDS}
    column, found = "also", cells["also"]
    case = Case(cells["id"], cells["style"], cells["locale"], cells["expected"])
    fields = {"unit": cells["unit"]}
    try:
        also = json.loads(found or "{}", parse_int=str, parse_float=str)
        entries = [(name, read, cells[name]) for name, read in CELLS.items()]
        entries += [(name, ALSO[name], entry) for name, entry in also.items()]
        for column, read, found in entries:
            fields[FIELDS.get(column, column)] = read(found, cells["unit"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # JSON may hold anything anywhere
        return replace(case, problem=_problem("CAS004", column, str(found), at))
    return replace(case, expression=Expression(**fields))


def _broken(code: str, column: str, found: str, at: Location) -> Case:
    return Case(str(at), problem=_problem(code, column, found, at))


def _problem(code: str, column: str, found: str, at: Location) -> Problem:
    expected = EXPECTED.get(column, f"the columns {','.join(COLUMNS)}")
    return Problem(code, f"{column}: found '{found}', expected {expected}", at, found=found, expected=expected)


def _end(text: str) -> Decimal | None:
    if text and not DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text) if text else None


def _interval(entry: Mapping[str, str]) -> Interval:
    low_open, high_open = FLAGS[entry.get("low_open", "false")], FLAGS[entry.get("high_open", "false")]
    return Interval(_end(entry.get("low", "")), _end(entry.get("high", "")), low_open, high_open)


def _quantity(entry: Mapping[str, str] | str, unit: str) -> Quantity:
    ends = {"low": entry, "high": entry} if isinstance(entry, str) else entry
    interval = _interval(ends)
    if interval.is_empty:
        raise ValueError(entry)
    return Quantity(interval, ends.get("unit", unit))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _window(text: str, _: str) -> Window:
    hours, until = WINDOW.fullmatch(text).groups()  # type: ignore[union-attr]  # no match is an error like the others
    return Window(Span.ROLLING, hours=int(hours), until=datetime.fromisoformat(until), words=text)


def _flag(flag: object, _: str) -> bool:
    return FLAGS[flag]


CELLS: Mapping[str, Callable[[Any, str], Any]] = {
    "low, high": lambda ends, _: _interval(ends),
    "kind": lambda text, _: Kind(text),
    "nature": lambda text, _: Nature(text),
    "standing": lambda text, _: Standing(text),
    "direction": lambda text, _: Direction(text) if text else None,
    **dict.fromkeys(("approximate", "reported"), _flag),
    "source": lambda text, _: text or None,
}
ALSO: Mapping[str, Callable[[Any, str], Any]] = {
    "circulating": lambda values, unit: tuple(_quantity(value, unit) for value in _list(values)),
    "camps": lambda camps, unit: tuple(
        Camp(_quantity(camp, unit).interval, tuple(map(str, _list(camp["sources"])))) for camp in camps
    ),
    "reports": lambda reports, unit: tuple(Said(_quantity(said, unit), str(said["source"])) for said in reports),
    "worth": _quantity,
    "window": _window,
    "grade": lambda text, _: Grade(text),
    "round": lambda text, _: _end(text),
    "since": lambda text, _: date.fromisoformat(text),
    **dict.fromkeys(("pending", "rival", "record"), _flag),
}
FIELDS = {"low, high": "interval", "round": "round_to"}
EXPECTED: Mapping[str, str] = {
    **{name: ", ".join(enum) for name, enum in (("kind", Kind), ("nature", Nature), ("standing", Standing))},
    "direction": f"nothing or {', '.join(Direction)}",
    **dict.fromkeys(("approximate", "reported"), "true or false"),
    "low, high": "plain decimals such as -0.5, the low end first, or nothing; true or false for each open end",
    "also": f"nothing or a JSON object with some of {', '.join(ALSO)}",
    **dict.fromkeys(ALSO, "an entry as the README of the cases describes it"),
}
