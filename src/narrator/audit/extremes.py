"""The highest told as the lowest, and what rose to a number as fallen from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.model.kinds import Part

if TYPE_CHECKING:
    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim

BEFORE = 60
_SOME = r"(?:(?:about|around|roughly|nearly|just|some|over|under|an?|the) )*[$€£]?"
SAID = re.compile(
    rf"(?:(?P<top>\b(?:highs?|peaks?|tops?|as high as|highest(?: \w+){{0,2}})"
    rf"|(?:最高|高点|高位|高见|冲高)[^，。；、\d]{{0,6}})"
    rf"|(?P<bottom>\b(?:lows?|troughs?|bottoms?|as low as|lowest(?: \w+){{0,2}})"
    rf"|(?:最低|低点|低位|低见|下探)[^，。；、\d]{{0,6}}))"
    rf"(?: (?:of|at|near|around|was|is|came at))?\s?{_SOME}\Z",
    re.IGNORECASE,
)
"""What a number right behind is said to be of its window."""
BEHIND = re.compile(r" (?:(?P<top>high|peak)|(?P<bottom>low|trough))\b")
HIGH, LOW = re.compile(r"highest|\bpeak\b|最高"), re.compile(r"lowest|最低")
SINCE = re.compile(
    rf"(?:(?P<up>\b(?:up|higher|rise|rose|climb(?:ed)?|increased?)|高于)|(?P<down>\b(?:down|lower|f[ae]ll|drop(?:ped)?"
    rf"|declined?)|低于)) from (?:the )?{_SOME}\Z",
    re.IGNORECASE,
)
"""Where something is said to have come from, right behind where it is: 51.4, up from 48.8."""
ARRIVED = re.compile(rf"\bfrom\b(?:[^.;:]|\.\d){{3,40}} to {_SOME}\Z", re.IGNORECASE)


def is_other_end(mention: Mention, claim: Claim, text: str) -> bool:
    """Whether the highest of a window is said to be its lowest, or the other way round."""
    part, what = claim.figure.id.rpartition(".")[2], claim.topic.what
    is_high, is_low = part == Part.HIGH or HIGH.search(what) is not None, part == Part.LOW or LOW.search(what)
    if mention.low != mention.high or bool(is_high) is bool(is_low):
        return False
    said = SAID.search(_front(mention, text)) or BEHIND.match(text, mention.end)
    return said is not None and (said["bottom"] if is_high else said["top"]) is not None


def is_other_way(mention: Mention, claim: Claim, last: Claim | None, text: str) -> bool:
    """Whether a number says to have come from where it never was: down from what is less, or to where it began."""
    front = _front(mention, text)
    if claim.figure.id.endswith(f".{Part.FROM}") and ARRIVED.search(front):
        return True
    said = SINCE.search(front) if last and last.unit == claim.unit and last.figure is not claim.figure else None
    if said is None or last is None:
        return False
    above, below = (claim, last) if said["up"] else (last, claim)
    least, most = above.interval.low, below.interval.high
    return least is not None and most is not None and least > most


def _front(mention: Mention, text: str) -> str:
    return text[max(mention.sentence[0], mention.start - BEFORE) : mention.start]
