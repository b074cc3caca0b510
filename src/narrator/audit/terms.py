"""What desks call what the records name: a fund, a change, a word of either spelling, in either language."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from narrator.audit.spellings import NO_TICKERS
from narrator.model.quantity import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = tomllib.loads(resources.files(__package__ or "").joinpath("terms.toml").read_text(encoding="utf-8"))
ISSUERS = {issuer: (row["zh"], row["letters"]) for issuer, row in _TABLE["issuers"].items()}
"""The issuers of funds with their name in Chinese, and under which letters their fund of a coin trades."""
GROWTH = re.compile(
    r"\b(?:inflation|cpi|ppi|pce|gdp|growth|prices|sales|earnings|wages|output|production|exports|imports|spending"
    r"|economy|index)\b|通胀|物价|增长|增速|零售|出口|进口|同比|环比",
    re.IGNORECASE,
)
"""What is itself a change in percent: prices rose 2.7% where inflation is 2.7%."""
SPELT = {"isation": "ization", "ization": "isation", "labour": "labor", "labor": "labour", "alised": "alized"}
SPELT |= {"alized": "alised", "programme": "program"}
OTHER = re.compile(r"isation|ization|labour|labor|alised|alized|programme")
CAPITALS = re.compile(r"\b(?![A-Z]{2,4}\$)[A-Z][A-Z0-9]{1,5}\b")
HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,}")
HAN_OF = re.compile("的")
HAN_MEASURE = re.compile("的|规模|幅度|[涨跌升降增]幅|数量|金额|总额|次数|较|购买")
"""What parts the words of a record in Chinese, and what of them says only that something is measured."""
TAIL = 4
"""The end of a long word in Chinese, of so many characters, says what the word is of."""
FUND_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9&]{2,}")
_FALLS, _RISES = (
    "fall|drop|decline|decrease|cut|reduction|slide|slump|loss",
    "rise|increase|gain|jump|growth|hike|surge|climb",
)
CHANGE = re.compile(
    rf"(?:the |an? )?(?:\w+ ){{0,2}}(?:(?P<down>{_FALLS})|(?P<up>{_RISES})) (?:in|of)\b"
    r"|(?:shares|stocks) that (?:(?P<fell>fell)|(?P<rose>rose))\b",
    re.IGNORECASE,
)
HAN_CHANGE = re.compile(
    r"(?:(?P<down>[跌降]幅|(?:下调|贬值|减少|收缩|下降|下跌|净卖出|净流出|净回笼)(?:幅度|额|数)?|减量)|(?P<up>[涨增升]幅|(?:上调|升值|增加|扩张|上升|上涨|净买入|净流入|净投放)(?:幅度|额|数)?|增量))\Z"
    r"|(?:(?P<fell>下跌|跌停|净(?:流出|卖出))|(?P<rose>上涨|涨停|净(?:流入|买入)))的?(?:个股|股票|家数|行业|板块)"
)
"""What a record measures where that is a change with a way: the fall in a yield, 跌幅."""


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


def capitals(text: str) -> Iterator[str]:
    """The names of a text that are capitals only: CPI, DXY, M2."""
    yield from (word for word in CAPITALS.findall(text) if word not in NO_TICKERS)


def han_words(text: str) -> Iterator[str]:
    """The Chinese words of a text, whole and without what only says that something is measured."""
    for part in HAN_NAME.findall(text):
        words = {word.lstrip("年月日号") for cut in (HAN_OF, HAN_MEASURE) for word in cut.split(part)}
        words |= {word[-TAIL:] for word in words if len(word) > TAIL + 1}  # 逆回购操作利率: 操作利率
        yield from sorted(word for word in words if len(word) > 1)


def fund_names(fund: str, ticker: str) -> Iterator[str]:
    """The names of one fund: as the record has it, its issuer, the letters under which it trades."""
    yield fund
    words = {word.lower().removesuffix("'s") for word in FUND_WORD.findall(fund.replace("’", "'"))}
    for issuer, (han, letters) in ISSUERS.items():
        if issuer in words or (ticker in letters and letters[ticker].lower() in words) or (han and han in fund):
            yield from filter(None, (issuer.title(), han, letters.get(ticker, "")))
