"""The days of a history that a chart shows: from a little before the last value that was as large to that of today."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from narrator.analysis.history import day_of, history_of
from narrator.charts.history import BEFORE, MOST, Past

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.charts.scale import Value
    from narrator.model.figure import Figure
    from narrator.render.setting import Setting

NUMBER = re.compile(r" ?\d+ ?")
"""The day of a date, of which a month is told without it."""


def past_of(setting: Setting, now: Figure, rival: Figure, sized: Callable[[Figure], Value]) -> Past:
    """The history of a figure back to its rival; `sized` is a figure as a column."""
    series, days = history_of(setting.event, now, rival, setting.series), (day_of(now), day_of(rival))
    first = max(days[1] - timedelta(days=BEFORE), days[0] - timedelta(days=MOST))
    due = [day for n in range((days[0] - first).days + 1) if series.is_due(day := first + timedelta(days=n))]
    found = [series.on(day) for day in due]
    told = [(due.index(day), sized(f)) for f, day in zip((rival, now), days[::-1], strict=True) if day in due]
    begun = (setting.event.days.days or days)[0]
    shaded = next((n for n, day in enumerate(due) if day >= begun), len(due) - 1), len(due) - 1
    names = [NUMBER.sub("", setting.rules.day(each, year=False)) for each in due]
    months = [n for n, day in enumerate(due) if n and due[n - 1].month != day.month]
    return Past(names, [each.value if each else None for each in found], told, shaded, months or [0])
