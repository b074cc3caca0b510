"""The theme: an editor's style sheets, checked before they meet a page (SECURITY.md 1.1, 1.5).

A style sheet can fetch, hang the layout, or print a figure of its own, so each is read here first. It brings no files.
`screen.css` is for browsers alone and `print.css` for the PDF alone; every other sheet serves both, and holds only
what both understand. Sheets apply in the order of their names; the workspace's own wins file by file over the packaged
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2

from narrator.model.catalogue import entries
from narrator.model.problem import Location, Problem
from narrator.render import css_colours, css_sight, sources
from narrator.render import css_vocabulary as css
from narrator.render.brand import PLAIN
from narrator.render.environment import PACKAGED, TemplateError, find, text_of, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tinycss2.ast import Node

    from narrator.render.brand import Brand

FOLDER = "theme"
SHEET_BYTES, SHEET_RULES, CUSTOM_PROPERTIES, DEPTH = 64_000, 400, 60, 12

Fault = tuple[str, tuple[int, int], str, str]
"""A code, a line and column, what was found there, and what was expected."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The checked style sheets of a page: for every medium, for browsers alone, for the PDF alone."""

    common: str
    screen: str
    printed: str
    brand: Brand = PLAIN


def load(folders: Sequence[Path], brand: Brand = PLAIN) -> Theme:
    """The theme from template folders, the first folder's files winning, and over them what a desk has in its settings.

    Raises:
        TemplateError: a sheet is not allowed, with every problem found.
    """
    problems: list[Problem] = []
    parts: dict[str, list[str]] = {"common": [], "screen": [], "print": []}
    for name in sorted({path.name for folder in folders for path in (folder / FOLDER).glob("*.css")}):
        path = find(folders, f"{FOLDER}/{name}")
        if path:
            sources.note(folders, f"{FOLDER}/{name}", PACKAGED)
            source = text_of(path)
            problems += faults(source, f"{FOLDER}/{name}")
            parts[path.stem if path.stem in parts else "common"].append(source)
    if problems := problems or [*blurred(folders, brand)]:
        raise TemplateError(tuple(problems))
    common, screen, printed = map("\n".join, parts.values())
    return Theme(common + brand.common, screen + brand.screen, printed + brand.printed, brand)


def blurred(folders: Sequence[Path], brand: Brand = PLAIN) -> Iterator[Problem]:
    """The rules of sheets, where some are a person's, with which words are of the colour of what is behind them."""
    names = {path.name for folder in folders for path in (folder / FOLDER).glob("*.css")}
    found = {f"{FOLDER}/{name}": path for name in sorted(names) if (path := find(folders, f"{FOLDER}/{name}"))}
    if all(path.is_relative_to(PACKAGED) for path in found.values()):
        return
    read = {name: text_of(path) for name, path in found.items()}
    for name, node, what in (*css_colours.unreadable(read), *css_colours.pale(read, brand.accents)):
        at = Location(f"templates/{name}", node.source_line, node.source_column)
        yield Problem(
            "THM012", f"theme {name}: {what}", at, what, "colours that stand out", entries()["THM012"].example
        )


def faults(source: str, name: str) -> Iterator[Problem]:
    """What is wrong with a style sheet; `name` is its path below `templates/`."""
    for code, at, found, expected in _known_faults(source, screen=name.endswith("/screen.css")):
        message, place = f"theme {name}: {found[:120]} is not allowed", Location(f"templates/{name}", *at)
        yield Problem(code, message, place, found[:120], expected, entries()[code].example)


@lru_cache(maxsize=32)
def _known_faults(source: str, *, screen: bool) -> tuple[Fault, ...]:
    return tuple(_faults(source, screen=screen))  # the packaged sheets are the same in every brief of a process


def _faults(source: str, *, screen: bool) -> Iterator[Fault]:
    for line, column, character in unseen(source):
        yield "THM002", (line, column), character, "visible characters in UTF-8"
    nodes = tinycss2.parse_component_value_list(source[: SHEET_BYTES + 1])
    if len(source) > SHEET_BYTES or _is_too_deep(nodes):
        yield "THM001", (1, 1), "its size", f"at most {SHEET_BYTES} characters, brackets at most {DEPTH} deep"
        return
    tokens = list(_tokens(nodes))
    rules = sum(token.type == "{} block" for token in tokens)
    custom = {token.value for token in tokens if token.type == "ident" and token.value.startswith("--")}
    if rules > SHEET_RULES or len(custom) > CUSTOM_PROPERTIES:
        found = f"{rules} rules, {len(custom)} custom properties"
        yield "THM001", (1, 1), found, f"at most {SHEET_RULES} and {CUSTOM_PROPERTIES}"
    sheet = tinycss2.parse_stylesheet(nodes, skip_comments=True, skip_whitespace=True)
    yield from _walked(sheet, "sheet", screen=screen)


