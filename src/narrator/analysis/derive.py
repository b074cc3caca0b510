"""Derived figures: a closed list, computed exactly from the figures of an event (LANGUAGE.md 3).

A figure is derived only when its inputs can be printed, have one basis and one window, or were read from one line.
Nature and standing are the worst of the inputs. Where one source gives every input, its own values are used: a share of
its own part and total says more than one across sources that may count differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from narrator.analysis.board import Board, core, extent, hours, is_hourly, own_extent, wholes
from narrator.analysis.intervals import (
    ZeroInDenominatorError,
    as_interval,
    difference,
    part_of_sum,
    parts_of_whole,
    ratio,
    total,
)
from narrator.model.figure import STANDINGS, Figure, Figures
from narrator.model.quantity import CURRENCIES, INDEX, PERCENT, TIMES, Direction, Kind, is_ticker
from narrator.model.report import Key
from narrator.reconcile.sieves import NATURES
from narrator.reconcile.spread import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from narrator.model.event import Event
    from narrator.model.policy import Policy

    Inputs: TypeAlias = tuple[Figure, ...]
    Found: TypeAlias = Iterable[Inputs]

CUT = "Its inputs contradict each other at their ends: the part would exceed the whole, and is cut at 100%."
SIDES = frozenset({"long", "short"})
UNITS = {Kind.PERCENT: PERCENT, Kind.MULTIPLE: TIMES, Kind.INDEX: INDEX}
SIGNS = {
    Kind.FLOW: (Direction.INFLOW, Direction.OUTFLOW),
    Kind.INDEX: (Direction.UP, Direction.DOWN),
}
"""The directions of a result above and below zero."""


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived figure: what it is, its formula over inputs `{0}`, `{1}`, ..., and the candidates for its inputs.

    `name` may hold `{asset}`. An empty formula is the sum of all inputs. Of several candidates the first that one
    source gives whole is taken, else the first.
    """

    name: str
    meaning: str
    formula: str
    compute: Callable[..., Extent]
    inputs: Callable[[Board], Found]
    kind: Kind = Kind.PERCENT

    def name_for(self, inputs: Inputs) -> str:
        """The figure id."""
        return "derived." + self.name.format(asset=inputs[-1].unit.lower())

    def formula_for(self, inputs: Inputs) -> str:
        """The formula with the ids of its inputs."""
        ids = [figure.id for figure in inputs]
        return self.formula.format(*ids) if self.formula else " + ".join(ids)


def _together(board: Board, *options: Iterable[Figure]) -> Iterator[Inputs]:
    """One of each, all of one window; those of the main figure's window first."""
    fitting = [inputs for inputs in product(*options) if board.belong_together(*inputs)]
    yield from sorted(fitting, key=lambda inputs: not board.has_main_window(inputs[-1]))


def _amounts(*parts: str) -> Callable[[Board], Found]:
    """Amounts liquidated in a window longer than an hour: of a side, of an asset, or of all (empty)."""
    return lambda board: _together(
        board, *(wholes(board, **{"side" if part in SIDES else "subject": part}) for part in parts)
    )


def _in_hour(*sides: str) -> Callable[[Board], Found]:
    return lambda board: _together(board, *(filter(is_hourly, hours(board, side=side)) for side in sides))


def _hour_of_all(board: Board) -> Found:
    for side in ("", "short", "long"):
        pairs = product(hours(board, side=side), wholes(board, side=side))
        yield from (pair for pair in pairs if board.nests(*pair))


def _flows(board: Board) -> Found:
    """The flows of one window, one for each asset; neither one fund alone nor a sum over months is one of them."""
    daily = [
        figure
        for figure in board.usable()
        if figure.key.metric == "flows" and figure.unit in CURRENCIES and not (figure.key.venue or figure.key.basis)
    ]
    for first in daily:
        group = [figure for figure in daily if board.belong_together(first, figure)]
        one_each = tuple({figure.key.subject: figure for figure in reversed(group)}.values())[::-1]
        if len(one_each) > 1:
            yield one_each


def worth_pairs(board: Board) -> Found:
    """Money and the coins that it is worth, read from one line."""
    for money in board.usable():
        coins = board.figures.get(money.worth) if money.worth else None
        if coins and extent(coins) and money.unit in CURRENCIES and is_ticker(coins.unit):
            yield (money, coins)


def _index_moves(board: Board) -> Found:
    for figure in board.usable():
        start = board.figures.get(f"{figure.id}.from")
        if start and extent(start) and figure.unit == start.unit == INDEX and board.belong_together(figure, start):
            yield (figure, start)


