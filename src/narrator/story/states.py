"""Messages of what stands somewhere: prices, positions, statistics, moods, accounts, levels."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from narrator.model.figure import Role, Standing
from narrator.model.ids import field_of, is_of, record_of
from narrator.model.kinds import HOLDING, MAX_PAIN, STAKING, TRANSFER, Group, Part
from narrator.model.quantity import MOVES, PERCENT, POINTS, Direction
from narrator.model.report import Nature
from narrator.story.alike import also_counted, by_venue, of_one_time, results
from narrator.story.debts import is_loud
from narrator.story.message import Kind, Owed
from narrator.story.scope import (
    FIRM,
    by_size,
    follows,
    grouped,
    is_awaited,
    is_firm,
    is_instant,
    is_move,
    is_unmoved,
    when,
)
from narrator.story.voices import are_of_the_same
from narrator.story.ways import QUOTES, also_moved, also_since, is_on, is_plain, prices_of, untold, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.model.figure import Figure
    from narrator.model.records import Entry
    from narrator.story.message import Message
    from narrator.story.scope import Roles, Scope


FEW = 3
"""So many moves that go one way are told one by one where prices go with them; more stand in one list."""


def moves(scope: Scope) -> Iterator[Message]:
    """The move of each of the event's own assets with its prices; the others by window and direction."""
    own = [f for f in scope.amounts(Group.PRICES, firm=False) if f.key.subject in scope.event.assets]
    loud = [f for f in own if is_firm(f)]
    silent = [f for f in own if f.standing is Standing.MISSING and f.direction in MOVES and f.nature in FIRM]
    for group in grouped(silent):
        for way in (Direction.DOWN, Direction.UP):
            alike = [f for f in group if f.direction is way]
            if alike[1:]:
                yield scope.message(Kind.MOVE, Group.PRICES, {"moves": alike})
    earlier = _earlier(scope, own)
    told = [f for f in own if f in loud or f in silent]
    for f in (f for f in told if f.id not in {g.id for g in earlier.values()}):
        if f is not scope.main and f.id not in scope.free:
            continue
        before = earlier.get(f.id)
        again = None if before else also_since(scope, f, told)
        whole = way_of(scope, f, before)
        also = None if whole else also_moved(scope, f)
        levels, prices = [scope.quantity(record_of(f.id), Part.BROKE)], prices_of(scope, f, also)
        roles: Roles = {"moves": [f], Group.LEVELS: levels, Group.PRICES: prices, "before": [before], "again": [again]}
        after = _after(scope, f, told) if whole else None
        yield scope.message(
            Kind.MOVE, Group.PRICES, {**(whole or roles), "also": untold(scope, also), "after": [after]}
        )
    for group in grouped(f for f in scope.amounts(Group.PRICES, firm=False) if f not in own):
        for alike in _alike(scope, group):
            yield from _others(scope, by_size(f for f in alike if is_firm(f)))
            silent = [f for f in alike if f.standing is Standing.MISSING and f.direction and f.nature in FIRM]
            yield from _others(scope, silent)


def _alike(scope: Scope, group: list[Figure]) -> Iterator[list[Figure]]:
    """Moves of one unit and direction, and those of which the same is noted together."""
    for unit, way in product(dict.fromkeys(f.unit for f in group), (Direction.DOWN, Direction.UP, None)):
        same = [f for f in group if (f.unit, f.direction) == (unit, way)]
        yield from (
            [f for f in same if _note(scope, f) == note] for note in dict.fromkeys(_note(scope, f) for f in same)
        )


def _note(scope: Scope, figure: Figure) -> tuple[str, ...]:
    """What is said beside a figure, which one sentence tells with others of which the same is said."""
    record = scope.record(figure.id)
    return tuple(str(getattr(record, name, None) or "") for name in (Owed.CAUTION, Owed.NOTE))


