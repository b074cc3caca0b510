"""The figures that our own texts name: `[figure.id]` and `[figure.id:style]`, and no digit beside them.

Record text is never compiled as a template; this pattern is all that is looked for in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narrator.ingest.tree import Path, Tree

REFERENCE = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,2})(?::([^\]\s]*))?\]")
STYLES = ("body", "between", "headline", "compact", "floor", "words", "share", "change")
"""The styles of LANGUAGE.md 4 that a reference may ask for."""

NUMBER = re.compile(r"[$€£¥]?\d(?:[\d.,]*\d)?%?")
OWN_FIELDS = frozenset({"view", "note", "differ", "why", "if", "then"})
LANGUAGES = frozenset({"en", "zh"})
NOT_PROSE = frozenset({"by", "place", "figure", "trigger", "view_of"})


class Reference(NamedTuple):
    """A figure that a text names, at an offset in it."""

    figure: str
    style: str | None
    offset: int
    typed: str


def references(text: str) -> Iterator[Reference]:
    """The references of a text, in order."""
    for match in REFERENCE.finditer(text):
        yield Reference(match[1], match[2], match.start(), match[0])


def own_texts(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The texts of an event file that the desk wrote itself, in file order."""
    if isinstance(tree, str):
        if _is_own(path):
            yield path, tree
        return
    for part, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from own_texts(value, (*path, part))


def _is_own(path: Path) -> bool:
    parts = [part for part in path if isinstance(part, str) and part not in LANGUAGES]
    if parts[-1] in NOT_PROSE:
        return False
    return parts[0] in {"outlook", "commentary"} or parts[-1] in OWN_FIELDS


def numbers(text: str, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """The numbers of a text that neither stand in a reference nor belong to one of these names (`S&P 500`)."""
    if not any(map(str.isdigit, text)):
        return
    masked = REFERENCE.sub(lambda match: " " * len(match[0]), text)
    for name in sorted(names, key=len, reverse=True):
        masked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda match: " " * len(match[0]), masked)
    yield from NUMBER.finditer(masked)
