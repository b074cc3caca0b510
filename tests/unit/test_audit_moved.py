"""What a text says of where an asset went without a number is held against the moves of its price."""

from __future__ import annotations

import pytest

from support.audits import flagged, matter
from support.briefs import EVENTS

SQUEEZE, ETF, CASCADE, DELEVERAGING = EVENTS


@pytest.mark.parametrize(
    ("event", "text", "found"),
    [
        (
            SQUEEZE,
            "# $400M-$500M of positions liquidated as {} rises",
            ("Bitcoin", "Ether", "Solana", "Litecoin", "XRP"),
        ),
        (CASCADE, "# {} falls as at least $575 million is liquidated", ("Bitcoin", "Solana", "Litecoin", "XRP")),
    ],
)
def test_an_asset_in_a_heading_goes_as_its_own_price_went(event: str, text: str, found: tuple[str, ...]) -> None:
    true, *others = found
    assert flagged(text.format(true), matter(event)) == []
    for other in others:
        assert len(flagged(text.format(other), matter(event))) == 1, other


def test_an_asset_that_went_the_other_way_blocks() -> None:
    assert flagged("# Bitcoin falls while shorts are liquidated", matter(ETF)) == [("Bitcoin falls", "sign")]
    assert flagged("# Bitcoin rises while shorts are liquidated", matter(ETF)) == []


@pytest.mark.parametrize(
    "text",
    ["# What if Ether rises?", "Should Ether rise, more shorts would follow.", "Ether could fall.", "Sentiment fell."],
)
def test_what_is_asked_or_supposed_is_not_held_against_a_price(text: str) -> None:
    assert flagged(text + "\n\nBitcoin rose 2.9%.", matter(SQUEEZE)) == []


def test_an_asset_is_not_that_of_the_contract_behind_it() -> None:
    row = "| Liquidations, {}, {}, BTC-USD: largest order | $31.64 million | public data |"
    assert flagged(row.format("Bitcoin", "Hyperliquid"), matter(CASCADE)) == []
    for asset, venue in (("Ether", "Hyperliquid"), ("Litecoin", "Hyperliquid"), ("Bitcoin", "Kraken")):
        assert len(flagged(row.format(asset, venue), matter(CASCADE))) == 1, (asset, venue)


def test_what_is_at_risk_is_not_told_as_gone() -> None:
    text = "When Bitcoin fell below $80,000, an estimated $286 million of longs {}, according to heat maps."
    supposed = text.replace("When Bitcoin fell", "Should Bitcoin fall").format("would be liquidated")
    assert flagged(supposed, matter(DELEVERAGING)) == []
    assert ("$286 million", "as_fact") in flagged(text.format("was liquidated"), matter(DELEVERAGING))
