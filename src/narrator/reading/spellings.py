"""The words that are read, English and Chinese; those around a number stand in `spellings.toml`.

Nothing here is shared with `wording` or `ingest`: what writes and what reads must not err alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from narrator.model.quantity import Direction
from narrator.reading.branches import branched
from narrator.reading.patterns import lazy, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
QUOTATION = lazy("['’‘\"“”]")
"""Any quotation mark or apostrophe: what is typed with one form is printed with another."""


def listed(text: str) -> tuple[str, ...]:
    """The words and phrases of a text."""
    return tuple(word.replace("_", " ") for word in text.split())


def turned(table: Mapping[T, str]) -> dict[str, T]:
    """What each word of a table stands for, with or without its hyphens."""
    return {form: key for key, words in table.items() for word in listed(words) for form in (word, dehyphened(word))}


def dehyphened(words: str) -> str:
    """Words as they stand in the tables, whatever stood between them: a hyphen, a line end."""
    return re.sub(r"[\n-]", " ", words).strip() or words


def valued(words: str, table: Mapping[str, object]) -> str:
    """The pattern of one of some words, as they stand.

    Raises:
        KeyError: a word has no value in the table.
    """
    return "|".join(re.escape(word) for word in listed(words) if table[word.lower()] is not None)


def one_of(words: Iterable[str]) -> str:
    """The pattern of one of some words, the longest that fits; a hyphen or a line end may stand for a blank."""
    return branched(sorted(words, key=len, reverse=True)).replace(r"\ ", r"[ \n-]")


TABLE = table(__name__, "spellings")
UNITS = turned(TABLE["units"])
CODES = valued("USD CNY RMB EUR GBP JPY HKD KRW INR CHF CAD AUD SGD TWD BRL MXN ZAR RUB MYR IDR THB SEK NOK", UNITS)
NO_DISCOUNT = "(?![合算价旧损叠扣让线换射])"
"""What 折 begins that is no part of ten: 折合, 折算."""
SHIFTED = {"成": 1, "折": 1, "basis point": -2, "basis points": -2, "bp": -2, "bps": -2, "个基点": -2}
SHIFTED |= {"cent": -2, "cents": -2, "pence": -2, "musd": 6, "meur": 6, "mgbp": 6, "bcf": 9, "bcfd": 9, "tcf": 12}
"""Units that are another one's by a power of ten."""
SCALES = {"hundred": 2, "thousand": 3, "lakh": 5, "crore": 7, "million": 6, "billion": 9, "trillion": 12}
HAN_SCALES = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "亿": 8, "兆": 12}
SHORT = {"mln": 6, "bln": 9, "tln": 12, "trn": 12, "mn": 6, "bn": 9, "tn": 12}
LETTERED = {"k": 3, "m": 6, "b": 9, "t": 12, "mm": 6}
POWERS = SCALES | HAN_SCALES | SHORT | LETTERED
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
CARDINALS = {n: i for i, n in enumerate(listed(f"zero one two three four five six seven eight nine {_TEENS}"))}
CARDINALS |= {n: 10 * i for i, n in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
SPOKEN = CARDINALS | dict.fromkeys(("oh", "nought", "naught"), 0)
"""Digits behind "point"."""
HAN_DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_DIGITS |= {han: value for value, han in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
"""The last nine are those of cheques and contracts."""
NO_TICKERS = listed("UTC GMT EST EDT ET ETF CEO CFO US USA UK EU AM PM OR AND OF IN TO BY THE AI IPO API")
NO_NOUNS = CARDINALS.keys() | {*listed(TABLE["lists"]["no_nouns"])}
"""Words at which the search for what is counted ends."""
COUNTED, COUNTED_AS = turned(TABLE["counted"]), turned(TABLE["counted_as"])
"""Nouns that are counted often, by the plural noun that is their unit."""
PEOPLE, ACCOUNTS, TRADERS = "people", "accounts", "traders"
"""Whoever has an account is a person, as desks in Chinese count them: 21.4万人爆仓."""
SPANS = turned(TABLE["spans"])
"""Nouns that are counted only where a figure of the event is a duration; else they are masked."""

ABOUT, NEARLY, JUST_OVER, MORE, LEAST = "about", "nearly", "just over", "more than", "at least"
NEAR, BELOW, MOST, UP_TO = frozenset({ABOUT, NEARLY, JUST_OVER}), "below", "at most", "up to"
QUALIFIERS = turned(TABLE["qualifiers"])

_LISTS = {name: frozenset(listed(words)) for name, words in TABLE["lists"].items()}
MOVE_WORDS = _LISTS["rises"] | _LISTS["falls"]
CHANGES = MOVE_WORDS | _LISTS["changes"]
LED = CHANGES | _LISTS["led"]
_MOVES = {Direction.UP: TABLE["lists"]["rises"], Direction.DOWN: TABLE["lists"]["falls"]}
DIRECTIONS = turned(
    {Direction(way): f"{words} {_MOVES.get(Direction(way), '')}" for way, words in TABLE["directions"].items()}
)
BEHIND = turned({Direction(way): words for way, words in TABLE["behind"].items()})
NO_NOUNS |= BEHIND.keys()
NO_DIRECTION, FILLERS, STOPS = (_LISTS[name] for name in ("no_direction", "fillers", "stops"))
