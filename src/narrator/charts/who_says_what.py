"""Who says what: each source a dot or a bar, the printed range a band behind them, circulating values apart below it.

And figures at a glance: several figures of one kind on one scale from zero, where no whole is known that they are
parts of; solid up to what is certain, pale up to the highest value.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.charts.scale import (
    ARROW,
    AXIS,
    BAR,
    MARK,
    ROW,
    SLIVER,
    Chart,
    Scale,
    ends,
    hollows,
    labelled,
    percent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.charts.scale import Label, Texts, Value
    from narrator.model.quantity import Interval

HEADER, RULE = 30, 34
CLOSE = Decimal("0.1")
"""Values that differ by no more of the highest one stand on an axis from zero, where they look as close as they are."""

Rows = tuple[tuple["Texts", ...], tuple["Texts", ...], int]
"""Marks, labels, and where they end: name and text, mark (dot, bar, more for a dot and an arrow up, less for one down),
x (the lower end of the value), width (to the higher one), solid (from zero to the lower end), tip (where an arrow
ends), mark_y and bar_y, and estimated, which is empty for what was measured."""


def who_says_what(printed: Interval, said: Sequence[Value], circulating: Sequence[Value], label: Label) -> Chart:
    """The chart of one figure: what its sources say against the range that is printed."""
    values = [*said, *circulating]
    scale = Scale.around(values, from_zero=_are_close(values))
    rows, labels, rule = _rows(sorted(said, key=_place), HEADER, scale)
    none: Rows = (), (), rule
    apart, below, bottom = _rows(sorted(circulating, key=_place), rule + RULE, scale) if circulating else none
    low = Decimal(0) if printed.low is None else scale.percent(printed.low)
    high = Decimal(100) if printed.high is None else scale.percent(printed.high)
    thin = max(SLIVER - (high - low), Decimal(0))
    band = {"x": percent(low - thin / 2), "width": percent(high - low + thin)}
    band |= {"y": str(HEADER), "height": str(rule - HEADER)}
    places = _places(scale, bottom) | {"rule_y": str(rule + 8), "apart_y": str(rule + RULE - 6)}
    places["range"] = "" if printed.is_point else "yes"
    return Chart(places, rows, (*labels, *below), scale.ticks(label), band, apart)


def _are_close(values: Sequence[Value]) -> bool:
    known = [end for value in values for end in ends(value.interval)]
    return min(known) > 0 and max(known) - min(known) <= CLOSE * max(known)


def at_a_glance(values: Sequence[Value], label: Label) -> Chart:
    """The chart of several figures of one unit, from zero, in the order given."""
    scale = Scale.around([each for value in values for each in (value, *value.hollow)], from_zero=True)
    rows, labels, bottom = _rows(values, 0, scale)
    tops = [int(row["mark_y"]) - MARK for row in rows]
    apart = [mark for value, top in zip(values, tops, strict=True) for mark in hollows(value, top, scale)]
    return Chart(_places(scale, bottom), rows, labels, scale.ticks(label), apart=tuple(apart))


def _places(scale: Scale, bottom: int) -> Texts:
    zero = percent(scale.percent(Decimal(0)))
    heights = {"height": str(bottom + AXIS), "axis_y": str(bottom + 2), "labels_y": str(bottom + AXIS - 7)}
    return {**heights, "zero": zero, "of": ""}


def _place(value: Value) -> tuple[Decimal, Decimal]:
    return ends(value.interval)


def _rows(values: Sequence[Value], top: int, scale: Scale) -> Rows:
    rows: list[Texts] = []
    labels: list[Texts] = []
    for value in values:
        said, shift = labelled(value, top)
        rows.append(_row(value, top + shift, scale))
        labels += said
        top += ROW + shift
    return tuple(rows), tuple(labels), top


def _row(value: Value, top: int, scale: Scale) -> Texts:
    low, high = map(scale.percent, _place(value))
    mark = _mark(value.interval)
    across = {
        "x": low,
        "width": max(high - low, SLIVER),
        "solid": max(low - scale.percent(Decimal(0)), Decimal(0)),
        "tip": low + ARROW if mark == "more" else low - ARROW,
    }
    said = value.told | {"mark": mark}
    down = {"mark_y": str(top + MARK), "bar_y": str(top + MARK - BAR // 2)}
    return said | {name: percent(place) for name, place in across.items()} | down


def _mark(interval: Interval) -> str:
    if interval.is_bound:
        return "more" if interval.high is None else "less"
    return "dot" if interval.is_point else "bar"
