"""How a text in Chinese says whose a number is, which way it went and when, each with what denies it (LANGUAGE.md)."""

from __future__ import annotations

import pytest

from support.audits import findings
from support.foreign import foreign_matter

TABLE = """
# several names in a row, and as many numbers of each unit in their order
zh-onchain | true  | CoinGlass：币安、OKX过去4小时清算分别为870万美元和227万美元，占比分别为51.95%和13.58%。
zh-onchain | false | CoinGlass：币安、OKX过去4小时清算分别为870万美元和227万美元，占比分别为13.58%和51.95%。
zh-onchain | false | CoinGlass：OKX及币安过去4小时清算分别为870万美元和227万美元。
zh-etf     | true  | CoinShares：币安相关产品与Chainlink分别流入460万美元和380万美元。
zh-etf     | false | CoinShares：Chainlink与币安相关产品分别流入460万美元和380万美元。
zh-etf     | true  | CoinShares：瑞士、加拿大及德国依次流入3250万美元、3350万美元和1910万美元。
zh-etf     | false | CoinShares：瑞士、德国及加拿大依次流入3250万美元、3350万美元和1910万美元。
# a bar in a heading parts two titles, and is no cell
zh-onchain | true  | # 日报 | CoinGlass：空头被挤，24小时清算1.44亿美元
# what several parts are together of their whole, and one side as a multiple of the other
zh-onchain | true  | CoinGlass：全网1.44亿美元，其中比特币6315万美元，以太坊4990万美元，两者合计约占78.5%。
zh-onchain | false | CoinGlass：全网1.44亿美元，其中比特币6315万美元，以太坊4990万美元，两者合计约占68.5%。
zh-onchain | true  | CoinGlass：狗狗币4小时内多单清算33.5万美元，是空单8万美元的四倍有余。
zh-onchain | false | CoinGlass：狗狗币4小时内多单清算33.5万美元，是空单8万美元的五倍有余。
zh-onchain | false | CoinGlass：狗狗币4小时内空单清算8万美元，是多单33.5万美元的四倍有余。
# an address is no number, and tells whose
zh-onchain | true  | Lookonchain：地址0x3f2于11月17日向币安转入2100枚比特币。
zh-onchain | false | Lookonchain：地址0x3f2于11月17日向Kraken转入2100枚比特币。
# a word right behind Latin letters
zh-onchain | true  | 全天ENA跌7.58%。
zh-onchain | false | 全天ENA涨7.58%。
# a weekday beside its date, and before what was done on it
zh-morning | true  | # 早报 9月22日 星期四\\n\\n上证指数周三收跌0.17%。
zh-morning | false | # 早报 9月22日 星期五\\n\\n上证指数周三收跌0.17%。
zh-morning | false | # 早报 9月22日 星期四\\n\\n上证指数周五收跌0.17%。
# what went before a stop says no way of what stands behind it
zh-morning | true  | Wind：2791只遭净卖出。中通客车吸金2.57亿元。
zh-morning | false | Wind：2791只遭净卖出。中通客车失血2.57亿元。
# counted shares are told apart by what was done with them
zh-morning | true  | Wind：1976只个股获净流入，2791只遭净卖出。
zh-morning | false | Wind：2791只个股获净流入，1976只遭净卖出。
# several indices together; red is up
zh-morning | true  | 三大指数集体收绿，上证指数跌0.17%。
zh-morning | false | 三大指数集体收红，上证指数跌0.17%。
# a change on record, told the other way
zh-morning | true  | 两市成交额较前一交易日萎缩150.12亿元。
zh-morning | false | 两市成交额较前一交易日放大150.12亿元。
zh-bonds   | true  | 央行逆回购单日净回笼72亿元。
zh-bonds   | false | 央行逆回购单日净投放72亿元。
# tenors: of a spread, of a repo, of a future
zh-bonds   | true  | 30年与10年国债利差为20.25BP。
zh-bonds   | false | 20年与5年国债利差为20.25BP。
zh-bonds   | false | 央行开展1193亿元14天期逆回购操作。
zh-bonds   | true  | 2年期国债期货收于102.46元。
zh-bonds   | false | 5年期国债期货收于102.46元。
# the end of a long word says what it is of, and "may fall to" what is only expected
zh-bonds   | true  | 央行7天期逆回购操作规模1193亿元，操作利率1.40%。
zh-bonds   | true  | 中金认为，三季度10年期国债收益率或降至1.5%。
zh-bonds   | false | 中金称，三季度10年期国债收益率已降至1.5%。
# a source that only the registry of names knows
zh-bonds   | false | 华泰认为，三季度10年期国债收益率或降至1.5%。
# words of Hong Kong for a fall, and a future below or above its index
zh-close   | true  | 恒指收挫166点或0.6%，快手泻5.9%。
zh-close   | false | 恒指收升166点或0.6%。
zh-close   | true  | 7月恒指期货报28091点，低水52点。
zh-close   | false | 7月恒指期货报28091点，高水52点。
zh-close   | false | 7月国企指数期货报28091点。
# a noun before its number that ends as a qualifier does
zh-close   | true  | 7月恒指期货未平仓合约近10.4万张。
# what one amount is above another
zh-redeem  | true  | SoSoValue称，比特币ETF净流出9.025亿美元，以太坊ETF净流出7.956亿美元，前者比后者多约1.07亿美元。
zh-redeem  | false | SoSoValue称，比特币ETF净流出9.025亿美元，以太坊ETF净流出7.956亿美元，前者比后者多约1.37亿美元。
# a day that is said to be one day is still held against the record's
zh-redeem  | true  | SoSoValue称，9月5日单日，以太坊ETF流出4.468亿美元。
zh-redeem  | false | SoSoValue称，9月3日单日，以太坊ETF流出4.468亿美元。
# the unit of a column is no coin of its rows, and a row is of its country
zh-etf     | true  | CoinShares：\\n\\n| 地区 | 上周资金流（百万美元） |\\n|---|---|\\n| 加拿大 | +33.5 |
zh-etf     | false | CoinShares：\\n\\n| 地区 | 上周资金流（百万美元） |\\n|---|---|\\n| 巴西 | +33.5 |
"""
ROWS = [
    tuple(part.strip() for part in line.split("|", 2))
    for line in TABLE.splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_a_text_in_chinese_is_read_as_a_desk_writes_it(event: str, verdict: str, text: str) -> None:
    found = findings(text.replace("\\n", "\n"), foreign_matter(event))
    assert found, "nothing was read"
    assert all(f.verdict.is_sound for f in found) is (verdict == "true"), [
        (f.mention.text, f.verdict, f.figure, f.why) for f in found
    ]
