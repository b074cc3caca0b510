"""SoSoValue: flows of U.S. funds, all of an asset or one fund, by day; version 1, and the history of version 2.

A day that is pending has no value in the history of a fund, but may have a total of zero: the zero of the newest day is
not taken for one. What flowed since the beginning must grow by the flow of each day.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from narrator.importers.funds import add_day, add_fund, funds_of
from narrator.importers.observation import Gathered, Importer
from narrator.importers.payload import OddError, Row, has, rows

if TYPE_CHECKING:
    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload, Tree

DOLLAR = Decimal(1)
LONGEST = timedelta(days=3)
"""From a Friday to the Monday after it."""
NAMES = {"total_net_inflow": "cum_net_inflow", "totalNetInflow": "cumNetInflow", "net_inflow": "cum_inflow"}
"""What flowed in a day, and what did since the beginning, as each answer names them."""


def _data(tree: Tree) -> Tree:
    data = tree.get("data") if isinstance(tree, Row) else None
    return data.get("list") if isinstance(data, Row) else data


def recognizes(payload: Payload) -> bool:
    """Whether a file has the envelope of this vendor."""
    tree = payload.tree
    if not isinstance(tree, Row) or isinstance(tree.get("code", ""), str):
        return False
    return "message" in tree or any(has(_data(tree), "date", name) for name in NAMES)


def read(payload: Payload, given: Given) -> Imported:
    """What an answer says.

    Raises:
        UnreadPayloadError: it is an error, or one that is not read.
    """
    tree, gathered = payload.tree if isinstance(payload.tree, Row) else Row(), Gathered(payload, "SoSoValue", given)
    if tree.get("code") != 0:
        found, expected = f"code {tree.get('code')}: {tree.get('message')}", "code 0, and data"
        payload.refuse("IMP003", "SoSoValue answered an error", found, expected)
    name = next((name for name in NAMES if has(_data(tree), "date", name)), "")
    days = rows(_data(tree))
    if not name:
        found, expected = ", ".join(days[0]) if days else "no rows", f"rows with date and one of {', '.join(NAMES)}"
        payload.refuse("IMP002", "this answer is not read", found, expected)
    asset = given.fields.get("asset")
    of = {"asset": asset} if asset else funds_of([str(row.get("ticker")) for row in days], gathered, given)
    newest = max(str(row.get("date")) for row in days)
    for at, row in enumerate(days):
        with gathered.at(f"data[{at}]"):
            day, flow, place = row.day("date"), row.number(name), f"data[{at}].{name}"
            if "ticker" in row:
                add_fund(gathered, day, of, row.said("ticker"), flow, place)
            else:
                is_pending = str(row["date"]) == newest and not flow
                add_day(gathered, day, of, None if is_pending else flow, {}, place, DOLLAR)
    _check(days, name, gathered)
    gathered.leave(
        "fields beside the flow of a day", *(field for field in days[0] if field not in {name, "date", "ticker"})
    )
    return gathered.done()


def _check(days: list[Row], name: str, gathered: Gathered) -> None:
    """Hold what flowed since the beginning against the flow of each day, where the day before it is there, too."""
    if gathered.problems or not all(NAMES[name] in row for row in days):
        return
    dated = sorted(((row.day("date"), at, row) for at, row in enumerate(days)), key=lambda each: each[0])
    for (before, _, old), (day, at, row) in pairwise(dated):
        with gathered.at(f"data[{at}]"):
            old_sum, new_sum, flow = old.number(NAMES[name]), row.number(NAMES[name]), row.number(name)
            is_next = day - before == timedelta(days=1) or (day.weekday() == 0 and day - before == LONGEST)
            if not is_next or old_sum is None or new_sum is None or flow is None:
                continue
            if abs(old_sum + flow - new_sum) > DOLLAR:
                raise OddError(flow, f"what {NAMES[name]} grew by, {new_sum - old_sum}", name)


SOSOVALUE = Importer("sosovalue", recognizes, read)
