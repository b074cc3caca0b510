"""YAML and JSON files as plain trees in which every scalar is text and every place is known.

Both are read as the same tokens, from which the tree is built here: nothing is constructed, resolved or expanded, so
no alias, tag or merge key can do anything, and depth and size are counted as they grow. PyYAML's events come from
libyaml (`CSafeLoader`, 15 times faster): its parser keeps its states on the heap. What overflows the stack at depth
100,000 (SECURITY.md 1.4) is its composer, which is not used; the builder ends at depth 32, long before libyaml's own
lists of open brackets make it slow.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import yaml

from narrator.ingest import guard, texts
from narrator.ingest.tree import Document, Mark, Place
from narrator.model.problem import Location, Problem, paste
from narrator.model.text import has_hidden, hidden

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from narrator.ingest.tree import Path, Tree

SUFFIXES = {".yaml", ".yml", ".json"}
MAX_NODES = 50_000
JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s,:{}\[\]"]+')
EXCERPT = 40
KINDS = {
    yaml.MappingStartEvent: "{",
    yaml.SequenceStartEvent: "[",
    yaml.MappingEndEvent: "}",
    yaml.SequenceEndEvent: "}",
}
BRACES = ("009", "braces and brackets are not used here", "'key: value' lines")


class Token(NamedTuple):
    """What a file holds next.

    `kind` is `"` for a text, `{` and `[` for a mapping or list that begins, `}` for either that ends, `0` for what is
    no text in JSON; `indent` is the column of a block text, `last` the last line of a text in YAML.
    """

    kind: str
    mark: Mark
    text: str = ""
    indent: int = 0
    last: int = 0


class UnreadableError(ValueError):
    """A file that cannot be read on from here; the problem is noted already."""


@dataclass(slots=True)
class Builder:
    """Builds the tree of a document from tokens, and refuses what none of our files needs.

    `code` begins the codes of its problems; of the lines in `trapped` nothing is kept.
    """

    document: Document
    code: str
    trapped: set[int] = field(default_factory=set)

    def build(self, tokens: Iterator[Token]) -> Document:
        """The document with its tree, the texts inspected and composed; with problems, what of it could be read."""
        try:
            root = [self._value(token, (), token.mark, tokens) for token in tokens]
        except UnreadableError:
            return self.document
        if root and isinstance(root[0], dict):
            self.document.tree = root[0]
        elif not self.document.found:
            self.problem(f"{self.code}012", "the file holds no 'key: value' lines", "the fields of the file", Mark())
        self.document.take_out(sorted(self.document.broken, key=len))
        return self.document

    def _value(self, token: Token, path: Path, key: Mark, tokens: Iterator[Token]) -> Tree:
        self.document.places[path] = Place(key, token.mark, token.indent, token.last)
        if len(self.document.places) > MAX_NODES:
            self.stop(f"{self.code}005", f"the file has more than {MAX_NODES:,} values", "", token.mark)
        is_block = token.kind in "{["
        if is_block and len(path) == guard.MAX_DEPTH:
            self.stop(f"{self.code}004", f"nested too deeply: more than {guard.MAX_DEPTH} levels", "", token.mark)
        if path and not self.trapped.isdisjoint({key.line} if is_block else {key.line, token.mark.line}):
            self.document.broken.add(path)
        if is_block:
            inner = takewhile(lambda token: token.kind != "}", tokens)
            return self._mapping(path, inner, tokens) if token.kind == "{" else self._list(path, inner, tokens)
        if token.kind == "0":
            self._refuse_word(token, path)
        elif path:
            self._inspect(token.text, path)
        return texts.composed(token.text)

    def _list(self, path: Path, inner: Iterator[Token], tokens: Iterator[Token]) -> Tree:
        return [self._value(token, (*path, index), token.mark, tokens) for index, token in enumerate(inner)]

    def _mapping(self, path: Path, keys: Iterator[Token], tokens: Iterator[Token]) -> Tree:
        block: dict[str, Tree] = {}
        for token in keys:
            key = token.text
            if token.kind != '"':
                self.stop(*BRACES, token.mark)
            if key in block:
                lines = f"(lines {self.document.places[*path, key].key.line}, {token.mark.line})"
                self.problem(
                    f"{self.code}006", f"duplicate key '{key}' {lines}", "each key once in its block", token.mark, key
                )
                key = f"{key} {token.mark.line}"
                self.document.broken.add((*path, key))
            inner = (*path, key)
            self.document.places[inner] = Place(token.mark, token.mark)
            self._inspect(key, inner, is_key=True)
            block[key] = self._value(next(tokens), inner, token.mark, tokens)
        return block

    def _inspect(self, text: str, path: Path, *, is_key: bool = False) -> None:
        """Note what is wrong with a text or key; what is refused becomes broken."""
        if path in self.document.broken:
            return
        last = next((part for part in reversed(path) if isinstance(part, str)), "")
        where = text if is_key else ".".join(map(str, path))
        place = self.document.places[path]
        for offset, found in texts.inspect(text, where, is_name=is_key or last in texts.NAMES):
            at = Location(self.document.file, *place.key) if is_key else place.at(self.document.file, text, offset)
            line, file = found.example, self.document.file
            line = line and (paste(file, {}, line) if is_key else paste(file, line, path[-1]))
            self.document.found.append(replace(found, at=at, example=line))
            if found.is_error:
                self.document.broken.add(path)

    def _refuse_word(self, token: Token, path: Path) -> None:
        """A number, true, false or null of JSON is named, and read as nothing."""
        is_finite = token.text in {"true", "false", "null"} or abs(float(token.text)) < float("inf")
        message = f"'{'.'.join(map(str, path))}' is {'not text' if is_finite else 'not a finite number'}"
        shown = token.text[:EXCERPT]
        expected = "the value as text in quotes, as a YAML file has it"
        at = Location(self.document.file, *token.mark)
        line = paste(self.document.file, shown if shown == token.text else "VALUE", path[-1] if path else None)
        self.document.found.append(Problem("JSN002", message, at, shown, expected, line))
        self.document.broken.add(path)

    def problem(self, code: str, message: str, expected: str, mark: Mark, found: str = "") -> None:
        """Note a problem after which the file can be read on."""
        at = Location(self.document.file, *mark)
        self.document.found.append(Problem(code, message, at, found, expected))

    def stop(self, code: str, message: str, expected: str, mark: Mark) -> NoReturn:
        """Note a problem after which it cannot.

        Raises:
            UnreadableError: always.
        """
        self.problem(code, message, expected, mark)
        raise UnreadableError


def record_files(folder: FilePath) -> list[FilePath]:
    """The files of records in a folder, by name; a name that begins with a dot is an editor's or the system's own."""
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in entries if path.suffix in SUFFIXES and not path.name.startswith("."))


def relative(path: FilePath, root: FilePath) -> str:
    """The path of a file as messages print it: from the workspace, with slashes."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def read_document(path: FilePath, root: FilePath) -> Document:
    """The tree of a YAML or JSON file; with problems, of what of it could be read."""
    file = relative(path, root)
    try:
        raw = path.read_bytes() if path.is_file() else None  # a pipe would never end
    except OSError:
        raw = None
    if raw is None:
        return Document(
            file, found=[Problem("YML013", "this file cannot be read", Location(file), expected="a text file")]
        )
    return document_of(raw, file)


