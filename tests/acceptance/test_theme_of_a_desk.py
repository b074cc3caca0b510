"""A desk's own accent, paper, fonts and logo: in every form alike, and nothing else comes in with them."""

from __future__ import annotations

import io
import re
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import docx
import pypdf
import pytest

from narrator.errors import Exit
from narrator.model import theme
from narrator.render import charting
from narrator.render.environment import PACKAGED
from support.command import narrator
from support.events import EVENT_ID, write_workspace
from support.fonts import add_theme, changed, font, png

if TYPE_CHECKING:
    from pathlib import Path

OWN, USUAL = "#7a1f5c", "#0b5a66"
LETTER = (612, 792)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = add_theme(write_workspace(tmp_path_factory.mktemp("theme") / "desk"))
    assert narrator(root, "build", "--to", "md,html,pdf,docx").code == Exit.DONE
    assert narrator(root, "publish", EVENT_ID, "--approved-by", "A. Editor", "--target", "site").code == Exit.DONE
    return root


def form(root: Path, name: str) -> bytes:
    return (root / "out" / EVENT_ID / "en" / name).read_bytes()


def opened(root: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(form(root, "brief.pdf")))


def letter(root: Path) -> bytes:
    """The mail of the brief on the site."""
    return (root / "site" / EVENT_ID / "en" / "brief.eml").read_bytes()


def test_the_accent_is_that_of_page_chart_site_and_mail(root: Path) -> None:
    page = form(root, "brief.html").decode()
    assert re.findall(r":root\{--accent:(#\w+)\}", page) == [OWN, theme.Theme(accent=OWN).on_dark]
    assert f'fill="{OWN}"' in page
    assert f'="{USUAL}"' not in page
    assert f"--accent:{OWN}" in (root / "site" / "index.html").read_text(encoding="utf-8")
    html = message_from_bytes(letter(root), policy=policy.default).get_body(("html",))
    assert html is not None
    assert f"border-top:4px solid {OWN}" in html.get_content()
    assert USUAL not in html.get_content()


def test_the_accent_is_that_of_the_pdf(root: Path) -> None:
    pages = (page.get_contents() for page in opened(root).pages)
    streams = b"".join(page.get_data() for page in pages if page is not None)
    own, usual = (" ".join(f"{part / 255:.2f}"[:4] for part in bytes.fromhex(each[1:])) for each in (OWN, USUAL))
    colours = {
        " ".join(f"{float(n):.2f}"[:4] for n in found)
        for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", streams)
    }
    assert own in colours
    assert usual not in colours


def test_the_paper_is_that_of_pdf_and_word_file(root: Path) -> None:
    assert {tuple(map(round, page.mediabox[2:])) for page in opened(root).pages} == {LETTER}
    section = docx.Document(io.BytesIO(form(root, "brief.docx"))).sections[0]
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)  # type: ignore[union-attr]


def test_the_headings_of_a_word_file_have_the_accent(root: Path) -> None:
    style = docx.Document(io.BytesIO(form(root, "brief.docx"))).styles["Heading 1"]
    assert str(style.font.color.rgb) == OWN[1:].upper()


def test_the_logo_stands_in_page_pdf_site_and_mail_with_the_name_of_the_desk(root: Path) -> None:
    shown = r'<p class="desk"><img src="data:image/png;base64,[^"]+" alt="The test desk" width="100" height="40"></p>'
    for page in (form(root, "brief.html").decode(), (root / "site" / "index.html").read_text(encoding="utf-8")):
        assert len(re.findall(shown, page)) == 1
        assert "img-src data:;" in page
    reader = opened(root)
    assert next(len(page.images) for page in reader.pages) == 1
    assert "The test desk" in alternatives(form(root, "brief.pdf"))
    assert "The test desk" in reader.pages[1].extract_text(), "the running head has it in words"
    mail = message_from_bytes(letter(root), policy=policy.default)
    html, (picture,) = (
        mail.get_body(("html",)),
        [part for part in mail.walk() if part.get_content_type() == "image/png"],
    )
    assert html is not None
    assert f'src="cid:{picture["Content-ID"][1:-1]}" alt="The test desk"' in html.get_content()
    assert '<img style="background:#ffffff;' in html.get_content(), "on a dark screen it has a plate behind it"
    assert picture.get_content() == png(200, 80)


