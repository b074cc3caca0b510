"""`narrator diff`: two editions by figures and sentences, of whatever kind they are given."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import narrator
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ran

RECORD = f"data/published/{EVENT_ID}.en.1"
EDITION = f"out/{EVENT_ID}/en"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_workspace(tmp_path_factory.mktemp("built"), EVENT)
    assert narrator(root, "build", "--to", "md,html,pdf,docx", "--quiet").code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    return root


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "desk")


def retype(desk: Path, old: str, new: str) -> None:
    path = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(desk: Path, *sides: str) -> Ran:
    before = tree(desk / "data"), tree(desk / "out")
    ran = narrator(desk, "diff", *sides, "--format", "json")
    assert (tree(desk / "data"), tree(desk / "out")) == before, "it writes nothing"
    return ran


def kinds(ran: Ran) -> dict[str, tuple[int, str]]:
    return {each["figure"]: (each["level"], ", ".join(each["kinds"])) for each in ran.told["figures"]}


def test_an_event_is_what_was_published_of_it_against_what_a_build_would_make(desk: Path) -> None:
    ran = told(desk, EVENT_ID)
    assert (ran.code, ran.told["level"], ran.told["figures"], ran.told["sentences"]) == (0, 0, [], [])
    retype(desk, "inflow 8,100 BTC", "outflow 8,100 BTC")
    retype(desk, "from 21 to 42", "from 21 to 41")
    ran = told(desk, EVENT_ID)
    assert (ran.code, ran.told["exit"], ran.told["level"]) == (Exit.DISCREPANCY, Exit.DISCREPANCY, 3)
    assert kinds(ran) == {
        "flows.btc_etf": (3, "direction, range"),
        "flows.btc_etf.coins": (3, "direction, range"),
        "sentiment.fear_greed": (2, "range"),
        "derived.sentiment_change": (2, "range"),
    }
    first = ran.told["figures"][0]
    assert (first["was"]["direction"], first["now"]["direction"]) == ("inflow", "outflow")
    assert first["said"] == [
        "710,000,000 USD, inflow, measured, single_source",
        "710,000,000 USD, outflow, measured, single_source",
    ]
    sentences = {(each["change"], each["text"]) for each in ran.told["sentences"]}
    assert ("gone", "The sentiment index rose from 21 to 42.") in sentences
    assert ("new", "The sentiment index rose from 21 to 41.") in sentences


def test_each_sentence_stands_in_the_line_that_is_told(desk: Path) -> None:
    lines = (desk / EDITION / "brief.md").read_text("utf-8").split("\n")
    retype(desk, "from 21 to 42", "from 21 to 41")
    (line,) = [each["line"] for each in told(desk, EVENT_ID).told["sentences"] if "rose from 21 to 42" in each["text"]]
    assert "rose from 21 to 42" in lines[line - 1]


def test_a_rumour_that_is_denied_is_a_change_of_what_was_said(desk: Path) -> None:
    retype(desk, "checked: asked the venue at 08:20, no answer", "checked: the venue denies it")
    ran = told(desk, EVENT_ID)
    assert (ran.code, kinds(ran)) == (Exit.DISCREPANCY, {"accounts.whale_one": (2, "rumour")})
    refused = narrator(desk, "build", "--to", "md", "--format", "json")
    assert [(each["code"], each["figure"], each["found"]) for each in refused.problems] == [
        ("PUB001", "accounts.whale_one", "the venue denies it")
    ]
    assert refused.code == Exit.REFUSED


WAYS = {
    "a publication": f"{RECORD}.json",
    "its folder": RECORD,
    "a ledger": f"{EDITION}/ledger.json",
    "an edition": EDITION,
    "a page": f"{EDITION}/brief.html",
    "a PDF": f"{EDITION}/brief.pdf",
    "a Word file": f"{EDITION}/brief.docx",
    "an event file": f"data/events/{EVENT_ID}.yaml",
}


@pytest.mark.parametrize("old", WAYS)
def test_an_edition_can_be_given_in_many_ways(old: str, desk: Path) -> None:
    ran = told(desk, WAYS[old], EVENT_ID)
    assert (ran.code, ran.told["figures"], ran.told["sentences"]) == (0, [], [])
    assert ran.told["old"]["event"] == EVENT_ID
    assert ran.told["has_texts"]
    retype(desk, "from 21 to 42", "from 21 to 41")
    assert told(desk, WAYS[old], EVENT_ID).code == Exit.DISCREPANCY


def test_without_a_text_the_figures_are_compared_alone_and_it_says_so(desk: Path, tmp_path: Path) -> None:
    alone = shutil.copy(desk / EDITION / "ledger.json", tmp_path / "ledger.json")
    ran = narrator(desk, "diff", str(alone), EVENT_ID)
    assert ran.code == 0
    assert "sentences were not compared: the text of one edition is not there" in ran.out
    assert "0 figures, 0 sentences gone, 0 new; level 0, nothing a reader was told" in ran.out


def test_words_alone_are_an_update(desk: Path) -> None:
    retype(desk, "A squeeze more than a turn.", "A squeeze, and no turn.")
    ran = narrator(desk, "diff", EVENT_ID)
    assert ran.code == Exit.DISCREPANCY
    assert "0 figures, 1 sentences gone, 1 new; level 1, an update" in ran.out


def test_a_text_that_is_not_what_was_published_is_not_taken_for_it(desk: Path) -> None:
    shutil.rmtree(desk / RECORD)
    assert told(desk, EVENT_ID).told["has_texts"], "out/ still has it"
    (desk / EDITION / "brief.md").write_text("# Another\n", encoding="utf-8")
    assert not told(desk, EVENT_ID).told["has_texts"]


def test_of_an_event_that_is_not_published_the_edition_in_out_is_the_old_one(desk: Path) -> None:
    (desk / f"{RECORD}.json").unlink()
    shutil.rmtree(desk / RECORD)
    retype(desk, "from 21 to 42", "from 21 to 41")
    assert told(desk, EVENT_ID).told["old"]["name"] == f"{EDITION}/ledger.json"
    shutil.rmtree(desk / "out")
    ran = narrator(desk, "diff", EVENT_ID)
    assert (ran.code, "neither published nor built" in ran.err) == (Exit.USAGE, True)


FACTS = {
    "id": "prices.eth",
    "low": None,
    "high": None,
    "unit": "USD",
    "direction": None,
    "nature": "measured",
    "standing": "missing",
    "window": "24h",
}
SPOILT = {
    "no ledger": "[]",
    "no JSON": "{",
    "figures of another kind": json.dumps({"event": EVENT_ID, "figures": [{"id": "a"}]}),
    "words where a text should be": json.dumps({"event": EVENT_ID, "figures": [{**FACTS, "nature": ["measured"]}]}),
    "a number that is none": json.dumps({"event": EVENT_ID, "figures": [{**FACTS, "low": "1e9"}]}),
    "figures that are none": json.dumps({"event": EVENT_ID, "figures": [1]}),
}


@pytest.mark.parametrize("is_old", [True, False])
@pytest.mark.parametrize("what", SPOILT)
def test_what_is_no_ledger_is_named(what: str, is_old: bool, desk: Path) -> None:
    (desk / "spoilt.json").write_text(SPOILT[what], encoding="utf-8")
    sides = ("spoilt.json", EVENT_ID) if is_old else (EVENT_ID, "spoilt.json")
    ran = narrator(desk, "diff", *sides)
    assert (ran.code, ran.err.startswith("narrator: spoilt.json: it is no ledger")) == (Exit.INVALID, True)


@pytest.mark.parametrize("what", ["data/events", "narrator.toml", f"{EDITION}/brief.md"])
def test_what_carries_no_ledger_is_named(what: str, desk: Path) -> None:
    ran = narrator(desk, "diff", what, EVENT_ID, "--format", "json")
    assert (ran.code, ran.problems[0]["code"]) == (Exit.INVALID, "LED001")


def test_an_event_with_errors_cannot_be_compared(desk: Path) -> None:
    retype(desk, "status: ready", "status: raedy")
    ran = narrator(desk, "diff", EVENT_ID, "--format", "json")
    assert (ran.code, ran.told["exit"]) == (Exit.INVALID, Exit.INVALID)
    assert "cannot be built" in ran.problems[0]["message"]


def test_what_an_old_file_says_steers_no_terminal(desk: Path) -> None:
    hostile = {"event": EVENT_ID, "figures": [], "as_of": "\u001b[2J::error::\u202e"}
    (desk / "hostile.json").write_text(json.dumps(hostile), encoding="utf-8")
    ran = narrator(desk, "diff", "hostile.json", EVENT_ID)
    assert ran.code == Exit.DISCREPANCY
    assert [part for part in ("\u001b[2J", "::error", "\u202e") if part in ran.out] == []
