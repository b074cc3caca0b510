"""Pictures: a chart as PNG, for forms that show no SVG. Drawn by resvg, with the packaged fonts and nothing else.

A chart comes from a template that an editor may own, and resvg opens the files that an image names: whatever is not a
shape or a text is refused before it is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from xml.parsers import expat

from narrator.errors import Exit, UserError
from narrator.render.fonts import text_of

WIDTH = 605
"""Of a chart, in CSS pixels: the 160 mm between the margins of a page."""
ZOOM = 3
"""Pixels of the picture to a CSS pixel: what a printer shows sharp."""
SHAPES = frozenset({"svg", "g", "title", "desc", "rect", "path", "text", "tspan", "line", "circle"})
SANS = "fontpkg_source_sans_3/SourceSans3[wght].ttf"
_FAMILY = re.compile(r'font-family="Narrator [A-Za-z]+"')
_SVG = re.compile(r"<svg .*</svg>", re.DOTALL)
_FINDING = re.compile(r'<p class="finding">(.*?)</p>', re.DOTALL)
_SOURCE = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_TOLD = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


class UndrawnError(UserError):
    """A chart that its template has made of more than shapes and texts."""

    exit = Exit.TEMPLATE

    def __init__(self, chart: str, reason: object) -> None:
        super().__init__(f"{chart}: this chart cannot be a picture: {reason}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a picture, with its texts: the finding above, the source below, and what it shows, in words."""

    png: bytes
    finding: str
    source: str
    title: str
    told: str


def picture(chart: str, figure: str) -> Picture:
    """The picture of a chart, whose figure element is given.

    Raises:
        UndrawnError: it has more in it than shapes and texts.
    """
    svg = _SVG.search(figure)
    if svg is None:
        raise UndrawnError(chart, "there is no svg element in it")
    drawn = svg[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    drawn = drawn.replace('width="100%"', f'width="{WIDTH}"', 1)
    drawn = _FAMILY.sub("font-family=\"'Source Sans 3'\"", drawn)
    _inspect(chart, drawn)
    finding, source, title, told = (_text(pattern, figure) for pattern in (_FINDING, _SOURCE, _TITLE, _TOLD))
    return Picture(_png(chart, drawn), finding, source, title, told)


def _png(chart: str, svg: str) -> bytes:
    from resvg_py import svg_to_bytes  # noqa: PLC0415  # an extra

    package, _, name = SANS.partition("/")
    font = str(files(package) / "files" / name)
    try:
        return bytes(svg_to_bytes(svg, background="#ffffff", skip_system_fonts=True, font_files=[font], zoom=ZOOM))
    except ValueError as error:
        raise UndrawnError(chart, error) from error


def _inspect(chart: str, svg: str) -> None:
    """Refuses what could name a file, an address or an entity."""

    def start(name: str, facts: dict[str, str]) -> None:
        if name not in SHAPES:
            raise UndrawnError(chart, f"<{name}>; it may hold {', '.join(sorted(SHAPES))}")
        for key, value in facts.items():
            if key.rpartition(":")[2] in {"href", "style"} or "url(" in value.lower():
                raise UndrawnError(chart, f"{key} of <{name}>; colours and places only")

    def refuse(*_: object) -> None:
        raise UndrawnError(chart, "a document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(svg, True)
    except expat.ExpatError as error:
        raise UndrawnError(chart, error) from error


def _text(pattern: re.Pattern[str], figure: str) -> str:
    found = pattern.search(figure)
    return " ".join(text_of(found[1]).split()) if found else ""
