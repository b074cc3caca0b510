"""Compares what a mention says with the interval of a figure (LANGUAGE.md 4, "about R", and 6.2).

The definitions of about, nearly, just over, more than and at least stand in the policy and are shared with wording; the
code is not, because nobody finds their own slips.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from narrator.audit.verdicts import Verdict
from narrator.model.quantity import NEGATIVE, PERCENT, Interval
from narrator.model.report import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narrator.audit.topics import Claim
    from narrator.model.policy import Policy
    from narrator.reading.mentions import Mention

EVERY = Decimal(0), Decimal("inf")
"""The ends of what is near every number."""
HALF_TENTH = Decimal("0.05")
"""A computed share is printed with at most one decimal."""
CUT, MOST_OF_IT = Decimal("0.01"), Decimal("0.99")
"""How much of a number its last digit is at most, of three or more of them; a part beyond which nothing is far."""
NEARLY_DIGITS = 2
"""'Nearly R' needs an R of at most so many significant digits."""
ABOUT, NEARLY, JUST_OVER, UP_TO = "about", "nearly", "just over", "up to"


def held_against(mention: Mention, said: Interval, policy: Policy, *, vague: bool, computed: bool = False) -> Verdict:
    """Whether an interval supports what a mention says, or in which way it does not; directions are not looked at.

    `vague`: the source itself said "about", so that the bare number says too much. `computed`: ends may be rounded
    outward to three significant digits.
    """
    if mention.low is None or mention.high is None:
        found = _bound(mention, said, policy)
        is_open = (said.high if mention.low is not None else said.low) is None
        is_loose = mention.kind == "range" and not is_open  # from 8 to 10 billion or more, of what has an end
        is_loose = is_loose or (vague and said.is_point and said.low in {mention.low, mention.high})  # about so much
        if is_loose and found is Verdict.SUPPORTED:
            return Verdict.QUALIFIER
    elif mention.low == mention.high:
        found = _point(mention, mention.low, said, policy, vague=vague)
        is_shown = computed and mention.unit == PERCENT and mention.approximate
        slack = min(mention.digits, HALF_TENTH) if mention.low else mention.digits  # a whole percent may be 1.0%
        if is_shown and all(end is not None and abs(end - mention.low) <= slack for end in (said.low, said.high)):
            return Verdict.SUPPORTED
    else:
        ends = [2 * mention.digits] * 2
        if computed:
            shown = int(policy.computed_digits.value) - 1
            ends = [
                max(2 * mention.digits, Decimal(1).scaleb(end.adjusted() - shown))
                for end in (mention.low, mention.high)
            ]
        found = _range(mention.low, mention.high, said, ends)
    return found


def can_be(mention: Mention, claim: Claim) -> bool:
    """Whether a number may be that of a figure: a bare one is of no other point that was measured."""
    low, said = claim.interval.low, mention.low
    is_loose = mention.approximate or mention.qualifier or mention.word is not None or mention.magnitude is not None
    if is_loose or claim.nature is not Nature.MEASURED or said is None or said != mention.high:
        return True
    return low is None or low != claim.interval.high or abs(low) == abs(said)


def mirrored(mention: Mention, claim: Claim) -> Interval:
    """What a number is held against: its magnitude where the text says minus, or a fall, of what is not above zero."""
    said = claim.interval
    below = (said.low or 0) < 0 if said.high is None else said.high <= 0  # none of it above zero, or no end there
    is_negative = claim.direction is None and below
    return said.negated() if is_negative and mention.direction in NEGATIVE else said


def reach(policy: Policy) -> Decimal:
    """The part of the larger of two numbers that about, nearly, just over and last digits left out allow at most."""
    return min(max(policy.about_near.value, policy.nearly_near.value, CUT), MOST_OF_IT)


def _point(mention: Mention, number: Decimal, said: Interval, policy: Policy, *, vague: bool) -> Verdict:
    if said.low is None or said.high is None:
        return _within_bound(number, said)
    if said.low == said.high == number and not (vague and mention.qualifier == "" and not mention.approximate):
        return Verdict.QUALIFIER if mention.qualifier == UP_TO else Verdict.SUPPORTED
    is_hedged = mention.qualifier or mention.approximate
    if is_hedged and _is_meant(mention.qualifier or ABOUT, number, said, policy):
        return Verdict.SUPPORTED
    if is_near(number, said, policy.nearly_near.value) or _is_cut(number, said) or _is_rounded(mention, number, said):
        return Verdict.QUALIFIER
    return Verdict.OVERPRECISE if said.low <= number <= said.high else Verdict.OUTSIDE


def _is_rounded(mention: Mention, number: Decimal, said: Interval) -> bool:
    """Whether a percentage is that of a figure at one decimal or more, however small: 0.2%, of 0.17%."""
    step = _last_digit(number)
    is_told = mention.unit == PERCENT and number != 0 and step < 1 and said.low is not None and said.high is not None
    return is_told and {_rounded(end, step) for end in (said.low, said.high) if end is not None} == {number}


def _within_bound(number: Decimal, said: Interval) -> Verdict:
    """A point where the figure is a bound: at its end the bound was dropped, beyond it more is said than is known."""
    if number in {said.low, said.high}:
        return Verdict.QUALIFIER
    is_inside = number > said.low if said.low is not None else said.high is not None and number < said.high
    return Verdict.OVERPRECISE if is_inside else Verdict.OUTSIDE


def _is_meant(qualifier: str, number: Decimal, said: Interval, policy: Policy) -> bool:
    low, high = said.low or Decimal(0), said.high or Decimal(0)
    is_about = is_near(number, said, policy.about_near.value)
    near = policy.nearly_near.value
    if qualifier == NEARLY:
        is_just_below = _digits(number) <= NEARLY_DIGITS and number * (1 - near) <= low and high < number
        return is_just_below or (is_about and high <= number)
    if qualifier == JUST_OVER:
        is_just_above = _digits(number) <= NEARLY_DIGITS and number < low and high <= number * (1 + near)
        return is_just_above or (is_about and low >= number)
    return is_about


def _is_cut(number: Decimal, said: Interval) -> bool:
    """Whether a figure without its last digits is a number of at least three: 76.6 of 76.66."""
    if said.low is None or said.low != said.high or _digits(number) <= NEARLY_DIGITS:
        return False
    step = _last_digit(number)
    return (abs(said.low) / step).to_integral_value(ROUND_DOWN) * step == abs(number)


def is_near(number: Decimal, said: Interval, part: Decimal) -> bool:
    """Whether both ends, rounded half up to the last significant digit of a number, are that number, and near it."""
    if said.low is None or said.high is None:
        return False
    reach = abs(number) * part
    if abs(said.low - number) > reach or abs(said.high - number) > reach:
        return False
    step = _last_digit(number)
    return _rounded(said.low, step) == number == _rounded(said.high, step)


def _last_digit(number: Decimal) -> Decimal:
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def exactness(mention: Mention) -> int:
    """How many significant digits a point has that says no more and no less than its number."""
    is_exact = mention.low is not None and mention.low == mention.high and not mention.approximate
    return _digits(mention.low) if is_exact and mention.low else 0


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _bound(mention: Mention, said: Interval, policy: Policy) -> Verdict:
    """At least, more than, below: true of the whole figure, and near it; "at least" is as near as its digits."""
    is_open, least = (mention.low_open, mention.low) if mention.low is not None else (mention.high_open, mention.high)
    if least is None:
        return Verdict.OUTSIDE
    near = abs(least) * policy.nearly_near.value if is_open else _last_digit(least)
    if mention.low is None:
        near = min(near, abs(least) / 4)  # at most $10 billion, of what is next to nothing
        least, said = -least, said.negated()
    if said.low is None:
        return Verdict.OUTSIDE
    if said.low < least:
        return Verdict.OUTSIDE if said.high is not None and said.high < least else Verdict.OVERPRECISE
    if said.low == least and is_open and not said.low_open:
        return Verdict.QUALIFIER
    if said.low - least <= near:
        return Verdict.SUPPORTED
    return Verdict.QUALIFIER if said.low - least <= abs(least) else Verdict.OUTSIDE


def is_turned_round(mention: Mention, said: Interval) -> bool:
    """Whether a bound has the very number of another one and lies on its other side: less than, of more than."""
    one, other = (mention.low, said.high) if mention.high is None else (mention.high, said.low)
    is_bound = (mention.low is None) is not (mention.high is None) and (said.low is None) is not (said.high is None)
    return is_bound and one is not None and one == other


def _range(low: Decimal, high: Decimal, said: Interval, slack: list[Decimal]) -> Verdict:
    """A range holds the whole figure and is wider by less than its own last digit at either end."""
    if said.low is None or said.high is None:
        inside = (said.low is None or low >= said.low) and (said.high is None or high <= said.high)
        return Verdict.OVERPRECISE if inside else Verdict.OUTSIDE
    if low <= said.low and said.high <= high:
        is_tight = said.low - low < slack[0] and high - said.high < slack[1]
        return Verdict.SUPPORTED if is_tight else Verdict.OUTSIDE
    return Verdict.OVERPRECISE if said.low <= low and high <= said.high else Verdict.OUTSIDE


def distance(mention: Mention, said: Interval) -> Decimal:
    """How far an end of a figure is from that of a mention, as a part of the larger one; 1 where they have none."""
    ends = [(a, b) for a, b in ((mention.low, said.low), (mention.high, said.high)) if a is not None and b is not None]
    return max((abs(a - b) / (max(abs(a), abs(b)) or 1) for a, b in ends), default=Decimal(1))


def slipped(mention: Mention, said: Interval, policy: Policy) -> bool:
    """Whether a power of ten lies between the mention and the figure: million for billion, 万 for 亿."""
    ends = [(a, b) for a, b in ((mention.low, said.low), (mention.high, said.high)) if a and b]
    ends = ends or [(a, b) for a in (mention.low, mention.high) for b in (said.low, said.high) if a and b]
    powers = {_power(a / b, policy.slip_tolerance.value) for a, b in ends}
    return len(powers) == 1 and not powers & {None, 0}


def _power(ratio: Decimal, near: Decimal) -> int | None:
    """The power of ten that a ratio nearly is."""
    power = ratio.adjusted()
    rest = abs(ratio.scaleb(-power))
    return power if rest <= 1 + near else power + 1 if rest >= 10 * (1 - near) else None


def worded(mention: Mention, claim: Claim, policy: Policy) -> Verdict:
    """Whether a word holds on the whole of a figure; an undecided one has no words."""
    if mention.low == mention.high and mention.low is not None:
        said = replace(mention, qualifier=mention.qualifier or ABOUT)
        return held_against(said, claim.interval, policy, vague=False)
    band = Interval(mention.low, mention.high, mention.low_open, mention.high_open)
    return Verdict.SUPPORTED if claim.topic.is_share and band.contains(claim.interval) else Verdict.WORD


class Nearness:
    """The claims by what they say. `same`: those with the same ends, of whatever unit."""

    def __init__(self, claims: Sequence[Claim], policy: Policy) -> None:
        self._claims, part = claims, reach(policy)
        self._less, self._more = 1 - part, 1 / (1 - part)
        self._sizes: dict[str, list[tuple[Decimal, int]]] = {}
        self._others: dict[str, list[tuple[Decimal, Decimal, int]]] = {}
        self.same: dict[tuple[Decimal | None, Decimal | None], list[Claim]] = {}
        for at, claim in enumerate(claims):
            low, high = claim.interval.low, claim.interval.high
            self.same.setdefault((low, high), []).append(claim)
            if low is not None and low == high:
                self._sizes.setdefault(claim.unit, []).append((abs(low), at))
            else:
                is_far = low is not None and high is not None and low * high > 0  # from zero, on one side of it
                ends = sorted(abs(end) for end in (low, high) if end is not None) if is_far else EVERY
                self._others.setdefault(claim.unit, []).append((ends[0], ends[1], at))
        for sizes in self._sizes.values():
            sizes.sort()

    def near(self, mention: Mention, units: Iterable[str]) -> Iterator[Claim]:
        """The claims in some units without those that are far from the point of a mention, which need not be one."""
        is_other = mention.word is not None or mention.magnitude is not None or mention.low != mention.high
        low = None if is_other else mention.low
        for unit in units:
            sizes, others = self._sizes.get(unit, []), self._others.get(unit, [])
            if low is not None:
                size, rounded = abs(low), 2 * mention.digits
                least, most = min(size * self._less, size - rounded), max(size * self._more, size + rounded)
                sizes = sizes[bisect_left(sizes, (least, -1)) : bisect_right(sizes, (most, len(self._claims)))]
                others = [each for each in others if each[0] <= most and least <= each[1]]
            for at in sorted((*(at for _, at in sizes), *(at for *_, at in others))):
                yield self._claims[at]
