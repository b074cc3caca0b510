"""Memory: which variants the editions before this one used, so that two days do not read alike.

The choices are part of the input of a build: one event built alone must give the same bytes as the whole workspace
built at once. A published edition is remembered as it was published; an earlier one that is not published is remembered
as it would be drafted now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from narrator import pipeline
from narrator.errors import UserError
from narrator.ingest.documents import record_files
from narrator.publish.published import latest_publication
from narrator.render.choices import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrator.pipeline import Case, Desk

Built = Mapping[str, tuple[datetime, Mapping[str, int]]]
NONE: Built = MappingProxyType({})


def memory_of(case: Case, desk: Desk, language: str = "en", built: Built = NONE) -> Memory:
    """The choices of the editions that came out before a case, and its own where it is published already.

    `built`: when each edition of this very run came out, and its choices, by event id: it is not drafted once more.
    """
    if case.event is None:
        return Memory()
    files = filter(Path.is_file, record_files(desk.workspace.events))  # a pipe would never end
    others = [path for path in files if path.stem != case.id and not _is_later(path, case.event.published)]
    editions = [_edition(path, desk, language, built) for path in others]
    earlier = [edition for edition in editions if edition and edition[0] < case.event.published]
    remembered: list[Mapping[str, int]] = []
    for _, _, edition in sorted(earlier, key=itemgetter(0, 1)):
        with suppress(UserError):  # an earlier edition with a broken template is its own build's to report
            remembered.append(edition(Memory(tuple(remembered))))
    own = latest_publication(desk.workspace, case.id, language)
    return Memory(tuple(remembered), own.choices if own else {})


def _is_later(path: Path, published: datetime) -> bool:
    """Whether an event file plainly comes after a moment, which saves reading it; false where that is unclear."""
    try:
        head = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # its own build tells
        return False
    typed, zone = (
        re.search(rf"^  {key}: +(\S.*?) *(?:#.*)?$", head, re.MULTILINE) for key in ("published", "timezone")
    )
    with suppress(ValueError, OSError, KeyError):  # a zone that there is not is a KeyError
        if typed and zone:
            return datetime.strptime(typed[1], "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone[1])) > published
    return False


def _edition(
    path: Path, desk: Desk, language: str, built: Built
) -> tuple[datetime, str, Callable[[Memory], Mapping[str, int]]] | None:
    """When an event's edition came out, its id, and how its choices are found; None when it makes no edition."""
    latest = latest_publication(desk.workspace, path.stem, language)
    if latest:
        return latest.as_of, path.stem, lambda _: latest.choices
    if path.stem in built:
        return built[path.stem][0], path.stem, lambda _: built[path.stem][1]
    case = pipeline.examine(path, desk)
    if case.event is None or not case.is_sound or case.event.file.event.status != "ready":
        return None
    return case.event.published, path.stem, lambda memory: pipeline.draft(case, desk, memory, language)[1].choices
