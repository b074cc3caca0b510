"""What stands around a number: qualifiers, directions, and what joins two numbers into one range."""

from __future__ import annotations

import re
from typing import NamedTuple

from narrator.model.quantity import Direction
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import (
    ABOUT,
    BEHIND,
    BELOW,
    CARDINALS,
    DIRECTIONS,
    FILLERS,
    LEAST,
    MORE,
    MOST,
    NO_DIRECTION,
    QUALIFIERS,
    SPANS,
    STOPS,
    dehyphened,
    one_of,
)

REACH, LOOSE = 9, 5
"""How many words back a direction is looked for, and how many of them may be no fillers."""
HAN_QUALIFIERS, HAN_DIRECTIONS = (
    sorted((word for word in table if "\u4e00" <= word[0] <= "\u9fff"), key=len, reverse=True)
    for table in (QUALIFIERS, DIRECTIONS)
)
HAN_STOP, OPENED, NEGATIVE, FROM, MORE_OF = patterns(__name__, "HAN_STOP", "OPENED", "NEGATIVE", "FROM", "MORE_OF")
MINUS = "负"
"""A sign only right before its number: 负债 is a debt."""
KNOWN, ENDS = {*QUALIFIERS, *DIRECTIONS, *NO_DIRECTION}, frozenset(",;:.!?)—–|")
LAST = frozenset(phrase.rpartition(" ")[2] for phrase in KNOWN)
FOLLOWED = lazy(
    r"[ \n-]?(?=\w)(?:worth[ \n])?(?:(?:in|of)[ \n])?(?:的|[只家个](?:个股|股票|公司)?|)[获遭被]?"
    r"(?:(?:total|daily|net|single-day|one-day|weekly|monthly|paper"
    rf"|unreali[sz]ed|cumulative|price)[ \n]){{0,3}}(?!left[ \n](?!the\b|its\b|spot\b))"
    rf"(?!(?:in|out)\b(?![;.!?]))({one_of(BEHIND)})(?![A-Za-z]|[ \n](?:to|for)\b"
    r"|(?<=[ \n]in)[ \n](?:the|a|an|its|their|two|three|just|only)\b)"
)
_SOME = rf"(?:(?:an?|the|estimated|planned|{one_of(QUALIFIERS)})[ \n]?){{0,3}}"
JOIN = lazy(
    rf"[ \n]?(?:[-–‑−~～〜]|—(?!\s)|至|到|—{{2}}"
    rf"|(?P<to>(?P<up>up[ \n])?to\b|through\b)|(?P<both>and\b|和|与|及))[ \n]?{_SOME}"
    r"(?:(?P<minus>minus[ \n])|plus[ \n])?",
    re.IGNORECASE,
)
LIST = lazy(
    r"[ \n]?(?:(?P<comma>[,，、])[ \n]?)?(?P<last>(?:and|or|和|或|与|及)[ \n]?)?"
    rf"(?P<some>(?:{one_of(QUALIFIERS)})[ \n]?)?",
    re.IGNORECASE,
)
BETWEEN = lazy(
    rf"(?:between|介于|在)[ \n]?{_SOME}(?:net[ \n](?P<flow>in|out)flows?[ \n]of[ \n]"
    rf"|(?P<fall>fall|drop|decline|loss)[ \n]of[ \n]|(?:rise|gain)[ \n]of[ \n]|(?P<han>净流出|下跌|下降))?{_SOME}$",
    re.IGNORECASE,
)
APART = lazy(
    rf"(?:[ \n](?:an?|per)[ \n]\w+)?[ \n]?(?:fall|drop|decline|loss)?,?[ \n]?(?:and|至|到)[ \n]?{_SOME}"
    rf"(?:(?:net[ \n]inflows?|rise|gain|increase)[ \n]of[ \n]|净流入|上涨|上升)?{_SOME}",
    re.IGNORECASE,
)
BRACKET = lazy(
    r"(?:\s?[(（=≈]|[,，](?=[ \n](?:worth|equivalent|equal|or)[ \n]|即|或))\s?"
    r"(?:(?:worth|equivalent to|equal to|or|i\.e\.|=)\s|[即或])?"
    rf"{_SOME}合?$"
)


