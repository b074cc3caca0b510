"""The days of figures, and all dates that the records of an event know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault
from narrator.ingest.times import read_window
from narrator.model.ids import is_rival, time_of
from narrator.model.kinds import WITH_DAYS
from narrator.reading.dates import DATE, days_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.window import Window
    from narrator.reading.dates import Day, Spell


def times_of(figure: Figure, event: Event) -> Iterator[Spell]:
    """The days of a figure; of a close at the end of a week both the week and its last day."""
    for window in dict.fromkeys((figure.window, time_of(figure.id, figure.window))):
        yield from spells_of(window, event)


def spells_of(window: Window | None, event: Event) -> Iterator[Spell]:
    """The days of a window; of a rolling one those of its hours, or of the event."""
    if window is None:
        return
    until = window.until.astimezone(event.zone) if window.until else None
    if until and window.length:
        yield (until - window.length).date(), until.date()
    elif window.start:
        yield window.start, window.end or max(window.start, event.published.date())
    elif window is not event.days:
        yield from spells_of(event.days, event)


def largest_since(figures: Figures) -> Iterator[tuple[str, date]]:
    """Which end of a history a value was, and since which day: by the last value that was as large."""
    for figure in figures:
        if is_rival(figure.id) and figure.window.start:
            is_less = figure.signed.is_below(figures[figure.derived_from[0]].signed)
            ends = (
                ["largest", f"largest {figure.direction}"] if figure.direction else ["lowest" if is_less else "largest"]
            )
            yield from ((end, figure.window.start) for end in ends)


def other_days(event: Event) -> tuple[list[Spell], set[Day]]:
    """The dates of an event that belong to no figure, and those that stand in its texts."""
    published = event.published.astimezone(event.zone).date()
    spells = [(published, published), *spells_of(event.days, event)]
    typed: set[Day] = set()
    for kind in (*WITH_DAYS, "claims"):
        for record in getattr(event.file, kind).values():
            for text in filter(None, (getattr(record, "when", None), getattr(record, "since", None))):
                try:
                    spells += spells_of(read_window(text, event.zone, event.published), event)
                except Fault:
                    continue
    for text in texts_of(event.file.model_dump()):
        for match in DATE.finditer(text):
            typed.update(days_of(match[0]))
    return spells, typed


def texts_of(tree: object) -> Iterator[str]:
    """All texts of an event file, names of sources and records too."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict | list):
        for part in (*tree, *tree.values()) if isinstance(tree, dict) else tree:
            yield from texts_of(part)
