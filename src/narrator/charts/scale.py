"""What the charts share: values, the scale from values to places, and labels that fit the narrowest screen.

Horizontal places are percentages and vertical ones pixels, so that a chart stretches to its column while its type keeps
its size: readable on a phone at 360 pixels, in a browser and in print. A chart is a display list of texts; templates
draw it.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from narrator.model.quantity import Interval

    Label = Callable[[Decimal], str]

NARROWEST = 328
"""Pixels of a chart on a 360 pixel screen: labels must fit here, then they fit everywhere."""

CHARACTER = Decimal("6.5")
"""Pixels of an average character of the labels, 13 pixels high, on the safe side."""
LINE = int(NARROWEST / CHARACTER)
"""Characters of a line of text."""

ROW, LEADING, TEXT, MARK, BAR = 37, 17, 14, 26, 8
"""Pixels: a row, a further line of its text; the text's baseline, the mark's centre, a bar's height."""

BEFORE_NUMBER = re.compile(r"(?<=[A-Za-z.]) (?=[0-9]{1,2}(?![0-9]))")
"""The blank between a month and its day, at which no line ends."""
AXIS = 26
MOST_TICKS, LEAST_TICKS = 5, 3
EDGE = Decimal("0.06")
"""The part of the scale left free at each end, so that no dot is cut."""

SLIVER = Decimal("0.8")
"""Percent of the width: a band or bar is never thinner."""

ARROW, ANCHORED = Decimal(8), Decimal(8)
"""Percent of the width: the length of a bound's arrow; how near to an edge a label hangs inward."""

HUNG = {"start": Decimal(0), "middle": Decimal("0.5"), "end": Decimal(1)}
"""The part of a label that lies left of its place."""

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True, slots=True)
class Value:
    """What one row shows: a printed name and phrase, and the interval behind them.

    `way`: which way it goes on from a level, `above` or `below`; empty for what is a point or a range. `stake`: the
    amount at a level, where a record has one. `others`: the values that others give, each named by who says it; `by`:
    who gives this one, where it is not what the brief prints.
    """

    name: str
    text: str
    interval: Interval
    estimated: bool = False
    way: str = ""
    stake: Interval | None = None
    others: tuple[Value, ...] = ()
    by: str = ""

    @property
    def told(self) -> Texts:
        """What is said of it where nothing is seen."""
        name = ", ".join(filter(None, (self.name, self.by)))
        return {"name": name, "text": self.text, "estimated": "yes" if self.estimated else ""}

    @property
    def hollow(self) -> tuple[Value, ...]:
        """Those of the others that have a place: a hollow mark beside the bar."""
        return tuple(other for other in self.others if not other.interval.is_bound)


Texts = dict[str, str]
"""Places and words by name, as the template prints them: places across in percent, places down in pixels."""

DRAWN = frozenset(
    re.findall(
        r"\w+",
        "anchor apart_y axis_y bar_height bar_y beyond estimated first_y height label labels_y last_y mark mark_y name"
        " note_y of pale_height pale_width pale_x pale_y range reach role rule_y scale shade solid start text tip to_x"
        " to_y way width x y zero",
    )
)
"""Every name that the texts of some chart have."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as its template draws it.

    `places` of the whole: height, and what else its kind has. `labels`: every line of text, with x, y, anchor (start,
    middle, end) and role (name, value, head). `band`: x, width, y and height of the printed range, or of what is left.
    A tick: x, label, anchor. `lines`: y of each line of zero. `apart`: what stands beside the figures, each a hollow
    mark. `marks`: what is drawn of values that are not told, a line from x, y to to_x, to_y, or a column.
    """

    places: Texts
    rows: tuple[Texts, ...]
    labels: tuple[Texts, ...] = ()
    ticks: tuple[Texts, ...] = ()
    band: Texts | None = None
    apart: tuple[Texts, ...] = ()
    lines: tuple[Texts, ...] = ()
    marks: tuple[Texts, ...] = ()


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
        bounded = any(value.interval.is_bound or value.way for value in values)
        room = spread * (Decimal("0.2") if bounded else EDGE)
        return cls(
            low if from_zero and low == 0 else low - room, high if from_zero and high == 0 > low else high + room
        )

    def percent(self, value: Decimal) -> Decimal:
        """The place of a value, 0 to 100."""
        return (value - self.low) / (self.high - self.low) * 100

    def ticks(self, label: Label) -> tuple[Texts, ...]:
        """As many round values as fit beside each other on the narrowest screen."""
        return next(ticks for step in self._steps() if (ticks := self._at(step, label)))

    def _at(self, step: Decimal, label: Label) -> tuple[Texts, ...]:
        """The multiples of a step, or nothing when they do not fit; one at an edge may be left out of four or more."""
        first = int((self.low / step).to_integral_value(ROUND_CEILING))
        last = int((self.high / step).to_integral_value(ROUND_FLOOR))
        values = [step * number for number in range(first, last + 1)]
        if len(values) > MOST_TICKS:
            return ()
        ticks = [tick(self.percent(value), label(value)) for value in values]
        spans = [_span(self.percent(value), each) for value, each in zip(values, ticks, strict=True)]
        inner = [(0, None), (1, None), (0, -1), (1, -1)] if len(ticks) > LEAST_TICKS else [(0, None)]
        kept = (slice(*ends) for ends in inner)
        fits = (k for k in kept if all(left[1] < right[0] for left, right in pairwise(spans[k])))
        return next((tuple(ticks[k]) for k in fits if ticks[k][LEAST_TICKS - 1 :] or k == slice(0, None)), ())

    def _steps(self) -> Iterator[Decimal]:
        """1, 2, 2.5 and 5 times the powers of ten, from a tenth of the scale's own size upward."""
        for exponent in count((self.high - self.low).adjusted() - 1):
            yield from (step.scaleb(exponent) for step in _STEPS)


