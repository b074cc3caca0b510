"""The forms of other desks as sentences: what is true passes, and what the same form says wrongly does not.

The event is a day on which $1.451 billion was liquidated ($1.361 billion of longs, $90 million of shorts; $683 million
of Bitcoin, $335 million of Ether; $488 million on Binance, $191 million on Bybit), Bitcoin funds lost $394.7 million
(the fund of Fidelity $205.2 million, that of BlackRock took in $15.1 million), the S&P 500 fell by 80.12 points or 0.3%
to 4,216.84, and rates, prices and odds stood where the records have them.
"""

from __future__ import annotations

import re

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings
from support.foreign import foreign_matter

TABLE = """
supported    | CoinGlass counted $1.451 billion in liquidations (longs 1.361 billion / shorts 90 million).
name         | CoinGlass counted $1.451 billion in liquidations (shorts 1.361 billion / longs 90 million).
supported    | By CoinGlass's count, Binance and Bybit liquidated $488M + $191M.
name         | By CoinGlass's count, Binance and Bybit liquidated $191M + $488M.
supported    | Binance and Bybit ($488M + $191M together) lead CoinGlass's count.
name         | Binance and Bybit ($191M + $488M together) lead CoinGlass's count.
supported    | In short, $1.451 billion was liquidated, CoinGlass counted.
supported    | All counts are CoinGlass's. Longs were $1.361 billion.
supported    | The S&P 500 dipped 80.12, or 0.3%.
sign         | The S&P 500 gained 80.12, or 0.3%.
supported    | The S&P 500 fell 80.12 points, or 0.3%, to 4,216.84.

supported    | The 10-year yield rose to 4.836%, one data source shows.
supported    | The 10-year yield fell to 4.836%, one data source shows.
outside      | The 10-year yield fell to 4.863%, one data source shows.
supported    | The 10-year Treasury yield fell to 4.836%, and the 30-year climbed to 5.012%, one data source shows.
sign         | The 10-year yield fell 4.836%, one data source shows.
supported    | Bitcoin's funding rate slipped to 0.0031%, CoinGlass says.
sign         | Longs fell 93.8%, CoinGlass shows.
supported    | CPI rose 2.7%, the BLS said, and core CPI 3.3%.
sign         | CPI fell 2.7%, the BLS said.
supported    | PPI rose 2.1%, BLS data show.
supported    | GDP grew 1.8%, BLS data show.
supported    | GDP growth slowed to 1.8%, BLS data show.
supported    | The odds of a rate cut fell to 76.66%, CME data show.
qualifier    | CME data put the odds of a rate cut at 76.6%.
outside      | CME data put the odds of a rate cut at 76.5%.
supported    | The VIX jumped to 23.03.
noun         | The Nasdaq jumped to 23.03.
supported    | Oil closed at $61.49 a barrel.
name         | Gold closed at $61.49 a barrel.
supported    | For the fall in stocks, the S&P 500 closed at 4,216.84.

supported    | Bitcoin touched a low of $90,105 before a high of $94,800.
sign         | Bitcoin touched a high of $90,105.
sign         | Bitcoin went as low as $94,800.
supported    | 比特币一度冲高至94800美元，最低见90105美元。
sign         | 比特币一度下探至94800美元。
supported    | Bitcoin is down 3.1% from a day earlier.
date         | Bitcoin is down 3.1% from a week earlier.
supported    | The 30-year yield is 5.012%, up from 4.836% on the 10-year note, one data source shows.
sign         | The 30-year yield is 5.012%, down from 4.836% on the 10-year note, one data source shows.

supported    | 比特币7天来波动不小，过去24小时跌幅为3.1%。
date         | 比特币7天跌幅为3.1%。
supported    | Oil gained 225 cents.
sign         | Oil shed 225 cents.

supported    | Fidelity's FBTC lost $205.2 million, Farside data show.
sign         | Fidelity's FBTC took in $205.2 million, Farside data show.
name         | Fidelity's FBTC lost $394.7 million, Farside data show.
name         | BlackRock's IBIT lost $205.2 million, Farside data show.
supported    | Outflows from FBTC reached $205.2 million, Farside data show, while IBIT took in $15.1 million.

supported    | Longs were 94 cents of each dollar, CoinGlass shows.
supported    | Longs were ninety-four cents on the dollar, CoinGlass shows.
outside      | Longs were 84 cents of each dollar, CoinGlass shows.
supported    | Liquidations were less than or equal to $1.451 billion, CoinGlass said.
outside      | Liquidations were less than or equal to $1.415 billion, CoinGlass said.
supported    | Liquidations: minimum $1.451 billion, CoinGlass said.
outside      | Liquidations: minimum $1.471 billion, CoinGlass said.

supported    | 1 月 2 日，CoinGlass 数据显示，全网爆仓 14.51 亿美元，其中多单 13.61 亿美元，空单 9000 万美元。
name         | 1 月 2 日，CoinGlass 数据显示，全网爆仓 14.51 亿美元，其中空单 13.61 亿美元，多单 9000 万美元。
supported    | CoinGlass数据显示，多头爆仓13.61亿美元/空头9000万美元。
name         | CoinGlass数据显示，空头爆仓13.61亿美元/多头9000万美元。
supported    | CoinGlass数据显示，比特币、以太坊分别爆仓6.83亿和3.35亿美元。
name         | CoinGlass数据显示，比特币、以太坊分别爆仓3.35亿和6.83亿美元。
supported    | CoinGlass数据显示，币安和Bybit爆仓额分别为4.88亿美元、1.91亿美元。
name         | CoinGlass数据显示，币安和Bybit爆仓额分别为1.91亿美元、4.88亿美元。
supported    | CoinGlass數據顯示，全網爆倉14.51億美元，多單13.61億美元，空單9,000萬美元。
name         | CoinGlass數據顯示，全網爆倉14.51億美元，空單13.61億美元，多單9,000萬美元。
supported    | 美聯儲資產負債表降至6.58萬億美元，美聯儲數據顯示。
magnitude    | 美聯儲資產負債表降至6.58億美元，美聯儲數據顯示。
supported    | 美联储资产负债表降至6.58万亿美元，美联储数据显示。
supported    | 比特币现货成交额２７６亿美元，CoinGlass数据显示。
supported    | 全网共有２１４，０００个账户被爆仓，CoinGlass数据显示。
outside      | 全网共有２４１，０００个账户被爆仓，CoinGlass数据显示。
supported    | 比特币现货成交额为276亿美元，CoinGlass数据显示，资金费率降至0.0031%。
supported    | Bitcoin traded between $90,105 and $94,800.
outside      | Bitcoin traded between $90,105 and $98,400.
supported    | The VIX had been lower before closing at 23.03.
supported    | Unless otherwise stated, CoinGlass is the source. Funding is 0.0031%.
supported    | 比特币ETF单日净流出3.947亿美元，周一却另有说法，Farside数据显示。
supported    | 除另有说明外，数据均来自CoinGlass。资金费率为0.0031%。
supported    | Binance had $488 million, less than the $683 million of Bitcoin, CoinGlass shows.
qualifier    | Bitcoin had more than $683 million of liquidations, CoinGlass shows.
supported    | Investors pulled $394.7 million from Bitcoin funds, Farside data show.
sign         | Bitcoin funds pulled in $394.7 million, Farside data show.
supported    | 标普500指数收于4,216.84点，跌80.12点，跌幅0.3%。

qualifier    | Bitcoin's funding rate slipped to 0.003%, CoinGlass says.
outside      | Bitcoin's funding rate slipped to 0.004%, CoinGlass says.
outside      | Longs took 94.8% of it, CoinGlass shows.
supported    | Bitcoin lost 3.1% for one of the sharpest falls in the S&P 500.
supported    | Bitcoin lost 3.1%, the worst performer of the S&P 500.
name         | Bitcoin had the sharpest fall, and the S&P 500 lost 3.1%.
name         | The sharpest fall in the S&P 500 was 3.1%.
"""
ROWS = [tuple(part.strip() for part in line.split("|", 1)) for line in TABLE.splitlines() if line]