DERIVED = (
    Derived("longs_share", "longs in longs and shorts", "{0} / ({0} + {1})", part_of_sum, _amounts("long", "short")),
    Derived("longs_share", "longs in the total", "{0} / {1}", parts_of_whole, _amounts("long", "")),
    Derived("shorts_share", "shorts in longs and shorts", "{0} / ({0} + {1})", part_of_sum, _amounts("short", "long")),
    Derived("shorts_share", "shorts in the total", "{0} / {1}", parts_of_whole, _amounts("short", "")),
    Derived("longs_to_shorts", "longs over shorts", "{0} / {1}", ratio, _amounts("long", "short"), Kind.MULTIPLE),
    Derived("shorts_to_longs", "shorts over longs", "{0} / {1}", ratio, _amounts("short", "long"), Kind.MULTIPLE),
    Derived("btc_share", "Bitcoin in the total", "{0} / {1}", parts_of_whole, _amounts("BTC", "")),
    Derived("eth_share", "Ether in the total", "{0} / {1}", parts_of_whole, _amounts("ETH", "")),
    Derived("btc_eth_total", "Bitcoin and Ether together", "", total, _amounts("BTC", "ETH"), Kind.MONEY),
    Derived(
        "btc_eth_share",
        "Bitcoin and Ether together in the total",
        "({0} + {1}) / {2}",
        parts_of_whole,
        _amounts("BTC", "ETH", ""),
    ),
    Derived("peak_hour_share", "one hour in the longer window", "{0} / {1}", parts_of_whole, _hour_of_all),
    Derived("peak_hour_shorts_share", "shorts in the hour", "{0} / {1}", parts_of_whole, _in_hour("short", "")),
    Derived("peak_hour_longs_share", "longs in the hour", "{0} / {1}", parts_of_whole, _in_hour("long", "")),
    Derived("etf_total", "the flows recorded for one window", "", total, _flows, Kind.FLOW),
    Derived("implied_price_{asset}", "money over coins", "{0} / {1}", ratio, worth_pairs, Kind.PRICE),
    Derived("sentiment_change", "the change of the index in points", "{0} - {1}", difference, _index_moves, Kind.INDEX),
)
"""The closed list. Two entries of one name are two ways to the same figure, the better one first."""


def derive(event: Event, figures: Figures, policy: Policy) -> Figures:
    """The figures of an event with everything that can be derived from them."""
    board = Board(event, figures, policy)
    candidates: dict[str, list[tuple[Derived, Inputs]]] = {}
    for rule in DERIVED:
        for inputs in rule.inputs(board):
            candidates.setdefault(rule.name_for(inputs), []).append((rule, inputs))
    derived = (_first(ways) for ways in candidates.values())
    return Figures({**figures.entries, **{figure.id: figure for figure in derived if figure}})


def _first(ways: list[tuple[Derived, Inputs]]) -> Figure | None:
    # min() takes the first among equals: the order of the table decides.
    return _figure(*min(ways, key=lambda way: not _own_values(*way)))


def _own_values(rule: Derived, inputs: Inputs) -> Mapping[str, tuple[Extent | None, ...]]:
    """The values of each origin that gives all inputs; unless it is a share, only if nobody else gives any."""
    origins = [{report.origin for report in core(figure)} for figure in inputs]
    common = set.intersection(*origins)
    if rule.kind is not Kind.PERCENT and any(each != common for each in origins):
        return {}
    values = {origin: tuple(own_extent(figure, origin) for figure in inputs) for origin in sorted(common)}
    return {origin: own for origin, own in values.items() if None not in own}


def _figure(rule: Derived, inputs: Inputs) -> Figure | None:
    own = _own_values(rule, inputs)
    try:
        results = [rule.compute(*values) for values in own.values() or [tuple(map(extent, inputs))]]
    except ZeroInDenominatorError:
        return None
    low, high = min(result.low for result in results), max(result.high for result in results)
    return None if _is_pointless(rule, low) else _made(rule, inputs, Extent(low, high), tuple(own))


def _is_pointless(rule: Derived, low: Fraction) -> bool:
    """A part above its whole, which is an error of its own; a multiple that may be below one."""
    return (rule.kind is Kind.PERCENT and low > 1) or (rule.kind is Kind.MULTIPLE and low < 1)


def _made(rule: Derived, inputs: Inputs, result: Extent, origins: tuple[str, ...]) -> Figure:
    is_cut = rule.kind is Kind.PERCENT and result.high > 1
    if rule.kind is Kind.PERCENT:
        result = Extent(result.low * 100, min(result.high, Fraction(1)) * 100)
    direction = _direction(rule.kind, result)
    interval = as_interval(result)
    sources = {figure.source for figure in inputs}
    return Figure(
        rule.name_for(inputs),
        _key(rule, inputs),
        max((figure.nature for figure in inputs), key=NATURES.index),
        max((figure.standing for figure in inputs), key=STANDINGS.index),
        interval.negated() if direction in {Direction.OUTFLOW, Direction.DOWN} else interval,
        UNITS.get(rule.kind, inputs[0].unit),
        inputs[-1].window,
        direction=direction,
        approximate=any(figure.approximate for figure in inputs),
        reported=False,
        source=sources.pop() if len(sources) == 1 else None,
        weak=any(figure.weak for figure in inputs),
        explanation=(*_explained(rule, inputs, origins), *((CUT,) if is_cut else ())),
        derived_from=tuple(figure.id for figure in inputs),
        formula=rule.formula_for(inputs),
    )


def _key(rule: Derived, inputs: Inputs) -> Key:
    subjects, venues = {figure.key.subject for figure in inputs}, {figure.key.venue for figure in inputs}
    return Key(
        f"derived.{rule.name}",
        rule.kind,
        subject=subjects.pop() if len(subjects) == 1 else "",
        side=inputs[0].key.side,
        venue=venues.pop() if len(venues) == 1 else "",
        basis=inputs[0].key.basis,
    )


def _direction(kind: Kind, result: Extent) -> Direction | None:
    above, below = SIGNS.get(kind, (None, None))
    if result.low > 0:
        return above
    return below if result.high < 0 else None


def _explained(rule: Derived, inputs: Inputs, origins: tuple[str, ...]) -> Iterator[str]:
    yield f"Computed: {rule.meaning}, {rule.formula_for(inputs)}, each input once, nothing rounded before print."
    if origins:
        yield f"From {' and '.join(origins)} alone, so that one count stands in all of it."
    else:
        yield "Across sources: the widest range that their ends allow."
    yield "Nature and standing are the worst of its inputs."
