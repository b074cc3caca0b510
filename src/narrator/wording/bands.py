"""Words that are computed (LANGUAGE.md 4 and 5): the whole interval must lie in the band, and exact ends are tested.

Bounds are intervals too: nothing is known beyond them, so "more than 90%" is the vast majority and not nearly all.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from narrator.model.policy import MULTIPLE_BANDS, SHARE_BANDS
from narrator.model.quantity import NEGATIVE, Interval, Kind
from narrator.wording.digits import EXACT, significant, unit_in_last_place
from narrator.wording.forms import Family, family_of, is_move, oriented
from narrator.wording.styles import Style

if TYPE_CHECKING:
    from narrator.model.policy import Band, Policy
    from narrator.wording.expression import Expression

WHOLE = Decimal(100)
ROUND_DIGITS = 2
"""R of "nearly R" has at most so many significant digits."""


Relation = Enum("Relation", "EQUAL NEARLY JUST_OVER ABOUT MORE_THAN AT_LEAST")
"""How a figure lies to a round number R, most specific first."""


def band_of(expression: Expression) -> str | None:
    """The word of a share or a multiple, by the id of its band; None where none holds."""
    if family_of(expression, Style.WORDS) is not Family.PLAIN:
        return None
    interval = expression.interval
    if expression.kind is Kind.MULTIPLE:
        return _first(MULTIPLE_BANDS, interval)
    is_share = expression.kind is Kind.PERCENT and (interval.high is None or interval.high <= WHOLE)
    return _first(SHARE_BANDS, interval) if is_share else None


def _first(bands: tuple[Band, ...], interval: Interval) -> str | None:
    holding = (b for b in bands if Interval(b.low, b.high, b.low_open, b.high_open).contains(interval))
    return next((band.word for band in holding), None)


def is_little_changed(expression: Expression, policy: Policy) -> bool:
    """Whether a price moved so little either way that the move is no news."""
    direction, interval = oriented(expression, Family.CHANGE)
    if not is_move(expression):
        return False
    if direction is not None and interval.low is None:
        interval = Interval(Decimal(0), interval.high)
    signed = interval.negated() if direction in NEGATIVE else interval
    limit = policy.little_changed.value
    return Interval(-limit, limit).contains(signed)


def relation_of(interval: Interval, round_to: Decimal, policy: Policy, *, approximate: bool = False) -> Relation | None:
    """The first relation to a positive R that holds on the whole interval of magnitudes; None where none does.

    An `approximate` value may be a source's own "nearly", so R may then have more digits than two.
    """
    if round_to <= 0:
        return None
    far = EXACT.multiply(round_to, policy.nearly_near.value)
    least, most = EXACT.subtract(round_to, far), EXACT.add(round_to, far)
    about = _about(round_to, policy).contains(interval)
    few = significant(round_to) <= ROUND_DIGITS
    below, above = Interval(least, round_to, high_open=few), Interval(round_to, most, low_open=few)
    over = Interval(round_to, None, low_open=True).contains(interval)
    holds = {
        Relation.EQUAL: Interval.point(round_to).contains(interval),
        Relation.NEARLY: below.contains(interval) and (few or (about and approximate)),
        Relation.JUST_OVER: above.contains(interval) and (few or (about and approximate)),
        Relation.ABOUT: about,
        Relation.MORE_THAN: over and interval.low is not None and interval.low <= most,
        Relation.AT_LEAST: Interval(round_to, None).contains(interval),
    }
    return next((relation for relation, true in holds.items() if true), None)


def _about(round_to: Decimal, policy: Policy) -> Interval:
    """The values that round half-up to R at its own last significant digit and lie near enough to it."""
    half = EXACT.multiply(unit_in_last_place(round_to), Decimal("0.5"))
    near = EXACT.multiply(round_to, policy.about_near.value)
    reach = min(half, near)
    return Interval(EXACT.subtract(round_to, reach), EXACT.add(round_to, reach), high_open=half <= near)
