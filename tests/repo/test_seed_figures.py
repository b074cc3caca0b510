"""The figures of the four events against the seed articles and the public tables beside them, read by hand.

One line per figure: id, low, high, unit, direction, nature, standing; `-` for none, `>90` for an open low end. A move
without an amount is in `MOVES`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narrator.ingest.events import load_event
from narrator.ingest.registries import load_names, load_sources
from narrator.model.figure import Role, Standing
from narrator.model.policy import Policy
from narrator.model.quantity import plain
from narrator.reconcile.figures import reconcile

if TYPE_CHECKING:
    from decimal import Decimal

    from narrator.ingest.events import Loaded
    from narrator.model.figure import Figure, Figures
    from narrator.model.source import Sources

ROOT = Path(__file__).parents[2]

ARTICLES = {
    "2026-01-07-short-squeeze": """
        liquidations.total                    400000000  500000000 USD     -       measured disputed
        liquidations.longs                     63000000   77000000 USD     -       measured single_source
        liquidations.shorts                   330000000  390000000 USD     -       measured single_source
        liquidations.btc                      160000000  180000000 USD     -       measured single_source
        liquidations.eth                       77000000  103000000 USD     -       measured single_source
        flows.btc_etf                         471000000  471000000 USD     inflow  measured single_source
        flows.btc_etf_before                 4570000000 4570000000 USD     outflow measured single_source
        macro.fed_balance_sheet             59400000000 59400000000 USD    up      measured single_source
        macro.tightening                              3          3 years   -       measured single_source
        sentiment.fear_greed.from                    21         21 index   -       measured single_source
        sentiment.fear_greed                         42         42 index   -       measured single_source
        accounts.marathon                      48300000   48300000 USD     -       measured single_source
        accounts.marathon.coins                  519.46     519.46 BTC     -       measured single_source
        accounts.sharplink_held.share               100        100 percent -       measured single_source
        accounts.sharplink_staked.share             100        100 percent -       measured single_source
        """,
    "2026-01-14-etf-against-shorts": """
        liquidations.shorts                   577000000  577000000 USD     -       measured single_source
        liquidations.shorts.peak_hour         102000000  102000000 USD     -       measured single_source
        liquidations.total.peak_hour          104000000  104000000 USD     -       measured single_source
        flows.btc_etf                         849920000  849920000 USD     inflow  measured disputed
        flows.btc_etf.coins                        8933       8933 BTC     inflow  measured single_source
        flows.eth_etf                         181510000  181510000 USD     inflow  measured disputed
        flows.eth_etf.coins                       54952      54952 ETH     inflow  measured single_source
        flows.sol_etf                           6220000    6220000 USD     inflow  measured disputed
        flows.sol_etf.coins                       42888      42888 SOL     inflow  measured single_source
        """,
    "2026-01-29-long-cascade": """
        liquidations.total                    575000000  665000000 USD     -       measured disputed
        liquidations.total.accounts              180000     190000 accounts -      measured single_source
        liquidations.longs.share                    >90          - percent -       measured single_source
        liquidations.hyperliquid_btc.largest_order 31640000 31640000 USD   -       measured single_source
        prices.btc                                    5          5 percent down    measured single_source
        prices.btc.broke                          85000      85000 USD     below   measured single_source
        prices.eth                                  6.8          7 percent down    measured single_source
        prices.eth.broke                           2800       2800 USD     below   measured single_source
        prices.nasdaq                                 2          2 percent down    measured single_source
        prices.sp500                                 >1          - percent down    measured single_source
        prices.dow                                  0.5        0.5 percent down    measured single_source
        prices.mstr                                6.88       6.88 percent down    measured single_source
        prices.coin                                4.37       4.37 percent down    measured single_source
        prices.gold                                  27         27 percent up      measured single_source
        accounts.whale                         53000000   53000000 USD     loss    measured single_source
        accounts.huang_licheng                  2000000    2000000 USD     loss    rumour   single_source
        levels.btc_support.price                  85000      85000 USD     below   opinion  single_source
        levels.eth_support.price                   2800       2800 USD     below   opinion  single_source
        """,
    "2026-01-long-deleveraging": """
        liquidations.total                   1451000000 1451000000 USD     -       measured single_source
        liquidations.longs                   1361000000 1361000000 USD     -       measured single_source
        liquidations.shorts                    90000000   90000000 USD     -       measured single_source
        liquidations.btc                      683000000  683000000 USD     -       measured single_source
        liquidations.eth                      335000000  335000000 USD     -       measured single_source
        liquidations.htx_btc                   80580000   80580000 USD     -       measured single_source
        accounts.huang_licheng                 25880000   25880000 USD     loss    rumour   single_source
        levels.btc_longs                      286000000  286000000 USD     -       estimated single_source
        levels.btc_longs.price                    80000      80000 USD     below   estimated single_source
        levels.btc_shorts                     698000000  698000000 USD     -       estimated single_source
        levels.btc_shorts.price                   85000      85000 USD     above   estimated single_source
        """,
}

TABLES = {
    "2026-01-07-short-squeeze": """
        flows.btc_etf_window                  439200000  439200000 USD     inflow  measured single_source
        flows.btc_etf_third                   243200000  243200000 USD     outflow measured single_source
        flows.btc_etf_after                   486100000  486100000 USD     outflow measured single_source
        prices.btc                                  2.9        2.9 percent up      measured single_source
        flows.btc_etf_second                  697200000  697200000 USD     inflow  measured single_source
        prices.btc_after                            0.3        0.3 percent down    measured single_source
        prices.btc_peak.high                      94762      94762 USD     -       measured single_source
        prices.btc.close                          91308      91308 USD     -       measured single_source
        prices.btc.close_from                     88732      88732 USD     -       measured single_source
        macro.fed_new_year                  67000000000 67000000000 USD    down    measured single_source
        sentiment.fear_greed_after                   28         28 index   -       measured single_source
        """,
    "2026-01-14-etf-against-shorts": """
        flows.btc_etf_eve                     753800000  753800000 USD     inflow  measured single_source
        prices.btc                                  1.7        1.7 percent up      measured single_source
        prices.btc.high                           97861      97861 USD     -       measured single_source
        prices.btc.close                          96929      96929 USD     -       measured single_source
        prices.btc_eve                              4.5        4.5 percent up      measured single_source
        prices.btc_eve.open                       91185      91185 USD     -       measured single_source
        """,
    "2026-01-29-long-cascade": """
        flows.btc_etf                        1480000000 1480000000 USD     outflow measured single_source
        prices.btc.low                            83251      83251 USD     -       measured single_source
        prices.btc.close                          84562      84562 USD     -       measured single_source
        prices.btc.close_from                     89185      89185 USD     -       measured single_source
        prices.btc_before                             8          8 percent down    measured single_source
        prices.qqq                                  0.6        0.6 percent down    measured single_source
        prices.spy                                  0.2        0.2 percent down    measured single_source
        """,
    "2026-01-long-deleveraging": """
        flows.btc_etf                         817800000  817800000 USD     outflow measured single_source
        prices.btc                                    6          6 percent down    measured single_source
        prices.btc.close                          84129      84129 USD     -       measured single_source
        prices.btc.close_from                     89504      89504 USD     -       measured single_source
        prices.btc_thursday                         5.2        5.2 percent down    measured single_source
        prices.btc_friday                           0.5        0.5 percent down    measured single_source
        prices.btc_friday.low                     81071      81071 USD     -       measured single_source
        prices.eth                                  8.5        8.5 percent down    measured single_source
        """,
}
"""What the articles do not have and public tables do: Farside, Yahoo Finance, the Federal Reserve, Alternative.me."""

CIRCULATING = {
    ("2026-01-07-short-squeeze", "liquidations.total"): ["355000000", "527000000"],
    ("2026-01-14-etf-against-shorts", "flows.btc_etf"): ["840600000"],
    ("2026-01-14-etf-against-shorts", "flows.eth_etf"): ["175100000"],
    ("2026-01-14-etf-against-shorts", "flows.sol_etf"): ["23600000"],
}
"""Two totals that the first article names, and what the tables of Farside and SoSoValue have for its flows."""

MOVES = {
    "2026-01-07-short-squeeze": {"accounts.tether", "accounts.new_whales"},
    "2026-01-14-etf-against-shorts": set(),
    "2026-01-29-long-cascade": set(),
    "2026-01-long-deleveraging": set(),
}
"""Of these an article gives the direction and no amount, and no table has one."""


@cache
def _sources() -> Sources:
    sources, problems = load_sources(ROOT / "data" / "sources.yaml", ROOT)
    assert not problems
    return sources


@cache
def _loaded(event_id: str) -> Loaded:
    names, problems = load_names(ROOT / "data" / "names.yaml", ROOT)
    assert not problems
    return load_event(ROOT / "tests" / "cases" / "seeds" / f"{event_id}.yaml", ROOT, _sources(), names)


@cache
def _figures(event_id: str) -> Figures:
    event = _loaded(event_id).event
    assert event is not None
    return reconcile(event, _sources(), Policy(), event.published)


def _end(value: Decimal | None, *, is_open: bool = False) -> str:
    return "-" if value is None else f"{'>' if is_open else ''}{plain(value)}"


def _row(figure: Figure) -> list[str]:
    low = _end(figure.interval.low, is_open=figure.interval.low_open)
    direction = figure.direction.value if figure.direction else "-"
    ends = [low, _end(figure.interval.high)]
    return [figure.id, *ends, figure.unit, direction, figure.nature.value, figure.standing.value]


@pytest.mark.parametrize("event_id", ARTICLES)
def test_every_figure_of_the_article_and_the_tables_and_no_other(event_id: str) -> None:
    rows = [*ARTICLES[event_id].strip().splitlines(), *TABLES[event_id].strip().splitlines()]
    expected = sorted(line.split() for line in rows)
    given = [figure for figure in _figures(event_id) if figure.standing is not Standing.MISSING]
    assert sorted(map(_row, given)) == expected


@pytest.mark.parametrize("event_id", ARTICLES)
def test_moves_without_an_amount_keep_their_direction(event_id: str) -> None:
    missing = {figure.id: figure for figure in _figures(event_id) if figure.standing is Standing.MISSING}
    assert set(missing) == MOVES[event_id]
    assert all(figure.direction for figure in missing.values())


def test_values_that_circulate_stand_beside_the_figure() -> None:
    """Neither changes the ends of the figure that the article prints."""
    found = {
        (event_id, figure.id): [
            plain(report.quantity.interval.low)
            for report in figure.by_role(Role.CIRCULATING)
            if report.quantity and report.quantity.interval.low is not None
        ]
        for event_id in ARTICLES
        for figure in _figures(event_id)
    }
    assert {key: values for key, values in found.items() if values} == CIRCULATING


@pytest.mark.parametrize("event_id", ARTICLES)
def test_event_file_has_no_problem(event_id: str) -> None:
    assert _loaded(event_id).problems == ()


def test_every_source_with_a_figure_is_known() -> None:
    sources = {
        report.source
        for event_id in ARTICLES
        for figure in _figures(event_id)
        for judged in figure.reports
        for report in (judged.report,)
    }
    assert len(sources) > len(ARTICLES)
    assert [source for source in sources if not _sources().find(source).known] == []
