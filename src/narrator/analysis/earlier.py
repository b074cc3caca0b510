"""A figure as a ledger has it: the event file says what it is of; how much it was, and by whom, the ledger does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from narrator.ingest.faults import Fault
from narrator.ingest.times import read_window
from narrator.model.figure import Camp, Judged, Role, Standing
from narrator.model.ledger import carried, entry_of, interval_of
from narrator.model.quantity import EMPTY, Direction, Quantity
from narrator.model.report import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from narrator.model.event import Event
    from narrator.model.figure import Figure
    from narrator.model.report import Report

    Entry = Mapping[str, Any]


def as_it_was(figure: Figure, entry: Entry, event: Event) -> Figure:
    """A figure as a ledger has it; what stood beside it and is in no ledger is not known of one that has changed.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is no entry of a ledger.
    """
    if entry_of(figure) == carried(entry):
        return figure
    direction = entry["direction"] and Direction(entry["direction"])
    core = {each["source"] for each in entry["reports"] if each["role"] == Role.CORE}
    window = figure.window
    if window.canonical != entry["window"]:
        with suppress(Fault):  # words of another time are no window that can be read
            window = read_window(_text(entry["window"]), event.zone, event.published)
    return replace(
        figure,
        interval=interval_of(entry),
        unit=_text(entry["unit"]),
        window=window,
        direction=direction,
        approximate=entry["approximate"] is True,
        nature=Nature(entry["nature"]),
        standing=Standing(entry["standing"]),
        source=core.pop() if len(core) == 1 else None,
        camps=tuple(Camp(interval_of(each), tuple(map(_text, each["sources"]))) for each in entry["camps"]),
        reports=tuple(_reports(figure, entry["reports"], direction)),
        doubts=(),
    )


def _reports(figure: Figure, said: Iterable[Entry], direction: Direction | None) -> Iterable[Judged]:
    """The reports of an entry: those that are still there, the others in the place of one of the same source.

    What stands beside an amount that its source gave before is a correction.
    """
    known, said = [judged.report for judged in figure.reports], list(said)
    past = {entry["source"] for entry in said if entry["role"] == Role.SUPERSEDED}
    for entry in said:
        interval, source = interval_of(entry), _text(entry["source"])
        own = [report for report in known if report.source == source]
        same = [report for report in own if _ends(report) == (interval.low, interval.high)]
        quantity = Quantity(interval, _text(entry["unit"]), direction)
        others = [replace(report, source=source, quantity=quantity) for report in (own or known)]
        for report in (same or others)[:1]:
            is_corrected = entry["role"] == Role.CORE and source in past
            yield Judged(replace(report, revised=report.revised or is_corrected), Role(entry["role"]))


def _ends(report: Report) -> tuple[Decimal | None, Decimal | None]:
    interval = report.quantity.interval if report.quantity else EMPTY
    return interval.low, interval.high


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
