"""A figure of the economy is of its country, its institution and its tenor (LANGUAGE.md 6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.audits import findings, matter_for
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

MACRO = """\
macro:
  rate:
    what: the upper end of the federal funds target range
    said:
      Desk One: 4.5%
  ten:
    what: the 10-year Treasury yield
    said:
      Desk One: 4.04%
  gilt:
    what: the two-year gilt yield
    said:
      Desk One: 3.88%
  inflation:
    what: UK inflation
    said:
      Desk One: 3.6%
"""
TABLE = """
true  | The upper end of the Fed's target range is 4.5%, says Desk One.
false | The upper end of the ECB's target range is 4.5%, says Desk One.
false | The upper end of the Bank of Japan's target range is 4.5%, says Desk One.
false | The upper end of the Bank of England's target range is 4.5%, says Desk One.
true  | The 10-year Treasury yield was 4.04%, says Desk One.
true  | The ten-year Treasury yield was 4.04%, says Desk One.
false | The 30-year Treasury yield was 4.04%, says Desk One.
false | The two-year Treasury yield was 4.04%, says Desk One.
false | The ten-year Bund yield was 4.04%, says Desk One.
true  | Britain's two-year yield was 3.88%, says Desk One.
false | Spain's two-year yield was 3.88%, says Desk One.
false | The ten-year gilt yield was 3.88%, says Desk One.
true  | Inflation in Britain was 3.6%, says Desk One.
false | Inflation in Canada was 3.6%, says Desk One.
true  | Inflation in Britain was 3.6% and the 10-year Treasury yield 4.04%, says Desk One.
true  | Desk One说，美国十年期国债收益率为4.04% (10-year Treasury yield).
false | Desk One说，美国三十年期国债收益率为4.04% (Treasury yield).
false | Desk One说，日本十年期国债收益率为4.04% (yield).
"""
ROWS = [tuple(part.strip() for part in line.split("|", 1)) for line in TABLE.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    typed = EVENT.replace("flows:\n", f"{MACRO}flows:\n", 1)
    workspace, _ = config.load(write_workspace(tmp_path_factory.mktemp("entities"), typed))
    desk = pipeline.open_desk(workspace)
    return matter_for(pipeline.examine(workspace.events / f"{EVENT_ID}.yaml", desk), desk)


@pytest.mark.parametrize(("verdict", "sentence"), ROWS)
def test_another_country_or_tenor_in_the_clause_is_a_rival(verdict: str, sentence: str, example: Matter) -> None:
    found = findings(sentence, example)
    assert found, "nothing was read"
    assert all(f.verdict.is_sound for f in found) is (verdict == "true"), [(f.mention.text, f.verdict) for f in found]


def test_who_has_a_value_from_somebody_says_not_where_it_began(example: Matter) -> None:
    text = "The Fear and Greed Index doubled, in figures from Tracker A, and stands at 42."
    assert [f.verdict.is_sound for f in findings(text, example)][-1]


@pytest.mark.parametrize("tenor", ["二三", "三五七", "十十", "二三十"])
def test_a_tenor_that_is_no_number_of_years_ends_no_reading(tenor: str, example: Matter) -> None:
    assert findings(f"Desk One说，美国{tenor}年期国债收益率为4.04%。", example)
