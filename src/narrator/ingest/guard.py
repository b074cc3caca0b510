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

MAX_DEPTH = 32
MAX_BYTES = 1_000_000
"""SECURITY.md 1.4: an event has some hundred lines; a megabyte is a mistake or an attack."""

PARTS = re.compile(r"( *)((?:- +|-$)*)(.*)")
KEY = re.compile(r"(.*?):(?: +|$)(.*)")
COMMENT = re.compile(r"(?:^|(?<! ) +)#(?=[ #]|$)")
BLOCK = re.compile(r"[|>][+-]?")
FIELD = re.compile(r"([a-z][a-z0-9_]*) (.*[$0-9].*)")
MARKER = re.compile(r"(?:---|\.\.\.)(?: |$)|%")
ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
ODD_COLON = re.compile(r"([\w .]*)\uff1a *(.*)")
SIGNS = "\"'?&*!{[<@`%|> "
PLACEHOLDER = "_"


class Trap(NamedTuple):
    """One thing that YAML does silently or says cryptically; `pattern` is how the value looks that does it."""

    code: str
    message: str
    pattern: str = ""
    expected: str = "text that begins with a letter or digit, or the text under '|'"


VALUES = (
    Trap("YML004", f"nested too deeply: more than {MAX_DEPTH} levels", rf"[{{\[](?:[^{{\[]*[{{\[]){{{MAX_DEPTH}}}"),
    Trap("YML020", "YAML takes '>' for the start of folded text and drops the rest of the line", ">"),
    Trap("YML021", "YAML takes '|' for the start of a text that stands on the lines below it", r"\|"),
    Trap("YML022", "YAML takes a quotation mark at the start for its own and drops it", "[\"']"),
    Trap("YML023", "braces and brackets are not used here: YAML cuts what stands in them at each comma", r"[{\[]"),
    Trap("YML024", "YAML takes '*' for an alias; aliases are not allowed", r"\*"),
    Trap("YML025", "YAML takes '&' for an anchor; anchors and aliases are not allowed", "&"),
    Trap("YML026", "YAML takes '!' for a tag and drops the word; tags are not allowed", "!"),
    Trap("YML027", "YAML does not allow a value that begins with '{}'", r"[@`%\]},]"),
    Trap("YML030", "YAML takes '- ' for a list, and a list begins on a line of its own", "-$|[-?] "),
    Trap("YML028", "YAML takes ' #' for a comment and drops the rest of the line", "(?:.* )?#"),
    Trap("YML029", "YAML does not allow a second ': ' in a line", ".*:(?: |$)"),
)
"""What a value may be taken for; the first whose pattern it begins with."""
TRAPPED = re.compile("|".join(f"(?P<{trap.code}>{trap.pattern})" for trap in VALUES))
BY_CODE = {trap.code: trap for trap in VALUES}

TAB = Trap("YML031", "a tab stands in this line, and YAML counts spaces only", expected="spaces")
WIDE_COLON = Trap("YML032", "a full-width colon '\uff1a' does not end a key", expected="an ASCII colon and a space")
WIDE_SPACE = Trap("YML033", "YAML does not treat this character as a space", expected="an ordinary space")
NO_KEY = Trap("YML034", "this line has no ': '", expected="'name: value', or text over several lines under '|'")
INDENT = Trap(
    "YML035", "this line is not indented like the lines above it", expected="as many spaces as its neighbours"
)
MERGE = Trap("YML036", "merge keys ('<<') and aliases are not allowed", expected="the fields written out")
ODD_KEY = Trap("YML037", "a key must begin with a letter or digit", expected="a key without quotation marks and signs")
SECOND = Trap("YML038", "a second document or a directive begins here", expected="one document per file")

CORRECTIONS = (
    (re.compile(r">= *(?=[$0-9])"), "at least "),
    (re.compile(r"> *(?=[$0-9])"), "more than "),
    (re.compile(r"([\"']) *(?=\w)(.*[^ ]) *\1$"), r"\2"),
)
"""What a value may be written as instead, if nothing in it is a trap then."""


class Scanned(NamedTuple):
    """A text with its traps made harmless; `trapped` holds the 1-based lines of which nothing could be kept."""

    text: str
    problems: list[Problem]
    trapped: set[int]


