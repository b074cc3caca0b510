"""Hyperliquid: marks, open interest and funding of coins, their candles, and what one account holds or lost.

All numbers are texts. A coin as `kPEPE` is a thousand of one. Fills of an account have those of others' liquidations in
which it was the other side: only those of its own count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.importers.observation import Gathered, Importer, Observation, When, hours_of
from narrator.importers.payload import OddError, Row, has, rows
from narrator.model.kinds import FUNDING, GAIN, HOLDING, LOSS, OPEN_INTEREST, UNREALISED, VOLUME, Group, Part
from narrator.model.quantity import PERCENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload, Tree

VENUE = "Hyperliquid"
THOUSANDS = re.compile(r"k[A-Z]+")
MILLISECOND = timedelta(milliseconds=1)
HUNDRED = 100
"""Rates of funding are fractions of one."""
PARTS = {"o": Part.OPEN, "h": Part.HIGH, "l": Part.LOW, "c": Part.CLOSE}
OTHERS = "coins that are not asked for, or counted by the thousand"


def _is_meta(tree: Tree) -> bool:
    return isinstance(tree, list) and len(tree) == 2 and has(tree[:1], "universe") and isinstance(tree[1], list)  # noqa: PLR2004


def _is_mids(tree: Tree) -> bool:
    return isinstance(tree, Row) and "BTC" in tree and all(isinstance(price, str) for price in tree.values())


def recognizes(payload: Payload) -> bool:
    """Whether a file is one of the answers of this venue that are read."""
    return any(is_it(payload.tree) for is_it in READ)


def read(payload: Payload, given: Given) -> Imported:
    """What an answer says.

    Raises:
        UnreadPayloadError: it is none of those that are read.
    """
    gathered = Gathered(payload, VENUE, given)
    reader = next((reader for is_it, reader in READ.items() if is_it(payload.tree)), None)
    if reader is None:
        payload.refuse(
            "IMP002",
            "this answer is not read",
            payload.text[:60],
            "marks, mids, candles, funding, an account or its fills",
        )
    fetched = None
    with gathered.at(""):
        fetched = reader(payload.tree, gathered, given)
    return gathered.done(fetched)


def _asked(coin: str, gathered: Gathered, given: Given) -> bool:
    """Whether a coin is one of those that the person wants, in units of one."""
    wanted = [each.strip() for each in given.need(gathered.payload, asset="BTC,ETH")[0].split(",") if each]
    is_ours = not THOUSANDS.fullmatch(coin) and coin in (wanted or [coin])
    if not is_ours:
        gathered.leave(OTHERS, coin)
    return is_ours


def _marks(tree: Tree, gathered: Gathered, given: Given) -> None:
    universe, contexts = rows(tree)[0].rows("universe"), rows(tree[1]) if isinstance(tree, list) else []
    if len(universe) != len(contexts):
        raise OddError(len(contexts), f"as many states as coins, {len(universe)}")
    day = given.when(gathered.payload).date()
    now = When(day, is_moment=True)
    for at, (coin, row) in enumerate(zip(universe, contexts, strict=True)):
        with gathered.at(f"[1][{at}]"):
            asset = coin.said("name")
            if not _asked(asset, gathered, given):
                continue
            of = {"asset": asset, "venue": VENUE}
            values = (
                (OPEN_INTEREST, "openInterest", asset, now, 1),
                (FUNDING, FUNDING, PERCENT, now, HUNDRED),
                (VOLUME, "dayNtlVlm", "USD", When(day, 24), 1),
            )
            for what, name, unit, when, times in values:
                value = (row.counted(name) * times).normalize()
                gathered.add(Observation(Group.POSITIONS, {"what": what, **of}, value, unit, when, f"[1][{at}].{name}"))
            gathered.add(_price(asset, row.counted("markPx"), now, f"[1][{at}].markPx"))


def _price(asset: str, value: Decimal, when: When, place: str, part: str = Part.PRICE) -> Observation:
    return Observation(Group.PRICES, {"asset": asset}, value, "USD", when, place, part)


def _mids(tree: Tree, gathered: Gathered, given: Given) -> None:
    mids = tree if isinstance(tree, Row) else Row()
    now = When(given.when(gathered.payload).date(), is_moment=True)
    for coin in mids:
        with gathered.at(""):
            if _asked(coin, gathered, given):
                gathered.add(_price(coin, mids.counted(coin), now, coin))


def _candles(tree: Tree, gathered: Gathered, given: Given) -> None:
    for at, row in enumerate(rows(tree)):
        with gathered.at(f"[{at}]"):
            start, end, asset = row.moment("t"), row.moment("T") + MILLISECOND, row.said("s")
            if THOUSANDS.fullmatch(asset):
                gathered.leave(OTHERS, asset)
            elif end > given.when(gathered.payload):
                gathered.leave("candles that were still open when they were fetched", f"{start:%Y-%m-%d %H:%M} UTC")
            else:
                hours = hours_of(row.said("i"), gathered.payload)
                when = When(start.date(), hours % 24, end) if hours == 24 else When(start.date(), hours, end)  # noqa: PLR2004
                gathered.add(
                    *(_price(asset, row.counted(key), when, f"[{at}].{key}", part) for key, part in PARTS.items())
                )


def _funding(tree: Tree, gathered: Gathered, given: Given) -> None:  # noqa: ARG001  # as every reader
    for at, row in enumerate(rows(tree)):
        with gathered.at(f"[{at}]"):
            moment = row.moment("time")
            of = {"what": FUNDING, "asset": row.said("coin"), "venue": VENUE}
            when = When(moment.date(), end=moment, is_moment=True)
            value = (row.counted("fundingRate") * HUNDRED).normalize()
            gathered.add(Observation(Group.POSITIONS, of, value, PERCENT, when, f"[{at}].fundingRate"))


def _account(tree: Tree, gathered: Gathered, given: Given) -> datetime | None:
    state, (who,) = (
        tree if isinstance(tree, Row) else Row(),
        given.need(gathered.payload, who="'a trader of Hyperliquid'"),
    )
    fetched = state.moment("time") if "time" in state else None
    when = When((fetched or given.when(gathered.payload)).date(), is_moment=True)
    for at, row in enumerate(state.rows("assetPositions")):
        place = f"assetPositions[{at}].position"
        with gathered.at(place):
            position = row.cell("position")
            if not isinstance(position, Row):
                raise OddError(position, "an object", "position")
            coin, size, pnl = position.said("coin"), position.counted("szi"), position.counted("unrealizedPnl")
            of = {"who": who, "asset": coin}
            if THOUSANDS.fullmatch(coin):
                gathered.leave(OTHERS, coin)
                continue
            if size > 0:
                gathered.add(Observation(Group.ACCOUNTS, {**of, "what": HOLDING}, size, coin, when, f"{place}.szi"))
            else:
                gathered.leave("sizes of shorts, which no holding is", coin)
            what = UNREALISED[GAIN if pnl > 0 else LOSS]
            gathered.add(
                Observation(Group.ACCOUNTS, {**of, "what": what}, abs(pnl), "USD", when, f"{place}.unrealizedPnl")
            )
    return fetched


def _fills(tree: Tree, gathered: Gathered, given: Given) -> None:
    """What the liquidations of one account cost it: by coin and day, the fills of each added up."""
    who, user = given.need(gathered.payload, who="'a trader of Hyperliquid'", user="0x...")
    lost: dict[tuple[str, date], list[tuple[Decimal, str]]] = defaultdict(list)
    for at, row in enumerate(rows(tree)):
        with gathered.at(f"[{at}]"):
            liquidation = row.get("liquidation")
            if not isinstance(liquidation, Row):
                gathered.leave("fills that liquidate nobody", f"[{at}]")
            elif liquidation.said("liquidatedUser").lower() != user.lower():
                gathered.leave("fills of the liquidations of others", f"[{at}]")
            else:
                lost[row.said("coin"), row.moment("time").date()].append(
                    (row.counted("closedPnl"), f"[{at}].closedPnl")
                )
    for (coin, day), values in lost.items():
        total = sum((value for value, _ in values), Decimal(0))
        of = {"who": who, "asset": coin, "what": GAIN if total > 0 else LOSS}
        places = " + ".join(place for _, place in values)
        gathered.add(Observation(Group.ACCOUNTS, of, abs(total), "USD", When(day), places))


READ: Mapping[Callable[[Tree], bool], Callable[[Tree, Gathered, Given], datetime | None]] = {
    _is_meta: _marks,
    _is_mids: _mids,
    lambda tree: has(tree, "t", "T", "o", "c", "s", "i"): _candles,
    lambda tree: has(tree, "fundingRate", "premium", "coin"): _funding,
    lambda tree: isinstance(tree, Row) and {"assetPositions", "marginSummary"} <= {*tree}: _account,
    lambda tree: has(tree, "closedPnl", "coin", "oid"): _fills,
}
"""The readers of answers, by what tells each."""
HYPERLIQUID = Importer("hyperliquid", recognizes, read)
