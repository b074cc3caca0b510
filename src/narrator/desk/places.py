"""Places: the lines of a file around what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from narrator.ingest.messages import BLANK
from narrator.render.sources import find, folders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from narrator.model.problem import Problem

TEMPLATES = "templates/"
AROUND = 2
"""Lines that are shown before and after a place."""
LONGEST = 400
KEY = re.compile(r"\s*([^:#]+?):(?: |$)")
BELOW, REPLACE = "below", "replace"


def excerpt(root: Path, problem: Problem, typed: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The lines around a problem, its own as what is before, at and after the place; none without a file.

    `typed`: the texts of files as somebody types them, by name.
    """
    text = (typed or {}).get(problem.at.file)
    path = _file(root, problem.at.file) if text is None else None
    if path is not None:
        text = path.read_text(encoding="utf-8", errors="replace")
    lines = [] if text is None else text.split("\n")
    first, last = max(1, problem.at.line - AROUND), min(len(lines), problem.at.line + AROUND)
    return [
        {"number": number, "parts": _marked(lines[number - 1], problem) if number == problem.at.line else None,
         "text": lines[number - 1][:LONGEST]}
        for number in range(first, last + 1)
    ]  # fmt: skip


def put_of(problem: Problem, line: str) -> str:
    """How an offered line comes into its file: in place of the line or `below` it; empty where a person is needed.

    A line with another key than the one that is offered is sound, unless that key is what is wrong: something is
    missing. A word in capitals is for a person to fill in.
    """
    offered = problem.example
    if not offered or "\n" in offered or BLANK.search(offered):
        return ""
    has, needs = KEY.match(line), KEY.match(offered)
    is_missing = has and needs and has[1] not in {needs[1], problem.found.partition(":")[0]}
    return BELOW if is_missing else REPLACE


def line_of(markdown: str, text: str) -> int:
    """The line of an article that a reader sees as this text; 0 where there is none."""
    wanted = _letters(text)
    lines = enumerate(markdown.split("\n"), start=1)
    return next((number for number, line in lines if wanted and wanted in _letters(line)), 0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _file(root: Path, name: str) -> Path | None:
    """The file of a place: one of the workspace, or of the packaged templates."""
    try:
        path = (root / name).resolve()
    except (OSError, RuntimeError):  # a loop of links; Python 3.11 has the second for it
        return None
    if not path.is_file() and name.startswith(TEMPLATES):
        return find(folders(root / TEMPLATES), name.removeprefix(TEMPLATES))
    return path if path.is_file() and path.is_relative_to(root.resolve()) else None


def _marked(line: str, problem: Problem) -> list[str]:
    """A line before, at and after a place."""
    at = min(problem.at.column - 1, len(line))
    found = problem.found if problem.found and line.startswith(problem.found, at) else line[at:].rstrip()
    return [line[:at][-LONGEST:], found[:LONGEST], line[at + len(found) :][:LONGEST]]
