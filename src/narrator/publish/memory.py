"""Memory: which variants the editions before this one used, so that two days do not read alike.

The choices are part of the input of a build: one event built alone must give the same bytes as the whole workspace
built at once. A published edition is remembered as it was published; an earlier one that is not published is remembered
as it would be drafted now.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from narrator import pipeline
from narrator.errors import UserError
from narrator.publish import published
from narrator.render.choices import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from narrator.pipeline import Case, Desk


def memory_of(case: Case, desk: Desk, language: str = "en") -> Memory:
    """The choices of the editions published before a case, and its own where it is published already."""
    if case.event is None:
        return Memory()
    own = published.latest_publication(desk.workspace, case.id, language)
    earlier: list[tuple[datetime, str, Mapping[str, int] | Case]] = []
    for path in sorted(desk.workspace.events.iterdir()):
        if path.stem == case.id or path.suffix not in {".yaml", ".yml", ".json"}:
            continue
        found = _choices(path, desk, language)
        if found is not None and found[0] < case.event.published:
            earlier.append((found[0], path.stem, found[1]))
    remembered: list[Mapping[str, int]] = []
    for _, _, entry in sorted(earlier, key=lambda item: item[:2]):
        with suppress(UserError):  # an earlier edition with a broken template is its own build's to report
            if isinstance(entry, pipeline.Case):
                entry = pipeline.draft(entry, desk, Memory(tuple(remembered)), language)[1].choices  # noqa: PLW2901
            remembered.append(entry)
    return Memory(tuple(remembered), own.choices if own else {})


def _choices(path: Path, desk: Desk, language: str) -> tuple[datetime, Mapping[str, int] | Case] | None:
    """When an event's edition came out, with its choices, or the case to draft; None when it makes no edition."""
    latest = published.latest_publication(desk.workspace, path.stem, language)
    if latest is not None:
        return latest.as_of, latest.choices
    case = pipeline.examine(path, desk)
    if case.event is None or not case.is_sound or case.event.file.event.status != "ready":
        return None
    return case.event.published, case
