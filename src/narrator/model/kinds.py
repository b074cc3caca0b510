"""The one table of what a record is: a row for each kind, and in it a row for each quantity of it (STORY.md 1).

No other module knows what a kind of record is: what is typed, reconciled, computed, told, drawn and read back follows
these rows, and so do the documentation and the JSON Schema. Words of a language are looked up by the keys given here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, get_args

from narrator.model.quantity import INDEX, PERCENT, TIMES, Direction, Kind
from narrator.model.window import Span, Window

if TYPE_CHECKING:
    from collections.abc import Mapping


class Group(StrEnum):
    """The kinds of record that have quantities, by the name of their block in an event file."""

    LIQUIDATIONS = "liquidations"
    FLOWS = "flows"
    PRICES = "prices"
    POSITIONS = "positions"
    MACRO = "macro"
    SENTIMENT = "sentiment"
    ACCOUNTS = "accounts"
    LEVELS = "levels"


class Part(StrEnum):
    """The quantities of a record, by field; coins and from are those that a line gives beside its amount."""

    AMOUNT = ""
    ACCOUNTS = "accounts"
    LARGEST_ORDER = "largest_order"
    PEAK_HOUR = "peak_hour"
    SHARE = "share"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    BROKE = "broke"
    PRICE = "price"
    OPEN = "open"
    CLOSE = "close"
    LOW = "low"
    HIGH = "high"
    COINS = "coins"
    FROM = "from"


class Form(StrEnum):
    """What a line is of: any amount, a state (which may be below zero), a move in percent, a price level, an index."""

    AMOUNT = "amount"
    STATE = "state"
    MOVE = "move"
    LEVEL = "level"
    INDEX = "index"


class Dimension(StrEnum):
    """The fields that make a record a part of a whole, and that tell it apart from the others of its kind."""

    SIDE = "side"
    ASSET = "asset"
    VENUE = "venue"
    FUND = "fund"
    CONTRACT = "contract"
    INSTRUMENT = "instrument"
    CUMULATIVE = "cumulative"


class Measure(StrEnum):
    """What a quantity measures, without the words of any language."""

    LIQUIDATED = "liquidated"
    COUNT = "count"
    ORDER = "order"
    PEAK = "peak"
    SHARE = "share"
    FLOW = "flow"
    GROSS = "gross"
    MOVE = "move"
    PRICE = "price"
    LEVEL = "level"
    STATE = "state"
    INDEX = "index"
    CHANGE = "change"
    RISK = "risk"


Side = Literal["long", "short"]
Instrument = Literal["futures", "options", "perpetuals", "spot"]
What = Literal["open interest", "funding", "basis", "volume", "holdings", "long-short ratio", "put-call ratio"]
Act = Literal["transfer", "loss", "gain", "unrealised loss", "unrealised gain", "holding", "staking"]
Section = Literal[
    "lead",
    "liquidations",
    "flows",
    "prices",
    "positions",
    "macro",
    "accounts",
    "sentiment",
    "levels",
    "statements",
    "outlook",
    "boundaries",
]
SECTIONS: tuple[str, ...] = get_args(Section)
"""The sections of an article at which an editor may comment."""
TOLD = (*(each for each in SECTIONS if each not in {"lead", "outlook", "boundaries"}), "rumours")
"""The sections that records are told in."""
INSTRUMENTS = frozenset(get_args(Instrument))
SIDES = LONG, SHORT = "long", "short"
TRANSFER, HOLDING, STAKING, LOSS, GAIN = "transfer", "holding", "staking", "loss", "gain"
UNREALISED = {LOSS: "unrealised loss", GAIN: "unrealised gain"}
OPEN_INTEREST, FUNDING, VOLUME = "open interest", "funding", "volume"
MAX_PAIN = "max pain"
"""The role of a level that is counted from options, and is nobody's opinion."""
PER_HOUR = Window(Span.ROLLING, hours=1, words="1h")


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """One quantity of a kind of record.

    `form` is that of its report line. `units` are the families that its unit may be of, the usual one first, none for
    any; `unit` is that of a value that states none (`none`, `up`); `said_as` the family that it is said as instead.
    `directions` are those that it may have, None for any; `direction` the one that it has of itself. `window` is its
    own where it has one. `is_instant`: of a moment, so that no default window covers it; `is_statistic`: unless that is
    of months, quarters or years, as statistics are. `below_zero`: a sign may stand
    in front; `can_be_zero`: `none` is a value. `measure`: what it is of; `of_record`: a part of its record's amount.
    """

    measure: Measure
    form: Form = Form.AMOUNT
    units: tuple[Kind, ...] = ()
    unit: str = "USD"
    said_as: Kind | None = None
    directions: tuple[Direction | None, ...] | None = None
    direction: Direction | None = None
    window: Window | None = None
    is_instant: bool = False
    is_statistic: bool = False
    below_zero: bool = False
    can_be_zero: bool = True
    of_record: bool = False


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of record.

    `quantities` by field. `whats`: of a kind with a field `what`, the row of its amount by its value. `dimensions` may
    be left open: a record without one is of all of it; None where the records are told apart by their names.
    `is_named`: its metric holds the record's name, so that two of them never share a key; `by_name`: the name of the
    record is what it is of. `silent`: it says something without any amount. `is_dated`: it may have a date in words,
    `when`. `whole_in_words`: a share may be of a whole in words.
    """

    quantities: Mapping[Part, QuantityRow]
    whats: Mapping[str, QuantityRow] = field(default_factory=dict)
    dimensions: tuple[Dimension, ...] | None = None
    is_named: bool = False
    by_name: bool = False
    silent: bool = False
    is_dated: bool = False
    whole_in_words: bool = False


UNDIRECTED = (None,)
FLOWING = (Direction.INFLOW, Direction.OUTFLOW)
MOVING = (Direction.UP, Direction.DOWN)
MONEY = (Kind.MONEY, Kind.COINS)
QUOTED = (Kind.MONEY, Kind.INDEX)
FLOWED = (*MONEY, Kind.COUNT)
"""What goes into a fund is counted in tonnes or shares as well."""
LIQUIDATED = QuantityRow(Measure.LIQUIDATED, units=MONEY, directions=UNDIRECTED)
GROSS = replace(LIQUIDATED, measure=Measure.GROSS, units=FLOWED)
SHARE = QuantityRow(Measure.SHARE, units=(Kind.PERCENT,), unit=PERCENT, directions=UNDIRECTED)
FLOW = QuantityRow(Measure.FLOW, units=FLOWED, said_as=Kind.FLOW, directions=FLOWING)
PRICE = QuantityRow(
    Measure.PRICE, Form.STATE, QUOTED, said_as=Kind.PRICE, directions=UNDIRECTED, below_zero=True, can_be_zero=False
)
LEVEL = QuantityRow(Measure.LEVEL, Form.LEVEL, QUOTED, said_as=Kind.PRICE, can_be_zero=False)
STATE = QuantityRow(Measure.STATE, Form.STATE, unit=INDEX, is_instant=True, below_zero=True)
RATE = replace(STATE, unit=PERCENT, directions=(None, *MOVING))
STOCK = replace(RATE, unit="USD", below_zero=False)
MOVED = QuantityRow(Measure.CHANGE, units=FLOWED)

KINDS: Mapping[Group, KindRow] = {
    Group.LIQUIDATIONS: KindRow(
        quantities={
            Part.AMOUNT: LIQUIDATED,
            Part.ACCOUNTS: QuantityRow(Measure.COUNT, units=(Kind.COUNT,), unit="accounts", directions=UNDIRECTED),
            Part.LARGEST_ORDER: replace(LIQUIDATED, measure=Measure.ORDER, of_record=True),
            Part.PEAK_HOUR: replace(LIQUIDATED, measure=Measure.PEAK, window=PER_HOUR, of_record=True),
            Part.SHARE: SHARE,
        },
        dimensions=(Dimension.SIDE, Dimension.ASSET, Dimension.VENUE, Dimension.CONTRACT, Dimension.INSTRUMENT),
    ),
    Group.FLOWS: KindRow(
        quantities={
            Part.AMOUNT: FLOW,
            Part.INFLOW: GROSS,
            Part.OUTFLOW: GROSS,
        },
        dimensions=(Dimension.ASSET, Dimension.FUND, Dimension.VENUE, Dimension.CUMULATIVE),
    ),
    Group.PRICES: KindRow(
        quantities={
            Part.AMOUNT: QuantityRow(
                Measure.MOVE, Form.MOVE, (Kind.PERCENT, Kind.INDEX, Kind.MONEY), PERCENT, Kind.PRICE, MOVING
            ),
            Part.BROKE: LEVEL,
            Part.PRICE: PRICE,
            Part.OPEN: PRICE,
            Part.CLOSE: PRICE,
            Part.LOW: PRICE,
            Part.HIGH: PRICE,
        },
        dimensions=(),
    ),
    Group.POSITIONS: KindRow(
        quantities={Part.AMOUNT: STATE},
        whats={
            "open interest": STOCK,
            "funding": RATE,
            "basis": RATE,
            "volume": replace(STOCK, is_instant=False),
            "holdings": STOCK,
            "long-short ratio": replace(STOCK, unit=TIMES),
            "put-call ratio": replace(STOCK, unit=TIMES),
        },
        dimensions=(Dimension.ASSET, Dimension.VENUE, Dimension.INSTRUMENT),
        is_named=True,
    ),
    Group.MACRO: KindRow(
        quantities={Part.AMOUNT: replace(STATE, is_statistic=True)}, is_named=True, silent=True, is_dated=True
    ),
    Group.SENTIMENT: KindRow(
        quantities={Part.AMOUNT: QuantityRow(Measure.INDEX, Form.INDEX, (Kind.INDEX,), INDEX, is_instant=True)},
        by_name=True,
    ),
    Group.ACCOUNTS: KindRow(
        quantities={Part.AMOUNT: MOVED, Part.SHARE: SHARE},
        whats={
            TRANSFER: MOVED,
            LOSS: replace(MOVED, direction=Direction.LOSS),
            GAIN: replace(MOVED, direction=Direction.GAIN),
            UNREALISED[LOSS]: replace(MOVED, direction=Direction.LOSS, is_instant=True),
            UNREALISED[GAIN]: replace(MOVED, direction=Direction.GAIN, is_instant=True),
            HOLDING: replace(MOVED, is_instant=True),
            STAKING: replace(MOVED, is_instant=True),
        },
        is_named=True,
        silent=True,
        is_dated=True,
        whole_in_words=True,
    ),
    Group.LEVELS: KindRow(
        quantities={
            Part.AMOUNT: QuantityRow(Measure.RISK, units=MONEY, directions=UNDIRECTED, is_instant=True),
            Part.PRICE: replace(LEVEL, is_instant=True),
        },
        is_named=True,
        silent=True,
    ),
}
"""The kinds of record that have quantities, in the order in which an event file has them."""

DIMENSIONS = {str(group): row.dimensions for group, row in KINDS.items() if row.dimensions is not None}
"""By kind of record, the fields that name a part of the whole; a record without one is of all of it."""
WITH_DAYS = (*(str(group) for group, row in KINDS.items() if row.is_dated), "statements")
"""The kinds whose records may say when, as a date or in words."""
BESIDE = (Part.COINS, Part.FROM)
"""What a line may give beside its amount: the coins of an amount in money, and where it started from."""
STARTS = tuple(map(str, (f"{Part.CLOSE}_{Part.FROM}", f"{Part.PRICE}_{Part.FROM}", Part.OPEN)))
"""Where a price stood before its move, the better known first."""


def rows_of(group: str, what: object = "") -> Mapping[Part, QuantityRow]:
    """The rows of the quantities of a record by field; its `what` gives that of its amount, and their direction."""
    kind = KINDS[Group(group)]
    amount = kind.whats.get(str(what), kind.quantities[Part.AMOUNT])
    rows = {**kind.quantities, Part.AMOUNT: amount}
    rows |= {Part.SHARE: replace(SHARE, is_instant=amount.is_instant)} if Part.SHARE in rows else {}  # of its moment
    return {
        part: replace(row, direction=amount.direction, directions=None) if amount.direction else row
        for part, row in rows.items()
    }


def metric(group: Group, part: Part = Part.AMOUNT) -> str:
    """The metric of the key of a quantity of a kind whose records have no names of their own."""
    return f"{group}.{part}" if part else str(group)
