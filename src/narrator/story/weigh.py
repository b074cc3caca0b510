"""Weights: a sum of named terms, so that an editor can see why something leads or stands in the table alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.figure import DoubtKind, Standing
from narrator.model.ids import OFF, field_of, is_of
from narrator.model.kinds import Group
from narrator.story.message import Kind

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

MAIN, CONTRADICTION, PRICE, TURN, HISTORY, WINDOW, MACRO, LOOSE, LESS = 100, 95, 90, 80, 70, 60, 35, 20, -10
"""STORY.md 3. The desk's judgement, tuned on nothing: the order in which a desk tells a day."""
STATES = frozenset({Kind.RATE, Kind.POSITION, Kind.MACRO_VALUE})  # what stands somewhere and came from somewhere else
LARGER = frozenset({DoubtKind.LARGER_PART, DoubtKind.LARGER_DAYS})
LOOSE_KINDS = frozenset({Kind.STATEMENT, Kind.RUMOUR, Kind.MACRO_EVENT})


class Case(NamedTuple):
    """A message with its figures, as the terms look at it."""

    message: Message
    figures: list[Figure]
    scope: Scope


def weigh(message: Message, scope: Scope) -> Message:
    """The message with its terms."""
    of = [scope.figures[name] for name in message.figures]
    if message.kind is Kind.CONTEXT:  # it matters as much as the value that it puts into its history
        of = [scope.figures[name] for figure in of for name in figure.derived_from]
    case = Case(message, of, scope)
    first = next(((name, points) for name, points, holds in TERMS if holds(case)), ("other", WINDOW))
    return replace(message, terms=(first, *((name, LESS) for name, holds in DISCOUNTS if holds(case))))


def _is_main(case: Case) -> bool:
    return case.figures[:1] == [case.scope.main] and len(case.figures) <= 2  # noqa: PLR2004  # with its coins


def _contradicts(case: Case) -> bool:
    doubts = case.scope.main.doubts if case.scope.main else ()
    return any(not {*doubt.figures}.isdisjoint(case.message.figures) for doubt in doubts if doubt.kind in LARGER)


def _is_price(case: Case) -> bool:
    if (
        case.message.kind not in {Kind.MOVE, Kind.QUOTE}
        or case.figures[0].key.subject not in case.scope.event.assets[:1]
    ):
        return False
    subject, main = case.figures[0].key.subject, case.scope.main
    first = next((f for f in case.scope.figures if is_of(f.id, Group.PRICES) and f.key.subject == subject), None)
    return case.figures[0] is first or (main is not None and case.scope.same_window(case.figures[0], main))


def _is_settled(case: Case) -> bool:
    return case.message.kind in {Kind.SPLIT, Kind.TURN, Kind.REVERSAL, Kind.PEAK}


def _is_of_main_account(case: Case) -> bool:
    """Whether it tells more of the account that the main figure is of."""
    main = case.scope.main
    if main is None or case.message.section != Group.ACCOUNTS or not is_of(main.id, Group.ACCOUNTS):
        return False
    who = getattr(case.scope.record(main.id), "who", "")
    return any(getattr(case.scope.record(name), "who", None) == who for name in case.message.records)


def _is_of_main_matter(case: Case) -> bool:
    """Whether it tells the move of what the main figure is the level of, or the level that a move led to."""
    main = case.scope.main
    if main is None or case.message.kind not in STATES or not is_of(main.id, Group.MACRO, Group.POSITIONS):
        return False
    first = case.figures[0]
    whats = {getattr(case.scope.record(f.id), "what", None) for f in (first, main)}
    of_main = (main.key.subject, main.key.venue, main.key.basis)
    return len(whats) == 1 and (first.key.subject, first.key.venue, first.key.basis) == of_main


def _is_history(case: Case) -> bool:
    return case.message.kind is Kind.CONTEXT


def _is_far_off(case: Case) -> bool:
    return case.message.kind is Kind.CONTEXT and case.message.figures[0].startswith(OFF)


def _is_macro(case: Case) -> bool:
    return case.message.section == Group.MACRO and case.message.kind is not Kind.MACRO_EVENT


def _is_loose(case: Case) -> bool:
    return case.message.kind in LOOSE_KINDS


def _other_window(case: Case) -> bool:
    main = case.scope.main
    return bool(case.figures and main and not any(case.scope.same_window(f, main) for f in case.figures))


def _long_before(case: Case) -> bool:
    """Whether all of it had ended before the days of the event: what is of the day comes first."""
    return bool(case.figures) and all(f.window.is_before(case.scope.event.days) for f in case.figures)


def _other_market(case: Case) -> bool:
    main = case.scope.main
    first = case.figures[0] if case.figures and not case.figures[0].derived_from else None
    own, other = (getattr(case.scope.record(f.id), "instrument", None) if f else None for f in (main, first))
    return first is not None and own != other


def _weak(case: Case) -> bool:
    return bool(case.figures) and all(f.weak for f in case.figures)


def _silent(case: Case) -> bool:
    return bool(case.figures) and all(f.standing is Standing.MISSING for f in case.figures)


def _detail(case: Case) -> bool:
    is_part = bool(case.figures) and bool(field_of(case.figures[0].id)) and case.message.kind is not Kind.CONTEXT
    return is_part or case.message.kind in {Kind.COMPARISON, Kind.CLAIM}


TERMS = (
    ("main figure", MAIN, _is_main),
    ("contradicts the main figure", CONTRADICTION, _contradicts),
    ("price of the main asset", PRICE, _is_price),
    ("split, turn or peak", TURN, _is_settled),
    ("account of the main figure", TURN, _is_of_main_account),
    ("of what the main figure is of", TURN, _is_of_main_matter),
    ("how far below the top it is", MACRO, _is_far_off),
    ("how long ago as much was", HISTORY, _is_history),
    (str(Group.MACRO), MACRO, _is_macro),
    ("loose statement", LOOSE, _is_loose),
)
"""The first that holds gives the weight; else it is a figure of the day."""
DISCOUNTS = (
    ("another window", _other_window),
    ("before the days of the event", _long_before),
    ("another instrument", _other_market),
    ("a weak source", _weak),
    ("no amount", _silent),
    ("a detail", _detail),
)
"""Each that holds takes ten away."""
