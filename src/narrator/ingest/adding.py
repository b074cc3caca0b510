"""One more report or value in an event file: below its figure, as the file is indented, every other line as it was."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from narrator.ingest import texts
from narrator.ingest.edit import UneditableError, meant
from narrator.ingest.layout import Layout, Line, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


class Put(NamedTuple):
    """What is to stand in a place where nothing is: a line, or a block of lines by key."""

    path: Path
    value: str | dict[str, str]


def put(text: str, puts: Iterable[Put], file: str = "") -> str:
    """The file with more values, each with the blocks above it that are missing.

    Raises:
        UneditableError: something else stands in a place, or a value cannot be put there.
    """
    for path, value in puts:
        layout = Layout.of(text, file)
        above = _known(layout, path)
        name = ".".join(map(str, path))
        if above == path:
            found = f"'{name}' is there already: {layout.document.value(path)}"
            raise UneditableError(found=found, expected=f"nothing, or '{value}'")
        asked = deepcopy(layout.document.tree)
        _node(asked, path[:-1])[str(path[-1])] = _composed(value)
        text = _ended(layout, _new(layout, above, path, value), asked)
    return text


def without(text: str, path: Path, file: str = "") -> str:
    """The file without what stands in a place, and without the blocks above it that hold nothing else."""
    layout = Layout.of(text, file)
    while path[1:] and len(layout.below(path[:-1])) == 1:
        path = path[:-1]
    start, end = layout.span(path)
    asked = deepcopy(layout.document.tree)
    _node(asked, path[:-1]).pop(str(path[-1]))
    return _ended(layout, [*layout.lines[:start], *layout.lines[end:]], asked)


def _composed(value: str | dict[str, str]) -> Tree:
    """A value as it is read back."""
    return (
        texts.composed(value) if isinstance(value, str) else {key: texts.composed(line) for key, line in value.items()}
    )


def replaced(text: str, path: Path, line: str, file: str = "") -> str:
    """The file with another value in a place, its comment kept; a new one where there is none.

    Raises:
        UneditableError: no single line stands there.
    """
    layout = Layout.of(text, file)
    if path not in layout.document.places:
        return put(text, [Put(path, line)], file)
    start, end = layout.span(path)
    if end > start + 1 or layout.below(path):
        name = ".".join(map(str, path))
        raise UneditableError(found=f"'{name}' is more than a line", expected="an edit by hand")
    head, asked = layout.lines[start], deepcopy(layout.document.tree)
    _node(asked, path[:-1])[str(path[-1])] = texts.composed(line)
    key = head.text[: layout.column(path) + len(str(path[-1])) + 1]
    new = replace(head, text=f"{key} {line}{head.comment}")
    return _ended(layout, [*layout.lines[:start], new, *layout.lines[end:]], asked)


def _node(tree: dict[str, Tree], path: Path) -> dict[str, Tree]:
    """The block at a path, with the blocks above it, made where they are missing.

    Raises:
        UneditableError: something else stands there.
    """
    node = tree
    for part in path:
        inner = node.setdefault(str(part), {})
        if not isinstance(inner, dict):
            raise UneditableError(found=f"'{part}' is one line here", expected="a block")
        node = inner
    return node


def _known(layout: Layout, path: Path) -> Path:
    """As much of a path as is there."""
    known = layout.document.places
    return next(path[:depth] for depth in range(len(path), -1, -1) if not depth or path[:depth] in known)


def _ended(layout: Layout, lines: list[Line], asked: dict[str, Tree]) -> str:
    """The text of changed lines, which ends as the file did, where it means what was asked for."""
    after = layout.joined(lines)
    if layout.lines and not layout.lines[-1].end:
        after = after.removesuffix("\n").removesuffix("\r")
    return meant(layout, after, asked)


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
    above = _known(layout, path)
    asked = deepcopy(layout.document.tree)
    _put(asked, told, given)
    lines = _again(layout, path, told.line) if above == path else _new(layout, above, path, told.line, given)
    return _ended(layout, lines, asked)


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


def _new(
    layout: Layout,
    above: Path,
    path: Path,
    value: str | dict[str, str],
    fields: Mapping[str, str] = MappingProxyType({}),
) -> list[Line]:
    """The lines with a value where none was; `above` is what of its path is there, `fields` those of a new record."""
    step = layout.step
    below = layout.below(above)
    column = layout.column(below[0]) if below else layout.column(above) + step if above else 0
    at = layout.after(layout.span(above)[1], column) if above else len(layout.lines)
    new = [""] if not above and at and layout.lines[-1].text.strip() else []
    for depth, part in enumerate(path[len(above) :], start=len(above) + 1):
        new.append(f"{' ' * column}{part}:")
        column += step
        if depth == 2:  # noqa: PLR2004  # a record
            new += [f"{' ' * column}{key}: {value}" for key, value in fields.items()]
    if isinstance(value, str):
        new[-1] += f" {value}"
    else:
        new += [f"{' ' * column}{key}: {line}" for key, line in value.items()]
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
