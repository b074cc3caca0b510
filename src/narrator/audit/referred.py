"""What a paragraph goes on about that begins with a pronoun: the one figure of that unit in the paragraph before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.audit.facets import ASSET, SIDE, TOPIC, VENUE, WHO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrator.audit.mentions import Mention
    from narrator.audit.topics import Claim

    Before = Mapping[str, set[str]]

_IT = r"(?:it|this|that|the (?:figure|total|number|sum|amount|fall|drop|decline|loss|rise|gain|increase))"
BACK = re.compile(
    rf"^[\W_]*{_IT}\b|\b(?:put|has|had|have|count|counted|gave|give|estimate|estimated|reckon)s? {_IT} (?:at|to be)\b"
    r"|^\W*(?:这一|该|此)|[将把](?:其|它|这一|该)",
    re.IGNORECASE,
)
"""A sentence about what was said right before it."""
OWN = frozenset({ASSET, SIDE, TOPIC, VENUE, WHO})


def referred(
    sentence: str, named: Iterable[tuple[str, str]], before: Before, last: Sequence[Claim], mention: Mention
) -> dict[str, set[str]]:
    """What was named `before` a sentence, with what the figures of the `last` paragraph name for a number.

    A sentence that names something itself goes on about nothing, nor does one whose paragraph or heading has named it.
    """
    alike = {claim.figure.id: claim.topic for claim in last if claim.unit == mention.unit}
    is_own = any(facet in OWN for facet, _ in named) or not OWN.isdisjoint(before)
    if is_own or len(alike) != 1 or BACK.search(sentence) is None:
        return {**before}
    (topic,) = alike.values()
    return {**before, **{facet: {*values} for facet, values in topic.facets.items()}}
