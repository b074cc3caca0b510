"""`narrator audit` as a desk and a CI job use it: exit codes, text, JSON, SARIF, decisions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import completed
from support.events import EVENT_ID, write_workspace
from support.sarif import faults

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

TRUE = "Between $210 million and $240 million of positions was liquidated.\n"
FALSE = (
    "# A day\n\nAlas, $230 million of positions was liquidated, and Ether funds took in $710 million, the issuers'"
    " table shows.\n"
)
WARNED = "Longs lost $195 million in liquidations.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path)


def run(desk: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return completed(desk, "audit", *arguments)


def audited(desk: Path, text: str, *options: str, name: str = "draft.md") -> subprocess.CompletedProcess[str]:
    (desk / name).write_text(text, encoding="utf-8")
    return run(desk, name, "--against", EVENT_ID, *options)


def test_a_true_text_passes(desk: Path) -> None:
    done = audited(desk, TRUE)
    assert (done.returncode, done.stderr) == (Exit.DONE, "")
    told, weakness = done.stdout.splitlines()
    assert told == "1 mention, 1 supported"
    assert re.fullmatch(r"of made-up numbers so many would be near some figure by chance: \d+% in USD", weakness)


def test_how_many_made_up_ratios_of_its_figures_would_pass_is_told(desk: Path) -> None:
    text = f"{TRUE} Longs were $195 million, says Tracker A.\n"
    told = audited(desk, text).stdout.splitlines()[-1]
    shown = re.search(r"; of made-up ratios (\d+\.\d)% would pass\Z", told)
    assert shown is not None, told
    chances = json.loads(audited(desk, text, "--format", "json").stdout)["by_chance"]
    assert set(chances) == {"USD", "ratios"}
    assert f"{chances['ratios']:.1%}" == f"{shown[1]}%"


def test_a_false_text_blocks_and_is_told_with_its_sentence_its_phrase_and_its_record(desk: Path) -> None:
    done = audited(desk, FALSE)
    assert done.returncode == Exit.DISCREPANCY
    shown = done.stdout.splitlines()
    assert shown[0] == "draft.md:3:7: error AUD003 overprecise: liquidations.total is not known so exactly"
    assert shown[1].startswith("    Alas, >>$230 million<< of positions was liquidated")
    assert shown[2] == "    allowed  $210 million to $240 million"
    assert shown[3] == f"    record   data/events/{EVENT_ID}.yaml:14"
    assert "AUD013 name: this is the number of flows.btc_etf" in shown[4]


def test_a_warning_passes_and_blocks_a_strict_run(desk: Path) -> None:
    done = audited(desk, WARNED)
    assert (done.returncode, "warning AUD009 unattributed" in done.stdout) == (Exit.DONE, True)
    assert audited(desk, WARNED, "--strict").returncode == Exit.DISCREPANCY


def test_the_json_has_every_mention_and_these_keys(desk: Path) -> None:
    done = audited(desk, TRUE + FALSE, "--format", "json")
    assert done.returncode == Exit.DISCREPANCY
    document = json.loads(done.stdout)
    assert set(document) == {"problems", "built", "texts", "mentions", "by_chance", "exit"}
    first, second, _ = document["mentions"]
    assert re.fullmatch("[0-9a-f]{16}", first.pop("id"))
    assert first == {
        "file": "draft.md",
        "event": EVENT_ID,
        "text": "$210 million and $240 million",
        "line": 1,
        "column": 9,
        "end_column": 38,
        "verdict": "supported",
        "code": None,
        "severity": None,
        "accepted": None,
        "figure": "liquidations.total",
        "allowed": None,
        "at": f"data/events/{EVENT_ID}.yaml:14",
        "sentence": "Between $210 million and $240 million of positions was liquidated.",
        "phrases": [],
        "mend": None,
    }
    assert (second["text"], second["verdict"], second["severity"]) == ("$230 million", "overprecise", "error")
    assert second["code"] == "AUD003"
    assert second["allowed"] == "$210 million to $240 million"
    assert second["mend"] == "Write “$210 million to $240 million” in place of “$230 million”."
    assert second["phrases"][0] == second["allowed"]
    assert "between $210 million and $240 million" in second["phrases"]
    counts = {"supported": 1, "derived": 0, "blocking": 2, "warning": 0, "accepted": 0}
    assert document["texts"] == [{"file": "draft.md", **counts, "exit": Exit.DISCREPANCY}]
    assert (document["problems"], document["exit"]) == ([], Exit.DISCREPANCY)


def test_the_sarif_is_sarif(desk: Path) -> None:
    done = audited(desk, FALSE, "--format", "sarif")
    assert done.returncode == Exit.DISCREPANCY
    document = json.loads(done.stdout)
    assert faults(document) == []
    first = document["runs"][0]["results"][0]
    assert (first["ruleId"], first["level"]) == ("AUD003", "error")
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"]) == (3, 7, 3)
    assert region["endColumn"] > region["startColumn"] + 3
    assert "draft.md" in first["message"]["text"]


def test_a_check_of_sarif_finds_what_is_wrong() -> None:
    assert faults({"version": "2.1.0"})
    driver = {"tool": {"driver": {"name": "narrator"}}}
    assert faults({"version": "2.1.0", "runs": [driver]}) == []
    bad = {"message": {"text": "x"}, "level": "bad", "locations": [{"physicalLocation": {"region": {"startLine": 0}}}]}
    assert len(faults({"version": "2.1.0", "runs": [{**driver, "results": [bad]}]})) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", "<p>Alas, <b>$230&nbsp;million</b> of positions was liquidated.</p>"),
        ("plain.txt", "Alas, $230 million of positions was liquidated."),
        ("draft.md", "\ufeffAlas, **$230 million** of positions was liquidated."),
    ],
)
def test_every_kind_of_text_is_read(desk: Path, name: str, text: str) -> None:
    done = audited(desk, text, name=name)
    assert (done.returncode, "AUD003 overprecise" in done.stdout) == (Exit.DISCREPANCY, True)


def test_the_event_is_named_by_its_id_or_its_file(desk: Path) -> None:
    (desk / "draft.md").write_text(TRUE, encoding="utf-8")
    assert run(desk, "draft.md", "--against", f"data/events/{EVENT_ID}.yaml").returncode == Exit.DONE
    lost = run(desk, "draft.md", "--against", "2026-03-03-exmaple")
    assert (lost.returncode, f"did you mean '{EVENT_ID}'" in lost.stderr) == (Exit.USAGE, True)


def test_a_text_that_cannot_be_read_is_told(desk: Path) -> None:
    (desk / "draft.md").write_bytes(b"\xff\xfe$230 million")
    done = run(desk, "draft.md", "--against", EVENT_ID)
    assert (done.returncode, "UTF-8" in done.stderr) == (Exit.INVALID, True)
    (desk / "brief.pdf").write_bytes(b"no PDF")
    done = run(desk, "brief.pdf", "--against", EVENT_ID)
    assert (done.returncode, "PDF" in done.stderr) == (Exit.INVALID, True)


UNREAD = {
    "empty.md": "",
    "blank.txt": " \n\n",
    "code.md": "```\n$230 million of positions was liquidated.\n",
    "comment.html": "<p><!-- $230 million of positions was liquidated.</p>",
}


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
@pytest.mark.parametrize("name", UNREAD)
def test_a_text_in_which_nothing_can_be_read_is_no_text_without_mentions(desk: Path, name: str, form: str) -> None:
    done = audited(desk, UNREAD[name], "--format", form, name=name)
    told = done.stderr if form == "text" else done.stdout
    assert (done.returncode, f"{name}: nothing can be read in it" in told) == (Exit.INVALID, True)
    assert "0 mentions" not in done.stdout


@pytest.mark.parametrize(("name", "raw"), [("draft.md", b"\xff\xfe$230 million"), ("brief.pdf", b"no PDF")])
def test_a_machine_is_answered_where_a_text_cannot_be_read(desk: Path, name: str, raw: bytes) -> None:
    (desk / name).write_bytes(raw)
    done = run(desk, name, "--against", EVENT_ID, "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["exit"], "mentions" in answer) == (Exit.INVALID, Exit.INVALID, False)
    assert [problem["file"] for problem in answer["problems"]] == [name]
    done = run(desk, name, "--against", EVENT_ID, "--format", "sarif")
    assert faults(json.loads(done.stdout)) == []


def test_a_machine_is_answered_where_the_event_cannot_be_read(desk: Path) -> None:
    (desk / "data" / "events" / f"{EVENT_ID}.yaml").write_text("event: 5\n", encoding="utf-8")
    done = audited(desk, TRUE, "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["exit"], bool(answer["problems"])) == (Exit.INVALID, Exit.INVALID, True)


DECISION = """\
first_day:
  event: 2026-03-03-example
  sentence: |
    {sentence}
  mention: $230 million
  verdict: overprecise
  allowed: {allowed}
  why: The client's own number, quoted as such in the line above.
  by: A. Editor
  when: 2026-03-03
