"""Days of other markets, read aloud: whose a figure is, which way it went and what stands beside it, by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.events import LEFT_OPEN, TOTAL, write_workspace
from support.variants import TURNS, briefs, editions, prose

if TYPE_CHECKING:
    from pathlib import Path

MAIN, DAY = "liquidations.total", "2026-03-03"
FLOWS = """\
flows:
  btc:
    asset: BTC
    said:
      Delta Wire: {}
      Echo Wire: {}
  eth:
    asset: ETH
    said:
      Delta Wire: {}
      Echo Wire: {}
"""
NEVER = "(?!)"
SENTENCES = {
    "of two outflows that is lower of which less went out": (
        "flows.btc",
        FLOWS.format("outflow $310 million", "outflow $290 million", "outflow $51 million", "outflow $47 million"),
        r"(?:Again|Here, too,) Echo Wire has the lower figure,? (?:and )?Delta Wire the higher",
        r"(?:Again|Here, too,) Delta Wire",
    ),
    "who is higher in one figure and lower in the next is not so again": (
        "flows.btc",
        FLOWS.format("outflow $310 million", "outflow $290 million", "inflow $47 million", "inflow $51 million"),
        r"Delta Wire put the figure at \$47 million and Echo Wire at \$51 million",
        r"Again|Here, too,",
    ),
    "provisional is what its source calls so, and nobody else's": (
        "flows.btc",
        (
            "flows:\n  btc:\n    asset: BTC\n    said:\n      Delta Wire: inflow $9 million\n"
            "      Echo Wire: inflow $8 million, provisional\n"
        ),
        r"Echo Wire calls its figure for the flow of (?:spot )?Bitcoin (?:ETFs|funds) provisional\.",
        r"the sources themselves|Delta Wire calls",
    ),
    "what one source calls provisional of two figures is said once": (
        MAIN,
        TOTAL + "macro:\n  a:\n    what: net purchases\n    said:\n      Delta Wire: $41 million, provisional\n"
        "  b:\n    what: gross purchases\n    said:\n      Delta Wire: $55 million, provisional\n",
        r"Delta Wire calls its figures for net purchases and gross purchases provisional\.",
        NEVER,
    ),
    "a denial stands behind the rumour that it denies": (
        "macro.year",
        (
            "macro:\n  order:\n    what: the purchase of yen\n    rumoured:\n      Delta Wire: 5 trillion yen\n"
            "  year:\n    what: the yen bought in the year before\n    said:\n      Echo Wire: 6 trillion yen\n"
            "statements:\n  denial:\n    who: an official in Tokyo\n    kind: official\n"
            "    text: nothing was bought\n"
            "    about: macro.order\n"
        ),
        r"5 trillion yen[^.]*\.\s+An official in Tokyo said that nothing was bought",
        r"6 trillion yen[^#\n]* An official in Tokyo",
    ),
    "a plan beside a forecast stands behind it, and is no plan of the past": (
        MAIN,
        TOTAL
        + "macro:\n  sales:\n    what: the sales of Ardent\n    planned:\n      Ardent: $42 billion to $44 billion\n"
        "    forecast:\n      Delta Wire: $43.9 billion\n"
        "  margin:\n    what: the margin of Ardent\n    said:\n      Ardent: 61%\n",
        r"\$43\.9 billion\. Ardent (?:plans|planned) \$42 billion to \$44 billion",
        r"had planned",
    ),
    "sources too far apart on liquidations are so on liquidations": (
        MAIN,
        TOTAL + "  venue:\n    venue: Gale\n    window: 2h to 11:00\n"
        "    said:\n      Delta Wire: $2.2 million\n      Gale: none\n",
        r"No one figure can be given for the liquidation of positions on Gale",
        r"for positions on Gale",
    ),
    "a heading of what left a venue says how much, and begins with a capital": (
        "prices.halo",
        (
            "prices:\n  halo:\n    asset: the Halo dollar\n    said:\n      Delta Wire: down 6%\n"
            "flows:\n  out:\n    asset: the Halo dollar\n    venue: Gale\n"
            "    said:\n      Delta Wire: outflow $140 million\n"
        ),
        r"## \$140M left Gale",
        r"## the |## The Halo dollar left",
    ),
    "a change and the level that somebody else gives are two sentences": (
        "macro.change",
        (
            "macro:\n  change:\n    what: the supply of the Halo dollar\n    said:\n"
            "      Delta Wire: down $560 million\n"
            "  level:\n    what: the supply of the Halo dollar\n    said:\n"
            "      Gale: from $2.31 billion to $1.74 billion\n"
        ),
        r"fell to \$1\.74 billion from \$2\.31 billion, [^.]*Gale",
        r"\$560 million to",
    ),
    "a month stands before both values, since what went before was not of it": (
        "macro.prices",
        (
            "macro:\n  prices:\n    what: annual inflation\n    when: month 2026-02\n    said:\n"
            "      Gale: from 2.9% to 2.6%\n"
            "  output:\n    what: the output\n    when: month 2026-01\n    said:\n"
            "      Gale: from 12 tonnes to 11 tonnes\n"
        ),
        r"(?s)fell in February 2026 to 2\.6% from 2\.9%.*fell in January(?: 2026)? to 11 tonnes from 12 tonnes",
        r"from 2\.9% in|from 12 tonnes in",
    ),
    "a loss in one coin is a part of the loss": (
        "accounts.all",
        (
            "accounts:\n  all:\n    who: the Orrin bridge\n    what: loss\n    said:\n      Delta Wire: $70 million\n"
            "      Echo Wire: $72 million\n  eth:\n    who: the Orrin bridge\n    what: loss\n    asset: ETH\n"
            "    said:\n      Delta Wire: $38 million\n"
        ),
        r"Of the loss, \$38 million was in Ether",
        r"loss of the Orrin bridge came to \$38|put the loss of the Orrin bridge",
    ),
    "what is claimed of the own is its own": (
        "macro.sales",
        (
            "macro:\n  sales:\n    what: Ardent's sales in the fourth quarter\n    who: Ardent\n    said:\n"
            "      Ardent: $39.8 billion\nclaims:\n  a:\n    text: the most ever\n    by: Ardent\n"
            "    about: macro.sales\n"
        ),
        r"sales in the fourth quarter came to \$39\.8 billion,(?s:.*)calls its sales in the fourth quarter the most",
        r"billion on March 3|calls Ardent",
    ),
    "what names its unit is not followed by it": (
        MAIN,
        TOTAL + "macro:\n  a:\n    what: Ardent's earnings a share\n    said:\n      Ardent: $1.62 a share\n"
        "    forecast:\n      Delta Wire: $1.53 a share\n",
        r"earnings a share came to \$1\.62,(?s:.*)forecast \$1\.53\.",
        r"\d a share",
    ),
    "a level that was broken stands with the move of its price": (
        "macro.rate",
        (
            "macro:\n  rate:\n    what: the rate\n    said:\n      Gale: 3.75%\nprices:\n  sterling:\n"
            "    asset: sterling\n"
            "    said:\n      market data: down 0.6%\n    price:\n      said:\n        market data: $1.2988\n"
            "    broke:\n      said:\n        market data: below $1.30\n"
            "  ftse:\n    asset: FTSE 100\n    said:\n      market data: up 61.2 points\n"
        ),
        r"Sterling fell 0\.6% and went below \$1\.30\. It stood at \$1\.2988",
        r"points\. Sterling fell below",
    ),
    "a deed without an amount is by whoever did it": (
        MAIN,
        TOTAL + "macro:\n  halt:\n    what: the halt of all transfers\n    who: Orrin\n    window: since 2026-03-02\n",
        r"the halt of all transfers, by Orrin",
        r"from Orrin",
    ),
    "at max pain nobody is liquidated": (
        MAIN,
        TOTAL + "levels:\n  pain:\n    asset: BTC\n    role: max pain\n    price:\n      said:\n"
        "        Delta Wire: $98,000\n"
        "prices:\n  btc:\n    asset: BTC\n    said:\n      market data: up 1%\n"
        "    close:\n      said:\n        market data: $97,000\n",
        r"[Mm]ax pain for Bitcoin options stood at \$98,000",
        r"would be liquidated|forced closings|to be closed",
    ),
    "an order in coins is an order": (
        MAIN,
        TOTAL + "    largest_order:\n      said:\n        Delta Wire: 120 BTC\n        Echo Wire: $11 million\n",
        r"order[^.]* 120 BTC",
        r"(?:came to|closed|worth) 120 BTC of|Liquidations[^.]* 120 BTC|120 BTC of",
    ),
    "the worst hour in coins is no total": (
        MAIN,
        TOTAL + "    peak_hour:\n      said:\n        Delta Wire: 120 BTC\n        Echo Wire: $11 million\n",
        r"(?:peak|worst|single) hour[^.]* 120 BTC",
        r"Liquidations[^.]* 120 BTC|120 BTC of crypto",
    ),
    "what had been held before is not held": (
        "accounts.hold",
        (
            "accounts:\n  hold:\n    who: Ardent\n    what: holding\n    asset: BTC\n    said:\n"
            "      Ardent: from 61,200 BTC to 64,050 BTC\n      Delta Wire: 64,000 BTC\n"
        ),
        r"Ardent had held 61,200 BTC before",
        r"(?<!had )held 61,200",
    ),
    "funds that were added up are named beside others": (
        "flows.btc",
        (
            "flows:\n  btc:\n    asset: BTC\n    said:\n      Delta Wire: inflow $12 million\n"
            "  eth:\n    asset: ETH\n    said:\n      Delta Wire: inflow $3 million\n"
            "  hk:\n    fund: the Hong Kong funds\n    asset: BTC\n    said:\n      Echo Wire: inflow $22 million\n"
        ),
        r"Bitcoin and Ether (?:ETFs|funds) together had net inflows of \$15 million",
        r"Together these funds",
    ),
    "ships that wait are several": (
        MAIN,
        TOTAL + "macro:\n  a:\n    what: the ships waiting at Singapore\n    estimated:\n"
        "      Delta Wire: 41 to 46 ships\n"
        "      Echo Wire: more than 50 ships\n",
        r"the figure came to more than 50",
        r"it came to more than 50",
    ),
    "a time from one month to another is no third value": (
        MAIN,
        TOTAL + "macro:\n  jobs:\n    what: the unemployment rate\n"
        "    window: month 2025-11 to month 2026-01\n    said:\n"
        "      Gale: from 4.8% to 5.0%\n",
        r"rose to 5\.0% from 4\.8% in the time from November",
        r"4\.8% from November",
    ),
    "a change and a level of one thing stand together": (
        "macro.bund",
        (
            "macro:\n  bund:\n    what: the 10-year German yield\n    said:\n      market data: from 2.71% to 2.83%\n"
            "  fund:\n    what: the defence fund\n    planned:\n      Gale: €150 billion\n"
            "      Delta Wire: €200 billion\n"
            "  spread:\n    what: the gap between yields\n    said:\n      market data: down 6 bps\n"
            "  level:\n    what: the gap between yields\n    said:\n      Delta Wire: 78 bps\n"
        ),
        r"gap between yields fell 6 basis points\. The gap between yields came to 78",
        r"78 basis points[^.]*\. The Comm",
    ),
    "what investors bought is no flow of theirs": (
        MAIN,
        TOTAL + "flows:\n  north:\n    fund: foreign investors\n    asset: Chinese shares\n    said:\n"
        "      Delta Wire: inflow 4 billion yuan\n      Echo Wire: inflow 190 billion yuan\n",
        r"the net purchases of Chinese shares by foreign investors",
        r"foreign investors, Chinese shares",
    ),
    "the band of an index is that of its last value": (
        "sentiment.mood",
        (
            "sentiment:\n  mood:\n    name: Mood Gauge\n    band: greed\n    said:\n      Delta Wire: from 48 to 71\n"
            "      Echo Wire: 68\n"
        ),
        r"48 before[^.]*the latest level greed",
        r"48 before[^.]*the level greed",
    ),
    "an order in money and coins is one order": (
        MAIN,
        TOTAL + "    largest_order:\n      said:\n        Delta Wire: $11 million = 120 BTC\n",
        r"\$11 million \(120 BTC\)",
        r"order[^.]*\.[^.]*order",
    ),
    "a flow is counted, and funds of several goods have their names as funds do": (
        "flows.shares",
        (
            "flows:\n  shares:\n    asset: US shares\n    estimated:\n      Delta Wire: outflow $12 billion\n"
            "  bonds:\n    asset: bonds\n    said:\n      Delta Wire: inflow $8 billion\n"
            "  gold:\n    asset: gold\n    said:\n      Delta Wire: inflow $2 billion\n"
            "  money:\n    fund: money market funds\n    said:\n      Delta Wire: inflow $61 billion\n"
        ),
        r"(?s)(?i:US share, bond and gold funds) together.*No source has counted the flow of US share funds",
        r"shares, bonds|counted US share",
    ),
    "a heading tells no rise where the same price fell after hours": (
        "macro.sales",
        (
            "macro:\n  sales:\n    what: the sales\n    said:\n      Ardent: $39.8 billion\n"
            "prices:\n  day:\n    asset: Ardent\n    said:\n      Delta Wire: up 1.8%\n"
            "  after:\n    asset: Ardent\n    window: after-hours trading\n    said:\n      Delta Wire: down 4.6%\n"
        ),
        r"## Ardent went both ways",
        r"## Ardent (?:gained|gave)",
    ),
    "what lasted so long lasted more than that to somebody else": (
        MAIN,
        TOTAL + "macro:\n  halt:\n    what: the halt of trading\n    said:\n      Gale: 108 minutes\n"
        "      users: more than 120 minutes\n",
        r"halt of trading lasted 108 minutes(?s:.*)lasted more than 120 minutes",
        r"came to more than 120",
    ),
    "a sentence that opens with an article or a common noun is a clause": (
        "prices.gold",
        (
            "prices:\n  gold:\n    asset: gold\n    said:\n      Delta Wire: up 2%\n"
            "    price:\n      said:\n        Delta Wire: $5,400\n"
            "outlook:\n  scenarios:\n    a:\n      if: Gold falls below [prices.gold.price].\n"
            "      then: A rest is due.\n"
            "      view_of: desk\n"
        ),
        r"[Ii]f gold falls below \$5,400, .*\ba rest is due",
        r"[Ii]f Gold|A rest",
    ),
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_kind_of_sentence(kind: str, tmp_path: Path) -> None:
    main, records, said, unsaid = SENTENCES[kind]
    for brief in briefs(tmp_path, LEFT_OPEN.format(main=main, window=DAY) + records):
        assert re.search(said, prose(brief)), prose(brief)
        assert not re.search(unsaid, prose(brief)), prose(brief)


@pytest.mark.parametrize(("last", "camps"), [("12.1", "two"), ("18.4", "three")])
def test_a_table_says_into_how_many_camps_sources_are_split(last: str, camps: str, tmp_path: Path) -> None:
    said = "".join(
        f"        {who}: ${much} million\n"
        for who, much in (("CoinGlass", last), ("CoinAnk", "12.1"), ("Delta Wire", "31.5"))
    )
    day = LEFT_OPEN.format(main=MAIN, window=DAY) + TOTAL + f"    largest_order:\n      said:\n{said}    differ: Why.\n"
    for text in editions(tmp_path, day):
        assert f"| {camps} camps |" in text


NATURES = ("said", "estimated", "forecast", "planned", "rumoured", "opinion")


def refused(folder: Path, records: str, main: str = MAIN) -> list[str]:
    """The codes of what a brief is refused for, in every variant."""
    root = write_workspace(folder, LEFT_OPEN.format(main=main, window=DAY) + records)
    own = pipeline.open_desk(config.load(root)[0])
    (file,) = (root / "data" / "events").glob("*.yaml")
    case = pipeline.examine(file, own)
    assert [problem for problem in case.problems if problem.is_error] == []
    editions = [pipeline.edit(case, own, turn, frozenset({"md"})) for turn in TURNS]
    return [problem.message for each in editions for problem in each.problems if problem.code.startswith("AUD")]


@pytest.mark.parametrize("nature", NATURES)
def test_what_was_first_said_keeps_its_nature(nature: str, tmp_path: Path) -> None:
    lines = "        - $5 million at 09:00\n        - $11 million at 15:00, revised\n"
    first = f"macro:\n  a:\n    what: the losses\n    {nature}:\n      Delta Wire:\n{lines}"
    assert refused(tmp_path, TOTAL + first) == []


@pytest.mark.parametrize("said", ["down 3%", "down 50 points"])
def test_a_level_that_is_watched_for_need_not_be_of_the_unit_of_its_figure(said: str, tmp_path: Path) -> None:
    dry = f"prices:\n  dry:\n    asset: the Baltic Dry Index\n    said:\n      Delta Wire: {said}\n"
    watch = "outlook:\n  watch:\n    dry:\n      figure: prices.dry\n      trigger: below 1,500\n"
    assert refused(tmp_path, TOTAL + dry + watch) == []
