"""Figures in one line, for tables of phrases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from narrator.model.quantity import EMPTY, Interval, Kind, Quantity
from narrator.wording.expression import Expression


def interval(text: str) -> Interval:
    """`5` is a point, `4..5` a range, `>5` more than, `>=5` at least, `<5` below, `<=5` at most; nothing is nothing."""
    if not text:
        return EMPTY
    if text.startswith(">"):
        return Interval(Decimal(text.lstrip(">=")), None, low_open="=" not in text)
    if text.startswith("<"):
        return Interval(None, Decimal(text.lstrip("<=")), high_open="=" not in text)
    low, _, high = text.partition("..")
    return Interval(Decimal(low), Decimal(high or low))


def quantity(text: str, unit: str = "USD") -> Quantity:
    """An amount of a unit."""
    return Quantity(interval(text), unit)


def figure(kind: str, amount: str, unit: str = "USD", **more: Any) -> Expression:  # noqa: ANN401 - the fields of Expression
    """A figure: kind, amount, unit, and any other field by its name."""
    return Expression(Kind(kind), interval(amount), unit, **more)
