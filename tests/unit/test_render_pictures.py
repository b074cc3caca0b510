"""Pictures: a chart as PNG with its texts, drawn from itself alone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from narrator.errors import Exit
from narrator.render.charting import COLOURS
from narrator.render.pictures import WIDTH, ZOOM, UndrawnError, picture

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = '<rect x="0" y="0" width="50%" height="10" fill="#0b5a66"/>'


def chart(inside: str = SHAPES) -> str:
    return (
        '<figure><p class="finding">Longs &amp; shorts</p>'
        '<svg role="img" width="100%" height="40" font-family="Narrator Sans" font-size="13">'
        f'<title id="t">A title</title><desc id="d">Longs: $5 million. </desc>{inside}</svg>'
        "<figcaption>Source: one,\n as of today.</figcaption></figure>"
    )


def drawn(inside: str = SHAPES) -> Image.Image:
    return Image.open(io.BytesIO(picture("a", chart(inside)).png)).convert("RGB")


def test_a_chart_is_drawn_as_wide_as_the_text_with_its_texts_beside_it() -> None:
    made = picture("a", chart())
    assert (made.finding, made.source) == ("Longs & shorts", "Source: one, as of today.")
    assert (made.title, made.told) == ("A title", "Longs: $5 million.")
    image = drawn()
    assert image.size == (WIDTH * ZOOM, 40 * ZOOM)
    assert image.getpixel((10, 10)) == (0x0B, 0x5A, 0x66)
    assert image.getpixel((WIDTH * ZOOM - 10, 10)) == (255, 255, 255)


def test_letters_are_drawn_in_the_packaged_font_and_bold_is_bolder() -> None:
    def ink(weight: int) -> int:
        colour = COLOURS["ink"]
        image = drawn(f'<text x="0" y="20" fill="{colour}" font-weight="{weight}">$400–500 million</text>')
        return sum(image.convert("L").histogram()[:128])

    assert ink(600) > ink(400) > 100


def test_a_picture_of_a_file_is_refused_and_its_file_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (8, 8), "red").save(secret)
    with pytest.raises(UndrawnError, match="<image>") as refused:
        picture("a", chart(f'<image href="{secret}" width="50" height="20"/>'))
    assert refused.value.exit is Exit.TEMPLATE


@pytest.mark.parametrize(
    "inside",
    [
        '<image xlink:href="x.png"/>',
        '<use href="#t"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        "<style>rect { fill: url(http://127.0.0.1:9/x) }</style>",
        '<rect fill="URL(http://127.0.0.1:9/x)"/>',
        '<rect style="fill: red"/>',
        '<text href="x">a</text>',
        "<rect>",
        "&undeclared;",
    ],
)
def test_what_is_neither_shape_nor_text_is_refused(inside: str) -> None:
    with pytest.raises(UndrawnError):
        picture("a", chart(inside))


def test_a_document_type_and_a_figure_without_a_chart_are_refused() -> None:
    with pytest.raises(UndrawnError, match="no svg"):
        picture("a", "<figure></figure>")
    with pytest.raises(UndrawnError):
        picture("a", chart().replace("<title", '<!DOCTYPE svg [<!ENTITY a "b">]><title'))
