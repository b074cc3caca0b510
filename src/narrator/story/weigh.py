"""Weights: a sum of named terms, so that an editor can see why something leads or stands in the table alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.story.message import Kind
from narrator.story.scope import field_of
from narrator.story.voices import beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

MAIN, CONTRADICTION, PRICE, TURN, WINDOW, MACRO, LOOSE, LESS = 100, 95, 90, 80, 60, 35, 20, -10
"""STORY.md 3. The desk's judgement, tuned on nothing: the order in which a desk tells a day."""
LOOSE_KINDS = frozenset({Kind.STATEMENT, Kind.RUMOUR, Kind.MACRO_EVENT})


def weigh(message: Message, scope: Scope) -> Message:
    """The message with its terms."""
    figures = [scope.figures[name] for name in message.figures]
    first = next(((name, points) for name, points, holds in TERMS if holds(message, figures, scope)), ("other", WINDOW))
    return replace(message, terms=(first, *((n, LESS) for n, holds in DISCOUNTS if holds(message, figures, scope))))


def _is_main(message: Message, figures: list[Figure], scope: Scope) -> bool:
    return bool(figures) and figures[0] is scope.main and len(figures) <= 2  # noqa: PLR2004  # with its coins


def _contradicts(message: Message, figures: list[Figure], scope: Scope) -> bool:
    return any(voice.part in message.figures for voice in (beside(scope.main) if scope.main else ()) if voice.part)


def _is_price(message: Message, figures: list[Figure], scope: Scope) -> bool:
    if message.kind not in {Kind.MOVE, Kind.QUOTE} or figures[0].key.subject not in scope.event.assets[:1]:
        return False
    first = next(f for f in scope.figures if f.id.startswith("prices.") and f.key.subject == figures[0].key.subject)
    return figures[0] is first or (scope.main is not None and scope.same_window(figures[0], scope.main))


def _is_settled(message: Message, *_: object) -> bool:
    return message.kind in {Kind.SPLIT, Kind.TURN}


def _is_macro(message: Message, *_: object) -> bool:
    return message.section == "macro" and message.kind is not Kind.MACRO_EVENT


def _is_loose(message: Message, *_: object) -> bool:
    return message.kind in LOOSE_KINDS


def _other_window(message: Message, figures: list[Figure], scope: Scope) -> bool:
    main = scope.main
    return bool(figures and main and not any(scope.same_window(f, main) for f in figures))


def _weak(message: Message, figures: list[Figure], scope: Scope) -> bool:
    return bool(figures) and all(f.weak for f in figures)


def _silent(message: Message, figures: list[Figure], scope: Scope) -> bool:
    return bool(figures) and all(f.standing is Standing.MISSING for f in figures)


def _detail(message: Message, figures: list[Figure], scope: Scope) -> bool:
    return bool(figures) and (bool(field_of(figures[0].id)) or message.kind in {Kind.COMPARISON, Kind.CLAIM})


Test = "Callable[[Message, list[Figure], Scope], bool]"
TERMS = (
    ("main figure", MAIN, _is_main),
    ("contradicts the main figure", CONTRADICTION, _contradicts),
    ("price of the main asset", PRICE, _is_price),
    ("split or turn", TURN, _is_settled),
    ("macro", MACRO, _is_macro),
    ("loose statement", LOOSE, _is_loose),
)
"""The first that holds gives the weight; else it is a figure of the day."""
DISCOUNTS = (
    ("another window", _other_window),
    ("a weak source", _weak),
    ("no amount", _silent),
    ("a detail", _detail),
)
"""Each that holds takes ten away."""
