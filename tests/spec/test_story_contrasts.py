"""What lies between figures leads: money that turned, a move of the day before, others that did not move, levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.analysis.derive import derive
from narrator.analysis.signals import signals
from narrator.reconcile.figures import reconcile
from narrator.story.plan import plan
from support.reports import FELL, POLICY, PUBLISHED, event, typed

if TYPE_CHECKING:
    from narrator.story.message import Story

TOTAL = "liquidations.total (24h)\n  tracker: $300 million\n"
LONGS = """
liquidations.longs (long, 24h)
  tracker: $200 million
liquidations.shorts (short, 24h)
  tracker: $9 million
"""
EVE = """
prices.eve (BTC, 2026-03-01)
  market data: down 6%
prices.eve.open (BTC, 2026-03-01)
  market data: $85,000
"""
OTHERS = """
prices.nasdaq (Nasdaq, 2026-03-02)
  market data: down 0.6%
"""
TURNED = """
flows.first (BTC, 2026-03-01)
  tracker: inflow $50 million
flows.second (BTC, 2026-03-02)
  tracker: outflow $70 million
"""
SUM = """
flows.all (BTC, 2026-02-27 to 2026-03-02, cumulative)
  tracker: inflow $90 million
"""


def story(text: str, count: str = TOTAL + LONGS) -> Story:
    case = event(count + text, "liquidations.total")
    figures = derive(case, reconcile(case, typed(count + text).sources, POLICY, PUBLISHED), POLICY)
    return plan(case, figures, signals(case, figures, POLICY))


@pytest.mark.parametrize(
    ("text", "contrast"),
    [
        (FELL, ""),
        (FELL + OTHERS, "apart"),
        (FELL + OTHERS.replace("0.6%", "2%"), ""),
        (FELL + OTHERS.replace("down", "up"), "against"),
        (FELL + OTHERS.replace("(Nasdaq, 2026-03-02)", "(Nasdaq, month 2026-02)"), ""),
        (EVE + FELL + OTHERS, "astride"),
        (EVE.replace("6%", "4%") + FELL, ""),
        (EVE.replace("down", "up") + FELL, ""),
        (FELL + TURNED, "reversal"),
        (FELL + TURNED + SUM, "late"),
        (FELL + TURNED + SUM.replace("inflow", "outflow"), "reversal"),
        (FELL + TURNED.replace("outflow", "inflow"), ""),
        (FELL.replace("$76,000", "$79,000").replace("down 5%", "down 1.25%"), "back"),
    ],
)
def test_the_strongest_contrast_is_what_the_standfirst_tells(text: str, contrast: str) -> None:
    told = story(text)
    assert told.contrast == contrast


def test_the_section_of_a_contrast_comes_after_that_of_the_main_figure() -> None:
    told = story(FELL + TURNED + "prices.nasdaq (Nasdaq, 2026-03-02)\n  market data: down 2%\n")
    assert [section.name for section in told.sections] == ["liquidations", "flows", "prices"]


@pytest.mark.parametrize(("window", "contrast"), [("2026-03-02", "earlier"), ("2026-03-01 to 2026-03-02", "astride")])
def test_a_count_comes_after_a_move_where_its_own_days_say_so(window: str, contrast: str) -> None:
    told = story(EVE + FELL, (TOTAL + LONGS).replace("24h", window))
    assert told.contrast == contrast


@pytest.mark.parametrize(
    ("window", "out", "contrast"),
    [
        ("2026-03-02", "$40 million", "reversal"),
        ("2026-03-01 to 2026-03-02", "$70 million", "reversal"),
        ("2026-03-01 to 2026-03-02", "$40 million", "late"),
        ("2026-03-01 to 2026-03-02", "$50 million to $60 million", "late"),
    ],
)
def test_money_turned_on_the_whole_where_the_sum_over_the_main_window_says_so(
    window: str, out: str, contrast: str
) -> None:
    told = story(FELL + TURNED.replace("$70 million", out), (TOTAL + LONGS).replace("24h", window))
    assert told.contrast == contrast
