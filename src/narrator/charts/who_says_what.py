"""Who says what: each source a dot or a bar, the printed range a band behind them, circulating values apart below it.

And, where no figure has two sources to compare, figures at a glance: several figures on one scale, solid up to what is
certain, pale up to the highest value. Both are computed here as a display list of texts; templates draw it.

Horizontal places are percentages and vertical ones pixels, so that a chart stretches to its column while its type keeps
its size: readable on a phone at 360 pixels, in a browser and in print.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from narrator.model.quantity import Interval

    Label = Callable[[Decimal], str]

NARROWEST = 328
"""Pixels of a chart on a 360 pixel screen: labels must fit here, then they fit everywhere."""

CHARACTER = Decimal("6.5")
"""Pixels of an average character of the labels, 13 pixels high, on the safe side."""

ROW, LONG_ROW, TEXT, MARK, BAR = 37, 54, 14, 26, 8
"""Pixels: a row, a row with two lines of text; the text's baseline, the mark's centre, a bar's height."""

HEADER, RULE, AXIS = 30, 34, 26
MOST_TICKS = 5
EDGE = Decimal("0.06")
"""The part of the scale left free at each end, so that no dot is cut."""

SLIVER = Decimal("0.8")
"""Percent of the width: a band or bar is never thinner."""

ARROW, ANCHORED = Decimal(8), Decimal(8)
"""Percent of the width: the length of a bound's arrow; how near to an edge a label hangs inward."""

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True, slots=True)
class Value:
    """What one row shows: a printed name and phrase, and the interval behind them."""

    name: str
    text: str
    interval: Interval
    estimated: bool = False


Texts = dict[str, str]
"""Places and words by name, as the template prints them: places across in percent, places down in pixels.

A row: name and text, mark (dot, bar, more for a dot and an arrow up, less for one down), x (the lower end of the
value), width (to the higher one), solid (from zero to the lower end), tip (where an arrow ends), name_y, text_y,
mark_y and bar_y, and estimated, which is empty for what was measured. A tick: x, label, anchor (start, middle, end).
"""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as its template draws it.

    `places` of the whole: height, axis_y, labels_y, zero, rule_y (the line between the sources and what circulates) and
    apart_y (the words below it). `band`: x, width, y and height of the printed range; with none, values start at zero.
    """

    places: Texts
    rows: tuple[Texts, ...]
    ticks: tuple[Texts, ...]
    band: Texts | None = None
    apart: tuple[Texts, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to percent of the width."""

    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, values: Sequence[Value], *, from_zero: bool) -> Scale:
        """A scale that holds every end, with room at the edges, and for the arrow of a bound."""
        ends = [end for value in values for end in (value.interval.low, value.interval.high) if end is not None]
        low, high = min(ends), max(ends)
        if from_zero:
            low, high = min(low, Decimal(0)), max(high, Decimal(0))
        spread = high - low or abs(high) or Decimal(1)
        bounded = any(value.interval.is_bound for value in values)
        room = spread * (Decimal("0.2") if bounded else EDGE)
        return cls(low if from_zero and low == 0 else low - room, high + room)

    def percent(self, value: Decimal) -> Decimal:
        """The place of a value, 0 to 100."""
        return (value - self.low) / (self.high - self.low) * 100

    def ticks(self, label: Label) -> tuple[Texts, ...]:
        """As many round values as fit beside each other on the narrowest screen."""
        return next(ticks for step in self._steps() if (ticks := self._at(step, label)))

    def _at(self, step: Decimal, label: Label) -> tuple[Texts, ...]:
        """The multiples of a step, or nothing when they do not fit."""
        first = int((self.low / step).to_integral_value(ROUND_CEILING))
        last = int((self.high / step).to_integral_value(ROUND_FLOOR))
        values = [step * number for number in range(first, last + 1)]
        labels = [label(value) for value in values[: MOST_TICKS + 1]]
        fit = len(values) <= MOST_TICKS and CHARACTER * sum(len(text) + 2 for text in labels) <= NARROWEST
        return tuple(_tick(self.percent(v), text) for v, text in zip(values, labels, strict=True)) if fit else ()

    def _steps(self) -> Iterator[Decimal]:
        """1, 2, 2.5 and 5 times the powers of ten, from a tenth of the scale's own size upward."""
        for exponent in count((self.high - self.low).adjusted() - 1):
            yield from (step.scaleb(exponent) for step in _STEPS)


