"""Annotated Word files: each slip is a comment at its words, the text stays what it was, nothing harmful is opened."""

from __future__ import annotations

import io
import re
import socket
from typing import TYPE_CHECKING, Any

import docx
import pytest

from narrator.gate import package
from narrator.gate.annotated import AUTHOR, Note, annotated, commented
from narrator.gate.package import UnreadableWordError
from narrator.gate.several import Hearing, heard
from narrator.gate.texts import read
from narrator.gate.word import lines_of
from narrator.render.blocks import Paragraph, Span
from narrator.render.sheet import Facts
from narrator.render.word import compose
from support.briefs import case, desk
from support.word import MAIN, NOON, W, content_types, p, part, relations, table, word, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENT = "2026-01-07-short-squeeze"
WRONG = "On the figures of one unnamed provider, positions of $450 million were liquidated."
BAD = "$450 million"


def whole(body: str, **beside: str) -> bytes:
    """A Word file as Word saves it, with these paragraphs and parts."""
    return word(body, {}, types=True, **beside)


def comments(raw: bytes) -> list[tuple[str, str]]:
    """The words of each comment's range, and what it says."""
    document: Any = docx.Document(io.BytesIO(raw))
    told = {comment.comment_id: comment.text for comment in document.comments}
    return [("".join(_between(document, number)), text) for number, text in told.items()]


def _between(document: Any, number: int) -> Iterator[str]:  # noqa: ANN401  # as the library gives it
    is_open = False
    for node in document.element.iter():
        name = str(node.tag).rpartition("}")[2]
        if node.get(f"{{{W}}}id") == str(number) and name in {"commentRangeStart", "commentRangeEnd"}:
            is_open = name == "commentRangeStart"
        elif is_open and name in {"t", "drawing", "footnoteReference"}:
            yield node.text or f"<{name}>"


