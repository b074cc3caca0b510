"""Checks the templates of a workspace in a confined child: to compile what somebody wrote is to work for them."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from narrator.publish.confine import problem_of, run_confined
from narrator.publish.press import limits

if TYPE_CHECKING:
    from narrator.case import Desk
    from narrator.model.problem import Problems


def check_templates(desk: Desk) -> Problems:
    """What is wrong with the templates and style sheets in use.

    Raises:
        EditionError: the check ran out of time or memory.
    """
    told = json.loads(run_confined(partial(_checked, desk), **limits(desk)))
    return tuple(map(problem_of, told))


def _checked(desk: Desk) -> bytes:
    """Runs in the child."""
    from narrator.render import catalogue  # noqa: PLC0415  # heavy

    workspace = desk.workspace
    return json.dumps([*map(asdict, catalogue.check(workspace.templates, workspace.settings.lexicon))]).encode()
