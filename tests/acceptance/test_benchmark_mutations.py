"""The published set of mutants: each is false in its place, and the scorer counts what a tool flags there."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from narrator import config, pipeline
from support.audits import findings, matter_for
from support.repository import ROOT

HERE = ROOT / "benchmarks" / "mutations"
MUTANTS = [json.loads(line) for line in (HERE / "mutants.jsonl").read_text("utf-8").splitlines()]
READ = "import json, sys\nfor task in map(json.loads, sys.stdin):\n    "
BLIND = READ + "print(json.dumps({'id': task['id'], 'flags': []}))"
FIRST = READ + "print(json.dumps({'id': task['id'], 'flags': [[0, 1]]}))"
FALSE = (
    READ + "size = 0 if task['id'].endswith('.md') else len(task['text'])\n"
    "    print(json.dumps({'id': task['id'], 'flags': [[n, n + 9] for n in range(size)]}))"
)


KINDS = {
    *("scale", "digit", "narrow", "unit", "swap", "direction", "asset", "venue", "person", "window", "year"),
    *("hedge", "attribution", "fact"),
}


def test_the_label_of_each_mutant_fits_its_edit() -> None:
    assert {mutant["kind"] for mutant in MUTANTS} == KINDS
    for mutant in MUTANTS:
        text = (HERE / "texts" / mutant["text"]).read_text("utf-8")
        start, stop, new = mutant["edit"]
        old = text[start:stop]
        if mutant["kind"] == "swap":
            assert sorted(old) == sorted(new), mutant["id"]
        if mutant["kind"] == "digit":
            assert (old + new).isdigit(), mutant["id"]
            assert len(old) == len(new), mutant["id"]


def test_each_mutant_differs_from_its_text_in_a_place_that_counts() -> None:
    assert len({mutant["id"] for mutant in MUTANTS}) == len(MUTANTS) > 600
    for mutant in MUTANTS:
        text = (HERE / "texts" / mutant["text"]).read_text("utf-8")
        start, stop, new = mutant["edit"]
        assert text[start:stop] != new, mutant["id"]
        assert any(first <= start + len(new) and start < last for first, last in mutant["places"]), mutant["id"]


@pytest.mark.parametrize(
    ("tool", "caught", "flags"),
    [(BLIND, 0, 0), (FIRST, 0, 18), (FALSE, len(MUTANTS), 0)],
    ids=["blind", "first", "false"],
)
def test_the_scorer_counts_new_flags_in_the_place_alone(tool: str, caught: int, flags: int) -> None:
    command = [sys.executable, str(HERE / "score.py"), sys.executable, "-c", tool]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    rows = {line[:22].strip(): line[22:].split() for line in told.splitlines()}
    assert rows["all"][:2] == [str(len(MUTANTS)), str(caught)]
    assert rows["flags on true texts"] == [str(flags)]


def test_the_published_texts_belong_to_the_events_beside_them() -> None:
    """As many flags on the true texts as the tables say, so that neither goes on without the other."""
    workspace, problems = config.load(HERE / "workspace")
    assert problems == ()
    of, flags = pipeline.open_desk(workspace), 0
    for event in sorted({mutant["event"] for mutant in MUTANTS}):
        against = matter_for(pipeline.examine(workspace.root / "data" / "events" / f"{event}.yaml", of), of)
        for text in sorted({mutant["text"] for mutant in MUTANTS if mutant["event"] == event}):
            told = findings((HERE / "texts" / text).read_text("utf-8"), against)
            flags += sum(not found.verdict.is_sound for found in told)
    rows = [
        re.search(r"\| flags on the 18 true texts \| (\d+) \|", page.read_text("utf-8"))
        for page in (HERE / "README.md", ROOT / "docs" / "audit.md")
    ]
    assert [row and int(row[1]) for row in rows] == [flags, flags]
