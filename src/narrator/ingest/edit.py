"""Edits of an event file as text, so that comments and order stay: a new file, one more report, one canonical spelling.

Event files are block-style YAML with one thing a line, so a line's indentation and key are all that an edit needs.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError
from narrator.ingest import guard
from narrator.ingest.documents import read_yaml
from narrator.model.records import QUANTITY_KINDS
from narrator.model.report import NATURE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.model.problem import Problems

SCHEMA = "# yaml-language-server: $schema=../schema/event.json\n"
KEY = re.compile(r"^(?P<indent> *)(?P<key>[^\s#:-][^:]*):(?: +(?P<value>\S.*))?$")
BLOCK = re.compile(r":(?: +)?[|>][+-]?\d?$")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
KEPT = ("event", *QUANTITY_KINDS)
"""The kinds that a new event takes over from another: what was said, left out or expected belongs to its day."""
NATURES = {*NATURE_KEYS, "circulating"}
OF_ITS_DAY = {"note", "differ", "checked", "band", "when"}

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
    day = _day(_checked(event_id))
    return SCHEMA + FRESH.format(id=event_id, day=day or "YYYY-MM-DD")


def _checked(event_id: str) -> str:
    if ID.fullmatch(event_id) is None:
        raise NotAnIdError(found=f"'{event_id}'", expected="small letters, digits and hyphens: YYYY-MM-DD-NAME")
    return event_id


def _day(event_id: str) -> date | None:
    try:
        return date.fromisoformat(event_id[: len("YYYY-MM-DD")])
    except ValueError:
        return None


def emptied(text: str, event_id: str) -> str:
    """Another event's file for a new one: records, sources and comments stay, figures wait for their reports.

    Days move on by as many as lie between the two ids; what is of its day and cannot be moved is left out.

    Raises:
        NotAnIdError: the id is none.
    """
    new, old = _day(_checked(event_id)), _day(next((line.split()[1] for line in re.findall("  id: .+", text)), ""))
    header = {"id": event_id, "status": "draft", "view": "", "default_window": "24h"}
    if new and not old:
        header |= {"published": f"{new} 09:00", "days": f"{new}"}
    by = new - old if new and old else None
    lines: list[str] = []
    for path, line in _paths(text.splitlines()):
        if not path or path[0] in KEPT:
            is_comment = line.lstrip().startswith("#")
            lines += [line] if is_comment else _emptied(path, line, header if path[:1] == ("event",) else {}, by)
    return _spelled("\n".join(lines))


def _emptied(path: tuple[str, ...], line: str, header: dict[str, str], by: timedelta | None) -> list[str]:
    """What is left of a line: nothing, a report that is waited for, the line with its days moved, or the line."""
    match, key, head = KEY.match(line), path[-1] if path else "", line[: line.find(":") + 1]
    below = next((len(path) - at - 1 for at, name in enumerate(path) if name in NATURES), 0)
    if below or (key == "price" and match and match["value"]):
        return [f"{head} not reported"] if match and below <= 1 else []
    if key in header:
        return [f"{head} {header[key]}"] if match and header[key] else []
    if OF_ITS_DAY & {*path}:
        return []
    if key != "window" and path not in {("event", "published"), ("event", "days")}:
        return [line]
    if "month" in line or (by is None and DAY.search(line)):
        return []
    return [DAY.sub(lambda day: str(date.fromisoformat(day[0]) + (by or timedelta())), line)]


def _paths(lines: list[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each line with the keys above it and its own; `-` for a list item; text under `|` with the key that holds it."""
    stack: list[tuple[int, str]] = []
    for line in lines:
        indent = len(line) - len(line.lstrip())
        match = KEY.match(line)
        if line.strip() and not line.lstrip().startswith("#"):
            while stack and stack[-1][0] >= indent:
                stack.pop()
            if match or line.lstrip().startswith("- "):
                stack.append((indent, match["key"] if match else "-"))
        yield tuple(key for _, key in stack), line


