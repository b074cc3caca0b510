"""Spellings: each word of a number, a unit and a way has its value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.audit.documents import of_plain
from narrator.audit.lexicon import Lexicon
from narrator.audit.mentions import read
from narrator.audit.spellings import BEHIND, LETTERED, SCALES, SHIFTED, SHORT, UNITS, valued
from narrator.model.name import Names

LEXICON = Lexicon.of(Names.of(()), terms=("S&P 500",), nouns=("accounts",))


@pytest.mark.parametrize(("word", "power"), [*SCALES.items(), *SHORT.items()])
def test_every_magnitude_has_its_value(word: str, power: int) -> None:
    for text in (f"$3.2 {word}", f"$3.2 {word}s", f"$3.2 {word.upper()}"):
        (mention,) = read(of_plain(text), LEXICON)
        assert mention.low == Decimal("3.2").scaleb(power), text


@pytest.mark.parametrize(("letter", "power"), LETTERED.items())
def test_every_letter_has_its_value(letter: str, power: int) -> None:
    (mention,) = read(of_plain(f"$3{letter}"), LEXICON)
    assert mention.low == Decimal(3).scaleb(power)


@pytest.mark.parametrize("word", [word for word in UNITS if word[-1] not in "$€£¥￥₩"])
def test_every_unit_has_its_value(word: str) -> None:
    (mention,) = read(of_plain(f"3{'' if word[0] > '~' else ' '}{word}"), LEXICON)
    assert (mention.unit, mention.low) == (UNITS[word], Decimal(3).scaleb(SHIFTED.get(word, 0)))


@pytest.mark.parametrize("word", BEHIND)
def test_every_word_behind_a_number_says_its_way(word: str) -> None:
    (mention,) = read(of_plain(f"It was a 5% {word}."), LEXICON)
    assert mention.direction is not None or word in {"in", "out"}


def test_a_word_without_its_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="zloty"):
        valued("USD zloty", UNITS)


@pytest.mark.parametrize("text", ["5 pointſ", "5 mıllion dollars", "five mıllion dollars", "5 milliſn", "\u212a5"])
def test_a_letter_that_only_looks_like_one_of_a_word_is_none_of_it(text: str) -> None:
    assert all(mention.start < mention.end for mention in read(of_plain(text), LEXICON))
