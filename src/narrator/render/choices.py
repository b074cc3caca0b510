"""Choices: which variant of a passage an edition uses, so that two days do not read alike.

The variant unused for longest in the last editions is taken (ARTICLE.md 15); among variants never used, the order
starts at a place that depends on the event, so that first editions differ too. The same memory gives the same choice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMORY = 10
FULL_FIRST = "mechanism."
"""How many earlier editions are remembered; keys whose first variant explains in full, which comes first."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The choices of earlier editions, oldest first, and those of this very edition where it is published already."""

    earlier: tuple[Mapping[str, int], ...] = ()
    pinned: Mapping[str, int] = field(default_factory=dict)


class Chooser:
    """Chooses variants for one edition; `made` holds the choices, to be remembered by the next ones."""

    def __init__(self, event_id: str, memory: Memory) -> None:
        self.event_id = event_id
        self.earlier = memory.earlier[-MEMORY:]
        self.pinned = memory.pinned
        self.made: dict[str, int] = {}
        self.turn = 0

    def choose(self, key: str, count: int) -> int:
        """The index of the variant to use, 0 to count - 1; the same key gives the same answer within an edition."""
        if self.pinned.get(key, count) < count:
            self.made[key] = self.pinned[key]
        if key not in self.made:
            digest = hashlib.sha256(f"{self.event_id}|{key}".encode()).digest()
            start = 0 if key.startswith(FULL_FIRST) else int.from_bytes(digest[:4], "big")
            order = [(start + step) % count for step in range(count)]
            self.made[key] = min(order, key=lambda variant: self._last_used(key, variant))
        return (self.made[key] + self.turn) % count

    def _last_used(self, key: str, variant: int) -> int:
        """The position of the latest edition that used a variant; -1 for none."""
        return max((place for place, edition in enumerate(self.earlier) if edition.get(key) == variant), default=-1)
