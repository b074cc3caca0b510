"""Numbers with the magnitude and the unit that stand at them, in figures and in words, English and Chinese.

Nothing here is shared with `wording` or `ingest`: what writes and what reads must not err alike. What cannot be read
as a number (`1,5`, `1.2.3`, circled digits, sixty digits) is an atom without a value, never passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.audit.lexicon import Lexicon

EXACT = Context(prec=120)
LONGEST = 60
"""More digits than these are no quantity."""
MANY = Decimal(1000)

CURRENCIES = {
    "USD": "$ US$ USD dollar dollars US_dollars U.S._dollars 美元 美金",
    "CNY": "RMB CNY ¥ ￥ yuan 元人民币 人民币 元",
    "EUR": "€ EUR euro euros 欧元",
    "GBP": "£ GBP pound pounds 英镑",
    "JPY": "JPY yen 日元",
    "HKD": "HK$ HKD Hong_Kong_dollar Hong_Kong_dollars 港元 港币",
    "KRW": "₩ KRW won 韩元",
    "AUD": "A$ AUD",
    "CAD": "C$ CAD",
    "SGD": "S$ SGD",
    "TWD": "NT$ TWD",
}
MEASURES = {
    PERCENT: "% ％ percent per_cent pct 成",
    POINTS: "percentage_point percentage_points pp pps 个百分点 basis_point basis_points bp bps 个基点",
    INDEX: "point points pts 点",
    TIMES: "x × times fold 倍",
}
UNITS = {
    word.replace("_", " ").lower(): unit
    for table in (CURRENCIES, MEASURES)
    for unit, words in table.items()
    for word in words.split()
}
SHIFTED = {"成": 1} | dict.fromkeys(("basis point", "basis points", "bp", "bps", "个基点"), -2)
"""Units that are another one's by a power of ten."""

SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
POWERS = (
    SCALES
    | {"k": 3, "m": 6, "mm": 6, "mn": 6, "mln": 6, "b": 9, "bn": 9, "bln": 9, "t": 12, "tn": 12, "trn": 12}
    | {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
)
CARDINALS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split(),
        (*range(20), *range(20, 100, 10)),
        strict=True,
    )
)
HAN_DIGITS = dict(zip("零一二三四五六七八九〇两", (*range(10), 0, 2), strict=True))
VULGAR = dict(zip("½⅓⅔¼¾", map(Decimal, ("0.5", "0.333", "0.667", "0.25", "0.75")), strict=True))


SIGNS = {"-": Direction.DOWN, "+": Direction.UP}


