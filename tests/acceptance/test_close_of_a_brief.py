"""How a brief closes: one fact stands once, what decides leads, and nothing was said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.events import DAY, TOTAL

if TYPE_CHECKING:
    from support.variants import Told

DISPUTED = TOTAL + "    circulating:\n      Farside: $300 million\n"
PRICE = """prices:
  btc:
    asset: BTC
    window: 2026-03-03
    said:
      market data: down 5%
    broke:
      said:
        market data: below $78,000
    low:
      said:
        market data: $75,000
"""
FLOW = "flows:\n  etf:\n    asset: BTC\n    window: 2026-03-03\n    said:\n      Farside: outflow $60 million\n"
WATCH = "outlook:\n  watch:\n    a:\n      figure: {}\n      trigger: {}\n"
CASES = """  scenarios:
    first:
      if: {}
      then: The fall goes on.
      view_of: desk
      figure: {}
"""
RISKS = "  risks:\n    one: A second count far below it would take this away.\n    two: A late count would.\n"
VIEWED = DAY.replace("  main:", "  view: Somebody had to sell.\n  main:", 1)
ENDS = re.compile(r"^## (?:What the data|Where the figures|How far the|What stays)", re.MULTILINE)


def test_a_turn_that_a_scenario_rests_on_opens_it_with_what_it_came_to(told: Told) -> None:
    outlook = WATCH.format("flows.etf", "inflow") + CASES.format("The funds go on paying out.", "flows.etf")
    for text in told(TOTAL + PRICE + FLOW + outlook):
        before, _, after = text.partition("turn to inflows")
        assert re.search(r"(?:Watch first|The first thing to see is) whether [\w ]+ $", before)
        assert re.match(
            r", after net outflows of \$60 million on March 3, [^.]*Farside[^.]*\. [^.]*\b[Ii]f the funds go on", after
        )
        assert "turn to inflows" not in after


def test_what_a_scenario_prints_is_not_watched_again(told: Told) -> None:
    case = CASES.format("Bitcoin falls below its low of [prices.btc.low].", "prices.btc.low")
    for text in told(TOTAL + PRICE + WATCH.format("prices.btc.low", "below $75,000") + case):
        assert "falls below its low of $75,000" in text
        assert "watches" not in text
    for text in told(TOTAL + PRICE + FLOW + WATCH.format("flows.etf", "inflow") + case):
        assert "The desk also watches whether" in text


def test_a_level_that_decides_a_scenario_is_not_watched_again(told: Told) -> None:
    level = "levels:\n  low:\n    asset: BTC\n    side: long\n    price: below $70,000\n    estimated:\n"
    level += "      CoinGlass: $90 million\n"
    watch = WATCH.format("levels.low.price", "below $70,000")
    for text in told(TOTAL + PRICE + level + watch + CASES.format("Bitcoin falls to it.", "levels.low.price")):
        assert "watches" not in text
    for text in told(TOTAL + PRICE + level + watch + CASES.format("Bitcoin falls further.", "prices.btc.low")):
        assert re.search(r"watches whether Bitcoin falls below [\w ]*\$70,000", text)


def test_a_scenario_without_a_figure_in_its_words_has_the_price_that_would_decide_it(told: Told) -> None:
    case = CASES.format("Bitcoin falls further.", "prices.btc.low")
    for text in told(TOTAL + PRICE + "outlook:\n" + case):
        assert re.search(r"the fall goes on\. The figure for that is the low of Bitcoin, \$75,000", text)


def test_a_level_behind_a_word_for_its_side_is_printed_alone(told: Told) -> None:
    case = CASES.format("Bitcoin stays below [prices.btc.broke].", "prices.btc.low")
    for text in told(TOTAL + PRICE + "outlook:\n" + case):
        assert "f Bitcoin stays below $78,000" in text


def test_what_would_settle_a_dispute_comes_before_the_scenarios_and_else_after_them(told: Told) -> None:
    case = "outlook:\n" + CASES.format("Bitcoin falls below [prices.btc.low].", "prices.btc.low") + RISKS
    for total, is_first in ((DISPUTED, True), (TOTAL, False)):
        for text in told(total + PRICE + case):
            assert (text.index("A second count far below") < text.index("the fall goes on")) is is_first


def test_what_the_desk_watches_follows_its_view_without_a_heading_of_its_own(told: Told) -> None:
    records = TOTAL + PRICE + FLOW + WATCH.format("flows.etf", "inflow")
    for header, has_heading in ((DAY, True), (VIEWED, False)):
        for text in told(records, header):
            before = text.partition("The desk watches whether")[0].rstrip().split("\n")
            assert before[-1].startswith("## ") is has_heading


def test_the_one_source_of_the_lead_is_no_section_at_the_end(told: Told) -> None:
    day = DAY.replace("liquidations.total", "prices.btc").replace("24h", "2026-03-03")
    bare = PRICE.split("    broke:", maxsplit=1)[0].replace("market data", "Farside")
    for text in told(bare, day):
        assert not ENDS.search(text)
    left_out = "left_out:\n  a:\n    what: the volume\n    why: nobody counts it\n"
    for text in told(bare + left_out, day):
        assert ENDS.search(text)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_was_left_out_is_a_list_where_it_is_much(told: Told, count: int) -> None:
    items = "".join(f"  n{n}:\n    what: the number of {n}\n    why: nobody counts {n}\n" for n in "abc"[:count])
    for text in told(TOTAL + "left_out:\n" + items):
        assert ("\n- The number of a, because nobody counts a\n" in text) is (count > 2)
        assert ("the number of a, because nobody counts a" in text) is (count <= 2)
