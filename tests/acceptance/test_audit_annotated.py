"""`narrator audit --annotate`: what was found as comments in a copy of a Word file, whose bytes stay as they are."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import docx
import pytest

from narrator.cli import extras
from narrator.errors import Exit
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace
from support.word import p, word

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "Positions of $950 million were liquidated, Tracker A says."
AGAINST = ("--against", EVENT_ID)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    root = write_workspace(tmp_path, EVENT)
    (root / "draft.docx").write_bytes(word(p("A day") + p(WRONG), {}, types=True))
    return root


def comments(path: Path) -> list[str]:
    document: Any = docx.Document(io.BytesIO(path.read_bytes()))
    return [comment.text for comment in document.comments]


def test_a_copy_has_the_comments_and_the_original_stays_as_it_is(desk: Path) -> None:
    before = (desk / "draft.docx").read_bytes()
    ran = narrator(desk, "audit", "draft.docx", *AGAINST, "--annotate", "out/audited.docx")
    assert (ran.code, ran.out.splitlines()[0]) == (Exit.DISCREPANCY, "wrote out/audited.docx: 1 comment")
    assert "$950 million" in comments(desk / "out" / "audited.docx")[0]
    assert (desk / "draft.docx").read_bytes() == before
    again = narrator(desk, "audit", "out/audited.docx", *AGAINST, "--format", "json")
    assert [each["text"] for each in again.told["mentions"]] == ["$950 million"]


def test_a_build_in_word_is_edited_audited_and_annotated(desk: Path) -> None:
    assert narrator(desk, "build", "--to", "md,docx", "--format", "json").told["built"][0]["files"] == [
        "brief.docx",
        "brief.md",
        "ledger.json",
    ]
    brief = desk / "out" / EVENT_ID / "en" / "brief.docx"
    assert narrator(desk, "audit", str(brief), *AGAINST).code == Exit.DONE
    document = docx.Document(str(brief))
    document.add_paragraph(WRONG)
    document.save(str(desk / "edited.docx"))
    ran = narrator(desk, "audit", "edited.docx", *AGAINST, "--annotate", "audited.docx", "--format", "json")
    assert (ran.code, ran.err) == (Exit.DISCREPANCY, "wrote audited.docx: 1 comment\n")
    (slip,) = [each for each in ran.told["mentions"] if each["severity"] == "error"]
    assert slip["mend"] in comments(desk / "audited.docx")[0]


def test_a_sound_text_is_copied_without_a_comment_and_a_pipe_can_be_annotated(desk: Path) -> None:
    sound = word(p("A day without a number."), {}, types=True)
    ran = narrator(desk, "audit", "-", "--name", "a.docx", *AGAINST, "--annotate", "b.docx", stdin=sound)
    assert (ran.code, comments(desk / "b.docx")) == (Exit.DONE, [])


def test_a_file_that_is_there_is_never_written_over(desk: Path) -> None:
    before = (desk / "draft.docx").read_bytes()
    ran = narrator(desk, "audit", "draft.docx", *AGAINST, "--annotate", "draft.docx")
    assert (ran.code, (desk / "draft.docx").read_bytes()) == (Exit.REFUSED, before)
    assert "is there already" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft.md", "--annotate", "a.docx"),
        ("draft.docx", "--annotate", "a.md"),
        ("draft.docx", "draft.md", "--annotate", "a.docx"),
        ("-", "--annotate", "a.docx"),
        ("draft.docx", "--annotate", "a.docx", "--accept", "2:14", "--by", "A", "--why", "b"),
    ],
)
def test_what_is_no_copy_of_one_word_file_is_refused(desk: Path, arguments: tuple[str, ...]) -> None:
    (desk / "draft.md").write_text(WRONG, encoding="utf-8")
    ran = narrator(desk, "audit", *arguments, *AGAINST)
    assert (ran.code, "--annotate copies one Word file (.docx) into another" in ran.err) == (Exit.USAGE, True)
    assert not (desk / "a.docx").exists()


def test_the_extra_that_is_missing_is_named_before_anything_is_read(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "WORD", ("no_such_module",))
    ran = narrator(desk, "audit", "draft.docx", *AGAINST, "--annotate", "a.docx")
    assert (ran.code, "--annotate needs the extra docx" in ran.err) == (Exit.USAGE, True)


def test_a_file_that_can_be_read_but_not_written_again_is_told_to_a_machine_too(desk: Path) -> None:
    (desk / "draft.docx").write_bytes(word(p(WRONG)))
    ran = narrator(desk, "audit", "draft.docx", *AGAINST, "--annotate", "a.docx", "--format", "json")
    assert (ran.code, json.loads(ran.out)["problems"][0]["code"]) == (Exit.INVALID, "TXT006")
    assert not (desk / "a.docx").exists()
