"""Rows that say who says what: a source and its value, under a title that says of what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.spellings import QUALIFIERS, one_of
from narrator.audit.voices import names_source
from narrator.model.quantity import INDEX, NEGATIVE, TIMES
from narrator.model.source import is_unnamed

if TYPE_CHECKING:
    from narrator.audit.matter import Matter
    from narrator.audit.mentions import Mention
    from narrator.model.quantity import Quantity

ROW_HEAD = re.compile(
    r"[\s|]*+(?P<name>(?:[^|:.;,]|(?<=[A-Z])\.){1,60}?)[\s|:]*+"
    rf"(?>(?:(?:{one_of(QUALIFIERS)}|down|up|minus|net (?:in|out)flows of)\s*)*)\Z",
    re.IGNORECASE,
)
"""What a row calls its source. Its parts overlap, so none of them gives back what it took."""
WORDS = 4
"""What a source without a name is called has no more: one unnamed source."""
AFTER = re.compile(
    r"(?:, (?:estimated|forecast|planned))?"
    r"(?:,? (?:in circulation|of another kind|since corrected|earlier|set aside|computed from)\b[^.|;]*)?[\s.|]*\Z"
)
"""What may stand behind the value in its row: what became of it."""


def said_by(text: str, mention: Mention, matter: Matter) -> str:
    """The figure of which the source that a row names said exactly the number in it; empty where there is none."""
    start, stop = mention.sentence
    is_last = AFTER.match(text[mention.end : stop]) is not None
    before = ROW_HEAD.match(text[start : mention.start]) if is_last else None
    if before is None:
        return ""
    name = _plain(before["name"])
    for figure in matter.figures:
        for said, source in ((judged.report.quantity, judged.report.source) for judged in figure.reports):
            if said is not None and _is_same(mention, said) and _is_of(name, source, matter):
                return figure.id
    return ""


def _is_same(mention: Mention, said: Quantity) -> bool:
    """Whether a number is exactly that of a report, and says no other way than it."""
    is_signed = said.direction is None and said.interval.is_negative
    is_down = is_signed or said.direction in NEGATIVE
    interval = said.interval.negated() if is_signed else said.interval
    is_turned = is_signed if mention.direction is None else (mention.direction in NEGATIVE) is not is_down
    is_of_unit = said.unit in ({mention.unit} if mention.unit else {INDEX, TIMES})
    ends = mention.low, mention.high
    return is_of_unit and not is_turned and ends != (None, None) and ends == (interval.low, interval.high)


def _is_of(name: str, source: str, matter: Matter) -> bool:
    known = matter.sources.find(source)
    if is_unnamed(source):
        return len(name.split()) <= WORDS and names_source(name, source, matter.sources)
    return name in {_plain(form) for form in (known.name, *known.aliases, *known.names.values())}


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ")
