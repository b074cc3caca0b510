"""What the build finds in its own sentences: our bug with a report, an editor's template, or an editor's words."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from narrator.render import environment
from support.command import narrator
from support.editions import tree
from support.events import EVENT, EVENT_ID, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

MACROS = "en/macros.j2"
RIGHT, WRONG = "took{% endif %} in {{ figure.size }}", "lost{% endif %} {{ figure.size }}"
REPORT = f".narrator/report-{EVENT_ID}.en.json"


def broken() -> str:
    """The packaged words of several messages, with an inflow told as a loss."""
    text = (environment.PACKAGED / MACROS).read_text("utf-8")
    assert RIGHT in text
    return text.replace(RIGHT, WRONG)


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packaged set that says the opposite of a figure."""
    templates = tmp_path / "packaged"
    shutil.copytree(environment.PACKAGED, templates)
    (templates / MACROS).write_text(broken(), encoding="utf-8")
    monkeypatch.setattr(environment, "PACKAGED", templates)


@pytest.mark.usefixtures("packaged")
def test_a_sentence_of_ours_is_a_bug_with_a_report_to_send(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "desk")
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert (ran.code, ran.told["built"]) == (Exit.BUG, [])
    assert not (root / "out" / EVENT_ID).exists()
    problem = ran.problems[0]
    assert (problem["code"], problem["figure"]) == ("AUD005", "flows.btc_etf")
    assert problem["file"] == f"{EVENT_ID}/en/brief.md"
    assert f"please send {REPORT}" in problem["expected"]
    assert "--without" not in ran.out
    report = json.loads((root / REPORT).read_text("utf-8"))
    finding = report["findings"][0]
    assert (finding["code"], finding["figure"]) == ("AUD005", "flows.btc_etf")
    assert "lost >>$710 million<<" in finding["sentence"]
    assert finding["records"] == [
        f"data/events/{EVENT_ID}.yaml:36: issuer_table: inflow 8,100 BTC = $710 million",
    ]
    assert report["versions"]["narrator"]
    assert str(tmp_path) not in (root / REPORT).read_text("utf-8")
    assert [name for name in tree(root / ".narrator") if name.startswith("report")] == [REPORT.split("/")[1]]


@pytest.mark.usefixtures("packaged")
def test_a_report_that_cannot_be_written_keeps_its_exit_code(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "desk")
    (root / REPORT).mkdir(parents=True)
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert ran.code == Exit.BUG
    assert "its report is missing" in ran.problems[0]["expected"]


@pytest.mark.usefixtures("packaged")
def test_a_bug_of_ours_is_none_of_an_editor_who_changed_another_template(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "desk")
    own = root / "templates" / "en" / "sections" / "disclosure.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("## About this brief\n\nMade by hand.\n", encoding="utf-8")
    assert narrator(root, "build", "--to", "md", "--format", "json").code == Exit.BUG


def test_a_template_of_a_workspace_is_its_editors(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    own = root / "templates" / MACROS
    own.parent.mkdir(parents=True)
    own.write_text(broken(), encoding="utf-8")
    (own.parent / "sections").mkdir()
    (own.parent / "sections" / "disclosure.md.j2").write_text("## About\n\nMade by hand.\n", encoding="utf-8")
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert (ran.code, ran.told["built"]) == (Exit.DISCREPANCY, [])
    problem = ran.problems[0]
    assert (problem["code"], problem["file"]) == ("AUD005", f"templates/{MACROS}")
    assert "lost" in own.read_text("utf-8").split("\n")[problem["line"] - 1]
    assert "lost >>$710 million<<" in problem["found"]
    assert not (root / REPORT).exists()


def commented(text: str) -> str:
    """The example with a paragraph of an editor's after the lead."""
    head, _, tail = EVENT.partition("commentary:\n")
    assert tail
    return f"{head}commentary:\n  lead:\n    place: after\n    by: A. Editor\n    en: |\n      {text}\n"


def test_an_editors_paragraph_that_its_figures_bear_out_passes(tmp_path: Path) -> None:
    right = "The trader known for an earlier short took [accounts.whale_one], which nobody has confirmed."
    root = write_workspace(tmp_path, commented(right))
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert (ran.code, ran.problems) == (Exit.DONE, [])
    assert "which nobody has confirmed" in (root / "out" / EVENT_ID / "en" / "brief.md").read_text("utf-8")


def test_an_editors_paragraph_that_says_more_is_named_at_its_place(tmp_path: Path) -> None:
    wrong = "It was a long night. Somebody booked a gain of [liquidations.longs]."
    root = write_workspace(tmp_path, commented(wrong))
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert ran.code == Exit.DISCREPANCY
    problem = ran.problems[0]
    assert (problem["code"], problem["figure"]) == ("AUD005", "liquidations.longs")
    assert problem["file"] == f"data/events/{EVENT_ID}.yaml"
    assert "a gain of >>$195 million<<" in problem["found"]
    lines = (root / problem["file"]).read_text("utf-8").split("\n")
    assert problem["line"] in {number for number, line in enumerate(lines, 1) if line.strip() in {"en: |", wrong}}
    assert not (root / REPORT).exists()


def test_a_clause_of_the_desk_with_a_number_in_words_is_named_at_its_place(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, EVENT.replace("if: Inflows go on.", "if: Inflows grow by three percent."))
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    assert ran.code == Exit.INVALID
    (problem,) = [each for each in ran.problems if each["code"] == "TXT010"]
    lines = (root / problem["file"]).read_text("utf-8").split("\n")
    assert lines[problem["line"] - 1].strip() in {"up:", "if: Inflows grow by three percent."}
    assert not (root / REPORT).exists()


def test_an_editors_paragraph_with_another_window_is_warned_of(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, commented("In a single week [liquidations.total] went."))
    ran = narrator(root, "build", "--to", "md", "--format", "json")
    told = [(problem["code"], problem["severity"], problem["file"]) for problem in ran.problems]
    assert (ran.code, told) == (Exit.DONE, [("AUD012", "warning", f"data/events/{EVENT_ID}.yaml")])


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Longs lost three hundred million dollars.", "three hundred million dollars"),
        ("The market lost a tenth of its value.", "a tenth"),
        ("Longs carried the night in two waves, within three hours.", None),
        ("[liquidations.total] went in a day.", None),
    ],
)
def test_an_amount_in_words_of_an_editor_is_found_by_check_as_by_build(
    words: str, number: str | None, tmp_path: Path
) -> None:
    line = "Longs carried the night: [liquidations.total] went in a day."
    assert line in EVENT
    root = write_workspace(tmp_path, EVENT.replace(line, words))
    found = [each for each in narrator(root, "check", "--format", "json").problems if each["code"] == "TXT010"]
    said = f"the number '{number}' in 'commentary.lead', which is the desk's own text"
    assert [each["message"] for each in found] == ([said] if number else [])
    built = narrator(root, "build", "--to", "md", "--format", "json").code
    assert (built == Exit.DONE) is (number is None)
