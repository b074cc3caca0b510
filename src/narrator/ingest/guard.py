"""What is looked at before YAML is: raw bytes, and the lines on which YAML would do something that nobody meant.

YAML cuts `8,100 BTC` in two inside braces, drops what follows ` #` or `>`, and answers a colon too many with a sentence
about mapping values. Here each such line is named and corrected before the parser sees it; for the parser it is made
harmless, so that everything else in the file is still checked. A file is taken as lines of four forms, `key: value`,
`key:` with deeper lines, `- item`, and text under `key: |`; a plain value may go on over deeper lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from narrator.model.problem import Location, Problem

MAX_BYTES = 1_000_000
"""SECURITY.md 1.4: an event has some hundred lines; a megabyte is a mistake or an attack."""

PARTS = re.compile(r"( *)((?:- +|-$)*)(.*)")
KEY = re.compile(r"(.*?):(?: +|$)(.*)")
CUT = re.compile(r"(?:^| )#")
COMMENT = re.compile(r"(?:^| +)#(?=[ #]|$)")
BLOCK = re.compile(r"[|>][+-]?")
COMPARED = re.compile(r">(=?) *(?=[$0-9])")
ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
ODD_COLON = re.compile(r"([\w .]*)\uff1a *(.*)")
MARKER = re.compile(r"(?:---|\.\.\.)(?: |$)")
PLACEHOLDER = "_"


class Trap(NamedTuple):
    """One thing that YAML does silently or says cryptically."""

    code: str
    message: str


FIRST = {
    ">": Trap("YML020", "YAML takes '>' for the start of folded text and drops the rest of the line"),
    "|": Trap("YML021", "YAML expects nothing after '|'; the text goes on the lines below it"),
    '"': Trap("YML022", "YAML takes a quotation mark at the start for its own and drops it"),
    "'": Trap("YML022", "YAML takes a quotation mark at the start for its own and drops it"),
    "{": Trap("YML023", "braces are not used here: YAML cuts what stands in them at each comma"),
    "[": Trap("YML023", "brackets are not used here: YAML cuts what stands in them at each comma"),
    "*": Trap("YML024", "YAML takes '*' for an alias; aliases are not allowed"),
    "&": Trap("YML025", "YAML takes '&' for an anchor; anchors are not allowed"),
    "!": Trap("YML026", "YAML takes '!' for a tag and drops the word; tags are not allowed"),
    "@": Trap("YML027", "YAML does not allow a value that begins with '@'"),
    "`": Trap("YML027", "YAML does not allow a value that begins with a backtick"),
    "%": Trap("YML027", "YAML does not allow a value that begins with '%'"),
    "]": Trap("YML027", "YAML does not allow a value that begins with ']'"),
    "}": Trap("YML027", "YAML does not allow a value that begins with '}'"),
    ",": Trap("YML027", "YAML does not allow a value that begins with ','"),
}
HASH = Trap("YML028", "YAML takes ' #' for a comment and drops the rest of the line")
COLON = Trap("YML029", "YAML does not allow a second ': ' in one line")
DASH = Trap("YML030", "YAML takes '- ' for a list, and a list begins on a line of its own")
TAB = Trap("YML031", "a tab stands in this line; YAML counts spaces only")
WIDE_COLON = Trap("YML032", "a full-width colon '\uff1a' ends no key")
WIDE_SPACE = Trap("YML033", "a space that is not an ordinary one stands at the start of this line or after its colon")
NO_KEY = Trap("YML034", "this line has no ': '")
INDENT = Trap("YML035", "this line is not indented like the lines above it")
MERGE = Trap("YML036", "merge keys ('<<') are not allowed")
ODD_KEY = Trap("YML037", "a key begins with a letter or digit and has no quotation marks")
SECOND = Trap("YML038", "a second document begins here; a file is one document")
DIRECTIVE = Trap("YML039", "YAML directives are not used here")

EXPECTED = {
    HASH: "a comment as ' # ' with a space after it, or the text under '|'",
    TAB: "spaces",
    WIDE_COLON: "an ASCII colon and a space",
    WIDE_SPACE: "an ordinary space",
    NO_KEY: "'name: value', or text over several lines under '|'",
    INDENT: "two spaces more than the line that it belongs to, or as many as its neighbours",
    MERGE: "the fields written out",
    ODD_KEY: "a plain key",
    SECOND: "one document",
    DIRECTIVE: "'key: value' lines only",
}
BESIDE = "text that begins with a letter or digit, or the text under '|'"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text with its traps made harmless; `trapped` holds the 1-based lines on which they stood."""

    text: str
    problems: tuple[Problem, ...] = ()
    trapped: frozenset[int] = frozenset()


