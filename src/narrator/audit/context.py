"""What stands around a number: qualifiers, directions, and what joins two numbers into one range."""

from __future__ import annotations

import re
from typing import NamedTuple

from narrator.model.quantity import Direction

ABOUT, NEARLY, JUST_OVER, MORE, LEAST = "about", "nearly", "just over", "more than", "at least"
BELOW, MOST, UP_TO, OR = "below", "at most", "up to", "or"
QUALIFIERS = {
    ABOUT: "about around roughly approximately approx approx. some circa c. ca. ca near ~ ≈ ± close_to an_estimated_total_of"
    " in_the_region_of in_the_neighborhood_of somewhere_around on_the_order_of something_like 约 大约 约为 大概 左右 大致 约合",
    NEARLY: "nearly almost just_under just_below just_shy_of shy_of close_on approaching slightly_less_than a_little_under"
    " slightly_below slightly_under 近 将近 接近 略低于 几近",
    JUST_OVER: "just_over just_above slightly_more_than slightly_over slightly_above a_little_over a_little_more_than"
    " little_more_than 略高于 略超 略超过 刚过",
    MORE: "more_than over above exceeding exceeded exceeds topping topped in_excess_of north_of upwards_of upward_of"
    " greater_than higher_than surpassing surpassed past beyond > 超过 超 高于 逾 突破 大于 多于 上破 升破",
    LEAST: "at_least no_less_than not_less_than no_fewer_than not_fewer_than a_minimum_of minimum_of ≥ >= 至少 不少于 不低于 最少 起码 上",
    BELOW: "less_than under below fewer_than lower_than smaller_than south_of beneath short_of < 不到 不足 低于 少于 小于 跌破 未满 下破",
    MOST: "at_most no_more_than not_more_than a_maximum_of maximum_of no_higher_than ≤ <= 至多 最多 不超过 不高于 不多于",
    UP_TO: "up_to as_much_as as_many_as as_high_as 高达 多达 最高",
}
LEADS = {word.replace("_", " "): name for name, words in QUALIFIERS.items() for word in words.split()}
HAN_LEADS = sorted((word for word in LEADS if not word.isascii() and word.isalpha()), key=len, reverse=True)

DIRECTIONS = {
    Direction.INFLOW: "inflow inflows took_in taking_in take_in takes_in taken_in drew drawing drew_in pulled_in attracted gathered"
    " flowed_in poured_in came_in subscriptions 净流入 流入 净申购",
    Direction.OUTFLOW: "outflow outflows withdrew withdrawn bled shed bleeding shedding redeemed redemptions pulled_out"
    " flowed_out 净流出 流出 净赎回",
    Direction.UP: "up rose rise risen rises rising climbed climb gained increase increased increasing grew grow growth expanded expansion jumped jump surged surge"
    " advanced advance rallied rally soared higher added_up 上涨 涨 涨幅 上升 升 增加 增长 扩张 涨幅在 上涨约 反弹",
    Direction.DOWN: "down fell fall fallen falls falling dropped drop drops dropping declined decline declining slid slide slipped tumbled plunged plunge sank"
    " sunk decreased decrease minus negative retreated shrank contracted contraction lower eased 下跌 跌 跌幅 下降 降 减少 回落 缩减 缩表 跌幅在",
    Direction.GAIN: "gain gains profit profits earned 盈利 浮盈 获利 收益",
    Direction.LOSS: "loss losses lost losing lose loses 亏损 浮亏 损失 亏",
    Direction.BELOW: "below beneath 低于 跌破 下破",
    Direction.ABOVE: "above 高于 突破 升破 上破",
}
WAYS = {word.replace("_", " "): way for way, words in DIRECTIONS.items() for word in words.split()}
HAN_WAYS = sorted((word for word in WAYS if not word.isascii()), key=len, reverse=True)
NOT_A_WAY = frozenset(
    "made up|makes up|make up|making up|adds up|added up|set up|end up|ended up|ending up|wound up|sum up|up for|gave up|took up"
    "|down from|up from|fell from|rose from|falls to|fell to|rose to|down to|up against".split("|")
)
FILLERS = frozenset(
    "a an the estimated net of worth by another further additional total combined cumulative only just its their his her"
    " roughly paper unrealised unrealized single single-day daily weekly monthly one-day some or = ( for".split()
)
STOPS = frozenset(
    "to from while as when after because and but or which that who if since where whereas although though before with".split()
)
REACH, LOOSE = 9, 5
"""How many words back a direction is looked for, and how many of them may be no fillers."""

_KINDS = (
    r"(?P<INFLOW>inflows?|flowed[ \n]in|poured[ \n]in|came[ \n]in|went[ \n]in|净流入|流入)"
    r"|(?P<OUTFLOW>outflows?|(?:flowed|came|went|pulled)[ \n]out|left(?=[ \n](?:the|spot|its|Bitcoin|Ether|U\.S|funds|ETF)|[.,;])|exited|was[ \n](?:withdrawn|redeemed|pulled)|were[ \n](?:withdrawn|redeemed|pulled)|in[ \n]redemptions|redemptions|净流出|流出)"
    r"|(?P<LOSS>loss(?:es)?\b|was[ \n]lost|were[ \n]lost|亏损|浮亏|损失)|(?P<GAIN>gains?\b|profits?\b|盈利|浮盈)"
    r"|(?P<DOWN>fall\b|drop\b|decline|decrease|slide\b|plunge|slump|lower\b|down\b|跌幅|下跌|回落|降幅)"
    r"|(?P<UP>rise\b|jump\b|increase|surge|rally\b|higher\b|up\b(?![ \n](?:to|for))|advance\b|expansion|涨幅|上涨|增幅)"
)
BEHIND = re.compile(
    r"[ \n-]?(?:worth[ \n])?(?:(?:in|of)[ \n])?(?:的)?(?:(?:total|daily|net|single-day|one-day|weekly|monthly|paper|unreali[sz]ed|cumulative|price)[ \n]){0,3}(?:"
    + _KINDS
    + ")"
)

