"""What an article says of small records, sentence by sentence: a table for those who write the templates."""

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
      CoinGlass: $300 million
"""

MOVES = "prices:\n  btc:\n    asset: BTC\n    said:\n      unnamed: {}\n    circulating:\n      unnamed 2: {}\n"
SENTENCES = [
    (
        "an estimate beside the total is told once, whose it is with it",
        "  all:\n    estimated:\n      Dan: $2 billion to $3 billion\n",
        "Dan estimated the total at $2 billion to $3 billion.",
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
        "CoinGlass put positions on Kraken at $150 million and Poor sites at $125 million.",
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
        "a rise of 1.5%. Bitcoin closed at $60,065",
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
]


@pytest.mark.parametrize(("records", "says", "never"), [each[1:] for each in SENTENCES], ids=[e[0] for e in SENTENCES])
def test_a_small_record_is_said_in_this_sentence(tmp_path: Path, records: str, says: str, never: str) -> None:
    write_workspace(tmp_path, HEAD + records)
    ran = narrator(tmp_path, "build", "--event", "day", "--to", "md")
    written = [path.read_text(encoding="utf-8") for path in tmp_path.glob("out/*/en/brief.md")]
    assert written, ran
    prose = "\n".join(line for line in written[0].splitlines() if not line.startswith("|"))
    assert says in prose
    assert never not in prose
