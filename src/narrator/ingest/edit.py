"""Edits of a file as text, so that comments and order stay: a new event, one canonical spelling, and what edits share.

What is asked for is done to the tree of a file and to its lines; the two must mean the same, or nothing is written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError
from narrator.ingest import guard
from narrator.ingest.layout import Layout, Line, Role
from narrator.model.kinds import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narrator.ingest.tree import Tree
    from narrator.model.problem import Problem, Problems
    from narrator.model.series import Series

SCHEMA = "# yaml-language-server: $schema=../schema/event.json\n"
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
DASH = re.compile(r"^- +")
COLON = re.compile(r"^((?:- )?[^\s#:-][^:]*): +(?=[^\s#])")
LINES = re.compile(r"\blines? [\d, ]+")

FRESH = """event:
  id: {id}
  status: draft                   # draft, ready (may be built) or held
  published: {day} 09:00   # of our edition, in the zone below
  timezone: Asia/Shanghai
  days: {day}
  assets: BTC, ETH
  main: liquidations.total        # the figure of headline and lead
  # view: The desk's opinion, in a sentence or two.
  default_window: 24h             # 24h to {day} 08:00 where the hour is stated

liquidations:
  total:
    said:
      unnamed: not reported       # one source and one line: $210 million at 08:00
# The other kinds are listed in docs/event-files.md: flows, prices, positions, macro, sentiment, accounts, levels,
# statements, claims, unconfirmed, left_out, outlook, commentary.
"""

DAY = """event:
  id: {id}
  status: ready
  published: {next} 14:00     # of our edition: what was out by then is in it
  timezone: UTC
  days: {day}
  assets: {assets}
  series: all                     # or ids of data/series; what is typed below stands beside theirs
  # main: flows.{flow}         # the figure of headline and lead; else what funds or prices of the first asset did
