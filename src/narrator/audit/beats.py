"""By how much something came in above or below what had been forecast of it: three cents better than thought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.audit.facets import TOPIC
from narrator.audit.verdicts import Verdict
from narrator.model.quantity import Interval
from narrator.model.report import Nature
from narrator.reading.patterns import patterns

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from narrator.audit.judged import Judged
    from narrator.audit.matter import Matter
    from narrator.audit.passages import Passage
    from narrator.audit.topics import Claim
    from narrator.audit.verdicts import Finding
    from narrator.reading.mentions import Mention

BEAT, PASSED, ADVERSE, OPEN = patterns(__name__, "BEAT", "PASSED", "ADVERSE", "OPEN")


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


def misforecast(judged: Judged) -> Iterator[Finding]:
    """What is said, without a number, to have come in above or below what was forecast of it, and did not."""
    apart: dict[str, tuple[Interval, Claim]] = {}
    for now in (each for each in judged.matter.claims if not each.sources and each.nature is not Nature.FORECAST):
        for then in (each for each in judged.matter.claims if each.figure is now.figure and each.sources):
            if then.nature is Nature.FORECAST and then.unit == now.unit:
                apart[now.figure.id] = _apart(now, then), now
    for found in PASSED.finditer(judged.layout.lowered) if apart else ():
        sentence = judged.document.sentence(found.start())
        named = {cue.value for cue in judged.scanned.within(*sentence) if cue.facet == TOPIC}
        start = judged.layout.stretch(judged.document.paragraph(found.start()))[0]
        before = judged.document.sentence(max(start, sentence[0] - 1))  # both beat expectations
        told = ({*judged.meant.get(each, ())} & apart.keys() for each in (sentence, before))
        here = named & apart.keys() or next(filter(None, told), set())
        wrong = [each for each in here if _is_other_side(found, *apart[each])]
        if here and len(wrong) == len(here) and not OPEN.search(found.string, sentence[0], found.start()):
            why = f"{min(here)} lies on the other side of its forecast, or at it"
            yield judged.finding(found[0], found.start(), Verdict.WORD, why, min(here))


def _is_other_side(found: re.Match[str], apart: Interval, claim: Claim) -> bool:
    """Whether a figure is not above its forecast where that is said, or not below it."""
    is_free = found["judged"] is not None and ADVERSE.search(claim.topic.what) is not None
    low, high = apart.low, apart.high
    is_over = any(found[group] for group in ("over", "passes", "over_than", "over_han"))
    return not is_free and low is not None and high is not None and (high <= 0 if is_over else low >= 0)
