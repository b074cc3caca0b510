"""What is told beside a figure, and names that are words of the trade, in texts about days of other kinds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.reading.documents import of_html
from support.audits import flagged, matter, matter_for
from support.briefs import SEEDS, desk
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.audit.matter import Matter

FED, STERLING, OUTFLOWS = "the-fed-cuts-a-third-time", "sterling-on-a-second-vote", "a-christmas-week-of-etf-outflows"
SQUEEZE, DELEVERAGING = "2026-01-07-short-squeeze", "2026-01-long-deleveraging"
TRACKERS = "an-exchange-against-the-trackers"
QUIET, CRASH = "a-quiet-midday", "a-crash-in-sixty-figures"


@cache
def of_day(name: str) -> Matter:
    return matter_for(pipeline.examine(ROOT / "tests" / "cases" / "days" / f"{name}.yaml", desk()), desk())


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (QUIET, "A survey of analysts had forecast 235,000 claims.", []),
        (QUIET, "A survey of analysts had forecast 245,000 claims.", [("245,000 claims", "outside")]),
        (QUIET, "The U.S. Department of Labor counted 235,000 claims.", [("235,000 claims", "as_fact")]),
        (CRASH, "CoinGlass counts $2.51 billion of shorts.", []),
        (CRASH, "CoinGlass counts $2.51 billion of longs.", [("$2.51 billion", "name")]),
        (CRASH, "Exchanges closed $2.51 billion of shorts by force, CoinGlass says.", []),
        (CRASH, "Exchanges closed $2.56 billion of shorts by force, CoinGlass says.", [("$2.56 billion", "outside")]),
    ],
)
def test_a_value_beside_a_figure_is_told_as_what_it_is(day: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert flagged(text, of_day(day)) == expected


REVENUE, FUNDING, VENUES = (
    "revenue-above-the-forecast",
    "funding-on-both-sides-of-zero",
    "a-crash-with-notes-on-its-venues",
)
NEXT = "Nvidia forecast revenue in the third quarter at $52.9 billion to $55.1 billion"
CARD = "Who | How much\n-|-\n"
TWICE = "AP has the indices. The S&P 500 fell 2.7%, or 182.6 points in figures from USA Today."


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (REVENUE, f"{NEXT} and the Wall Street consensus at $53.46 billion.", []),
        (REVENUE, NEXT.replace("third", "second") + ".", [("$52.9 billion to $55.1 billion", "name")]),
        (REVENUE, f"{CARD}the Wall Street consensus | $41.29 billion, forecast of another kind", []),
        (REVENUE, f"{CARD}Nvidia | $41.29 billion, forecast of another kind", [("$41.29 billion", "outside")]),
        (VENUES, f"{CARD}Multicoin’s head of trading | at least $20 billion, estimated", []),
        (CRASH, TWICE, []),
        (CRASH, TWICE.replace(", or 182.6 points", ""), [("2.7%", "unattributed"), ("USA Today", "name")]),
    ],
)
def test_a_quarter_a_nature_and_a_second_source_are_of_the_number_that_they_stand_with(
    day: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert flagged(text, of_day(day)) == expected


def test_a_row_of_a_page_is_a_sentence_of_its_own() -> None:
    rows = [("Ether, move", "down 0.1%", "24"), ("Funding, Bitcoin", "minus 0.0031% to 0.0012%", "{}")]
    cells = "".join(
        f"<tr>\n<th>{of}</th>\n<td>{said}</td>\n<td>within {for_} hours</td>\n</tr>\n" for of, said, for_ in rows
    )
    text = f"<table>\n{cells}</table>\n<p>Bitcoin rose 0.1%, one unnamed source says.</p>"
    assert flagged(text.format("eight"), of_day(FUNDING), of_html) == []
    assert flagged(text.format("nine"), of_day(FUNDING), of_html) == [("within nine hours", "date")]


CASCADE = "2026-01-29-long-cascade"
SHORTS = "$330 million to $390 million"
LEVEL = "Figure | Value\n-|-\nBitcoin: level broken | {} $85,000"
HEAT = "Liquidation heat maps put an estimated $286 million of Bitcoin longs at risk if the price goes below $80,000."


@pytest.mark.parametrize(
    ("event", "text", "old", "new", "verdict"),
    [
        (CASCADE, "Bitcoin fell to a low of $83,251.", "fell", "rose", "name"),
        (CASCADE, "Bitcoin fell to a low of $83,251.", "$83,251", "$89,185", "name"),
        (CASCADE, "Bitcoin closed at $84,562 on Jan. 29.", "$84,562", "$83,251", "name"),
        (CASCADE, "比特币收于84,562美元。", "84,562", "83,251", "name"),
        (CASCADE, "Bitcoin dipped under $85,000.", "under", "over", "sign"),
        (CASCADE, "Bitcoin spent a few minutes under $85,000.", "under", "over", "sign"),
        (SQUEEZE, f"By unverified data, shorts made up {SHORTS} of the liquidations.", SHORTS, "$94,762", "name"),
        (CASCADE, "Asset | Move\n-|-\nEther | −6.8% to −7.0%", "−", "+", "sign"),
        (DELEVERAGING, "About $1.451B liquidated, mostly longs; shorts at risk", "longs", "shorts", "name"),
        (CASCADE, LEVEL.format("below"), "below", "above", "sign"),
        (DELEVERAGING, HEAT, "80,000", "90,000", "outside"),
        (DELEVERAGING, "- Whether Bitcoin rises above $85,000", "85", "84", "outside"),
        (CASCADE, "Figure | Value\n-|-\nBitcoin, move, on Jan. 29 | down about 5%", "Bitcoin", "Litecoin", "noun"),
    ],
)
def test_a_level_is_crossed_the_way_that_the_records_have(
    event: str, text: str, old: str, new: str, verdict: str
) -> None:
    assert flagged(text, matter(event)) == []
    assert [told for _, told in flagged(text.replace(old, new), matter(event))] == [verdict]


ETF = "2026-01-14-etf-against-shorts"
MEASURE = "If the longs, too, come to nearly $577 million, this was a swing in both directions."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MEASURE, []),
        (MEASURE.replace("577", "587"), [("$587 million", "outside")]),
        ("The longs, too, came to nearly $577 million.", [("$577 million", "name")]),
        ("If the longs come to nearly $577 million, this was a swing.", [("$577 million", "name")]),
    ],
)
def test_a_number_on_record_may_be_the_measure_of_what_is_to_come(text: str, expected: list[tuple[str, str]]) -> None:
    assert flagged(text, matter(ETF)) == expected


def test_a_price_that_stood_above_a_level_broken_later_did_so() -> None:
    assert flagged("Bitcoin had closed above $85,000 before.", matter(CASCADE)) == []


QUOTE = "SharpLink holds Ether. “100% holds Ethereum and 100% stakes it,”"
QUOTED = """statements:
  sharplink:
    who: SharpLink
    kind: official
    quote: 100% holds Ethereum and 100% stakes it
    contains: accounts.sharplink_held.share, accounts.sharplink_staked.share