def _earlier(scope: Scope, own: list[Figure]) -> dict[str, Figure]:
    """By the id of a move the one of the same asset before it that has nothing beside it, for one sentence."""
    found: dict[str, Figure] = {}
    moved = [f for f in own if is_firm(f) and f.direction in MOVES and f is not scope.main]
    for f in (f for f in moved if f not in found.values()):
        alike = (g for g in moved if (g.key.subject, g.nature) == (f.key.subject, f.nature) and g.id not in found)
        plain = (g for g in alike if not is_loud(g, scope))
        bare = (g for g in plain if scope.is_alone(g) or (is_on(g, f) and way_of(scope, f, g)))
        before = next((g for g in bare if _is_just_before(g, f) and g not in found.values()), None)
        if before:
            found[f.id] = before
    return found


def _is_just_before(before: Figure, now: Figure) -> bool:
    """Whether the window of a move ended before that of another began, and not long before."""
    return before.window.is_before(now.window) and follows(before, now)


def _after(scope: Scope, move: Figure, told: list[Figure]) -> Figure | None:
    """The next move of the same asset, which has nothing beside it, for the sentence that tells the way of one."""
    alike = (f for f in told if f.id in scope.free and (f.key.subject, f.nature) == (move.key.subject, move.nature))
    bare = (f for f in alike if is_plain(f, scope) and f.direction in MOVES and scope.is_alone(f))
    return next((f for f in bare if move.window.is_before(f.window) and f.source == move.source), None)


def _others(scope: Scope, alike: list[Figure]) -> Iterator[Message]:
    """Moves of other assets that go one way: a few with their prices one by one, many in one list."""
    pairs = [(f, also_moved(scope, f)) for f in alike if f.id in scope.free or f is scope.main]
    if len(pairs) <= FEW and any((a and a.source != f.source) or prices_of(scope, f, a) for f, a in pairs):
        for f, also in pairs:
            levels, prices = [scope.quantity(record_of(f.id), Part.BROKE)], prices_of(scope, f, also)
            roles: Roles = {"moves": [f], "also": untold(scope, also), Group.LEVELS: levels, Group.PRICES: prices}
            yield scope.message(Kind.MOVE, Group.PRICES, roles)
    elif pairs:
        beside = untold(scope, *(a for f, a in pairs if a and a.source == f.source))
        yield scope.message(Kind.MOVE, Group.PRICES, {"moves": [f for f, _ in pairs], "also": beside})


def quotes(scope: Scope) -> Iterator[Message]:
    """Prices of a record that has no move, and levels that were broken."""
    free = [f for f in scope.free.values() if is_of(f.id, Group.PRICES) and is_firm(f)]
    named = [record_of(f.id) for f in free]
    alone = [f for f in free if field_of(f.id) in QUOTES and named.count(record_of(f.id)) == 1]
    for group in grouped(alone):
        for part in QUOTES:
            alike = [f for f in group if field_of(f.id) == part and f.key.subject not in scope.event.assets]
            if alike[1:]:
                yield scope.message(Kind.QUOTE, Group.PRICES, {Group.PRICES: alike})
    records = dict.fromkeys(record_of(f.id) for f in scope.free.values() if is_of(f.id, Group.PRICES))
    for record in records:
        prices = [scope.quantity(record, part) for part in QUOTES]
        level = scope.quantity(record, Part.BROKE)
        if any(prices):
            yield scope.message(Kind.QUOTE, Group.PRICES, {Group.PRICES: prices, Group.LEVELS: [level]})
        elif level:
            yield scope.message(Kind.LEVEL, Group.PRICES, {Group.LEVELS: [level]})


