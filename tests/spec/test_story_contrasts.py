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


def story(text: str) -> Story:
    case = event(TOTAL + LONGS + text, "liquidations.total")
    figures = derive(case, reconcile(case, typed(TOTAL + LONGS + text).sources, POLICY, PUBLISHED), POLICY)
    return plan(case, figures, signals(case, figures, POLICY))


@pytest.mark.parametrize(
    ("text", "contrast"),
    [
        (FELL, ""),
        (FELL + OTHERS, "apart"),
        (FELL + OTHERS.replace("0.6%", "2%"), ""),
        (FELL + OTHERS.replace("down", "up"), "against"),
        (FELL + OTHERS.replace("(Nasdaq, 2026-03-02)", "(Nasdaq, month 2026-02)"), ""),
        (EVE + FELL + OTHERS, "earlier"),
        (EVE.replace("6%", "4%") + FELL, ""),
        (EVE.replace("down", "up") + FELL, ""),
        (FELL + TURNED, "reversal"),
        (FELL + TURNED.replace("outflow", "inflow"), ""),
        (FELL.replace("$76,000", "$79,000"), "back"),
    ],
)
def test_the_strongest_contrast_is_what_the_standfirst_tells(text: str, contrast: str) -> None:
    told = story(text)
    assert told.contrast == contrast


def test_the_section_of_a_contrast_comes_after_that_of_the_main_figure() -> None:
    told = story(FELL + TURNED + "prices.nasdaq (Nasdaq, 2026-03-02)\n  market data: down 2%\n")
    assert [section.name for section in told.sections] == ["liquidations", "flows", "prices"]
