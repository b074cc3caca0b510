"""What the head of a column says of the numbers below it: whose they are, and which way they went."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from narrator.audit.ways import direction_of
from narrator.model.quantity import MEASURES, MOVES, Direction
from narrator.reading.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narrator.audit.ways import Ways
    from narrator.reading.layout import Layout
    from narrator.reading.mentions import Mention

Stretch = tuple[int, int]
NET = lazy(r"\bnet\b|净流")
"""A column of net flows, in which only those out have a minus."""


class Heads:
    """The heads of the columns of a text. `told` are the paragraphs with numbers, which are no heads."""

    def __init__(self, layout: Layout, told: Sequence[int] | frozenset[int] | set[int], ways: Ways) -> None:
        self.layout, self.told, self.ways = layout, told, ways

    @cached_property
    def rows(self) -> Mapping[int, Sequence[Stretch]]:
        """The heads above each row of a table."""
        rows: dict[int, list[Stretch]] = {}
        head: list[Stretch] = []
        for number in range(len(self.layout.labels)):
            cells = (
                [(at, at + len(cell)) for cell, at in self.layout.cells(number)] if self.layout.is_row(number) else []
            )
            if not cells:
                head = []
            elif number in self.told:
                rows[number] = head
            else:
                head = head or cells
        return rows

    def above(self, mention: Mention) -> Stretch | None:
        """The head of the column in which a number stands, counted from the last column."""
        head = self.rows.get(mention.paragraph, ())
        stop = self.layout.stretch(mention.paragraph)[1]
        after = self.layout.text[mention.end : stop].rstrip(" |").count("|") if head else 0
        return head[-1 - after] if after < len(head) else None

    def way(self, mention: Mention) -> Direction | None:
        """The way of a number in percent or points that has none of its own, below "fall" or 涨幅."""
        head = self.above(mention) if mention.direction is None else None
        ways = {*map(direction_of, self.ways.finditer(self.layout.lowered, *head))} if head else set()
        if mention.unit not in MEASURES:
            is_net = head is not None and not ways and NET.search(self.layout.lowered, *head)
            return Direction.INFLOW if is_net else None
        way = ways.pop() if len(ways) == 1 else None
        return way if way in MOVES else None
