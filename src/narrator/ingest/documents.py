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
from narrator.ingest.tree import START, Builder, Mark, Place, UnreadableError
from narrator.model.problem import Location, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path as FilePath

    from narrator.ingest.tree import Path, Tree
    from narrator.model.problem import Problems

EXAMPLE = "event:\n  id: 2026-03-03-example"


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
        while path not in self.places:
            path = path[:-1]
        place = self.places[path]
        if offset is None:
            return Location(self.file, *(place.key if path else place.value))
        before = self._text(path)[:offset]
        if place.indent and "\n" in before:
            column = len(before) - before.rindex("\n") - 1
            return Location(self.file, place.value.line + before.count("\n"), place.indent + column)
        return Location(self.file, place.value.line, place.value.column + len(before))

    def _text(self, path: Path) -> str:
        value = self.value(path)
        return value if isinstance(value, str) else ""

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

    def without(self, paths: Iterable[Path]) -> Document:
        """The document with some values taken out of its tree.

        A value that is missing takes its block with it, one in a list the whole list: indices stay what they were.
        """
        gone = set()
        for path in paths:
            given = path
            while path and (isinstance(path[-1], int) or self.value(path) is None):
                path = path[:-1]  # noqa: PLW2901  # the nearest thing that can be taken out
            remove(self.tree, path)
            gone.update((given, path))
        return replace(self, broken=self.broken | gone)


def relative(path: FilePath, root: FilePath) -> str:
    """The path of a file as messages print it: from the workspace, with slashes."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def read_document(path: FilePath, root: FilePath) -> Document:
    """The tree of a YAML or JSON file; with problems, of what of it could be read."""
    file = relative(path, root)
    text, problem = guard.decode(path.read_bytes(), file)
    if problem is not None:
        return Document(file, {}, {(): Place(START, START)}, (problem,))
    return read_json(text, file) if path.suffix == ".json" else read_yaml(text, file)


def read_json(text: str, file: str) -> Document:
    """The tree of a JSON text, the same as that of the YAML text with the same contents."""
    builder = Builder(file, "JSN")
    try:
        jsonfile.read(text, builder)
    except UnreadableError as error:
        builder.problems.append(error.problem)
    return _finished(builder)


def read_yaml(text: str, file: str) -> Document:
    """The tree of a YAML text, traps named and made harmless."""
    scanned = guard.scan(text, file)
    builder = Builder(file, "YML", problems=list(scanned.problems))
    reader = _Events(builder, scanned.text.split("\n"))
    try:
        for event in yaml.parse(texts.carried(scanned.text), Loader=yaml.CSafeLoader):
            reader.take(event)
    except UnreadableError as error:
        builder.problems.append(error.problem)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_unreadable(error, scanned.text, builder))
    lines = scanned.trapped
    builder.broken.update(path for path, place in builder.places.items() if path and place.key.line in lines)
    document = _finished(builder)
    return replace(document, problems=(*document.problems, *_hidden_beside(text, document)))


class _Events:
    """What each event of PyYAML does to the tree."""

    def __init__(self, builder: Builder, lines: list[str]) -> None:
        self.builder = builder
        self.lines = lines
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Build what an event says; refuse what event files do not use."""
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.builder.stop("07", "a second document begins here", mark, "one document")
        elif isinstance(event, yaml.AliasEvent):
            raise self.builder.stop("08", "aliases are not allowed", mark, "the value written out")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.builder.close()

    def _node(self, event: yaml.NodeEvent, mark: Mark) -> None:
        if event.anchor is not None or event.tag is not None:
            raise self.builder.stop("08", "anchors and tags are not allowed", mark, "the value alone")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, mark)
            return
        if event.flow_style:
            raise self.builder.stop(
                "09", "braces and brackets are not used here", mark, "block style: one line a value"
            )
        if self.builder.awaits_key:
            raise self.builder.stop("10", "a key is one line of text", mark, "'key: value'")
        self.builder.open({} if isinstance(event, yaml.MappingStartEvent) else [], mark)

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        if self.builder.awaits_key:
            self.builder.name(event.value, mark)
        elif event.style in {"|", ">"}:
            indent = self._indent(mark.line)
            self.builder.put(event.value, Mark(mark.line + 1, indent), indent if event.style == "|" else 0)
        else:
            self.builder.put(event.value, mark)

    def _indent(self, line: int) -> int:
        """The 1-based column of the text below a line."""
        text = next((text for text in self.lines[line:] if text.strip()), "")
        return len(text) - len(text.lstrip(" ")) + 1


