"""The table of kinds: what the quantities of a record are, one row for each; the only place that knows (STORY.md 1)."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from narrator.model.quantity import INDEX, PERCENT, Direction, Kind
from narrator.model.window import Span, Window


class Form(StrEnum):
    """What a line is of: any amount, a state (which may be below zero), a move in percent, a price level, an index."""

    AMOUNT = "amount"
    STATE = "state"
    MOVE = "move"
    LEVEL = "level"
    INDEX = "index"


HOUR = Window(Span.ROLLING, hours=1, words="1h")


class Slot(NamedTuple):
    """One quantity of a kind of record.

    `kinds` are what its unit may be, the usual one first, none for any; `said_as` is the kind that it is said as
    instead; `unit` is that of a value that states none (`none`, `up`); `window` is its own where it has one; `ways` are
    the directions that it may have, None for any: a flow without one could be either.
    """

    form: Form
    kinds: tuple[Kind, ...]
    unit: str
    said_as: Kind | None = None
    window: Window | None = None
    ways: tuple[Direction | None, ...] | None = None


MONEY = Slot(Form.AMOUNT, (Kind.MONEY, Kind.COINS), "USD")
LIQUIDATED = MONEY._replace(ways=(None,))
SHARE = Slot(Form.AMOUNT, (Kind.PERCENT,), PERCENT)
PRICE = Slot(Form.AMOUNT, (Kind.MONEY, Kind.INDEX), "USD", Kind.PRICE)
LEVEL = Slot(Form.LEVEL, (Kind.MONEY,), "USD", Kind.PRICE)
STATE = Slot(Form.STATE, (), INDEX)

SLOTS = {
    "liquidations": {
        "": LIQUIDATED,
        "accounts": Slot(Form.AMOUNT, (Kind.COUNT,), "accounts"),
        "largest_order": LIQUIDATED,
        "peak_hour": LIQUIDATED._replace(window=HOUR),
        "share": SHARE,
    },
    "flows": {
        "": MONEY._replace(said_as=Kind.FLOW, ways=(Direction.INFLOW, Direction.OUTFLOW)),
        "inflow": LIQUIDATED,
        "outflow": LIQUIDATED,
    },
    "prices": {
        "": Slot(Form.MOVE, (Kind.PERCENT, Kind.INDEX), PERCENT, Kind.PRICE, ways=(Direction.UP, Direction.DOWN)),
        "broke": LEVEL,
        "price": PRICE,
        "open": PRICE,
        "close": PRICE,
        "low": PRICE,
        "high": PRICE,
    },
    "positions": {"": STATE},
    "macro": {"": STATE},
    "sentiment": {"": Slot(Form.INDEX, (Kind.INDEX,), INDEX)},
    "accounts": {"": MONEY, "share": SHARE},
    "levels": {"": MONEY, "price": LEVEL},
}
"""By kind of record and field, "" for the amount."""

UNITS_OF = {"funding": PERCENT, "basis": PERCENT, **dict.fromkeys(("open interest", "volume", "holdings"), "USD")}
"""The unit of a position that is none of anything, by what it is."""

NAMED_METRICS = frozenset({"positions", "macro", "accounts", "levels"})
"""Kinds whose metric holds the record's name: two of them never share a key."""

DIMENSIONS = {
    "liquidations": ("side", "asset", "venue", "contract", "instrument"),
    "flows": ("asset", "fund", "venue", "cumulative"),
    "prices": (),
    "positions": ("asset", "venue", "instrument"),
}
"""By kind of record, the fields that name a part of the whole; a record without one is of all of it."""
