"""docs/templates.md: the part that lists the names of templates, made from the classes of the views."""

from __future__ import annotations

import re

from narrator.render.draft import NAMES
from narrator.render.undefined import members, views

LIST = re.compile(r"(<!-- names -->\n).*?(<!-- end -->)", re.DOTALL)
HIDDEN = {"Nothing", "NaturedView"}


def renewed(page: str) -> str:
    """The page with its list as the classes have it now."""
    return LIST.sub(lambda match: match[1] + _listed() + match[2], page)


def _listed() -> str:
    parts = ["\n### Names of an article\n\n", *(f"- `{name}`{_of(kind)}\n" for name, kind in sorted(NAMES.items()))]
    for name, view in sorted(views().items()):
        if name not in HIDDEN and members(name):
            parts += [f"\n### `{name}`\n\n{view.__doc__}\n\n"]
            parts += [f"- `{each}`{_of(kind)}: {_says(name, each)}\n" for each, kind in sorted(members(name).items())]
    return "".join([*parts, "\n"])


def _of(kind: str) -> str:
    return f" ({kind})" if kind else ""


def _says(view: str, name: str) -> str:
    read = getattr(views()[view], name, None)
    text = " ".join((getattr(read, "__doc__", None) or "A signal.").split()).rstrip(".")
    return text[:1].lower() + text[1:]
