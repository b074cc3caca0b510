"""A desk's own words about days of shares, oil, statistics and options pass; with one figure wrong they fail."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator import pipeline
from narrator.audit.judge import audit
from narrator.model.problem import Severity
from narrator.reading import documents
from support.audits import matter_for
from support.briefs import desk
from support.repository import ROOT

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

TOLD = [
    (
        "inflation-below-the-forecast",
        (
            "Annual CPI inflation came in at 7.7% in October, below the 7.9% that economists surveyed by the "
            "Wall Street Journal had expected, the Bureau of Labor Statistics said."
        ),
        ("7.7%", "7.1%"),
    ),
    (
        "inflation-below-the-forecast",
        "The Bureau of Labor Statistics said that core inflation slowed to 6.3% from 6.6%, against a forecast of 6.5%.",
        ("6.5%", "6.1%"),
    ),
    (
        "inflation-below-the-forecast",
        "The 10-year Treasury yield dropped 23 basis points to 3.86%, Jubak Picks said, and the S&P 500 jumped 4.62%.",
        ("23 basis", "32 basis"),
    ),
    (
        "revenue-above-the-forecast",
        "Nvidia reported revenue of $46.74 billion, above the Wall Street consensus of $46.06 billion.",
        ("$46.74", "$47.46"),
    ),
    (
        "revenue-above-the-forecast",
        (
            "Data center revenue came to $41.1 billion, Nvidia said, short of the $41.29 billion that the Wall Street "
            "consensus had forecast."
        ),
        ("$41.29", "$42.19"),
    ),
    (
        "a-sell-off-led-by-technology",
        "The Dow Jones lost 831.83 points, or 3.15%, to close at 25,598.74, CNBC and The Trading Letter said.",
        ("25,598.74", "25,958.74"),
    ),
    (
        "producers-cut-and-oil-settles-higher",
        (
            "OPEC+ agreed to cut production by 2 million bpd; US crude inventories fell by 1.4 million barrels in the "
            "week to Sept. 30, the EIA said."
        ),
        ("1.4 million", "4.1 million"),
    ),
    (
        "options-expire-on-a-friday",
        (
            "Open interest in options on Deribit is $3.996 billion. Max pain is $112,000 for Bitcoin and $4,400 "
            "for Ether, Deribit said."
        ),
        ("$112,000", "$121,000"),
    ),
    (
        "options-expire-on-a-friday",
        "The put/call ratio of Bitcoin options on Deribit is 1.25, that of Ether options 0.97, Deribit said.",
        ("1.25", "1.52"),
    ),
    (
        "turnover-before-a-holiday",
        (
            "The Hang Seng Index gained 501 points to 21,133, am730 said. Turnover on the Shanghai and "
            "Shenzhen exchanges reached 2.6 trillion yuan, SCMP said."
        ),
        ("501 points", "510 points"),
    ),
]


@cache
def matter(day: str) -> Matter:
    case = pipeline.examine(ROOT / "tests" / "cases" / "days" / f"{day}.yaml", desk())
    return matter_for(case, desk())


def blocked(day: str, text: str) -> list[str]:
    found = audit(documents.of_markdown(text), matter(day))
    assert found
    return [f"{f.mention.text}: {f.reason}" for f in found if f.verdict.severity is Severity.ERROR]


@pytest.mark.parametrize(("day", "text", "slip"), TOLD, ids=[text[:40] for _, text, _ in TOLD])
def test_a_desk_may_say_it_so_and_not_with_a_slip(day: str, text: str, slip: tuple[str, str]) -> None:
    assert blocked(day, text) == []
    assert blocked(day, text.replace(*slip)) != []
