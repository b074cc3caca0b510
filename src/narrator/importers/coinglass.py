"""CoinGlass, version 4: flows of funds, liquidations by exchange and by time, and its index of fear and greed.

What is wrong comes as HTTP 200 with a `code` that is not "0". Pages of the vendor and its answers name fields
differently (`long_liquidation_usd`, `longLiquidation_usd`); numbers come bare and in quotation marks, in one row.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.importers.funds import add_day, funds_of
from narrator.importers.observation import Gathered, Importer, Observation, When, add_mood, hours_of
from narrator.importers.payload import OddError, Row, has, rows
from narrator.model.kinds import SIDES, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload, Tree

CENT = Decimal("0.01")
"""How far parts may lie from their total, in dollars: the vendor adds up floats."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ALL = "All"
NAME = "CoinGlass Fear and Greed Index"
"""It is a day's or a point's breadth from the index of alternative.me, and no copy of it."""
NOT_READ = {
    ("symbol", "long_max_pain_liq_price"): "prices of max pain, which the vendor's labels put on the wrong side",
    ("usd_value", "side"): "single orders, of whose `side` nobody knows whether it is the order's or the position's",
    ("ticker", "asset_details"): "what funds hold, each as of a day of its own",
    ("symbol", "liquidation_usd_24h"): "a list of coins; ask for the exchanges of one coin instead",
    ("y_axis", "price_candlesticks"): "a heat map: what a model estimates, no orders",
    ("longLiquidationUsd",): "an answer of version 3; ask version 4 instead",
    ("exName",): "an answer of version 3; ask version 4 instead",
}
"""Answers that are known and not read, by fields of their first row, and why."""


def _data(tree: Tree) -> Tree:
    """The rows of an answer, with its envelope or without."""
    data = tree.get("data") if isinstance(tree, Row) and "code" in tree else tree
    return [data] if isinstance(data, Row) else data


def recognizes(payload: Payload) -> bool:
    """Whether a file has the envelope of this vendor, or rows of one of its answers."""
    tree = payload.tree
    if isinstance(tree, Row) and "code" in tree:
        return isinstance(tree["code"], str) and "success" not in tree and "message" not in tree
    return any(has(_data(tree), *names) for names in (*READ, *NOT_READ))


def read(payload: Payload, given: Given) -> Imported:
    """What an answer says.

    Raises:
        UnreadPayloadError: it is an error, or one that is not read.
    """
    tree, gathered = payload.tree, Gathered(payload, "CoinGlass", given)
    if isinstance(tree, Row) and "code" in tree and tree["code"] != "0":
        found, expected = f"code {tree['code']}: {tree.get('msg')}", "code 0, and data"
        payload.refuse("IMP003", "CoinGlass answered an error", found, expected)
    data = _data(tree)
    reader = next((reader for names, reader in READ.items() if has(data, *names)), None)
    if reader is None:
        why = next((f"it is {why}" for names, why in NOT_READ.items() if has(data, *names)), "its fields are unknown")
        found = ", ".join(rows(data)[0]) if rows(data) else "no rows"
        expected = "an answer with one of: " + "; ".join(", ".join(names) for names in READ)
        payload.refuse("IMP002", f"this answer is not read: {why}", found, expected)
    reader(rows(data), gathered, given)
    return gathered.done()


def _flows(days: list[Row], gathered: Gathered, given: Given) -> None:
    tickers = {str(fund.get("etf_ticker")) for row in days for fund in rows(row.get("etf_flows"))}
    of = funds_of(tickers, gathered, given)
    newest = max((str(row.get("timestamp")) for row in days), default="")
    read_: list[tuple[str, Row, dict[str, Decimal | None]]] = []
    for at, row in enumerate(days):
        with gathered.at(f"data[{at}]"):
            funds = {each.said("etf_ticker"): _flow(each) for each in row.rows("etf_flows")}
            read_.append((f"data[{at}]", row, funds))
    due = {
        name for _, row, funds in read_ for name, flow in funds.items() if flow is not None and _is_before(row, newest)
    }
    for place, row, funds in read_:
        with gathered.at(place):
            day, total = row.moment("timestamp").date(), row.number("flow_usd")
            waited = () if _is_before(row, newest) else due
            add_day(gathered, day, of, total if funds else total or None, funds, place, CENT, due=waited)


