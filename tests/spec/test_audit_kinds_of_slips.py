"""Slips of one word that a careless editor makes, and true sentences beside each, on events of other desks' texts."""

from __future__ import annotations

import pytest

from support.audits import flagged
from support.foreign import foreign_matter

MEME, LETTER, WRAP, THREAD = "en-memeflash", "en-augletter", "en-softcpi", "en-yenthread"
CHIPS, ROUT = "en-chipletter", "en-deeprout"
ANSWERS, METALS = "zh-wenda", "zh-jinyin"
RELIEF, FLOWS, POUND, LOANS, DOVE = "en-relief", "en-etfweekly", "en-sterling", "zh-jinrong", "zh-zaobao"

TRUE = [
    (MEME, "GameStop more than doubled on the day: it finished 134.8% higher at $347.51."),
    (MEME, "AMC Entertainment quadrupled, up 301.2% to $19.90."),
    (MEME, "Volume was 23.7 billion shares, the busiest day since 2007."),
    (MEME, "DOW CLOSES DOWN 633.87 POINTS, OR 2.05 PCT, AT 30,303.17"),
    (LETTER, "Bitcoin bottomed at $49,050, a price last seen in mid-February."),
    (LETTER, "Traders on CME's FedWatch see an 85% likelihood that the Fed will cut by half a point in September."),
    (LETTER, "The Nikkei 225 lost 12.4%, its ugliest session since October 1987."),
    (WRAP, "Consumer prices climbed 7.7% in the year to October, the Labor Department said."),
    (WRAP, "| Index | % chg |\n|:--|--:|\n| S&P 500 | +5.54 |\n| Nasdaq | +7.35 |"),
    (
        THREAD,
        "The dollar had run to 151.94 yen when the offers hit. Within two hours it was 146.23. It went out at 147.64.",
    ),
    (
        THREAD,
        (
            "The reserves of Japan are $1.238 trillion by the Ministry of Finance's count. Its deposits with foreign"
            " central banks, $136 billion, are 11% of the pile."
        ),
    ),
    (THREAD, "US tens hit 4.34% on Friday before ending at 4.21%."),
    (ANSWERS, "沪深两市全天成交2.59万亿元，创历史新高，比上周五多出1.14万亿元。"),
    (METALS, "白银重挫7.1%至48.71美元，是2021年2月以来最惨的一天。"),
    (METALS, "据CME“美联储观察”，10月降息25个基点的概率为98.9%。"),
    (METALS, "央行数据显示，黄金储备已连续11个月增持。"),
    (MEME, "Volume is 23.7 billion shares, against a 20-session average of 14.2 billion."),
    (WRAP, "Amazon rose 12.2%, Meta 10.3% and Apple 8.9%. Rivian outdid them all with a pop of 17.4%."),
    (THREAD, "Bitcoin? A yawn: +0.6% at $19,170."),
    ("en-closingnote", "The Dow is at 36,488.63, and it has never finished higher."),
    ("en-closingnote", "The Dow put together its sixth advance on the bounce."),
    ("en-outflowfaq", "Farside Investors has $174.5 million leaving the US spot Bitcoin funds on Monday."),
    ("en-results", "IBM's sales of $18.18 billion fell short of the $18.46 billion that Refinitiv's poll had shown."),
    ("en-mining", "According to JPMorgan's Reginald Smith, miners lost some $3 billion of market value."),
    ("en-yenthread", "Reserves are $1.238 trillion, data from the Ministry of Finance show."),
    ("en-shutdown", "Gold had a quiet day. The June future closed at $1,687.80."),
    (CHIPS, "The margin slipped to 75.1% from 78.4%, Nvidia said."),
    (CHIPS, "Nvidia lost 6.9% after hours."),
    (CHIPS, "Nvidia sees revenue of $32.5 billion in the third quarter."),
    (CHIPS, "Nvidia's revenue in the quarter to July came to $30.04 billion."),
    (CHIPS, "Nvidia's revenue came to $30.04 billion, 122% more than a year ago."),
    (ROUT, "- Nasdaq Composite: 19,341.83, down 3.07%"),
    (ROUT, "Broadcom did even worse than Nvidia and tumbled 17.4%."),
    (ROUT, "Apple rescued the Dow, the only one of the three to finish higher."),
    ("zh-huijin", "科创50未列。深证成指大涨6.22%。"),
    ("zh-huijin", "北向资金全天净买入126.05亿元。"),
    ("en-gilts", "Apple was the exception: its shares fell 1.3%."),
    (ANSWERS, "科创50涨17.88%，创业板指涨15.36%，北证50涨22.84%，后者冠绝全场。"),
    (RELIEF, "It was the second-best session on record for the Nasdaq, which rose 12.16%."),
    (
        FLOWS,
        "SoSoValue has the nine ether funds at $1.30 billion, roughly two fifths of what bitcoin drew, $3.24 billion.",
    ),
    (
        FLOWS,
        "Bitcoin funds took in $3.24 billion, SoSoValue says. IBIT had $1.82 billion, more than half of the total.",
    ),
    (POUND, "Sterling lost 1.2% to the euro, which bought 87.40 pence."),
    (POUND, "The Bank of England sees a contraction of 2.9%."),
    (POUND, "Economists polled by Reuters look for 200,000 new jobs in October."),
    (LOANS, "央行公布，M2余额329.94万亿元，同比增长8.8%；社融存量同比增长9.0%，增速比上月末高0.1个百分点。"),
    (LOANS, "# 七月\n\n央行公布了7月数据。\n\n**一、居民**\n\n住户贷款减少4893亿元。"),
    (LOANS, "信贷二十年来首次负增长：央行公布，人民币贷款减少500亿元。"),
    (DOVE, "CME“美联储观察”显示，9月降息25个基点的概率由前一天的75%升至91%。"),
    ("en-fedday", "| The dollar: close | 154.80 yen |"),
    ("zh-loushi", "| The fall in the number of cities in which prices of new homes rose | nine cities |"),
    ("en-softs", "Rabobank forecasts a cocoa surplus of 250,000 tons for 2025/26."),
    ("en-emfx", "Statistics South Africa: inflation came in at 2.8%, below the 2.9% expected in the Bloomberg survey."),
    ("en-hack", "Elliptic reckons that 337,900 coins of the stolen ether were swapped into bitcoin."),
    ("en-hack", "Total assets of Bybit shrank from $16.9 billion to $10.9 billion within a week, DefiLlama says."),
    ("zh-loushi", "国家统计局：70个城市里，新房价格环比上涨的有13个，比4月少9个。"),
    (DOVE, "美联储主席鲍威尔：“风险平衡的变化可能需要调整政策立场。”"),
]
"""Each event with a sentence that is true of it."""

