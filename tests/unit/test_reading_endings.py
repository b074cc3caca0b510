"""A name that ends in one letter, or as a shortened word does, ends a sentence; an initial ends none."""

from __future__ import annotations

import pytest

from narrator.reading.documents import of_markdown
from narrator.reading.endings import ended, endings

NAMES = ("Tracker A", "Acme Inc", "the U.S", "Coin Desk", "X", "Vitamin C")
TEXTS = {
    "according to Tracker A. Bitcoin rose.": ["according to Tracker A.", "Bitcoin rose."],
    "(according to Tracker A.) Bitcoin rose.": ["(according to Tracker A.)", "Bitcoin rose."],
    "Tracker A. Bitcoin rose, says Acme Inc. Ether fell.": [
        "Tracker A.",
        "Bitcoin rose, says Acme Inc.",
        "Ether fell.",
    ],
    "Posts on X. They say 3.": ["Posts on X.", "They say 3."],
    "A. Smith of Tracker A says so. No.": ["A. Smith of Tracker A says so.", "No."],
    "On Jan. 8 J. P. Morgan sold.": ["On Jan. 8 J. P. Morgan sold."],
    "by Subtracker A. Smith says": ["by Subtracker A. Smith says"],
    "Tracker A.\n\nBitcoin rose.": ["Tracker A.", "Bitcoin rose."],
    "Tracker A. said so.": ["Tracker A. said so."],
    "by Tracker\nA. Bitcoin rose.": ["by Tracker\nA.", "Bitcoin rose."],
}


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_around_names(text: str) -> None:
    document = ended(of_markdown(text), endings(NAMES))
    assert [document.text[start:stop] for start, stop in zip(*document.sentences, strict=True)] == TEXTS[text]
    assert all(document.sentence(start) == (start, stop) for start, stop in zip(*document.sentences, strict=True))


def test_without_such_a_name_a_document_stays_what_it_is() -> None:
    document = of_markdown("Tracker A. Bitcoin rose.")
    assert ended(document, endings(("Coin Desk",))) is document
