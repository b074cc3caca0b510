"""The way of a price: how far it went from where it started, what of that it gave back, what it is for a margin.

The arithmetic of leverage: a position at N times leverage is N times its margin, so a move of the price costs N times
as large a part of the margin, and all of it at one over the move.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from narrator.analysis.board import core, own_extents
from narrator.analysis.intervals import difference, ratio
from narrator.model.ids import field_of, is_of, record_of
from narrator.model.kinds import STARTS, Group, Part
from narrator.model.quantity import MOVES, PERCENT, Direction
from narrator.model.report import Nature
from narrator.model.window import Span, Window
from narrator.reconcile.extents import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.analysis.board import Board
    from narrator.model.figure import Figure

    Found: TypeAlias = Iterable[tuple[Figure, ...]]

LEAST_MOVE, MOST_MOVE = Fraction(1, 50), Fraction(1, 2)
"""Moves of which an example is worth making: over 50 times is held for minutes, under two is hardly leverage."""


def index_moves(board: Board) -> Found:
    """The values of an index of mood, each with the one before, where those who give one give both."""
    for figure in board.usable:
        start = board.figures.get(f"{figure.id}.{Part.FROM}") if is_of(figure.id, Group.SENTIMENT) else None
        is_of_all = start and own_extents(figure).keys() == own_extents(start).keys()
        if start and is_of_all and start.id in board.extents and board.belong_together(figure, start):
            yield figure, start


def _own(board: Board) -> list[Figure]:
    """The prices of the main asset that were measured once, those of the days of the event first."""
    subject, days = board.event.assets[:1], board.event.days.days
    found = [f for f in board.usable if is_of(f.id, Group.PRICES) and [f.key.subject] == [*subject]]
    plain = [f for f in found if f.nature is Nature.MEASURED and len({r.origin for r in core(f)}) == 1]
    return sorted(plain, key=lambda f: not (days and f.window.days and days[0] <= f.window.days[0]))


def _moves(board: Board) -> Iterator[Figure]:
    """The moves of the main asset in percent, on the days of the event or in the window of its main figure."""
    days = board.event.days.days
    for f in _own(board):
        is_now = f.window.lies_in(days) or board.in_main_window(f)
        if not field_of(f.id) and f.unit == PERCENT and f.direction in MOVES and (is_now or not days):
            yield f


def reaches(board: Board) -> Found:
    """Where a move started and how far it went: to its high or to its low; a move of the eve is the start of one."""
    own = _own(board)
    for move in _moves(board):
        end = Part.HIGH if move.direction is Direction.UP else Part.LOW
        ends = [f for f in own if field_of(f.id) == end and f.window.lies_in(move.window.days)]
        alike = [f for f in own if not field_of(f.id) and f.direction is move.direction]
        eves = [f for f in alike if f.window.is_eve_of(move.window)]
        records = [record_of(f.id) for f in (move, *eves)]
        starts = [f for name in STARTS for f in own if field_of(f.id) == name and record_of(f.id) in records]
        for start, extreme in product(starts, ends):
            one, other = board.extents[start.id], board.extents[extreme.id]
            is_beyond = one.high < other.low if move.direction is Direction.UP else other.high < one.low
            is_above_zero = min(one.low, other.low) > 0  # there is no part of what lies below
            if start.unit == extreme.unit and is_beyond and is_above_zero:
                yield start, extreme


def returns(board: Board) -> Found:
    """Those two, with the close that lies between them."""
    closes = [f for f in _own(board) if field_of(f.id) == Part.CLOSE]
    for (start, extreme), close in product(reaches(board), closes):
        ends = sorted(board.extents[each.id] for each in (start, extreme))
        is_last = extreme.window.lies_in(close.window.days) or close.window.lies_in(extreme.window.days)
        end = board.extents[close.id]
        if is_last and close.unit == start.unit and ends[0].high < end.low and end.high < ends[1].low:
            yield start, extreme, close


def reached(board: Board) -> Found:
    """How far the price went where positions were liquidated, if an example of it is worth making."""
    if is_of(board.event.file.event.main or "", Group.LIQUIDATIONS):
        yield from (pair for pair in reaches(board) if _is_usual(reach(*(board.extents[f.id] for f in pair))))


def moved(board: Board) -> Found:
    """The move alone, where the records do not say how far the price went in between."""
    if is_of(board.event.file.event.main or "", Group.LIQUIDATIONS) and not any(reached(board)):
        yield from ((f,) for f in _moves(board) if _is_usual(_part(board.extents[f.id])))


def _is_usual(move: Extent) -> bool:
    return move.low >= LEAST_MOVE and move.high <= MOST_MOVE


def _part(move: Extent) -> Extent:
    """A move in percent as a part."""
    return Extent(move.magnitude.low / 100, move.magnitude.high / 100)


def from_start(board: Board) -> Found:
    """How far a move went and where it started."""
    yield from ((extreme, start) for start, extreme in reaches(board))


def way(extreme: Extent, start: Extent) -> Extent:
    """How far a price went and which way, as a part of where it started."""
    return ratio(difference(extreme, start), start)


def reach(start: Extent, extreme: Extent) -> Extent:
    """How far a price went, as a part of where it started."""
    return way(extreme, start).magnitude


def given_back(start: Extent, extreme: Extent, close: Extent) -> Extent:
    """How much of the way to its extreme a price had gone back by the close."""
    parts = [(far - end) / (far - low) for low, far, end in product(start, extreme, close)]
    return Extent(min(parts), max(parts))


def _gone(inputs: tuple[Extent, ...]) -> Extent:
    return _part(*inputs) if len(inputs) == 1 else reach(*inputs)


def margin_gone(*inputs: Extent) -> Extent:
    """The leverage at which it costs the whole margin."""
    low, high = _gone(inputs)
    return Extent(1 / high, 1 / low)


def to_level(board: Board) -> Found:
    """The close of an asset and a level that stands in the records for it."""
    yield from _to_level(board, Part.CLOSE)


def to_brink(board: Board) -> Found:
    """A low of an asset and a level below it, or a high and one above it, which the price did not come to."""
    for part, way in ((Part.LOW, Direction.BELOW), (Part.HIGH, Direction.ABOVE)):
        for level, extreme in _to_level(board, part):
            ends = sorted((board.extents[level.id], board.extents[extreme.id]))
            is_last = ends[way is Direction.BELOW] == board.extents[extreme.id]
            if level.direction is way and is_last and ends[0].high < ends[1].low:
                yield level, extreme


def _to_level(board: Board, part: Part) -> Found:
    for price, level in product(board.usable, repeat=2):
        is_level = is_of(level.id, Group.LEVELS) and level.id.endswith(f".{Part.PRICE}")
        is_one = (price.key.subject, price.unit) == (level.key.subject, level.unit)
        is_price = is_of(price.id, Group.PRICES) and field_of(price.id) == part and board.extents[price.id].low > 0
        if is_price and is_level and is_one and _stands(board, level, price):
            yield level, price


def _stands(board: Board, level: Figure, close: Figure) -> bool:
    """Whether a level is of the time of a price: a level without a window of its own is of the whole event.

    A close is of the last day of its window, and so is a level that has that day.
    """
    days, last = level.window.days, close.window.days
    is_of_close = field_of(close.id) == Part.CLOSE and bool(days and last and days[0] == days[1] == last[1])
    return level.window.span is Span.INSTANT or board.belong_together(close, level) or is_of_close


def distance(level: Extent, close: Extent) -> Extent:
    """How far a level lies from a price, as a part of the price."""
    return reach(close, level)


def span(prices: tuple[Figure, ...]) -> Window:
    """The days from the first to the last of the prices of a way, where each has its own."""
    days = [price.window.days for price in prices if price.window.days]
    if len(days) < len(prices) or len({*days}) == 1:
        return prices[-1].window
    return Window(Span.DAYS, min(first for first, _ in days), max(last for _, last in days))


WAYS = (from_start, returns, reached)
"""The rules whose figures last as long as the way that they measure."""
