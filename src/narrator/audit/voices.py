"""Whether a text says who says so, and whether it says that something is an estimate, a rumour or an opinion."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from narrator.audit.facets import METRIC
from narrator.audit.topics import RISK
from narrator.model.figure import Role
from narrator.model.report import Nature
from narrator.model.source import MARKET_DATA, UNNAMED, is_unnamed
from narrator.reading.branches import branched
from narrator.reading.hanzi import simplified
from narrator.reading.patterns import lazy, patterns, table, worded
from narrator.reading.spellings import QUOTATION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from narrator.audit.passages import Passage
    from narrator.audit.topics import Claim
    from narrator.model.source import Source, Sources

RESERVED = worded(__name__, "reserved")
_TABLE = table(__name__, "voices")
MARKS = {Nature(nature): "|".join(words) for nature, words in _TABLE.items()}
UNNAMED_ONES, DONE, PAST, SPEAKS, MET = patterns(__name__, "UNNAMED_ONES", "DONE", "PAST", "SPEAKS", "MET")


def tells_apart(paragraph: str) -> bool:
    """Whether a paragraph sets what one source without a name says against what another one does."""
    return len(UNNAMED_ONES.findall(paragraph)) > 1


ASSERTED, SEPARATED, POSSIBLE, CAREFUL = patterns(__name__, "ASSERTED", "SEPARATED", "POSSIBLE", "CAREFUL")
SOMEBODY = lazy(r"\Aan?\\ ")
ANAPHORA, LONG_NAME, POLL = patterns(__name__, "ANAPHORA", "LONG_NAME", "POLL")
BESIDE = (
    r"circulat|differ|disagree|another|\bother|\balso\b|instead|elsewhere|count(?:s|ed)?\b|tall(?:y|ies)|others?\b"
    r"|\bputs? (?:the|it)\b[^.]* at\b|\bsources put\b[^.]* at\b"
    r"|doing the rounds|going round|floating|you (?:may|might|will) (?:have )?se(?:e|en)\b|流传|另有|也有"
)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


@lru_cache(maxsize=512)
def _spelled(forms: frozenset[str]) -> str:
    """The pattern of one of some forms of a name, whatever stands between its words."""
    short = {"".join(word[0] for word in form.split()) for form in forms if LONG_NAME.fullmatch(form)}
    plain = sorted(re.escape(simplified(form).removeprefix("the ")) for form in forms)
    plain = [SOMEBODY.sub(r"(?:an?|one|the|another)\\ ", form) for form in plain]  # a trader, one trader
    spelled = (SEPARATED.sub(r"(?:['’]s)?[\\s_-]?", QUOTATION.sub(QUOTATION.pattern, form)) for form in plain)
    asked = (
        rf"\b(?:poll|survey)\w*(?: \w+){{0,2}} by (?:the )?{re.escape(found[1])}"
        for form in forms
        if (found := POLL.fullmatch(form))
    )
    return "|".join((*spelled, *asked, *(rf"\b{letters}\b" for letters in sorted(short))))


def called(source: Source) -> tuple[str, ...]:
    """All names of a source."""
    return (source.name, *source.aliases, *source.names.values())


def names_source(text: str, source: str, sources: Sources) -> bool:
    """Whether a text names a source, or says as much as can be said of one without a name."""
    words = RESERVED.get(UNNAMED if is_unnamed(source) else source)
    if words is None:
        known = sources.find(source)
        words = _spelled(frozenset((known.id, *called(known))))
    return _pattern(words).search(text) is not None


def speaks_ahead(sentence: str) -> bool:
    """Whether a sentence is about what is estimated or would happen, and not about what did."""
    return _pattern(MARKS[Nature.ESTIMATED]).search(sentence) is not None


def speaks_of_what_comes(piece: str) -> bool:
    """Whether words are about what is forecast or planned."""
    return any(_pattern(MARKS[nature]).search(piece) is not None for nature in (Nature.FORECAST, Nature.PLAN))


def marks_nature(sentence: str, claim: Claim, sources: Sources) -> bool:
    """Whether a sentence says that something is no measured fact.

    A rumour is told as one where its carrier is named. A price at which something is estimated to happen is a
    condition.
    """
    words = MARKS.get(claim.nature)
    if claim.nature is Nature.RUMOUR and ASSERTED.search(sentence):
        return False
    if words is None or claim.is_condition or _pattern(words).search(sentence):
        return True
    by = claim.figure.source
    return claim.nature in {Nature.RUMOUR, Nature.OPINION} and by is not None and names_source(sentence, by, sources)


def is_told_as_done(piece: str, claim: Claim) -> bool:
    """Whether the words around an amount that is only at risk say that it is gone."""
    return RISK in claim.topic.of(METRIC) and DONE.search(piece) is not None and POSSIBLE.search(piece) is None


def is_told_as_met(before: str, claim: Claim) -> bool:
    """Whether what stands right before a number says of a forecast or a plan that it has come to pass."""
    return claim.nature in {Nature.FORECAST, Nature.PLAN} and MET.search(before) is not None


def is_told_as_past(piece: str) -> bool:
    """Whether the words around a number say that it has come to pass."""
    return PAST.search(piece) is not None


def sets_beside(sentence: str, claim: Claim, sources: Sources, *, is_bound: bool = False) -> bool:
    """Whether a sentence says of a value that it stands beside the figure, or whose it is.

    A source without a name is told from others where the value `is_bound` to its figure, or beside a named one.
    """
    others = {report.source for report in claim.figure.by_role(Role.CORE)} - {*claim.sources}
    is_told = is_bound or any(not is_unnamed(by) and names_source(sentence, by, sources) for by in others)
    natures = MARKS.get(claim.nature) if claim.nature is Nature.FORECAST is not claim.figure.nature else None
    beside = BESIDE if natures is None else f"{BESIDE}|{natures}"  # what was forecast stands beside what came
    return any(
        _pattern(beside).search(sentence) is not None
        if by == ""
        else (is_told or not is_unnamed(by)) and names_source(sentence, by, sources)
        for by in claim.sources
    )


def speaking(forms: Iterable[str]) -> re.Pattern[str]:
    """The pattern of one of some sources that says something: CoinGlass counts, according to CoinGlass, CoinGlass称.

    It is that of a text in small letters.
    """
    one = branched(sorted({form.lower() for form in forms} - {""}, key=len, reverse=True) or ["\0"])
    return re.compile(
        rf"\b(?P<says>{one})(?:['’]s (?:count|data|figure|table|tally|number)s?\b|(?: data| figures)? (?:says?|said"
        r"|counts?|counted|reports?|reported|puts?|prints?|shows?|has|have|reckons?)\b)"
        rf"|\b(?:according to|per|by|from)(?: the)? (?P<by>{one})\b|(?:据|来自)(?P<han>{one})"
        rf"|(?P<told>{one})(?:称|统计|数据|显示|表示|报告)"
    )


def is_of_another(speakers: AbstractSet[str], sentence: str, claim: Claim, sources: Sources) -> bool:
    """Whether the words around a number have it from a known source (`speakers`) that is none of its own."""
    own = {judged.report.source for judged in claim.figure.reports} if speakers else set()
    if not own or MARKET_DATA in own or claim.nature is Nature.OPINION:
        return False
    theirs, named = ([sources.find(by).name.casefold() for by in of] for of in (own, speakers))
    is_theirs = not any(one in other for one in named for other in theirs)  # or who was polled by them
    return is_theirs and not any(names_source(sentence, by, sources) for by in own)


def misattributes(piece: str, passage: Passage, claim: Claim, sources: Sources) -> bool:
    """Whether the words around a number have it from somebody whom no record knows, or from another of its sources.

    Who forecast a number of its sentence is named for that.
    """
    spoken = SPEAKS.findall(piece) if passage.strangers else ()
    if any(name.lower() in passage.strangers for names in spoken for name in names if name):
        return True
    figure = claim.figure
    if len(figure.reports) < 2 and not claim.sources:  # noqa: PLR2004  # there is no other
        return False
    told = (Role.CORE, Role.CIRCULATING, Role.OTHER_NATURE)
    reports = [report for role in told for report in figure.by_role(role)]
    forecast = [each for each in reports if each.nature is Nature.FORECAST and each.quantity]
    theirs = {each.source for each in forecast if each.quantity and each.quantity.interval.low in passage.numbers}
    known = {report.source for report in reports} - theirs
    own = set(claim.sources) - {""} if claim.sources else {report.source for report in figure.by_role(Role.CORE)}
    of = f"{figure.key.venue or ''} {figure.key.subject or ''}"  # whose it is stands in its name
    others = {by for by in known - own - {MARKET_DATA} if not names_source(of, by, sources)}
    if not (own and others) or ("" in claim.sources and _pattern(BESIDE).search(passage.sentence) is not None):
        return False
    is_own = any(names_source(piece, by, sources) for by in own)
    return not is_own and any(names_source(piece, by, sources) for by in others)
