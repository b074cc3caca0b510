"""Traditional characters, each by its simplified form: what a desk in Hong Kong or Taipei writes, and most records."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from narrator.reading.patterns import table

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _table() -> Mapping[int, str]:
    old, new = ("".join(said.split()) for said in table(__name__, "hanzi").values())
    return {ord(one): other for one, other in zip(old, new, strict=True)}


def simplified(text: str) -> str:
    """A text of the same length with the simplified forms of its traditional characters."""
    return text if text.isascii() else text.translate(_table())
