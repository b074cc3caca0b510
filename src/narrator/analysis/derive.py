"""Derived figures: a closed list, computed exactly from the figures of an event (LANGUAGE.md 3).

A figure is derived only when its inputs can be printed, have one basis and one window, or were read from one line.
Nature and standing are the worst of the inputs. Where one source gives every input, its own values are used: a share of
its own part and total says more than one across sources that may count differently.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import filterfalse, product
from math import floor
from typing import TYPE_CHECKING, TypeAlias

from narrator.analysis import paths
from narrator.analysis.board import COMPUTED_FROM, LIQUIDATED_SHARE, LIQUIDATIONS, Board, are_crossed, own_extents
from narrator.analysis.intervals import as_interval, difference, part_of_sum, parts_of_whole, ratio, total
from narrator.analysis.parts import is_limited, is_refuted, related, within_rounding
from narrator.model.figure import STANDINGS, Figure, Figures, Standing
from narrator.model.kinds import LONG, SHORT, Group, Part
from narrator.model.quantity import CURRENCIES, UNITS, Direction, Kind, is_ticker
from narrator.reconcile.extents import Extent
from narrator.reconcile.figures import under
from narrator.reconcile.sieves import NATURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from narrator.model.event import Event
    from narrator.model.policy import Policy

    Inputs: TypeAlias = tuple[Figure, ...]
    Found: TypeAlias = Iterable[Inputs]
    Values: TypeAlias = Mapping[str, tuple[Extent, ...]]

WHOLE = Fraction(100)
FINE = Fraction(10)
"""From here on an illustration is said in whole numbers, since it counts nothing and carries no more."""
CUT = "Its inputs contradict each other at their ends: the part would exceed the whole, and is cut at 100%."
SHARES = {
    "derived.longs_share": (LONG, ""),
    "derived.shorts_share": (SHORT, ""),
    "derived.btc_share": ("", "BTC"),
    "derived.eth_share": ("", "ETH"),
}
"""The computed shares that a source may give itself, by side and asset."""
MOVED = (Direction.UP, Direction.DOWN)
SIGNS = {
    Kind.FLOW: (Direction.INFLOW, Direction.OUTFLOW),
    Kind.INDEX: MOVED,
}
"""The directions of a result above and below zero."""


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived figure: what it is, its formula over inputs `{0}`, `{1}`, ..., and the candidates for its inputs.

    `name` may hold `{asset}`, the unit of the last input, and `{record}`, the record of the first. An
    empty formula is the sum of all inputs. Of several candidates the first that one source gives whole is taken, else
    the first. An illustration is rounded to whole numbers, and is about so much.
    """

    name: str
    meaning: str
    formula: str
    compute: Callable[..., Extent]
    inputs: Callable[[Board], Found]
    kind: Kind = Kind.PERCENT
    is_move: bool = False
    is_illustration: bool = False


def _amounts(*parts: str, hourly: bool = False) -> Callable[[Board], Found]:
    """Amounts liquidated of sides, assets, or all (empty), together; those of the main figure's window first."""

    def found(board: Board) -> Found:
        options = product(*(board.liquidated(part, hourly=hourly) for part in parts))
        fitting = [inputs for inputs in options if board.belong_together(*inputs)]
        main = board.figures.get(board.event.file.event.main or "")
        return sorted(fitting, key=lambda inputs: not board.same_window(inputs[-1], main))

    return found


_in_hour = partial(_amounts, hourly=True)


def _hour_of_all(board: Board) -> Found:
    for side in ("", SHORT, LONG):
        pairs = product(board.liquidated(side, hourly=True), board.liquidated(side))
        yield from (pair for pair in pairs if board.nests(*pair))


def _flows(board: Board) -> Found:
    """The flows of one window, one for each asset; neither one fund alone nor a sum over months is one of them.

    Where a source gives the flow of all funds, nothing is added up: it holds what the records do not name, too.
    """
    flows = [each for each in board.usable if each.key.metric == Group.FLOWS and each.unit in CURRENCIES]
    daily = [each for each in flows if not (each.key.venue or each.key.basis)]
    for first in daily:
        group = [each for each in daily if each.unit == first.unit and board.belong_together(first, each)]
        if not all(each.key.subject for each in group):
            continue
        one_each = tuple({each.key.subject: each for each in reversed(group)}.values())[::-1]
        if len(one_each) > 1:
            yield one_each


def worth_pairs(board: Board) -> Found:
    """Money and the coins that it is worth, read from one line; nobody quotes a price of tonnes or shares so."""
    for money in board.usable:
        coins = board.figures.get(money.worth or "")
        if coins and coins.id in board.extents and money.unit in CURRENCIES and is_ticker(coins.unit):
            yield money, coins


