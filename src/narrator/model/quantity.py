"""Quantities: an interval with a unit. Ends are `Decimal`, exact as typed; trailing zeros are kept.

A computed end that has no finite decimal is rounded outward to `DIGITS` significant digits, far below print precision,
so that an interval never claims more than was computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model import currency

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

DIGITS = 40
_FLOOR = Context(prec=DIGITS, rounding=ROUND_FLOOR)
_CEILING = Context(prec=DIGITS, rounding=ROUND_CEILING)


class Kind(StrEnum):
    """How a quantity is said: chooses the phrase template (LANGUAGE.md 4)."""

    MONEY = "money"
    PRICE = "price"
    PERCENT = "percent"
    COUNT = "count"
    COINS = "coins"
    FLOW = "flow"
    INDEX = "index"
    POINTS = "points"
    MULTIPLE = "multiple"
    RATE = "rate"


class Direction(StrEnum):
    """Which way; amounts under a direction are magnitudes."""

    INFLOW = "inflow"
    OUTFLOW = "outflow"
    UP = "up"
    DOWN = "down"
    GAIN = "gain"
    LOSS = "loss"
    BELOW = "below"
    ABOVE = "above"


_PAIRS = list(zip(list(Direction)[::2], list(Direction)[1::2], strict=True))
OPPOSITE = dict(_PAIRS) | {other: one for one, other in _PAIRS}
NEGATIVE = frozenset({Direction.OUTFLOW, Direction.DOWN, Direction.LOSS})
LEVEL_WORDS = frozenset({Direction.BELOW, Direction.ABOVE})
MOVES, NET_FLOWS = frozenset({Direction.UP, Direction.DOWN}), frozenset({Direction.INFLOW, Direction.OUTFLOW})

PERCENT, POINTS, INDEX, TIMES = "percent", "pp", "index", "x"
BASIS_POINTS = "bp"
"""A hundredth of a point: how points are typed and printed, never the unit of a figure."""
CENTS = "cents"
"""A hundredth of a dollar: how a small sum is typed and printed, never the unit of a figure."""
CURRENCIES = frozenset(currency.CURRENCIES)
PAIRED = frozenset({"dollar", "euro", "pound", "franc"})
"""Of what a price in a currency is one of another: 90 rupees a dollar."""
MEASURES = frozenset({PERCENT, POINTS, BASIS_POINTS, CENTS, INDEX, TIMES})
UNITS = {Kind.PERCENT: PERCENT, Kind.INDEX: INDEX, Kind.POINTS: POINTS, Kind.MULTIPLE: TIMES}
"""The units of the kinds that have one."""
COUNTED = frozenset({Kind.COINS, Kind.COUNT})
"""What is worth money."""
LEAST_CAPITALS = 2
"""So many capitals make a ticker of what has small letters too: `wBTC`, `GWh`."""
_KINDS = {unit: kind for kind, unit in UNITS.items()} | dict.fromkeys(CURRENCIES, Kind.MONEY)
_KINDS |= {BASIS_POINTS: Kind.POINTS, CENTS: Kind.MONEY}


def is_ticker(unit: str) -> bool:
    """Whether the unit counts coins (`BTC`, `stETH`)."""
    return (unit.isupper() or sum(map(str.isupper, unit)) >= LEAST_CAPITALS) and unit not in CURRENCIES


def kind_of(unit: str) -> Kind:
    """How an amount of a unit is said where nothing else is known of it."""
    return _KINDS.get(unit) or (Kind.COINS if is_ticker(unit) else Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Interval:
    """What is known of a value: a point (low = high), a range, or a bound (one end None).

    `low_open` is true for "more than", false for "at least"; `high_open` likewise for "below" and "at most".
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ReversedIntervalError(self.low, self.high)

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """The interval that holds one value."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """Whether both ends are one value."""
        return self.low is not None and self.low == self.high

    @property
    def is_bound(self) -> bool:
        """Whether exactly one end is known."""
        return (self.low is None) != (self.high is None)

    @property
    def is_empty(self) -> bool:
        """Whether no end is known: the figure is missing, refused or split into camps."""
        return self.low is None and self.high is None

    def contains(self, other: Interval) -> bool:
        """Whether every value of the other interval lies in this one."""
        if self.low is not None and (other.low is None or (other.low, other.low_open) < (self.low, self.low_open)):
            return False
        return self.high is None or (
            other.high is not None and (-other.high, other.high_open) >= (-self.high, self.high_open)
        )

    @property
    def is_negative(self) -> bool:
        """Whether every value of it lies below zero."""
        return self.high is not None and self.high < 0

    def is_below(self, other: Interval) -> bool:
        """Whether every value of it lies below every value of the other one."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def negated(self) -> Interval:
        """The interval mirrored at zero."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)


EMPTY = Interval(None, None)


class ReversedIntervalError(ValueError):
    """A range whose low end is above its high end; a bug wherever it was not caught as a problem."""

    def __init__(self, low: Decimal, high: Decimal) -> None:
        super().__init__(f"low end {low} is above high end {high}")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a source put an amount where a brief keeps it: the value is the same without.

    `in_basis_points`: points as hundredths; `in_cents`: dollars as hundredths. `in_points`: a move of an index. `per`:
    what a price or a count is of, `barrel`, or its time, `day`. `reach`: the other end that a source named of a bound:
    "$8 billion to $10 billion or more". `about`: it said so of a range or a bound. `nearly`: it said so of a number,
    which is no bound. `places`: so many decimals has what it is set against: to 4.0% from 4.1%.
    """

    in_basis_points: bool = False
    in_cents: bool = False
    in_points: bool = False
    per: str = ""
    reach: Decimal | None = None
    about: bool = False
    nearly: bool = False
    places: int = 0


PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval of a unit, as one source or one computation gives it.

    `unit`: an ISO currency (`USD`), a ticker (`BTC`), `percent`, `pp`, `index`, `x`, or a plural noun (`accounts`), of
    several words too (`cubic feet`).
    With a direction the ends are magnitudes.
    """

    interval: Interval
    unit: str
    direction: Direction | None = None
    approximate: bool = False
    manner: Manner = PLAIN

    def signed(self) -> Interval:
        """The interval with the sign that the direction gives it."""
        return self.interval.negated() if self.direction in NEGATIVE else self.interval


def outward(low: Fraction, high: Fraction) -> Interval:
    """Two exact ends as decimals, rounded outward only where no finite decimal exists."""
    return Interval(_FLOOR.divide(low.numerator, low.denominator), _CEILING.divide(high.numerator, high.denominator))


def plain(value: Decimal) -> str:
    """A decimal in plain notation, trailing zeros of the fraction dropped: the form of `ledger.json`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
