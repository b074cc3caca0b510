"""From when or since when a number is said to have moved, and of which time before it is, against its window."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from narrator.audit.judged import MEANT
from narrator.audit.moments import days_said
from narrator.audit.windows import lengths_of
from narrator.model.ids import is_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import MEASURES
from narrator.reading.patterns import lazy, patterns
from narrator.reading.spellings import CARDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.verdicts import Finding

EARLIER, PREVIOUS, AGO = patterns(__name__, "EARLIER", "PREVIOUS", "AGO")
BEFORE = lazy("previous|prior|preceding|before")
"""What a text has that says which time before it is."""


DAYS = {"week": 7, "month": 30, "year": 365}
MONTH = 30
"""What is of so many days stands for one of them."""


def misaged(judged: Judged) -> Iterator[Finding]:
    """How long ago something is said to have stood, against the day on which its figure did."""
    event = judged.matter.event
    published = event.published.astimezone(event.zone).date()
    for finding in judged.findings:
        found = AGO.match(judged.document.text, finding.mention.end) if finding.verdict in MEANT else None
        days = days_said(judged.matter.figures[finding.figure], judged.matter) if found and finding.figure else ()
        is_of_one = all((last - first).days <= MONTH for first, last in days)
        if found and is_of_one and not finding.figure.endswith(f".{Part.FROM}"):
            length, count = DAYS[found["unit"]], found["count"].lower()
            told = published - timedelta(days=length * (CARDINALS.get(count) or (int(count) if count.isdigit() else 1)))
            apart = (max((first - told).days, (told - last).days, 0) for first, last in days)
            if days and not any(2 * each <= length for each in apart):
                yield judged.untimely(found[0], found.start(), finding.figure)


def miscompared(judged: Judged) -> Iterator[Finding]:
    """The stretches of time that a number is said to be of or to have moved in, and which are not its window."""
    document, matter, last = judged.document, judged.matter, 0
    for finding in judged.findings:
        mention, first = finding.mention, max(last, finding.mention.sentence[0])
        last = mention.end
        if finding.verdict not in MEANT or not finding.figure:
            continue
        is_start = finding.figure.endswith(f".{Part.FROM}")
        is_move = is_start or (mention.unit in MEASURES and is_of(finding.figure, Group.PRICES))
        moved = EARLIER.match(document.text, mention.end) if is_move else None
        is_before = not is_start and judged.layout.has(BEFORE, first, mention.start)
        before = PREVIOUS.search(document.text, first, mention.start) if is_before else None
        lengths = lengths_of(matter.figures[finding.figure], matter)
        for found in filter(None, (moved, before)):
            said = found["unit"] if found is moved else found[found.lastgroup or 0].lower()
            count = int(found["count"] or 1) if found is moved else 1
            if lengths and (said, count) not in lengths:
                yield judged.untimely(found[0], found.start(), finding.figure)