def alternatives(pdf: bytes) -> list[str]:
    """What a screen reader says of the pictures of a PDF."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    objects: list[Any] = writer._objects  # noqa: SLF001
    return [str(entry["/Alt"]) for entry in objects if isinstance(entry, dict) and "/Alt" in entry]


def test_the_font_is_that_of_page_and_pdf_and_what_it_lacks_is_packaged(root: Path) -> None:
    page = form(root, "brief.html").decode()
    faces = re.findall(
        r'@font-face\{font-family:"Narrator Serif";font-style:normal;font-weight:(\d+);unicode-range:([^;]+);', page
    )
    assert [weight for weight, _ in faces] == ["400", "400", "600", "600"]
    own, rest = (set(codes.split(",")) for _, codes in faces[:2])
    assert own.isdisjoint(rest)
    assert {"U+24", "U+37", "U+2014"} <= own
    assert "U+2192" in rest
    resources: list[Any] = [page["/Resources"] for page in opened(root).pages]
    fonts = {str(font["/BaseFont"]) for each in resources for font in each["/Font"].values()}
    assert all("+Narrator" in name for name in fonts), fonts


def test_two_builds_are_the_same_to_the_byte_and_a_changed_file_is_named(root: Path, tmp_path: Path) -> None:
    other = add_theme(write_workspace(tmp_path / "other"))
    assert narrator(other, "build", "--to", "md,html,pdf,docx").code == Exit.DONE
    for name in ("brief.html", "brief.pdf", "brief.docx"):
        assert form(other, name) == form(root, name)
    (other / "theme" / "logo.png").write_bytes(png(100, 80))
    told = narrator(other, "why", EVENT_ID).out
    assert "file theme/logo.png changed" in told
    assert "Body.ttf" not in told
    (other / "theme" / "Body.ttf").unlink()
    assert "file theme/Body.ttf changed" in narrator(other, "why", EVENT_ID).out


def test_a_published_brief_stays_as_it_is_when_the_theme_changes(root: Path) -> None:
    before, toml = form(root, "brief.html"), root / "narrator.toml"
    typed = toml.read_text(encoding="utf-8")
    toml.write_text(typed.replace(OWN, "#0a6b3d"), encoding="utf-8")
    ran = narrator(root, "build", "--plan")
    assert "it is published, and stays: the theme of narrator.toml changed" in ran.out
    assert narrator(root, "build").code == Exit.DONE
    assert form(root, "brief.html") == before
    toml.write_text(typed, encoding="utf-8")


WRONG_FILES = {
    "a font that shows no seven": ("Body.ttf", font("0123456"), "CFG010"),
    "a font that is a text": ("Body.ttf", b"not a font", "CFG009"),
    "a broken font": ("Body.ttf", b"\0\1\0\0" + bytes(900), "CFG010"),
    "a font of one weight": ("Body.ttf", font(weight=400), "CFG010"),
    "a large font": ("Body.ttf", font() + bytes(2_000_000), "CFG009"),
    "a packed font that unpacks to nothing": ("Body.ttf", b"wOF2" + bytes(900), "CFG010"),
    "a drawing for a logo": ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "CFG009"),
    "a cut picture": ("logo.png", png()[:-9], "CFG009"),
}


@pytest.mark.parametrize("what", WRONG_FILES)
def test_a_file_that_cannot_be_used_is_told_at_its_line_and_stops_every_brief(what: str, tmp_path: Path) -> None:
    name, data, code = WRONG_FILES[what]
    root = add_theme(write_workspace(tmp_path / "desk"))
    (root / "theme" / name).write_bytes(data)
    for command in ("check", "build"):
        ran = narrator(root, command, "--format", "json")
        (problem,) = ran.problems
        assert (ran.code, problem["code"], problem["file"]) == (Exit.INVALID, code, "narrator.toml")
        line = (root / "narrator.toml").read_text(encoding="utf-8").split("\n")[problem["line"] - 1]
        assert f'= "theme/{name}"' in line
    assert not (root / "out" / EVENT_ID).exists()


def test_a_packed_font_looks_like_the_same_font_unpacked(tmp_path: Path) -> None:
    root = add_theme(write_workspace(tmp_path / "desk"), '\n[theme.fonts]\nheadlines = "theme/Head.woff2"\n')
    (root / "theme" / "Head.woff2").write_bytes(changed(lambda opened: opened, font(weight=600), flavor="woff2"))
    assert narrator(root, "build", "--to", "html").code == Exit.DONE
    assert len(re.findall(r'font-family:"Narrator Display";font-style:normal;', form(root, "brief.html").decode())) == 2


def test_a_sheet_whose_page_the_accent_cannot_be_read_on_is_told(tmp_path: Path) -> None:
    root = add_theme(write_workspace(tmp_path / "desk"), '\n[theme]\naccent = "#946c00"\n')
    (root / "templates" / "theme").mkdir(parents=True)
    (root / "templates" / "theme" / "desk.css").write_text(":root { --paper: #dddddd }\n", encoding="utf-8")
    ran = narrator(root, "build", "--to", "html", "--format", "json")
    (problem,) = ran.problems
    assert (ran.code, problem["code"], problem["file"]) == (Exit.TEMPLATE, "THM012", "templates/theme/desk.css")
    assert "has a contrast of 3." in problem["message"]


def test_a_template_puts_the_logo_between_tags_and_nowhere_else(tmp_path: Path) -> None:
    root = add_theme(write_workspace(tmp_path / "desk"))
    page = root / "templates" / "en" / "page.html.j2"
    page.parent.mkdir(parents=True)
    source = (PACKAGED / "en" / "page.html.j2").read_text(encoding="utf-8")
    page.write_text(source.replace('content="{{ desk }}"', 'content="{{ logo }}"'), encoding="utf-8")
    assert narrator(root, "build", "--to", "html").code == Exit.DONE
    assert '<meta name="author" content="">' in form(root, "brief.html").decode()


def test_the_colours_of_the_packaged_theme_are_those_that_a_theme_is_held_to() -> None:
    base, screen = ((PACKAGED / "theme" / name).read_text(encoding="utf-8") for name in ("base.css", "screen.css"))
    assert f"--paper: {theme.LIGHT};" in base
    assert f"--accent: {theme.ACCENT};" in base
    assert f"--paper: {theme.DARK};" in screen
    assert f"--accent: {theme.ACCENT_DARK};" in screen
    assert charting.COLOURS["accent"] == theme.ACCENT


def test_an_unknown_use_of_a_font_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    root = add_theme(write_workspace(tmp_path / "desk"), '\n[theme.fonts]\nbody_thin = "theme/Body.ttf"\n')
    (problem,) = narrator(root, "check", "--format", "json").problems
    assert (problem["code"], problem["found"]) == ("CFG002", "body_thin")
    assert "headlines (also _italic)" in problem["expected"]
    assert problem["example"] == 'body = "theme/Font.ttf"'
