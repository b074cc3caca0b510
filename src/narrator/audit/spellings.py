"""The words that the audit reads, English and Chinese; `_` stands for the blank within a phrase.

Nothing here is shared with `wording` or `ingest`: what writes and what reads must not err alike.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def listed(text: str) -> tuple[str, ...]:
    """The words and phrases of a text."""
    return tuple(word.replace("_", " ") for word in text.split())


def turned[T](table: Mapping[T, str]) -> dict[str, T]:
    """What each word of a table stands under."""
    return {word: key for key, words in table.items() for word in listed(words)}
