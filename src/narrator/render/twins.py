"""Twins: figures of one event whose labels would be the same, and what tells them apart in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.ids import has_own_time, path_of
from narrator.model.kinds import Dimension, Group, Part
from narrator.model.quantity import COUNTED, MOVES, PERCENT, Kind, kind_of
from narrator.model.source import MARKET_DATA
from narrator.story.scope import are_investors
from narrator.story.voices import within

if TYPE_CHECKING:
    from narrator.model.figure import Figure
    from narrator.render.texts import Texts

GROSS = frozenset({Part.INFLOW, Part.OUTFLOW})
"""What a label calls gross, and never a total."""
ABOUT = (*Dimension, "what", "role")
STATES = frozenset({Group.MACRO, Group.POSITIONS})
"""What has a level and a change of one name."""
LABELLED = {
    str(Group.MACRO): ("what",),
    str(Group.SENTIMENT): ("name",),
    str(Group.ACCOUNTS): ("who", "what", "asset"),
    f"{Group.ACCOUNTS}.{Part.COINS}": ("who", "what"),
    str(Group.LEVELS): ("asset", "side"),
    f"{Group.LEVELS}.{Part.PRICE}": ("asset", "side", "role"),
}
"""The fields of a record that tell its figures apart in a table, by kind, or by kind and quantity."""
OF_FUND = (Dimension.FUND, Dimension.VENUE, Dimension.CUMULATIVE)
"""Those of the flow of one fund, whose label does not say what it holds."""


TO_LEVEL = ("derived.distance_to_", "derived.nearest_to_")
"""What is computed of a level and a price."""


def twins(figure: Figure, texts: Texts) -> list[Figure]:
    """The figures of one label, this one among them."""
    if not texts.alike:
        groups: dict[tuple[str | None, ...], list[Figure]] = {}
        for other in texts.figures:
            texts.alike[other.id] = groups.setdefault(_label_of(other, texts), [])
            texts.alike[other.id].append(other)
    return texts.alike[figure.id]


def are_apart(figure: Figure, texts: Texts) -> bool:
    """Whether one of its twins is of another window."""
    return len({texts.window(twin.window) for twin in twins(figure, texts)}) > 1


def number_of(figure: Figure, texts: Texts) -> int:
    """Its number, from 1, among its twins of one window and nature; 1 where their sources or units tell them apart."""
    is_apart = has_own_source(figure, texts) or has_own_unit(figure, texts)
    return 1 if is_apart else _alike(figure, texts).index(figure) + 1


def has_own_source(figure: Figure, texts: Texts) -> bool:
    """Whether its source tells it from its twins of the same window and nature."""
    sources = [texts.source_of(twin) for twin in _alike(figure, texts)]
    return len({*sources}) == len(sources) > 1 and not {None, MARKET_DATA} & {*sources}


def has_own_unit(figure: Figure, texts: Texts) -> bool:
    """Whether its unit tells it from its twins: money or a count, dollars or yen."""
    units = [twin.unit for twin in _alike(figure, texts)]
    return len({*units}) == len(units) > 1 and all(kind_of(unit) in {Kind.MONEY, *COUNTED} for unit in units)


def _alike(figure: Figure, texts: Texts) -> list[Figure]:
    said = texts.window(figure.window)
    return [f for f in twins(figure, texts) if texts.window(f.window) == said and f.nature is figure.nature]


def _label_of(figure: Figure, texts: Texts) -> tuple[str | None, ...]:
    """What the label of a figure is made of."""
    if figure.derived_from:
        level = texts.figures[figure.derived_from[0]] if figure.id.startswith(TO_LEVEL) else figure
        way = (str(level.direction), level.key.side) if level is not figure else (figure.id,) * has_own_time(figure.id)
        return figure.key.metric, figure.key.venue, figure.key.subject, *way
    kind, _, part = path_of(figure.id)
    entry = texts.event.record(figure.id)
    ways = {voice.quantity.direction for voice in within(figure)}
    moves = str(kind in STATES and (figure.direction in MOVES or ways >= MOVES))  # sources may differ on the way
    named = figure.unit if figure.is_printable else PERCENT  # a move without an amount is labelled as one in percent
    unit = kind_of(named) if kind == Group.PRICES and not part else None
    about = LABELLED.get(f"{kind}.{part}", LABELLED.get(kind, ABOUT))
    if getattr(entry, Dimension.FUND, None) and not are_investors(entry):
        about = OF_FUND
    about = tuple(name for name in about if not (name == Dimension.CUMULATIVE and part in GROSS))
    return kind, moves, unit, part, *(str(getattr(entry, name, None)) for name in about)  # words may be by language
