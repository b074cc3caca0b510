"""The report of a sentence of our own that contradicts its figure: what a person sends with a bug.

It holds the sentence, the figure, the lines of the records behind it, and the versions; no path of the machine, and
nothing of the workspace beyond those lines.
"""

from __future__ import annotations

import json
import platform
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from narrator.errors import Exit, OutputError, bytes_of
from narrator.publish.locks import STATE, state
from narrator.publish.writer import Change, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.case import Case, Desk
    from narrator.model.problem import Location, Problem, Problems

LONGEST = 200
"""How much of a line of a record is kept."""
PACKAGES = ("narrator", "Jinja2", "pydantic", "Babel")


def reported(case: Case, desk: Desk, locale: str, problems: Problems) -> Problems:
    """The problems of an edition; where some are bugs of ours, a report of them is written, and they name it."""
    ours = [problem for problem in problems if problem.exit is Exit.BUG]
    if not ours or case.event is None:
        return problems
    name = f"report-{case.id}.{locale}.json"
    facts = {
        "versions": {package: version(package) for package in PACKAGES} | {"Python": platform.python_version()},
        "event": case.id,
        "locale": locale,
        "findings": [_finding(problem, case, desk) for problem in ours],
    }
    data = (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()
    sent = f"another sentence: this is a bug in narrator, not in your records; please send {STATE}/{name}"
    try:
        with state(desk.workspace.root) as folder:
            take([Change(folder, name, folder.read(name), data)])
    except OutputError as error:
        sent = f"another sentence: this is a bug in narrator, please send these lines; its report is missing: {error}"
    return tuple(replace(problem, expected=sent) if problem in ours else problem for problem in problems)


def _finding(problem: Problem, case: Case, desk: Desk) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem.message,
        "sentence": problem.found,
        "line": problem.at.line,
        "figure": problem.figure,
        "explanation": [*getattr(case.figures.get(problem.figure or ""), "explanation", ())],
        "records": [*dict.fromkeys(_lines(problem.figure, case, desk))],
    }


def _lines(figure_id: str | None, case: Case, desk: Desk) -> Iterator[str]:
    """The lines of the records behind a figure, with their places."""
    figure = case.figures.get(figure_id or "")
    for name in figure.derived_from if figure else ():
        yield from _lines(name, case, desk)
    for judged in figure.reports if figure else ():
        yield f"{judged.report.at.file}:{judged.report.at.line}: {_line(judged.report.at, desk)}"


def _line(at: Location, desk: Desk) -> str:
    lines = bytes_of(desk.workspace.root / at.file).decode(errors="replace").splitlines()
    return lines[at.line - 1].strip()[:LONGEST] if at.line <= len(lines) else ""