def slips(raw: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """A Word file about the squeeze audited and annotated: the copy, and its comments by their first words."""
    text = read("draft.docx", raw)
    made, count = annotated(raw, Hearing(text, heard(text.document, [case(EVENT)], desk())), desk())
    found = comments(made)
    assert len(found) >= count
    return made, [(said, text.partition(":")[0]) for said, text in found]


@pytest.mark.parametrize(
    "body",
    [
        p(WRONG),
        p("A first one.") + p(WRONG.partition("$")[0], "$4", "50 mil", "lion", " were liquidated."),
        p("On the figures of one unnamed provider, positions of ", f"<w:ins><w:r><w:t>{BAD}</w:t></w:r></w:ins>", "."),
        p(
            "On the figures of one unnamed provider, positions of ",
            f"<w:hyperlink><w:r><w:t>{BAD}</w:t></w:r></w:hyperlink>",
            " were liquidated.",
        ),
        f"<w:sdt><w:sdtContent>{p(WRONG)}</w:sdtContent></w:sdt>",
        p(f"<w:r><w:rPr><w:b/></w:rPr><w:t>Before</w:t><w:br/><w:t>{WRONG}</w:t><w:tab/><w:t>behind</w:t></w:r>"),
    ],
    ids=["one run", "cut into runs", "a tracked insertion", "a link", "a content control", "a run of several parts"],
)
def test_a_comment_stands_at_its_very_words_and_the_text_stays_what_it_was(body: str) -> None:
    raw = whole(body)
    made, found = slips(raw)
    assert found == [(BAD, "Error AUD003 overprecise")]
    assert lines_of(made) == lines_of(raw)


def test_a_comment_says_what_is_wrong_how_it_is_mended_and_by_which_record() -> None:
    made, _ = slips(whole(p(WRONG)))
    [(_, text)] = comments(made)
    lines = text.split("\n")
    assert lines[0].startswith("Error AUD003 overprecise: liquidations.total")
    assert lines[1] == "Write “$400 million to $500 million” in place of “$450 million”."
    assert re.fullmatch(r"Record: data/events/.*\.yaml:\d+", lines[2])


def test_several_slips_of_one_run_have_their_comments_in_the_order_of_the_text() -> None:
    both = f"{WRONG} Longs lost $99 million, by an unverified count. {WRONG}"
    _, found = slips(whole(p(both)))
    assert [said for said, _ in found] == [BAD, "$99 million", BAD]


def test_two_notes_on_the_same_words_and_notes_that_overlap_are_both_there() -> None:
    notes = [Note(1, 3, 6, "cdef", "one"), Note(1, 3, 6, "cdef", "two"), Note(1, 5, 8, "efgh", "three")]
    assert comments(commented(whole(p("abcdefghij")), notes)) == [("cdef", "one"), ("cdef", "two"), ("efgh", "three")]


def test_a_cell_of_a_table_has_its_comment() -> None:
    rows = (("Metric", "Value"), ("Liquidations, all", BAD))
    _, found = slips(whole(p("On the figures of one unnamed provider:") + table(*rows)))
    assert [said for said, _ in found] == [BAD]


def test_what_stands_beside_the_text_has_its_comment_where_word_can_show_one() -> None:
    note = f'<w:footnote w:id="2">{p(WRONG)}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    raw = whole(p("The text has a note.", mark, " It goes on."), footnotes=note)
    made, count = annotated(raw, _hearing(raw), desk())
    [(where, text)] = comments(made)
    assert (count, where) == (1, "<footnoteReference>")
    assert text.startswith(f"On “{BAD}”, which stands beside the text:\nError AUD003")
    box = f"<w:r><w:drawing><w:txbxContent>{p(WRONG)}</w:txbxContent></w:drawing></w:r>"
    [(where, text)] = comments(annotated(whole(p("Around a box. ", box)), _hearing(whole(p("x", box))), desk())[0])
    assert (where.startswith("<drawing>"), text.startswith(f"On “{BAD}”")) == (True, True)
    header = whole(p("The text."), header=p(WRONG))
    [(where, text)] = comments(annotated(header, _hearing(header), desk())[0])
    assert (where, text.startswith(f"On “{BAD}”")) == ("The text.", True)


def _hearing(raw: bytes) -> Hearing:
    text = read("draft.docx", raw)
    return Hearing(text, heard(text.document, [case(EVENT)], desk()))


def test_comments_that_are_there_stay_and_new_ones_have_other_numbers() -> None:
    once, _ = slips(whole(p(WRONG)))
    twice, found = slips(once)
    assert [said for said, _ in found] == [BAD, BAD]
    document: Any = docx.Document(io.BytesIO(twice))
    assert [(each.comment_id, each.author) for each in document.comments] == [(0, AUTHOR), (1, AUTHOR)]


def test_the_same_file_gives_the_same_bytes_without_the_moment_of_the_audit() -> None:
    raw = compose([Paragraph("text", (Span(WRONG),))], {}, Facts("T", "", "Desk", "en-US", NOON))
    made, _ = slips(raw)
    assert made == slips(raw)[0]
    document: Any = docx.Document(io.BytesIO(made))
    assert [each.timestamp for each in document.comments] == [None]
    assert document.core_properties.title == "T"


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_FILE", 2_000_000)
    raw = word(p("x"), {"word/media/image1.png": "0" * 3_000_000}, types=True)
    assert len(raw) < 20_000
    assert lines_of(raw) == ["x"]
    with pytest.raises(UnreadableWordError, match="unpacks to more than 2 MB"):
        commented(raw, [])


def test_an_entity_in_a_part_that_only_the_copy_needs_is_refused() -> None:
    entity = '<!DOCTYPE d [<!ENTITY a "b">]>'
    raw = word(p("x"), {"word/styles.xml": part("styles", "&a;").replace("?>", f"?>{entity}", 1)}, types=True)
    assert lines_of(raw) == ["x"]
    with pytest.raises(UnreadableWordError, match="document type or entities"):
        commented(raw, [])


def test_nothing_that_lies_outside_the_file_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outward = relations(image="http://127.0.0.1:9/a.png", attachedTemplate="file:///etc/hostname").replace(
        "/>", ' TargetMode="External"/>'
    )
    made = commented(word(p("x"), {"word/_rels/document.xml.rels": outward}, types=True), [Note(1, 1, 1, "x", "y")])
    assert comments(made) == [("x", "y")]
    inward = relations(image="../../../../etc/hostname")
    with pytest.raises(UnreadableWordError):
        commented(word(p("x"), {"word/_rels/document.xml.rels": inward}, types=True), [])


@pytest.mark.parametrize(
    "raw",
    [
        b"no archive",
        zipped([("_rels/.rels", relations(officeDocument=MAIN)), (MAIN, part("document", p("x")))]),
        word(p("x"), {"[Content_Types].xml": content_types({MAIN: "template.main"})}),
        whole("<w:p>" * 400 + "</w:p>" * 400),
    ],
    ids=["no archive", "no types", "a template", "nested too deep"],
)
def test_what_cannot_be_written_again_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(UnreadableWordError, match="cannot be read"):
        commented(raw, [])
