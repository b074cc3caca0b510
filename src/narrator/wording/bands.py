"""Words that are computed (LANGUAGE.md 4 and 5): the whole interval must lie in the band, and exact ends are tested.

Bounds are intervals too: nothing is known beyond them, so "more than 90%" is the vast majority and not nearly all.
The English words are the ids under which other languages find theirs.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.model.policy import MULTIPLE_BANDS, SHARE_BANDS
from narrator.model.quantity import Interval, Kind
from narrator.wording.forms import EXACT, Family, significant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.model.policy import Policy
    from narrator.wording.expression import Expression
    from narrator.wording.forms import Form

WHOLE = Decimal(100)
ROUND_DIGITS = 2
"""R of "nearly R" has at most so many significant digits."""


def band_of(expression: Expression, form: Form, policy: Policy) -> str | None:
    """The word of a share, a multiple or a price move; None where none holds."""
    bands: Mapping[str, Interval] = {}
    if expression.is_move:
        limit = policy.little_changed.value
        bands = {"little changed": Interval(None if form.direction else -limit, limit)}
    elif form.family is Family.PLAIN and expression.kind is Kind.MULTIPLE:
        bands = MULTIPLE_BANDS
    elif form.family is Family.PLAIN and expression.kind is Kind.PERCENT and (form.exact.high or WHOLE) <= WHOLE:
        bands = SHARE_BANDS
    return next((word for word, band in bands.items() if band.contains(form.exact)), None)


def relation_of(form: Form, round_to: Decimal, policy: Policy, *, approximate: bool) -> str | None:
    """The first relation to a positive R that holds on the whole interval of magnitudes.

    None where none does, and where the figure is R. An `approximate` value may be a source's own "nearly", so R may
    then have more digits than two.
    """
    exact = form.exact
    if round_to <= 0 or exact == Interval.point(round_to):
        return None
    far = EXACT.multiply(round_to, policy.nearly_near.value)
    least, most = EXACT.subtract(round_to, far), EXACT.add(round_to, far)
    about = _about(round_to, policy).contains(exact)
    few = significant(round_to) <= ROUND_DIGITS
    near = few or (about and approximate)
    over = Interval(round_to, None, low_open=True).contains(exact)
    holds = {
        "nearly": near and Interval(least, round_to, high_open=few).contains(exact),
        "just over": near and Interval(round_to, most, low_open=few).contains(exact),
        "about": about,
        "more than": over and exact.low is not None and exact.low <= most,
        "at least": Interval(round_to, None).contains(exact),
    }
    return next((relation for relation, true in holds.items() if true), None)


def _about(round_to: Decimal, policy: Policy) -> Interval:
    """The values that round half-up to R at its own last significant digit and lie near enough to it."""
    half = Decimal(5).scaleb(int(round_to.normalize(EXACT).as_tuple().exponent) - 1)
    near = EXACT.multiply(round_to, policy.about_near.value)
    reach = min(half, near)
    return Interval(EXACT.subtract(round_to, reach), EXACT.add(round_to, reach), high_open=half <= near)
