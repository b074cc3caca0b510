"""JSON into the same tree as YAML: every scalar a string, every key once, every place known.

`json` decides what is JSON, but gives no places and drops the digits of numbers. So what it has accepted is walked once
more, token by token; a text that is known to be JSON needs no grammar for that.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from narrator.ingest.tree import Mark
from narrator.model.problem import Location, Problem

if TYPE_CHECKING:
    from narrator.ingest.tree import Builder

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s,:{}\[\]"]+')
EXCERPT = 40
AS_TEXT = "the value as text in quotes, as a YAML file has it"


def read(text: str, builder: Builder) -> None:
    """Read a JSON text into a builder.

    Raises:
        UnreadableError: the text is not JSON, or too deep or too large.
    """
    try:
        json.loads(text, parse_int=str, parse_float=str)  # no digits are looked at: 5,000 of them would be a ValueError
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        builder.stop("001", message, Mark(error.lineno, error.colno), "JSON, or a file named .yaml")
    except RecursionError:
        builder.stop("004", "nested too deeply", Mark(1, 1), "'key: value' pairs")
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    for part in TOKEN.finditer(text):
        line = bisect_right(starts, part.start())
        _take(part[0], Mark(line, part.start() - starts[line - 1] + 1), builder)


def _take(part: str, mark: Mark, builder: Builder) -> None:
    if part in "{[":
        builder.open({} if part == "{" else [], mark)
    elif part in "}]":
        builder.close()
    elif part[0] != '"':
        _refuse(part, mark, builder)
    elif builder.awaits_key:
        builder.name(json.loads(part), mark)
    else:
        builder.put(json.loads(part), Mark(mark.line, mark.column + 1))


def _refuse(word: str, mark: Mark, builder: Builder) -> None:
    """A number, true, false or null is named, and read as nothing."""
    path = builder.put("", mark)
    builder.broken.add(path)
    is_finite = word in {"true", "false", "null"} or abs(float(word)) < float("inf")
    message = f"'{'.'.join(map(str, path))}' is {'not text' if is_finite else 'not a finite number'}"
    shown = word[:EXCERPT]
    at = Location(builder.file, *mark)
    builder.problems.append(Problem("JSN002", message, at, shown, AS_TEXT, f'"{shown}"'))