def decode(raw: bytes, file: str) -> tuple[str, Problem | None]:
    """The text of a file, line ends as newlines; CRLF and a byte order mark are tolerated."""
    if len(raw) > MAX_BYTES:
        return "", Problem("YML001", "the file is larger than a megabyte", Location(file), f"{len(raw):,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte 0x{raw[error.start]:02X} at offset {error.start}"
        return "", Problem("YML002", "the file is not UTF-8 text", Location(file), found, "a file saved as UTF-8")
    if not text.strip():
        return "", Problem("YML003", "the file is empty", Location(file))
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def scan(text: str, file: str) -> Scanned:
    """Look through the lines of a YAML text for traps; linear in its length."""
    scanner = _Scanner(file)
    for line in text.split("\n"):
        scanner.lines.append(scanner.read(line))
    return Scanned("\n".join(scanner.lines), scanner.problems, scanner.trapped)


@dataclass(slots=True)
class _Scanner:
    """Reads lines in order.

    `levels` are the columns at which a line may begin, `block` that of the key whose text goes on, `is_open` is true
    below a key without a value, `is_begun` below the first line that is no comment.
    """

    file: str
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    trapped: set[int] = field(default_factory=set)
    levels: list[int] = field(default_factory=list)
    block: int | None = None
    is_open: bool = True
    is_begun: bool = False

    def read(self, line: str) -> str:
        """One line, harmless if it is a trap."""
        text = line.strip()
        if self.block is not None and (not text or _indent(line) > self.block):
            return line
        self.block = None
        if not text or text[0] == "#":
            return text
        if MARKER.match(line):
            return "" if line == "---" and not self.is_begun else self._trap(SECOND, 0, line, "")
        self.is_begun = True
        line = self._plain(line)
        indent, dash, rest = PARTS.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches every line
        pair = KEY.fullmatch(_uncommented(rest) or rest)
        column = len(indent) + len(dash)
        if pair is None:
            return self._item(line, len(indent), column)
        level = self._level(len(indent), column)
        if not dash and level != column:
            line = self._drop(INDENT, column, text, " " * level + text, " " * level + text)
            column = level
        if pair[1] != "<<" and pair[1][:1].isalnum():
            return self._value(line, line[: column + len(pair[1]) + 1], column)
        trap = MERGE if pair[1] == "<<" else ODD_KEY
        example = "" if trap is MERGE else f"{line[:column]}{pair[1].strip(SIGNS) or 'NAME'}: {pair[2]}".rstrip()
        harmless = f"{line[:column]}{PLACEHOLDER}{len(self.lines)}: {PLACEHOLDER}"
        return self._drop(trap, column, rest, example, harmless)

    def _trap(self, trap: Trap, column: int, found: str, example: str) -> str:
        """Name a trap; the corrected line."""
        at = Location(self.file, len(self.lines) + 1, column + 1)
        self.problems.append(Problem(trap.code, trap.message.format(found[:1]), at, found, trap.expected, example))
        return example

    def _drop(self, trap: Trap, column: int, found: str, example: str, harmless: str) -> str:
        """Name a trap of which nothing can be kept; the line that stands in for it."""
        self.trapped.add(len(self.lines) + 1)
        self._trap(trap, column, found, example)
        return harmless

    def _plain(self, line: str) -> str:
        """The line with ordinary spaces and colons."""
        if "\t" in line:
            return self._trap(TAB, line.index("\t"), "a tab", self._untabbed(line))
        odd = ODD_SPACE.search(line)
        if odd and (not line[: odd.start()].strip(" -") or line[odd.start() - 1] == ":"):
            return self._trap(WIDE_SPACE, odd.start(), f"U+{ord(odd[0]):04X}", ODD_SPACE.sub(" ", line))
        wide = None if KEY.match(line) else ODD_COLON.fullmatch(line)
        if wide:
            return self._trap(WIDE_COLON, wide.end(1), "\uff1a", f"{wide[1]}: {wide[2]}".rstrip())
        return line

    def _untabbed(self, line: str) -> str:
        """The line with spaces; one that tabs indent goes below the key that is open, else to the nearest level."""
        plain = re.sub(r"(?<=:)\t+|\t+(?=#)", " ", line).replace("\t", "  ").rstrip()
        indent = _indent(plain)
        text = plain[indent:]
        if self.levels and line.lstrip(" ")[0] == "\t":
            indent = max(indent, self.levels[-1] + 2) if self.is_open else self._nearest(indent)
        return " " * indent + text

    def _nearest(self, indent: int) -> int:
        return min(self.levels or [0], key=lambda level: (abs(level - indent), -level))

    def _level(self, indent: int, column: int) -> int:
        """The column at which a line should begin; opens the level that it opens."""
        is_deeper = not self.levels or indent > self.levels[-1]
        if column == indent and indent not in self.levels and not (is_deeper and self.is_open):
            indent = column = self._nearest(indent)
        self.levels = [*(level for level in self.levels if level < indent), *dict.fromkeys((indent, column))]
        return column

    def _item(self, line: str, indent: int, column: int) -> str:
        """A list item without a key, or a value that goes on, or a line that lost its colon."""
        if column > indent:
            self._level(indent, column)
            return self._value(line, line[:column].rstrip(), indent)
        rest, before = line[indent:], line[:indent]
        goes_on = bool(self.levels) and indent > self.levels[-1]
        if goes_on and not self.is_open and " #" not in line:
            return line
        like_field = FIELD.fullmatch(rest)
        example = f"{before}{like_field[1]}: {like_field[2]}" if like_field else f"{before}NAME: {rest}"
        if goes_on and not like_field:
            example = f"{self.lines[-1]} |\n{line}"
        return self._drop(NO_KEY, indent, rest, example, f"{before}{PLACEHOLDER}" if goes_on else "")

    def _value(self, line: str, head: str, column: int) -> str:
        """A line by its head (`key:` or `-`); what stands after it is the value, with a comment perhaps."""
        raw = line[len(head) :].lstrip(" ")
        value = _uncommented(raw)
        self.is_open = not value
        if BLOCK.fullmatch(value):
            self.block = column
            return f"{head} {value}"
        trap = TRAPPED.match(value)
        if trap is None:
            return line
        example = _example(head, value)
        return self._drop(BY_CODE[str(trap.lastgroup)], len(line) - len(raw), value, example, f"{head} {PLACEHOLDER}")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _uncommented(raw: str) -> str:
    """A value without the comment behind it."""
    comment = COMMENT.search(raw)
    return (raw[: comment.start()] if comment else raw).rstrip(" ")


def _example(head: str, value: str) -> str:
    """The corrected line: block lines for braces, a value that is no trap, else the text under `|`."""
    inner = " " * (_indent(head) + 2)
    if value[0] in "{[" and value[-1] in "}]" and (value[0] == "[" or ": " in value):
        bullet = "- " if value[0] == "[" else ""
        return "\n".join([head, *(f"{inner}{bullet}{part.strip()}" for part in value[1:-1].split(", "))])
    corrected = (pattern.sub(plain, value, count=1) for pattern, plain in CORRECTIONS if pattern.match(value))
    plain = next((text for text in corrected if not TRAPPED.match(text)), None)
    return f"{head} {plain}" if plain else f"{head} |\n{inner}{value}"
