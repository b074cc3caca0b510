"""Patterns of many words that are read letter by letter, so that a text is not held against each word."""

from __future__ import annotations

import re
from os.path import commonprefix
from typing import TYPE_CHECKING

from narrator.reading.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence


TOKEN = lazy(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)
DEEPEST = 40
"""Branches in one another beyond which words stand side by side: what reads patterns goes no deeper than it must."""


def branched(words: Sequence[str], depth: int = DEEPEST) -> str:
    """The pattern of any of some words, none of which stands behind another that begins as it does."""
    start = commonprefix(words)  # noqa: RUF071  # of letters, not of folders
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[len(start) :][:1], []).append(word[len(start) :])
    if len(rests) == 1:
        return re.escape(start)
    each = (branched(rest, depth - 1) if depth else "|".join(map(re.escape, rest)) for rest in rests.values())
    return f"{re.escape(start)}(?:{'|'.join(each)})"


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, each a pattern of its own."""
    found, depth = [""], 0
    for part in TOKEN.findall(pattern):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found
