"""What figures give: one amount beside the one that was said last, and what a move in percent makes of a thing."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.named import CHANGE
from narrator.model.quantity import MEASURES, MOVES, PERCENT, TIMES, Direction, Interval
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.passages import Passage
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

OF_LAST, BY_TIMES = patterns(__name__, "OF_LAST", "BY_TIMES")
ALL_OF_IT, JUST = Decimal(100), Decimal("1.01")
REACH = 24


class Result(NamedTuple):
    """A number that figures give: its interval, its unit, the formula over figure ids, and what goes into it."""

    interval: Interval
    unit: str
    formula: str
    inputs: tuple[Claim, ...]


def ends_of(claim: Claim) -> tuple[Decimal, Decimal]:
    """The ends of a figure; of one that is open, zero and all of it."""
    low, high = claim.interval.low, claim.interval.high
    return low or Decimal(0), ALL_OF_IT if high is None else high


def of_the_last(passage: Passage, mention: Mention, text: str) -> Iterator[Result]:
    """What an amount is of another of its paragraph, said right behind it: 11% of the pile, twice that."""
    is_said = OF_LAST.search(text, mention.start, mention.end + REACH) is not None
    last = (passage.here or passage.bound)[-1:] if is_said else ()
    for one, other in product(last, passage.bound):
        part, whole = (one, other) if mention.unit == PERCENT else (other, one)
        is_amount = one.unit == other.unit and one.unit not in MEASURES and one.figure is not other.figure
        if is_amount and mention.unit in {PERCENT, TIMES} and ends_of(part)[0] > 0 < ends_of(whole)[0]:
            times = ALL_OF_IT if mention.unit == PERCENT else 1
            low, high = ends_of(part)[0] / ends_of(whole)[1] * times, ends_of(part)[1] / ends_of(whole)[0] * times
            if mention.low is not None and max(abs(low - mention.low), abs(high - mention.low)) <= mention.digits:
                low = high = mention.low  # rounded to the digits that are said
            yield Result(Interval(low, high), mention.unit, f"{part.figure.id} / {whole.figure.id}", (one, other))


def grown(inputs: Sequence[Claim], mention: Mention, text: str) -> Iterator[Result]:
    """How many times itself something is after a move in percent: up 134.8%, it more than doubled.

    In Chinese by how many times itself it rose: 涨逾四倍, of a move of 425%.
    """
    moves = [claim for claim in inputs if claim.is_move and claim.direction in MOVES]
    is_by = BY_TIMES.search(text, max(0, mention.start - REACH // 4), mention.start) is not None
    for move in moves if mention.unit == TIMES and (is_by or CHANGE.match(mention.text)) else ():
        turn = -1 if move.direction is Direction.DOWN else 1
        low, high = sorted((not is_by) + turn * end / ALL_OF_IT for end in ends_of(move))
        if mention.low is not None and mention.high is None and mention.low < low < mention.low + 1:
            low = high = mention.low * JUST  # more than doubled, of what has not tripled
        yield Result(Interval(low, high), TIMES, f"1 {'-+'[turn > 0]} {move.figure.id}", (move,))
