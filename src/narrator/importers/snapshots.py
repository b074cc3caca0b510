"""Observations into an event file: a line of a snapshot each, and the records that they are of where none is.

The record of an observation is the one with its fields and its window, whatever its name. A line that says again what
its source said last is not written; a new value is a new line, under the time at which it was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from narrator.importers.choosing import chosen
from narrator.importers.report_lines import name_of, report_line
from narrator.ingest.adding import WAITED, Put, put, replaced, without
from narrator.ingest.edit import UneditableError, sound
from narrator.ingest.faults import Fault
from narrator.ingest.reports import DISTANT
from narrator.ingest.times import read_moment
from narrator.model.kinds import KINDS, Group
from narrator.model.series import KEYS
from narrator.model.source import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from narrator.case import Desk
    from narrator.importers.observation import Imported, Observation
    from narrator.ingest.tree import Tree
    from narrator.model.name import Names
    from narrator.model.source import Sources

FIELDS = ("side", *KEYS, "who")
OTHERS = ("instrument", "contract", "cumulative", "role", "where", "also_known_as")
"""Fields of a record that no observation has: one with them is of something else."""
DATED_BY = {Group.MACRO: "when", Group.SENTIMENT: "window"}
STUB = {"said": {UNNAMED: WAITED}}
"""The record of a new event that waits for its first report."""
LENGTH = re.compile(r"(?<=[hdm]) to .*")
DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
DATED = "{:%Y-%m-%d %H:%M}"


class Head(NamedTuple):
    """What of an event its snapshots are read with, and what names are looked up in.

    `days`: the first and the last that it is of, that of its edition where it says so in words. `usual`: the window of
    records that have none; one up to an hour moves with what is read, so that its length is all of it.
    """

    tree: Mapping[str, Tree]
    zone: ZoneInfo
    published: datetime
    days: tuple[date, date]
    usual: str
    names: Names
    sources: Sources

    @classmethod
    def of(cls, text: str, file: str, names: Names, sources: Sources) -> Head:
        """The head of an event file.

        Raises:
            UneditableError: the file, or its zone or hour, cannot be read.
        """
        tree = sound(text, file).document.tree
        event = dict(_blocks(tree)).get("event", {})
        try:
            zone = ZoneInfo(str(event.get("timezone")))
            published = read_moment(str(event.get("published")), zone, DISTANT)
            told = sorted(map(date.fromisoformat, DAY.findall(str(event.get("days")))))
        except (ZoneInfoNotFoundError, ValueError, OSError, Fault) as error:
            found = f"{file} does not say its zone, hour and days"
            expected = "event.timezone, event.published and event.days"
            raise UneditableError(found=found, expected=expected) from error
        days = told or [published.astimezone(zone).date()]
        usual = LENGTH.sub("", str(event.get("default_window") or ""))
        return cls(tree, zone, published, (days[0], days[-1]), usual, names, sources)


class Placed(NamedTuple):
    """What is to be written, the lines that are new by figure, and how many say what is there already."""

    puts: tuple[Put, ...]
    lines: Mapping[str, str]
    unchanged: int


def placed(observations: Iterable[Observation], source: str, fetched: datetime, head: Head) -> Placed:
    """The lines of a snapshot, and the records that they need."""
    records = {str(kind): dict(_blocks(head.tree.get(kind))) for kind in KINDS}
    said = _said(source, head)
    key = f"{source} at {DATED.format(fetched.astimezone(head.zone))}"
    puts: list[Put] = []
    lines: dict[str, str] = {}
    unchanged = 0
    for each in observations:
        window, own = each.when.window(head.zone), records[each.kind]
        name = next((name for name, record in own.items() if _is_of(record, each, window, head)), "")
        if not name:
            name = _free(name_of(each), each, own)
            fields = {field: each.of[field] for field in FIELDS if field in each.of} | _time(each, window)
            own[name] = dict(fields)
            puts.append(Put((each.kind, name), fields))
        figure, line = ".".join(filter(None, (each.kind, name, each.part))), report_line(each)
        earlier = [(time, told) for time, told in said.get(figure, ()) if time <= fetched]
        if earlier and max(earlier)[1] == line:
            unchanged += 1
            continue
        said.setdefault(figure, []).append((fetched, line))
        lines[figure] = line
    is_there = key in dict(_blocks(head.tree.get("snapshots")))
    path = ("snapshots", key)
    if is_there:
        puts += [Put((*path, figure), line) for figure, line in lines.items()]
    elif lines:
        puts.append(Put(path, lines))
    return Placed(tuple(puts), lines, unchanged)


def _time(observation: Observation, window: str) -> dict[str, str]:
    """The field of a record that says when it is; a statistic and an index have a day, though they cover none."""
    if observation.kind in DATED_BY:
        return {DATED_BY[observation.kind]: str(observation.when.day)}
    return {"window": window} if window else {}


def _blocks(tree: object) -> Iterator[tuple[str, dict[str, Tree]]]:
    for name, record in tree.items() if isinstance(tree, Mapping) else ():
        if isinstance(record, dict):
            yield str(name), record


def _is_of(record: Mapping[str, Tree], observation: Observation, window: str, head: Head) -> bool:
    """Whether a record is of what an observation is of, at its time."""
    usual = {} if observation.when.is_moment else {"window": head.usual}
    typed = {name: said for name, said in {**usual, **record}.items() if name in {"window", "when"} and said}
    told = {field: str(record[field]) for field in (*FIELDS, *OTHERS) if field in record}
    is_same = told.keys() == observation.of.keys() and all(
        head.names.say(told[field]).casefold() == head.names.say(observation.of[field]).casefold() for field in told
    )
    return is_same and typed == _time(observation, window)


def _free(name: str, observation: Observation, records: Mapping[str, object]) -> str:
    """A name that no record has: with its day where another one has it, and a number where that is taken, too."""
    dated = f"{name}_{observation.when.day:%Y_%m_%d}"
    numbered = (f"{dated}_{number}" for number in range(2, len(records) + 3))
    return next(each for each in (name, dated, *numbered) if each not in records)


def _said(source: str, head: Head) -> dict[str, list[tuple[datetime, str]]]:
    """What a source said in snapshots, by figure."""
    found: dict[str, list[tuple[datetime, str]]] = {}
    for key, lines in _blocks(head.tree.get("snapshots")):
        name, _, time = key.rpartition(" at ")
        if head.sources.find(name).id != head.sources.find(source).id:
            continue
        try:
            at = read_moment(time, head.zone, head.published)
        except Fault:
            continue  # a key that is none is told of by the check of the file
        for figure, line in lines.items():
            each = line if isinstance(line, list) else [line]
            found.setdefault(figure, []).extend(
                (at, str(told.get("amount") if isinstance(told, dict) else told)) for told in each
            )
    return found


def _is_due(observation: Observation, desk: Desk) -> bool:
    """Whether a report can still come of a day: not where a series of the same asset has it as closed."""
    of = (observation.kind, observation.of.get("asset"))
    return all(each.is_due(observation.when.day) for each in desk.series if (each.group, each.of.get("asset")) == of)


def led_by(text: str, figure: str, file: str) -> str:
    """The text of an event that is ready and has a main figure; what waited in its place for a first report goes.

    Raises:
        UneditableError: it cannot be put there.
    """
    tree = sound(text, file).document.tree
    old = str(dict(_blocks(tree)).get("event", {}).get("main"))
    kind, _, name = old.partition(".")
    if old != figure and dict(_blocks(tree.get(kind))).get(name) == STUB:
        text = without(text, (kind, name), file)
    return replaced(replaced(text, ("event", "main"), figure, file), ("event", "status"), "ready", file)


def entered(text: str, file: str, imported: Imported, desk: Desk, *, in_detail: bool) -> tuple[str, list[str]]:
    """The text of an event file with what a vendor's file has for its days, and sentences on what was done.

    Raises:
        UneditableError: it cannot be put there.
    """
    head = Head.of(text, file, desk.names, desk.sources)
    due = [each for each in imported.observations if each.number is not None or _is_due(each, desk)]
    taken, left_out = chosen(due, *head.days, in_detail=in_detail)
    done = placed(taken, imported.source, imported.fetched, head)
    told = [f"{figure}: {line}" for figure, line in done.lines.items()]
    if done.unchanged:
        told.append(f"{done.unchanged} values are what {imported.source} said before")
    if imported.fetched > head.published:
        told.append(f"fetched after the edition of {DATED.format(head.published)}, which uses none of it")
    told += (f"left out: {sentence}" for sentence in (*imported.left_out, *left_out))
    return put(text, done.puts, file), told
