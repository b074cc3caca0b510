"""Checks of figures against each other: parts and wholes, money and coins, shares as reported and as computed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from narrator.analysis.board import LIQUIDATED_SHARE, core, own_extents, problem, warning
from narrator.analysis.derive import CUT, worth_pairs
from narrator.analysis.intervals import Sum, as_interval, parts_of_whole, ratio, tighten
from narrator.analysis.parts import sums, within_rounding
from narrator.model.kinds import Group, Part, metric
from narrator.model.problem import paste
from narrator.model.quantity import CURRENCIES, MEASURES, PAIRED, PERCENT, Kind
from narrator.reconcile.comparable import said
from narrator.reconcile.extents import Extent, is_gross

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrator.analysis.board import Board
    from narrator.model.figure import Figure
    from narrator.model.problem import Problem

LOW, HIGH = (metric(Group.PRICES, part) for part in (Part.LOW, Part.HIGH))
BETWEEN = frozenset(metric(Group.PRICES, part) for part in (Part.OPEN, Part.CLOSE, Part.PRICE))
PRICES = {LOW, HIGH, metric(Group.PRICES, Part.BROKE), *BETWEEN}
HALVED = 50
"""From so many percent on a move takes a price to where any other looks like a slip."""
TELLING_DIGITS = 3
"""A move of 3% or an index of 42 on two days is no slip; one value of so many digits may be."""
WINDOWED = {"window": "WINDOW"}


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

    Each source's own amounts come first: a larger total of another source does not make them fit. Across sources it is
    a contradiction that the brief tells.
    """
    rules = sums(board)
    slack = board.policy.agree_total.value
    own = {each.id: own_extents(each) for each in board.reported} if rules else {}
    origins = sorted({origin for extents in own.values() for origin in extents})
    for origin in (*origins, ""):
        said = {figure: extents.get(origin) for figure, extents in own.items()} if origin else board.extents
        extents = {figure: extent.widened(slack) for figure, extent in said.items() if extent}
        known = [each for each in rules if extents.keys() >= {each.whole, *each.parts}]
        while isinstance(broken := tighten(extents, known), Sum):
            whole, parts = board.figures[broken.whole], [board.figures[part] for part in broken.parts]
            relation = f"{broken.whole} {'=' if broken.exact else '>='} {' + '.join(broken.parts)}"
            found = replace(problem("ANA001", whole, typed(whole, *parts, origin=origin)), expected=relation)
            yield warning(found, when=not origin)  # across sources it is told beside the whole
            known.remove(broken)
            rules.remove(broken)


def check_implied_price(board: Board) -> Iterator[Problem]:
    """Money over coins lies near a price that the event states for the asset, else near that of another pair."""
    pairs = {
        money: (coins.unit, ratio(board.extents[money.id].magnitude, board.extents[coins.id].magnitude))
        for money, coins in worth_pairs(board)
        if board.extents[coins.id].magnitude.low
    }
    for money, (asset, price) in pairs.items():
        prices = [each for each in board.usable if each.key.metric in PRICES and each.key.subject == asset]
        others = [other for each, (unit, other) in pairs.items() if each is not money and unit == asset]
        near = _way(board, prices) or others
        is_slip = near and all(is_gross(price, known, board.policy) for known in near)
        fell = any(board.extents[each.id].magnitude.high > HALVED for each in board.usable if _is_move(each, asset))
        if prices and (fell or not is_slip):
            near = _way(board, [each for each in prices if board.same_window(each, money)])
            is_slip = is_slip and not fell  # of other times a price may well be far, and after a crash by far
        reach = board.policy.implied_price.value
        if near and all(known.widened(reach).points_from(price) for known in near):
            found = problem("ANA002", money, f"{typed(money)}: {shown(price)} for each")
            far = replace(found, expected=f"a price near {' or '.join(map(shown, near))}")
            yield warning(far, when=not is_slip)


def _way(board: Board, prices: Sequence[Figure]) -> list[Extent]:
    """From the lowest of some prices to the highest: between them the asset went."""
    ends = [board.extents[each.id] for each in prices]
    return [Extent(min(each.low for each in ends), max(each.high for each in ends))] if ends else []


def _is_move(figure: Figure, asset: str) -> bool:
    return figure.key.metric == Group.PRICES and figure.key.subject == asset and figure.unit == PERCENT


