"""Weekdays, weeks, months, headings and moves said twice are held against the figure (LANGUAGE.md 6.2)."""

from __future__ import annotations

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings, matter

EVENT = "2026-01-29-long-cascade"
TOTAL = "Several unnamed sources put liquidations at $575 million to $665 million."
HAN = "多家未具名数据源显示全网爆仓5.75亿至6.65亿美元。"
TABLE = f"""
fine | On Thursday, Strategy fell 6.88%.
date | On Monday, Strategy fell 6.88%.
date | Strategy fell 6.88% on Friday.
fine | Strategy has fallen 6.88% since Wednesday.
fine | Strategy fell 6.88% this year.
date | Strategy fell 6.88% last year.
fine | 周四Strategy下跌6.88%。
date | 周五Strategy下跌6.88%。
date | 上周Strategy下跌6.88%。
fine | Strategy fell 6.88% yesterday.
date | Strategy fell 6.88% today.
date | Strategy, which is to report tomorrow, fell 6.88% two days ago.
fine | Strategy, which reports tomorrow, fell 6.88% yesterday.
fine | Strategy fell 6.88% on Thursday and reports its earnings on Monday.
fine | Strategy fell 6.88% yesterday, and the Fed decides today.
date | Strategy, which reports its earnings, fell 6.88% on Monday.
date | Tomorrow Strategy falls 6.88%.
fine | Strategy fell 6.88% a day ago.
date | Strategy fell 6.88% three days ago.
fine | 昨日Strategy下跌6.88%。
date | 今日Strategy下跌6.88%。
date | 本日Strategy下跌6.88%。
date | 明日Strategy下跌6.88%。
date | 两天前Strategy下跌6.88%。
fine | 本月Strategy下跌6.88%。
fine | 本周Strategy下跌6.88%。
fine | 本年Strategy下跌6.88%。
date | 上月Strategy下跌6.88%。
fine | 本月29日Strategy下跌6.88%。
date | 本月28日Strategy下跌6.88%。
fine | 日本日前说明日元的走势，Strategy下跌6.88%。
fine | Gold rose 27% this month, says Jeremy Boulton.
date | Gold rose 27% last month, says Jeremy Boulton.
date | Gold rose 27% last week, says Jeremy Boulton.
fine | Jeremy Boulton说，黄金本月上涨27%。
date | Jeremy Boulton说，黄金上月上涨27%。
fine | 过去24小时，{HAN}
date | 过去7天，{HAN}
date | 近一周，{HAN}
fine | ## The last 24 hours / {TOTAL}
date | ## For the week / {TOTAL}
date | ## In the past week / {TOTAL}
date | ## 过去7天 / {HAN}
sign | Strategy rose $12.40, or 6.88%, in the U.S. session.
sign | Strategy climbed 12.4 points (6.88%).
sign | Strategy股价上涨12.40美元，即6.88%。
sign | Gold fell $540, or 27%, in January, says Jeremy Boulton.
magnitude | Liquidations ran to eleven figures, several unnamed sources say.
name | Liquidations ran to ten figures, several unnamed sources say.
fine | Liquidations ran to nine figures, several unnamed sources say.
fine | Several unnamed sources put liquidations at $57.5 crore to $66.5 crore.
outside | Several unnamed sources put liquidations at 50 crore dollars.
unsupported | Liquidations were four times those of the day before.
"""
ROWS = [tuple(part.strip() for part in line.split("|", 1)) for line in TABLE.splitlines() if line.strip()]


@pytest.mark.parametrize(("verdict", "text"), ROWS)
def test_a_period_a_move_and_a_count_in_words_are_read(verdict: str, text: str) -> None:
    found = [f.verdict for f in findings(text.replace(" / ", "\n\n"), matter(EVENT))]
    assert found, "nothing was read"
    if verdict == "fine":
        assert all(each.is_sound for each in found), found
    else:
        assert Verdict(verdict) in found
