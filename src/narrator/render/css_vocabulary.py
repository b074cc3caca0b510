"""What a style sheet of a theme may hold: names by list, sizes by bound (SECURITY.md 1.5).

Left out on purpose: what fetches (`@import`, `@font-face`, url()), what hangs a layout (columns, gradients, and
outside `screen.css` flex and grid), what moves (animations, transforms), what would print a number of its own (every
counter but those of pages), and what no page of prose needs.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tinycss2.ast import Node


def names(text: str) -> frozenset[str]:
    """The names in a text."""
    return frozenset(text.split())


NUMBERS = names(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen
    half double triple twice thrice percent
    """
)
"""Words that say how many; `one` and `zero` are also said of nothing that is counted."""
_WORD = re.compile(r"[^\W\d]+")

_LENGTHS = {"px": 2000, "pt": 1500, "mm": 500, "cm": 50, "in": 20, "em": 100, "rem": 100, "ex": 100, "ch": 200}
_OTHERS = {"vw": 100, "vh": 100, "dvh": 100, "fr": 12, "s": 5, "ms": 5000, "number": 10_000, "percentage": 1_000}
LIMITS = _LENGTHS | _OTHERS
"""The largest size in each unit, and without one."""

PAGE_MARGIN = 60
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}
_SIZES = frozenset({"dimension", "percentage", "function"})

AT_RULES = frozenset({"media", "page"})
SCREEN_AT_RULES = frozenset({"media", "page", "supports"})
_MARGIN_BOX = re.compile(r"(top|bottom)-(left|center|right)(-corner)?|(left|right)-(top|middle|bottom)")
MEDIA = frozenset({"all", "print", "screen"})
BETWEEN = frozenset({"whitespace", "comment", "literal"})

HIDING = {"display": names("none var"), "visibility": names("hidden collapse var")}
"""Words that hide what they are said of; a custom property may hold one."""

_EDGES = re.compile(
    r"(margin|padding|border)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?-(color|style|width)"
)
_PROPERTIES = names(
    """
    background background-color border-collapse
    border-radius border-spacing bookmark-label bookmark-level bookmark-state bottom box-decoration-break box-sizing
    break-after break-before break-inside caption-side clear color content display
    empty-cells float font-family font-feature-settings font-kerning font-size font-style font-variant font-variant-caps
    font-variant-numeric font-weight height hyphenate-character hyphenate-limit-chars hyphenate-limit-zone hyphens left
    letter-spacing line-height list-style list-style-position list-style-type max-height max-width min-height min-width
    opacity orphans outline outline-color outline-style outline-width overflow overflow-wrap page position quotes right
    size string-set tab-size table-layout text-align text-align-last text-decoration text-decoration-color
    text-decoration-line text-decoration-style text-decoration-thickness text-indent text-overflow text-transform
    text-underline-offset top vertical-align visibility white-space widows width word-break word-spacing z-index
    """
)
_SCREEN_PROPERTIES = names(
    """
    align-items align-self anchor-name anchor-scope box-shadow color-scheme column-gap cursor fill fill-opacity flex
    flex-direction flex-wrap gap grid-column grid-row grid-template-columns hanging-punctuation inset isolation
    justify-content justify-items margin-block margin-inline order outline-offset overflow-x overflow-y
    overscroll-behavior padding-block padding-inline pointer-events position-anchor position-area position-try-fallbacks
    row-gap scroll-margin-top scrollbar-width stroke stroke-width text-rendering text-size-adjust text-wrap user-select
    -webkit-font-smoothing -webkit-text-size-adjust
    """
)
FUNCTIONS = names("var calc min max clamp rgb rgba hsl hsla counter string content attr")
PRINTS = {"counter": frozenset({"page", "pages"}), "attr": frozenset({"data-label"})}
"""What a sheet may print beside its own words: the number of the page in the usual digits, the head of a column."""
WORDS = {
    "display": names(
        """
        none inherit initial
        block inline inline-block list-item table inline-table table-row table-cell table-caption table-row-group
        table-header-group table-footer-group table-column table-column-group
        """
    ),
    "size": names("a4 a5 letter legal portrait landscape"),
}
"""The only words for properties that decide how a page is laid out."""


def numbered(text: str) -> str:
    """The first number in a text, in digits of any script or as a word; empty where there is none."""
    digits = next((char for char in text if char.isnumeric()), "")
    return digits or next((word for word in _WORD.findall(text) if word.lower() in NUMBERS), "")


def allows_property(name: str, *, screen: bool) -> bool:
    """Whether a sheet may set a property; custom ones (`--x`) are judged by their values."""
    if name.startswith("--") or name in _PROPERTIES or _EDGES.fullmatch(name):
        return True
    return screen and name in _SCREEN_PROPERTIES


def is_margin_box(node: Node) -> bool:
    """Whether a node of a style sheet is a box in the margin of a page."""
    return node.type == "at-rule" and bool(_MARGIN_BOX.fullmatch(node.lower_at_keyword))


def limit(token: Node) -> float:
    """The largest size that a number may have with its unit; less than nothing in an unknown unit."""
    return LIMITS.get(getattr(token, "lower_unit", token.type), -1)


def fits_page(name: str, token: Node) -> bool:
    """Whether a size leaves room for text: a page has a named size, and margins in units that paper has."""
    if token.type not in _SIZES or not name.startswith(("size", "width", "height", "margin")):
        return True
    width = token.value * _MILLIMETRES.get(token.lower_unit, math.inf) if token.type == "dimension" else math.inf
    return name.startswith("margin") and width <= PAGE_MARGIN
