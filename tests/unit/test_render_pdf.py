"""The PDF: tagged and whole, or not made at all; it fetches nothing, and nothing in it acts."""

from __future__ import annotations

import bisect
import http.server
import io
import itertools
import re
import subprocess
import sys
import threading
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING, Any

import pydyf
import pypdf
import pytest

from narrator.errors import Exit
from narrator.render import marks, paging, theme
from narrator.render.carried import bare, carrying
from narrator.render.environment import PACKAGED
from narrator.render.looks import LOOKS
from narrator.render.pdf import RenderingError, ThemeRejectedError, inspect, later, pdf, warm
from narrator.render.theme import Theme
from support.page import sample
from support.pages import fonts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARY = "canary-7f3a"
BRIEF = f"# A title\n\nA line.\n\n{marks.chart('total')}\n\n## More\n\n| A | B |\n|--|--|\n| one | two |\n"
"""Everything that a style sheet is about, on one page."""


@cache
def made() -> bytes:
    return pdf(sample())


@cache
def read() -> Any:  # noqa: ANN401  # what a PDF holds is known when it is read
    return pypdf.PdfReader(io.BytesIO(made()))


@cache
def pages() -> tuple[str, ...]:
    return tuple(page.extract_text() for page in read().pages)


def document(body: str, style: str = "") -> str:
    return f'<html lang="en"><head><title>t</title><style>{style}</style></head><body><p>x</p>{body}</body></html>'


@pytest.fixture
def logged(engine_log: list[str]) -> Iterator[None]:
    """The engine complains, and the test is about what becomes of its complaint."""
    yield
    engine_log.clear()


