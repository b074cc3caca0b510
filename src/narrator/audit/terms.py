"""What desks call what the records name: a fund, a change, a word of either spelling, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.quantity import Direction
from narrator.reading.patterns import patterns, table
from narrator.reading.periods import MONTHS
from narrator.reading.spellings import NO_TICKERS, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = table(__name__, "terms")
ISSUERS = {issuer: (row["zh"], row["letters"]) for issuer, row in _TABLE["issuers"].items()}
"""The issuers of funds with their name in Chinese, and under which letters their fund of a coin trades."""
CHANGE, GROWTH, HAN_CHANGE = patterns(__name__, "CHANGE", "GROWTH", "HAN_CHANGE")
SPELT = {"isation": "ization", "ization": "isation", "labour": "labor", "labor": "labour", "alised": "alized"}
SPELT |= {"alized": "alised", "programme": "program"}
OTHER, CAPITALS, HAN_NAME, HAN_OF = patterns(__name__, "OTHER", "CAPITALS", "HAN_NAME", "HAN_OF")
HAN_MEASURE, FUND_WORD, EMERGING = patterns(__name__, "HAN_MEASURE", "FUND_WORD", "EMERGING")
(HAN_TAIL,) = patterns(__name__, "HAN_TAIL")
COMMON_TAILS = frozenset(listed(_TABLE["lists"]["tails"]))
TAIL, SHORTEST = 4, 4
"""The end of a long word in Chinese, of so many characters, says what the word is of."""


def way_of_change(what: str) -> Direction | None:
    """The way of a change that a record measures."""
    found = CHANGE.match(what) or next(filter(None, map(HAN_CHANGE.search, HAN_NAME.findall(what))), None)
    return None if found is None else Direction.DOWN if found["down"] or found["fell"] else Direction.UP


def is_growth(what: str) -> bool:
    """Whether what a record measures is a change in percent by itself."""
    return GROWTH.search(what) is not None


def both_spellings(word: str) -> tuple[str, ...]:
    """A word of a record as it is spelled on either side of the Atlantic."""
    other = OTHER.sub(lambda part: SPELT[part[0]], word)
    return (word,) if other == word else (word, other)


def shorter(name: str) -> Iterator[str]:
    """What else a company or a contract is called: without the words that every company has, or the month."""
    words = name.split()
    while len(words) > 1 and words[-1].lower().strip(".,") in COMMON_TAILS:
        words.pop()
    if len(words) < len(name.split()) and words[0][0].isupper() and len(words[0]) >= SHORTEST:
        yield " ".join(words)
    month, _, rest = name.partition(" ")
    if month.lower() in MONTHS and rest:
        yield rest


def capitals(text: str) -> Iterator[str]:
    """The names of a text that are capitals only: CPI, DXY, M2."""
    yield from (word for word in CAPITALS.findall(text) if word not in NO_TICKERS)


def han_words(text: str, *, is_bare: bool = True) -> Iterator[str]:
    """The Chinese words of a text, whole and without what says that something is measured, or traded."""
    for part in HAN_NAME.findall(text):
        words = {word.lstrip("年月日号") for cut in (HAN_OF, HAN_MEASURE) for word in cut.split(part)}
        words |= {HAN_TAIL.sub("", word).lstrip("对向") for word in words if is_bare}  # 对东盟出口, 大豆进口量: of what
        words |= {word[-TAIL:] for word in words if len(word) > TAIL + 1}  # 逆回购操作利率: 操作利率
        yield from sorted(word for word in words if len(HAN_MEASURE.sub("", word)) > 1)


def fund_names(fund: str, ticker: str) -> Iterator[str]:
    """The names of one fund: as the record has it, its issuer, the letters under which it trades."""
    yield fund
    described = fund.removeprefix("the ").split()
    if fund.islower() and len(described) > 2:  # noqa: PLR2004  # debt funds, of emerging-market debt funds
        yield " ".join(described[-2:])
        yield EMERGING.sub("EM", " ".join(described[:-1]))
    words = {word.lower().removesuffix("'s") for word in FUND_WORD.findall(fund.replace("’", "'"))}
    for issuer, (han, letters) in ISSUERS.items():
        if issuer in words or (ticker in letters and letters[ticker].lower() in words) or (han and han in fund):
            yield from filter(None, (issuer.title(), han, letters.get(ticker, "")))
