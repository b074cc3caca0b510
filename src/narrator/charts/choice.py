"""Choices: what a chart is to show, and how many of its kind have room in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.story.scope import is_firm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narrator.model.figure import Figure, Figures
    from narrator.story.message import Message, Story

MOST_ROWS, MOST_PARTS, LEAST_BARS, PAIR = 8, 4, 3, 2
THIN, ARGUES = -30, 20
"""What two bars and nothing else weigh less, as a sentence says as much; what a chart of two quantities weighs more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart of some figures, the one that it is filed under first.

    `whole`: the figure that they are parts of, or the price among levels; `left`: the figures that would be in it and
    are not drawn; `between`: how many sources of a figure lie between those that have a row; `is_last`: it is shown
    where nothing else is about the main figure, and where it is not about it either, where there is nothing else.
    """

    kind: str
    figures: tuple[str, ...]
    weight: int
    is_about_main: bool
    whole: str = ""
    left: tuple[str, ...] = ()
    between: int = 0
    is_last: bool = False

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


def firm(known: Figures, names: Iterable[str]) -> list[Figure]:
    """Those figures of these names that an article may build on and a chart can place."""
    return [f for name in names if is_firm(f := known[name]) and not f.interval.is_empty]
