"""Content selection: which messages the figures and records of an event make; every figure belongs to one of them.

Each rule takes what it can tell out of the figures that are free, the special ones first; the last rule takes the rest,
so that nothing is left over on a day that nobody foresaw.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrator.model.quantity import MEASURES, PERCENT, Direction
from narrator.model.report import Nature
from narrator.model.source import DESK
from narrator.story.message import Kind
from narrator.story.scope import APART, by_size, field_of, grouped, is_firm, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrator.model.figure import Figure
    from narrator.story.message import Message
    from narrator.story.scope import Scope

MOST_NAMED = 4
"""How many of a list stand in prose; the rest is named as the rest and stands in the table."""
QUOTES = ("price", "open", "close", "low", "high")
"""Prices of a record beside its move, in the order in which they are told."""


def splits(scope: Scope) -> Iterator[Message]:
    """Longs against shorts of one market, venue or asset, with the shares of one another."""
    sides = [f for part in ("", "share") for f in scope.amounts("liquidations", part) if f.key.side]
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for f in sides:
        groups.setdefault((f.key.subject, f.key.venue, f.window.canonical, f.nature), []).append(f)
    for group in groups.values():
        amounts = {f.key.side: f for f in reversed(group) if not field_of(f.id)}
        shares = [f for f in group if field_of(f.id)]
        both = [amounts[side] for side in ("long", "short") if side in amounts]
        others = [f for f in group if f not in both and f not in shares]
        heavy = by_size(both)
        shown = [f for f in scope.derived(*both, scope.main) if f.id.endswith("s_share")]
        computed = sorted(shown, key=lambda f: not f.id.startswith(f"derived.{heavy[0].key.side}") if heavy else 0)[:1]
        yield scope.message(Kind.SPLIT, "liquidations", {"sides": heavy, "shares": shares, "computed": computed})
        yield from (scope.message(Kind.SPLIT, "liquidations", {"sides": [f]}) for f in others)


def peaks(scope: Scope) -> Iterator[Message]:
    """The hours of the most, each with its sides and its share of the longer window."""
    for group in grouped(scope.amounts("liquidations", "peak_hour")):
        whole = next((f for f in group if not f.key.side), group[0])
        shares = [f for f in scope.derived(*group, scope.main) if f.id.startswith("derived.peak_hour")]
        sides = [f for f in group if f is not whole]
        yield scope.message(Kind.PEAK, "liquidations", {"hour": [whole], "sides": sides, "shares": shares})


def parts(scope: Scope) -> Iterator[Message]:
    """Assets and venues of one window and nature: the largest in a sentence, the others in the table."""
    amounts = [f for f in scope.amounts("liquidations") if f is not scope.main]
    for group in grouped(amounts):
        for nature in dict.fromkeys(f.nature for f in group):
            alike = [f for f in group if f.nature is nature]
            assets = by_size(f for f in alike if f.key.subject and not f.key.venue)
            venues = by_size(f for f in alike if f.key.venue)
            for listed in filter(None, (assets, venues)):
                computed = [f for f in scope.derived(*listed, scope.main) if f.key.metric != "derived.implied_price"]
                yield _listed(scope, Kind.PARTS, "liquidations", listed, computed)


def _listed(scope: Scope, kind: Kind, section: str, figures: list[Figure], computed: list[Figure]) -> Message:
    """A message of the first few of some figures, and the rest as the rest."""
    shown = figures[:MOST_NAMED] if len(figures) > MOST_NAMED + 1 else figures
    rest = list(figures[len(shown) :])
    for f in rest:
        scope.free.pop(f.id, None)
    told = scope.message(kind, section, {"listed": shown, "computed": computed})
    return replace(told, rest=tuple(f.id for f in rest))


def orders(scope: Scope) -> Iterator[Message]:
    """The largest orders, each on its own."""
    for f in scope.amounts("liquidations", "largest_order"):
        yield scope.message(Kind.ORDER, "liquidations", {"order": [f]})


def accounts_hit(scope: Scope) -> Iterator[Message]:
    """How many accounts were hit, with the average for each where it is computed."""
    for f in scope.amounts("liquidations", "accounts"):
        computed = list(scope.derived(f, scope.main))
        yield scope.message(Kind.ACCOUNTS, "liquidations", {"count": [f], "computed": computed})


def turns(scope: Scope) -> Iterator[Message]:
    """A flow that goes the other way than the sum of the same funds before it."""
    if not scope.is_true("flow_turn"):
        return
    flows = scope.amounts("flows")
    sums = [f for f in flows if f.key.basis]
    for now in (f for f in flows if not f.key.basis):
        before = next((f for f in sums if _same_funds(f, now) and _opposed(f, now)), None)
        if before:
            yield scope.message(Kind.TURN, "flows", {"now": [now], "coins": [_coins(scope, now)], "before": [before]})
            sums.remove(before)
            scope.turned.add(now.id)


def _coins(scope: Scope, figure: Figure) -> Figure | None:
    return scope.quantity(record_of(figure.id), "coins")


def _same_funds(one: Figure, other: Figure) -> bool:
    return (one.key.subject, one.key.venue) == (other.key.subject, other.key.venue)


def _opposed(one: Figure, other: Figure) -> bool:
    return {one.direction, other.direction} == {Direction.INFLOW, Direction.OUTFLOW}


def flow_sets(scope: Scope) -> Iterator[Message]:
    """The flows of one window together: funds of one asset under their total, the largest first."""
    for group in grouped(scope.amounts("flows")):
        untold = [f for f in group if f.id not in scope.turned]
        for nature in dict.fromkeys(f.nature for f in untold):
            alike = [f for f in untold if f.nature is nature]
            funds = by_size(f for f in alike if f.key.venue)
            totals = [f for f in alike if not f.key.venue]
            if len(alike) == 1:
                yield scope.message(Kind.FLOW, "flows", {"flow": alike, "coins": [_coins(scope, alike[0])]})
                continue
            first = [f for f in totals if f is scope.main] or totals[:1]
            listed = [*(f for f in totals if f not in first), *funds]
            shown = listed[:MOST_NAMED] if len(listed) > MOST_NAMED + 1 else listed
            computed = [f for f in scope.derived(*group) if f.id == "derived.etf_total"]
            coins = [c for f in (*first, *shown) if (c := _coins(scope, f))]
            rest = listed[len(shown) :]
            for f in rest:
                scope.free.pop(f.id, None)
            made = scope.message(
                Kind.FLOW_SET, "flows", {"total": first, "funds": shown, "computed": computed, "coins": coins}
            )
            yield replace(made, rest=tuple(f.id for f in rest))


def moves(scope: Scope) -> Iterator[Message]:
    """The move of each of the event's own assets with its prices; the others by window and direction."""
    own = [f for f in scope.amounts("prices", firm=False) if f.key.subject in scope.event.assets]
    loud = [f for f in own if f.is_printable or f.standing in APART]
    for group in grouped(f for f in own if f not in loud):
        for way in (Direction.DOWN, Direction.UP):
            silent = [f for f in group if f.direction is way]
            if silent[1:]:
                yield scope.message(Kind.MOVE, "prices", {"moves": silent})
    for f in (f for f in own if f in loud or f.id in scope.free):
        record = record_of(f.id)
        levels = [scope.quantity(record, "broke")]
        prices = [scope.quantity(record, part) for part in QUOTES]
        yield scope.message(Kind.MOVE, "prices", {"moves": [f], "levels": levels, "prices": prices})
    others = scope.amounts("prices")
    for group in grouped(others):
        for ways in (Direction.DOWN, Direction.UP, None):
            alike = by_size(f for f in group if f.direction is ways)
            if alike:
                yield scope.message(Kind.MOVE, "prices", {"moves": alike})


