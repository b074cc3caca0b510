"""Whether the words of a page stand out from what is behind them, whatever rule colours either."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from narrator.model.colour import READABLE, contrast, parts
from narrator.render.css_sight import holds_no_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tinycss2.ast import Node

LEAST, SOLID, DARK = 1.5, 0.6, "dark"
"""The least contrast at which somebody still sees that there are words; a page of ours has 4.5 and more."""
PAGE = "--paper"
"""What a sheet calls the colour of the page."""
KEPT = frozenset({"inherit", "currentcolor", "none", "unset", "initial", "solid", "0"})
BEHIND = ("background", "background-color")


class Paint(NamedTuple):
    """The colours of a rule: where it stands, of words and of what is behind them, and in which scheme it holds."""

    sheet: str
    node: Node
    words: tuple[Node, ...]
    behind: tuple[Node, ...]
    is_dark: bool


def unreadable(sheets: Mapping[str, str]) -> Iterator[tuple[str, Node, str]]:
    """Each rule, with its sheet, whose words would be of the colour of what is behind them."""
    paints: list[Paint] = []
    values: list[tuple[bool, str, Node]] = []
    for name, source in sheets.items():
        nodes = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
        for rule, is_dark in _rules(nodes):
            declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            found = [(each.lower_name, _tokens(each)) for each in declared if each.type == "declaration"]
            values += [(is_dark, key, token) for key, tokens in found if key.startswith("--") for token in tokens]
            if not holds_no_figure(rule.prelude):
                words = tuple(token for key, tokens in found if key == "color" for token in tokens)
                behind = tuple(token for key, tokens in found if key in BEHIND for token in tokens)
                paints.append(Paint(name, rule, words, behind, is_dark))
    for scheme in (False, True):
        known = {key: token for dark, key, token in values if scheme or not dark}
        used = [each for each in paints if (scheme or not each.is_dark) and not (scheme and "print" in each.sheet)]
        yield from _blurred([(each, _seen(each.words, known), _seen(each.behind, known)) for each in used])


def pale(sheets: Mapping[str, str], accents: tuple[str, str] | None) -> Iterator[tuple[str, Node, str]]:
    """Each rule, with its sheet, that gives the page a colour on which the accent of a desk cannot be read.

    `accents`: that on a light page, and that on a dark one; None where the desk has none of its own.
    """
    for name, source in sheets.items():
        nodes = tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True)
        for rule, is_dark in _rules(nodes) if accents else ():
            declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            tokens = [_tokens(each) for each in declared if each.type == "declaration" and each.lower_name == PAGE]
            for page in _seen([token for each in tokens for token in each], {}):
                ratio = contrast(page, _parsed((accents or ("", ""))[is_dark]))
                if ratio < READABLE:
                    yield name, rule, f"a page on which the accent of narrator.toml has a contrast of {ratio:.2f} only"


def _parsed(colour: str) -> RGBA:
    return RGBA(*(part / 255 for part in parts(colour)), 1)


def _blurred(used: list[tuple[Paint, list[RGBA], list[RGBA]]]) -> Iterator[tuple[str, Node, str]]:
    for paint, words, behind in used:
        others = [colour for _, _, each in used for colour in each] if words and not behind else behind
        inked = [colour for _, each, _ in used for colour in each] if behind and not words else words
        for ink in inked:
            if ink.alpha < SOLID or any(paper.alpha > 1 - SOLID and contrast(ink, paper) < LEAST for paper in others):
                yield paint.sheet, paint.node, "words in the colour of what is behind them"
                break


def _rules(nodes: Iterable[Node], *, is_dark: bool = False) -> Iterator[tuple[Node, bool]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield node, is_dark
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in {"media", "supports"}:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, is_dark=is_dark or DARK in tinycss2.serialize(node.prelude).lower())


def _tokens(declaration: Node) -> list[Node]:
    return [token for token in declaration.value if token.type in {"ident", "hash", "function"}]


def _seen(tokens: Iterable[Node], known: Mapping[str, Node]) -> list[RGBA]:
    """The colours that are named, a custom property by its value; one that cannot be told is seen through."""
    found: list[RGBA] = []
    for each in tokens:
        token = each
        if each.type == "function" and each.lower_name == "var":
            name = next((part.value for part in each.arguments if part.type == "ident"), "")
            token = known.get(name, each)
        colour = parse_color(token)
        if isinstance(colour, RGBA):
            found.append(colour)
        elif getattr(token, "lower_value", "") not in KEPT:
            found.append(RGBA(0, 0, 0, 0))
    return found
