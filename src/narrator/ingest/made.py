"""Records that nobody typed: those that only a snapshot names, and those made of the series of a desk.

A day file may hold nothing but its day, its assets and the series to use. What is made stands where a typed record
would: the value of the day, that of the day before it, the move from close to close. In a record that somebody typed of
the same thing and time it is one more report, by its own source; what is typed of that source stays, and nobody without
a name is contradicted by who may be the same.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.as_typed import HUNDREDTH, TENTH, amount, directed, number, price, word
from narrator.ingest.headers import moment_of
from narrator.ingest.messages import meant
from narrator.ingest.tree import value_at
from narrator.model.kinds import KINDS, Group, Part
from narrator.model.quantity import INDEX, PERCENT, Direction
from narrator.model.series import KEYS, ONE, Every
from narrator.model.source import has_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from narrator.ingest.tree import Document, Tree
    from narrator.model.problem import Location
    from narrator.model.series import Series, Value
    from narrator.model.source import Sources

ALL = "all"
PLACE = ("event", "series")
DAYS = "days"
WAYS = {Group.FLOWS: (Direction.INFLOW, Direction.OUTFLOW)}
MOVED = (Direction.UP, Direction.DOWN)


class Made(NamedTuple):
    """A record made of series: its kind, its name, its fields, and the row of each by field (none: of all)."""

    kind: str
    name: str
    block: dict[str, Tree]
    rows: Mapping[str, Location]


def introduce(document: Document) -> None:
    """Give the records that only a snapshot names a block of their own: of an asset of the event, or a total."""
    head, snapshots = document.tree.get("event"), document.tree.get("snapshots")
    if not (isinstance(head, dict) and isinstance(snapshots, dict)):
        return
    assets = _assets(head)
    for key, lines in snapshots.items():
        for figure in lines if isinstance(lines, dict) else ():
            kind, name, *_ = f"{figure}.".split(".")
            records = document.tree.setdefault(kind, {}) if kind in KINDS else None
            is_asset = name.upper() in assets
            if isinstance(records, dict) and name not in records and (is_asset or name == "total"):
                records[name] = {"asset": name.upper()} if is_asset else {}
                place = document.places["snapshots", key, figure]
                document.places.setdefault((kind,), place)
                document.places[kind, name] = place


def make(document: Document, series: Iterable[Series], sources: Sources, as_of: datetime | None = None) -> None:
    """Give an event the records that its series make, as known at its publication, or before that at `as_of`."""
    head = document.tree.get("event")
    if not (isinstance(head, dict) and isinstance(head.get("series"), str)):
        return
    day, published = _day(head), moment_of(str(head.get("published")), str(head.get("timezone")))
    if day is None:
        expected = "one day, YYYY-MM-DD, of which the series make records"
        document.refuse("EVT043", "'event.series' needs an event of one day", ("event", DAYS), expected, "YYYY-MM-DD")
        return
    if published is None:
        return  # what is wrong with it is named where it is read
    moment = min(as_of, published) if as_of else published
    assets = _assets(head)
    known = [each.known(moment) for each in _chosen(document, str(head["series"]), assets, tuple(series))]
    for made in _records(known, day, moment, assets[0]):
        _put(document, made, day, sources)
    ends = [(each.values[-1].day, each.id) for each in known if each.values]
    if known and not any(each.on(day) for each in known) and "main" not in head:
        last = f"; '{max(ends)[1]}' ends {max(ends)[0]}" if ends else ""
        message = f"no series had a value for {day} by {moment:%Y-%m-%d %H:%M}{last}"
        right = str(max(ends)[0]) if ends else "YYYY-MM-DD"
        document.refuse("EVT045", message, ("event", DAYS), "a day that the series have", right)
    if main := _main(document, assets, str(day)):
        head.setdefault("main", main)
    head.setdefault("default_window", day.isoformat())


def _put(document: Document, made: Made, day: date, sources: Sources) -> None:
    """Give an event a record of its own, or its reports to the one that somebody typed."""
    records, head = document.tree.setdefault(made.kind, {}), document.tree["event"]
    if not (isinstance(records, dict) and isinstance(head, dict)):
        return
    typed = _typed(records, made, day, head)
    if typed:
        _add(document, made, typed, sources)
    elif made.name not in records:
        records[made.name] = made.block
        document.places.setdefault((made.kind,), document.places[PLACE])
        for field, at in made.rows.items():
            document.elsewhere[(made.kind, made.name, *filter(None, [field]))] = at


def _assets(head: Mapping[str, Tree]) -> list[str]:
    return [ticker.strip() for ticker in str(head.get("assets")).split(",")]


def _day(head: Mapping[str, Tree]) -> date | None:
    try:
        return date.fromisoformat(str(head.get(DAYS)))
    except ValueError:
        return None


def _chosen(document: Document, typed: str, assets: list[str], series: tuple[Series, ...]) -> Iterator[Series]:
    """The series that are named, or all of the assets of the event and of none."""
    known = {each.id: each for each in series}
    for name in filter(None, (part.strip() for part in typed.split(","))):
        if name == ALL:
            yield from (each for each in series if each.of.get("asset") in {None, *assets})
        elif name in known:
            yield known[name]
        else:
            hint, right = meant(name, known, "SERIES")
            message = f"no series '{name}' in data/series{hint}"
            document.refuse("EVT044", message, PLACE, f"{ALL}, or series of data/series", typed.replace(name, right))


def _records(series: Iterable[Series], day: date, moment: datetime, own: str) -> Iterator[Made]:
    prices: dict[tuple[str, ...], list[Series]] = {}
    for each in series:
        if each.group == Group.PRICES:
            prices.setdefault(tuple(each.of.values()), []).append(each)
        elif each.group == Group.MACRO:
            yield from _change(each, moment)
        elif not each.part:
            yield from _amounts(each, day, own)
    for alike in prices.values():
        yield from _prices(alike, day)


def _amounts(series: Series, day: date, own: str) -> Iterator[Made]:
    """What a series has for a day, or that it has nothing yet; of flows of the first asset the day before it, too."""
    if not series.is_due(day):
        return
    now, before = series.on(day), series.on(series.before(day))
    at = now.at if now else series.at
    if series.group == Group.SENTIMENT:
        if now and now.value is not None:
            has_moved = before is not None and before.value not in {None, now.value}
            start = f"from {number(before.value)} to " if has_moved and before and before.value is not None else ""
            yield _made(series, series.id, day, f"{start}{number(now.value)}", at)
        return
    yield _made(series, series.id, day, _line(series, now), at)
    if series.group == Group.FLOWS and series.of.get("asset") == own and before and before.value is not None:
        yield _made(series, f"{series.id}_eve", before.day, _line(series, before), before.at)


def _change(series: Series, moment: datetime) -> Iterator[Made]:
    """How the level of a statistic changed, where its last value came out in the day before the brief."""
    now = next((value for value in reversed(series.values) if value.value is not None), None)
    before = series.on(series.before(now.day)) if now else None
    if not (now and before and now.value is not None and before.value is not None):
        return
    if moment - series.release.moment(now.day, series.closed) > ONE:
        return
    change = now.value - before.value
    is_level = series.unit in {PERCENT, INDEX}
    line = f"from {amount(before.value, series.unit)} to {amount(now.value, series.unit)}"
    line = line if is_level else directed(change, series.unit, MOVED)
    window = f"week to {now.day}" if series.every is Every.WEEK else str(now.day)
    yield _made(series, series.id, window, line, now.at)


def _prices(alike: list[Series], day: date) -> Iterator[Made]:
    """What the prices of one thing were on a day, and the move of its closes, where one of them has a value."""
    block: dict[str, Tree] = {}
    rows: dict[str, Location] = {}
    for series in alike:
        now, before = series.on(day), series.on(series.before(day))
        if now is None or now.value is None:
            continue
        block[series.part] = {"said": {series.source: amount(price(now.value), series.unit)}}
        rows[series.part] = now.at
        if series.part == Part.CLOSE and before and before.value:
            whole = (now.value - before.value) / before.value * 100
            move = whole.quantize(TENTH) or whole.quantize(HUNDREDTH)  # what moved a little is not unchanged
            block["said"] = {series.source: directed(move, PERCENT, MOVED)}
            rows[""] = now.at
    if block:
        of = dict(alike[0].of)
        name = "_".join(word(value) for value in of.values())
        first = next(iter(rows.values()))
        yield Made(Group.PRICES, name, {**of, "window": str(day), **block}, {"": first, **rows})


def _made(series: Series, name: str, window: date | str, line: str, at: Location) -> Made:
    block: dict[str, Tree] = {**series.of, "window": str(window), "said": {series.source: line}}
    return Made(series.group, name, block, {"": at})


def _line(series: Series, value: Value | None) -> str:
    if value is None or value.value is None:
        return "not reported"
    ways = WAYS.get(Group(series.group))
    return directed(value.value, series.unit, ways) if ways else amount(value.value, series.unit)


def _typed(records: Mapping[str, Tree], made: Made, day: date, head: Mapping[str, Tree]) -> str | None:
    """The record that somebody typed of the same thing and time; one of the same name may leave the thing out."""
    own = _told(made.block, day, head)
    blocks = {name: block for name, block in records.items() if isinstance(block, dict)}
    same = (name for name, block in blocks.items() if _told(block, day, head) == own)
    named = blocks.get(made.name)
    told = _told({**made.block, "window": "", **named}, day, head) if named is not None else ()
    return next(same, made.name if told == own else None)


def _told(block: Mapping[str, Tree], day: date, head: Mapping[str, Tree]) -> tuple[str, ...]:
    of = [str(block.get(key) or "").casefold() for key in KEYS]
    return (*of, str(block.get("window") or head.get("default_window") or day))


def _add(document: Document, made: Made, name: str, sources: Sources) -> None:
    """Give a typed record what the series say, where neither their source nor somebody without a name has said it."""
    record = document.value((made.kind, name))
    for field, at in made.rows.items():
        path = (made.kind, name, *filter(None, [field]))
        own = value_at(made.block, (*path[2:], "said"))
        block = record.setdefault(field, {}) if field and isinstance(record, dict) else record
        said = block.setdefault("said", {}) if isinstance(block, dict) else None
        if not (isinstance(own, dict) and isinstance(said, dict)):
            continue
        for key in KEYS:
            if key in made.block and not field and isinstance(record, dict):
                record.setdefault(key, made.block[key])
        tellers = {*said, *_arrived(document, ".".join(path))}
        known = {sources.find(teller).id.casefold() for teller in tellers}
        for source, line in own.items():
            if sources.find(source).id.casefold() not in known and all(map(has_name, known)):
                said[source] = line
                document.elsewhere[(*path, "said", source)] = at


def _arrived(document: Document, figure: str) -> Iterator[str]:
    """Whose snapshots have a figure."""
    snapshots = document.tree.get("snapshots")
    for key, lines in snapshots.items() if isinstance(snapshots, dict) else ():
        if isinstance(lines, dict) and figure in lines:
            yield key.rpartition(" at ")[0] or key


def _main(document: Document, assets: list[str], day: str) -> str | None:
    """What a day is about where nobody says so: what funds of its first asset did, else how its price moved."""
    for kind, line in ((Group.FLOWS, "flow"), (Group.PRICES, "up down none")):
        records = document.tree.get(kind)
        for name, block in records.items() if isinstance(records, dict) else ():
            if not isinstance(block, dict) or block.get("asset") != assets[0] or block.get("window", day) != day:
                continue
            said = block.get("said")
            lines = [str(each) for each in said.values()] if isinstance(said, dict) else []
            if any(word in each for each in lines for word in line.split()):
                return f"{kind}.{name}"
    return None
