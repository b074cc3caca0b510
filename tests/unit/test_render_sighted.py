"""Every figure of a page is seen in its PDF, whatever a style sheet that got past the theme does to it."""

from __future__ import annotations

import pytest

from narrator.errors import Exit
from narrator.render.pdf import ThemeRejectedError, pdf

FIGURE = '<data class="figure" data-figure="a.b" value="5">$5 million</data>'
CHART = '<figure><p><data class="figure" data-figure="a.c" value="6">$6 million</data></p></figure>'
WORDS = "It was " * 20


def page(style: str, body: str = "") -> str:
    head = f"<head><title>T</title><style>{style}</style></head>"
    return f'<html lang="en">{head}<body><section><p>{WORDS}{FIGURE}.</p></section>{CHART}{body}</body></html>'


@pytest.mark.parametrize(
    "style",
    [
        ".figure { display: none }",
        "p { visibility: hidden }",
        "section { opacity: 0.1 } p { opacity: 0.9 }",
        "section { opacity: 0.7 } p { opacity: 0.7 }",
        ".figure { font-size: 1px }",
        ".figure { color: white }",
        ".figure { color: rgba(0, 0, 0, 0.1) }",
        "section { background: black } p { color: #111111 }",
        ".figure { position: absolute; left: -1000px }",
        ".figure { position: absolute; top: 5000px }",
        "section { margin-left: -100em }",
        "p { white-space: nowrap }",
        "section { height: 0; overflow: hidden }",
        "section { width: 9em; overflow: hidden } p { margin-left: 20em }",
    ],
)
def test_a_figure_that_is_not_seen_is_a_broken_theme(style: str) -> None:
    with pytest.raises(ThemeRejectedError, match=r"not seen in the PDF: \$5 million") as caught:
        pdf(page(style))
    assert caught.value.exit is Exit.TEMPLATE


@pytest.mark.parametrize(
    "style",
    [
        "",
        "section { background: black; color: white }",
        "figure { display: none }",
        ".figure { hyphens: auto; font-size: 0.7em; color: #0b5a66 }",
        "section { width: 6em; overflow-wrap: anywhere }",
        "section { overflow: hidden; opacity: 0.9 }",
    ],
)
def test_a_figure_that_is_seen_makes_a_pdf(style: str) -> None:
    assert pdf(page(style)).startswith(b"%PDF")


def test_one_of_two_alike_that_is_not_seen_is_missed() -> None:
    with pytest.raises(ThemeRejectedError, match=r"\$5 million"):
        pdf(page(".away { display: none }", f'<p class="away">{FIGURE}</p>'))


def test_a_figure_over_two_lines_or_pages_is_read_whole() -> None:
    assert pdf(page("p { width: 3em } section { margin-top: 255mm }")).startswith(b"%PDF")