def check_shares_agree(board: Board) -> Iterator[Problem]:
    """A share that a source reports meets the share that the amounts of the event give."""
    for share in board.figures:
        if share.reports and share.key.metric == LIQUIDATED_SHARE and share.is_printable:
            source, computed = _computed_share(board, share)
            if computed and not within_rounding(share, computed, board.policy):
                expected = f"{shown(computed)} percent, from {source}"
                found = replace(problem("ANA003", share, typed(share)), expected=expected)
                yield warning(found, when=_is_of_others(board, share))


def _is_of_others(board: Board, share: Figure) -> bool:
    """Whether nobody who gives a share gives an amount that it is held against: they count apart, and none slipped."""
    measured = board.event.measurements[share.id]
    amounts = filter(None, (board.figures.get(each or "") for each in (measured.record, measured.of)))
    counted = {judged.report.source for each in amounts for judged in each.reports}
    return counted.isdisjoint(judged.report.source for judged in share.reports)


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


def check_cut_shares(board: Board) -> Iterator[Problem]:
    """A computed share that reaches above 100% shows that its part and whole contradict each other at their ends."""
    for figure in board.figures:
        if CUT in figure.explanation:
            inputs = [board.figures[each] for each in figure.derived_from]
            yield problem("ANA004", figure, typed(*inputs), at=core(inputs[0])[0].at)


def check_share_of_its_window(board: Board) -> Iterator[Problem]:
    """A share is of a whole of its own window; of another it is printed without its whole."""
    for share in board.figures:
        measured = board.event.measurements.get(share.id)
        whole = board.figures.get(measured.of or "") if measured else None
        if whole and core(share) and share.whole is None:
            windows = f"{share.id} {said(share.window)}, {whole.id} {said(whole.window)}"
            yield problem("ANA005", share, f"{typed(share)}: {windows}", paste(board.event.path, WINDOWED))


def check_prices_in_order(board: Board) -> Iterator[Problem]:
    """The low of a window is its lowest price, and the high its highest; but 91 rupees a dollar are less than 90."""
    dear = (each for each in board.usable if each.key.metric in PRICES and each.unit in CURRENCIES)
    prices = [each for each in dear if each.manner.per not in PAIRED]
    for lower, upper in permutations(prices, 2):
        ends = lower.key.metric == LOW or upper.key.metric == HIGH
        is_one = (lower.key.subject, lower.unit) == (upper.key.subject, upper.unit) and board.same_window(lower, upper)
        is_pair = {lower.key.metric, upper.key.metric} <= {LOW, HIGH, *BETWEEN} and lower.key.metric != upper.key.metric
        if ends and is_one and is_pair and board.extents[lower.id].low > board.extents[upper.id].high:
            order = f"{lower.id} <= {upper.id}"
            yield replace(problem("ANA006", lower, typed(lower, upper)), expected=order)


def check_windows_told_apart(board: Board) -> Iterator[Problem]:
    """One amount under two windows is probably one window typed twice; a day's flow is not the sum of its week."""
    for one, other in combinations(board.usable, 2):
        if _is_same_amount(board, one, other) and not board.same_window(one, other):
            code = "ANA007" if one.key.metric == Group.FLOWS and _nests(one, other) else "ANA008"
            found = f"{typed(one, other)}: {said(one.window)} and {said(other.window)}"
            yield problem(code, other, found, paste(board.event.path, WINDOWED))


def _is_same_amount(board: Board, one: Figure, other: Figure) -> bool:
    """Whether two figures of one key, but for window and sum, have one value that is no common one."""
    is_same_key = replace(one.key, basis="") == replace(other.key, basis="") and one.unit == other.unit
    is_stated = one.window.is_stated and other.window.is_stated
    low = one.interval.low
    if not (is_same_key and is_stated) or low is None or board.extents[one.id] != board.extents[other.id]:
        return False
    digits = len(low.normalize().as_tuple().digits)
    return bool(low) and (digits >= TELLING_DIGITS or not (one.unit in MEASURES or one.key.kind is Kind.COUNT))


def _nests(one: Figure, other: Figure) -> bool:
    """Whether the days of one window lie within those of another, longer one."""
    spans = sorted(
        ((each.start, each.end) for each in (one.window, other.window) if each.start and each.end),
        key=lambda span: span[1] - span[0],
    )
    return len(spans) > 1 and spans[0] != spans[1] and spans[1][0] <= spans[0][0] and spans[0][1] <= spans[1][1]
