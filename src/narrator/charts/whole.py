"""Parts of a whole as one bar of 100%: each part as long as is certain, and what the ranges leave open in between.

An arrow goes out of a part of which only the least is known.

Two sides hang from both ends, each named above its own, so that the gap between them is what the counts do not
settle; more parts follow one another from the left, and what is left of the bar is the others, or open.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.charts.choice import PAIR
from narrator.charts.scale import (
    ARROW,
    AXIS,
    BAR,
    CHARACTER,
    LEADING,
    MARK,
    NARROWEST,
    ROW,
    TEXT,
    Chart,
    labelled,
    percent,
    tick,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.charts.scale import Label, Texts, Value
    from narrator.model.quantity import Interval

BAR_HEIGHT, GAP, MIDDLE = 26, 44, 14
"""Pixels: the bar, where the rows below it begin, and the middle of the bar."""
HEAD = 2
"""Percent of the width that the head of an arrow takes on the narrowest screen."""
HALF, ALL = Decimal(50), Decimal(100)
ROUNDING = Decimal("0.05")
"""Percent: less than this of the bar is nothing that could be drawn."""
SHADES = ("1", "0.55", "0.32", "0.16")
"""How dark the parts are, the first one darkest: told apart in grey as well."""
SWATCH = "18"
SPACE = 20
"""Pixels between the names of two sides above their bar."""


def shares(parts: Sequence[Interval], whole: Interval | None = None) -> tuple[tuple[Decimal, Decimal], ...]:
    """The least and the most percent of each part, of a whole or else of all parts together.

    An open end is as far as it can be: nothing below, everything above.
    """
    found = []
    for number, part in enumerate(parts):
        rest = [each for at, each in enumerate(parts) if at != number]
        low, high = part.low or Decimal(0), part.high
        if whole is None:
            others = [each.high for each in rest if each.high is not None]
            most = sum(others) if len(others) == len(rest) else None
            least = sum((each.low or Decimal(0) for each in rest), Decimal(0))
            found.append(
                (_of(low, None if most is None else low + most), _of(high, None if high is None else high + least))
            )
        else:
            found.append((_of(low, whole.high), _of(high, whole.low)))
    return tuple((low or Decimal(0), min(ALL, ALL if high is None else high)) for low, high in found)


def _of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part * 100 / whole if part is not None and whole else None


def fits(parts: Sequence[Interval], whole: Interval | None = None) -> bool:
    """Whether parts can stand in one bar: what is certain of them is something, and no more than all of it."""
    least = [low for low, _ in shares(parts, whole)]
    return all(least) and sum(least) <= ALL + ROUNDING


def parts_of_whole(values: Sequence[Value], label: Label, whole: Interval | None = None) -> Chart:
    """The chart of parts in the order given; `band` is what the bar leaves open."""
    least = [low for low, _ in shares([value.interval for value in values], whole)]
    hangs = whole is None and len(values) == PAIR
    is_direct = (hangs or len(values) == 1) and CHARACTER * sum(map(len, map(_said, values))) <= NARROWEST - SPACE
    bar = LEADING + 3 if is_direct else 1
    rows: list[Texts] = []
    labels: list[Texts] = []
    at, top = Decimal(0), bar + GAP - 1
    for number, (value, width) in enumerate(zip(values, least, strict=True)):
        is_last = hangs and bool(number)
        x = ALL - width if is_last else at
        at += width
        start, tip = (x, x - ARROW) if is_last else (x + width, min(x + width + ARROW, ALL - HEAD))
        said, shift = labelled(value, top, indent=SWATCH)
        if is_direct:
            end = {"x": "100%", "anchor": "end"} if is_last else {"x": "0", "anchor": "start"}
            said = ({"role": "value", "text": _said(value), "y": str(TEXT)} | end,)
        labels += said
        place = {"x": percent(x), "width": percent(width), "shade": SHADES[min(number, len(SHADES) - 1)]}
        place |= {"y": "" if is_direct else str(top)}
        place |= {"beyond": ("less" if is_last else "more") if value.interval.high is None else ""}
        middle = bar - 1 + MIDDLE
        place |= {"start": percent(start), "tip": percent(tip), "mark_y": str(middle), "bar_y": str(middle - BAR // 2)}
        rows.append(place | value.told)
        top += 0 if is_direct else ROW - MARK + BAR + shift
    open_ = ALL - at
    start = least[0] if hangs else at
    band: Texts | None = {"x": percent(start), "width": percent(open_), "y": str(top)} if open_ > ROUNDING else None
    top += ROW - MARK + BAR if band else 0
    places = {"height": str(top), "bar_y": str(bar), "bar_height": str(BAR_HEIGHT), "labels_y": str(bar + AXIS + 13)}
    ticks = tuple(tick(at, label(at)) for at in (Decimal(0), HALF, ALL))
    return Chart(places, tuple(rows), tuple(labels), ticks, band)


def _said(value: Value) -> str:
    """A side as its end of the bar has it, where nobody needs a key to find it."""
    return f"{value.name} {value.text}"
