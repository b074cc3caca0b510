"""How a source put an amount, where a brief keeps it: an open end, what a price or a count is per (DESIGN.md 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.quantity import CURRENCIES, Interval, Kind, kind_of

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.ingest.faults import Cursor
    from narrator.model.quantity import Quantity

TIME_UNITS = "minute|hour|day|week|month|quarter|year"
"""What an amount is per is said by its window."""
PER = rf" (?:an?|per) (?!(?:{TIME_UNITS})\b)([a-z][a-z-]{{1,22}}[a-z])(?![A-Za-z0-9-])"
"""What a price is of, a barrel or an ounce."""
RATE = rf" (?:an?|per) ({TIME_UNITS})(?![A-Za-z0-9-])"
"""In what time a count is produced or used: barrels a day."""


def opened(quantity: Quantity, *, is_low: bool) -> Quantity:
    """A range of which one end is a bound and the other one how far its source went: 8 to 10 billion or more."""
    low, high = quantity.interval.low, quantity.interval.high
    interval, reach = (Interval(low, None), high) if is_low else (Interval(None, high), low)
    return replace_manner(replace(quantity, interval=interval), reach=reach)


def replace_manner(quantity: Quantity, **said: str | bool | Decimal | None) -> Quantity:
    """A quantity with more of how its source put it."""
    return replace(quantity, manner=replace(quantity.manner, **said))  # type: ignore[arg-type]  # the fields of a manner


def scan_per(cursor: Cursor, unit: str | None) -> str:
    """What a price is of, as in `$62 a barrel`, or the time of a count, `2 million barrels a day`; else nothing."""
    is_counted = unit is not None and kind_of(unit) is Kind.COUNT
    per = cursor.take(PER) if unit in CURRENCIES else cursor.take(RATE) if is_counted else None
    return per[1] if per else ""
