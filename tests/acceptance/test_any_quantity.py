"""One day with every way in which a quantity may be typed: it builds, and the brief says each as its source put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import narrator
from support.events import DAY, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

HEAD = f"""{DAY}\
liquidations:
  total:
    said:
      s1: $210 million
"""
STATES = {
    "the two-year yield": ("-0.18%", "minus 0.18%"),
    "the repo rate": ("-0.5% to -0.2%", "minus 0.5% to minus 0.2%"),
    "the premium": ("-0.2% to 0.1%", "minus 0.2% to plus 0.1%"),
    "the swap spread": ("-14 basis points", "minus 14 basis points"),
    "the long bond": ("up 6.5 bps", "6.5 basis points"),
    "the policy rate": ("from 4% to 3.75%", "fell to 3.75% from 4%"),
    "the deposit rate": ("from -0.1% to 0.2%", "rose to 0.2% from minus 0.1%"),
    "the oil spread": ("-$3.10 a barrel", "minus $3.10 a barrel"),
    "crude oil": ("$62.10 a barrel", "$62.10 a barrel"),
    "silver": ("€31.20 an ounce", "31.20 euros an ounce"),
    "imports": ("₩1.2 trillion", "1.2 trillion won"),
    "the budget": ("JPY 5.5 trillion", "5.5 trillion yen"),
    "the fund": ("HK$20 million", "20 million Hong Kong dollars"),
    "the revision": ("none", "zero"),
    "the survey": ("-12.5", "minus 12.5"),
    "the damage": ("$8 billion to $10 billion or more", "$8 billion to $10 billion or more"),
    "the fine": ("at most $8 billion to $10 billion", "$8 billion to $10 billion or less"),
    "new loans": ("more than about $5 million", "more than about $5 million"),
    "the fee": ("at most about $6 million", "at most about $6 million"),
    "the bill yield": ("less than about 5%", "below about 5%"),
    "demand": ("about $400 million to $500 million", "about $400 million to $500 million"),
    "the number of holders": ("up 12%", "12%"),
    "the ratio": ("1.8x", "1.8 times"),
}
MARKETS = """positions:
  options:
    what: open interest
    asset: BTC
    venue: Kraken
    instrument: options
    said:
      s1: $7.4 billion
  futures:
    what: open interest
    asset: BTC
    venue: Kraken
    instrument: futures
    said:
      s1: $9.4 billion
  funding:
    what: funding
    asset: BTC
    said:
      s1: -0.0031%
flows:
  coins:
    asset: BTC
    venue: Kraken
    said:
      s1: inflow $640 million
  ibit:
    asset: BTC
    fund: IBIT
    said:
      s1: outflow
    inflow:
      said:
        s1: $300 million
    outflow:
      said:
        s1: $320 million
prices:
  btc:
    asset: BTC
    said:
      s1: down 1%
    price:
      said:
        s1: $60,065 at 08:17
    open:
      said:
        s1: $60,700
  dow:
    asset: Dow
    said:
      s1: down 421 points
"""
SAID = (
    *("options on Kraken stood at $7.4 billion", "futures on Kraken stood at $9.4 billion", "minus 0.0031%"),
    *("$640 million in Bitcoin moved onto Kraken", "gross inflows of $300 million", "gross outflows of $320 million"),
    *("stood at $60,065 at 08:17 UTC", "From $60,700 at the open, Bitcoin fell 1%", "421 points"),
)


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> str:
    records = "macro:\n" + "".join(
        f"  m{number}:\n    what: {what}\n    said:\n      s1: {typed}\n"
        for number, (what, (typed, _)) in enumerate(STATES.items())
    )
    root: Path = write_workspace(tmp_path_factory.mktemp("any"), HEAD + records + MARKETS)
    ran = narrator(root, "build", "--event", "day", "--to", "md")
    assert ran.code == 0, ran.out + ran.err
    return (root / "out" / "day" / "en" / "brief.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", STATES)
def test_a_state_is_said_as_it_was_put(brief: str, what: str) -> None:
    lines = [line for line in brief.splitlines() if what in line.lower()]
    assert any(STATES[what][1] in line for line in lines), lines


@pytest.mark.parametrize("said", SAID)
def test_a_market_is_told_apart(brief: str, said: str) -> None:
    assert said in brief


def test_nothing_is_called_a_fund_that_is_none(brief: str) -> None:
    assert "ETF" not in brief
    assert "$0" not in brief
