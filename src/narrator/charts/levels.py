"""Levels on an axis of prices, with the price of the day as a line.

Each is a dot, or a bar where it is a zone; an arrow says that it is all that lies above or below.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.charts.scale import ARROW, AXIS, BAR, MARK, ROW, SLIVER, Chart, Scale, ends, labelled, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.charts.scale import Label, Texts, Value

NOW = 20
"""Pixels for the words of the price above the rows."""


def price_levels(levels: Sequence[Value], price: Value | None, label: Label) -> Chart:
    """The chart of levels, the highest first; `band` is the price, where one is known."""
    scale = Scale.around([*levels, *filter(None, [price])], from_zero=False)
    rows: list[Texts] = []
    labels: list[Texts] = []
    top = NOW if price else 0
    start = top
    for value in sorted(levels, key=lambda value: ends(value.interval), reverse=True):
        said, shift = labelled(value, top)
        labels += said
        rows.append(_row(value, top + shift, scale))
        top += ROW + shift
    band = _band(price, scale) | {"y": str(start), "height": str(top - start)} if price else None
    places = {"height": str(top + AXIS), "axis_y": str(top + 2), "labels_y": str(top + AXIS - 7)}
    return Chart(places, tuple(rows), tuple(labels), scale.ticks(label), band)


def _row(value: Value, top: int, scale: Scale) -> Texts:
    low, high = map(scale.percent, ends(value.interval))
    mark = "dot" if low == high else "bar"
    is_below = value.way == "below"
    start, tip = (low, low - ARROW) if is_below else (high, high + ARROW)
    said = {"name": value.name, "text": value.text, "mark": mark, "estimated": "yes" if value.estimated else ""}
    said["beyond"] = ("less" if is_below else "more") if value.way else ""
    across = {"x": low, "width": max(high - low, SLIVER), "start": start, "tip": tip}
    return (
        said
        | {name: percent(place) for name, place in across.items()}
        | {"mark_y": str(top + MARK), "bar_y": str(top + MARK - BAR // 2)}
    )


def _band(price: Value, scale: Scale) -> Texts:
    low, high = map(scale.percent, ends(price.interval))
    thin = max(SLIVER / 2 - (high - low), Decimal(0))
    return {"x": percent(low - thin / 2), "width": percent(high - low + thin), "name": price.name, "text": price.text}
