"""`data/series/*.yaml`: which histories a desk has, of what, whose, in which unit, and how they are read.

Nothing of a file of values is guessed: columns, dates, signs and what an empty cell is are declared.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, RootModel

from narrator.ingest.documents import read_document, record_files, relative
from narrator.ingest.messages import validated
from narrator.model.kinds import KINDS, Group, Part
from narrator.model.quantity import CURRENCIES, MEASURES
from narrator.model.records import Entry, Identifier
from narrator.model.series import KEYS, After, Every, Release, Series

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from narrator.ingest.tree import Document, Path
    from narrator.model.problem import Problems
    from narrator.model.source import Sources

KIND_NAMES = tuple(str(group) for group in Group if group not in {Group.ACCOUNTS, Group.LEVELS})
Scale = Literal["thousand", "million", "billion"]
Empty = Literal["dash", "dot", "n/a", "null"]
EMPTY = {"dash": "-", "dot": ".", "n/a": "n/a", "null": "null"}
SCALES: dict[str | None, int] = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
DATES = {
    "2026-01-31": "%Y-%m-%d",
    "31 Jan 2026": "%d %b %Y",
    "31/01/2026": "%d/%m/%Y",
    "01/31/2026": "%m/%d/%Y",
    "20260131": "%Y%m%d",
    "20260131T": "%Y%m%dT",
    "seconds": "s",
    "milliseconds": "ms",
}
"""How the days of a file are written, by the last day of January 2026, and their format."""
RELEASE = re.compile(rf"([01]\d|2[0-3]):([0-5]\d) ([A-Za-z]+(?:/[A-Za-z_]+)*), ({'|'.join(After)})")
UNIT = re.compile(r"[A-Z][A-Za-z0-9]*|[a-z][a-z ]+")
RULED = "HH:MM AREA/CITY, next day"


class Reading(Entry):
    """How a file of values is read."""

    date: str = Field(description="the column with the day")
    value: str = Field(description="the column with the value")
    dates: Literal[tuple(DATES)] = Field("2026-01-31", description="how a day is written")  # type: ignore[valid-type]
    columns: str | None = Field(None, description="the columns of a file without a head, with commas between them")
    parts: str | None = Field(None, description="columns that add up to the value, with commas between them")
    empty: list[Empty] = Field(default_factory=list, description="what stands in a cell without a value")
    blank: Literal["not reported", "closed"] = Field("not reported", description="what a cell without a value means")
    skip: list[str] = Field(default_factory=list, description="first cells of rows that are of no day: `Total`")
    negative: Literal["minus", "brackets"] = Field("minus", description="how a value below zero is written")
    thousands: Literal["comma"] | None = Field(None, description="what stands between thousands")
    zero: Literal["value", "not reported", "closed"] = Field(
        "value", description="what 0 means where no part has a value"
    )
    last: Literal["whole", "unfinished"] = Field("whole", description="whether the last row is of a day that has ended")


class SeriesEntry(Entry):
    """One series, under an id of its own."""

    kind: Literal[KIND_NAMES] = Field(description="the kind of record that it is of")  # type: ignore[valid-type]
    part: str | None = Field(None, description="the field of the record, none for its amount: `close`")
    asset: str | None = Field(None, description="as in the records that it is of")
    fund: str | None = Field(None, description="as in the records that it is of")
    venue: str | None = Field(None, description="as in the records that it is of")
    side: Literal["long", "short"] | None = Field(None, description="as in the records that it is of")
    what: str | None = Field(None, description="as in the records that it is of")
    name: str | None = Field(None, description="as in the records that it is of")
    source: str = Field(description="whose it is: an id, name or alias of `sources.yaml`")
    unit: str = Field(description="of its values: `USD`, `BTC`, `percent`, `index`")
    scale: Scale | None = Field(None, description="what its values are so many of")
    every: Literal["day", "trading day", "week"] = Field(description="of which days it has values")
    closed: list[str] = Field(default_factory=list, description="weekdays without trading, `YYYY-MM-DD` each")
    release: str = Field(description="when a value is published: `16:30 America/New_York, next business day`")
    revised: Literal["yes", "no"] = Field("no", description="whether older values are as revised since")
    licence: str = Field(description="on what terms the desk has it")
    file: str = Field(description="the file of values, beside this one")
    reading: Reading = Field(description="how that file is read")


class SeriesFile(RootModel[dict[Identifier, SeriesEntry]]):
    """Series of a workspace, by id."""


class Definition(NamedTuple):
    """A series without its values, and how they are read from its file; `scale` is what one of them is in its unit."""

    series: Series
    reading: Reading
    file: FilePath
    shown: str
    scale: int


def load_definitions(folder: FilePath, root: FilePath, sources: Sources) -> tuple[tuple[Definition, ...], Problems]:
    """The series that the files of a folder name, in the order of the files; none where there is no folder."""
    found: list[Definition] = []
    problems: list[Problems] = []
    names: dict[str, str] = {}
    for path in record_files(folder):
        document = read_document(path, root)
        file = validated(document, SeriesFile)
        for id_, entry in file.root.items() if file else ():
            if id_ in names:
                message = f"'{id_}' is also a series of {names[id_]}"
                document.refuse("SER001", message, (id_,), "an id that no other series has")
                continue
            names[id_] = document.file
            if defined := _defined(id_, entry, document, sources):
                beside = path.parent / entry.file
                found.append(Definition(defined, entry.reading, beside, relative(beside, root), SCALES[entry.scale]))
        problems.append(document.problems)
    return tuple(found), tuple(problem for each in problems for problem in each)


def _defined(id_: str, entry: SeriesEntry, document: Document, sources: Sources) -> Series | None:
    """A series as defined; None, with what is wrong with it noted, where it cannot be used."""
    release, wrong = _released(entry.release), [*_wrong(id_, entry)]
    if release is None:
        message = f"'{entry.release}' does not say when a value is published"
        wrong.append(((id_, "release"), message, "a time, a zone, and the day", RULED))
    for path, message, expected, example in wrong:
        document.refuse("SER002", message, path, expected, example)
    if wrong or release is None:
        return None
    return Series(
        id_,
        entry.kind,
        entry.part or "",
        {key: said for key in KEYS if (said := getattr(entry, key))},
        sources.find(entry.source).id,
        entry.unit,
        Every(entry.every),
        release,
        document.at((id_,)),
        frozenset(map(date.fromisoformat, entry.closed)),
        entry.revised == "yes",
    )


def _released(typed: str) -> Release | None:
    """When a value is published, as typed; None where that says no time, zone or day."""
    found = RELEASE.fullmatch(typed)
    if found is None:
        return None
    hour, minute, zone, after = found.groups()
    try:
        return Release(time(int(hour), int(minute)), ZoneInfo(zone), After(after))
    except (ZoneInfoNotFoundError, OSError):  # a folder of zones is no zone either
        return None


def _wrong(id_: str, entry: SeriesEntry) -> Iterator[tuple[Path, str, str, str]]:
    """What of a definition cannot be used: where, what is wrong, what is expected, and what may stand there."""
    parts = [str(part) for part in KINDS[Group(entry.kind)].quantities if part]
    if entry.part and entry.part not in parts:
        yield (id_, "part"), f"'{entry.part}' is no field of {entry.kind}", f"one of {', '.join(parts)}", Part.CLOSE
    for at, day in enumerate(entry.closed):
        if not _is_day(day):
            yield (id_, "closed", at), f"'{day}' is not a day", "a day as `YYYY-MM-DD`", "2026-01-01"
    if entry.unit not in CURRENCIES | MEASURES and not UNIT.fullmatch(entry.unit):
        expected = "a currency, a ticker, `percent`, `index` or a noun"
        yield (id_, "unit"), f"'{entry.unit}' is not a unit", expected, "USD"
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.csv", entry.file):
        yield (id_, "file"), f"'{entry.file}' is not a file beside this one", "the name of a CSV file", f"{id_}.csv"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
