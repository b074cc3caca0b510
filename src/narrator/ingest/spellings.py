"""The spellings of the text grammars: what is typed, and what is typed elsewhere and refused here.

Every word has one spelling. A refusal names it, and the corrected line has it. Patterns are text: those of slips are
compiled where a line is refused, never for one that reads.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.ingest.faults import loosened
from narrator.model.quantity import CURRENCIES, PERCENT, POINTS, TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.ingest.faults import Slip

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
    TIMES: (" times", "x", "倍"),
    "USD": ("$", "美元"),
    "CNY": (" yuan", "元人民币"),
    "EUR": (" euros", "欧元"),
    "GBP": (" pounds", "英镑"),
    "JPY": (" yen", "日元"),
    "HKD": (" Hong Kong dollars", "港元"),
    "KRW": (" won", "韩元"),
    "BTC": (" BTC", "枚比特币"),
    "ETH": (" ETH", "枚以太坊"),
    "accounts": (" accounts", "个账户"),
    "wallets": (" wallets", "个钱包"),
    "exchanges": (" exchanges", "家交易所"),
}
"""Units and how they are typed: `$` before the digits, all others after them. Other tickers and nouns as they are."""

POWERS = {spelled: power for power, spellings in SCALES.items() for spelled in spellings}
CODES = {spelled: unit for unit, spellings in UNITS.items() for spelled in spellings}
NOUNS = ("accounts", "wallets", "exchanges", "addresses", "contracts", "funds", "holders", "orders", "traders")
"""What is counted often: a word that is nearly one of them is a slip."""
NO_UNITS = CURRENCIES | {"M", "B", "T", "RMB", "dollars", "percent", "points", "bitcoins"}
"""What looks like a ticker or a noun and is another name of a unit."""


def _one_of(spellings: Iterable[str]) -> str:
    """A pattern for the longest of some spellings; one that ends in a letter ends a word too."""
    longest_first = sorted(filter(None, spellings), key=len, reverse=True)
    return "|".join(
        re.escape(s) + ("(?![A-Za-z0-9])" if s[-1].isascii() and s[-1].isalpha() else "") for s in longest_first
    )


SCALE, UNIT = _one_of(POWERS), _one_of(CODES.keys() - {"$"})

WORDS = {
    "about": r"approximately|approx\.?|around|roughly|circa|some|~|≈",
    "nearly": "almost|just under",
    "more than": "over|above|exceeding|greater than|>(?!=)",
    "at least": "no less than|not less than|>=|≥",
    "less than": "under|below|fewer than|<(?!=)",
    "at most": "up to|no more than|not more than|<=|≤",
    "inflow": "net inflows?(?: of)?|inflows(?: of)?",
    "outflow": "net outflows?(?: of)?|outflows(?: of)?",
    "up": "rose|gained",
    "down": "fell|dropped|lost",
    "not reported": "pending|not yet reported|n/a",
    "not stated": "unknown|undisclosed",
    "none": "zero|nil",
    "": "of|between|unverified|unconfirmed|estimated|rumoured|forecast|planned",
}
"""Words before an amount, each with a pattern of those that stand there elsewhere, in any case of letters."""

_NAMES = {
    r"$\1": r"US\$|USD|(?:US )?dollars?|美金",
    r"\1 yuan": "CNY|RMB",
    r"\1 euros": "EUR|€",
    r"\1 pounds": "GBP|£",
    r"\1 yen": "JPY",
    r"\1 Hong Kong dollars": r"HKD|HK\$",
    r"\1 won": "KRW",
    r"\1 BTC": "bitcoins?",
    r"\1 ETH": "ether(?:eum)?",
    r"\1%": "percent|per cent|pct",
    r"\1 percentage points": "pp|points",
}
"""Units by the names that they have elsewhere, before or after the number."""

_MAGNITUDES = {" million": "m(?:n|ln|il+ions?)?", " billion": "b(?:n|ln|il+ions?)?", " trillion": "t(?:n|ril+ions?)?"}

_SIGNS = (("-", "outflow", "down"), (r"\+", "inflow", "up"))
_NUMBER = rf"([0-9][0-9.,]*(?:{SCALE})?)"
_PLAIN_NUMBER = r"([0-9][0-9,]*(?:\.[0-9]+)?)"


def _shifted(number: str, places: int) -> str:
    return f"{Decimal(number.replace(',', '')).scaleb(places):,f}"


def _regrouped(run: re.Match[str]) -> str:
    """A number in its right form; a comma before other than three last digits was a decimal point."""
    typed = run[0].replace("_", "")
    mark = "." if typed.rfind(".") > typed.rfind(",") else ","
    whole, _, tail = typed.rpartition(mark)
    is_point = typed.count(mark) == 1 and (mark == "." or len(tail) != len("000"))
    grouped = re.sub(r"[.,]", "", whole if is_point else typed)
    return f"{int(grouped):,}" + (f".{tail}" if is_point else "")


_CLAUSES: tuple[Slip, ...] = (
    (r" (?:as of|@) ", " at "),
    (r" (?:according to|citing|via) ", " quoting "),
    (r"(?<=[A-Za-z0-9%]) ?≈ ?", " = about "),
    (r"(?<=[A-Za-z0-9%]) ?= ?", " = "),
    (r" at ([0-9]:)", r" at 0\1"),
    (r"( quoting [^,]*?)( at [0-9][0-9: -]*)(?=,|\Z)", r"\2\1"),
    (r"(?i)[ ,(]*(revised|provisional|coverage not stated|briefly)\)?(?=,|\Z)", lambda m: f", {m[1].lower()}"),
)
"""Slips in what follows an amount."""

_AMOUNTS: tuple[Slip, ...] = (
    (r"[0-9]+(?:[.,_][0-9]+)+", _regrouped),
    (r"(?<=\S) (?:-|and|or|through) (?=[$0-9])", " to "),
    (r"(?<=[万亿%])[~-](?=[0-9])", "至"),
    *((rf"(?i)(?<![^ ])(?:{wrong})(?![a-z])", right) for right, wrong in WORDS.items()),
    (r"(?i)\A(?:inflow|outflow|up|down|gain|loss|below|above)\b", lambda m: m[0].lower()),
    (r"\A(about|nearly) (inflow|outflow|up|down|gain|loss)\b", r"\2 \1"),
    (r"(?<=[a-z])(?=[$0-9])", " "),
    (r"  +|\A +", lambda m: " " if m.start() else ""),
    (rf"(?i){_PLAIN_NUMBER} ?(?:k|thousand)(?![a-z])", lambda m: _shifted(m[1], 3)),
    (rf"(?i){_PLAIN_NUMBER} ?(?:bps?|basis points)(?![a-z])", lambda m: f"{_shifted(m[1], -2)} percentage points"),
    *((rf"(?i)(?<=[0-9]) ?{slip}(?![a-z0-9])", right) for right, slip in _MAGNITUDES.items()),
    *((rf"(?i)(?:{names}) ?{_NUMBER}", right) for right, names in _NAMES.items()),
    *((rf"(?i){_NUMBER} ?(?:{names})(?![a-z])", right) for right, names in _NAMES.items()),
    (r"(?<=[0-9n]) ([a-z]{2,4})(?=,|\Z| = | at )(?<!s)", lambda m: m[0].upper()),
    (r"\$([0-9.,]+[万亿]+)", r"\1美元"),
    (r"\$-", "-$"),
    *((rf"\A((?:about )?){sign}(?=[^%]*[$元枚A-Z])", rf"{flow} \1") for sign, flow, _ in _SIGNS),
    *((rf"\A((?:about )?){sign}(?=[0-9])", rf"{move} \1") for sign, _, move in _SIGNS),
)
"""Slips in an amount and in the words before it."""


def respelled(text: str, more: tuple[Slip, ...] = ()) -> str:
    """A refused line in the spellings of the grammar, as far as they can be told; a source is left as it is."""
    value, quoting, source = loosened(text, _CLAUSES).partition(" quoting ")
    return loosened(value, (*_AMOUNTS, *more)) + quoting + source
