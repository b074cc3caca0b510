"""How a run is reported: problems as text, JSON or SARIF."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from narrator.errors import UserError, first_exit
from narrator.model.problem import Location, Problem
from narrator.model.text import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.errors import Exit

FORMATS = ("text", "json", "sarif")
FIELDS = ("code", "severity", "event", "figure", "file", "line", "column", "found", "expected", "example", "message")
"""What the JSON of DESIGN.md 5 tells of a problem."""
COLOURS = {"error": "red", "warning": "yellow"}


class WrongUseError(click.UsageError):
    """A command line that cannot be carried out: what was found, and a line that can."""

    def __init__(self, *, found: str, write: str = "") -> None:
        super().__init__(found + (f"; write: {write}" if write else ""))


def clean(text: str) -> str:
    """The text with its hidden characters named, which could fool a terminal or a CI log."""
    unseen = {ord(text[at]): f"U+{ord(text[at]):04X}" for at in hidden(text)}
    return (text.translate(unseen) if unseen else text).replace("::", ": :")


def say(text: str = "", *, err: bool = False) -> None:
    """One line for a person, in colour on a terminal unless NO_COLOR says not to."""
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def exit_of(problems: Iterable[Problem]) -> Exit:
    """The exit code that a set of problems asks for."""
    return first_exit(frozenset(problem.exit for problem in problems if problem.is_error))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and place."""
    return sorted(problems, key=lambda problem: (problem.at, problem.code))


def problem_lines(problem: Problem) -> Iterator[str]:
    """A problem for a terminal: where and what, then what was found, what was expected, and a line to paste."""
    kind = click.style(problem.severity.value, COLOURS[problem.severity], bold=True)
    yield f"{problem.at}: {kind} {problem.code}: {clean(problem.message)}"
    for label, text in (("found", problem.found), ("expected", problem.expected), ("write", problem.example)):
        for number, line in enumerate(clean(text).splitlines()):
            yield f"    {'' if number else label:<9} {line}"


def tell(problems: Iterable[Problem]) -> None:
    """All problems, on standard error."""
    for problem in in_order(problems):
        for line in problem_lines(problem):
            say(line, err=True)


def as_json(problems: Iterable[Problem], built: list[dict[str, Any]], code: Exit, **more: object) -> str:
    """The JSON of `check` and `build`."""
    known = [{**asdict(problem), **asdict(problem.at)} for problem in in_order(problems)]
    told = [{field: facts[field] for field in FIELDS} for facts in known]
    return json.dumps({"problems": told, "built": built, **more, "exit": int(code)}, ensure_ascii=False, indent=2)


@contextmanager
def answering(form: str) -> Iterator[None]:
    """A machine that asked for a form gets it, too, where the work cannot begin."""
    try:
        yield
    except UserError as error:
        if form == "text":
            raise
        at = getattr(error, "at", Location("data/events"))
        problems = (Problem(error.code, str(error), at, exit=error.exit),)
        say(as_sarif(problems) if form == "sarif" else as_json(problems, [], error.exit))
        raise click.exceptions.Exit(error.exit) from error


def as_sarif(problems: Iterable[Problem]) -> str:
    """The problems as SARIF 2.1.0, so that a pull request shows them inline."""
    results = [_result(problem) for problem in in_order(problems)]
    rules = [{"id": code} for code in sorted({result["ruleId"] for result in results})]
    run = {"tool": {"driver": {"name": "narrator", "rules": rules}}, "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(problem: Problem) -> dict[str, Any]:
    text = ". ".join(filter(None, (problem.message, problem.expected and f"Expected: {problem.expected}")))
    region = {"startLine": problem.at.line, "startColumn": problem.at.column}
    place = {"artifactLocation": {"uri": quote(problem.at.file)}, "region": region}
    return {
        "ruleId": problem.code,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
