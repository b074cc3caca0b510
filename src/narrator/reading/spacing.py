"""The blanks that typesetting puts between Chinese characters and digits: `4 亿至 5 亿` is read as `4亿至5亿`."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from narrator.reading.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

HAN = r"[\u4e00-\u9fff]"
BLANK = lazy(rf"(?<={HAN}) +(?=[0-9])|(?<=[0-9]) +(?={HAN})|(?<=[0-9])\n(?=[百千万亿])")

Origin = tuple[tuple[int, ...], tuple[int, ...]]


def closed(text: str, plain: Sequence[int], source: Sequence[int]) -> tuple[str, Origin]:
    """A text without these blanks, and from which of its offsets characters run as they do from which of the source.

    `plain` and `source` are such offsets of the text as it is given.
    """
    cuts = [found.span() for found in BLANK.finditer(text)] if re.search(HAN, text) else []
    if not cuts:
        return text, (tuple(plain), tuple(source))
    starts, gone = [start for start, _ in cuts], 0
    removed = [gone := gone + end - start for start, end in cuts]
    pairs = []
    for at in sorted({*plain, *(end for _, end in cuts)}):
        cut, piece = bisect_right(starts, at) - 1, bisect_right(plain, at) - 1
        if cut < 0 or at >= cuts[cut][1]:
            pairs.append((at - (removed[cut] if cut >= 0 else 0), source[piece] + at - plain[piece]))
    offsets, origins = zip(*pairs, strict=True)
    return BLANK.sub("", text), (offsets, origins)
