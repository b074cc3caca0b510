"""What may speak against a right number: a known other word blocks it, what nobody understands warns or says nothing.

`~` stands for the end of a line.
"""

from __future__ import annotations

import pytest

from narrator.audit.evidence import DOUBTED, weighed
from narrator.audit.verdicts import Verdict
from narrator.model.catalogue import Severity
from support.audits import findings
from support.foreign import foreign_matter

TABLE = """
en-tape      # supported   # The Dow tacked on 214 points, or 0.59%.
en-tape      # supported   # Wall Street's day in one number: 1.33%.
en-tape      # name        # Amazon lost 1.33%.
en-tape      # noun        # Frobnitz lost 1.33%.
en-tape      # noun        # Frobnitz closed at $76.99.
en-tape      # name        # Gold settled at $76.99.
en-tape      # sign        # Hess slumped 5.69%.
en-tape      # supported   # Hess mooned 5.69%.

en-weekend   # supported   # It topped out at $71,269 on Monday.
en-weekend   # name        # Ether topped out at $71,269 on Monday.

day          # name        # In the past 24 hours, $1.361 billion was liquidated, CoinGlass shows.
day          # supported   # Longs lost $1.361 billion in the past 24 hours, CoinGlass shows.
day          # name        # Shorts lost $1.361 billion in the past 24 hours, CoinGlass shows.

en-liveblog  # qualifier   # The median official has the funds rate at 4.4%.
en-liveblog  # as_fact     # The median funds rate was 4.4% when the year ended.
en-liveblog  # supported   # Projections: the median funds rate is put at 4.4%.

en-metals    # supported   # Another 5,350t came in, taking zinc stocks of the London Metal Exchange to 211,400t.
en-metals    # supported   # Zinc settled at $3,203/t.
en-metals    # name        # Nickel settled at $3,203/t.

zh-zhoubao   # name        # 锌的两市库存合计571,256吨。
zh-zhoubao   # supported   # 铜的两市库存合计571,256吨。
"""
ROWS = [tuple(part.strip() for part in row.split("#")) for row in TABLE.splitlines() if row]


@pytest.mark.parametrize(("event", "verdict", "text"), ROWS)
def test_only_what_is_known_speaks_against_a_right_number(event: str, verdict: str, text: str) -> None:
    said = [finding.verdict for finding in findings(text.replace("~", "\n"), foreign_matter(event))]
    worst = next((each for each in said if not each.is_sound), Verdict.SUPPORTED)
    assert worst == verdict, said


def test_what_nobody_understands_is_at_most_a_warning() -> None:
    for verdict, doubted in DOUBTED.items():
        assert verdict.severity is Severity.ERROR
        assert weighed(verdict, is_known=True) is verdict
        assert weighed(verdict, is_known=False) is doubted
        assert doubted.severity is Severity.WARNING
