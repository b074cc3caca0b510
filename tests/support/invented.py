"""Ratios that somebody made up: words for shares and multiples, and "about N%", of things that no record has.

Each is a sentence that is put into a text at the end of a paragraph. None follows from the figures of an
event: they are of what is not measured there (open interest, traders), or a change over time that no record gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

SHARES = (
    "half",
    "a third",
    "two-thirds",
    "a quarter",
    "three quarters",
    "most",
    "the vast majority",
    "the bulk",
    "a fifth",
    "nine in ten",
)
CHANGES = ("halved", "doubled", "tripled", "quadrupled", "nearly doubled", "almost halved", "more than doubled")
MULTIPLES = ("twice", "double", "three times", "four times")
HAN_SHARES = ("一半", "三分之一", "三分之二", "四分之一", "四分之三", "九成", "过半", "绝大多数", "五分之一", "七成")
HAN_CHANGES = ("翻倍", "腰斩", "翻了一番", "增至原来的三倍", "减半")
PATTERNS = (
    "Open interest has {change} since Monday.",
    "{Share} of all traders lost money.",
    "{Share} of the open interest is gone.",
    "Trading volume {change} during the session.",
    "About {number}% of retail traders sold.",
    "Volume ran at {multiple} the usual pace.",
    "Funding rates have {change}.",
    "Market makers pulled about {number}% of their bids.",
    "{Share} of the move came within minutes.",
    "Stablecoin supply is about {number}% below its peak.",
    "Order books are {multiple} as thin as a month ago.",
    "The number of active wallets has {change}.",
    "Roughly {number}% of miners are running at a loss.",
    "The forced selling has {change} from the day before.",
    "Hedge funds have cut {share} of their exposure.",
    "Some {number}% of the damage was done by one venue.",
    "{Share} of the options expire worthless.",
    "Bitcoin open interest has {change}.",
    "Longs in Ether have {change} since Friday.",
    "It has {change} in a month.",
    "That is {multiple} the daily average.",
    "About {number}% of it was retail money.",
    "Ether volume was about {number}% of Bitcoin's.",
    "{Share} of it belonged to one fund.",
    "The longs in Bitcoin were {multiple} as heavy as on Friday.",
    "Shorts had {change} before that.",
    "Liquidity has {change} and about {number}% of quotes have gone.",
)
HAN_PATTERNS = (
    "未平仓合约自周一以来已{change}。",
    "{share}的交易者亏损。",
    "全网{share}的散户已离场。",
    "成交量较前一日{change}。",
    "约{number}%的做市商撤单。",
    "资金费率已{change}。",
    "矿工中约有{number}%处于亏损。",
    "稳定币供应量{change}。",
    "{share}的期权到期作废。",
    "活跃地址数{change}。",
    "约{number}%的跌幅发生在几分钟之内。",
    "比特币未平仓合约{change}。",
    "以太坊多单自周五以来{change}。",
    "其中约{number}%来自散户。",
    "这一数字较前一日{change}。",
    "比特币成交量{change}。",
    "对冲基金削减了{share}的敞口。",
)


def invented(text: str, chance: Random, count: int) -> Iterator[tuple[str, str]]:
    """Some sentences that are made up, each with the text that it has been put into."""
    is_han = len(re.findall(r"[\u4e00-\u9fff]", text)) > len(text) / 5
    ends = [match.start() for match in re.finditer(r"(?<=[.。!?！？])(?=\n\n|\s*\Z)", text)]
    for _ in range(count):
        share = chance.choice(HAN_SHARES if is_han else SHARES)
        words = {
            "share": share,
            "Share": share[:1].upper() + share[1:],
            "change": chance.choice(HAN_CHANGES if is_han else CHANGES),
            "multiple": chance.choice(MULTIPLES),
            "number": str(chance.randrange(3, 98)),
        }
        sentence = chance.choice(HAN_PATTERNS if is_han else PATTERNS).format(**words)
        at = chance.choice(ends)
        yield sentence, text[:at] + ("" if is_han else " ") + sentence + text[at:]
