"""Colours: how much two of them differ in brightness, and the nearest one that can be read on a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

READABLE = 4.5
"""The least contrast of words and what is behind them that WCAG allows."""
HEX = re.compile(r"#[0-9A-Fa-f]{6}")
BLACK, WHITE = "#000000", "#ffffff"
STEPS = 200
"""How finely a colour is mixed with black or white: a step is hardly seen."""


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    """How much two colours, in red, green and blue from 0 to 1, differ in brightness, 1 to 21, as WCAG has it."""
    light, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return float((light + 0.05) / (dark + 0.05))


def _brightness(colour: Sequence[float]) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3])  # noqa: PLR2004  # sRGB
    return float(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)))


def parts(colour: str) -> tuple[int, ...]:
    """Red, green and blue of `#rrggbb`, 0 to 255 each."""
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def apart(one: str, other: str) -> float:
    """The contrast of two colours written `#rrggbb`."""
    return contrast(*([part / 255 for part in parts(colour)] for colour in (one, other)))


def readable(colour: str, page: str, least: float = READABLE) -> str:
    """A colour, or the nearest one to it, towards black or white, that has a contrast with a page."""
    end = max((BLACK, WHITE), key=lambda each: apart(each, page))
    mixed = (_mixed(colour, end, step) for step in range(STEPS + 1))
    return next((each for each in mixed if apart(each, page) >= least), end)


def _mixed(colour: str, end: str, step: int) -> str:
    pairs = zip(parts(colour), parts(end), strict=True)
    return "#" + "".join(f"{one + (other - one) * step // STEPS:02x}" for one, other in pairs)
