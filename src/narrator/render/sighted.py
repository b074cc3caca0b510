"""Whether the figures of a page are seen in its PDF, read off the boxes as they are laid out.

The sheets of a theme are held to what they may do before they meet a page; this looks at what came of them. It costs a
thousandth of the time of a PDF, where reading the text of the finished file would cost a tenth.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from narrator.model.colour import contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SMALLEST, SOLID, LEAST = 4.0, 0.6, 1.5
"""A size in px, an opacity and a contrast below which words are as good as hidden."""
SLACK = 1.0
_FIGURE = re.compile(r'<data class="figure"[^>]*>(.*?)</data>', re.DOTALL)
_CHART = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_SPACES = re.compile(r"[\s\u00ad-]+")


class Frame(NamedTuple):
    """What a box stands in: how much of it is seen through, what is behind it, and where it is cut off."""

    opacity: float
    behind: tuple[float, float, float]
    left: float
    top: float
    right: float
    bottom: float


def unseen(html: str, pages: Iterable[Any]) -> list[str]:
    """The figures of a page that its PDF does not show; a chart shows its own otherwise."""
    printed = [unescape(re.sub(r"<[^>]*>", "", text)) for text in _FIGURE.findall(_CHART.sub("", html))]
    wanted = [*map(_plain, printed)]
    shown: dict[int, str] = {}
    for page in pages:
        box = page._page_box  # noqa: SLF001  # there is no other way to the boxes
        frame = Frame(1.0, (1.0, 1.0, 1.0), 0.0, 0.0, page.width, page.height)
        for element, text in _texts(box, frame, None):
            shown[id(element)] = shown.get(id(element), "") + text
    found = [*map(_plain, shown.values())]
    return [text for text in dict.fromkeys(printed) if found.count(_plain(text)) < wanted.count(_plain(text))]


def _texts(box: Any, frame: Frame, figure: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401  # WeasyPrint has no types
    """The texts of figures that are seen, each with its element."""
    element = getattr(box, "element", None)
    if element is not None and element.tag == "figure":
        return
    if element is not None and element.tag == "data" and "::" not in (box.element_tag or ""):
        figure = element
    style = box.style
    frame = frame._replace(opacity=frame.opacity * style["opacity"])
    colour = style["background_color"]
    if getattr(colour, "alpha", 0) > SOLID:
        frame = frame._replace(behind=tuple(colour.to("srgb").coordinates))
    text = getattr(box, "text", None)
    if text is not None and figure is not None and _is_seen(box, frame):
        yield figure, text
    if style["overflow"] != "visible" and hasattr(box, "padding_box_x") and box.element_tag not in {"html", "body"}:
        left, top = box.padding_box_x(), box.padding_box_y()
        frame = frame._replace(
            left=max(frame.left, left),
            top=max(frame.top, top),
            right=min(frame.right, left + box.padding_width()),
            bottom=min(frame.bottom, top + box.padding_height()),
        )
    for child in getattr(box, "children", ()):
        yield from _texts(child, frame, figure)


def _is_seen(box: Any, frame: Frame) -> bool:  # noqa: ANN401
    style, colour = box.style, box.style["color"]
    if style["visibility"] != "visible" or style["font_size"] < SMALLEST or frame.opacity * colour.alpha < SOLID:
        return False
    across, down = box.position_x + box.width / 2, box.position_y + box.height / 2
    is_within = box.position_x >= frame.left - SLACK and box.position_x + box.width <= frame.right + SLACK
    is_there = is_within and frame.left <= across <= frame.right and frame.top <= down <= frame.bottom
    return is_there and contrast(colour.to("srgb").coordinates, frame.behind) >= LEAST


def _plain(text: str) -> str:
    """A text as it can be compared, wherever a line was broken."""
    return _SPACES.sub("", text)