def _unreadable(error: yaml.MarkedYAMLError, text: str, builder: Builder) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    found = text.split("\n")[line].strip() if mark else ""
    expected = "'key: value' lines, each indented like its neighbours"
    message = f"this line does not fit the lines above it ({error.problem})"
    return builder.stop("11", message, Mark(line + 1, column + 1), expected).problem


def _finished(builder: Builder) -> Document:
    """The document of a builder, texts composed, with what is wrong with them."""
    tree = builder.root if isinstance(builder.root, dict) else {}
    if not tree and not builder.problems:
        builder.problem("12", "the file holds no 'key: value' lines", START, "", "the fields of an event", EXAMPLE)
    builder.places.setdefault((), Place(START, START))
    document = Document(builder.file, tree, builder.places, ())
    found = tuple(_inspected(document, (), tree, builder.broken))
    document = document.without(sorted(builder.broken, key=len))
    return replace(document, problems=(*builder.problems, *found))


def remove(tree: Tree, path: Path) -> None:
    """Take a value out of a tree; one that is not there is no matter."""
    for part in path[:-1]:
        if isinstance(tree, dict) and part in tree:
            tree = tree[str(part)]
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return
    if isinstance(tree, dict):
        tree.clear() if not path else tree.pop(str(path[-1]), None)


def _inspected(document: Document, path: Path, tree: Tree, broken: set[Path]) -> Iterator[Problem]:
    """What is wrong with the texts and keys of a tree; what is refused becomes broken, what stays is composed."""
    for part, value in list(tree.items() if isinstance(tree, dict) else enumerate(tree)):
        inner = (*path, part)
        if inner in broken:
            continue
        if isinstance(part, str) and not part.isascii():
            yield from _found(document, inner, texts.inspect(part, part, is_name=True), broken, is_key=True)
        if isinstance(value, str):
            yield from _text(document, inner, value, broken)
            tree[part] = texts.composed(value)  # type: ignore[call-overload,index]  # the key is the tree's own
        else:
            yield from _inspected(document, inner, value, broken)


def _text(document: Document, path: Path, value: str, broken: set[Path]) -> Iterator[Problem]:
    where = ".".join(map(str, path))
    if not value.strip():
        broken.add(path)
        expected = "a value, 'not stated', or no such line"
        yield Problem("TXT005", f"'{where}' is empty", document.at(path), "", expected)
        return
    field = next((part for part in reversed(path) if isinstance(part, str)), "")
    yield from _found(document, path, texts.inspect(value, where, is_name=field in texts.NAMES), broken)


def _found(
    document: Document, path: Path, findings: Iterable[texts.Finding], broken: set[Path], *, is_key: bool = False
) -> Iterator[Problem]:
    for finding in findings:
        at = document.at(path, None if is_key else finding.offset)
        yield Problem(finding.code, finding.message, at, finding.found, finding.expected, severity=finding.severity)
        if finding.severity is Severity.ERROR:
            broken.add(path)


def _hidden_beside(text: str, document: Document) -> Iterator[Problem]:
    """Characters that nobody sees outside the fields: in comments, where they can still fool a reader of the file."""
    lines = {problem.at.line for problem in document.problems if problem.code == "TXT001"}
    if next(texts.hidden(text), None) is None:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        at = next(texts.hidden(line), None)
        if at is not None and number not in lines:
            found = texts.named(line[at])
            where = Location(document.file, number, at + 1)
            yield Problem("TXT001", f"character {found} in line {number}", where, found, "visible characters only")
