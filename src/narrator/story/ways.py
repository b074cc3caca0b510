"""The way of a price through a move: where it started, how far it went, and where it ended, in the order of time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.model.ids import field_of, is_of, record_of
from narrator.model.kinds import STARTS, Group, Part
from narrator.model.quantity import MOVES, PERCENT, Direction
from narrator.model.report import Nature
from narrator.model.source import has_name
from narrator.model.window import Span
from narrator.story.debts import is_loud
from narrator.story.scope import is_firm, is_within, when

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.story.scope import Roles, Scope

PRICES = (Part.PRICE, Part.OPEN, Part.CLOSE, Part.LOW, Part.HIGH)
QUOTES = tuple(quote for part in PRICES for quote in (part, f"{part}_{Part.FROM}"))
"""Prices of a record beside its move, each before where it came from, in the order in which they are told."""
ENDS = tuple(map(str, (Part.CLOSE, Part.PRICE)))
WAY = ("derived.reach", "derived.given_back")
"""What is computed of a way."""


def way_of(scope: Scope, move: Figure, before: Figure | None) -> Roles | None:
    """The roles of a move told as a way; nothing where a price is missing, or owes a sentence of its own."""
    if not (is_plain(move, scope) and move.direction in MOVES and move.unit == PERCENT):
        return None
    own = _quotes(scope, record_of(move.id))
    eve = _quotes(scope, record_of(before.id)) if before and is_on(before, move) else {}
    start = next((quotes[name] for quotes in (own, eve) for name in STARTS if name in quotes), None)
    end = next((own[name] for name in ENDS if name in own), None)
    name = str(Part.HIGH if move.direction is Direction.UP else Part.LOW)
    peak = own.get(name) or _apart(scope, move, name)
    level = scope.quantity(record_of(move.id), Part.BROKE)
    told = [f for f in (start, peak, end, level, before) if f]
    prices = [f for f in (*own.values(), *eve.values()) if f not in told]
    every = [*told, *prices]
    is_whole = start is not None and (peak or end)
    if start and end and start in own.values() and not _adds_up(move, start, end):
        return None
    if not (is_whole and all(is_plain(f, scope) and f.source == move.source for f in every)):
        return None
    found = [f for f in scope.derived(start, peak, end) if f.id in WAY]
    computed = sorted(found, key=lambda f: WAY.index(f.id))
    return {
        "moves": [move],
        Group.LEVELS: [level],
        "start": [start],
        "peak": [peak],
        "end": [end],
        "before": [before],
        Group.PRICES: [f for f in prices if f in own.values()],
        "eve": [f for f in prices if f in eve.values()],
        "computed": computed,
    }


NEAR = Decimal("0.5")
"""In points, how far a move may lie from that of the two prices: it is often given in whole ones."""


def _adds_up(move: Figure, start: Figure, end: Figure) -> bool:
    """Whether a move is the one from where the price started to where it ended: one since the day before is not."""
    first, last = start.interval.low, end.interval.low
    if not first or last is None or start.unit != end.unit:
        return False
    went, said = 100 * (last - first) / first, move.signed
    return (said.low is None or said.low - NEAR <= went) and (said.high is None or went <= said.high + NEAR)


def is_plain(figure: Figure, scope: Scope) -> bool:
    """Whether a figure is one measured value or level that owes no sentence of its own."""
    is_bare = not is_loud(figure, scope)
    return is_firm(figure) and figure.nature is Nature.MEASURED and is_bare


def is_on(before: Figure, move: Figure) -> bool:
    """Whether a move goes on with the one of the day before it."""
    return before.window.is_eve_of(move.window) and before.direction is move.direction


def also_moved(scope: Scope, move: Figure) -> Figure | None:
    """The same move in another unit, which one sentence tells: 831.83 points, or 3.15%."""
    same = (move.key.subject, move.direction, move.nature, when(move))
    told = (f for f in scope.amounts(Group.PRICES) if f.id in scope.free) if move is not scope.main else scope.figures
    moved = (f for f in told if is_of(f.id, Group.PRICES) and not field_of(f.id) and is_firm(f) and f.unit != move.unit)
    alike = (f for f in moved if (f.key.subject, f.direction, f.nature, when(f)) == same and _is_beside(f, move))
    plain = [f for f in alike if not is_loud(f, scope)]
    return next(iter(sorted(plain, key=lambda f: f.source != move.source)), None)


def _has_more(scope: Scope, figure: Figure) -> bool:
    """Whether more is told of a move than how far it went: prices, a level, a note; or it is the main figure."""
    return figure is scope.main or is_loud(figure, scope) or not scope.is_alone(figure)


def also_since(scope: Scope, move: Figure, moves: list[Figure]) -> Figure | None:
    """The same of another window, of which no more is told either: in a week, and in a month."""
    own = (move.key.subject, move.unit, move.nature, move.source)
    alike = (f for f in moves if f.id in scope.free and f is not move and f.direction in MOVES)
    bare = (f for f in alike if (f.key.subject, f.unit, f.nature, f.source) == own and not _has_more(scope, f))
    is_told = is_firm(move) and move.direction in MOVES and not (_has_more(scope, move) or also_moved(scope, move))
    later = (f for f in bare if when(f) != when(move) and also_moved(scope, f) is None)
    is_main = scope.same_window(move, scope.main)  # which a sentence does not say again
    return next((f for f in later if not is_main or f.window.span is Span.SINCE), None) if is_told else None


def _is_beside(one: Figure, other: Figure) -> bool:
    """Whether two figures are from the same source, or each from one that a sentence can name, or from several."""
    named = (f.source is None or (has_name(f.source) and not f.weak) for f in (one, other))
    return (one.source is not None and one.source == other.source) or all(named)


def untold(scope: Scope, *figures: Figure | None) -> list[Figure]:
    """Those of some figures that no message tells yet."""
    return [f for f in figures if f and f.id in scope.free]


def prices_of(scope: Scope, *moved: Figure | None) -> list[Figure]:
    """The prices of the records of a move, in the order in which they are told."""
    records = dict.fromkeys(record_of(f.id) for f in moved if f)
    return [price for part in QUOTES for record in records if (price := scope.quantity(record, part))]


def _quotes(scope: Scope, record: str) -> dict[str, Figure]:
    found = {str(part): scope.quantity(record, part) for part in QUOTES}
    return {name: f for name, f in found.items() if f and f.interval.is_point}


def _apart(scope: Scope, move: Figure, name: str) -> Figure | None:
    """The high or the low of some days of the move, which has a record of its own."""
    for f in scope.free.values():
        is_one = is_of(f.id, Group.PRICES) and f.key.subject == move.key.subject and field_of(f.id) == name
        if is_one and is_within(f, move) and scope.is_alone(f) and f.interval.is_point:
            return f
    return None
