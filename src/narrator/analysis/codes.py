"""The problems that figures can have: what each code says and expects, in one table.

REC is what the reports of one figure do to each other, ANA what figures do to each other. What keeps a figure from
being printed where it is needed ends with exit 11; figures that contradict each other end with exit 10.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.analysis.board import core
from narrator.errors import Exit
from narrator.model.problem import Problem, Severity

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.model.problem import Location

CODES = {
    "REC001": ("reports that cannot be pooled stand under one figure", "one window and count, or a record for each"),
    "REC002": ("the sources are too far apart for one figure", "sources near enough for a range, or a rank"),
    "REC003": ("the sources form two camps, and neither is the figure", "one camp, or a rank set by a person"),
    "REC004": ("it is the main figure, and no report measures or estimates it", "an amount, or another main figure"),
    "REC005": ("quarantined: check the unit, million or billion, 万 or 亿", "a value near others, or `cleared:`"),
    "REC006": ("the sources differ on the direction", "one direction; a rank decides, on both reports to print both"),
    "REC007": ("a report of another nature is not printed", "a record of its own for each nature"),
    "REC008": ("a report was made before its window opened", "the time or the window of what it is about"),
    "REC009": ("something was said after publication that is not what was printed", "a new edition that has it"),
    "ANA001": ("a whole and its parts contradict each other", "a whole that holds its parts"),
    "ANA002": ("money over coins is far from the price", "money and coins of the same trade"),
    "ANA003": ("the share does not fit the amounts of this event", "the share that they give"),
    "ANA004": ("a part can exceed its whole", "a part that lies within its whole at both ends"),
}
IRRECONCILABLE = frozenset({"REC001", "REC002", "REC003", "REC004", "REC006"})
HARMLESS = frozenset({"REC005", "REC007", "REC008", "REC009", "ANA004"})
"""Always warnings; the others are where `warning` says so."""


def problem(code: str, figure: Figure, found: str, example: str = "", at: Location | None = None) -> Problem:
    """A problem of a figure, where its first report stands unless another place is given."""
    says, expected = CODES[code]
    where = at or (core(figure) or [judged.report for judged in figure.reports])[0].at
    leaves = Exit.IRRECONCILABLE if code in IRRECONCILABLE else Exit.INVALID
    made = Problem(code, f"{figure.id}: {says}", where, found, expected, example, figure=figure.id, exit=leaves)
    return warning(made, when=code in HARMLESS)


def warning(found: Problem, *, when: bool) -> Problem:
    """The problem, as a warning where that is enough."""
    return replace(found, severity=Severity.WARNING) if when else found
