"""Where in a text stands what a tool names by its line and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def spans(text: str, found: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """The stretches for `(line, words)`, lines from 1; words that stand twice in a line are taken in order."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    taken: dict[tuple[int, str], int] = {}
    placed: list[tuple[int, int]] = []
    for number, words in found:
        at = lines[number - 1].find(words, taken.get((number, words), 0))
        if at >= 0:
            taken[number, words] = at + len(words)
            placed.append((starts[number - 1] + at, starts[number - 1] + at + len(words)))
    return placed
