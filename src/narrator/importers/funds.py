"""A day of funds: its total and its funds, of which a zero that nobody has reported is none.

Vendors print 0 for a day that is pending and for a holiday. A total is a number only where a fund has one that is not
zero, or where every fund that the file lists has reported.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narrator.importers.observation import Observation, When
from narrator.importers.payload import OddError
from narrator.model.kinds import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from narrator.importers.observation import Gathered, Given

SATURDAY = 5


@cache
def known() -> Mapping[str, Mapping[str, str]]:
    """The names of funds, by what they hold and by ticker."""
    text = (files("narrator.importers") / "funds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def funds_of(tickers: Iterable[str], gathered: Gathered, given: Given) -> dict[str, str]:
    """What all funds of a table are of: the U.S. funds of an asset where some are known, else what the person says.

    Funds that nobody knows, of Hong Kong for one, are not all of an asset's: they have a name together.

    Raises:
        UnreadPayloadError: nobody says it.
    """
    listed = {*tickers}
    held = [asset for asset, names in known().items() if listed & names.keys()]
    if len(held) == 1:
        return {"asset": held[0]}
    asset, fund = given.need(gathered.payload, asset="BTC", fund="'Hong Kong spot Bitcoin ETFs'")
    return {name: said for name, said in (("asset", asset), ("fund", fund)) if said}


def add_fund(  # noqa: PLR0913, PLR0917  # a cell of a table
    gathered: Gathered, day: date, of: Mapping[str, str], ticker: str, flow: Decimal | None, place: str, scale: str = ""
) -> None:
    """The observation of one fund on a day. A ticker is no asset, though `BTC` is one of each."""
    one = {**of, "fund": known().get(of.get("asset", ""), {}).get(ticker, ticker)}
    gathered.add(Observation(Group.FLOWS, one, flow, "USD", When(day), place, scale=scale, in_detail=True))


def add_day(  # noqa: PLR0913, PLR0917  # a row of a table
    gathered: Gathered,
    day: date,
    of: Mapping[str, str],
    total: Decimal | None,
    parts: Mapping[str, Decimal | None],
    place: str,
    within: Decimal,
    scale: str = "",
    due: Iterable[str] = (),
) -> None:
    """The observations of a day: its total, and each fund; nothing of a day on which no fund trades.

    `within`: how far the sum of the funds may lie from the total; `due`: the funds
    that have reported other days of its file, where it is the newest.

    A day whose funds do not add up to its total is left out: vendors have such days, late filings and moved columns.

    Raises:
        OddError: a weekend has a flow.
    """
    reported = [part for part in parts.values() if part is not None]
    if day.weekday() >= SATURDAY:
        if total or any(reported):
            raise OddError(total, f"nothing, since {day} is no trading day")
        gathered.leave("weekends, on which no fund trades", str(day))
        return
    if not total and not any(reported) and len(reported) < len(parts):
        total = None
    if total is not None and reported and abs(sum(reported) - total) > within:
        gathered.torn.append(f"{day} ({total:,f} against {sum(reported):,f})")
        return
    is_partial = total is not None and any(parts.get(ticker, 0) is None for ticker in due)
    gathered.add(Observation(Group.FLOWS, of, total, "USD", When(day), place, scale=scale, is_partial=is_partial))
    for ticker, part in parts.items():
        add_fund(gathered, day, of, ticker, part, f"{place} {ticker}", scale)
