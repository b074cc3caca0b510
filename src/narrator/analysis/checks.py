"""The checks that need figures: what reconciliation could not settle, and what the figures say against each other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from narrator.analysis.board import Board, core
from narrator.analysis.codes import problem, warning
from narrator.analysis.contradictions import (
    check_cut_shares,
    check_implied_price,
    check_parts_within_whole,
    check_shares_agree,
)
from narrator.model.figure import Role, Standing
from narrator.model.quantity import OPPOSITE
from narrator.model.report import Rank
from narrator.reconcile.comparable import clash, said
from narrator.reconcile.spread import Extent, is_gross

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.problem import Problem, Problems
    from narrator.model.report import Report
    from narrator.reconcile.comparable import Clash

REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)(?::[a-z]+)?\]")
AFTER_AMOUNT = re.compile(r" at (?=\d)| quoting |, (?=revised|provisional|coverage|briefly)")
UNSETTLED = {Standing.REFUSED: "REC002", Standing.INCOMPATIBLE: "REC003"}


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


def told(*reports: Report) -> str:
    """Who said what."""
    return "; ".join(f"{report.source}: {report.typed}" for report in reports)


def check_poolable(board: Board) -> Problems:
    """The reports of one figure cover one window and count one thing, so that they can be pooled (LANGUAGE.md 2.0)."""
    found = ((figure, clash(core(figure), board.policy)) for figure in _of(board, Standing.REFUSED))
    return tuple(_apart(figure, apart) for figure, apart in found if apart)


def _apart(figure: Figure, apart: Clash) -> Problem:
    """Two reports that cannot be pooled; the one that states no window, else the later one, takes the other's."""
    right, wrong = sorted((apart.one, apart.other), key=lambda report: not report.window.is_stated)
    window = said(right.window) if right.window.is_stated else "24h to 08:00"
    found = f"{told(apart.one, apart.other)}: {apart.why}"
    return problem("REC001", figure, found, long_form(wrong, f"window: {window}"), wrong.at)


def check_refused(board: Board) -> Problems:
    """A figure that the brief needs is not refused or split into camps; another one is left out with a warning."""
    needed = _needed(board)
    return tuple(
        warning(
            problem(UNSETTLED[figure.standing], figure, told(*core(figure)), ranked(core(figure)[0])),
            when=figure.id not in needed and not _has_slip(board, figure),
        )
        for figure in _of(board, *UNSETTLED)
        if not clash(core(figure), board.policy)
    )


def _needed(board: Board) -> frozenset[str]:
    """The main figure, and every figure that a text of ours prints."""
    texts = board.event.file.model_dump_json()
    return frozenset({board.event.file.event.main or "", *REFERENCE.findall(texts)})


def _has_slip(board: Board, figure: Figure) -> bool:
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
    at = board.event.measurements[main.id].at
    return (problem("REC004", main, told(*core(main)), "main: liquidations.total", at),)


def check_gross_errors(board: Board) -> Problems:
    """A value that is probably in a wrong unit is not printed until a person clears it."""
    clearance = "cleared: WHO, WHEN, WHY IT IS NO SLIP"
    return tuple(
        warning(problem("REC005", figure, told(report), long_form(report, clearance), report.at))
        for figure in board.figures
        for report in figure.by_role(Role.QUARANTINED)
    )


def check_sign_conflict(board: Board) -> Problems:
    """One source's inflow is not another's outflow, unless a person lets both stand."""
    return tuple(
        warning(
            problem("REC006", figure, told(one, other), ranked(other), other.at),
            when={one.rank, other.rank} == {Rank.PREFERRED},
        )
        for figure in _of(board, Standing.DISPUTED)
        for one, other in _opposed(figure)
    )


def _opposed(figure: Figure) -> Iterator[tuple[Report, Report]]:
    """The first report and the first that is against it."""
    first, *others = core(figure)
    against = OPPOSITE.get(first.quantity.direction) if first.quantity and first.quantity.direction else None
    yield from [
        (first, other) for other in others if against and other.quantity and other.quantity.direction is against
    ][:1]


def check_natures_apart(board: Board) -> Problems:
    """What is no measured value stands in a record of its own, since a range holds one nature."""
    return tuple(
        warning(problem("REC007", figure, f"{told(report)} ({report.nature.value})", at=report.at))
        for figure in board.figures
        for report in figure.by_role(Role.DEPRECATED)
        if report.nature is not figure.nature and report.rank is not Rank.DEPRECATED
    )


def _of(board: Board, *standings: Standing) -> Iterator[Figure]:
    """The reported figures of some standings."""
    return (figure for figure in board.figures if figure.standing in standings and core(figure))


CHECKS: tuple[Callable[[Board], Problems], ...] = (
    check_poolable,
    check_refused,
    check_main_given,
    check_gross_errors,
    check_sign_conflict,
    check_natures_apart,
    check_parts_within_whole,
    check_implied_price,
    check_shares_agree,
    check_cut_shares,
)
"""Every check, in the order of its codes."""


def check(event: Event, figures: Figures, policy: Policy) -> Problems:
    """Everything that is wrong with the figures of an event."""
    board = Board(event, figures, policy)
    return tuple(replace(found, event=event.id) for found in chain.from_iterable(rule(board) for rule in CHECKS))
