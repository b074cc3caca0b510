"""Flow: the pieces of a page that has been laid out, and by arithmetic where its pages would break otherwise.

WeasyPrint takes a third of a second to lay out a page, and adding up the heights that it found a thousandth of that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHOLE = "section tbody{break-inside:avoid}"
APART = "section:nth-last-of-type(2){break-before:page}"
WAYS = ("", WHOLE, APART)
"""How the table of all figures may break: between rows, between its groups, or not before a page of its own."""
BLOCKS = ("p", "h2", "ul", "ol", "blockquote", "figure", "div")
FULL = 0.85
"""The part of a page that may not be left emptier for that, where another way fills it."""

MM = 96 / 25.4
SECTION, CHART = 3.6, 2.5
"""What is left in mm above a section and round a chart where pages are drawn in."""
SLIGHT = 0.01
"""Pixels that are the rounding of a sum."""
FORCED, AVOID = {"page", "left", "right", "recto", "verso"}, {"avoid", "avoid-page"}


@dataclass(frozen=True, slots=True)
class Piece:
    """What does not break: a line, a row of a table, a chart, a block without lines.

    `path`: the blocks that it is in, outermost first, it too where it is one. `gap`: what is above it where it does not
    begin a page; `narrow`: the same where less is above sections. `before`: whether a page begins with it, as CSS says.
    `is_inside`: of the group of rows of the piece before it. `head`: what the head of its table takes on its next page.
    `is_first`: that it began a page.
    """

    box: Any
    path: tuple[Any, ...]
    height: float
    is_first: bool = False
    gap: float = 0
    narrow: float = 0
    before: str = ""
    is_inside: bool = False
    head: float = 0

    def within(self, *tags: str) -> Any:  # noqa: ANN401  # the boxes and elements of WeasyPrint have no types
        """The outermost element of one of these tags that it is in."""
        return next((box.element for box in self.path if box.element_tag in tags), None)

    @property
    def name(self) -> str:
        """What a row names: `head` the columns, `group` the rows below it."""
        return "head" if self.within("thead") is not None else str(self.path[-1].element.get("class") or "")


class Flow(NamedTuple):
    """The pieces of a page in their order, and the heights of its sheets."""

    pieces: tuple[Piece, ...]
    rooms: tuple[float, ...]

    @property
    def firsts(self) -> list[int]:
        """The pieces that began a page."""
        return [0, *(number for number, piece in enumerate(self.pieces) if piece.is_first)]

    def room(self, page: int) -> float:
        """The height of a sheet; what comes after the last is as high."""
        return self.rooms[min(page, len(self.rooms) - 1)]

    def starts(self, way: str) -> list[int]:
        """The pieces that begin a page, where tables break in this way."""
        starts, end, number = [0], 0.0, 0
        apart = self._apart() if way == APART else 0
        while number < len(self.pieces):
            piece, is_first = self.pieces[number], number == starts[-1]
            is_forced = piece.before in FORCED or number == apart > 0
            end = self._above(number, is_forced=is_forced) if is_first else end + piece.gap
            end += piece.height
            if not is_first and (is_forced or end > self.room(len(starts) - 1) + SLIGHT):
                number = number if is_forced else self._broken(starts[-1], number, is_whole=way == WHOLE)
                starts.append(number)
            else:
                number += 1
        return starts

    def _above(self, number: int, *, is_forced: bool) -> float:
        """What is above a piece that begins a page: the head of its table, and its margin only where it must begin."""
        piece = self.pieces[number]
        return piece.gap * (is_forced or not number) + piece.head * bool(number)

    def _apart(self) -> int:
        """The piece that begins the last section but one."""
        sections = [piece.within("section") for piece in self.pieces]
        firsts = [n for n, (a, b) in enumerate(pairwise(sections), 1) if b is not None and a is not b]
        return firsts[-2] if len(firsts) > 1 else 0

    def _broken(self, first: int, over: int, *, is_whole: bool) -> int:
        """The piece that begins the next page when one is over: the last that may, else that one.

        Where groups stay whole, the first of a page breaks all the same, as WeasyPrint has it.
        """
        group = over
        while group > first and self.pieces[group].is_inside:
            group -= 1
        is_row = self.pieces[over].box.element_tag == "tr"
        is_only = is_whole and is_row and (group == first or self.pieces[group - 1].name == "head")
        is_kept = is_whole and not is_only
        for number in range(over, group if is_only else first, -1):
            piece = self.pieces[number]
            if not (piece.before or (is_kept and piece.is_inside)):
                return number
        return over

    def fills(self, starts: Sequence[int]) -> list[float]:
        """The part of each page above the end of its last piece."""
        found = []
        for page, (first, after) in enumerate(pairwise((*starts, len(self.pieces)))):
            above = self._above(first, is_forced=self.pieces[first].before in FORCED)
            below = sum(piece.gap for piece in self.pieces[first + 1 : after])
            found.append((above + below + sum(piece.height for piece in self.pieces[first:after])) / self.room(page))
        return found

    def faults(self, starts: Sequence[int]) -> tuple[int, float, int]:
        """How many pages end where none should, how much of them is left bare, and how many groups are broken."""
        cut = sum(self.pieces[first].before == "avoid" or self._is_head(first - 1) for first in starts[1:])
        bare = sum(round(max(0.0, FULL - fill), 2) for fill in self.fills(starts)[:-1])
        broken = sum(self.pieces[first].is_inside and self._is_named(first) for first in starts[1:])
        return cut, bare, broken

    def _is_head(self, number: int) -> bool:
        """Whether a piece names what is below it."""
        piece = self.pieces[number]
        return piece.within("h2") is not None or piece.name in {"head", "group"}

    def _is_named(self, number: int) -> bool:
        """Whether the group of a row has a name."""
        while self.pieces[number].is_inside:
            number -= 1
        return self.pieces[number].name == "group"


def of(piece: Piece) -> int:
    """The element of a piece: lines of one follow each other."""
    return id(piece.path[-1].element)


def is_line(box: Any) -> bool:  # noqa: ANN401
    """Whether a box is a line of text."""
    return type(box).__name__ == "LineBox"


def measured(pages: Sequence[Any]) -> Flow:
    """What has been laid out."""
    found: list[Piece] = []
    heads: dict[Any, float] = {}
    seen = set()
    sheets = [page._page_box for page in pages]  # noqa: SLF001  # nothing else says where its lines are
    for sheet in sheets:
        end, is_first = sheet.content_box_y(), bool(found)
        for box, path in _leaves(sheet.children[0]):
            is_block = path[-1] is box and box.element_tag != "tr"
            top, height = (box.border_box_y(), box.border_height()) if is_block else (box.position_y, box.height)
            piece = Piece(box, path, height, is_first, gap=top - end, narrow=top - end)
            end = top + height
            table, is_head = piece.within("table"), piece.name == "head"
            if is_head and box.element in seen:
                continue
            if is_head:
                seen.add(box.element)
                heads[table] = heads.get(table, 0) + height
            else:
                piece = replace(piece, head=heads.get(table, 0))
            found.append(_behind(found[-1], piece) if found else piece)
            is_first = False
    pieces = (piece for _, run in groupby(found, key=of) for piece in lined(list(run)))
    return Flow(tuple(pieces), tuple(sheet.height for sheet in sheets))


def _leaves(box: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:  # noqa: ANN401
    """The boxes inside one that do not break, each with the blocks that it is in."""
    for child in getattr(box, "children", ()):
        if is_line(child):
            yield child, path
        elif child.is_in_normal_flow():
            inside = (*path, child)
            is_whole = child.element_tag in {"tr", "figure"}
            below = [] if is_whole else list(_leaves(child, inside))
            yield from below or [(child, inside)]


def _behind(last: Piece, piece: Piece) -> Piece:
    """A piece with what is between it and the last; where it begins a page, that is what their margins say."""
    common = 0
    for ended, begun in zip(last.path, piece.path, strict=False):
        if ended.element is not begun.element or ended.element_tag != begun.element_tag:
            break
        common += 1
    ending, beginning, around = last.path[common:], piece.path[common:], piece.path[:common]
    said = {box.style["break_after"] for box in ending} | {box.style["break_before"] for box in beginning}
    groups = [box for box in around if box.element_tag == "tbody"]
    said |= {box.style["break_inside"] for box in around if box not in groups}
    margins = [(box, "margin_bottom") for box in ending] + [(box, "margin_top") for box in beginning]
    wide = max([0, *(px(*margin) for margin in margins)])
    gap = wide if piece.is_first else piece.gap
    narrow = gap - wide + max([0, *(_narrow(*margin) for margin in margins)])
    before = "page" if said & FORCED else "avoid" if said & AVOID else ""
    return replace(piece, gap=gap, narrow=narrow, before=before, is_inside=bool(groups))


def px(box: Any, name: str) -> float:  # noqa: ANN401
    """A length of the style of a box, where it is one."""
    value = box.style[name]
    return float(value.value) if getattr(value, "unit", None) == "px" else 0.0


def _narrow(box: Any, name: str) -> float:  # noqa: ANN401
    """A margin of a box where less is above sections and round charts."""
    if box.element_tag == "figure":
        return CHART * MM
    return SECTION * MM if (box.element_tag, name) == ("section", "margin_top") else px(box, name)


def lined(run: list[Piece]) -> list[Piece]:
    """The lines of a block with what it says of pages that begin with one of them; else what is no line, as it is."""
    if not is_line(run[0].box):
        return run
    style, count = run[0].path[-1].style, len(run)
    few = {n for n in range(1, count) if n < style["orphans"] or count - n < style["widows"]}
    return [replace(piece, before="avoid") if n in few else piece for n, piece in enumerate(run)]