def states(scope: Scope) -> Iterator[Message]:
    """Positions and statistics: what is of one thing at several times stands together, the latest first."""
    for kind, value in ((Group.POSITIONS, Kind.POSITION), (Group.MACRO, Kind.MACRO_VALUE)):
        groups: dict[tuple[object, ...], list[Figure]] = {}
        for f in scope.amounts(kind):
            record = scope.record(f.id)
            of = is_move(f), str(getattr(record, "what", record_of(f.id)))
            groups.setdefault((*of, f.key.subject, f.key.venue, f.key.basis, f.unit, f.nature), []).append(f)
        alone = ((f, name) for name, (f, *more) in groups.items() if not more)
        levels = {f.id: level for f, name in alone if (level := _level(scope, f, groups, name))}
        venues, left = by_venue(scope, groups, levels) if kind is Group.POSITIONS else ([], groups)
        for group in (part for each in left.values() for part in of_one_time(scope, each)):
            if (group[0] in levels.values() or group[0].id not in scope.free) and group[0] is not scope.main:
                continue
            latest = sorted(group, key=scope.ended, reverse=True)
            now, *before = latest
            level = levels.get(now.id) if levels.get(now.id) is not scope.main else None
            start = scope.start(level or now)
            also = also_counted(scope, now, left) if kind is Group.POSITIONS and not group[1:] else None
            also = also or scope.quantity(record_of(now.id), Part.COINS)
            lone = None if start else scope.quantity(record_of((level or now).id), Part.FROM)
            is_rate = now.unit in {PERCENT, POINTS}
            about = str(getattr(scope.record(now.id), "about", None) or kind)
            yield scope.message(
                Kind.RATE if is_rate or level else value,
                about.partition(".")[0],
                {
                    "now": [now], Group.LEVELS: [level], "start": [start], "before": before, "also": [also],
                    "earlier": [lone], "computed": [*scope.derived(*group, start)],
                },
            )  # fmt: skip
        yield from venues


def _level(
    scope: Scope, move: Figure, groups: Mapping[tuple[object, ...], list[Figure]], name: tuple[object, ...]
) -> Figure | None:
    """The one level to which a move brought a rate or a stock, of its window or the moment at its end, by whom."""
    _, *of, unit, nature = name
    units = {other[-2] for other in groups} if is_unmoved(move) else {PERCENT if unit == POINTS else unit}
    group = [f for each in units for f in groups.get((False, *of, each, nature), []) if move.direction in MOVES]
    ended = scope.ended(move)
    is_of = len(group) == 1 and (ended == scope.ended(group[0]) or (is_instant(group[0]) and not ended))
    return group[0] if is_of and _origins(move) & _origins(group[0]) else None


def _origins(figure: Figure) -> set[str]:
    return {report.source for report in figure.by_role(Role.CORE)}


def moods(scope: Scope) -> Iterator[Message]:
    """Indices of mood by provider, each with where it came from; other days of the same index beside it."""
    named: dict[tuple[str, str | None], list[Figure]] = {}
    for f in scope.amounts(Group.SENTIMENT):
        record = scope.record(f.id)
        named.setdefault((str(getattr(record, "name", record_of(f.id))), f.source), []).append(f)
    for group in named.values():
        *before, now = sorted(group, key=scope.ended)
        start, starts = scope.start(now), [scope.start(f) for f in before]
        computed = list(scope.derived(*group, start, *starts))
        yield scope.message(
            Kind.SENTIMENT,
            Group.SENTIMENT,
            {"now": [now], "start": [start], "before": before, "starts": starts, "computed": computed},
        )


BESIDE = (Part.SHARE, "where")
"""What an account has in a sentence of its own."""
ACCOUNT_KINDS = {TRANSFER: Kind.TRANSFER, HOLDING: Kind.HOLDING, STAKING: Kind.HOLDING}


