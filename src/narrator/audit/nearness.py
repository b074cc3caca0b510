"""Which claims a number is near, so that it need not be held against all of an event (see `compare`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from narrator.audit.compare import FAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim

LESS, MORE = 1 - FAR, 1 / (1 - FAR)
"""What lies beyond these parts of a number is farther from it than any word or rounding reaches."""


class Nearness:
    """The claims by what they say. `same`: those with the same ends, of whatever unit."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        ends = [(claim.interval.low, claim.interval.high) for claim in claims]
        self._sizes = sorted((abs(low), at) for at, (low, high) in enumerate(ends) if low is not None and low == high)
        self._claims, self._points = claims, {id(claims[at]) for _, at in self._sizes}
        self.same: dict[tuple[Decimal | None, Decimal | None], list[Claim]] = {}
        for claim, both in zip(claims, ends, strict=True):
            self.same.setdefault(both, []).append(claim)

    def far(self, mention: Mention) -> Callable[[Claim], bool]:
        """Whether a claim is a point that is far from that of a mention; no claim is where the mention is none."""
        if mention.low is None or mention.low != mention.high or mention.word is not None or mention.magnitude:
            return lambda _: False
        size, reach = abs(mention.low), 2 * mention.digits
        first = bisect_left(self._sizes, (min(size * LESS, size - reach), -1))
        last = bisect_right(self._sizes, (max(size * MORE, size + reach), len(self._claims)))
        near = {id(self._claims[at]) for _, at in self._sizes[first:last]}
        return lambda claim: id(claim) in self._points and id(claim) not in near
