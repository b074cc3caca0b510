"""Contrasts: what of a day lies between its figures, the strongest first (STORY.md 3).

A total says how much; the story is more often that money turned, that the move came a day before, that others did not
move, or that the price stands next to where more would be closed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from narrator.model.ids import is_of
from narrator.model.kinds import Group
from narrator.model.quantity import MOVES, PERCENT, Direction
from narrator.model.report import Nature
from narrator.story.message import Kind
from narrator.story.scope import is_instant, is_of_one_day
from narrator.story.voices import opposed
from narrator.story.ways import is_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

FEW = 3
"""Moves that one contrast sets against the main one."""
TIMES = 3
"""So much larger is a move that the others did not follow; both ends of both."""
HALF, NEAR = Decimal(50), Decimal(10)
"""More of a way than this is most of it; a level further off, in percent, is not near."""


class Case(NamedTuple):
    """A message, the price of the main asset, and what they are of."""

    message: Message
    move: Message | None
    scope: Scope

    @property
    def main(self) -> Figure | None:
        """The move that others are held against: the main figure where it is a price, else that of the main asset."""
        main = self.scope.main
        if main is not None and is_of(main.id, Group.PRICES):
            return main
        return self.scope.figures[self.move.figures[0]] if self.move else None

    def figures(self, role: str) -> list[Figure]:
        """The figures of the message in a role."""
        return [self.scope.figures[name] for name in self.message.roles.get(role, ())]


def contrast(firm: Iterable[Message], move: Message | None, scope: Scope) -> tuple[str, Message | None]:
    """The strongest contrast that the messages make, by its name, and the message that tells it."""
    firm = list(firm)
    found = ((name, m) for name, holds in RULES for m in firm if holds(Case(m, move, scope)))
    return next(found, ("", None))


def _turned(case: Case) -> bool:
    """Whether money went one way and then the other, and on the whole the way that it went last."""
    return _is_turn(case) and _is_net(case)


def _turned_late(case: Case) -> bool:
    """Whether money turned at the end of days on which, on the whole, it went the other way."""
    return _is_turn(case)


def _is_turn(case: Case) -> bool:
    """Whether it is a turn of flows: of its own, where the main figure is a flow, of what others did beside it."""
    main, before = case.scope.main, case.figures("before")
    if case.message.kind is not Kind.REVERSAL or main is None or not is_of(main.id, Group.FLOWS):
        return case.message.kind is Kind.REVERSAL
    return any((f.key.subject, f.key.venue) == (main.key.subject, main.key.venue) for f in before)


def _is_net(case: Case) -> bool:
    """Whether the sum over the main window points as the last days did, on the whole of every interval."""
    whole, main = case.figures("whole"), case.scope.main
    now = case.figures("now") or ([main] if main else [])  # which the lead tells, where it is the last day's
    if whole and now:
        return whole[0].direction is now[0].direction
    days = (main and main.window.days) or case.scope.event.days.days
    flows = [*case.figures("before"), *now]
    held = [f for f in flows if f.window.lies_in(days)] or flows
    sums = [_sum(f.signed.low for f in held), _sum(f.signed.high for f in held)]
    is_out = bool(now) and now[0].direction is Direction.OUTFLOW
    return all(end is not None and (end < 0) == is_out and end != 0 for end in sums)


def _sum(ends: Iterable[Decimal | None]) -> Decimal | None:
    known = list(ends)
    return None if None in known else sum(filter(None, known), Decimal(0))


def _ends(figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest size of a move in percent that was measured."""
    low, high = figure.interval.low, figure.interval.high
    is_move = figure.unit == PERCENT and figure.direction in MOVES and figure.nature is Nature.MEASURED
    return (low, high) if is_move and low is not None and high is not None and not opposed(figure) else None


def _others(case: Case) -> tuple[Figure, list[Figure]] | None:
    """The move of the main asset and those of a few others on its days."""
    main, others = case.main, case.figures("moves") if case.message.kind is Kind.MOVE else []
    if main is None:
        return None
    days, own = main.window.days, {main.key.subject, *case.scope.event.assets[:1]}
    is_of_others = all(f.key.subject not in own and f.window.days == days for f in others)
    is_few = is_of_others and 0 < len(others) <= FEW and all(map(_ends, (main, *others)))
    return (main, others) if days and is_few else None


def _against(case: Case) -> bool:
    """Whether others went the other way."""
    main, others = _others(case) or (None, [])
    return main is not None and all(f.direction is not main.direction for f in others)


def _apart(case: Case) -> bool:
    """Whether others went the same way, and far less of it."""
    main, others = _others(case) or (None, [])
    ends = _ends(main) if main else None
    far = [_ends(f) for f in others if main and f.direction is main.direction]
    return ends is not None and len(far) == len(others) and all(f and f[1] * TIMES <= ends[0] for f in far)


def _came_before(case: Case) -> bool:
    """Whether the larger part of a move came on the day before."""
    if case.message.kind is not Kind.MOVE or case.move is None or case.message.id != case.move.id:
        return False
    (now, *_), before = case.figures("moves"), case.figures("before")
    if not (before and case.figures("start") and is_on(before[0], now)):
        return False
    ends, earlier = _ends(now), _ends(before[0])
    return ends is not None and earlier is not None and earlier[0] > ends[1] and _days(before[0]) == _days(now)


def _came_before_count(case: Case) -> bool:
    """Whether it came before what the main figure counts, too: a count without hours can reach back into that day."""
    main = case.scope.main
    return main is not None and _came_before(case) and case.figures("before")[0].window.is_before(main.window)


def _days(figure: Figure) -> int:
    """How many days the window of a figure has."""
    days = figure.window.days
    return (days[1] - days[0]).days + 1 if days else 0


def _is_near(case: Case) -> bool:
    """Whether the price stands near to where positions would be closed: at max pain nothing is."""
    has_role = any(getattr(case.scope.record(f.id), "role", None) for f in case.figures(Group.LEVELS))
    apart = case.figures("computed") if case.message.kind is Kind.LEVEL and not has_role else []
    return any(f.interval.high is not None and f.interval.high <= NEAR for f in apart)


def is_undated(message: Message, scope: Scope) -> bool:
    """Whether a contrast rests on levels of which nobody can say when they stood there."""
    levels = (scope.figures[name] for name in message.roles.get(Group.LEVELS, ()))
    return message.kind is Kind.LEVEL and not is_of_one_day(scope.event) and all(map(is_instant, levels))


def _went_back(case: Case) -> bool:
    """Whether most of the way to a high or a low was gone by the close."""
    computed = case.figures("computed") if case.message.kind is Kind.MOVE else []
    back = [f for f in computed if f.id == "derived.given_back"]
    return any(f.interval.low is not None and f.interval.low > HALF for f in back)


RULES: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("reversal", _turned),
    ("late", _turned_late),
    ("earlier", _came_before_count),
    ("astride", _came_before),
    ("against", _against),
    ("apart", _apart),
    ("near", _is_near),
    ("back", _went_back),
)
"""Each contrast by name, the strongest first."""
