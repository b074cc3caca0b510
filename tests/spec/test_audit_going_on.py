"""What a sentence goes on about, and who says it, where it does not say so itself (LANGUAGE.md 6.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from support.audits import findings, flagged, matter, matter_for
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from narrator.audit.matter import Matter

RECORDS = """\
macro:
  erased:
    what: the loss of market value
    said:
      Ada: $4.6 billion
      Bea: $5.4 billion
  tariff:
    what: the tariff on Chinese steel
    said:
      the U.S. president: 35%
  carry:
    what: the basis of futures
    said:
      unnamed: -0.31%
      unnamed 2: 0.12%
prices:
  yen:
    asset: JPY
    said:
      Ada: up 0.13%
    price:
      said:
        Ada: 110.45 yen a dollar
"""
TABLE = """
true  | The loss of market value was $4.6 billion to $5.4 billion. / Ada put it at $4.6 billion, Bea at $5.4 billion.
true  | 市值损失为46亿至54亿美元 (the loss of market value)。 / Ada将其估为46亿美元，Bea估为54亿美元。
false | The loss of market value was $4.6 billion to $5.4 billion. / Ada put longs at $4.6 billion, Bea at $5.4 billion.
false | Liquidations came to $210 million to $240 million. / Ada put it at $4.6 billion, Bea at $5.4 billion.
false | The loss of market value was $4.6 billion to $5.4 billion. / A day passed. / Ada put it at $4.6 billion.
true  | One unnamed source put the basis of futures at minus 0.31% and another unnamed source at 0.12%.
false | One unnamed source put the basis of futures at 0.31% and another unnamed source at 0.12%.
true  | JPY stood at 110.45 yen a dollar, in Ada's figures.
false | Bitcoin stood at 110.45 yen, in Ada's figures.
true  | | Who | How much | / |-|-| / | Ada | $4.6 billion | / | the U.S. president | 35% | / | Tracker C | down 2.1% |
false | | Who | How much | / |-|-| / | Tracker C | up 2.1% |
false | | Who | How much | / |-|-| / | Bea | $4.6 billion |
false | More than 90% of the positions was long.
true  | No source of these figures is named. / More than 90% of the positions was long.
false | No source is named for the price. / More than 90% of the positions was long.
true  | The table says for every figure that its source is unnamed. / More than 90% of the positions was long.
true  | 以下数据均未注明来源。 / 多头占比超过90%。
false | 多头占比超过90%。
"""
ROWS = [tuple(part.strip() for part in line.split("|", 1)) for line in TABLE.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    typed = EVENT.replace("flows:\n", f"{RECORDS}flows:\n", 1)
    workspace, _ = config.load(write_workspace(tmp_path_factory.mktemp("going-on"), typed))
    desk = pipeline.open_desk(workspace)
    return matter_for(pipeline.examine(workspace.events / f"{EVENT_ID}.yaml", desk), desk)


@pytest.mark.parametrize(("verdict", "text"), ROWS)
def test_a_sentence_goes_on_about_what_was_said_right_before(verdict: str, text: str, example: Matter) -> None:
    glue = "\n" if text.startswith("|") else "\n\n"
    found = findings(text.replace(" / ", glue), example)
    assert found, "nothing was read"
    assert all(f.verdict.is_sound for f in found) is (verdict == "true"), [(f.mention.text, f.verdict) for f in found]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Bitcoin fell to $84,129 in the week to Jan. 30, from $89,504.", []),
        ("Bitcoin rose to $84,129 in the week to Jan. 30, from $89,504.", [("$89,504", "sign")]),
        ("Bitcoin climbed to $84,129, from $89,504.", [("$89,504", "sign")]),
    ],
)
def test_what_is_told_after_where_it_went_is_where_it_came_from(text: str, wrong: list[tuple[str, str]]) -> None:
    assert flagged(text, matter("2026-01-long-deleveraging")) == wrong
