"""The longer patterns of the words that the audit reads: they stand in `patterns.toml`, by who reads them."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

_TABLE = tomllib.loads(resources.files(__package__ or "").joinpath("patterns.toml").read_text(encoding="utf-8"))


def patterns(module: str, *names: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a module by their names, in any case where its table says so.

    Raises:
        KeyError: the module has no pattern of that name.
    """
    table = _TABLE[module.rpartition(".")[2]]
    free = table.get("any_case", {})
    return tuple(re.compile("".join(free.get(n) or table[n]), re.IGNORECASE if n in free else 0) for n in names)


def worded(table: str) -> dict[str, str]:
    """The patterns of a table of words, as texts, by what they stand for."""
    return {key: "".join(parts) for key, parts in _TABLE[table].items()}
