"""What desks call what the records name: an index, a rate, an exchange, a fund, in either language.

A line holds the names of one thing; a record that has one of them is known by all. `_` stands for a blank.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.hanzi import simplified
from narrator.audit.spellings import NO_TICKERS, listed
from narrator.model.quantity import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

THINGS = tuple(
    listed(line)
    for line in """\
open_interest OI 未平仓 未平仓合约 持仓量
funding funding_rate funding_rates 资金费率 资金费
volume volumes turnover trading_volume 成交额 成交量 交易量 成交
basis 基差
long-short_ratio 多空比 多空持仓比 多空账户比 多空人数比
balance_sheet 资产负债表 资产规模
yield yields 收益率 孳息率
CPI inflation consumer_prices consumer_price_index 通胀 通胀率 消费者物价 消费者价格
PPI producer_prices producer_price_index wholesale_prices 生产者物价 生产者价格
PCE personal_consumption_expenditures
GDP gross_domestic_product economy economic_growth 国内生产总值 经济增长
unemployment unemployment_rate jobless_rate 失业率
payrolls nonfarm_payrolls 非农 新增就业
odds probability chance chances likelihood 概率 可能性
rate_cut 降息
rate_hike 加息
policy_rate federal_funds_rate benchmark_rate 政策利率 联邦基金利率 基准利率
retail_sales 社会消费品零售 零售销售
oil crude WTI Brent 原油 油价
gold bullion 黄金 金价
dollar_index DXY greenback 美元指数
VIX volatility_index fear_gauge 恐慌指数
M2 money_supply 货币供应
dominance 市占率
market_cap market_value market_capitalization market_capitalisation 市值 总市值
stablecoin stablecoins 稳定币
core 核心
reverse_repo reverse_repos 逆回购
PMI 采购经理
Binance 币安
OKX 欧易
HTX Huobi 火币
Gate Gate.io 芝麻开门
Kraken 海妖
10-year ten-year 10年期 十年期
30-year thirty-year 30年期 三十年期
20-year twenty-year 20年期 二十年期
7-year seven-year 7年期 七年期
5-year five-year 5年期 五年期
3-year three-year 3年期 三年期
2-year two-year 2年期 两年期 二年期
1-year one-year 1年期 一年期
Treasury Treasuries 美债 美国国债
""".splitlines()
)
"""Words for one thing, in English and in Chinese."""
ISSUERS = {
    "fidelity": ("富达", {"BTC": "FBTC", "ETH": "FETH", "SOL": "FSOL"}),
    "blackrock": ("贝莱德", {"BTC": "IBIT", "ETH": "ETHA"}),
    "ishares": ("贝莱德", {"BTC": "IBIT", "ETH": "ETHA"}),
    "grayscale": ("灰度", {"BTC": "GBTC", "ETH": "ETHE", "SOL": "GSOL"}),
    "ark": ("方舟", {"BTC": "ARKB"}),
    "21shares": ("", {"BTC": "ARKB"}),
    "bitwise": ("", {"BTC": "BITB", "ETH": "ETHW", "SOL": "BSOL"}),
    "vaneck": ("", {"BTC": "HODL", "ETH": "ETHV", "SOL": "VSOL"}),
    "invesco": ("景顺", {"BTC": "BTCO", "ETH": "QETH"}),
    "franklin": ("富兰克林", {"BTC": "EZBC", "ETH": "EZET"}),
    "wisdomtree": ("", {"BTC": "BTCW"}),
    "coinshares": ("", {"BTC": "BRRR"}),
}
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
    r"(?:(?P<down>[跌降]幅|(?:下调|贬值|减少|收缩|下降|下跌|净卖出|净流出)(?:幅度|额|数)?|减量)|(?P<up>[涨增升]幅|(?:上调|升值|增加|扩张|上升|上涨|净买入|净流入)(?:幅度|额|数)?|增量))\Z"
    r"|\A(?:(?P<fell>下跌)|(?P<rose>上涨))(?:个股|股票|家数)"
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


def also_called(text: str) -> Iterator[str]:
    """What else that is called which a text names, as one types it."""
    lowered = simplified(text).lower()
    for names in THINGS:
        if any(_has(lowered, name.lower()) for name in names):
            yield from names


def _has(text: str, name: str) -> bool:
    if not name[0].isascii():
        return name in text
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def capitals(text: str) -> Iterator[str]:
    """The names of a text that are capitals only: CPI, DXY, M2."""
    yield from (word for word in CAPITALS.findall(text) if word not in NO_TICKERS)


def han_words(text: str) -> Iterator[str]:
    """The Chinese words of a text, whole and without what only says that something is measured."""
    for part in HAN_NAME.findall(text):
        words = {word.lstrip("年月日号") for cut in (HAN_OF, HAN_MEASURE) for word in cut.split(part)}
        yield from sorted(word for word in words if len(word) > 1)


def fund_names(fund: str, ticker: str) -> Iterator[str]:
    """The names of one fund: as the record has it, its issuer, the letters under which it trades."""
    yield fund
    words = {word.lower().removesuffix("'s") for word in FUND_WORD.findall(fund.replace("’", "'"))}
    for issuer, (han, letters) in ISSUERS.items():
        if issuer in words or (ticker in letters and letters[ticker].lower() in words) or (han and han in fund):
            yield from filter(None, (issuer.title(), han, letters.get(ticker, "")))