@pytest.fixture
def hits() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback, its address, and the paths that anyone asked it for."""
    seen: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


def test_it_is_tagged_and_names_its_language_title_and_author() -> None:
    root = read().trailer["/Root"]
    metadata = read().metadata
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a PDF boolean
    assert root["/Lang"] == "en"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert metadata is not None
    assert (metadata.title, metadata.author) == (
        "Shorts give way: at least $575 million of crypto bets liquidated",
        "The harbour desk",
    )


def test_its_bookmarks_are_the_headings() -> None:
    top, below = read().outline[0], read().outline[1]
    assert top.title.replace("\u00a0", " ") == "Shorts give way: at least $575 million of crypto bets liquidated"
    assert [entry.title for entry in below][:3] == [
        "Key points",
        "Rising prices forced short sellers to buy",
        "Fund buyers arrived before the squeeze, not after it",
    ]


def test_every_page_says_which_it_is_and_later_ones_what_they_belong_to() -> None:
    for number, text in enumerate(pages(), start=1):
        assert f"{number} / {len(pages())}" in text
    assert all("Shorts give way" in text for text in pages())


def test_the_key_figures_stand_on_the_first_page_and_the_cards_on_none() -> None:
    assert "$575–665 million" in pages()[0]
    assert "outside the printed range" not in " ".join(pages())


def test_its_fonts_are_the_pinned_ones_and_no_others() -> None:
    fonts = fonts_of(read())
    assert fonts
    assert all(re.match(r"Narrator-(Serif|Sans|Display)", name) for name in fonts), fonts


def test_italics_of_any_family_and_weight_and_hyphens_are_set_in_our_fonts() -> None:
    body = "# A *slanted* title\n\nA *slanted* word and ***two*** of them. " + "Uncharacteristically " * 40
    slanted = body + "\n\n## More\n\n| A | B |\n|---|---|\n| *one* | ***two*** |\n"
    assert fonts_of(pypdf.PdfReader(io.BytesIO(pdf(sample(slanted))))) == {
        *("Narrator-Serif", "Narrator-Serif-Italic", "Narrator-Serif-Semi-Bold-Italic"),
        *("Narrator-Sans", "Narrator-Sans-Semi-Bold", "Narrator-Sans-Italic", "Narrator-Sans-Semi-Bold-Italic"),
        *("Narrator-Display-Semi-Bold", "Narrator-Display-Semi-Bold-Italic"),
    }


def test_a_theme_may_slant_whatever_it_likes() -> None:
    packaged = theme.load((PACKAGED,))
    styles = Theme(packaged.common, packaged.screen, packaged.printed + "p, h1, td { font-style: oblique }")
    fonts = fonts_of(pypdf.PdfReader(io.BytesIO(pdf(sample(BRIEF, styles)))))
    assert {name for name in fonts if "Oblique" in name or not name.startswith("Narrator-")} == set()
    assert "Narrator-Display-Semi-Bold-Italic" in fonts


def test_a_character_that_no_font_has_is_named_and_no_box_is_printed(engine_log: list[str]) -> None:
    with pytest.raises(RenderingError, match=r"U\+9EC4"):
        pdf(sample("# A name\n\nIt is 黄立成."))
    engine_log.clear()


def kids(element: Any) -> list[Any]:  # noqa: ANN401
    below = element.get("/K", [])
    return [each.get_object() for each in (below if isinstance(below, list) else [below]) if not isinstance(each, int)]


def tagged() -> list[Any]:
    """Every element that the tree of tags leads to."""
    found, waiting = [], [read().trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found.append(waiting.pop())
        waiting += kids(found[-1])
    return found


def test_every_element_that_holds_content_hangs_in_the_tree() -> None:
    reached = {each.indirect_reference.idnum for each in tagged() if each.indirect_reference}
    numbers = read().trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[0::2], numbers[1::2], strict=True))
    for sheet in read().pages:
        marked = [int(mcid) for mcid in re.findall(rb"/MCID (\d+)", sheet.get_contents().get_data())]
        assert len(marked) > 10
        assert {mcid for mcid in marked if owners[sheet["/StructParents"]][mcid].indirect_reference is None} == set()
    pages = [list(owner) for owner in owners.values() if isinstance(owner, list)]
    pointed = [owner.idnum for owner in itertools.chain(*pages) if hasattr(owner, "idnum")]
    assert [number for number in pointed if number not in reached] == []


def test_what_stands_on_every_page_is_no_part_of_the_text() -> None:
    for number, sheet in enumerate(read().pages, start=1):
        content = sheet.get_contents().get_data().decode("latin-1")
        apart = re.findall(r"/Artifact\s*<<[^>]*/Pagination[^>]*>>\s*BDC", content)
        assert len(apart) >= (2 if number == 1 else 4)


def test_a_chart_says_where_on_its_page_it_is() -> None:
    boxes = [(each["/Pg"], each["/A"]["/BBox"]) for each in tagged() if each.get("/S") == "/Figure"]
    assert len(boxes) == 5
    for sheet, (left, bottom, right, top) in boxes:
        width, height = sheet["/MediaBox"][2:]
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height
        assert right - left == pytest.approx(134 / 25.4 * 72, abs=2)  # the column: 210 mm less its margins


def test_a_table_that_breaks_repeats_its_head_and_keeps_its_rows_whole() -> None:
    row = f"| start of a row | {'and on ' * 40}to its end |\n"
    long = pdf(sample(f"# T\n\n| Name | Text |\n|---|---|\n{row * 60}"))
    text = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(long)).pages]
    assert len(text) > 2
    assert all("Name" in page for page in text)
    assert all(page.count("start of a row") == page.count("to its end") > 0 for page in text)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf(sample(BRIEF)) == pdf(sample(BRIEF))


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<img src='{}/i.png' alt='a'>", ""),
        ("<link rel=stylesheet href='{}/s.css'>", ""),
        ("<link rel=attachment href='{}/a.txt'>", ""),
        ("<a rel=attachment href='{}/a.txt'>x</a>", ""),
        ("<object data='{}/o.png' type='image/png'></object>", ""),
        ("<embed src='{}/e.png' type='image/png'>", ""),
        ("<p style=\"background: url('{}/b.png')\">x</p>", ""),
        ("<svg role=img width=9 height=9><title>t</title><image href='{}/n.png' width=9 height=9 /></svg>", ""),
        ("", "@import url({}/i.css);"),
        ("", "@font-face {{ font-family: F; src: url({}/f.ttf) }} p {{ font-family: F }}"),
        ("", "p {{ background: url({}/b.png) }}"),
        ("", "p::before {{ content: url({}/c.png) }}"),
        ("", "p {{ display: list-item; list-style-image: url({}/l.png) }}"),
    ],
)
@pytest.mark.usefixtures("logged")
def test_nothing_is_fetched_and_the_pdf_is_not_made(hits: tuple[str, list[str]], body: str, style: str) -> None:
    address, seen = hits
    with pytest.raises(RenderingError) as raised:
        pdf(document(body.format(address), style.format(address)))
    assert seen == []
    assert raised.value.exit is Exit.RENDERING


@pytest.mark.parametrize("url", ["file://{}", "FILE://{}", "{}", "file://localhost{}", "../{}"])
@pytest.mark.usefixtures("logged")
def test_no_file_is_read(tmp_path: Path, url: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    with pytest.raises(RenderingError):
        pdf(document(f"<a rel=attachment href='{url.format(secret)}'>x</a><img alt='' src='{url.format(secret)}'>"))


@pytest.mark.parametrize(
    "body",
    [
        "<img alt='a' src='data:image/png;base64,AAAA'>",
        "<img alt='a' src='absent.png'>",
        f"<img alt='a' src='data:image/svg+xml;base64,{b64encode(b'<svg/>').decode()}'>",
        "<a href='#nowhere'>x</a>",
    ],
    ids=["picture", "absent", "SVG image", "dead link"],
)
@pytest.mark.usefixtures("logged")
def test_what_is_missing_or_broken_is_a_failure_and_not_a_gap(body: str) -> None:
    with pytest.raises(RenderingError):
        pdf(document(body))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://x.example"])
def test_no_link_leads_anywhere_but_the_web(link: str) -> None:
    with pytest.raises(RenderingError, match=r"a link to|blocked"):
        pdf(document(f"<a href='{link}'>x</a>"))


def test_links_to_the_web_and_within_the_page_are_kept() -> None:
    targets = [
        str(note.get_object()["/A"]["/URI"])
        for page in read().pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    assert set(targets) == {"https://example.org/method"}, "once for each line that the link stands on"


def test_nothing_in_it_acts() -> None:
    streams = b"".join(
        entry.get_data()
        for number in range(1, int(read().trailer["/Size"]))
        if isinstance(entry := read().get_object(number), pypdf.generic.StreamObject)
    )
    for name in (b"/EmbeddedFile", b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA"):
        assert name not in made() + streams


@pytest.mark.parametrize(
    "entry",
    [
        {"Type": "/Filespec", "EF": "..."},
        {"Type": "/Catalog", "OpenAction": "..."},
        {"A": pydyf.Dictionary({"S": "/JavaScript", "JS": pydyf.String("app.alert(1)")})},
        {"A": pydyf.Dictionary({"S": "/Launch", "F": pydyf.String("calc.exe")})},
        {"A": pydyf.Dictionary({"S": "/URI", "URI": pydyf.String("javascript:alert(1)")})},
    ],
)
def test_what_would_act_is_refused_whoever_put_it_there(entry: dict[str, object]) -> None:
    made = pydyf.PDF()
    made.add_object(pydyf.Dictionary(entry))
    with pytest.raises(RenderingError):
        inspect(made)


@pytest.mark.parametrize("style", ["p { color: nocolour }", "p:frobnicate { color: red }", "p { margin: 1blob }"])
@pytest.mark.usefixtures("logged")
def test_a_value_that_weasyprint_would_ignore_is_a_broken_theme(style: str) -> None:
    with pytest.raises(ThemeRejectedError) as raised:
        pdf(document("", style))
    assert raised.value.exit is Exit.TEMPLATE


def test_what_only_browsers_understand_does_not_reach_the_pdf() -> None:
    packaged = theme.load((PACKAGED,))
    odd = Theme(packaged.common, packaged.screen + "p { anchor-name: --a; text-wrap: balance }", packaged.printed)
    assert pdf(sample(BRIEF, odd)) == pdf(sample(BRIEF))


def test_no_column_and_no_long_word_leaves_the_page() -> None:
    long = "0x" + "5aF0" * 24
    row = f"| {long} | $1 million | {'from Jan. 1 to Jan. 2 ' * 3} | one source, unverified | {long}END |\n"
    table = "| Figure | Value | Window | Standing | Source |\n|:--|--:|:--|:--|:--|\n" + row * 3
    reader = pypdf.PdfReader(io.BytesIO(pdf(sample(f"# T\n\n{long}\n\n## Figures\n\n{table}"))))
    runs: list[tuple[float, str]] = []
    for sheet in reader.pages:
        sheet.extract_text(
            visitor_text=lambda text, scale, place, *_: runs.append((place[4] * scale[0] + scale[4], text.strip()))
        )
    words = [(x, text) for x, text in runs if text]
    assert "".join(text for _, text in words).count("END") == 3
    width = float(reader.pages[0].mediabox.width)
    assert [(x, text) for x, text in words if x > width - 60] == []
    assert max(len(text) for _, text in words if text.startswith("0x")) < len(long)


def test_a_row_with_dozens_of_sources_goes_on_overleaf_and_no_heading_stands_alone() -> None:
    sources = ", ".join(f"the keepers of table {n}" for n in range(60))
    rows = f"| Total | $1 | today | disputed | {sources} |\n" + "| Part | $1 | today | one source | somebody |\n" * 5
    text = "Words stand here. " * 250
    article = f"# T\n\n{text}\n\n## Where it is from\n\n| A | B | C | D | E |\n|:--|--:|:--|:--|:--|\n{rows}"
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf(sample(article)))).pages]
    (with_heading,) = (sheet for sheet in sheets if "Where it is from\n" in sheet.replace("\r", ""))
    assert "keepers" in with_heading
    assert sum("keepers" in sheet for sheet in sheets) == 2


def article(paragraphs: int) -> str:
    """An article of lines that ends in a short section."""
    lines = "A line of the article that says little.\n\n" * paragraphs
    return sample(f"# Title\n\n{lines}## About\n\nWho.\n")


def test_what_would_leave_a_last_page_nearly_empty_is_set_denser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LOOKS", ())

    def spills(paragraphs: int) -> bool:
        return len(pypdf.PdfReader(io.BytesIO(pdf(article(paragraphs)))).pages) > 1

    least = bisect.bisect_left(range(100), True, key=spills)
    assert 10 < least < 90
    monkeypatch.setattr(paging, "LOOKS", LOOKS)
    assert not spills(least), "a heading and a line have no page of their own"
    assert spills(least + 20), "what has enough for a page keeps it"


def test_a_process_is_warmed_by_a_page_of_our_own_and_once() -> None:
    warm.cache_clear()
    warm()
    warm()
    assert warm.cache_info()[:2] == (1, 1)


def test_a_module_that_is_put_off_is_loaded_when_something_of_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "put_off_here.py").write_text(
        "def twice(text, mark=''):\n    return text * 2 + mark\n", encoding="utf-8"
    )
    with later("put_off_here"):
        from put_off_here import twice  # type: ignore[import-not-found]  # noqa: PLC0415
    assert "put_off_here" not in sys.modules
    assert twice("a", mark="!") == "aa!"
    assert sys.modules.pop("put_off_here").twice is not twice


def test_what_weasyprint_needs_for_few_fonts_is_not_loaded_for_ours() -> None:
    code = "import sys; from narrator.render import pdf; pdf.warm(); sys.exit('fontTools.subset' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_ledger_that_a_page_carries_is_not_laid_out_and_is_in_its_pdf() -> None:
    page = carrying(sample(), '{"as_of": "2026-03-03T09:00:00+08:00"}')
    assert "as_of" in page
    assert "as_of" not in bare(page)
    root: Any = pypdf.PdfReader(io.BytesIO(pdf(page))).trailer["/Root"]
    assert root["/PieceInfo"]["/narrator"]["/Private"].get_data() == b'{"as_of": "2026-03-03T09:00:00+08:00"}'
