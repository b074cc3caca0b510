"""The key figures: a table near the top, each row of another fact of the day (ARTICLE.md 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrator.model.ids import is_of, path_of
from narrator.model.kinds import Group, Part
from narrator.model.report import Nature
from narrator.story.message import Kind
from narrator.story.scope import is_firm
from narrator.story.screen import shown
from narrator.story.voices import beside, topped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.story.message import Message
    from narrator.story.scope import Scope

MOST, MOST_ROWS, MOST_PRICES = 6, 8, 1
"""Figures; rows, with what is said beside them; of the figures prices of the main asset beside its move."""
COMPUTED_ASIDE = ("derived.implied_price", "derived.longs_to_shorts", "derived.shorts_to_longs")
"""What another value of the records implies: for the table of all figures only."""
QUOTES = (Part.CLOSE, Part.LOW, Part.HIGH)
"""Prices of a day, the one that tells most of it first; one that the move begins with or breaks comes after these."""
FLOWS = (Kind.REVERSAL, Kind.TURN, Kind.FLOW_SET, Kind.FLOW)


def key_figures(
    main: Message, move: Message | None, second: Message | None, told: Iterable[Message], scope: Scope
) -> tuple[str, ...]:
    """The ids of the key figures in their order.

    Main figure, its sides, move and price of the main asset, what the standfirst tells, the heaviest flow, the rest.
    `second`: what the standfirst tells; `told`: what stands on the first screen, then all else, the heaviest first.
    Where there is no room for all, the move, a price and the flow go before what more the standfirst tells.
    """
    told = list(told)
    split = (m for m in told if m.kind is Kind.SPLIT)
    of_main = (m for m in split if scope.main and scope.same_window(scope.figures[m.figures[0]], scope.main))
    sides = next(of_main, None)
    flow = next((m for m in told if m.kind in FLOWS), None)
    moved = list(dict.fromkeys(_moved(move, scope)))
    first = [
        *main.figures,
        *([topped(scope.main)] if scope.main and topped(scope.main) else []),
        *(_sides(sides) if sides else ()),
    ]
    flows = [] if flow is None else shown(flow)[-1:] if flow.kind is Kind.REVERSAL else shown(flow)[:1]
    brief = _in_order(shown(second), scope) if second else []
    rest = [name for m in told for name in _in_order(shown(m), scope)]
    kept = [*_kept([*first, *moved[:2], *flows, *brief, *moved, *rest], scope)][:MOST]
    return tuple(name for name in dict.fromkeys([*first, *moved, *brief, *flows, *rest]) if name in kept)


def _sides(split: Message) -> tuple[str, ...]:
    """The amounts of both sides where both are known, else the share that is."""
    both = split.roles.get("sides", ())
    return both if both[1:] else split.roles.get("shares", ()) or both or split.figures


def _moved(move: Message | None, scope: Scope) -> Iterator[str]:
    """The move of the main asset, then its prices, the one that tells most first."""
    if move:
        yield from move.figures[:1]
        yield from _in_order(shown(move), scope)


def _in_order(names: Iterable[str], scope: Scope) -> list[str]:
    """Figures in their order, prices of one asset as they tell most of a day."""
    names = list(names)
    at = [n for n, name in enumerate(names) if _is_price(name, scope)]
    prices = sorted((names[n] for n in at), key=lambda name: _rank(path_of(name)[2]))
    for n, name in zip(at, prices, strict=True):
        names[n] = name
    return names


def _rank(part: str) -> int:
    return QUOTES.index(Part(part)) if part in QUOTES else len(QUOTES)


def _is_price(name: str, scope: Scope) -> bool:
    """Whether a figure is a price of the main asset, and not its move."""
    is_price = is_of(name, Group.PRICES) and path_of(name)[2] != Part.AMOUNT
    return is_price and scope.figures[name].key.subject == scope.event.assets[0]


def _kept(names: Iterable[str], scope: Scope) -> Iterator[str]:
    """The figures that an article may build on, without the prices of the main asset that are too many."""
    prices = 0
    for name in dict.fromkeys(names):
        if not is_firm(scope.figures[name]) or name.startswith(COMPUTED_ASIDE):
            continue
        is_price = _is_price(name, scope) and name != scope.event.file.event.main
        prices += is_price
        if not is_price or prices <= MOST_PRICES:
            yield name


def with_others(key: Iterable[str], scope: Scope) -> tuple[str, ...]:
    """Those of the key figures beside which others counted something else, as far as there is room, the first first."""
    key = tuple(key)
    rows, found = MOST_ROWS - len(key), []
    for name in key:
        others = beside(scope.figures[name])
        sources = {voice.source for voice in others}
        if all(voice.nature is Nature.MEASURED and not voice.part for voice in others) and 0 < len(sources) <= rows:
            rows -= len(sources)
            found.append(name)
    return tuple(found)
