"""Orders, negations, quantities in words and titles: each true sentence beside one that says the opposite of it."""

from __future__ import annotations

import pytest

from support.audits import flagged
from support.foreign import foreign_matter

RELIEF, SLIDE, SHOCK, SPANS = "en-relief", "en-septslide", "en-rateshock", "en-threespans"
QUARTERS, PRICES, DIGGERS = "zh-sanji", "zh-wujia", "en-minersday"

PAIRS = [
    # Of which the text has no number: what the records have of both decides.
    (RELIEF, "Nvidia gained more than Apple.", "Apple gained more than Nvidia."),
    (RELIEF, "Tesla's gain was larger than that of Nvidia.", "Nvidia's gain was larger than that of Tesla."),
    (RELIEF, "The Dow Jones gained less than the Nasdaq.", "The Nasdaq gained less than the Dow Jones."),
    (RELIEF, "Apple rose by less than Nvidia.", "Apple rose by more than Nvidia."),
    (RELIEF, "United beat Delta.", "Delta beat United."),
    (RELIEF, "Apple's advance fell short of Nvidia's.", "Nvidia's advance fell short of Apple's."),
    (RELIEF, "The Nasdaq's gain was the biggest of the three.", "The Dow's gain was the biggest of the three."),
    (RELIEF, "The Dow gained the least, 7.87%.", "The Dow gained the most, 7.87%."),
    (
        RELIEF,
        "The 10-year yield stayed above the two-year one: 4.33% against 3.91%.",
        "The 10-year yield stayed below the two-year one: 4.33% against 3.91%.",
    ),
    (DIGGERS, "The FTSE 100 rose 0.2%. The FTSE 250 beat it.", "The FTSE 100 rose 0.2%. The FTSE 250 trailed it."),
    (
        DIGGERS,
        "Antofagasta rose the most of the big four with 4.7%, Glencore 3%.",
        "Antofagasta rose the least of the big four with 4.7%, Glencore 3%.",
    ),
    (DIGGERS, "Endeavour Mining was 4.1% better.", "Endeavour Mining was 4.1% worse."),
    # Negations.
    (RELIEF, "The Dow did not rise as much as the Nasdaq.", "The Nasdaq did not rise as much as the Dow."),
    (
        RELIEF,
        "The Russell 2000 did not keep up with the S&P 500.",
        "The S&P 500 did not keep up with the Russell 2000.",
    ),
    (
        RELIEF,
        "The Nasdaq's gain exceeded that of the Dow.",
        "The Nasdaq's gain did not exceed that of the Dow.",
    ),
    (
        SHOCK,
        "Chevron did not lose as much as Exxon Mobil.",
        "Exxon Mobil did not lose as much as Chevron.",
    ),
    (
        SHOCK,
        "PG&E lost 5.6%, a little more than Dominion Energy with its 5.3%.",
        "PG&E lost 5.6%, a little less than Dominion Energy with its 5.3%.",
    ),
    (
        SPANS,
        "None fell as hard as the Russell 2000, which lost 2.1%.",
        "None fell but the Russell 2000, which lost 3.1%.",
    ),
    # How many of several.
    (RELIEF, "None of the indices fell.", "None of the indices rose."),
    (RELIEF, "Every index rose: the S&P 500 9.52%.", "Hardly any index rose: the S&P 500 9.52%."),
    (SLIDE, "All three big indices are lower.", "All three big indices are higher."),
    (SPANS, "So far this year the Nasdaq leads with 15.4%.", "So far this year the Nasdaq trails with 15.4%."),
    # How likely.
    (
        RELIEF,
        "Goldman Sachs sees a recession as less likely than not, at 45%.",
        "Goldman Sachs sees a recession as more likely than not, at 45%.",
    ),
    # Titles.
    (
        RELIEF,
        "# Stocks stage a historic rally\n\nThe S&P 500 rose.",
        "# Stocks suffer a historic rout\n\nThe S&P 500 rose.",
    ),
    (RELIEF, "# A rally on Wall Street\n\nThe S&P 500 rose.", "# Carnage on Wall Street\n\nThe S&P 500 rose."),
    (SLIDE, "## Yields up\n\nThe 10-year is at 4.28%.", "## Yields down\n\nThe 10-year is at 4.28%."),
    (SLIDE, "# Stocks slide\n\nThe VIX has jumped 9.6%.", "# Stocks rally\n\nThe VIX has jumped 9.6%."),
    (SHOCK, "# Utilities sink as yields climb\n\nA word.", "# Utilities sink as yields drop\n\nA word."),
    # On the year, or on the period before.
    (QUARTERS, "国家统计局：国内生产总值同比增长6.7%。", "国家统计局：国内生产总值环比增长6.7%。"),
    (
        QUARTERS,
        "国家统计局：环比看，三季度国内生产总值增长1.8%。",
        "国家统计局：同比看，三季度国内生产总值增长1.8%。",
    ),
    (PRICES, "国家统计局：CPI按月升0.2%。", "国家统计局：CPI按年升0.2%。"),
    (
        QUARTERS,
        "The National Bureau of Statistics has GDP 6.7% higher year on year.",
        "The National Bureau of Statistics has GDP 6.7% higher quarter on quarter.",
    ),
]


@pytest.mark.parametrize(("event", "text", "false"), PAIRS)
def test_of_two_that_say_the_opposite_the_true_one_passes(event: str, text: str, false: str) -> None:
    assert flagged(text, foreign_matter(event)) == []
    assert flagged(false, foreign_matter(event))
