"""Yesterday's event file for a new one: records, sources, comments without numbers; figures wait for their reports."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest.adding import WAITED
from narrator.ingest.edit import canonical, checked, day_of, meant, sound
from narrator.ingest.layout import Role
from narrator.ingest.tree import value_at
from narrator.model.kinds import KINDS, Part
from narrator.model.report import NATURE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrator.ingest.layout import Layout, Line
    from narrator.ingest.tree import Path, Tree

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"\d")
KEPT = ("event", *KINDS)
"""The kinds that a new event takes over from another: what was said, left out or expected belongs to its day."""
NATURES = {*NATURE_KEYS, "circulating"}
OF_ITS_DAY = {"note", "differ", "checked", "band", "when"}


def emptied(text: str, event_id: str, file: str = "") -> str:
    """Another event's file for a new one.

    Days move on by as many as lie between the two ids; what is of its day and cannot be moved is left out.

    Raises:
        NotAnIdError: the id is none.
        UneditableError: the file cannot be read as it is.
    """
    new, layout = day_of(checked(event_id)), sound(text, file)
    old = day_of(str(layout.document.value(("event", "id"))))
    fixed = {"id": event_id, "status": "draft", "view": "", "default_window": "24h"}
    if new is None or old is None:
        day = str(new or "YYYY-MM-DD")
        fixed |= {"published": f"{day} 09:00", "days": day}
    move = _Move({("event", key): value for key, value in fixed.items()}, new - old if new and old else None)
    asked = move.left((), layout.document.tree) or {}
    head = value_at(asked, ("event",))
    if isinstance(head, dict) and value_at(asked, tuple(str(head.get("main")).split(".")[:2])) is None:
        head.pop("main", None)
    return canonical(meant(layout, layout.joined([*_left(layout, asked)]), asked), file)


class _Move(NamedTuple):
    """What becomes of another day's values: `fixed` by path, "" for nothing; days move on `by` so much, where known."""

    fixed: Mapping[Path, str]
    by: timedelta | None

    def left(self, path: Path, node: Tree) -> Tree | None:
        """What is left of a value; None for nothing."""
        if path in self.fixed:
            return self.fixed[path] or None
        if path and (path[0] not in KEPT or (OF_ITS_DAY & {*path[2:4]} and not NATURES & {*path[2:3]})):
            return None
        if NATURES & {*path[2:-1]} or (path[2:] == (Part.PRICE,) and isinstance(node, str)):
            return WAITED
        if isinstance(node, dict):
            kept = {key: self.left((*path, key), inner) for key, inner in node.items()}
            return {key: inner for key, inner in kept.items() if inner is not None} or None
        is_dated = path[:2] in {("event", "published"), ("event", "days")} or (path[2:] and path[-1] == "window")
        return self._moved(node) if is_dated and isinstance(node, str) else node

    def _moved(self, typed: str) -> str | None:
        if "month" in typed or (self.by is None and DAY.search(typed)):
            return None
        try:
            return DAY.sub(lambda day: str(date.fromisoformat(day[0]) + (self.by or timedelta())), typed)
        except (ValueError, OverflowError):
            return None


def _left(layout: Layout, asked: Tree) -> Iterator[Line]:
    """The lines of what is left of a file; comments without numbers stay with their kind."""
    for line in layout.lines:
        path = line.paths[0] if line.paths else line.owner
        was, now = layout.document.value(path), value_at(asked, path)
        if line.role in {Role.COMMENT, Role.BLANK}:
            if (not path or path[0] in KEPT) and not NUMBER.search(line.text):
                yield line
        elif was == now or (line.role is Role.HEAD and isinstance(now, dict)):
            yield line
        elif line.role is Role.HEAD and isinstance(now, str):
            head = line.text[: line.text.index(":", layout.column(path)) + 1]
            yield replace(line, text=f"{head} {now}{line.comment if path[0] == 'event' else ''}")
