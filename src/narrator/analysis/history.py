"""What the histories of a desk have of an event's figures, and which of them they contradict.

A figure has a history where a series is of the same thing and has all of its time, without a gap or a day that is not
reported; `context` says what it is held against there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from narrator.model.ids import field_of, is_of, path_of, time_of
from narrator.model.kinds import Dimension, Group, Part
from narrator.model.problem import Problem
from narrator.model.quantity import MOVES, PERCENT, Interval, plain
from narrator.model.report import Nature
from narrator.model.series import KEYS, Every
from narrator.model.source import MARKET_DATA, is_without_name
from narrator.model.window import Span
from narrator.reconcile.standing import Ruler

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.records import Words
    from narrator.model.series import Series, Value

WAYS = {Part.HIGH: True, Part.LOW: False}
"""Of what is an extreme of its day, whether it is the largest or the least that is asked for."""
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with a series of it, and what that has for its time, with the sign of a change; from which rows."""

    figure: Figure
    series: Series
    value: Decimal
    rows: tuple[Value, ...]

    @property
    def day(self) -> date:
        """The last day of its time."""
        return self.rows[-1].day

    @property
    def where(self) -> str:
        """The lines of its rows."""
        first, last = self.rows[0].at, self.rows[-1].at
        return f"{first.file}:{first.line}" + (f"-{last.line}" if last.line != first.line else "")


def entries(event: Event, figures: Figures, series: Iterable[Series]) -> Iterator[Entry]:
    """Each measured figure beside each series that is of the same thing and has all of its time."""
    every = tuple(series)
    for figure in figures if every else ():
        if figure.derived_from or not figure.is_printable or figure.nature is not Nature.MEASURED:
            continue
        for each in every:
            for of, has in HELD:
                found = has(figure, each) if of(event, figure, each) else None
                if found is not None:
                    yield Entry(figure, each, *found)


def _is_value(event: Event, figure: Figure, series: Series) -> bool:
    """Whether a series has the very values that a figure is one of, or the sum of."""
    return field_of(figure.id) == series.part and figure.unit == series.unit and _is_of(event, figure, series)


def _is_change(event: Event, figure: Figure, series: Series) -> bool:
    """Whether a figure is the change of what a series has the level of: in its unit, of a price in percent."""
    is_move = not field_of(figure.id) and figure.direction in MOVES and _is_of(event, figure, series)
    if series.group == Group.PRICES:
        return is_move and series.part == Part.CLOSE and figure.unit == PERCENT
    return is_move and not series.part and figure.unit == series.unit


def _is_of(event: Event, figure: Figure, series: Series) -> bool:
    record = event.record(figure.id)
    is_whole = not any(getattr(record, name, None) for name in (Dimension.CONTRACT, Dimension.INSTRUMENT))
    is_same = all(_same(getattr(record, key, None), series.of.get(key)) for key in KEYS)
    return path_of(figure.id)[0] == series.group and record is not None and is_whole and is_same


def _value(figure: Figure, series: Series) -> tuple[Decimal, tuple[Value, ...]] | None:
    """What a series has for the day of a figure; of flows for all its days, none of which is missing."""
    window = time_of(figure.id, figure.window)
    days = window.days if window.span in DATED else None
    if days is None or figure.direction in MOVES:
        return None
    if days[0] == days[1] or series.group == Group.FLOWS:
        first = days[0] if series.is_due(days[0]) or days[0] == days[1] else series.after(days[0])
        rows = [*takewhile(lambda v: v.day >= first, series.back_from(_last(series, days[1])))][::-1]
        is_whole = bool(rows) and rows[0].day == first
        return (sum((v.value for v in rows if v.value is not None), Decimal(0)), tuple(rows)) if is_whole else None
    return None


def _last(series: Series, day: date) -> date:
    return day if series.is_due(day) else series.before(day)


