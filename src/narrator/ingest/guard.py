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
CUT = re.compile(r"(?:^| )#")
COMMENT = re.compile(r"(?:^| +)#(?=[ #]|$)")
BLOCK = re.compile(r"[|>][+-]?")
COMPARED = re.compile(r">(=?) *(?=[$0-9])")
FIELD = re.compile(r"([a-z][a-z0-9_]*) (.*[$0-9].*)")
MARKER = re.compile(r"(?:---|\.\.\.)(?: |$)|%")
ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
ODD_COLON = re.compile(r"([\w .]*)\uff1a *(.*)")
SIGNS = "\"'?&*!{[<@`%|> "
PLACEHOLDER = "_"


class Trap(NamedTuple):
    """One thing that YAML does silently or says cryptically."""

    code: str
    message: str
    expected: str = "text that begins with a letter or digit, or the text under '|'"


QUOTED = Trap("YML022", "YAML takes a quotation mark at the start for its own and drops it")
BRACES = Trap("YML023", "braces and brackets are not used here: YAML cuts what stands in them at each comma")
FIRST = {
    ">": Trap("YML020", "YAML takes '>' for the start of folded text and drops the rest of the line"),
    "|": Trap("YML021", "YAML takes '|' for the start of a text that stands on the lines below it"),
    **dict.fromkeys("\"'", QUOTED),
    **dict.fromkeys("{[", BRACES),
    "*": Trap("YML024", "YAML takes '*' for an alias; aliases are not allowed"),
    "&": Trap("YML025", "YAML takes '&' for an anchor; anchors and aliases are not allowed"),
    "!": Trap("YML026", "YAML takes '!' for a tag and drops the word; tags are not allowed"),
    **{sign: Trap("YML027", f"YAML does not allow a value that begins with '{sign}'") for sign in "@`%]},"},
}
HASH = Trap("YML028", "YAML takes ' #' for a comment and drops the rest of the line", "' # ' before a comment, or '|'")
COLON = Trap("YML029", "YAML does not allow a second ': ' in a line", "one ': ' in a line, or the text under '|'")
DASH = Trap("YML030", "YAML takes '- ' for a list, and a list begins on a line of its own")
TAB = Trap("YML031", "a tab stands in this line, and YAML counts spaces only", "spaces")
WIDE_COLON = Trap("YML032", "a full-width colon '\uff1a' ends no key", "an ASCII colon and a space")
WIDE_SPACE = Trap("YML033", "YAML does not take this space for one", "an ordinary space")
NO_KEY = Trap("YML034", "this line has no ': '", "'name: value', or text over several lines under '|'")
INDENT = Trap("YML035", "this line is not indented like the lines above it", "as many spaces as its neighbours have")
MERGE = Trap("YML036", "merge keys ('<<') and aliases are not allowed", "the fields written out")
ODD_KEY = Trap("YML037", "a key begins with a letter or digit", "a key without quotation marks and signs")
SECOND = Trap("YML038", "a second document or a directive begins here", "one document a file")
DEEP = Trap("YML004", f"nested too deeply: more than {MAX_DEPTH} levels", "'key: value' lines, indented")


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
        return "", Problem("YML003", "the file is empty", Location(file), example="event:\n  id: 2026-03-03-example")
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
    below a key without a value.
    """

    file: str
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    trapped: set[int] = field(default_factory=set)
    levels: list[int] = field(default_factory=list)
    block: int | None = None
    is_open: bool = True

    def read(self, line: str) -> str:
        """One line, harmless if it is a trap."""
        text = line.strip()
        if self.block is not None and (not text or len(line) - len(line.lstrip(" ")) > self.block):
            return line
        self.block = None
        if not text or text[0] == "#":
            return text
        if MARKER.match(line):
            is_first = line == "---" and all(not kept or kept[0] == "#" for kept in self.lines)
            return "" if is_first else self._trap(SECOND, 0, line, mended="")
        line = self._plain(line)
        indent, dash, rest = PARTS.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches every line
        pair = KEY.fullmatch(_uncommented(rest) or rest)
        column = len(indent) + len(dash)
        if pair is None:
            return self._item(line, len(indent), column)
        level = self._misplaced(len(indent), column)
        if level is not None:
            line = self._trap(INDENT, column, text, mended=" " * level + text)
            column = level
        if pair[1] != "<<" and pair[1][:1].isalnum():
            return self._value(line, line[: column + len(pair[1]) + 1], column)
        trap = MERGE if pair[1] == "<<" else ODD_KEY
        example = "" if trap is MERGE else f"{line[:column]}{pair[1].strip(SIGNS) or 'name'}: {pair[2]}".rstrip()
        return self._trap(trap, column, rest, example, f"{line[:column]}{PLACEHOLDER}{len(self.lines)}: {PLACEHOLDER}")

    def _trap(self, trap: Trap, column: int, found: str, example: str | None = None, mended: str = "") -> str:
        """Name a trap; without an example of its own the mended line is one, and the line is kept as it is mended."""
        at = Location(self.file, len(self.lines) + 1, column + 1)
        shown = mended if example is None else example
        self.problems.append(Problem(trap.code, trap.message, at, found, trap.expected, shown))
        if example is not None or trap is INDENT:
            self.trapped.add(at.line)
        return mended

    def _plain(self, line: str) -> str:
        """The line with ordinary spaces and colons."""
        if "\t" in line:
            return self._trap(TAB, line.index("\t"), "a tab", mended=self._untabbed(line))
        odd = ODD_SPACE.search(line)
        if odd and (not line[: odd.start()].strip(" -") or line[odd.start() - 1] == ":"):
            plain = ODD_SPACE.sub(" ", line)
            return self._trap(WIDE_SPACE, odd.start(), f"U+{ord(odd[0]):04X}", mended=plain)
        wide = None if KEY.match(line) else ODD_COLON.fullmatch(line)
        if wide:
            return self._trap(WIDE_COLON, wide.end(1), "\uff1a", mended=f"{wide[1]}: {wide[2]}".rstrip())
        return line

    def _untabbed(self, line: str) -> str:
        """The line with spaces; one that tabs indent goes below the key that is open, else to the nearest level."""
        plain = re.sub(r"(?<=:)\t+|\t+(?=#)", " ", line).replace("\t", "  ").rstrip()
        text = plain.lstrip(" ")
        indent = len(plain) - len(text)
        if self.levels and line.lstrip(" ")[0] == "\t":
            nearest = min(self.levels, key=lambda level: abs(level - indent))
            indent = max(indent, self.levels[-1] + 2) if self.is_open else nearest
        return " " * indent + text

    def _misplaced(self, indent: int, column: int) -> int | None:
        """The column at which a line should begin that begins at none; opens the level that a line opens."""
        levels = self.levels
        is_deeper = not levels or indent > levels[-1]
        if column == indent and indent not in levels and not (is_deeper and self.is_open):
            indent = column = min(levels or [0], key=lambda level: (abs(level - indent), -level))
            wrong = True
        else:
            wrong = False
        self.levels = [*(level for level in levels if level < indent), *dict.fromkeys((indent, column))]
        return indent if wrong else None

    def _item(self, line: str, indent: int, column: int) -> str:
        """A list item without a key, or a value that goes on, or a line that lost its colon."""
        if column > indent:
            self._misplaced(indent, column)
            return self._value(line, line[:column].rstrip(), indent)
        rest, before = line[indent:], line[:indent]
        goes_on = bool(self.levels) and indent > self.levels[-1]
        if goes_on and not self.is_open and not CUT.search(rest):
            return line
        like_field = FIELD.fullmatch(rest)
        example = f"{before}{like_field[1]}: {like_field[2]}" if like_field else f"{before}name: {rest}"
        if goes_on and not like_field:
            example = f"{self.lines[-1]} |\n{line}"
        return self._trap(NO_KEY, indent, rest, example, f"{before}{PLACEHOLDER}" if goes_on else "")

    def _value(self, line: str, head: str, column: int) -> str:
        """A line by its head (`key:` or `-`); what stands after it is the value, with a comment perhaps."""
        raw = line[len(head) :].lstrip(" ")
        value = _uncommented(raw)
        self.is_open = not value
        if BLOCK.fullmatch(value):
            self.block = column
            return f"{head} {value}"
        trap = _trap_of(value, head)
        if trap is None:
            return line
        found = raw if trap is HASH else value
        return self._trap(trap, len(line) - len(raw), found, _example(head, found), f"{head} {PLACEHOLDER}")


def _uncommented(raw: str) -> str:
    """A value without the comment behind it."""
    comment = COMMENT.search(raw)
    return (raw[: comment.start()] if comment else raw).rstrip(" ")


def _trap_of(value: str, head: str) -> Trap | None:
    if value[:1] in FIRST:
        is_deep = value.count("{") + value.count("[") > MAX_DEPTH
        return DEEP if is_deep else FIRST[value[0]]
    if value == "-" or value.startswith(("- ", "? ")):
        return DASH
    if CUT.search(value):
        return HASH
    return COLON if head.endswith(":") and (": " in value or value.endswith(":")) else None


def _example(head: str, value: str) -> str:
    """The corrected line: block lines for braces, words for a comparison, else the text under `|`."""
    inner = " " * (len(head) - len(head.lstrip(" ")) + 2)
    if value[0] in "{[" and value[-1] in "}]" and (value[0] == "[" or ": " in value):
        bullet = "- " if value[0] == "[" else ""
        return "\n".join([head, *(f"{inner}{bullet}{part.strip()}" for part in value[1:-1].split(", "))])
    if COMPARED.match(value):
        return f"{head} {COMPARED.sub(lambda m: 'at least ' if m[1] else 'more than ', value)}"
    if value[0] in "\"'" and value[0] == value[-1] and len(value) > 2 and _trap_of(value[1:-1], head) is None:  # noqa: PLR2004  # two marks
        return f"{head} {value[1:-1].strip()}"
    return f"{head} |\n{inner}{value}"
