"""When something was, as desks of stocks, bonds, funds and coins say it, true and false, on the events of their texts.

`~` stands for the end of a line.
"""

from __future__ import annotations

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings, matter_for
from support.briefs import case, desk
from support.foreign import foreign_matter

TABLE = """
en-indexes     # supported # For the week:~~The S&P 500 is off 49.90 points.
en-indexes     # date      # For the quarter:~~The S&P 500 is up 280.08 points.
en-indexes     # supported # For the year:~~The S&P 500 is up 280.08 points.
en-indexes     # date      # For the year:~~The S&P 500 is off 49.90 points.~~The Dow is off 413.63 points.
en-indexes     # date      # On Wednesday:~~The S&P 500 lost 48.29 points.~~The Dow lost 367.17 points.
en-indexes     # supported # On Tuesday:~~The S&P 500 lost 48.29 points.~~The Dow lost 367.17 points.
en-indexes     # supported # The S&P 500 lost 48.29 points in Tuesday's session, up 280.08 so far this year.
en-indexes     # date      # The S&P 500 lost 48.29 points in Monday's session, up 280.08 so far this year.
en-indexes     # date      # The S&P 500 lost 48.29 points on Tuesday and is up 280.08 points so far this month.
en-indexes     # supported # The S&P 500 is up 280.08 points since the start of the year.
en-indexes     # date      # The S&P 500 is up 280.08 points since the start of the month.
en-indexes     # supported # The Dow lost 367.17 points in all on Tuesday after gaining 537.28 so far this year.
en-indexes     # date      # The Dow lost 367.17 points in all on Monday after gaining 537.28 so far this year.
en-indexes     # date      # The Dow lost 367.17 points in all on Tuesday after gaining 537.28 so far this month.
en-indexes     # supported # The Dow lost 367.17 points yesterday.
en-indexes     # date      # The Dow is up 537.28 points today.

en-ether       # supported # Open interest fell to $57.17 billion, Coinglass shows, and BTC is down 1.5% on the day.
en-ether       # date      # Open interest fell to $57.17 billion, Coinglass shows, and BTC is down 1.5% on the week.
en-ether       # supported # On May 1, ETH liquidations were $91.76 million, Coinglass shows.
en-ether       # date      # On May 2, ETH liquidations were $91.76 million, Coinglass shows.

en-liquidations # supported # Open interest has come down to $60 billion from $71 billion on Dec. 18, Coinglass shows.
en-liquidations # date      # Open interest was $60 billion on Dec. 18, Coinglass shows.

en-products    # supported # Volumes were $40 billion in March, CoinShares said.
en-products    # date      # Volumes were $40 billion in April, CoinShares said.

en-auction     # supported # By the close of Wednesday's session the auction of 10-year notes was $39 billion.
en-auction     # date      # By the close of Thursday's session the auction of 10-year notes was $39 billion.

zh-hongkong    # supported # 港股全日成交2,887.7億元。
zh-hongkong    # date      # 港股全周成交2,887.7億元。
zh-hongkong    # date      # 颱風周四（25日）襲港，恒指升359點。

zh-leverage    # supported # Timothy Misir指出，巨鲸持有约68.6%的流通量，10月净增持11万枚比特币。
zh-leverage    # date      # Timothy Misir指出，巨鲸持有约68.6%的流通量，9月净增持11万枚比特币。
zh-leverage    # supported # SoSoValue数据显示，比特币现货ETF上周净流出7.99亿美元。
zh-leverage    # date      # SoSoValue数据显示，比特币现货ETF昨日净流出7.99亿美元。
zh-leverage    # date      # SoSoValue数据显示，比特币现货ETF10月5日净流出7.99亿美元。
zh-leverage    # supported # SoSoValue数据显示，比特币现货ETF10月27日至31日净流出7.99亿美元。

en-etfweekly   # supported # SoSoValue has only one better week, in November last year, at $3.38 billion.
en-etfweekly   # date      # SoSoValue has only one better week, in March last year, at $3.38 billion.
en-etfweekly   # supported # The previous week had seen $902.5 million leave, SoSoValue said.
en-etfweekly   # date      # The previous month had seen $902.5 million leave, SoSoValue said.
en-etfweekly   # supported # SoSoValue: since launch in January 2024, net bitcoin inflows come to $60.05 billion.
en-etfweekly   # date      # SoSoValue: since launch in January 2025, net bitcoin inflows come to $60.05 billion.
en-etfweekly   # supported # Citi forecasts $181,000 for bitcoin in twelve months.
en-etfweekly   # date      # Citi forecasts $181,000 for bitcoin in three months.
en-etfweekly   # supported # Bitcoin went from $112,200 last Monday to $125,600 on Sunday, CoinGecko said.
en-etfweekly   # date      # Bitcoin went from $112,200 last Wednesday to $125,600 on Sunday, CoinGecko said.
en-hundredk    # date      # Spot bitcoin funds took in $747.8 million since Monday, Farside said.
en-hundredk    # date      # Spot bitcoin funds took in $747.8 million this year, Farside said.
en-hundredk    # date      # Bitcoin fell 1.5% over the weekend.
en-sterling    # supported # A day earlier the Federal Reserve had lifted its target range to 3.75%-4.00%.
en-sterling    # date      # A week earlier the Federal Reserve had lifted its target range to 3.75%-4.00%.
en-relief      # supported # Apple jumped 15.3%, its best day in 27 years.
en-emfx        # supported # Protection against a default of Turkey costs 297 basis points, 12 more than on Friday.
en-emfx        # date      # Protection against a default of Turkey costs 297 basis points, 12 more than on Monday.
en-emfx        # supported # EPFR counts $2.1 billion of net inflows into EM debt in the week to 11 June.
en-hack        # supported # Ether bottomed at $2,615. A week later it changed hands at $2,230.
en-hack        # date      # Ether bottomed at $2,615. A month later it changed hands at $2,230.
en-hack        # date      # Elliptic reckons that 83% of the stolen ether had been swapped by Tuesday.
en-softs       # date      # *Prices at the close, Thursday 13 February 2025*~~ICE cocoa lost 3.9%.
zh-jinrong     # supported # 央行公布，去年同期人民币贷款增加2600亿元。
zh-jinrong     # date      # 央行公布，前年同期人民币贷款增加2600亿元。
zh-jinrong     # date      # 央行公布，前7个月居民存款减少1.11万亿元。
zh-jinrong     # date      # 央行公布，上半年社会融资规模增量为1.16万亿元。
zh-huijin      # date      # 沪深两市全周成交9412亿元。
"""
ROWS = [tuple(part.strip() for part in line.split("#", 2)) for line in TABLE.splitlines() if line]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_a_time_is_held_against_the_window_of_its_number(event: str, verdict: str, text: str) -> None:
    found = [finding.verdict.value for finding in findings(text.replace("~", "\n"), foreign_matter(event))]
    assert found, "nothing was read"
    wrong = [each for each in found if not Verdict(each).is_sound]
    assert ((wrong or ["supported"])[0]) == verdict, found


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Bitcoin closed at $84,129 on Jan. 30.", None),
        ("Bitcoin closed at $84,129 on Jan. 29.", Verdict.DATE),
        ("Bitcoin fell 5.7% on Jan. 30.", Verdict.DATE),
        ("Bitcoin fell 5.7% from Jan. 29 to Jan. 30.", None),
    ],
)
def test_a_close_at_the_end_of_some_days_is_of_the_last_and_the_move_of_all(text: str, verdict: Verdict | None) -> None:
    found = findings(text, matter_for(case("2026-01-long-deleveraging"), desk()))
    wrong = [finding.verdict for finding in found if not finding.verdict.is_sound]
    assert found
    assert wrong[:1] == ([verdict] if verdict else [])
