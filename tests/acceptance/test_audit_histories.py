"""What a text says to be the largest or the highest since a day is held against the histories of the desk."""

from __future__ import annotations

import pytest

from narrator import pipeline
from narrator.audit.judge import audit
from narrator.reading import documents
from support.audits import matter_for
from support.briefs import desk
from support.repository import ROOT

EVENT = ROOT / "data" / "events" / "2026-01-14-etf-against-shorts.yaml"
FOUND = [
    ("Spot Bitcoin ETFs took in $840.6 million on Jan. 14, the most since {}, Farside says.", "Oct. 7, 2025"),
    ("The inflow into spot Bitcoin ETFs was the largest since {}.", "October 7, 2025"),
    ("The inflow into spot Ether ETFs was the largest since {}.", "Dec. 9, 2025"),
    ("Bitcoin closed at $96,929 on Jan. 14, its highest close since {}.", "Nov. 13, 2025"),
]
WRONG = ["March 2025", "Sept. 3, 2025", "Dec. 24, 2025"]


def remarks(text: str) -> list[str]:
    matter = matter_for(pipeline.examine(EVENT, desk()), desk())
    findings = audit(documents.of_markdown(text), matter)
    return [f"{each.mention.text}: {each.verdict}" for each in findings if each.verdict.severity is not None]


@pytest.mark.parametrize(("text", "day"), FOUND, ids=[day for _, day in FOUND])
def test_what_a_history_shows_passes_and_another_day_does_not(text: str, day: str) -> None:
    assert remarks(text.format(day)) == []
    for other in WRONG:
        assert remarks(text.format(other)) != [], other


def test_the_value_of_that_day_may_be_told_and_no_other_one() -> None:
    text = "On Oct. 7, 2025, spot Bitcoin ETFs took in $875.6 million, according to Farside."
    assert remarks(text) == []
    assert remarks(text.replace("875.6", "857.6")) != []
