"""What a page template may put round an article: it hides nothing, adds no number, and nothing in it acts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from narrator.render import environment, theme
from narrator.render.environment import PACKAGED, TemplateError
from narrator.render.finished import foreseen, inspect_chart
from narrator.render.html import PageContext, compose
from support.page import ARTICLE, CARDS

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (PACKAGED / "en" / "page.html.j2").read_text(encoding="utf-8")
LOOP = "{% for section in sections %}\n{{ section }}\n{% endfor %}"
TEXTS = {
    "title": "Shorts give way",
    "description": "Spot funds took in money.",
    "language": "en",
    "desk": "The harbour desk",
    "published": "Jan. 14, 2026, 20:00 UTC+8",
    "published_iso": "2026-01-14T20:00:00+08:00",
}


def masthead(body: str) -> str:
    return f'{{% extends "packaged/en/page.html.j2" %}}{{% block masthead %}}{body}{{% endblock %}}'


def opening(before: str, behind: str) -> str:
    own = f"{before}{{{{ super() }}}}{behind}"
    return f'{{% extends "packaged/en/page.html.j2" %}}{{% block opening %}}{own}{{% endblock %}}'


def changed(before: str, after: str) -> str:
    assert before in PAGE
    return PAGE.replace(before, after, 1)


HOSTILE = {
    "an element that runs": (masthead("<script>go()</script>"), "TPL012"),
    "a handler": (masthead('<p onclick="go()">x</p>'), "TPL012"),
    "a form": (masthead('<form action="https://x.example"></form>'), "TPL012"),
    "a field": (masthead("<input>"), "TPL012"),
    "a button": (masthead("<button>x</button>"), "TPL012"),
    "a frame": (masthead('<iframe srcdoc="x"></iframe>'), "TPL012"),
    "an object": (masthead('<object data="x"></object>'), "TPL012"),
    "a picture": (masthead('<img alt="x">'), "TPL012"),
    "a drawing": (masthead("<svg><text>x</text></svg>"), "TPL012"),
    "a style element": (masthead("<style>p { }</style>"), "TPL012"),
    "a style attribute": (opening('<div style="display:none">', "</div>"), "TPL012"),
    "what is hidden": (opening("<div hidden>", "</div>"), "TPL012"),
    "what is not read out": (opening('<div aria-hidden="true">', "</div>"), "TPL012"),
    "what is folded": (opening("<details>", "</details>"), "TPL012"),
    "what is kept for later": (opening("<template>", "</template>"), "TPL012"),
    "what is there without scripts": (opening("<noscript>", "</noscript>"), "TPL012"),
    "a comment": (opening("<!-- ", " -->"), "TPL012"),
    "a title in the body": (opening("<title>", "</title>"), "TPL012"),
    "a text field": (opening("<textarea>", "</textarea>"), "TPL012"),
    "a list to choose from": (opening("<select><option>", "</option></select>"), "TPL012"),
    "what is struck out": (opening("<del>", "</del>"), "TPL012"),
    "another direction": (opening('<bdo dir="rtl">', "</bdo>"), "TPL012"),
    "another page": (changed("<head>", '<head><meta http-equiv="refresh" content="x">'), "TPL012"),
    "a base": (changed("<head>", '<head><base href="https://x.example">'), "TPL012"),
    "a link to a sheet": (changed("<head>", '<head><link rel="stylesheet" href="https://x.example">'), "TPL012"),
    "a second end of the head": (changed("<head>", "<head><!-- </head> -->"), "TPL012"),
    "no end of the head": (changed("</head>", ""), "TPL012"),
    "what does not belong into a head": (changed("</head>", "<p>x</p></head>"), "TPL012"),
    "two bodies": (changed("<body>", "<body><body>"), "TPL012"),
    "what is not closed": (masthead("<div>"), "TPL012"),
    "what is closed in another order": (masthead("<div><p></div></p>"), "TPL012"),
    "an attribute without quotes": (masthead("<p class=x>x</p>"), "TPL012"),
    "a link that runs": (masthead('<a href="javascript:go()">x</a>'), "TPL012"),
    "a link that runs, in entities": (masthead('<a href="&#106;avascript:go()">x</a>'), "TPL012"),
    "a value for machines": (masthead('<data value="9">x</data>'), "TPL012"),
    "a meter": (masthead('<meter value="0.9"></meter>'), "TPL012"),
    "a list that counts": (masthead("<ol><li>dollars</li></ol>"), "TPL012"),
    "a number of a list": (masthead('<ul><li value="9">dollars</li></ul>'), "TPL012"),
    "a superscript": (masthead("<p>x<sup>x</sup></p>"), "TPL012"),
    "a digit as an entity": (masthead("<p>&#57; in all</p>"), "TPL002"),
    "a digit as a named entity": (masthead("<p>&frac12; of all</p>"), "TPL002"),
    "a raised digit": (masthead("<p>\u2079 in all</p>"), "TPL002"),
    "a Roman number": (masthead("<p>\u2168 in all</p>"), "TPL002"),
    "a number in words": (masthead("<p>Nine in all</p>"), "TPL002"),
    "a number in words of a macro": (
        "{% macro told() %}<p>Nine in all</p>{% endmacro %}" + changed("<main>", "<main>{{ told() }}"),
        "TPL002",
    ),
    "a number in words of a block": (changed("<main>", "{% set x %}nine{% endset %}<main>{{ x }}"), "TPL002"),
    "a number in what is read out": (masthead('<p aria-label="Nine in all">x</p>'), "TPL002"),
    "a number in a tip": (masthead('<p title="&#57; in all">x</p>'), "TPL002"),
    "a number in the description": (changed('content="{{ description }}"', 'content="9 in all"'), "TPL002"),
    "no sections": (changed(LOOP, ""), "TPL013"),
    "the first section only": (changed("{{ section }}", "{% if loop.first %}{{ section }}{% endif %}"), "TPL013"),
    "sections twice": (changed(LOOP, LOOP + LOOP), "TPL013"),
    "sections in another order": (changed(LOOP, "{{ sections[1] }}{{ sections[0] }}"), "TPL013"),
    "no headline": (changed("{{ headline }}", "News"), "TPL013"),
    "no standfirst": (changed("{{ standfirst }}", "News"), "TPL013"),
    "a headline in the head": (changed("{{ title }}", "{{ headline }}"), "TPL013"),
    "a headline in an attribute": (changed('content="{{ desk }}"', 'content="{{ headline }}"'), "TPL012"),
    "sections in a card": (changed("{{ section }}", '<div class="card">{{ section }}</div>'), "TPL013"),
    "sections in the masthead": (changed("{{ section }}", '<div class="x masthead">{{ section }}</div>'), "TPL013"),
}
SOUND = {
    "the packaged page": PAGE,
    "words of a house": masthead('<div class="house"><p>The <b>harbour</b> desk &amp; friends</p><hr></div>'),
    "a link": masthead('<p><a href="https://x.example/2026" rel="author">{{ desk }}</a> {{ published }}</p>'),
    "sections in a box": changed("{{ section }}", '<div class="box">{{ section }}</div>'),
    "an imprint": changed("</main>", '</main><footer lang="en"><p>Imprint</p></footer>'),
    "no cards": '{% extends "packaged/en/page.html.j2" %}{% block cards %}{% endblock %}',
    "more of what machines read": changed("</head>", '<meta property="og:title" content="{{ title }}">\n</head>'),
}


@cache
def sheets() -> theme.Theme:
    return theme.load((PACKAGED,))


def made(folder: Path, template: str) -> str:
    (folder / "en").mkdir()
    (folder / "en" / "page.html.j2").write_text(template, encoding="utf-8")
    env = environment.environment(folder, html=True)
    return compose(ARTICLE, PageContext(TEXTS, sheets(), CARDS, {}), env)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_page_template_that_hides_adds_or_acts_is_refused(what: str, tmp_path: Path) -> None:
    template, code = HOSTILE[what]
    with pytest.raises(TemplateError) as caught:
        made(tmp_path, template)
    assert code in {problem.code for problem in caught.value.problems}
    assert {problem.at.file for problem in caught.value.problems} == {"templates/en/page.html.j2"}


@pytest.mark.parametrize("what", SOUND)
def test_a_page_template_that_arranges_is_used(what: str, tmp_path: Path) -> None:
    page = made(tmp_path, SOUND[what])
    assert page.count('data-figure="liquidations.total"') > 1
    assert not [character for character in page if "\ue000" <= character <= "\uf8ff"]


def test_a_place_in_the_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        made(tmp_path, changed("<main>", "\n<main><iframe></iframe>"))
    line = PAGE.count("\n", 0, PAGE.index("<main>")) + 2
    assert [problem.at.line for problem in caught.value.problems] == [line]


@pytest.mark.parametrize(
    "drawn",
    [
        "<figure><svg><script>go()</script></svg></figure>",
        '<svg onload="go()"></svg>',
        '<svg><a href="https://x.example"><text>x</text></a></svg>',
        '<svg><use href="#x"/></svg>',
        "<svg><foreignObject></foreignObject></svg>",
        '<svg style="display:none"></svg>',
        "<svg><!-- x --></svg>",
        '<svg><text visibility="hidden">x</text></svg>',
    ],
)
def test_a_chart_has_shapes_and_words_only(drawn: str) -> None:
    with pytest.raises(TemplateError, match="chart"):
        inspect_chart("en/chart-days.svg.j2", drawn)


@pytest.mark.parametrize("what", ["an element that runs", "a handler", "a list that counts", "a style attribute"])
def test_what_no_page_has_is_told_without_any_event(what: str) -> None:
    found = [*foreseen(environment.environment(PACKAGED).parse(f"\n{HOSTILE[what][0]}"), "en/page.html.j2")]
    assert {(problem.code, problem.at.line) for problem in found} == {("TPL012", 2)}


@pytest.mark.parametrize("what", SOUND)
def test_a_sound_page_template_is_sound_without_any_event(what: str) -> None:
    assert [*foreseen(environment.environment(PACKAGED).parse(SOUND[what]), "en/page.html.j2")] == []