"""


class UneditableError(UserError):
    """An edit that cannot be made: what was found, and what would do."""

    exit = Exit.INVALID

    def __init__(self, *, found: str, expected: str, problems: Problems = ()) -> None:
        super().__init__(f"{found}; expected {expected}")
        self.problems = problems


class NotYamlError(UneditableError):
    """A file of another form than these edits are for."""

    exit = Exit.USAGE


class NotAnIdError(UneditableError):
    """An id that no file can have."""

    exit = Exit.USAGE


def typed(raw: bytes, file: str) -> str:
    """What a person typed in a file, line ends and byte order mark as they are.

    Raises:
        UneditableError: it cannot be read, or it is JSON.
    """
    if file.endswith(".json"):
        raise NotYamlError(found=f"{file} is JSON", expected="an event in YAML: JSON events are edited by hand")
    problem = guard.decode(raw, file)[1]
    if problem:
        raise UneditableError(found=f"{file} cannot be read", expected="a text file in UTF-8", problems=(problem,))
    return raw.decode("utf-8")


def fresh(event_id: str) -> str:
    """A commented event file to fill in.

    Raises:
        NotAnIdError: the id is none.
    """
    day = day_of(checked(event_id))
    return SCHEMA + FRESH.format(id=event_id, day=day or "YYYY-MM-DD")


def fresh_day(event_id: str, day: str, series: Iterable[Series]) -> str:
    """The file of a day whose records are made of series.

    Raises:
        NotAnIdError: the id is none.
        UneditableError: the day is none, or there are no series of an asset.
    """
    series = tuple(series)
    assets = dict.fromkeys(each.of["asset"] for each in series if "asset" in each.of)
    if not assets:
        raise UneditableError(found="no series of an asset in data/series", expected="some (docs/series.md)")
    try:
        following = date.fromisoformat(day) + timedelta(days=1)
    except ValueError as error:
        raise NotAnIdError(found=f"'{day}'", expected="a day, YYYY-MM-DD") from error
    flow = next((each.id for each in series if each.group == Group.FLOWS), "NAME")
    return SCHEMA + DAY.format(id=checked(event_id), next=following, day=day, assets=", ".join(assets), flow=flow)


def checked(event_id: str) -> str:
    """An id that a file can have.

    Raises:
        NotAnIdError: it is none.
    """
    if ID.fullmatch(event_id) is None:
        raise NotAnIdError(found=f"'{event_id}'", expected="small letters, digits and hyphens: YYYY-MM-DD-NAME")
    return event_id


def day_of(event_id: str) -> date | None:
    """The day that an id begins with, None where it does with none."""
    try:
        return date.fromisoformat(event_id[: len("YYYY-MM-DD")])
    except ValueError:
        return None


def sound(text: str, file: str) -> Layout:
    """The layout of a text in which every line can be read.

    Raises:
        UneditableError: one cannot.
    """
    layout = Layout.of(text, file)
    wrong = tuple(problem for problem in layout.document.problems if problem.is_error)
    if wrong:
        name = file or "the file"
        raise UneditableError(
            found=f"{name} cannot be read as it is", expected="a file without these problems", problems=wrong
        )
    return layout


def meant(layout: Layout, text: str, asked: Tree) -> str:
    """A text that was made of a file, if it means what was asked for.

    Raises:
        UneditableError: it does not.
    """
    after = Layout.of(text, layout.document.file).document
    wrong = additional(layout.document.problems, after.problems)
    if wrong or after.tree != asked:
        found = "the file would say something else than what is asked for, so nothing was written"
        raise UneditableError(found=found, expected="an edit by hand", problems=wrong)
    return text


def additional(before: Sequence[Problem], after: Sequence[Problem]) -> tuple[Problem, ...]:
    """The errors that a file has and did not have before, wherever they stand in it."""
    left = Counter(map(_what, before))
    left.subtract(map(_what, after))
    return tuple(problem for problem in after if problem.is_error and left[_what(problem)] < 0)


def _what(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.found, LINES.sub("", problem.message)


def canonical(text: str, file: str = "") -> str:
    """The one spelling of a file: two spaces a level, one after a colon, an empty line between kinds.

    Text under `|` keeps its own shape, comments keep their place, lines their ends.

    Raises:
        UneditableError: the file cannot be read as it is.
    """
    layout = sound(text, file)
    return meant(layout, layout.joined(_spelled(layout.lines)), layout.document.tree)


def _spelled(lines: Sequence[Line]) -> list[Line]:
    out: list[Line] = []
    columns: dict[int, int] = {}  # where the lines above begin, by where they began
    comments: list[Line] = []  # they wait for the line below, and open and end no level
    deep = 0  # where the lines of a text began
    for line in lines:
        if line.role is Role.COMMENT:
            comments.append(line)
        elif line.role is Role.TEXT:
            deep = deep or (line.indent if line.text.strip() else 0)
            out.append(replace(line, text=_shifted(line.text, deep, 2 * len(line.owner))))
        elif line.role is Role.HEAD:
            column = 2 * len(line.paths[0]) - 2 if line.paths else 0
            above, deep = columns, 0
            columns = {was: now for was, now in above.items() if was < line.indent} | {line.indent: column}
            out = _trimmed(out)
            out += _placed(comments, above, columns, is_kind=not column and bool(out))
            comments = []
            spelled = COLON.sub(r"\1: ", DASH.sub("- ", line.text.strip(" ")))
            out.append(replace(line, text=" " * column + spelled))
    return _trimmed(out) + _placed(comments, columns, {0: 0}, is_kind=bool(out and comments))


def _trimmed(lines: list[Line]) -> list[Line]:
    """Lines without the blank ones at their end; blanks that a text under `|` ends with are part of what it says."""
    while lines and not lines[-1].text.strip() and not (lines[-1].role is Role.TEXT and lines[-1].text):
        lines.pop()
    return lines


def _shifted(text: str, was: int, now: int) -> str:
    """A line of a text, the first of whose lines moves from one column to another."""
    blanks = min(was, len(text) - len(text.lstrip(" ")))
    return " " * now + text[blanks:] if text[blanks:] else ""


def _placed(comments: list[Line], above: Mapping[int, int], below: Mapping[int, int], *, is_kind: bool) -> list[Line]:
    """Comments at the columns of the lines around them, with an empty line where a kind begins."""
    inner = [*below.values()][-1]
    columns = [below.get(line.indent, above.get(line.indent, inner)) for line in comments]
    lines = [
        replace(line, text=" " * column + line.text.strip(" ")) for column, line in zip(columns, comments, strict=True)
    ]
    if is_kind:
        lines.insert(next((at for at, column in enumerate(columns) if not column), len(lines)), Line(""))
    return lines
