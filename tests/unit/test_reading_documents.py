"""Markup is left out, and every character still knows where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narrator.reading.documents import (
    BREAK,
    HTML,
    MARKDOWN,
    PLAIN,
    SPOT,
    Place,
    of_html,
    of_markdown,
    of_plain,
)
from support.patterns import examples

if TYPE_CHECKING:
    import re

    from narrator.reading.documents import (
        Document,
    )


def paragraphs(document: Document) -> list[str]:
    return [part.strip() for part in document.text.split(BREAK) if part.strip()]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**$400**&ndash;500 million", ["$400–500 million"]),
        ("# One\nTwo\nthree\n\nFour", ["One", "Two\nthree", "Four"]),
        ("Two\nthree\n===\nFour", ["Two\nthree", "Four"]),
        ("- one\n- *two*\n1. three\n2. four", ["one", "two", "three", "four"]),
        ("In the year\n1984. A sentence", ["In the year\n1984. A sentence"]),
        ("> one\n> two", ["one\ntwo"]),
        ("[words](https://a.test/5 'title') and ![a chart](c.svg)", ["words and a chart"]),
        ("[words][ref]\n\n[ref]: https://a.test/5", ["words"]),
        ("said so[^1]\n\n[^1]: on page five", ["said so", "on page five"]),
        ("`$5` and ``a ` b`` are code", ["and  are code"]),
        ("before\n\n```\n$5\n```\n\nafter", ["before", "after"]),
        ("before\n\n~~~\n$5", ["before"]),
        ("snake_case _stress_ \\$5 5\\*6", ["snake_case stress $5 5*6"]),
        ("one<!-- $5 -->two <b>three</b><br>four", ["onetwo three\nfour"]),
        ("| A | B |\n|---|:-:|\n| 1 | 2 |", ["A | B |", "1 | 2 |"]),
        ("---\ntitle: Ten\ndate: 2026-01-07\n---\nText", ["title: Ten", "Text"]),
        ("4\u200b00\u00a0million and 5\u00ad0", ["400 million and 50"]),
    ],
)
def test_markdown_is_read_as_its_reader_sees_it(source: str, expected: list[str]) -> None:
    assert paragraphs(of_markdown(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>$<b>400</b>&nbsp;million</p><p>&#36;5</p>", ["$400 million", "$5"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<table><tr><th>A</th><td>5</td></tr><tr><td>6</td></tr></table>", ["| A | 5", "| 6"]),
        ("<dl><dt>Total</dt><dd>$5</dd><dt>Part</dt><dd>$4</dd></dl>", ["Total | $5", "Part | $4"]),
        ("<script>5</script><style>6</style><pre>7</pre><!-- 8 -->nine", ["nine"]),
        ("<img alt='a &amp; b' src='5.png'>", ["a & b"]),
        ("<meta name='description' content='Five'><meta name='viewport' content='width=5'>", ["Five"]),
        ("<p data-value='5' title='six'>seven</p>", ["six", "seven"]),
        ("<p>word<sup>1</sup> and 10<sup>2</sup></p>", ["word and 10^2"]),
        (
            '<svg><text class="tick" x="1">$5</text><text class="name">A</text><text class="value">$4</text></svg>',
            ["A | $4"],
        ),
        ("5 < 6 and a <b unclosed", ["5 < 6 and a <b unclosed"]),
        ("4&#8203;00", ["400"]),
    ],
)
def test_a_page_is_read_as_its_reader_sees_it(source: str, expected: list[str]) -> None:
    assert paragraphs(of_html(source)) == expected


def test_plain_text_ends_a_paragraph_at_lists_empty_lines_and_short_lines() -> None:
    wrapped = "A line that is long enough to have been wrapped by an editor\nGoes on here\nand ends"
    source = f"Heading\nText begins.\n\n● An item\n3) Another\n\n{wrapped}"
    assert paragraphs(of_plain(source)) == ["Heading", "Text begins.", "An item", "Another", wrapped]


@pytest.mark.parametrize(
    ("document", "text", "place"),
    [
        (of_plain("one\n  two"), "two", Place(2, 3)),
        (of_markdown("# A\n\n**bold** $5"), "$5", Place(3, 10)),
        (of_markdown("---\ntitle: x\n---\n\n- &amp; five"), "five", Place(5, 9)),
        (of_html("<p>\n<b>x</b> five</p>"), "five", Place(2, 10)),
    ],
)
def test_a_place_is_that_of_the_source(document: Document, text: str, place: Place) -> None:
    assert document.place(document.text.index(text)) == place


def test_blanks_between_chinese_characters_and_digits_are_none_and_places_stay() -> None:
    source = "**约** 4 **亿** 至\u3000 5 亿美元，\n\n> 净流入　4.71 亿，5 ％，第 3 行"
    document = of_markdown(source)
    assert paragraphs(document) == ["约4亿 至5亿美元，", "净流入4.71亿，5 %，第3行"]
    lines = source.split("\n")
    for at, character in enumerate(document.text):
        if character.isalnum():
            place = document.place(at)
            assert character == lines[place.line - 1][place.column - 1]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("On Jan. 14, 2026, the U.S. funds of J. Doe rose 1.5 percent. Then they fell.", None),
        ("他说了。然后走了！", ["他说了。", "然后走了！"]),
        ("He said “no.” She said yes.", ["He said “no.”", "She said yes."]),
        ("About 5 vs. 6 e.g. here. Next", ["About 5 vs. 6 e.g. here.", "Next"]),
    ],
)
def test_sentences_end_at_stops_but_not_at_short_forms(text: str, sentences: list[str] | None) -> None:
    document = of_plain(text)
    spans = dict.fromkeys(document.sentence(at) for at in range(len(document.text)) if document.text[at] != " ")
    found = [document.text[slice(*span)] for span in spans]
    assert found == (sentences or [text[:60], text[61:]])


def test_paragraphs_are_numbered() -> None:
    document = of_plain("one\n\ntwo three\n\nfour")
    assert [document.paragraph(document.text.index(word)) for word in ("one", "two", "three", "four")] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    "document",
    [
        of_plain(""),
        of_plain(" \n\u200b\n…"),
        of_markdown("```\n$5 million\n"),
        of_markdown("<!-- $5 million"),
        of_markdown("![](chart.svg)"),
        of_html("<script>5</script><p>&nbsp;</p>"),
    ],
)
def test_a_text_in_which_nothing_can_be_read_is_known_as_such(document: Document) -> None:
    assert not document.is_readable


@pytest.mark.parametrize("text", ["5", "五", "one", "½"])
def test_a_letter_or_a_digit_is_something_to_read(text: str) -> None:
    assert of_plain(text).is_readable


def test_a_word_that_goes_on_in_the_next_line_is_one_word() -> None:
    document = of_plain("It rose, says Farsi‐\nde. The 24-\nhour count\nis 5-\n6, -\nnone.")
    assert document.text.strip() == "It rose, says Farside. The 24-hour count\nis 5-\n6, -\nnone."
    assert document.place(document.text.index("de. The")) == Place(2, 1)
    assert document.place(document.text.index("hour")) == Place(3, 1)


@pytest.mark.parametrize("pattern", [HTML, MARKDOWN, PLAIN], ids=["html", "markdown", "plain"])
def test_all_markup_begins_with_a_character_that_is_looked_for(pattern: re.Pattern[str]) -> None:
    texts = examples(pattern)
    assert len(texts) > 20
    assert [text for text in texts if not SPOT.match(text)] == []
