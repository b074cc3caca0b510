"""Looks: a page set denser, as CSS, and what its pieces then are, which is a guess where lines become fewer.

Of the guesses at 108 pages nine in ten were wrong by one line or none.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from narrator.render.flow import CHART, MM, SECTION, is_line, lined, of, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrator.render.flow import Flow, Piece

PT = 96 / 72
TEXT, LEADING, PADDING = 7.6, 1.22, 0.5
"""The text of a table in pt, its leading, and what is above and below it in mm."""
CLOSER = (
    f"section table{{font-size:{TEXT}pt!important;line-height:{LEADING}!important}}"
    f"section td,section th{{padding-top:{PADDING}mm!important;padding-bottom:{PADDING}mm!important}}"
)
NARROWER = f"section{{margin-top:{SECTION}mm!important}}.chart{{margin:{CHART}mm 0!important}}"
SPACE, RAGGED = 0.25, 0.9
"""The em of a space, and how much of what lines lack of their width they lack in another size; set on 55 pages."""


class Look(NamedTuple):
    """Closer tables, text of such a size and leading, and less above sections and round charts."""

    size: float = 1
    leading: float = 0
    is_narrow: bool = False

    @property
    def css(self) -> str:
        """What is laid over a theme."""
        leading = f";line-height:{self.leading}!important" if self.leading else ""
        text = f"body{{font-size:{self.size}em!important{leading}}}" if self.size != 1 else ""
        return f"{CLOSER}{NARROWER if self.is_narrow else ''}{text}"


LOOKS = (Look(), Look(0.97), Look(0.94, 1.4), Look(0.92, 1.4, is_narrow=True))
"""Each denser than the one before it."""


def denser(flow: Flow, look: Look) -> Flow:
    """The flow in a denser look, as far as can be told how many lines there then are."""
    text = next(box.style for box in flow.pieces[0].path if box.element_tag == "body")
    found = [piece for _, run in groupby(flow.pieces, key=of) for piece in _denser(list(run), look, text)]
    heads: dict[Any, float] = {}
    for piece in (piece for piece in found if piece.name == "head"):
        heads[piece.within("table")] = heads.get(piece.within("table"), 0) + piece.height
    pieces = (replace(p, head=heads[p.within("table")]) if p.head else p for p in found)
    return flow._replace(pieces=tuple(replace(p, gap=p.narrow) if look.is_narrow else p for p in pieces))


def _denser(run: list[Piece], look: Look, text: Any) -> list[Piece]:  # noqa: ANN401
    """The pieces of one element in a denser look, where the text of a page is of such a style."""
    first, block = run[0], run[0].path[-1]
    if block.element_tag == "tr":
        return [replace(piece, height=_row(piece)) for piece in run] if first.within("section") is not None else run
    size = block.style["font_size"]
    times = look.size if size == text["font_size"] and block.element_tag != "figure" else 1
    if not is_line(first.box):
        return [replace(first, height=first.height * times)]
    is_led = look.leading and block.style["line_height"] == text["line_height"]
    height = size * times * look.leading if is_led else first.height * times
    count = _count([piece.box for piece in run], block.width, times, SPACE * size)
    return [replace(piece, height=height) for piece in lined(run[:count])]


def _row(piece: Piece) -> float:
    """How high a row is with closer text."""
    heights, cells = [0.0], piece.box.children
    for cell in cells:
        lines, size = [box for box in cell.descendants() if is_line(box)], cell.style["font_size"]
        count = _count(lines, cell.width, TEXT * PT / size, SPACE * size)
        heights.append(count * TEXT * PT * LEADING if lines else cell.height * TEXT * PT / size)
    inside = max((cell.height + px(cell, "padding_top") + px(cell, "padding_bottom") for cell in cells), default=0)
    return max(heights) + 2 * PADDING * MM + max(0.0, piece.height - inside)


def _count(lines: Sequence[Any], width: float, times: float, space: float) -> int:
    """How many lines these become in so many times their size, by their lengths."""
    ends = [max((box.position_x + box.margin_width() for box in line.children), default=0) for line in lines]
    lengths: list[float] = [max(0.0, end - line.position_x) for end, line in zip(ends, lines, strict=True)]
    total = times * (sum(lengths) + space * (len(lines) - 1))
    if total <= width or not lines[1:]:
        return min(len(lines), 1)
    lacking = max(0.0, width - sum(lengths[:-1]) / (len(lines) - 1) - space)
    room = width - RAGGED * lacking
    return min(len(lines), ceil(total / room)) if room > 0 else len(lines)
