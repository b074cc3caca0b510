"""YAML and JSON files as plain trees in which every scalar is text and every place is known.

PyYAML's events are read in one flat loop and the tree is built here: nothing is constructed, resolved or expanded, so
no alias, tag or merge key can do anything, and depth and size are counted as they grow. The events come from libyaml
(`CSafeLoader`, 15 times faster): its parser keeps its states on the heap. What overflows the stack at depth 100,000
(SECURITY.md 1.4) is its composer, which is not used; the loop ends at depth 32, long before libyaml's own lists of
open brackets make it slow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from narrator.ingest import guard, jsonfile, texts
from narrator.ingest.tree import NO_TEXT, START, Builder, Mark, Place, UnreadableError
from narrator.model.problem import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as FilePath

    from narrator.ingest.tree import Path, Tree
    from narrator.model.problem import Problems


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a tree, with the place of every value, and the problems that reading it showed.

    `broken` are the paths whose values were taken out of the tree because a problem already names them.
    """

    file: str
    tree: dict[str, Tree]
    places: dict[Path, Place]
    problems: Problems
    broken: frozenset[Path] = frozenset()

    def at(self, path: Path, offset: int | None = None) -> Location:
        """Where a value stands, or the character at an offset in it; without an offset, the line of its key.

        A path that the file does not have is looked up from the nearest place above it.
        """
        while path not in self.places and path:
            path = path[:-1]
        key, value, indent = self.places.get(path, Place(START, START))
        if offset is None or indent == NO_TEXT:
            return Location(self.file, *key)
        text = self.value(path)
        before = text[:offset] if isinstance(text, str) else ""
        if indent and "\n" in before:
            column = len(before) - before.rindex("\n") - 1
            return Location(self.file, value.line + before.count("\n"), indent + column)
        return Location(self.file, value.line, value.column + len(before))

    def value(self, path: Path) -> Tree | None:
        """The value at a path, None where there is none."""
        node: Tree | None = self.tree
        for part in path:
            if isinstance(node, dict):
                node = node.get(str(part))
            elif isinstance(node, list) and isinstance(part, int) and part < len(node):
                node = node[part]
            else:
                return None
        return node

    def is_broken(self, path: Path) -> bool:
        """Whether a problem already names the block at a path, something in it, or what it stands in."""
        return any(gone[: len(path)] == path[: len(gone)] for gone in self.broken)

    def without(self, paths: Iterable[Path]) -> Document:
        """The document with some values taken out of its tree.

        A value that is missing takes its block with it, one in a list the whole list: indices stay what they were.
        """
        gone: set[Path] = set()
        for path in paths:
            gone.add(path)
            if path[:-1] in gone:
                continue
            while len(path) > 1 and (isinstance(path[-1], int) or self.value(path) is None):
                path = path[:-1]  # noqa: PLW2901  # the nearest thing that can be taken out
            block = self.value(path[:-1])
            if isinstance(block, dict):  # pragma: no branch  # what stands in a list is never taken out alone
                block.pop(str(path[-1]), None)
            gone.add(path)
        return replace(self, broken=self.broken | gone)


