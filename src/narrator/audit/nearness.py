"""Which claims a number is near, so that it need not be held against all of an event (see `compare`)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from narrator.audit.compare import reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim
    from narrator.model.policy import Policy


class Nearness:
    """The claims by what they say. `same`: those with the same ends, of whatever unit."""

    def __init__(self, claims: Sequence[Claim], policy: Policy) -> None:
        self._claims, part = claims, reach(policy)
        self._less, self._more = 1 - part, 1 / (1 - part)
        self._sizes: dict[str, list[tuple[Decimal, int]]] = {}
        self._others: dict[str, list[int]] = {}
        self.same: dict[tuple[Decimal | None, Decimal | None], list[Claim]] = {}
        for at, claim in enumerate(claims):
            low, high = claim.interval.low, claim.interval.high
            self.same.setdefault((low, high), []).append(claim)
            if low is not None and low == high:
                self._sizes.setdefault(claim.unit, []).append((abs(low), at))
            else:
                self._others.setdefault(claim.unit, []).append(at)
        for sizes in self._sizes.values():
            sizes.sort()

    def near(self, mention: Mention, units: Iterable[str]) -> Iterator[Claim]:
        """The claims in some units without the points that are far from that of a mention, which need not be one."""
        is_other = mention.word is not None or mention.magnitude is not None or mention.low != mention.high
        low = None if is_other else mention.low
        for unit in units:
            sizes = self._sizes.get(unit, [])
            if low is not None:
                size, rounded = abs(low), 2 * mention.digits
                first = bisect_left(sizes, (min(size * self._less, size - rounded), -1))
                last = bisect_right(sizes, (max(size * self._more, size + rounded), len(self._claims)))
                sizes = sizes[first:last]
            for at in sorted((*(at for _, at in sizes), *self._others.get(unit, ()))):
                yield self._claims[at]