def _fault(code: str, node: Node, found: str, expected: str) -> Fault:
    return code, (node.source_line, node.source_column), found, expected


def _walked(nodes: Sequence[Node], inside: str, *, screen: bool) -> Iterator[Fault]:
    """The faults of what stands inside a sheet, a page, or a rule (a margin box is one)."""
    for node in nodes:
        if node.type == "declaration" and inside != "sheet":
            yield from _declaration(node, screen=screen, inside=inside)
        elif node.type == "at-rule" and inside == "sheet":
            yield from _at_rule(node, screen=screen)
        elif inside == ("page" if css.is_margin_box(node) else "sheet") and node.type in {"at-rule", "qualified-rule"}:
            found = [*_walked(_contents(node), "rule", screen=screen)]
            yield from found or _unseen(node)
        else:
            yield _fault("THM003", node, getattr(node, "message", f"this {node.type}"), "selector { property: value; }")


def _unseen(rule: Node) -> Iterator[Fault]:
    """What a rule does to figures that a theme must not."""
    for node in _contents(rule) if rule.type == "qualified-rule" else ():
        for at, what in css_sight.unseen(node, rule.prelude) if node.type == "declaration" else ():
            yield _fault("THM012", at, what, "what arranges and colours; the reader sees every figure where it belongs")


def _contents(node: Node) -> list[Node]:
    found: list[Node] = tinycss2.parse_blocks_contents(node.content or (), skip_comments=True, skip_whitespace=True)
    return found


def _at_rule(node: Node, *, screen: bool) -> Iterator[Fault]:
    keyword = node.lower_at_keyword
    allowed = css.SCREEN_AT_RULES if screen else css.AT_RULES
    media = {getattr(part, "lower_value", part.type) for part in node.prelude if part.type not in css.BETWEEN}
    if keyword not in allowed or node.content is None:
        yield _fault("THM004", node, f"@{keyword}", _listed(f"@{name}" for name in allowed))
    elif keyword == "page":
        yield from _walked(_contents(node), "page", screen=screen)
    else:
        if keyword == "media" and not screen and not media <= css.MEDIA:
            yield _fault("THM004", node, "this media query", "print or screen; other queries belong in screen.css")
        rules = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        yield from _walked(rules, "sheet", screen=screen)


def _declaration(node: Node, *, screen: bool, inside: str) -> Iterator[Fault]:
    name = node.lower_name
    if not css.allows_property(name, screen=screen):
        expected = "a property for type, colour and spacing; those that only browsers know belong in screen.css"
        yield _fault("THM005", node, f"the property '{name}'", expected)
    words = None if screen else css.WORDS.get(name)
    for token in _tokens(node.value):
        yield from _token(token, name)
        word = getattr(token, "lower_name" if token.type == "function" else "lower_value", None)
        if words and word and word not in words:
            yield _fault("THM006", token, f"'{word}'", f"one of {_listed(words)}")
        if inside == "page" and not css.fits_page(name, token):
            expected = f"a named size: A4, letter; margins of at most {css.PAGE_MARGIN}mm"
            yield _fault("THM007", token, f"this {name} of a page", expected)


def _token(token: Node, name: str) -> Iterator[Fault]:
    """The faults of one token in the value of a property. A page with too little room would never be laid out."""
    match token.type:
        case "url" | "function" if getattr(token, "lower_name", "url") == "url":
            yield _fault("THM009", token, "url()", "colours and rules: a theme brings no files")
        case "function" if token.lower_name not in css.FUNCTIONS:
            yield _fault("THM010", token, f"{token.lower_name}()", _listed(f"{name}()" for name in css.FUNCTIONS))
        case "function" if token.lower_name in css.PRINTS and _argument(token) not in css.PRINTS[token.lower_name]:
            allowed = _listed(f"{token.lower_name}({word})" for word in css.PRINTS[token.lower_name])
            yield _fault("THM008", token, f"{token.lower_name}() of anything else", allowed)
        case "function" if token.lower_name == "var" and name.startswith("--"):
            yield _fault("THM011", token, "var() in a custom property", "a plain value: custom properties do not chain")
        case "dimension" | "percentage" | "number" if not abs(token.value) <= css.limit(token):
            found = f"the size {token.representation}{getattr(token, 'unit', '')}"
            yield _fault("THM007", token, found, f"a smaller size, in a unit of {_listed(css.LIMITS)}")
        case "string" if css.numbered(token.value) and name != "font-family":
            yield _fault("THM008", token, "a number in printed text", "figures come from records only")
        case "error":
            yield _fault("THM003", token, token.message, "balanced brackets and quotation marks")


def _argument(function: Node) -> str:
    """The one word that a function is given; nothing where it is given more, or no word."""
    words = [part for part in function.arguments if part.type not in {"whitespace", "comment"}]
    return str(getattr(words[0], "value", "")) if len(words) == 1 else ""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


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