def one_of(words: Iterable[str]) -> str:
    """The pattern of one of some words, the longest that fits; a hyphen or a line end may stand for a blank."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))).replace(r"\ ", r"[ \n-]")


SCALE = one_of(SCALES)
CARDINAL = one_of(CARDINALS)
_NAMED = one_of(word for word in UNITS if word.isascii() and word[0].isalpha() and word != "x")
_SIGNS = one_of(word for word in UNITS if not word.isascii() or word == "%")
SUFFIX = re.compile(
    rf"[多余几]?(?P<power>[ \n-](?i:(?:hundred[ \n-])?(?:{SCALE})|[mbt]ln|[mbt]n|trn)s?(?![A-Za-z0-9])| [KMBT](?![\w'’])"
    r"|(?i:[mb]ln|trn|mm|[mbt]n|[kmbt])(?![A-Za-z0-9]|['’][a-z])|万亿|[十百千]?[万亿]|[百千])?(?P<few>[多余])?"
    rf"(?P<unit>(?:[ \n]of)?[ \n-]?(?i:{_NAMED})(?![A-Za-z0-9])| ?[xX](?![A-Za-z0-9])| ?(?:{_SIGNS}))?(?P<level>级)?"
)
BEHIND = re.compile(
    r"\s?(?:(?P<at_least>\+(?!\w)|-?plus\b|or[ \n](?:more|higher|above|greater)\b|and[ \n](?:up|above)\b|及?以上)"
    r"|(?P<at_most>or[ \n](?:less|fewer|lower|below|under)\b|以下|以内|之内)|(?P<about>or[ \n]so\b|左右|上下))"
)
BARE = r"\d++(?:[.,'’_\u00a0\u2009\u202f]\d++)*+"
NUMBER = (
    r"(?P<sign>(?<![\w%)\]$€£¥])[-+−–±])?(?P<before>(?<![A-Za-z])[A-Z]{0,2}\$ ?|[€£¥￥₩] ?"
    r"|(?<![A-Za-z])(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|KRW) ?)?(?P<inner>(?<=[$€£¥])[-+−])?"
    rf"(?P<digits>(?:(?<![\w.])\.)?{BARE}[½⅓⅔¼¾]?|[½⅓⅔¼¾]|[¹²³⁰-⁹₀-₉①-⓿❶-➓㈠-㊉]++)"
)
RATIO = re.compile(r"(?: ?: ?|-to-)(\d{1,3})(?![\d:]|[.,]\d)")
GROUPED = re.compile(
    r"\.?\d+(?:\.\d+)?|\d{1,3}(?:(?P<mark>[,'’_\u00a0\u2009\u202f])\d{3})(?:(?P=mark)\d{3})*(?:\.\d+)?"
)
FOLLOWING = re.compile(r"[ \n-]?\$?([A-Za-z]\w*(?:['’&.-][A-Za-z]+)*)([ \n]([A-Za-z-]+))?([ \n]([A-Za-z-]+))?")
CLASSIFIED = re.compile(r" ?[枚个家名位笔张]?((?<=[枚个])[A-Z]{2,6}|[\u4e00-\u9fff]{1,6})")
NO_TICKERS = frozenset(
    "UTC GMT EST EDT ET ETF ETFS CEO CFO US USA UK EU AM PM OR AND OF IN TO BY THE AI IPO API".split()
)
PLURAL = re.compile(r"[a-z-]{3,}(?<![sui])s")
NO_NOUNS = frozenset(
    "is was has as this its us across versus plus less yes whereas towards besides always perhaps to and or of in on at by"
    " for from with than that which who were are had have did does the a an per into onto over under up down when while if"
    " but so not no it he she they we you i after before since until between among against".split()
) | {*CARDINALS}


@dataclass(slots=True)
class Atom:
    """One number as it stands, or one word for a quantity.

    `number` is what the digits say, `power` the magnitude stated with them; a range lends them to its first end
    (`leads`: the unit stands before the digits). `point` is the number behind a word, for a qualifier in front of it.
    `way` is a direction that the number has itself; `apart`: a range over both sides of zero has none. A `weak` number in words
    is a quantity only where a range or a list lends it a unit.
    """

    start: int
    stop: int
    kind: str = "number"
    number: Decimal | None = None
    power: int | None = None
    shift: int = 0
    unit: str | None = None
    leads: bool = False
    sign: str = ""
    behind: str = ""
    noun: str | None = None
    word: str | None = None
    point: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    magnitude: tuple[Decimal, Decimal] | None = None
    way: Direction | None = None
    apart: bool = False
    weak: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number with its magnitude, exact."""
        return None if self.number is None else EXACT.scaleb(self.number, (self.power or 0) + self.shift)

    @property
    def is_bare(self) -> bool:
        """Whether neither magnitude nor unit is stated."""
        return self.power is None and self.unit is None and self.kind == "number"


def read_number(found: re.Match[str], lexicon: Lexicon) -> Atom:
    """The atom of a number in figures, with what stands at it."""
    atom = Atom(found.start(), found.end(), number=_value(found["digits"]))
    atom.sign = (found["sign"] or found["inner"] or "").replace("−", "-").replace("–", "-")
    before = (found["before"] or "").strip()
    atom.way = SIGNS.get(atom.sign)
    if before:
        atom.unit, atom.leads = UNITS.get(before.lower(), before.rstrip("$")), True
    ratio = RATIO.match(found.string, found.end()) if atom.number is not None and not before else None
    if ratio and atom.number is not None and int(ratio[1]):
        atom.number, atom.unit, atom.stop = atom.number / int(ratio[1]), TIMES, ratio.end()
        return atom
    return complete(atom, found.string, lexicon)


