"""What was done, decided or felt, against the words of the records: what one of them blocks, no text approves."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.entities import COUNTRY
from narrator.audit.verdicts import Verdict
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import patterns, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.judged import Judged
    from narrator.audit.verdicts import Finding

NAME, CONTENT, NOT, DAY = patterns(__name__, "NAME", "CONTENT", "NOT", "DAY")
STEM, SHARED, LEFT, NEAR = 5, 2, 24, 9
"""So many letters of a word tell it; so many such words are shared by what is said of one thing, or a name is."""


class Said(NamedTuple):
    """A text of the records with its names and the stems of its words."""

    text: str
    names: frozenset[str]
    stems: frozenset[str]


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = ([_pattern(row["one"]), _pattern(row["other"])] for row in table(__name__, "opposites")["pairs"])
    return tuple(pair for one, other in rows for pair in ((one, other), (other, one)))


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{word}" if word.isascii() else word for word in words), re.IGNORECASE)


def opposed(judged: Judged) -> Iterator[Finding]:
    """The words of sentences that say the opposite of what the records say of the same."""
    said = [_read(simplified(text)) for text in judged.matter.told]
    told = [(one, other, [each for each in said if one.search(each.text)]) for one, other in _pairs()]
    for one, other, records in told if said else ():
        for found in other.finditer(judged.layout.text) if records else ():
            first, last = judged.document.sentence(found.start())
            sentence = judged.layout.text[first:last]
            is_open = one.search(sentence) or NOT.search(
                sentence, max(0, found.start() - first - LEFT), found.start() - first
            )
            here = None if is_open else _read(sentence)
            alike = [each for each in said if here and _is_of_one(each, here)]
            mine = [each for each in alike if each in records and not other.search(each.text)]
            if mine and not any(other.search(each.text) for each in alike):
                why = f"the records have it: {mine[0].text}"
                yield judged.finding(found[0], found.start(), Verdict.WORD, why)
    yield from _elsewhere(judged, said)


def _elsewhere(judged: Judged, said: Sequence[Said]) -> Iterator[Finding]:
    """The countries and days that take the place of those of which the records say something: a German sale of debt."""
    text, entities = judged.layout.text, judged.matter.entities
    countries = [(cue.start, cue.end, cue.value) for cue in judged.scanned.cues if cue.facet == COUNTRY]
    days = [(*found.span(), found[0].casefold()) for found in DAY.finditer(text)]
    owned = [
        {each: entities.of(each.text).get(COUNTRY, frozenset()) for each in said},
        {each: _days(each.text) for each in said},
    ]
    known = entities.of(judged.matter.typed).get(COUNTRY, frozenset()).union(*owned[0].values())
    for told, own in zip((countries, days), owned, strict=True):
        for start, stop, value in told if any(own.values()) else ():
            sentence = judged.document.sentence(start)
            is_free = value in known if told is countries else judged.meant.get(sentence)
            read = _read(text[slice(*sentence)])
            alike = [each for each, of in own.items() if of and not is_free and _is_of_one(each, read)]
            around = text[max(0, start - NEAR) : stop + NEAR].casefold().replace("\u2019", "'")
            is_theirs = " ".join(around.split()) in judged.matter.typed  # what a reason or a note says in these words
            if alike and not is_theirs and not any(value in own[each] for each in alike):
                yield judged.finding(text[start:stop], start, Verdict.WORD, f"the records have it: {alike[0].text}")


def _days(text: str) -> frozenset[str]:
    return frozenset(found[0].casefold() for found in DAY.finditer(text))


def _read(text: str) -> Said:
    stems = frozenset(word.lower()[:STEM] for word in CONTENT.findall(text))
    return Said(text, frozenset(name.lower() for name in NAME.findall(text)), stems)


def _is_of_one(one: Said, other: Said) -> bool:
    """Whether two texts may be about one thing."""
    names = {name[:STEM] for name in one.names & other.names}
    return len((one.stems & other.stems) | names) >= SHARED
