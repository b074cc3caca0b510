"""What the calendar and the clock deny: a weekday of another date, figures as of an hour that is none of theirs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from narrator.audit.judged import TITLE
from narrator.audit.moments import FIRST, LAST, days_said
from narrator.audit.spells import spells_of
from narrator.audit.verdicts import Finding, Verdict
from narrator.reading.clocks import clock_of
from narrator.reading.dates import days_of, is_spell
from narrator.reading.mentions import mention_of
from narrator.reading.patterns import lazy, patterns
from narrator.reading.periods import HAN_WEEKDAYS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.model.figure import Figure
    from narrator.reading.atoms import Mask
    from narrator.reading.dates import Day

SHORT = 3
_DAY = rf"(?P<day>{'|'.join(f'{day[:SHORT]}(?:{day[SHORT:]}|s|rs?)?' for day in WEEKDAYS)})\b\.?"
BEFORE = lazy(rf"\b{_DAY},?[ \n](?:the[ \n])?\Z|(?:周|星期|礼拜)(?P<han>[一二三四五六日天])[，,]?\Z", re.IGNORECASE)
BEHIND = lazy(rf",?[ \n]?[(（]?(?:{_DAY}[)）]|(?:周|星期|(?<=[(（]))(?P<han>[一二三四五六日天])[)）])", re.IGNORECASE)
"""A weekday right before a date, or in brackets behind it."""
REACH, LISTED, LEFT, SHORTEST = 14, 12, 30, 100
YEARED, PAST = lazy(r"(?:19|20)\d\d"), lazy(r"\b(?:since|from|of|after|until|to)\b|以来|自", re.IGNORECASE)
AS_OF, AS_OF_DAY, NOTE = patterns(__name__, "AS_OF", "AS_OF_DAY", "NOTE")
NAMED = lazy("|".join(WEEKDAYS))


def miscounted(judged: Judged) -> Iterator[Finding]:
    """The dates that fall on another weekday than the one that stands with them."""
    text, published = judged.document.text, judged.matter.published_on
    for mask in (mask for mask in judged.masks if mask.kind == "date"):
        found = BEFORE.search(text, max(0, mask.start - REACH), mask.start) or BEHIND.match(text, mask.end)
        days = days_of(mask.text) if found else []
        if found is None or len(days) != 1 or not (days[0].month and days[0].day):
            continue
        said = HAN_WEEKDAYS[found["han"]] if found["han"] else _number(found["day"])
        years = [days[0].year] if days[0].year else [published.year - 1, published.year, published.year + 1]
        try:
            meant = min(
                (date(year, days[0].month, days[0].day) for year in years), key=lambda day: abs((day - published).days)
            )
        except ValueError:
            continue  # the 29th of February
        if meant.weekday() != said:
            why = f"{mask.text} was a {WEEKDAYS[meant.weekday()].title()}"
            yield judged.finding(mask.text, mask.start, Verdict.DATE, why)


def _number(day: str) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(day[:SHORT].lower()))


def misdated(judged: Judged) -> Iterator[Finding]:
    """The dates that no record has, and those that lie outside every window of the kind of figure in their sentence."""
    document, windows = judged.document, judged.matter.windows
    beside, typed = judged.matter.other_days
    known = [spell for spells in windows.values() for spell in spells] + beside
    told: dict[int, set[str]] = {}
    for finding in judged.findings:
        if finding.figure:
            told.setdefault(finding.mention.sentence[0], set()).add(finding.figure.partition(".")[0])
    for mask in judged.masks:
        if mask.kind == "date":
            sentence = document.sentence(mask.start)
            here = [spell for kind in told.get(sentence[0], ()) for spell in windows.get(kind, ())]
            near = here + beside if here and "derived" not in told[sentence[0]] else known
            days = [day for day in days_of(mask.text) if not _is_typed(day, typed) and (day.year or day.day)]
            before = document.text[max(0, mask.start - LEFT) : mask.start]
            is_on = bool(here) and before[-3:].lower() == "on " and not (LAST.search(before) or FIRST.search(before))
            spells = [spell for spell in near if spell[0] == spell[1]] if is_on and len(days) == 1 else near
            is_known = all(any(map(day.is_in, spells)) for day in days)
            if not is_known or (len(days) == 2 and not any(is_spell(days, spell) for spell in near)):  # noqa: PLR2004  # its ends
                said = mention_of(mask.text, mask.start, document, mask.kind)
                yield Finding(said, Verdict.DATE, why="no record has this date here")


def _is_typed(day: Day, typed: set[Day]) -> bool:
    """Whether a date stands in the texts of the records; a year does with its month."""
    return day in typed or (day.month is None and any(day.year == each.year for each in typed))


def misissued(judged: Judged) -> Iterator[Finding]:
    """The day as of which, or for which, a text says to be, that is none on which anything of its event stood."""
    published, figures = judged.matter.published_on, judged.matter.figures
    known = {published} | {last for figure in figures for _, last in days_said(figure, judged.matter)}
    own = {published, *(day for spell in spells_of(judged.matter.event.days, judged.matter.event) for day in spell)}
    for mask in (mask for mask in judged.masks if mask.kind == "date"):
        days = [day for day in days_of(mask.text) if day.month and day.day]
        is_said = AS_OF_DAY.search(judged.document.text, max(0, mask.start - 3 * REACH), mask.start) is not None
        is_head = not is_said and _is_dateline(mask, judged)
        kept = own if is_head else known
        if (is_said or is_head) and days and not any(day.is_in((last, last)) for day in days for last in kept):
            yield judged.finding(mask.text, mask.start, Verdict.DATE, "nothing here is as of that day")
    for found in NOTE.finditer(judged.document.text) if judged.layout.spots(NAMED) else ():
        if _number(found["day"]) not in {published.weekday(), *(last.weekday() for last in known)}:
            yield judged.finding(
                found[0], found.start(), Verdict.DATE, f"it is published on another day than {found['day']}"
            )


def _is_dateline(mask: Mask, judged: Judged) -> bool:
    """Whether a date stands by itself at the head of a text, and says of which day that is."""
    number, text = judged.document.paragraph(mask.start), judged.document.text
    start, stop = judged.layout.stretch(number)
    before, behind = text[start : mask.start].rpartition("|")[2], text[mask.end : stop].partition("|")[0]
    is_alone = number <= TITLE and not (before.strip(" *_\n") or behind.strip(" *_.\n"))
    is_short = number <= TITLE + 1 and stop - start < SHORTEST and judged.layout.is_label(number)
    return is_alone or (is_short and YEARED.search(mask.text) is not None and not PAST.search(before))


def misclocked(judged: Judged) -> Iterator[Finding]:
    """The hours as of which a text says that figures stood, and which are none of theirs.

    Those of a sentence, or below a line with a colon; of any figure in a sentence that has none.
    """
    document, matter = judged.document, judged.matter
    for mask in (mask for mask in judged.masks if mask.kind == "time"):
        if document.paragraphs[number := document.paragraph(mask.start)] == mask.start:
            yield from _too_early(mask, number, judged)
        if AS_OF.search(document.text, max(0, mask.start - REACH - SHORT), mask.start) is None:
            continue
        figures = judged.meant.get(document.sentence(mask.start)) or _below(mask, judged)
        known = [
            moment
            for figure in figures or [figure.id for figure in matter.figures]
            for moment in moments_of(matter.figures[figure])
        ]
        clock = _clock(mask, document.text, matter)
        if known and clock and not any(moment.astimezone(clock[1]).time() == clock[0] for moment in known):
            why = f"no figure here is as of {' '.join(mask.text.split())}"
            yield judged.finding(mask.text, mask.start, Verdict.DATE, why)


def _too_early(mask: Mask, number: int, judged: Judged) -> Iterator[Finding]:
    """The hour of an entry of a log that is before that of every figure in it."""
    document, matter = judged.document, judged.matter
    inside = range(document.paragraphs[number], document.paragraphs[number + 1])
    figures = [
        matter.figures[figure] for (start, _), here in judged.meant.items() if start in inside for figure in here
    ]
    known = [each.report.as_of for figure in figures for each in figure.reports if each.report.as_of]
    clock = _clock(mask, document.text, matter)
    if known and clock and all(moment.astimezone(clock[1]).time() > clock[0] for moment in known):
        why = f"{figures[0].id} is as of a later hour"
        yield judged.finding(mask.text, mask.start, Verdict.DATE, why, figures[0].id)


def _below(mask: Mask, judged: Judged) -> Sequence[str]:
    """The figures of the list or table below a line."""
    layout, number = judged.layout, judged.document.paragraph(mask.start)
    if not layout.introductions[number]:
        return ()
    starts = range(layout.stretch(number)[1], layout.stretch(min(number + LISTED, len(layout.labels) - 1))[1])
    return [figure for (start, _), figures in judged.meant.items() if start in starts for figure in figures]


def moments_of(figure: Figure) -> Iterator[datetime]:
    """When a figure is as of, as far as its records have an hour."""
    yield from (judged.report.as_of for judged in figure.reports if judged.report.as_of)
    if figure.window.until:
        yield figure.window.until


def _clock(mask: Mask, text: str, matter: Matter) -> tuple[time, ZoneInfo] | None:
    return clock_of(mask.text, text[mask.start : mask.end + REACH], str(matter.event.zone))