def account_acts(scope: Scope) -> Iterator[Message]:
    """What accounts moved, hold, lost or gained; with shares, and amounts that nobody states.

    Those that went one way, of one asset and by one source, without an amount, are one message.
    """
    silent: dict[tuple[object, ...], list[Figure]] = {}
    for f in scope.amounts(Group.ACCOUNTS, firm=False):
        what, names = getattr(scope.record(f.id), "what", ""), (f.key.subject, f.direction, f.source, when(f))
        is_bare = f.standing is Standing.MISSING and not any(getattr(scope.record(f.id), n, None) for n in BESIDE)
        if what == HOLDING and is_bare and f.direction in MOVES:
            silent.setdefault((what, *names), []).append(f)
    for alike in silent.values():
        if alike[1:]:
            yield scope.message(Kind.HOLDING, Group.ACCOUNTS, {"alike": alike})
    for name, record in scope.entries(Group.ACCOUNTS).items():
        path = f"{Group.ACCOUNTS}.{name}"
        amount = scope.free.get(path)
        is_silent = amount is not None and amount.standing is Standing.MISSING and not is_awaited(amount)
        firm = amount if amount and (is_firm(amount) or is_silent) else None
        share = scope.quantity(path, Part.SHARE)
        if share and not firm and (same := _shares(scope, record, share)):
            yield scope.message(Kind.HOLDING, Group.ACCOUNTS, {Part.SHARE: [share, *same]})
        elif firm or share:
            kind = act_of(record)
            alike = results(scope, firm, share) if kind is Kind.RESULT else []
            coins = scope.quantity(path, Part.COINS)
            coins = coins if not firm or are_of_the_same(coins, firm) else None
            start = scope.start(firm) if firm and kind is Kind.HOLDING else None
            roles = {"amount": [firm, *alike], Part.COINS: [coins], Part.SHARE: [share], "start": [start]}
            yield scope.message(kind, Group.ACCOUNTS, roles)


def act_of(record: Entry | None) -> Kind:
    """What kind of act a record of an account is."""
    return ACCOUNT_KINDS.get(str(getattr(record, "what", "")), Kind.RESULT)


def _shares(scope: Scope, record: Entry, first: Figure) -> list[Figure]:
    """The other shares that the same account holds or has staked, by the same source in the same window."""
    kept = {HOLDING, STAKING}
    if getattr(record, "what", "") not in kept:
        return []
    alike = (
        f"{Group.ACCOUNTS}.{name}"
        for name, other in scope.entries(Group.ACCOUNTS).items()
        if getattr(other, "who", "") == getattr(record, "who", "") and getattr(other, "what", "") in kept
    )
    shares = (scope.quantity(path, Part.SHARE) for path in alike if path not in scope.event.measurements)
    return [f for f in shares if f and f is not first and f.source == first.source and when(f) == when(first)]


def levels(scope: Scope) -> Iterator[Message]:
    """Levels with what is at risk there; supports and resistances, those in one opinion together."""
    opinions: dict[tuple[str, str, str], list[Figure]] = {}
    risks: dict[tuple[str, str | None], list[tuple[Figure | None, Figure | None]]] = {}
    for name, record in scope.entries(Group.LEVELS).items():
        path = f"{Group.LEVELS}.{name}"
        price, amount = (scope.free.get(name) for name in (f"{path}.price", path))
        role = getattr(record, "role", None)
        if role and role != MAX_PAIN and price and price.is_printable and price.nature in {*FIRM, Nature.OPINION}:
            opinions.setdefault((role, str(getattr(record, "view_of", None)), when(price)), []).append(price)
            price = None
        price, amount = (f if f and is_firm(f) else None for f in (price, amount))
        known = amount or price
        if known:
            alone, source = "" if amount and price else name, known.source
            risks.setdefault((f"{getattr(record, 'asset', '')}{alone}", source), []).append((amount, price))
    for pairs in risks.values():
        sizes = [amount.id for amount in by_size(amount for amount, _ in pairs if amount)]
        largest = sorted(pairs, key=lambda pair: sizes.index(pair[0].id) if pair[0] else len(sizes))
        amounts, prices = zip(*largest, strict=True)
        names = [record_of(f.id).partition(".")[2] for f in prices if f]
        apart, brink = ([scope.free.get(f"derived.{of}_to_{name}") for name in names] for of in ("distance", "nearest"))
        nearest = by_size(filter(None, apart))[::-1]
        roles: Roles = {"risk": amounts, Group.LEVELS: prices, "computed": nearest, "brink": brink}
        yield scope.message(Kind.LEVEL, Group.LEVELS, roles)
    for group in opinions.values():
        yield scope.message(Kind.LEVEL, Group.LEVELS, {"marks": group})
