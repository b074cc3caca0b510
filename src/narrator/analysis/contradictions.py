"""Checks of figures against each other: parts and wholes, money and coins, shares as reported and as computed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from narrator.analysis.board import LIQUIDATED_SHARE, LIQUIDATIONS, core, own_extents, problem, warning
from narrator.analysis.derive import CUT, worth_pairs
from narrator.analysis.intervals import Sum, as_interval, parts_of_whole, ratio, tighten
from narrator.reconcile.standing import Extent, is_gross

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from narrator.analysis.board import Board
    from narrator.model.figure import Figure
    from narrator.model.policy import Policy
    from narrator.model.problem import Problem

PRICES = frozenset({"prices.broke", "prices.close", "prices.low", "prices.high"})
PARTS_OF_RECORD = ("largest_order", "peak_hour")


def typed(*figures: Figure, origin: str = "") -> str:
    """Figures with their reports as typed, those of one origin alone where one is named."""
    said = {
        figure.id: dict.fromkeys(report.typed for report in core(figure) if origin in {"", report.origin})
        for figure in figures
    }
    return "; ".join(f"{figure_id}: {' / '.join(lines)}" for figure_id, lines in said.items())


def shown(found: Extent) -> str:
    """Exact ends as a message prints them, with two places at most."""
    interval = as_interval(found)
    return " to ".join(dict.fromkeys(f"{end:,.2f}".removesuffix(".00") for end in (interval.low, interval.high)))


def check_parts_within_whole(board: Board) -> Iterator[Problem]:
    """A total is at least the sum of its parts, and longs and shorts are all there is (LANGUAGE.md 3).

    Each source's own amounts come first: a larger total of another source does not make them fit.
    """
    sums = [each for whole in board.reported if whole.key.metric == LIQUIDATIONS for each in _sums(board, whole)]
    slack = board.policy.agree_total.value
    own = {each.id: own_extents(each) for each in board.reported} if sums else {}
    origins = sorted({origin for extents in own.values() for origin in extents})
    for origin in (*origins, ""):
        said = {figure: extents.get(origin) for figure, extents in own.items()} if origin else board.extents
        extents = {figure: extent.widened(slack) for figure, extent in said.items() if extent}
        known = [each for each in sums if extents.keys() >= {each.whole, *each.parts}]
        while isinstance(broken := tighten(extents, known), Sum):
            whole, parts = board.figures[broken.whole], [board.figures[part] for part in broken.parts]
            relation = f"{broken.whole} {'=' if broken.exact else '>='} {' + '.join(broken.parts)}"
            yield replace(problem("ANA001", whole, typed(whole, *parts, origin=origin)), expected=relation)
            known.remove(broken)
            sums.remove(broken)


def _sums(board: Board, whole: Figure) -> Iterator[Sum]:
    sides, assets, venues = (_parts(board, whole, dimension) for dimension in ("side", "subject", "venue"))
    if len(sides) > 1:
        yield Sum(whole.id, sides, exact=True)
    if len(assets) > 1:
        yield Sum(whole.id, assets, exact=False)
    own = [each for each in board.reported if each.id in {f"{whole.id}.{name}" for name in PARTS_OF_RECORD}]
    of_record = [each.id for each in own if (each.unit, each.nature) == (whole.unit, whole.nature)]
    for part in (*sides, *assets, *venues, *of_record):
        yield Sum(whole.id, (part,), exact=False)


def _parts(board: Board, whole: Figure, dimension: str) -> tuple[str, ...]:
    """One figure for each value of a dimension that the whole leaves open, alike in everything else."""
    found: dict[str, str] = {}
    for part in board.reported if not getattr(whole.key, dimension) else ():
        name, is_alike = getattr(part.key, dimension), _but_for(part, dimension) == _but_for(whole, dimension)
        if name and is_alike and board.same_window(part, whole):
            found.setdefault(name, part.id)
    return tuple(found.values())


def _but_for(figure: Figure, dimension: str) -> tuple[object, ...]:
    others = [getattr(figure.key, name) for name in ("metric", "side", "subject", "venue") if name != dimension]
    return *others, figure.nature, figure.unit


def check_implied_price(board: Board) -> Iterator[Problem]:
    """Money over coins lies near a price that the event states for the asset, else near that of another pair."""
    pairs = {
        money: (coins.unit, ratio(board.extents[money.id].magnitude, board.extents[coins.id].magnitude))
        for money, coins in worth_pairs(board)
        if board.extents[coins.id].magnitude.low
    }
    for money, (asset, price) in pairs.items():
        prices = (each for each in board.usable if each.key.metric in PRICES and each.key.subject == asset)
        others = [other for each, (unit, other) in pairs.items() if each is not money and unit == asset]
        near = [board.extents[each.id] for each in prices] or others
        reach = board.policy.implied_price.value
        if near and all(known.widened(reach).points_from(price) for known in near):
            found = problem("ANA002", money, f"{typed(money)}: {shown(price)} for each")
            far = replace(found, expected=f"a price near {' or '.join(map(shown, near))}")
            yield warning(far, when=not all(is_gross(price, known, board.policy) for known in near))


def check_shares_agree(board: Board) -> Iterator[Problem]:
    """A share that a source reports meets the share that the amounts of the event give."""
    for share in board.figures:
        if share.reports and share.key.metric == LIQUIDATED_SHARE and share.is_printable:
            source, computed = _computed_share(board, share)
            if computed and not _within_rounding(share, computed, board.policy):
                expected = f"{shown(computed)} percent, from {source}"
                yield replace(problem("ANA003", share, typed(share)), expected=expected)


def _computed_share(board: Board, share: Figure) -> tuple[str, Extent | None]:
    """The same share from amounts: the record's own amount over its whole, else the side's as derived."""
    measured = board.event.measurements[share.id]
    part, whole = (board.extents.get(each or "") for each in (measured.record, measured.of))
    if part and whole and whole.low > 0:
        figures = board.figures[measured.record], board.figures[measured.of or ""], share
        if board.belong_together(*figures):
            low, high = parts_of_whole(part, whole)
            return f"{measured.record} / {measured.of}", Extent(low * 100, high * 100)
    derived = board.figures.get(f"derived.{share.key.side}s_share")
    is_of_market = not (share.key.subject or share.key.venue)
    if derived and is_of_market and board.same_window(share, derived):
        return derived.formula or "", Extent.of(derived.interval)
    return "", None


def _within_rounding(share: Figure, computed: Extent, policy: Policy) -> bool:
    """Whether a reported share meets a computed one, with the half of its last digit that rounding may have taken."""
    about = Fraction(policy.about_near.value) if share.approximate else Fraction(0)

    def slack(end: Decimal) -> Fraction:
        return about * Fraction(end) + Fraction(10) ** int(end.as_tuple().exponent) / 2

    low, high = share.interval.low, share.interval.high
    is_above = low is not None and computed.high < Fraction(low) - slack(low)
    return not is_above and (high is None or computed.low <= Fraction(high) + slack(high))


def check_cut_shares(board: Board) -> Iterator[Problem]:
    """A computed share that reaches above 100% shows that its part and whole contradict each other at their ends."""
    for figure in board.figures:
        if CUT in figure.explanation:
            inputs = [board.figures[each] for each in figure.derived_from]
            yield problem("ANA004", figure, typed(*inputs), at=core(inputs[0])[0].at)
