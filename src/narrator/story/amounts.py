"""Messages of what was liquidated and of what went into or out of funds: totals, splits, parts, hours, turns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.figure import Role
from narrator.model.ids import field_of, is_of, record_of
from narrator.model.kinds import SIDES, Dimension, Group, Part
from narrator.model.quantity import NET_FLOWS, kind_of
from narrator.model.quantity import Kind as Money
from narrator.story.debts import is_loud
from narrator.story.message import Kind, Place
from narrator.story.scope import are_investors, by_size, grouped, is_firm, is_within, when
from narrator.story.voices import are_of_the_same, topped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.figure import Figure
    from narrator.model.records import Entry
    from narrator.story.message import Message
    from narrator.story.scope import Roles, Scope


MOST_NAMED = 4
"""How many of a list stand in prose; the rest is named as the rest and stands in the table."""


def splits(scope: Scope) -> Iterator[Message]:
    """Longs against shorts of one market, venue or asset, with the shares of one another.

    What one source says of one side on several venues, and only as a share of each, is one message; so is what it
    says of one side of several assets or venues as amounts, which are parts of that side.
    """
    sides = [f for part in ("", Part.SHARE) for f in scope.amounts(Group.LIQUIDATIONS, part) if f.key.side]
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for f in sides:
        groups.setdefault((f.key.subject, f.key.venue, f.key.basis, f.window.canonical, f.nature), []).append(f)
    for group in _joined([*groups.values()]):
        if group[1:] and len({f.key.side for f in group}) == 1 and not any(field_of(f.id) for f in group):
            yield scope.message(Kind.PARTS, Group.LIQUIDATIONS, {"listed": by_size(group)})
            continue
        whole = _whole_of(scope, group)
        if whole:
            beside: Roles = {"total": [whole], "sides": group, "computed": scope.derived(group[0], scope.main)}
            yield scope.message(Kind.TOTAL, Group.LIQUIDATIONS, beside)
            continue
        amounts = {f.key.side: f for f in reversed(group) if not field_of(f.id)}
        shares = [f for f in group if field_of(f.id)]
        both = [amounts[side] for side in SIDES if side in amounts]
        others = [f for f in group if f not in both and f not in shares]
        heavy = by_size(both)
        # What is less than some of its days has no firm share.
        is_sure = not any(topped(f) or scope.is_topped(f) for f in both)
        shown = [f for f in scope.derived(*both, scope.main) if f.id.endswith("s_share") and is_sure]
        computed = sorted(shown, key=lambda f: not f.id.startswith(f"derived.{heavy[0].key.side}") if heavy else 0)[:1]
        yield scope.message(Kind.SPLIT, Group.LIQUIDATIONS, {"sides": heavy, "shares": shares, "computed": computed})
        yield from (scope.message(Kind.SPLIT, Group.LIQUIDATIONS, {"sides": [f]}) for f in others)


def _whole_of(scope: Scope, group: list[Figure]) -> Figure | None:
    """What one source counted in all where it gives the amount of one side, too: both are told in one sentence."""
    side, *more = group
    if more or not side.source or field_of(side.id) or side is scope.main or is_loud(side, scope):
        return None
    of = replace(side.key, side=""), side.window.canonical, side.source, side.nature, side.unit
    alike = (
        f for f in scope.amounts(Group.LIQUIDATIONS) if (f.key, f.window.canonical, f.source, f.nature, f.unit) == of
    )
    return next((f for f in alike if f is not scope.main and not is_loud(f, scope)), None)


def _joined(groups: list[list[Figure]]) -> Iterator[list[Figure]]:
    """The groups, those of an amount or a share of one side, source, window and nature together, a few at a time."""
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for group in groups:
        (first, *more) = group
        sources = (*dict.fromkeys(report.source for report in first.by_role(Role.CORE)),)
        is_part = first.whole if field_of(first.id) else first.key.subject or first.key.venue
        if more or len(sources) != 1 or not is_part:
            yield group
        else:
            of = first.key.side, sources, first.window.canonical, first.nature, field_of(first.id)
            alike.setdefault(of, []).append(first)
    for shares in alike.values():
        yield from (shares[at : at + MOST_NAMED] for at in range(0, len(shares), MOST_NAMED))


def peaks(scope: Scope) -> Iterator[Message]:
    """The hours of the most, each with its sides and its share of the longer window."""
    for group in grouped(scope.amounts(Group.LIQUIDATIONS, Part.PEAK_HOUR)):
        whole = next((f for f in group if not f.key.side), group[0])
        wholes = [scope.figures.get(record_of(f.id)) for f in group]
        shares = [f for f in scope.derived(*group, *wholes, scope.main) if f.id.startswith("derived.peak_hour")]
        of = [(f, f.key.venue, f.key.basis) for f in group if f is not whole and (f.key.side or f.key.subject)]
        sides = [f for f, *where in of if where == [whole.key.venue, whole.key.basis]]
        yield scope.message(Kind.PEAK, Group.LIQUIDATIONS, {"hour": [whole], "sides": sides, "shares": shares})
        for f in (f for f in group if f is not whole and f not in sides):
            yield scope.message(Kind.PEAK, Group.LIQUIDATIONS, {"hour": [f]})


def parts(scope: Scope) -> Iterator[Message]:
    """Assets and venues of one window and nature: the largest in a sentence, the others in the table."""
    amounts = [f for f in scope.amounts(Group.LIQUIDATIONS) if f is not scope.main]
    for group in grouped(amounts):
        for nature in dict.fromkeys(f.nature for f in group):
            alike = [f for f in group if f.nature is nature]
            assets = by_size(f for f in alike if f.key.subject and not f.key.venue)
            venues = by_size(f for f in alike if f.key.venue)
            for listed in filter(None, (assets, venues)):
                computed = [f for f in scope.derived(*listed, scope.main) if f.key.metric != "derived.implied_price"]
                yield from _listed(scope, listed, computed)


def _listed(scope: Scope, figures: list[Figure], computed: list[Figure]) -> Iterator[Message]:
    """A message of the first few of some parts, and the rest as the rest; what owes a sentence has its own."""
    shown, loud, rest = shared_out(scope, figures)
    for f in (*rest, *loud):
        scope.free.pop(f.id, None)
    computed = [f for f in computed if not scope.is_topped(f)]
    told = scope.message(Kind.PARTS, Group.LIQUIDATIONS, {"listed": shown, "computed": computed})
    yield replace(told, rest=tuple(f.id for f in rest))
    for at in range(0, len(loud), MOST_NAMED):
        yield scope.message(Kind.PARTS, Group.LIQUIDATIONS, {"listed": loud[at : at + MOST_NAMED]})


def shared_out(scope: Scope, figures: list[Figure]) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """Of some figures those that a sentence names, those that owe a doubt or a note all the same, and the rest.

    The first that went against those that are named is named for the last of them: else all would seem to go one way.
    """
    shown = figures[:MOST_NAMED] if len(figures) > MOST_NAMED + 1 else figures
    ways = {f.direction for f in shown}
    against = [f for f in figures if f.direction in NET_FLOWS and f.direction not in ways and is_firm(f)][:1]
    shown = [*shown[:-1], *against] if against and shown[-1:] != figures[-1:] else shown
    left = [f for f in figures if f not in shown]
    loud = [f for f in left if is_loud(f, scope)]
    rest = [f for f in left if f not in loud]
    return shown, loud, rest


def orders(scope: Scope) -> Iterator[Message]:
    """The largest orders, each on its own."""
    counted = f"{Part.LARGEST_ORDER}_{Part.COINS}"
    for f in (each for part in (Part.LARGEST_ORDER, counted) for each in scope.amounts(Group.LIQUIDATIONS, part)):
        coins = scope.quantity(record_of(f.id), counted)
        coins = coins if coins is not f and are_of_the_same(coins, f) else None
        if f.id in scope.free or f is scope.main:
            yield scope.message(Kind.ORDER, Group.LIQUIDATIONS, {"order": [f], Part.COINS: [coins]})


def accounts_hit(scope: Scope) -> Iterator[Message]:
    """How many accounts were hit, with the average for each where it is computed."""
    for f in scope.amounts(Group.LIQUIDATIONS, Part.ACCOUNTS):
        computed = list(scope.derived(f, scope.main))
        yield scope.message(Kind.ACCOUNTS, Group.LIQUIDATIONS, {"count": [f], "computed": computed})


def turns(scope: Scope) -> Iterator[Message]:
    """A flow that goes the other way than the sum of the same funds before it."""
    if not scope.is_true("flow_turn"):
        return
    flows = scope.amounts(Group.FLOWS)
    sums = [f for f in flows if f.key.basis]
    for now in (f for f in flows if not f.key.basis):
        before = next(
            (f for f in sums if _same_funds(f, now) and _opposed(f, now) and f.window.is_before(now.window)), None
        )
        if before:
            yield scope.message(
                Kind.TURN, Group.FLOWS, {"now": [now], Part.COINS: [coins_of(scope, now)], "before": [before]}
            )
            sums.remove(before)
            scope.turned.add(now.id)


def coins_of(scope: Scope, figure: Figure) -> Figure | None:
    """The coins of a line that gives money and coins, where both went one way; else the same flow in coins or tonnes.

    That is of the same source and window, and has a record of its own.
    """
    if figure.worth:
        coins = scope.quantity(record_of(figure.id), Part.COINS)
        return coins if are_of_the_same(coins, figure) else None
    if kind_of(figure.unit) is not Money.MONEY or not figure.source:
        return None
    free = (f for f in scope.counted_flows if f.id in scope.free or f is scope.main)
    return next((f for f in free if _is_same_flow(f, figure) and not is_loud(f, scope)), None)


def _is_same_flow(one: Figure, other: Figure) -> bool:
    """Whether a flow is another one in another unit."""
    alike = ((f.key.subject, f.key.venue, f.key.basis, f.direction, f.nature, f.source, when(f)) for f in (one, other))
    return next(alike) == next(alike)


def _same_funds(one: Figure, other: Figure) -> bool:
    return (one.key.subject, one.key.venue) == (other.key.subject, other.key.venue)


def _opposed(one: Figure, other: Figure) -> bool:
    return {one.direction, other.direction} == NET_FLOWS


def _against(scope: Scope) -> dict[str, Figure]:
    """By the id of a flow the only one within its window that went the other way, told in one sentence with it."""
    flows = [f for f in scope.amounts(Group.FLOWS) if f.id not in scope.turned and f is not scope.main]
    found: dict[str, Figure] = {}
    for part in (f for f in flows if not (f.worth or _is_of_venue(scope.record(f.id)))):
        wholes = (f for f in flows if _same_funds(f, part) and _opposed(f, part) and f.nature is part.nature)
        whole = next((f for f in wholes if is_within(part, f) and f.id not in found), None)
        own = (f for f in scope.figures if whole and is_of(f.id, Group.FLOWS) and _same_funds(f, part))
        alike = [f for f in own if whole and not field_of(f.id) and is_within(f, whole)]  # one of many is any one
        if whole and part.id not in found and not alike[1:]:
            found[whole.id] = part
    return found


def _is_of_venue(record: Entry | None) -> bool:
    """Whether a flow is that of a venue, and no fund's or holder's on it, or that of those who buy and sell."""
    is_venue = bool(getattr(record, Dimension.VENUE, None)) and not getattr(record, Dimension.FUND, None)
    return is_venue or are_investors(record)


def flow_sets(scope: Scope) -> Iterator[Message]:
    """The flows of one window together: funds of one asset under their total, the largest first."""
    worths = {worth.id for f in scope.amounts(Group.FLOWS) if not f.worth and (worth := coins_of(scope, f))}
    flows = [f for f in scope.amounts(Group.FLOWS) if f.id not in worths]
    yield from _tabled(scope, _coins_aside(scope, flows))
    alone = [group[0].id for group in grouped(flows) if len(group) == 1]
    against = {name: part for name, part in _against(scope).items() if name in alone}
    for group in grouped(flows):
        untold = [f for f in group if f.id not in scope.turned and f not in against.values()]
        onto = [f for f in untold if _is_of_venue(scope.record(f.id))]
        for f in onto:
            yield scope.message(Kind.FLOW, Group.FLOWS, {"flow": [f], Part.COINS: [coins_of(scope, f)]})
        untold = [f for f in untold if f not in onto]
        for nature, is_counted in dict.fromkeys((f.nature, kind_of(f.unit) is Money.COUNT) for f in untold):
            alike = [f for f in untold if (f.nature, kind_of(f.unit) is Money.COUNT) == (nature, is_counted)]
            funds, totals = ([f for f in alike if bool(f.key.venue) == of_fund] for of_fund in (True, False))
            if len(alike) == 1:
                (f,) = alike
                roles: Roles = {"flow": [f], Part.COINS: [coins_of(scope, f)], "against": [against.get(f.id)]}
                yield scope.message(Kind.FLOW, Group.FLOWS, roles)
                continue
            first = [each for each in totals if each is scope.main] or totals[:1]
            others = by_size(f for f in totals if f not in first)  # beside funds each is a sentence of its own
            first, listed = ([*first, *others], by_size(funds)) if funds else (first, others)
            shown, loud, rest = shared_out(scope, listed)
            computed = [f for f in scope.derived(*group) if f.id == "derived.etf_total"]
            coins = [each for f in (*first, *shown) if (each := coins_of(scope, f))]
            beside = [] if computed and shown[1:] else coins  # where the sum is told, they stand in the table
            unlisted = [each for f in rest if (each := coins_of(scope, f))]
            yield from _tabled(scope, [*unlisted, *([] if beside else coins)])
            for f in (*rest, *loud):
                scope.free.pop(f.id, None)
            made = scope.message(
                Kind.FLOW_SET, Group.FLOWS, {"total": first, "funds": shown, "computed": computed, Part.COINS: beside}
            )
            yield replace(made, rest=tuple(f.id for f in rest))
            for f in loud:
                yield scope.message(Kind.FLOW, Group.FLOWS, {"flow": [f], Part.COINS: [coins_of(scope, f)]})


def _coins_aside(scope: Scope, flows: list[Figure]) -> list[Figure]:
    """The coins of values that stand beside flows, which are told with those values."""
    found = (scope.quantity(record_of(f.id), Part.COINS) for f in flows)
    return [f for f in found if f and any(report.listed_as_circulating for report in f.by_role(Role.CORE))]


def _tabled(scope: Scope, coins: list[Figure]) -> Iterator[Message]:
    for coin in coins:
        yield replace(scope.message(Kind.FLOW, Group.FLOWS, {"flow": [coin]}), place=Place.TABLE)


def totals(scope: Scope) -> Iterator[Message]:
    """Totals of other windows and natures than the main one, each on its own."""
    for f in scope.amounts(Group.LIQUIDATIONS):
        if not (f.key.side or f.key.subject or f.key.venue) and f is not scope.main:
            yield scope.message(Kind.TOTAL, Group.LIQUIDATIONS, {"figure": [f]})
