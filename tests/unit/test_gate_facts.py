"""The sheet for a writer: every phrase of it is one that the audit lets pass, and what it owes and forbids is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from narrator import config, pipeline
from narrator.audit.bound import Span, audit_bound
from narrator.audit.verdicts import KINDS, Verdict
from narrator.gate.facts import sheet
from narrator.reading import documents
from narrator.story.debts import debts
from narrator.story.scope import Scope
from support.audits import matter
from support.briefs import EVENTS, SEEDS, case, desk
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

BLOCKING = {Verdict.OUTSIDE, Verdict.OVERPRECISE, Verdict.MAGNITUDE, Verdict.SIGN, Verdict.UNIT, Verdict.UNSUPPORTED}


def example(root: Path, event: str = EVENT) -> dict[str, dict[str, Any]]:
    """The sheet of the example of the design, by figure."""
    workspace, _ = config.load(write_workspace(root, event))
    of = pipeline.open_desk(workspace)
    told = sheet(pipeline.examine(workspace.events / f"{EVENT_ID}.yaml", of), of)
    return {figure["id"]: figure for figure in told["figures"]} | {"": told}


@pytest.mark.parametrize("event", EVENTS)
def test_every_phrase_of_a_sheet_says_no_more_than_its_figure(event: str) -> None:
    wrong = []
    for figure in sheet(case(event, SEEDS), desk())["figures"]:
        for phrase in figure["phrases"]:
            (bare,) = [each for each in figure["phrases"][1:] if phrase.startswith(each)][:1] or [phrase]
            spans = [Span(1, 1, figure["id"], bare)]
            found = audit_bound(documents.of_plain(f"{bare}."), matter(event), spans)
            wrong += [(figure["id"], bare, str(each.verdict)) for each in found if each.verdict in BLOCKING]
    assert wrong == []


def test_a_phrase_that_says_more_than_its_figure_would_be_found() -> None:
    spans = [Span(1, 1, "liquidations.total", "$450 million")]
    found = audit_bound(documents.of_plain("$450 million."), matter(EVENTS[0]), spans)
    assert [each.verdict for each in found] == [Verdict.OVERPRECISE]


@pytest.mark.parametrize("event", EVENTS)
def test_a_sheet_has_every_figure_with_the_debts_of_the_story_in_words(event: str) -> None:
    told, of = sheet(case(event), desk()), case(event)
    assert of.event
    scope = Scope(of.event, of.figures, of.signals)
    assert [figure["id"] for figure in told["figures"]] == [figure.id for figure in of.figures]
    for figure in told["figures"]:
        assert [each["owed"] for each in figure["owes"]] == [*debts(of.figures[figure["id"]], scope)]
        assert all(each["what"].strip() for each in figure["owes"])
        assert figure["phrases"]
        assert {each["code"] for each in figure["never"]} <= {verdict.code for verdict in KINDS}


def test_a_figure_says_what_may_not_be_said_of_it(tmp_path: Path) -> None:
    figures = example(tmp_path)
    total = figures["liquidations.total"]
    assert total["phrases"][1:] == [
        "$210 million to $240 million",
        "between $210 million and $240 million",
        "$210M-$240M",
        "$210–240 million",
        "at least $210 million",
    ]
    never = {(each["code"], each["what"]) for each in total["never"]}
    assert ("AUD003", "anything more exact than $210 million to $240 million") in never
    assert ("AUD012", "it of another time than 24h to 2026-03-03T08:00+08:00") in never
    assert any(code == "AUD002" and "$310 million" in what for code, what in never)
    flow = {(each["code"], each["what"]) for each in figures["flows.btc_etf"]["never"]}
    assert ("AUD005", "outflow instead of inflow") in flow
    whale = {each["code"] for each in figures["accounts.whale_one"]["never"]}
    assert "AUD010" in whale


def test_what_is_owed_is_said_in_words(tmp_path: Path) -> None:
    noted = EVENT.replace(
        "    differ: Tracker B", "    note: More than [liquidations.longs] is not known.\n    differ: Tracker B"
    )
    figures = example(tmp_path, noted)
    total = {each["owed"]: each["what"] for each in figures["liquidations.total"]["owes"]}
    assert "$310 million" in total["doubt"]
    assert total["note"] == "More than $195 million is not known."
    assert {each["owed"]: each["what"] for each in figures["flows.btc_etf"]["owes"]}["direction"] == "inflow"


def test_what_the_event_leaves_out_or_open_is_not_to_be_said(tmp_path: Path) -> None:
    told = example(tmp_path)[""]
    never = {(each["kind"], each["at"]): each for each in told["never"]}
    assert never["left_out", "left_out.venues"]["what"] == "the split by exchange"
    assert never["left_out", "left_out.venues"]["why"] == "not counted alike"


def test_a_figure_without_an_amount_has_no_amount_to_say(tmp_path: Path) -> None:
    gone = EVENT.replace("social media: about $2 million", "social media: not reported")
    figures = example(tmp_path, gone)
    whale = figures["accounts.whale_one"]
    assert ("AUD001", "any amount of it") in {(each["code"], each["what"]) for each in whale["never"]}
    assert not any(character.isdigit() for phrase in whale["phrases"] for character in phrase)
