"""From what templates print to brief.md: lines joined, spaces tidied, the title's figure a print like any other."""

from __future__ import annotations

from narrator.render import marks
from narrator.render.draft import Draft, tidy, unwrapped
from support.briefs import EVENTS, brief


def test_lines_of_a_paragraph_are_joined_and_blocks_kept_apart() -> None:
    printed = "# Head\nOne\ntwo.\n\n- a\n  b\n- c\n| x |\n| y |\n> said\n> more\nText."
    assert unwrapped(printed).split("\n") == [
        *("# Head", "One two.", "", "- a b", "- c", "| x |", "| y |", "> said", "> more", "Text.")
    ]


def test_spaces_and_empty_lines_are_tidied() -> None:
    assert tidy("**  Bold  text.  **\n\n\n\nOne  two , three .\n## Next\n- a\n\n- b\n\n") == (
        "**Bold text.**\n\nOne two, three.\n\n## Next\n\n- a\n- b\n"
    )


def test_the_front_matter_counts_for_lines_and_is_quoted() -> None:
    title = f'"Quoted" {marks.figure("a.b", "$5")}'
    draft = Draft("t", "d", {"title": title}, f"# {title}\n", {})
    assert draft.markdown == '---\ntitle: "\\"Quoted\\" $5"\n---\n\n# "Quoted" $5\n'
    assert [(p.line, p.text) for p in draft.prints()] == [(2, "$5"), (5, "$5")]


def test_every_print_stands_in_its_line() -> None:
    for event in EVENTS:
        lines = brief(event).markdown.split("\n")
        assert len(brief(event).prints) > 20
        assert all(entry.text in lines[entry.line - 1] for entry in brief(event).prints)


def test_no_mark_is_left_in_the_article() -> None:
    assert not any("\ue000" <= character <= "\uf8ff" for event in EVENTS for character in brief(event).markdown)
