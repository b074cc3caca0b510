"""How a run is reported: problems as text, JSON or SARIF."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from narrator.errors import UserError, first_exit
from narrator.model.problem import Location, Problem
from narrator.model.text import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.errors import Exit

FORMATS = ("text", "json", "sarif")
FIELDS = (
    *("code", "severity", "event", "figure", "file", "line", "column", "end_column"),
    *("found", "expected", "example", "message"),
)
"""What the JSON of DESIGN.md 5 tells of a problem."""
COLOURS = {"error": "red", "warning": "yellow"}


class WrongUseError(click.UsageError):
    """A command line that cannot be carried out: what was found, and a line that can."""

    def __init__(self, *, found: str, write: str = "") -> None:
        super().__init__(found + (f"; write: {write}" if write else ""))


def clean(text: str) -> str:
    """The text with its hidden characters named, which could fool a terminal or a CI log."""
    unseen = {ord(text[at]): f"U+{ord(text[at]):04X}" for at in hidden(text)}
    return (text.translate(unseen) if unseen else text).replace("::", ": :").replace("##", "# #")


def one_line(text: object) -> str:
    """A name that may stand in the middle of a line: a line break in it would begin one of its own."""
    return clean(str(text)).replace("\n", "U+000A").replace("\t", "U+0009")


def say(text: str = "", *, err: bool = False) -> None:
    """One line for a person, in colour on a terminal unless NO_COLOR says not to."""
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def counted(**numbers: int) -> str:
    """Numbers with their nouns: 1 event, 0 errors."""
    return ", ".join(f"{number} {noun.replace('_', ' ')}{'s' * (number != 1)}" for noun, number in numbers.items())


def exit_of(problems: Iterable[Problem]) -> Exit:
    """The exit code that a set of problems asks for."""
    return first_exit(frozenset(problem.exit for problem in problems if problem.is_error))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and place."""
    return sorted(problems, key=lambda problem: (problem.at, problem.code))


def problem_lines(problem: Problem) -> Iterator[str]:
    """A problem for a terminal: where and what, then what was found, what was expected, and a line to paste."""
    kind = click.style(problem.severity.value, COLOURS[problem.severity], bold=True)
    yield f"{one_line(problem.at)}: {kind} {problem.code}: {one_line(problem.message)}"
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
    from narrator.cli.spans import Spans  # noqa: PLC0415  # only a machine asks

    spans = Spans()
    known = [{**asdict(p), **asdict(p.at), "end_column": spans.end(p)} for p in in_order(problems)]
    told = [{field: facts[field] for field in FIELDS} for facts in known]
    answer = {"problems": told, "built": built, **more, "exit": int(code)}
    return escaped(json.dumps(answer, ensure_ascii=False, indent=2))


@contextmanager
def answering(form: str, command: str) -> Iterator[None]:
    """A machine that asked for a form gets it, too, where the work cannot begin."""
    try:
        yield
    except UserError as error:
        if form == "text":
            raise
        at = getattr(error, "at", Location("data/events"))
        problems = (Problem(error.code, str(error), at, exit=error.exit),)
        answer(form, problems, error.exit, command)
        raise click.exceptions.Exit(error.exit) from error


def answer(form: str, problems: Iterable[Problem], code: Exit, command: str) -> None:
    """Say the problems of a command that built nothing in the form that a machine asked for; nothing to a person."""
    if form != "text":
        say(as_sarif(problems, command) if form == "sarif" else as_json(problems, [], code))


def as_sarif(problems: Iterable[Problem], command: str) -> str:
    """The problems of a command as SARIF 2.1.0, so that a pull request shows them inline."""
    from narrator.cli import sarif  # noqa: PLC0415 - few runs ask for it

    return escaped(sarif.log(in_order(problems), command))


def escaped(document: str) -> str:
    """JSON in which nothing that could fool a log stands raw; it means the same."""
    unseen = {ord(document[at]): json.dumps(document[at])[1:-1] for at in hidden(document)}
    return document.translate(unseen).replace("##", "#\\u0023")
