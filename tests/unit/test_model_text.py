"""One table of what nobody can see, and one reader of front matter."""

from __future__ import annotations

import pytest

from narrator.cli.report import clean
from narrator.ingest import texts
from narrator.model.text import front_matter, hidden
from narrator.publish.edited import EditedTextError, refuse_unseen
from narrator.reading.documents import of_markdown

UNSEEN = "\x00\x07\x1b\x7f\x85\u00ad\u034f\u061c\u115f\u180e\u200b"
UNSEEN += "\u200d\u202e\u2028\u2060\u2066\u206f\u3164\ue000\ufeff\uffa0\U000e0041"
SEEN = "a 5é亿－\u2013\u00a0\u3000❤\ufe0f\n\t"


@pytest.mark.parametrize("character", UNSEEN)
def test_what_nobody_sees_stands_in_no_record_no_edited_text_and_no_message(character: str) -> None:
    text = f"$4{character}00 million"
    assert hidden(text) == [2]
    assert [problem.code for _, problem in texts.inspect(text, "view")] == ["TXT001"]
    assert character not in clean(text)
    with pytest.raises(EditedTextError, match=f"U\\+{ord(character):04X} in line 1"):
        refuse_unseen("an article", text)


def test_what_is_seen_is_allowed_everywhere() -> None:
    assert hidden(SEEN) == []
    assert clean(SEEN) == SEEN
    refuse_unseen("an article", SEEN)


@pytest.mark.parametrize("character", "\u00ad\u034f\u115f\u180e\u200b\u200d\u2060\u3164\ufe0f\ufeff\U000e0041\x07")
def test_the_audit_reads_on_over_what_nobody_sees(character: str) -> None:
    assert of_markdown(f"4{character}00 million").text == "400 million"


def test_the_audit_stops_where_the_order_of_characters_turns_round() -> None:
    assert of_markdown("4\u202e00").text == "4\u202e00"


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("---\ntitle: A\n---\n# T", "---\ntitle: A\n---\n"),
        ("---\n---\n\n# T\n\n---\n\nText", "---\n---\n"),
        ("---\ntitle: A\n---", "---\ntitle: A\n---"),
        ("---\n\n# T\n\n--- \n\n---\nText", "---\n\n# T\n\n--- \n\n---\n"),
        ("--- \ntitle: A\n---\n", ""),
        ("---\ntitle: A\n", ""),
        ("\n---\ntitle: A\n---\n", ""),
        ("# T", ""),
    ],
)
def test_front_matter_ends_at_the_first_line_of_dashes(text: str, front: str) -> None:
    assert front_matter(text) == front


def test_what_stands_behind_an_empty_front_matter_is_read() -> None:
    assert "$5 million" in of_markdown("---\n---\n\n# T\n\nIt lost $5 million.\n\n---\n").text


def test_what_goes_on_over_lines_of_the_front_matter_is_read() -> None:
    assert "$5 million" in of_markdown("---\ndescription: >\n  It lost $5 million.\n---\n# T\n").text
