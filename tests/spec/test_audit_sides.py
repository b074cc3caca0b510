"""Sides, ratios and levels are held against the records where a text says them without a number (LANGUAGE.md 6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.audits import findings, matter, matter_for
from support.events import write_workspace

if TYPE_CHECKING:
    from pathlib import Path

LONGS, SHORTS, BROKEN = "2026-01-long-deleveraging", "2026-01-07-short-squeeze", "2026-01-29-long-cascade"
EVENTS = {"longs": LONGS, "shorts": SHORTS, "broken": BROKEN}
TABLE = """
longs  | true  | # About $1.451B liquidated, longs the larger part
longs  | false | # About $1.451B liquidated, shorts the larger part
longs  | true  | # About $1.451B liquidated, mostly longs
longs  | false | # About $1.451B liquidated, mostly shorts
longs  | true  | # 约14.51亿美元爆仓，多头为主
longs  | false | # 约14.51亿美元爆仓，空头为主
longs  | true  | # 约14.51亿美元爆仓，多单占多数
longs  | false | # 约14.51亿美元爆仓，空单占多数
shorts | true  | # $400M-$500M of positions liquidated, mostly shorts / An unverified count has it.
shorts | false | # $400M-$500M of positions liquidated, mostly longs / An unverified count has it.
broken | true  | # At least $575 million liquidated, mostly longs
broken | false | # At least $575 million liquidated, mostly shorts
longs  | true  | CoinAnk counts about $1.451 billion. Longs bore the brunt.
longs  | false | CoinAnk counts about $1.451 billion. Shorts bore the brunt.
longs  | true  | CoinAnk counts about $1.451 billion. Bulls took the worst of it.
longs  | false | CoinAnk counts about $1.451 billion. Bears took the worst of it.
longs  | true  | CoinAnk counts about $1.451 billion. Not to say that shorts bore the brunt.
longs  | true  | CoinAnk counts about $1.451 billion. Last week shorts bore the brunt.
longs  | true  | CoinAnk counts about $1.451 billion. Who buys is mostly long-term holders.
longs  | true  | ## The data point to longs / CoinAnk counts about $1.361 billion of longs.
longs  | false | ## The data point to shorts / CoinAnk counts about $1.361 billion of longs.
longs  | true  | ## The margin of longs ran out / Forced closing took about $1.361 billion of longs, by CoinAnk's count.
longs  | false | ## The margin of shorts ran out / Forced closing took about $1.361 billion of longs, CoinAnk counts.
longs  | true  | ## Will shorts be hit? / Forced closing took about $1.361 billion of longs, by CoinAnk's count.
longs  | true  | CoinAnk counts about $1.451 billion. This time it was longs who paid.
longs  | false | CoinAnk counts about $1.451 billion. This time it was shorts who paid.
longs  | true  | CoinAnk counts about $1.451 billion, and longs were flushed out.
longs  | false | CoinAnk counts about $1.451 billion, and shorts were flushed out.
longs  | true  | CoinAnk counts about $1.451 billion. Some shorts were hit, too.
longs  | true  | CoinAnk counts about $1.451 billion. The funding rate had shorts pay.
longs  | true  | CoinAnk统计约14.51亿美元。多头被挤出局。
longs  | false | CoinAnk统计约14.51亿美元。空头被挤出局。
shorts | true  | ## A short squeeze / Shorts lost $330 million to $390 million, by an unverified count.
shorts | false | ## A long squeeze / Shorts lost $330 million to $390 million, by an unverified count.

longs  | true  | | Figure | Value | // |---|---| // | Longs to shorts | about 15.1 times |
longs  | false | | Figure | Value | // |---|---| // | Shorts to longs | about 15.1 times |
longs  | true  | CoinAnk's data have longs to shorts at about 15.1 times.
longs  | false | CoinAnk's data have shorts to longs at about 15.1 times.
longs  | true  | CoinAnk's data have a long-to-short ratio of about 15.1 times.
longs  | false | CoinAnk's data have a short-to-long ratio of about 15.1 times.
longs  | true  | CoinAnk: longs were about 15.1 times the shorts.
longs  | false | CoinAnk: shorts were about 15.1 times the longs.
longs  | true  | CoinAnk: about 15.1 times as many longs as shorts.
longs  | false | CoinAnk: about 15.1 times as many shorts as longs.
longs  | true  | CoinAnk数据显示，多头是空头的约15.1倍。
longs  | false | CoinAnk数据显示，空头是多头的约15.1倍。
longs  | true  | CoinAnk数据显示，多空比约为15.1倍。
longs  | false | CoinAnk数据显示，空多比约为15.1倍。

broken | true  | Bitcoin fell below $85,000.
broken | false | Bitcoin rose below $85,000.
broken | false | ## Bitcoin climbed sharply under $85,000
broken | true  | 比特币跌破8.5万美元。
broken | false | 比特币升破8.5万美元。
longs  | true  | Should Bitcoin rise above $85,000, an estimated $698 million of shorts would go, heat maps say.
longs  | false | Should Bitcoin fall above $85,000, an estimated $698 million of shorts would go, heat maps say.
"""
ROWS = [tuple(part.strip() for part in line.split("|", 2)) for line in TABLE.splitlines() if line.strip()]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_a_side_a_ratio_and_a_level_are_those_of_the_records(event: str, verdict: str, text: str) -> None:
    text = text.replace("heat maps say", "liquidation heat maps say").replace(" // ", "\n").replace(" / ", "\n\n")
    found = findings(text, matter(EVENTS[event]))
    assert found, "nothing was read"
    assert all(f.verdict.is_sound for f in found) is (verdict == "true"), [(f.mention.text, f.verdict) for f in found]


def test_amounts_at_risk_on_both_sides_of_one_coin_are_set_against_each_other() -> None:
    text = (
        "By liquidation heat maps, an estimated $286 million of Bitcoin longs would go below roughly $80,000. Above"
        " roughly $85,000, it is an estimated $698 million of shorts. On that estimate there is about {} times as much"
        " overhead."
    )
    for times, is_sound in (("2.4", True), ("3.4", False)):
        assert findings(text.format(times), matter(LONGS))[-1].verdict.is_sound is is_sound


TWO_DAYS = """event:
  id: two-days
  status: ready
  published: 2026-03-04 12:00
  timezone: UTC
  days: 2026-03-03
  assets: BTC
  main: liquidations.total
  default_window: 2026-03-03
liquidations:
  total:
    said:
      CoinGlass: $400 million
"""
DAY_OF = "  {0}{1}:\n    side: {0}\n    window: {2}\n    said:\n      CoinGlass: ${3} million\n"


def test_of_two_days_with_other_sides_that_of_the_main_figure_goes_without_saying(tmp_path: Path) -> None:
    days = (("short", "3", "2026-03-03", 330), ("long", "3", "2026-03-03", 70))
    before = (("short", "2", "2026-03-02", 50), ("long", "2", "2026-03-02", 200))
    text = TWO_DAYS + "".join(DAY_OF.format(*each) for each in (*days, *before))
    workspace, _ = config.load(write_workspace(tmp_path, text))
    case = pipeline.examine(tmp_path / "data" / "events" / "two-days.yaml", pipeline.open_desk(workspace))
    held = matter_for(case, pipeline.open_desk(workspace))
    assert all(f.verdict.is_sound for f in findings("$400 million liquidated, mostly shorts, CoinGlass says.", held))
    assert not all(f.verdict.is_sound for f in findings("$400 million liquidated, mostly longs, CoinGlass says.", held))
