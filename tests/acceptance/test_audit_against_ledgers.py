"""`narrator audit BRIEF`: a brief against the ledger that it carries, and any text against a ledger of another day."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import docx
import pytest

from narrator.errors import Exit
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

FORMS = ("brief.html", "brief.pdf", "brief.docx")
PUBLISHED = f"data/published/{EVENT_ID}.en.1.json"
OLD = "Tracker A and Tracker B put the total at $210 million to $240 million.\n"
NEW = OLD.replace("$240", "$340")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_workspace(tmp_path_factory.mktemp("built"), EVENT)
    assert narrator(root, "build", "--to", "md,html,pdf,docx").code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor").code == Exit.DONE
    return root


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    (tmp_path / "old.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.md").write_text(NEW, encoding="utf-8")
    return tmp_path


def revise(desk: Path) -> None:
    """A source revises what it has said."""
    path = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    text = path.read_text("utf-8")
    assert "$240 million" in text
    path.write_text(text.replace("$240 million", "$340 million"), encoding="utf-8")


def brief(name: str) -> str:
    return f"out/{EVENT_ID}/en/{name}"


def mentions(desk: Path, *arguments: str) -> list[dict[str, object]]:
    """What the audit says of each number of a text."""
    told: list[dict[str, object]] = narrator(desk, "audit", *arguments, "--format", "json").told["mentions"]
    assert len(told) > 10
    return told


@pytest.mark.parametrize("name", FORMS)
def test_a_brief_is_held_against_the_ledger_that_it_carries(desk: Path, name: str) -> None:
    own = mentions(desk, brief(name))
    assert own == mentions(desk, brief(name), "--against", EVENT_ID)
    assert sum(each["verdict"] in {"supported", "derived"} for each in own) > len(own) * 0.9


@pytest.mark.parametrize("name", FORMS)
def test_it_is_held_against_what_it_was_made_of_also_when_the_records_have_changed(desk: Path, name: str) -> None:
    before = mentions(desk, brief(name))
    revise(desk)
    assert mentions(desk, brief(name)) == before
    assert mentions(desk, brief(name), "--against", EVENT_ID) != before


def test_a_page_that_somebody_changed_no_longer_agrees(desk: Path) -> None:
    page = desk / brief("brief.html")
    text = page.read_text("utf-8")
    head, body = text.split("<body>")
    page.write_text(f"{head}<body>{body.replace('$240 million', '$340 million')}", encoding="utf-8")
    ran = narrator(desk, "audit", brief("brief.html"), "--format", "json")
    slips = {str(each["text"]) for each in ran.told["mentions"] if each["severity"] == "error"}
    assert (ran.code, any("$340 million" in slip for slip in slips)) == (Exit.DISCREPANCY, True)


def test_a_word_file_that_an_editor_saved_still_carries_it(desk: Path) -> None:
    document = docx.Document(str(desk / brief("brief.docx")))
    document.add_paragraph("Positions of $950 million were liquidated, Tracker A says.")
    document.save(str(desk / "edited.docx"))
    ran = narrator(desk, "audit", "edited.docx", "--format", "json")
    slips = [each["text"] for each in ran.told["mentions"] if each["severity"] == "error"]
    assert (ran.code, slips) == (Exit.DISCREPANCY, ["$950 million"])


@pytest.mark.parametrize("ledger", [brief("ledger.json"), PUBLISHED, *map(brief, FORMS)])
def test_any_text_is_held_against_a_ledger_as_it_was(desk: Path, ledger: str) -> None:
    revise(desk)
    codes = [narrator(desk, "audit", text, "--against", ledger).code for text in ("old.md", "new.md")]
    assert codes == [Exit.DONE, Exit.DISCREPANCY]
    now = [narrator(desk, "audit", text, "--against", EVENT_ID).code for text in ("old.md", "new.md")]
    assert now == [Exit.DISCREPANCY, Exit.DONE]


def test_a_text_without_a_ledger_needs_an_event(desk: Path) -> None:
    ran = narrator(desk, "audit", "old.md")
    assert (ran.code, "write: narrator audit old.md --against EVENT" in ran.err) == (Exit.USAGE, True)


def test_a_brief_that_carries_none_is_no_ledger(desk: Path) -> None:
    (desk / "page.html").write_text("<p>A day.</p>", encoding="utf-8")
    ran = narrator(desk, "audit", "old.md", "--against", "page.html", "--format", "json")
    assert (ran.code, [each["code"] for each in ran.problems]) == (Exit.INVALID, ["LED001"])
    assert ran.problems[0]["file"] == "page.html"


def test_a_ledger_whose_record_or_event_is_gone_is_told(desk: Path) -> None:
    path = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    path.write_text(path.read_text("utf-8").replace("btc_etf", "other_etf"), encoding="utf-8")
    ran = narrator(desk, "audit", "old.md", "--against", brief("ledger.json"), "--format", "json")
    assert (ran.code, ran.problems[0]["code"]) == (Exit.INVALID, "LED001")
    assert "flows.btc_etf" in ran.problems[0]["message"]
    path.unlink()
    gone = narrator(desk, "audit", "old.md", "--against", brief("ledger.json"))
    assert (gone.code, EVENT_ID in gone.err) == (Exit.USAGE, True)


def test_an_event_file_in_json_is_an_event_and_no_ledger(desk: Path) -> None:
    (desk / "day.json").write_text('{"event": {"id": "day"}}', encoding="utf-8")
    ran = narrator(desk, "audit", "old.md", "--against", "day.json", "--format", "json")
    assert ran.code == Exit.INVALID
    assert {each["code"][:3] for each in ran.problems} == {"EVT"}
