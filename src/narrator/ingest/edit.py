"""Edits of an event file as text, so that comments and order stay: a new file, one more report, one canonical spelling.

Event files are block-style YAML with one thing a line, so a line's indentation and key are all that an edit needs.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from narrator.errors import Exit, UserError
from narrator.ingest.faults import Fault
from narrator.ingest.lines import Form, read_line
from narrator.model.records import QUANTITY_KINDS
from narrator.model.report import NATURE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "# yaml-language-server: $schema=../schema/event.json\n"
KEY = re.compile(r"^(?P<indent> *)(?P<key>[^\s#:-][^:]*):(?: +(?P<value>\S.*))?$")
BLOCK = re.compile(r":(?: +)?[|>][+-]?\d?$")
DATED = re.compile(r"^(\d{4}-\d{2}-\d{2})")
ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
KEPT = ("event", *QUANTITY_KINDS)
"""The kinds that a new event takes over from another: what was said, left out or expected belongs to its day."""

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

    def __init__(self, *, found: str, expected: str) -> None:
        super().__init__(f"{found}; expected {expected}")


class NotAnIdError(UneditableError):
    """An id that no file can have."""

    exit = Exit.USAGE


def fresh(event_id: str) -> str:
    """A commented event file to fill in.

    Raises:
        NotAnIdError: the id is none.
    """
    return SCHEMA + FRESH.format(id=_checked(event_id), day=_day(event_id) or "2026-01-01")


def _checked(event_id: str) -> str:
    if ID.fullmatch(event_id) is None:
        raise NotAnIdError(found=f"'{event_id}'", expected="small letters, digits and hyphens: 2026-03-03-example")
    return event_id


def _day(event_id: str) -> str | None:
    dated = DATED.match(event_id)
    return dated[1] if dated else None


def emptied(text: str, event_id: str) -> str:
    """Another event's file for a new one: records, sources and comments stay, figures wait for their reports.

    Raises:
        NotAnIdError: the id is none.
    """
    header = {"id": _checked(event_id), "status": "draft", "view": None, "default_window": "24h"}
    if day := _day(event_id):
        header |= {"published": f"{day} 09:00", "days": day}
    lines: list[str] = []
    for path, line in _paths(text):
        if path[:1] and path[0] not in KEPT:
            continue
        match = KEY.match(line)
        if len(path) == 2 and path[0] == "event" and match and path[1] in header:  # noqa: PLR2004  # event.key
            value = header[path[1]]
            lines += [f"  {path[1]}: {value}"] if value else []
        elif path[-1:] in (("note",), ("differ",), ("checked",)) or (
            path[-1:] == ("-",) and lines[-1].endswith("reported")
        ):
            continue
        elif path[-1:] == ("-",) or (match and match["value"] and set(path[:-1]) & {*NATURE_KEYS, "circulating"}):
            indent = len(line) - len(line.lstrip())
            lines.append(" " * indent + ("- " if path[-1] == "-" else f"{path[-1]}: ") + "not reported")
        else:
            lines.append(line)
    return canonical("\n".join(lines))


def _paths(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each line with the keys above it and its own; `-` for a list item; text under `|` with the key that holds it."""
    stack: list[tuple[int, str]] = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        match = KEY.match(line)
        if line.strip() and not line.lstrip().startswith("#"):
            while stack and stack[-1][0] >= indent:
                stack.pop()
            if match or line.lstrip().startswith("- "):
                stack.append((indent, match["key"] if match else "-"))
        yield tuple(key for _, key in stack), line


def added(text: str, figure: str, nature: str, source: str, report: str) -> str:
    """The file with one more report; a second one of the same source makes its history.

    Raises:
        UneditableError: the kind, nature or report line is none.
    """
    kind, _, rest = figure.partition(".")
    for found, known in ((kind, QUANTITY_KINDS), (nature, (*NATURE_KEYS, "circulating"))):
        if found not in known:
            near = get_close_matches(found, known, n=1)
            raise UneditableError(
                found=f"'{found}'" + (f" (did you mean '{near[0]}'?)" if near else ""), expected=", ".join(known)
            )
    form = Form.LEVEL if report.startswith(("below", "above")) else Form.AMOUNT
    try:
        read_line(report, Form.INDEX if kind == "sentiment" else form)
    except Fault as fault:
        raise UneditableError(found=f"{fault.code}: {fault.found}", expected=fault.example or fault.expected) from None
    if not rest or ":" in source or not source.strip():
        raise UneditableError(
            found=f"'{figure}' by '{source}'", expected="a figure as liquidations.total, and a source"
        )
    return _inserted(text.splitlines(), (kind, *rest.split("."), nature, source.strip()), report)


def _inserted(lines: list[str], path: tuple[str, ...], report: str) -> str:
    start, end = 0, len(lines)
    for depth, key in enumerate(path):
        at = next(
            (
                i
                for i in range(start, end)
                if (m := KEY.match(lines[i])) and m["key"] == key and len(m["indent"]) == 2 * depth
            ),
            None,
        )
        if at is None:
            new = ["  " * (depth + i) + f"{name}:" for i, name in enumerate(path[depth:])]
            new[-1] += f" {report}"
            place = end if depth else len(lines)
            while place > start and not lines[place - 1].strip():
                place -= 1
            return "\n".join([*lines[:place], *([""] * (not depth)), *new, *lines[place:]]) + "\n"
        start, end = at + 1, _end(lines, at)
    match = KEY.match(lines[start - 1])
    indent = "  " * len(path)
    first = [f"{indent}- {match['value']}"] if match and match["value"] else []
    lines[start - 1] = f"{'  ' * (len(path) - 1)}{path[-1]}:"
    return "\n".join([*lines[:start], *first, *lines[start:end], f"{indent}- {report}", *lines[end:]]) + "\n"


def _end(lines: list[str], at: int) -> int:
    """The index after the last line of the block that a key opens."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            end = number + 1
    return end


def canonical(text: str) -> str:
    """The one spelling of an event file: two spaces a level, one after a colon, an empty line between kinds.

    Text under `|` keeps its own shape, comments keep their place.
    """
    out: list[str] = []
    levels: list[int] = []
    text_from = text_shift = None  # inside a block of text: the indentation of its key, and how far its lines move
    for raw in text.expandtabs(2).splitlines():
        line = raw.rstrip()
        indent = len(line) - len(line.lstrip())
        if text_from is not None and (not line or indent > text_from):
            if line and text_shift is None:
                text_shift = 2 * len(levels) - indent
            out.append(" " * (indent + (text_shift or 0)) + line.lstrip() if line else "")
            continue
        text_from = text_shift = None
        if not line:
            continue
        while levels and levels[-1] > indent:
            levels.pop()
        if not levels or levels[-1] < indent:
            levels.append(indent)
        if len(levels) == 1 and out and out[-1] and not out[-1].startswith("#"):
            out.append("")
        spelled = re.sub(r"^([^\s#:-][^:]*): +(?=\S)", r"\1: ", line.lstrip())
        out.append("  " * (len(levels) - 1) + spelled)
        text_from = indent if BLOCK.search(line) else None
    return "\n".join(out).rstrip() + "\n"
