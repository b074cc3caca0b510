"""What every line that is offered owes to the one that was typed, told without the grammar.

A line without a word in CAPITALS can be read, keeps all digits and the bound that were typed, and has no unit,
magnitude, direction, source or Chinese that nobody typed. A line with such a word is refused until it is filled in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from narrator.ingest.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

BLANK = re.compile(
    r"(?<![A-Za-z])(?:AMOUNT|UNIT|MAGNITUDE|DIRECTION|SOURCE|FLAG|WINDOW|A SHORTER TEXT|DOWN|INFLOW|OUTFLOW|UP"
    r"|YYYY|MM|DD|HH|N[hdm]|Qn)(?![A-Za-z])"
)
"""A word for what only the writer can tell."""
BOUND = re.compile(r"\b(?:at least|at most|more than|less than|below|above)\b")
TYPED_BOUND = re.compile(
    r"(?i)(?<![^ ])(?:at least|at most|more than|less than|over|above|under|below|exceeding|fewer than|up to)(?= )"
    r"|[<>≥≤]|(?<=[0-9A-Za-z])\+(?![0-9])"
)
EVIDENCE = {
    "inflow": r"inflows?|流入|\+",
    "outflow": r"outflows?|流出|-|minus|negative",
    "up": r"up|rose|climbed|jumped|higher|hike|jump|rise|raised|gain|gained|gains|上涨|\+",
    "down": r"down|fell|dropped|declined|lower|cut|drop|fall|lost|loss|losses|shed|下跌|-|minus|negative",
    "gain": r"gains?",
    "loss": r"loss|losses",
    "below": r"below|under|less than|fewer|<|不足",
    "above": r"above|over|more than|exceeding|greater|>|超过",
    "$": r"[$]|dollars?|usd|美元|美金",
    "%": r"%|percent|per cent|pct",
    "percentage point": r"pp|percentage|百分点",
    " million": r"m|lakh|crore",
    " billion": r"b|crore",
    " trillion": r"t",
    "yuan": r"cny|rmb|yuan|元",
    "euro": r"eur|€|欧元",
    "pounds": r"gbp|£|pound|英镑",
    "yen": r"jpy|yen|日元",
    "BTC": r"btc|bitcoin|比特币",
    "ETH": r"eth|以太坊",
    "万": "万",
    "亿": "亿",
    "至": "至|[万亿]",
}
"""What is offered, and what must have been typed for it."""


COUNTED = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905 - as they are counted
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
HALF_DAY = re.compile(r"[ap]\.?m\b")
SAME_TWICE = re.compile(r"(?:month )?(.+) (?:to|-) (?:month )?\1")


def folded(text: str) -> str:
    """A text with plain digits and letters, in small ones."""
    plain = (str(unicodedata.decimal(c, unicodedata.normalize("NFKC", c))) for c in text)
    return "".join("-" if unicodedata.category(c[0]) == "Pd" or c == "−" else c for c in plain if c).casefold()


def digits(text: str) -> Counter[str]:
    """How often each digit from 1 stands in a text."""
    return Counter(re.findall("[1-9]", text))


def in_words(text: str) -> str:
    """The digits of the numbers and months that a text has as words."""
    words = re.findall(r"[a-z]+", text)
    numbers = [str(n) for names in (COUNTED, MONTHS) for n, name in enumerate(names, 1) if name in words]
    return "".join([*numbers, *(str(MONTHS.index(word[:3]) + 1) for word in words if word[:3] in MONTHS)])


def faults(typed: str, offered: str, read: Callable[[str], object]) -> list[str]:
    """What a line that is offered says and nobody typed, or was typed and is lost."""
    blank, is_read, before = BLANK.search(offered), can_read(offered, read), folded(typed)
    recounted = HALF_DAY.search(before) or SAME_TWICE.fullmatch(before)
    checks = {
        "it is read with its blank": blank and is_read,
        "it cannot be read": not blank and not is_read,
        "digits that nobody typed": digits(offered) - digits(before) - digits(in_words(before)) and not recounted,
        "digits are lost": not blank and digits(before) - digits(offered) and not recounted,
        "the bound is lost": not blank
        and TYPED_BOUND.search(typed.partition(" quoting ")[0])
        and not BOUND.search(offered),
    }
    words = [word for word, evidence in EVIDENCE.items() if says(word, offered) and not re.search(evidence, before)]
    return [*(f"nobody typed {word.strip()}" for word in words), *(what for what, wrong in checks.items() if wrong)]


def can_read(text: str, read: Callable[[str], object]) -> bool:
    """Whether a grammar reads a text."""
    try:
        read(text)
    except Fault:
        return False
    return True


def says(word: str, text: str) -> bool:
    """Whether a word stands in a text, or a character."""
    is_word = word.isalpha() and word.isascii()
    return re.search(rf"(?<![a-z]){word}(?![a-z])" if is_word else re.escape(word), text) is not None