DASH = r"[-–‑−~～〜]|—(?!\s)|至|到|—{2}"
_SOME = (
    r"(?P<lead>(?:(?:about|around|roughly|approximately|some|nearly|almost|just[ \n](?:over|under)|more[ \n]than|over|as[ \n](?:much|many)[ \n]as"
    r"|an|a|the|estimated|约|近|超过)[ \n]?){0,3})"
)
JOIN = re.compile(
    rf"[ \n]?(?:(?P<dash>{DASH})|(?P<to>to\b|through\b)|(?P<both>and\b|和|与|及))[ \n]?{_SOME}(?:之间)?", re.IGNORECASE
)
APART = re.compile(
    r"[ \n]?(?:fall|drop|decline|loss)?,?[ \n]?(?:and|至|到)[ \n]?(?:(?:an?|estimated|planned)[ \n]){0,2}"
    r"(?:(?:net[ \n]inflows?|rise|gain|increase)[ \n]of[ \n]|净流入|上涨|上升)?(?:(?:about|约)[ \n]?)?",
    re.IGNORECASE,
)
LIST = re.compile(r"[ \n]?(?:(?P<comma>,|、)[ \n]?)?(?P<last>(?:and|or|和|或|与|及)[ \n]?)?", re.IGNORECASE)
BETWEEN = re.compile(
    r"(?:between|介于|在)[ \n]?(?P<inner>(?:(?:an?|the|about|around|roughly|some|estimated|planned|nearly)[ \n]){0,3}"
    r"(?:net[ \n](?P<flow>in|out)flows?[ \n]of[ \n]|(?P<fall>fall|drop|decline|loss)[ \n]of[ \n]|(?:rise|gain)[ \n]of[ \n]|(?P<han>净流出|下跌|下降))?(?:(?:an?|about)[ \n]){0,2})$",
    re.IGNORECASE,
)
FROM = re.compile(r"(?:\bfrom|从|由)[ \n]?(?:(?!to\b)[A-Za-z-]+[ \n]){0,5}$", re.IGNORECASE)
CHANGES = re.compile(
    r"rose|rise|fell|fall|climb|went|mov|jump|drop|declin|increas|decreas|gr[eo]w|\b(?:up|down|back)\b|sw[iu]ng|improv|recover|slid|slip|cut"
    r"|rais|lift|eas|edg|tick|strength|weak|expan|shr|narrow|widen|turn|shift|chang|surg|plung|rall|tumbl|gain|lost|升|涨|降|跌|增|减",
    re.IGNORECASE,
)
BRACKET = re.compile(
    r"(?:\s?[(（=≈]|,(?=[ \n](?:worth|equivalent|equal|or)[ \n]))\s?(?:(?:worth|equivalent to|equal to|or|i\.e\.|=)\s)?(?:(?:about|approximately|around|roughly|some|nearly|约|合|约合)\s?)?$"
)


OPENED = re.compile(r"[\"“”‘*]|([(])")


class Lead(NamedTuple):
    """What the words in front of a number say; `is_tight`: no other word stands between the direction and the number."""

    qualifier: str = ""
    direction: Direction | None = None
    is_tight: bool = False


def lead(before: str) -> Lead:
    """What stands before a number, the nearest word last."""
    if before and "\u4e00" <= before[-1] <= "\u9fff":
        return _han_lead(before)
    words = OPENED.sub(lambda mark: " ( " if mark[1] else "", before.lower()).split()[-REACH:]
    qualifier, loose = "", 0
    while words:
        for length in (4, 3, 2, 1):
            phrase = " ".join(words[-length:])
            if phrase in LEADS and not qualifier and not loose:
                qualifier = LEADS[phrase]
                if phrase in WAYS:
                    return Lead(qualifier, WAYS[phrase], True)
                del words[-length:]
                break
            if phrase in NOT_A_WAY:
                return Lead(qualifier)
            if phrase in WAYS:
                return Lead(qualifier, WAYS[phrase], not loose)
        else:
            word = words.pop()
            if word in FILLERS:
                continue
            loose += 1
            if word in STOPS or word[-1] in ",;:.!?)—–|" or loose > LOOSE:
                break
    return Lead(qualifier)


def _han_lead(before: str) -> Lead:
    qualifier = ""
    while True:
        before = before.rstrip("为达的在共计有了 ")
        word = next((word for word in HAN_LEADS if before.endswith(word)), None)
        if word is None or qualifier:
            break
        qualifier = LEADS[word]
        if word in WAYS:
            return Lead(qualifier, WAYS[word], True)
        before = before.removesuffix(word)
    way = next((word for word in HAN_WAYS if before.endswith(word)), None)
    if way is None:
        way = max((word for word in HAN_WAYS if word in before[-12:]), key=before.rfind, default=None)
    return Lead(qualifier, WAYS[way] if way else None, bool(way and before.endswith(way)))
