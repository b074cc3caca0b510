from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.model.figure import Standing
from narrator.model.window import MOMENT
from narrator.reconcile import comparable
from narrator.reconcile.comparable import clash, said, same_window
from support.reports import POLICY, figure, moment, typed, window

if TYPE_CHECKING:
    from narrator.model.report import Report


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("24h", "24h", True),
        ("24h", "1h", False),
        ("24h", "24h to 2026-03-03 08:00", False),
        ("24h to 2026-03-03 08:00", "24h to 2026-03-03 06:48", True),
        ("24h to 2026-03-03 08:00", "24h to 2026-03-03 06:47", False),
        ("2026-03-02", "2026-03-02", True),
        ("2026-03-02", "US session 2026-03-02", False),
        ("2026-03-02", "2026-03-02 to 2026-03-03", False),
        ("week to 2026-03-02", "week to 2026-03-02", True),
        ("month 2026-01", "month 2026-01 to month 2026-02", False),
        ("per week from 2026-01-01", "per week from 2026-01-01", True),
        ("this week", "This week", True),
        ("this week", "last week", False),
        ("not stated", "not stated", False),
    ],
)
def test_windows_that_cover_the_same_time(one: str, other: str, same: bool) -> None:
    assert same_window(window(one), window(other), POLICY) is same


def test_what_stands_at_a_moment_is_pooled() -> None:
    assert same_window(MOMENT, MOMENT, POLICY)
    assert not same_window(MOMENT, window("24h"), POLICY)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("24h", "24h"),
        ("24h to 2026-03-03 08:00", "24h to 2026-03-03 08:00"),
        ("2026-03-02", "2026-03-02"),
        ("2026-03-01 to 2026-03-02", "2026-03-01 to 2026-03-02"),
        ("this week", "this week"),
    ],
)
def test_a_window_in_a_message_is_as_a_file_types_it(typed: str, shown: str) -> None:
    assert said(window(typed)) == shown


def test_a_level_below_and_a_level_above_are_not_pooled() -> None:
    found = figure("a: below $85,000", "b: above $85,000", head="prices.btc.broke (BTC)")
    assert found.standing is Standing.REFUSED
    assert "one is a level below, the other a level above" in found.explanation[-1]


def test_a_week_that_is_still_open_can_make_a_report_stale() -> None:
    found = figure(
        "a: $100 million at 2026-02-27 08:00",
        "b: $400 million at 2026-03-02 08:00",
        head="liquidations.total (week to 2026-03-03)",
    )
    assert [judged.role.value for judged in found.reports] == ["stale", "core"]


def test_a_report_without_a_time_is_never_stale() -> None:
    found = figure("a: $390 million", "b: $400 million at 08:00", head="liquidations.total (2026-03-03)")
    assert found.standing is Standing.DISPUTED


def test_what_is_out_exactly_at_the_as_of_is_used() -> None:
    found = figure("a: $390 million at 08:00", "b: $400 million at 08:01", as_of=moment("2026-03-03 08:00"))
    assert found.source == "a"


def test_a_report_of_another_window_is_not_stale_but_not_pooled() -> None:
    found = figure(
        "a: $390 million at 2026-03-02 09:00; window: 2026-03-02",
        "b: $400 million at 08:00",
        head="liquidations.total (24h to 2026-03-03 08:00)",
    )
    assert found.standing is Standing.REFUSED


LINES = ("$400 million at 08:00", "$400 million at 08:30", "$410 million at 04:00", "400 BTC", "$400 million")
MEANINGS = ("", "definition: closed positions only", "window: 2026-03-02", "window: not stated", "window: 24h")


def reports(lines: list[tuple[str, str, str]]) -> tuple[Report, ...]:
    """The reports of one figure: who said it, the line, and what else its long form says."""
    texts = ["; ".join(filter(None, (f"{who}: {line}", more))) for who, line, more in lines]
    found = typed("\n".join(("liquidations.total (24h to 2026-03-03 08:00)", *texts))).measurements
    return tuple(report for measurement in found.values() for report in measurement.reports)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(LINES), st.sampled_from(MEANINGS)), max_size=9))
def test_the_first_pair_that_cannot_be_pooled_is_the_same_as_if_all_were_compared(
    said: list[tuple[str, str, str]],
) -> None:
    found = clash(reports(said), POLICY)
    first = next((pair for pair in combinations(reports(said), 2) if clash(pair, POLICY)), None)
    assert (found and (found.one, found.other)) == first


@pytest.mark.parametrize("more", ["", "window: not stated"])
def test_reports_are_compared_by_what_they_are_of_not_one_by_one(more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Mock(wraps=comparable.value)
    (one,) = reports([("a", "$400 million at 08:00", more)])
    many = [replace(one, origin=f"source {number}") for number in range(2_000)]
    monkeypatch.setattr(comparable, "value", compared)
    assert bool(clash(many, POLICY)) is bool(more)
    assert compared.call_count <= 3 * len(many)
