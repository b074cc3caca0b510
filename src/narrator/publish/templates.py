"""Checks the templates of a workspace in a confined child: to compile what somebody wrote is to work for them."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.publish.confine import problem_of, run_confined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from narrator.model.problem import Problems
    from narrator.pipeline import Desk


def check_templates(desk: Desk, events: Sequence[Path]) -> tuple[Problems, bool]:
    """What is wrong with the templates and style sheets in use, and whether names could be looked up.

    `events`: files of which articles tell what a template may name.

    Raises:
        EditionError: the check ran out of time or memory.
    """
    settings = desk.workspace.settings
    task = partial(_checked, desk, events)
    told = json.loads(run_confined(task, seconds=settings.seconds, megabytes=settings.megabytes))
    return tuple(map(problem_of, told["problems"])), told["named"]


def _checked(desk: Desk, events: Iterable[Path]) -> bytes:
    """Runs in the child."""
    from narrator.render import catalogue  # noqa: PLC0415  # heavy

    contexts = list(_contexts(desk, events))
    problems = catalogue.check(desk.workspace.templates, contexts)
    return json.dumps({"problems": [*map(asdict, problems)], "named": bool(contexts)}).encode()


def _contexts(desk: Desk, events: Iterable[Path]) -> Iterator[Mapping[str, object]]:
    """What articles on some events may name; the packaged templates stand in for those that may be broken."""
    from narrator.render import choices, draft, environment  # noqa: PLC0415

    packaged = replace(desk, workspace=replace(desk.workspace, root=environment.PACKAGED.parent))
    for path in events:
        case = pipeline.examine(path, desk)
        if case.is_sound:
            yield draft.names(pipeline.draft(case, packaged, choices.Turn())[0])
