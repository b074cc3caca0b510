"""What came day by day: a run of days on which money went one way, the run against it, and the moves of a price."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from narrator.model.ids import record_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import MOVES, NET_FLOWS
from narrator.model.report import Nature
from narrator.story.debts import is_loud
from narrator.story.message import Kind
from narrator.story.scope import by_size, grouped, in_event_days, is_firm, is_within, when
from narrator.story.voices import has_doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Roles, Scope

MOST_RUN = 3
"""So many days of a run one sentence tells."""
MOST_DAYS = 5
"""So many days one list tells: a week of trading."""
WEEK = 7


def reversals(scope: Scope) -> Iterator[Message]:
    """The flows of the same funds, first one way and then the other, with what both left and what went before."""
    named: dict[tuple[str, str], list[Figure]] = {}
    for f in scope.amounts(Group.FLOWS):
        is_plain = f.nature is Nature.MEASURED and not f.worth and not is_loud(f, scope)
        if is_plain and f.window.days and f.direction in NET_FLOWS:
            named.setdefault((f.key.subject, f.key.venue), []).append(f)
    for flows in named.values():
        wholes = [f for f in flows if any(is_within(other, f) for other in flows)]
        parts = sorted((f for f in flows if f not in wholes), key=lambda f: str(f.window.days))
        runs = [[*run] for _, run in groupby(parts, key=lambda f: f.direction)]
        if not runs[1:] or not all(one.window.is_before(other.window) for one, other in pairwise(parts)):
            continue
        *earlier, before, now = runs
        both = [*before, *now]
        is_short = all(len(run) <= MOST_RUN for run in (before, now)) and all(in_event_days(f, scope) for f in now)
        is_told = is_short and all(in_event_days(f, scope) or _is_just_before(f, now[0]) for f in before)
        whole = next((f for f in wholes if all(is_within(part, f) for part in both)), None)
        if is_told and not (earlier and len(earlier[-1]) > 1):
            roles: Roles = {"before": before, "now": now, "whole": [whole], "earlier": earlier[-1] if earlier else []}
            yield scope.message(Kind.REVERSAL, Group.FLOWS, roles)


def daily(scope: Scope) -> Iterator[Message]:
    """The flows of one fund by day, where they are several of days of which no other is told: a list by day."""
    for flows in _alone(scope):
        by_day = [f for f in flows if not f.key.basis and f.window.days and f.window.days[0] == f.window.days[1]]
        for at in range(0, len(by_day), MOST_DAYS) if by_day[1:] else ():
            first, *others = by_day[at : at + MOST_DAYS]
            yield scope.message(Kind.FLOW, Group.FLOWS, {"flow": [first], "days": others})


def daily_moves(scope: Scope) -> Iterator[Message]:
    """The moves of one of the event's own assets on three or more days in one sentence, in the order of time.

    Each is plain and has no prices of its own; a move of the time of the main figure, or another, is told beside them.
    Of many days only the largest rise and the largest fall are told.
    """
    own = [f for f in scope.amounts(Group.PRICES, firm=False) if f.key.subject in scope.event.assets]
    named: dict[tuple[object, ...], list[Figure]] = {}
    for f in own:
        is_apart = f is scope.main or scope.same_window(f, scope.main) or is_loud(f, scope) or not scope.is_alone(f)
        is_plain = is_firm(f) and f.nature is Nature.MEASURED and f.direction in MOVES and not is_apart
        if is_plain and f.window.days and f.window.days[0] == f.window.days[1]:
            named.setdefault((f.key.subject, f.unit, f.source), []).append(f)
    by_day = (sorted(found, key=lambda f: str(f.window.days)) for found in named.values())
    for found in by_day:
        is_beside = any(f.key.subject == found[0].key.subject and f not in found for f in own)
        if is_beside and len({when(f) for f in found}) == len(found) >= MOST_RUN:
            yield _by_day(scope, found)


def _by_day(scope: Scope, days: list[Figure]) -> Message:
    """The moves of some days: all where they are few, else the largest each way, the others in the table."""
    ranked = by_size(days)
    largest = [next(f for f in ranked if f.direction is way) for way in dict.fromkeys(f.direction for f in days)]
    first, *others = days if len(days) <= MOST_RUN else sorted(largest, key=days.index)
    rest = [f for f in days if f is not first and f not in others]
    for f in rest:
        scope.free.pop(f.id, None)
    return replace(
        scope.message(Kind.MOVE, Group.PRICES, {"moves": [first], "days": others}), rest=tuple(f.id for f in rest)
    )


def spans(scope: Scope) -> Iterator[Message]:
    """The flows of one fund in windows of several lengths, where all went one way: two in a sentence."""
    for flows in _alone(scope):
        by_length = sorted(flows, key=lambda f: f.window.duration or timedelta.max)
        for one, other in zip(by_length[::2], by_length[1::2], strict=False):
            if len({f.direction for f in flows}) == 1:
                yield scope.message(Kind.FLOW, Group.FLOWS, {"flow": [one], "days": [other]})


def _alone(scope: Scope) -> Iterator[list[Figure]]:
    """The flows of each fund by each source in their order, that are plain and alone in a window with days."""
    named: dict[tuple[object, ...], list[Figure]] = {}
    groups = grouped(scope.amounts(Group.FLOWS))
    for f in (group[0] for group in groups if len(group) == 1 and group[0] is not scope.main):
        is_plain = f.source and f.nature is Nature.MEASURED and not (f.worth or is_loud(f, scope))
        if is_plain and f.window.days and f.direction in NET_FLOWS:
            named.setdefault((f.key.subject, f.key.venue, f.unit, f.source), []).append(f)
    yield from (sorted(flows, key=lambda f: str(f.window.days)) for flows in named.values())


def gross(scope: Scope) -> Iterator[Message]:
    """What went into a fund and what went out of it, where one source gives both."""
    for f in scope.amounts(Group.FLOWS, Part.INFLOW):
        out = scope.quantity(record_of(f.id), Part.OUTFLOW)
        is_plain = out and f.source == out.source and not (is_loud(f, scope) or has_doubt(out))
        if out and is_plain and scope.same_window(f, out):
            yield scope.message(Kind.FLOW, Group.FLOWS, {"flow": [f], "against": [out]})


def _is_just_before(figure: Figure, other: Figure) -> bool:
    """Whether a flow of a day or so ended within the week before another began."""
    own, then = figure.window.days, other.window.days
    return bool(own and then and not figure.key.basis and (then[0] - own[1]).days <= WEEK)
