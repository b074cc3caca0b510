"""Every spelling that a pattern of the audit accepts is read: whatever it is, each word of it has its value.

Each is read in three of nine surroundings, the next spelling in the next three; in all of them by `make soak`.
"""

from __future__ import annotations

import os
from functools import cache

import pytest

from narrator.model.name import Names
from narrator.reading.atoms import _own, recognizers
from narrator.reading.documents import of_plain
from narrator.reading.lexicon import Lexicon
from narrator.reading.mentions import read
from support.patterns import examples, patterns

LEXICON = Lexicon.of(Names.of(()), terms=("S&P 500",), nouns=("accounts",))
AROUND = ("{}", "5{}", "$5 {}", "2.5 {} dollars", "between 4 and 5{}", "净流入{}5亿美元", "五{}", "{}0", "百分之{}")
SHARE = 1 if "SOAK" in os.environ else 3
GRAMMAR = {name: pattern for name, pattern in patterns().items() if name.startswith("narrator.audit.")}
GRAMMAR |= {f"a number by its first.{first}": found for first, found in recognizers().items()}
GRAMMAR["what is read of an event"] = _own("(?!)", "accounts")


def home(name: str) -> str:
    """Where a pattern stands: a module, without the name that the pattern has there."""
    return ".".join(name.split(".")[:3]) if name.startswith("narrator.") else name


@cache
def spellings() -> dict[str, list[str]]:
    """What the patterns of each module accept, each text once, where the first of them stands."""
    first = {text: home(name) for name, pattern in reversed(GRAMMAR.items()) for text in examples(pattern)}
    found: dict[str, list[str]] = {home(name): [] for name in GRAMMAR}
    for text, place in first.items():
        found[place].append(text)
    return found


@pytest.mark.parametrize("place", dict.fromkeys(map(home, GRAMMAR)))
def test_every_spelling_that_a_pattern_accepts_is_read(place: str) -> None:
    for number, text in enumerate(spellings()[place]):
        for around in AROUND[number % SHARE :: SHARE]:
            for mention in read(of_plain(around.format(text)), LEXICON):
                assert mention.start < mention.end, around.format(text)


def test_there_are_thousands_of_spellings() -> None:
    assert sum(map(len, spellings().values())) > 10_000
