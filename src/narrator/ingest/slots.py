"""The quantities that a record may hold, one row for each: how its lines are read and how it is said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.lines import Form
from narrator.model.quantity import CURRENCIES, INDEX, PERCENT, POINTS, TIMES, Direction, Interval, Kind, is_ticker
from narrator.model.records import Account
from narrator.model.report import Key
from narrator.model.window import Span, Window

if TYPE_CHECKING:
    from narrator.model.quantity import Quantity
    from narrator.model.records import Record

MEASURE_KINDS = {PERCENT: Kind.PERCENT, POINTS: Kind.POINTS, INDEX: Kind.INDEX, TIMES: Kind.MULTIPLE}
ZERO = Interval.point(Decimal(0))
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
FLOW = MONEY._replace(said_as=Kind.FLOW, ways=(Direction.INFLOW, Direction.OUTFLOW))
SHARE = Slot(Form.AMOUNT, (Kind.PERCENT,), PERCENT)
PRICE = Slot(Form.AMOUNT, (Kind.MONEY, Kind.INDEX), "USD", Kind.PRICE)
LEVEL = Slot(Form.LEVEL, (Kind.MONEY,), "USD", Kind.PRICE)
ANY = Slot(Form.AMOUNT, (), "USD")

SLOTS = {
    "liquidations": {
        "": LIQUIDATED,
        "accounts": Slot(Form.AMOUNT, (Kind.COUNT,), "accounts"),
        "largest_order": LIQUIDATED,
        "peak_hour": LIQUIDATED._replace(window=HOUR),
        "share": SHARE,
    },
    "flows": {"": FLOW},
    "prices": {
        "": Slot(Form.MOVE, (Kind.PERCENT,), PERCENT, Kind.PRICE),
        "broke": LEVEL,
        "close": PRICE,
        "low": PRICE,
        "high": PRICE,
    },
    "positions": {"": ANY},
    "macro": {"": ANY},
    "sentiment": {"": Slot(Form.INDEX, (Kind.INDEX,), INDEX)},
    "accounts": {"": MONEY, "share": SHARE},
    "levels": {"": MONEY, "price": LEVEL},
}
"""By kind of record and field, "" for the amount."""

NAMED_METRICS = frozenset({"positions", "macro", "accounts", "levels"})
"""Kinds whose metric holds the record's name: two of them never share a key."""

NOUNS = {
    Kind.MONEY: ("money", r"$\1 million"),
    Kind.COINS: ("coins", r"\1 BTC"),
    Kind.PERCENT: ("a percentage", r"\1%"),
    Kind.COUNT: ("a count", r"\1 accounts"),
    Kind.INDEX: ("an index value", r"\1"),
}

BARE = re.compile(r"(?<![-$\w.,:])([0-9][0-9.,]*)(?=,? (?:to|at|quoting|revised|provisional|coverage) |, |$)")
"""An amount without a unit, and no time."""

DIRECTIONS = {"loss": Direction.LOSS, "gain": Direction.GAIN}


def kind_of(unit: str) -> Kind:
    """How an amount of a unit is said where its slot says nothing else."""
    if unit in CURRENCIES:
        return Kind.MONEY
    return MEASURE_KINDS.get(unit) or (Kind.COINS if is_ticker(unit) else Kind.COUNT)


def key_of(figure: str, kind: Kind, record: Record) -> Key:
    """What a quantity of a record is of."""
    group, name, *rest = figure.split(".")
    metric = ".".join((group, name, *rest) if group in NAMED_METRICS else (group, *rest))
    basis = getattr(record, "contract", None) or (getattr(record, "cumulative", None) and "cumulative")
    return Key(
        metric,
        kind,
        subject=getattr(record, "asset", None) or (name if group == "sentiment" else ""),
        side=getattr(record, "side", None) or "",
        venue=getattr(record, "venue", None) or getattr(record, "fund", None) or "",
        basis=basis or "",
    )


def direction_of(record: Record) -> Direction | None:
    """The direction that the record itself gives to its amount: `what: unrealised loss`."""
    return DIRECTIONS.get(record.what.split()[-1]) if isinstance(record, Account) else None


def why_not(slot: Slot, quantity: Quantity, typed: str) -> tuple[str, str] | None:
    """What a slot takes instead of a quantity, and a line with it; None where it takes the quantity."""
    words = [way for way in slot.ways or () if way]
    is_undirected = slot.ways is not None and quantity.interval != ZERO and quantity.direction not in slot.ways
    way = f"{'/'.join(words).upper()} " if words and is_undirected else ""
    kept = f"{quantity.direction} " if quantity.direction in words else way
    if slot.kinds and kind_of(quantity.unit) not in slot.kinds:
        mended = re.sub("(,[0-9]{3}) million", r"\1", BARE.sub(NOUNS[slot.kinds[0]][1], typed))
        return " or ".join(NOUNS[each][0] for each in slot.kinds), f"{kept}AMOUNT" if mended == typed else way + mended
    if not is_undirected:
        return None
    return " or ".join(words) or "an amount without a direction word", way + typed if words else typed.partition(" ")[2]
