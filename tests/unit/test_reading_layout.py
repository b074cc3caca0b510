"""Layout: a pattern that is held only against sentences that have one of its words misses nothing that it is for."""

from __future__ import annotations

import re

import pytest

from narrator.audit.carried import DECLARED, DECLARING
from narrator.audit.earlier import BEFORE, PREVIOUS
from narrator.audit.entities import TENORED, TERM
from narrator.audit.moments import QUARTER
from narrator.audit.orders import PLACE, PLACED
from narrator.audit.sides import MOST, SIDES
from narrator.audit.superlatives import RUN, SUPERLATIVE, SUPERLATIVE_WORDS
from narrator.audit.windows import STRETCH
from narrator.reading.documents import lowered, of_markdown
from narrator.reading.layout import TIMES, Layout
from narrator.reading.periods import PERIOD
from support.patterns import examples

WORDED = {
    "stretch": (STRETCH, TIMES),
    "period": (PERIOD, TIMES),
    "quarter": (QUARTER, TIMES),
    "superlative": (SUPERLATIVE, SUPERLATIVE_WORDS),
    "run": (RUN, SUPERLATIVE_WORDS),
    "side": (MOST, SIDES),
    "term": (TERM, TENORED),
    "declared": (DECLARED, DECLARING),
    "before": (PREVIOUS, BEFORE),
    "place": (PLACE, PLACED),
}


@pytest.mark.parametrize("name", WORDED)
def test_whatever_a_pattern_finds_has_one_of_its_words(name: str) -> None:
    pattern, words = WORDED[name]
    texts = examples(pattern)
    assert len(texts) > 1
    assert [text for text in texts if not words.search(lowered(text))] == []


def test_a_pattern_is_held_against_the_sentences_with_its_words_once() -> None:
    layout = Layout(of_markdown("An hour, a day. Nothing here. Two days\nlater, a week.\n\nA year on"))
    found = [match[0] for match in layout.matches(re.compile(r"\w+$|\w+(?=\.)"), layout.text)]
    assert found == ["day", "week", "on"]


def test_a_stretch_is_timed_as_far_as_it_has_a_word_of_time() -> None:
    layout = Layout(of_markdown("Prices fell in a day."))
    assert layout.is_timed(0, len(layout.text))
    assert not layout.is_timed(0, layout.text.index("day"))
