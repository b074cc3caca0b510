"""The Word file: the article in Word's own styles, whole, the same every time, and nothing in it that acts."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import docx

from narrator.gate.word import lines_of
from narrator.render.blocks import Chart, blocks
from narrator.render.html import sanitised
from narrator.render.pictures import Picture
from narrator.render.sheet import Facts
from narrator.render.tables import structured
from narrator.render.word import compose, word
from support.briefs import EVENTS
from support.pages import drafted

if TYPE_CHECKING:
    import pytest

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = Facts("A title", "What it is about", "The desk", "en-GB", datetime(2026, 3, 3, 1, 0, tzinfo=UTC))


@cache
def made(event: str) -> bytes:
    scene, draft = drafted(event)
    return word(draft, scene)


def of(markdown: str, **pictures: Picture) -> Any:  # noqa: ANN401  # as the library gives it
    return docx.Document(io.BytesIO(compose(blocks(structured(sanitised(markdown))), pictures, FACTS)))


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_styles_are_those_of_word() -> None:
    found = of(
        "# T\n\n**S**\n\n## H\n\n### I\n\nText.\n\n- a\n    - b\n\nMore.\n\n1. c\n\n> q\n\n*C*\n\n| A |\n|--|\n| x |"
    )
    told = [(each.style.name, each.text) for each in found.paragraphs if each.text]
    assert told == [
        ("Title", "T"),
        ("Subtitle", "S"),
        ("Heading 1", "H"),
        ("Heading 2", "I"),
        ("Normal", "Text."),
        ("List Bullet", "a"),
        ("List Bullet 2", "b"),
        ("Normal", "More."),
        ("List Number", "c"),
        ("Quote", "q"),
        ("Caption", "C"),
    ]
    assert [each.style.name for each in found.tables] == ["Light Shading"]


def test_the_head_of_a_table_is_repeated_rows_stay_whole_and_numbers_stand_to_the_right() -> None:
    table = of("| A | B |\n|:--|--:|\n| a longer name | $5 million |\n| b | 6% |").tables[0]
    heads = [row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows]
    whole = [row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows]
    assert (heads, whole) == ([True, False, False], [True, True, True])
    sides = [[str(cell.paragraphs[0].alignment or "").partition(" ")[0] for cell in row.cells] for row in table.rows]
    assert sides == [["", "RIGHT"]] * 3
    widths = [cell.width for cell in table.rows[1].cells]
    assert widths[0] > widths[1] > 0
    assert [grid.w for grid in table._tbl.tblGrid.gridCol_lst] == widths


def test_lists_that_count_begin_anew() -> None:
    found = of("1. a\n2. b\n\nText.\n\n1. c")
    numbers = [each._p.pPr.numPr.numId.val for each in found.paragraphs if each.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = found.part.numbering_part.element
    starts = {num.numId: [over.get(f"{W}val") for over in num.iter(f"{W}startOverride")] for num in numbering.num_lst}
    assert (starts[numbers[0]], starts[numbers[2]]) == (["1"], ["1"])


def test_a_chart_is_a_picture_that_says_what_it_shows() -> None:
    png = next(data for name, data in parts(made(EVENTS[0])).items() if name.endswith(".png"))
    drawn = Picture(png, "Longs lead", "Source: one.", "A title", "Longs: $5 million.")
    raw = compose([Chart("a"), Chart("not there")], {"a": drawn}, FACTS)
    found: Any = docx.Document(io.BytesIO(raw))
    assert [(each.style.name, each.text) for each in found.paragraphs] == [
        ("Chart Title", "Longs lead"),
        ("Normal", ""),
        ("Caption", "Source: one."),
    ]
    shown: Any = found.inline_shapes[0]
    assert (shown._inline.docPr.get("descr"), shown._inline.docPr.get("title")) == ("Longs: $5 million.", "A title")
    section = found.sections[0]
    across = section.page_width - section.left_margin - section.right_margin
    assert abs(shown.width - across) < across / 1000
    assert "Longs: $5 million." in lines_of(raw)


def test_it_says_what_it_is_whose_and_in_which_language() -> None:
    found = of("# A title\n\nText.")
    told = found.core_properties
    assert (told.title, told.author, told.language) == ("A title", "The desk", "en-GB")
    assert (told.subject, told.comments, told.last_modified_by) == ("What it is about", "", "The desk")
    assert told.created == told.modified == FACTS.published.replace(tzinfo=told.created.tzinfo)
    languages = {each.get(f"{W}val") for each in found.styles.element.iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_the_footer_has_the_desk_and_a_page_number_that_word_counts() -> None:
    raw = compose([], {}, FACTS)
    footer = next(data.decode() for name, data in parts(raw).items() if "footer" in name)
    assert re.findall(r'w:instr="([^"]*)"', footer) == [" PAGE "]
    assert lines_of(raw) == ["The desk\t"]


def test_the_same_draft_gives_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    scene, draft = drafted(EVENTS[0])
    later = datetime.now(UTC) + timedelta(days=400)
    monkeypatch.setattr("time.time", later.timestamp)
    monkeypatch.setattr("time.localtime", lambda *_: later.timetuple())
    assert word(draft, scene) == made(EVENTS[0])
    with zipfile.ZipFile(io.BytesIO(made(EVENTS[0]))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_is_whole_and_holds_nothing_that_acts() -> None:
    raw = made(EVENTS[0])
    found = parts(raw)
    for name, data in found.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(data)  # noqa: S314  # what we have just written ourselves
    types = found["[Content_Types].xml"].decode()
    for name in found.keys() - {"[Content_Types].xml"}:
        assert f'PartName="/{name}"' in types or f'Extension="{name.rpartition(".")[2]}"' in types
    outward = [data.decode() for name, data in found.items() if name.endswith(".rels")]
    assert [each for each in outward if "External" in each] == []
    assert not any(re.search("vba|macro|ole|activeX|thumbnail|attachedTemplate", name) for name in found)
    codes = re.findall(rb"<w:instrText[^>]*>|w:instr=\"([^\"]*)\"", b"".join(found.values()))
    assert codes == [b" PAGE "]


def test_a_link_leads_where_the_article_says_and_nowhere_else() -> None:
    found = of("[there](https://example.org/a), [here](#x), [mail](mailto:a@example.org), [no](javascript:alert(1))")
    links = [rel.target_ref for rel in found.part.rels.values() if rel.is_external]
    assert links == ["https://example.org/a", "mailto:a@example.org"]
    assert found.paragraphs[0].text == "there, here, mail, no"
