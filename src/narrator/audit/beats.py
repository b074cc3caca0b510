"""By how much something came in above or below what had been forecast of it: three cents better than thought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.quantity import Interval
from narrator.model.report import Nature
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.audit.matter import Matter
    from narrator.audit.passages import Passage
    from narrator.audit.topics import Claim
    from narrator.reading.mentions import Mention

(BEAT,) = patterns(__name__, "BEAT")


def beats(
    mention: Mention, passage: Passage, matter: Matter, text: str
) -> Iterator[tuple[Interval, str, Claim, Claim]]:
    """How far the figures of a sentence lie on the side of their forecasts that it says, and what of what."""
    found = BEAT.match(text, mention.end)
    for now in passage.here if found else ():
        for then in (each for each in matter.claims if each.figure is now.figure and each.sources):
            if found and then.nature is Nature.FORECAST and then.unit == mention.unit:
                more, less = (now, then) if found["more"] else (then, now)
                yield _apart(more, less), f"{now.figure.id} beside its forecast", now, then


def _apart(more: Claim, less: Claim) -> Interval:
    """How far one figure is above another."""
    (low, high), (least, most) = ((each.interval.low, each.interval.high) for each in (more, less))
    if low is None or high is None or least is None or most is None:
        return Interval(None, None)
    return Interval(low - most, high - least)
