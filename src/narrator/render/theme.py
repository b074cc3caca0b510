"""The theme: an editor's style sheets, checked before they meet a page (SECURITY.md 1.1, 1.5).

A style sheet can fetch, hang the layout, or print a figure of its own, so each is read here first. It brings no files.
`screen.css` is for browsers alone and `print.css` for the PDF alone; every other sheet serves both, and holds only
what both understand. Sheets apply in the order of their names; the workspace's own wins file by file over the packaged
one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tinycss2

from narrator.errors import Exit
from narrator.model.problem import Location, Problem
from narrator.render import css_vocabulary as css
from narrator.render.environment import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tinycss2.ast import Node

FOLDER = "theme"
SHEET_BYTES, SHEET_RULES, CUSTOM_PROPERTIES = 64_000, 400, 60
NUMBER_LIMIT, PERCENT_LIMIT, PAGE_MARGIN = 10_000, 1_000, 60
DEPTH = 12
PROPERTY_HINT = "a property for type, colour and spacing; those that only browsers know belong in screen.css"
RULE = "p { color: #333 }"
EXAMPLES = {
    "THM003": RULE,
    "THM004": "@media print { p { color: #333 } }",
    "THM005": RULE,
    "THM006": "p { display: block }",
    "THM007": "@page { size: A4; margin: 25mm }",
    "THM008": "@page { @bottom-right { content: counter(page) } }",
    "THM009": "p { background: #f2f5f6 }",
    "THM010": "p { color: var(--ink) }",
    "THM011": ":root { --ink: #16191d }",
}
"""A line to paste, by the code of the problem."""

HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})
UNDECODED = "\ufffd"
UNCOMMON = re.compile(r"[^\t\r -~]")


@dataclass(frozen=True, slots=True)
class Theme:
    """The checked style sheets of a page: for every medium, for browsers alone, for the PDF alone."""

    common: str
    screen: str
    printed: str


def load(folders: Sequence[Path]) -> Theme:
    """The theme from template folders, the first folder's files winning.

    Raises:
        TemplateError: a sheet is not allowed, with every problem found.
    """
    problems: list[Problem] = []
    parts: dict[str, list[str]] = {"common": [], "screen": [], "print": []}
    for path in _sheets(folders):
        source = path.read_text(encoding="utf-8", errors="replace")
        problems += faults(source, f"{FOLDER}/{path.name}")
        parts[path.stem if path.stem in parts else "common"].append(source)
    if problems:
        raise TemplateError(tuple(problems))
    return Theme(*("\n".join(parts[part]) for part in ("common", "screen", "print")))


def _sheets(folders: Sequence[Path]) -> list[Path]:
    """One sheet per name, in the order of names; a link that leads out of its folder is passed over."""
    chosen: dict[str, Path] = {}
    for folder in folders:
        for path in (folder / FOLDER).glob("*.css"):
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                chosen.setdefault(path.name, path)
    return [chosen[name] for name in sorted(chosen)]


def faults(source: str, name: str) -> Iterator[Problem]:
    """What is wrong with a style sheet; `name` is its path below `templates/`."""
    if len(source) > SHEET_BYTES:
        yield _problem("THM001", name, (1, 1), f"{len(source)} characters", f"at most {SHEET_BYTES} in one sheet")
        return
    yield from _hidden_characters(source, name)
    tokens = tinycss2.parse_component_value_list(source)
    if _is_too_deep(tokens):
        yield _problem("THM001", name, (1, 1), "deep nesting", f"brackets at most {DEPTH} deep")
        return
    sheet = _Sheet(name, screen=name.endswith("/screen.css"))
    yield from sheet.rules(tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True))
    if sheet.counted > SHEET_RULES or len(sheet.custom) > CUSTOM_PROPERTIES:
        found = f"{sheet.counted} rules, {len(sheet.custom)} custom properties"
        yield _problem("THM001", name, (1, 1), found, f"at most {SHEET_RULES} and {CUSTOM_PROPERTIES}")


def _hidden_characters(source: str, name: str) -> Iterator[Problem]:
    for number, line in enumerate(source.split("\n"), start=1):
        for match in UNCOMMON.finditer(line):
            if unicodedata.category(match[0]) in HIDDEN or match[0] == UNDECODED:
                found = f"the character U+{ord(match[0]):04X}"
                yield _problem("THM002", name, (number, match.start() + 1), found, "visible characters in UTF-8")


def _problem(code: str, name: str, at: tuple[int, int], found: str, expected: str) -> Problem:
    message = f"theme {name}: {found} is not allowed"
    place = Location(f"templates/{name}", *at)
    return Problem(code, message, place, found, expected, EXAMPLES.get(code, ""), exit=Exit.TEMPLATE)


class _Sheet:
    """Walks one parsed sheet; every method yields the problems below a node."""

    def __init__(self, name: str, *, screen: bool) -> None:
        self.name = name
        self.screen = screen
        self.counted = 0
        self.custom: set[str] = set()

    def fault(self, code: str, node: Node, found: str, expected: str) -> Problem:
        return _problem(code, self.name, (node.source_line, node.source_column), found[:120], expected)

    def rules(self, nodes: Sequence[Node]) -> Iterator[Problem]:
        for node in nodes:
            self.counted += 1
            if node.type == "qualified-rule":
                yield from self.block(node, in_page=False)
            elif node.type == "at-rule":
                yield from self.at_rule(node)
            else:
                yield self.fault(
                    "THM003", node, getattr(node, "message", node.type), "a rule: selector { property: value; }"
                )

    def at_rule(self, node: Node) -> Iterator[Problem]:
        keyword = node.lower_at_keyword
        allowed = css.SCREEN_AT_RULES if self.screen else css.AT_RULES
        if keyword not in allowed or node.content is None:
            yield self.fault("THM004", node, f"@{keyword}", ", ".join(f"@{name}" for name in sorted(allowed)))
        elif keyword == "page":
            yield from self.block(node, in_page=True)
        else:
            if keyword == "media" and not self.screen:
                yield from self.media(node)
            yield from self.rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))

    def media(self, node: Node) -> Iterator[Problem]:
        words = [part for part in node.prelude if part.type not in {"whitespace", "comment", "literal"}]
        if not all(part.type == "ident" and part.lower_value in css.MEDIA for part in words):
            yield self.fault("THM004", node, "this media query", "print or screen; other queries belong in screen.css")

    def block(self, rule: Node, *, in_page: bool) -> Iterator[Problem]:
        for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if node.type == "declaration":
                yield from self.declaration(node, in_page=in_page)
            elif node.type == "at-rule" and in_page and css.MARGIN_BOX.fullmatch(node.lower_at_keyword):
                yield from self.block(node, in_page=False)
            else:
                yield self.fault("THM003", node, getattr(node, "message", f"a nested {node.type}"), "property: value;")

    def declaration(self, node: Node, *, in_page: bool) -> Iterator[Problem]:
        name = node.lower_name
        if not css.allows_property(name, screen=self.screen):
            yield self.fault("THM005", node, f"the property '{name}'", PROPERTY_HINT)
        if name.startswith("--"):
            self.custom.add(name)
        tokens = list(_tokens(node.value))
        for token in tokens:
            yield from self.token(token, node)
        idents = {token.lower_value: token for token in tokens if token.type == "ident"}
        if name == "display" and not self.screen:
            chosen = idents | {f"{token.name}()": token for token in tokens if token.type == "function"}
            yield from self.words(chosen, css.DISPLAYS)
        if in_page:
            yield from self.page_box(node, tokens, idents)

    def words(self, found: dict[str, Node], allowed: frozenset[str]) -> Iterator[Problem]:
        for word, token in found.items():
            if word not in allowed:
                yield self.fault("THM006", token, f"'{word}'", "one of " + ", ".join(sorted(allowed)))

    def page_box(self, node: Node, tokens: list[Node], idents: dict[str, Node]) -> Iterator[Problem]:
        """A page must leave room for a line, or the layout never ends."""
        sizes = [token for token in tokens if token.type in {"dimension", "percentage", "function"}]
        if node.lower_name == "size":
            yield from self.words(idents, css.PAGE_SIZES)
        if node.lower_name in {"size", "width", "height"}:
            for token in sizes:
                yield self.fault("THM007", token, f"a page {node.lower_name} in numbers", "a named size: A4, letter")
        elif node.lower_name.startswith("margin"):
            for token in sizes:
                if token.type != "dimension" or css.millimetres(token.value, token.lower_unit) > PAGE_MARGIN:
                    yield self.fault("THM007", token, "this page margin", f"at most {PAGE_MARGIN}mm")

    def token(self, token: Node, declaration: Node) -> Iterator[Problem]:
        if token.type in {"url", "function"} and getattr(token, "lower_name", "url") == "url":
            yield self.fault("THM009", token, "url()", "colours and rules: a theme brings no files")
        elif token.type == "function":
            yield from self.function(token, declaration)
        elif token.type in {"dimension", "percentage", "number"}:
            yield from self.size(token)
        elif token.type == "string" and re.search(r"\d", token.value) and declaration.lower_name != "font-family":
            yield self.fault("THM008", token, "a digit in printed text", "figures come from records only")
        elif token.type == "error":
            yield self.fault("THM003", token, token.message, "balanced brackets and quotation marks")

    def function(self, token: Node, declaration: Node) -> Iterator[Problem]:
        if token.lower_name not in css.FUNCTIONS:
            yield self.fault(
                "THM010", token, f"{token.lower_name}()", ", ".join(f"{f}()" for f in sorted(css.FUNCTIONS))
            )
        elif token.lower_name == "var" and declaration.name.startswith("--"):
            yield self.fault(
                "THM011", token, "var() in a custom property", "a plain value: custom properties do not chain"
            )

    def size(self, token: Node) -> Iterator[Problem]:
        limit = {"number": NUMBER_LIMIT, "percentage": PERCENT_LIMIT}.get(token.type)
        if limit is None:
            limit = css.UNITS.get(token.lower_unit, -1)
        if not abs(token.value) <= limit:
            expected = f"at most {limit}" if limit >= 0 else "a unit of " + ", ".join(css.UNITS)
            yield self.fault("THM007", token, f"the size {token.representation}{getattr(token, 'unit', '')}", expected)


def _inside(node: Node) -> Sequence[Node]:
    return getattr(node, "arguments", None) or getattr(node, "content", None) or ()


def _tokens(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every token of a value, the arguments of functions and the insides of brackets too."""
    for node in nodes:
        yield node
        yield from _tokens(_inside(node))


def _is_too_deep(nodes: Sequence[Node]) -> bool:
    """Whether brackets nest deeper than the limit; walks no further, so that no depth can exhaust the stack."""
    level: Sequence[Node] = nodes
    for _ in range(DEPTH):
        level = [inner for node in level for inner in _inside(node)]
    return bool(level)
