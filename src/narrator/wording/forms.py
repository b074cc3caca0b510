"""The form that a figure takes before any language: which way it points, its shape, and the ends that are printed.

Everything here follows LANGUAGE.md 2.8 and the rows "about", "signs", "bounds", "flow", "floor" and "change" of 4,
which all languages share. A language turns a `Form` into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.quantity import NEGATIVE, PERCENT, Direction, Kind
from narrator.model.report import Nature
from narrator.wording.digits import Precision
from narrator.wording.styles import Style

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.model.policy import Policy
    from narrator.model.quantity import Interval
    from narrator.wording.expression import Expression


State = Enum("State", "GIVEN EMPTY PENDING MISSING REFUSED CAMPS")
"""What there is to say about a figure."""

Family = Enum("Family", "PLAIN LEVEL RESULT FLOW CHANGE")
"""Which words stand round the quantity: none, below and above, a loss of, net inflows of, up."""

Shape = Enum("Shape", "POINT RANGE AT_LEAST MORE AT_MOST LESS ZERO STRADDLE")
"""What the quantity is; only a family that reads a sign has `ZERO` and `STRADDLE`."""

SIGNS = {
    Family.FLOW: (Direction.OUTFLOW, Direction.INFLOW),
    Family.CHANGE: (Direction.DOWN, Direction.UP),
}
"""Of each family that reads a sign, the direction below zero and the one above it."""

_FAMILIES = {
    Direction.BELOW: Family.LEVEL,
    Direction.ABOVE: Family.LEVEL,
    Direction.LOSS: Family.RESULT,
    Direction.GAIN: Family.RESULT,
    **{direction: family for family, pair in SIGNS.items() for direction in pair},
}


@dataclass(frozen=True, slots=True)
class Form:
    """A quantity, rounded, ready for words.

    `low` and `high` are equal but in a range and a straddle, and magnitudes wherever there is a direction; the ends of
    a straddle are the magnitude below zero and the one above it. `about` stands before a point. `padding`: the decimals
    that both ends of a range get.
    """

    family: Family
    shape: Shape
    direction: Direction | None
    low: Decimal
    high: Decimal
    about: bool = False
    padding: int = 0


def state_of(expression: Expression) -> State:
    """What there is to say: the standing decides, and an empty interval where it does not."""
    if expression.pending:
        return State.PENDING
    if expression.standing is Standing.MISSING:
        return State.MISSING
    if expression.standing is Standing.INCOMPATIBLE and expression.camps:
        return State.CAMPS
    if expression.standing in {Standing.INCOMPATIBLE, Standing.REFUSED}:
        return State.REFUSED
    return State.EMPTY if expression.interval.is_empty else State.GIVEN


def is_move(expression: Expression) -> bool:
    """Whether the figure is how far a price moved."""
    return expression.kind is Kind.PRICE and expression.unit == PERCENT


def family_of(expression: Expression, style: Style) -> Family:
    """The family of words: by direction, else by sign where kind or style reads it, else plain.

    A bound below zero without a direction could lie on either side, so no word for a side may stand before it.
    """
    if expression.direction is not None:
        return _FAMILIES[expression.direction]
    low, high = expression.interval.low, expression.interval.high
    if high is None and low is not None and low < 0:
        return Family.PLAIN
    if expression.kind is Kind.FLOW:
        return Family.FLOW
    below_zero = any(end is not None and end < 0 for end in (low, high))
    changes = style is Style.CHANGE or (style is Style.WORDS and is_move(expression))
    return Family.CHANGE if below_zero or changes else Family.PLAIN


def oriented(expression: Expression, family: Family) -> tuple[Direction | None, Interval]:
    """The direction of a figure with its magnitudes; none, with signed ends, where it reaches both sides of zero."""
    direction, interval = expression.direction, expression.interval
    if family not in SIGNS:
        return direction, interval
    below, above = SIGNS[family]
    low, high = interval.low, interval.high
    if low is None or high is None:
        mirrored = direction is None and high is not None and high < 0
        return (below, interval.negated()) if mirrored else (direction or above, interval)
    if direction in NEGATIVE:
        low, high, interval = -high, -low, interval.negated()
    if low <= 0 <= high:
        return None, interval
    return (below, interval.negated()) if high < 0 else (above, interval)


def form_of(expression: Expression, style: Style, policy: Policy) -> Form:
    """The form of a figure whose interval is not empty."""
    family = family_of(expression, style)
    direction, interval = oriented(expression, family)
    precision = Precision(expression.unit, expression.reported, policy)
    return _Reading(expression, style, family, direction, precision).form(interval)


@dataclass(frozen=True, slots=True)
class _Reading:
    expression: Expression
    style: Style
    family: Family
    direction: Direction | None
    precision: Precision

    def form(self, interval: Interval) -> Form:
        low, high = interval.low, interval.high
        if low is None or high is None:
            return self._bound(interval)
        if low == high:
            return self._point(low)
        return self._straddle(low, high) if self._is_across else self._range(low, high)

    @property
    def _is_across(self) -> bool:
        return self.family in SIGNS and self.direction is None

    def _bound(self, interval: Interval) -> Form:
        if interval.low is not None:
            return self._single(Shape.MORE if interval.low_open else Shape.AT_LEAST, self.precision.low(interval.low))
        assert interval.high is not None  # noqa: S101 - an empty interval has no form
        return self._single(Shape.LESS if interval.high_open else Shape.AT_MOST, self.precision.high(interval.high))

    def _point(self, value: Decimal) -> Form:
        if self._is_across:
            return self._single(Shape.ZERO, value)
        floor = self.style is Style.FLOOR and not self.expression.reported
        printed = self.precision.low(value, fine=True) if floor else self.precision.point(value)
        return self._single(
            Shape.POINT, printed, about=bool(value) and (printed != value or self.expression.approximate)
        )

    def _straddle(self, low: Decimal, high: Decimal) -> Form:
        fine = self.precision.is_fine(low, high)
        return self._spread(Shape.STRADDLE, self.precision.high(-low, fine=fine), self.precision.high(high, fine=fine))

    def _range(self, low: Decimal, high: Decimal) -> Form:
        fine = self.precision.is_fine(low, high)
        if self._takes_floor:
            return self._single(Shape.AT_LEAST, self.precision.low(low, fine=fine))
        shared = self.precision.shared(low, high)
        if shared is not None:
            return self._single(Shape.POINT, shared, about=True)
        return self._spread(Shape.RANGE, self.precision.low(low, fine=fine), self.precision.high(high, fine=fine))

    @property
    def _takes_floor(self) -> bool:
        # A level has a bound already, and what changes by its sign alone takes `change` in every style.
        by_sign = self.family is Family.CHANGE and self.expression.direction is None
        return self.style is Style.FLOOR and self.family is not Family.LEVEL and not by_sign

    def _single(self, shape: Shape, value: Decimal, *, about: bool = False) -> Form:
        allowed = self.family is not Family.LEVEL and self.expression.nature is not Nature.ESTIMATED
        return Form(self.family, shape, self.direction, value, value, about=about and allowed)

    def _spread(self, shape: Shape, low: Decimal, high: Decimal) -> Form:
        return Form(self.family, shape, self.direction, low, high, padding=self.precision.padding(low, high))
