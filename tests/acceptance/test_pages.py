"""The pages of the four briefs: what the ledger says was printed is what a reader can point at, in HTML and in PDF."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pypdf
import pytest

from narrator.render import marks
from narrator.render.pdf import pdf
from support.briefs import EVENTS
from support.page import sample
from support.pages import dangers, drafted, fonts_of, page, parsed, words

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    Brief = tuple[ET.Element, pypdf.PdfReader]

everywhere = pytest.mark.parametrize("event", EVENTS)


@everywhere
def test_every_printed_figure_can_be_pointed_at(event: str) -> None:
    printed = Counter((match[1], match[2]) for match in marks.PRINTED.finditer(drafted(event)[1].body))
    shown = Counter((str(element.get("data-figure")), words(element)) for element in parsed(page(event)).iter("data"))
    assert shown == printed


@everywhere
def test_nothing_in_the_page_could_run_or_load(event: str) -> None:
    assert dangers(parsed(page(event))) == []
    assert len(page(event)) < 400_000  # with its charts, tables, and the ledger that it carries


@everywhere
def test_the_opening_is_found_whole(event: str) -> None:
    tree = parsed(page(event))
    classes = [element.get("class") for element in tree.iter() if element.get("class")]
    for part in ("standfirst", "issued", "table"):
        assert part in classes, part
    key = next(tree.iter("table"))
    assert 4 <= len(list(key.iter("tr"))) <= 9, "the head, and three to eight figures"


@pytest.fixture(scope="module", params=EVENTS)
def brief(request: pytest.FixtureRequest) -> Brief:
    """The page of a brief and its PDF, made once for all that is said of it."""
    html = page(request.param)
    return parsed(html), pypdf.PdfReader(io.BytesIO(pdf(html)))


def test_the_pdf_says_what_the_page_says(brief: Brief) -> None:
    tree, reader = brief
    text = "".join("".join(sheet.extract_text().split()) for sheet in reader.pages).replace("-", "").replace("‐", "")
    for heading in tree.iter("h2"):
        assert "".join(words(heading).split()).replace("-", "") in text
    assert 2 <= len(reader.pages) <= 6
    assert len(reader.pages[-1].extract_text().split()) > 60, "no page for a line or two"


def test_every_font_of_a_brief_is_one_of_ours_upright_or_italic(brief: Brief) -> None:
    ours = r"Narrator-(Serif|Sans|Display)(-Semi-Bold)?(-Italic)?"
    assert {name for name in fonts_of(brief[1]) if not re.fullmatch(ours, name)} == set()


def test_a_hyphen_is_read_out_as_it_was_typed(brief: Brief) -> None:
    text = "".join(sheet.extract_text() for sheet in brief[1].pages)
    typed = "".join(words(paragraph) for paragraph in next(brief[0].iter("article")).iter("p"))
    assert text.count("-") >= typed.count("-"), "those at the ends of lines come to it"
    assert not {"\u2010", "\u2011", "\u00ad"} & set(text)


@pytest.mark.parametrize("rows", [22, 46, 50, 51])
def test_a_table_keeps_its_heading_its_head_and_three_rows_on_every_page(rows: int) -> None:
    cells = "".join(f"| Thing {n} | much | agreed | somebody |\n" for n in range(rows))
    table = f"| Figure | What it says | Standing | Source |\n|---|---|---|---|\n{cells}"
    article = f"# Title\n\n{'A sentence. ' * 150}\n\n## Figures and sources\n\n{table}\n\n## About\n\nWho.\n\nWhy.\n"
    texts = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(sample(article)))).pages]
    counts = [text.count("Thing ") for text in texts]
    assert sum(counts) == rows
    assert all(count >= 3 and "What it says" in text for text, count in zip(texts, counts, strict=True) if count)
    assert next(text for text in texts if "Thing 0" in text).index("Figures and sources") >= 0
    assert {"Who." in text for text in texts if "About" in text} == {True}
    assert {"Why." in text for text in texts if "About" in text} == {True}
