"""What an article says of small records, sentence by sentence: a table for those who write the templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator.render.choices import Turn
from support.events import DAY
from support.variants import editions, prose

if TYPE_CHECKING:
    from pathlib import Path

HEAD = f"""{DAY}\
liquidations:
  total:
    said:
      CoinGlass: $300 million
"""

AT = "prices:\n  x:\n    asset: US crude\n    said:\n      Dan: up 3%\n    {}:\n      said:\n        Dan: {}\n"
BROKE = "prices:\n  btc:\n    asset: BTC\n    said:\n      CoinGlass: up 1%\n    broke:\n      said:\n"
MOVES = "prices:\n  btc:\n    asset: BTC\n    said:\n      unnamed: {}\n    circulating:\n      unnamed 2: {}\n"
SENTENCES = [
    (
        "a bound of the close keeps its part of the day",
        AT.format("close", "more than $77 a barrel"),
        "settled above $77 a barrel",
        "went ",
    ),
    (
        "a bound of the open keeps its part of the day",
        AT.format("open", "less than $77 a barrel"),
        "opened below $77 a barrel",
        "went ",
    ),
    (
        "a bound of the high keeps its part of the day",
        AT.format("high", "more than $77 a barrel"),
        "had a high above $77 a barrel",
        "went ",
    ),
    (
        "a bound of the price keeps its part of the day",
        AT.format("price", "more than $77 a barrel"),
        "stood above $77 a barrel",
        "went ",
    ),
    (
        "an estimate beside the total is told once, whose it is with it",
        "  all:\n    estimated:\n      Dan: $2 billion to $3 billion\n",
        "Dan estimated it at $2 billion to $3 billion.",
        "n estimated $2 billion to $3 billion of",
    ),
    (
        "a part that is larger than the whole is told once",
        "  kraken:\n    venue: Kraken\n    said:\n      Dan: $340 million\n",
        "Dan counted $340 million for positions on Kraken alone, which is more than the whole.",
        "accounted for $340",
    ),
    (
        "windows in words that cannot follow a clause stand in parentheses",
        "prices:\n  btc:\n    asset: BTC\n    window: an average March\n    said:\n      CoinGlass: up 12%\n",
        "Bitcoin rose 12% (an average March)",
        "12% an average",
    ),
    (
        "windows in words that open with a preposition flow on",
        "prices:\n  btc:\n    asset: BTC\n    window: since last year\n    said:\n      CoinGlass: up 12%\n",
        "Bitcoin rose 12% since last year",
        "(since",
    ),
    (
        "a count has its noun once",
        "macro:\n  funds:\n    what: listed funds\n    said:\n      CoinGlass: 9 funds\n",
        "Listed funds numbered nine",
        "nine funds",
    ),
    (
        "a change of a count has its noun once",
        "macro:\n  funds:\n    what: listed funds\n    said:\n      CoinGlass: down 12 funds\n",
        "Listed funds fell by 12",
        "12 funds",
    ),
    (
        "the bound of an estimate stands before it",
        "macro:\n  hits:\n    what: listed funds\n    estimated:\n      CoinGlass: more than 40 funds\n",
        "Listed funds numbered more than an estimated 40",
        "estimated more than",
    ),
    (
        "a name that may be a plural takes a verb that agrees with any",
        "  kraken:\n    venue: Kraken\n    said:\n      CoinGlass: $150 million\n      Poor sites: $125 million\n",
        "CoinGlass put it at $150 million and Poor sites at $125 million.",
        "sites has",
    ),
    (
        "data have no article before them",
        "".join(
            f"{kind}:\n  a:\n    what: {what}\n    said:\n      the Federal Reserve: 2.6%\n"
            for kind, what in (("macro", "core prices"), ("positions", "basis"))
        ),
        "ederal Reserve",
        "the Federal Reserve data show",
    ),
    (
        "a rise beside a fall is a thing",
        MOVES.format("down 1%", "up 1.5%"),
        "a rise of 1.5%",
        "up 1.5%",
    ),
    (
        "a fall beside a rise is a thing",
        MOVES.format("up 8%", "down 1.5%"),
        "a fall of 1.5%",
        "down 1.5%",
    ),
    (
        "what disputes a move stands beside it and before the close",
        MOVES.format("down 1%", "up 1.5%") + "    close:\n      said:\n        CoinGlass: $60,065\n",
        "a rise of 1.5%, from another unnamed source. Bitcoin closed at $60,065",
        "It closed",
    ),
    (
        "a forecast of two is told once, by those who make it",
        (
            "macro:\n  close:\n    what: Bitcoin's close\n    forecast:\n"
            "      CoinGlass: $95,000\n      CoinAnk: $120,000\n"
        ),
        "CoinGlass forecast Bitcoin’s close at $95,000 and CoinAnk at $120,000.",
        "CoinGlass counts",
    ),
    (
        "a move without an amount says so, in plain words",
        "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: down\n",
        "Bitcoin fell; no source gives the amount.",
        "an amount that no source gives",
    ),
    (
        "several values in circulation are one sentence",
        "    circulating:\n      unnamed 1: $355 million\n      unnamed 2: $527 million\n",
        "Figures of $355 million and $527 million are also in circulation.",
        "So is",
    ),
    (
        "a price above its level is no fall",
        (
            "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: up 0.2%\n"
            "    broke:\n      said:\n        market data: below $70,000, briefly\n"
        ),
        "Bitcoin rose 0.2%, though it briefly went below $70,000.",
        "rose 0.2% and briefly fell",
    ),
    (
        "a loss that is a share of something is named once",
        (
            "accounts:\n  trust:\n    who: Northgate Trust\n    what: unrealised loss\n    share:\n      of: its cost\n"
            "      said:\n        CoinGlass: 64%\n"
        ),
        "The unrealized loss of Northgate Trust came to 64% of its cost",
        "a loss of 64%",
    ),
    (
        "options of an asset are not all of it",
        (
            "  opts:\n    asset: BTC\n    instrument: options\n    said:\n      CoinGlass: $20 million\n"
            "  eth:\n    asset: ETH\n    said:\n      CoinGlass: $30 million\n"
        ),
        "Bitcoin options positions",
        "Bitcoin came to",
    ),
    (
        "a quotation has one full stop",
        "statements:\n  gov:\n    who: Dan Field\n    kind: quote\n    quote: We will go slowly.\n",
        "We will go slowly",
        "slowly.,",
    ),
    (
        "a flow without an amount has its window in the same sentence",
        "flows:\n  ibit:\n    asset: BTC\n    fund: IBIT\n    said:\n      CoinGlass: outflow\n",
        "IBIT had net outflows of an unstated amount",
        "gives the amount",
    ),
    (
        "what stands at a moment has no hours to state",
        (
            "positions:\n  oi:\n    what: open interest\n    asset: BTC\n"
            "    said:\n      CoinGlass: $60 billion\n      CoinAnk: $61 billion\n"
        ),
        "Open interest in Bitcoin stood at $60 billion to $61 billion",
        "$61 billion within 24 hours",
    ),
    (
        "levels on which sources differ are given and not put at below one",
        f"{BROKE}        CoinGlass: below $80,000\n        Dan: below $20,000\n",
        "CoinGlass gave below $80,000 for the level and Dan below $20,000.",
        "at below",
    ),
    (
        "what is awaited is named as what it is",
        f"{BROKE}        Dan: not reported\n      circulating:\n        Poor: below $250\n",
        "The figure for the level that Bitcoin broke is not reported yet",
        "Bitcoin was not yet",
    ),
    (
        "of sources too far apart no sentence gives what they do not give",
        (
            "accounts:\n  fund:\n    who: Northgate Trust\n    what: gain\n    said:\n"
            "      Dan: $2 million\n      Poor: $90 million\n"
        ),
        "No one figure can be given for the gain of Northgate Trust: the sources lie too far apart.",
        "no source gives the amount",
    ),
    (
        "what a forecast starts from is no forecast of its own",
        "macro:\n  note:\n    what: the 10-year yield\n    forecast:\n      Dan: from 4.1% to 4.3%\n",
        "forecast the 10-year yield at 4.3%, after 4.1% before",
        "yield at 4.1%",
    ),
    (
        "a forecast of a change says which way",
        "positions:\n  vol:\n    what: volume\n    forecast:\n      Dan: up 40%\n",
        "forecast volume up 40%",
        "40% for volume",
    ),
    (
        "an unconfirmed change without an amount is spoken of",
        "positions:\n  rate:\n    what: funding\n    rumoured:\n      Dan: down\n",
        "carried by Dan only, speaks of the fall in funding without an amount",
        "not available",
    ),
    (
        "what left a venue without an amount left it all the same",
        "flows:\n  gate:\n    asset: BTC\n    venue: Gate.io\n    said:\n      Dan: outflow\n",
        "Bitcoin left Gate.io",
        "not available",
    ),
    (
        "a gross outflow of a venue left it",
        "flows:\n  gate:\n    venue: Gate.io\n    outflow:\n      said:\n        Dan: $7 million\n",
        "$7 million, gross, left Gate.io",
        "onto Gate.io",
    ),
    (
        "opinions on a level give it and put it at nothing",
        (
            "levels:\n  risk:\n    asset: BTC\n    price:\n      opinion:\n"
            "        Dan: above $90,000\n        Poor: above $95,000\n"
        ),
        "Dan takes the view that the level for Bitcoin is above $90,000 and Poor above $95,000.",
        "at above",
    ),
    (
        "an estimate is a range of its own and lies between nothing",
        "    accounts:\n      estimated:\n        CoinGlass: 1,200 accounts\n        CoinAnk: 1,400 accounts\n",
        "stimated 1,200 to 1,400 accounts",
        "stimated between",
    ),
    (
        "an estimate of no change is estimated, and not in its window",
        "prices:\n  btc:\n    asset: BTC\n    estimated:\n      CoinGlass: 0%\n",
        "Bitcoin is estimated to have been unchanged",
        "by an estimate",
    ),
    (
        "a gain that is awaited has no amount that nobody gives",
        "accounts:\n  fund:\n    who: Northgate Trust\n    what: gain\n    rumoured:\n      Dan: not reported\n",
        "Not reported yet: the gain of Northgate Trust.",
        "to have gained",
    ),
    (
        "a level that is awaited is no price to fall to",
        (
            "levels:\n  risk:\n    asset: BTC\n    side: long\n    said:\n      Dan: $3 million\n"
            "    price:\n      said:\n        Dan: not reported\n"
        ),
        "$3 million of Bitcoin longs stood to be liquidated",
        "Should Bitcoin fall",
    ),
    (
        "a level without an amount is no move that has been",
        "levels:\n  risk:\n    asset: BTC\n    price:\n      said:\n        Dan: above $90,000\n",
        "The level given for Bitcoin is above $90,000",
        "Bitcoin rose",
    ),
    (
        "a level that somebody estimates is said as an estimate",
        (
            "levels:\n  risk:\n    asset: BTC\n    side: long\n    said:\n      Dan: $3 million\n"
            "    price:\n      estimated:\n        Dan: below $80,000\n"
        ),
        "Should Bitcoin fall below an estimated $80,000, $3 million of longs would be liquidated",
        "fall below $80,000",
    ),
    (
        "a change of a number without a unit is one in points",
        (
            "macro:\n  mood:\n    what: consumer confidence\n    said:\n      CoinGlass: down more than 9.8\n"
            "    rumoured:\n      Dan: down 12\n      Poor: down more than 15\n"
        ),
        "Consumer confidence fell more than 9.8 points",
        "confidence fell above",
    ),
    (
        "what others say of a change is said of the change and not of the level",
        (
            "macro:\n  mood:\n    what: consumer confidence\n    said:\n      CoinGlass: down more than 9.8\n"
            "    rumoured:\n      Dan: down 12\n"
        ),
        "puts the fall at 12 points",
        "puts consumer confidence at",
    ),
    (
        "an index that stands where it stood came from nowhere",
        "sentiment:\n  mood:\n    said:\n      CoinGlass: from 30 to 30\n",
        "The sentiment index came to 30, after 30 before",
        "went from",
    ),
    (
        "the coins of a rumour stand beside its money",
        (
            "accounts:\n  whale:\n    who: a trader\n    what: transfer\n    asset: BTC\n"
            "    rumoured:\n      Dan: 810 BTC = $70 million\n"
        ),
        "that a trader moved $70 million (810 BTC)",
        "puts the transfer",
    ),
    (
        "an opinion is that of whom its source quotes",
        "macro:\n  note:\n    what: the 10-year yield\n    opinion:\n      Dan: 4.3% quoting Poor\n",
        "In the opinion of Poor, the 10-year yield comes to 4.3%",
        "opinion of Dan",
    ),
    (
        "why two counts differ stands behind them, and forecasts of one thing are one sentence",
        (
            "macro:\n  a:\n    what: the revenue of Northgate\n    said:\n      CoinGlass: $1.3 billion\n"
            "      CoinAnk: $1.2 billion\n    forecast:\n      Dan: $1.5 billion\n      Poor: $1.6 billion\n"
            "    differ: One leaves out fees.\n"
        ),
        "One leaves out fees. Dan had forecast $1.5 billion and Poor $1.6 billion.",
        "$1.6 billion. One leaves",
    ),
    (
        "counts of accounts that differ have their noun once each",
        "    accounts:\n      said:\n        Poor: 1,200 accounts\n        Dan: 2,400 accounts\n",
        "Poor counted 1,200 accounts and Dan 2,400 accounts.",
        "number of accounts at",
    ),
    (
        "what of an asset left a venue is said of the money",
        "flows:\n  gate:\n    asset: ETH\n    venue: Gate.io\n    said:\n      Dan: outflow $7 million\n",
        "$7 million in Ether left Gate.io",
        "$7 million left",
    ),
    (
        "a part that somebody else gives is a sentence of its own",
        (
            "accounts:\n  a:\n    who: Northgate\n    what: transfer\n    asset: ETH\n    said:\n"
            "      CoinGlass: $7 million\n    share:\n      of: its coins\n      said:\n        Dan: 40%\n"
        ),
        "That is 40% of its coins, according to Dan.",
        "$7 million, 40%",
    ),
    (
        "of nothing nothing is closed",
        "  kraken:\n    venue: Kraken\n    said:\n      Dan: none\n",
        "Kraken",
        "$0 of positions",
    ),
    (
        "the number of something does not number",
        "macro:\n  a:\n    what: the number of dissenting votes\n    said:\n      Dan: 1 vote\n",
        "The number of dissenting votes came to one",
        "numbered",
    ),
    (
        "a count in words keeps its bound",
        "macro:\n  a:\n    what: listed funds\n    said:\n      CoinGlass: at least 5 funds\n",
        "Listed funds numbered at least five",
        "five funds numbered",
    ),
    (
        "a change of a count has its noun once at both ends",
        "macro:\n  a:\n    what: monthly users\n    said:\n      Dan: from 8.8 million users to 7.4 million users\n",
        "Monthly users fell to 7.4 million from 8.8 million",
        "million users from",
    ),
    (
        "a day of the week is a time that flows on",
        "accounts:\n  a:\n    who: Northgate\n    what: loss\n    window: Saturday\n    said:\n      Dan: $7 million\n",
        "$7 million on Saturday",
        "(Saturday",
    ),
    (
        "so many days in a row are a time for which",
        "prices:\n  eth:\n    asset: ETH\n    window: the third day running\n    said:\n      CoinGlass: up 2%\n",
        "Ether rose 2% for the third day running",
        "(the third",
    ),
    (
        "a body whose initials own a rate is named once",
        (
            "macro:\n  a:\n    what: the BoE's policy rate\n    who: Bank of Elba\n    said:\n"
            "      Bank of Elba: from 4% to 3.75%\n"
        ),
        "Bank of Elba cut its policy rate to 3.75% from 4%",
        "cut the BoE",
    ),
    (
        "what is named a forecast is not forecast once more",
        "macro:\n  a:\n    what: the bank's forecast of inflation\n    forecast:\n      Dan: 1.6%\n",
        "The bank’s forecast of inflation came to 1.6%",
        "forecast the bank",
    ),
    (
        "a price, a low and a high are two links",
        (
            "prices:\n  sol:\n    asset: SOL\n    price:\n      said:\n        Dan: $101\n    low:\n      said:\n"
            "        Dan: $97\n    high:\n      said:\n        Dan: $104\n"
        ),
        " and reached a low of $97 and a high of $104.",
        "$101, reached",
    ),
    (
        "what several claim they claimed",
        "statements:\n  a:\n    who: people familiar with the talks\n    kind: claim\n    text: a pause is likely\n",
        "People familiar with the talks claimed that a pause is likely.",
        "claims",
    ),
    (
        "words are said in a letter and at a meeting",
        "statements:\n  a:\n    who: Northgate\n    kind: quote\n    quote: We hold.\n    where: a letter to owners\n",
        "in a letter to owners",
        "via",
    ),
    (
        "a stock and its change are one move to a level",
        (
            "macro:\n  move:\n    what: crude stocks\n    window: week to 2026-03-03\n    said:\n"
            "      Dan: down 3.8 million barrels\n"
            "  level:\n    what: crude stocks\n    window: 2026-03-03\n    said:\n      Dan: 419.1 million barrels\n"
        ),
        "Crude stocks fell 3.8 million barrels to 419.1 million barrels",
        "against 419.1",
    ),
    (
        "an index and a rate of exchange keep the zeros that they were given in",
        (
            "prices:\n  sp:\n    asset: S&P 500\n    said:\n      CoinGlass: up 1%\n"
            "    close:\n      said:\n        CoinGlass: 6,512.30\n"
        ),
        "closed at 6,512.30",
        "6,512.3 ",
    ),
    (
        "a plan comes before a rumour of it",
        (
            "macro:\n  cargo:\n    what: the oil to be handed over\n    planned:\n      Dan: 30 million barrels\n"
            "    rumoured:\n      Poor: 60 million barrels\n"
        ),
        "An unconfirmed report, carried by Poor, puts",
        "carried by Poor only",
    ),
    (
        "Bank Rate is cut and does not fall by itself",
        "macro:\n  a:\n    what: Bank Rate\n    who: Dan\n    said:\n      Dan: from 4.25% to 4%\n",
        "Dan cut Bank Rate to 4% from 4.25%",
        "Bank Rate fell",
    ),
    (
        "the volume of spot markets is spot volume",
        (
            "positions:\n  v:\n    what: volume\n    asset: BTC\n    instrument: spot\n    said:\n"
            "      CoinGlass: $6 billion\n"
        ),
        "Spot volume in Bitcoin came to $6 billion",
        "Bitcoin spot",
    ),
    (
        "sources on both sides of zero are told as both",
        "prices:\n  btc:\n    asset: BTC\n    said:\n      Dan: up 2.9%\n      CoinGlass: down 0.4%\n",
        "Bitcoin rose or fell, depending on the source: between a 0.4% fall and a 2.9% rise",
        "was between",
    ),
    (
        "moves of one asset in several windows are one sentence, two windows in each",
        "prices:\n"
        + "".join(
            f"  btc_{days}:\n    asset: BTC\n    window: {days}d\n    said:\n      Dan: {move}\n"
            for days, move in ((7, "up 1.1%"), (30, "up 8.7%"), (90, "down 4%"))
        ),
        "Bitcoin rose 1.1% within seven days and 8.7% within 30 days",
        "Bitcoin rose 8.7%",
    ),
    (
        "venues of one source are one sentence, the largest four first",
        "positions:\n"
        + "".join(
            f"  v{n}:\n    what: open interest\n    asset: BTC\n    venue: Venue{n}\n    said:\n"
            f"      Dan: ${n} billion\n"
            for n in range(1, 7)
        ),
        "$6 billion on Venue6, $5 billion on Venue5, $4 billion on Venue4 and $3 billion on Venue3",
        "Open interest in Bitcoin on",
    ),
    (
        "what went into a fund and out of it is one sentence",
        (
            "flows:\n  a:\n    asset: BTC\n    fund: IBIT\n    inflow:\n      said:\n        Dan: $30 million\n"
            "    outflow:\n      said:\n        Dan: $5 million\n"
        ),
        "IBIT had gross inflows of $30 million and gross outflows of $5 million",
        "IBIT had gross outflows",
    ),
    (
        "the days of one fund are a list",
        "flows:\n"
        + "".join(
            f"  d{n}:\n    asset: BTC\n    fund: IBIT\n    window: 2026-02-0{n}\n    said:\n"
            f"      Dan: {way} ${n} million\n"
            for n, way in ((2, "inflow"), (3, "inflow"), (4, "outflow"))
        ),
        "$2 million on Feb. 2 and $3 million on Feb. 3, then had net outflows of $4 million on Feb. 4",
        "IBIT had net",
    ),
    (
        "what a fund took in is money and tonnes at once",
        (
            "flows:\n  a:\n    asset: gold\n    said:\n      Dan: inflow $17 million\n"
            "  b:\n    asset: gold\n    said:\n      Dan: inflow 145 tonnes\n"
        ),
        "Gold funds took in $17 million (145 tonnes)",
        "and gold funds",
    ),
    (
        "holdings are money and tonnes at once",
        (
            "positions:\n  a:\n    what: holdings\n    asset: gold\n    said:\n      Dan: $472 billion\n"
            "  b:\n    what: holdings\n    asset: gold\n    said:\n      Dan: 3,838 tonnes\n"
        ),
        "Holdings of gold stood at $472 billion, or 3,838 tonnes",
        "stood at 3,838",
    ),
    (
        "what one account lost in several assets is one sentence",
        "accounts:\n"
        + "".join(
            f"  {asset.lower()}:\n    who: Northgate\n    what: loss\n    asset: {asset}\n    said:\n"
            f"      Dan: {amount} {asset}\n"
            for asset, amount in (("stETH", "90,376"), ("cmETH", "15,000"))
        ),
        "90,376 stETH and 15,000 cmETH",
        "StETH",
    ),
    (
        "a holding says from where it came",
        (
            "accounts:\n  a:\n    who: Northgate\n    what: holding\n    said:\n"
            "      Dan: from $16.9 billion to $11.2 billion\n"
        ),
        "Northgate held $11.2 billion, down from $16.9 billion",
        "Northgate held.",
    ),
    (
        "sources of one value are named together",
        (
            "accounts:\n  a:\n    who: Northgate\n    what: loss\n    said:\n      Dan: $1.4 billion\n"
            "      CoinGlass: $1.46 billion\n      Poll Street: $1.46 billion\n"
        ),
        "CoinGlass and Poll Street each at $1.46 billion",
        "CoinGlass at",
    ),
    (
        "a poll has an article",
        (
            "macro:\n  a:\n    what: gas in storage\n    said:\n      Dan: up 33 billion cubic feet\n"
            "    forecast:\n      Northgate poll: up 31 billion cubic feet\n"
        ),
        "The Northgate poll had forecast a rise of 31 billion cubic feet",
        "forecast Northgate poll",
    ),
    (
        "assets on one venue are one sentence",
        "positions:\n"
        + "".join(
            f"  {asset}:\n    what: put-call ratio\n    asset: {asset.upper()}\n    venue: Deribit\n"
            f"    instrument: options\n    said:\n      Dan: {ratio}\n"
            for asset, ratio in (("btc", "0.69"), ("eth", "0.41"))
        ),
        "The put-call ratio in options on Deribit stood at 0.69 for Bitcoin and 0.41 for Ether",
        "ratio in Ether",
    ),
    (
        "forecasts of one source are one sentence, each with what was forecast before",
        (
            "macro:\n  a:\n    what: the median rate\n    forecast:\n      Dan: from 3.4% to 3.9%\n"
            "  b:\n    what: inflation\n    forecast:\n      Dan: from 2.1% to 2.5%\n"
        ),
        "the median rate at 3.9%, after 3.4% before, and inflation at 2.5%, after 2.1%",
        "forecast inflation",
    ),
    (
        "a target range is cut as one",
        (
            "macro:\n  a:\n    what: the target range\n    who: Dan\n    said:\n"
            "      Dan: from 4.50% to 4.75% to 4.25% to 4.50%\n"
        ),
        "Dan cut the target range to between 4.25% and 4.50% from between 4.50% and 4.75%",
        "came to",
    ),
    (
        "a holding of money says in what",
        "accounts:\n  a:\n    who: Northgate\n    what: holding\n    asset: gold\n    said:\n      Dan: $8 billion\n",
        "Northgate held $8 billion of gold",
        "held $8 billion,",
    ),
    (
        "a planned move is planned, and whose the plan is stands once",
        (
            "macro:\n  a:\n    what: the reserve ratio\n    planned:\n      Dan: down 0.5 percentage points\n"
            "  b:\n    what: reserve ratios that are set by law\n    planned:\n      Dan: 7%\n"
        ),
        "The reserve ratio is planned to fall 0.5 percentage points",
        "ratio down",
    ),
    (
        "where a level came from is told of those alone who say so",
        (
            "macro:\n  supply:\n    what: the supply of stablecoins\n    said:\n"
            "      CoinGlass: from $304.5 billion to $307.8 billion\n      Dan: $311 billion\n"
        ),
        "The supply of stablecoins had come to $304.5 billion before",
        "rose to",
    ),
    (
        "where a level came from that all give alike is told with it",
        (
            "macro:\n  supply:\n    what: the supply of stablecoins\n    said:\n"
            "      CoinGlass: from $304.5 billion to $307.8 billion\n      Dan: $307.8 billion\n"
        ),
        "The supply of stablecoins rose to $307.8 billion from $304.5 billion, ",
        "earlier value",
    ),
    (
        "where an index came from is told of those alone who say so",
        "sentiment:\n  mood:\n    name: the Mood Index\n    said:\n      CoinGlass: from 21 to 42\n      Dan: 47\n",
        "The Mood Index had come to 21 before",
        "rose from",
    ),
    (
        "coins that more sources give than the money stand in a sentence of their own",
        (
            "flows:\n  onto:\n    asset: BTC\n    venue: Kraken\n    said:\n"
            "      CoinGlass: outflow 21,000 BTC = $2.4 billion\n      Dan: outflow 18,500 BTC\n"
        ),
        "18,500 to 21,000 BTC left Kraken. CoinGlass put the figure at 21,000 BTC and Dan at 18,500 BTC.",
        "(18,500",
    ),
    (
        "coins of an account that more sources give stand in a sentence of their own",
        (
            "accounts:\n  a:\n    who: a miner\n    what: transfer\n    said:\n"
            "      CoinGlass: 28 BTC = $3 million\n      Dan: 30 BTC\n"
        ),
        "A miner moved 28 to 30 BTC",
        "worth $3 million at the time",
    ),
    (
        "what came onto a venue for one and left it for another went neither way",
        (
            "flows:\n  onto:\n    asset: BTC\n    venue: Kraken\n    said:\n"
            "      CoinGlass: inflow $33 million\n      Dan: outflow $35 million\n"
        ),
        "Bitcoin moved onto Kraken or left it, depending on the source: between net outflows of $35 million",
        "a fall of",
    ),
    (
        "of two without a name the second is another",
        (
            "prices:\n  btc:\n    asset: BTC\n    said:\n      unnamed: down 1%\n"
            "    estimated:\n      unnamed 2: down 3%\n"
        ),
        "nother unnamed source",
        "One unnamed source estimates",
    ),
    (
        "supports of other days are told apart",
        (
            "levels:\n"
            "  a:\n    asset: BTC\n    role: support\n    window: 2026-03-03\n"
            "    price:\n      said:\n        CoinGlass: above $75,000\n"
            "  b:\n    asset: BTC\n    role: support\n    window: 30m\n"
            "    price:\n      said:\n        Dan: above $71,000\n"
        ),
        "above $75,000",
        "and for Bitcoin",
    ),
    (
        "ratios that differ by a tenth differ",
        (
            "positions:\n  puts:\n    what: put-call ratio\n    asset: BTC\n    instrument: options\n    said:\n"
            "      CoinGlass: 0.7\n      Dan: 0.76\n"
        ),
        "CoinGlass put it at 0.7 and Dan at 0.76.",
        "sources agree",
    ),
    (
        "a percentage that another source rounds is about that one",
        (
            "macro:\n  bund:\n    what: the 10-year Bund yield\n    said:\n      CoinGlass: 2.58%\n      Dan: 2.6%\n"
            "  bund_move:\n    what: the 10-year Bund yield\n    said:\n      CoinGlass: up 5 bps\n"
        ),
        "The 10-year Bund yield rose 5 basis points to about 2.6%",
        "2.58%",
    ),
    (
        "a body sets more rates than the policy rate",
        (
            "macro:\n  rate:\n    what: the deposit facility rate\n    who: European Central Bank\n    said:\n"
            "      European Central Bank: from 2.25% to 2%\n"
        ),
        "The European Central Bank cut the deposit facility rate to 2% from 2.25%",
        "rate fell",
    ),
    (
        "the year before last is not what went before a day",
        (
            "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-03\n    said:\n      CoinGlass: up 1.7%\n"
            "    price:\n      said:\n        CoinGlass: $60,100\n"
            "  btc_2024:\n    asset: BTC\n    window: 2024\n    said:\n      CoinGlass: up 27%\n"
        ),
        "27% in 2024",
        "after a rise",
    ),
    (
        "a forecast of levels tells whose they are once",
        (
            "prices:\n  btc:\n    asset: BTC\n    said:\n      CoinGlass: up 1%\n    broke:\n      forecast:\n"
            "        Dan: below $50,500\n        Ada Stone: below $40,000\n"
            "      opinion:\n        Bo Reed: below $14,500\n"
        ),
        "Dan forecast below $50,500 for the level that Bitcoin broke and Ada Stone below $40,000",
        "at below",
    ),
    (
        "a forecast without an amount has what is said beside it",
        (
            "prices:\n  btc:\n    asset: BTC\n    forecast:\n      Dan: up\n"
            "    circulating:\n      several unnamed: 0%\n"
        ),
        "0%",
        "no amount is given..",
    ),
    (
        "estimates of several things are several",
        (
            "levels:\n  a:\n    asset: BTC\n    side: long\n    price: below $80,000\n    estimated:\n"
            "      CoinGlass: $9 million\n  b:\n    asset: BTC\n    side: short\n    price: above $99,000\n"
            "    estimated:\n      CoinGlass: $7 million\n"
        ),
        "shorts at risk; those printed are estimates.",
        "what is printed is an estimate",
    ),
    (
        "a forecast below zero is a value with a minus",
        "macro:\n  output:\n    what: Japanese output\n    forecast:\n      CoinGlass: -1.2%\n",
        "CoinGlass forecast Japanese output at minus 1.2%",
        "at down",
    ),
    (
        "growth below zero is told as it is",
        "macro:\n  growth:\n    what: the growth of output\n    forecast:\n      CoinGlass: -1.2%\n      Dan: -1.5%\n",
        "CoinGlass forecast the growth of output at minus 1.2% and Dan at minus 1.5%.",
        "Dan put",
    ),
    (
        "an index falls through zero",
        "macro:\n  makers:\n    what: the index of large makers\n    said:\n      CoinGlass: from 12 to -3\n",
        "The index of large makers fell to minus 3 from 12",
        "fell 3",
    ),
    (
        "an index on both sides of one is no ratio",
        "macro:\n  makers:\n    what: the index of large makers\n    said:\n      CoinGlass: 1\n      Dan: -1\n",
        "minus 1 to plus 1",
        "fell",
    ),
    (
        "what another source says of the price in the lead is said to be its word",
        "prices:\n  btc:\n    asset: BTC\n    window: 2026-03-03\n    said:\n      Dan: down €48\n",
        "Bitcoin fell 48 euros that day, ",
        "that day.",
    ),
    (
        "a speech is made in parliament",
        "statements:\n  a:\n    who: Ada Stone\n    kind: official\n    text: rates stay\n    where: parliament\n",
        "said in parliament that rates stay",
        "on parliament",
    ),
    (
        "a level in an opinion has whose it is",
        (
            "levels:\n  a:\n    asset: BTC\n    role: resistance\n    price:\n      opinion:\n"
            "        CoinGlass: above $75,000\n        Dan: above $71,000\n"
        ),
        "CoinGlass gave above $75,000",
        "no source",
    ),
    (
        "what a firm plans to stake is said with a verb",
        (
            "accounts:\n  a:\n    who: SharpLink\n    what: staking\n    asset: ETH\n"
            "    planned:\n      SharpLink: $200 million\n"
        ),
        "SharpLink planned to stake $200 million of Ether",
        "the staking of",
    ),
    (
        "holdings are at a venue, whatever they are of",
        "positions:\n  a:\n    what: holdings\n    venue: Kraken\n    said:\n      CoinGlass: $11.2 billion\n",
        "Holdings at Kraken",
        "Holdings on",
    ),
    (
        "a bureau has its article behind the name of its state, too",
        "macro:\n  a:\n    what: retail sales\n    said:\n      National Bureau of Statistics: up 3%\n",
        "the National Bureau of Statistics",
        "from National",
    ),
    (
        "an opinion of somebody at a firm needs no second name of the firm",
        (
            "levels:\n  a:\n    asset: BTC\n    role: support\n    view_of: a chartist at 10x Research\n"
            "    price:\n      opinion:\n        10x Research: above $58,000\n"
        ),
        "In the opinion of a chartist at 10x Research, there is a zone of support for Bitcoin above $58,000.",
        "from 10x",
    ),
    (
        "flows of one fund over spans of several lengths stand in one sentence",
        (
            "flows:\n  quarter:\n    asset: gold\n    window: 2025-Q3\n    said:\n      CoinGlass: inflow $26 billion\n"
            "  year:\n    asset: gold\n    cumulative: yes\n    window: 2025-01-01 to 2025-09-30\n"
            "    said:\n      CoinGlass: inflow $64 billion\n"
        ),
        "took in $26 billion in the third quarter of 2025 and $64 billion from Jan. 1 to Sept. 30, 2025",
        "took in $64",
    ),
    (
        "a price without a time is of no day",
        "prices:\n  btc:\n    asset: BTC\n    window: not stated\n    said:\n      Dan: down $210\n",
        "Bitcoin fell $210 (undated)",
        "that day",
    ),
    (
        "a plan of a share says of what",
        (
            "accounts:\n  a:\n    who: Dan\n    what: transfer\n    share:\n      of: its holdings\n"
            "      planned:\n        Dan: 95%\n"
        ),
        "95%",
        "to move 95%",
    ),
    (
        "an opinion of a fall says that it is one",
        "macro:\n  gdp:\n    what: output\n    opinion:\n      CoinGlass: down 8%\n      Dan: down 3.8%\n",
        "the fall in output at 8% and Dan at 3.8%",
        "output at 8%.",
    ),
    (
        "a forecast of a price is told as one",
        "prices:\n  btc:\n    asset: BTC\n    forecast:\n      Dan: up 2%\n",
        "Dan forecast Bitcoin up 2%",
        "Bitcoin rose",
    ),
    (
        "a forecast without an amount is none that came true",
        "prices:\n  btc:\n    asset: BTC\n    forecast:\n      Dan: up\n",
        "Dan forecast a rise in Bitcoin; no amount is given.",
        "Bitcoin rose",
    ),
    (
        "a claim about a change is about the fall, not about the rate",
        (
            "macro:\n  cut:\n    what: the target rate\n    said:\n      CoinGlass: down 25 bps\n"
            "claims:\n  a:\n    text: the first cut this year\n    by: Dan\n    about: macro.cut\n"
        ),
        "the fall in the target rate",
        "calls the target rate",
    ),
    (
        "a length of minutes lasts",
        "macro:\n  halt:\n    what: the halt of the network\n    said:\n      CoinGlass: 286 minutes\n",
        "The halt of the network lasted 286 minutes",
        "came to 286",
    ),
    (
        "a whole in words may be typed with its of",
        (
            "accounts:\n  a:\n    who: Dan\n    what: transfer\n    said:\n      CoinGlass: 5 ETH\n"
            "    share:\n      of: of the stolen Ether\n      said:\n        CoinGlass: 17.9%\n"
        ),
        "17.9% of the stolen Ether",
        "of of",
    ),
    (
        "what a source corrected is told with the value it gave first",
        (
            "macro:\n  jobs:\n    what: payrolls\n    said:\n      CoinGlass:\n"
            "        - up 147,000 jobs at 08:00\n        - up 14,000 jobs, revised\n"
        ),
        "CoinGlass had first given a rise of 147,000 jobs.",
        "put the rise at 147,000",
    ),
    (
        "a later value of a run of counts corrects nothing",
        (
            "macro:\n  a:\n    what: listed funds\n    said:\n      CoinGlass:\n"
            "        - 9 funds at 07:00\n        - 8 funds at 08:00\n"
        ),
        "Listed funds numbered eight",
        "had first given",
    ),
    (
        "basis points that differ by a third are no agreement",
        "macro:\n  tail:\n    what: the tail\n    said:\n      CoinGlass: 1.1 bps\n      Dan: 1.5 bps\n",
        "CoinGlass put it at 1.1 basis points and Dan at 1.5 basis points.",
        "sources agree",
    ),
    (
        "yields that round to one another agree",
        "macro:\n  ten:\n    what: the yield\n    said:\n      CoinGlass: 4.06%\n      Dan: 4.08%\n",
        "The yield stood at 4.06% to 4.08%",
        "put it at",
    ),
    (
        "where one of two who differ says it came from stands behind them",
        (
            "macro:\n  odds:\n    what: the odds of a cut\n    said:\n"
            "      CoinGlass: from 38% to 80%\n      Dan: 76%\n"
            "  rate:\n    what: the jobless rate\n    said:\n      CoinGlass: 4.2%\n"
        ),
        "CoinGlass put the figure at 80% and Dan at 76%. The odds of a cut had stood at 38% before",
        "| The odds of a cut: before | 38% | earlier | CoinGlass |",
    ),
    (
        "a statistic that may lie on either side of zero neither rises nor falls",
        "macro:\n  a:\n    what: net income\n    forecast:\n      CoinGlass: -$5.5 billion to $6.3 billion\n",
        "CoinGlass forecast net income at minus $5.5 billion to plus $6.3 billion",
        "a fall of",
    ),
    (
        "a plural is put nowhere as it",
        "macro:\n  a:\n    what: the reserves\n    said:\n      CoinGlass: $40 billion\n      Dan: $44 billion\n",
        "CoinGlass put the figure at $40 billion and Dan at $44 billion.",
        "put it at",
    ),
    (
        "a number is no count of the verb behind it in a text of the desk",
        (
            "macro:\n  a:\n    what: the ratio\n    said:\n      CoinGlass: 1.11\noutlook:\n  scenarios:\n    a:\n"
            "      if: The ratio of [macro.a] stays low.\n      then: Strategy sells.\n"
            "      view_of: desk\n      figure: macro.a\n"
        ),
        "1.11 stays low",
        "None",
    ),
    (
        "a change on whose way sources differ stands apart from its level",
        (
            "macro:\n  move:\n    what: output\n    said:\n      CoinGlass: up 170,000 barrels a day\n"
            "      Dan: down 20,000 barrels a day\n"
            "  level:\n    what: output\n    said:\n      CoinGlass: 26.74 million barrels a day\n"
        ),
        "Output rose or fell, depending on the source: between a fall of 20,000 barrels a day and a rise of 170,000",
        "against",
    ),
    (
        "a point within what another gives as a range is told with it",
        "macro:\n  a:\n    what: the hash rate\n    said:\n      CoinGlass: down 8%\n      Dan: down 4% to 10%\n",
        "The hash rate fell between 4% and 10%",
        "too far apart",
    ),
    (
        "a year is a date in a note of the desk",
        "macro:\n  a:\n    what: silver\n    said:\n      CoinGlass: $49.57\n    note: Its record is of 2011.\n",
        "Its record is of 2011.",
        "[FIGURE]",
    ),
    (
        "a count that is rumoured has its noun",
        (
            "macro:\n  a:\n    what: the machines that went dark\n    said:\n"
            "      CoinGlass: at least 400,000 machines\n    rumoured:\n      Dan: 900,000 machines\n"
        ),
        "at 900,000 machines.",
        "at 900,000.",
    ),
    (
        "a year is said of what is in an area, too",
        (
            "macro:\n  a:\n    what: inflation in the euro area\n    when: 2028\n    forecast:\n"
            "      CoinGlass: from 1.6% to 1.7%\n"
        ),
        "CoinGlass forecast inflation in the euro area at 1.7% in 2028, after 1.6% before",
        "area at 1.7%,",
    ),
    (
        "what one of those who forecast had forecast before is said so",
        (
            "macro:\n  a:\n    what: growth\n    when: 2028\n    forecast:\n"
            "      CoinGlass: from 0.9% to 1.2%\n      Dan: 1.1%\n"
        ),
        "CoinGlass had forecast growth at 0.9% before",
        "the earlier value",
    ),
    (
        "a year that is not over is told so far",
        "macro:\n  a:\n    what: issuance\n    window: 2026\n    said:\n      CoinGlass: $210 billion\n",
        "Issuance came to $210 billion so far in 2026",
        "billion in 2026",
    ),
    (
        "a sum of two of several assets names them",
        "".join(
            f"  {asset.lower()}:\n    asset: {asset}\n    said:\n      CoinGlass: ${amount} million\n"
            for asset, amount in (("BTC", 100), ("ETH", 80), ("SOL", 30))
        ),
        "Bitcoin and Ether",
        "the two come",
    ),
    (
        "the coins of a holding stand with its money",
        (
            "positions:\n  a:\n    what: holdings\n    asset: BTC\n    venue: IBIT\n    said:\n"
            "      CoinGlass: 805 BTC = $87 million\n"
        ),
        "Holdings of Bitcoin at IBIT stood at $87 million, or 805 BTC",
        "stood at 805 BTC",
    ),
    (
        "what stood before a day is not told as of that day",
        (
            "macro:\n  a:\n    what: the odds\n    window: 2026-03-02\n    said:\n"
            "      CoinGlass: from 38% to 80%\n      Dan: 76%\n"
        ),
        "The odds had stood at 38% before, ",
        "before on",
    ),
    (
        "a share of another figure is of that figure, and of no cost",
        (
            "accounts:\n  pool:\n    who: Balancer\n    what: loss\n    said:\n      CoinGlass: $26 million\n"
            "  back:\n    who: StakeWise\n    what: gain\n    said:\n      CoinGlass: $19 million\n"
            "    share:\n      of: pool\n      said:\n        CoinGlass: 73.5%\n"
        ),
        "73.5% of the loss of Balancer",
        "its cost",
    ),
    (
        "several sources call and do not calls",
        (
            "prices:\n  btc:\n    asset: BTC\n    said:\n      CoinGlass: up 9%\n"
            "claims:\n  a:\n    text: the best day since May\n    by: several unnamed\n    about: prices.btc\n"
        ),
        "everal unnamed sources ",
        "unnamed sources calls",
    ),
    (
        "a count that is forecast has its noun once",
        "macro:\n  a:\n    what: jobless claims\n    forecast:\n      CoinGlass: 205,000 claims\n",
        "CoinGlass forecast jobless claims at 205,000.",
        "205,000 claims.",
    ),
    (
        "a true zero is of the unit of the amounts beside it",
        (
            "flows:\n  hk:\n    asset: BTC\n    fund: Hong Kong spot ETFs\n    said:\n"
            "      CoinGlass: inflow 105.6 BTC\n      Dan: none\n"
        ),
        "CoinGlass put the figure at net inflows of 105.6 BTC and Dan at 0 BTC",
        "differ too widely",
    ),
    (
        "a share of what a venue closed is of that, and not of what is held there",
        (
            "  kraken:\n    venue: Kraken\n    said:\n      CoinGlass: $100 million\n  gate:\n    venue: Gate.io\n"
            "    said:\n      CoinGlass: $90 million\n  a:\n    venue: Kraken\n    side: long\n    share:\n"
            "      of: kraken\n      said:\n        CoinGlass: 94%\n  b:\n    venue: Gate.io\n    side: long\n"
            "    share:\n      of: gate\n      said:\n        CoinGlass: 76%\n"
        ),
        "Longs made up 94% of the positions liquidated on Kraken and 76% of those on Gate.io",
        "of positions on",
    ),
    (
        "what stood at a price at the end of some days did not stand there for all of them",
        (
            "prices:\n  btc:\n    asset: BTC\n    window: 7d to 2026-03-03 08:00\n    price:\n      said:\n"
            "        CoinGlass: $90,000\n"
        ),
        "Bitcoin stood at $90,000 on March 3",
        "seven days",
    ),
    (
        "money that is planned stands with its coins",
        "macro:\n  a:\n    what: the unlock\n    planned:\n      Dan: 10 million HYPE = $500 million\n",
        "The unlock is planned at $500 million (10 million HYPE), on figures from Dan",
        "planned at 10 million",
    ),
    (
        "a forecast of a change and of the level to which it leads are one, and of no day of the event",
        (
            "macro:\n  a:\n    what: oil demand\n    forecast:\n      Dan: 96.3 million barrels a day\n"
            "  b:\n    what: oil demand\n    forecast:\n      Dan: up 5.5 million barrels a day\n"
        ),
        "Dan forecast oil demand up 5.5 million barrels a day to 96.3 million barrels a day.",
        "barrels a day within",
    ),
    (
        "what a house forecasts of itself is its own",
        "macro:\n  a:\n    what: Northgate's revenue in 2026\n    forecast:\n      Northgate: $75.3 billion\n",
        "Northgate forecast its revenue in 2026 at $75.3 billion",
        "forecast Northgate",
    ),
    (
        "a claim about what has a value of another time says of which",
        (
            "positions:\n  a:\n    what: open interest\n    asset: BTC\n    said:\n      CoinGlass: $60 billion\n"
            "  b:\n    what: open interest\n    asset: BTC\n    window: 2026-02-20\n    said:\n"
            "      CoinGlass: $70 billion\nclaims:\n  a:\n    text: a record\n    by: Dan\n    about: positions.b\n"
        ),
        "open interest in Bitcoin on Feb. 20",
        "open interest in Bitcoin a record",
    ),
    (
        "of a list of flows the first that went the other way is named",
        (
            "flows:\n"
            + "".join(
                f"  f{n}:\n    asset: BTC\n    fund: Fund {name}\n    said:\n      Dan: {way} ${90 - n} million\n"
                for n, (name, way) in enumerate(zip("ABCDEFG", ["outflow"] * 6 + ["inflow"], strict=True))
            )
        ),
        "and Fund G took in $84 million",
        "Fund D of",
    ),
    (
        "days of one fund are one list, and one of many days is set against no sum",
        (
            "flows:\n  all:\n    asset: BTC\n    cumulative: yes\n    window: since 2025-01-02\n    said:\n"
            "      Dan: inflow $54 billion\n  a:\n    asset: BTC\n    window: 2026-02-26\n    said:\n"
            "      Dan: outflow $105 million\n  b:\n    asset: BTC\n    window: 2026-02-27\n    said:\n"
            "      Dan: outflow $133 million\n"
        ),
        "net outflows of $105 million on Feb. 26 and $133 million on Feb. 27",
        ", but had",
    ),
    (
        "a count may lie below zero",
        "macro:\n  a:\n    what: the net position\n    said:\n      Dan: from -2,200 contracts to -9,200 contracts\n",
        "The net position fell to minus 9,200 contracts from minus 2,200 contracts",
        "fell to 9,200",
    ),
    (
        "the spread of two yields is no yield",
        "macro:\n  a:\n    what: the spread of two yields\n    said:\n      Dan: from 202 bps to 200 bps\n",
        "The spread of two yields fell to 200 basis points",
        "A yield falls",
    ),
    (
        "investors are no funds that take in money",
        (
            "flows:\n  a:\n    asset: local shares\n    fund: foreign investors\n"
            "    said:\n      Dan: outflow 2 trillion yen\n  b:\n    asset: local bonds\n    fund: foreign investors\n"
            "    said:\n      Dan: inflow 400 billion yen\n"
        ),
        "Foreign investors put 400 billion yen into local bonds",
        "net outflows of 2 trillion yen,",
    ),
    (
        "who holds nothing holds no coins",
        "accounts:\n  a:\n    who: Northgate\n    what: holding\n    asset: ETH\n    said:\n      Dan: none\n",
        "Northgate held no Ether, ",
        "held 0",
    ),
    (
        "things rise by so many",
        "macro:\n  a:\n    what: payrolls\n    said:\n      Dan: up 143,000 jobs\n",
        "Payrolls rose by 143,000 jobs",
        "rose 143,000",
    ),
    (
        "what fell has the decimals of what it fell from",
        "macro:\n  a:\n    what: the jobless rate\n    said:\n      Dan: from 4.1% to 4.0%\n",
        "The jobless rate fell to 4.0% from 4.1%",
        "to 4% from",
    ),
    (
        "a body that its initials name is named once",
        (
            "macro:\n  a:\n    what: the deposit rate\n    who: the Exemplary Central Bank\n    said:\n"
            "      ECB: unchanged at 4%\n"
        ),
        "The Exemplary Central Bank kept the deposit rate at 4%.",
        "4%, ",
    ),
    (
        "days of two years have both years",
        "macro:\n  a:\n    what: supply\n    window: 2025-03-03 to 2026-03-03\n    said:\n      Dan: up 49%\n",
        "Supply rose 49% from March 3, 2025 to March 3, 2026",
        "to March 3,,",
    ),
    (
        "the hour of another venue is a sentence of its own",
        (
            "    peak_hour:\n      said:\n        CoinGlass: $90 million\n  b:\n    venue: Kraken\n    peak_hour:\n"
            "      said:\n        CoinGlass: $20 million\n"
        ),
        "$20 million of positions on Kraken",
        "of that was",
    ),
    (
        "what one source said before its last is told",
        (
            "positions:\n  a:\n    what: open interest\n    asset: BTC\n    said:\n      Velo:\n"
            "        - $60 billion at 06:00\n        - $59 billion at 07:00\n        - $58 billion at 08:00\n"
        ),
        "Velo earlier gave $60 billion, then $59 billion.",
        "then $58",
    ),
    (
        "what somebody says of themselves is reported by themselves",
        "accounts:\n  a:\n    who: Nordwind\n    what: holding\n    asset: BTC\n    said:\n      Nordwind: 5,000 BTC\n",
        "Nordwind held 5,000 BTC, a self-reported figure.",
        "to Nordwind",
    ),
]


@pytest.mark.parametrize(("records", "says", "never"), [each[1:] for each in SENTENCES], ids=[e[0] for e in SENTENCES])
def test_a_small_record_is_said_in_this_sentence(tmp_path: Path, records: str, says: str, never: str) -> None:
    (brief,) = editions(tmp_path, HEAD + records, turns=(Turn(),))
    assert says in prose(brief)
    assert never not in prose(brief)


def test_a_limit_that_one_without_a_name_gives_is_put_at_nothing(tmp_path: Path) -> None:
    head = HEAD.replace(
        "CoinGlass: $300 million",
        "unnamed: at least $300 million\n  accounts:\n    accounts:\n      said:\n        CoinGlass: 9 accounts",
    )
    (brief,) = editions(tmp_path, head, turns=(Turn(),))
    assert "# At least $300M of crypto positions liquidated, one count says\n" in brief


def test_what_stands_at_a_moment_is_of_the_last_of_several_days(tmp_path: Path) -> None:
    days = HEAD.partition("liquidations:")[0].replace("days: 2026-03-03", "days: 2026-03-02 to 2026-03-03")
    mood = "sentiment:\n  mood:\n    name: the Mood Index\n    said:\n      CoinGlass: 9\n"
    (brief,) = editions(tmp_path, days.replace("liquidations.total", "sentiment.mood") + mood, turns=(Turn(),))
    assert "The Mood Index stood at 9 as of March 3, 2026 (UTC)" in brief
    assert "from March 2" not in brief


def test_an_apposition_ends_before_the_place(tmp_path: Path) -> None:
    said = (
        "    who: Ada Stone\n    role: the head of the bank\n    kind: quote\n    quote: We wait.\n    where: a note\n"
    )
    told = {"the head of the bank, " in prose(each) for each in editions(tmp_path, f"{HEAD}statements:\n  a:\n{said}")}
    assert told == {True}


def test_money_and_tonnes_imply_no_price_that_anybody_quotes(tmp_path: Path) -> None:
    said = "asset: gold\n    said:\n      CoinGlass: inflow $17.3 billion = 145.6 tonnes\n"
    (brief,) = editions(tmp_path, f"{HEAD}flows:\n  gold:\n    {said}", turns=(Turn(),))
    assert "Gold funds: flow, by quantity |" in brief
    assert "computed" not in brief


def test_the_price_that_any_coin_implies_has_its_name(tmp_path: Path) -> None:
    said = "who: a fund\n    what: transfer\n    said:\n      CoinGlass: 6.5 million OM = $41.6 million\n"
    (brief,) = editions(tmp_path, f"{HEAD}accounts:\n  a:\n    {said}", turns=(Turn(),))
    assert "| OM, price implied |" in brief


def test_a_share_is_no_part_of_a_whole_that_its_own_source_knows_to_be_larger(tmp_path: Path) -> None:
    total = HEAD.replace("CoinGlass: $300 million", "Dan: more than $400 million\n      CoinGlass: $300 million")
    longs = "  longs:\n    side: long\n    said:\n      {}: $290 million\n"
    (alone,) = editions(tmp_path / "a", total + longs.format("CoinGlass"), turns=(Turn(),))
    (refuted,) = editions(tmp_path / "b", total + longs.format("Dan"), turns=(Turn(),))
    assert "about 97%" in alone
    assert "97%" not in refuted


MAINS = [
    (
        (
            "  bybit:\n    what:\n      en: gross domestic product\n      zh: 国内生产总值\n    window: 2025-Q4\n"
            "    said:\n      CoinGlass: up 4.8%\n"
        ),
        "macro",
        "# Gross domestic product rises 4.8%",
    ),
    (
        (
            "  bybit:\n    what: yen bought\n    window: 2026-01-26 to 2026-02-25\n    said:\n"
            "      CoinGlass: 9.8 trillion yen\n"
            "  june:\n    what: yen bought\n    window: 2022\n    said:\n      CoinGlass: 9.2 trillion yen\n"
        ),
        "macro",
        "# Yen bought comes to 9.8T yen",
    ),
    (
        "  bybit:\n    what: funding\n    asset: BTC\n    said:\n      CoinGlass: -0.01%\n      Dan: -0.0028%\n",
        "positions",
        "# Funding in Bitcoin stands at minus 0.0100% to minus 0.0028%",
    ),
    (
        (
            "  bybit:\n    what: payrolls\n    when: month 2026-02\n    said:\n      CoinGlass: up 73,000 jobs\n"
            "  june:\n    what: payrolls\n    when: month 2026-01\n    said:\n      CoinGlass: up 14,000 jobs\n"
        ),
        "macro",
        "# Payrolls rise 73,000 jobs",
    ),
    (
        (
            "  bybit:\n    who: Bybit\n    what: loss\n    asset: ETH\n    said:\n      CoinGlass: $1.4 billion\n"
            "      Dan: more than $1.46 billion\n"
        ),
        "accounts",
        "# Bybit loses $1.4B in Ether, CoinGlass says",
    ),
    (
        "  bybit:\n    what: the value of the coins\n    estimated:\n      CoinGlass: $29 million to $34 million\n",
        "macro",
        "# The value of the coins comes to an estimated $29M-$34M",
    ),
    (
        "  bybit:\n    what: the halt of the network\n    said:\n      CoinGlass: 286 minutes\n",
        "macro",
        "# The halt of the network lasts 286 minutes",
    ),
]


@pytest.mark.parametrize(("record", "kind", "headline"), MAINS, ids=[each[2] for each in MAINS])
def test_the_headline_of_a_day_of_another_kind(tmp_path: Path, record: str, kind: str, headline: str) -> None:
    day = HEAD.partition("liquidations:")[0].replace("liquidations.total", f"{kind}.bybit")
    (brief,) = editions(tmp_path, f"{day}{kind}:\n{record}", turns=(Turn(),))
    assert f"{headline}\n" in brief


def moves(*typed: tuple[str, str, str]) -> str:
    """Records of moves: the asset, the window, and how far it went."""
    return "".join(
        f"  m{number}:\n    asset: {asset}\n    window: {window}\n    said:\n      CoinGlass: {amount}\n"
        for number, (asset, window, amount) in enumerate(typed)
    )


DAY_BEFORE, WEEK = "2026-03-03", "2026-02-23 to 2026-02-27"
LISTED = moves(
    ("Dow", DAY_BEFORE, "down 0.8%"),
    ("Dow", DAY_BEFORE, "down 318 points"),
    ("Nasdaq", DAY_BEFORE, "down 0.5%"),
    ("US crude", DAY_BEFORE, "up 3.5%"),
    ("Nasdaq", WEEK, "up 0.3%"),
    ("Dow", WEEK, "up 0.1%"),
)


def test_what_a_key_point_has_told_no_other_one_repeats(tmp_path: Path) -> None:
    day = HEAD.partition("liquidations:")[0].replace("liquidations.total", "prices.m0")
    (brief,) = editions(tmp_path, f"{day}prices:\n{LISTED}", turns=(Turn(),))
    points = brief.partition("## Key points")[2].partition("##")[0]
    assert points.count("0.1%") == points.count("0.3%") == points.count("0.5%") == 1


def test_a_move_in_another_unit_stands_in_brackets_before_a_window(tmp_path: Path) -> None:
    day = HEAD.partition("liquidations:")[0].replace("liquidations.total", "prices.m0")
    typed = moves(("Dow", DAY_BEFORE, "down 0.8%"), ("Dow", WEEK, "up 320 points"), ("Dow", WEEK, "up 0.7%"))
    (brief,) = editions(tmp_path, f"{day}prices:\n{typed}", turns=(Turn(),))
    body = brief.partition("## Figures")[0].rpartition("\n## ")[2]
    assert re.search(r"(?:320 points \(0.7%\)|0.7% \(320 points\)) from Feb. 23 to Feb. 27", body)


def test_a_move_of_the_days_before_has_its_window_beside_one_of_the_day(tmp_path: Path) -> None:
    day = HEAD.partition("liquidations:")[0].replace("liquidations.total", "prices.m0").replace("BTC", "Dow")
    (brief,) = editions(tmp_path, f"{day}prices:\n{LISTED.replace('CoinGlass', 'market data')}", turns=(Turn(),))
    body = brief.partition("## Figures")[0].rpartition("##")[2]
    assert body.count("Before that") <= 1
    assert all("Feb. 23" in each for each in re.split(r"\.\s+(?=[A-Z])", body) if "0.1%" in each or "0.3%" in each)


def test_a_window_that_is_longer_than_the_day_ends_on_it(tmp_path: Path) -> None:
    records = "  a:\n    what: the hash rate\n    window: 7d\n    said:\n      CoinGlass: down 8%\n"
    day = HEAD.partition("liquidations:")[0].replace("liquidations.total", "macro.a")
    (brief,) = editions(tmp_path, f"{day}macro:\n{records}", turns=(Turn(),))
    assert "fell 8% within seven days to March 3, 2026 (UTC)" in brief


def test_sources_that_lie_apart_do_so_on_what_was_liquidated(tmp_path: Path) -> None:
    apart = "CoinGlass: $300 million\n      CoinAnk: $900 million\n    differ: They count other exchanges."
    (brief,) = editions(tmp_path, HEAD.replace("CoinGlass: $300 million", apart), turns=(Turn(),))
    assert "# Sources lie too far apart on the liquidation total\n" in brief
    assert "the liquidation total came to either" in brief


def test_a_main_price_stood_at_its_hour_and_not_within_the_window_of_its_move(tmp_path: Path) -> None:
    day = HEAD.partition("liquidations:")[0].replace("liquidations.total", "prices.btc.price")
    said = "asset: BTC\n    window: 24h\n    price:\n      said:\n        CoinGlass: $87,800 at 20:30\n"
    (brief,) = editions(tmp_path, f"{day}prices:\n  btc:\n    {said}", turns=(Turn(),))
    assert "Bitcoin stood at $87,800 at 20:30 UTC on March" in brief
    assert "within 24 hours" not in brief.split("\n\n|")[0]
