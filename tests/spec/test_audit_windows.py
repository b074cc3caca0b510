"""How long, and since when: stretches of time and superlatives against the figures (LANGUAGE.md 5 and 6).

Texts about the second, third and fourth brief's events: a rolling day, a day of funds, a week, sessions, a month.
"""

from __future__ import annotations

import pytest

from support.audits import flagged, matter

SQUEEZE, ETFS = "2026-01-07-short-squeeze", "2026-01-14-etf-against-shorts"
CASCADE, DELEVERAGING = "2026-01-29-long-cascade", "2026-01-long-deleveraging"


@pytest.mark.parametrize(
    ("event", "text", "expected"),
    [
        (DELEVERAGING, "CoinAnk counts about $1.451 billion in 24 hours.", None),
        (DELEVERAGING, "CoinAnk counts about $1.451 billion in a day.", None),
        (DELEVERAGING, "CoinAnk counts about $1.451 billion within the past twenty-four hours.", None),
        (DELEVERAGING, "CoinAnk counts about $1.451 billion in 48 hours.", "in 48 hours"),
        (DELEVERAGING, "CoinAnk counts about $1.451 billion over the past week.", "over the past week"),
        (ETFS, "One unnamed source has nearly $577M of shorts liquidated in 48h.", "48h"),
        (ETFS, "On Jan. 14 spot Bitcoin ETFs took in about $849.92 million, one unnamed source says.", None),
        (ETFS, "One unnamed source has spot Bitcoin ETFs taking in about $849.92 million in a week.", "in a week"),
        (SQUEEZE, "One unnamed source has the Fed's balance sheet growing by about $59.4 billion a week.", None),
        (SQUEEZE, "One unnamed source has the Fed's balance sheet growing by about $59.4 billion weekly.", None),
        (SQUEEZE, "One unnamed source has the Fed's balance sheet growing by about $59.4 billion a month.", "a month"),
        (SQUEEZE, "One unnamed provider has $400 million to $500 million liquidated from Jan. 2 to 7.", None),
        (SQUEEZE, "One unnamed provider has $400 million to $500 million liquidated in six days.", None),
        (SQUEEZE, "One unnamed provider has $400 million to $500 million liquidated from Jan. 2 to 9.", "Jan. 2 to 9"),
        (SQUEEZE, "One unnamed provider has $400 million to $500 million liquidated on Jan. 7.", "Jan. 7"),
        (
            SQUEEZE,
            "One unnamed provider has $400 million to $500 million liquidated from January 2 to January 7.",
            None,
        ),
        (
            SQUEEZE,
            "One unnamed provider has $400 million to $500 million liquidated from January 2 to January 6.",
            "January 2 to January 6",
        ),
        (SQUEEZE, "One unnamed provider has $400 million to $500 million liquidated from 2 to 7 January.", None),
        (
            SQUEEZE,
            "One unnamed provider has $400 million to $500 million liquidated from 2 to 6 January.",
            "2 to 6 January",
        ),
        (ETFS, "By Sat one unnamed source had the funds taking in about $849.92 million.", None),
        (ETFS, "The funds took in about $849.92 million by 4 p.m. EDT on Wed, one unnamed source says.", None),
        (SQUEEZE, "One unnamed provider has $400 million to $500 million liquidated in 24 hours.", "in 24 hours"),
        (ETFS, "One unnamed source has the peak hour at about 17.7% of the shorts liquidated within 24 hours.", None),
        (ETFS, "One unnamed source has the peak hour at about 17.7% of the shorts liquidated in a week.", "in a week"),
        (
            ETFS,
            "The funds took in about $849.92 million, one unnamed source says, as the 2-year yield fell.",
            None,
        ),
        (ETFS, "The funds took in about $849.92 million in a 2-year run, one unnamed source says.", "in a 2-year"),
    ],
)
def test_a_stretch_of_time_is_the_window_of_the_figure(event: str, text: str, expected: str | None) -> None:
    assert flagged(text, matter(event)) == ([(expected, "date")] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "Nobody had seen it a week earlier, and CoinAnk counts about $1.451 billion.",
        "After two days of calm CoinAnk counted about $1.451 billion.",
        "By the end of the day CoinAnk had counted about $1.451 billion.",
        "Positions that had been open for months: about $1.451 billion, CoinAnk counts.",
    ],
)
def test_a_time_that_is_no_window_is_left_alone(text: str) -> None:
    assert flagged(text, matter(DELEVERAGING)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was the largest short liquidation since Oct. 11, 2025.", ["largest short liquidation since"]),
        ("One unnamed source calls it the largest since Oct. 11, 2025.", []),
        ("One unnamed source has a count. It was the largest since Oct. 11, 2025.", ["largest since"]),
        ("The short liquidations were a record for the year.", ["a record"]),
        ("That is a record, and the fifth straight day.", ["a record", "straight day"]),
        ("The funds took in money five days in a row.", ["days in a row"]),
        ("The record of that hour is with the exchange.", []),
    ],
)
def test_a_superlative_needs_somebody_who_claims_it(text: str, expected: list[str]) -> None:
    assert flagged(text, matter(ETFS)) == [(said, "word") for said in expected]
