"""A vendor's file as its form gives it: JSON, a page, a table. It is not trusted, and nothing of it is guessed.

Every number is a Decimal, whether a vendor wrote it bare or in quotation marks. What is no JSON number (`NaN`) is
nothing; a number too long or too large to be an amount is refused before anybody prints it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from narrator.errors import Exit, UserError
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.model.problem import Problems

Tree: TypeAlias = "Decimal | str | bool | list[Tree] | Row | None"

MOST = 20_000_000
"""Bytes of a file: the whole history of a vendor's funds has a fiftieth."""
DIGITS, PLACES = 30, 18
"""Digits of a number, and how far from its first one the point may lie: the units of a coin have 18 places."""
PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
FIRST_YEAR, LAST_YEAR = 1900, 2100
MILLISECONDS = 10**11
"""From here on a time is in milliseconds: as seconds it would be of the year 5138."""
SHORT = 80
"""Characters of what was found, in a problem."""


class UnreadPayloadError(UserError):
    """A file of which nothing can be taken, with what is wrong with it."""

    exit = Exit.INVALID

    def __init__(self, *problems: Problem) -> None:
        super().__init__("nothing was imported")
        self.problems: Problems = problems


class OddError(ValueError):
    """A value that is not what belongs in its place: what was found, what was expected, under which name."""

    def __init__(self, found: object, expected: str, name: str = "") -> None:
        super().__init__(found, expected, name)
        self.found, self.expected, self.name = str(found)[:SHORT], expected, name


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a file by its name, as text, and as a tree where they are JSON; `form` is `json`, `html` ..."""

    name: str
    raw: bytes
    form: str
    text: str = ""
    tree: Tree = None

    def problem(  # noqa: PLR0913, PLR0917  # as a problem has them
        self, code: str, message: str, place: str | int = "", found: str = "", expected: str = "", example: str = ""
    ) -> Problem:
        """A problem at a line, or at a path of JSON, which stands in what is said."""
        at = Location(self.name, place) if isinstance(place, int) else Location(self.name)
        return Problem(
            code, f"{place}: {message}" if place and isinstance(place, str) else message, at, found, expected, example
        )

    def refuse(self, code: str, message: str, found: object = "", expected: str = "", example: str = "") -> NoReturn:
        """End its reading, for one reason.

        Raises:
            UnreadPayloadError: always.
        """
        raise UnreadPayloadError(self.problem(code, message, "", str(found), expected, example))


def opened(raw: bytes, name: str) -> Payload:
    """A file by the form that its first bytes have.

    Raises:
        UnreadPayloadError: it is too large, or no JSON, page, table or text.
    """
    payload = Payload(name, raw, "")
    if len(raw) > MOST:
        payload.refuse("IMP001", "the file is too large", f"{len(raw):,} bytes", f"{MOST:,} bytes at most")
    if raw.startswith(b"PK\x03\x04"):
        return Payload(name, raw, "xlsx")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, byte = raw.count(b"\n", 0, error.start) + 1, f"the byte {raw[error.start]:#04x}"
        wrong = payload.problem("IMP001", "the file is no text in UTF-8", line, found=byte, expected="UTF-8")
        raise UnreadPayloadError(wrong) from error
    first = text.lstrip()[:1]
    if first == "<":
        return Payload(name, raw, "html", text)
    return (
        Payload(name, raw, "json", text, _tree(text, payload))
        if first in {"{", "["}
        else Payload(name, raw, "csv", text)
    )


def _tree(text: str, payload: Payload) -> Tree:
    try:
        tree: Tree = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=lambda _: None, object_pairs_hook=Row
        )
    except json.JSONDecodeError as error:
        at = Location(payload.name, error.lineno, error.colno)
        found = text[error.pos : error.pos + 20].partition("\n")[0]
        wrong = Problem("IMP001", f"the file is no JSON from here on: {error.msg}", at, found, "JSON, whole")
        raise UnreadPayloadError(wrong) from error
    except (RecursionError, ArithmeticError):
        message = "the file is nested too deeply, or has a number without end"
        payload.refuse("IMP001", message, "", "the answer of a vendor")
    return tree


def number(cell: Tree) -> Decimal | None:
    """The number of a cell, bare or as text; None where there is none.

    Raises:
        OddError: it is something else.
    """
    if cell is None:
        return None
    found = Decimal(cell) if isinstance(cell, str) and len(cell) <= 2 * DIGITS and PLAIN.fullmatch(cell) else cell
    if not isinstance(found, Decimal) or not found.is_finite():
        raise OddError(cell, "a number")
    if len(found.as_tuple().digits) > DIGITS or abs(found.adjusted()) > PLACES:
        raise OddError(cell, f"a number of at most {DIGITS} digits")
    return found.to_integral_value() if found == found.to_integral_value() else found


def _of_our_time(moment: datetime) -> datetime:
    """A moment of a year in which a market can have been.

    Raises:
        ValueError: it is of no such year.
    """
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(moment.year)
    return moment


class Row(dict[str, Tree]):
    """An object of JSON, or a row of a table: what of it is asked for must be there, and be what it should be."""

    def cell(self, name: str) -> Tree:
        """What stands under a name.

        Raises:
            OddError: nothing does.
        """
        if name not in self:
            raise OddError(", ".join(self), "a field of this name", name)
        return self[name]

    def number(self, name: str) -> Decimal | None:
        """The number under a name, None where there is none.

        Raises:
            OddError: it is something else, or the name is missing.
        """
        try:
            return number(self.cell(name))
        except OddError as error:
            raise OddError(error.found, error.expected, name) from None

    def counted(self, name: str) -> Decimal:
        """The number under a name that must have one.

        Raises:
            OddError: it has none.
        """
        found = self.number(name)
        if found is None:
            raise OddError(self[name], "a number", name)
        return found

    def moment(self, name: str) -> datetime:
        """A time in seconds or milliseconds since 1970, as one of UTC.

        Raises:
            OddError: it is none.
        """
        found = self.counted(name)
        try:
            return _of_our_time(datetime.fromtimestamp(float(found if found < MILLISECONDS else found / 1_000), UTC))
        except (ValueError, OverflowError, OSError):
            raise OddError(found, "seconds or milliseconds since 1970", name) from None

    def day(self, name: str, form: str = "%Y-%m-%d") -> date:
        """A day as a vendor writes it.

        Raises:
            OddError: it is none.
        """
        cell = self.cell(name)
        try:
            return _of_our_time(datetime.strptime(str(cell), form)).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            raise OddError(cell, f"a day as {date(2026, 1, 31).strftime(form)}", name) from None

    def said(self, name: str) -> str:
        """A text under a name.

        Raises:
            OddError: there is none.
        """
        cell = self.cell(name)
        if not isinstance(cell, str) or not cell.strip():
            raise OddError(cell, "a text", name)
        return cell.strip()

    def rows(self, name: str) -> list[Row]:
        """The objects of a list under a name.

        Raises:
            OddError: it is no list of objects.
        """
        cell = self.cell(name)
        if not isinstance(cell, list) or not all(isinstance(each, Row) for each in cell):
            raise OddError(cell, "a list of objects", name)
        return rows(cell)


def rows(tree: Tree) -> list[Row]:
    """The objects of a list."""
    return [row for row in tree if isinstance(row, Row)] if isinstance(tree, list) else []


def has(tree: Tree, *names: str) -> bool:
    """Whether the first object of a list has fields of these names."""
    return any(all(name in row for name in names) for row in rows(tree)[:1])


def table(payload: Payload, head: Sequence[str] = ()) -> list[tuple[int, Row]]:
    """The rows of a CSV file with their lines, by the names of its first one, or by those of `head`.

    Raises:
        UnreadPayloadError: a row has more or fewer cells than the head.
    """
    reader = csv.reader(io.StringIO(payload.text, newline=""), strict=True)
    found: list[tuple[int, Row]] = []
    wrong: list[Problem] = []
    try:
        names = [*head] or [cell.strip() for cell in next(reader, [])]
        for cells in reader:
            if len(cells) == len(names):
                found.append((reader.line_num, Row(zip(names, map(str.strip, cells), strict=True))))
            elif any(map(str.strip, cells)):
                told = ",".join(cells)[:SHORT]
                wrong.append(
                    payload.problem("IMP004", "a row has other cells", reader.line_num, told, f"{len(names)} cells")
                )
    except csv.Error as error:
        wrong.append(payload.problem("IMP001", f"the file is no CSV from here on: {error}", reader.line_num))
    if wrong:
        raise UnreadPayloadError(*wrong)
    return found
