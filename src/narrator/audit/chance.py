"""How weak a green result is: how often a number that somebody made up would fit some figure of the event."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from narrator.audit.compare import is_near
from narrator.model.quantity import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.audit.matter import Matter
    from narrator.model.policy import Policy
    from narrator.model.quantity import Interval

EACH, PERCENTS = 90, 99
"""The numbers of two digits in a power of ten, and the whole percents, that somebody may make up."""


def chances(matter: Matter, units: Iterable[str]) -> dict[str, Fraction]:
    """For each unit that figures have, which part of all made-up numbers ("about 43%") is near one of them.

    Made-up percentages are the whole ones from 1 to 99, other numbers those of two significant digits in the powers of
    ten of the figures. It is by the number alone: a sentence has to name what the figure is about as well.
    """
    found: dict[str, Fraction] = {}
    for unit in units:
        said = [claim.interval for claim in matter.by_unit.get(unit, ()) if not claim.sources]
        numbers = {number for each in said for number in _near(each, matter.policy, is_share=unit == PERCENT)}
        powers = {end.adjusted() for each in said for end in (each.low, each.high) if end}
        if powers:
            every = PERCENTS if unit == PERCENT else EACH * (max(powers) - min(powers) + 1)
            found[unit] = min(Fraction(len(numbers), every), Fraction(1))
    return found


def _near(said: Interval, policy: Policy, *, is_share: bool) -> Iterator[Decimal]:
    """The made-up numbers that "about" would allow of a figure."""
    if not said.low:
        return
    said = said.negated() if said.low < 0 else said
    value = said.low or Decimal(0)
    step = Decimal(1) if is_share else Decimal(1).scaleb(value.adjusted() - 1)
    middle = (value / step).quantize(Decimal(1), ROUND_HALF_UP)
    for number in ((middle + near) * step for near in (-1, 0, 1)):
        is_in = not is_share or 0 < number <= PERCENTS
        if is_in and is_near(number, said, policy.about_near.value):
            yield number
