"""The longer patterns of the words that are read: they stand in the `patterns.toml` of a room, by who reads them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib import resources
from typing import Any, cast


class Lazy:
    """Stands for a pattern, which is compiled when something is first asked of it: few texts need them all."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a pattern has
        found = getattr(self.compiled, name)
        setattr(self, name, found)
        return found

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself.

        Raises:
            re.error: it is none.
        """
        return re.compile(self.pattern, self._flags)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first used."""
    return cast("re.Pattern[str]", Lazy(pattern, flags))


def table(module: str, name: str) -> dict[str, Any]:
    """The words of a file that stands beside a module."""
    room = resources.files(module.rpartition(".")[0])
    return tomllib.loads(room.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _patterns(room: str) -> dict[str, Any]:
    """The patterns of a room, by who reads them."""
    return table(f"{room}.", "patterns")


def patterns(module: str, *names: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a module by their names, in any case where its table says so.

    Raises:
        KeyError: the module has no pattern of that name.
    """
    room, _, name = module.rpartition(".")
    own = _patterns(room)[name]
    free = own.get("any_case", {})
    return tuple(lazy(_filled(free.get(n) or own[n]), re.IGNORECASE if n in free else 0) for n in names)


def _filled(parts: list[str]) -> str:
    """A pattern with the words that several patterns have, which stand in it by their name: «months»."""
    text = "".join(parts)
    for name, words in _patterns(__package__ or "")["joint"].items():
        text = text.replace(f"«{name}»", "".join(words))
    return text


def worded(module: str, name: str) -> dict[str, str]:
    """The patterns of a table of words of a module's room, as texts, by what they stand for."""
    return {key: "".join(parts) for key, parts in _patterns(module.rpartition(".")[0])[name].items()}
