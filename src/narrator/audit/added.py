"""What a desk adds: words of the trade in `narrator.toml`, and sources that only its registry of names knows."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from narrator.audit.facets import METRIC, SIDE
from narrator.audit.topics import FLOW, FORCED, MOVE, PRICE
from narrator.model.kinds import Group
from narrator.model.quantity import Direction
from narrator.model.source import Source, Sources
from narrator.reading.hanzi import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narrator.config import Settings
    from narrator.model.figure import Figures
    from narrator.model.name import Names

NAMED: dict[str, tuple[str, str]] = dict.fromkeys(
    (Direction.UP, Direction.DOWN, Direction.GAIN, Direction.LOSS), (METRIC, MOVE)
)
NAMED |= dict.fromkeys((Direction.INFLOW, Direction.OUTFLOW, Group.FLOWS), (METRIC, FLOW))
NAMED |= {
    Group.LIQUIDATIONS: (METRIC, FORCED),
    Group.PRICES: (METRIC, PRICE),
    "long": (SIDE, "long"),
    "short": (SIDE, "short"),
}
"""The facet and the value for which the words of a table are cues."""


def forms_by_cue(settings: Settings) -> Mapping[str, Sequence[str]]:
    """The words that a desk adds, in either language, by what they say."""
    return {
        of: [simplified(form) for form in chain.from_iterable(words.values())] for of, words in settings.cues.items()
    }


def entity_forms(settings: Settings) -> Sequence[str]:
    """Every word for an entity that a desk adds."""
    every = (words for kind in settings.entities.values() for words in kind.values())
    return [form for words in every for form in chain.from_iterable(words.values())]


def cues_of(forms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """The words that a desk adds, with the facet and the value that each names."""
    yield from ((form, *NAMED[of]) for of, words in forms.items() for form in words)


def registered(sources: Sources, names: Names, figures: Figures) -> Sources:
    """The sources with those of the figures that only the registry of names knows, by their forms in each language."""
    known = ((typed, names.find(typed)) for typed in figures.sources if not sources.find(typed).known)
    more = [Source(typed, typed, aliases=(*name.forms.values(), *name.aliases)) for typed, name in known if name]
    return Sources.of((*sources.entries, *more)) if more else sources