def who_says_what(printed: Interval, said: Sequence[Value], circulating: Sequence[Value], label: Label) -> Chart:
    """The chart of one figure: what its sources say against the range that is printed."""
    scale = Scale.around([*said, *circulating], from_zero=False)
    rows, rule = _rows(sorted(said, key=_place), HEADER, scale)
    apart, bottom = _rows(sorted(circulating, key=_place), rule + RULE, scale) if circulating else ((), rule)
    low = Decimal(0) if printed.low is None else scale.percent(printed.low)
    high = Decimal(100) if printed.high is None else scale.percent(printed.high)
    thin = max(SLIVER - (high - low), Decimal(0))
    band = {"x": _percent(low - thin / 2), "width": _percent(high - low + thin)}
    band |= {"y": str(HEADER), "height": str(rule - HEADER)}
    below = {"rule_y": str(rule + 8), "apart_y": str(rule + RULE - 6)}
    return Chart(_places(scale, bottom) | below, rows, scale.ticks(label), band, apart)


def at_a_glance(values: Sequence[Value], label: Label) -> Chart:
    """The chart of several figures of one unit, from zero, in the order given."""
    scale = Scale.around(values, from_zero=True)
    rows, bottom = _rows(values, 0, scale)
    return Chart(_places(scale, bottom), rows, scale.ticks(label))


def _places(scale: Scale, bottom: int) -> Texts:
    zero = _percent(scale.percent(Decimal(0)))
    return {"height": str(bottom + AXIS), "axis_y": str(bottom + 2), "labels_y": str(bottom + AXIS - 7), "zero": zero}


def _place(value: Value) -> tuple[Decimal, Decimal]:
    ends = [end for end in (value.interval.low, value.interval.high) if end is not None]
    return ends[0], ends[-1]


def _rows(values: Sequence[Value], top: int, scale: Scale) -> tuple[tuple[Texts, ...], int]:
    rows = []
    for value in values:
        long = CHARACTER * (len(value.name) + len(value.text) + 3) > NARROWEST
        rows.append(_row(value, top, scale, LONG_ROW - ROW if long else 0))
        top += LONG_ROW if long else ROW
    return tuple(rows), top


def _row(value: Value, top: int, scale: Scale, shift: int) -> Texts:
    low, high = map(scale.percent, _place(value))
    mark = _mark(value.interval)
    across = {
        "x": low,
        "width": max(high - low, SLIVER),
        "solid": max(low - scale.percent(Decimal(0)), Decimal(0)),
        "tip": low + ARROW if mark == "more" else low - ARROW,
    }
    down = {"name_y": TEXT, "text_y": TEXT + shift, "mark_y": MARK + shift, "bar_y": MARK + shift - BAR // 2}
    said = {"name": value.name, "text": value.text, "mark": mark, "estimated": "yes" if value.estimated else ""}
    places = {name: _percent(place) for name, place in across.items()}
    return said | places | {name: str(top + place) for name, place in down.items()}


def _mark(interval: Interval) -> str:
    if interval.is_bound:
        return "more" if interval.high is None else "less"
    return "dot" if interval.is_point else "bar"


def _tick(x: Decimal, label: str) -> Texts:
    anchor = "start" if x < ANCHORED else "end" if x > 100 - ANCHORED else "middle"
    return {"x": _percent(x), "label": label, "anchor": anchor}


def _percent(value: Decimal) -> str:
    """A place, rounded to a tenth of a percent: the one place where a chart rounds."""
    return f"{value.quantize(Decimal('0.1')):f}%"
