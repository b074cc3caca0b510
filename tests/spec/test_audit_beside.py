"""What is told beside a figure, and names that are words of the trade, in texts about days of other kinds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from support.audits import flagged, matter, matter_for
from support.briefs import desk
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.audit.matter import Matter

FED, STERLING, OUTFLOWS = "the-fed-cuts-a-third-time", "sterling-on-a-second-vote", "a-christmas-week-of-etf-outflows"
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


SQUEEZE, DELEVERAGING = "2026-01-07-short-squeeze", "2026-01-long-deleveraging"
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
        ("said Bill Dudley", [("100% holds Ethereum and 100% stakes it", "name")]),
        ("it said", []),
    ],
)
def test_a_quote_is_of_whoever_is_said_to_have_said_it(
    said: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    event = (ROOT / "data" / "events" / f"{SQUEEZE}.yaml").read_text("utf-8")
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
        (STERLING, "- Whether UK inflation goes above 5%", [("5%", "outside")]),
        (OUTFLOWS, "Spot Bitcoin ETFs lost more than $1.1 billion in six sessions in a row, SoSoValue says.", []),
        (
            OUTFLOWS,
            "Spot Bitcoin ETFs lost more than $1.1 billion in nine sessions in a row, SoSoValue says.",
            [("sessions in a row", "word")],
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
