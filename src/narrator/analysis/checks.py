"""The checks that need figures: what reconciliation could not settle, and what the figures say against each other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from narrator.analysis import contradictions
from narrator.analysis.board import COMPUTED_FROM, Board, core, problem, warning
from narrator.model.figure import DoubtKind, Role, Standing
from narrator.model.problem import paste
from narrator.model.quantity import OPPOSITE
from narrator.model.report import Nature, Rank
from narrator.reconcile.comparable import clash, is_early, said, value
from narrator.reconcile.extents import Extent, is_slip
from narrator.reconcile.sieves import GRADED, OPPOSED, has_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.problem import Problem, Problems
    from narrator.model.report import Report

REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)(?::[a-z]+)?\]")
AFTER_AMOUNT = re.compile(r" at (?=\d)| quoting |, (?=revised|provisional|coverage|briefly)")
UNSETTLED = {Standing.REFUSED: "REC002", Standing.INCOMPATIBLE: "REC003"}


def long_form(report: Report, **fields: str) -> str:
    """A report in its long form with more fields, to paste in the place of its line; of a long form these fields."""
    if report.under == "amount":
        return paste(report.at.file, fields)
    known = {"amount": AFTER_AMOUNT.split(report.typed)[0]}
    if report.as_of:
        known["as_of"] = f"{report.as_of:%Y-%m-%d %H:%M}"
    if report.origin != report.source:
        known["quoting"] = report.origin
    return paste(report.at.file, known | fields, report.source if report.under == "" else report.under)


def ranked(report: Report) -> str:
    """The lines with which a person decides for a report."""
    return long_form(report, rank="preferred", reason="WHY THIS ONE")


def told(*reports: Report) -> str:
    """Who said what."""
    return "; ".join(f"{report.source}: {report.typed}" for report in reports)


def check_poolable(board: Board) -> Iterator[Problem]:
    """The reports of one figure cover one window and count one thing, so that they can be pooled (LANGUAGE.md 2.0)."""
    for figure in _of(board, Standing.REFUSED):
        if apart := clash(core(figure), board.policy):
            # The one that states no window, else the later one, takes the window of the other where that mends it.
            right, wrong = sorted((apart.one, apart.other), key=lambda report: not report.window.is_stated)
            is_mended = not clash((right, replace(wrong, window=right.window)), board.policy)
            beside = {"rank": "circulating", "reason": "WHAT IT COUNTS"}
            mend = {"window": said(right.window)} if is_mended else beside
            found = f"{told(apart.one, apart.other)}: {apart.why}"
            yield problem("REC001", figure, found, long_form(wrong, **mend), wrong.at)


def check_refused(board: Board) -> Iterator[Problem]:
    """A figure that the brief needs is not refused or split into camps; another one is left out with a warning."""
    texts = board.event.file.model_dump_json()
    needed = {board.event.file.event.main, *REFERENCE.findall(texts)}
    for figure in _of(board, *UNSETTLED):
        if not clash(core(figure), board.policy):
            found = problem(UNSETTLED[figure.standing], figure, told(*core(figure)), ranked(core(figure)[0]))
            is_told = _is_explained(board, figure)
            yield warning(found, when=is_told or (figure.id not in needed and not _has_slip(board, figure)))


def _is_explained(board: Board, figure: Figure) -> bool:
    """Whether the record says why its sources differ, so that each is told with it."""
    records = board.event.measurements
    own = [each for each in records.values() if each.record == records[figure.id].record]
    return figure.standing is Standing.INCOMPATIBLE and any(each.differ for each in own)


def _has_slip(board: Board, figure: Figure) -> bool:
    """Whether one report of a refused figure is a power of ten of another: a wrong unit that nobody can tell."""
    if figure.standing is not Standing.REFUSED:
        return False  # camps come before anything is called an error
    extents = [extent.magnitude for each in core(figure) if (extent := Extent.of(value(each).signed()))]
    times = (one.times_from(other) for one, other in combinations(extents, 2))
    return any(each is not None and is_slip(each, board.policy) for each in times)


def check_main_given(board: Board) -> Iterator[Problem]:
    """The figure of headline and lead has an amount, measured or estimated: nothing else is told up front."""
    header = board.event.file.event
    main = board.figures.get(header.main or "")
    is_given = main and main.standing is not Standing.MISSING and main.nature in COMPUTED_FROM
    if main and main.reports and not is_given and header.status != "draft":
        at = board.event.measurements[main.id].at
        given = next((each for each in board.usable if each.is_printable), None)
        yield problem("REC004", main, told(*core(main)), f"main: {given.id}" if given else "status: draft", at)


def check_gross_errors(board: Board) -> Iterator[Problem]:
    """A value that is probably in a wrong unit is not printed until a person clears it; to paste: strike it out."""
    for figure in board.figures:
        for report in figure.by_role(Role.QUARANTINED):
            struck = long_form(report, rank="deprecated", reason="WHICH UNIT IT IS IN")
            yield problem("REC005", figure, told(report), struck, report.at)


def check_sign_conflict(board: Board) -> Iterator[Problem]:
    """One source's inflow is another's outflow: both are told, where each has an amount of its own."""
    for figure in board.figures:
        said = [each.report for each in figure.reports if each.role is Role.CORE or each.reason == OPPOSED]
        by_way = {way: each for each in reversed(said) if (way := value(each).direction)}
        apart = [each for way, each in reversed(by_way.items()) if OPPOSITE[way] in by_way]
        if apart and figure.standing is not Standing.REFUSED:
            decided = ranked(max(apart, key=has_value))
            found = problem("REC006", figure, told(*apart), decided, apart[-1].at)
            beside = [doubt.report for doubt in figure.doubts if doubt.kind is DoubtKind.OPPOSED]
            are_told = all((has_value(each) and each in core(figure)) or each in beside for each in apart)
            amounts = {value(each).interval for each in apart}
            ranked_both = all(each.rank is Rank.PREFERRED for each in apart)
            yield warning(found, when=are_told and (ranked_both or len(amounts) > 1))


def check_circulates_for_its_grade(board: Board) -> Iterator[Problem]:
    """What was typed as said, and is told only beside the figure because its source is weak."""
    for figure in board.figures:
        for report, role, reason in ((each.report, each.role, each.reason) for each in figure.reports):
            if role is Role.CIRCULATING and reason.startswith(GRADED):
                found = f"{told(report)} ({reason.partition(',')[0]})"
                line = {"circulating": {report.source: report.typed}}
                yield problem("REC010", figure, found, paste(report.at.file, line), report.at)


def check_made_in_window(board: Board) -> Iterator[Problem]:
    """What was measured was not measured before its window opened; what states no time was there at publication."""
    for figure in board.figures:
        for report in core(figure):
            made = replace(report, as_of=report.as_of or board.event.published)
            if report.nature is Nature.MEASURED and is_early(made):
                found = f"{told(report)}: {said(report.window)}"
                yield problem("REC008", figure, found, long_form(report, window="WINDOW"), report.at)


def check_later(board: Board) -> Iterator[Problem]:
    """What was said since the event was published, or may be used since, and is not what was printed."""
    published, measurements = board.event.published, board.event.measurements
    for figure in (each for each in board.figures if each.id in measurements):
        used = {each.report for each in figure.reports}
        for report in measurements[figure.id].reports:
            out = max((time for time in (report.as_of, report.embargo) if time), default=published)
            is_new = report not in used and report.rank is not Rank.DEPRECATED and out > published
            if is_new and value(report).signed() != figure.signed:
                yield problem("REC009", figure, f"since publication: {told(report)}", at=report.at)


def _of(board: Board, *standings: Standing) -> Iterator[Figure]:
    """The reported figures of some standings."""
    return (figure for figure in board.figures if figure.standing in standings and core(figure))


CHECKS: tuple[Callable[[Board], Iterator[Problem]], ...] = (
    check_poolable,
    check_refused,
    check_main_given,
    check_gross_errors,
    check_sign_conflict,
    check_circulates_for_its_grade,
    check_made_in_window,
    check_later,
    contradictions.check_parts_within_whole,
    contradictions.check_implied_price,
    contradictions.check_shares_agree,
    contradictions.check_cut_shares,
    contradictions.check_share_of_its_window,
    contradictions.check_prices_in_order,
    contradictions.check_windows_told_apart,
)
"""Every check, in the order of its codes."""


def check(event: Event, figures: Figures, policy: Policy) -> Problems:
    """Everything that is wrong with the figures of an event."""
    board = Board(event, figures, policy)
    return tuple(replace(found, event=event.id) for rule in CHECKS for found in rule(board))
