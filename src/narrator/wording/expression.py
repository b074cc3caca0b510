"""What is to be said about one figure, all that a phrase depends on and nothing else; and the styles to say it in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.quantity import INDEX, MOVES, PERCENT, PLAIN, POINTS, Kind, kind_of
from narrator.model.report import Nature

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from narrator.model.figure import Camp, Figure
    from narrator.model.quantity import Direction, Interval, Manner, Quantity
    from narrator.model.source import Grade
    from narrator.model.window import Window


class Style(StrEnum):
    """How a figure is framed; `body` stands in where a style has no words of its own for a figure."""

    BODY = "body"
    BETWEEN = "between"
    HEADLINE = "headline"
    COMPACT = "compact"
    FLOOR = "floor"
    WORDS = "words"
    SHARE = "share"
    CHANGE = "change"


FRAMED = frozenset({Style.BODY, Style.BETWEEN})
"""The styles that print window, worth, attribution, circulating values and every nature; the others print X alone."""


@dataclass(frozen=True, slots=True)
class Said:
    """A quantity with the source that says it, by the name that is printed."""

    quantity: Quantity
    source: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A figure as a phrase needs it; every source stands by the name that is printed, or as `unnamed`.

    `grade`: of the source, which counts from D down. `reports`: what each source says, of a refused figure.
    `worth`: the other half of a coins = money line. `pending`: the source has said that it will report.
    `round_to`: the round number to relate to; `since`: the figure is the largest since that day, `rival`: another may
    be larger, `record`: the series begins on that day. These four count in style `words` only.
    `manner`: how the source put the amount, as far as that is kept.
    No value beside the figure (`circulating`, `camps`, `reports`, `worth`) has an empty interval.
    """

    kind: Kind
    interval: Interval
    unit: str
    nature: Nature = Nature.MEASURED
    standing: Standing = Standing.CONFIRMED
    direction: Direction | None = None
    approximate: bool = False
    reported: bool = True
    source: str | None = None
    grade: Grade | None = None
    circulating: tuple[Quantity, ...] = ()
    camps: tuple[Camp, ...] = ()
    reports: tuple[Said, ...] = ()
    worth: Quantity | None = None
    window: Window | None = None
    pending: bool = False
    round_to: Decimal | None = None
    since: date | None = None
    rival: bool = False
    record: bool = False
    manner: Manner = PLAIN

    @property
    def is_move(self) -> bool:
        """Whether the figure is how far a price moved."""
        return self.kind is Kind.PRICE and self.unit == PERCENT


def amount_of(quantity: Quantity) -> Expression:
    """A quantity as a mere amount in the digits of its source: the worth beside a flow, which has the direction.

    That of a move of an index is in points, which a level has not.
    """
    interval, manner, kind = quantity.interval, quantity.manner, kind_of(quantity.unit)
    amount = interval.negated() if interval.is_negative else interval
    if quantity.direction in MOVES and kind is Kind.INDEX:
        kind, manner = Kind.POINTS, replace(manner, in_points=True)
    return Expression(kind, amount, quantity.unit, approximate=quantity.approximate, manner=manner)


def default_style(figure: Figure) -> Style:
    """The style of a figure where nobody chose one: `change` for what rose or fell, else `body`."""
    is_move = figure.key.kind is Kind.PRICE and figure.unit == PERCENT
    moves = is_move or figure.direction in MOVES
    low = figure.interval.low
    below_zero = figure.unit in {PERCENT, POINTS, INDEX} and low is not None and low < 0
    return Style.CHANGE if moves or (below_zero and figure.key.kind is not Kind.RATE) else Style.BODY