@pytest.mark.parametrize(("verdict", "sentence"), ROWS)
def test_a_sentence_of_another_desk_is_what_the_table_says(verdict: str, sentence: str) -> None:
    found = [finding.verdict.value for finding in findings(sentence, foreign_matter("day"))]
    assert found, "nothing was read"
    wrong = [each for each in found if not Verdict(each).is_sound]
    assert ((wrong or ["supported"])[0]) == verdict, found


@pytest.mark.parametrize("heading", ["## 3.1 Liquidations", "3.1 Liquidations", "3.1.2 爆仓情况"])
def test_the_number_of_a_section_is_no_quantity(heading: str) -> None:
    text = f"{heading}\n\nCoinGlass counted liquidations of $1.451 billion."
    assert [f.mention.text for f in findings(text, foreign_matter("day"))] == ["$1.451 billion"]


@pytest.mark.parametrize("name", ["The Volatility Index (VIX30)", "The VIX (CD20)"])
def test_the_digits_of_a_short_name_in_brackets_are_no_quantity(name: str) -> None:
    assert [f.mention.text for f in findings(f"{name} closed at 23.03.", foreign_matter("day"))] == ["23.03"]


def test_money_in_brackets_is_one() -> None:
    first, *_ = findings("The VIX (USD20) closed at 23.03.", foreign_matter("day"))
    assert first.mention.text != "23.03"


@pytest.mark.parametrize("sentence", ["3.1 Bitcoins were moved.", "3.1 Dollars", "3.1个百分点", "3.1 BTC"])
def test_a_number_that_begins_a_line_with_its_unit_is_one(sentence: str) -> None:
    assert findings(sentence, foreign_matter("day"))


@pytest.mark.parametrize("sentence", ["The Kospi closed at 3,333.", "Solana on Kraken lost $444 million."])
def test_a_number_that_means_no_figure_is_offered_none_and_the_three_nearest_are_listed(sentence: str) -> None:
    (found,) = findings(sentence, foreign_matter("day"))
    assert (found.verdict, found.figure, found.offered) == (Verdict.UNSUPPORTED, "", "")
    assert len(re.findall(r"\((?:denied by|not in) its sentence\)", found.reason)) == 3


def test_a_number_that_is_near_to_a_figure_that_is_named_is_offered_its_phrase() -> None:
    (found,) = findings("CoinGlass counted $1.541 billion in liquidations.", foreign_matter("day"))
    assert (found.verdict, found.offered) == (Verdict.OUTSIDE, "liquidations.total")
