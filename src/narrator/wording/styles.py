"""The closed set of styles in which a figure can be said (LANGUAGE.md 4)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from narrator.model.quantity import INDEX, PERCENT, POINTS, Direction

if TYPE_CHECKING:
    from narrator.model.figure import Figure


class Style(StrEnum):
    """How a figure is framed; `body` stands in where a style has no words of its own for a figure."""

    BODY = "body"
    BETWEEN = "between"
    HEADLINE = "headline"
    COMPACT = "compact"
    FLOOR = "floor"
    WORDS = "words"
    SHARE = "share"
    CHANGE = "change"


FRAMED = frozenset({Style.BODY, Style.BETWEEN})
"""The styles that print window, worth, attribution, circulating values and every nature; the others print X alone."""

IN_FIGURES = frozenset({Style.HEADLINE, Style.COMPACT})
"""The styles in which a count is never spelled out."""


def default_style(figure: Figure) -> Style:
    """The style of a figure where nobody chose one: `change` for what rose or fell, else `body`."""
    moves = figure.direction in {Direction.UP, Direction.DOWN}
    low = figure.interval.low
    below_zero = figure.unit in {PERCENT, POINTS, INDEX} and low is not None and low < 0
    return Style.CHANGE if moves or below_zero else Style.BODY
