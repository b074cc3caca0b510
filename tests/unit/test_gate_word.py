"""Word files: what a reader sees is read, each in its place, and what could hide or harm is refused with a reason."""

from __future__ import annotations

import warnings

import pytest

from narrator.gate import package
from narrator.gate.package import UnreadableWordError
from narrator.gate.several import heard
from narrator.gate.texts import UnreadableTextError, read
from narrator.gate.word import lines_of
from support.briefs import case, desk
from support.word import MAIN, p, part, relations, table, word, zipped

EVENT = "2026-01-07-short-squeeze"
RANGED = "On the figures of one unnamed provider, positions of $450 million were liquidated."


def wrong(raw: bytes) -> list[tuple[str, int, int]]:
    """The slips in a Word file about a short squeeze, with their places."""
    found = heard(read("draft.docx", raw).document, [case(EVENT)], desk())
    return [(one.mention.text, one.mention.line, one.mention.column) for one in found if one.remark.severity]


def test_a_number_is_found_in_its_paragraph_whatever_runs_it_is_cut_into() -> None:
    raw = word(
        p("A day")
        + p()
        + p("On the figures of one unnamed provider, positions of $4", "50 mil", "lion were liquidated.")
    )
    assert wrong(raw) == [("$450 million", 2, RANGED.index("$") + 1)]


