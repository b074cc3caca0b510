"""A history: a value among those of the days before it, back to the last that was as large.

What stands somewhere is a line, what is gained or lost day by day columns from zero; the two days that are told are
dots with their amounts, and the days of the event are shaded.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrator.charts.choice import ARGUES, choice_of
from narrator.charts.scale import LEADING, TEXT, Chart, Scale, Value, percent, px
from narrator.model.ids import is_rival, path_of
from narrator.model.quantity import Interval
from narrator.story.message import Kind, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from narrator.charts.choice import Choice
    from narrator.charts.scale import Label, Texts
    from narrator.model.figure import Figures
    from narrator.story.message import Story

HISTORY = "history"
MOST, BEFORE = 100, 4
"""At most so many days; so many before the one that was as large."""
HIGH, FOOT = 96, 22
"""Pixels: the values, and the names of the days."""
WIDE = Decimal(82)
"""Percent of the width that the values take; beside them stands their axis."""
PART = Decimal("0.6")
"""The part of its place that a column takes."""
NIL, HALF = Decimal(0), Decimal("0.5")
NEAR = Decimal(20)
"""Percent of the width: a name of a day nearer to another is left out."""


class Past(NamedTuple):
    """The days of a history with their values, None where one is missing; `told` are those with dots, by number."""

    days: Sequence[str]
    values: Sequence[Decimal | None]
    told: Sequence[tuple[int, Value]]
    shaded: tuple[int, int]
    named: Sequence[int]


def histories(known: Figures, story: Story, kind: str) -> Iterator[Choice]:
    """A value that is told with its history, the heaviest of each kind of record: of prices, of flows."""
    found = [m for m in story.messages if m.kind is Kind.CONTEXT and m.place is Place.PROSE]
    shown: set[str] = set()
    for message in sorted(found, key=lambda m: -m.weight):
        rival = known[message.figures[0]]
        if not is_rival(rival.id):
            continue
        group = path_of(rival.derived_from[0])[0]
        if group not in shown:
            made = choice_of(kind, [known[rival.derived_from[0]], rival], [message], story)
            yield replace(made, weight=made.weight + ARGUES)
        shown.add(group)


def over_days(past: Past, label: Label, *, from_zero: bool) -> Chart:
    """The chart of a history; `label` says a value of the axis."""
    known = [v for v in past.values if v is not None]
    scale = Scale.around([Value("", "", Interval.point(v)) for v in known], from_zero=from_zero)
    wide, at_foot = WIDE / len(past.values), _are_low(past, from_zero=from_zero)
    top, foot = (4, LEADING) if at_foot else (LEADING + 4, 0)

    def across(number: int) -> Decimal:
        return (number + HALF) * wide

    def down(value: Decimal) -> Decimal:
        return top + HIGH - scale.percent(value) * HIGH / 100

    points = [(n, v) for n, v in enumerate(past.values) if v is not None]
    if from_zero:
        marks = [_column(across(n), wide * PART, down(v), down(NIL)) for n, v in points]
    else:
        marks = [_line(across(a), down(v), across(b), down(w)) for (a, v), (b, w) in pairwise(points) if b == a + 1]
    rows, amounts = [], []
    for number, value in past.told:
        at = past.values[number]
        if at is None:
            continue
        rows.append(value.told | {"x": percent(across(number)), "mark_y": px(down(at))})
        x, anchor = ("0", "start") if across(number) < WIDE / 2 else (percent(WIDE), "end")
        amounts.append(_text("value", value.text, x, anchor, top + HIGH + TEXT if at_foot else TEXT - 2))
    labels = [*_names(past, across, top + HIGH + foot + TEXT), *amounts]  # read in this order, no amount is a tick
    first, last = past.shaded
    places = {"height": str(top + HIGH + foot + FOOT), "x": percent(across(first) - wide / 2), "y": str(top)}
    places |= {"width": percent(wide * (last - first + 1)), "of": percent(WIDE), "bar_height": str(HIGH)}
    ticks = [
        {"label": each["label"], "y": px(top + HIGH - Decimal(each["x"].rstrip("%")) * HIGH / 100), "anchor": "end"}
        for each in scale.ticks(label)
    ]
    lines = ({"y": px(down(NIL))},) if from_zero else ()
    return Chart(places, tuple(rows), tuple(labels), tuple(ticks), lines=lines, marks=tuple(marks))


def _are_low(past: Past, *, from_zero: bool) -> bool:
    """Whether what is told lies in the lower part of what is shown, where its amounts have room below it."""
    known, told = [v for v in past.values if v is not None], [past.values[n] for n, _ in past.told]
    middle = NIL if from_zero else (min(known) + max(known)) / 2
    return all(value is not None and value < middle for value in told)


def _column(middle: Decimal, width: Decimal, end: Decimal, zero: Decimal) -> Texts:
    top, height = min(end, zero), max(abs(end - zero), Decimal("0.5"))
    return {"x": percent(middle - width / 2), "width": percent(width), "y": px(top), "height": px(height)}


def _line(x: Decimal, y: Decimal, to_x: Decimal, to_y: Decimal) -> Texts:
    return {"x": percent(x), "y": px(y), "to_x": percent(to_x), "to_y": px(to_y)}


def _names(past: Past, across: Callable[[int], Decimal], y: int) -> Iterator[Texts]:
    """The names of some days, none so near to the one before that they would run together."""
    last = -NEAR
    for number in past.named:
        x = across(number)
        if x - last < NEAR:
            continue
        last = x
        anchor = "start" if x < NEAR / 2 else "end" if x > WIDE - NEAR / 2 else "middle"
        yield _text("tick", past.days[number], percent(x), anchor, y)


def _text(role: str, text: str, x: str, anchor: str, y: Decimal | int) -> Texts:
    return {"role": role, "text": text, "x": x, "anchor": anchor, "y": px(Decimal(y))}