def _flow(fund: Row) -> Decimal | None:
    return fund.number("flow_usd") if "flow_usd" in fund else None


def _is_before(row: Row, newest: str) -> bool:
    return str(row.get("timestamp")) < newest


def _by_exchange(venues: list[Row], gathered: Gathered, given: Given) -> None:
    asset, window = given.need(gathered.payload, asset="BTC", window="24h")
    when = When(given.when(gathered.payload).date(), hours_of(window, gathered.payload))
    total, parts = None, Decimal(0)
    for at, row in enumerate(venues):
        with gathered.at(f"data[{at}]"):
            venue = row.said("exchange")  # the row `All` is none
            of = {"asset": asset, "venue": "" if venue == ALL else venue}
            whole = row.counted("liquidation_usd")
            total, parts = (whole, parts) if venue == ALL else (total, parts + whole)
            for side, name in (("", "liquidation_usd"), *((side, _named(row, side)) for side in SIDES)):
                gathered.add(_liquidated(of, side, row.counted(name), when, f"data[{at}].{name}"))
    with gathered.at("data"):
        if total is not None and not gathered.problems and abs(parts - total) > CENT:
            raise OddError(total, f"what the venues add up to, {parts}", "liquidation_usd")


def _named(row: Row, side: str) -> str:
    """The name under which what was liquidated of a side comes."""
    usual, other = f"{side}_liquidation_usd", f"{side}Liquidation_usd"
    return other if other in row else usual


def _liquidated(of: Mapping[str, str], side: str, value: Decimal, when: When, place: str) -> Observation:
    told = {name: said for name, said in {"side": side, **of}.items() if said}
    return Observation(Group.LIQUIDATIONS, told, value, "USD", when, place, in_detail="venue" in told)


def _history(bars: list[Row], gathered: Gathered, given: Given) -> None:
    payload = gathered.payload
    asset, venue = given.need(payload, asset="BTC", venue="Binance")
    starts = []
    for at, row in enumerate(bars):
        with gathered.at(f"data[{at}]"):
            starts.append(row.moment("time"))
    if "interval" in given.fields:
        length = timedelta(hours=hours_of(given.fields["interval"], payload))
    else:
        length = min((other - one for one, other in pairwise(sorted({*starts}))), default=DAY)
    if length % HOUR:
        payload.refuse("IMP002", "bars shorter than an hour are not read", length, "bars of hours or a day")
    for at, row in enumerate(bars):
        with gathered.at(f"data[{at}]"):
            start = row.moment("time")
            if start + length > given.when(payload):
                gathered.leave("bars that were still open when they were fetched", f"{start:%Y-%m-%d %H:%M} UTC")
                continue
            hours = 0 if length == DAY else length // HOUR
            when = When(start.date(), hours, start + length)
            for side in SIDES:
                names = f"aggregated_{side}_liquidation_usd", f"{side}_liquidation_usd"
                name = names[names[1] in row]
                of = {"asset": asset, "venue": venue}
                gathered.add(_liquidated(of, side, row.counted(name), when, f"data[{at}].{name}"))


def _mood(lists: list[Row], gathered: Gathered, given: Given) -> None:  # noqa: ARG001  # as every reader
    days, values = (lists[0].cell(name) for name in ("time_list", "data_list"))
    if not isinstance(days, list) or not isinstance(values, list) or len(days) != len(values):
        gathered.payload.refuse("IMP004", "its lists of days and values are not of one length")
    for at, (day, value) in enumerate(zip(days, values, strict=True)):
        with gathered.at(f"data.data_list[{at}]"):
            row = Row(time=day, value=value)
            add_mood(gathered, NAME, row, row.moment("time").date(), f"data.data_list[{at}]")


READ: Mapping[tuple[str, ...], Callable[[list[Row], Gathered, Given], None]] = {
    ("timestamp", "flow_usd", "etf_flows"): _flows,
    ("exchange", "liquidation_usd"): _by_exchange,
    ("time", "aggregated_long_liquidation_usd"): _history,
    ("time", "long_liquidation_usd"): _history,
    ("time_list", "data_list"): _mood,
}
"""The readers of answers, by fields of their first row."""
COINGLASS = Importer("coinglass", recognizes, read)
