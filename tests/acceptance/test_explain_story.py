"""`narrator explain EVENT --story`: an editor sees why something leads, stands in the table, or is missing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from narrator.errors import Exit
from support.briefs import EVENTS
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DEBTS = {"window", "direction", "voice", "doubt", "note", "caution", "nature"}


@pytest.fixture(scope="module", params=EVENTS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The story of an event of this workspace, and what a build writes of it."""
    out = tmp_path_factory.mktemp("out")
    built = narrator(ROOT, "build", "--event", request.param, "--to", "md", "--out", str(out))
    assert built.code == Exit.DONE
    ran = narrator(ROOT, "explain", request.param, "--story", "--json")
    assert ran.code == Exit.DONE
    return json.loads(ran.out), out / request.param / "en"


def test_every_figure_belongs_to_a_message_and_is_told_where_the_ledger_says(told: tuple[dict[str, Any], Path]) -> None:
    story, folder = told
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    shown = [figure for message in story["messages"] for figure in (*message["figures"], *message["rest"])]
    listed = {figure["id"]: figure["told"] for figure in (*shown, *story["left"])}
    assert listed == {figure["id"]: figure["told"] for figure in ledger["figures"]}
    assert None not in listed.values()


def test_messages_come_by_weight_and_a_weight_is_the_sum_of_its_named_terms(told: tuple[dict[str, Any], Path]) -> None:
    weights = [message["weight"] for message in told[0]["messages"]]
    assert weights == sorted(weights, reverse=True)
    for message in told[0]["messages"]:
        assert sum(term["points"] for term in message["terms"]) == message["weight"]
        assert all(term["term"] for term in message["terms"])


def test_each_debt_of_what_a_sentence_prints_is_paid_in_a_line_of_the_brief(told: tuple[dict[str, Any], Path]) -> None:
    story, folder = told
    lines = (folder / "brief.md").read_text(encoding="utf-8").split("\n")
    paid = []
    for figure in (figure for message in story["messages"] for figure in message["figures"]):
        for debt in figure["debts"]:
            assert debt["owed"] in DEBTS
            in_prose = any(place["in"] in {"lead", "prose"} for place in figure["prints"])
            assert debt["paid"] or not in_prose, (figure["id"], debt)
            paid += [debt["paid"]] if debt["paid"] else []
    assert paid
    assert all(lines[each["line"] - 1] and not lines[each["line"] - 1].startswith("|") for each in paid)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, EVENT)


def test_a_person_reads_the_same(desk: Path) -> None:
    ran = narrator(desk, "explain", EVENT_ID, "--story")
    assert ran.code == Exit.DONE
    assert "total:liquidations.total  100 = main figure +100" in ran.out
    assert re.search(r"owes doubt +paid in line \d+ by ", ran.out)
    assert "prices.btc" in ran.out
    assert not list(desk.glob("out"))


def test_a_statement_is_found_in_the_line_that_tells_it(tmp_path: Path) -> None:
    said = "statements:\n  a:\n    who: tracker_a\n    kind: official\n    text: it will publish all of its counts\n"
    desk = write_workspace(tmp_path, EVENT + said)
    narrator(desk, "build", "--to", "md")
    brief = (desk / f"out/{EVENT_ID}/en/brief.md").read_text(encoding="utf-8").split("\n")
    story = json.loads(narrator(desk, "explain", EVENT_ID, "--story", "--json").out)
    message = next(each for each in story["messages"] if each["kind"] == "statement")
    assert "it will publish all of its counts" in brief[message["line"] - 1]
    assert message["records"] == ["statements.a"]


def test_the_rest_of_a_list_is_named_as_such(tmp_path: Path) -> None:
    venue = "  {0}:\n    venue: Venue {1}\n    said:\n      tracker_a: ${2} million\n"
    venues = "".join(venue.format(f"v{n}", chr(65 + n), 10 + n) for n in range(7))
    desk = write_workspace(tmp_path, EVENT.replace("flows:\n", f"{venues}flows:\n", 1))
    ran = narrator(desk, "explain", EVENT_ID, "--story")
    assert "liquidations.v0: in the table, as the rest of the list" in ran.out


def test_of_an_event_with_errors_the_errors_are_told(desk: Path) -> None:
    (desk / f"data/events/{EVENT_ID}.yaml").write_text(EVENT.replace("$195 million", "$1,95 million"), encoding="utf-8")
    ran = narrator(desk, "explain", EVENT_ID, "--story")
    assert ran.code == Exit.INVALID
    assert "AMT" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("more", [("--json",), ("liquidations.total", "--story")])
def test_what_cannot_be_asked_together_says_what_can(more: tuple[str, ...], desk: Path) -> None:
    ran = narrator(desk, "explain", EVENT_ID, *more)
    assert ran.code == Exit.USAGE
    assert f"write: narrator explain {EVENT_ID} --story" in ran.err
