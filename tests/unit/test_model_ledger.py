"""`ledger.json`: what a figure is of, where it is told, and whose the values beside it are (DESIGN.md 6)."""

from __future__ import annotations

from typing import Any

from narrator.model.ledger import Ledger, Print
from support.reports import PUBLISHED, analysed

TEXT = """
flows.btc_etf (BTC, 2026-03-02)
  farside: inflow $41.3 million
  circulating chatter: outflow $50 million
liquidations.kraken (long, at Kraken, 24h to 2026-03-03 08:00)
  tracker_a: $100 million
  tracker_b: $450 million
  tracker_c: $101 million
  tracker_d: $460 million
prices.btc.broke (BTC, not stated)
  market data: below $70,000
"""


def entries(*prints: Print, **told: str) -> dict[str, Any]:
    case = analysed(TEXT, "flows.btc_etf")
    ledger = Ledger("2026-03-03-example", "en", PUBLISHED, case.figures, prints, told)
    found: Any = ledger.to_json()
    return {each["id"]: each for each in found["figures"]} | {"prints": found["prints"]}


def test_a_figure_says_what_it_is_of() -> None:
    kraken = entries()["liquidations.kraken"]
    assert [kraken[name] for name in ("metric", "subject", "side", "venue", "window")] == [
        "liquidations",
        "all",
        "long",
        "Kraken",
        "24h to 2026-03-03T08:00+08:00",
    ]
    assert entries()["prices.btc.broke"]["window"] == "not stated"
    assert entries()["prices.btc.broke"]["direction"] == "below"


def test_what_circulates_and_camps_have_their_direction_and_sources() -> None:
    found = entries()
    assert found["flows.btc_etf"]["circulating"] == [
        {"low": "50000000", "high": "50000000", "unit": "USD", "direction": "outflow", "source": "chatter"}
    ]
    low, high = found["liquidations.kraken"]["camps"]
    assert (low["sources"], low["direction"], low["unit"]) == (["tracker_a", "tracker_c"], None, "USD")
    assert (high["low"], high["high"]) == ("450000000", "460000000")


def test_where_a_figure_is_told_is_its_most_prominent_place() -> None:
    table, chart = Print(9, "flows.btc_etf", "$1", "table"), Print(4, "prices.btc.broke", "$2", "chart")
    found = entries(table, chart, Print(20, "flows.btc_etf", "$1", "key"))
    assert found["flows.btc_etf"]["told"] == "prose"
    assert found["prices.btc.broke"]["told"] == "chart"
    assert found["liquidations.kraken"]["told"] is None
    assert [(each["line"], each["in"]) for each in found["prints"]] == [(4, "chart"), (9, "table"), (20, "key")]
    assert entries(table)["flows.btc_etf"]["told"] == "table"


def test_what_the_article_says_of_a_figure_comes_before_what_its_prints_show() -> None:
    told = {"liquidations.kraken": "table"}
    case = analysed(TEXT, "flows.btc_etf")
    assert Ledger("x", "en", PUBLISHED, case.figures, (), told).told_in("liquidations.kraken") == "table"
