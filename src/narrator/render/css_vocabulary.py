"""What a style sheet of a theme may hold: names by list, sizes by bound (SECURITY.md 1.5).

Left out on purpose: what fetches (`@import`, `@font-face`, url()), what hangs a layout (columns, gradients, and
outside `screen.css` flex and grid), what moves (animations, transforms), and what no page of prose needs.
"""

from __future__ import annotations

import math
import re


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LENGTHS = {"px": 2000, "pt": 1500, "mm": 500, "cm": 50, "in": 20, "em": 100, "rem": 100, "ex": 100, "ch": 200}
UNITS = _LENGTHS | {"vw": 100, "vh": 100, "dvh": 100, "fr": 12, "s": 5, "ms": 5000}
"""The largest size in each unit."""

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}

AT_RULES = frozenset({"media", "page"})
SCREEN_AT_RULES = frozenset({"media", "page", "supports"})
MARGIN_BOX = re.compile(r"(top|bottom)-(left|center|right)(-corner)?|(left|right)-(top|middle|bottom)")
MEDIA = frozenset({"all", "print", "screen"})

_EDGES = re.compile(
    r"(margin|padding|border)(-(top|right|bottom|left))?|border(-(top|right|bottom|left))?-(color|style|width)"
)
_PROPERTIES = _names(
    """
    background background-color border-collapse
    border-radius border-spacing bookmark-label bookmark-level bookmark-state bottom box-decoration-break box-sizing
    break-after break-before break-inside caption-side clear color content counter-increment counter-reset display
    empty-cells float font-family font-feature-settings font-kerning font-size font-style font-variant font-variant-caps
    font-variant-numeric font-weight height hyphenate-character hyphenate-limit-chars hyphenate-limit-zone hyphens left
    letter-spacing line-height list-style list-style-position list-style-type max-height max-width min-height min-width
    opacity orphans outline outline-color outline-style outline-width overflow overflow-wrap page position quotes right
    size string-set tab-size table-layout text-align text-align-last text-decoration text-decoration-color
    text-decoration-line text-decoration-style text-decoration-thickness text-indent text-overflow text-transform
    text-underline-offset top vertical-align visibility white-space widows width word-break word-spacing z-index
    """
)
_SCREEN_PROPERTIES = _names(
    """
    align-items align-self anchor-name anchor-scope box-shadow color-scheme column-gap cursor fill fill-opacity flex
    flex-direction flex-wrap gap grid-column grid-row grid-template-columns hanging-punctuation inset isolation
    justify-content justify-items margin-block margin-inline outline-offset overflow-x overflow-y overscroll-behavior
    padding-block padding-inline pointer-events position-anchor position-area position-try-fallbacks row-gap
    scroll-margin-top scrollbar-width stroke stroke-width text-rendering text-size-adjust text-wrap user-select
    -webkit-font-smoothing -webkit-text-size-adjust
    """
)
FUNCTIONS = _names("var calc min max clamp rgb rgba hsl hsla counter counters string content")
DISPLAYS = _names(
    """
    none inherit initial
    block inline inline-block list-item table inline-table table-row table-cell table-caption table-row-group
    table-header-group table-footer-group table-column table-column-group
    """
)
PAGE_SIZES = frozenset({"a4", "a5", "letter", "legal", "portrait", "landscape"})


def allows_property(name: str, *, screen: bool) -> bool:
    """Whether a sheet may set a property; custom ones (`--x`) are judged by their values."""
    if name.startswith("--") or name in _PROPERTIES or _EDGES.fullmatch(name):
        return True
    return screen and name in _SCREEN_PROPERTIES


def millimetres(value: float, unit: str) -> float:
    """A length on paper; infinite in a unit that paper does not have."""
    return value * _MILLIMETRES.get(unit, math.inf)
