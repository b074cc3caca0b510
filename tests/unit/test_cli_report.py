from __future__ import annotations

import json
import re
from dataclasses import replace

import click
import pytest

from narrator.cli import report
from narrator.errors import Exit
from narrator.model.catalogue import Severity
from narrator.model.problem import Location, Problem

ERROR = Problem(
    "REC002",
    "sources too far apart",
    Location("data/events/b.yaml", 7, 3),
    "$2 billion",
    "one magnitude",
    "a: 1\nb: 2",
    event="b",
    figure="flows.btc",
    exit=Exit.IRRECONCILABLE,
)
WARNING = Problem("EVT030", "odd", Location("data/events/a.yaml", 9), severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$4亿 to $5亿, a tab\tstays", "$4亿 to $5亿, a tab\tstays"),
        ("\x1b[31mred\r", "U+001B[31mredU+000D"),
        ("1\u202e23%\u200b", "1U+202E23%U+200B"),
        ("::error file=x::", ": :error file=x: :"),
    ],
)
def test_nothing_in_a_text_can_fool_a_terminal_or_a_log(text: str, shown: str) -> None:
    assert report.clean(text) == shown


def test_a_problem_tells_where_what_was_found_what_was_expected_and_a_line_to_paste() -> None:
    assert [click.unstyle(line) for line in report.problem_lines(ERROR)] == [
        "data/events/b.yaml:7:3: error REC002: sources too far apart",
        "    found     $2 billion",
        "    expected  one magnitude",
        "    write     a: 1",
        "              b: 2",
    ]


def test_what_nobody_knows_of_a_problem_has_no_line() -> None:
    assert [click.unstyle(line) for line in report.problem_lines(WARNING)] == [
        "data/events/a.yaml:9:1: warning EVT030: odd"
    ]


def test_problems_are_told_by_file_and_place_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    report.tell([ERROR, WARNING])
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(":")[0] for line in told.err.splitlines() if line.startswith("data")] == [
        "data/events/a.yaml",
        "data/events/b.yaml",
    ]


def test_the_json_has_the_fields_of_the_design() -> None:
    told = json.loads(report.as_json([ERROR, WARNING], [{"event": "a"}], Exit.IRRECONCILABLE))
    assert (told["built"], told["exit"], [problem["code"] for problem in told["problems"]]) == (
        [{"event": "a"}],
        11,
        ["EVT030", "REC002"],
    )
    assert told["problems"][1] == {
        "code": "REC002",
        "severity": "error",
        "event": "b",
        "figure": "flows.btc",
        "file": "data/events/b.yaml",
        "line": 7,
        "column": 3,
        "end_column": None,
        "found": "$2 billion",
        "expected": "one magnitude",
        "example": "a: 1\nb: 2",
        "message": "sources too far apart",
    }


def test_sarif_shows_each_problem_at_its_line() -> None:
    run = json.loads(report.as_sarif([ERROR, WARNING], "check"))["runs"][0]
    assert run["automationDetails"] == {"id": "narrator/check/"}
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"]) for rule in rules] == [("EVT030", "Event030"), ("REC002", "Reconciliation002")]
    assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in rules)
    result = run["results"][1]
    assert (result["ruleId"], result["level"]) == ("REC002", "error")
    assert result["message"]["text"] == (
        "sources too far apart. Found: $2 billion. Expected: one magnitude. Allowed: a: 1\nb: 2. In data/events/b.yaml"
    )
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "data/events/b.yaml"}
    assert place["region"] == {"startLine": 7, "startColumn": 3, "endLine": 7, "endColumn": 13}


def fingerprints(*problems: Problem) -> list[str]:
    results = json.loads(report.as_sarif(problems, "check"))["runs"][0]["results"]
    return [result["partialFingerprints"]["narrator/v1"] for result in results]


def test_a_problem_that_moves_stays_the_same_and_two_of_a_kind_are_two() -> None:
    moved = replace(ERROR, at=replace(ERROR.at, line=70))
    assert fingerprints(ERROR) == fingerprints(moved)
    assert len(set(fingerprints(ERROR, moved))) == 2
    assert fingerprints(ERROR) != fingerprints(replace(ERROR, found="$3 billion"))


@pytest.mark.parametrize("name", ["a\n::error::x.yaml", "a\r\x1b[31m.yaml", "a\u202e.yaml", "a##[error]x\u2028.yaml"])
def test_a_name_of_a_file_forges_no_line_of_a_log(name: str) -> None:
    problem = replace(ERROR, at=Location(f"data/events/{name}", 1))
    lines = [click.unstyle(line) for line in report.problem_lines(problem)]
    assert lines[0].startswith("data/events/a")
    assert not any("\n" in line or "::" in line or "##" in line for line in lines)
    for told in (report.as_json([problem], [], Exit.INVALID), report.as_sarif([problem], "check")):
        assert not re.search(r"[\r\x1b\u202e\u2028]|##", told)
    assert json.loads(report.as_json([problem], [], Exit.INVALID))["problems"][0]["file"] == f"data/events/{name}"


def test_warnings_alone_are_no_failure() -> None:
    assert report.exit_of([WARNING]) is Exit.DONE
    assert report.exit_of([WARNING, ERROR]) is Exit.IRRECONCILABLE