def _per_account(board: Board) -> Found:
    """The total of the whole market and how many accounts it hit, of one record."""
    for whole in board.liquidated():
        count = board.figures.get(f"{whole.id}.{Part.ACCOUNTS}")
        if count and count.id in board.extents and board.belong_together(whole, count):
            yield whole, count


def _on_venues(board: Board) -> Found:
    """What was liquidated on one venue, and in the whole market in the same window."""
    own = [each for each in board.usable if each.key.metric == LIQUIDATIONS and each.key.venue]
    for part, whole in product(own, board.liquidated()):
        if not (part.key.side or part.key.subject) and part.unit == whole.unit and board.belong_together(part, whole):
            yield part, whole


LEVERAGE = "the leverage that loses all margin"
DERIVED = (
    Derived("longs_share", "longs in longs and shorts", "{0} / ({0} + {1})", part_of_sum, _amounts(LONG, SHORT)),
    Derived("longs_share", "longs in the total", "{0} / {1}", parts_of_whole, _amounts(LONG, "")),
    Derived("shorts_share", "shorts in longs and shorts", "{0} / ({0} + {1})", part_of_sum, _amounts(SHORT, LONG)),
    Derived("shorts_share", "shorts in the total", "{0} / {1}", parts_of_whole, _amounts(SHORT, "")),
    Derived("longs_to_shorts", "longs over shorts", "{0} / {1}", ratio, _amounts(LONG, SHORT), Kind.MULTIPLE),
    Derived("shorts_to_longs", "shorts over longs", "{0} / {1}", ratio, _amounts(SHORT, LONG), Kind.MULTIPLE),
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
    Derived("share_on_{record}", "one venue in the total", "{0} / {1}", parts_of_whole, _on_venues),
    Derived("average_per_account", "the total over its accounts", "{0} / {1}", ratio, _per_account, Kind.MONEY),
    Derived("distance_to_{record}", "a level from the close", "|{0} - {1}| / {1}", paths.distance, paths.to_level),
    Derived("nearest_to_{record}", "a level from the low or high", "|{0} - {1}| / {1}", paths.distance, paths.to_brink),
    Derived("reach", "how far the price went", "({0} - {1}) / {1}", paths.way, paths.from_start, is_move=True),
    Derived("given_back", "the way back by the close", "({1} - {2}) / ({1} - {0})", paths.given_back, paths.returns),
    *(
        Derived("margin_gone", LEVERAGE, f"1 / ({way})", paths.margin_gone, inputs, Kind.MULTIPLE, is_illustration=True)
        for inputs, way in ((paths.reached, "|{1} - {0}| / {0}"), (paths.moved, "{0}"))
    ),
    Derived("peak_hour_share", "one hour in the longer window", "{0} / {1}", parts_of_whole, _hour_of_all),
    Derived("peak_hour_shorts_share", "shorts in the hour", "{0} / {1}", parts_of_whole, _in_hour(SHORT, "")),
    Derived("peak_hour_longs_share", "longs in the hour", "{0} / {1}", parts_of_whole, _in_hour(LONG, "")),
    Derived("etf_total", "the flows recorded for one window", "", total, _flows, Kind.FLOW),
    Derived("implied_price_{asset}", "money over coins", "{0} / {1}", ratio, worth_pairs, Kind.PRICE),
    Derived(
        "sentiment_change", "the change of the index in points", "{0} - {1}", difference, paths.index_moves, Kind.INDEX
    ),
)
"""The closed list. Two entries of one name are two ways to the same figure, the better one first."""


OF_ONE = (worth_pairs, _per_account)
"""Whose inputs are of one count wherever one source gives both, whoever else gives either."""


def derive(event: Event, figures: Figures, policy: Policy) -> Figures:
    """The figures of an event with everything that can be derived from them."""
    figures = related(Board(event, figures, policy))
    board = Board(event, figures, policy)
    ways: dict[str, list[tuple[Derived, Inputs, Values]]] = {}
    for rule in DERIVED:
        for inputs in filterfalse(are_crossed, rule.inputs(board)):
            figure_id = f"derived.{rule.name.format(asset=inputs[-1].unit.lower(), record=inputs[0].id.split('.')[1])}"
            ways.setdefault(figure_id, []).append((rule, inputs, _own_values(rule, inputs)))
    found = dict(figures.entries)
    for figure_id, candidates in ways.items():
        # min() takes the first among equals: the order of the table decides.
        rule, inputs, own = min(candidates, key=lambda way: (not board.in_main_window(way[1][-1]), not way[-1]))
        # What one source gives alone lies within the ends of all; where those allow nothing, it is not printed either.
        across = _result(rule, {"": tuple(board.extents[each.id] for each in inputs)})
        result = _result(rule, own) if own and across else across
        is_open = not own and is_limited(rule.compute, inputs)
        if result is None or is_open or (rule.compute is parts_of_whole and is_refuted(inputs[0], inputs[-1], result)):
            continue
        figure = _figure(figure_id, rule, inputs, result, tuple(own))
        if not _is_typed(board, figure):
            found[figure_id] = figure
    return Figures(found)