FALSE = [
    (
        "en-softs",
        "Ghana farmers had sent 1.43 million tons of cocoa to ports, exporters estimate.",
        "1.43 million tons",
    ),
    (
        "en-softs",
        "Farmers had sent 1.43 million tons to Ivory Coast's ports by January 9, exporters estimate.",
        "January 9",
    ),
    ("en-emfx", "The Selic rate was left at 14.75%, economists polled by Reuters think.", "14.75%"),
    ("en-emfx", "South Africa's inflation came in at 2.8%, above the 2.9% that was forecast.", "above the"),
    ("en-hack", "Total assets of Bybit grew from $16.9 billion to $10.9 billion, DefiLlama says.", "$16.9 billion"),
    ("en-emfx", "EPFR counts $430 million of inflows into equity funds.", "$430 million"),
    ("en-sterling", "The euro fell 2.1% to $1.1156.", "2.1%"),
    (WRAP, "| Index | Close | Points |\n|:--|--:|--:|\n| Nasdaq | 11,114.15 | -760.97 |", "-760.97"),
    ("zh-loushi", "国家统计局：三线城市新建商品住宅价格环比下降0.2%，二线城市下降0.3%。", "0.3%"),
    (RELIEF, "It was the best session on record for the Nasdaq, which rose 12.16%.", "best session on record"),
    (RELIEF, "Some 30 billion shares changed hands, the lightest volume in history.", "lightest volume in history"),
    (RELIEF, "| Index | Open |\n|:--|--:|\n| S&P 500 | 5,456.90 |", "5,456.90"),
    ("en-hundredk", "CoinGlass has $1.0998 billion, the biggest total of the quarter.", "biggest total of the quarter"),
    ("en-letter", "CoinShares has $225 million walking through the door in the week.", "in the week"),
    (FLOWS, "The nine solana funds are on SoSoValue's list.", "nine solana funds"),
    (LOANS, "央行公布，社会融资规模增量为1.16万亿元，比上月多3893亿元。", "3893亿元"),
    (LOANS, "信贷十年来首次负增长：央行公布，人民币贷款减少500亿元。", "十年来"),
    (DOVE, "沃勒：“风险平衡的变化可能需要调整政策立场。”", "风险平衡的变化可能需要调整政策立场"),
    (MEME, "GameStop more than tripled on the day: it finished 134.8% higher at $347.51.", "tripled"),
    (MEME, "Volume was 23.7 billion shares, the quietest day since 2007.", "quietest day since 2007"),
    (MEME, "Boeing sank 4.0% after a quarterly loss of $11.94 billion.", "quarterly"),
    (MEME, "The Fed said that it would keep buying at least $120 billion of bonds every week.", "every week"),
    (LETTER, "Bitcoin bottomed at $49,050, a price last seen in mid-May.", "last seen in mid-may"),
    (LETTER, "Bitcoin peaked at $49,050.", "$49,050"),
    (LETTER, "Over thirty days Bitcoin is still down 19%.", "Over thirty days"),
    (WRAP, "Consumer prices climbed 7.7% in the year to November, the Labor Department said.", "November"),
    (WRAP, "Consumer prices climbed 7.7%, the Labor Department said, and August had shown 8.2%.", "August"),
    (WRAP, "Continuing jobless claims came to 225,000, the Labor Department said.", "225,000"),
    (WRAP, "Rates are not the story. Lucid outdid them all with a gain of 17.4%.", "17.4%"),
    (
        WRAP,
        'Neel Kashkari kept calm: "one month of data does not a victory make".',
        "one month of data does not a victory make",
    ),
    (THREAD, "Reserves are $1.238 trillion as of June, by the Ministry of Finance's count.", "June"),
    (THREAD, "The S&P 500 leapt 2.37% to 3,752.75 to complete a month of +4.7%.", "month of"),
    (THREAD, "US twos hit 4.34% on Friday.", "4.34%"),
    (THREAD, "The Bank of Japan sold another ¥250 billion of bonds.", "¥250 billion"),
    (METALS, "就在前一天，现货黄金还站上过4381.21美元的历史低位。", "4381.21美元"),
    (METALS, "央行数据显示，黄金储备已连续11个月减持。", "11个月"),
    (METALS, "据CME“美联储观察”，12月降息25个基点的概率为98.9%。", "12月"),
    (METALS, "高盛预计2025年底金价将达4900美元。", "2025年"),
    (ANSWERS, "五粮液大涨6.4%。", "6.4%"),
    (ANSWERS, "科创50涨17.88%，创业板指涨15.36%，北证50涨22.84%，后者全场垫底。", "垫底"),
    (ANSWERS, "央行的互换便利，首期已投放5000亿元。", "5000亿元"),
    (METALS, "白银重挫7.1%至48.71美元，是2021年2月以来最好的一天。", "以来最好"),
    (METALS, "今年以来，金价累计涨幅仍有57%以上。", "57%以上"),
    (MEME, "Volume is 23.7 billion shares, against a 50-session average of 14.2 billion.", "50-session average"),
    (WRAP, "Amazon rose 12.2%, Meta 10.3% and Apple 8.9%. Rivian trailed them all with a pop of 17.4%.", "trailed"),
    (WRAP, "The odds of a half-point increase by the Fed next week are about 85%, CME's FedWatch shows.", "next week"),
    (THREAD, "Ether? A yawn: +0.6% at $19,170.", "$19,170"),
    ("en-closingnote", "The Dow is at 36,488.63, and it has never finished lower.", "never finished lower"),
    ("en-closingnote", "The Dow put together its ninth advance on the bounce.", "ninth advance on the bounce"),
    (
        "en-outflowfaq",
        "Farside Investors has $174.5 million entering the US spot Bitcoin funds on Monday.",
        "$174.5 million",
    ),
    (
        "en-results",
        "IBM's sales of $18.18 billion fell short of the $18.46 billion that FactSet's poll had shown.",
        "FactSet",
    ),
    ("en-mining", "According to Bernstein's Reginald Smith, miners lost some $3 billion of market value.", "Bernstein"),
    ("en-yenthread", "Reserves are $1.238 trillion, data from the IMF show.", "IMF"),
    ("en-shutdown", "Silver had a quiet day. The June future closed at $1,687.80.", "$1,687.80"),
    (CHIPS, "The margin widened to 75.1% from 78.4%, Nvidia said.", "75.1% from 78.4%"),
    (CHIPS, "Nvidia lost 6.9% before the open.", "6.9%"),
    (CHIPS, "LSEG sees revenue of $32.5 billion in the third quarter.", "LSEG"),
    (CHIPS, "Nvidia's revenue in the quarter to April came to $30.04 billion.", "April"),
    (CHIPS, "Nvidia's revenue came to $30.04 billion, 122% less than a year ago.", "122%"),
    (ROUT, "- Nasdaq 100: 19,341.83, down 3.07%", "19,341.83"),
    (ROUT, "Apple rescued the Dow, the only one of the three to finish lower.", "finish lower"),
    ("zh-huijin", "深证成指未列。科创50大涨6.22%。", "6.22%"),
    ("zh-huijin", "南向资金全天净买入126.05亿元。", "126.05亿元"),
    ("en-gilts", "Tesla was the exception: its shares fell 1.3%.", "1.3%"),
    ("en-gilts", "The Bank of England said it would buy up to £5 billion a week of them.", "a week"),
    ("en-results", "Management now has earned 55 cents a share.", "55 cents"),
    ("en-liveblog", "Governor Christopher Waller wanted 25 basis points.", "Christopher Waller"),
]
"""Each event with a sentence that is false of it, and what of it is told."""


@pytest.mark.parametrize(("event", "text"), TRUE)
def test_a_true_sentence_passes(event: str, text: str) -> None:
    assert flagged(text, foreign_matter(event)) == []


@pytest.mark.parametrize(("event", "text", "slip"), FALSE)
def test_a_slip_of_one_word_is_told(event: str, text: str, slip: str) -> None:
    told = [words.casefold() for words, _ in flagged(text, foreign_matter(event))]
    assert any(slip.casefold() in words or words in slip.casefold() for words in told), told