"""
SENTENCE = "Alas, $230 million of positions was liquidated."


@pytest.mark.parametrize(
    ("sentence", "allowed", "code"),
    [
        (SENTENCE, "$210 million to $240 million", Exit.DONE),
        ("Alas, $230 million of bets was liquidated.", "$210 million to $240 million", Exit.DISCREPANCY),
        (SENTENCE, "$205 million to $240 million", Exit.DISCREPANCY),
    ],
)
def test_what_the_desk_accepted_stands_until_sentence_or_figure_change(
    desk: Path, sentence: str, allowed: str, code: Exit
) -> None:
    folder = desk / "data" / "accepted"
    folder.mkdir()
    (folder / "march.yaml").write_text(DECISION.format(sentence=sentence, allowed=allowed), encoding="utf-8")
    done = audited(desk, SENTENCE)
    assert done.returncode == code
    assert ("accepted by A. Editor on 2026-03-03" in done.stdout) == (code is Exit.DONE)


def test_the_command_records_what_the_desk_accepts(desk: Path) -> None:
    assert "draft.md:1:7: error AUD003" in audited(desk, SENTENCE).stdout
    decision = ("--accept", "1:7", "--by", "A. Editor", "--why", "The client's own number.")
    assert run(desk, "draft.md", "--against", EVENT_ID, *decision).stdout == f"wrote data/accepted/{EVENT_ID}.1.yaml\n"
    done = audited(desk, SENTENCE)
    assert (done.returncode, "accepted by A. Editor" in done.stdout) == (Exit.DONE, True)
    (mention,) = json.loads(run(desk, "draft.md", "--against", EVENT_ID, "--format", "json").stdout)["mentions"]
    assert mention["accepted"].startswith("accepted by A. Editor")
    log = json.loads(run(desk, "draft.md", "--against", EVENT_ID, "--format", "sarif").stdout)
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["automationDetails"] == {"id": "narrator/audit/"}
    changed = audited(desk, SENTENCE.replace("Alas", "Oh"))
    assert (changed.returncode, "the sentence has changed since A. Editor let it stand" in changed.stdout) == (13, True)


@pytest.mark.parametrize(
    "decision",
    [
        ("--accept", "1:7"),
        ("--accept", "9:9", "--by", "A", "--why", "b"),
        ("--accept", "1:7", "--by", " ", "--why", "b"),
    ],
)
def test_a_decision_needs_a_place_somebody_and_a_reason(desk: Path, decision: tuple[str, ...]) -> None:
    (desk / "draft.md").write_text(SENTENCE, encoding="utf-8")
    assert run(desk, "draft.md", "--against", EVENT_ID, "--accept", *decision).returncode == Exit.USAGE
    assert not (desk / "data" / "accepted").exists()


def test_a_broken_file_of_decisions_is_told_with_its_line(desk: Path) -> None:
    folder = desk / "data" / "accepted"
    folder.mkdir()
    (folder / "march.yaml").write_text("first:\n  event: x\n", encoding="utf-8")
    done = audited(desk, SENTENCE)
    assert (done.returncode, "data/accepted/march.yaml:" in done.stderr) == (Exit.INVALID, True)


def test_an_event_with_errors_is_told_beside_what_its_figures_show(desk: Path) -> None:
    record = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    record.write_text(record.read_text("utf-8").replace("status: ready", "status: raedy"), encoding="utf-8")
    done = audited(desk, SENTENCE)
    assert (done.returncode, "raedy" in done.stderr) == (Exit.INVALID, True)


def test_the_name_of_a_file_is_an_address_in_sarif(desk: Path) -> None:
    done = audited(desk, SENTENCE, "--format", "sarif", name="a draft, 90%.md")
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20draft%2C%2090%25.md"
