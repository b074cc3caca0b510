"""Levels: prices that are watched, broken and crossed, and whether a number is one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from narrator.audit.voices import CAREFUL
from narrator.audit.ways import REACH
from narrator.ingest.triggers import threshold_of
from narrator.model.kinds import Part
from narrator.model.quantity import INDEX, LEVEL_WORDS, NEGATIVE, TIMES
from narrator.model.report import Nature
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.audit.matter import Matter
    from narrator.audit.topics import Claim
    from narrator.model.quantity import Quantity
    from narrator.reading.mentions import Mention

CAME, STANDS, CROSSES, SAID, SINCE, GONE = patterns(__name__, "CAME", "STANDS", "CROSSES", "SAID", "SINCE", "GONE")
(OPENING,) = patterns(__name__, "OPENING")
CASE = lazy(r"\b(?:if|whether|once|unless|should)\b", re.IGNORECASE)
"""What makes any price a level: if it closes below where it opened."""


def is_threshold_of(mention: Mention, claim: Claim) -> bool:
    """Whether a mention with one end, below $85,000, names the very number of a level."""
    if claim.direction not in LEVEL_WORDS or (mention.low is None) is (mention.high is None):
        return False
    return (mention.high if mention.low is None else mention.low) in {claim.interval.low, claim.interval.high}


def is_condition_of(mention: Mention, claim: Claim) -> bool:
    """Whether a mention with one end may be that of a level at which something would happen."""
    return claim.is_condition and claim.direction in LEVEL_WORDS and (mention.low is None) is not (mention.high is None)


def stands(text: str, mention: Mention) -> bool:
    """Whether something is said to have stood on one side of a number: closed above, held, recovered to."""
    return STANDS.search(text, max(mention.sentence[0], mention.start - REACH * 2), mention.start) is not None


def crosses(text: str, mention: Mention) -> bool:
    """Whether something is said to have gone through a number: fell below, broke, 升破."""
    return CROSSES.search(text[max(mention.sentence[0], mention.start - REACH) : mention.start]) is not None


def as_said(mention: Mention, claim: Claim, text: str, *, is_about: bool = True) -> tuple[Mention, bool]:
    """What is held against a claim, and whether the claim is vague; an estimate may stand for "about" (`is_about`)."""
    is_level = claim.direction in LEVEL_WORDS
    is_careful = claim.nature is not Nature.MEASURED and CAREFUL.search(text, *mention.sentence) is not None
    said = levelled(mention) if is_level else mention
    if is_careful and is_about and not said.qualifier:
        said = replace(said, approximate=True)
    return said, claim.approximate and not is_level and not is_careful


def levelled(mention: Mention) -> Mention:
    """A level as a point: "below $85,000" says where, and the direction says which way."""
    end = mention.low if mention.high is None else mention.high
    if mention.low is not None and mention.high is not None:
        return mention
    return replace(mention, low=end, high=end, low_open=False, high_open=False, qualifier="")


def thresholds(matter: Matter) -> Iterator[Quantity]:
    """The amounts that the records of the outlook watch for."""
    outlook = matter.event.file.outlook
    for watch in outlook.watch.values() if outlook else ():
        quantity = threshold_of(watch.trigger)
        if quantity:
            yield quantity


def is_threshold(mention: Mention, watched: Iterable[Quantity]) -> bool:
    """Whether a number is one of those that are watched for."""
    exact = replace(mention, low_open=False, high_open=False)
    end = exact.low if exact.low is not None else exact.high
    units = {mention.unit} if mention.unit else {INDEX, TIMES}
    alike = (said.interval for said in watched if said.unit in units)
    levels = (said.negated() if said.is_negative and mention.direction in NEGATIVE else said for said in alike)
    return any(end in {level.low, level.high} for level in levels)


BEFORE = 60
_SOME = r"(?:(?:about|around|roughly|nearly|just|some|over|under|an?|the) )*[$€£]?"
TOP, BOTTOM, BEHIND = patterns(__name__, "TOP", "BOTTOM", "BEHIND")
HIGH, LOW = lazy(r"highest|\bpeak\b|最高"), lazy(r"lowest|最低")
ARRIVED = lazy(rf"\bfrom\b(?:[^.;:]|\.\d){{3,40}} to {_SOME}\Z", re.IGNORECASE)


def is_other_end(mention: Mention, claim: Claim, text: str) -> bool:
    """Whether the highest of a window is said to be its lowest, or the other way round."""
    is_high, is_low = _ends(claim.figure.id, claim.topic.what)
    if mention.low != mention.high or is_high is is_low:
        return False
    went = GONE.search(_front(mention, text)) if claim.direction is None else None
    if went is not None:
        return (went["down"] if is_high else went["up"]) is not None
    said = SAID.search(_front(mention, text)) or BEHIND.match(text, mention.end)
    return said is not None and (said["bottom"] if is_high else said["top"]) is not None


@lru_cache(maxsize=4096)
def _ends(figure: str, what: str) -> tuple[bool, bool]:
    """Whether a figure, by its id or by what it is, is the highest of a window, and whether it is the lowest."""
    part = figure.rpartition(".")[2]
    return part == Part.HIGH or HIGH.search(what) is not None, part == Part.LOW or LOW.search(what) is not None


def is_other_head(claim: Claim, head: str) -> bool:
    """Whether a number stands in a column of the lowest prices and is the highest, or of other prices than its own."""
    part = claim.figure.id.rpartition(".")[2]
    if part == Part.CLOSE:
        return OPENING.search(head) is not None
    if part not in {Part.LOW, Part.HIGH}:
        return False
    is_top, is_bottom = bool(TOP.search(head)), bool(BOTTOM.search(head))
    return is_top is not is_bottom and part == (Part.LOW if is_top else Part.HIGH)


def is_other_way(mention: Mention, claim: Claim, last: Claim | None, text: str) -> bool:
    """Whether a number says to have come from where it never was: down from what is less, or to where it began."""
    is_start = claim.figure.id.endswith(Part.FROM)
    is_after = last is not None and last.unit == claim.unit and last.figure is not claim.figure
    front = _front(mention, text) if is_start or is_after else ""
    if is_start and claim.figure.id.endswith(f".{Part.FROM}") and ARRIVED.search(front):
        return True
    said = SINCE.search(front) if is_after else None
    came = CAME.search(front) if last and is_start else None
    way = said or came
    if last is None or way is None:
        return False
    above, below = (claim, last) if way["up"] else (last, claim)
    least, most = above.interval.low, below.interval.high
    return least is not None and most is not None and least > most


def _front(mention: Mention, text: str) -> str:
    return text[max(mention.sentence[0], mention.start - BEFORE) : mention.start]