def _value(digits: str) -> Decimal | None:
    part = VULGAR.get(digits[-1])
    whole = digits[:-1] if part else digits
    if len(whole) > LONGEST or (whole and not GROUPED.fullmatch(whole)):
        return None
    return EXACT.add(Decimal(re.sub(r"[^\d.]", "", whole) or 0), part or 0)


def complete(atom: Atom, text: str, lexicon: Lexicon) -> Atom:
    """The atom with the magnitude, the unit and the noun that follow it."""
    suffix = SUFFIX.match(text, atom.stop)
    if suffix is None:  # pragma: no cover  # every part of the pattern is optional
        return atom
    atom.stop = suffix.end()
    if suffix["power"]:
        atom.power = (atom.power or 0) + power_of(suffix["power"])
    unit = re.sub(r"[\n-]", " ", suffix["unit"] or "").strip().lower().removeprefix("of ")
    if unit:
        atom.unit, atom.shift = atom.unit or UNITS[unit], SHIFTED.get(unit, 0)
    elif not atom.leads:
        _count(atom, text, lexicon)
    atom.behind = "more than" if suffix["few"] or suffix[0][:1] in {*"多余"} else ""
    with_bound(atom, text)
    if suffix["level"] and atom.value:
        atom.kind, atom.magnitude = "magnitude", (atom.value, atom.value.scaleb(1))
    return atom


def with_bound(atom: Atom, text: str) -> Atom:
    """The atom with the bound that stands behind it: 90% or more, 九成以上."""
    behind = BEHIND.match(text, atom.stop)
    if behind:
        atom.stop, atom.behind = behind.end(), (behind.lastgroup or "").replace("_", " ")
    return atom


def power_of(text: str) -> int:
    """The power of ten that a magnitude says, of several words their sum."""
    return sum(POWERS[word.removesuffix("s")] for word in re.findall(r"[a-z]+|[\u4e00-\u9fff]", text.lower()))


def _count(atom: Atom, text: str, lexicon: Lexicon) -> None:
    """Coins, or the noun that is counted, up to two words behind."""
    han = CLASSIFIED.match(text, atom.stop)
    if han:
        for length in range(len(han[1]), 0, -1):
            name = han[1][:length].lower()
            unit = lexicon.coins.get(name) or lexicon.nouns.get(name)
            if unit:
                atom.unit, atom.stop = unit, han.start(1) + length
                return
    of = 3 if atom.kind == "magnitude" and text[atom.stop : atom.stop + 3] in {" of", "\nof"} else 0
    found = FOLLOWING.match(text, atom.stop + of)
    if found is None:
        return
    first, coin = found[1], lexicon.coins.get(found[1].lower())
    if (found[3] or "").startswith("ETF"):
        _noun(atom, found, lexicon)
    elif coin:
        atom.unit, atom.stop = coin, found.end(1)
    elif first.isupper() and first.isalpha() and 2 <= len(first) <= 6 and first not in NO_TICKERS:  # noqa: PLR2004  # letters of a ticker
        atom.unit, atom.stop = first, found.end(1)
    else:
        _noun(atom, found, lexicon)


def _noun(atom: Atom, found: re.Match[str], lexicon: Lexicon) -> None:
    words = [(found[group].lower(), found.end(group)) for group in (1, 3, 5) if found[group]]
    if atom.kind == "magnitude":
        words = words[:1]
    words = list(takewhile(lambda word: word[0] not in NO_NOUNS, words))
    known = next((word for word in words if word[0] in lexicon.nouns), None)
    plural = next((word for word in words[:2] if PLURAL.fullmatch(word[0])), None)
    if known or plural:
        word, atom.stop = known or plural or ("", 0)
        atom.unit, atom.noun = lexicon.nouns.get(word, word), word
    elif words:
        atom.noun = words[0][0]
