"""What a text works out itself: sums, differences, shares and multiples of figures that its paragraph names.

Interval arithmetic on the exact ends, each figure once (LANGUAGE.md 3).
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.quantity import MEASURES, PERCENT, TIMES, Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.topics import Claim

MOST = 6
"""How many figures of a paragraph are combined; the ones named last."""


class Result(NamedTuple):
    """A number that figures give: its interval, its unit, the formula over figure ids, and what goes into it."""

    interval: Interval
    unit: str
    formula: str
    inputs: tuple[Claim, ...]


def results(named: Sequence[Claim], unit: str | None, *, is_sum: bool, is_gap: bool) -> Iterator[Result]:
    """What the figures of a paragraph give in a unit; sums and gaps only where the sentence says so."""
    ended = (claim for claim in named if claim.interval.low is not None and claim.interval.high is not None)
    usable = [*{claim.figure.id: claim for claim in ended}.values()][-MOST:]
    if unit in {PERCENT, TIMES}:
        yield from _quotients(usable, unit)
    elif unit not in MEASURES:
        yield from _totals(usable, unit, is_sum=is_sum, is_gap=is_gap)


def _quotients(usable: Sequence[Claim], unit: str | None) -> Iterator[Result]:
    factor = 100 if unit == PERCENT else 1
    for part, whole in permutations(usable, 2):
        low, high, least, most = part.interval.low, part.interval.high, whole.interval.low, whole.interval.high
        if (
            part.unit == whole.unit
            and part.unit not in {PERCENT, TIMES}
            and low
            and high
            and least
            and most
            and least > 0
        ):
            formula = f"{part.figure.id} / {whole.figure.id}"
            if unit == PERCENT and (low > least or high > most):
                continue  # no part of it
            yield Result(Interval(low / most * factor, high / least * factor), str(unit), formula, (part, whole))
            both = f"{part.figure.id} / ({part.figure.id} + {whole.figure.id})"
            if unit == PERCENT:
                ends = Interval(low / (low + most) * factor, high / (high + least) * factor)
                yield Result(ends, PERCENT, both, (part, whole))


def _totals(usable: Sequence[Claim], unit: str | None, *, is_sum: bool, is_gap: bool) -> Iterator[Result]:
    alike = [claim for claim in usable if claim.unit == unit and unit is not None]
    for count in (2, 3) if is_sum else ():
        for parts in combinations(alike, count):
            lows = [part.interval.low for part in parts if part.interval.low is not None]
            highs = [part.interval.high for part in parts if part.interval.high is not None]
            ids = " + ".join(part.figure.id for part in parts)
            yield Result(Interval(sum(lows[1:], lows[0]), sum(highs[1:], highs[0])), str(unit), ids, parts)
    for more, less in permutations(alike, 2) if is_gap else ():
        low, high, least, most = more.interval.low, more.interval.high, less.interval.low, less.interval.high
        if low is not None and high is not None and least is not None and most is not None and low > most:
            formula = f"{more.figure.id} - {less.figure.id}"
            yield Result(Interval(low - most, high - least), str(unit), formula, (more, less))