LINE = lazy(rf"\| ?({one_of(QUALIFIERS)})\s*\|\s*$")
PART_OF = lazy("占(?:其中|其|总[额量数体]|全[部网]|整体)?的?\\Z")
MIRRORED = {BELOW: MORE, MORE: BELOW, LEAST: MOST, MOST: LEAST}
"""What a bound in front of "minus" is of the magnitude."""


NAMED = 6
"""Words in which the name of a measure ends that is a move itself: the fall in core GDP growth."""


class Lead(NamedTuple):
    """What the words in front of a number say; `is_tight`: nothing stands between the direction and the number."""

    qualifier: str = ""
    direction: Direction | None = None
    is_tight: bool = False


def lead(before: str) -> Lead:
    """What stands before a number, the nearest word last."""
    if "\u4e00" <= before.rstrip()[-1:] <= "\u9fff":
        return _han_lead(before.rstrip())
    words = OPENED.sub(lambda mark: " ( " if mark[1] else "", _joined(before.lower())).split()[-REACH:]
    qualifier, loose, is_named = "", 0, words[-1:] == ["the"]  # less than the $90 million that came before
    while words:
        phrases = (" ".join(words[-length:]) for length in (5, 4, 3, 2, 1)) if words[-1] in LAST else ()
        phrase = next((phrase for phrase in phrases if phrase in KNOWN), "")
        is_bound = qualifier == ABOUT and QUALIFIERS.get(phrase) in MIRRORED  # more than about
        is_bound = is_bound and not is_named
        is_said = phrase in QUALIFIERS and not (is_named and QUALIFIERS[phrase] in MIRRORED)
        if is_said and (is_bound or not qualifier) and not loose:
            qualifier = QUALIFIERS[phrase]
            if phrase not in DIRECTIONS:
                del words[-1 - phrase.count(" ") :]
                continue
        if phrase == "minus" and not qualifier:
            end = next(n for n in range(len(words) - 1, -1, -1) if not n or words[n - 1] not in FILLERS)
            phrases = (" ".join(words[max(0, end - length) : end]) for length in (4, 3, 2, 1))
            named = next((QUALIFIERS[each] for each in phrases if each in QUALIFIERS), "")
            qualifier = MIRRORED.get(named, named)
        if phrase in DIRECTIONS:
            return Lead(qualifier, DIRECTIONS[_governing(words, phrase)], not loose)
        word = words.pop()
        loose += word not in FILLERS
        if phrase in NO_DIRECTION or (word not in FILLERS and word in STOPS) or word[-1] in ENDS or loose > LOOSE:
            break
    return Lead(qualifier)


def way_behind(text: str, stop: int) -> Direction | None:
    """The way that stands behind a number: a fall, or 4% less stock."""
    if behind := FOLLOWED.match(text, stop):
        return BEHIND[dehyphened(behind[1])]
    more = MORE_OF.match(text, stop)
    return (Direction.DOWN if more["less"] else Direction.UP) if more else None


def _governing(words: list[str], phrase: str) -> str:
    """Of a move in what is a move by its name, the first: the fall in GDP growth at $840 million."""
    named = next((place for place in range(len(words) - 2, max(0, len(words) - NAMED), -1) if words[place] == "in"), 0)
    return words[named - 1] if named and words[named - 1] in DIRECTIONS else phrase


def _joined(before: str) -> str:
    """What stands before a number, with a qualifier that fills its line in the label of a chart: about, $14.1M."""
    return LINE.sub(r" \1 ", before) if "|" in before else before


def _han_lead(before: str) -> Lead:
    qualifier, whole = "", before
    before = PART_OF.sub("", before).rstrip("为达的在共计有了是占 ")
    word = next((word for word in HAN_QUALIFIERS if before.endswith(word)), "")
    if word:
        qualifier = QUALIFIERS[word]
        if word in DIRECTIONS:
            return Lead(qualifier, DIRECTIONS[word], True)
        before = before.removesuffix(word).rstrip("为达的在共计有了 ")
    near = HAN_STOP.split(before[-12:])[-1]
    way = next((word for word in HAN_DIRECTIONS if near.endswith(word) or whole.endswith(word)), "")
    far = way or max((word for word in HAN_DIRECTIONS if word in near and word != MINUS), key=near.rfind, default="")
    return Lead(qualifier, DIRECTIONS.get(far), bool(way))


def is_time(words: str) -> bool:
    """Whether words count days, or another length of time: three days."""
    return words.partition(" ")[0] in CARDINALS and words.rpartition(" ")[2] in SPANS
