"""What one source says of several venues, or of several assets of one account: told in one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.ids import record_of
from narrator.model.kinds import Group, Part
from narrator.model.quantity import COUNTED, kind_of
from narrator.model.quantity import Kind as Money
from narrator.story.amounts import shared_out
from narrator.story.debts import is_loud
from narrator.story.message import Kind
from narrator.story.scope import by_size, is_firm, when
from narrator.story.voices import has_doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

    Named = Mapping[tuple[object, ...], list[Figure]]


def by_venue(scope: Scope, groups: Named, levels: Mapping[str, Figure]) -> tuple[list[Message], Named]:
    """Messages of what one source says of several venues or assets at one time, the largest first; what is left."""
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for (is_move, what, _, _, *of), (f, *more) in groups.items():
        start = scope.quantity(record_of(f.id), Part.FROM)
        is_bare = not (more or is_move or f.id in levels or start or f is scope.main or is_loud(f, scope))
        if f.source and is_bare and not f.interval.is_bound:
            alike.setdefault((what, *of, f.source, when(f)), []).append(f)
    told = [by_size(figures) for each in alike.values() for figures in _told_apart(each)]
    messages = []
    for figures in told:
        shown, _, rest = shared_out(scope, figures)
        for f in rest:
            scope.free.pop(f.id, None)
        made = scope.message(Kind.POSITION, Group.POSITIONS, {"listed": shown})
        messages.append(replace(made, rest=tuple(f.id for f in rest)))
    listed = {f.id for figures in told for f in figures}
    return messages, {name: group for name, group in groups.items() if group[0].id not in listed}


def _told_apart(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Those of several venues of one asset, then those of several assets of one venue or of the whole market."""
    left = figures
    for one, other in (("subject", "venue"), ("venue", "subject")):
        groups: dict[str, list[Figure]] = {}
        for f in left:
            if getattr(f.key, other):
                groups.setdefault(getattr(f.key, one), []).append(f)
        several = [group for group in groups.values() if group[1:]]
        yield from several
        left = [f for f in left if not any(f in group for group in several)]


def also_counted(scope: Scope, figure: Figure, groups: Named) -> Figure | None:
    """The same position in tonnes or coins, of the same source and moment, where one in money is told."""
    if kind_of(figure.unit) is not Money.MONEY or figure.source is None:
        return None
    alone = (group[0] for group in groups.values() if len(group) == 1 and group[0].id in scope.free)
    alike = (f for f in alone if kind_of(f.unit) in COUNTED and _is_same(scope, f, figure) and not has_doubt(f))
    return next((f for f in alike if (f.source, when(f)) == (figure.source, when(figure))), None)


def _is_same(scope: Scope, one: Figure, other: Figure) -> bool:
    of = [(f.key.subject, f.key.venue, f.key.basis, f.direction, f.nature) for f in (one, other)]
    whats = [getattr(scope.record(f.id), "what", "") for f in (one, other)]
    return of[0] == of[1] and whats[0] == whats[1] and one.interval.is_point


def results(scope: Scope, first: Figure | None, share: Figure | None) -> list[Figure]:
    """What the same account lost or gained in other assets, by the same source in the same window."""
    if first is None or share or not _is_bare(scope, first):
        return []
    own = scope.record(first.id)
    others = (f for f in scope.amounts(Group.ACCOUNTS) if f is not first and f is not scope.main and _is_bare(scope, f))
    names = "who", "what", "when"
    return [
        f
        for f in others
        if (f.source, f.nature, when(f)) == (first.source, first.nature, when(first))
        and all(getattr(scope.record(f.id), name, None) == getattr(own, name, None) for name in names)
    ]


def _is_bare(scope: Scope, figure: Figure) -> bool:
    """Whether the record of an amount of an asset says nothing beside it."""
    beside = any(scope.quantity(record_of(figure.id), part) for part in (Part.COINS, Part.SHARE))
    record = scope.record(figure.id)
    is_of_asset = bool(getattr(record, "asset", None)) and not getattr(record, "where", None)
    return is_firm(figure) and is_of_asset and not (beside or is_loud(figure, scope))


def of_one_time(scope: Scope, group: list[Figure]) -> Iterator[list[Figure]]:
    """What is of one thing, but what a longer time has in all: the hours of a day are part of those of the year."""
    now = max(group, key=scope.ended)
    days = now.window.days or scope.event.days.days  # a level that nobody dated is of the days of the event
    ends = ((f, f.window.days) for f in group if f is not now)
    whole = [f for f, of in ends if days and of and of != days and of[0] <= days[0] and days[1] <= of[1]]
    yield [f for f in group if f not in whole]
    yield from ([f] for f in whole)
