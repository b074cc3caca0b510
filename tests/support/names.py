"""docs/templates.md: the part that lists the names of templates, made from the classes of the views."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrator.analysis.derive import DERIVED
from narrator.render.groups import DerivedView
from narrator.render.names import ALONE, ARTICLE, OWN, SHAPES, members, views

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrator.render.names import Name

LIST = re.compile(r"(<!-- names -->\n).*?(<!-- end -->)", re.DOTALL)
HIDDEN = {"Nothing", "PathView", "LexiconView"}
MEANINGS = {(DerivedView.__name__, rule.name): rule.meaning for rule in reversed(DERIVED)}
HELD = {"text": "text", "truth": "true or false"}


def renewed(page: str) -> str:
    """The page with its list as the classes have it now."""
    return LIST.sub(lambda match: match[1] + _listed() + match[2], page)


def _listed() -> str:
    parts = ["\n### Names of an article\n\n", *_given(ARTICLE)]
    for template, names in OWN.items():
        beside = "alone, without those of an article" if template in ALONE else "beside those of an article"
        parts += [f"\n### Names of `en/{template}`\n\nIt sees these {beside}:\n\n"]
        parts += _given(names)
    for name, view in sorted(views().items()):
        if name not in HIDDEN and members(name):
            parts += [f"\n### `{name}`\n\n{' '.join(str(view.__doc__).split())}\n\n", *_names(name)]
    for name, shape in SHAPES.items():
        parts += [f"\n### `{name}`\n\n{' '.join(str(shape.__doc__).split())}\n\n"]
        parts += [f"- `{each}` ({_holds(kind)})\n" for each, kind in members(name).items()]
    return "".join([*parts, "\n"])


def _given(names: Mapping[str, Name]) -> list[str]:
    return [f"- `{name}` ({_holds(each.holds)}): {each.says}\n" for name, each in names.items()]


def _names(view: str) -> list[str]:
    return [f"- `{name}` ({_holds(kind)}){_says(view, name)}\n" for name, kind in sorted(members(view).items())]


def _holds(kind: str) -> str:
    is_list = kind.startswith("[")
    name = kind.strip("[]")
    said = HELD.get(name, f"`{name}`")
    return f"list of {said}{'s' if name == 'text' else ''}" if is_list else said


def _says(view: str, name: str) -> str:
    read = getattr(views()[view], name, None)
    text = " ".join((getattr(read, "__doc__", None) or MEANINGS.get((view, name), "")).split()).rstrip(".")
    return f": {text[:1].lower()}{text[1:]}" if text else ""
