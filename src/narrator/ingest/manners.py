"""How a source put an amount, where a brief keeps it: an open end, what a price is of (DESIGN.md 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.quantity import CURRENCIES, Interval

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.ingest.faults import Cursor
    from narrator.model.quantity import Quantity

TIME_UNITS = "minute|hour|day|week|month|quarter|year"
"""What an amount is per is said by its window."""
PER = rf" (?:an?|per) (?!(?:{TIME_UNITS})\b)([a-z][a-z-]{{1,22}}[a-z])(?![A-Za-z0-9-])"
"""What a price is of, a barrel or an ounce."""


def opened(quantity: Quantity, *, is_low: bool) -> Quantity:
    """A range of which one end is a bound and the other one how far its source went: 8 to 10 billion or more."""
    low, high = quantity.interval.low, quantity.interval.high
    interval, reach = (Interval(low, None), high) if is_low else (Interval(None, high), low)
    return replace_manner(replace(quantity, interval=interval), reach=reach)


def replace_manner(quantity: Quantity, **said: str | bool | Decimal | None) -> Quantity:
    """A quantity with more of how its source put it."""
    return replace(quantity, manner=replace(quantity.manner, **said))  # type: ignore[arg-type]  # the fields of a manner


def scan_per(cursor: Cursor, unit: str | None) -> str:
    """What a price is of, as in `$62 a barrel`; nothing where it is of none."""
    per = cursor.take(PER) if unit in CURRENCIES else None
    return per[1] if per else ""
