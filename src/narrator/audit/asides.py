"""What a sentence says beside: a relative clause without a number, or what something came after, is not about one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from narrator.audit.entities import KINDS
from narrator.audit.facets import ASSET, TOPIC
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.audit.cues import Cue

RELATIVE = lazy(r",[ \n](?:which|who|whose|where)\b[^,;.\d]{1,90}(?=,)")
LED, OPENING, BEHIND = patterns(__name__, "LED", "OPENING", "BEHIND")
OF_IT = frozenset({TOPIC, *KINDS})
"""What is not taken from there: of what, of whom and how long a statistic is."""


def without_asides(cues: Sequence[Cue], text: str, stretch: tuple[int, int]) -> Sequence[Cue]:
    """Cues without those of a sentence that only say beside what its numbers are about."""
    facets = {cue.facet for cue in cues}
    asides = () if facets.isdisjoint(OF_IT) else (RELATIVE, OPENING, BEHIND)
    spans = [match.span() for match in chain.from_iterable(form.finditer(text, *stretch) for form in asides)]
    led = [match.span() for match in LED.finditer(text, *stretch)] if ASSET in facets else []
    if not (spans or led):
        return cues
    free = [cue for cue in cues if cue.facet not in OF_IT or not _is_inside(cue, spans)]
    return [cue for cue in free if cue.facet != ASSET or not _is_inside(cue, led)] if led else free


def _is_inside(cue: Cue, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= cue.start < stop for start, stop in spans)
