"""What the text grammars of this package share: a place in a line, the rule it breaks, the line that keeps it.

A grammar reads from left to right with a `Cursor` and raises a `Fault` at the first character that is wrong. Wherever
one change would mend that place, the fault carries the text with the change made; `corrected` makes such changes until
the text can be read. What only its writer can tell stays a blank in the example to paste: nothing is invented.

Every word has one spelling. A refusal names it, and the corrected line has it. Patterns are text: those of slips are
compiled where a line is refused, never for one that reads.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from narrator.model.quantity import CURRENCIES, PERCENT, POINTS, TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Slip = tuple[str, str | Callable[[re.Match[str]], str]]
    """A pattern of what is typed elsewhere, and what stands for it here."""

T = TypeVar("T")

LIMIT = 300
"""Characters of one line, amount or window; a longer text is refused unread."""
STEPS = 8
"""Changes that a corrected line may need; a text that needs more keeps a blank."""
NEXT_PART = r" to | at (?!least |most )| quoting | = |, |\Z"
"""Where a part of a line ends."""
EXCERPT = 24
"""Characters of what was found that a message repeats."""
EAST_ASIAN = "\u2e80"
"""The first of the characters that nobody takes for a Latin one."""


class Rule(NamedTuple):
    """One rule of a grammar: its stable code, and what it expects."""

    code: str
    expected: str


TOO_LONG = Rule("LIN001", f"at most {LIMIT} characters")


class Fault(ValueError):  # noqa: N818 - the project's word for it; what a person sees is a problem
    """A text that a grammar does not read.

    `offset` is that of the first wrong character, from 0; at the length of the text something is missing. `mended` is
    the whole text with this one place put right, None where only a person can tell what was meant. `example` is the
    text that can be read, where corrections lead to one, else the text with a word in CAPITALS for what is to be typed.
    """

    def __init__(self, rule: Rule, text: str, offset: int, example: str = "", mended: str | None = None) -> None:
        self.code = rule.code
        self.expected = rule.expected
        self.found = _excerpt(text, offset)
        self.text = text
        self.offset = offset
        self.example = example
        self.mended = mended
        super().__init__(f"found {self.found}, expected {self.expected}")


@dataclass(slots=True)
class Cursor:
    """A place in a text that moves to the right as a grammar reads.

    `start` is where the part begins that is read now, `blank` the word for it in an example.
    """

    text: str
    at: int = 0
    start: int = 0
    blank: str = "AMOUNT"

    def begin(self, blank: str, start: int | None = None) -> None:
        """Begin a part of the text, here or at an offset."""
        self.start, self.blank = self.at if start is None else start, blank

    def sees(self, pattern: str) -> re.Match[str] | None:
        """The match of a pattern here, which stays to be read."""
        return re.compile(pattern).match(self.text, self.at)

    def take(self, pattern: str) -> re.Match[str] | None:
        """The match of a pattern here, read; None, and nothing read, where there is none."""
        match = self.sees(pattern)
        if match is not None:
            self.at = match.end()
        return match

    def with_(self, start: int, stop: int, replacement: str) -> str:
        """The text with one stretch replaced."""
        return self.text[:start] + replacement + self.text[stop:]

    def fault(self, rule: Rule, offset: int | None = None, mended: str | None = None) -> Fault:
        """A fault here, or at an offset; its example has a blank for the part, or leaves a flag out."""
        at = self.at if offset is None else offset
        ends = re.finditer(NEXT_PART if self.blank else r", |\Z", self.text)
        rest = next(end.start() for end in ends if end.start() >= max(at, self.start))
        return Fault(rule, self.text, at, self.with_(self.start, rest, self.blank), mended)


def corrected(text: str, read: Callable[[str], T], respell: Callable[[str], str]) -> T:
    """What a grammar reads in a text; `respell` puts the slips of a refused text right.

    Raises:
        Fault: it cannot be read.
    """
    if len(text) > LIMIT:
        raise Fault(TOO_LONG, text, LIMIT, "A SHORTER TEXT")
    try:
        return read(text)
    except Fault as fault:
        fault.example = _mended(fault, read, respell)
        raise


def _mended(fault: Fault, read: Callable[[str], object], respell: Callable[[str], str]) -> str:
    for _ in range(STEPS):
        text = fault.mended or respell(_folded(fault.text))
        if text == fault.text:
            break
        try:
            read(text)
        except Fault as following:
            fault = following
        else:
            return text
    return fault.example


def loosened(text: str, slips: tuple[Slip, ...]) -> str:
    """A text with slips put right, one after the other. Why: For examples only."""
    for pattern, right in slips:
        text = re.sub(pattern, right, text)
    return text


def _folded(text: str) -> str:
    """A text with digits of other scripts, full-width forms, typographic dashes and odd spaces as plain ASCII.

    Why: For examples only. Characters that cannot be seen stay: nobody can tell what the person saw who typed them.
    """
    return " ".join("".join(map(_plain, text)).split())


def _plain(character: str) -> str:
    if character == "−" or unicodedata.category(character) == "Pd":
        return "-"
    return str(unicodedata.decimal(character, unicodedata.normalize("NFKC", character)))


def _excerpt(text: str, offset: int) -> str:
    """The word at an offset; what cannot be seen or looks like something else with its number."""
    if offset >= len(text):
        return "nothing more"
    rest = text[offset : offset + EXCERPT]
    word = (rest.lstrip(" ") if offset and text[offset - 1] != " " else rest).partition(" ")[0]
    return "".join(map(_visible, word)) or "a space"


def _visible(character: str) -> str:
    """A character, with its number where it is neither ASCII nor East Asian (a Cyrillic a, an en dash)."""
    shown = character if character.isprintable() else ""
    is_plain = shown and (shown.isascii() or shown >= EAST_ASIAN)
    return shown if is_plain else f"{shown}<U+{ord(character):04X}>"


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
    "down": "fell|dropped|lost",
    "not reported": "pending|not yet reported|n/a",
    "not stated": "unknown|undisclosed",
    "": "of|between|unverified|unconfirmed|estimated|rumoured|forecast|planned",
}
"""Words before an amount, each with a pattern of those that stand there elsewhere, in any case of letters."""

_NAMES = {
    r"$\1": r"US\$|USD|(?:US )?dollars?|美金",
    r"\1 yuan": "CNY|RMB",
    r"\1 BTC": "bitcoins?",
    r"\1 ETH": "ether(?:eum)?",
    r"\1%": "percent|per cent|pct",
    r"\1 percentage points": "pp|points",
}
"""Units by the names that they have elsewhere, before or after the number."""

_MAGNITUDES = {" million": "m(?:n|ln|il+ions?)?", " billion": "b(?:n|ln|il+ions?)?", " trillion": "t(?:n|ril+ions?)?"}

_SIGNS = (("-", "outflow", "down"), (r"\+", "inflow", "up"))
_NUMBER = rf"([0-9][0-9.,]*(?:{SCALE})?)"


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
    (r"(?i)\b([0-9]{1,3}) ?(?:k|thousand)(?![a-z])", r"\1,000"),
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