def added(text: str, figure: str, nature: str, source: str, report: str) -> str:
    """The file with one more report; a second one of the same source makes its history, the first it waited for.

    Raises:
        UneditableError: the figure or the source is none.
    """
    path = (*figure.split("."), nature, source.strip())
    if "." not in figure or ":" in source or not all(path):
        raise UneditableError(
            found=f"'{figure}' by '{source}'", expected="a figure as liquidations.total, and a source"
        )
    lines = text.splitlines()
    paths = [found for found, _ in _paths(lines)]
    depth = max(depth for depth in range(len(path) + 1) if not depth or path[:depth] in paths)
    inside = [at for at, line in enumerate(lines) if paths[at][:depth] == path[:depth] and line.strip()]
    start, end = (inside[0], inside[-1] + 1) if inside else (0, 0)
    while depth and _is_outside(lines[end - 1], depth):
        end -= 1
    if depth < len(path):
        new = ["  " * (depth + at) + f"{name}:" for at, name in enumerate(path[depth:])]
        return _joined(lines[:end], [""] * (not depth), new[:-1], [f"{new[-1]} {report}"], lines[end:])
    head, typed, comment = re.fullmatch(r"( *[^:]+:)(?: +(?!#)(\S.*?))?( +#.*)?", lines[start]).groups()  # type: ignore[union-attr]
    indent = "  " * depth
    told = [f"{indent}- {typed}"] if typed else lines[start + 1 : end]
    if not told[0].lstrip().startswith("- "):  # one report in its long form
        told = [f"{indent}{'  ' if at else '- '}{line.lstrip()}" for at, line in enumerate(told)]
    told = [line for line in told if not re.fullmatch(" *- not reported(?: +#.*)?", line)]
    if not told:
        return _joined(lines[:start], [f"{head} {report}{comment or ''}"], lines[end:])
    return _joined(lines[:start], [f"{head}{comment or ''}"], told, [f"{indent}- {report}"], lines[end:])


def _is_outside(line: str, depth: int) -> bool:
    """Whether a line is a comment that stands further left than what is at this depth."""
    return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) < 2 * depth


def _joined(*parts: list[str]) -> str:
    return "\n".join(chain(*parts)) + "\n"


def canonical(text: str, file: str = "") -> str:
    """The one spelling of an event file: two spaces a level, one after a colon, an empty line between kinds.

    Text under `|` keeps its own shape, comments keep their place.

    Raises:
        UneditableError: the file cannot be read as it is, or would say something else.
    """
    before = read_yaml(text, file)
    after = _spelled(text)
    if wrong := tuple(problem for problem in before.problems if problem.is_error):
        raise UneditableError(found="the file cannot be read", expected="these problems mended first", problems=wrong)
    if read_yaml(after, file).tree != before.tree:
        raise UneditableError(found="the file would mean something else", expected="plain 'key: value' lines")
    return after


def _spelled(text: str) -> str:
    out: list[str] = []
    levels: list[int] = []
    comments: list[tuple[int, str]] = []  # they open and end no level: what follows may go on where the lines above end
    text_from = text_shift = None  # inside a block of text: the indentation of its key, and how far its lines move
    for raw in re.split("\r\n|\r|\n", text):
        line = raw.rstrip()
        indent = len(line) - len(line.lstrip())
        if text_from is not None and (not line or indent > text_from):
            if line and text_shift is None:
                text_shift = 2 * len(levels) - indent
            out.append(" " * (indent + (text_shift or 0)) + line.lstrip() if line else "")
            continue
        text_from = text_shift = None
        while out and not out[-1]:  # below a text
            out.pop()
        if line.lstrip().startswith("#"):
            comments.append((indent, line.lstrip()))
        elif line:
            above = levels
            levels = [*(level for level in levels if level < indent), indent]
            out += _placed(comments, above, levels, is_kind=len(levels) == 1 and bool(out))
            comments = []
            spelled = re.sub(r"^([^\s#:-][^:]*): +(?=\S)", r"\1: ", line.lstrip())
            out.append("  " * (len(levels) - 1) + spelled)
            text_from = indent if BLOCK.search(line) else None
    out += _placed(comments, levels, [0], is_kind=bool(comments))
    return "\n".join(out).rstrip() + "\n"


def _placed(comments: list[tuple[int, str]], above: list[int], below: list[int], *, is_kind: bool) -> list[str]:
    """Comments at the levels of the lines around them, with an empty line where a kind begins."""
    inner = len(below) - 1
    depths = [next((at.index(indent) for at in (below, above) if indent in at), inner) for indent, _ in comments]
    lines = ["  " * depth + text for depth, (_, text) in zip(depths, comments, strict=True)]
    if is_kind:
        lines.insert(next((at for at, depth in enumerate(depths) if not depth), len(lines)), "")
    return lines
