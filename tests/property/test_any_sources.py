"""Whoever stands behind a figure, however many, and whether they agree: our own sentences pass our own audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model.problem import Severity
from narrator.render.choices import Turn
from property.test_any_day import examined
from support.briefs import drafted
from support.days import EVENT_ID, SPEAKERS, Day

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 6
KINDS: dict[str, Callable[[int], str]] = {
    "liquidations": lambda more: f"${200 + more} million",
    "flows": lambda more: f"inflow ${200 + more} million",
    "outflows": lambda more: f"outflow ${200 + more} million",
    "prices": lambda more: f"up {5 + more / 10:g}%",
    "falls": lambda more: f"down {5 + more / 10:g}%",
    "still": lambda more: "0%" if more < 30 else "up 0.1%",
    "macro": lambda more: f"{2 + more / 10:g}%",
}
GROUPS = {"outflows": "flows", "falls": "prices", "still": "prices"}
FIELDS = {"macro": "    what: the jobless rate\n"}


def day(kind: str, nature: str, who: list[str], differ: int, locale: str) -> Day:
    """A day with one figure and its sources; each differs from the one before by so much."""
    group = GROUPS.get(kind, kind)
    told = "".join(f"      {each}: {KINDS[kind](differ * at)}\n" for at, each in enumerate(who))
    about = FIELDS.get(kind, "    asset: BTC\n")
    return Day(
        f"event:\n  id: {EVENT_ID}\n  status: ready\n  published: 2026-03-03 23:30\n  timezone: Asia/Singapore\n"
        f"  days: 2026-03-03\n  assets: BTC\n  main: {group}.a\n  default_window: 2026-03-03\n"
        f"{group}:\n  a:\n{about}    {nature}:\n{told}",
        locale,
    )


@settings(max_examples=150, derandomize=True, database=None, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(("said", "estimated", "forecast", "rumoured", "opinion", "planned")),
    st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=MOST, unique=True),
    st.sampled_from((0, 1, 10, 60)),
    st.sampled_from(("en-US", "en-GB")),
)
def test_one_to_six_sources_of_any_kind_that_agree_or_not(
    kind: str, nature: str, who: list[str], differ: int, locale: str
) -> None:
    typed = day(kind, nature, who, differ, locale)
    case, where = examined(typed)
    if case.is_sound:
        assert drafted(case, where, Turn())[-1] == [], typed.typed


@pytest.mark.parametrize("many", range(1, MOST + 1))
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_such_a_day_is_sound(kind: str, many: int) -> None:
    case, where = examined(day(kind, "said", [*SPEAKERS[: many - 1], "unnamed"], 1, "en-US"))
    assert [problem for problem in case.problems if problem.severity is Severity.ERROR] == []
    assert drafted(case, where, Turn())[-1] == []
