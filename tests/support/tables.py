"""Tables that say what reconciliation makes of some reports; the content team can read them, and a test holds them.

The first line names the figure as in `support.reports`. The table has a row for each report: columns `source`,
`report`, `role`, and where they matter `grade`, `nature`, and the fields of the long form (`window`, `rank`, ...).
Below stands what comes out:

    => STANDING [unverified] [from SOURCE]: AMOUNT
    => incompatible: either AMOUNT (a, b) or AMOUNT (c, d)
    beside: KIND AMOUNT (a, b)
    because: words of the explanation
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.ingest.lines import read_line
from narrator.model.figure import DoubtKind
from narrator.model.kinds import KINDS, Form, Group, Part
from narrator.model.quantity import EMPTY, INDEX, Interval, Quantity
from support.reports import figure

if TYPE_CHECKING:
    from narrator.model.figure import Figure

RESULT = re.compile(r"=> (?P<standing>\w+)(?P<weak> unverified)?(?: from (?P<source>[^:]+))?(?:: (?P<amount>.+))?")
CAMPS = re.compile(r"either (.+) \((.+)\) or (.+) \((.+)\)")
BESIDE = re.compile(rf"({'|'.join(DoubtKind)}) (.+) \((.+)\)")
STRADDLE = re.compile(r"outflow (.+) to inflow (.+)")


def reconciled(table: str) -> None:
    """Assert that reports come to the figure, with the roles and reasons, that a table states."""
    lines = [line.strip() for line in table.strip().split("\n") if line.strip()]
    rows = [_cells(line) for line in lines if "|" in line]
    reports = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    found = figure(*(_line(report) for report in reports), head=lines[0])
    roles = {judged.report.typed: judged.role.value for judged in found.reports}
    assert [(report["report"], roles.get(report["report"], "not out")) for report in reports] == [
        (report["report"], report["role"]) for report in reports
    ]
    results = [match for line in lines if (match := RESULT.fullmatch(line))]
    assert len(results) == 1, "a table needs one result"
    _assert_result(found, results[0])
    reasons = [line.removeprefix("because: ") for line in lines if line.startswith("because: ")]
    explanation = " ".join(found.explanation)
    assert [reason for reason in reasons if reason not in explanation] == [], explanation
    _assert_beside(found, [line.removeprefix("beside: ") for line in lines if line.startswith("beside: ")])


def _assert_beside(found: Figure, lines: list[str]) -> None:
    """Where a table says what stands beside a figure, that is all of it."""
    stated = [match.groups() for line in lines if (match := BESIDE.fullmatch(line))]
    assert len(stated) == len(lines), lines
    told = [(each.kind.value, each.quantity.interval, each.quantity.unit, each.sources) for each in found.doubts]
    expected = [(kind, _quantity(found, amount), tuple(names.split(", "))) for kind, amount, names in stated]
    assert not lines or told == [(kind, said.interval, said.unit, names) for kind, said, names in expected]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _line(report: dict[str, str]) -> str:
    nature = f"{report['nature']} " if report.get("nature") else ""
    grade = f" {report['grade']}" if report.get("grade") else ""
    known = {"source", "grade", "report", "role", "nature"}
    extras = "".join(f"; {name}: {cell}" for name, cell in report.items() if cell and name not in known)
    return f"{nature}{report['source']}{grade}: {report['report']}{extras}"


def _assert_result(found: Figure, result: re.Match[str]) -> None:
    assert (found.standing.value, found.weak, found.source) == (
        result["standing"],
        result["weak"] is not None,
        result["source"],
    )
    camps = CAMPS.fullmatch(result["amount"] or "")
    if camps:
        expected = [(_quantity(found, amount).interval, names.split(", ")) for amount, names in _pairs(camps)]
        assert [(camp.interval, list(camp.sources)) for camp in found.camps] == expected
        return
    quantity = _quantity(found, result["amount"]) if result["amount"] else Quantity(EMPTY, found.unit, found.direction)
    assert (found.interval, found.unit, found.direction) == (quantity.interval, quantity.unit, quantity.direction)


def _pairs(match: re.Match[str]) -> list[tuple[str, str]]:
    return [(match[1], match[2]), (match[3], match[4])]


def _quantity(found: Figure, amount: str) -> Quantity:
    straddle = STRADDLE.fullmatch(amount)
    if straddle:
        low, high = (_quantity(found, end).interval for end in straddle.groups())
        return Quantity(Interval(low.negated().low, high.high), found.unit)
    group, _, *field = found.id.split(".")
    form = KINDS[Group(group)].quantities[Part(field[0] if field else "")].form
    if form is Form.INDEX:  # a file never types a range of an index
        ends = [Decimal(end) for end in amount.split(" to ")]
        return Quantity(Interval(min(ends), max(ends)), INDEX)
    quantity = read_line(amount, form).quantity
    assert quantity, amount
    return quantity