def decode(raw: bytes, file: str) -> tuple[str, Problem | None]:
    """The text of a file, line ends as newlines; CRLF and a byte order mark are tolerated."""
    if len(raw) > MAX_BYTES:
        return "", Problem("YML001", "the file is larger than a megabyte", Location(file), f"{len(raw):,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte 0x{raw[error.start]:02X} at offset {error.start}"
        return "", Problem("YML002", "the file is not UTF-8 text", Location(file), found, "a file saved as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return "", Problem("YML003", "the file is empty", Location(file), example="event:\n  id: 2026-03-03-example")
    return text, None


def scan(text: str, file: str) -> Scanned:
    """Look through the lines of a YAML text for traps; linear in its length."""
    scanner = _Scanner(file)
    for number, line in enumerate(text.split("\n"), start=1):
        scanner.feed(number, line)
    trapped = frozenset(problem.at.line for problem in scanner.problems)
    return Scanned("\n".join(scanner.lines), tuple(scanner.problems), trapped)


@dataclass(slots=True)
class _Scanner:
    file: str
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    block: int | None = None
    open_: bool = True

    def feed(self, number: int, line: str) -> None:
        """Take one line, harmless if it is a trap."""
        indent = len(line) - len(line.lstrip(" "))
        if self.block is not None and (indent > self.block or not line.strip()):
            self.lines.append(line)
            return
        self.block = None
        if not line.strip() or line.lstrip().startswith("#"):
            self.lines.append(line if line.lstrip(" ").startswith("#") else "")
            return
        self.lines.append(self._mended(number, self._plain(number, line)))

    def _trap(self, trap: Trap, number: int, column: int, found: str, example: str) -> None:
        at = Location(self.file, number, column + 1)
        self.problems.append(Problem(trap.code, trap.message, at, found, EXPECTED.get(trap, BESIDE), example))

    def _plain(self, number: int, line: str) -> str:
        """The line with ordinary spaces and colons."""
        if "\t" in line:
            plain = re.sub(r"(?<=:)\t+|\t+(?=#)", " ", line).replace("\t", "  ")
            self._trap(TAB, number, line.index("\t"), "a tab", plain)
            return plain
        odd = ODD_SPACE.search(line)
        if odd and (not line[: odd.start()].strip(" -") or line[odd.start() - 1] == ":"):
            plain = ODD_SPACE.sub(" ", line)
            self._trap(WIDE_SPACE, number, odd.start(), f"U+{ord(odd[0]):04X}", plain)
            return plain
        wide = None if KEY.match(line) else ODD_COLON.fullmatch(line)
        if wide:
            plain = f"{wide[1]}: {wide[2]}".rstrip()
            self._trap(WIDE_COLON, number, wide.end(1), "\uff1a", plain)
            return plain
        return line

    def _mended(self, number: int, line: str) -> str:
        parts = PARTS.fullmatch(line)
        if parts is None or (not parts[1] and MARKER.match(line)) or line.startswith("%"):
            return self._marker(number, line)
        indent, dash, rest = parts.groups()
        pair = KEY.fullmatch(_uncommented(rest) or rest)
        if pair is None:
            return self._item(number, line, len(indent), len(indent) + len(dash))
        column = len(indent) + len(dash)
        if not self._fits(len(indent), column, is_item=bool(dash)):
            level = self.levels[-1] if self.levels else 0
            line, found = " " * level + line.strip(), line.strip()
            self._trap(INDENT, number, column, found, line)
            column = level
        key = pair[1]
        if key == "<<" or not key or not (key[0].isalnum() or key[0] == "_"):
            example = f"{line[:column]}{key.strip(_MARKS) or 'name'}: {pair[2]}".rstrip()
            self._trap(MERGE if key == "<<" else ODD_KEY, number, column, rest, "" if key == "<<" else example)
            return f"{line[:column]}{PLACEHOLDER}{number}: {PLACEHOLDER}"
        return self._value(number, line, line[: column + len(key) + 1], column)

    def _marker(self, number: int, line: str) -> str:
        if line == "---" and not any(kept.strip(" ") and not kept.startswith("#") for kept in self.lines):
            return line
        trap = DIRECTIVE if line.startswith("%") else SECOND
        self._trap(trap, number, 0, line, "")
        return ""

    def _fits(self, indent: int, column: int, *, is_item: bool) -> bool:
        """Whether a line may stand at its indentation; opens the level that it opens."""
        deeper = not self.levels or indent > self.levels[-1]
        while self.levels and self.levels[-1] > indent:
            self.levels.pop()
        if is_item or (deeper and self.open_):
            self.levels.extend(level for level in dict.fromkeys((indent, column)) if level not in self.levels)
            return True
        return bool(self.levels) and self.levels[-1] == indent

    def _item(self, number: int, line: str, indent: int, column: int) -> str:
        """A list item without a key, or a value that goes on, or a line that lost its colon."""
        if column > indent:
            self._fits(indent, column, is_item=True)
            return self._value(number, line, line[:column].rstrip(), indent)
        rest = line[indent:]
        goes_on = bool(self.levels) and indent > self.levels[-1]
        if goes_on and not self.open_ and not CUT.search(rest):
            return line
        name, _, value = rest.partition(" ")
        like_field = re.fullmatch(r"[a-z][a-z0-9_]*", name) and re.search(r"[$0-9]", value)
        above = self.lines[-1].rstrip() if self.lines else "note:"
        example = f"{line[:indent]}{name}: {value}" if like_field or not goes_on else f"{above} |\n{line}"
        self._trap(NO_KEY, number, indent, rest, example)
        return f"{line[:indent]}{PLACEHOLDER}" if goes_on else ""

    def _value(self, number: int, line: str, head: str, column: int) -> str:
        """A line by its head (`key:` or `-`); what stands after it is the value, with a comment perhaps."""
        raw = line[len(head) :].lstrip(" ")
        value = _uncommented(raw)
        if BLOCK.fullmatch(value):
            self.block = column
            self.open_ = False
            return f"{head} {value}"
        self.open_ = not value
        trap = _trap_of(value, head)
        if trap is None:
            return line
        found = raw if trap is HASH else value
        self._trap(trap, number, len(line) - len(raw), found, _example(head, found))
        self.open_ = False
        return f"{head} {PLACEHOLDER}"


_MARKS = "\"'?&*!{[<@`%|> "


def _uncommented(raw: str) -> str:
    """A value without the comment behind it."""
    comment = COMMENT.search(raw)
    return (raw[: comment.start()] if comment else raw).rstrip(" ")


def _trap_of(value: str, head: str) -> Trap | None:
    if not value:
        return None
    if value[0] in FIRST:
        return FIRST[value[0]]
    if value.startswith(("- ", "? ")) or value == "-":
        return DASH
    if CUT.search(value):
        return HASH
    is_field = head.endswith(":")
    return COLON if is_field and (": " in value or value.endswith(":")) else None


def _example(head: str, value: str) -> str:
    """The corrected line: block lines for braces, words for a comparison, else the text under `|`."""
    inner = " " * (len(head) - len(head.lstrip(" ")) + 2)
    if value[0] in "{[" and value[-1] in "}]":
        bullet = "- " if value[0] == "[" else ""
        return "\n".join([head, *(f"{inner}{bullet}{part.strip()}" for part in value[1:-1].split(", "))])
    if COMPARED.match(value):
        return f"{head} {COMPARED.sub(lambda m: 'at least ' if m[1] else 'more than ', value)}"
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" and _trap_of(value[1:-1], head) is None:
        return f"{head} {value[1:-1]}"
    return f"{head} |\n{inner}{value}"
