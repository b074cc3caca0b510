"""Traditional characters, each by its simplified form: what a desk in Hong Kong or Taipei writes, and most records."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _table() -> Mapping[int, str]:
    text = resources.files(__package__ or "").joinpath("hanzi.toml").read_text(encoding="utf-8")
    old, new = ("".join(said.split()) for said in tomllib.loads(text).values())
    return {ord(one): other for one, other in zip(old, new, strict=True)}


def simplified(text: str) -> str:
    """A text of the same length with the simplified forms of its traditional characters."""
    return text if text.isascii() else text.translate(_table())
