"""Checks of figures against each other: parts and wholes, money and coins, shares as reported and as computed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from narrator.analysis.board import LIQUIDATED_SHARE, LIQUIDATIONS, core, extent
from narrator.analysis.codes import problem, warning
from narrator.analysis.derive import CUT, worth_pairs
from narrator.analysis.intervals import Sum, as_interval, parts_of_whole, tighten
from narrator.reconcile.spread import Extent, is_gross

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from narrator.analysis.board import Board
    from narrator.model.figure import Figure
    from narrator.model.policy import Policy
    from narrator.model.problem import Problem, Problems

PRICES = frozenset({"prices.broke", "prices.close", "prices.low", "prices.high"})
PARTS_OF_RECORD = ("largest_order", "peak_hour")


def typed(*figures: Figure) -> str:
    """Figures with their reports as typed."""
    said = {figure.id: dict.fromkeys(report.typed for report in core(figure)) for figure in figures}
    return "; ".join(f"{figure_id}: {' / '.join(lines)}" for figure_id, lines in said.items())


def shown(found: Extent) -> str:
    """Exact ends as a message prints them, with two places at most."""
    interval = as_interval(found)
    return " to ".join(dict.fromkeys(f"{end:,.2f}".removesuffix(".00") for end in (interval.low, interval.high)))


def check_parts_within_whole(board: Board) -> Problems:
    """A total is at least the sum of its parts, and longs and shorts are all there is (LANGUAGE.md 3)."""
    sums = tuple(chain.from_iterable(_sums(board, whole) for whole in _liquidated(board)))
    extents = {figure.id: _with_slack(figure, board.policy) for figure in board.usable()}
    broken = [rule for rule in sums if tighten(extents, [rule]) is rule]
    if not broken and isinstance(together := tighten(extents, sums), Sum):
        broken = [together]
    return tuple(_broken(board, rule) for rule in broken)


def _broken(board: Board, rule: Sum) -> Problem:
    whole, parts = board.figures[rule.whole], [board.figures[part] for part in rule.parts]
    relation = f"{rule.whole} {'=' if rule.exact else '>='} {' + '.join(rule.parts)}"
    return replace(problem("ANA001", whole, typed(whole, *parts)), expected=relation)


def _liquidated(board: Board) -> list[Figure]:
    return [figure for figure in board.usable() if figure.key.metric == LIQUIDATIONS]


def _with_slack(figure: Figure, policy: Policy) -> Extent:
    """The ends of a figure, wider by what sources may differ in when they agree."""
    slack = Fraction(policy.agree_total.value)
    low, high = extent(figure) or Extent(Fraction(0), Fraction(0))
    return Extent(low - abs(low) * slack, high + abs(high) * slack)


def _sums(board: Board, whole: Figure) -> Iterator[Sum]:
    sides, assets = _parts(board, whole, "side"), _parts(board, whole, "subject")
    if len(sides) > 1:
        yield Sum(whole.id, tuple(sides), exact=True)
    if len(assets) > 1:
        yield Sum(whole.id, tuple(assets), exact=False)
    of_record = [f"{whole.id}.{name}" for name in PARTS_OF_RECORD]
    usable = {figure.id for figure in board.usable() if figure.unit == whole.unit and figure.nature is whole.nature}
    for part in (*sides, *assets, *_parts(board, whole, "venue"), *(part for part in of_record if part in usable)):
        yield Sum(whole.id, (part,), exact=False)


def _parts(board: Board, whole: Figure, dimension: str) -> tuple[str, ...]:
    """One figure for each value of a dimension that the whole leaves open, alike in everything else."""
    if getattr(whole.key, dimension):
        return ()
    alike = _but_for(whole, dimension)
    found = {
        getattr(part.key, dimension): part.id
        for part in reversed(_liquidated(board))
        if _but_for(part, dimension) == alike and board.same_window(part.window, whole.window)
    }
    return tuple(part for value, part in reversed(found.items()) if value)


def _but_for(figure: Figure, dimension: str) -> tuple[object, ...]:
    others = [getattr(figure.key, name) for name in ("metric", "side", "subject", "venue") if name != dimension]
    return *others, figure.nature, figure.unit


def check_implied_price(board: Board) -> Problems:
    """Money over coins lies near a price that the event states for the asset, else near that of another pair."""
    implied = [(money, coins, _price(money, coins)) for money, coins in worth_pairs(board)]
    problems = []
    for money, coins, price in implied:
        others = [other for pair, each, other in implied if pair is not money and each.unit == coins.unit]
        near = [known for known in _stated(board, coins.unit) or others if known]
        if price and near and not any(_meets(price, known, board.policy) for known in near):
            found = problem("ANA002", money, f"{typed(money)}: {shown(price)} for each")
            far = replace(found, expected=f"a price near {' or '.join(map(shown, near))}")
            problems.append(warning(far, when=not all(is_gross(price, known, board.policy) for known in near)))
    return tuple(problems)


def _price(money: Figure, coins: Figure) -> Extent | None:
    """The magnitude of money over that of coins; None where the coins may be none."""
    worth, count = (found.magnitude for found in map(extent, (money, coins)) if found)
    return parts_of_whole(worth, count) if count.low else None


def _stated(board: Board, asset: str) -> list[Extent]:
    prices = (figure for figure in board.usable() if figure.key.metric in PRICES and figure.key.subject == asset)
    return [found for figure in prices if (found := extent(figure))]


def _meets(price: Extent, known: Extent, policy: Policy) -> bool:
    reach = Fraction(policy.implied_price.value)
    return known.low * (1 - reach) <= price.high and price.low <= known.high * (1 + reach)


def check_shares_agree(board: Board) -> Problems:
    """A share that a source reports meets the share that the amounts of the event give."""
    return tuple(
        replace(problem("ANA003", share, typed(share)), expected=f"{shown(computed)} percent, from {source}")
        for share in board.figures
        if share.reports and share.key.metric == LIQUIDATED_SHARE and share.is_printable
        for source, computed in list(_computed_shares(board, share).items())[:1]
        if not _within_rounding(share, computed, board.policy)
    )


def _computed_shares(board: Board, share: Figure) -> Mapping[str, Extent]:
    """The same share from amounts: the record's own amount over its whole, and the side's as derived."""
    found = {}
    measured, usable = board.event.measurements[share.id], {figure.id: figure for figure in board.usable()}
    part, whole = usable.get(measured.record), usable.get(measured.of or "")
    if part and whole and board.belong_together(part, whole, share) and (ends := _ends(part, whole)):
        found[f"{part.id} / {whole.id}"] = Extent(*(100 * end for end in parts_of_whole(*ends)))
    derived = board.figures.get(f"derived.{share.key.side}s_share")
    is_of_market = not (share.key.subject or share.key.venue)
    if derived and is_of_market and board.same_window(derived.window, share.window) and (ends := _ends(derived)):
        found[derived.formula or ""] = ends[0]
    return found


def _ends(*figures: Figure) -> list[Extent]:
    """The ends of figures that are all above zero; nothing where one may be zero."""
    found = [each for figure in figures if (each := extent(figure)) and each.low > 0]
    return found if len(found) == len(figures) else []


def _within_rounding(share: Figure, computed: Extent, policy: Policy) -> bool:
    """Whether a reported share meets a computed one, with the half of its last digit that rounding may have taken."""
    low, high = share.interval.low, share.interval.high
    about = Fraction(policy.about_near.value) if share.approximate else Fraction(0)
    too_high = low is not None and computed.high < Fraction(low) * (1 - about) - _half_digit(low)
    too_low = high is not None and computed.low > Fraction(high) * (1 + about) + _half_digit(high)
    return not (too_high or too_low)


def _half_digit(end: Decimal) -> Fraction:
    return Fraction(10) ** int(end.as_tuple().exponent) / 2


def check_cut_shares(board: Board) -> Problems:
    """A computed share that reaches above 100% shows that its part and whole contradict each other at their ends."""
    found = ((figure, [board.figures[part] for part in figure.derived_from]) for figure in board.figures)
    return tuple(
        warning(problem("ANA004", figure, typed(*inputs), at=core(inputs[0])[0].at))
        for figure, inputs in found
        if CUT in figure.explanation
    )
