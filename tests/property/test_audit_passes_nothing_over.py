"""No digit is passed over, whatever a text is made of, and reading takes time in proportion to its length."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.model.name import Names
from narrator.reading.documents import of_html, of_markdown, of_plain
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import scan
from support.corpora import strings
from support.growth import is_linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.reading.documents import Document

LEXICON = Lexicon.of(Names.of(()), terms=("S&P 500", "24-hour"), nouns=("accounts",))
FORMS = (of_plain, of_markdown, of_html)
PIECES = [
    "$",
    "4",
    "400",
    "-",
    "–",
    "to",
    "and",
    "between",
    "about",
    "million",
    "亿",
    "万",
    "至",
    "%",
    "(",
    ")",
    ",",
    ".",
    "2026",
    "Jan.",
    "14",
    ":",
    "08",
    "00",
    "[",
    "]",
    "^",
    "#",
    "*",
    "½",
    "²",
    "①",
    "٤",
    "４",
    "from",
    "half",
    "one",
    "two",
    "月",
    "日",
    "年",
    "第",
    "图",
    "x",
    "3x",
    "UTC",
    "+8",
    "S&P",
    "500",
    "24-hour",
    "/",
    "'",
    "|",
    "`",
    "&",
    "<",
    ">",
    "net",
    "outflows",
    "of",
    "a",
    "third",
    "p.",
    "no.",
    "§",
    "($m)",
    "^",
    "Ⅸ",
    "×10",
    "余",
]
pieces = st.lists(st.sampled_from([*PIECES, "\n", "\n\n"]), max_size=14)
texts = st.builds(str.join, st.sampled_from(("", " ")), pieces) | st.text(max_size=40)


def passed_over(document: Document) -> list[str]:
    """The digits of a text that are neither in a mention nor masked."""
    reading = scan(document, LEXICON)
    spans = [(found.start, found.end) for found in reading.mentions]
    spans += [(found.start, found.end) for found in reading.masks]
    seen = {at for span in spans for at in range(*span)}
    return [document.text[at - 9 : at + 9] for at, c in enumerate(document.text) if c.isdigit() and at not in seen]


@given(texts, st.sampled_from(FORMS))
def test_no_digit_is_passed_over(text: str, form: Callable[[str], Document]) -> None:
    document = form(text)
    assert not passed_over(document)
    for mention in scan(document, LEXICON).mentions:
        assert mention.low is None or mention.high is None or mention.low <= mention.high
        assert mention.sentence[0] <= mention.start < mention.end


@pytest.mark.parametrize("form", FORMS)
def test_naughty_strings_are_read(form: Callable[[str], Document]) -> None:
    assert not [text for text in strings("strings") if passed_over(form(text))]


LONG, SHARE = 40_000, 1 if "SOAK" in os.environ else 2
SLOW = (
    *("($m) 1 ", "|$m", "|$m|\n", "1\n\n|$m|\n\n", "1万", "1 000"),
    *("1", "1 ", "1,", "1.", "1-", "1:", "$", "-", "one ", "one-", "hundred and ", "tens of ", "half ", "a third "),
    *(
        "亿",
        "三分之",
        "数",
        "一点",
        "1月",
        "between 1 and ",
        "from 1 to ",
        "Jan 2 to ",
        "http://1 ",
        "(1",
        "[1",
        "[",
        "[^",
    ),
    *(
        "<a ",
        '<a "',
        "<!--",
        "<sup>",
        "`",
        "` a",
        "*",
        "_",
        "~~",
        "|",
        "\n|---",
        "\n",
        "\n>",
        "```\n",
        "](",
        "&",
        "&#",
        "\\",
    ),
)


TRIED = [(piece, form) for number, piece in enumerate(SLOW) for form in FORMS[1:][number % SHARE :: SHARE]]
"""Each piece in one of two forms, the next in the other one; in both by `make soak`."""


@pytest.mark.parametrize(("piece", "form"), TRIED)
def test_ten_times_the_text_takes_at_most_twelve_times_as_long(piece: str, form: Callable[[str], Document]) -> None:
    assert is_linear(lambda text: scan(form(text), LEXICON), piece * (LONG // len(piece)))
