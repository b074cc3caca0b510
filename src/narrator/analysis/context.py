"""What the histories of a desk hold a figure against: the last value as large, its run, and the top above it.

Nothing is said across a gap, a day that is not reported, or a value whose ends overlap (LANGUAGE.md 5).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from narrator.analysis.history import WAYS, fits
from narrator.model.figure import Figure, Figures, Standing
from narrator.model.ids import ENDED, OFF, RIVAL, RUN, TOP, field_of, path_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import PERCENT, Direction, Interval, Kind
from narrator.model.window import Span, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from narrator.analysis.history import Entry
    from narrator.model.policy import Policy
    from narrator.model.series import Value

LEAST = 10
"""So many smaller values lie between, or it is nothing to tell. The desk's judgement: two weeks of trading."""
LEAST_RUN = 3
"""So many days one behind the other make a run. The desk's judgement: two are no more than a day and its eve."""
LEAST_KNOWN, LEAST_OFF = 60, 10
"""So many values make a history that a top is one of, and so many percent below it are far. The desk's judgement."""
WHOLE_FROM = 1_000
"""From here on a price has no cents beside one without them."""
TENTH = Decimal("0.1")
WAY = {Direction.INFLOW: 1, Direction.OUTFLOW: -1}


class Past(NamedTuple):
    """What a history has for a figure: how its id begins, its value with its sign, when, by what rule, how found."""

    prefix: str
    value: Decimal
    window: Window
    formula: str
    found: str
    at: Value
    beside: tuple[str, ...] = ()


def with_history(figures: Figures, held: Iterable[Entry], policy: Policy) -> Figures:
    """The figures with those that put them into their history; `held` of series as they were known at the as-of."""
    made: dict[str, Figure] = {}
    entries = [entry for entry in held if not entry.rows[1:] and fits(entry, policy)]
    for find in FINDERS:
        chosen: dict[tuple[str, str], list[Figure]] = {}
        for entry in entries:
            found = [_figure(entry, past) for past in find(entry, figures)]
            # Of one thing one value is held against what was before: which goes furthest back; of prices the close.
            key = (entry.series.group, entry.figure.key.subject + entry.figure.key.venue)
            if found and (key not in chosen or _rank(found[0]) < _rank(chosen[key][0])):
                chosen[key] = found
        made |= {figure.id: figure for found in chosen.values() for figure in found}
    return Figures({**figures.entries, **made})


def _rank(figure: Figure) -> tuple[bool, date]:
    return field_of(figure.derived_from[0]) in WAYS, figure.window.start or date.max


def _rivals(entry: Entry, figures: Figures) -> Iterator[Past]:
    """The last value before that of a figure that was as large, where that is long ago and surely so."""
    figure, series = entry.figure, entry.series
    largest = _asked(entry, figures)
    if largest is None:
        return
    now = figure.signed
    for passed, rival in enumerate(series.back_from(series.before(entry.day))):
        if _is_beyond(now.low if largest else now.high, rival.value, largest=largest):
            continue
        is_sure = _is_beyond(rival.value, now.high if largest else now.low, largest=largest)
        if is_sure and passed >= LEAST and rival.value is not None:
            formula = f"the last value before {figure.id} that was {'more' if largest else 'less'}"
            found = f"{passed} values lie between, and each was {'less' if largest else 'more'} ({entry.where})."
            yield Past(RIVAL, rival.value, Window(Span.DAY, rival.day, rival.day), formula, found, rival)
        return  # where all of it was less, nobody knows what was before


def _is_beyond(one: Decimal | None, other: Decimal | None, *, largest: bool) -> bool:
    return one is not None and other is not None and (one > other if largest else one < other)


def _asked(entry: Entry, figures: Figures) -> bool | None:
    """Whether the largest or the least value is asked for; None where neither is to be told.

    What went up is held against higher values, what went down against lower ones.
    """
    figure = entry.figure
    group, _, part = path_of(figure.id)
    if part in WAYS:
        return WAYS[Part(part)]
    if group == Group.FLOWS:
        return {Direction.INFLOW: True, Direction.OUTFLOW: False}.get(figure.direction) if figure.direction else None
    before = entry.series.on(entry.series.before(entry.day))
    start = figures.get(f"{figure.id}.{Part.FROM}") or figures.get(f"{figure.id}_{Part.FROM}")
    last = start.interval.low if start and start.interval.is_point else before.value if before else None
    now = figure.interval.low
    return None if last is None or now is None or now == last else now > last


