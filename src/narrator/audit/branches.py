"""Patterns of many words that are read letter by letter, so that a text is not held against each word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def branched(words: Sequence[str]) -> str:
    """The pattern of any of some words, none of which stands behind another that begins as it does."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    parts = [re.escape(letter) + (branched(rest) if any(rest) else "") for letter, rest in rests.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
