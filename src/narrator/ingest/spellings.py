"""The spellings of amounts: magnitudes, units, and the words that stand before a number (DESIGN.md 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.currency import CURRENCIES as MONEY
from narrator.model.quantity import BASIS_POINTS, CENTS, CURRENCIES, PERCENT, POINTS, TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable

SCALES = {
    0: ("",),
    4: ("万",),
    6: (" million", "m", "M"),
    8: ("亿",),
    9: (" billion", "bn", "B"),
    12: (" trillion", "tn", "T", "万亿"),
}
"""Magnitudes: the power of ten, and how it is typed, the space before a word included."""

UNITS = {
    PERCENT: ("%",),
    POINTS: (" percentage points", " percentage point", "个百分点"),
    BASIS_POINTS: (" basis points", " basis point", " bps", " bp", "bps", "bp", "个基点"),
    TIMES: (" times", "x", "倍"),
    "USD": ("$", "美元"),
    **{code: tuple(filter(None, (f" {c.name}", c.zh))) for code, c in MONEY.items() if code != "USD"},
    CENTS: (" cents", " cent"),
    "BTC": (" BTC", "枚比特币"),
    "ETH": (" ETH", "枚以太坊"),
    "accounts": (" accounts", "个账户"),
    "wallets": (" wallets", "个钱包"),
    "exchanges": (" exchanges", "家交易所"),
}
"""Units and how they are typed, after the digits but for `$`; other tickers and nouns as they are."""

BEFORE = {
    "$": "USD",
    **{c.sign: code for code, c in MONEY.items() if c.sign},
    **{f"{code} ": code for code in sorted(CURRENCIES - {"USD"})},
}
"""What stands before the digits, and the unit that it is; dollars have their sign alone."""
POWERS = {spelled: power for power, spellings in SCALES.items() for spelled in spellings}
CODES = {spelled: unit for unit, spellings in UNITS.items() for spelled in spellings}
NOUNS = ("accounts", "wallets", "exchanges", "addresses", "contracts", "funds", "holders", "orders", "traders")
"""What is counted often: a word that is nearly one of them is a slip."""
NO_NOUN = (
    r"(?:to|at|quoting|or|per|an?|and|of|in|on|by|for|from|since|than|with|worth|about|nearly|more|less|below|above"
    r"|inflow|outflow|up|down|gain|loss|hundred|thousand|lakhs?|crores?|millions?|billions?|trillions?)\b"
)
"""A word that no noun behind a number begins with, nor goes on with."""
NO_UNITS = CURRENCIES | {
    "M",
    "B",
    "T",
    "RMB",
    "EURO",
    "dollars",
    "pence",
    "percent",
    "points",
    "pts",
    "index",
    "indexes",
    "bitcoins",
}
"""What looks like a ticker or a noun and is another name of a unit."""
BLANK_UNITS = frozenset({"AMOUNT", "UNIT", "MAGNITUDE", "TICKER"})
"""What looks like a ticker and is a blank that nobody has filled in."""


def _one_of(spellings: Iterable[str]) -> str:
    """A pattern for the longest of some spellings; one that ends in a letter ends a word too."""
    longest_first = sorted(filter(None, spellings), key=len, reverse=True)
    return "|".join(
        re.escape(s) + ("(?![A-Za-z0-9])" if s[-1].isascii() and s[-1].isalpha() else "") for s in longest_first
    )


SCALE, UNIT = _one_of(POWERS), _one_of(CODES.keys() - {"$"})
LEADING = "|".join(map(re.escape, BEFORE))
