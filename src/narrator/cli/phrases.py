"""`narrator phrase`: one report line in every style, and tables of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.analysis.intervals import as_interval, difference
from narrator.cli import report
from narrator.errors import Exit
from narrator.ingest.faults import Fault
from narrator.ingest.lines import read_line
from narrator.model.kinds import Form, Part
from narrator.model.problem import Location, Problem
from narrator.model.quantity import PERCENT, POINTS, Direction, Kind, kind_of
from narrator.reconcile.extents import Extent
from narrator.wording.cases import differing, read_cases
from narrator.wording.expression import Expression, amount_of
from narrator.wording.phrase import Style, default_style, expression_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narrator.case import Case, Desk
    from narrator.model.figure import Figure
    from narrator.model.quantity import Quantity

LOCALES = ("en-US", "en-GB")
KINDS: Mapping[Direction | None, Kind] = {
    **dict.fromkeys((Direction.INFLOW, Direction.OUTFLOW), Kind.FLOW),
    **dict.fromkeys((Direction.BELOW, Direction.ABOVE), Kind.PRICE),
}


def said(desk: Desk, case: Case) -> Iterator[tuple[Figure, str]]:
    """Every figure of a case with the phrase that it may be said in."""
    for figure in case.figures:
        expression = expression_of(figure, desk.sources, case.figures, desk.names)
        yield figure, say(expression, default_style(figure), desk.workspace.settings.english, desk.workspace.policy)


def show(text: str, locale: str | None) -> int:
    """Print a report line in every style, in one locale or all."""
    try:
        line = read_line(text, Form.LEVEL if text.startswith(("below", "above")) else Form.AMOUNT)
    except Fault as fault:
        at = Location("LINE", 1, fault.offset + 1)
        report.tell([Problem(fault.code, "not a report line", at, fault.found, fault.expected, fault.example)])
        return Exit.INVALID
    quantity = line.quantity
    if quantity is None:
        report.say(f"no amount: {line.amount.value}")
        return Exit.DONE
    expression = Expression(
        KINDS.get(quantity.direction) or kind_of(quantity.unit),
        quantity.interval,
        quantity.unit,
        direction=quantity.direction,
        approximate=quantity.approximate,
        source=line.quoting,
        worth=line.worth,
    )
    told = {style.value: (expression, style) for style in Style}
    if line.start and not quantity.direction:
        told[Part.FROM] = (amount_of(line.start), Style.BODY)
        told[Style.CHANGE] = (_change(line.start, quantity), Style.CHANGE)
    for shown in [locale] if locale else LOCALES:
        for name, (what, style) in told.items():
            report.say(f"{shown}  {name:<9} {say(what, style, shown)}")
    return Exit.DONE


def _change(start: Quantity, end: Quantity) -> Expression:
    """How far it is from one value to another; between percents lie points."""
    before, after = Extent.of(start.interval), Extent.of(end.interval)
    assert before  # noqa: S101  # a move has no bounds
    assert after  # noqa: S101
    unit = POINTS if end.unit == PERCENT else end.unit
    return Expression(kind_of(unit), as_interval(difference(after, before)), unit, reported=False)


def check_cases(path: Path, locale: str | None) -> int:
    """Print a line for each row of a table whose phrase differs, its id first; 13 when any does."""
    rows = [row for row in read_cases(path.read_text(encoding="utf-8")) if locale in {None, row.locale}]
    wrong = differing(rows)
    for case_id, expected, got in wrong:
        report.say(f"{case_id}: expected {expected!r}, got {got!r}")
    report.say(f"{len(rows)} cases, {len(wrong)} differ", err=True)
    return Exit.DISCREPANCY if wrong else Exit.DONE
