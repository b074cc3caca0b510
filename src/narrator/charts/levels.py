"""Levels as a ladder of prices: the highest on top, the price of the day among them, and the amount at each.

The rungs stand as far apart as the prices do, where that leaves room for their names; else in their order alone.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.charts.scale import BAR, LEADING, ROW, SLIVER, TEXT, Chart, ends, labelled, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.charts.scale import Texts, Value

RUNG, TALLEST, INDENT = 44, 320, 5
"""Pixels from a rung to the next at least, and of all of them at most; percent of the width left of the names."""


def price_levels(levels: Sequence[Value], price: Value | None) -> Chart:
    """The chart of levels; `band` is the price, where one is known. A level with a `stake` has a bar of it."""
    rungs = sorted([*levels, *filter(None, [price])], key=_middle, reverse=True)
    apart = _apart([_middle(value) for value in rungs])
    most = max((ends(value.stake)[1] for value in levels if value.stake), default=Decimal(0))
    rows: list[Texts] = []
    labels: list[Texts] = []
    band: Texts | None = None
    top = 0
    for value, gap in zip(rungs, [*(apart or [0] * (len(rungs) - 1)), 0], strict=True):
        said, shift = labelled(value, top, indent=f"{INDENT}%")
        place = {"name": value.name, "text": value.text, "mark_y": str(top + TEXT - 4)}
        if value is price:
            band = place | {"rule_y": str(top + TEXT + shift + 6)}
            labels += [label | {"role": "apart"} for label in said]
        else:
            labels += said
            rows.append(place | _marks(value, top + TEXT + shift + 6, most))
        top += max(gap, (ROW if value is not price else ROW - BAR) + shift)
    last = max(int(row["mark_y"]) for row in (*rows, *filter(None, [band])))
    places = {"height": str(top if apart else top + LEADING), "first_y": str(TEXT - 4), "last_y": str(last)}
    return Chart(
        places | {"scale": "yes" if apart else "", "note_y": str(top + TEXT)}, tuple(rows), tuple(labels), band=band
    )


def _middle(value: Value) -> Decimal:
    return sum(ends(value.interval), Decimal(0)) / 2


def _apart(prices: Sequence[Decimal]) -> list[int]:
    """Pixels between rungs that stand as far apart as their prices; nothing where they have no room for that."""
    gaps = [upper - lower for upper, lower in pairwise(prices)]
    if not gaps or min(gaps) == 0 or RUNG * sum(gaps) / min(gaps) > TALLEST:
        return []
    return [int(RUNG * gap / min(gaps)) for gap in gaps]


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
