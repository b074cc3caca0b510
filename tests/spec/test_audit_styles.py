"""What other desks write in styles of their own, true and false, on the events of their texts.

A wire with tickers in brackets, a wrap of bonds and currencies, inventories, results, a post of a tracker, a table of
flows, a log of a day, a note with a target, an expiry of options, European shares, grains, a note of a Monday.

`~` stands for the end of a line.
"""

from __future__ import annotations

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings
from support.foreign import foreign_matter

TABLE = """
# The calendar: a weekday stands with a date that is one.
tracker # supported # As of Monday, Dec. 30, open interest is $60 billion, CoinGlass shows.
tracker # date # As of Sunday, Dec. 30, open interest is $60 billion, CoinGlass shows.
redemptions # supported # SoSoValue counted net outflows of about $316 million in the week to Feb. 20 (Friday).
redemptions # date # SoSoValue counted net outflows of about $316 million in the week to Feb. 20 (Thursday).

# The clock: figures are as of an hour that is theirs, and no log has them before.
tracker # supported # As of 10:00 UTC, liquidations came to $311.53M, CoinGlass shows.
tracker # date # As of 22:00 UTC, liquidations came to $311.53M, CoinGlass shows.
pumps # supported # As of 1:10 p.m. in New York, Brent was at $107.02.
pumps # date # As of 3:10 p.m. in New York, Brent was at $107.02.
pumps # supported # As of 17:10 UTC, Brent was at $107.02.
pumps # supported # As of 3:10 p.m. Moscow time, Brent was at $107.02.
blog # supported # 12:05 The S&P 500 is at 5,773.32.
blog # date # 10:30 The S&P 500 is at 5,773.32.

# Where a move began lies one window before.
bell # supported # The Conference Board's consumer confidence index rose to 111.7 from 109.6 a month earlier.
bell # date # The Conference Board's consumer confidence index rose to 111.7 from 109.6 a year earlier.
blog # supported # The 10-year Treasury yield is at 4.209%. On Monday it closed at 4.178%.
blog # date # The 10-year Treasury yield is at 4.209%. On Friday it closed at 4.178%.
pumps # supported # Energy Information Administration:~~In the week before, gasoline stocks rose by 5.8 million barrels.
pumps # date # Energy Information Administration:~~In the month before, gasoline stocks rose by 5.8 million barrels.
redemptions # supported # The previous week's outflow was $360 million, SoSoValue says.
redemptions # date # The previous month's outflow was $360 million, SoSoValue says.
products # supported # Volumes are a far cry from March's $40 billion, CoinShares says.
products # date # Volumes are a far cry from April's $40 billion, CoinShares says.
pumps # supported # The low of WTI, $90.58, dates from last Thursday.
pumps # date # The low of WTI, $90.58, dates from last Tuesday.
bell # date # Sales of new homes sank 17.3% in July to 610,000, public data show.

# A day without a number is one of a move of the records; a market that was shut has none.
gilts # supported # Gilts soared on Wednesday after the Bank of England said it would buy gilts.
gilts # date # Gilts soared on Thursday after the Bank of England said it would buy gilts.
curve # supported # U.S. Treasury yields dropped on Tuesday.
curve # date # U.S. Treasury yields dropped on Wednesday.
redemptions # supported # Spot Bitcoin ETFs lost $105 million on Tuesday, SoSoValue says. Markets were shut on Monday.
redemptions # supported # Since the start in January 2024 about $54 billion came in, and 12 funds hold it (SoSoValue).
bullion # supported # Gold traded at $2,931. The People's Bank of China added gold in January.
bullion # date # Gold traded at $2,931. The People's Bank of China added gold in November.

# How long something has gone on, and how far back a high is one.
redemptions # supported # It was the fifth straight week of outflows.
redemptions # word # It was the eighth straight week of outflows.
fedday # supported # The dollar index closed at 108.26, a two-year high.
fedday # word # The dollar index closed at 108.26, a five-year high.

# Places, sides and markets, without a number of their own.
tracker # supported # OKX took second place with $79.50M and Bybit was third with $52.87M, CoinGlass shows.
tracker # word # OKX took second place with $79.50M and Bybit was first with $52.87M, CoinGlass shows.
tracker # supported # It cost both camps dearly, but the bulls far more.
tracker # name # It cost both camps dearly, but the bears far more.
bell # supported # Wall Street ended higher, and the S&P 500 gained 0.57%.
bell # sign # Wall Street ended lower, and the S&P 500 gained 0.57%.
rout # supported # Stocks fell. The S&P 500 lost 3%.
rout # sign # Stocks rose. The S&P 500 lost 3%.
rout # supported # Tech stocks rose. The S&P 500 lost 3%.
curve # supported # Treasury yields fell. Bonds rose.
curve # sign # Treasury yields rose.
curve # sign # Bonds fell.
bell # supported # The Dow had been more than 300 points in the red.
bell # sign # The Dow had been more than 300 points in the black.
blog # supported # Four in five S&P 500 stocks are falling.
blog # sign # Four in five S&P 500 stocks are rising.
pumps # supported # | Contract | Day's low |~|---|---|~| WTI | $98.19 |
pumps # sign # | Contract | Day's high |~|---|---|~| WTI | $98.19 |

# What is beside a number, or of another kind, denies it nothing.
fedday # supported # The two-year yield, which follows the Fed most closely, rose 10.98 basis points to 4.3545%.
curve # supported # The 10-year yield is 1.5672%. After the auction it touched 1.564%.
fedday # supported # The greenback firmed 0.9% to 154.80 yen, hours before the Bank of Japan decides.
fedday # supported # The 10-year yield moved in a range of 4.3790% to 4.5220%.
fedday # overprecise # The 10-year yield moved in a range of 4.3970% to 4.5220%.
tracker # supported # Biggest single order: $8.21M, BTCUSDT on Binance, by CoinGlass's count.
tracker # supported # Traders liquidated: 132,800, by CoinGlass's count.
results # supported # IBM's sales of $18.18 billion fell short of the $18.46 billion that Refinitiv's poll had shown.
bullion # supported # Goldman Sachs now sees gold at $3,100 an ounce at the end of 2025.
bullion # name # Goldman Sachs now sees silver at $3,100 an ounce at the end of 2025.
results # supported # For the second quarter Netflix guides to 55 cents a share.
results # date # For the third quarter Netflix guides to 55 cents a share.
results # as_fact # For the second quarter Netflix earned 55 cents a share.
results # supported # IBM earned $2.25 a share, three cents better than thought.
results # outside # IBM earned $2.25 a share, three cents worse than thought.
results # outside # IBM earned $2.25 a share, five cents better than thought.
blog # supported # By public data, the US doubled the extra levy on China to 20%.
blog # word # By public data, the US halved the extra levy on China to 20%.
blog # supported # By public data, the US put duties of 25% on Canada and Mexico.
blog # name # By public data, the US put duties of 25% on Brazil and India.

# Fractions, contracts, runs of one kind, and where something stood before.
grains # supported # September Chicago wheat closed 9¾ cents higher at $5.18¼ a bushel.
grains # outside # September Chicago wheat closed 9¾ cents higher at $5.81¼ a bushel.
expiry # supported # In Bitcoin there are 72,716 calls, by Deribit data.
frankfurt # supported # Bayer topped the DAX with a gain of 4%.
frankfurt # supported # Euro zone producer prices rose 0.7% year on year, Eurostat said.
frankfurt # name # Euro zone producer prices rose 0.7% month on month, Eurostat said.
frankfurt # supported # German factory orders: March's jump was revised to 3.4%.
frankfurt # date # German factory orders surprised. February's jump was revised to 3.4%.
grains # supported # USDA put new-crop sales of corn at 3.16 million tonnes for the week ended July 31.
grains # name # USDA put old-crop sales of corn at 3.16 million tonnes.
grains # supported # Wheat closed at $5.1825. Tomorrow: nothing. On Tuesday the USDA updates its tables.
mondaynote # supported # Open interest in Bitcoin futures, CoinDesk says, has shrunk to $16 billion.
mondaynote # sign # Open interest in Bitcoin futures, CoinDesk says, has swelled to $16 billion.
mondaynote # supported # Open interest in Bitcoin futures was $19 billion a week ago, CoinDesk says.
mondaynote # date # Open interest in Bitcoin futures was $19 billion a month ago, CoinDesk says.
mondaynote # supported # Bitcoin is 2.8% lower than 24 hours ago, CoinDesk says.
mondaynote # date # Bitcoin is 2.8% lower than 48 hours ago, CoinDesk says.
mondaynote # supported # CoinDesk: last week's low in Bitcoin, around $60,000, has not been tested.
mondaynote # date # CoinDesk: last month's low in Bitcoin, around $60,000, has not been tested.
mondaynote # sign # CoinDesk: last week's high in Bitcoin, around $60,000, has not been tested.
mondaynote # supported # Monday morning note~~CoinGlass counts $397 million, as of Feb. 9.
mondaynote # date # Thursday morning note~~CoinGlass counts $397 million, as of Feb. 9.
mondaynote # date # Monday morning note~~CoinGlass counts $397 million.~~As of 11:00 UTC, Feb. 6.
mondaynote # supported # Ether is off about 5%.~~Sources: CoinDesk, CoinGlass
mondaynote # unattributed # Ether is off about 5%.~~Sources: CoinGlass
"""
ROWS = [tuple(part.strip() for part in line.split("#", 2)) for line in TABLE.splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_a_style_is_read_as_its_desk_means_it(event: str, verdict: str, text: str) -> None:
    found = [finding.verdict.value for finding in findings(text.replace("~", "\n"), foreign_matter(f"en-{event}"))]
    wrong = [each for each in found if not Verdict(each).is_sound]
    assert verdict in (wrong or ["supported"]), found
