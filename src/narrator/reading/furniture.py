"""What stands on the pages of a PDF and belongs to no paragraph: running headers and footers, page numbers, axes.

A line is furniture where it stands at the edge of two pages or more, the number of the page apart. Without it a
paragraph that goes on overleaf is one again. Nothing is lost: what was taken away is given back, each line once, so
that a number in a header is read like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

EDGE, PAGES = 3, 2
"""How many lines at the beginning and the end of a page may be furniture, and on how many pages they then stand."""
(FOLIO,) = patterns(__name__, "FOLIO")
ONLY = lazy(r"(?:^|(?<=\S)[-–| ]{1,9})(?:[Pp]age )?1 ?(?:/|of) ?1\Z")
TICKS = lazy(
    r"(?:^[\u2212]?\$?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4})(?:\.[0-9]{1,4})?[KMBT%]?(?: [a-z]+(?: points?)?)?\n){2,}",
    re.MULTILINE,
)
LETTERS = {"K": 3, "M": 6, "B": 9, "T": 12}


def without_furniture(pages: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts of pages without what only furnishes them, and the lines that ran at their edges, each once."""
    lines = [without_axes(page).rstrip().split("\n") for page in pages]
    if len(lines) == 1:  # nothing runs on one page; its number says that it is the only one
        lines[0][-1] = ONLY.sub("", lines[0][-1])
    edges = [[_running(line, number) for line in _edge(page)] for number, page in enumerate(lines, 1)]
    seen = Counter(line for edge in edges for line in {*edge})
    repeated = {line for line, count in seen.items() if count >= PAGES}
    kept = [_kept(page, number, repeated) for number, page in enumerate(lines, 1)]
    return ["\n".join(page) for page in kept], [line for line in seen if line in repeated and line]


def _edge(page: list[str]) -> list[str]:
    return page if len(page) <= 2 * EDGE else [*page[:EDGE], *page[-EDGE:]]


def _running(line: str, number: int) -> str:
    """A line at the edge of a page without the number of that page, where it has one at either end."""
    found = FOLIO.search(line.strip())
    is_folio = found is not None and str(number) in found.groups()
    return FOLIO.sub("", line.strip(), count=1).strip() if is_folio else line.strip()


def _kept(page: list[str], number: int, repeated: set[str]) -> list[str]:
    """The lines of a page without those that run at its edge, from the outside in."""
    first, last = 0, len(page)
    while first < min(EDGE, last) and _running(page[first], number) in repeated:
        first += 1
    while last > max(first, len(page) - EDGE) and _running(page[last - 1], number) in repeated:
        last -= 1
    return page[first:last]


def without_axes(page: str) -> str:
    """A page without the ticks of the axes of its charts."""
    return TICKS.sub(_without_axis, page)


def _without_axis(ticks: re.Match[str]) -> str:
    """Nothing in place of the ticks of an axis: three amounts alone, equally far apart."""
    lines = ticks[0].splitlines()
    units = {line.partition(" ")[2] for line in lines}
    is_axis = len(units) == 1 and _is_axis([line.partition(" ")[0] for line in lines])
    return "\n" * len(lines) if is_axis else ticks[0]


def _is_axis(ticks: list[str]) -> bool:
    plain = [tick.replace("\u2212$", "-").strip("$%KMBT").replace(",", "") for tick in ticks]
    values = [Decimal(said).scaleb(LETTERS.get(tick[-1], 0)) for said, tick in zip(plain, ticks, strict=True)]
    steps = {above - below for below, above in pairwise(values)}
    return len(steps) == 1 and (len(ticks) > 2 or not values[0])  # noqa: PLR2004  # two amounts may be figures
