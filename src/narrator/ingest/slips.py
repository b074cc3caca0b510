"""What is typed elsewhere, and how it is typed here: for the lines that are offered in the place of refused ones.

A slip is put right only where everybody who typed it meant the same. A sign may be a flow, a move or a level below
zero, `points` may be of an index or of a percentage, a date may have its day or its month first: there a word in
CAPITALS stands for what only its writer can tell.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.ingest.spellings import SCALE
from narrator.model.currency import CURRENCIES as MONEY
from narrator.model.quantity import Direction

if TYPE_CHECKING:
    from collections.abc import Callable

    Slip = tuple[str, str | Callable[[re.Match[str]], str]]
    """A pattern of what is typed elsewhere, and what stands for it here."""

WORDS = {
    "about": r"near|close to|approximately|approx\.?|around|roughly|circa|some|~|≈|大?约",
    "nearly": "almost|just under|将?近",
    "more than": "just over|over|above|exceeding|greater than|>(?!=)|超过",
    "at least": "no less than|not less than|>=|≥|至少",
    "less than": "under|below|fewer than|<(?!=)|不足",
    "at most": "up to|no more than|not more than|<=|≤|不超过|至多",
    Direction.INFLOW: "net inflows?(?: of)?|inflows(?: of)?|净?流入",
    Direction.OUTFLOW: "net outflows?(?: of)?|outflows(?: of)?|净?流出",
    "down": "fell|dropped|declined|下跌",
    "up": "rose|climbed|jumped|上涨",
    "not reported": "pending|not yet reported",
    "not stated": "unknown|undisclosed",
    "none": "zero|nil",
    "": "of|between",
}
"""Words before an amount, each with a pattern of those that stand there elsewhere, in any case of letters."""

NATURES = "unverified|unconfirmed|estimated|est|forecast|expected|exp|rumou?red|planned"
"""Words before an amount that are a nature: a block of its own in the file, which no line can be moved into."""

_NAMES = {
    r"$\1": r"US\$|USD|(?:US )?dollars?|美金",
    **{
        rf"\1 {c.name}": "|".join((*filter(None, (re.escape(c.sign),)), code, *c.also))
        for code, c in MONEY.items()
        if code != "USD"
    },
    r"\1 BTC": "bitcoins?",
    r"\1 ETH": "ether(?:eum)?",
    r"\1 barrels a day": "bpd|b/d",
    r"\1 per MMBtu": "(?:a|per) million British thermal units",
    r"\1 billion cubic feet": "[Bb][Cc][Ff]",
    r"\1%": "percent|per cent|pct",
    r"\1 percentage points": "pp|ppts?|percentage pts?",
    r"\1x": "X|-?fold",
}
"""Units by the names that they have elsewhere, before or after the number."""

TICKERS = "btc|eth|sol|xrp|bnb|doge|ada|usdt|usdc|ltc|trx|avax|bch"
"""Coins in small letters that are taken for nothing else; any other short word may be a unit."""


def _misspelt(word: str) -> str:
    """A pattern of a word with a letter too many, too few or another, or two of them turned; the first tells whose."""
    ways = [f"{word[:at]}[a-z]{word[at:]}|{word[:at]}[a-z]?{word[at + 1 :]}" for at in range(1, len(word) + 1)]
    ways += [f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(1, len(word) - 1)]
    return f"(?:{'|'.join(ways)})s?"


_MAGNITUDES = {
    " million": f"m(?:n|m|ln|il+ions?)?|{_misspelt('million')}",
    " billion": f"b(?:n|ln|il+ions?)?|{_misspelt('billion')}",
    " trillion": f"t(?:n|r|ril+ions?)?|{_misspelt('trillion')}",
}
_NUMBER = rf"([0-9][0-9.,]*(?:{SCALE})?)"
_WAYS = "inflow|outflow|up|down|gain|loss"
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_END = r"(?=,|\Z| = | at )"
_ALONE = (
    rf"((?:{_WAYS}) )?(about )?(?:nearly )?"
    r"([$€£]?[0-9][0-9,.]*[0-9A-Za-z万亿美元%]*(?: (?!(?:to|or|and)\b)[A-Za-z][A-Za-z.-]*)*)"
)
"""An amount with its direction that is no range: behind one, `or more` is of the grammar."""
_THOUSAND = 1000
_GROUPED = r"[0-9]{1,3}(?:[.,][0-9]{3})*|[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}"
"""Thousands, or the lakhs and crores of India."""


def _regrouped(run: re.Match[str]) -> str:
    """A number in its right form; a comma before other than three last digits was a decimal point."""
    typed = run[0].replace("_", "")
    mark = "." if typed.rfind(".") > typed.rfind(",") else ","
    whole, _, tail = typed.rpartition(mark)
    is_point = typed.count(mark) == 1 and (mark == "." or len(tail) != len("000") or "." in whole)
    grouped = whole if is_point else typed
    marks = set(grouped) & set(".,")
    if len(marks) > 1 or (marks and not re.fullmatch(_GROUPED, grouped)):
        return run[0]
    return f"{int(re.sub('[.,]', '', grouped)):,}" + (f".{tail}" if is_point else "")


def _thousands(run: re.Match[str]) -> str:
    number = Decimal(run[1].replace(",", "")) * _THOUSAND
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def _crores(run: re.Match[str]) -> str:
    """Lakhs and crores as millions and billions."""
    number = Decimal(run[1].replace(",", "")) * (10 if run[2].lower() == "crore" else Decimal("0.1"))
    is_large = number >= _THOUSAND
    return f"{(number / _THOUSAND if is_large else number).normalize():f} {'billion' if is_large else 'million'}"


def _whole(run: re.Match[str]) -> str:
    """Pence as pounds."""
    return f"£{Decimal(run[1].replace(',', '')) / 100:,f}"


def _dated(day: re.Match[str]) -> str:
    """A date with its year last; which of two numbers up to twelve is the month, nobody can tell."""
    first, second, year = int(day[1]), int(day[3]), day[4]
    if first == second or max(first, second) > 12 >= min(first, second):  # noqa: PLR2004 - months
        return f"{year}-{min(first, second):02}-{max(first, second):02}"
    return f"{year}-MM-DD"


def _on_24_hours(clock: re.Match[str]) -> str:
    return f"{int(clock[1]) % 12 + 12 * (clock[3].lower() == 'p'):02}:{clock[2] or '00'}"


def month_of(word: str, year: str) -> str:
    """A month by its name, as a window has it; empty where the word is none."""
    found = [number for number, name in enumerate(_MONTHS, 1) if word.lower().startswith(name)]
    return f"{year}-{found[0]:02}" if found else ""


def _in_words(day: re.Match[str]) -> str:
    """A date with its month in words; the year that nobody typed stays a blank."""
    month = _MONTHS.index(day["month"][:3].lower()) + 1
    return f"{day['year'] or 'YYYY'}-{month:02}-{int(day['day']):02}"


DATES: tuple[Slip, ...] = (
    (rf"(?i)\b(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)? (?P<month>{_MONTH})(?:,? (?P<year>[0-9]{{4}}))?\b", _in_words),
    (rf"(?i)\b(?P<month>{_MONTH}) (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{{4}}))?\b(?!:)", _in_words),
    (r"(?<=[0-9])T(?=[0-9])", " "),
    (r"\b([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})\b", lambda m: f"{m[1]}-{m[3]:0>2}-{m[4]:0>2}"),
    (r"(?<![0-9.:/-])([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9.:/-])", _dated),
    (r"(?i)\b(0?[1-9]|1[0-2])(?::([0-9]{2}))? ?([ap])\.?m\b\.?", _on_24_hours),
    (r"(?<![0-9:])([0-9]:[0-9]{2})\b", r"0\1"),
)
"""Slips in dates and times."""

_CLAUSES: tuple[Slip, ...] = (
    (r" (?:as of|@) ", " at "),
    (r" (?:according to|citing|via) ", " quoting "),
    (r"(?<=[A-Za-z0-9%]) ?≈ ?", " = about "),
    (r"(?<=[A-Za-z0-9%]) ?= ?", " = "),
    (r"(?<= at )[0-9][^,=]*?(?=,| quoting |\Z)", lambda m: loosened(m[0], DATES)),
    (r"( quoting [^,]*?)( at [0-9][0-9: -]*)(?=,|\Z)", r"\2\1"),
    (r"(?i)[ ,(]*\b(revised|provisional)(?: and |, and )(revised|provisional)\)?(?=,|\Z)", r", \1, \2"),
    (r"(?i)[ ,(]*\b(?:prelim|preliminary)\)?(?=,|\Z)", ", provisional"),
    (r"(?i)[ ,(]*\b(revised|provisional|coverage not stated|briefly)\)?(?=,|\Z)", lambda m: f", {m[1].lower()}"),
)
"""Slips in what follows an amount."""

_AMOUNTS: tuple[Slip, ...] = (
    (r"[0-9]+(?:[.,_][0-9]+)+", _regrouped),
    (rf"(?i)\A{_ALONE} (?:or|and) (?:more|above|higher|over|up){_END}", r"\1at least \2\3"),
    (rf"(?i)\A{_ALONE} (?:or|and) (?:less|fewer|below|lower|under){_END}", r"\1at most \2\3"),
    (r"(?i)\b(?:one|two|three|four)[ -](?:thirds?|quarters?|fifths?)\b", "AMOUNT"),
    *((rf"(?i)\b{word}(?= [a-z])", str(number)) for number, word in enumerate(_COUNTED, 1)),
    (r"(?<=\S) (?:-|and|or|through) (?=[$0-9])", " to "),
    (r"(?<=%)~(?=[0-9])", " to "),
    (r"(?<=[万亿])[~-](?=[0-9])", "至"),
    (r"(?<=[0-9]) (an? [a-z-]+)(?= to \S+ \1)", ""),
    (r"(?<=[0-9万亿]) +(?=[万亿美元个枚倍港欧英日韩])", ""),
    (r"(?<=[0-9万亿])枚? ?(?=(?:BTC|ETH)\b)", " "),
    (r"(?i)\A((?:about |nearly )?)(?:minus|negative) (?=[$0-9])", r"\1-"),
    (r"\$ (?=[0-9])", "$"),
    *((rf"(?i)(?<![^ ])(?:{wrong})(?![a-z])", right) for right, wrong in WORDS.items()),
    (rf"(?i)\A(?:{_WAYS}|below|above)\b", lambda m: m[0].lower()),
    (rf"\A(about|nearly) ({_WAYS})\b", r"\2 \1"),
    (rf"\A((?:[^=,]|,(?=[0-9]{{3}}))*[0-9][^=,]*?) ({_WAYS})s?(?= at | quoting |, |\Z)", r"\2 \1"),
    (rf"\A([$€£]?[0-9][^=,]*?) (?:lower|cut|drop|fall){_END}", r"down \1"),
    (rf"\A([$€£]?[0-9][^=,]*?) (?:higher|hike|jump|rise){_END}", r"up \1"),
    (r"\A(?:lower|cut) by (?=[$€£]?[0-9])", "down "),
    (r"\A(?:higher|raised) by (?=[$€£]?[0-9])", "up "),
    (r"(?i)(?<=[0-9a-z])/(?:oz|ounce)\b", " an ounce"),
    (r"(?i)(?<=[0-9a-z])/(?:bbl|barrel)\b", " a barrel"),
    (r"(?i)(?<=[0-9a-z])/(second|minute|hour|day|week|month|year)\b", r" a \1"),
    (r"(?i)(?<![$£€0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?) pence\b", _whole),
    (r"(?<=[0-9]) ?(?:¢|US cents?\b)", " cents"),
    (r"(?i)([0-9][0-9,]*(?:\.[0-9]+)?) ?(crore|lakh)s?\b", _crores),
    (rf"(?i)\A((?:{_WAYS}) )?((?:about )?[$€£]?[0-9][0-9,.]* ?[a-z]*)\+(?![0-9])", r"\1at least \2"),
    (r"(\$[0-9][0-9,.]*(?: ?[A-Za-z]+)?) (?:USD|dollars)\b", r"\1"),
    (r"(?<=[a-z])(?=[$0-9])", " "),
    (r"  +|\A +", lambda m: " " if m.start() else ""),
    (r"(?i)(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[0-9]+) ?(?:k|thousand)(?![a-z])", _thousands),
    *((rf"(?i)(?<=[0-9]) ?(?:{slip})(?![a-z0-9])", right) for right, slip in _MAGNITUDES.items()),
    *((rf"(?i)(?<![A-Za-z$])(?:{names}) ?{_NUMBER}", right) for right, names in _NAMES.items()),
    *((rf"(?i){_NUMBER} ?(?:{names})(?![a-z])", right) for right, names in _NAMES.items()),
    (rf"(?<=[0-9n]) ({TICKERS}){_END}", lambda m: m[0].upper()),
    (rf"(?i)(?<=[0-9n]) (?:index )?(?:points?|pts?|index(?:es)?){_END}", " UNIT"),
    (rf"(?<=[0-9n]) (?!(?:won|yen|yuan|lira|rand|baht|cent|bps?)\b)[a-z]{{1,3}}[a-rt-z]{_END}", " UNIT"),
    (r"\$([0-9.,]+[万亿]+)", r"\1美元"),
    (r"\$([-+])", r"\1$"),
)
"""Slips in an amount and in the words before it."""

SIGNED = "DIRECTION"
"""The blank for a sign that could be a flow, a move or a level."""


def loosened(text: str, slips: tuple[Slip, ...]) -> str:
    """A text with slips put right, one after the other. Why: For examples only."""
    for pattern, right in slips:
        text = re.sub(pattern, right, text)
    return text


def respelled(text: str, more: tuple[Slip, ...] = (), signs: tuple[str, ...] = (SIGNED, SIGNED)) -> str:
    """A refused line in the spellings of the grammar, as far as they can be told; a source is left as it is.

    `signs` are the words that a plus and a minus stand for, none where they stand for nothing.
    """
    value, quoting, source = loosened(text, _CLAUSES).partition(" quoting ")
    marks = zip((r"\+", "-"), signs, strict=False)
    ways: tuple[Slip, ...] = tuple((rf"\A((?:about |nearly )?){mark}(?=[$0-9])", rf"{way} \1") for mark, way in marks)
    return loosened(value, (*_AMOUNTS, *ways, *more)) + quoting + source
