"""Signals: three-valued statements about an event, decided by figures alone (LANGUAGE.md 3 and 5).

A signal is true when its statement holds on the whole interval of every figure that speaks to it, false when it holds
on none of any, else undecided; without a figure it is undecided, and an undecided signal has no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from narrator.analysis.board import COMPUTED_FROM, LIQUIDATED_SHARE, Board
from narrator.model.kinds import LONG, SHORT, SIDES, Group
from narrator.model.policy import SHARE_BANDS
from narrator.model.quantity import EMPTY, NEGATIVE, Interval
from narrator.model.signal import Signal, Truth
from narrator.model.window import DAY_HOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from narrator.model.event import Event
    from narrator.model.figure import Figure, Figures
    from narrator.model.policy import Policy
    from narrator.model.window import Window

    Evidence: TypeAlias = Iterable[tuple[Figure, Interval]]

MAJORITY, VAST = SHARE_BANDS["a majority"], SHARE_BANDS["the vast majority"]
BUNCHED = Interval(Decimal("12.5"), None)
"""Three times what an hour holds of a day on which every hour is like the others."""
ABOVE_ZERO = Interval(Decimal(0), None, low_open=True)
BELOW_ZERO = Interval(None, Decimal(0), high_open=True)


def judge(interval: Interval, band: Interval) -> Truth:
    """Whether a band holds on the whole of an interval, on none of it, or on a part."""
    if band.contains(interval):
        return Truth.TRUE
    return Truth.FALSE if interval.is_below(band) or band.is_below(interval) else Truth.UNDECIDED


def _shares(side: str) -> Callable[[Board], Evidence]:
    """The share of a side in the whole market: as reported, as derived; without either, that of the peak hour."""

    def found(board: Board) -> Evidence:
        shares = [*_reported(board), *_derived(board, "derived.{}s_share", side)]
        shares = [each for each in shares if board.in_main_window(each)]
        for figure in shares or _derived(board, "derived.peak_hour_{}s_share", side):
            yield figure, figure.interval if figure.key.side == side else _complement(figure.interval)

    return found


def _reported(board: Board) -> Iterator[Figure]:
    for figure in board.figures:
        key, measured = figure.key, board.event.measurements.get(figure.id)
        whole = board.figures.get(measured.of or "") if measured else None
        is_of_all = key.metric == LIQUIDATED_SHARE and not (key.venue or key.subject) and key.side in SIDES
        if is_of_all and figure.is_printable and figure.nature in COMPUTED_FROM and not (whole and whole.key.side):
            yield figure


def _derived(board: Board, name: str, side: str) -> list[Figure]:
    # The share of shorts is the rest of that of longs: the one of the side says it all.
    sides = sorted(SIDES, key=lambda each: each != side)
    return [figure for each in sides if (figure := board.figures.get(name.format(each)))][:1]


def _complement(share: Interval) -> Interval:
    low = None if share.high is None else 100 - share.high
    high = None if share.low is None else 100 - share.low
    return Interval(low, high, share.high_open, share.low_open)


def _heavier(board: Board) -> Evidence:
    """The shares of the side whose shares are all vast, else those of both sides."""
    longs, shorts = (tuple(_shares(side)(board)) for side in SIDES)
    vast = (side for side in (longs, shorts) if side and all(judge(each, VAST) is Truth.TRUE for _, each in side))
    return next(vast, longs + shorts)


def _figure(name: str, *, anytime: bool = False) -> Callable[[Board], Evidence]:
    """One derived figure, of the main window unless what it is of has an instant of its own."""

    def found(board: Board) -> Evidence:
        figure = board.figures.get(name)
        return [(figure, figure.signed)] if figure and (anytime or board.in_main_window(figure)) else []

    return found


def _hour_of_day(board: Board) -> Evidence:
    """The share of the peak hour, where the longer window has a day at least."""
    figure = board.figures.get("derived.peak_hour_share")
    window = board.main.window if board.main else None
    is_day = window is not None and ((window.hours or 0) >= DAY_HOURS or window.start is not None)
    return [(figure, figure.signed)] if figure and is_day and board.in_main_window(figure) else []


def _moves(board: Board, metric: str) -> Iterator[tuple[Figure, Interval]]:
    """The figures of a metric, signed; a direction without an amount leaves all amounts on its side of zero."""
    for figure in board.figures:
        if figure.key.metric == metric and figure.nature in COMPUTED_FROM and not figure.camps:
            if figure.is_printable:
                yield figure, figure.signed
            elif figure.direction:
                yield figure, BELOW_ZERO if figure.direction in NEGATIVE else ABOVE_ZERO


def _last_day(window: Window) -> date | None:
    return window.until.date() if window.until else window.end or window.start


def _flows(board: Board) -> list[tuple[Figure, Interval]]:
    """The flows of the main window, else of the latest, without sums; those that state no day only where none does."""
    flows = [each for each in _moves(board, Group.FLOWS) if not (each[0].key.venue or each[0].key.basis)]
    if of_main := [each for each in flows if board.main and board.in_main_window(each[0])]:
        return of_main
    latest = max((day for flow, _ in flows if (day := _last_day(flow.window))), default=None)
    return [each for each in flows if _last_day(each[0].window) == latest]


def _net_flow(board: Board) -> Evidence:
    flows, net = _flows(board), board.figures.get("derived.etf_total")
    if wholes := [(flow, interval) for flow, interval in flows if not flow.key.subject]:
        return wholes
    return [(net, net.signed)] if net and set(net.derived_from) == {flow.id for flow, _ in flows} else flows


def _flows_against_before(board: Board) -> Evidence:
    """Each flow now, below zero where its sign is not that of the same asset in a window that had ended before."""
    for now, flow in _flows(board):
        for before, earlier in _moves(board, Group.FLOWS):
            ended, began = _last_day(before.window), now.window.start
            is_same = (before.key.subject, before.key.venue) == (now.key.subject, now.key.venue)
            if is_same and ended and began and ended < began:
                signs = {judge(earlier, ABOVE_ZERO): flow, judge(earlier, BELOW_ZERO): flow.negated()}
                yield now, signs.get(Truth.TRUE, EMPTY)


def _prices(board: Board) -> Evidence:
    own = [each for each in _moves(board, Group.PRICES) if each[0].key.subject in board.event.assets]
    return [each for each in own if board.in_main_window(each[0])]


@dataclass(frozen=True, slots=True)
class Rule:
    """One signal: its statement, the figures that speak to it, and the band that must hold."""

    name: str
    statement: str
    evidence: Callable[[Board], Evidence]
    band: Interval


LIQUIDATED = "what was liquidated; where no share of the whole window is known, in the peak hour"
FUNDS = "all recorded for the latest window together"
PAIR, CHANGE = _figure("derived.btc_eth_share"), _figure("derived.sentiment_change", anytime=True)
RULES = (
    Rule("short_squeeze", f"shorts are a majority of {LIQUIDATED}", _shares(SHORT), MAJORITY),
    Rule("long_cascade", f"longs are a majority of {LIQUIDATED}", _shares(LONG), MAJORITY),
    Rule("heavy_side_vast", f"one side is the vast majority of {LIQUIDATED}", _heavier, VAST),
    Rule("concentrated", "Bitcoin and Ether are a majority of the total", PAIR, MAJORITY),
    Rule("bunched", "one hour held three times an even share of the day or more", _hour_of_day, BUNCHED),
    Rule("flow_inflow", f"the funds took money in, {FUNDS}", _net_flow, ABOVE_ZERO),
    Rule("flow_outflow", f"the funds paid money out, {FUNDS}", _net_flow, BELOW_ZERO),
    Rule("flow_turn", "a flow has the other sign than before its window", _flows_against_before, BELOW_ZERO),
    Rule("sentiment_rose", "the index of mood is higher than it was", CHANGE, ABOVE_ZERO),
    Rule("sentiment_fell", "the index of mood is lower than it was", CHANGE, BELOW_ZERO),
    Rule("prices_rose", "the prices of all assets of the event rose", _prices, ABOVE_ZERO),
    Rule("prices_fell", "the prices of all assets of the event fell", _prices, BELOW_ZERO),
)
"""Every signal that a template can ask for."""


def signals(event: Event, figures: Figures, policy: Policy) -> Mapping[str, Signal]:
    """Every signal of an event by name; each is there, undecided where nothing decides it."""
    board = Board(event, figures, policy)
    return {rule.name: _signal(rule, board) for rule in RULES}


def _signal(rule: Rule, board: Board) -> Signal:
    evidence = tuple(rule.evidence(board))
    truths = {judge(interval, rule.band) for _, interval in evidence}
    truth = truths.pop() if len(truths) == 1 else Truth.UNDECIDED
    return Signal(rule.name, truth, tuple(dict.fromkeys(figure.id for figure, _ in evidence)), rule.statement)