def quotes(scope: Scope) -> Iterator[Message]:
    """Prices of a record that has no move, and levels that were broken."""
    records = dict.fromkeys(record_of(f.id) for f in scope.free.values() if f.id.startswith("prices."))
    for record in records:
        prices = [scope.quantity(record, part) for part in QUOTES]
        level = scope.quantity(record, "broke")
        if any(prices):
            yield scope.message(Kind.QUOTE, "prices", {"prices": prices, "levels": [level]})
        elif level:
            yield scope.message(Kind.LEVEL, "prices", {"levels": [level]})


def states(scope: Scope) -> Iterator[Message]:
    """Positions and statistics: what is of one thing at several times stands together, the latest first."""
    for kind, value in (("positions", Kind.POSITION), ("macro", Kind.MACRO_VALUE)):
        groups: dict[tuple[str, ...], list[Figure]] = {}
        for f in scope.amounts(kind):
            record = scope.record(f.id)
            what = str(getattr(record, "what", record_of(f.id)))
            groups.setdefault((what, f.key.subject, f.key.venue, f.unit, f.nature), []).append(f)
        for group in groups.values():
            latest = sorted(group, key=_ended, reverse=True)
            now, *before = latest
            start = scope.quantity(record_of(now.id), "from")
            computed = list(scope.derived(*group, start))
            is_rate = now.unit in MEASURES and now.unit == PERCENT
            yield scope.message(
                Kind.RATE if is_rate else value,
                kind,
                {"now": [now], "start": [start], "before": before, "computed": computed},
            )


