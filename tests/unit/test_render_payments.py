"""Which line pays a debt of a figure: found in the finished article, where the template or narrator wrote it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narrator import config, pipeline
from narrator.render.choices import Turn
from narrator.render.layout import Area, area
from support.events import EVENT_ID, WINDOWED, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from narrator.render.draft import Draft

TOTAL = "liquidations:\n  total:\n    said:\n      tracker_a: $210 million\n"
NOTE = "    note: Its venues changed overnight.\n"
SIDES = "  longs:\n    side: long\n    said:\n      tracker_b: $150 million\n"
OWN = "templates/en/messages/split.md.j2"
BARE = "{% for f in message.sides %}{{ f.phrase }} of longs went.{% endfor %}\n"


def drafted(root: Path, records: str, own: str = "") -> Draft:
    write_workspace(root, WINDOWED + records)
    if own:
        (root / OWN).parent.mkdir(parents=True)
        (root / OWN).write_text(own, encoding="utf-8")
    desk = pipeline.open_desk(config.load(root)[0])
    return pipeline.draft(pipeline.examine(root / f"data/events/{EVENT_ID}.yaml", desk), desk, Turn())[1]


def by(draft: Draft, owed: str, figure: str) -> list[tuple[str, str]]:
    """Who paid a debt, and in which line."""
    lines = draft.markdown.split("\n")
    return [(each.by, lines[each.number - 1]) for each in draft.paid() if (each.owed, each.figure) == (owed, figure)]


def test_a_debt_is_paid_in_the_line_that_says_it(tmp_path: Path) -> None:
    draft = drafted(tmp_path, TOTAL + SIDES)
    said = by(draft, "voice", "liquidations.longs")
    assert said
    assert all(who == "template" and "Tracker B" in line and "$150" in line for who, line in said)


def test_what_a_template_leaves_is_paid_by_the_sentence_behind_its_paragraph(tmp_path: Path) -> None:
    note = NOTE.replace("Its venues", "The venues")
    draft = drafted(tmp_path, TOTAL + SIDES + "      tracker_a: $199 million\n" + note, BARE)
    assert [who for who, _ in by(draft, "doubt", "liquidations.longs")] == ["doubt.md.j2"]
    assert [who for who, _ in by(draft, "note", "liquidations.longs")] == ["record"]
    alone = drafted(tmp_path / "alone", TOTAL + SIDES, BARE)
    who, line = by(alone, "voice", "liquidations.longs")[-1]
    assert who == "owed.md.j2"
    assert "comes from Tracker B" in line


def test_a_line_that_did_not_survive_pays_nothing(tmp_path: Path) -> None:
    draft = drafted(tmp_path, TOTAL + SIDES)
    gone = draft.body.split("\n")
    kept = replace(draft, body="\n".join(line for line in gone if area(line) is not Area.PROSE))
    assert {each.owed for each in draft.paid() if each.figure == "liquidations.total"} == {"voice"}
    assert [each for each in kept.paid() if each.figure == "liquidations.total"] == []


def test_a_note_of_a_figure_that_the_lead_alone_tells_follows_the_lead(tmp_path: Path) -> None:
    draft = drafted(tmp_path, TOTAL + NOTE)
    prose = [line for line in draft.markdown.split("\n") if line and area(line) is Area.PROSE and "$" not in line[:1]]
    at = next(number for number, line in enumerate(prose) if "$210 million" in line)
    assert prose[at + 1] == "Its venues changed overnight."
    assert draft.markdown.count("Its venues changed overnight.") == 1
    assert [who for who, _ in by(draft, "note", "liquidations.total")] == ["template"]


@pytest.mark.parametrize(
    ("records", "figure", "place"),
    [
        ("prices:\n  btc:\n    asset: BTC\n    said:\n      tracker_b: down\n", "prices.btc", "prose"),
        ("macro:\n  a:\n    what: prices\n    said:\n      tracker_b: up\n", "macro.a", "prose"),
    ],
)
def test_a_figure_without_an_amount_is_told_where_its_sentence_stands(
    records: str, figure: str, place: str, tmp_path: Path
) -> None:
    draft = drafted(tmp_path, TOTAL + records)
    where, number = draft.mentions()[figure]
    assert where == place
    assert "no source gives the amount" in draft.markdown.split("\n")[number - 1]
    assert figure not in {each.figure for each in draft.prints()}
