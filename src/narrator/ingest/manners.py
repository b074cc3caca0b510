"""How a source put an amount, where a brief keeps it: an open end, what a price or a count is per (DESIGN.md 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.ingest.spellings import NO_NOUN
from narrator.model.quantity import CURRENCIES, Interval, Kind, kind_of

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.ingest.faults import Cursor
    from narrator.model.quantity import Quantity

TIME_UNITS = "second|minute|hour|day|week|month|quarter|year"
"""What an amount is per is said by its window."""
SYMBOL = r"[A-Z]{1,4}[a-z]{1,4}|[a-z]{1,2}[A-Z][A-Za-z]?"
THING = rf"{SYMBOL}|[a-z][a-z-]{{1,22}}[a-z](?: (?!{NO_NOUN})[a-z][a-z-]{{1,22}}[a-z])?"
PER = rf" (?:an?|per) (?!(?:{TIME_UNITS})\b)({THING})(?![A-Za-z0-9-])"
"""What a price is of: a barrel, a troy ounce, MMBtu."""
RATE = rf" (?:an?|per) ({TIME_UNITS})(?![A-Za-z0-9-])"
"""In what time a count is produced or used, or money is traded: barrels a day."""
CALLED = {
    Kind.MONEY: ("money", r"\1 UNIT"),
    Kind.COINS: ("coins", r"\1 UNIT"),
    Kind.PERCENT: ("a percentage", r"\1%"),
    Kind.COUNT: ("a count", r"\1 accounts"),
    Kind.INDEX: ("an index value", r"\1"),
}
"""How each kind is called, and what a bare number of it is: money and coins may be in any unit."""


def opened(quantity: Quantity, *, is_low: bool) -> Quantity:
    """A range of which one end is a bound and the other one how far its source went: 8 to 10 billion or more."""
    low, high = quantity.interval.low, quantity.interval.high
    interval, reach = (Interval(low, None), high) if is_low else (Interval(None, high), low)
    return replace_manner(replace(quantity, interval=interval), reach=reach)


def replace_manner(quantity: Quantity, **said: str | bool | Decimal | None) -> Quantity:
    """A quantity with more of how its source put it."""
    return replace(quantity, manner=replace(quantity.manner, **said))  # type: ignore[arg-type]  # the fields of a manner


def scan_per(cursor: Cursor, unit: str | None) -> str:
    """What a price or a count is of, `$62 a barrel`, `181 bushels an acre`, or its time, `2 million barrels a day`.

    Only a state, of which a sign may be typed, is so much money a day: a flow or a loss is of its window.
    """
    kind = unit and kind_of(unit)
    is_rate = kind is Kind.COUNT or (cursor.signed and unit in CURRENCIES)
    per = cursor.take(PER) if kind in {Kind.MONEY, Kind.COUNT} else None
    time = cursor.take(RATE) if is_rate else None
    return " a ".join(each[1] for each in (per, time) if each)