def _ended(figure: Figure) -> str:
    """When the window of a figure ended, to sort by; windows without a day come last."""
    window = figure.window
    last = window.until.date() if window.until else window.end or window.start
    return str(last or "")


def moods(scope: Scope) -> Iterator[Message]:
    """Indices of mood, each with where it came from; other days of the same index beside it."""
    named: dict[str, list[Figure]] = {}
    for f in scope.amounts("sentiment"):
        record = scope.record(f.id)
        named.setdefault(str(getattr(record, "name", record_of(f.id))), []).append(f)
    for group in named.values():
        now, *before = sorted(group, key=_ended, reverse=True)
        start = scope.quantity(record_of(now.id), "from")
        starts = [scope.quantity(record_of(f.id), "from") for f in before]
        computed = list(scope.derived(now, start))
        yield scope.message(
            Kind.SENTIMENT,
            "sentiment",
            {"now": [now], "start": [start], "before": before, "starts": starts, "computed": computed},
        )


ACCOUNT_KINDS = {"transfer": Kind.TRANSFER, "holding": Kind.HOLDING, "staking": Kind.HOLDING}


def account_acts(scope: Scope) -> Iterator[Message]:
    """What accounts moved, hold, lost or gained; with shares, and amounts that nobody states."""
    for name, record in scope.entries("accounts").items():
        path = f"accounts.{name}"
        amount = scope.free.get(path)
        firm = amount if amount and (is_firm(amount) or not amount.is_printable) else None
        share = scope.quantity(path, "share")
        if firm or share:
            kind = ACCOUNT_KINDS.get(str(getattr(record, "what", "")), Kind.RESULT)
            roles = {"amount": [firm], "coins": [scope.quantity(path, "coins")], "share": [share]}
            yield scope.message(kind, "accounts", roles)


def levels(scope: Scope) -> Iterator[Message]:
    """Levels with what is at risk there; supports and resistances, those in one opinion together."""
    opinions: dict[tuple[str, str], list[Figure]] = {}
    for name, record in scope.entries("levels").items():
        path = f"levels.{name}"
        price, amount = scope.free.get(f"{path}.price"), scope.free.get(path)
        role = getattr(record, "role", None)
        if role and price:
            opinions.setdefault((role, str(getattr(record, "view_of", None))), []).append(price)
        elif (amount and is_firm(amount)) or (price and is_firm(price)):
            yield scope.message(Kind.LEVEL, "levels", {"risk": [amount], "levels": [price]})
    for group in opinions.values():
        yield scope.message(Kind.LEVEL, "levels", {"marks": group})


