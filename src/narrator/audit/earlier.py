"""From when or since when a number is said to have moved, and of which time before it is, against its window."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING

from narrator.audit.judged import MEANT
from narrator.audit.moments import days_said
from narrator.audit.spells import spells_of
from narrator.audit.windows import HAN, SPAN, lengths_of
from narrator.model.ids import is_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import MEASURES
from narrator.reading.han_numbers import counted
from narrator.reading.patterns import lazy, patterns
from narrator.reading.periods import PERIOD, is_in

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.verdicts import Finding
    from narrator.model.figure import Figure

EARLIER, PREVIOUS, AGO = patterns(__name__, "EARLIER", "PREVIOUS", "AGO")
SINCE, HEAD, THAN, BY_DAY = patterns(__name__, "SINCE", "HEAD", "THAN", "BY_DAY")
EVE, BESIDE, SO_FAR = patterns(__name__, "EVE", "BESIDE", "SO_FAR")
LAST_WEEK = lazy("上$")
BEFORE, BACK = lazy("previous|prior|preceding|before|前"), lazy("ago|earlier|before|later|on")
"""What a text has that says which time before it is, and how long before."""


MONTH, WEEKEND = 30, 3
"""What is of so many days stands for one of them; so many days lie between two of trading at most."""


def _told(judged: Judged) -> Iterator[tuple[Finding, int, Figure]]:
    """The numbers of which the figure is known, with where the one before them ends in their sentence."""
    last = 0
    for finding in judged.findings:
        first, last = max(last, finding.mention.sentence[0]), finding.mention.end
        if finding.verdict in MEANT and finding.figure:
            yield finding, first, judged.matter.figures[finding.figure]


def misaged(judged: Judged) -> Iterator[Finding]:
    """How long ago something is said to have stood, against the day on which its figure did."""
    event, text = judged.matter.event, judged.document.text
    today, told = {judged.matter.published_on, *(end for _, end in spells_of(event.days, event))}, set[date]()
    for finding, first, figure in _told(judged):
        mention = finding.mention
        if finding.figure.endswith(f".{Part.FROM}"):
            continue
        head = HEAD.search(text, first, mention.start) if judged.layout.has(BACK, first, mention.start) else None
        found = AGO.match(text, mention.end) or head
        before, days = told, days_said(figure, judged.matter)
        told = {end for _, end in days}
        length = SPAN[found["unit"]] if found else 0
        if found and days and all((end - start).days <= max(MONTH, length) for start, end in days):
            is_later = found is head and found["later"] is not None
            bases = before if is_later else today
            back = timedelta(days=length * (counted(found["count"]) or 1))
            back = -back if is_later else back
            apart = (max((start - day + back).days, (day - back - end).days, 0) for start, end in days for day in bases)
            if bases and not any(2 * each <= max(length, WEEKEND) for each in apart):
                yield judged.untimely(found[0].strip(), found.start(), finding.figure)


def misbegun(judged: Judged) -> Iterator[Finding]:
    """Since when or against when something is said to have moved or flowed, against the first day of its window."""
    matter, text = judged.matter, judged.layout.text
    ways = {claim.figure.id for claim in matter.claims if claim.direction or EVE.search(claim.topic.what)}
    daily = {claim.figure.id for claim in matter.claims if EVE.search(claim.topic.what)}
    for finding, first, figure in _told(judged):
        since = SINCE.match(text, finding.mention.end) or THAN.match(text, finding.mention.end)
        if since is None and finding.figure in daily:
            since = BESIDE.search(text, first, finding.mention.start)
        since = since or SO_FAR.search(text, first, finding.mention.start)
        period = PERIOD.match(text, since.end()) if since and finding.figure in ways else None
        days = days_said(figure, matter) if period else ()
        if since and period and days:
            eves = [eve for first, _ in days for eve in eves_of(first)]
            if LAST_WEEK.search(since[0]):
                eves = [eve for eve in eves if eve.isocalendar() < (*matter.published_on.isocalendar()[:2], 0)]
            if not any(is_in(period, (eve, eve), matter.published_on) for eve in eves):
                yield judged.untimely(f"{since[0].strip()} {period[0]}", since.start() + 1, finding.figure)


def misended(judged: Judged, periods: Iterable[re.Match[str]]) -> Iterator[Finding]:
    """By which day something is said to have come about, against the last day of the window of its figure."""
    matter, text = judged.matter, judged.layout.text
    known = [each for each, *_ in _told(judged)]
    starts = [each.mention.start for each in known]
    for period in (each for each in periods if each["day"]):
        at = bisect_left(starts, period.start()) - 1
        finding = known[at] if at >= 0 else None
        is_by = finding is not None and finding.mention.sentence[1] > period.start()
        if finding and is_by and BY_DAY.fullmatch(text, finding.mention.end, period.start()):
            days = days_said(matter.figures[finding.figure], matter)
            is_past = bool(days) and max(last for _, last in days) <= matter.published_on
            if is_past and not any(is_in(period, (last, last), matter.published_on) for _, last in days):
                yield judged.untimely(period[0], period.start(), finding.figure)


def eves_of(first: date) -> tuple[date, ...]:
    """The days on which a window may be said to begin: its first, and that of the close before it."""
    return tuple(first - timedelta(days=back) for back in ((0, 1) if first.weekday() else (0, 1, WEEKEND)))


def miscompared(judged: Judged) -> Iterator[Finding]:
    """The stretches of time that a number is said to be of or to have moved in, and which are not its window."""
    document, matter = judged.document, judged.matter
    for finding, first, figure in _told(judged):
        mention = finding.mention
        is_start = finding.figure.endswith(f".{Part.FROM}")
        is_move = is_start or (mention.unit in MEASURES and is_of(finding.figure, Group.PRICES))
        moved = EARLIER.match(document.text, mention.end) if is_move else None
        is_before = not is_start and judged.layout.has(BEFORE, first, mention.start)
        before = PREVIOUS.search(document.text, first, mention.start) if is_before else None
        moved_to = matter.figures.get(finding.figure.removesuffix(f".{Part.FROM}"))
        lengths = lengths_of(moved_to or figure, matter)
        for found in filter(None, (moved, before)):
            said = found["unit"] if found is moved else found[found.lastgroup or 0].lower()
            said = HAN.get(said, said)
            count = int(found["count"] or 1) if found is moved else 1
            is_yearly = is_start and said == "year" and ("quarter", 1) in lengths  # as quarters are compared
            if lengths and (said, count) not in lengths and not is_yearly:
                yield judged.untimely(found[0], found.start(), finding.figure)