def _change(figure: Figure, series: Series) -> tuple[Decimal, tuple[Value, ...]] | None:
    """How a level changed over the days of a figure: from the last value before them to that of their last."""
    days = figure.window.days if figure.window.span in DATED else None
    if days is None:
        return None
    now, before = series.on(days[1]), series.on(series.before(days[0]))
    if figure.window.span is Span.WEEK_TO and series.every is Every.WEEK:
        before = series.on(series.before(days[1]))
    if not (now and before and now.value is not None and before.value):
        return None
    change = now.value - before.value
    is_part = figure.unit == PERCENT and series.unit != PERCENT
    return (change / before.value * 100 if is_part else change), (before, now)


HELD = ((_is_value, _value), (_is_change, _change))
"""What a series can have of a figure, and what it has."""
DATED = frozenset({Span.DAY, Span.DAYS, Span.WEEK_TO, Span.MONTHS})


def _same(typed: Words | None, other: str | None) -> bool:
    """Whether a field of a record, in one of its languages, is that of a series; or neither has it."""
    forms = typed.values() if isinstance(typed, dict) else [typed or ""]
    return (other or "").casefold() in {form.casefold() for form in forms}


def fits(entry: Entry, policy: Policy) -> bool:
    """Whether what a series has lies in what is printed of a figure, or within what sources that agree differ by."""
    figure, value = entry.figure, Interval.point(entry.value)
    ruler = Ruler.of(figure.key.kind, figure.unit, figure.nature, policy)
    ends = [end for end in (figure.signed.low, figure.signed.high) if end is not None]
    is_near = any(ruler.agree([Interval.point(end), value]) or _is_about(figure, end, entry.value) for end in ends)
    return figure.signed.contains(value) or is_near


def _is_about(figure: Figure, end: Decimal, value: Decimal) -> bool:
    """Whether a value rounds to an end that a source calls about so much."""
    digit = end.normalize().as_tuple().exponent
    return figure.approximate and isinstance(digit, int) and abs(end - value) <= Decimal(10) ** digit / 2


def contradictions(event: Event, held: Iterable[Entry], policy: Policy) -> Iterator[Problem]:
    """What the records say otherwise than a series of the desk that had the day by then."""
    for entry in held:
        figure = entry.figure
        if fits(entry, policy):
            continue
        own = next((j.report for j in figure.reports if _is_its(j.report.source, entry.series)), None)
        value = entry.value.quantize(HUNDREDTH) if figure.unit == PERCENT else entry.value
        has = f"{plain(value)} {figure.unit}"
        message = f"'{figure.id}' is not what the series '{entry.series.id}' has for its time: {has} ({entry.where})"
        at = own.at if own else event.place(figure.id)
        yield Problem("SER010", message, at, own.typed if own else "", f"{has}, or why they differ", figure=figure.id)


def without_trading(event: Event, figures: Figures, series: Iterable[Series]) -> Iterator[Problem]:
    """Flows of a day on which, as a series of the desk has it, their market was closed."""
    every = tuple(series)
    for figure in figures if every else ():
        day = figure.window.start if figure.window.span is Span.DAY else None
        if day is None or figure.derived_from or not figure.is_printable or not is_of(figure.id, Group.FLOWS):
            continue
        shut = next((each for each in every if _is_of(event, figure, each) and not each.is_due(day)), None)
        if shut:
            message = f"'{figure.id}' is of {day}, on which '{shut.id}' has no trading"
            found, expected = str(day), "a day of trading, or another window"
            yield Problem("SER011", message, event.place(figure.id), found, expected, figure=figure.id)


def history_of(event: Event, figure: Figure, rival: Figure, series: Iterable[Series]) -> Series:
    """The series in which a figure was held against a value of another day."""
    return next(each for each in series if each.source == rival.source and _is_value(event, figure, each))


def day_of(figure: Figure) -> date:
    """The last day of the time of a figure that has one."""
    days = time_of(figure.id, figure.window).days
    if days is None:
        raise AssertionError(figure.id)
    return days[1]


def _is_its(source: str, series: Series) -> bool:
    """Whether a report is by the source of a series, or by nobody who could have counted otherwise."""
    return source in {series.source, MARKET_DATA} or is_without_name(source)