def _runs(entry: Entry, figures: Figures) -> Iterator[Past]:
    """What flowed on the days one behind the other on which it went one way: those of a figure, or those it ended."""
    figure, series = entry.figure, entry.series
    way = WAY.get(figure.direction) if figure.direction else None
    if entry.series.group != Group.FLOWS or way is None or entry.value * way <= 0 or _is_of_longer(entry, figures):
        return
    for prefix, sign, last in ((RUN, way, entry.day), (ENDED, -way, series.before(entry.day))):
        days = [*takewhile(partial(_goes, sign), series.back_from(last))]
        first = days[-1] if days else None
        before = series.on(series.before(first.day)) if first else None
        if len(days) < LEAST_RUN or first is None or before is None or before.value is None:
            continue  # of a run whose beginning nobody knows nothing is said
        total = sum((v.value for v in days if v.value is not None), Decimal(0))
        formula = f"the sum of the days {'to' if prefix == RUN else 'before'} {figure.id} that went one way"
        found = f"{len(days)} days, from {first.at.file}:{first.at.line} to {days[0].at.file}:{days[0].at.line}."
        yield Past(prefix, total, Window(Span.DAYS, first.day, days[0].day), formula, found, first)
        return


def _off(entry: Entry, _: Figures) -> Iterator[Past]:
    """How far a close lies below the highest of its history, and that; not where the history has just begun."""
    figure, series = entry.figure, entry.series
    if series.group != Group.PRICES or series.part != Part.CLOSE or not figure.interval.is_point:
        return
    back = [v for v in series.back_from(entry.day) if v.value is not None]
    top = max(back, key=lambda v: (v.value or 0, v.day))
    now = figure.interval.low
    if top.value is None or now is None or top.value <= now or len(back) < LEAST_KNOWN:
        return
    off = ((top.value - now) / top.value * 100).quantize(TENTH)
    if off < LEAST_OFF:
        return
    beside = f"{TOP}{_name(figure)}"
    formula = f"({beside} - {figure.id}) / {beside}"
    found = f"the highest of {len(back)} values ({back[-1].at.file}:{back[-1].at.line} to {entry.where})."
    yield Past(OFF, off, Window(Span.DAYS, top.day, entry.day), formula, found, top, (beside,))
    yield Past(TOP, top.value, Window(Span.DAY, top.day, top.day), f"the highest value before {figure.id}", found, top)


def _is_of_longer(entry: Entry, figures: Figures) -> bool:
    """Whether the records have what flowed on several days with that of a figure among them: it says enough."""
    key, day = entry.figure.key, (entry.day, entry.day)
    alike = (f for f in figures if (f.key.metric, f.key.subject, f.key.venue) == (key.metric, key.subject, key.venue))
    return any(f.window.days and f.window.days != day and entry.figure.window.lies_in(f.window.days) for f in alike)


def _goes(sign: int, value: Value) -> bool:
    return value.value is not None and value.value * sign > 0


FINDERS: tuple[Callable[[Entry, Figures], Iterator[Past]], ...] = (_rivals, _runs, _off)
"""What is looked for in a history; of each kind one for a thing."""


def _name(figure: Figure) -> str:
    return "_".join(filter(None, path_of(figure.id)))


def _figure(entry: Entry, past: Past) -> Figure:
    figure, series = entry.figure, entry.series
    is_part = past.prefix == OFF
    value, typed = past.value, figure.interval.low
    if field_of(figure.id) and not is_part and typed is not None and typed == typed.to_integral_value():
        value = value.quantize(Decimal(1)) if abs(value) >= WHOLE_FROM else value  # half to even
    revised = ["Its older values are as revised since."] if series.revised else []
    of = (Direction.INFLOW if value > 0 else Direction.OUTFLOW) if figure.direction in WAY else figure.direction
    key = replace(figure.key, metric=f"{past.prefix}{{record}}")
    return Figure(
        f"{past.prefix}{_name(figure)}",
        replace(key, kind=Kind.PERCENT) if is_part else key,
        figure.nature,
        Standing.SINGLE_SOURCE,
        Interval.point(abs(value) if figure.direction else value),
        PERCENT if is_part else figure.unit,
        past.window,
        direction=Direction.DOWN if is_part else of,
        reported=past.window.span is not Span.DAYS or is_part,
        source=series.source,
        explanation=(
            f"Computed: {past.formula}, in '{series.id}' ({past.at.at.file}:{past.at.at.line}).",
            past.found,
            *revised,
        ),
        derived_from=(figure.id, *past.beside),
        formula=past.formula,
    )
