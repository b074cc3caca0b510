"""Texts that patterns were made for: of every branch, every character of a class, every repetition at least one."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from itertools import islice
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import narrator
from narrator.reading.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Node = tuple[object, Any]

parser: Any = re._parser  # type: ignore[attr-defined]  # noqa: SLF001  # the one that made the patterns
MOST = 12
"""Of a class of characters and of a repetition so many are shown."""


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the package that stands in a module, alone or in a table, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}
    for info in walk_packages(narrator.__path__, "narrator."):
        if info.name != "narrator.__main__":
            for name, value in vars(import_module(info.name)).items():
                found |= {f"{info.name}.{name}{at}": pattern for at, pattern in _within(value)}
    return {name: pattern for name, pattern in found.items() if isinstance(pattern.pattern, str)}


def _within(value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern | Lazy):
        yield "", value if isinstance(value, re.Pattern) else value.compiled
    elif isinstance(value, tuple | list):
        for at, part in enumerate(value):
            yield from ((f"[{at}]{inner}", pattern) for inner, pattern in _within(part))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from ((f"[{key!r}]{inner}", pattern) for inner, pattern in _within(part))


def examples(pattern: re.Pattern[str]) -> list[str]:
    """Texts that a pattern is about, whatever must stand around them: each of its branches is in one."""
    return [*dict.fromkeys(_texts(parser.parse(pattern.pattern, pattern.flags)))]


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    """The shortest text of a sequence of nodes, then it with each node in all its forms."""
    forms = [[*islice(_forms(*node), 4_000)] or [""] for node in nodes]
    first = [texts[0] for texts in forms]
    yield "".join(first)
    for at, texts in enumerate(forms):
        for text in texts[1:]:
            yield "".join([*first[:at], text, *first[at + 1 :]])


def _forms(kind: object, of: Any) -> Iterator[str]:  # noqa: ANN401, C901  # one case a kind of node
    match str(kind):
        case "LITERAL":
            yield chr(of)
        case "NOT_LITERAL" | "ANY":
            yield "a"
        case "IN":
            yield from _characters(of)
        case "BRANCH":
            for branch in of[1]:
                yield from _texts(branch)
        case "SUBPATTERN":
            yield from _texts(of[3])
        case "ATOMIC_GROUP":
            yield from _texts(of)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = of
            texts = [*_texts(inner)]
            yield texts[0] * least
            for text in texts:
                for times in {least, max(1, least), min(most, least + 1), min(most, 3)} - {0}:
                    yield texts[0] * (times - 1) + text
        case "GROUPREF_EXISTS":
            yield from _texts(of[1])
        case _:
            yield ""


def _characters(nodes: Iterable[Node]) -> Iterator[str]:
    kinds = {"CATEGORY_DIGIT": "05", "CATEGORY_SPACE": " \n", "CATEGORY_WORD": "a0亿_", "CATEGORY_NOT_SPACE": "a0-"}
    for kind, of in nodes:
        match str(kind):
            case "LITERAL":
                yield chr(of)
            case "RANGE":
                yield from (chr(code) for code in range(of[0], min(of[1], of[0] + MOST) + 1))
            case "CATEGORY":
                yield from kinds.get(str(of), "-")
            case "NEGATE":
                yield "~"
            case _:
                pass