def hearsay(scope: Scope) -> Iterator[Message]:
    """Rumours, opinions, forecasts and plans, each as what it is."""
    for f in list(scope.free.values()):
        if f.nature is Nature.RUMOUR:
            _kind, _, _ = f.id.partition(".")
            yield scope.message(Kind.RUMOUR, "rumours", {"figure": [f], "coins": [scope.free.get(f"{f.id}.coins")]})
        elif f.is_printable and not is_firm(f):
            yield scope.message(Kind.ESTIMATE, f.id.partition(".")[0], {"figure": [f]})


def rest(scope: Scope) -> Iterator[Message]:
    """Whatever no other rule tells: every figure that is left, each on its own."""
    for f in list(scope.free.values()):
        if f.derived_from:
            yield scope.message(Kind.COMPARISON, _section(f), {"figure": [f]})
        else:
            yield scope.message(OTHERS.get(f.id.partition(".")[0], Kind.TOTAL), _section(f), {"figure": [f]})


OTHERS = {
    "flows": Kind.FLOW,
    "prices": Kind.MOVE,
    "positions": Kind.POSITION,
    "macro": Kind.MACRO_VALUE,
    "sentiment": Kind.SENTIMENT,
    "accounts": Kind.RESULT,
    "levels": Kind.LEVEL,
}


def _section(figure: Figure) -> str:
    first = figure.derived_from[0] if figure.derived_from else figure.id
    return "liquidations" if first.startswith("derived.") else first.partition(".")[0]


def events(scope: Scope) -> Iterator[Message]:
    """Decisions and events of the wider economy that come without an amount."""
    for name in scope.entries("macro"):
        if f"macro.{name}" not in scope.event.measurements:
            yield scope.message(Kind.MACRO_EVENT, "macro", {}, f"macro.{name}")


def statements(scope: Scope) -> Iterator[Message]:
    """What people and bodies said; what they said about a figure stands in its section."""
    others = {
        name: record for name, record in scope.entries("statements").items() if getattr(record, "who", "") != DESK
    }
    for name, record in others.items():
        about = getattr(record, "about", None)
        section = about.partition(".")[0] if about else "statements"
        yield scope.message(Kind.STATEMENT, section, {}, f"statements.{name}")


def claims(scope: Scope) -> Iterator[Message]:
    """Claims about figures, each in the section of its figure."""
    for name, record in scope.entries("claims").items():
        yield scope.message(Kind.CLAIM, str(getattr(record, "about", "")).partition(".")[0], {}, f"claims.{name}")


def unconfirmed(scope: Scope) -> Iterator[Message]:
    """What is said and not known."""
    for name in scope.entries("unconfirmed"):
        yield scope.message(Kind.RUMOUR, "rumours", {}, f"unconfirmed.{name}")


def mechanisms(scope: Scope) -> Iterator[Message]:
    """How forced closing works, where it is what happened and the price went that way."""
    is_long = scope.is_true("long_cascade") and not scope.is_true("prices_rose")
    is_short = scope.is_true("short_squeeze") and not scope.is_true("prices_fell")
    if scope.main and scope.main.id.startswith("liquidations.") and (is_long or is_short):
        yield scope.message(Kind.MECHANISM, "liquidations", {})


def totals(scope: Scope) -> Iterator[Message]:
    """Totals of other windows and natures than the main one, each on its own."""
    for f in scope.amounts("liquidations"):
        if not (f.key.side or f.key.subject or f.key.venue) and f is not scope.main:
            yield scope.message(Kind.TOTAL, "liquidations", {"figure": [f]})


def main(scope: Scope) -> Iterator[Message]:
    """The main figure, which headline and lead tell."""
    if scope.main and scope.main.id in scope.free:
        kind = OTHERS.get(scope.main.id.partition(".")[0], Kind.TOTAL)
        coins = _coins(scope, scope.main) if kind is Kind.FLOW else None
        yield scope.message(kind, _section(scope.main), {"figure": [scope.main], "coins": [coins]})


RULES: tuple[Callable[[Scope], Iterator[Message]], ...] = (
    main,
    splits,
    peaks,
    totals,
    parts,
    orders,
    accounts_hit,
    turns,
    flow_sets,
    moves,
    quotes,
    states,
    moods,
    account_acts,
    levels,
    hearsay,
    rest,
    mechanisms,
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
