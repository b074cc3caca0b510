"""Cues: the words of the trade, and the names of what figures are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator import config, pipeline
from narrator.audit.cues import IDLE, PHRASES, WORDS
from narrator.audit.judge import audit
from narrator.reading.branches import alternatives
from narrator.reading.documents import of_markdown
from support.audits import matter_for
from support.events import EVENT_ID, TOTAL, WINDOWED, write_workspace
from support.patterns import examples

if TYPE_CHECKING:
    from pathlib import Path


def test_no_word_of_the_trade_begins_with_a_mark_that_is_passed_over() -> None:
    words = [each for pattern in (*WORDS.values(), *PHRASES.values()) for each in alternatives(pattern)]
    said = [text for each in words for text in examples(re.compile(each))]
    assert len(said) > len(words) > 100
    assert [text for text in said if not text or text[0] in IDLE] == []


def test_a_venue_is_not_called_as_the_thing_in_its_name(tmp_path: Path) -> None:
    records = (
        "flows:\n  gold:\n    asset: gold\n    said:\n      tracker_a: inflow $26 billion\n"
        "positions:\n  trust:\n    what: holdings\n    asset: gold\n    venue: SPDR Gold Trust\n"
        "    said:\n      tracker_a: 1,013 tonnes\n"
    )
    root = write_workspace(tmp_path, f"{WINDOWED}{TOTAL}{records}")
    desk = pipeline.open_desk(config.load(root)[0])
    case = pipeline.examine(root / "data" / "events" / f"{EVENT_ID}.yaml", desk)
    (found,) = audit(of_markdown("Gold funds took in $26 billion, Tracker A says."), matter_for(case, desk))
    assert found.verdict.is_sound, found.reason
