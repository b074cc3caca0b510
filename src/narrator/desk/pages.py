"""The pages of the desk: packaged templates that escape all that they are given."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("narrator.desk", "views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters["of_series"] = lambda codes: [code for code in codes if code.startswith("SER")]
    env.filters["line"] = lambda line: line.strip("|*>#- ").replace(" | ", " · ")
    env.filters["grouped"] = grouped
    env.filters["words"] = lambda name: str(name).replace("_", " ")
    env.filters["compared"] = lambda pair: Markup("").join(compared(*pair))
    return env


def page(template: str, **given: Any) -> str:  # noqa: ANN401  # whatever the template shows
    """A page or a part of one."""
    return _environment().get_template(f"{template}.html.j2").render(given)


def grouped(digits: str) -> str:
    """The digits of a number in groups of three."""
    whole, dot, rest = digits.partition(".")
    return (f"{int(whole):,}" if whole.isdecimal() else whole) + dot + rest


def compared(before: str, after: str) -> Iterator[Markup]:
    """Two texts as one, word by word: what went is struck out, what came is marked."""
    old, new = before.split(" "), after.split(" ")
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield escape(" ".join(new[k:m]) + " ")
        else:
            yield from (Markup("<del>{}</del> ").format(" ".join(old[i:j])),) if i < j else ()
            yield from (Markup("<ins>{}</ins> ").format(" ".join(new[k:m])),) if k < m else ()


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """The lines of two texts that differ, as pairs of what a line was and is."""
    old, new = before.split("\n"), after.split("\n")
    found: list[tuple[str, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        was, now = [line for line in old[i:j] if line], [line for line in new[k:m] if line]
        width = max(len(was), len(now))
        found += zip(was + [""] * (width - len(was)), now + [""] * (width - len(now)), strict=True)
    return found
