"""What a text divides by what: longs to shorts, shorts were twice the longs, 多头是空头的两倍."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, SIDE, VENUE
from narrator.reading.patterns import lazy, patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.audit.cues import Cue
    from narrator.audit.topics import Topic
    from narrator.reading.mentions import Mention

    Order = tuple[str, str, str]

_SAID = r"(?: (?:positions?|side|bets|liquidations?|contracts|funds|ETFs))?"
TO, TIMES_OF = patterns(__name__, "TO", "TIMES_OF")
HAN_RATIO, AWAY = patterns(__name__, "HAN_RATIO", "AWAY")
OF_BOTH = lazy(rf"{_SAID} (?:as|than) (?:the )?", re.IGNORECASE)
IS, HAN_OF = (
    lazy(r"[^\d，。；,;]{0,6}(?:[\d.]{1,9}[^\d，。；,;]{0,4}[，,]?)?(?:是|为|达|达到|相当于|约为)"),
    lazy(r"[^\d，。；,;]{0,6}(?:[\d.]{1,9}[^\d，。；,;]{0,4})?的[约近超逾至少达]*"),
)
FACETS = (SIDE, ASSET, VENUE)


def order_told(text: str, mention: Mention, cues: Sequence[Cue]) -> Order | None:
    """A facet, and the values of what is divided by what; None where a sentence does not say so of a multiple."""
    start, stop = mention.sentence
    han = HAN_RATIO.search(text, start, stop) if "比" in text[start:stop] else None
    if han:
        return (SIDE, "long", "short") if han["long"] else (SIDE, "short", "long")
    for facet in FACETS:
        here = [cue for cue in cues if cue.facet == facet and start <= cue.start < stop]
        found = next((pair for pair in pairwise(here) if _is_order(text, mention, *pair)), None)
        if found:
            return facet, found[0].value, found[1].value
    return None


def _is_order(text: str, mention: Mention, one: Cue, two: Cue) -> bool:
    if one.value == two.value:
        return False
    if one.end <= mention.start and mention.end <= two.start:
        is_apart = AWAY.search(text, one.end, mention.start)
        return is_apart is None and TIMES_OF.fullmatch(text, mention.end, two.start) is not None
    if mention.end <= one.start and OF_BOTH.fullmatch(text, one.end, two.start):
        return TIMES_OF.fullmatch(text, mention.end, one.start) is not None
    is_of = two.end <= mention.start and HAN_OF.fullmatch(text, two.end, mention.start)
    return TO.fullmatch(text, one.end, two.start) is not None or bool(is_of and IS.fullmatch(text, one.end, two.start))


def is_ordered(order: Order | None, first: Topic, second: Topic) -> bool:
    """Whether a text divides what one topic is of by what the other is of."""
    if order is None:
        return False
    facet, above, below = order
    return first.of(facet) == {above} and second.of(facet) == {below}


def is_reversed(order: Order | None, first: Topic, second: Topic) -> bool:
    """Whether a ratio of two figures is told the other way round."""
    return is_ordered(order, second, first)
