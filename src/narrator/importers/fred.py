"""FRED: the observations of a series, as JSON or as the CSV of a chart, with what is known of the series beside them.

A file of observations does not say what it is of nor what it counts: the file of the series does, named before it, or
the person. `.` stands for no value. Of several vintages of a day the newest counts.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narrator.importers.observation import Gathered, Importer, Observation, When
from narrator.importers.payload import Row, has, rows, table
from narrator.model.kinds import Group
from narrator.model.quantity import INDEX, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrator.importers.observation import Given, Imported
    from narrator.importers.payload import Payload

DAYS = ("observation_date", "DATE")
MISSING = (".", "", None)
AS_IT_IS = "lin"
UNITS = re.compile(r"(?:(Thousand|Million|Billion)s of )?(?:U\.?S\.? )?Dollars|(Percent)|(Index)\b.*")


@cache
def known() -> Mapping[str, str]:
    """What series are, by id."""
    return tomllib.loads((files("narrator.importers") / "fred.toml").read_text(encoding="utf-8"))


def recognizes(payload: Payload) -> bool:
    """Whether a file is an answer of this vendor, or the CSV of one of its charts."""
    tree = payload.tree
    if isinstance(tree, Row):
        return "seriess" in tree or has(tree.get("observations"), "realtime_start", "value") or {*tree} == ERROR
    return payload.form == "csv" and payload.text.partition(",")[0] in DAYS


ERROR = {"error_code", "error_message"}


def read(payload: Payload, given: Given) -> Imported:
    """What a file says.

    Raises:
        UnreadPayloadError: it is an error, or counts changes in place of values.
    """
    tree, gathered = payload.tree, Gathered(payload, "FRED", given)
    if not isinstance(tree, Row):
        _columns(gathered, given)
        return gathered.done()
    if "error_message" in tree:
        payload.refuse("IMP003", "FRED answered an error", tree["error_message"], "observations")
    if "seriess" in tree:
        about = next(iter(tree.rows("seriess")), Row())
        return gathered.done(about={"series": about.said("id"), "units": about.said("units")})
    if tree.get("units") != AS_IT_IS:
        payload.refuse("IMP002", "these are no values but changes of them", tree.get("units"), f"units={AS_IT_IS}")
    series, units = given.need(payload, series="WALCL", units="'Millions of Dollars'")
    every = [(f"observations[{at}]", row) for at, row in enumerate(rows(tree.get("observations")))]
    newest = {
        row.get("date"): (place, row)
        for place, row in sorted(every, key=lambda each: str(each[1].get("realtime_start")))
    }
    if len(newest) < len(every):
        gathered.leave(f"{len(every) - len(newest)} values of older vintages")
    _values(gathered, given, series, units, ((place, row, "date", "value") for place, row in newest.values()))
    return gathered.done()


def _columns(gathered: Gathered, given: Given) -> None:
    """The series of a table, each in a column of its own."""
    lines = table(gathered.payload)
    days, *ids = [*lines[0][1]] if lines else [""]
    if ids == ["value"]:  # a table of the desk's own making
        ids = given.need(gathered.payload, series="WALCL")
        lines = [(line, Row(row | {ids[0]: row["value"]})) for line, row in lines]
    names = {"units" if len(ids) == 1 else id_: "'Millions of Dollars'" for id_ in ids}
    for id_, units in zip(ids, given.need(gathered.payload, **names), strict=True):
        _values(gathered, given, id_, units, ((line, row, days, id_) for line, row in lines))


def _values(
    gathered: Gathered, given: Given, id_: str, units: str, cells: Iterable[tuple[str | int, Row, str, str]]
) -> None:
    found = UNITS.fullmatch(units)
    if not found:
        gathered.payload.refuse(
            "IMP006", f"nobody knows the units of {id_}", units, "'Millions of Dollars', Percent, Index"
        )
    scale = (found[1] or "").lower()
    unit = PERCENT if found[2] else INDEX if found[3] else "USD"
    what = known().get(id_) or given.need(gathered.payload, what="'the 30-year mortgage rate'")[0]
    for place, row, day, value in cells:
        with gathered.at(place):
            if row.cell(value) in MISSING:
                gathered.leave("days without a value", str(row.cell(day)))
                continue
            when = When(row.day(day), is_moment=True)
            gathered.add(
                Observation(Group.MACRO, {"what": what}, row.counted(value), unit, when, str(place), scale=scale)
            )


FRED = Importer("fred", recognizes, read)