def document_of(raw: bytes, file: str) -> Document:
    """The tree of what a YAML or JSON file holds; with problems, of what of it could be read."""
    text, problem = guard.decode(raw, file)
    if problem is not None:
        return Document(file, found=[problem])
    return read_json(text, file) if file.endswith(".json") else read_yaml(text, file)


def read_json(text: str, file: str) -> Document:
    """The tree of a JSON text, the same as that of the YAML text with the same contents."""
    builder = Builder(Document(file), "JSN")
    return builder.build(_json_tokens(text, builder))


def _json_tokens(text: str, builder: Builder) -> Iterator[Token]:
    r"""The tokens of a JSON text.

    Why: `json` decides what is JSON, but gives no places and drops the digits of numbers. A text that it has accepted
    needs no grammar to be taken apart. (libyaml, which could read it, refuses `\ud83d\ude00`.)
    """
    try:
        json.loads(text, parse_int=str, parse_float=str)  # no digits are looked at: 5,000 of them would be a ValueError
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        builder.stop("JSN001", message, "JSON, or a file named .yaml", Mark(error.lineno, error.colno))
    except RecursionError:
        builder.stop("JSN004", "nested too deeply", "'key: value' pairs", Mark())
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    for part in JSON_TOKEN.finditer(text):
        line = bisect_right(starts, part.start())
        mark = Mark(line, part.start() - starts[line - 1] + 1)
        if part[0][0] == '"':
            yield Token('"', Mark(line, mark.column + 1), json.loads(part[0]))
        else:
            yield Token({"]": "}"}.get(part[0], part[0]) if part[0] in "{}[]" else "0", mark, part[0])


