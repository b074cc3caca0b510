"""Content selection: which messages the figures and records of an event make; every figure belongs to one of them.

Each rule takes what it can tell out of the figures that are free, the special ones first; the last rule takes the rest,
so that nothing is left over on a day that nobody foresaw.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.figure import Standing
from narrator.model.ids import field_of, has_own_time, is_of, record_of
from narrator.model.kinds import SIDES, Group, Part
from narrator.model.quantity import MOVES, NET_FLOWS
from narrator.model.report import Nature
from narrator.model.source import DESK
from narrator.story.amounts import (
    MOST_NAMED,
    accounts_hit,
    coins_of,
    flow_sets,
    orders,
    parts,
    peaks,
    splits,
    totals,
    turns,
)
from narrator.story.contexts import context, is_daily
from narrator.story.debts import is_loud
from narrator.story.message import Kind, Place
from narrator.story.runs import daily, daily_moves, gross, reversals, spans
from narrator.story.scope import APART, FIRM, are_investors, is_awaited, is_firm, subject_of, when
from narrator.story.states import account_acts, act_of, levels, moods, moves, quotes, states
from narrator.story.voices import has_doubt
from narrator.story.ways import QUOTES, also_moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.model.figure import Figure
    from narrator.model.records import Entry
    from narrator.story.message import Message
    from narrator.story.scope import Roles, Scope


def hearsay(scope: Scope) -> Iterator[Message]:
    """Rumours, opinions, forecasts and plans, each as what it is."""
    for f in list(scope.free.values()):
        if f.id not in scope.free:
            continue
        if f.nature is Nature.RUMOUR and not _is_open(f):
            yield scope.message(Kind.RUMOUR, RUMOURS, {"figure": [f], **_alike(scope, f)})
        elif not is_firm(f) and (f.is_printable or _is_way(f)):
            move, level = _with_its_level(scope, f)
            beside = {role: found for role, found in _alike(scope, move).items() if role == "start" or f.source}
            others = list(_forecasts(scope, f))[: MOST_NAMED - 1] if not level else []
            starts = [start for other in others for start in _alike(scope, other).get("start", ())]
            roles: Roles = {"figure": [move], Group.LEVELS: [level], "alike": others, **beside, "starts": starts}
            yield scope.message(Kind.ESTIMATE, f.id.partition(".")[0], roles)


def _with_its_level(scope: Scope, figure: Figure) -> tuple[Figure, Figure | None]:
    """The forecast of a change and, where one source gives both for one time, of the level to which that leads."""

    def of(f: Figure) -> tuple[object, ...]:
        what = getattr(scope.record(f.id), "what", None)
        return what, field_of(f.id), f.source, f.nature, when(f), is_loud(f, scope), f.id.partition(".")[0]

    free = [f for f in scope.free.values() if of(f) == of(figure) and bool(f.direction) != bool(figure.direction)]
    is_plain = (
        is_of(figure.id, Group.MACRO) and figure.source and not is_loud(figure, scope) and not field_of(figure.id)
    )
    other = free[0] if free and is_plain else None
    return (figure, other) if figure.direction or not other else (other, figure)


def _is_way(figure: Figure) -> bool:
    """Whether somebody forecasts, plans or holds that something goes one way, and gives no amount."""
    is_bare = figure.nature not in FIRM and figure.standing is Standing.MISSING
    return is_bare and figure.direction in MOVES | NET_FLOWS and not is_awaited(figure)


def _forecasts(scope: Scope, figure: Figure) -> Iterator[Figure]:
    """The other levels of statistics that the same source forecasts, where no more is told of any of them."""

    def is_bare(f: Figure) -> bool:
        is_level = is_of(f.id, Group.MACRO) and f.nature is Nature.FORECAST and not (f.direction or f.interval.is_bound)
        about = getattr(scope.record(f.id), "about", None)
        return is_level and f.source is not None and not (field_of(f.id) or about or is_loud(f, scope))

    if is_bare(figure):
        free = (f for f in scope.free.values() if f is not figure and f is not scope.main and is_bare(f))
        yield from (f for f in free if f.source == figure.source and scope.same_window(f, figure))


def _alike(scope: Scope, figure: Figure) -> Roles:
    """The coins of a figure and where it came from, where they are of its source and nature."""
    beside = {Part.COINS: scope.free.get(f"{figure.id}.coins"), "start": scope.free.get(f"{figure.id}.{Part.FROM}")}
    is_alike = {
        role: f is not None and f.is_printable and (f.nature, f.source) == (figure.nature, figure.source)
        for role, f in beside.items()
    }
    return {role: [f] for role, f in beside.items() if is_alike[role]}


def rest(scope: Scope) -> Iterator[Message]:
    """Whatever no other rule tells: every figure that is left, each on its own."""
    for f in list(scope.free.values()):
        if has_own_time(f.id):
            if f.id in scope.free:
                yield context(scope, f)
            continue
        if f.derived_from:
            yield scope.message(Kind.COMPARISON, _section(f), {"figure": [f]})
            continue
        kind = Kind.OPEN if _is_open(f) else OTHERS.get(f.id.partition(".")[0], Kind.TOTAL)
        role = Part.COINS if kind is Kind.RESULT and field_of(f.id) == Part.COINS else "figure"
        kind = act_of(scope.record(f.id)) if kind is Kind.RESULT else kind
        section = RUMOURS if f.nature is Nature.RUMOUR else _section(f)
        made = scope.message(
            Kind.QUOTE if field_of(f.id) in QUOTES and kind is not Kind.OPEN else kind, section, {role: [f]}
        )
        is_listed = f.pending and not has_doubt(f)  # the boundaries of the data list what is still to come
        yield replace(made, place=Place.TABLE) if is_listed else made


def _is_open(figure: Figure) -> bool:
    """Whether there is no amount yet, or sources that lie too far apart for one."""
    return figure.standing in APART or is_awaited(figure)


OTHERS: dict[str, Kind] = {
    Group.FLOWS: Kind.FLOW,
    Group.PRICES: Kind.MOVE,
    Group.POSITIONS: Kind.POSITION,
    Group.MACRO: Kind.MACRO_VALUE,
    Group.SENTIMENT: Kind.SENTIMENT,
    Group.ACCOUNTS: Kind.RESULT,
    Group.LEVELS: Kind.LEVEL,
}


RUMOURS = "rumours"
"""The section of what nobody has confirmed, and of what is said for or against it."""


def _beside(scope: Scope, about: str) -> str:
    """The section of what is about a figure: where that is told."""
    figure = scope.figures.get(about)
    return RUMOURS if figure and figure.nature is Nature.RUMOUR else about.partition(".")[0]


def _section(figure: Figure) -> str:
    first = figure.derived_from[0] if figure.derived_from else figure.id
    return Group.LIQUIDATIONS if first.startswith("derived.") else first.partition(".")[0]


def events(scope: Scope) -> Iterator[Message]:
    """Decisions and events of the wider economy that come without an amount."""
    for name in scope.entries(Group.MACRO):
        if f"{Group.MACRO}.{name}" not in scope.event.measurements:
            about = str(getattr(scope.record(f"{Group.MACRO}.{name}"), "about", None) or Group.MACRO)
            yield scope.message(Kind.MACRO_EVENT, _beside(scope, about), {}, f"{Group.MACRO}.{name}")


def statements(scope: Scope) -> Iterator[Message]:
    """What people and bodies said; what they said about a figure stands in its section."""
    others = {
        name: record for name, record in scope.entries("statements").items() if getattr(record, "who", "") != DESK
    }
    for name, record in others.items():
        about = subject_of(scope, record) or (_owner(scope, record) and Group.ACCOUNTS)
        section = _beside(scope, about) if about else "statements"
        yield scope.message(Kind.STATEMENT, section, {}, f"statements.{name}")


OFFICE = re.compile(
    r"\b(?:chief|c[efot]o|(?:co-?)?founder|president|chair\w*|head|director|executive|officer|owner|manager|counsel"
    r"|treasurer|spokes\w+)\b",
    re.IGNORECASE,
)
FORMER = re.compile(r"\b(?:former|ex|late|ousted)\b", re.IGNORECASE)
"""Roles of those who speak for a house, and of those who did."""


def _owner(scope: Scope, record: Entry) -> bool:
    """Whether the account that the main figure is of speaks: itself, or one who speaks for it."""
    if scope.main is None or not is_of(scope.main.id, Group.ACCOUNTS):
        return False
    who = str(getattr(scope.record(scope.main.id), "who", ""))
    by, role = (str(getattr(record, name, None) or "") for name in ("who", "role"))
    is_of_house = re.search(rf"(?<!\w){re.escape(who)}(?!\w)", role, re.IGNORECASE)
    holds_office = is_of_house and OFFICE.search(role) and not FORMER.search(role)
    return bool(who) and (by.casefold() == who.casefold() or bool(holds_office))


def claims(scope: Scope) -> Iterator[Message]:
    """Claims about figures, each in the section of its figure."""
    for name, record in scope.entries("claims").items():
        yield scope.message(Kind.CLAIM, _beside(scope, str(getattr(record, "about", ""))), {}, f"claims.{name}")


def unconfirmed(scope: Scope) -> Iterator[Message]:
    """What is said and not known."""
    for name in scope.entries("unconfirmed"):
        yield scope.message(Kind.RUMOUR, RUMOURS, {}, f"unconfirmed.{name}")


OF_ALL = frozenset({Part.AMOUNT, Part.SHARE})
"""The quantities of a side that speak for the whole of it; an hour or an order does not."""

MARGIN = "derived.margin_gone"
"""What the worked example of leverage is computed as."""


def mechanisms(scope: Scope) -> Iterator[Message]:
    """Why the day moved so: how forced closing works on the side that was hit, or what the flow of a fund does.

    A brief of every day does not explain it every day.
    """
    if scope.main is None or is_daily(scope):
        return
    sides = {f.key.side for f in scope.figures if field_of(f.id) in OF_ALL and scope.same_window(f, scope.main)}
    is_long = "long" in sides and scope.is_true("long_cascade") and not scope.is_true("prices_rose")
    is_short = "short" in sides and scope.is_true("short_squeeze") and not scope.is_true("prices_fell")
    is_open = not sides & {*SIDES} and (scope.is_true("prices_fell") or scope.is_true("prices_rose"))
    if is_of(scope.main.id, Group.LIQUIDATIONS) and (is_long or is_short or is_open):
        yield scope.message(Kind.MECHANISM, Group.LIQUIDATIONS, {"computed": [scope.free.get(MARGIN)]})
    own = scope.record(scope.main.id)
    is_of_none = getattr(own, "venue", None) or are_investors(own)  # what leaves a venue is no share handed back
    is_of_fund = scope.main.key.subject and not is_of_none
    if is_of(scope.main.id, Group.FLOWS) and scope.main.direction in NET_FLOWS and is_of_fund:
        yield scope.message(Kind.MECHANISM, Group.FLOWS, {})


def main(scope: Scope) -> Iterator[Message]:
    """The main figure, which headline and lead tell."""
    if scope.main and scope.main.id in scope.free:
        kind = OTHERS.get(scope.main.id.partition(".")[0], Kind.TOTAL)
        coins = coins_of(scope, scope.main) if kind in {Kind.FLOW, Kind.RESULT} else None
        coins = None if kind is Kind.RESULT and coins and is_loud(coins, scope) else coins
        moved = _moved(scope, scope.main)
        also = also_moved(scope, moved or scope.main) if is_of(scope.main.id, Group.PRICES) else None
        roles: Roles = {"figure": [scope.main], Part.COINS: [coins], "moves": [moved], "also": [also]}
        yield scope.message(kind, _section(scope.main), roles)


def _moved(scope: Scope, price: Figure) -> Figure | None:
    """The move that brought the price at the end of a day there, which one sentence tells with it."""
    move = scope.free.get(record_of(price.id))
    is_plain = move and is_firm(move) and move.direction in MOVES and not is_loud(move, scope)
    is_close = is_of(price.id, Group.PRICES) and field_of(price.id) == Part.CLOSE
    return move if is_close and is_plain and scope.same_window(price, move) else None


RULES: tuple[Callable[[Scope], Iterator[Message]], ...] = (
    main,
    splits,
    peaks,
    totals,
    parts,
    orders,
    accounts_hit,
    reversals,
    gross,
    turns,
    daily,
    spans,
    flow_sets,
    daily_moves,
    moves,
    quotes,
    states,
    moods,
    account_acts,
    levels,
    hearsay,
    mechanisms,
    rest,
    events,
    statements,
    claims,
    unconfirmed,
)
"""In the order in which they take their figures."""


def select(scope: Scope) -> list[Message]:
    """Every message that an event makes, in the order of the rules; the main one comes first."""
    main_id = scope.event.file.event.main
    made = [(rule, message) for rule in RULES for message in rule(scope)]
    return [m for rule, m in made if rule is main or not m.figures or set(m.figures) - {main_id}]
