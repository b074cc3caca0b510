"""Weekdays, weeks, months, headings and moves said twice are held against the figure (LANGUAGE.md 6.2)."""

from __future__ import annotations

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings, matter

EVENT = "2026-01-29-long-cascade"
TOTAL = "Several unnamed sources put liquidations at $575 million to $665 million."
HAN = "多家未具名数据源显示全网爆仓5.75亿至6.65亿美元。"
TABLE = f"""
fine | On Thursday, QQQ fell 0.6%.
date | On Monday, QQQ fell 0.6%.
date | QQQ fell 0.6% on Friday.
fine | QQQ has fallen 0.6% since Wednesday.
date | QQQ fell 0.6% this year.
date | QQQ fell 0.6% last year.
fine | 周四QQQ下跌0.6%。
date | 周五QQQ下跌0.6%。
date | 上周QQQ下跌0.6%。
fine | QQQ fell 0.6% yesterday.
date | QQQ fell 0.6% today.
date | QQQ, which is to report tomorrow, fell 0.6% two days ago.
fine | QQQ, which reports tomorrow, fell 0.6% yesterday.
fine | QQQ fell 0.6% on Thursday and reports its earnings on Monday.
fine | QQQ fell 0.6% yesterday, and the Fed decides today.
date | QQQ, which reports its earnings, fell 0.6% on Monday.
date | Tomorrow QQQ falls 0.6%.
fine | QQQ fell 0.6% a day ago.
date | QQQ fell 0.6% three days ago.
fine | 昨日QQQ下跌0.6%。
date | 今日QQQ下跌0.6%。
date | 本日QQQ下跌0.6%。
date | 明日QQQ下跌0.6%。
date | 两天前QQQ下跌0.6%。
date | 本月QQQ下跌0.6%。
date | 本周QQQ下跌0.6%。
date | 本年QQQ下跌0.6%。
date | 上月QQQ下跌0.6%。
fine | 本月29日QQQ下跌0.6%。
date | 本月28日QQQ下跌0.6%。
fine | 日本日前说明日元的走势，QQQ下跌0.6%。
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
sign | QQQ rose $12.40, or 0.6%, in the U.S. session.
sign | QQQ climbed 12.4 points (0.6%).
sign | QQQ股价上涨12.40美元，即0.6%。
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
