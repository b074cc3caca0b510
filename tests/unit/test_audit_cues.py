"""Cues: no word of the trade begins with a mark that is passed over."""

from __future__ import annotations

import re

from narrator.audit.branches import alternatives
from narrator.audit.cues import IDLE, PHRASES, WORDS
from support.patterns import examples


def test_no_word_of_the_trade_begins_with_a_mark_that_is_passed_over() -> None:
    words = [each for pattern in (*WORDS.values(), *PHRASES.values()) for each in alternatives(pattern)]
    said = [text for each in words for text in examples(re.compile(each))]
    assert len(said) > len(words) > 100
    assert [text for text in said if not text or text[0] in IDLE] == []