"""


@pytest.mark.parametrize(
    ("event", "text", "expected"),
    [
        (DELEVERAGING, "Levels watched for Bitcoin run from $80,000 to $85,000", []),
        (DELEVERAGING, "Levels watched for Bitcoin run from $80,000 to $86,000", [("$80,000 to $86,000", "outside")]),
        (DELEVERAGING, "Bitcoin traded at $80,000 to $85,000.", [("$80,000 to $85,000", "outside")]),
    ],
)
def test_a_range_of_levels_is_theirs(event: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert flagged(f"# Title\n\n{text}\n", matter(event)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("said SharpLink", []),
        ("said Bill Dudley", [("100%", "name")]),
        ("it said", []),
    ],
)
def test_a_quote_is_of_whoever_is_said_to_have_said_it(
    said: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    event = (SEEDS / f"{SQUEEZE}.yaml").read_text("utf-8")
    file = tmp_path / f"{SQUEEZE}.yaml"
    file.write_text(event.replace("statements:\n", QUOTED, 1), "utf-8")
    against = matter_for(pipeline.examine(file, desk()), desk())
    assert flagged(f"# Title\n\n{QUOTE} {said}.\n", against) == expected


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (FED, "The Federal Reserve cuts its target to 3.75%.", []),
        (STERLING, "NDTV Profit put the two-year gilt yield at 3.88%.", []),
        (STERLING, "- Whether UK inflation goes above 4%", []),
        (STERLING, "The desk watches whether UK inflation goes above 4%.", []),
        (STERLING, "- Whether UK inflation goes above 5%", [("5%", "outside")]),
        (OUTFLOWS, "Spot Bitcoin ETFs lost more than $1.1 billion in six sessions in a row, SoSoValue says.", []),
        (
            OUTFLOWS,
            "Spot Bitcoin ETFs lost more than $1.1 billion in nine sessions in a row, SoSoValue says.",
            [("nine sessions in a row", "word")],
        ),
        (TRACKERS, "Bybit’s chief estimated the total at no less than $8 billion.", []),
        (CRASH, "The worst hour brought about $7 billion, CoinGlass says.", []),
    ],
)
def test_a_name_says_no_way_and_a_window_or_what_is_watched_is_no_claim(
    day: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert flagged(f"# Title\n\n{text}\n", of_day(day)) == expected


@pytest.mark.parametrize(("value", "expected"), [("$40 billion", []), ("$41 billion", ["outside"])])
def test_a_row_of_a_source_and_its_value_is_of_what_it_said(value: str, expected: list[str]) -> None:
    found = flagged(f"# Title\n\nWho says what\n\nCircle: {value}\n", of_day("a-coin-of-one-dollar-slips"))
    assert [verdict for _, verdict in found] == expected
