"""Checks of figures against each other: parts and wholes, money and coins, shares as reported and as computed."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from narrator.analysis.board import LIQUIDATED_SHARE, LIQUIDATIONS, core, extent
from narrator.analysis.derive import CUT, worth_pairs
from narrator.analysis.intervals import Sum, ZeroInDenominatorError, as_interval, parts_of_whole, tighten
from narrator.model.problem import Problem, Severity
from narrator.model.quantity import plain
from narrator.reconcile.spread import Extent, is_gross

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from narrator.analysis.board import Board
    from narrator.model.figure import Figure
    from narrator.model.policy import Policy
    from narrator.model.problem import Location, Problems

PRICES = frozenset({"prices.broke", "prices.close", "prices.low", "prices.high"})
PARTS_OF_RECORD = ("largest_order", "peak_hour")


def place(board: Board, figure: Figure) -> Location:
    """Where a figure stands in the event file; a derived one where its first input does."""
    reports = core(figure)
    if reports:
        return reports[0].at
    measured = board.event.measurements.get(figure.id)
    return measured.at if measured else place(board, board.figures[figure.derived_from[0]])


def typed(figure: Figure) -> str:
    """The reports of a figure as typed, with its id."""
    return f"{figure.id}: {' / '.join(dict.fromkeys(report.typed for report in core(figure)))}"


def check_parts_within_whole(board: Board) -> Problems:
    """A total is at least the sum of its parts, and longs and shorts are all there is (LANGUAGE.md 3)."""
    sums = tuple(chain.from_iterable(_sums(board, whole) for whole in _liquidated(board)))
    extents = {figure.id: _with_slack(figure, board.policy) for figure in board.usable() if extent(figure)}
    broken = [rule for rule in sums if isinstance(tighten(extents, [rule]), Sum)]
    together = tighten(extents, sums)
    if not broken and isinstance(together, Sum):
        broken = [together]
    return tuple(_broken(board, rule) for rule in broken)


def _liquidated(board: Board) -> Iterator[Figure]:
    return (figure for figure in board.usable() if figure.key.metric == LIQUIDATIONS)


def _with_slack(figure: Figure, policy: Policy) -> Extent:
    """The ends of a figure, wider by what sources may differ in when they agree."""
    slack = Fraction(policy.agree_total.value)
    low, high = extent(figure) or Extent(Fraction(0), Fraction(0))
    return Extent(low - abs(low) * slack, high + abs(high) * slack)


def _sums(board: Board, whole: Figure) -> Iterator[Sum]:
    sides = _parts(board, whole, "side")
    if set(sides) == {"long", "short"}:
        yield Sum(whole.id, tuple(part.id for part in sides.values()), exact=True)
    assets = _parts(board, whole, "subject")
    if len(assets) > 1:
        yield Sum(whole.id, tuple(part.id for part in assets.values()), exact=False)
    singles = [*sides.values(), *assets.values(), *_parts(board, whole, "venue").values(), *_of_record(board, whole)]
    yield from (Sum(whole.id, (part.id,), exact=False) for part in singles)


def _parts(board: Board, whole: Figure, dimension: str) -> Mapping[str, Figure]:
    """The figures whose key is that of a whole but for one dimension, which the whole leaves open."""
    if getattr(whole.key, dimension):
        return {}
    others = {"side", "subject", "venue"} - {dimension}
    found: dict[str, Figure] = {}
    for part in _liquidated(board):
        value = getattr(part.key, dimension)
        is_alike = part.nature is whole.nature and part.unit == whole.unit
        if value and is_alike and all(getattr(part.key, name) == getattr(whole.key, name) for name in others):
            is_inside = board.same_window(part.window, whole.window)
            found.setdefault(value, part) if is_inside else None
    return found


def _of_record(board: Board, whole: Figure) -> Iterator[Figure]:
    for name in PARTS_OF_RECORD:
        part = board.figures.get(f"{whole.id}.{name}")
        if part and extent(part) and part.unit == whole.unit and part.nature is whole.nature:
            yield part


def _broken(board: Board, rule: Sum) -> Problem:
    whole, parts = board.figures[rule.whole], [board.figures[part] for part in rule.parts]
    relation = "not the sum of" if rule.exact else "less than"
    slack = board.policy.agree_total
    return Problem(
        "ANA001",
        f"{whole.id} is {relation} {' and '.join(rule.parts)}",
        place(board, whole),
        found="; ".join(typed(figure) for figure in (whole, *parts)),
        expected=f"a whole and parts that fit together within {plain(slack.value)} ({slack.id})",
        figure=whole.id,
    )


def check_implied_price(board: Board) -> Problems:
    """Money over coins lies near a price that the event states for the asset, else near that of another pair."""
    implied = {money.id: (money, coins, _price(money, coins)) for money, coins in worth_pairs(board)}
    problems = []
    for figure_id, (money, coins, price) in implied.items():
        others = [
            found for other, (_, each, found) in implied.items() if other != figure_id and each.unit == coins.unit
        ]
        near = [known for known in _stated(board, coins.unit) or others if known]
        if price and near and not any(_meets(price, known, board.policy) for known in near):
            problems.append(_far_price(board, money, price, near))
    return tuple(problems)


def _price(money: Figure, coins: Figure) -> Extent | None:
    try:
        return parts_of_whole(*(found.magnitude for found in map(extent, (money, coins)) if found))
    except ZeroInDenominatorError:
        return None


def _stated(board: Board, asset: str) -> list[Extent]:
    prices = (figure for figure in board.usable() if figure.key.metric in PRICES and figure.key.subject == asset)
    return [found for figure in prices if (found := extent(figure))]


def _meets(price: Extent, known: Extent, policy: Policy) -> bool:
    reach = Fraction(policy.implied_price.value)
    return known.low * (1 - reach) <= price.high and price.low <= known.high * (1 + reach)


def _far_price(board: Board, money: Figure, price: Extent, near: list[Extent]) -> Problem:
    reach = board.policy.implied_price
    is_slip = all(is_gross(price, known, board.policy) for known in near)
    return Problem(
        "ANA002",
        f"{money.id} over its coins gives a price far from the others of this event",
        place(board, money),
        found=f"{typed(money)}: {shown(price)} for each",
        expected=f"within {plain(reach.value)} ({reach.id}) of {' or '.join(map(shown, near))}",
        figure=money.id,
        severity=Severity.ERROR if is_slip else Severity.WARNING,
    )


def check_shares_agree(board: Board) -> Problems:
    """A share that a source reports meets the share that the amounts of the event give."""
    return tuple(
        Problem(
            "ANA003",
            f"{share.id} does not fit the amounts of this event",
            place(board, share),
            found=typed(share),
            expected=f"{shown(computed)} percent, from {what}",
            figure=share.id,
        )
        for share in board.figures
        if share.reports and share.key.metric == LIQUIDATED_SHARE and share.is_printable
        for what, computed in _computed_shares(board, share)
        if not _within_rounding(share, computed, board.policy)
    )


def _computed_shares(board: Board, share: Figure) -> Iterator[tuple[str, Extent]]:
    """The same share from amounts: as derived for the side, and from the record's own amount and its whole."""
    derived = board.figures.get(f"derived.{share.key.side}s_share")
    is_of_market = not (share.key.subject or share.key.venue)
    if derived and is_of_market and board.same_window(derived.window, share.window) and (found := extent(derived)):
        yield derived.formula or derived.id, found
    measured = board.event.measurements[share.id]
    part, whole = board.figures.get(measured.record), board.figures.get(measured.of or "")
    if part and whole and board.belong_together(part, whole) and board.same_window(whole.window, share.window):
        ends = [found for found in (extent(part), extent(whole)) if found]
        if len(ends) == 2 and ends[1].low > 0:  # noqa: PLR2004 - a part and its whole
            own = parts_of_whole(*ends)
            yield f"{part.id} / {whole.id}", Extent(own.low * 100, own.high * 100)


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
    return tuple(
        Problem(
            "ANA004",
            f"{figure.id} reaches above 100%: its part can exceed its whole",
            place(board, figure),
            found="; ".join(typed(board.figures[part]) for part in figure.derived_from),
            expected="a part that lies within its whole at both ends",
            figure=figure.id,
            severity=Severity.WARNING,
        )
        for figure in board.figures
        if CUT in figure.explanation
    )


def shown(found: Extent) -> str:
    """Exact ends as a message prints them, with two places at most."""
    interval = as_interval(found)
    ends = dict.fromkeys(f"{end:,.2f}".removesuffix(".00") for end in (interval.low, interval.high))
    return " to ".join(ends)
