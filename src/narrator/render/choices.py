"""Choices: which variant of a passage an edition uses, so that two days do not read alike.

A variant follows from the edition's rank among the events of its workspace in time, shifted by a hash of the passage's
name: never yesterday's, and known without any other edition (ARTICLE.md 15).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FULL_FIRST = "mechanism."
"""Keys whose first variant explains in full."""
FULL_EVERY = 5
"""It comes once in so many editions, and a clause in the others."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An edition's rank in time, and the choices that were recorded where it is published already."""

    rank: int = 0
    recorded: Mapping[str, int] = field(default_factory=dict)


class Chooser:
    """Chooses variants for one edition; `made` holds the choices, to be recorded with it."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.made: dict[str, int] = {}
        self.skipped = 0

    def choose(self, key: str, count: int) -> int:
        """The index of the variant to use, 0 to count - 1; the same key gives the same answer within an edition."""
        recorded = self.turn.recorded.get(key, count)
        self.made[key] = recorded if recorded < count else self._by_rank(key, count)
        return (self.made[key] + self.skipped) % count

    def _by_rank(self, key: str, count: int) -> int:
        place = self.turn.rank + int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
        if not key.startswith(FULL_FIRST) or count == 1:
            return place % count
        return 0 if place % FULL_EVERY == 0 else 1 + place % (count - 1)
