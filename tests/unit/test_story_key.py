"""The key figures: what stands in the table near the top, and what gives way where there is more than has room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.analysis.derive import derive
from narrator.analysis.signals import signals
from narrator.reconcile.figures import reconcile
from narrator.story.key import MOST, MOST_PRICES
from narrator.story.plan import plan
from support.pages import drafted
from support.reports import POLICY, PUBLISHED, event, typed

if TYPE_CHECKING:
    from narrator.story.message import Story

TOTAL = "liquidations.total (24h)\n  tracker: $300 million\n"
SIDES = (
    "liquidations.longs (long, 24h)\n  tracker: $200 million\n"
    "liquidations.shorts (short, 24h)\n  tracker: $100 million\n"
)
PRICE = (
    "prices.btc (BTC, 24h)\n  tracker: down 6%\n"
    "prices.btc.low (BTC, 24h)\n  tracker: $80,000\n"
    "prices.btc.high (BTC, 24h)\n  tracker: $91,000\n"
    "prices.btc.close (BTC, 24h)\n  tracker: $84,000\n"
    "prices.btc.broke (BTC, 24h)\n  tracker: below $82,000\n"
)
OTHERS = "".join(
    f"prices.{name} ({name.upper()}, 24h)\n  tracker: down {n}%\n"
    for n, name in enumerate(("eth", "sol", "xrp", "doge", "ada"), start=7)
)
FLOW = "flows.etf (BTC, ETF, 24h)\n  tracker: outflow $90 million\n"


def key(text: str, main: str = "liquidations.total") -> tuple[str, ...]:
    return story(text, main).key


def story(text: str, main: str = "liquidations.total") -> Story:
    case = event(text, main)
    figures = derive(case, reconcile(case, typed(text).sources, POLICY, PUBLISHED), POLICY)
    return plan(case, figures, signals(case, figures, POLICY), "standard")


def test_the_main_figure_comes_first_and_its_sides_next() -> None:
    assert key(PRICE + SIDES + TOTAL)[:3] == ("liquidations.total", "liquidations.longs", "liquidations.shorts")


def test_where_one_share_is_known_it_stands_for_the_sides() -> None:
    share = "liquidations.longs.share (long, 24h)\n  tracker: more than 90%\n"
    assert key(PRICE + TOTAL + share)[:2] == ("liquidations.total", "liquidations.longs.share")


@pytest.mark.parametrize("more", ["", SIDES, OTHERS, FLOW, SIDES + OTHERS + FLOW])
def test_of_the_prices_of_the_main_asset_one_stands_beside_its_move(more: str) -> None:
    found = key(TOTAL + PRICE + more)
    prices = [name for name in found if name.startswith("prices.btc.")]
    assert len(found) <= MOST
    assert "prices.btc" in found
    assert len(prices) == MOST_PRICES
    assert prices[0] == "prices.btc.close"


def test_the_heaviest_flow_has_a_row_or_is_a_key_point_however_much_else_there_is() -> None:
    text = TOTAL + SIDES + PRICE + OTHERS + FLOW
    found, points = key(text), story(text).points
    assert len(found) == MOST
    assert ("flows.etf" in found) is not any("flows.etf" in point.figures for point in points)


def test_what_no_sentence_of_the_first_screen_tells_fills_the_rows_that_are_left() -> None:
    assert {"prices.eth", "prices.sol", "prices.xrp"} <= {*key(TOTAL + OTHERS)}


def test_a_price_that_the_brief_is_about_is_not_the_one() -> None:
    found = key(PRICE, "prices.btc.close")
    assert found[0] == "prices.btc.close"
    assert {"prices.btc", "prices.btc.low"} <= {*found}


def test_a_price_stands_beside_the_move_before_the_rest_of_what_the_standfirst_tells() -> None:
    story = drafted("2026-01-long-deleveraging")[1].story
    assert story is not None
    assert {"prices.btc", "prices.btc.close"} < {*story.key}


def test_what_is_said_beside_a_key_figure_has_rows_as_long_as_there_is_room() -> None:
    def circulating(name: str, *said: str) -> str:
        return f"{name} (24h)\n  tracker: $300 million\n" + "".join(
            f"  circulating {source}: ${size} million\n" for source, size in zip("abcdefgh", said, strict=False)
        )

    few, many = circulating("liquidations.total", "100", "700"), circulating("liquidations.total", *"123456789")
    assert story(few).key_others == ("liquidations.total",)
    assert story(many + SIDES + PRICE + OTHERS).key_others == ()
    assert story(TOTAL + SIDES).key_others == ()
