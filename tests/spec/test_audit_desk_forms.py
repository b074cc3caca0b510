"""What desks of stocks, bonds, funds and coins write besides, each form true and false, on the events of their texts.

`~` stands for the end of a line.
"""

from __future__ import annotations

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings
from support.foreign import foreign_matter

TABLE = """
zh-hongkong  # supported   # 騰訊（0700）升2%，小米（1810）升2.6%。
zh-hongkong  # supported   # 腾讯(0700.HK)涨2%，小米(HKEX: 1810)涨2.6%。
zh-hongkong  # name        # 騰訊（0700）升2.6%，小米（1810）升2%。
zh-hongkong  # unsupported # 港股跌1%（1810），滙豐（0005）。
zh-hongkong  # supported   # 阿里收市報174元，全日成交440.9億元。
zh-hongkong  # unit        # 阿里收市報174美元。
zh-hongkong  # unit        # 阿里收市報174元人民幣。
zh-hongkong  # outside     # 阿里收市報147元。

zh-leverage  # supported   # Timothy Misir指出，巨鲸10月净增持11万枚比特币，同时卖出2.3万枚。
zh-leverage  # outside     # Timothy Misir指出，巨鲸10月净增持11万枚比特币，同时卖出3.2万枚。
zh-leverage  # supported   # CoinGecko行情显示，比特币在103,900美元附近徘徊，总市值缩水逾3%。
zh-leverage  # overprecise # CoinGecko行情显示，总市值缩水逾30%。

en-fedday    # supported   # The dollar closed at $1.0353 a euro.
en-fedday    # supported   # The dollar closed at $1.0353 against the euro, and at 154.80 yen.
en-fedday    # name        # The dollar closed at $1.0353 a pound.
en-fedday    # name        # The pound closed at $1.0353.

en-capexnight # supported  # Meta expects capital spending of $70 billion to $72 billion in 2025.
en-capexnight # supported  # Meta gave guidance for capital spending of $70 billion to $72 billion in 2025.
en-capexnight # as_fact    # Meta's capital spending was $70 billion to $72 billion in 2025.

zh-hongkong  # supported   # 港股結束6日跌勢，恒指升359點。
zh-hongkong  # date        # 港股6日升359點，恒指收高。

en-products  # supported   # Per CoinShares, the U.S. led with $1.02 billion, ahead of Switzerland with $27 million.
en-products  # name        # Per CoinShares, Germany led with $1.02 billion.
en-products  # name        # Per CoinShares, Canada led with $1.02 billion.
en-products  # supported   # CoinShares put inflows into Short-Bitcoin products at $600,000.
en-products  # supported   # CoinShares put inflows into short Bitcoin~products at $600,000.
en-products  # supported   # Crypto funds took in $932 million, CoinShares said in a note on Monday.
en-products  # name        # Solana funds took in $932 million, CoinShares said.
en-products  # sign        # Crypto funds lost $932 million, CoinShares said.
en-products  # supported   # Of the flows, 89% came in the last three days, CoinShares said.

en-auction   # supported   # | Maturity | Yield |~|---|---|~| 10-year | 4.1268% |~| 30-year | 4.7222% |
en-auction   # name        # | Maturity | Yield |~|---|---|~| 10-year | 4.7222% |
en-auction   # date        # Over 10 years the 10-year Treasury yield went to 4.1268%.

en-expiry    # supported   # | Put-call ratio, Bitcoin, options, Deribit | 0.76 |
en-expiry    # noun        # | Open interest, Bitcoin, options, Deribit | 0.76 |
en-jobs      # supported   # | The odds of a rate hike in November: before | 22% |
en-jobs      # date        # | The odds of a rate hike in December: before | 22% |
en-closingnote # supported # The number of closing highs of the S&P 500 in the year came to 70.
en-closingnote # date      # The number of closing highs of the S&P 500 in the month came to 70.
en-softcpi   # supported   # U.S. consumer prices in October rose 7.7%, the Labor Department reported.
en-softcpi   # date        # U.S. consumer prices in August rose 7.7%, the Labor Department reported.
zh-kuaixun   # supported   # They hit 397,636 accounts in the 24 hours to 10:00 UTC+8 on Sept. 23, CoinGlass says.
zh-kuaixun   # date        # They hit 397,636 accounts in the 24 hours to 10:00 UTC+8 on Sept. 24, CoinGlass says.
zh-hongkong  # supported   # | Turnover in shares of Alibaba | 44.09 billion Hong Kong dollars |
zh-hongkong  # name        # | Turnover in shares of Tencent | 44.09 billion Hong Kong dollars |
zh-hongkong  # name        # Turnover in shares of Tencent was 44.09 billion Hong Kong dollars.

day          # qualifier   # The S&P 500 fell 80.12 points, or less than 0.3%.
day          # supported   # The S&P 500 fell 80.12 points, or 0.3%.
day          # name        # In the past 24 hours, $1.361 billion was liquidated, CoinGlass shows.
day          # name        # CoinGlass counted liquidations of $683 million in total.
"""
ROWS = [tuple(part.strip() for part in line.split("#", 2)) for line in TABLE.splitlines() if line]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_a_form_is_what_the_table_says(event: str, verdict: str, text: str) -> None:
    found = [finding.verdict.value for finding in findings(text.replace("~", "\n"), foreign_matter(event))]
    assert found, "nothing was read"
    wrong = [each for each in found if not Verdict(each).is_sound]
    assert ((wrong or ["supported"])[0]) == verdict, found
