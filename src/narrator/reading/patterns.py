"""The longer patterns of the words that are read: they stand in the `patterns.toml` of a room, by who reads them.

What they are compiled to is kept beside the code of this module, as that is: a set-up writes it, no run does, and what
is not there as it stands, or was written by another Python, is compiled when it is needed.
"""

from __future__ import annotations

import marshal
import re
import sys
import tomllib
from array import array
from contextlib import suppress
from functools import cache, cached_property
from importlib import import_module, resources
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, cast
from weakref import WeakSet

KEPT = Path(cache_from_source(__file__)).with_name(f"patterns.{sys.implementation.cache_tag}.bin")
_sre, _parser, _compiler = map(import_module, ("_sre", "re._parser", "re._compiler"))
_code = vars(_compiler)["_code"]
MADE_BY = f"{_sre.MAGIC} {sys.version}"


class Lazy:
    """Stands for a pattern, which is compiled when something is first asked of it: few texts need them all."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.asked = pattern, flags
        ALL.add(self)

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
        found = known().get((self.pattern, self.asked))
        if found is None:
            return re.compile(self.pattern, self.asked)
        flags, code, *groups = found
        return cast("re.Pattern[str]", _sre.compile(self.pattern, flags, array("I", code).tolist(), *groups))

    def kept(self) -> tuple[Any, ...]:
        """What it is kept by, and as: what `_sre` makes a pattern of."""
        tree = _parser.parse(self.pattern, self.asked)
        code, named = array("I", map(int, _code(tree, self.asked))), tree.state.groupdict
        names = {number: name for name, number in named.items()}
        groups = tree.state.groups - 1, named, tuple(map(names.get, range(tree.state.groups)))
        return (self.pattern, int(self.asked)), (int(self.asked | tree.state.flags), code.tobytes(), *groups)


@cache
def known() -> dict[Any, tuple[Any, ...]]:
    """What this Python has kept."""
    with suppress(OSError, ValueError, EOFError, TypeError):  # there is none, or half of one
        made_by, kept = marshal.loads(KEPT.read_bytes())  # noqa: S302  # a module's own, as a .pyc is
        return kept if made_by == MADE_BY else {}
    return {}


def keep() -> None:
    """Keep all patterns that there are, of the modules that are loaded; for a set-up."""
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_bytes(marshal.dumps((MADE_BY, dict(each.kept() for each in ALL))))
    known.cache_clear()


ALL: WeakSet[Lazy] = WeakSet()


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
