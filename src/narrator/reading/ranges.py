"""Two numbers as the ends of one range, each with what it leaves to the other to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.quantity import INDEX, PERCENT, POINTS, Direction, Interval
from narrator.reading.atoms import MANY, NOTHING
from narrator.reading.numerals import EXACT
from narrator.reading.patterns import lazy
from narrator.reading.spellings import UNITS

if TYPE_CHECKING:
    import re
    from decimal import Decimal

    from narrator.reading.numerals import Atom

FAR, HALF, HUNDRED = 5, 2, 2
"""A range after a verb of change whose ends are farther apart than so many times is an amount and where it led; one of
two prices more than `HALF` below the other is that too."""
STATED = frozenset(UNITS.values())
"""Units that a number states itself; another, a coin or a noun, is what the money of a range was in."""
FALL, RISE = lazy(r"[ \n](?:fall|drop|decline|loss)"), lazy("inflow|rise|gain|increase|净流入|上涨|上升")


def below_zero(atom: Atom, *, said: bool) -> Atom:
    """A number after the word "minus"."""
    return replace(atom, way=Direction.DOWN) if said else atom


def across_zero(first: Atom, second: Atom, between: re.Match[str], text: str) -> Atom | None:
    """A range over both sides of zero, each side in words: between net outflows of A and net inflows of B."""
    gap, rest = text[first.stop : second.start].lower(), text[second.stop : second.stop + 10].lower()
    falls = between["flow"] == "out" or between["fall"] or between["han"] or FALL.match(gap)
    is_zero = (first.kind == "zero", second.kind == "zero")
    low, high = first.value, second.value
    if low is None or high is None or not (is_zero[0] or falls) or not (is_zero[1] or RISE.search(gap + rest)):
        return None
    flows = "flow" in gap or between["flow"] or between["han"] == "净流出"
    signs = (Direction.OUTFLOW, Direction.INFLOW) if flows else (Direction.DOWN, Direction.UP)
    way = signs[1] if is_zero[0] else signs[0] if is_zero[1] else None
    ends = Interval(NOTHING, low) if is_zero[1] else Interval(low.copy_negate() if low else NOTHING, high)
    of = first if is_zero[1] else second  # no change has no last digit
    made = replace(second, number=of.number, power=of.power, shift=of.shift)
    return replace(made, kind="range", start=first.start, unit=second.unit or first.unit, way=way, ends=ends)


def _elided(first: Atom, second: Atom) -> Decimal:
    """The first end of a range with what the second says for both: 400 to 500 million, one to two hundred million."""
    own, power, shift = first.power or 0, second.power or 0, first.shift if first.unit else second.shift
    number, most = first.number or NOTHING, second.value or NOTHING
    is_lent = first.power in {None, HUNDRED} and (first.unit is None or first.leads)
    ends = [EXACT.scaleb(number, own + lent + shift) for lent in ((power, power // 3 * 3) if is_lent else (0,))]
    return next((end for end in ends if end <= most), ends[0])


def give_or_take(first: Atom, second: Atom) -> Atom | None:
    """A number and how far from it the true one may lie, as a range: $240m ± $45m, $92,000 ± 3%."""
    spread, unit = second.ends.high if second.ends else None, first.unit or second.unit
    parts = {PERCENT, POINTS, INDEX} if unit == PERCENT else {PERCENT}
    if second.kind != "range" or first.number is None or spread is None or second.unit not in {unit, None, *parts}:
        return None
    power = second.power if first.power is None and first.number < MANY else first.power
    middle = EXACT.scaleb(first.number, (power or 0) + first.shift)
    spread = EXACT.multiply(middle, spread.scaleb(-2)) if second.unit == PERCENT != unit else spread
    ends = Interval(max(EXACT.subtract(middle, spread), NOTHING), EXACT.add(middle, spread))
    return replace(first, kind="range", stop=second.stop, unit=unit, ends=ends, bound="")


def range_of(first: Atom, second: Atom) -> Atom | None:
    """Two ends as one range, the first with what it leaves to the second to say."""
    is_shared = first.leads and not second.leads and second.unit not in STATED
    unit = first.unit or second.unit
    if first.number is None or second.value is None or second.number is None or not (is_shared or unit == second.unit):
        return None
    elided, signs = _elided(first, second), (first.way is Direction.DOWN, second.way is Direction.DOWN)
    is_below = signs[0] or elided <= second.value  # below zero the larger number is the lower end
    is_elided = is_below and (first.number < MANY or second.number >= MANY)
    low, high = elided if is_elided else first.value or NOTHING, second.value
    low, high = sorted((low, high)) if all(signs) else (low.copy_negate() if signs[0] else low, high)
    if low > high:
        return None
    atom = replace(second, kind="range", start=first.start, unit=unit, ends=Interval(low, high))
    atom.way, atom.weak = first.way if first.way is second.way else None, first.weak and second.weak
    if is_shared:
        atom.noun, atom.stop = None, second.bare
    return atom
