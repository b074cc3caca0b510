"""Levels as a ladder of prices: the highest on top, the price of the day and how far it went among them.

The rungs stand as far apart as the prices do, where that leaves room for their names; else in their order alone.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.charts.scale import LEADING, SLIVER, TEXT, Chart, ends, labelled, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.charts.scale import Texts, Value

TALLEST, INDENT = 230, 5
"""Pixels from the first rung to the last at most; percent of the width left of the names."""
BARRED, RULED, BARE = 30, 27, 22
"""Pixels that a rung needs with a bar below its name, with a rule, and with its name alone."""


def price_levels(levels: Sequence[Value], price: Value | None, reached: Sequence[Value] = ()) -> Chart:
    """The chart of levels; `band` is the price, where one is known, `apart` how far it went.

    A level with a `stake` has a bar of it.
    """
    rungs = sorted([*levels, *filter(None, [price]), *reached], key=_middle, reverse=True)
    texts = [labelled(value, 0, indent=f"{INDENT}%") for value in rungs]
    needs = [
        (RULED if value is price else BARRED if value.stake else BARE) + texts[n][1] for n, value in enumerate(rungs)
    ]
    apart = _apart([_middle(value) for value in rungs], needs)
    most = max((ends(value.stake)[1] for value in levels if value.stake), default=Decimal(0))
    rows: list[Texts] = []
    labels: list[Texts] = []
    beside: list[Texts] = []
    band: Texts | None = None
    top = 0
    for value, need, gap in zip(rungs, needs, [*(apart or needs[:-1]), needs[-1]], strict=True):
        said, shift = labelled(value, top, indent=f"{INDENT}%")
        place = {"name": value.name, "text": value.text, "mark_y": str(top + TEXT - 4)}
        if value is price:
            band = place | {"rule_y": str(top + TEXT + shift + 6)}
        elif value in reached:
            beside.append(place)
        else:
            rows.append(place | _marks(value, top + TEXT + shift + 6, most))
        labels += said if value in levels else [label | {"role": "apart"} for label in said]
        top += max(gap, need)
    last = max(int(row["mark_y"]) for row in (*rows, *beside, *filter(None, [band])))
    places = {"height": str(top if apart else top + LEADING), "first_y": str(TEXT - 4), "last_y": str(last)}
    places |= {"scale": "yes" if apart else "", "note_y": str(top + TEXT)}
    return Chart(places, tuple(rows), tuple(labels), band=band, apart=tuple(beside))


def _middle(value: Value) -> Decimal:
    return sum(ends(value.interval), Decimal(0)) / 2


def _apart(prices: Sequence[Decimal], needs: Sequence[int]) -> list[int]:
    """Pixels between rungs that stand as far apart as their prices, no further than they need; none without room."""
    gaps = [upper - lower for upper, lower in pairwise(prices)]
    if not gaps or min(gaps) == 0:
        return []
    pixel = max(need / gap for need, gap in zip(needs, gaps, strict=False))
    return [int(pixel * gap) for gap in gaps] if pixel * sum(gaps) <= TALLEST else []


def _marks(value: Value, top: int, most: Decimal) -> Texts:
    """The bar of what is at stake: solid as far as is certain, pale to its end."""
    said = {
        "estimated": "yes" if value.estimated else "",
        "beyond": {"below": "less", "above": "more"}.get(value.way, ""),
    }
    if value.stake is None or not most:
        return said | {"width": "", "pale_width": "", "x": "", "pale_x": "", "bar_y": ""}
    low, high = (end / most * (100 - INDENT) for end in ends(value.stake))
    across = {"x": Decimal(INDENT), "width": max(low, SLIVER), "pale_x": INDENT + low, "pale_width": high - low}
    return said | {name: percent(place) for name, place in across.items()} | {"bar_y": str(top)}
