"""Day by day: columns from a line of zero, one panel above the other, over days that they share.

A day without a record has an empty place that says why, since its neighbours would else look like consecutive ones.
What others say of a day is a hollow mark beside its column.
"""

from __future__ import annotations

import textwrap
from decimal import Decimal
from itertools import count, groupby
from typing import TYPE_CHECKING, NamedTuple

from narrator.charts.scale import CHARACTER, LEADING, NARROWEST, TEXT, Chart, ends, percent, px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.charts.scale import Texts, Value

HEAD, PANEL, APART, FOOT = 24, 68, 14, 20
"""Pixels: the head of a panel, its columns, the gap between two panels, the names of the days."""
PART = Decimal("0.46")
"""The part of its place that a column takes."""
LEAST = Decimal(2)
"""Pixels: no column is flatter."""
NIL = Decimal(0)
BREAK = "//"
"""The mark of an axis that leaves something out."""


class Marks(NamedTuple):
    """What is drawn so far."""

    rows: list[Texts]
    labels: list[Texts]
    lines: list[Texts]
    apart: list[Texts]


def day_by_day(
    panels: Sequence[tuple[str, Mapping[str, Value]]],
    days: Sequence[str],
    empty: Sequence[str] = (),
    broken: Sequence[int] = (),
) -> Chart:
    """The chart of panels, each with its head and its values by day, over the same days.

    `empty`: for each day what its place says where it has no value; `broken`: the numbers of the days behind which
    others are left out, where the lines of zero have a break.
    """
    marks = Marks([], [], [], [])
    labels, top = marks.labels, 0
    for head, values in panels:
        labels.append({"role": "head", "text": head, "x": "0", "anchor": "start", "y": str(top + TEXT)})
        top = _panel(top + HEAD, [values.get(day) for day in days], empty or [""] * len(days), marks) + APART
    breaks = ((percent(Decimal(number + 1) * 100 / len(days)), line["y"]) for line in marks.lines for number in broken)
    labels.extend({"role": "tick", "text": BREAK, "x": x, "anchor": "middle", "y": str(int(y) + 4)} for x, y in breaks)
    names = [[day] if len(day) <= _room(len(days)) else _broken(day) for day in days]
    labels.extend(
        {
            "role": "tick",
            "text": line,
            "x": percent(_middle(number, len(days))),
            "anchor": "middle",
            "y": str(top - APART + TEXT + LEADING * at),
        }
        for number, lines_of in enumerate(names)
        for at, line in enumerate(lines_of)
    )
    height = top - APART + FOOT + LEADING * (max(map(len, names)) - 1)
    rows, lines, apart = map(tuple, (marks.rows, marks.lines, marks.apart))
    return Chart({"height": str(height)}, rows, tuple(labels), lines=lines, apart=apart)


def _middle(number: int, days: int) -> Decimal:
    return (number + Decimal("0.5")) * 100 / days


def _panel(top: int, values: Sequence[Value | None], empty: Sequence[str], marks: Marks) -> int:
    """The columns of a panel and their amounts, each at the end of its column; where the panel ends."""
    said = {number: _lines(value.text, len(values)) for number, value in enumerate(values) if value}
    reach = {number: ends(value.interval) for number, value in enumerate(values) if value}
    above, below = (
        max((LEADING * len(said[n]) for n in reach if _is_up(reach[n]) == is_up), default=0) for is_up in (True, False)
    )
    beside = [other.interval for value in values if value for other in value.hollow]
    known = [NIL, *(end for pair in (*reach.values(), *map(ends, beside)) for end in pair)]
    high, low = max(known), min(known)
    pixel = Decimal(PANEL) / (high - low or Decimal(1))
    zero = top + above + int(high * pixel)
    width = PART * 100 / len(values)
    for number, (one, other) in reach.items():
        value = values[number]
        is_up = _is_up((one, other))
        near, far = sorted((abs(one), abs(other)))
        near = NIL if one < 0 < other else near
        solid, tall = (max(size * pixel, LEAST) for size in (near, far))
        place = {"x": percent(_middle(number, len(values)) - width / 2), "width": percent(width)}
        place |= {"y": px(zero - solid if is_up else Decimal(zero)), "height": px(solid)}
        place |= {"pale_y": px(zero - tall if is_up else zero + solid), "pale_height": px(tall - solid)}
        marks.rows.append(place | (value.told if value else {}) | {"way": "up" if is_up else "down"})
        first = zero - tall - 5 - LEADING * (len(said[number]) - 1) if is_up else zero + tall + TEXT - 1
        marks.labels.extend(
            {
                "role": "value",
                "text": line,
                "x": percent(_middle(number, len(values))),
                "anchor": "middle",
                "y": px(first + LEADING * at),
            }
            for at, line in enumerate(said[number])
        )
        edge = percent(_middle(number, len(values)) + width / 2)
        marks.apart.extend(
            {
                "name": other.name,
                "text": other.text,
                "x": edge,
                "mark_y": px(zero - sum(ends(other.interval), NIL) / 2 * pixel),
            }
            for other in (value.hollow if value else ())
        )
    marks.lines.append({"y": str(zero)})
    bottom = zero + int(-low * pixel) + below
    marks.labels.extend(_empty(empty, values, zero - 5))
    return bottom


def _empty(said: Sequence[str], values: Sequence[Value | None], y: int) -> Iterator[Texts]:
    """What the places of days without a value say, once for those that follow one another."""
    places = zip(said, values, count(), strict=False)
    for text, run in groupby(places, key=lambda place: place[0] if place[1] is None else ""):
        numbers = [number for *_, number in run]
        if text:
            middle = sum((_middle(number, len(values)) for number in numbers), NIL) / len(numbers)
            yield {"role": "tick", "text": text, "x": percent(middle), "anchor": "middle", "y": str(y)}


def _is_up(pair: tuple[Decimal, Decimal]) -> bool:
    return pair[1] > 0 or pair[0] == pair[1] == 0


def _lines(text: str, days: int) -> list[str]:
    return textwrap.wrap(text, _room(days), break_long_words=False)


def _broken(day: str) -> list[str]:
    """The name of several days, broken behind the hyphen between them."""
    first, hyphen, last = day.partition("-")
    return [first + hyphen, last] if last else [day]


def _room(days: int) -> int:
    """Characters beside one another in the place of a day on the narrowest screen."""
    return max(int(Decimal(NARROWEST) / days / CHARACTER), 1)
