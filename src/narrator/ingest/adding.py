"""One more report in an event file: below its figure, as the file is indented, with every other line as it was."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest import texts
from narrator.ingest.edit import UneditableError, meant
from narrator.ingest.layout import Layout, Line, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.ingest.tree import Path, Tree

WAITED = "not reported"


class Told(NamedTuple):
    """One report: of which figure, of which nature, whose, in which words."""

    figure: str
    nature: str
    source: str
    line: str

    @property
    def path(self) -> Path:
        """Where it goes."""
        return (*self.figure.split("."), self.nature, self.source)


def added(text: str, told: Told, fields: Mapping[str, str] | None = None, file: str = "") -> str:
    """The file with one more report; a second one of the same source makes its history, the first it waited for.

    `fields` are those of its record, where that is new.

    Raises:
        UneditableError: the figure or the source is none, or the report cannot be put there.
    """
    path, layout, given = told.path, Layout.of(text, file), fields or {}
    if "." not in told.figure or ":" in told.source or not all(path):
        found = f"'{told.figure}' by '{told.source}'"
        raise UneditableError(found=found, expected="a figure as liquidations.total, and a source")
    known = layout.document.places
    depth = next(depth for depth in range(len(path), -1, -1) if not depth or path[:depth] in known)
    asked = deepcopy(layout.document.tree)
    _put(asked, told, given)
    lines = _again(layout, path, told.line) if depth == len(path) else _new(layout, path[:depth], told, given)
    after = layout.joined(lines)
    if layout.lines and not layout.lines[-1].end:
        after = after.removesuffix("\n").removesuffix("\r")
    return meant(layout, after, asked)


def _put(tree: dict[str, Tree], told: Told, fields: Mapping[str, str]) -> None:
    """Put a report into the tree of a file."""
    path, node = told.path, tree
    for depth, part in enumerate(path[:-1], start=1):
        inner = node.setdefault(str(part), {**fields} if depth == 2 else {})  # noqa: PLR2004  # a record's
        name = ".".join(map(str, path[:depth]))
        if not isinstance(inner, dict):
            raise UneditableError(found=f"'{name}' is one line here", expected="reports by source below it")
        missing = [f"{key}={value}" for key, value in fields.items() if depth == 2 and inner.get(key) != value]  # noqa: PLR2004
        if missing:
            found = f"'{name}' is there already, without {', '.join(missing)}"
            raise UneditableError(found=found, expected="its fields changed in the file")
        node = inner
    earlier = node.get(told.source)
    kept = [each for each in (earlier if isinstance(earlier, list) else [earlier]) if each not in (None, WAITED)]
    line = texts.composed(told.line)
    node[told.source] = [*kept, line] if kept else line


def _new(layout: Layout, above: Path, told: Told, fields: Mapping[str, str]) -> list[Line]:
    """The lines with a report of a source that had none; `above` is what of its path is there."""
    step, path = layout.step, told.path
    below = layout.below(above)
    column = layout.column(below[0]) if below else layout.column(above) + step if above else 0
    at = layout.after(layout.span(above)[1], column) if above else len(layout.lines)
    new = [""] if not above and at and layout.lines[-1].text.strip() else []
    for depth, part in enumerate(path[len(above) :], start=len(above) + 1):
        new.append(f"{' ' * column}{part}:")
        column += step
        if depth == 2:  # noqa: PLR2004  # a record
            new += [f"{' ' * column}{key}: {value}" for key, value in fields.items()]
    new[-1] += f" {told.line}"
    return [*layout.lines[:at], *map(Line, new), *layout.lines[at:]]


def _again(layout: Layout, path: Path, report: str) -> list[Line]:
    """The lines with another report of a source that has one."""
    lines, value = layout.lines, layout.document.value(path)
    start, end = layout.span(path)
    head, items = lines[start], layout.below(path)
    key = head.text[: layout.column(path) + len(str(path[-1])) + 1]
    typed = head.text[len(key) :].removesuffix(head.comment).strip()
    if not items and (end > start + 1 or (typed and value is None)):
        raise UneditableError(found=f"the report of '{path[-1]}' is not a single line", expected="an edit by hand")
    column = layout.column(path) + layout.step
    waited = {at for item in items if layout.document.value(item) == WAITED for at in range(*layout.span(item))}
    if isinstance(value, dict):
        told = _as_item(lines[start + 1 : end], layout.column(items[0]), column)
    elif items:
        end = layout.after(end, head.indent + 1)
        told = [line for at, line in enumerate(lines[start + 1 : end], start + 1) if at not in waited]
        column = next((line.indent for line in told if line.role is Role.HEAD), -1)
    else:
        told = [Line(f"{' ' * column}- {typed}")]
        column = -1 if typed in {"", WAITED} else column
    if column < 0:  # nothing was told yet
        comment = head.comment + "".join(lines[at].comment for at in waited)
        left = [line for line in told if line.role is not Role.HEAD]
        return [*lines[:start], replace(head, text=f"{key} {report}{comment}"), *left, *lines[end:]]
    new = Line(f"{' ' * column}- {report}")
    return [*lines[:start], replace(head, text=key + head.comment), *told, new, *lines[end:]]


def _as_item(lines: tuple[Line, ...], was: int, column: int) -> list[Line]:
    """The lines of a block as those of an item of a list."""
    first = next(at for at, line in enumerate(lines) if line.role is Role.HEAD)
    moved = [
        replace(line, text=" " * max(0, line.indent + column + 2 - was) + line.text.lstrip(" ")) if line.text else line
        for line in lines
    ]
    moved[first] = replace(moved[first], text=f"{' ' * column}- {moved[first].text.lstrip(' ')}")
    return moved
