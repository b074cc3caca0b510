"""`narrator audit` of standard input, of several texts, and against several events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from support.command import narrator
from support.events import EVENT, EVENT_ID, write_workspace
from support.sarif import faults
from support.word import p, word

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ran

NEXT_ID = "2026-03-04-next"
MOVED = {
    EVENT_ID: NEXT_ID,
    "published: 2026-03-03": "published: 2026-03-04",
    "days: 2026-03-02 to 2026-03-03": "days: 2026-03-03 to 2026-03-04",
    "24h to 2026-03-03": "24h to 2026-03-04",
    "$210 million at": "$410 million at",
    "$230 million to $240": "$430 million to $440",
    "$236 million to $240": "$436 million to $440",
    "$221 million": "$421 million",
    "$195 million": "$395 million",
}
NEXT = EVENT
for before, after in MOVED.items():
    NEXT = NEXT.replace(before, after)

FIRST = "Between $210 million and $240 million of positions was liquidated.\n"
SECOND = "A day later it was between $410 million and $440 million of liquidations.\n"
NEITHER = "Alas, $300 million of positions was liquidated.\n"
BOTH = ("--against", EVENT_ID, "--against", NEXT_ID)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_workspace(tmp_path, EVENT, NEXT)


def audited(desk: Path, *arguments: str, stdin: str = "", **texts: str) -> Ran:
    """A run over files that are written first: `a="..."` is a.md."""
    for name, text in texts.items():
        (desk / f"{name}.md").write_text(text, encoding="utf-8")
    return narrator(desk, "audit", *(f"{name}.md" for name in texts), *arguments, stdin=stdin.encode())


def test_standard_input_is_read_like_a_file(desk: Path) -> None:
    ran = audited(desk, "-", "--against", EVENT_ID, stdin=NEITHER)
    assert (ran.code, ran.out.splitlines()[0].split(": ")[:2]) == (
        Exit.DISCREPANCY,
        ["stdin:1:7", "error AUD002 outside"],
    )
    assert audited(desk, "-", "--against", EVENT_ID, stdin=FIRST).code == Exit.DONE


def test_the_name_of_standard_input_stands_in_messages_and_says_what_it_is(desk: Path) -> None:
    page = "<p>Alas, <b>$300&nbsp;million</b> of positions was liquidated.</p>"
    ran = audited(desk, "-", "--name", "cms/page.html", "--against", EVENT_ID, stdin=page)
    assert ran.out.startswith("cms/page.html:1:13: error AUD002")
    told = audited(desk, "-", "--name", "page.html", "--format", "json", "--against", EVENT_ID, stdin=page).told
    (mention,) = told["mentions"]
    assert (mention["file"], mention["line"], mention["column"]) == ("page.html", 1, 13)
    log = audited(desk, "-", "--name", "a draft.md", "--format", "sarif", "--against", EVENT_ID, stdin=NEITHER).told
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert (faults(log), place["artifactLocation"]["uri"]) == ([], "a%20draft.md")


def test_where_a_mention_of_standard_input_ends_is_read_from_it_and_from_no_file_of_its_name(desk: Path) -> None:
    (desk / "draft.md").write_text("Something else.\n", encoding="utf-8")
    ran = audited(desk, "-", "--name", "draft.md", "--format", "json", "--against", EVENT_ID, stdin=NEITHER)
    assert [(each["column"], each["end_column"]) for each in ran.told["mentions"]] == [(7, 19)]


def test_an_empty_standard_input_is_no_sound_text(desk: Path) -> None:
    ran = audited(desk, "-", "--name", "draft.md", "--against", EVENT_ID)
    assert (ran.code, "draft.md: nothing can be read in it" in ran.err) == (Exit.INVALID, True)


def test_a_decision_about_standard_input_is_recorded(desk: Path) -> None:
    signed = ("--accept", "1:7", "--by", "A. Editor", "--why", "the client's own number")
    assert audited(desk, "-", "--against", EVENT_ID, *signed, stdin=NEITHER).code == Exit.DONE
    assert audited(desk, "-", "--against", EVENT_ID, stdin=NEITHER).code == Exit.DONE


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-", "-", "--against", EVENT_ID), "standard input can be read once"),
        (("a.md", "--name", "b.md", "--against", EVENT_ID), "--name is of standard input"),
        (("-", "--name", " ", "--against", EVENT_ID), "--name needs a name"),
        (("-", "a.md", "--accept", "1:7", "--against", EVENT_ID), "--accept is of one text"),
        (("--against", EVENT_ID), "TEXT"),
        (("a.md",), "--against"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_use(desk: Path, arguments: tuple[str, ...], told: str) -> None:
    (desk / "a.md").write_text(FIRST, encoding="utf-8")
    ran = narrator(desk, "audit", *arguments, stdin=FIRST.encode())
    assert (ran.code, told in ran.err) == (Exit.USAGE, True)


def test_each_of_several_texts_is_reported_by_name_and_the_worst_code_counts(desk: Path) -> None:
    ran = audited(desk, "--against", EVENT_ID, a=FIRST, b=NEITHER, c=FIRST)
    lines = ran.out.splitlines()
    assert ran.code == Exit.DISCREPANCY
    assert lines[0] == "a.md: 1 mention, 1 supported"
    assert lines[1].startswith("b.md:1:7: error AUD002")
    assert [line for line in lines if line.startswith(("b.md: ", "c.md: "))] == [
        "b.md: 1 mention, 1 blocking",
        "c.md: 1 mention, 1 supported",
    ]
    assert audited(desk, "--against", EVENT_ID, a=FIRST, c=FIRST).code == Exit.DONE


def test_the_json_of_several_texts_has_the_counts_and_the_code_of_each(desk: Path) -> None:
    told = audited(desk, "--against", EVENT_ID, "--format", "json", a=FIRST, b=NEITHER).told
    texts = [(each["file"], each["supported"], each["blocking"], each["exit"]) for each in told["texts"]]
    assert texts == [("a.md", 1, 0, Exit.DONE), ("b.md", 0, 1, Exit.DISCREPANCY)]
    assert [each["file"] for each in told["mentions"]] == ["a.md", "b.md"]
    assert told["exit"] == Exit.DISCREPANCY


def test_a_text_that_cannot_be_read_does_not_keep_the_others_from_being_read(desk: Path) -> None:
    ran = audited(desk, "--against", EVENT_ID, a=FIRST, b="", c=NEITHER)
    assert (ran.code, "b.md: nothing can be read in it" in ran.err) == (Exit.INVALID, True)
    assert ("a.md: 1 mention, 1 supported" in ran.out, "c.md:1:7: error" in ran.out) == (True, True)
    ran = audited(desk, "--against", EVENT_ID, "--format", "json", a=FIRST, b="", c=NEITHER)
    assert [(problem["file"], problem["code"]) for problem in ran.problems] == [("b.md", "TXT006")]
    assert [each["file"] for each in ran.told["texts"]] == ["a.md", "c.md"]
    log = audited(desk, "--against", EVENT_ID, "--format", "sarif", a=FIRST, b="", c=NEITHER).told
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {"TXT006", "AUD002"}


def test_a_number_passes_where_one_of_the_events_supports_it(desk: Path) -> None:
    text = f"{FIRST}\n{SECOND}"
    assert audited(desk, "--against", EVENT_ID, a=text).code == Exit.DISCREPANCY
    assert audited(desk, "--against", NEXT_ID, a=text).code == Exit.DISCREPANCY
    ran = audited(desk, *BOTH, "--format", "json", a=text)
    assert ran.code == Exit.DONE
    assert [(each["event"], each["verdict"]) for each in ran.told["mentions"]] == [
        (EVENT_ID, "supported"),
        (NEXT_ID, "supported"),
    ]


@pytest.mark.parametrize("order", [BOTH, (*BOTH[2:], *BOTH[:2])])
def test_a_number_of_no_event_blocks_against_all_of_them(desk: Path, order: tuple[str, ...]) -> None:
    assert audited(desk, *order, a=f"{FIRST}\n{NEITHER}").code == Exit.DISCREPANCY


@pytest.mark.parametrize("order", [BOTH, (*BOTH[2:], *BOTH[:2])])
def test_a_wrong_window_is_told_by_the_event_that_the_number_is_of(desk: Path, order: tuple[str, ...]) -> None:
    text = "In 48 hours liquidations came to $410 million to $440 million.\n"
    ran = audited(desk, *order, "--format", "json", a=text)
    found = [(each["text"], each["event"], each["code"]) for each in ran.told["mentions"]]
    assert found == [("In 48 hours", NEXT_ID, "AUD012"), ("$410 million to $440 million", NEXT_ID, None)]


@pytest.mark.parametrize("order", [BOTH, (*BOTH[2:], *BOTH[:2])])
def test_a_day_that_one_event_knows_is_no_wrong_day_of_the_other(desk: Path, order: tuple[str, ...]) -> None:
    text = f"On 3 March 2026, in the 24 hours to 08:00, liquidations came to $210 million to $240 million.\n\n{SECOND}"
    ran = audited(desk, *order, "--strict", a=text)
    assert (ran.code, ran.out.count("AUD")) == (Exit.DONE, 0), ran.out


def test_an_event_that_is_named_twice_counts_once(desk: Path) -> None:
    once = audited(desk, "--against", EVENT_ID, a=FIRST)
    twice = audited(desk, "--against", EVENT_ID, "--against", f"data/events/{EVENT_ID}.yaml", a=FIRST)
    assert twice.out == once.out


def test_one_event_of_several_that_cannot_be_read_stops_the_audit(desk: Path) -> None:
    (desk / "data" / "events" / f"{NEXT_ID}.yaml").write_text("event: 5\n", encoding="utf-8")
    ran = audited(desk, *BOTH, "--format", "json", a=FIRST)
    assert (ran.code, ran.told["exit"], "mentions" in ran.told) == (Exit.INVALID, Exit.INVALID, False)


@pytest.mark.parametrize("name", ["draft.docx", "draft.DOCX"])
def test_a_word_file_is_read_like_any_text(desk: Path, name: str) -> None:
    (desk / name).write_bytes(word(p("A day") + p(NEITHER.strip())))
    ran = narrator(desk, "audit", name, "--against", EVENT_ID, "--format", "json")
    assert ran.code == Exit.DISCREPANCY
    (mention,) = ran.told["mentions"]
    assert (mention["line"], mention["column"], mention["end_column"], mention["code"]) == (2, 7, 19, "AUD002")
    piped = narrator(desk, "audit", "-", "--name", name, "--against", EVENT_ID, stdin=word(p(FIRST.strip())))
    assert piped.code == Exit.DONE


def test_a_word_file_that_cannot_be_read_is_told_with_its_code(desk: Path) -> None:
    (desk / "draft.docx").write_bytes(b"no archive")
    ran = narrator(desk, "audit", "draft.docx", "--against", EVENT_ID, "--format", "json")
    assert (ran.code, [problem["code"] for problem in ran.problems]) == (Exit.INVALID, ["TXT006"])
