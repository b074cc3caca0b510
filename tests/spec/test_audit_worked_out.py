"""What the figures give, and is told in words of its own: the way from a start, the distance to a level, a margin."""

from __future__ import annotations

import pytest

from narrator.audit.verdicts import Verdict
from support.audits import findings, matter

SQUEEZE, CASCADE, RISK = "2026-01-07-short-squeeze", "2026-01-29-long-cascade", "2026-01-long-deleveraging"

FINE = (
    (SQUEEZE, "Bitcoin rose to a high of $94,762 on Jan. 5. The high lay about 6.8% above that start."),
    (SQUEEZE, "Bitcoin’s high was about 6.8% above $88,732."),
    (CASCADE, "Bitcoin fell to a low of $83,251 on Jan. 29. The low lay about 6.7% below that start."),
    (CASCADE, "Bitcoin fell. By the close, about 22.1% of the fall was gone."),
    (RISK, "Bitcoin closed an estimated 1% below the upper level and an estimated 4.9% above the lower."),
    (
        CASCADE,
        "Liquidated per account, on average\n\nLeverage at which all margin is used up: about 15 times",
    ),
    (SQUEEZE, "Sentiment, daily Fear and Greed Index 28"),
)
WRONG = (
    (Verdict.SIGN, SQUEEZE, "Bitcoin rose to a high of $94,762 on Jan. 5. The high lay about 6.8% below that start."),
    (Verdict.SIGN, CASCADE, "Bitcoin fell to a low of $83,251 on Jan. 29. The low lay about 6.7% above that start."),
    (Verdict.OUTSIDE, SQUEEZE, "Bitcoin rose to a high of $94,762. The high lay about 7.4% above that start."),
    (Verdict.OUTSIDE, RISK, "Bitcoin closed an estimated 2% below the upper level."),
    (Verdict.NAME, CASCADE, "Liquidations were about 15 times those of the day before."),
    (Verdict.NOUN, SQUEEZE, "Sentiment, Fear and Greed Index 28"),
)


@pytest.mark.parametrize(("event", "text"), FINE)
def test_what_is_worked_out_is_known_by_its_words(event: str, text: str) -> None:
    found = findings(text, matter(event))
    assert found
    assert [(each.mention.text, each.reason) for each in found if not each.verdict.is_sound] == []


@pytest.mark.parametrize(("verdict", "event", "text"), WRONG)
def test_words_of_another_side_amount_or_thing_are_held_against_it(verdict: Verdict, event: str, text: str) -> None:
    assert verdict in {each.verdict for each in findings(text, matter(event))}
