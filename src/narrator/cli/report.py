"""How a run is reported: problems and figures as text, JSON or SARIF."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from narrator.errors import first_exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narrator.errors import Exit
    from narrator.model.problem import Problem

FORMATS = ("text", "json", "sarif")
COLOURS = {"error": "red", "warning": "yellow"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def coloured() -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR says not to."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def style(text: str, colour: str, *, bold: bool = False) -> str:
    """The text in a colour, where colour is used."""
    return click.style(text, fg=colour, bold=bold) if coloured() else text


def clean(text: str) -> str:
    """The text without control and bidirectional characters, which could fool a terminal or a CI log."""
    return CONTROL.sub(lambda m: f"U+{ord(m[0]):04X}", text).replace("::", ": :")


class WrongUseError(click.UsageError):
    """A command line that cannot be carried out: what was found, and a line that can."""

    def __init__(self, *, found: str, write: str = "") -> None:
        super().__init__(found + (f"; write: {write}" if write else ""))


def say(text: str = "", *, err: bool = False) -> None:
    """One line for a person."""
    click.echo(text, err=err)


def exit_of(problems: Iterable[Problem]) -> Exit:
    """The exit code that a set of problems asks for."""
    return first_exit(frozenset(problem.exit for problem in problems if problem.is_error))


def problem_lines(problem: Problem) -> Iterable[str]:
    """A problem for a terminal: where and what, then what was found, what was expected, and a line to paste."""
    kind = style(problem.severity.value, COLOURS[problem.severity.value], bold=True)
    yield f"{problem.at}: {kind} {problem.code}: {clean(problem.message)}"
    for label, text in (("found", problem.found), ("expected", problem.expected), ("write", problem.example)):
        first, *rest = clean(text).splitlines() or [""]
        if first:
            yield f"    {label:<9} {first}"
            yield from (f"    {'':<9} {line}" for line in rest)


def tell(problems: Iterable[Problem]) -> None:
    """All problems, on standard error, in file order."""
    for problem in sorted(problems, key=lambda p: (p.at, p.code)):
        for line in problem_lines(problem):
            say(line, err=True)


def as_dict(problem: Problem) -> dict[str, object]:
    """A problem in the JSON of DESIGN.md 5."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "event": problem.event,
        "figure": problem.figure,
        "file": problem.at.file,
        "line": problem.at.line,
        "column": problem.at.column,
        "found": problem.found,
        "expected": problem.expected,
        "example": problem.example,
        "message": problem.message,
    }


def as_json(problems: Iterable[Problem], built: list[Mapping[str, object]], code: Exit) -> str:
    """The JSON of `check` and `build`."""
    ordered = sorted(problems, key=lambda p: (p.at, p.code))
    return json.dumps(
        {"problems": [as_dict(p) for p in ordered], "built": built, "exit": int(code)}, ensure_ascii=False, indent=2
    )


def as_sarif(problems: Iterable[Problem]) -> str:
    """The problems as SARIF 2.1.0, so that a pull request shows them inline."""
    ordered = sorted(problems, key=lambda p: (p.at, p.code))
    rules = sorted({problem.code for problem in ordered})
    results: list[dict[str, Any]] = [
        {
            "ruleId": p.code,
            "level": p.severity.value,
            "message": {"text": ". ".join(filter(None, (p.message, p.expected and f"Expected: {p.expected}")))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": p.at.file},
                        "region": {"startLine": p.at.line, "startColumn": p.at.column},
                    }
                }
            ],
        }
        for p in ordered
    ]
    driver = {"name": "narrator", "rules": [{"id": rule} for rule in rules]}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
