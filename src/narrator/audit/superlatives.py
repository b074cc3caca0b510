"""Records, streaks and "largest since", which no series shows, in sentences that do not say who claims them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from narrator.audit.dates import DATE, days_of, texts_of
from narrator.audit.documents import lowered
from narrator.audit.patterns import lazy, patterns
from narrator.audit.spellings import CARDINALS, listed
from narrator.audit.verdicts import Verdict
from narrator.audit.voices import names_source
from narrator.model.source import MARKET_DATA, is_unnamed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.documents import Document
    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.verdicts import Finding

SUPERLATIVE, SUPERLATIVE_WORDS = patterns(__name__, "SUPERLATIVE", "SUPERLATIVE_WORDS")
RUN_OF = lazy(r"\b(?:run|streak)\b")
STREAK, WHOLE = lazy(r"\brow\b|straight|consecutive|连续"), 15
"""A longer superlative that stands in a record is that of the record: the steepest fall in five years."""
COUNTED = 24
"""How far before a streak its number stands: a record may have as its window six sessions in a row."""
ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
NUMBERS = {**CARDINALS, **{ordinal: number for number, ordinal in enumerate(ORDINALS, 1)}}
_OF = "(?P<unit>day|session|week|month|quarter|year|meeting)s?"
RUN = lazy(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})(?:st|nd|rd|th)?[ -]"
    rf"(?:(?:straight|consecutive|successive) {_OF}|{_OF.replace('unit', 'behind')} (?:in a row|running|straight))\b"
)
"""How long something has gone on: the fifth week in a row."""
PEAK = lazy(rf"(?P<number>\d{{1,2}}|{'|'.join(CARDINALS)})-(?P<unit>week|month|year)[- ](?:high|low)")
DAYS = {"week": 7, "month": 30, "year": 365}


def superlatives(judged: Judged) -> Iterator[Finding]:
    """Records, streaks and "largest since", which no series shows, in sentences that do not say who claims them."""
    document, matter, text = judged.document, judged.matter, lowered(judged.document.text)
    known = {run for words in (matter.typed, *_runs_typed(matter)) for run in _runs(words)}
    taken: list[tuple[int, int]] = []
    for found in judged.layout.matches(RUN, text, SUPERLATIVE_WORDS):
        length, unit = _run(found)
        alike = sorted(number for number, of in known if of == unit)
        taken += [found.span()] if alike else []
        if alike and length not in alike:
            why = f"the records have {alike[0]} {unit}s in a row"
            yield judged.finding(document.text[slice(*found.span())], found.start(), Verdict.WORD, why)
    for match in judged.layout.matches(SUPERLATIVE, text, SUPERLATIVE_WORDS):
        is_run = any(start < match.end() and match.start() < end for start, end in taken)
        if not is_run and not _is_known(match, document, matter):
            phrase = document.text[slice(*match.span())]
            yield judged.finding(phrase, match.start(), Verdict.WORD, "no series at hand shows this")


def _runs(text: str) -> Iterator[tuple[int, str]]:
    yield from (_run(found) for found in RUN.finditer(text))


def _run(found: re.Match[str]) -> tuple[int, str]:
    """How long a run is, and in what it is counted."""
    number, unit = found["number"], (found["unit"] or found["behind"]).replace("session", "day")
    return NUMBERS[number] if number in NUMBERS else int(number), unit


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
    said = " ".join(match[0].split())
    if any(words and told.endswith(words) for words in windows):
        return True
    is_whole = len(said) > WHOLE and STREAK.search(said) is None and said in matter.typed
    if is_whole or " ".join(sentence.split()).casefold().rstrip(" .") in matter.typed:
        return True
    number = document.paragraph(match.start())
    paragraph = document.text[document.paragraphs[number] : document.paragraphs[number + 1]]
    for claim in claims:
        texts = [" ".join(text.split()).casefold() for text in texts_of(claim.text)]
        if claim.by == MARKET_DATA and any(said in text or _reaches(said, text, matter) for text in texts):
            return True
        is_its = not is_unnamed(claim.by) and any(said.split()[0] in text for text in texts)
        if any(names_source(each, claim.by, matter.sources) for each in (sentence, unparted, *[paragraph] * is_its)):
            return True
    return False


def _reaches(said: str, text: str, matter: Matter) -> bool:
    """Whether a two-year high is one by a claim that goes back to a date: the highest since November 2022."""
    found = PEAK.fullmatch(said)
    if found is None:
        return False
    days, today = DAYS[found["unit"]] * (NUMBERS.get(found["number"]) or int(found["number"])), matter.event.published
    since = (day for at in DATE.finditer(text) for day in days_of(at[0]) if day.month)
    return any(
        (today.date() - date(day.year or today.year - (day.month > today.month), day.month, 1)).days >= days
        for day in since
        if day.month
    )
