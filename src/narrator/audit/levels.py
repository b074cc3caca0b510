"""Levels: prices that are watched, broken and crossed, and whether a number is one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.audit.voices import CAREFUL
from narrator.audit.ways import REACH
from narrator.ingest.lines import read_line
from narrator.model.kinds import Form, Part
from narrator.model.quantity import LEVEL_WORDS
from narrator.model.report import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.audit.matter import Matter
    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim
    from narrator.model.quantity import Quantity

STANDS = re.compile(
    r"\b(?:clos|end|settl|open|start|beg[au]n|finish|st[oa][on]d|hold|held|stay|remain|still|stuck|back|recover|regain"
    r"|reclaim|return|had been|averag|[收开]|站|守)\w*[^,;.|]{0,16}$",
    re.IGNORECASE,
)
"""Words for where a price was for longer than it takes to go through a level."""
CROSSES = re.compile(
    r"(?:\b(?:f[ae]ll|dropp?|slipp?|sl[iu]d|tumbl|plung|crash|s[aiu]nk|went|mov|br[eo]a?k|ro[sz]e|ris|climb|jump|surg|push)"
    r"\w*(?: \w+ly| back| again)? (?:below|under|beneath|above|through|past)|[升涨跌下上突击]破|失守|站上)"
    r" (?:the |about |around |roughly )*$|(?:[升涨跌下上突击]破|失守|站上)[约了]?$",
    re.IGNORECASE,
)
"""Words for going through a level."""


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
        amount = (watch.trigger or "").partition(" ")[2]
        quantity = read_line(amount, Form.AMOUNT).quantity if amount else None
        if quantity:
            yield quantity


def is_threshold(mention: Mention, watched: Iterable[Quantity]) -> bool:
    """Whether a number is one of those that are watched for."""
    exact = replace(mention, low_open=False, high_open=False)
    end = exact.low if exact.low is not None else exact.high
    return any(said.unit == mention.unit and end in {said.interval.low, said.interval.high} for said in watched)


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
