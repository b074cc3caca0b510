"""Spellings: each word of a number, a unit and a way has its value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from narrator.model.name import Names
from narrator.reading.documents import of_plain
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import read
from narrator.reading.spellings import BEHIND, LETTERED, SCALES, SHIFTED, SHORT, UNITS, valued

LEXICON = Lexicon.of(Names.of(()), terms=("S&P 500",), nouns=("accounts",))


def test_every_magnitude_has_its_value() -> None:
    for word, power in [*SCALES.items(), *SHORT.items()]:
        for text in (f"$3.2 {word}", f"$3.2 {word}s", f"$3.2 {word.upper()}"):
            (mention,) = read(of_plain(text), LEXICON)
            assert mention.low == Decimal("3.2").scaleb(power), text


def test_every_letter_has_its_value() -> None:
    read_as = {letter: [each.low for each in read(of_plain(f"$3{letter}"), LEXICON)] for letter in LETTERED}
    assert read_as == {letter: [Decimal(3).scaleb(power)] for letter, power in LETTERED.items()}


def test_every_unit_has_its_value() -> None:
    words = [word for word in UNITS if word[-1] not in "$€£¥￥₩"]
    told = {word: read(of_plain(f"3{'' if word[0] > '~' else ' '}{word}"), LEXICON) for word in words}
    read_as = {word: [(each.unit, each.low) for each in mentions] for word, mentions in told.items()}
    assert read_as == {word: [(UNITS[word], Decimal(3).scaleb(SHIFTED.get(word, 0)))] for word in words}


def test_every_word_behind_a_number_says_its_way() -> None:
    told = {word: read(of_plain(f"It was a 5% {word}."), LEXICON) for word in BEHIND}
    assert {word for word, mentions in told.items() if len(mentions) != 1} == set()
    assert {word for word, (mention,) in told.items() if mention.direction is None} <= {"in", "out"}


def test_a_word_without_its_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="quetzal"):
        valued("USD quetzal", UNITS)


@pytest.mark.parametrize("text", ["5 pointſ", "5 mıllion dollars", "five mıllion dollars", "5 milliſn", "\u212a5"])
def test_a_letter_that_only_looks_like_one_of_a_word_is_none_of_it(text: str) -> None:
    assert all(mention.start < mention.end for mention in read(of_plain(text), LEXICON))