def read_yaml(text: str, file: str) -> Document:
    """The tree of a YAML text, traps named and made harmless."""
    scanned = guard.scan(text, file)
    builder = Builder(Document(file, found=scanned.problems), "YML", scanned.trapped)
    try:
        document = builder.build(_yaml_tokens(scanned.text, builder))
    except yaml.MarkedYAMLError as error:
        if not scanned.trapped:
            at = error.problem_mark or error.context_mark
            mark = Mark(at.line + 1, at.column + 1) if at else Mark()
            message = f"this line does not fit the lines above it ({error.problem})"
            builder.problem("YML011", message, "'key: value' lines, each indented like its neighbours", mark)
        return builder.document
    document.found += _hidden_beside(text, document)
    return document


def _yaml_tokens(text: str, builder: Builder) -> Iterator[Token]:
    lines = text.split("\n")
    for event in yaml.parse(texts.carried(text), Loader=yaml.CSafeLoader):
        start = event.start_mark
        mark = Mark(start.line + 1, start.column + 1) if start else Mark()
        if refusal := _refusal(event, is_second=bool(builder.document.places)):
            builder.stop(*refusal, mark)
        if isinstance(event, yaml.ScalarEvent):
            yield _text(event, mark, lines)
        elif type(event) in KINDS:
            yield Token(KINDS[type(event)], mark)


def _refusal(event: yaml.Event, *, is_second: bool) -> tuple[str, str, str] | None:
    """What event files do not use: the number of the problem, its message, what is expected."""
    if isinstance(event, yaml.DocumentStartEvent) and is_second:
        return "007", "a second document begins here", "one document per file"
    if isinstance(event, yaml.AliasEvent):
        return "008", "aliases are not allowed", "the value written out"
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and (event.anchor or event.tag):
        return "008", "anchors and tags are not allowed", "the value alone"
    return BRACES if isinstance(event, yaml.CollectionStartEvent) and event.flow_style else None


def _text(event: yaml.ScalarEvent, mark: Mark, lines: list[str]) -> Token:
    """A scalar; that of a block begins on a line below its sign."""
    end = event.end_mark
    last = end.line + (end.column > 0) if end else 0
    if event.style not in {"|", ">"}:
        return Token('"', mark, event.value, last=last)
    first = next((lines[at] for at in range(mark.line, len(lines)) if lines[at].strip()), "")
    column = len(first) - len(first.lstrip(" ")) + 1
    return Token('"', Mark(mark.line + 1, column), event.value.rstrip("\n"), column if event.style == "|" else 0, last)


def _hidden_beside(text: str, document: Document) -> Iterator[Problem]:
    """Characters that nobody sees outside the fields: in comments, where they can still fool a reader of the file."""
    told = {problem.at.line for problem in document.found}
    for number, line in enumerate(text.split("\n") if has_hidden(text) else (), start=1):
        at = hidden(line)
        if at and number not in told:
            found = texts.named(line[at[0]])
            where = Location(document.file, number, at[0] + 1)
            yield Problem("TXT001", f"character {found} in line {number}", where, found, "visible characters only")
