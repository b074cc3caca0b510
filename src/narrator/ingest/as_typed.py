"""Values as a desk types them: billions to hundredths, prices from a thousand on whole, half to even."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.model.quantity import INDEX, PERCENT, Kind, kind_of, plain

if TYPE_CHECKING:
    from narrator.model.quantity import Direction

BILLION, MILLION, THOUSAND = Decimal(10**9), Decimal(10**6), Decimal(10**3)
HUNDREDTH, TENTH, WHOLE = Decimal("0.01"), Decimal("0.1"), Decimal(1)


def directed(value: Decimal, unit: str, ways: tuple[Direction, Direction]) -> str:
    """A value with the word for its sign, the one above zero first; `none` for zero."""
    return f"{ways[value < 0]} {amount(abs(value), unit)}" if value else "none"


def price(value: Decimal) -> Decimal:
    """A price as exact as it is typed."""
    return value.quantize(WHOLE if abs(value) >= THOUSAND else HUNDREDTH)


def amount(value: Decimal, unit: str) -> str:
    """A value as a report line has it."""
    kind = kind_of(unit)
    if kind is not Kind.MONEY:
        said = {PERCENT: "{}%", INDEX: "{}"}.get(unit, "{} " + unit)
        return said.format(number(value))
    scaled = f"{plain(value)}"
    if abs(value) >= BILLION:
        scaled = f"{plain((value / BILLION).quantize(HUNDREDTH))} billion"
    elif abs(value) >= MILLION:
        scaled = f"{plain((value / MILLION).quantize(TENTH))} million"
    elif abs(value) >= THOUSAND:
        scaled = f"{value:,}"
    return f"${scaled}" if unit == "USD" else f"{unit} {scaled}"


def number(value: Decimal) -> str:
    """The digits of a value, all of them."""
    return f"{Decimal(plain(value)):,}"


def word(text: str) -> str:
    """A name as part of the name of a record."""
    made = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return made if made[:1].isalpha() else f"the_{made}"
