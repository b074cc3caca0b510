from __future__ import annotations

import pytest

from narrator.analysis.board import Board
from narrator.reconcile.figures import reconcile
from support.reports import POLICY, PUBLISHED, event, typed


def board(text: str) -> Board:
    case = event(text)
    return Board(case, reconcile(case, typed(text).sources, POLICY, PUBLISHED), POLICY)


def test_figures_are_found_by_what_they_are_of() -> None:
    found = board("""
        liquidations.anything (short)
          a: $1 million
        liquidations.other (short, at HTX)
          a: $1 million
        liquidations.rumour (short)
          rumoured a: $1 million
        liquidations.bound (short)
          a: more than $1 million
    """).liquidated("short")
    assert [figure.id for figure in found] == ["liquidations.anything"]


@pytest.mark.parametrize(
    ("hour", "day", "nests"),
    [
        ("1h", "24h", True),
        ("1h to 2026-03-03 08:00", "24h to 2026-03-03 08:00", True),
        ("1h to 2026-03-02 09:00", "24h to 2026-03-03 08:00", True),
        ("1h to 2026-03-02 08:30", "24h to 2026-03-03 08:00", False),
        ("1h to 2026-03-03 08:30", "24h to 2026-03-03 08:00", False),
        ("1h", "24h to 2026-03-03 08:00", False),
        ("1h", "2026-03-02", False),
        ("24h", "24h", False),
        ("24h", "12h", False),
    ],
)
def test_an_hour_nests_in_a_longer_window_as_far_as_hours_are_stated(hour: str, day: str, nests: bool) -> None:
    found = board(f"""
        liquidations.total ({day})
          a: $5 million
        liquidations.total.peak_hour ({hour})
          a: $1 million
    """)
    assert found.nests(found.figures["liquidations.total.peak_hour"], found.figures["liquidations.total"]) is nests


def test_a_sum_over_months_does_not_belong_to_a_flow_of_the_same_days() -> None:
    found = board("""
        flows.now (BTC, month 2026-02)
          a: inflow $5 million
        flows.sum (BTC, cumulative, month 2026-02)
          a: inflow $5 million
    """)
    assert not found.belong_together(*found.figures)


@pytest.mark.parametrize(("other", "is_one"), [("24h to 2026-02-01 09:00", True), ("24h to 2026-02-01 09:30", False)])
def test_nothing_is_computed_from_windows_that_are_only_nearly_the_same(other: str, is_one: bool) -> None:
    found = board(f"""
        liquidations.total (24h to 2026-02-01 09:00)
          a: $10 million
        liquidations.longs (long, {other})
          a: $5 million
    """)
    first, second = found.figures
    assert found.same_window(first, second)
    assert found.belong_together(first, second) is is_one
