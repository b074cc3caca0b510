"""The words that the audit reads, English and Chinese; `_` stands for the blank within a phrase.

Nothing here is shared with `wording` or `ingest`: what writes and what reads must not err alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from narrator.audit.branches import branched
from narrator.model.quantity import INDEX, PERCENT, POINTS, TIMES, Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
QUOTATION = re.compile("['’‘\"“”]")
"""Any quotation mark or apostrophe: what is typed with one form is printed with another."""


def listed(text: str) -> tuple[str, ...]:
    """The words and phrases of a text."""
    return tuple(word.replace("_", " ") for word in text.split())


def turned(table: Mapping[T, str]) -> dict[str, T]:
    """What each word of a table stands for, with or without its hyphens."""
    return {form: key for key, words in table.items() for word in listed(words) for form in (word, dehyphened(word))}


def dehyphened(words: str) -> str:
    """Words as they stand in the tables, whatever stood between them: a hyphen, a line end."""
    return re.sub(r"[\n-]", " ", words).strip() or words


def valued(words: str, table: Mapping[str, object]) -> str:
    """The pattern of one of some words, as they stand.

    Raises:
        KeyError: a word has no value in the table.
    """
    return "|".join(re.escape(word) for word in listed(words) if table[word.lower()] is not None)


def one_of(words: Iterable[str]) -> str:
    """The pattern of one of some words, the longest that fits; a hyphen or a line end may stand for a blank."""
    return branched(sorted(words, key=len, reverse=True)).replace(r"\ ", r"[ \n-]")


UNITS = turned(
    {
        "USD": "$ us$ usd$ usd dollar dollars cent cents us_dollar us_dollars u.s._dollars"
        " american_dollars musd 美元 美金 美圆",
        "CNY": "rmb cny ¥ ￥ yuan chinese_yuan 元人民币 人民币 元",
        "EUR": "€ eur euro euros meur 欧元",
        "GBP": "£ gbp pound pounds british_pounds mgbp 英镑",
        "JPY": "jpy yen 日元",
        "HKD": "hk$ hkd hong_kong_dollar hong_kong_dollars 港元 港币",
        "KRW": "₩ krw won 韩元",
        "BTC": "₿",
        PERCENT: "% ％ percent percents per_cent pct pc 成 折",
        POINTS: "percentage_point percentage_points pp pps 个百分点 basis_point basis_points bp bps 个基点",
        INDEX: "point points pts 点",
        TIMES: "x × times fold 倍",
    }
)
CODES = valued("USD CNY RMB EUR GBP JPY HKD KRW", UNITS)
NO_DISCOUNT = "(?![合算价旧损叠扣让线换射])"
"""What 折 begins that is no part of ten: 折合, 折算."""
SHIFTED = {"成": 1, "折": 1, "basis point": -2, "basis points": -2, "bp": -2, "bps": -2, "个基点": -2}
SHIFTED |= {"cent": -2, "cents": -2, "musd": 6, "meur": 6, "mgbp": 6}
"""Units that are another one's by a power of ten."""
SCALES = {"hundred": 2, "thousand": 3, "lakh": 5, "crore": 7, "million": 6, "billion": 9, "trillion": 12}
HAN_SCALES = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "亿": 8, "兆": 12}
SHORT = {"mln": 6, "bln": 9, "tln": 12, "trn": 12, "mn": 6, "bn": 9, "tn": 12}
LETTERED = {"k": 3, "m": 6, "b": 9, "t": 12, "mm": 6}
POWERS = SCALES | HAN_SCALES | SHORT | LETTERED
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
CARDINALS = {n: i for i, n in enumerate(listed(f"zero one two three four five six seven eight nine {_TEENS}"))}
CARDINALS |= {n: 10 * i for i, n in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
SPOKEN = CARDINALS | dict.fromkeys(("oh", "nought", "naught"), 0)
"""Digits behind "point"."""
HAN_DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_DIGITS |= {han: value for value, han in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
"""The last nine are those of cheques and contracts."""
NO_TICKERS = listed("UTC GMT EST EDT ET ETF CEO CFO US USA UK EU AM PM OR AND OF IN TO BY THE AI IPO API")
NO_NOUNS = CARDINALS.keys() | {
    *listed(
        "is was has as this its us across versus plus less yes whereas towards besides always perhaps to and or of in"
        " on at by for from with than that which who were are had have did does the a an per into onto over under up"
        " down when while if but so not no it he she they we you i after before since until between among against"
    )
}
"""Words at which the search for what is counted ends."""
COUNTED = turned(
    {
        "accounts": "account accounts 账户 账号",
        "wallets": "wallet wallets 钱包",
        "exchanges": "exchange exchanges 交易所",
        "addresses": "address addresses 地址",
        "traders": "trader traders 交易者 交易员",
        "people": "person people 人",
        "venues": "venue venues 平台",
        "positions": "position positions 仓位",
        "contracts": "contract contracts 合约",
        "orders": "order orders 订单",
        "barrels": "barrel barrels bbl bpd 桶",
    }
)
"""Nouns that are counted often, by the plural noun that is their unit."""
PEOPLE, ACCOUNTS = "people", "accounts"
"""Whoever has an account is a person, as desks in Chinese count them: 21.4万人爆仓."""
SPANS = turned(
    {"years": "year years 年", "months": "month months 月", "weeks": "week weeks 周", "days": "day days 天 交易日"}
)
"""Nouns that are counted only where a figure of the event is a duration; else they are masked."""

ABOUT, NEARLY, JUST_OVER, MORE, LEAST = "about", "nearly", "just over", "more than", "at least"
NEAR, BELOW, MOST, UP_TO = frozenset({ABOUT, NEARLY, JUST_OVER}), "below", "at most", "up to"
QUALIFIERS = turned(
    {
        ABOUT: "about around roughly approximately approx approx. some circa c. ca. ca near ~ ≈ close_to"
        " in_the_region_of in_the_neighborhood_of somewhere_around on_the_order_of maybe perhaps"
        " something_like 约 大约 约为 大概 左右 大致 约合",
        NEARLY: "nearly almost just_under just_below just_shy_of shy_of close_on approaching slightly_less_than"
        " a_little_under slightly_below slightly_under 近 将近 接近 略低于 几近",
        JUST_OVER: "just_over just_above slightly_more_than slightly_over slightly_above a_little_over"
        " a_little_more_than little_more_than 略高于 略超 略超过 刚过",
        MORE: "more_than over above exceeding exceeded exceeds exceed tops topping topped"
        " in_excess_of north_of upwards_of"
        " upward_of greater_than higher_than surpassing surpassed surpass surpasses past beyond through >"
        " 超过 超 高于 逾 突破 大于 多于 上破 升破",
        LEAST: "at_least no_less_than not_less_than no_fewer_than not_fewer_than a_minimum_of minimum_of ≥ >="
        " greater_than_or_equal_to more_than_or_equal_to minimum a_minimum"
        " 至少 不少于 不低于 不小于 大于或等于 大于或者等于 大于等于 最少 起码 上",
        BELOW: "less_than under below fewer_than lower_than smaller_than south_of beneath short_of < sub-"
        " fell_short_of falls_short_of fall_short_of falling_short_of"
        " 不到 不足 低于 少于 小于 跌破 失守 未满 下破",
        MOST: "at_most no_more_than not_more_than a_maximum_of maximum_of no_higher_than ≤ <="
        " less_than_or_equal_to maximum a_maximum"
        " 至多 最多 不超过 不高于 不多于 不大于 小于或等于 小于或者等于 小于等于",
        UP_TO: "up_to as_much_as as_many_as as_high_as 高达 多达 最高",
        "": "came_to come_to comes_to amounted_to amounts_to added_up_to adds_up_to totalled totaled reached stood_at",
    }
)

RISES = (
    "rose rise risen rises rising climbed climb gained increase increased increasing grew grow jumped jump surged surge"
)
RISES += " advanced advance rallied rally soared leapt popped bounced rebounded recovered firmed spiked hiked"
FALLS = (
    "fell fall fallen falls falling dropped drop drops dropping declined decline declining slid slide slipped tumbled"
)
FALLS += " plunged plunge sank sunk decreased decrease retreated shrank shrunk shrinking contracted eased slump slumped"
FALLS += " dip dipped dive dived dove tanked crash crashed cratered weakened skidded slides trimmed lowered"
MOVE_WORDS = frozenset(listed(f"{RISES} {FALLS}"))
CHANGES = MOVE_WORDS | {
    *listed(
        "up down back went go goes moved move moves swung swing improved improving improve recovered recovering cut"
    ),
    *listed("raised raise lifted edged ticked strengthened weakened expanded narrowed widened turned shifted changed"),
    *listed("lost doubled halved growing climbing jumping moving shifting slipping sliding plunging rallying easing"),
}
"""Words before "from A to B" by which A and B are no range."""
LED = CHANGES | {
    *listed("added adds adding gained gains gaining climbs rises falls drops slides sheds shed loses jumps")
}
"""Words before "A to B" by which A is how far something went and B where that led, if B is far from it."""
DIRECTIONS = turned(
    {
        Direction.INFLOW: "inflow inflows took_in taking_in take_in takes_in taken_in drew drawing drew_in pulled_in"
        " attracted gathered flowed_in poured_in came_in subscriptions 净流入 流入 净申购 净买入",
        Direction.OUTFLOW: "outflow outflows withdrew withdrawn bled shed bleeding shedding redeemed redemptions"
        " pulled_out flowed_out haemorrhaged hemorrhaged leaked surrendered spat_out 净流出 流出 净赎回 被赎回 失血"
        " 净卖出",
        Direction.UP: f"up higher growth expansion added adding put_on {RISES} 上涨 涨 涨幅 上升 升 增加 增长 扩张 反弹"
        " 加息 走高",
        Direction.DOWN: f"down lower minus negative contraction cut cuts cutting sold_off ran_off {FALLS} 下跌 跌 跌幅"
        " 下降 降 减少 回落 缩减 缩表 收缩 下挫 重挫 走低 下滑 回调 走弱 负",
        Direction.GAIN: "gain gains profit profits earned banked pocketed netted 盈利 浮盈 获利 收益",
        Direction.LOSS: "loss losses lost losing lose loses 亏损 浮亏 损失 亏",
        Direction.BELOW: "below beneath 低于 跌破 失守 下破",
        Direction.ABOVE: "above 高于 突破 升破 上破",
    }
)
"""Words in front of a number."""
BEHIND = turned(
    {
        Direction.INFLOW: "inflow inflows flowed_in poured_in came_in went_in in 净流入 流入",
        Direction.OUTFLOW: "outflow outflows flowed_out came_out went_out pulled_out left exited"
        " was_withdrawn was_redeemed was_pulled were_withdrawn were_redeemed redemptions fled out 净流出 流出",
        Direction.LOSS: "loss losses was_lost were_lost 亏损 浮亏 损失",
        Direction.GAIN: "gain gains profit profits 盈利 浮盈",
        Direction.DOWN: "fall drop decline decrease slide plunge slump lower down cut dip drawdown correction pullback"
        " sell-off selloff crash contraction below_that_start below_the_start below_its_start 跌幅 下跌 回落 降幅",
        Direction.UP: "rise jump increase surge rally higher up advance expansion hike bounce rebound"
        " above_that_start above_the_start above_its_start 涨幅 上涨 增幅",
    }
)
"""Words behind a number."""
NO_NOUNS |= BEHIND.keys()
NO_DIRECTION = frozenset(
    listed(
        "made_up makes_up make_up making_up used_up uses_up use_up using_up"
        " adds_up added_up set_up end_up ended_up ending_up wound_up sum_up gave_up"
        " took_up down_from up_from fell_from rose_from falls_to fell_to rose_to down_to up_against"
    )
)
FILLERS = frozenset(
    listed(
        "a an the estimated net of worth by another further additional total combined cumulative only just its their"
        " his her roughly paper unrealised unrealized single single-day daily weekly monthly one-day some or = ( for"
    )
)
"""Words that may stand between a direction and its number."""
STOPS = frozenset(
    listed("to from while as when after because and but or which that who if since where whereas although before with")
)
"""Words beyond which no direction is looked for."""
