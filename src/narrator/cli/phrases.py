"""`narrator phrase`: one report line in every style, and tables of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.cli import report
from narrator.errors import Exit, UserError
from narrator.ingest.faults import Fault
from narrator.ingest.lines import Form, read_line
from narrator.model.figure import Standing
from narrator.model.quantity import CURRENCIES, Direction, Kind, is_ticker
from narrator.model.report import Nature
from narrator.wording.cases import differing, read_cases
from narrator.wording.phrase import Expression, Style, default_style, expression_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from narrator.model.figure import Figure
    from narrator.model.quantity import Quantity
    from narrator.pipeline import Case, Desk

LOCALES = ("en-US", "en-GB")
FLOWS = {Direction.INFLOW, Direction.OUTFLOW}
UNITS = {"percent": Kind.PERCENT, "pp": Kind.POINTS, "index": Kind.INDEX, "x": Kind.MULTIPLE}


class UnreadableLineError(UserError):
    """A report line that the grammar does not read."""

    exit = Exit.INVALID

    def __init__(self, fault: Fault) -> None:
        hint = f"; write: {fault.example}" if fault.example else ""
        super().__init__(f"{fault.code}: found {fault.found}, expected {fault.expected}{hint}")


def said(desk: Desk, case: Case) -> Iterator[tuple[Figure, str]]:
    """Every figure of a case with the phrase that it may be said in."""
    for figure in case.figures:
        expression = expression_of(figure, desk.sources, case.figures, desk.names)
        yield figure, say(expression, default_style(figure), desk.workspace.settings.english, desk.workspace.policy)


def kind_of(quantity: Quantity, typed: str | None) -> Kind:
    """The kind of a quantity from its unit and direction, unless it was typed."""
    if typed:
        return Kind(typed)
    if quantity.direction in FLOWS:
        return Kind.FLOW
    if quantity.direction in {Direction.BELOW, Direction.ABOVE}:
        return Kind.PRICE
    if quantity.unit in CURRENCIES:
        return Kind.MONEY
    return UNITS.get(quantity.unit, Kind.COINS if is_ticker(quantity.unit) else Kind.COUNT)


def show(text: str, locale: str | None, kind: str | None) -> int:
    """Print a report line in every style, in one locale or all.

    Raises:
        UnreadableLineError: the line is not of the grammar.
    """
    try:
        line = read_line(text, Form.LEVEL if text.startswith(("below", "above")) else Form.AMOUNT)
    except Fault as fault:
        raise UnreadableLineError(fault) from None
    if line.quantity is None:
        report.say(f"no amount: {line.amount.value}")
        return Exit.DONE
    quantity, worth = line.quantity, line.worth
    expression = Expression(
        kind=kind_of(quantity, kind),
        interval=quantity.interval,
        unit=quantity.unit,
        nature=Nature.MEASURED,
        standing=Standing.CONFIRMED,
        direction=quantity.direction,
        approximate=quantity.approximate,
        source=line.quoting,
        worth=worth,
    )
    for shown in [locale] if locale else LOCALES:
        for style in Style:
            report.say(f"{shown}  {style.value:<9} {say(expression, style, shown)}")
    return Exit.DONE


def check_cases(path: Path, locale: str | None) -> int:
    """Print a line for each row of a table whose phrase differs, its id first; 13 when any does."""
    rows = [row for row in read_cases(path.read_text(encoding="utf-8-sig")) if locale in {None, row.locale}]
    wrong = differing(rows)
    for case_id, expected, got in wrong:
        report.say(f"{case_id}: expected {expected!r}, got {got!r}")
    report.say(f"{len(rows)} cases, {len(wrong)} differ", err=True)
    return Exit.DISCREPANCY if wrong else Exit.DONE