def _is_typed(board: Board, figure: Figure) -> bool:
    """Whether a source gives the same share itself and the computed one agrees: then the typed one is printed.

    An editor's own paragraph may still print the computed one.
    """
    of, computed = SHARES.get(figure.id), Extent.of(figure.interval)
    if of is None or computed is None or f"[{figure.id}" in board.event.file.model_dump_json():
        return False
    return any(
        each.key.metric == LIQUIDATED_SHARE
        and (each.key.side, each.key.subject, each.key.venue) == (*of, "")
        and each.is_printable
        and each.nature in COMPUTED_FROM
        and board.same_window(each, figure)
        and each.whole in {None, *(whole.id for whole in board.liquidated())}
        and within_rounding(each, computed, board.policy)
        for each in board.figures
    )


def _own_values(rule: Derived, inputs: Inputs) -> Values:
    """The values of each origin that gives all inputs; but for shares and what is of one count if nobody else does."""
    said = [own_extents(each) for each in inputs]
    common = set.intersection(*map(set, said))
    is_of_one = rule.kind is Kind.PERCENT or (common and (rule.inputs in OF_ONE or is_limited(rule.compute, inputs)))
    if not is_of_one and any(each.keys() != common for each in said):
        return {}
    values = {origin: [extents[origin] for extents in said] for origin in sorted(common)}
    return {origin: tuple(filter(None, own)) for origin, own in values.items() if None not in own}


def _result(rule: Derived, values: Values) -> Extent | None:
    """What comes out; nothing for a part above its whole, an error of its own, or a multiple that may be below one."""
    try:
        results = [rule.compute(*each) for each in values.values()]
    except ZeroDivisionError:
        return None
    low, high = min(each.low for each in results), max(each.high for each in results)
    if (rule.kind is Kind.PERCENT and low > 1) or (rule.kind is Kind.MULTIPLE and low < 1):
        return None
    return Extent(low * 100, high * 100) if rule.kind is Kind.PERCENT else Extent(low, high)


def _figure(figure_id: str, rule: Derived, inputs: Inputs, result: Extent, origins: Sequence[str]) -> Figure:
    is_cut = rule.kind is Kind.PERCENT and result.high > WHOLE
    if is_cut:
        result = Extent(result.low, WHOLE)
    above, below = MOVED if rule.is_move else SIGNS.get(rule.kind, (None, None))
    exact = result
    if rule.is_illustration and result.low >= FINE:
        result = Extent(*(Fraction(floor(end + Fraction(1, 2))) for end in (result.low, result.high)))
    direction = above if result.low > 0 else below if result.high < 0 else None
    ids = tuple(each.id for each in inputs)
    formula = rule.formula.format(*ids) or " + ".join(ids)
    explanation = (
        f"Computed: {rule.meaning}, {formula}, each input once, nothing rounded before print.",
        *(["Rounded to whole numbers: an illustration counts nothing."] if result != exact else []),
        f"From {' and '.join(origins)} alone, so that one count stands in all of it."
        if origins
        else "Across sources: the widest range that their ends allow.",
        "Nature and standing are the worst of its inputs.",
        *([CUT] if is_cut else []),
    )
    # A split that one source gives is a split of that source's total, and is named as its.
    is_of_one = rule.kind is Kind.PERCENT or rule.inputs is _per_account or is_limited(rule.compute, inputs)
    alone = origins[0] if is_of_one and len(origins) == 1 else None
    standings = [each.standing for each in inputs] + ([Standing.SINGLE_SOURCE] if alone else [])
    of = inputs[:1] if rule.compute is parts_of_whole and rule.formula == "{0} / {1}" else inputs
    subject, venue = (_shared(getattr(each.key, part) for each in of) for part in ("subject", "venue"))
    if rule.inputs is worth_pairs:
        subject = inputs[-1].unit  # a price is that of the coins, also where the record names no asset
    return Figure(
        figure_id,
        replace(inputs[0].key, metric=f"derived.{rule.name}", kind=rule.kind, subject=subject, venue=venue),
        max((each.nature for each in inputs), key=NATURES.index),
        max(standings, key=STANDINGS.index),
        under(direction, as_interval(result)),
        UNITS.get(rule.kind, inputs[0].unit),
        paths.span(inputs) if rule.inputs in paths.WAYS else inputs[-1].window,
        direction=direction,
        approximate=result != exact or any(each.approximate for each in inputs),
        reported=False,
        source=alone or _shared(each.source or "" for each in inputs) or None,
        weak=any(each.weak for each in inputs),
        explanation=explanation,
        derived_from=ids,
        formula=formula,
    )


def _shared(values: Iterable[str]) -> str:
    """What all have in common, else nothing."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""
