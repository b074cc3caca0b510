"""Rows that say who says what: a source and its value, under a title that says of what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.spellings import QUALIFIERS, one_of
from narrator.audit.voices import names_source
from narrator.model.quantity import INDEX, TIMES
from narrator.model.source import is_unnamed

if TYPE_CHECKING:
    from narrator.audit.matter import Matter
    from narrator.audit.mentions import Mention

BEFORE = re.compile(
    rf"[\s|]*(?P<name>[^|:.;,]{{1,60}}?)[\s|:]*(?:(?:{one_of(QUALIFIERS)}|down|up|minus|net (?:in|out)flows of)\s*)*\Z",
    re.IGNORECASE,
)
WORDS = 4
"""What a source without a name is called has no more: one unnamed source."""
AFTER = re.compile(
    r"(?:,? (?:in circulation|of another kind|since corrected|earlier|set aside|computed from)\b[^.|;]*)?[\s.|]*\Z"
)
"""What may stand behind the value in its row: what became of it."""


def said_by(text: str, mention: Mention, matter: Matter) -> str:
    """The figure of which the source that a row names said exactly the number in it; empty where there is none."""
    start, stop = mention.sentence
    before = BEFORE.match(text[start : mention.start])
    if before is None or not AFTER.match(text[mention.end : stop]):
        return ""
    name, ends = _plain(before["name"]), (mention.low, mention.high)
    units = {mention.unit} if mention.unit else {INDEX, TIMES}
    for figure in matter.figures:
        for said, source in ((judged.report.quantity, judged.report.source) for judged in figure.reports):
            is_same = said is not None and said.unit in units and ends == (said.interval.low, said.interval.high)
            if is_same and ends != (None, None) and _is_of(name, source, matter):
                return figure.id
    return ""


def _is_of(name: str, source: str, matter: Matter) -> bool:
    known = matter.sources.find(source)
    if is_unnamed(source):
        return len(name.split()) <= WORDS and names_source(name, source, matter.sources)
    return name in {_plain(form) for form in (known.name, *known.aliases, *known.names.values())}


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ")
