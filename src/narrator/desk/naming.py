"""What a template can say now: the names that it is given, each with what it holds in this brief."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from narrator import pipeline
from narrator.publish.confine import run_confined
from narrator.publish.press import limits
from narrator.publish.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrator.case import Case, Desk
    from narrator.render.choices import Turn

MESSAGES = "en/messages/"
DEEP = 2
"""How far names are followed: `message.figure.body` is the third."""
LONGEST = 160
PLACE = r"(a place for its \1, where that is due)"


def names_now(case: Case, desk: Desk, template: str) -> list[tuple[str, str]]:
    """The names of a template with the texts that they hold, those that hold nothing left out.

    Raises:
        EditionError: the article could not be drafted.
    """
    turn = Turns(desk.workspace).of(case, "en")
    told: list[tuple[str, str]] = json.loads(run_confined(partial(_names, case, desk, template, turn), **limits(desk)))
    return told


def _names(case: Case, desk: Desk, template: str, turn: Turn) -> bytes:
    """Runs in the child."""
    from narrator.render.names import names_of  # noqa: PLC0415  # heavy

    _, draft = pipeline.draft(case, desk, turn)
    given = dict(draft.names)
    kind = template.removeprefix(MESSAGES).partition(".")[0]
    messages = getattr(given.get("story"), "messages", ())
    told = next((each for each in messages if template.startswith(MESSAGES) and each.kind == kind), None)
    given |= {"message": told} if told is not None else {}
    rows = (row for name, holds in names_of(template).items() if name in given for row in _of(name, holds, given[name]))
    return json.dumps(sorted(rows, key=lambda row: (not row[0].startswith("message"), row[0]))).encode()


def _of(name: str, holds: str, value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # any view
    """The texts below a name."""
    from narrator.render.cards import plain_text  # noqa: PLC0415
    from narrator.render.marks import OWED  # noqa: PLC0415
    from narrator.render.names import TEXT, TRUTH, members  # noqa: PLC0415

    if holds in {TEXT, TRUTH} or isinstance(value, str | bool):
        plain = plain_text(OWED.sub(PLACE, value)) if isinstance(value, str) else ""
        said = "true" if value is True else plain
        if said:
            yield name, said[:LONGEST]
    elif holds.startswith("["):
        for at, each in enumerate(value or ()):
            inner = holds.strip("[]")
            if isinstance(each, str) or depth < DEEP:
                yield from _of(f"{name}[{at}]", inner, each, DEEP)
    elif value and depth <= DEEP:
        for inner, held in members(holds).items():
            with suppress(Exception):  # what an event does not have cannot be read
                yield from _of(f"{name}.{inner}", held, getattr(value, inner), depth + 1)
