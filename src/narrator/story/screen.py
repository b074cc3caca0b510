"""The first screen: what the standfirst tells, and the key points, each another figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import Direction
from narrator.story.message import Kind
from narrator.story.scope import by_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.story.message import Message
    from narrator.story.scope import Scope

MOST_POINTS, LEAST_POINTS, MOST_MOVES = 4, 3, 3
"""Key points, and how many moves one of them lists."""
SIDED = ("short_squeeze", "long_cascade")
"""Signals by which the headline says which side was hit."""
BEYOND = frozenset({Kind.FLOW, Kind.FLOW_SET, Kind.TURN, Kind.REVERSAL, Kind.ACCOUNTS})
"""What goes beyond the amounts of which the headline has the sum."""
FLOWS_WITH = {Direction.UP: Direction.INFLOW, Direction.DOWN: Direction.OUTFLOW}
"""The way of money that goes with a way of the price."""
AGAINST_OTHERS = frozenset({"against", "apart", "near"})
"""Contrasts of one price with those of other markets, or with what may come."""


def standfirst(firm: list[Message], move: Message | None, scope: Scope) -> Message | None:
    """What the standfirst tells: the heaviest that is well founded, but not the side where the headline has it.

    There it is the price, if it broke a level, which the headline leaves out; else what funds or accounts did. What the
    lead has just said is no standfirst.
    """
    has_side = is_of(scope.event.file.event.main or "", Group.LIQUIDATIONS) and any(map(scope.is_true, SIDED))
    if has_side and move in firm and move and move.roles.get(Group.LEVELS):
        return move
    others = [m for m in firm if m is not move]
    fresh = [m for m in others if not (has_side and m.kind is Kind.SPLIT)]
    sound = [m for m in fresh if not is_weak(m, scope)]
    preferred = beyond(firm, scope) if has_side else None
    again = move if move and move.figures[0] != scope.event.file.event.main else None
    return preferred or next(iter((*sound, *fresh, *others)), again)


def beyond(firm: Iterable[Message], scope: Scope) -> Message | None:
    """The heaviest that is well founded and tells what funds or accounts did; of flows as heavy the largest."""
    found = [m for m in firm if m.kind in BEYOND and not is_weak(m, scope)]
    return _largest([m for m in found if (m.kind, m.weight) == (found[0].kind, found[0].weight)], scope)


def _largest(messages: list[Message], scope: Scope) -> Message | None:
    """The flow of which the most is told, where all are flows; else the first of some messages."""
    flows = {m.figures[0]: m for m in messages if m.kind is Kind.FLOW}
    first = by_size(scope.figures[name] for name in flows)[:1]
    return flows[first[0].id] if first and len(flows) == len(messages) else next(iter(messages), None)


def money(contrast: str, firm: Iterable[Message], move: Message | None, scope: Scope) -> Message | None:
    """What the funds of the main asset did, where it goes with its price and only other markets are set against that.

    It can bear on why the price moved; that others moved less cannot.
    """
    price = scope.figures[move.figures[0]] if move else None
    way = FLOWS_WITH.get(price.direction) if price and price.direction else None
    if price is None or way is None or contrast not in AGAINST_OTHERS:
        return None
    flows = ((m, scope.figures[m.figures[0]]) for m in firm if m.kind is Kind.FLOW and not is_weak(m, scope))
    alike = [(m, f) for m, f in flows if f.direction is way and f.key.subject == price.key.subject]
    return _largest([m for m, f in alike if not price.window.is_before(f.window)], scope)


def in_brief(second: Message, scope: Scope) -> Message:
    """The standfirst in one line: of a long list of moves the first of the file, those of one source."""
    listed = [f for f in scope.figures if f.id in second.roles.get("moves", ())]
    alike = [f.id for f in listed if f.source == listed[0].source][:MOST_MOVES]
    if second.kind is not Kind.MOVE or len(listed) <= MOST_MOVES:
        return second
    return replace(second, figures=tuple(alike), roles={"moves": tuple(alike)}, rest=())


def is_weak(message: Message, scope: Scope) -> bool:
    """Whether nobody better than a weak source says any of it."""
    return all(scope.figures[f].weak for f in message.figures)


def by_window(points: list[Message]) -> tuple[Message, ...]:
    """Key points with those of one window together, so that it is said once."""
    windows = [tuple(window.canonical for window in point.windows) for point in points]
    return tuple(point for _, point in sorted(enumerate(points), key=lambda at: windows.index(windows[at[0]])))


def without(message: Message, main: Message) -> Message:
    """A message without the figures of the main one, which the first screen has told when it comes to this.

    Nothing is left of it where those were what it is about: a price beside its move is no move, nor a sum a turn.
    """
    if not {*main.figures} & {*message.figures}:
        return message
    roles = {role: tuple(f for f in ids if f not in main.figures) for role, ids in message.roles.items()}
    if message.kind is Kind.FLOW_SET and roles.get("funds"):
        largest = roles["funds"][:1]  # of what the main figure is the sum of
        return replace(message, figures=largest, roles={"funds": largest}, rest=())
    if not next(iter(roles.values()), ()):
        return replace(message, figures=())
    return replace(message, figures=tuple(f for f in message.figures if f not in main.figures), roles=roles)


ASIDE = ("start", "eve", "after", "computed")
"""What a message that is told by time holds beside what it comes to: its figures stand in the table of all."""


def shown(message: Message) -> list[str]:
    """The figures of a message that belong to the key figures: of what is told by time, what it comes to.

    A sum that is known stands for what went before a turn, of which a part would not add up to it.
    """
    roles = message.roles
    if message.kind is Kind.CONTEXT:
        return []  # a value of another day
    if message.kind is Kind.REVERSAL:
        return [*(roles.get("whole") or roles.get("before", ())[-1:]), *roles.get("now", ())]
    aside = {f for role in ASIDE for f in roles.get(role, ())} if "start" in roles else set()
    return [f for f in message.figures if f not in aside and f not in roles.get("earlier", ())]


def key_points(firm: list[Message], second: Message | None) -> Iterator[Message]:
    """The messages of the key points, the heaviest first; where they are few, those of a list one by one.

    `second`: the message of the standfirst, which tells the first of its list alone.
    """
    brief = [m for m in firm if len(m.roles.get("moves", ())) <= MOST_MOVES]
    if len(brief) >= LEAST_POINTS:
        yield from brief
        return
    for message in firm:
        role, rest = _rest(message)
        if _is_summed(message):
            yield message
            continue
        if message.kind is Kind.MOVE and rest:
            rest = message.roles[role]  # its sentence would tell them all
        else:
            is_of_total = rest and message.roles.get("total")
            yield replace(message, roles={**message.roles, role: ()}) if is_of_total else message
        yield from _one_by_one(message, role, rest)
    if second and not _is_summed(second):
        yield from _one_by_one(second, *_rest(second))


def _rest(message: Message) -> tuple[str, tuple[str, ...]]:
    """The role of what a message lists, and what of it is told after the first, or after the whole."""
    role = LISTS.get(message.kind, "")
    listed = message.roles.get(role, ())
    return role, listed if message.roles.get("total") or message.kind is Kind.PEAK else listed[1:]


def _is_summed(message: Message) -> bool:
    """Whether a list is told by its sum, which is one point of the first screen and not one for each of its figures."""
    return message.kind is Kind.FLOW_SET and bool(message.roles.get("computed"))


def _one_by_one(message: Message, role: str, listed: Iterable[str]) -> Iterator[Message]:
    """A message for each figure of a list."""
    for name in listed:
        yield replace(message, figures=(name,), roles={role: (name,)}, rest=())


LISTS = {
    Kind.FLOW_SET: "funds",
    Kind.PARTS: "listed",
    Kind.MOVE: "moves",
    Kind.QUOTE: Group.PRICES,
    Kind.PEAK: "shares",
}
"""The role of what a message lists, so that a key point can tell one of it."""
