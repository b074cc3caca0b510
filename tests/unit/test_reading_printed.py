"""A PDF is read as its readers read it, page by page, and only if it is whole and no larger than a book."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from narrator import pipeline
from narrator.audit.judge import audit
from narrator.reading import printed
from narrator.reading.documents import BREAK
from narrator.reading.layout import ROW, Layout
from narrator.reading.printed import LostPagesError, UnreadablePdfError, of_pdf
from support.audits import matter, matter_for
from support.briefs import desk
from support.repository import ROOT

if TYPE_CHECKING:
    from pypdf import PageObject

    from narrator.reading.documents import Document


def paragraphs(document: Document) -> list[str]:
    return [part.strip() for part in document.text.split(BREAK) if part.strip()]


def pdf_of(*pages: str) -> bytes:
    writer = PdfWriter()
    for page in pages:
        writer.add_blank_page(200, 200)
        content = StreamObject()
        lines = " 0 -12 Td ".join(f"({line}) Tj" for line in page.split("\n"))
        content.set_data(f"BT /F1 12 Tf 10 100 Td {lines} ET".encode())
        font = DictionaryObject(
            {
                NameObject(f"/{key}"): NameObject(f"/{value}")
                for key, value in (("Type", "Font"), ("BaseFont", "Courier"))
            }
        )
        font[NameObject("/Subtype")] = NameObject("/Type1")
        writer.pages[-1][NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001
        writer.pages[-1][NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_has_the_pages_that_it_says_it_has() -> None:
    raw = pdf_of("five", "six")
    assert paragraphs(of_pdf(raw)) == ["five", "six"]
    for count in (b"0", b"1", b"3", b"9"):
        with pytest.raises(LostPagesError, match=f"{count.decode()} pages"):
            of_pdf(raw.replace(b"/Count 2", b"/Count " + count))


LEFT = "Exchanges closed about $500 million of crypto positions in one day, the most,"
RIGHT = "CoinGlass reports, since the middle of the month before; no other count is known."


@pytest.mark.parametrize(
    "pages",
    [
        (f"{LEFT}\nThe desk: $1 billion gone\nJan. 9 1 / 2", f"{RIGHT}\nThe desk: $1 billion gone\nJan. 9 2 / 2"),
        (f"The desk: $1 billion gone\n{LEFT}\nPage 1 of 2", f"The desk: $1 billion gone\n{RIGHT}\nPage 2 of 2"),
        (f"1 The desk: $1 billion gone\n{LEFT}", f"2 The desk: $1 billion gone\n{RIGHT}"),
    ],
)
def test_what_runs_at_the_edge_of_pages_parts_no_paragraph_and_is_read_once(pages: tuple[str, str]) -> None:
    document = of_pdf(pdf_of(*pages))
    assert paragraphs(document)[0].replace("\n", " ") == f"{LEFT} {RIGHT}"
    assert document.text.count("$1 billion gone") == 1


def test_the_ticks_of_an_axis_are_no_text_whatever_their_size() -> None:
    document = of_pdf(pdf_of("Bitcoin fell below $80,000.\n$78,000\n$80,000\n$82,000\nGold rose.", "More."))
    assert ("$78,000" in document.text, document.text.count("$80,000")) == (False, 1)


def test_the_ticks_of_an_axis_may_have_a_unit_or_many_decimals() -> None:
    document = of_pdf(
        pdf_of("Gold rose.\n0 basis points\n2 basis points\nOil rose.\n0.425%\n0.45%\n0.475%\nMore.", "End.")
    )
    assert [part for part in ("2 basis points", "0.45%") if part in document.text] == []
    assert "0 basis points" in of_pdf(pdf_of("Gold rose.\n0 basis points\n2 accounts\nMore.", "End.")).text


@pytest.mark.parametrize(("last", "read"), [("Jan. 25, 12:00 UTC 1 / 1", False), ("Jan. 25, 12:00 UTC 1 / 2", True)])
def test_the_number_of_the_only_page_is_no_text(last: str, read: bool) -> None:
    assert of_pdf(pdf_of(f"Gold rose.\n{last}")).text.count("1 / ") == read


def test_a_word_that_a_line_parts_is_one_where_it_stands_whole_or_no_half_is_a_word() -> None:
    lines = f"TradingView says so in the long run.\n{LEFT} in circu-\nlation at Trad-\ningView in the long-\nterm view."
    text = of_pdf(pdf_of(lines)).text
    assert [word for word in ("circulation", "at TradingView", "long-term") if word not in text] == []


ROWS = (
    "Liquidations, all $19.13 billion CoinGlass, The Block\nand Hyperliquid\nLiquidations, {} $4.65 billion CoinGlass"
)
DAY = ROOT / "tests" / "cases" / "days" / "a-crash-with-notes-on-its-venues.yaml"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        (ROWS.format("Bybit"), []),
        (ROWS.format("OKX"), ["$4.65 billion"]),
        ("Liquidations came to $19.13 billion on\nHyperliquid", ["$19.13 billion"]),
    ],
)
def test_the_sources_at_the_end_of_a_row_are_not_what_it_is_about(text: str, flagged: list[str]) -> None:
    found = audit(
        of_pdf(pdf_of(f"Figures\n{text}\nThat is all.", "End.")), matter_for(pipeline.examine(DAY, desk()), desk())
    )
    assert [each.mention.text for each in found if not each.verdict.is_sound] == flagged


def test_the_rest_of_a_cell_is_no_heading_of_the_row_that_follows() -> None:
    row = "Flow, spot Bitcoin ETFs net inflows of $471 million on Jan. 2 one source one unnamed source"
    last = "What runs over the whole of a page runs on to the next one and is read as one text"
    document = of_pdf(pdf_of(f"Ether from Jan. 2 to Jan.\n7\n{row}\nThe rest\n•\n•", f"{last}."))
    assert " ".join(document.text.split()).startswith("Ether from Jan. 2 to Jan. 7")


def test_a_line_that_differs_from_page_to_page_is_no_furniture() -> None:
    document = of_pdf(pdf_of("Gold rose 5%.\nBitcoin fell 6%.", "Oil rose 7%.\nBitcoin fell 8%."))
    assert [part for part in ("5%", "6%", "7%", "8%") if part not in document.text] == []


def test_what_is_no_pdf_says_so() -> None:
    with pytest.raises(UnreadablePdfError, match="this PDF cannot be read"):
        of_pdf(b"%PDF-1.7 but not really")


@pytest.mark.parametrize("pages", [(), ("", " ")])
def test_a_pdf_without_a_word_is_known_as_such(pages: tuple[str, ...]) -> None:
    assert not of_pdf(pdf_of(*pages)).is_readable


@pytest.mark.parametrize(("name", "limit"), [("LARGEST", 5_000), ("MOST_PAGES", 5)])
def test_pages_that_all_show_one_long_text_are_read_up_to_a_limit(
    name: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = PdfWriter()
    page = PdfReader(BytesIO(pdf_of("x" * 1_000))).pages[0]
    for _ in range(50):
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    assert len(of_pdf(out.getvalue()).pages) == 50
    read: list[object] = []
    extract = type(page).extract_text

    def counted(one: PageObject, **given: Any) -> str:  # noqa: ANN401
        read.append(one)
        return extract(one, **given)

    monkeypatch.setattr(type(page), "extract_text", counted)
    monkeypatch.setattr(printed, name, limit)
    with pytest.raises(UnreadablePdfError, match="this PDF cannot be read: it has more than"):
        of_pdf(out.getvalue())
    assert len(read) < 10


def test_a_line_that_cannot_end_a_sentence_goes_on_in_the_next_one() -> None:
    full = "What runs over the whole of the page in a narrow face has more letters in each of its lines."
    document = of_pdf(
        pdf_of(f"Bitcoin rose 4.5% on\nJan. 13 and 1.7% on Jan. 14, and Ether 2% and\nSPDR SPY 0.2%.\n{full}")
    )
    sentences = [document.text[start:end] for start, end in zip(*document.sentences, strict=True)]
    assert [" ".join(each.split()) for each in sentences[:2]] == [
        "Bitcoin rose 4.5% on Jan. 13 and 1.7% on Jan. 14, and Ether 2% and SPDR SPY 0.2%.",
        full,
    ]


def test_the_label_of_a_chart_is_of_what_the_labels_of_its_page_name() -> None:
    title, watched = (
        "Liquidations of Bitcoin from Jan. 2 to Jan. 7",
        "What to watch next\nWhether spot Ether ETFs hold",
    )
    for amount, is_so in (("$160 million to $180 million", True), ("$150 million to $180 million", False)):
        label = f"{watched}\nShaded, the range printed here: {amount}"
        for pages, is_here in (((f"{title}\n{label}",), True), ((title, label), False)):
            found = audit(of_pdf(pdf_of(*pages)), matter("2026-01-07-short-squeeze"))
            (told,) = (each for each in found if each.mention.text == amount)
            assert told.verdict.is_sound is (is_so and is_here), (amount, pages)


@pytest.mark.parametrize(
    ("printed_as", "read_as"),
    [
        ("Coin-\nGlass says so. CoinGlass counts.", "CoinGlass says so"),
        ("Trump-\nXi talks. CoinGlass counts.", "Trump-"),
    ],
)
def test_a_name_with_a_capital_in_it_is_put_together_where_it_stands_whole(printed_as: str, read_as: str) -> None:
    assert of_pdf(pdf_of(printed_as)).text.startswith(read_as)


@pytest.mark.parametrize("word", ["for", "than", "as", "between"])
def test_a_line_that_goes_on_with_a_name_begins_no_row(word: str) -> None:
    line = "A long line that is about what is due to come, and {}\nMarathon at $20 was sold by a bank to others."
    assert ROW not in Layout(of_pdf(pdf_of(line.format(word), "End."))).text
    assert ROW in Layout(of_pdf(pdf_of(line.format("more"), "End."))).text
