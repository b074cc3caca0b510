"""Farside: the table of a page that a person saved, in millions of dollars, read by its head and never by position.

A day that is pending has `-` for each fund and a total of 0.0. Negative numbers stand in brackets, thousands have
commas, and below the days stand rows that are of none. Scripts that fill weekends with zeros write other files.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from narrator.importers.funds import add_day, funds_of
from narrator.importers.observation import Gathered, Importer
from narrator.importers.payload import OddError

if TYPE_CHECKING:
    from datetime import date

    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload

TICKER = re.compile(r"[A-Z]{3,5}")
TOTAL = "Total"
CELL = re.compile(r"(\()?([0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]+)?)(\))?")
TENTH = Decimal("0.05")
"""How far each of the numbers, which have one decimal, may lie from what it was."""
PENDING = {"-", ""}


class _Table(HTMLParser):
    """The cells of all tables of a page, row by row, each row with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[int, list[str]]] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """A row or a cell begins."""
        if tag == "tr":
            self.rows.append((self.getpos()[0], []))
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1][1].append("")
        self.is_open = self.is_open or tag in {"td", "th"}

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        self.is_open = self.is_open and tag not in {"td", "th", "table"}

    def handle_data(self, data: str) -> None:
        """What stands in a cell."""
        if self.is_open and self.rows and self.rows[-1][1]:
            self.rows[-1][1][-1] += data


def recognizes(payload: Payload) -> bool:
    """Whether a file is a page with a table of funds."""
    return payload.form == "html" and _head(_table(payload)) != []


def _table(payload: Payload) -> list[tuple[int, list[str]]]:
    page = _Table()
    page.feed(payload.text)
    return [(line, [" ".join(cell.split()) for cell in cells]) for line, cells in page.rows]


def _head(rows: list[tuple[int, list[str]]]) -> list[str]:
    """What each column is of, by the rows above the first day: a ticker, or the total; none where that is not so."""
    above: list[list[str]] = []
    for _, cells in rows:
        if cells and _day(cells[0]):
            wide = [each for each in above if len(each) == len(cells)]
            head = [
                next((said for row in wide if TICKER.fullmatch(said := row[at]) or said == TOTAL), "")
                for at in range(len(cells))
            ]
            return head if head.count(TOTAL) == 1 and sum(map(bool, head)) > 1 else []
        above.append(cells)
    return []


def _day(cell: str) -> date | None:
    try:
        return datetime.strptime(cell, "%d %b %Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None


def read(payload: Payload, given: Given) -> Imported:
    """What a page says.

    Raises:
        UnreadPayloadError: it has no such table.
    """
    table, gathered = _table(payload), Gathered(payload, "Farside", given)
    head = _head(table)
    if not head:
        expected = "a page saved in a browser, with a table of days, tickers and one Total"
        payload.refuse("IMP002", "the page has no table of funds", "", expected)
    of = funds_of(head, gathered, given)
    days = [(line, day, cells) for line, cells in table if cells and (day := _day(cells[0]))]
    gathered.leave("rows that are of no day", *(cells[0] for _, cells in table if _is_summary(cells)))
    due = {name for _, _, cells in days[:-1] for name, cell in zip(head, cells, strict=False) if cell not in PENDING}
    for line, day, cells in days:
        with gathered.at(line):
            if len(cells) != len(head):
                msg = f"{len(cells)} cells"
                raise OddError(msg, f"{len(head)} cells, as in the head")
            values = {name: _number(cell) for name, cell in zip(head, cells, strict=True) if name}
            total, parts = values.pop(TOTAL), values
            within = TENTH * (len(parts) + 1)
            waited = due if line == days[-1][0] else ()
            add_day(gathered, day, of, total, parts, f"line {line}", within, "million", waited)
    return gathered.done()


def _is_summary(cells: list[str]) -> bool:
    """Whether a row below the head has words where a day stands."""
    return len(cells) > 1 and cells[0].isalpha() and any(map(CELL.fullmatch, cells[1:]))


def _number(cell: str) -> Decimal | None:
    """The number of a cell, None where nothing is reported.

    Raises:
        OddError: it is something else.
    """
    if cell in PENDING:
        return None
    found = CELL.fullmatch(cell)
    if not found or bool(found[1]) != bool(found[3]):
        raise OddError(cell, "a number as 44.5, (44.5) or 27,416, or `-`")
    return Decimal(found[2].replace(",", "")) * (-1 if found[1] else 1)


FARSIDE = Importer("farside", recognizes, read)
