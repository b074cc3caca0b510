"""How weak a green result is: how often a number that somebody made up would fit some figure of the event."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from narrator.audit.compare import is_near
from narrator.audit.derived import quotients
from narrator.model.policy import SHARE_BANDS
from narrator.model.quantity import MEASURES, PERCENT, TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrator.audit.matter import Matter
    from narrator.audit.topics import Claim
    from narrator.model.policy import Policy
    from narrator.model.quantity import Interval

WORDS, MULTIPLES = SHARE_BANDS, range(2, 11)
"""The words for a part and the multiples that somebody may make up."""
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


def made_up_ratios(matter: Matter, named: Iterable[str]) -> Fraction | None:
    """Which part of made-up ratios of two of the `named` figures would pass, if a sentence named both.

    Made up are the whole percents from 1 to 99, words ("half of", "the vast majority") and multiples ("three times"),
    each said of any two figures of one unit. None where no two figures have one unit.
    """
    wanted = {*named}
    claims = [claim for claim in matter.claims if claim.figure.id in wanted and not claim.sources]
    claims = [
        claim
        for claim in claims
        if claim.unit not in MEASURES and None not in (claim.interval.low, claim.interval.high)
    ]
    pairs = [pair for pair in combinations(claims, 2) if pair[0].unit == pair[1].unit]
    passing = sum(len({*_ratios(pair, matter.policy)}) for pair in pairs)
    return Fraction(passing, len(pairs) * (PERCENTS + len(WORDS) + len(MULTIPLES))) if pairs else None


def _ratios(pair: Sequence[Claim], policy: Policy) -> Iterator[object]:
    """The made-up ratios that two figures give, in either order."""
    for unit in (PERCENT, TIMES):
        for result in quotients(pair, unit, is_change=False):
            if unit == PERCENT:
                yield from _near(result.interval, policy, is_share=True)
                yield from (word for word, band in WORDS.items() if band.contains(result.interval))
            else:
                yield from (f"x{n}" for n in MULTIPLES if is_near(Decimal(n), result.interval, policy.about_near.value))


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
