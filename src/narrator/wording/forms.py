"""The form that a figure takes before any language: which way it points, its shape, and the ends that are printed.

Everything here follows LANGUAGE.md 2.8 and the rows "about", "signs", "bounds", "flow", "floor" and "change" of 4,
which all languages share. A language turns a `Form` into words.

Digits are exact `Decimal`, each rounding in a context of its own. A point is rounded half-up, never half-even; bounds
and the ends of a range are rounded outward, so that what is printed holds all that is known. The magnitude is chosen
after rounding: 999.996 million is about 1 billion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import MAX_PREC, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.quantity import BASIS_POINTS, CENTS, CURRENCIES, NEGATIVE, PERCENT, POINTS, Direction, Kind, plain
from narrator.model.report import Nature
from narrator.wording.expression import Style

if TYPE_CHECKING:
    from narrator.model.policy import Policy
    from narrator.model.quantity import Interval
    from narrator.wording.expression import Expression

MILLION = Decimal(1_000_000)
TENS = Decimal(10)
EXACT = Context(prec=MAX_PREC)
"""Never rounds; for sums, products and powers of ten, which stay finite."""

State = Enum("State", "GIVEN PENDING MISSING REFUSED CAMPS")
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
    """A quantity, ready for words.

    `exact` is not rounded, `low` and `high` are, and equal but in a range and a straddle; they are magnitudes wherever
    there is a direction. The ends of a straddle are the magnitude below zero and the one above it. `about` stands
    before a point, and before what a source itself hedged.
    """

    family: Family
    direction: Direction | None
    exact: Interval
    shape: Shape
    low: Decimal
    high: Decimal
    about: bool = False


def state_of(expression: Expression) -> State:
    """What there is to say: the standing decides, and an empty interval where it does not."""
    if expression.pending:
        return State.PENDING
    if expression.standing is Standing.INCOMPATIBLE and expression.camps:
        return State.CAMPS
    if expression.standing in {Standing.INCOMPATIBLE, Standing.REFUSED}:
        return State.REFUSED
    is_missing = expression.standing is Standing.MISSING or expression.interval.is_empty
    return State.MISSING if is_missing else State.GIVEN


def in_manner(expression: Expression) -> Expression:
    """A figure in the unit that its sources typed: points as basis points, dollars as cents."""
    in_bp, in_cents = (expression.manner.in_basis_points and POINTS, expression.manner.in_cents and "USD")
    if expression.unit not in {in_bp, in_cents}:
        return expression
    said = expression.interval
    low, high = (end and EXACT.scaleb(end, 2).normalize(EXACT) for end in (said.low, said.high))
    return replace(expression, unit=CENTS if in_cents else BASIS_POINTS, interval=replace(said, low=low, high=high))


def form_of(expression: Expression, style: Style, policy: Policy) -> Form:
    """The form of a figure whose interval is not empty.

    A computed percent that is about so much is said in whole ones where those are about as near: it carries no more.
    """
    form = _form_of(expression, style, policy)
    if form.shape is not Shape.POINT or not form.about or expression.reported or expression.unit != PERCENT:
        return form
    ends = [end for end in (form.exact.low, form.exact.high) if end is not None]
    whole, *others = {end.quantize(Decimal(1), ROUND_HALF_UP, EXACT) for end in ends}
    is_near = not others and all(abs(end - whole) <= policy.about_near.value * whole for end in ends)
    return replace(form, low=whole, high=whole) if is_near and min(ends) >= TENS else form


def _form_of(expression: Expression, style: Style, policy: Policy) -> Form:
    family = _family(expression, style)
    direction, exact = _oriented(expression, family)
    form = partial(Form, family, direction, exact)
    hedged = expression.manner.about and family is not Family.LEVEL and expression.nature is not Nature.ESTIMATED
    low, high = exact.low, exact.high
    fine = low is not None and high is not None and EXACT.subtract(high, low) < policy.narrow_points.value
    rounded = partial(_cut, expression, policy, fine=fine)
    if high is None:
        assert low is not None  # noqa: S101 - an empty interval has no form
        down = rounded(low, ROUND_FLOOR)
        return form(Shape.MORE if exact.low_open else Shape.AT_LEAST, down, down, hedged)
    up = rounded(high, ROUND_CEILING)
    if low is None:
        return form(Shape.LESS if exact.high_open else Shape.AT_MOST, up, up, hedged)
    if family in SIGNS and direction is None:
        return form(Shape.ZERO if low == high else Shape.STRADDLE, rounded(-low, ROUND_CEILING), up)
    down = rounded(low, ROUND_FLOOR)
    takes_about = family is not Family.LEVEL and expression.nature is not Nature.ESTIMATED
    if low == high:
        point = rounded(low, ROUND_HALF_UP)
        if style is Style.HEADLINE and expression.approximate and is_large(expression, low):
            point = _to_digits(low, policy.computed_digits.value)
        return form(Shape.POINT, point, point, takes_about and bool(low) and (point != low or expression.approximate))
    # A level has a bound already, and what changes by its sign alone takes `change` in every style.
    by_sign = family is Family.CHANGE and expression.direction is None
    is_below = expression.kind is Kind.RATE and low < 0
    if style is Style.FLOOR and family is not Family.LEVEL and not (by_sign or is_below):
        return form(Shape.AT_LEAST, down, down)
    # A price of one day is told from that of another by its fourth and fifth digit.
    digits = policy.reported_digits if expression.kind is Kind.PRICE else policy.computed_digits
    one, other = (_to_digits(end, digits.value) for end in (low, high))
    is_near = low > 0 and high - low <= policy.about_near.value * low
    if expression.standing is Standing.AGREED and expression.unit in {PERCENT, POINTS} and is_near:
        places = Decimal(1).scaleb(-min(decimals(low), decimals(high)))  # 2.6% is how the other says 2.58%
        one, other = (end.quantize(places, ROUND_HALF_UP, EXACT) for end in (low, high))
    return form(Shape.POINT, one, one, takes_about) if one == other else form(Shape.RANGE, down, up, hedged)


def _family(expression: Expression, style: Style) -> Family:
    """The family of words: by direction, else by sign where kind or style reads it, else plain.

    A bound below zero without a direction could lie on either side, so no word for a side may stand before it.
    """
    if expression.direction is not None:
        return _FAMILIES[expression.direction]
    low, high = expression.interval.low, expression.interval.high
    if expression.kind is Kind.RATE:
        return Family.PLAIN
    if high is None and low is not None and low < 0:
        return Family.PLAIN
    if expression.kind is Kind.FLOW:
        return Family.FLOW
    below_zero = any(end is not None and end < 0 for end in (low, high))
    changes = style is Style.CHANGE or (style is Style.WORDS and expression.is_move)
    return Family.CHANGE if below_zero or changes else Family.PLAIN


def _oriented(expression: Expression, family: Family) -> tuple[Direction | None, Interval]:
    """The direction of a figure with its magnitudes; none, with signed ends, where it reaches both sides of zero."""
    direction, interval = expression.direction, expression.interval
    if family not in SIGNS or (direction is not None and interval.is_bound):
        return direction, interval
    below, above = SIGNS[family]
    signed = interval.negated() if direction in NEGATIVE else interval
    if signed.is_negative:
        return below, signed.negated()
    reaches_both = signed.low is not None and signed.high is not None and signed.low <= 0
    return (None if reaches_both else above), signed


def _to_digits(value: Decimal, digits: Decimal, mode: str = ROUND_HALF_UP) -> Decimal:
    """A value with at most so many significant digits, and never without one."""
    return Context(prec=max(int(digits), 1), rounding=mode).plus(value)


def significant(value: Decimal) -> int:
    """The number of significant digits, trailing zeros not counted."""
    return len(value.normalize(EXACT).as_tuple().digits)


def decimals(value: Decimal) -> int:
    """The number of decimals, trailing zeros not counted."""
    return len(plain(value).partition(".")[2])


def is_large(expression: Expression, value: Decimal) -> bool:
    """Whether a value is money of which only the first digits are printed."""
    return expression.unit in CURRENCIES and abs(value) >= MILLION


def _cut(expression: Expression, policy: Policy, value: Decimal, mode: str, *, fine: bool) -> Decimal:
    """A value of a figure with the digits that are printed; `fine` keeps a decimal of a computed percent or point."""
    if expression.reported:
        is_short = is_large(expression, value)
        return _to_digits(value, policy.reported_digits.value, mode) if is_short else value
    if expression.unit in {PERCENT, POINTS}:
        return value.quantize(Decimal("0.1") if fine else Decimal(1), rounding=mode, context=EXACT)
    return _to_digits(value, policy.computed_digits.value, mode)
