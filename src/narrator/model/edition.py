"""Editions: for whom a brief is made beside the usual reader, and what such a one is called.

The key of an edition is its language, `en`, and for one with a name that name behind it, `en.acme`: the folder in
`out/`, and a part of the names of what is published and edited of it. It needs nothing that is heavy.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "default"
"""What the edition without a name is called on a command line."""
TABLE = "editions"
"""What the table of editions is called in `narrator.toml`."""
NAME = r"[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,3}"
"""In small letters, so that no two are one folder where a system takes capitals for the same."""
KEY = rf"[a-z]{{2}}(?:-[A-Z]{{2}})?(?:\.{NAME})?"


SET = r"templates-[A-Za-z0-9_-]{1,60}"
"""What the folder of the templates of an edition is called: it lies beside `templates/`."""


def key_of(language: str, name: str) -> str:
    """The key of an edition."""
    return f"{language}.{name}" if name else language


def language_of(key: str) -> str:
    """The language of an edition."""
    return key.partition(".")[0]


def name_of(key: str) -> str:
    """The name of an edition; empty for the usual one."""
    return key.partition(".")[2]


def keys(told: Mapping[str, Any], language: str = "en") -> tuple[str, ...]:
    """The keys of all editions of some settings, the usual one first; of names that cannot be one, none."""
    table = told.get(TABLE)
    names = sorted(name for name in table if re.fullmatch(NAME, name)) if isinstance(table, dict) else []
    return (language, *(key_of(language, name) for name in names))


def settings_of(told: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What settings are for an edition: its own before those of all."""
    usual = {name: value for name, value in told.items() if name != TABLE}
    table = told.get(TABLE)
    own = table.get(name_of(key)) if isinstance(table, dict) else None
    return {**usual, **own} if name_of(key) and isinstance(own, dict) else usual


def templates_of(told: Mapping[str, Any]) -> str:
    """The folder of the templates of an edition, by its settings; one that cannot be one is told elsewhere."""
    named = told.get("templates")
    return named if isinstance(named, str) and re.fullmatch(SET, named) else "templates"


def typed(data: bytes) -> dict[str, Any]:
    """The settings in a file; nothing where it cannot be read, which is told elsewhere."""
    with suppress(ValueError):
        return tomllib.loads(data.decode())
    return {}
