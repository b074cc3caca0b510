"""What a style sheet may do to what holds figures: arrange and colour it, never hide, replace or add to it.

Nothing is matched against a page: every element may hold a figure, but for those of a few classes. A declaration of a
rule for any other is read by a closed list of properties and bounds, so that there is no way round by another selector.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import tinycss2

from narrator.render.css_vocabulary import HIDING, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tinycss2.ast import Node

HIDEABLE = frozenset({"skip", "cards", "card", "masthead", "desk", "issued"})
"""The classes of what holds no part of an article."""
_ASIDE = re.compile(rf"\.(?:{'|'.join(HIDEABLE)})(?![\w-])|(?<![\w.#-])(?:figure|thead)(?![\w-])")
_FLOATING = re.compile(r"\.(?:skip|cards?)(?![\w-])|(?<![\w.#-])thead(?![\w-])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TABLE = re.compile(r"(?:^|[\s>])(?:thead|tbody|tr|td|th)\b[^\s>+~]*$|\.number\b[^\s>+~]*$")
_PSEUDO = re.compile(r"::?(?:before|after|marker)$")

_EM = {"em": 1.0, "rem": 1.0, "ch": 0.5, "ex": 0.5, "px": 1 / 16, "pt": 1 / 12, "mm": 1 / 4.23, "cm": 1 / 0.423}
_EM |= {"in": 6.0, "percentage": 0.4, "vw": 0.4, "vh": 0.4, "dvh": 0.4, "fr": 1.0, "number": 1.0}
"""About how many em a unit has."""
_SIDEWAYS, _DOWN = (-6.0, 12.0), (-0.7, 12.0)
BOUNDS = {
    "font-size": (0.45, 8.0),
    "line-height": (0.9, 4.0),
    "letter-spacing": (-0.08, 0.5),
    "word-spacing": (-0.15, 1.0),
    "text-indent": (-2.0, 4.0),
    "vertical-align": (-1.0, 1.0),
    "margin-left": _SIDEWAYS,
    "margin-right": _SIDEWAYS,
    "margin-inline": _SIDEWAYS,
    "margin-top": _DOWN,
    "margin-bottom": _DOWN,
    "margin-block": _DOWN,
    "padding": (0.0, 10.0),
    "border": (0.0, 1.5),
    "outline": (-1.0, 1.5),
    "box-shadow": (-3.0, 3.0),
    "width": (2.0, 62.0),
    "max-width": (2.0, 62.0),
    "min-width": (0.0, 42.0),
    "min-height": (0.0, 60.0),
    "opacity": (0.7, 1.0),
}
"""The sizes, in em, of what can be read where it belongs; by the property, or what its name begins with."""
_PERCENT_OF_FONT = frozenset({"font-size", "line-height", "opacity"})
NEVER = names("position float height max-height left right top bottom inset clip overflow-y z-index")
COVERING = NEVER - {"float", "height", "max-height", "overflow-y"}
ORDERED = frozenset({"order", "flex-direction", "flex-wrap"})
WORDS = {
    "visibility": "visible inherit initial",
    "list-style": "none disc circle square inside outside inherit initial",
    "list-style-type": "none disc circle square inherit initial",
    "text-transform": "none uppercase lowercase capitalize inherit initial",
    "overflow": "visible auto inherit initial",
    "overflow-x": "visible auto inherit initial",
    "text-overflow": "clip",
    "white-space": "normal pre-wrap pre-line break-spaces inherit initial",
    "font-family": "narrator noto serif sans display sans-serif system-ui monospace inherit initial",
    "empty-cells": "show inherit initial",
}
FAMILIES = re.compile(r"(Narrator|Noto) (Serif|Sans|Display)")
"""The fonts of a page, and those that a browser takes where a character is not in them."""
_AROUND = re.compile(
    r"[\s\u00a0\u00b7\u2022|:\u2192\u2020\u2021*\u00a7\u00b6\u00bb\u203a\u201c\u201d\u2018\u2019'\"()\[\]]*"
)
"""What may be put before or behind an element: nothing that could be read as a sign, a word or a number."""
STRUCK = frozenset({"line-through", "blink"})
PRINTING = frozenset({"content", "string-set", "bookmark-label", "quotes", "hyphenate-character"})


def selectors(prelude: Sequence[Node]) -> list[str]:
    """The selectors of a rule without what stands in brackets: no element is told by it that is not one without."""
    text = tinycss2.serialize(prelude)
    while text != (text := _BRACKETS.sub("", text)):
        pass
    return [part.strip() for part in text.split(",")]


def holds_no_figure(prelude: Sequence[Node]) -> bool:
    """Whether each selector of a rule is of an element that holds no figure, or stands in one."""
    return all(_is_in(part, _ASIDE) for part in selectors(prelude))


def _is_in(selector: str, pattern: re.Pattern[str]) -> bool:
    found = [*pattern.finditer(selector)]
    return bool(found) and not re.search(r"[+~]", selector[found[-1].end() :])


def is_of_table(prelude: Sequence[Node]) -> bool:
    """Whether each selector of a rule ends with a part of a table, whose cells are told apart by lines."""
    return all(map(_TABLE.search, selectors(prelude)))


def is_pseudo(prelude: Sequence[Node]) -> bool:
    """Whether a rule is of what is put before or behind an element."""
    return all(map(_PSEUDO.search, selectors(prelude)))


def unseen(node: Node, prelude: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """What a declaration does to figures that it must not; `prelude`: the selectors of its rule."""
    name, tokens = node.lower_name, [token for token in node.value if token.type not in {"whitespace", "comment"}]
    if name in PRINTING:
        yield from _printed(name, tokens, prelude)
    floats = all(_is_in(part, _FLOATING) for part in selectors(prelude))
    if name in NEVER and not floats and (name in COVERING or not holds_no_figure(prelude)):
        yield node, name
    if holds_no_figure(prelude):
        return
    if name in ORDERED and not is_of_table(_before(prelude)):
        yield node, name
    words = WORDS.get(name, "").split()
    for token in _flat(tokens):
        word = getattr(token, "lower_value", "") if token.type == "ident" else getattr(token, "lower_name", "")
        is_wrong = (word in HIDING.get(name, ()) and not is_pseudo(prelude)) or word in STRUCK or word == "transparent"
        is_wrong |= bool(words) and token.type in {"ident", "function", "string"} and not _is_known(name, token, words)
        if is_wrong and not (name == "white-space" and is_of_table(prelude)):
            yield token, f"{name}: {word or token.serialize()}"
    yield from _sizes(name, tokens)


def _before(prelude: Sequence[Node]) -> Sequence[Node]:
    """The selectors of a rule without what it puts before or behind their elements."""
    parts = (_PSEUDO.sub("", part) for part in selectors(prelude))
    before: list[Node] = tinycss2.parse_component_value_list(",".join(parts))
    return before


def _is_known(name: str, token: Node, words: Sequence[str]) -> bool:
    if name == "font-family" and token.type == "string":
        return bool(FAMILIES.fullmatch(token.value))
    return token.type == "ident" and token.lower_value in words


def _printed(name: str, tokens: Sequence[Node], prelude: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    if name == "content" and prelude and not is_pseudo(prelude):
        yield tokens[0] if tokens else prelude[0], "content of an element itself"
    for token in _flat(tokens):
        fits = name == "hyphenate-character" and token.type == "string" and token.value in {"-", "\u2010"}
        if token.type == "string" and prelude and not fits and not _AROUND.fullmatch(token.value):
            yield token, f'{name}: "{token.value}"'


def _flat(tokens: Sequence[Node]) -> Iterator[Node]:
    for token in tokens:
        yield token
        yield from _flat(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _sizes(name: str, tokens: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Sizes with which something can no longer be read, or not where it belongs."""
    sizes = [token for token in _flat(tokens) if token.type in {"dimension", "percentage", "number"}]
    for place, token in enumerate(sizes):
        side = name
        if name == "margin":
            side = "margin-left" if place % 2 and len(sizes) > 1 else "margin-top"
        bounds = BOUNDS.get(side) or next(
            (BOUNDS[key] for key in ("padding", "border", "outline") if side.startswith(key)), None
        )
        unit = token.lower_unit if token.type == "dimension" else token.type
        per = 0.01 if unit == "percentage" and name in _PERCENT_OF_FONT else _EM.get(unit, 1.0)
        if bounds and side.startswith("border-") and side.endswith(("radius", "spacing")):
            bounds = None
        if bounds and not bounds[0] - 0.01 <= token.value * per <= bounds[1] + 0.01:
            yield token, f"{name}: {token.serialize()}"
