"""Choices: what a chart is to show, and how many of its kind have room in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from narrator.story.scope import by_size, is_firm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.model.figure import Figure, Figures
    from narrator.story.message import Message, Story

MOST_ROWS, MOST_PARTS, LEAST_BARS, PAIR = 8, 4, 3, 2
THIN, ARGUES = -30, 20
"""What two bars and nothing else weigh less, as a sentence says as much; what a chart of two quantities weighs more."""

NEARLY = Decimal("0.8")
"""One bar of more than this part of all needs no others beside it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart of some figures, the one that it is filed under first.

    `whole`: the figure that they are parts of, or the price among levels; `left`: the figures that would be in it and
    are not drawn; `between`: how many sources of a figure lie between those that have a row; `source`: the one whose
    values its bars are; `beside`: how far the price went, among levels; `is_last`: it is shown where nothing else is
    about the main figure, and where it is not about it either, where there is nothing else; `is_plain`: what it shows
    needs no chart, so that it is drawn where there is no other.
    """

    kind: str
    figures: tuple[str, ...]
    weight: int
    is_about_main: bool
    whole: str = ""
    left: tuple[str, ...] = ()
    between: int = 0
    is_last: bool = False
    source: str = ""
    beside: tuple[str, ...] = ()
    is_plain: bool = False

    @property
    def id(self) -> str:
        """The kind and the first figure."""
        return f"{self.kind}:{self.figures[0]}"


def choice_of(kind: str, figures: Iterable[Figure], of: Iterable[Message], story: Story, whole: str = "") -> Choice:
    """A chart of a kind from messages: of the figures those that have room, by the weight of the heaviest message."""
    ids = [figure.id for figure in figures]
    main = story.main.figures[:1]
    is_about_main = bool({*main} & {*ids, whole})
    weight = max((message.weight for message in of), default=0)
    most = MOST_PARTS if kind == "parts" else MOST_ROWS
    return Choice(kind, tuple(ids[:most]), weight, is_about_main, whole, tuple(ids[most:]))


def is_plain(figures: Iterable[Figure]) -> bool:
    """Whether one of some figures is nearly all of them, so that nobody needs to see that it is the largest."""
    first, *others = by_size(figures)
    most = sum((figure.interval.high or Decimal(0) for figure in others), Decimal(0))
    least = first.interval.low or Decimal(0)
    is_known = all(figure.interval.high is not None for figure in others)
    return is_known and least > NEARLY * (least + most)


def firm(known: Figures, names: Iterable[str]) -> list[Figure]:
    """Those figures of these names that an article may build on and a chart can place."""
    return [f for name in names if is_firm(f := known[name]) and not f.interval.is_empty]
