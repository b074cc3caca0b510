"""When a clause says that something was, against the windows of the figures in it.

A moment, a date or a stretch of time, holds for the numbers before it in its clause, as far back as the moment before;
one that stands before the first number of its clause holds for all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from narrator.audit.remembered import of_figure
from narrator.audit.spells import texts_of, times_of
from narrator.audit.windows import STRETCH, is_name, is_reached, is_so_long, is_term, length_said, lengths_of
from narrator.model.kinds import Part
from narrator.model.quantity import MOVES, NET_FLOWS
from narrator.model.window import Span
from narrator.reading.dates import DATE, days_of, is_spell
from narrator.reading.masks import MONTH
from narrator.reading.patterns import lazy, patterns
from narrator.reading.periods import PERIOD, is_ahead, is_away, is_filled, is_in, is_of_a_month, months_ahead

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from datetime import date

    from narrator.audit.matter import Matter
    from narrator.audit.windows import Length
    from narrator.model.figure import Figure
    from narrator.reading.atoms import Mask
    from narrator.reading.dates import Day, Spell
    from narrator.reading.layout import Layout
    from narrator.reading.mentions import Mention

CLAUSE, QUARTER = patterns(__name__, "CLAUSE", "QUARTER")
OPENED, FIRST, LAST = patterns(__name__, "OPENED", "FIRST", "LAST")
ON = lazy(r"\bon $")
WHEN = lazy(rf"\d{{4}}年(?:\d{{1,2}}月)?|\d{{1,2}}月|\b{MONTH}\b(?! \d)")
REACH, TWO, AT = 30, 2, attrgetter("start")
STARTED = f".{Part.FROM}"
"""How the id of what ends that is where a change began, before its window."""
FILLING = MOVES | NET_FLOWS
"""What is of a whole week is so of no day of it."""
QUARTERS, MONTHS = ("first", "second", "third", "fourth"), 3
ENDS = ("March", "June", "September", "December")
HAN_QUARTERS = dict(zip("一二三四", QUARTERS, strict=True))
"""The quarters of a year, and how many months one has."""


class Told(NamedTuple):
    """A moment of a sentence; `clause` is the stretch for which it can hold, `before` what stands in front of it."""

    text: str
    start: int
    clause: tuple[int, int]
    before: str = ""
    length: Length | None = None
    quarter: re.Match[str] | None = None
    period: re.Match[str] | None = None


def told_in(  # the times of one stretch
    text: str, sentence: tuple[int, int], masks: Sequence[Mask], layout: Layout, *, periods: bool = False
) -> list[Told]:
    """The moments of a sentence in order, its weekdays and months only where asked; a row of a table is one clause."""
    dates = masks[bisect_left(masks, sentence[0], key=AT) : bisect_left(masks, sentence[1], key=AT)]
    dates = [mask for mask in dates if mask.kind == "date"]
    if not (dates or layout.is_timed(*sentence)):
        return []
    is_row = text.find(" | ", *sentence) >= 0
    edges = [*sentence, *([] if is_row else [cut.start() for cut in CLAUSE.finditer(text, *sentence)])]
    opened = OPENED.match(text, *sentence)
    edges += [opened.start("comma")] if opened else []

    def clause(at: int) -> tuple[int, int]:
        return max(edge for edge in edges if edge <= at), min(edge for edge in edges if edge > at)

    def before(at: int) -> str:
        return text[max(0, at - REACH) : at].replace("\n", " ")

    found = [Told(mask.text, mask.start, clause(mask.start), before(mask.start)) for mask in dates]
    found += [
        Told(match[0], match.start(), clause(match.start()), length=length)
        for match in STRETCH.finditer(text, *sentence)
        if not match["whole"] and (length := length_said(match)) and not is_term(match, sentence)
    ]
    quarters = [*QUARTER.finditer(text, *sentence)]
    found += [
        Told(match[0], match.start(), clause(match.start()), period=match)
        for match in (PERIOD.finditer(text, *sentence) if periods else ())
        if not is_away(match, sentence[0]) and not is_of_a_month(match)
    ]
    found = [e for e in found if not any(q.start() < e.start + len(e.text) and e.start < q.end() for q in quarters)]
    found += [Told(q[0], q.start(), clause(q.start()), before(q.start()), quarter=q) for q in quarters]
    return sorted(found, key=lambda told: told.start)


def contradicted(
    mention: Mention, told: Sequence[Told], mentions: Sequence[Mention], figure: Figure, matter: Matter
) -> Told | None:
    """The first moment that holds for a number, where none of those is of the window of its figure."""
    since = next((each for each in told if each.start >= mention.start and each.before.endswith("since ")), None)
    if figure.window.span is Span.SINCE and since and not fits(since, figure, matter):
        return since
    quarters = [each for each in told if each.quarter and _is_held(each, mention, mentions)]
    if quarters:  # its own time, whatever else stands in the sentence
        return next((each for each in quarters if not fits(each, figure, matter)), None)
    told = [each for each in told if not each.quarter]
    for is_length in (False, True):
        alike = [each for each in told if (each.length is not None) is is_length]
        here = [each for each in held(mention, alike, mentions) if not _is_of_next(mention, each, told, mentions)]
        if here and not any(fits(each, figure, matter) for each in here):
            return here[0]
    return None


def _is_held(moment: Told, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a moment is that of a number, and no other number stands between the two."""
    is_next = not any(mention.start < other.start < moment.start for other in mentions)
    return is_next and moment in held(mention, [moment], mentions)


def _is_of_next(mention: Mention, moment: Told, told: Sequence[Told], mentions: Sequence[Mention]) -> bool:
    """Whether a moment of either kind stands behind a number, and this one behind the next: 1% in a week, 7% in May."""
    between = [each.start for each in mentions if mention.start < each.start < moment.start]
    return any(mention.start < each.start < start for each in told for start in between)


