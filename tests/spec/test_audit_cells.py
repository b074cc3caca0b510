"""Cells of tables, superlatives, sources and bounds say no more than the records (LANGUAGE.md 6.2, 6.3)."""

from __future__ import annotations

import pytest

from support.audits import findings, matter

EVENTS = {
    "ank": "2026-01-long-deleveraging",
    "two": "2026-01-07-short-squeeze",
    "day": "2026-01-29-long-cascade",
    "etf": "2026-01-14-etf-against-shorts",
}
HEAD = "| Figure | Value | Standing | Source |\n|---|---|---|---|\n"
HAN = "| 项目 | 数值 | 状态 | 来源 |\n|---|---|---|---|\n"
TABLE = """
ank | true  | HEAD| Liquidations, all | about $1.451 billion | one source | CoinAnk |
ank | false | HEAD| Liquidations, all | about $1.451 billion | confirmed | CoinAnk |
ank | true  | HEAD| Liquidations, all | about $1.451 billion | not confirmed | CoinAnk |
ank | false | HEAD| Liquidations, all | about $1.451 billion | one source | CoinGlass |
ank | false | HEAD| Liquidations, all | about $1.451 billion | one source | Farside |
ank | true  | HEAD| Longs, share of both sides | about 93.8% | one source, computed | computed |
day | true  | HEAD| Liquidations, all | $575 million to $665 million | disputed | several unnamed sources |
day | false | HEAD| Liquidations, all | $575 million to $665 million | agreed | several unnamed sources |
day | false | HEAD| Liquidations, all | $575 million to $665 million | one source | several unnamed sources |
day | false | HEAD| Liquidations, all | $575 million to $665 million | disputed | CoinGlass |
day | true  | HAN| 全网爆仓 | 5.75亿至6.65亿美元 | 有争议 | 多家未具名数据源 |
day | false | HAN| 全网爆仓 | 5.75亿至6.65亿美元 | 已证实 | 多家未具名数据源 |
day | false | HAN| 全网爆仓 | 5.75亿至6.65亿美元 | 有争议 | CoinGlass |

ank | true  | CoinAnk counts about $1.451 billion, and about $1.361 billion of it long.
ank | false | CoinAnk counts about $1.451 billion. Farside says that about $1.361 billion of it was long.
day | true  | CoinGlass counts 180,000 to 190,000 accounts. Jeremy Boulton watched.
day | false | Jeremy Boulton counts 180,000 to 190,000 accounts. CoinGlass watched.
day | true  | CoinGlass数据显示，18万至19万个账户被强平。
day | false | Farside数据显示，18万至19万个账户被强平。另见CoinGlass。

day | true  | Bitcoin fell about 5% on Jan. 29.
day | false | Bitcoin fell about 5% on Jan. 29, the most this year.
day | false | Bitcoin fell about 5% on Jan. 29, its worst day this year.
day | false | Bitcoin fell about 5% on Jan. 29, the fastest since November.
day | false | Bitcoin fell about 5% on Jan. 29 to a six-month low.
day | false | Gold hit an all-time peak; it rose 27% in January, says Jeremy Boulton.
day | false | 多家未具名数据源称爆仓5.75亿至6.65亿美元，为今年最高。
day | false | 多家未具名数据源称爆仓5.75亿至6.65亿美元，刷新纪录。
day | false | 多家未具名数据源称爆仓5.75亿至6.65亿美元，创年内新高。
etf | true  | One unnamed source calls the about $577 million of shorts the largest since Oct. 11, 2025.

day | true  | Several unnamed sources put liquidations at $575 million or more.
day | false | Several unnamed sources put liquidations at $665 million or more.
day | false | Several unnamed sources put liquidations at $575 million to $665 million or more.
day | false | 多家未具名数据源称爆仓5.75亿至6.65亿美元以上。
two | false | An unverified count has shorts at $330 million to $390 million; they rose four times.
two | true  | An unverified count has shorts at $330 million to $390 million; they rose four times in a week of talk.
"""
ROWS = [tuple(part.strip() for part in line.split("|", 2)) for line in TABLE.splitlines() if line.strip()]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_what_stands_beside_a_figure_is_what_its_record_says(event: str, verdict: str, text: str) -> None:
    found = findings(text.replace("HEAD", HEAD).replace("HAN", HAN), matter(EVENTS[event]))
    assert found, "nothing was read"
    assert all(f.verdict.is_sound for f in found) is (verdict == "true"), [(f.mention.text, f.verdict) for f in found]
