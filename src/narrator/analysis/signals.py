"""Signals: three-valued statements about an event, decided by figures alone (LANGUAGE.md 3 and 5).

A signal is true when its statement holds on the whole interval of every figure that speaks to it, false when it holds
on none of any, else undecided; without a figure it is undecided, and an undecided signal has no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from narrator.analysis.board import COMPUTED_FROM, LIQUIDATED_SHARE, Board, signed
from narrator.model.policy import SHARE_BANDS, Band
from narrator.model.quantity import NEGATIVE, Interval
from narrator.model.signal import Signal, Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.window import Window

    Evidence: TypeAlias = tuple[Truth, Figure]

BANDS = {band.word: band for band in SHARE_BANDS}
MAJORITY, VAST, HALF = BANDS["a majority"], BANDS["the vast majority"], BANDS["about half"]
ABOVE_ZERO = Band("above zero", Decimal(0), None, low_open=True)
BELOW_ZERO = Band("below zero", None, Decimal(0), high_open=True)
SIGNS = (ABOVE_ZERO, BELOW_ZERO)
OTHER = {"long": "short", "short": "long"}


def judge(interval: Interval, band: Band) -> Truth:
    """Whether a band holds on the whole of an interval, on none of it, or on a part."""
    wanted = Interval(band.low, band.high, band.low_open, band.high_open)
    if wanted.contains(interval):
        return Truth.TRUE
    return Truth.FALSE if _ends_before(interval, wanted) or _ends_before(wanted, interval) else Truth.UNDECIDED


def _ends_before(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))


def _sided(figure: Figure, band: Band) -> Truth:
    """As `judge`, on the signed interval; a direction alone decides the sign where no amount is stated."""
    if figure.is_printable:
        return judge(signed(figure), band)
    return Truth.TRUE if (figure.direction in NEGATIVE) == (band is BELOW_ZERO) else Truth.FALSE


def _share(side: str, band: Band) -> Callable[[Board], Iterator[Evidence]]:
    """The share of a side in the whole market: as reported, as derived; without either, that of the peak hour."""

    def found(board: Board) -> Iterator[Evidence]:
        shares = [*_reported(board), *_derived(board, "derived.{}s_share", side)]
        for figure in shares or _derived(board, "derived.peak_hour_{}s_share", side):
            own = figure.interval if figure.key.side == side else _complement(figure.interval)
            yield judge(own, band), figure

    return found


def _reported(board: Board) -> Iterator[Figure]:
    for figure in board.figures:
        key, measured = figure.key, board.event.measurements.get(figure.id)
        whole = board.figures.get(measured.of) if measured and measured.of else None
        is_of_all = key.metric == LIQUIDATED_SHARE and not (key.venue or key.subject) and key.side in OTHER
        if is_of_all and figure.is_printable and figure.nature in COMPUTED_FROM and not (whole and whole.key.side):
            yield figure


def _derived(board: Board, name: str, side: str) -> list[Figure]:
    # The share of shorts is the rest of that of longs: the one of the side says it all.
    both = (board.figures.get(name.format(each)) for each in (side, OTHER[side]))
    return [figure for figure in both if figure][:1]


def _complement(share: Interval) -> Interval:
    low = None if share.high is None else 100 - share.high
    high = None if share.low is None else 100 - share.low
    return Interval(low, high, share.high_open, share.low_open)


def _heavier(board: Board) -> Iterator[Evidence]:
    sides = [[*_share(side, VAST)(board)] for side in OTHER]
    decided = next((side for side in sides if _all(side) is Truth.TRUE), sides[0] + sides[1])
    yield from decided


def _of(name: str, band: Band | str) -> Callable[[Board], Iterator[Evidence]]:
    """One derived figure against a band, or against being more than a threshold of the policy."""

    def found(board: Board) -> Iterator[Evidence]:
        limit = Band(band, getattr(board.policy, band).value, None, low_open=True) if isinstance(band, str) else band
        figure = board.figures.get(name)
        if figure and figure.is_printable:
            yield _sided(figure, limit), figure

    return found


def _speaking(board: Board, metric: str) -> list[Figure]:
    """The figures of a metric that have an amount or at least a direction."""
    return [
        figure
        for figure in board.figures
        if figure.key.metric == metric
        and figure.nature in COMPUTED_FROM
        and (figure.is_printable or (figure.direction and not figure.camps))
    ]


def _last_day(window: Window) -> date | None:
    return window.until.date() if window.until else window.end or window.start


def _flows(board: Board) -> list[Figure]:
    """The flows of the latest window, without sums over months; those that state no day only where none does."""
    flows = [figure for figure in _speaking(board, "flows") if not (figure.key.venue or figure.key.basis)]
    latest = max((day for figure in flows if (day := _last_day(figure.window))), default=None)
    return [figure for figure in flows if _last_day(figure.window) == latest]


def _flow(band: Band) -> Callable[[Board], Iterator[Evidence]]:
    def found(board: Board) -> Iterator[Evidence]:
        net, flows = board.figures.get("derived.etf_total"), _flows(board)
        if net and set(net.derived_from) == {figure.id for figure in flows}:
            flows = [net]
        yield from ((_sided(figure, band), figure) for figure in flows)

    return found


def _turn(board: Board) -> Iterator[Evidence]:
    """Each flow now against the flow of the same asset in a window that had ended before."""
    for now in _flows(board):
        for before in _speaking(board, "flows"):
            ended, began = _last_day(before.window), now.window.start
            is_same = (before.key.subject, before.key.venue) == (now.key.subject, now.key.venue)
            if is_same and ended and began and ended < began:
                yield _turned(before, now), now


def _turned(before: Figure, now: Figure) -> Truth:
    ways = [(_sided(before, one), _sided(now, other)) for one in SIGNS for other in SIGNS if one is not other]
    if (Truth.TRUE, Truth.TRUE) in ways:
        return Truth.TRUE
    return Truth.UNDECIDED if any(Truth.UNDECIDED in way for way in ways) else Truth.FALSE


def _prices(band: Band) -> Callable[[Board], Iterator[Evidence]]:
    def found(board: Board) -> Iterator[Evidence]:
        own = (figure for figure in _speaking(board, "prices") if figure.key.subject in board.event.assets)
        yield from ((_sided(figure, band), figure) for figure in own)

    return found


@dataclass(frozen=True, slots=True)
class Rule:
    """One signal: its statement, and the figures that speak to it, each with what it says."""

    name: str
    statement: str
    evidence: Callable[[Board], Iterable[Evidence]]


LIQUIDATED = "what was liquidated; where no share of the whole window is known, in the peak hour"
CHANGE = "derived.sentiment_change"
RULES = (
    Rule("short_squeeze", f"shorts are a majority of {LIQUIDATED}", _share("short", MAJORITY)),
    Rule("long_cascade", f"longs are a majority of {LIQUIDATED}", _share("long", MAJORITY)),
    Rule("balanced", f"longs and shorts are about half each of {LIQUIDATED}", _share("long", HALF)),
    Rule("heavy_side_vast", f"one side is the vast majority of {LIQUIDATED}", _heavier),
    Rule("concentrated", "Bitcoin and Ether are a majority of the total", _of("derived.btc_eth_share", MAJORITY)),
    Rule(
        "peak_hour_heavy",
        "one hour holds over the policy's part of the window",
        _of("derived.peak_hour_share", "peak_hour"),
    ),
    Rule("flow_inflow", "the funds took money in, all recorded for the latest window together", _flow(ABOVE_ZERO)),
    Rule("flow_outflow", "the funds paid money out, all recorded for the latest window together", _flow(BELOW_ZERO)),
    Rule("flow_turn", "the flow of an asset has the other sign than before its window", _turn),
    Rule("sentiment_rose", "the index of mood is higher than it was", _of(CHANGE, ABOVE_ZERO)),
    Rule("sentiment_fell", "the index of mood is lower than it was", _of(CHANGE, BELOW_ZERO)),
    Rule("prices_rose", "the prices of all assets of the event rose", _prices(ABOVE_ZERO)),
    Rule("prices_fell", "the prices of all assets of the event fell", _prices(BELOW_ZERO)),
)
"""Every signal that a template can ask for."""


def signals(event: Event, figures: Figures, policy: Policy) -> Mapping[str, Signal]:
    """Every signal of an event by name; each is there, undecided where nothing decides it."""
    board = Board(event, figures, policy)
    return {rule.name: _signal(rule, tuple(rule.evidence(board))) for rule in RULES}


def _signal(rule: Rule, evidence: tuple[Evidence, ...]) -> Signal:
    ids = dict.fromkeys(figure.id for _, figure in evidence)
    return Signal(rule.name, _all(evidence), tuple(ids), rule.statement)


def _all(evidence: Iterable[Evidence]) -> Truth:
    truths = {truth for truth, _ in evidence}
    return truths.pop() if len(truths) == 1 else Truth.UNDECIDED