def held(mention: Mention, told: Sequence[Told], mentions: Sequence[Mention]) -> Iterator[Told]:
    """The moments that hold for a number."""
    inside = [each for each in told if each.clause[0] <= mention.start < each.clause[1]]
    for each in inside:
        if not any(each.clause[0] <= other.start < each.start for other in mentions):
            yield each
    yield from [each for each in inside if each.start >= mention.start][:1]


def fits(told: Told, figure: Figure, matter: Matter) -> bool:
    """Whether a moment is one of the window of a figure, as far as the records say."""
    if told.length:
        return _is_long(told.text, told.length, figure, matter)
    if told.quarter:
        return _is_quarter(told, told.quarter, figure, matter)
    if told.period:
        return is_of_window(told.period, figure, matter, is_all=figure.direction in FILLING)
    days = [day for day in days_of(told.text) if day not in typed_days(figure, matter)]
    spells = days_said(figure, matter)
    if len(days) == TWO:
        return any(is_spell(days, spell) for spell in spells)
    if LAST.search(told.before):
        spells = tuple((last, last) for _, last in spells if figure.window.span is not Span.SINCE) or spells
    elif FIRST.search(told.before):
        spells = tuple((first, first) for first, _ in spells)
    elif ON.search(told.before):
        spells = tuple(spell for spell in spells if spell[0] == spell[1])
    return all(any(map(day.is_in, spells)) for day in days)


def _is_long(words: str, length: Length, figure: Figure, matter: Matter) -> bool:
    """Whether the window of a figure is so long, as far as the records say."""
    lengths = lengths_of(figure, matter)
    is_known = not lengths or is_so_long(length, lengths, words) or is_reached(length, figure.id)
    return is_known or is_named(words, figure, matter) or is_name(words, matter)


def is_of_window(said: re.Match[str], figure: Figure, matter: Matter, *, is_all: bool = False) -> bool:
    """Whether a period can be that of the window of a figure, or `is_all` of it; one without dates contradicts none."""
    spells = days_said(figure, matter)
    if coming := months_ahead(said, matter.published_on):
        months = {day.month for day in typed_days(figure, matter) if day.month}
        return not months or bool(spells) or bool(coming & months)
    is_typed = is_named(said[0], figure, matter)
    if not spells and (said["month"] or said["may"]):  # of no day, but of a month by its words
        return is_typed or not any(day.month for day in typed_days(figure, matter))
    if not spells or is_typed or is_ahead(said, matter.published_on):
        return True
    inside = [each for each in spells if is_in(said, each, matter.published_on)]
    return any(is_filled(said, each, matter.published_on) for each in inside) if is_all else bool(inside)


def _is_quarter(told: Told, said: re.Match[str], figure: Figure, matter: Matter) -> bool:
    """Whether a quarter holds the window of a figure, or its first or last part; one without dates contradicts none."""
    window = figure.window
    words = (said["word"] or "").lower() or HAN_QUARTERS.get(said["han"] or "", "")
    ends = said["ends"] or said["last_month"]
    number = QUARTERS.index(words) if words else ENDS.index(ends) if ends else int(said["number"] or said["last"]) - 1
    year = said["of"] or said["behind"] or said["front"]
    if window.start is None or is_named(told.text, figure, matter):
        return True

    def is_in(day: date) -> bool:
        return (day.month - 1) // MONTHS == number and (not year or day.year == int(year))

    first, last = window.start, window.end or window.start
    both = [first] if FIRST.search(told.before) else [last] if LAST.search(told.before) else [first, last]
    return all(map(is_in, both))


@of_figure
def days_said(figure: Figure, matter: Matter) -> tuple[Spell, ...]:
    """The days of the window of a figure, and those on which its sources said so."""
    is_stated = figure.window.span not in {Span.NOT_STATED, Span.WORDS}
    said = (judged.report.as_of for judged in figure.reports)
    days = [day.astimezone(matter.event.zone).date() for day in said if day]
    return (*(times_of(figure, matter.event) if is_stated else ()), *((day, day) for day in days))


@of_figure
def typed_days(figure: Figure, matter: Matter) -> frozenset[Day]:
    """The dates that stand in the texts of the record of a figure, and in the words of its window."""
    texts = words_about(figure, matter)
    return frozenset(
        day for text in texts for found in (*DATE.finditer(text), *WHEN.finditer(text)) for day in days_of(found[0])
    )


@of_figure
def texts_about(figure: Figure, matter: Matter) -> tuple[str, ...]:
    """The words of the window of a figure, and the texts of its records, whatever their case."""
    return tuple(text.casefold() for text in words_about(figure, matter))


def is_named(words: str, figure: Figure, matter: Matter) -> bool:
    """Whether words of time stand in what a record measures: consumer prices in October."""
    return any(words.casefold() in text for text in texts_about(figure, matter))


@of_figure
def words_about(figure: Figure, matter: Matter) -> tuple[str, ...]:
    """The same as they are typed."""
    names = (name.split(".")[:2] for name in figure.derived_from or (figure.id,))
    found = ((getattr(matter.event.file, kind, None) or {}).get(record) for kind, record in names)
    own = (text for entry in found if entry for text in texts_of(entry.model_dump()))
    claims = matter.event.file.claims.values()
    about = ((claim.about or "").split(".")[:2] for claim in claims)
    alike = (claim for claim, of in zip(claims, about, strict=True) if of == figure.id.split(".")[:2])
    return (figure.window.words, *own, *(text for claim in alike for text in texts_of(claim.text)))
