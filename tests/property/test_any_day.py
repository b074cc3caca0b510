"""Every day that `check` passes becomes an article that tells every figure and owes nothing (STORY.md 5)."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import Phase, assume, given, settings

from narrator import config, pipeline
from narrator.render.choices import Turn
from support.briefs import drafted
from support.days import EVENT_ID, days, workspace_texts
from support.told import faults

if TYPE_CHECKING:
    from narrator.case import Case, Desk
    from support.days import Day

SOAK = int(os.environ.get("SOAK", "0"))
"""How many days `make soak` asks for, others every time; without it they are few, and the same ones."""


@cache
def desk(locale: str) -> Desk:
    """A workspace in one English; it lives as long as the tests."""
    root = Path(tempfile.mkdtemp(prefix="any-day-"))
    for path, text in workspace_texts(locale).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "data" / "events").mkdir()
    workspace, problems = config.load(root)
    assert problems == ()
    return pipeline.open_desk(workspace)


def examined(day: Day) -> tuple[Case, Desk]:
    """A day as a case, and its workspace."""
    where = desk(day.locale)
    path = where.workspace.data / "events" / f"{EVENT_ID}.yaml"
    path.write_text(day.typed, encoding="utf-8")
    return pipeline.examine(path, where), where


@settings(max_examples=SOAK or 100, derandomize=not SOAK, database=None, phases=[Phase.generate])
@given(days())
def test_every_day_that_passes_is_told_in_full(day: Day) -> None:
    case, where = examined(day)
    assume(case.is_sound)
    scene, draft, refused = drafted(case, where, Turn())
    assert [*refused, *faults(scene, draft)] == [], f"{draft.markdown}\n{day.typed}"
