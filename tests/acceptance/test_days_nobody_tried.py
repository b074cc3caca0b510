"""Kinds of sentences that days of other markets brought up: each says what was typed, as an editor would leave it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from support.events import LEFT_OPEN, write_workspace
from support.variants import briefs, editions, prose

if TYPE_CHECKING:
    from pathlib import Path

TOTAL = "liquidations:\n  total:\n    said:\n      CoinGlass: $300 million\n"
MAIN, DAY = "liquidations.total", "2026-03-03"


def record(name: str, said: str, *fields: str, nature: str = "said") -> str:
    """A record with a line of one source, or the lines of several."""
    lines = said if "\n" in said else f"      Delta Wire: {said}\n"
    return f"  {name}:\n" + "".join(f"    {each}\n" for each in fields) + f"    {nature}:\n{lines}"


def prices(*records: str) -> str:
    return "prices:\n" + "".join(records)


def macro(*records: str) -> str:
    return "macro:\n" + "".join(records)


SILVER = "      Delta Wire: down 27.7%\n      Echo Wire: down 26%\n      Fox Wire: down 31.4% to 36%\n"
CLOSES = "    close:\n      said:\n        Delta Wire: $83\n        Echo Wire: $85\n"
CLOSES += "    low:\n      said:\n        Delta Wire: $73\n"
WHY = "    differ: Some measure futures.\n"
SENTENCES = {
    "a sentence in the news ends once, its time in front": (
        MAIN,
        TOTAL + "macro:\n  law:\n    what: The president named a new chair.\n    when: 2026-03-02\n",
        r"(?:in the news|outside the market) on March 2: The president named a new chair\.",
        r"chair\.,",
    ),
    "holdings come to": (
        "positions.all",
        "positions:\n" + record("all", "1.2 million tonnes", "what: holdings"),
        r"Holdings come to",
        "oldings comes",
    ),
    "soybeans rise": (
        "prices.beans",
        prices(record("beans", "up 1.5 cents", "asset: soybeans")),
        r"# Soybeans rise 1\.5 cents",
        "rises",
    ),
    "reserves have fallen": (
        MAIN,
        TOTAL + macro(record("a", "down $45 billion", "what: net reserves", "window: since 2026-02-19")),
        r"et reserves have fallen \$45 billion since Feb\. 19",
        "reserves has",
    ),
    "a state since a day has come to": (
        MAIN,
        TOTAL + macro(record("a", "13.9 minutes", "what: the time between blocks", "window: since 2026-02-19")),
        r"he time between blocks has come to 13\.9 minutes since Feb\. 19",
        r"blocks came to",
    ),
    "what it had been before is of no window of its own": (
        MAIN,
        TOTAL
        + macro(
            record(
                "a",
                "      Delta Wire: from 39% to 38%\n      Echo Wire: 75%\n",
                "what: annual inflation",
                "when: month 2026-02",
            ),
            record(
                "b", "      Delta Wire: 24%\n      Echo Wire: 31%\n", "what: inflation", "when: 2026", nature="forecast"
            ),
        ),
        r"had stood at 39% before[,.]",
        r"before in February",
    ),
    "a place keeps its preposition": (
        MAIN,
        TOTAL + "accounts:\n" + record("a", "$900,000", "who: Ridge Mining", "what: holding", "where: on Kraken"),
        r"held \$900,000 on Kraken",
        r"at on",
    ),
    "bond funds": (
        MAIN,
        TOTAL + "flows:\n" + record("a", "outflow $5 million", "asset: US bonds"),
        r"US bond funds",
        "bonds funds",
    ),
    "the fall of camps": (
        "prices.silver",
        prices(record("silver", SILVER, "asset: silver") + WHY),
        r"No one figure can be given for the fall of silver on March 3",
        r"either down",
    ),
    "a price of another source has a sentence of its own": (
        MAIN,
        TOTAL + prices("  a:\n    asset: silver\n" + CLOSES),
        r"closed at \$83 to \$85\. It reached a low of \$73",
        r"\$85 and reached",
    ),
    "a reason is given once": (
        "prices.silver",
        prices(record("silver", SILVER, "asset: silver") + CLOSES + WHY),
        r"Some measure futures\.",
        r"(?s)Some measure futures\..*Some measure futures\.",
    ),
    "a check is told once": (
        MAIN,
        TOTAL
        + "unconfirmed:\n"
        + "".join(
            f"  {n}:\n    text: a fund {n} sold\n    by: social media\n    checked: asked Vale, no answer\n"
            for n in "ab"
        ),
        r"asked Vale, no answer",
        r"(?s)asked Vale, no answer.*asked Vale, no answer",
    ),
    "a level in a case is nobody's finding": (
        MAIN,
        TOTAL
        + prices("  a:\n    asset: BTC\n    open:\n      said:\n        Delta Wire: $64,000\n")
        + "outlook:\n  scenarios:\n    a:\n      if: Bitcoin closes below [prices.a.open].\n"
        + "      then: It was fear.\n      view_of: desk\n",
        r"f Bitcoin closes below \$64,000,",
        r"below \$64,000, (?:as|according|on|Delta)",
    ),
    "yields that went two ways have no heading of one": (
        "macro.ten",
        macro(
            record("other", "unchanged at 3.9%", "what: the 2-year yield"),
            record("ten", "from 3.8% to 3.7%", "what: the 10-year yield"),
        )
        + TOTAL,
        r"10-year yield",
        r"## Bond yields",
    ),
    "what was planned for a day that is over was planned": (
        MAIN,
        TOTAL + macro(record("a", "$30 to $32", "what: the price talk", "when: 2026-03-01", nature="planned")),
        r"The price talk was planned at \$30 to \$32",
        r"talk is planned",
    ),
    "the largest of the parts of a sum of flows is a key point": (
        "flows.all",
        "flows:\n"
        + record("all", "inflow $106 million", "asset: ETH")
        + record("a", "inflow $266 million", "asset: ETH", "fund: ALPHA")
        + record("b", "outflow $484 million", "asset: ETH", "fund: BETA")
        + record("c", "inflow $324 million", "asset: ETH", "fund: GAMMA"),
        r"(?:\*\*|- )BETA had net outflows of \$484 million",
        r"(?!)",
    ),
    "a body that a sentence names is not named again": (
        MAIN,
        TOTAL + "macro:\n  law:\n    what: The Metal Exchange closed.\n    who: the Metal Exchange\n",
        r"The Metal Exchange closed\.",
        r"from the Metal Exchange",
    ),
    "what the desk expects is not said by a source": (
        MAIN,
        TOTAL
        + prices(record("a", "down 2%", "asset: BTC"))
        + "outlook:\n  risks:\n    a:\n      text: It may go on after [prices.a].\n",
        r"It may go on after down 2%\. The figure for the fall of Bitcoin comes from Delta Wire",
        r"after down 2%, ",
    ),
    "hours are not against those of the year": (
        MAIN,
        TOTAL
        + macro(
            record("a", "14 hours", "what: the hours below zero"),
            record("b", "224 hours", "what: the hours below zero", "window: since 2026-01-01"),
        ),
        r"he hours below zero numbered 14[.,] .*he hours below zero have numbered 224 since Jan\. 1",
        r"against 224|lasted",
    ),
    "an estimate of about so much is estimated once": (
        MAIN,
        TOTAL + macro(record("a", "about 45 tonnes to 47 tonnes", "what: the demand", nature="estimated")),
        r"an estimated 45 to 47 tonnes",
        r"estimated about",
    ),
    "a month keeps its capital": (
        MAIN,
        TOTAL
        + "outlook:\n  scenarios:\n    a:\n      if: June is sunny.\n      then: It falls.\n      view_of: desk\n",
        r"[Ii]f June is sunny",
        r"june",
    ),
    "a rate since a day has stood": (
        MAIN,
        TOTAL + macro(record("a", "3.9%", "what: the deposit rate", "when: since 2026-02-19")),
        r"he deposit rate has stood at 3\.9% since Feb\. 19",
        r"rate stood at 3",
    ),
    "a plan of an account that another tells": (
        MAIN,
        TOTAL
        + "accounts:\n"
        + record("a", "9.92 million HYPE", "who: the team", "what: transfer", "asset: HYPE", nature="planned"),
        r"The team planned to move 9\.92 million HYPE",
        r"for the transfer",
    ),
    "none of several": (
        MAIN,
        TOTAL + macro(*(record(n, "5 tonnes", f"what: the demand of {n.upper()}", nature="estimated") for n in "ab")),
        r"No source has counted the demand of A or the demand of B",
        r"A and the demand",
    ),
    "more rupees a dollar are a fall of the rupee": (
        "prices.a",
        prices(
            record("a", "down 0.3%", "asset: the rupee")
            + "    broke:\n      said:\n        Delta Wire: above 90 rupees a dollar\n"
        ),
        r"went above 90 rupees a dollar",
        r"though it",
    ),
    "an index of the month that is out before its end is no part of it": (
        MAIN,
        TOTAL + macro(record("a", "from 88 to 87.6", "what: the climate index", "when: month 2026-03")),
        r"The climate index fell in March to 87\.6 from 88",
        r"so far",
    ),
    "holdings that stayed have their source": (
        MAIN,
        TOTAL + "positions:\n" + record("a", "from 95 tonnes to 95 tonnes", "what: holdings", "asset: gold"),
        r"oldings of gold were unchanged at 95 tonnes, [^.]*Delta Wire",
        r"gold was unchanged",
    ),
    "what somebody has counted in another window has been counted": (
        MAIN,
        TOTAL
        + "accounts:\n"
        + record("a", "5 BTC", "who: Vale", "what: transfer", "asset: BTC", "window: 2026-03-02")
        + record("b", "6 BTC", "who: Vale", "what: transfer", "asset: BTC", nature="estimated"),
        r"estimated",
        r"No source has counted",
    ),
    "the Fed of a city has its article": (
        MAIN,
        TOTAL + macro(record("a", "      New York Fed: 4.2%\n", "what: the overnight rate")),
        r"the New York Fed|the New York Fed said",
        r"(?<!the )(?<!The )New York Fed",
    ),
    "unchanged or a rise": (
        "macro.a",
        macro(
            record("a", "      Delta Wire: unchanged\n      Echo Wire: up 0.02 percentage points\n", "what: the yield")
        ),
        r"The yield was unchanged or rose, depending on the source: between no change and a rise of 0\.02",
        r"rose between 0",
    ),
    "the move of what the main figure is the level of leads": (
        "macro.a",
        macro(
            record("a", "4.22%", "what: the overnight rate"),
            *(record(n, "5 tonnes", f"what: the demand of {n.upper()}") for n in "bcde"),
            record("m", "up 18 basis points", "what: the overnight rate"),
        ),
        r"\*\*The overnight rate rose 18 basis points",
        r"(?!)",
    ),
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_kind_of_sentence(kind: str, tmp_path: Path) -> None:
    main, records, said, unsaid = SENTENCES[kind]
    for brief in briefs(tmp_path, LEFT_OPEN.format(main=main, window=DAY) + records):
        assert re.search(said, prose(brief)), prose(brief)
        assert not re.search(unsaid, prose(brief)), prose(brief)


def test_what_is_of_the_day_comes_before_what_had_been_weeks_ago(tmp_path: Path) -> None:
    rate = macro(
        record("peak", "180 tonnes", "what: the output", "window: week to 2026-01-14"),
        record("now", "88 tonnes", "what: the output", "window: 7d"),
    )
    for brief in editions(tmp_path, LEFT_OPEN.format(main=MAIN, window=DAY) + TOTAL + rate):
        assert re.search(r"The output came to 88 tonnes .*, against 180 tonnes", brief)


@pytest.mark.parametrize(
    ("said", "point"),
    [
        (
            "      Delta Wire: 88 tonnes a day\n      Echo Wire: 91 tonnes a day\n      Fox Wire: 102 tonnes a day\n",
            r": 88 to 102 tonnes a day\.",
        ),
        ("      Delta Wire: 88%\n      Echo Wire: 91%\n", r": Delta Wire has 88% and Echo Wire 91%\."),
        (
            "      Delta Wire: 88 tonnes\n    estimated:\n      Echo Wire: 102 tonnes\n",
            r"against an estimated 102 tonnes from Echo Wire\.",
        ),
    ],
)
def test_the_last_key_point_says_what_is_disputed(said: str, point: str, tmp_path: Path) -> None:
    others = prices(*(record(f"p{n}", f"up {n}%", f"asset: Mill {name}") for n, name in enumerate("ABCDE", 4)))
    for brief in briefs(
        tmp_path,
        LEFT_OPEN.format(main=MAIN, window=DAY) + TOTAL + macro(record("a", said, "what: the output")) + others,
    ):
        points = brief.partition("## Key points")[2].partition("\n## ")[0]
        assert re.search(point, points), brief


def test_what_is_a_level_in_a_case_is_no_bound_that_nobody_gave(tmp_path: Path) -> None:
    case = "outlook:\n  scenarios:\n    a:\n      if: Bitcoin closes below [prices.a.open].\n"
    records = prices("  a:\n    asset: BTC\n    open:\n      said:\n        Delta Wire: $64,000\n") + case
    root = write_workspace(
        tmp_path, LEFT_OPEN.format(main=MAIN, window=DAY) + TOTAL + records + "      then: so.\n      view_of: desk\n"
    )
    own = pipeline.open_desk(config.load(root)[0])
    (file,) = (root / "data" / "events").glob("*.yaml")
    edition = pipeline.edit(pipeline.examine(file, own), own, Turn(), frozenset({"md"}))
    assert [problem.code for problem in edition.problems if problem.code.startswith("AUD")] == []


def test_what_stood_before_a_high_and_before_a_price_have_rows_of_their_own(tmp_path: Path) -> None:
    lines = "".join(f"    {part}:\n      said:\n        Delta Wire: {said}\n" for part, said in BEFORE.items())
    day = LEFT_OPEN.format(main=MAIN, window=DAY) + TOTAL + prices("  a:\n    asset: BTC\n" + lines)
    for text in editions(tmp_path, day):
        rows = re.findall(r"^\| (Bitcoin: [^|]*before) \|", text.split("## Figures and sources")[-1], re.MULTILINE)
        assert sorted(rows) == [f"Bitcoin: {part} before" for part in sorted(BEFORE)]


BEFORE = {
    "price": "from $61,000 to $64,000",
    "open": "from $60,000 to $62,000",
    "high": "from $65,000 to $66,000",
    "low": "from $58,000 to $59,000",
}
