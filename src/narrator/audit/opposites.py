"""What was done, decided or felt, against the words of the records: what one of them blocks, no text approves."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.entities import COUNTRY
from narrator.audit.remembered import of_matter
from narrator.audit.sides import NAMED
from narrator.audit.told import told_by
from narrator.audit.verdicts import Verdict
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import lazy, patterns, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding

NAME, CONTENT, NOT, DAY = patterns(__name__, "NAME", "CONTENT", "NOT", "DAY")
CLAUSES, DENIED, OPEN, DONE = patterns(__name__, "CLAUSES", "DENIED", "OPEN", "DONE")
SAYS, SIDES, ORDINAL, VAGUE = patterns(__name__, "SAYS", "SIDES", "ORDINAL", "VAGUE")
TOLD = (DAY, SIDES, ORDINAL, *patterns(__name__, "LASTED", "MONTH"))
"""What takes the place of something of its own kind only; the last ones are months."""
HAN, FILLED = lazy("[\u4e00-\u9fff]+"), lazy("[未没不无有了的也都已还尚经则]")
MOST = "最大"
MODALS = frozenset({"could", "might", "would", "shoul"})
STEM, SHARED, LEFT, NEAR = 5, 2, 24, 9
"""So many letters of a word tell it; so many such words are shared by what is said of one thing, or a name is."""


class Said(NamedTuple):
    """A text of the records with its names, the stems of its words, and the figure of which it is said."""

    text: str
    names: frozenset[str]
    stems: frozenset[str]
    about: str = ""


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = ([_pattern(row["one"]), _pattern(row["other"])] for row in table(__name__, "opposites")["pairs"])
    return tuple(pair for one, other in rows for pair in ((one, other), (other, one)))


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{word}" if word.isascii() else word for word in words), re.IGNORECASE)


def opposed(judged: Judged) -> Iterator[Finding]:
    """The words of sentences that say the opposite of what the records say of the same."""
    said = _said(judged.matter)
    for one, other, records in _to_deny(judged.matter):
        for found in other.finditer(judged.layout.text):
            first, last = judged.document.sentence(found.start())
            sentence = judged.layout.text[first:last]
            is_open = one.search(sentence) or NOT.search(
                sentence, max(0, found.start() - first - LEFT), found.start() - first
            )
            here, meant = None if is_open else _read(sentence), judged.meant.get((first, last), ())
            alike = [each for each in said if here and (_is_of_one(each, here) or _is_meant(each, meant))]
            mine = [each for each in alike if each in records and not other.search(each.text)]
            if mine and not any(other.search(each.text) for each in alike):
                why = f"the records have it: {mine[0].text}"
                yield judged.finding(found[0], found.start(), Verdict.WORD, why)
    yield from _elsewhere(judged)
    yield from _denied(judged, _clauses(judged.matter))


@of_matter
def _said(matter: Matter) -> list[Said]:
    return [_read(simplified(text))._replace(about=about) for text, about in matter.told.items()]


@of_matter
def _to_deny(matter: Matter) -> list[tuple[re.Pattern[str], re.Pattern[str], list[Said]]]:
    """The words of the records with what would say the opposite, and where they stand."""
    said = _said(matter)
    told = ((one, other, [each for each in said if one.search(each.text)]) for one, other in _pairs())
    return [each for each in told if each[-1]]


@of_matter
def _clauses(matter: Matter) -> list[Said]:
    """The clauses of the records that say something."""
    texts = (_read(simplified(text)).text for text in told_by(matter.event))
    told = (_read(clause[0]) for text in texts for clause in CLAUSES.finditer(text))
    return [each for each in told if len(each.stems | each.names) >= SHARED and SAYS.search(each.text)]


def _denied(judged: Judged, told: Sequence[Said]) -> Iterator[Finding]:
    """The clauses that deny what a clause of the records says, that say what it denies, or as sure what may be."""
    for found in CLAUSES.finditer(judged.layout.text) if told else ():
        here = _read(found[0])
        alike = [each for each in told if each.names <= here.names and _covers(here, each)]
        if alike and not any(_is_as_sure(found[0], each.text) for each in alike):
            why = f"the records have it: {alike[0].text.strip()}"
            yield judged.finding(found[0].strip(), found.start(), Verdict.WORD, why)


def _covers(here: Said, known: Said) -> bool:
    """Whether a clause has the words of another one; in Chinese, where they are not parted, most of them."""
    shared = len(here.stems & known.stems)
    return known.stems - MODALS <= here.stems or (
        not known.text.isascii() and 3 * shared >= 2 * len(known.stems) > SHARED
    )


def _is_as_sure(said: str, known: str) -> bool:
    """Whether a clause denies what another one denies, and is no surer than it."""
    is_denied = [bool(DENIED.search(text)) for text in (said, known)]
    is_done = OPEN.search(known) and not OPEN.search(said) and DONE.search(said)
    return is_denied[0] is is_denied[1] and not is_done


@of_matter
def _owned(matter: Matter) -> tuple[frozenset[str], list[dict[Said, frozenset[str]]]]:
    """All countries of the records; those of what they say, and what it has of each kind of which one is right."""
    said = _said(matter)
    every = matter.entities.of(matter.typed).get(COUNTRY, frozenset[str]())
    countries = {each: matter.entities.of(each.text).get(COUNTRY, frozenset[str]()) for each in said}
    others = ({each: frozenset(map(_value, of.finditer(each.text))) for each in said} for of in TOLD)
    return every.union(*countries.values()), [countries, *others]


def _elsewhere(judged: Judged) -> Iterator[Finding]:
    """The countries and days that take the place of those of which the records say something: a German sale of debt."""
    text = judged.layout.text
    countries = [(cue.start, cue.end, cue.value) for cue in judged.scanned.cues if cue.facet == COUNTRY]
    known, owned = _owned(judged.matter)
    others = [[(*found.span(), _value(found)) for found in of.finditer(text)] for of in TOLD]
    spells = (each for kind in judged.matter.windows.values() for each in kind)
    around_months = {day.strftime("%B").casefold() for spell in spells for day in spell}
    for told, own in zip((countries, *others), owned, strict=True):
        for start, stop, value in told if any(own.values()) else ():
            sentence = judged.document.sentence(start)
            is_free = value in known if told is countries else told is others[0] and judged.meant.get(sentence)
            is_free = is_free or (told is others[-1] and value in around_months)
            read = _read(text[slice(*sentence)])
            every = {each for at, _, each in told if sentence[0] <= at < sentence[1]}
            here = set[str]() if told is countries else every
            is_free = is_free or value == MOST or judged.layout.is_row(judged.document.paragraph(start))
            alike = [each for each, of in own.items() if of and not is_free and _is_of_one(each, read)]
            alike = [
                each for each in alike if each.text.casefold() not in judged.matter.measured or not own[each] & every
            ]
            around = text[max(0, start - NEAR) : stop + NEAR].casefold().replace("\u2019", "'")
            is_theirs = " ".join(around.split()) in judged.matter.typed  # what a reason or a note says in these words
            if alike and not is_theirs and not any(({value} | here) & own[each] for each in alike):
                yield judged.finding(text[start:stop], start, Verdict.WORD, f"the records have it: {alike[0].text}")


def _is_meant(one: Said, meant: Sequence[str]) -> bool:
    """Whether a text of the records is about a figure of a sentence."""
    return bool(one.about) and any(f"{figure}.".startswith(f"{one.about}.") for figure in meant)


def _value(found: re.Match[str]) -> str:
    """A day, a place, a stretch of time, or a side by any of its words."""
    vague = VAGUE.match(found[0])
    word = vague[1] if vague else found[0].casefold()
    return NAMED.get(word[:2], word) if SIDES.fullmatch(word) else word


def _read(text: str) -> Said:
    stems = frozenset(word.lower()[:STEM] for word in CONTENT.findall(text))
    stems |= {part for run in HAN.findall(FILLED.sub("", text)) for part in map("".join, pairwise(run))}
    return Said(text, frozenset(name.lower() for name in NAME.findall(text)), stems)


def _is_of_one(one: Said, other: Said) -> bool:
    """Whether two texts may be about one thing."""
    names = {name[:STEM] for name in one.names & other.names}
    shared = (one.stems & other.stems) | names
    return 2 * len(shared) - sum(not each.isascii() for each in shared) >= 2 * SHARED
