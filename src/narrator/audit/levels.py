"""Levels: prices that are watched, broken and crossed, and whether a number is one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.audit.ways import REACH
from narrator.model.quantity import LEVEL_WORDS

if TYPE_CHECKING:
    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim

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
    number = mention.high if mention.low is None else mention.low
    return number in {claim.interval.low, claim.interval.high}


def is_condition_of(mention: Mention, claim: Claim) -> bool:
    """Whether a mention with one end may be that of a level at which something would happen."""
    return claim.is_condition and claim.direction in LEVEL_WORDS and (mention.low is None) is not (mention.high is None)


def stands(text: str, mention: Mention) -> bool:
    """Whether something is said to have stood on one side of a number: closed above, held, recovered to."""
    return STANDS.search(text, max(mention.sentence[0], mention.start - REACH * 2), mention.start) is not None


def crosses(text: str, mention: Mention) -> bool:
    """Whether something is said to have gone through a number: fell below, broke, 升破."""
    before = text[max(mention.sentence[0], mention.start - REACH) : mention.start]
    return CROSSES.search(before) is not None


def levelled(mention: Mention) -> Mention:
    """A level as a point: "below $85,000" says where, and the direction says which way."""
    end = mention.low if mention.high is None else mention.high
    if mention.low is not None and mention.high is not None:
        return mention
    return replace(mention, low=end, high=end, low_open=False, high_open=False, qualifier="")
