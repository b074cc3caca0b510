"""Records, streaks and "largest since", which no series shows, in sentences that do not say who claims them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.spells import texts_of
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import names_source
from narrator.model.source import MARKET_DATA, is_unnamed
from narrator.reading.dates import DATE, Day, days_of
from narrator.reading.documents import lowered
from narrator.reading.han_numbers import counted
from narrator.reading.patterns import lazy, patterns
from narrator.reading.periods import MONTHS
from narrator.reading.spellings import CARDINALS, listed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding
    from narrator.reading.documents import Document

SUPERLATIVE, SUPERLATIVE_WORDS = patterns(__name__, "SUPERLATIVE", "SUPERLATIVE_WORDS")
END, FALL, EVER = patterns(__name__, "END", "FALL", "EVER")
ORDINAL, OF_TIME = patterns(__name__, "ORDINAL", "OF_TIME")
ALL_TIME = frozenset({"ever", "on record", "in history", "all-time", "历史", "纪录", "记录"})
THIS_YEAR = {"年内": "year", "今年": "year"}
PERSON = lazy(r"[A-Z][a-z]+ [A-Z][a-z]{3,}")
"""Whoever has a given name and another one, by which alone a text goes on to call him."""
RUN_OF = lazy(r"\b(?:run|streak|in a row)\b")
STREAK, WHOLE = lazy(r"\brow\b|straight|consecutive|连续"), 15
"""A longer superlative that stands in a record is that of the record: the steepest fall in five years."""
TOPS, BOTTOMS = (lazy(rf"\b((?:week|month|year)[- ])(?:{ends})\b") for ends in ("peak|top", "trough|bottom"))
HAN_PEAK = lazy(r"创?近([一二两三四五六七八九十\d]{1,3})个?([周月年])(?:来|内|单日|的)*(新[高低])")
HAN_SINCE, REACH = lazy(r"(?:\d{4}年)?(?:\d{1,2}月)?以来"), 12
COUNTED = 24
"""How far before a streak its number stands: a record may have as its window six sessions in a row."""
ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
NUMBERS = {**CARDINALS, **{ordinal: number for number, ordinal in enumerate(ORDINALS, 1)}}
RUN, PEAK, MEASURE, RUN_UP, RUN_DOWN = patterns(__name__, "RUN", "PEAK", "MEASURE", "RUN_UP", "RUN_DOWN")
WENT = {1: "up", -1: "down", 0: "either way"}
HAN_UNITS = {"天": "day", "日": "day", "周": "week", "月": "month", "年": "year", "季": "quarter"}
DAYS = {"week": 7, "month": 30, "year": 365, "decade": 3650}


def superlatives(judged: Judged) -> Iterator[Finding]:
    """Records, streaks and "largest since", which no series shows, in sentences that do not say who claims them."""
    document, matter, text = judged.document, judged.matter, lowered(judged.document.text)
    known = {run for words in (matter.typed, *_runs_typed(matter)) for run in runs_of(words)}
    taken: list[tuple[int, int]] = []
    for found in judged.layout.matches(RUN, text, SUPERLATIVE_WORDS):
        length, unit, way = _run(found)
        alike = sorted((number, went) for number, of, went in known if of == unit)
        taken += [found.span()] if alike else []
        if alike and not any(number == length and way * went >= 0 for number, went in alike):
            why = f"the records have {alike[0][0]} {unit}s in a row, {WENT[alike[0][1]]}"
            yield judged.finding(document.text[slice(*found.span())], found.start(), Verdict.WORD, why)
    today = matter.event.published.date()
    shown = [_Back(end, Day(day.year, day.month, day.day), (today - day).days, 1) for end, day in matter.histories]
    backs = [_back(found, today) for found in MEASURE.finditer(matter.typed)]
    for found in MEASURE.finditer(text) if backs or shown else ():
        said = _back(found, today)
        is_known = any(map(said.is_one, (*backs, *shown)))
        if not (is_known or (backs and not found["short"])):
            continue  # who claims it may be named
        taken.append(found.span())
        if not is_known:
            why = f"the records have it {', '.join(dict.fromkeys(back.words for back in backs))}"
            yield judged.finding(document.text[slice(*found.span())], found.start(), Verdict.WORD, why)
    for match in judged.layout.matches(SUPERLATIVE, text, SUPERLATIVE_WORDS):
        is_run = any(start < match.end() and match.start() < end for start, end in taken)
        if not is_run and (_is_other_peak(match[0], matter) or not _is_known(match, document, matter)):
            phrase = document.text[slice(*match.span())]
            yield judged.finding(phrase, match.start(), Verdict.WORD, "no series at hand shows this")


class _Back(NamedTuple):
    """How far back something is said to be the largest: a date as far as it is stated, how many days at least."""

    words: str
    day: Day | None
    days: int
    unit: int

    def is_one(self, other: _Back) -> bool:
        """Whether two say the same, and of the same end: in three months, since December 14."""
        if {end_told(self.words), end_told(other.words)} == {True, False}:
            return False
        alike = [a == b for a, b in zip(self.day or (), other.day or (), strict=False) if a and b]
        if alike:
            return all(alike)
        unit = max(self.unit, other.unit)
        return self.days // unit == other.days // unit or abs(self.days - other.days) < unit // 2


def _back(found: re.Match[str], today: date) -> _Back:
    if found["han"]:
        unit = DAYS[HAN_UNITS[found["of"]]]
        return _Back(found[0], None, counted(found["han"]) * unit, unit)
    if found["unit"]:
        unit = DAYS[found["unit"]]
        return _Back(found[0], None, (counted(found["number"]) or 1) * unit + (unit // 2 if found["half"] else 0), unit)
    if found["alone"]:
        year = int(found["alone"])
        return _Back(found[0], Day(year, None, None), (today - date(year, 7, 1)).days, DAYS["year"])
    said = found["month"] or found["short"][:3]
    month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(said))
    day, year = int(found["day"] or 0), int(found["year"] or 0)
    since = date(year or today.year - (month > today.month), month, min(day, 28) or 1)
    return _Back(found[0], Day(year or None, month, day or None), (today - since).days, 1)


def runs_of(text: str) -> Iterator[tuple[int, str, int]]:
    """The runs that a text tells: how long, in what they are counted, which way."""
    yield from (_run(found) for found in RUN.finditer(text))


def _run(found: re.Match[str]) -> tuple[int, str, int]:
    """How long a run is, in what it is counted, and which way it went: up, down or not said."""
    number, unit = found["number"] or found["han"], found["unit"] or found["behind"] or (found["move"] and "day")
    unit = unit or (found["each"] or "").replace("dai", "day")
    unit = unit or HAN_UNITS[found["of"][-1]]
    count = NUMBERS.get(number) or counted(number)
    said = found.string[found.start() : found.end() + REACH].partition("\n\n")[0]
    is_up, is_down = RUN_UP.search(said) is not None, RUN_DOWN.search(said) is not None
    return count, unit.replace("session", "day"), is_up - is_down


def _runs_typed(matter: Matter) -> Iterator[str]:
    """The runs that are figures of their own, as a text would have them."""
    for claim in matter.claims:
        if RUN_OF.search(claim.topic.what) and claim.interval.is_point:
            yield f"{claim.interval.low} {claim.unit} in a row"


def _is_known(match: re.Match[str], document: Document, matter: Matter) -> bool:
    """Whether the records have a superlative, or a sentence says whose claim it is."""
    claims = matter.event.file.claims.values()
    windows = {" ".join(figure.window.words.lower().split()) for figure in matter.figures}
    sentence = document.text[slice(*document.sentence(match.start()))]
    unparted = sentence.replace("-", "")  # the end of a line of a PDF may part a name
    told = " ".join(document.text[max(0, match.start() - COUNTED) : match.end()].lower().split())
    said = _plain(" ".join(match[0].split()))
    if any(words and told.endswith(words) for words in windows):
        return True
    is_whole = len(said) > WHOLE and STREAK.search(said) is None and _is_of(said, matter.typed)
    if is_whole or " ".join(sentence.split()).casefold().rstrip(" .") in matter.typed:
        return True
    beside = document.text[max(0, match.start() - REACH) : match.end() + REACH]
    if any(_is_since(beside, text) for claim in claims if claim.by == MARKET_DATA for text in texts_of(claim.text)):
        return True
    number = document.paragraph(match.start())
    paragraph = document.text[document.paragraphs[number] : document.paragraphs[number + 1]]
    for claim in claims:
        texts = [_plain(" ".join(text.split()).casefold()) for text in texts_of(claim.text)]
        if texts and all(_is_denied(said, text) for text in texts):
            continue
        if claim.by == MARKET_DATA and any(_is_of(said, text) or _reaches(said, text, matter) for text in texts):
            return True
        is_its = not is_unnamed(claim.by) and any(said.split()[0] in text for text in texts)
        called = claim.by.split()[-1] if PERSON.fullmatch(claim.by) else claim.by
        where = (sentence, unparted, *[paragraph] * is_its)
        if called in sentence or any(names_source(each, claim.by, matter.sources) for each in where):
            return True
    return False


def _is_other_peak(said: str, matter: Matter) -> bool:
    """Whether the claims have another length for the same end: a seven-month high, where there is a seven-year one."""
    texts = (text for claim in matter.event.file.claims.values() for text in texts_of(claim.text))
    said = _plain(said)
    peaks = {
        found[0] for text in texts for found in PEAK.finditer(_plain(text)) if end_told(found[0]) is end_told(said)
    }
    return PEAK.fullmatch(said) is not None and bool(peaks) and said not in peaks


def _plain(words: str) -> str:
    """A high or a low by these words, whatever it is called: a one-month peak."""
    return HAN_PEAK.sub(r"近\1\2\3", BOTTOMS.sub(r"\1low", TOPS.sub(r"\1high", words)))


def _is_of(said: str, text: str) -> bool:
    """Whether a superlative stands in a text, and not behind a word that makes it only the next: second-best."""
    at = text.find(said)
    is_next = ORDINAL.match(said) is None and ORDINAL.search(text[max(0, at - REACH) : at + len(said)]) is not None
    return at >= 0 and not is_next


def _is_denied(said: str, text: str) -> bool:
    """Whether a claim is of the other end, of another place or of another time than a superlative."""
    if {end_told(said), end_told(text)} == {True, False}:
        return True
    place, other = (found[found.lastindex or 0] if (found := ORDINAL.search(each)) else "" for each in (said, text))
    times = [_time_of(each) for each in (said, text)]
    return place != other or ("" not in times and times[0] != times[1])


def _time_of(words: str) -> str:
    found = OF_TIME.search(words)
    word = found[found.lastindex or 0] if found else ""
    return "ever" if word in ALL_TIME else THIS_YEAR.get(word, word).replace("以来", "since")


def _is_since(words: str, text: str) -> bool:
    """Whether a claim tells the same end since the same month: 2021年2月以来最惨的一天."""
    found = HAN_SINCE.search(words)
    return found is not None and found[0] in text and {end_told(words[found.end() :]), end_told(text)} != {True, False}


def _reaches(said: str, text: str, matter: Matter) -> bool:
    """Whether a two-year high is one by a claim that goes back to a date, a record one by another of the same end."""
    is_ever = EVER.search(said) and EVER.search(text) and {end_told(said), end_told(text)} != {True, False}
    if is_ever and len({_sort_of(said), _sort_of(text)} - {""}) < 2:  # noqa: PLR2004  # best of all, and the largest
        return True
    found = PEAK.fullmatch(said)
    if found is None or found["han"]:
        return False
    days, today = DAYS[found["unit"]] * (NUMBERS.get(found["number"]) or int(found["number"])), matter.event.published
    since = (day for at in DATE.finditer(text) for day in days_of(at[0]) if day.month)
    return any(
        (today.date() - date(day.year or today.year - (day.month > today.month), day.month, 1)).days >= days
        for day in since
        if day.month
    )


def _sort_of(words: str) -> str:
    """Whether a superlative is of what is good or bad, or of a size; empty where it says only that it is one."""
    found = END.search(words)
    return "" if found is None else "worth" if found["good"] or found["bad"] else "size"


def end_told(words: str) -> bool | None:
    """Whether some words tell a highest or best, or a lowest or worst: the largest fall is the worst."""
    found = END.search(words)
    if found is None and EVER.search(words):
        return FALL.search(words) is None  # a record close is a high
    if found is None or found["bad"] or found["good"]:
        return None if found is None else found["good"] is not None
    return (found["small"] is None) is (FALL.search(words) is None)
