"""Numbers, units and nouns in English (LANGUAGE.md 4, rows "digits", "headline", "compact", "en-GB", "nouns")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.quantity import CURRENCIES, INDEX, MEASURES, PERCENT, POINTS, TIMES, is_ticker
from narrator.wording.digits import decimals, magnitude, shifted, significant
from narrator.wording.styles import IN_FIGURES, Style

if TYPE_CHECKING:
    from decimal import Decimal

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
POWERS = (12, 9, 6)
AMERICAN = {12: " trillion", 9: " billion", 6: " million", 0: ""}
BRITISH = {12: "tn", 9: "bn", 6: "m", 0: ""}
LETTERS = {12: "T", 9: "B", 6: "M", 0: ""}
CENTS = 2
MOST_DIGITS = 5
"""A count or an amount of coins with more significant digits stands in full, without million or billion."""

IRREGULAR = {"people": "person", "indices": "index", "series": "series"}
HISSING = ("sses", "shes", "ches", "xes", "zzes")


def article(word: str) -> str:
    """The indefinite article before a word or a number in figures: an 8, an 11, an 18, an 80, but a 110."""
    return (
        "an"
        if word.startswith(("8", "e")) or word.partition(".")[0].partition(",")[0].rstrip("%") in {"11", "18"}
        else "a"
    )


def spelled(number: int) -> str:
    """A whole number in running text: zero to nine as words."""
    return ONES[number] if 0 <= number < len(ONES) else f"{number:,}"


def singular(noun: str) -> str:
    """A plural noun in the singular; of several words, the last."""
    *first, last = noun.split(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith("ies"):
        last = f"{last[:-3]}y"
    elif last.endswith(HISSING):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return " ".join([*first, last])


def is_one(number: Decimal | int) -> bool:
    """Whether the plural rules of English give a number the singular."""
    from babel import Locale  # noqa: PLC0415 - Babel loads a megabyte of data, and not every command counts things

    return Locale("en").plural_form(number) == "one"


@lru_cache
def currency(code: str, *, one: bool) -> str:
    """The name of a currency without the country, which its readers know; dollars need theirs."""
    from babel.numbers import get_currency_name  # noqa: PLC0415 - see above

    name = get_currency_name(code, 1 if one else 2, locale="en")
    return name if "dollar" in name else name.rpartition(" ")[2]


class Digits(NamedTuple):
    """A number in two parts, so that a compact range can name the magnitude once."""

    text: str
    magnitude: str


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numbers of one unit in one style and locale."""

    unit: str
    style: Style
    british: bool

    def number(self, value: Decimal, padding: int = 0) -> str:
        """One number with the signs that stand at it: $400 million, 6.8%, eight."""
        if value < 0:
            return f"minus {self.number(-value, padding)}"
        digits = self._digits(value, padding)
        return f"{self._before}{digits.text}{digits.magnitude}{self._after}"

    def spread(self, low: Decimal, high: Decimal, padding: int) -> str:
        """A range as the style joins it."""
        first, second = (self._digits(end, padding) for end in (low, high))
        if self.style is Style.COMPACT and low >= 0 and first.magnitude == second.magnitude:
            return f"{self._before}{first.text}–{second.text}{first.magnitude}{self._after}"
        one, other = self.number(low, padding), self.number(high, padding)
        match self.style:
            case Style.COMPACT:
                return f"{one}–{other}"
            case Style.HEADLINE:
                return f"{one}-{other}"
            case Style.BETWEEN:
                return f"between {one} and {other}"
            case _:
                return f"{one} to {other}"

    def noun(self, value: Decimal | None, *, change: bool = False) -> str:
        """What stands once after the numbers: " accounts", " BTC", " yuan"; of one thing where a single value is 1."""
        if self.unit in {"USD", PERCENT} or (self.unit == INDEX and not change):
            return ""
        if self.unit in {INDEX, POINTS}:
            return self._plural(value, "points" if self.unit == INDEX else "percentage points")
        if self.unit == TIMES or is_ticker(self.unit):
            return " times" if self.unit == TIMES else f" {self.unit}"
        if self.unit in CURRENCIES:
            return f" {currency(self.unit, one=value is not None and is_one(value))}"
        return self._plural(value, self.unit)

    @property
    def is_count(self) -> bool:
        """Whether the unit is a plural noun."""
        return self.unit not in MEASURES and self.unit not in CURRENCIES and not is_ticker(self.unit)

    @property
    def _before(self) -> str:
        return "$" if self.unit == "USD" else ""

    @property
    def _after(self) -> str:
        return "%" if self.unit == PERCENT else ""

    def _plural(self, value: Decimal | None, noun: str) -> str:
        return f" {singular(noun) if value is not None and is_one(value) else noun}"

    def _digits(self, value: Decimal, padding: int) -> Digits:
        if self.is_count and self.style not in IN_FIGURES and value in range(len(ONES)):
            return Digits(ONES[int(value)], "")
        power = self._power(value)
        scaled = shifted(value, power)
        places = padding or decimals(scaled)
        if self.unit in CURRENCIES and not power and places:
            places = max(places, CENTS)
        return Digits(f"{scaled:,.{places}f}", self._magnitude(power))

    def _power(self, value: Decimal) -> int:
        if self.unit in MEASURES or (self.unit not in CURRENCIES and significant(value) > MOST_DIGITS):
            return 0
        return magnitude(value, POWERS)

    def _magnitude(self, power: int) -> str:
        if self.british:
            return BRITISH[power]
        letters = self.style is Style.HEADLINE and self.unit in CURRENCIES
        return LETTERS[power] if letters else AMERICAN[power]