def relative(path: FilePath, root: FilePath) -> str:
    """The path of a file as messages print it: from the workspace, with slashes."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def read_document(path: FilePath, root: FilePath) -> Document:
    """The tree of a YAML or JSON file; with problems, of what of it could be read."""
    file = relative(path, root)
    text, problem = guard.decode(path.read_bytes(), file)
    if problem is not None:
        return Document(file, {}, {}, (problem,))
    return read_json(text, file) if path.suffix == ".json" else read_yaml(text, file)


def read_json(text: str, file: str) -> Document:
    """The tree of a JSON text, the same as that of the YAML text with the same contents."""
    builder = Builder(file, "JSN")
    try:
        jsonfile.read(text, builder)
    except UnreadableError:
        return Document(file, {}, {}, tuple(builder.problems))
    return _finished(builder)


def read_yaml(text: str, file: str) -> Document:
    """The tree of a YAML text, traps named and made harmless."""
    scanned = guard.scan(text, file)
    builder = Builder(file, "YML", problems=scanned.problems)
    reader = _Events(builder, scanned.text.split("\n"))
    try:
        for event in yaml.parse(texts.carried(scanned.text), Loader=yaml.CSafeLoader):
            reader.take(event)
    except UnreadableError:
        return Document(file, {}, {}, tuple(builder.problems))
    except yaml.MarkedYAMLError as error:
        if not scanned.trapped:
            at = error.problem_mark or error.context_mark
            mark = Mark(at.line + 1, at.column + 1) if at else START
            message = f"this line does not fit the lines above it ({error.problem})"
            builder.problem("011", message, mark, "", "'key: value' lines, each indented like its neighbours")
        return Document(file, {}, {}, tuple(builder.problems))
    for path, place in builder.places.items():
        is_trapped = place.indent != NO_TEXT and place.value.line in scanned.trapped
        if path and (is_trapped or place.key.line in scanned.trapped):
            builder.broken.add(path)
    document = _finished(builder)
    return replace(document, problems=(*document.problems, *_hidden_beside(text, document)))


class _Events:
    """What each event of PyYAML does to the tree."""

    def __init__(self, builder: Builder, lines: list[str]) -> None:
        self.builder = builder
        self.lines = lines

    def take(self, event: yaml.Event) -> None:
        """Build what an event says; refuse what event files do not use."""
        start = event.start_mark
        mark = Mark(start.line + 1, start.column + 1) if start else START
        if isinstance(event, yaml.DocumentStartEvent) and self.builder.root is not None:
            self.builder.stop("007", "a second document begins here", mark, "one document a file")
        elif isinstance(event, yaml.AliasEvent):
            self.builder.stop("008", "aliases are not allowed", mark, "the value written out")
        elif isinstance(event, yaml.CollectionEndEvent):
            self.builder.close()
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._node(event, mark)

    def _node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark) -> None:
        if event.anchor is not None or event.tag is not None:
            self.builder.stop("008", "anchors and tags are not allowed", mark, "the value alone")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, mark)
        elif event.flow_style or self.builder.awaits_key:
            self.builder.stop("009", "braces and brackets are not used here", mark, "'key: value' lines")
        else:
            self.builder.open({} if isinstance(event, yaml.MappingStartEvent) else [], mark)

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        if self.builder.awaits_key:
            self.builder.name(event.value, mark)
        elif event.style in {"|", ">"}:
            text = next((line for line in self.lines[mark.line :] if line.strip()), "")
            column = len(text) - len(text.lstrip(" ")) + 1
            indent = column if event.style == "|" else 0
            self.builder.put(event.value.rstrip("\n"), Mark(mark.line + 1, column), indent)
        else:
            self.builder.put(event.value, mark)


def _finished(builder: Builder) -> Document:
    """The document of a builder, its texts inspected and composed."""
    if not isinstance(builder.root, dict) and not builder.problems:
        builder.problem("012", "the file holds no 'key: value' lines", START, "", "the fields of the file")
    tree = builder.root if isinstance(builder.root, dict) else {}
    document = Document(builder.file, tree, builder.places, ())
    found = tuple(_inspected(document, (), tree, builder.broken))
    document = document.without(sorted(builder.broken, key=len))
    return replace(document, problems=(*builder.problems, *found))


def _inspected(
    document: Document, path: Path, tree: dict[str, Tree] | list[Tree], broken: set[Path]
) -> Iterator[Problem]:
    """What is wrong with the texts and keys of a tree; what is refused becomes broken, what stays is composed."""
    parts: list[tuple[str | int, Tree]] = list(tree.items() if isinstance(tree, dict) else enumerate(tree))
    for part, value in parts:
        inner = (*path, part)
        if inner in broken:
            continue
        if isinstance(part, str):
            yield from _problems(document, inner, texts.inspect(part, part, is_name=True), broken, is_key=True)
        if not isinstance(value, str):
            yield from _inspected(document, inner, value, broken)
            continue
        field = next((each for each in reversed(inner) if isinstance(each, str)), "")
        findings = texts.inspect(value, ".".join(map(str, inner)), is_name=field in texts.NAMES)
        yield from _problems(document, inner, findings, broken)
        tree[part] = texts.composed(value)  # type: ignore[index]  # the key is the tree's own


def _problems(
    document: Document, path: Path, findings: Iterable[texts.Finding], broken: set[Path], *, is_key: bool = False
) -> Iterator[Problem]:
    for finding in findings:
        at = document.at(path, None if is_key else finding.offset)
        key = "-" if isinstance(path[-1], int) else f"{path[-1]}:"
        example = finding.example and (f"{finding.example}:" if is_key else f"{key} {finding.example}")
        yield Problem(
            finding.code, finding.message, at, finding.found, finding.expected, example, severity=finding.severity
        )
        if finding.severity is Severity.ERROR:
            broken.add(path)


def _hidden_beside(text: str, document: Document) -> Iterator[Problem]:
    """Characters that nobody sees outside the fields: in comments, where they can still fool a reader of the file."""
    told = {problem.at.line for problem in document.problems}
    for number, line in enumerate(text.split("\n") if texts.has_hidden(text) else (), start=1):
        at = next(texts.hidden(line), None)
        if at is not None and number not in told:
            found = texts.named(line[at])
            where = Location(document.file, number, at + 1)
            yield Problem("TXT001", f"character {found} in line {number}", where, found, "visible characters only")