def test_a_table_is_read_as_it_is_on_a_page() -> None:
    rows = (
        ("Metric", "Value"),
        ("Liquidations, total", "$450 million"),
        ("Liquidations, longs", "$63 million to $77 million"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = read("page.html", f"<table>{cells}</table>".encode()).document
    typed = read("draft.docx", word(table(*rows))).document
    assert lines_of(word(table(*rows)))[1] == "| Liquidations, total | $450 million"
    told = [
        [(each.mention.text, str(each.remark.finding.verdict)) for each in heard(text, [case(EVENT)], desk())]
        for text in (page, typed)
    ]
    assert told[0] == told[1] != []


def test_cells_that_are_merged_keep_the_columns_behind_them_in_place() -> None:
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('a')}</w:tc>"
    raw = word(f"<w:tbl><w:tr>{wide}<w:tc>{p('b')}{p('c')}</w:tc></w:tr></w:tbl>")
    assert lines_of(raw) == ["| a |  | b c"]


SEEN = {
    "a heading": ('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Seen</w:t></w:r></w:p>', ["Seen"]),
    "a tracked insertion": (p("It is ", "<w:ins><w:r><w:t>Seen</w:t></w:r></w:ins>"), ["It is Seen"]),
    "a tracked deletion": (p("It is", "<w:del><w:r><w:delText> not</w:delText></w:r></w:del>"), ["It is"]),
    "what was moved away": (p("It is", "<w:moveFrom><w:r><w:t> not</w:t></w:r></w:moveFrom>"), ["It is"]),
    "what was moved here": (p("It is", "<w:moveTo><w:r><w:t> Seen</w:t></w:r></w:moveTo>"), ["It is Seen"]),
    "a link": (p("<w:hyperlink><w:r><w:t>Seen</w:t></w:r></w:hyperlink>"), ["Seen"]),
    "a field without its code": (p("<w:r><w:instrText>DATE 9</w:instrText></w:r>", "Seen"), ["Seen"]),
    "a content control": (f"<w:sdt><w:sdtContent>{p('Seen')}</w:sdtContent></w:sdt>", ["Seen"]),
    "a tab and a break": (p("a", "<w:r><w:tab/></w:r>", "b", "<w:r><w:br/></w:r>", "c"), ["a\tb\nc"]),
    "a text box, once": (
        p(
            "Around",
            f"<w:r><w:x><w:txbxContent>{p('Seen')}</w:txbxContent><w:Fallback>{p('Seen')}</w:Fallback></w:x></w:r>",
        ),
        ["Seen", "Around"],
    ),
    "what a picture shows": (
        p('<w:r><w:docPr descr="Seen" title="A chart"/></w:r>', "Below"),
        ["Seen", "A chart", "Below"],
    ),
}


@pytest.mark.parametrize("what", SEEN)
def test_what_a_reader_sees_is_read_and_nothing_else(what: str) -> None:
    body, lines = SEEN[what]
    assert lines_of(word(body)) == lines


def test_notes_headers_and_footers_are_read_behind_the_text() -> None:
    note = (
        f'<w:footnote w:type="separator">{p("-")}</w:footnote><w:footnote>{p("A note of $450 million.")}</w:footnote>'
    )
    raw = word(
        p("Text."), footnotes=note, endnotes=p("An end."), header=p("Above."), footer=p("Below."), comments=p("No.")
    )
    assert lines_of(raw) == ["Text.", "A note of $450 million.", "An end.", "Above.", "Below."]


def test_the_text_is_where_the_package_says_it_is() -> None:
    body = part("document", f"<w:body>{p('Seen')}</w:body>")
    files = {
        "_rels/.rels": relations(officeDocument="/word/other.xml"),
        "word/other.xml": body,
        MAIN: body.replace("Seen", "Not"),
    }
    assert lines_of(zipped(files.items())) == ["Seen"]


def damaged() -> bytes:
    """A Word file whose text cannot be unpacked."""
    raw = bytearray(word(p("x")))
    at = raw.index(MAIN.encode()) + len(MAIN)
    raw[at : at + 8] = b"\xff" * 8
    return bytes(raw)


ENTITY = '<!DOCTYPE d [<!ENTITY a "$450 million">]>'
REFUSED = {
    "no archive": (b"plain", "this Word file cannot be read"),
    "the old format, or a password": (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .docx"),
    "another archive": (zipped([("a.txt", "x")]), "it is no Word document"),
    "a lost text": (zipped([("_rels/.rels", relations(officeDocument=MAIN))]), "a part of it is broken"),
    "a broken text": (word("<w:p>"), "a part of it is broken"),
    "a text that cannot be unpacked": (damaged(), "this Word file cannot be read"),
    "an entity": (
        word("", {MAIN: part("document", "&a;").replace("?>", f"?>{ENTITY}", 1)}),
        "document type or entities",
    ),
    "a document type from elsewhere": (
        word("", {MAIN: part("document", "").replace("?>", '?><!DOCTYPE d SYSTEM "file:///etc/passwd">', 1)}),
        "document type or entities",
    ),
    "an entity among the relations": (
        zipped([("_rels/.rels", ENTITY + relations(officeDocument=MAIN)), (MAIN, part("document", p("x")))]),
        "document type or entities",
    ),
    "a part in another format": (word("<w:altChunk/>"), "another format (altChunk)"),
    "no words at all": (word(p()), "nothing can be read in it"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_reason(what: str) -> None:
    raw, reason = REFUSED[what]
    with pytest.raises(UnreadableTextError) as refused:
        read("draft.docx", raw)
    assert (reason in str(refused.value), refused.value.code, refused.value.at.file) == (True, "TXT006", "draft.docx")


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST", 2_000_000)
    bomb = word(p("0" * 3_000_000))
    assert len(bomb) < 20_000
    with pytest.raises(UnreadableWordError, match="larger than 2 MB"):
        lines_of(bomb)
    note = p("0" * 1_100_000)
    with pytest.raises(UnreadableWordError, match="larger than 2 MB"):
        lines_of(word(p("x"), footnotes=note, endnotes=note))
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    with pytest.raises(UnreadableWordError, match="parts, 3 at most"):
        lines_of(word(p("x"), footnotes=p("y")))


def test_a_file_with_two_texts_of_one_name_is_refused() -> None:
    files = [
        ("_rels/.rels", relations(officeDocument=MAIN)),
        (MAIN, part("document", p("x"))),
        (MAIN, part("document", p("y"))),
    ]
    with warnings.catch_warnings(action="ignore"):
        raw = zipped(files)
    with pytest.raises(UnreadableWordError, match="two parts have one name"):
        lines_of(raw)


def test_a_mention_ends_where_it_does_in_its_paragraph() -> None:
    text = read("draft.docx", word(p("A day") + p("a", "<w:r><w:br/></w:r>", RANGED)))
    assert text.source is not None
    assert text.source.splitlines()[1] == f"a {RANGED}"
