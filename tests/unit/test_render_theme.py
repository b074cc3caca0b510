"""Themes: a style sheet that could fetch, hang the layout or print a figure is refused with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.errors import Exit
from narrator.model.catalogue import entries
from narrator.render import theme
from narrator.render.css_colours import unreadable
from narrator.render.environment import PACKAGED, TemplateError

if TYPE_CHECKING:
    from pathlib import Path


def found(source: str, name: str = "theme/house.css") -> list[tuple[str, int]]:
    return [(problem.code, problem.at.line) for problem in theme.faults(source, name)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "theme").mkdir()
    return tmp_path


def write(folder: Path, name: str, body: str | bytes) -> None:
    (folder / "theme" / name).write_bytes(body if isinstance(body, bytes) else body.encode())


@pytest.mark.parametrize("sheet", sorted(path.name for path in (PACKAGED / "theme").glob("*.css")))
def test_the_packaged_sheets_are_sound(sheet: str) -> None:
    assert found((PACKAGED / "theme" / sheet).read_text(encoding="utf-8"), f"theme/{sheet}") == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("@import url(http://127.0.0.1:9/x);", "THM004"),
        ("@import 'other.css';", "THM004"),
        ("@font-face { font-family: X; src: url(file:///etc/passwd) }", "THM004"),
        ("@namespace url(http://x.example/);", "THM004"),
        ("@keyframes spin { to { color: red } }", "THM004"),
        ("@media (min-width: 40rem) { p { color: red } }", "THM004"),
        ("p { background-color: url(http://127.0.0.1:9/x) }", "THM009"),
        ("p { background-color: url('file:///canary') }", "THM009"),
        ("p { background-color: url(//127.0.0.1/x) }", "THM009"),
        ("p { background-color: url(data:image/svg+xml;base64,AAAA) }", "THM009"),
        ("p { background-color: URL(HTTP://x.example) }", "THM009"),
        ("p { background-color: u\\72l(http://x.example) }", "THM009"),
        ("p { background-color: url(asset:logo.png) }", "THM009"),
        ("li { list-style-image: url(http://x.example/) }", "THM005"),
        ("p { content: image-set('http://x.example/a.png' 1x) }", "THM010"),
        ("main { display: flex }", "THM006"),
        ("main { display: inline-grid }", "THM006"),
        (":root { --d: flex } main { display: var(--d) }", "THM006"),
        ("main { columns: 2 }", "THM005"),
        ("main { grid-template-columns: repeat(10000000, 1px) }", "THM005"),
        ("p { background-color: repeating-linear-gradient(red 0, blue .00001px) }", "THM010"),
        ("p { font-size: 1e9px }", "THM007"),
        ("p { margin: 5in 99999999mm }", "THM007"),
        ("p { width: calc(1px * 999999) }", "THM007"),
        ("p { width: 3parsec }", "THM007"),
        ("@page { size: 1px }", "THM007"),
        ("@page { margin: 200mm }", "THM007"),
        ("@page { margin: 50% }", "THM007"),
        ("@page { margin: 9em }", "THM007"),
        ("@page { margin-left: calc(100mm + 100mm) }", "THM007"),
        (".figure::after { content: '$5 billion' }", "THM008"),
        (".figure::after { content: '\\35 0' }", "THM008"),
        ("@page { @top-left { content: 'Up 9%' } }", "THM008"),
        ("p::before { content: 'up \u00bd' }", "THM008"),
        ("p::before { content: 'about \u4e94' }", "THM008"),
        ("body::before { counter-reset: a 9999; content: 'Liquidated: $' counter(a) }", "THM005"),
        ("body::before { counter-set: page 9999 }", "THM005"),
        ("p { counter-increment: page 9999 }", "THM005"),
        ("p::before { content: counter(list-item) }", "THM008"),
        (".figure::after { content: attr(value) }", "THM008"),
        ("p::before { content: counter(page, cjk-decimal) }", "THM008"),
        ("p::before { content: counters(page, '.') }", "THM010"),
        ("p::before { content: C\\4f unter(a) }", "THM008"),
        ("@page { @top-left { content: counter( page ) ' / ' counter(pages) } }", ""),
        (".figure { display: none }", "THM012"),
        ("@media print { h1 .f\\69 gure:hover { display: NONE } }", "THM012"),
        ("[data-figure='prices.btc'] { visibility: hidden }", "THM012"),
        ("p, [class~=figure] { visibility: collapse }", "THM012"),
        (":root { --v: hidden } .figure { visibility: var(--v) }", "THM012"),
        ("section { display: none }", "THM012"),
        ("* { visibility: hidden }", "THM012"),
        ("td, .card { display: none }", "THM012"),
        (".card + p { display: none }", "THM012"),
        ("p:has(.card) { display: none }", "THM012"),
        ('[class~="card"] { display: none }', "THM012"),
        (":is(data) { display: none }", "THM012"),
        ('[class="figure"] { display: none }', "THM012"),
        (".figure { opacity: 0 }", "THM012"),
        ("p { opacity: 1% }", "THM012"),
        (".figure { font-size: 0 }", "THM012"),
        ("p { font-size: 0.1px }", "THM012"),
        ("p { font-size: calc(1px - 0.9px) }", "THM012"),
        (".figure { color: transparent }", "THM012"),
        ("p { text-indent: -100em }", "THM012"),
        (".figure { position: absolute }", "THM012"),
        (".masthead { position: fixed }", "THM012"),
        ("p::before { content: ''; position: fixed; top: 0 }", "THM012"),
        (".figure { margin-left: -100em }", "THM012"),
        ("section { margin-top: -9mm }", "THM012"),
        ("section { margin: 0 -9em }", "THM012"),
        ("p { padding-left: 90em }", "THM012"),
        ("p { border-left: 90em solid #ffffff }", "THM012"),
        ("p { outline: 9em solid #ffffff }", "THM012"),
        ("p { box-shadow: 0 0 0 90em #ffffff }", "THM005"),
        ("p { height: 0 }", "THM012"),
        ("section { max-height: 1em }", "THM012"),
        ("p { overflow: hidden }", "THM012"),
        ("td { width: 0 }", "THM012"),
        ("p { min-width: 90em }", "THM012"),
        ("p { white-space: nowrap }", "THM012"),
        ("td { white-space: nowrap }", ""),
        ("p { line-height: 0 }", "THM012"),
        ("p { letter-spacing: -1em }", "THM012"),
        ("p { word-spacing: -1em }", "THM012"),
        ("p { vertical-align: 100em }", "THM012"),
        (".figure { float: right }", "THM012"),
        (".figure { text-decoration: line-through }", "THM012"),
        ("p { text-transform: full-width }", "THM012"),
        ("p { font-family: Wingdings }", "THM012"),
        ("p { font-family: Noto Sans, sans-serif }", ""),
        ("p { font-family: 'Wingdings' }", "THM012"),
        (".figure { content: 'lots' }", "THM012"),
        (".figure::before { content: 'not ' }", "THM012"),
        (".figure::before { content: '\u2212' }", "THM012"),
        (".figure::before { content: '.' }", "THM012"),
        ("p::before { content: 'nine billion' }", "THM008"),
        ("@page { @top-left { content: 'Nine billion' } }", "THM008"),
        ("@page { @top-left { content: 'Confidential' } }", ""),
        ("h1 { string-set: headline 'lost' }", "THM012"),
        ("h1 { bookmark-label: 'lost' }", "THM012"),
        ("p { quotes: 'less' 'more' }", "THM012"),
        ("body { hyphenate-character: 'x' }", "THM012"),
        ("ul { list-style-type: decimal }", "THM012"),
        ("ul { list-style: 'x' }", "THM012"),
        ("td:nth-child(n + 2)::before { content: '\u00a0\u00b7' }", ""),
        (".skip, .card ul, .card:hover, figure p { display: none }", ""),
        ("@media print { .masthead { margin: 0 -18mm } .desk { float: left } }", ""),
        ("figure, .cards { display: none }", ""),
        (".figure { display: inline }", ""),
        (":root { --a: red; --b: var(--a) var(--a) }", "THM011"),
        ("p { behavior: url(x) }", "THM005"),
        ("p { animation: spin 1s infinite }", "THM005"),
        ("p { color: red", ""),
        ("p { color red }", "THM003"),
        ("p color: red }", "THM003"),
        ("p { color: red } \u202e", "THM002"),
        ("p { a:b; p { color: red } }", "THM003"),
        ("p { width: ) }", "THM003"),
        ("/* naïve – but visible */", ""),
    ],
)
def test_what_a_sheet_may_not_hold(source: str, code: str) -> None:
    codes = {problem for problem, _ in found(source)}
    assert (code in codes) if code else (codes == set())


def test_a_problem_names_the_line_the_column_and_exit_twelve() -> None:
    (problem,) = theme.faults("p { color: red }\n\np {\n  position: sticky; zoom: 2;\n}\n", "theme/house.css")
    assert (str(problem.at), problem.code, problem.exit) == (
        "templates/theme/house.css:4:21",
        "THM005",
        Exit.TEMPLATE,
    )


def test_every_problem_has_a_line_to_paste_that_is_sound_itself() -> None:
    examples = {code: entry.example for code, entry in entries().items() if code.startswith("THM") and entry.example}
    assert len(examples) > 9
    assert {code for code, source in examples.items() if found(source)} == set()


def test_a_sheet_that_is_no_text_is_refused(folder: Path) -> None:
    write(folder, "house.css", b"p { color: red } \xff\xfe")
    with pytest.raises(TemplateError, match=r"U\+FFFD"):
        theme.load((folder,))


def test_the_browsers_own_sheet_may_use_what_the_pdf_could_not_bear() -> None:
    source = "@media (min-width: 40rem) { @supports (anchor-name: --a) { main { display: grid } } }"
    assert found(source, "theme/screen.css") == []
    assert {code for code, _ in found(source)} == {"THM004"}


@pytest.mark.parametrize(
    "source",
    [
        "p{color:red}" * 6_000,
        "p{color:red}" * 500,
        "".join(f":root{{--c{chr(97 + i % 26)}{chr(97 + i // 26)}:red}}" for i in range(80)),
    ],
    ids=["long", "rules", "custom properties"],
)
def test_a_sheet_has_a_size(source: str) -> None:
    assert ("THM001", 1) in found(source)


@pytest.mark.parametrize("source", ["p { width: " + "(" * 20_000, "p" + "{" * 20_000, "@media screen {" * 3_000])
def test_deep_nesting_is_refused_and_not_followed(source: str) -> None:
    assert found(source) != []


def test_a_workspaces_sheet_takes_the_place_of_the_packaged_one(folder: Path) -> None:
    write(folder, "print.css", "p { color: #123456 }")
    write(folder, "z-house.css", "p { color: #654321 }")
    made = theme.load((folder, PACKAGED))
    assert made.printed == "p { color: #123456 }"
    assert made.common.endswith("p { color: #654321 }")
    assert made.screen == (PACKAGED / "theme" / "screen.css").read_text(encoding="utf-8")


def test_all_problems_of_all_sheets_come_at_once(folder: Path) -> None:
    write(folder, "base.css", "p { zoom: 2 }")
    write(folder, "print.css", "@import 'x';")
    with pytest.raises(TemplateError) as raised:
        theme.load((folder, PACKAGED))
    assert [str(problem.at) for problem in raised.value.problems] == [
        "templates/theme/base.css:1:5",
        "templates/theme/print.css:1:1",
    ]


def test_a_link_that_leads_out_of_the_templates_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.css"
    outside.write_text("p { color: red }")
    (folder / "theme" / "house.css").symlink_to(outside)
    assert theme.load((folder,)).common == ""


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        (".figure { color: #ffffff }", False),
        (".figure { color: var(--paper) }", False),
        (".figure { color: rgba(0, 0, 0, 0.1) }", False),
        (".figure { color: Canvas }", False),
        ("p { color: var(--nothing) }", False),
        (":root { --ink: #fefefe }", False),
        (":root { --paper: #16191d }", False),
        ("p { background: #16191d }", False),
        ("p { background: var(--ink) }", False),
        ("p { color: #ffffff; background: #ffffff }", False),
        (".lead { color: #ffffff; background: #000000 } .lead .figure { background: #ffffff }", False),
        ("@media print { .figure { color: white } }", False),
        ("p { color: #0b5a66 }", True),
        ("p { background: var(--tint) }", True),
        (".masthead { background: #0b5a66; color: #ffffff }", True),
        ("thead { background: #0b5a66; color: #ffffff }", True),
        (".figure { color: inherit }", True),
    ],
)
def test_words_are_not_of_the_colour_of_what_is_behind_them(source: str, is_seen: bool, folder: Path) -> None:
    write(folder, "house.css", source)
    found = [problem.code for problem in theme.blurred((folder, PACKAGED))]
    assert found == ([] if is_seen else ["THM012"] * len(found))
    assert bool(found) is not is_seen
    if not is_seen:
        with pytest.raises(TemplateError):
            theme.load((folder, PACKAGED))


def test_words_are_seen_in_a_dark_scheme_too(folder: Path) -> None:
    write(folder, "house.css", ".figure { color: #121619 }")
    found = [*theme.blurred((folder, PACKAGED))]
    assert ("THM012", "templates/theme/house.css") in {(problem.code, problem.at.file) for problem in found}


def test_the_packaged_sheets_colour_no_words_like_what_is_behind_them() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in (PACKAGED / "theme").glob("*.css")}
    assert [*unreadable(sheets)] == []