def tick(x: Decimal, label: str) -> Texts:
    """A mark of an axis, its label hung inward near an edge, so that none of it is beyond."""
    near = max(ANCHORED, CHARACTER * len(label) * 50 / NARROWEST)
    anchor = "start" if x < near else "end" if x > 100 - near else "middle"
    return {"x": percent(x), "label": label, "anchor": anchor}


def _span(x: Decimal, made: Texts) -> tuple[Decimal, Decimal]:
    """The pixels that a label takes on the narrowest screen, with room for a space."""
    width = CHARACTER * (len(made["label"]) + 1)
    left = x * NARROWEST / 100 - width * HUNG[made["anchor"]]
    return left, left + width


def percent(value: Decimal) -> str:
    """A place, rounded to a tenth of a percent."""
    return f"{value.quantize(Decimal('0.1')):f}%"


def px(place: Decimal) -> str:
    """A place down, rounded to a tenth of a pixel."""
    return f"{place.quantize(Decimal('0.1')):f}"


def ends(interval: Interval) -> tuple[Decimal, Decimal]:
    """Both ends of an interval that is not empty; a bound has its one end twice."""
    known = [end for end in (interval.low, interval.high) if end is not None]
    return known[0], known[-1]


def labelled(value: Value, top: int, *, indent: str = "0") -> tuple[tuple[Texts, ...], int]:
    """The text of a row, and how many pixels it has beyond one line: a name and a phrase that are long stand below."""
    name = value.told["name"]
    if CHARACTER * (len(name) + len(value.text) + 3) <= NARROWEST:
        lines = [("name", name, 0), ("value", value.text, 0)]
    else:
        parts = [("name", line) for line in _wrapped(name)] + [("value", line) for line in _wrapped(value.text)]
        lines = [(role, text, number) for number, (role, text) in enumerate(parts)]
    across = {"name": (indent, "start"), "value": ("100%", "end")}
    made = tuple(
        {
            "role": role,
            "text": text,
            "x": across[role][0],
            "anchor": across[role][1],
            "y": str(top + TEXT + n * LEADING),
        }
        for role, text, n in lines
    )
    return made, lines[-1][2] * LEADING


def hollows(value: Value, top: int, scale: Scale) -> list[Texts]:
    """The marks of what others say, on the line of the bar of a value: in the middle of a range."""
    return [
        {
            "name": other.name,
            "text": other.text,
            "x": percent(scale.percent(sum(ends(other.interval), Decimal(0)) / 2)),
            "mark_y": str(top + MARK),
        }
        for other in value.hollow
    ]


def _wrapped(text: str) -> list[str]:
    kept = BEFORE_NUMBER.sub("\u00a0", text)  # textwrap breaks at plain blanks only
    return [line.replace("\u00a0", " ") for line in textwrap.wrap(kept, LINE - 3, break_on_hyphens=False)]


def head(text: str, y: int) -> tuple[Texts, ...]:
    """A heading within a chart."""
    lines = enumerate(_wrapped(text))
    return tuple({"role": "head", "text": t, "x": "0", "anchor": "start", "y": str(y + n * LEADING)} for n, t in lines)
