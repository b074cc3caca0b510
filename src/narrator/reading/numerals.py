"""Numbers in figures, with the magnitude, the unit and the noun that stand at them.

What cannot be read as a number (`1,5`, `1.2.3`, circled digits, sixty digits) is an atom without a value, never passed
over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING
from unicodedata import normalize

from narrator.model.quantity import CURRENCIES, PERCENT, TIMES, Direction, Interval
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import (
    CARDINALS,
    CODES,
    HAN_DIGITS,
    LETTERED,
    NO_DISCOUNT,
    NO_NOUNS,
    NO_TICKERS,
    POWERS,
    SCALES,
    SHIFTED,
    SHORT,
    UNITS,
    dehyphened,
    one_of,
)

if TYPE_CHECKING:
    from narrator.reading.lexicon import Lexicon


EXACT = Context(prec=120)
LONGEST = 60
"""More digits than these are no quantity."""
SIGNS = {"-": Direction.DOWN, "−": Direction.DOWN, "–": Direction.DOWN, "+": Direction.UP}

SCALE = one_of(SCALES)
_NAMED = one_of(word for word in UNITS if word.isascii() and word[0].isalpha() and word != "x")
_SIGNED = one_of(word for word in UNITS if not word.isascii() or word == "%")
_SIGNED = _SIGNED.replace("折", f"折{NO_DISCOUNT}") + r"|\$(?! ?\d)"
SUFFIX = lazy(
    rf"(?P<many>[多余几])?(?P<power>[ \n-](?ai:(?:(?:hundred|lakh)[ \n-])?(?:{SCALE})|{one_of(SHORT)})s?(?![A-Za-z0-9])"
    rf"| (?:[KMBT]|m)(?![^\W\u4e00-\u9fff]|['’])|(?ai:{one_of(SHORT | LETTERED)})(?![A-Za-z0-9]|['’][a-z])"
    r"|万亿|兆|[十百千]?[万亿]|[百千]"
    r"| ?[×x*] ?10(?:\^\d{1,2}(?!\d)|[⁰¹²³⁴-⁹]{1,2}))?"
    rf"(?P<more>[多余])?(?P<unit>(?:[ \n]of(?=[ \n-]))?[ \n-]?(?ai:{_NAMED})(?![A-Za-z0-9])"
    rf"| ?[xX](?![A-Za-z0-9])| ?(?:{_SIGNED}))?(?P<level>级)?"
)
BOUND, GROUPED, RATIO = patterns(__name__, "BOUND", "GROUPED", "RATIO")
_OF_MONEY = r"(?!\d[\d.,]{0,20}(?: ?[%％]|[ \n-]?(?:percent|per cent|pct|pp|bps?|basis)\b))"
"""What is no percentage: in "JPY 0.13%" the code names what moved."""
NUMBER = (
    r"(?P<sign>(?<![^\W\u4e00-\u9fff])(?<![%)\]$€£¥])(?:[-+−–]|(?:±|\+/[-−–]) ?))?"
    r"(?P<before>(?<![A-Za-z])[A-Z]{0,2}\$ ?|[€£¥￥₩₹] ?"
    rf"|(?<=[Uu][Ss][Dd])\$ ?|₿ ?|(?<![A-Za-z])(?i:{CODES}) ?{_OF_MONEY})?"
    rf"(?P<inner>(?<=[$€£¥])[-+−])?(?P<digits>\d{{1,3}}(?: \d{{3}}){{2,}}(?!\d)"
    r"|(?:(?<![\w.])\.)?\d++(?>(?:[.,'’_\u00a0\u2009\u202f]\d++)*)(?:[¼-¾⅐-⅞]|\^\d++|[¹²³⁰-⁹]++)?"
    r"|[¼-¾⅐-⅞]|[¹²³⁰-⁹₀-₉①-⒛⓪-⓿❶-➓㈠-㊉Ⅰ-ↈ]++)"
)
RAISED, MIXED, FOLLOWING, NUMBERED = patterns(__name__, "RAISED", "MIXED", "FOLLOWING", "NUMBERED")
CLASSIFIED, PLURAL = patterns(__name__, "CLASSIFIED", "PLURAL")
BEHIND_CODE = lazy(rf" ({SCALE})(?![A-Za-z])", re.IGNORECASE)
"""A magnitude behind a currency: 75 USD million."""
TONNE, TONNES = "tonnes", lazy(r" ?t(?![A-Za-z0-9])")
"""A letter that is no trillion where the figures of an event are weights, and no money."""
LARGEST_DIGIT = 10
TICKER = lazy(rf"(?!(?:{'|'.join(NO_TICKERS)})\b)[A-Z]{{2,6}}")


@dataclass(slots=True)
class Atom:
    """One number as it stands, or one word for a quantity.

    `number` is what the digits say, `power` the magnitude stated with them, `shift` the power of its unit; a range
    lends them to its first end (`leads`: the unit stands before the digits). `ends` is what a range or a word says
    itself, `number` then what a qualifier in front of the word holds for. `way` is a direction that the number has,
    `bound` the qualifier behind it. `bare` is where it ends
    without its noun. A `weak` number in words is a quantity only where a range or a list lends it one.
    """

    start: int
    stop: int
    kind: str = "number"
    number: Decimal | None = None
    power: int | None = None
    shift: int = 0
    unit: str | None = None
    leads: bool = False
    way: Direction | None = None
    bound: str = ""
    noun: str | None = None
    word: str | None = None
    ends: Interval | None = None
    magnitude: tuple[Decimal, Decimal] | None = None
    weak: bool = False
    bare: int = 0

    @property
    def value(self) -> Decimal | None:
        """The number with its magnitude, exact."""
        return None if self.number is None else EXACT.scaleb(self.number, (self.power or 0) + self.shift)


def read_number(found: re.Match[str], lexicon: Lexicon) -> Atom:
    """The atom of a number in figures, with what stands at it."""
    digits, *raised = RAISED.split(found["digits"], 1)
    mixed = MIXED.match(found.string, found.start("digits"))
    atom = Atom(*found.span(), number=value_of(digits))
    sign, before = found["sign"] or found["inner"] or "", (found["before"] or "").strip()
    atom.way = SIGNS.get(sign)
    if raised and not before:
        atom.number = None  # a power, or the mark of a note
    if mixed:
        atom.number, atom.power = _mixed(mixed[0])
        atom.stop = mixed.end()
    ratio = RATIO.match(found.string, atom.stop)
    if before:
        atom.unit, atom.leads = UNITS.get(before.lower(), before), True
    elif ratio and atom.number is not None and not found.string.endswith(("from ", "minus "), 0, atom.start):
        per = CARDINALS.get(ratio[1]) or int(ratio[1])
        atom.number, atom.unit, atom.stop = EXACT.divide(atom.number, per), TIMES, ratio.end()
        return atom
    complete(atom, found.string, lexicon)
    if atom.unit is None and atom.number is not None and not digits[0].isdigit() and digits[0] != ".":
        atom.number, atom.unit = atom.number * 100, PERCENT  # ½ of them
    if sign.startswith(("±", "+/")) and atom.value is not None:
        atom.kind, atom.ends = "range", Interval(atom.value.copy_negate(), atom.value)
    return atom


def value_of(digits: str) -> Decimal | None:
    """The value of a number in figures; None where it cannot be read."""
    above, _, below = normalize("NFKC", digits[-1]).partition("⁄")
    whole = digits[:-1] if below else digits
    if len(whole) > LONGEST or (whole and not GROUPED.fullmatch(whole)):
        return None
    part = round(int(above) / Decimal(below), 3).normalize() if below else Decimal(0)
    part = part.scaleb(-len(whole.rpartition(".")[2])) if "." in whole else part  # $5.18¼: a quarter of a cent
    return EXACT.add(Decimal(whole if whole.isdecimal() else re.sub(r"[^\d.]", "", whole) or 0), part)


def _mixed(text: str) -> tuple[Decimal | None, int]:
    """A number whose magnitudes are each said: 14亿5100万."""
    parts = [(Decimal(digits), power_of(han)) for digits, han in re.findall(r"(\d+)(\D+)", text)]
    power = parts[-1][1]
    is_falling = all(value.scaleb(below) < 10**above for (_, above), (value, below) in pairwise(parts))
    return sum((value.scaleb(part - power) for value, part in parts), Decimal(0)) if is_falling else None, power


def complete(atom: Atom, text: str, lexicon: Lexicon) -> Atom:
    """The atom with the magnitude, the unit, the noun and the bound that follow it."""
    weight = TONNES.match(text, atom.stop) if TONNE in lexicon.counted and not atom.leads else None
    if weight:
        atom.unit, atom.stop = TONNE, weight.end()
        return bounded(atom, text)
    suffix = SUFFIX.match(text, atom.stop)
    if suffix is None:  # pragma: no cover  # every part of the pattern is optional
        return atom
    atom.stop = atom.bare = suffix.end()
    if suffix["power"]:
        atom.power = (atom.power or 0) + power_of(suffix["power"])
    unit = dehyphened(suffix["unit"] or "").lower().removeprefix("of ")
    if unit:
        _measured(atom, unit, text)
    if suffix["level"] and atom.value:
        atom.kind, atom.magnitude = "magnitude", (atom.value, atom.value.scaleb(1))
    atom.bound = "more than" if suffix["many"] or suffix["more"] else atom.bound
    bounded(atom, text)
    if not unit and not atom.leads:
        _count(atom, text, lexicon)
        bounded(atom, text)
    return atom


def _measured(atom: Atom, unit: str, text: str) -> None:
    """Give an atom the unit behind it, with the magnitude and the cents behind that."""
    atom.unit, atom.shift = atom.unit or UNITS[unit], SHIFTED.get(unit, 0)
    if unit == "折" and atom.number is not None and atom.number > LARGEST_DIGIT:
        atom.shift = 0  # 七二折
    behind = BEHIND_CODE.match(text, atom.stop) if unit.upper() in CURRENCIES and atom.power is None else None
    if behind:
        atom.power, atom.stop = SCALES[behind[1].lower()], behind.end()
    if atom.unit in CURRENCIES and atom.number is not None and not (atom.power or atom.leads):
        cents, atom.stop = cents_behind(text, atom.stop)
        atom.number += cents


def bounded(atom: Atom, text: str) -> Atom:
    """The atom with the bound that stands behind it: 90% or more, 九成以上."""
    behind = BOUND.match(text, atom.stop)
    if behind and behind.lastgroup:
        atom.stop, atom.bound = behind.end(), behind.lastgroup.replace("_", " ")
    return atom


@lru_cache(maxsize=512)
def power_of(text: str) -> int:
    """The power of ten that a magnitude says, of several words their sum."""
    if raised := text.partition("10")[2].strip("^"):
        return int(normalize("NFKC", raised))
    return sum(POWERS[word.removesuffix("s")] for word in re.findall(r"[a-z]+|[\u4e00-\u9fff]", text.lower()))


def _count(atom: Atom, text: str, lexicon: Lexicon) -> None:
    """Coins, or the noun that is counted, up to two words behind."""
    han = CLASSIFIED.match(text, atom.stop)
    words = han[1] if han else ""
    for length in range(len(words), 0, -1):
        name = words[:length].lower()
        unit = lexicon.coins.get(name) or lexicon.nouns.get(name)
        if unit and han:
            atom.unit, atom.stop = unit, han.start(1) + length
            return
    if han and text[atom.stop :].lstrip()[:1] == "枚":  # 3.54万枚获利比特币: whose, or which, coins
        spans = [(at, end) for at in range(1, len(words)) for end in range(len(words), at, -1)]
        inside = next((span for span in spans if words[slice(*span)] in lexicon.coins), None)
        if inside:
            atom.unit, atom.stop = lexicon.coins[words[slice(*inside)]], han.start(1) + inside[1]
            return
    of = 3 if atom.kind == "magnitude" and text[atom.stop : atom.stop + 3] in {" of", "\nof"} else 0
    found = FOLLOWING.match(text, atom.stop + of)
    numbered = NUMBERED.match(text, atom.stop + of)
    if numbered and numbered[1].lower() in lexicon.coins:
        atom.unit, atom.stop = lexicon.coins[numbered[1].lower()], numbered.end()
    elif found:
        is_ticker = TICKER.fullmatch(found[1]) is not None and found[1] not in lexicon.voices
        coin = lexicon.coins.get(found[1].lower()) or (found[1] if is_ticker else None)
        of_coin = (found[2] or "").lower()
        if coin and not (of_coin.startswith("etf") or of_coin in lexicon.nouns):  # nine ether funds
            atom.unit, atom.stop = coin, found.end(1)
        else:
            _noun(atom, found, lexicon)


SAYS = lazy(r"\bone (?:unnamed source|count) (?=puts\b|calls\b)", re.IGNORECASE)
"""Whoever puts a value at something, or calls it something, is no number of puts or calls."""


def _noun(atom: Atom, found: re.Match[str], lexicon: Lexicon) -> None:
    groups = () if SAYS.match(found.string, atom.start) else (1,) if atom.kind == "magnitude" else (1, 2, 3, 4)
    typed = takewhile(
        lambda group: found[group] and (found[group] == "US" or found[group].lower() not in NO_NOUNS), groups
    )
    words = [(found[group].lower(), found.end(group)) for group in typed]
    phrases = [(f"{one[0]} {two[0]}", two[1]) for one, two in pairwise(words)]
    known = next((word for word in (*phrases, *words) if word[0] in lexicon.nouns), None)
    plural = known or next((word for word in words[:2] if PLURAL.fullmatch(word[0])), None)
    if plural:
        atom.noun, atom.stop = plural
        atom.unit = lexicon.nouns.get(plural[0], plural[0])
    elif words:
        atom.noun = words[0][0]


_WORD, _HAN = one_of(CARDINALS), rf"[0-9{''.join(HAN_DIGITS)}]"
CENTS = lazy(
    rf",?[ \n](?:and[ \n])?(?:(?P<digits>\d{{1,2}})|(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}))?))[ \n-]cents?\b"
    rf"|[又零]?(?:(?P<ten>{_HAN})[角毛])?(?:(?P<one>{_HAN})美?分)?(?<=[角毛分])",
    re.IGNORECASE,
)


def cents_behind(text: str, at: int) -> tuple[Decimal, int]:
    """The part of an amount that is said in cents behind it, and where that ends; nothing where there is none."""
    found = CENTS.match(text, at)
    if found is None:
        return Decimal(0), at
    words = found["words"] or ""
    cents = int(found["digits"] or sum(CARDINALS[word.lower()] for word in re.split("[ -]", words) if word))
    return Decimal(cents + 10 * _value(found["ten"]) + _value(found["one"])) / 100, found.end()


def _value(digit: str | None) -> int:
    return 0 if digit is None else int(digit) if digit.isdigit() else HAN_DIGITS[digit]
