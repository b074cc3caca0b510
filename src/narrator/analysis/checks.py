"""The checks that need figures: what reconciliation could not settle, and what the figures say against each other.

Codes: REC for what reports of one figure do to each other, ANA for what figures do to each other. What keeps a figure
from being printed where it is needed ends with exit 11; figures that contradict each other end with exit 10.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from narrator.analysis.board import Board, core
from narrator.analysis.contradictions import (
    check_cut_shares,
    check_implied_price,
    check_parts_within_whole,
    check_shares_agree,
    place,
    typed,
)
from narrator.errors import Exit
from narrator.model.figure import Role, Standing
from narrator.model.problem import Problem, Severity
from narrator.model.quantity import OPPOSITE
from narrator.model.report import Rank
from narrator.reconcile.comparable import clash, said
from narrator.reconcile.spread import Extent, is_gross

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.problem import Problems
    from narrator.model.report import Report

REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)(?::[a-z]+)?\]")
AFTER_AMOUNT = re.compile(r" at (?=\d)| quoting |, (?=revised|provisional|coverage|briefly)")
UNSETTLED = {Standing.REFUSED, Standing.INCOMPATIBLE}


def long_form(report: Report, *fields: str) -> str:
    """A report in its long form with more fields, to paste in the place of its line."""
    known = [f"amount: {AFTER_AMOUNT.split(report.typed)[0]}"]
    if report.as_of:
        known.append(f"as_of: {report.as_of:%Y-%m-%d %H:%M}")
    if report.origin != report.source:
        known.append(f"quoting: {report.origin}")
    return "\n  ".join((f"{report.source}:", *known, *fields))


def ranked(report: Report) -> str:
    """The lines with which a person decides for a report."""
    return long_form(report, "rank: preferred", "reason: WHY THIS ONE")


def check_poolable(board: Board) -> Problems:
    """The reports of one figure cover one window and count one thing, so that they can be pooled (LANGUAGE.md 2.0)."""
    found = ((figure, clash(core(figure), board.policy)) for figure in _of(board, Standing.REFUSED))
    return tuple(
        Problem(
            "REC001",
            f"{figure.id}: reports that cannot be pooled stand under one figure: {apart.why}",
            apart.other.at,
            found=f"{apart.one.source}: {apart.one.typed}; {apart.other.source}: {apart.other.typed}",
            expected="one window and one way of counting for one figure, or a record for each",
            example=long_form(apart.other, f"window: {said(apart.one.window)}"),
            figure=figure.id,
            exit=Exit.IRRECONCILABLE,
        )
        for figure, apart in found
        if apart
    )


def check_refused(board: Board) -> Problems:
    """A figure that the brief needs is not refused or split into camps; another one is left out with a warning."""
    needed = _needed(board)
    return tuple(
        Problem(
            "REC002" if figure.standing is Standing.REFUSED else "REC003",
            _unsettled(figure),
            place(board, figure),
            found="; ".join(f"{report.source}: {report.typed}" for report in core(figure)),
            expected="sources near enough for a range, or a rank set by a person",
            example=ranked(core(figure)[0]),
            figure=figure.id,
            severity=Severity.ERROR if figure.id in needed or _is_slip(board, figure) else Severity.WARNING,
            exit=Exit.IRRECONCILABLE,
        )
        for figure in _of(board, *UNSETTLED)
        if core(figure) and not clash(core(figure), board.policy)
    )


def _unsettled(figure: Figure) -> str:
    if figure.standing is Standing.INCOMPATIBLE:
        return f"{figure.id}: the sources form two camps, and neither range is the figure"
    return f"{figure.id}: the sources are too far apart for one figure"


def _needed(board: Board) -> frozenset[str]:
    """The main figure, and every figure that a text of ours prints."""
    texts = board.event.file.model_dump_json()
    return frozenset({board.event.file.event.main or "", *REFERENCE.findall(texts)})


def _is_slip(board: Board, figure: Figure) -> bool:
    """Whether two reports are so far apart that one of them is probably in a wrong unit."""
    found = [Extent.of(report.quantity.signed()) for report in core(figure) if report.quantity]
    extents = [extent.magnitude for extent in found if extent]
    return any(is_gross(one, other, board.policy) for one in extents for other in extents)


def check_main_given(board: Board) -> Problems:
    """The figure of headline and lead has an amount."""
    header = board.event.file.event
    main = board.figures.get(header.main or "")
    if main is None or main.standing is not Standing.MISSING or header.status == "draft":
        return ()
    return (
        Problem(
            "REC004",
            f"{main.id} is the main figure of the event, and no report gives an amount for it",
            place(board, main),
            found=typed(main),
            expected="an amount, or another main figure",
            example="main: liquidations.total",
            figure=main.id,
            exit=Exit.IRRECONCILABLE,
        ),
    )


def check_gross_errors(board: Board) -> Problems:
    """A value that is probably in a wrong unit is not printed until a person clears it."""
    return tuple(
        Problem(
            "REC005",
            f"{figure.id}: '{report.typed}' is quarantined; check the unit: million or billion, 万 or 亿",
            report.at,
            found=f"{report.source}: {report.typed}",
            expected=f"a value near {figure.id} of the others, or a person who clears it",
            example=long_form(report, "cleared: WHO, WHEN, WHY IT IS NO SLIP"),
            figure=figure.id,
            severity=Severity.WARNING,
        )
        for figure in board.figures
        for report in figure.by_role(Role.QUARANTINED)
    )


def check_sign_conflict(board: Board) -> Problems:
    """One source's inflow is not another's outflow, unless a person lets both stand."""
    return tuple(
        Problem(
            "REC006",
            f"{figure.id}: {one.source} and {other.source} differ on the direction",
            other.at,
            found=f"{one.source}: {one.typed}; {other.source}: {other.typed}",
            expected="one direction; a rank decides, on both reports when both shall be printed",
            example=ranked(one),
            figure=figure.id,
            severity=Severity.WARNING if {one.rank, other.rank} == {Rank.PREFERRED} else Severity.ERROR,
            exit=Exit.IRRECONCILABLE,
        )
        for figure in _of(board, Standing.DISPUTED)
        for one, other in _opposed(figure)
    )


def _opposed(figure: Figure) -> Iterator[tuple[Report, Report]]:
    """The first report and the first that is against it."""
    directed = [(report, report.quantity.direction) for report in core(figure) if report.quantity]
    first, direction = directed[0]
    against = OPPOSITE.get(direction) if direction else None
    other = next((report for report, way in directed if against and way is against), None)
    if other:
        yield first, other


def check_natures_apart(board: Board) -> Problems:
    """What is no measured value stands in a record of its own, since a range holds one nature."""
    return tuple(
        Problem(
            "REC007",
            f"{figure.id} is {figure.nature.value}, and '{report.typed}' is {report.nature.value}: it is not printed",
            report.at,
            found=f"{report.nature.value}: {report.source}: {report.typed}",
            expected="a record of its own for each nature",
            figure=figure.id,
            severity=Severity.WARNING,
        )
        for figure in board.figures
        for report in figure.by_role(Role.DEPRECATED)
        if report.nature is not figure.nature and report.rank is not Rank.DEPRECATED
    )


def _of(board: Board, *standings: Standing) -> Iterator[Figure]:
    """The reported figures of some standings."""
    return (figure for figure in board.figures if figure.standing in standings and figure.reports)


CHECKS: tuple[Callable[[Board], Problems], ...] = (
    check_poolable,
    check_refused,
    check_main_given,
    check_gross_errors,
    check_sign_conflict,
    check_natures_apart,
    check_parts_within_whole,
    check_shares_agree,
    check_cut_shares,
    check_implied_price,
)
"""Every check, in the order of its codes."""


def check(event: Event, figures: Figures, policy: Policy) -> Problems:
    """Everything that is wrong with the figures of an event."""
    board = Board(event, figures, policy)
    return tuple(replace(problem, event=event.id) for problem in chain.from_iterable(rule(board) for rule in CHECKS))
