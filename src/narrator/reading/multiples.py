"""Whether "times" behind a number in words makes it a multiple: four times as much, rose four times."""

from __future__ import annotations

from narrator.reading.patterns import lazy, patterns

OF_MULTIPLE, RISEN = patterns(__name__, "OF_MULTIPLE", "RISEN")
OCCASIONS = lazy(r"[ \n](?:in|on|during|last|over|this|within|since|a|per|before|each|every|between)\b")
"""What makes "rose four times" four rises, and what no multiple."""
REACH = 40


def is_multiple(text: str, start: int, stop: int) -> bool:
    """Whether a number of times, at its offsets, says how much more and not how often."""
    if OF_MULTIPLE.match(text, stop):
        return True
    return RISEN.search(text, max(0, start - REACH), start) is not None and OCCASIONS.match(text, stop) is None
