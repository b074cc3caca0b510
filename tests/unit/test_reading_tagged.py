"""What the tags of a PDF say is one paragraph, item or row is read as one, in their order, wherever it is drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from weasyprint import HTML

from narrator.reading.printed import of_pdf
from narrator.reading.tagged import blocks_of, tags

TABLE = (
    "<p>Before.</p><table><tr><th>What</th><th>How much</th></tr>"
    "<tr><th>The balance sheet of the central bank, change in the week</th><td>up $59.4 billion</td></tr>"
    "<tr><th>Bitcoin</th><td>up 2.9% in the six days to the seventh</td></tr></table><p>After.</p>"
)


def pdf_of(style: str, *, is_tagged: bool) -> bytes:
    page = f"<html lang=en><title>Table</title><style>{style}</style>{TABLE}"
    made = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1" if is_tagged else None)
    assert made is not None
    return bytes(made)


def lines(raw: bytes) -> list[str]:
    reader = PdfReader(BytesIO(raw))
    told = "\n".join(blocks_of(reader.pages[0], tags(reader)).values())
    return [line for line in told.split("\n") if line.strip()]


@pytest.mark.parametrize("is_tagged", [True, False])
def test_the_cells_of_a_row_are_one_line_where_the_file_says_so(is_tagged: bool) -> None:
    told = lines(pdf_of("td, th { width: 30mm }", is_tagged=is_tagged))
    row = "The balance sheet of the central bank, change in the week up $59.4 billion"
    assert (row in told) is is_tagged
    assert told[0] == "Before."
    assert told[-1] == "After."


def test_what_stands_around_a_table_is_no_part_of_its_rows() -> None:
    text = of_pdf(pdf_of("td, th { width: 30mm }", is_tagged=True)).text
    assert "up 2.9% in the six days to the seventh\n\nAfter." in text


def test_a_line_of_a_paragraph_that_opens_with_a_name_is_no_row() -> None:
    page = (
        "<html lang=en><title>Funds</title><style>p { width: 46mm }</style><p>It had about $6 million for spot Solana"
    )
    made = HTML(string=f"{page} ETFs in a well-known list.</p><p>After.</p>").write_pdf(pdf_variant="pdf/ua-1")
    assert made is not None
    assert "for spot\nSolana ETFs" in blocks_of((read := PdfReader(BytesIO(made))).pages[0], tags(read))[1]
    assert of_pdf(made).text == "It had about $6 million for spot Solana ETFs in a well-known list.\n\nAfter.\n\n"


def test_a_tree_that_leads_back_into_itself_is_read_once() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of("", is_tagged=True))))
    row = DictionaryObject({NameObject("/S"): NameObject("/TR")})
    kids = ArrayObject([writer._add_object(row)] * 1_000 + [NumberObject(7)])  # noqa: SLF001
    row[NameObject("/K")] = kids
    writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject({NameObject("/K"): kids})
    file = BytesIO()
    writer.write(file)
    assert list(tags(PdfReader(BytesIO(file.getvalue()))).blocks.values()) == [1]


OVERLEAF = (
    "@page { size: 100mm 40mm; margin: 8mm; @bottom-left { content: '1.5 million at the foot' } }"
    "li { margin-left: 5mm } p { orphans: 1; widows: 1 }"
)
SPLIT = (
    "<ul><li>One item.</li><li>Another.</li></ul><figure><svg width=60 height=20><text y=12>up 9%</text></svg></figure>"
    "<p>Inventories were expected by the analysts of a bank to have fallen, as S&amp;P Global wrote, by "
    "a good million of barrels and not by two of them.</p>"
)


@pytest.mark.parametrize(("height", "before"), [(40, ""), (80, "Spot Bitcoin Trusts " * 24)])
def test_a_paragraph_that_goes_on_overleaf_is_whole_whatever_is_drawn_on_its_page(height: int, before: str) -> None:
    style, text = OVERLEAF.replace("40mm", f"{height}mm"), SPLIT.replace("<p>", f"<p>{before}")
    made = HTML(string=f"<html lang=en><title>Split</title><style>{style}</style>{text}").write_pdf(
        pdf_variant="pdf/ua-1"
    )
    assert made is not None
    document = of_pdf(bytes(made))
    parts = [" ".join(part.split()) for part in document.text.split("\n\n") if part.strip()]
    assert len(document.pages) > 1
    assert parts[:4] == ["•", "One item.", "•", "Another."]
    assert any(part.startswith(before[:99] or "Inventories were") and part.endswith("of them.") for part in parts)
    assert parts[-1] == "1.5 million at the foot"
