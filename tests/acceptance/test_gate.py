"""docs/gate.md is walked: its loop is run as it stands there with scripted writers that err, and its hooks as hooks."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from narrator.errors import Exit
from support.command import inside, narrator
from support.events import EVENT_ID, write_workspace
from support.repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Slips = list[dict[str, Any]]
    Writer = Callable[[dict[str, Any], str, Slips], str]

DOC = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
(LOOP,) = [block for language, block in FENCE.findall(DOC) if language == "python"]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}

WRONG = "Alas, $230 million of positions was liquidated."
TRUE = "Alas, $210 million to $240 million of positions was liquidated."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace that is the current folder, with the command on the path."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    with inside(write_workspace(tmp_path)):
        yield tmp_path


def looped(write: Writer) -> tuple[str, str]:
    """What the loop of the document lets out."""
    names: dict[str, Any] = {}
    exec(compile(LOOP, "docs/gate.md", "exec"), names)  # noqa: S102  # the document is ours, and is what is tested
    told: tuple[str, str] = names["paragraph"](EVENT_ID, write)
    return told


def mended(draft: str, slips: Slips) -> str:
    """A draft of one line after its writer did as it was told, from the end of the line on."""
    for slip in sorted(slips, key=lambda each: -each["column"]):
        start = slip["column"] - 1
        draft = draft[:start] + slip["phrases"][0] + draft[start + len(slip["text"]) :]
    return draft


class Script:
    """A writer that says one thing after another, and repeats the last; `slips` are those it was told of."""

    def __init__(self, *drafts: str) -> None:
        self.drafts, self.slips = drafts, list[list[str]]()

    def __call__(self, facts: dict[str, Any], draft: str, slips: Slips) -> str:
        """The next draft."""
        assert facts["event"] == EVENT_ID
        self.slips.append([slip["mend"] for slip in slips])
        said = self.drafts[min(len(self.slips), len(self.drafts)) - 1]
        return said or mended(draft, slips)


@pytest.mark.usefixtures("desk")
def test_a_writer_that_errs_and_mends_gets_its_own_text_out() -> None:
    writer = Script(WRONG, "")
    assert looped(writer) == (TRUE, "the writer")
    assert writer.slips == [[], ["Write “$210 million to $240 million” in place of “$230 million”."]]


@pytest.mark.usefixtures("desk")
def test_a_writer_that_errs_anew_is_told_anew() -> None:
    writer = Script(WRONG, "Alas, $2.1 billion of positions was liquidated.", "")
    assert looped(writer) == (TRUE, "the writer")
    assert len(writer.slips) == 3


@pytest.mark.usefixtures("desk")
def test_a_writer_that_makes_no_headway_gives_way_to_the_paragraph_of_the_brief() -> None:
    writer = Script(WRONG)
    text, by = looped(writer)
    assert (text, by) == ("Longs carried the night: $210 million to $240 million went in a day.", "narrator")
    assert len(writer.slips) == 2, "the same slips came back"


def test_a_writer_that_always_finds_another_error_ends_with_the_rounds(desk: Path) -> None:
    writer = Script(*(WRONG.replace("230", str(number)) for number in (250, 260, 270, 280, 290)))
    text, by = looped(writer)
    assert (by, len(writer.slips)) == ("narrator", 4)
    assert narrator(desk, "audit", "-", "--against", EVENT_ID, stdin=text.encode()).code == Exit.DONE


@pytest.mark.usefixtures("desk")
def test_a_writer_that_says_nothing_gives_way_at_once() -> None:
    writer = Script(" ")
    assert (looped(writer)[1], len(writer.slips)) == ("narrator", 1)


def test_each_hook_is_a_command_that_exists_with_options_that_it_has(desk: Path) -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert set(HOOKS) == {"narrator-check", "narrator-audit"}
    for hook in HOOKS.values():
        program, *arguments = hook["entry"].split()
        assert (program in scripts, hook["language"]) == (True, "python")
        assert narrator(desk, *arguments, "--help").code == Exit.DONE, hook["entry"]


def test_the_hooks_that_the_document_names_are_there_and_take_its_arguments(desk: Path) -> None:
    (shown,) = [yaml.safe_load(block) for language, block in FENCE.findall(DOC) if language == "yaml"]
    hooks = shown[0]["hooks"]
    assert {hook["id"] for hook in hooks} <= set(HOOKS)
    (arguments,) = [hook["args"] for hook in hooks if "args" in hook]
    texts = {"a.md": TRUE, "b.md": WRONG}
    for name, text in texts.items():
        (desk / name).write_text(text, encoding="utf-8")
    given = [EVENT_ID if each == "2026-01-07-short-squeeze" else each for each in arguments]
    entry = HOOKS["narrator-audit"]["entry"].split()[1:]
    assert narrator(desk, *entry, *given, "a.md").code == Exit.DONE
    ran = narrator(desk, *entry, *given, *texts)  # files come last, several in one run
    assert (ran.code, ran.out.startswith("b.md:1:7: error AUD003")) == (Exit.DISCREPANCY, True)


def test_the_hook_of_records_fails_on_a_broken_record(desk: Path) -> None:
    entry = HOOKS["narrator-check"]["entry"].split()[1:]
    assert narrator(desk, *entry).code == Exit.DONE
    record = desk / "data" / "events" / f"{EVENT_ID}.yaml"
    record.write_text(record.read_text("utf-8").replace("status: ready", "status: raedy"), encoding="utf-8")
    assert narrator(desk, *entry).code == Exit.INVALID
