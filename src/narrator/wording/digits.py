"""How many digits of a quantity are printed (LANGUAGE.md 2.8 and the row "digits" of 4).

Exact `Decimal` throughout, each rounding in a context of its own. A point is rounded half-up, never half-even; bounds
and the ends of a range are rounded outward, so that what is printed holds all that is known. The magnitude is chosen
after rounding: 999.996 million is about 1 billion.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from narrator.model.quantity import CURRENCIES, MEASURES, PERCENT, POINTS, plain

if TYPE_CHECKING:
    from narrator.model.policy import Policy

MILLION = Decimal(1_000_000)
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Never rounds; for sums and products of decimals, which stay finite."""


def to_digits(value: Decimal, digits: int, mode: str = ROUND_HALF_UP) -> Decimal:
    """A value with at most so many significant digits, and never without one."""
    return Context(prec=max(digits, 1), rounding=mode, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(value)


def to_places(value: Decimal, places: int, mode: str = ROUND_HALF_UP) -> Decimal:
    """A value with so many decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=mode, context=EXACT)


def significant(value: Decimal) -> int:
    """The number of significant digits, trailing zeros not counted."""
    return len(value.normalize(EXACT).as_tuple().digits)


def unit_in_last_place(value: Decimal) -> Decimal:
    """One of the last significant digit of a value: 1 million for 575 million."""
    return Decimal(1).scaleb(int(value.normalize(EXACT).as_tuple().exponent))


def decimals(value: Decimal) -> int:
    """The number of decimals, trailing zeros not counted."""
    return len(plain(value).partition(".")[2])


def shifted(value: Decimal, power: int) -> Decimal:
    """A value in units of a power of ten, exact."""
    return value.scaleb(-power, EXACT)


def magnitude(value: Decimal, powers: tuple[int, ...]) -> int:
    """The first of the powers of ten, largest first, that the value reaches; 0 where it reaches none."""
    return next((power for power in powers if value and value.adjusted() >= power), 0)


@dataclass(frozen=True, slots=True)
class Precision:
    """The printed digits of a quantity in a unit, as its sources gave it (`reported`) or as it was computed."""

    unit: str
    reported: bool
    policy: Policy

    def point(self, value: Decimal) -> Decimal:
        """A point, half-up."""
        return self._cut(value, ROUND_HALF_UP, fine=True)

    def low(self, value: Decimal, *, fine: bool = False) -> Decimal:
        """A low end or bound, outward; `fine` keeps the decimal of a point or a narrow range."""
        return self._cut(value, ROUND_FLOOR, fine=fine)

    def high(self, value: Decimal, *, fine: bool = False) -> Decimal:
        """A high end or bound, outward."""
        return self._cut(value, ROUND_CEILING, fine=fine)

    def is_fine(self, low: Decimal, high: Decimal) -> bool:
        """Whether a range is so narrow that whole percents or points would hide it."""
        return EXACT.subtract(high, low) < self.policy.narrow_points.value

    def shared(self, low: Decimal, high: Decimal) -> Decimal | None:
        """The one number that both ends round to, None where they round to two."""
        first, second = (to_digits(end, int(self.policy.computed_digits.value)) for end in (low, high))
        return first if first == second else None

    def padding(self, low: Decimal, high: Decimal) -> int:
        """The decimals that both printed ends of a range get; 0 where each keeps its own."""
        return max(decimals(low), decimals(high)) if self.unit in MEASURES else 0

    def _cut(self, value: Decimal, mode: str, *, fine: bool) -> Decimal:
        if not self.reported and self.unit in {PERCENT, POINTS}:
            return to_places(value, 1 if fine else 0, mode)
        if not self.reported:
            return to_digits(value, int(self.policy.computed_digits.value), mode)
        if self.unit in CURRENCIES and value.copy_abs() >= MILLION:
            return to_digits(value, int(self.policy.reported_digits.value), mode)
        return value
