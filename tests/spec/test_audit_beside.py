"""What is told beside a figure, and names that are words of the trade, in texts about days of other kinds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from support.audits import flagged, matter_for
from support.briefs import desk
from support.repository import ROOT

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

QUIET, CRASH = "a-quiet-midday", "a-crash-in-sixty-figures"


@cache
def of_day(name: str) -> Matter:
    return matter_for(pipeline.examine(ROOT / "tests" / "cases" / "days" / f"{name}.yaml", desk()), desk())


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        (QUIET, "A survey of analysts had forecast 235,000 claims.", []),
        (QUIET, "A survey of analysts had forecast 245,000 claims.", [("245,000 claims", "outside")]),
        (QUIET, "The U.S. Department of Labor counted 235,000 claims.", [("235,000 claims", "as_fact")]),
        (CRASH, "CoinGlass counts $2.51 billion of shorts.", []),
        (CRASH, "CoinGlass counts $2.51 billion of longs.", [("$2.51 billion", "name")]),
        (CRASH, "Exchanges closed $2.51 billion of shorts by force, CoinGlass says.", []),
        (CRASH, "Exchanges closed $2.56 billion of shorts by force, CoinGlass says.", [("$2.56 billion", "outside")]),
    ],
)
def test_a_value_beside_a_figure_is_told_as_what_it_is(day: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert flagged(text, of_day(day)) == expected
