"""Moves and flows as bars from a line of zero: falls and outflows to the left, grouped by window.

Solid as far as is certain, pale to the highest value, an arrow where a source gives a bound. Every bar has its value in
words, so that the chart needs no axis. What others say is a hollow mark on the line of its bar.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.charts.scale import (
    ARROW,
    BAR,
    LEADING,
    MARK,
    ROW,
    SLIVER,
    Chart,
    Scale,
    ends,
    head,
    hollows,
    labelled,
    percent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.charts.scale import Texts, Value

HEAD = 22
NIL = Decimal(0)


def signed(groups: Sequence[tuple[str, Sequence[Value]]]) -> Chart:
    """The chart of values with their sign, in groups with their headings; an empty heading is none."""
    every = [each for _, values in groups for value in values for each in (value, *value.hollow)]
    scale = Scale.around(every, from_zero=True)
    rows: list[Texts] = []
    apart: list[Texts] = []
    labels: list[Texts] = []
    top = 0
    for heading, values in groups:
        lines = head(heading, top + HEAD - 6) if heading else ()
        labels += lines
        top += HEAD + LEADING * (len(lines) - 1) if lines else 0
        for value in values:
            said, shift = labelled(value, top)
            labels += said
            rows.append(_row(value, top + shift, scale))
            apart += hollows(value, top + shift, scale)
            top += ROW + shift
    places = {"height": str(top), "zero": percent(scale.percent(NIL))}
    return Chart(places, tuple(rows), tuple(labels), apart=tuple(apart))


def _row(value: Value, top: int, scale: Scale) -> Texts:
    low, high = value.interval.low, value.interval.high
    one, other = ends(value.interval)
    near, far = sorted((one, other), key=abs)
    if (low is None and one > 0) or (high is None and one < 0):
        near = NIL  # at most so much
    is_straddling = one < 0 < other
    solid = NIL if is_straddling else near
    zero, reach = scale.percent(NIL), scale.percent(solid)
    pale = sorted(map(scale.percent, (one, other) if is_straddling else (near, far)))
    is_open = (low is None and one <= 0) or (high is None and one >= 0)
    outward = ARROW if one >= 0 else -ARROW
    pale_width = max(pale[1] - pale[0], SLIVER / 2) if near != far or is_straddling else NIL
    across = {
        "x": min(zero, reach),
        "width": max(abs(reach - zero), SLIVER / 4),
        "pale_x": min(pale[0], 100 - pale_width),
        "pale_width": pale_width,
        "tip": reach + outward,
        "reach": reach,
    }
    said = value.told | {
        "beyond": ("more" if outward > 0 else "less") if is_open else "",
        "way": "left" if far < 0 else "right",
    }
    down = {"mark_y": str(top + MARK), "bar_y": str(top + MARK - BAR // 2)}
    return said | {name: percent(place) for name, place in across.items()} | down
